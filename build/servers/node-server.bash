# What servers that npm installs have in common; sourced by their scripts, which define start and what is theirs, and end with: serve "$@".
# shellcheck shell=bash
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
name=$(basename "$0" .sh)

npm_folder() { # NAME: where packages are kept for the next run
  echo "${OMNICHANNEL_NPM:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/omnichannel/npm}/$1"
}

needs() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

ports_are_free() { # PORT…
  local port
  for port in "$@"; do
    if listens "$port"; then
      echo "$name.sh: port $port on 127.0.0.1 is taken. Stop what listens there (another ./test.sh?), then try again." >&2
      return 1
    fi
  done
}

run() { # DIR PORT CHECK… -- COMMAND…: in the background, its process noted, its output kept; returns when the check succeeds
  local dir=$1 port=$2 tries=0 check=()
  shift 2
  while [ "$1" != -- ]; do check+=("$1"); shift; done
  shift
  "$@" >"$dir/log" 2>&1 9>&- &
  echo $! > "$dir/pid"
  until "${check[@]}" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
      echo "$name.sh: nothing listens on 127.0.0.1:$port:" >&2
      tail -n 5 "$dir/log" >&2
      return 1
    fi
    sleep 0.1
  done
}

run_until_it_listens() { # DIR PORT COMMAND…
  local dir=$1 port=$2
  shift 2
  run "$dir" "$port" listens "$port" -- "$@"
}

stop() {
  [ ! -f "$1/pid" ] || kill "$(cat "$1/pid")" 2>/dev/null || true
}

serve() {
  case ${1:-} in
    needs) needs ;;
    start) start "${2:?folder}" ;;
    stop) stop "${2:?folder}" ;;
    *) echo "usage: $name.sh needs | start DIR | stop DIR" >&2; exit 2 ;;
  esac
}
