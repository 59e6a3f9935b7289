#!/usr/bin/env bash
# Kannel, an SMS gateway, with its fake SMS centre that takes everything and sends us a message every two seconds: sendsms on 127.0.0.1:13013, calls to 127.0.0.1:4699.
# Only for long runs (./test.sh --long): elsewhere it starts nothing. Kannel listens on every address; its configuration lets only this machine in.
# The contract is written at the top of postfix.sh.
set -euo pipefail

oracles=${OMNICHANNEL_ORACLES:-}
ports="13000 13001 13013 10000 4699"
fake=/usr/lib/kannel/test/fakesmsc

is_long() { [ "${OMNICHANNEL_LONG:-0}" = 1 ]; }

open_port() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

needs() {
  is_long || return 0
  [ -x /usr/sbin/bearerbox ] || echo kannel
  [ -x "$fake" ] || echo kannel-extras
}

run() { # DIR NAME COMMAND…: in the background, its process noted, its output kept
  local dir=$1 name=$2
  shift 2
  (cd "$dir" && exec "$@") >"$dir/$name.log" 2>&1 9>&- &
  echo $! >> "$dir/pids"
}

await() { # DIR PORT
  local tries=0
  until open_port "$2"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ]; then
      echo "kannel.sh: nothing listens on 127.0.0.1:$2:" >&2
      tail -n 5 "$1"/*.log >&2
      return 1
    fi
    sleep 0.1
  done
}

start() {
  local dir=$1 port
  : > "$dir/env"
  is_long || return 0
  for port in $ports; do
    if open_port "$port"; then
      echo "kannel.sh: port $port on 127.0.0.1 is taken. Stop what listens there (another ./test.sh?), then try again." >&2
      return 1
    fi
  done
  mkdir -p "$dir/kannel"
  # The calls carry a key and the message's name, and what they are answered is not sent on as a message.
  sed -e "s#@DIR@#$dir#g" -e 's#/mo?from=#/mo?key=k-123456\&id=%I\&from=#' "$oracles/kannel.conf" > "$dir/kannel.conf"
  echo 'max-messages = 0' >> "$dir/kannel.conf"
  run "$dir" bearerbox /usr/sbin/bearerbox kannel.conf
  await "$dir" 13001 || return 1
  run "$dir" smsbox /usr/sbin/smsbox kannel.conf
  await "$dir" 13013 || return 1
  run "$dir" fakesmsc "$fake" -H 127.0.0.1 -r 10000 -i 2 "+4915112345678 13013 text Is it there?"
  {
    echo "OMNICHANNEL_KANNEL=127.0.0.1:13013"
    echo "OMNICHANNEL_KANNEL_CALLBACK=http://127.0.0.1:4699/mo"
    echo "OMNICHANNEL_KANNEL_RECEIVED=$dir/fakesmsc.log"
  } > "$dir/env"
}

stop() {
  [ ! -f "$1/pids" ] || while read -r pid; do kill "$pid" 2>/dev/null || true; done < "$1/pids"
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) stop "${2:?folder}" ;;
  *) echo "usage: kannel.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
esac
