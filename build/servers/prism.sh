#!/usr/bin/env bash
# Prism judges requests by the providers' own specifications (OMNICHANNEL_SPECS): http://127.0.0.1:4610/{twilio,sendgrid,…}/, see prism.cjs.
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/node-server.bash"

version=5.14.2
port=${OMNICHANNEL_PRISM_PORT:-4610}
emulator=${OMNICHANNEL_EMULATE_PORT:-4620} # as in emulate.sh
packages=$(npm_folder "prism-$version")

start() {
  local specs=${OMNICHANNEL_SPECS:-}
  if [ ! -d "$specs" ]; then
    echo "prism.sh: no folder of specifications (OMNICHANNEL_SPECS)" >&2
    return 1
  fi
  ports_are_free "$port" || return 1
  "$here/npm-packages.bash" "$packages" "@stoplight/prism-cli@$version" || return 1
  NODE_PATH=$packages/node_modules run_until_it_listens "$1" "$port" node "$here/prism.cjs" "$port" "$specs" "twilio=127.0.0.1:$emulator" "resend=127.0.0.1:$((emulator + 1))" || return 1
  echo "OMNICHANNEL_PRISM=127.0.0.1:$port" > "$1/env"
}

serve "$@"
