#!/usr/bin/env bash
# No server: what providers and others published for Node to verify signatures, which judge ours and whose signatures we judge.
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail

packages=${OMNICHANNEL_NPM:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/omnichannel/npm}/verifiers-2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

needs() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

start() {
  "$here/npm-packages.bash" "$packages" twilio@6.2.0 @sendgrid/eventwebhook@8.0.0 standardwebhooks@1.1.1 @octokit/webhooks-methods@6.0.0 aws4@1.13.2 nexmo@2.9.1 @vonage/jwt@1.14.0 || return 1
  echo "OMNICHANNEL_NODE_VERIFIERS=$packages/node_modules" > "$1/env"
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) : ;;
  *) echo "usage: verifiers.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
esac
