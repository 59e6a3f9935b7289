#!/usr/bin/env bash
# PostgreSQL on 127.0.0.1:5433, user "omni" (superuser, trusted on loopback), database "omni". What it holds need not survive the machine: fsync is off.
# The contract is written at the top of postfix.sh.
set -euo pipefail

port=${OMNICHANNEL_POSTGRESQL_PORT:-5433}

open_port() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

binaries() { # the newest version's programs; Debian keeps them out of the path
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -n "$found" ]; then echo "$found"; else dirname "$(readlink -f "$(command -v postgres || true)")" 2>/dev/null; fi
}

needs() { [ -x "$(binaries)/initdb" ] || echo postgresql; }

as_postgres() { # the server refuses to run as root
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; else "$@"; fi
}

start() {
  local dir=$1 bin
  bin=$(binaries)
  if open_port; then
    echo "postgresql.sh: port $port on 127.0.0.1 is taken. Stop what listens there (another ./test.sh?), or set OMNICHANNEL_POSTGRESQL_PORT." >&2
    return 1
  fi
  mkdir -p "$dir/run"
  [ "$(id -u)" != 0 ] || chown -R postgres "$dir"
  chmod 755 "$dir"
  as_postgres "$bin/initdb" -D "$dir/data" -U omni -A trust -E UTF8 --locale=C --no-sync >"$dir/initdb.log" 2>&1 || { tail -n 5 "$dir/initdb.log" >&2; return 1; }
  cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$dir/run'
max_connections = 1000
fsync = off
log_min_messages = warning
CONF
  as_postgres "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 30 start >"$dir/start.log" 2>&1 || { tail -n 5 "$dir/log" "$dir/start.log" >&2; return 1; }
  as_postgres "$bin/createdb" -h 127.0.0.1 -p "$port" -U omni omni
  {
    echo "OMNICHANNEL_POSTGRESQL=Host=127.0.0.1;Port=$port;Username=omni;Database=omni"
    echo "OMNICHANNEL_POSTGRESQL_BIN=$bin" # tests that kill a server start one of their own
  } > "$dir/env"
}

stop() {
  local dir=$1 pid
  [ -f "$dir/data/postmaster.pid" ] || return 0
  pid=$(head -n 1 "$dir/data/postmaster.pid")
  kill -INT "$pid" 2>/dev/null || true # fast: whoever is still connected is cut off
  for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || return 0; sleep 0.1; done
  kill -QUIT "$pid" 2>/dev/null || true
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) stop "${2:?folder}" ;;
  *) echo "usage: postgresql.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
esac
