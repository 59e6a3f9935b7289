#!/usr/bin/env bash
# RabbitMQ on 127.0.0.1:5673, user and password "guest". The contract is written at the top of postfix.sh.
# Tests that stop and kill a broker start one of their own by this script, with OMNICHANNEL_RABBITMQ_PORT set.
set -euo pipefail

port=${OMNICHANNEL_RABBITMQ_PORT:-5673}

open_port() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

needs() { [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || echo rabbitmq-server; }

settings() { # one node, all of its state in its folder, nothing listening but on loopback
  local dir=$1
  export HOME=$dir RABBITMQ_NODENAME=omni$port@localhost RABBITMQ_NODE_PORT=$port RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_DIST_PORT=$((port + 20000))
  export RABBITMQ_MNESIA_BASE=$dir/mnesia RABBITMQ_LOG_BASE=$dir/log RABBITMQ_PID_FILE=$dir/pid RABBITMQ_ENABLED_PLUGINS_FILE=$dir/enabled_plugins
  export RABBITMQ_CONFIG_FILE=$dir/rabbitmq ERL_EPMD_PORT=$((port + 30000)) ERL_EPMD_ADDRESS=127.0.0.1
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none"
}

start() {
  local dir=$1 tries=0
  if open_port; then
    echo "rabbitmq.sh: port $port on 127.0.0.1 is taken. Stop what listens there, or set OMNICHANNEL_RABBITMQ_PORT." >&2
    return 1
  fi
  mkdir -p "$dir/mnesia" "$dir/log"
  settings "$dir"
  [ -f "$dir/enabled_plugins" ] || echo '[].' > "$dir/enabled_plugins"
  printf 'listeners.tcp.1 = 127.0.0.1:%s\nloopback_users.guest = true\n' "$port" > "$dir/rabbitmq.conf"
  epmd -daemon -address 127.0.0.1 -port "$ERL_EPMD_PORT" || true
  setsid /usr/lib/rabbitmq/bin/rabbitmq-server >"$dir/start.log" 2>&1 </dev/null &
  until open_port; do
    tries=$((tries + 1))
    if [ "$tries" -gt 1800 ]; then # alone it takes 5 s, beside a build and other servers a minute
      echo "rabbitmq.sh: nothing listens on 127.0.0.1:$port after 180 s" >&2
      tail -n 20 "$dir/start.log" >&2 || true
      return 1
    fi
    sleep 0.1
  done
  {
    echo "OMNICHANNEL_RABBITMQ=amqp://guest:guest@127.0.0.1:$port/"
    echo "OMNICHANNEL_RABBITMQ_SERVER=$(readlink -f "${BASH_SOURCE[0]}")"
  } > "$dir/env"
}

stop() {
  local dir=$1 pid
  settings "$dir"
  if [ -f "$dir/pid" ]; then
    pid=$(cat "$dir/pid")
    kill "${2:--TERM}" "$pid" 2>/dev/null || true
    # A busy machine takes its time; a broker that is killed while it stops may leave a quorum queue without a leader.
    for _ in $(seq 900); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
  fi
  epmd -port "$ERL_EPMD_PORT" -kill >/dev/null 2>&1 || true
}

case ${1:-} in
  needs) needs ;;
  start) start "${2:?folder}" ;;
  stop) stop "${2:?folder}" -TERM ;;
  kill) stop "${2:?folder}" -KILL ;;
  *) echo "usage: rabbitmq.sh needs | start DIR | stop DIR | kill DIR" >&2; exit 2 ;;
esac
