#!/usr/bin/env bash
# A real personal data server of the AT Protocol (@atproto/dev-env), on 127.0.0.1:4630 and its directory on 4631.
# Only for long runs (./test.sh --long): elsewhere it starts nothing, as its first installation compiles for minutes. It listens on every address.
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail

version=0.3.215
port=4630 # as run-pds.js of OMNICHANNEL_ORACLES has it
packages=${OMNICHANNEL_NPM:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/omnichannel/npm}/atproto-$version
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

needs() {
  [ "${OMNICHANNEL_LONG:-0}" = 1 ] || return 0
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

start() {
  local dir=$1 tries=0 at
  if [ "${OMNICHANNEL_LONG:-0}" != 1 ]; then
    : > "$dir/env"
    return 0
  fi
  for at in "$port" $((port + 1)); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$at") 2>/dev/null; then
      echo "bluesky.sh: port $at on 127.0.0.1 is taken. Stop what listens there (another ./test.sh?), then try again." >&2
      return 1
    fi
  done
  "$here/npm-packages.bash" "$packages" "@atproto/dev-env@$version" || return 1
  if [ ! -f "$packages/compiled" ]; then
    npm rebuild --prefix "$packages" better-sqlite3 >"$dir/npm.log" 2>&1 || { tail -n 5 "$dir/npm.log" >&2; return 1; }
    : > "$packages/compiled"
  fi
  NODE_PATH=$packages/node_modules node "$OMNICHANNEL_ORACLES/run-pds.js" >"$dir/log" 2>&1 9>&- &
  echo $! > "$dir/pid"
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
      echo "bluesky.sh: nothing listens on 127.0.0.1:$port:" >&2
      tail -n 5 "$dir/log" >&2
      return 1
    fi
    sleep 0.1
  done
  echo "OMNICHANNEL_BLUESKY=127.0.0.1:$port" > "$dir/env"
}

stop() {
  [ ! -f "$1/pid" ] || kill "$(cat "$1/pid")" 2>/dev/null || true
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) stop "${2:?folder}" ;;
  *) echo "usage: bluesky.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
esac
