#!/usr/bin/env bash
# Prism judges requests by the providers' own specifications (OMNICHANNEL_SPECS): http://127.0.0.1:4610/{twilio,sendgrid,…}/, see prism.cjs.
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail

version=5.14.2
port=${OMNICHANNEL_PRISM_PORT:-4610}
emulator=${OMNICHANNEL_EMULATE_PORT:-4620} # as in emulate.sh
packages=${OMNICHANNEL_NPM:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/omnichannel/npm}/prism-$version
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

needs() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

start() {
  local dir=$1 specs=${OMNICHANNEL_SPECS:-} tries=0
  if [ ! -d "$specs" ]; then
    echo "prism.sh: no folder of specifications (OMNICHANNEL_SPECS)" >&2
    return 1
  fi
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "prism.sh: port $port on 127.0.0.1 is taken. Stop what listens there (another ./test.sh?), then try again." >&2
    return 1
  fi
  "$here/npm-packages.bash" "$packages" "@stoplight/prism-cli@$version" || return 1
  NODE_PATH=$packages/node_modules node "$here/prism.cjs" "$port" "$specs" "twilio=127.0.0.1:$emulator" "resend=127.0.0.1:$((emulator + 1))" >"$dir/log" 2>&1 9>&- &
  echo $! > "$dir/pid"
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
      echo "prism.sh: nothing listens on 127.0.0.1:$port:" >&2
      tail -n 5 "$dir/log" >&2
      return 1
    fi
    sleep 0.1
  done
  echo "OMNICHANNEL_PRISM=127.0.0.1:$port" > "$dir/env"
}

stop() {
  [ ! -f "$1/pid" ] || kill "$(cat "$1/pid")" 2>/dev/null || true
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) stop "${2:?folder}" ;;
  *) echo "usage: prism.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
esac
