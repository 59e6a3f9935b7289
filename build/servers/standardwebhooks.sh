#!/usr/bin/env bash
# No server: the reference library of Standard Webhooks for Node, which judges our signatures and whose signatures we judge.
# The contract is written at the top of postfix.sh.
set -euo pipefail

version=1.1.1

needs() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

start() {
  local dir=$1
  npm install --prefix "$dir" --no-audit --no-fund --no-save --ignore-scripts --loglevel=error "standardwebhooks@$version" >"$dir/npm.log" 2>&1 ||
    { echo "standardwebhooks.sh: npm could not install standardwebhooks@$version:" >&2; tail -n 5 "$dir/npm.log" >&2; return 1; }
  echo "OMNICHANNEL_STANDARDWEBHOOKS=$dir/node_modules" > "$dir/env"
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) : ;;
  *) echo "usage: standardwebhooks.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
esac
