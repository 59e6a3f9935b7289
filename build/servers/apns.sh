#!/usr/bin/env bash
# A double of APNs (apns.cjs): HTTP/2 over TLS on 4670, with one stream at a time on 4671; what came is told on 4672.
# The contract is written at the top of postfix.sh. What npm installs is kept below OMNICHANNEL_NPM for the next run.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/node-server.bash"

port=${OMNICHANNEL_APNS_PORT:-4670}
packages=$(npm_folder push-1)

needs() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  command -v openssl >/dev/null || echo openssl
}

start() {
  local dir=$1
  ports_are_free "$port" || return 1
  "$here/npm-packages.bash" "$packages" jose@6 @parse/node-apn@8.1.0 web-push-testing@1.2.2 web-push@3.6.7 http_ece@1.2.1 || return 1
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "$dir/key.pem" -out "$dir/cert.pem" 2>/dev/null
  openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$dir/apns.p8"
  openssl pkey -in "$dir/apns.p8" -pubout -out "$dir/apns.pub"
  NODE_PATH=$packages/node_modules run "$dir" "$port" grep -q READY "$dir/log" -- node "$here/apns.cjs" "$dir" "$port" $((port + 1)) $((port + 2)) || return 1
  {
    echo "OMNICHANNEL_APNS=127.0.0.1:$port"
    echo "OMNICHANNEL_APNS_ONE_STREAM=127.0.0.1:$((port + 1))"
    echo "OMNICHANNEL_APNS_CAME=127.0.0.1:$((port + 2))"
    echo "OMNICHANNEL_APNS_FOLDER=$dir"
    echo "OMNICHANNEL_PUSH_PACKAGES=$packages/node_modules"
  } > "$dir/env"
}

serve "$@"
