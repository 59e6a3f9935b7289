#!/usr/bin/env bash
# Our expression language, C# by hand and @bufbuild/cel of npm on one condition, in alternating rounds; prints the table of benchmarks/README.md.
# Needs node 20 and npm. The package is installed into a cache folder outside this repository (OMNICHANNEL_CEL_NPM, default ~/.cache/omnichannel/cel-npm).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${OMNICHANNEL_CEL_NPM:-${XDG_CACHE_HOME:-$HOME/.cache}/omnichannel/cel-npm}
mkdir -p "$cache"
cp "$here/package.json" "$here/loop.mjs" "$cache/"
(cd "$cache" && npm install --ignore-scripts --no-audit --no-fund --loglevel=error)
project="$here/../OmniChannel.Benchmarks"
dotnet build -c Release -v q -nologo -m:1 "$project" >&2
exec dotnet run -c Release --no-build --project "$project" -- --cel-rounds "$cache/loop.mjs"
