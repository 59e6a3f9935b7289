#!/usr/bin/env bash
# ./test.sh [--long] [arguments of dotnet test]
# Starts on loopback the real servers that tests talk to, runs every test, stops the servers.
#   --long   also the long runs, whose results are in docs/evidence.md
# OMNICHANNEL_CI=1 makes a missing server or shared folder a failure instead of a skip.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
. build/shared-folder.sh
export_shared_folders "$root"

configuration=Debug build=1 arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --long) export OMNICHANNEL_LONG=1 ;;
    -c | --configuration) configuration=$2; shift ;;
    --no-build) build=0 ;;
    *) arguments+=("$1") ;;
  esac
  shift
done

servers=$(mktemp -d /tmp/omnichannel-servers.XXXXXX)
started=() held=0
stop_servers() {
  local server
  release_services
  for server in "${started[@]}"; do "build/servers/$server.sh" stop "$servers/$server" || true; done
  rm -rf "$servers"
}
trap stop_servers EXIT
trap 'exit 130' INT TERM

install_missing() { # a server's name; false when something it needs cannot be had
  local missing
  missing=$("build/servers/$1.sh" needs)
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "test.sh: $1 needs packages that are not installed. As root: apt-get install -y" $missing >&2
    return 1
  fi
  echo "test.sh: installing" $missing
  apt-get update -qq >"$servers/apt.log" 2>&1 || true
  hold_services
  # shellcheck disable=SC2086 # one package a word
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >>"$servers/apt.log" 2>&1 ||
    { tail -n 5 "$servers/apt.log" >&2; release_services; return 1; }
  release_services
}

# While packages are installed, Debian would start them as services of the machine; tests start their own.
hold_services() {
  [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && held=1; }
}
release_services() {
  [ "$held" = 0 ] || rm -f /usr/sbin/policy-rc.d
  held=0
}

start_server() {
  local server=$1 line
  install_missing "$server" || return 1
  if [ "$(id -u)" != 0 ]; then echo "test.sh: $server can only be started by root" >&2; return 1; fi
  mkdir -p "$servers/$server"
  chmod 755 "$servers"
  started+=("$server")
  "build/servers/$server.sh" start "$servers/$server" 9>&- || return 1
  while IFS= read -r line; do export "${line?}"; done < "$servers/$server/env"
  # One that is for long runs alone says nothing and starts nothing.
  [ ! -s "$servers/$server/env" ] || echo "test.sh: $server is up"
}

if [ -n "${OMNICHANNEL_ORACLES:-}" ] && [ -d "$OMNICHANNEL_ORACLES" ]; then
  # The ports are fixed, so one run at a time on one machine; the next waits for its turn.
  if [ "$(id -u)" = 0 ]; then
    exec 9>/tmp/omnichannel-servers.lock
    flock -w 900 9 || { echo "test.sh: another test.sh has held /tmp/omnichannel-servers.lock for 15 minutes" >&2; exit 1; }
  fi
  for script in build/servers/*.sh; do
    server=$(basename "$script" .sh)
    if ! start_server "$server"; then
      echo "test.sh: without $server; the tests that need it are skipped and say so" >&2
      [ "${OMNICHANNEL_CI:-0}" != 1 ] || exit 1
    fi
  done
else
  echo "test.sh: no folder of server configurations (set OMNICHANNEL_ORACLES, or put it at ../shared/oracles): no server is started; the tests that need one are skipped and say so"
fi

export OMNICHANNEL_RESULTS=${OMNICHANNEL_RESULTS:-$root/TestResults}
mkdir -p "$OMNICHANNEL_RESULTS"
rm -f "$OMNICHANNEL_RESULTS"/*.trx
if [ "$build" = 1 ]; then dotnet build OmniChannel.Core.sln -c "$configuration" -v q -nologo 9>&-; fi
# tests/Directory.Build.props names each project's TRX file after the project, in OMNICHANNEL_RESULTS
dotnet test OmniChannel.Core.sln -c "$configuration" --no-build "${arguments[@]}" 9>&-
