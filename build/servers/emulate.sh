#!/usr/bin/env bash
# emulate (Vercel Labs): Twilio on 127.0.0.1:4620, Resend on 4621, Slack on 4622, with a memory. It needs Node 24, which comes from npm.
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/node-server.bash"

version=0.12.2 # 'latest' is another package
port=${OMNICHANNEL_EMULATE_PORT:-4620}
packages=$(npm_folder "emulate-$version")

start() {
  local architecture
  ports_are_free "$port" $((port + 1)) $((port + 2)) || return 1
  case $(uname -m) in aarch64) architecture=arm64 ;; *) architecture=x64 ;; esac
  "$here/npm-packages.bash" "$packages" "node-linux-$architecture@24" "emulate@$version" || return 1
  run "$1" "$port" listens $((port + 2)) -- \
    "$packages/node_modules/node-linux-$architecture/bin/node" "$packages/node_modules/emulate/dist/index.js" --service twilio,resend,slack --port "$port" || return 1
  {
    echo "OMNICHANNEL_EMULATE_TWILIO=127.0.0.1:$port"
    echo "OMNICHANNEL_EMULATE_RESEND=127.0.0.1:$((port + 1))"
    echo "OMNICHANNEL_EMULATE_SLACK=127.0.0.1:$((port + 2))"
  } > "$1/env"
}

serve "$@"
