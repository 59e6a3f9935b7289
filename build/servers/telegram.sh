#!/usr/bin/env bash
# telegram-test-api: a double of Telegram's Bot API with a memory, on 127.0.0.1. It takes anything, so tests ask the specification first (prism.sh).
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail

version=4.2.1
port=${OMNICHANNEL_TELEGRAM_PORT:-4790}
packages=${OMNICHANNEL_NPM:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/omnichannel/npm}/telegram-test-api-$version
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

needs() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

start() {
  local dir=$1 tries=0
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "telegram.sh: port $port on 127.0.0.1 is taken. Stop what listens there (another ./test.sh?), then try again." >&2
    return 1
  fi
  "$here/npm-packages.bash" "$packages" "telegram-test-api@$version" || return 1
  NODE_PATH=$packages/node_modules node -e "const T = require('telegram-test-api'); new T({ port: $port, host: '127.0.0.1' }).start()" >"$dir/log" 2>&1 9>&- &
  echo $! > "$dir/pid"
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
      echo "telegram.sh: nothing listens on 127.0.0.1:$port:" >&2
      tail -n 5 "$dir/log" >&2
      return 1
    fi
    sleep 0.1
  done
  echo "OMNICHANNEL_TELEGRAM=127.0.0.1:$port" > "$dir/env"
}

stop() {
  [ ! -f "$1/pid" ] || kill "$(cat "$1/pid")" 2>/dev/null || true
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) stop "${2:?folder}" ;;
  *) echo "usage: telegram.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
esac
