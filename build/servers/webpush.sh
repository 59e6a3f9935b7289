#!/usr/bin/env bash
# npm web-push-testing: a push service on 4675 that decrypts what it gets and ends subscriptions when it is told to. It listens on all interfaces.
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail

port=${OMNICHANNEL_WEBPUSH_PORT:-4675}
packages=${OMNICHANNEL_NPM:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/omnichannel/npm}/push-1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

needs() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

start() {
  local dir=$1 tries=0
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "webpush.sh: port $port on 127.0.0.1 is taken. Stop what listens there (another ./test.sh?), then try again." >&2
    return 1
  fi
  "$here/npm-packages.bash" "$packages" jose@6 @parse/node-apn@8.1.0 web-push-testing@1.2.2 web-push@3.6.7 http_ece@1.2.1 || return 1
  NODE_PATH=$packages/node_modules node -e "
    const { PushApiModel } = require('web-push-testing/src/PushApiModel');
    const Server = require('web-push-testing/src/server');
    new Server(new PushApiModel(), $port).startServer();" >"$dir/log" 2>&1 9>&- &
  echo $! > "$dir/pid"
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
      echo "webpush.sh: nothing listens on 127.0.0.1:$port:" >&2
      tail -n 5 "$dir/log" >&2
      return 1
    fi
    sleep 0.1
  done
  echo "OMNICHANNEL_WEBPUSH=127.0.0.1:$port" > "$dir/env"
  echo "OMNICHANNEL_PUSH_PACKAGES=$packages/node_modules" >> "$dir/env"
}

stop() {
  [ ! -f "$1/pid" ] || kill "$(cat "$1/pid")" 2>/dev/null || true
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) stop "${2:?folder}" ;;
  *) echo "usage: webpush.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
esac
