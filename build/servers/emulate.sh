#!/usr/bin/env bash
# emulate (Vercel Labs): Twilio on 127.0.0.1:4620, Resend on 4621, Slack on 4622, with a memory. It needs Node 24, which comes from npm.
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail

version=0.12.2 # 'latest' is another package
port=${OMNICHANNEL_EMULATE_PORT:-4620}
packages=${OMNICHANNEL_NPM:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/omnichannel/npm}/emulate-$version
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

needs() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

start() {
  local dir=$1 tries=0 at architecture
  for at in "$port" $((port + 1)) $((port + 2)); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$at") 2>/dev/null; then
      echo "emulate.sh: port $at on 127.0.0.1 is taken. Stop what listens there (another ./test.sh?), then try again." >&2
      return 1
    fi
  done
  case $(uname -m) in aarch64) architecture=arm64 ;; *) architecture=x64 ;; esac
  "$here/npm-packages.bash" "$packages" "node-linux-$architecture@24" "emulate@$version" || return 1
  "$packages/node_modules/node-linux-$architecture/bin/node" "$packages/node_modules/emulate/dist/index.js" --service twilio,resend,slack --port "$port" >"$dir/log" 2>&1 9>&- &
  echo $! > "$dir/pid"
  until (exec 3<>"/dev/tcp/127.0.0.1/$((port + 2))") 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
      echo "emulate.sh: nothing listens on 127.0.0.1:$((port + 2)):" >&2
      tail -n 5 "$dir/log" >&2
      return 1
    fi
    sleep 0.1
  done
  {
    echo "OMNICHANNEL_EMULATE_TWILIO=127.0.0.1:$port"
    echo "OMNICHANNEL_EMULATE_RESEND=127.0.0.1:$((port + 1))"
    echo "OMNICHANNEL_EMULATE_SLACK=127.0.0.1:$((port + 2))"
  } > "$dir/env"
}

stop() {
  [ ! -f "$1/pid" ] || kill "$(cat "$1/pid")" 2>/dev/null || true
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) stop "${2:?folder}" ;;
  *) echo "usage: emulate.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
esac
