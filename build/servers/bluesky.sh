#!/usr/bin/env bash
# A real personal data server of the AT Protocol (@atproto/dev-env), on 127.0.0.1:4630 and its directory on 4631.
# Only for long runs (./test.sh --long): elsewhere it starts nothing, as its first installation compiles for minutes. It listens on every address.
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/node-server.bash"

version=0.3.215
port=4630 # as run-pds.js of OMNICHANNEL_ORACLES has it
packages=$(npm_folder "atproto-$version")

is_long() { [ "${OMNICHANNEL_LONG:-0}" = 1 ]; }

needs() {
  is_long || return 0
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

start() {
  local dir=$1
  : > "$dir/env"
  is_long || return 0
  ports_are_free "$port" $((port + 1)) || return 1
  "$here/npm-packages.bash" "$packages" "@atproto/dev-env@$version" || return 1
  if [ ! -f "$packages/compiled" ]; then
    npm rebuild --prefix "$packages" better-sqlite3 >"$dir/npm.log" 2>&1 || { tail -n 5 "$dir/npm.log" >&2; return 1; }
    : > "$packages/compiled"
  fi
  NODE_PATH=$packages/node_modules run_until_it_listens "$dir" "$port" node "$OMNICHANNEL_ORACLES/run-pds.js" || return 1
  echo "OMNICHANNEL_BLUESKY=127.0.0.1:$port" > "$dir/env"
}

serve "$@"
