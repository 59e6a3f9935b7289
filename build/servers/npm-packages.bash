#!/usr/bin/env bash
# npm-packages.bash FOLDER PACKAGE… installs npm packages into a folder that outlives a run; what is there already is left alone.
set -euo pipefail

folder=$1
shift
mkdir -p "$(dirname "$folder")"
exec 8>"$folder.lock"
flock -w 300 8 # two runs at once: the second waits, and finds what the first has installed
if [ -f "$folder/installed" ] && [ "$(cat "$folder/installed")" = "$*" ]; then exit 0; fi
rm -rf "$folder"
mkdir -p "$folder"
npm install --prefix "$folder" --no-audit --no-fund --no-save --ignore-scripts --loglevel=error "$@" >"$folder/npm.log" 2>&1 8>&- ||
  { echo "npm could not install $*:" >&2; tail -n 5 "$folder/npm.log" >&2; exit 1; }
echo "$*" > "$folder/installed"
