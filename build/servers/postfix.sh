#!/usr/bin/env bash
# Postfix (plain 2540, STARTTLS+AUTH 2541, implicit TLS+AUTH 2542) delivering into Dovecot (IMAP 2143), all on 127.0.0.1.
# The contract of every file in this folder:
#   needs        prints the Debian packages that are missing, one a line; nothing when all is there
#   start DIR    starts with all state below DIR and writes KEY=VALUE lines for the tests to DIR/env
#   stop DIR     stops what start started; safe to call when nothing runs
set -euo pipefail

oracles=${OMNICHANNEL_ORACLES:-}
ports="2540 2541 2542 2143 2424 12345"

open_port() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

needs() {
  [ -x /usr/sbin/postfix ] || echo postfix
  [ -x /usr/sbin/dovecot ] || echo dovecot-core
  [ -x /usr/lib/dovecot/lmtp ] || echo dovecot-lmtpd
  [ -x /usr/lib/dovecot/imap ] || echo dovecot-imapd
  command -v openssl >/dev/null || echo openssl
  command -v python3 >/dev/null || echo python3 # its email package judges our MIME
  /usr/bin/python3 -c 'import dkim, nacl' 2>/dev/null || printf '%s\n' python3-dkim python3-nacl # they judge our DKIM signatures
}

start() {
  local dir=$1 port
  for port in $ports; do
    if open_port "$port"; then
      echo "postfix.sh: port $port on 127.0.0.1 is taken. Stop what listens there (another ./test.sh?), then try again." >&2
      return 1
    fi
  done
  mkdir -p "$dir"/postfix/{conf,spool,data} "$dir"/dovecot/{run,mail}
  chmod 755 "$dir" # mktemp makes it 0700, and Postfix and Dovecot run as users of their own
  chown -R postfix "$dir/postfix/data"
  chown -R mail:mail "$dir/dovecot/mail"
  printf 'alice:{PLAIN}secret\nbob:{PLAIN}secret\n' > "$dir/dovecot/users"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout "$dir/key.pem" -out "$dir/cert.pem" 2>/dev/null
  sed "s#@DIR@#$dir#g" "$oracles/postfix-main.cf" > "$dir/postfix/conf/main.cf"
  cp "$oracles/postfix-master.cf" "$dir/postfix/conf/master.cf"
  sed "s#@DIR@#$dir#g" "$oracles/dovecot.conf" > "$dir/dovecot/dovecot.conf"
  postfix -c "$dir/postfix/conf" start >"$dir/postfix/start.log" 2>&1 || { cat "$dir/postfix/start.log" >&2; return 1; }
  dovecot -c "$dir/dovecot/dovecot.conf" >"$dir/dovecot/start.log" 2>&1 || { cat "$dir/dovecot/start.log" >&2; return 1; }
  for port in $ports; do
    local tries=0
    until open_port "$port"; do
      tries=$((tries + 1))
      if [ "$tries" -gt 600 ]; then
        echo "postfix.sh: nothing listens on 127.0.0.1:$port after 60 s; the logs are in $dir" >&2
        tail -n 5 "$dir/postfix/maillog" "$dir/dovecot/log" >&2 || true
        return 1
      fi
      sleep 0.1
    done
  done
  {
    echo "OMNICHANNEL_SMTP_PLAIN=127.0.0.1:2540"
    echo "OMNICHANNEL_SMTP_STARTTLS=127.0.0.1:2541"
    echo "OMNICHANNEL_SMTP_TLS=127.0.0.1:2542"
    echo "OMNICHANNEL_IMAP=127.0.0.1:2143"
    echo "OMNICHANNEL_CA=$dir/cert.pem"
    [ ! -x /usr/sbin/smtp-sink ] || echo "OMNICHANNEL_SMTP_SINK=/usr/sbin/smtp-sink"
  } > "$dir/env"
}

stop() {
  local dir=$1 pid
  if [ -f "$dir/postfix/conf/main.cf" ]; then postfix -c "$dir/postfix/conf" stop >/dev/null 2>&1 || true; fi
  if [ -f "$dir/dovecot/run/master.pid" ]; then
    pid=$(cat "$dir/dovecot/run/master.pid")
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  fi
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) stop "${2:?folder}" ;;
  *) echo "usage: postfix.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
esac
