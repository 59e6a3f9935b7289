#!/usr/bin/env bash
# telegram-test-api: a double of Telegram's Bot API with a memory, on 127.0.0.1. It takes anything, so tests ask the specification first (prism.sh).
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/node-server.bash"

version=4.2.1
port=${OMNICHANNEL_TELEGRAM_PORT:-4790}
packages=$(npm_folder "telegram-test-api-$version")

start() {
  ports_are_free "$port" || return 1
  "$here/npm-packages.bash" "$packages" "telegram-test-api@$version" || return 1
  NODE_PATH=$packages/node_modules run_until_it_listens "$1" "$port" node -e "const T = require('telegram-test-api'); new T({ port: $port, host: '127.0.0.1' }).start()" || return 1
  echo "OMNICHANNEL_TELEGRAM=127.0.0.1:$port" > "$1/env"
}

serve "$@"
