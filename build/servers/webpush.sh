#!/usr/bin/env bash
# npm web-push-testing: a push service on 4675 that decrypts what it gets and ends subscriptions when it is told to. It listens on all interfaces.
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/node-server.bash"

port=${OMNICHANNEL_WEBPUSH_PORT:-4675}
packages=$(npm_folder push-1)

start() {
  ports_are_free "$port" || return 1
  "$here/npm-packages.bash" "$packages" jose@6 @parse/node-apn@8.1.0 web-push-testing@1.2.2 web-push@3.6.7 http_ece@1.2.1 || return 1
  NODE_PATH=$packages/node_modules run_until_it_listens "$1" "$port" node -e "
    const { PushApiModel } = require('web-push-testing/src/PushApiModel');
    const Server = require('web-push-testing/src/server');
    new Server(new PushApiModel(), $port).startServer();" || return 1
  echo "OMNICHANNEL_WEBPUSH=127.0.0.1:$port" > "$1/env"
  echo "OMNICHANNEL_PUSH_PACKAGES=$packages/node_modules" >> "$1/env"
}

serve "$@"
