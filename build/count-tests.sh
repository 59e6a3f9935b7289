#!/usr/bin/env bash
# count-tests.sh FOLDER: adds up the TRX files of a test run and prints "N passed, N failed, N skipped".
# A skipped test is not counted as notExecuted in TRX files: skipped = total - executed.
# Fails when a test failed, when there are no results, or when a test project left none (it did not build, it crashed, or it
# holds no test that was found).
set -euo pipefail
folder=${1:?folder of TRX files}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Each failed test by name, with the first lines of what it said: the end of the output is what people keep of a run.
name_failures() { # a TRX file
  awk '/<UnitTestResult / { bad = /outcome="Failed"/; if (bad && match($0, /testName="[^"]*"/)) print "failed: " substr($0, RSTART + 10, RLENGTH - 11) }
    bad && /<(Message|StackTrace)>/ { show = 4 } show > 0 { print "    " $0; show-- } /<\/(Message|StackTrace)>/ { show = 0 }' "$1"
}

passed=0 failed=0 skipped=0 missing=0
for project in "$root"/tests/*/*.csproj; do
  trx=$folder/$(basename "$project" .csproj).trx
  counters=$(grep -o '<Counters [^>]*>' "$trx" 2>/dev/null || true)
  if [ -z "$counters" ]; then
    echo "no test results from $(basename "$project")" >&2
    missing=1
    continue
  fi
  number() { grep -o " $1=\"[0-9]*\"" <<<"$counters" | grep -o '[0-9]*'; }
  if [ "$(number total)" = 0 ]; then
    echo "$(basename "$project") ran no test" >&2
    missing=1
    continue
  fi
  total=$(number total) executed=$(number executed) ok=$(number passed)
  passed=$((passed + ok))
  failed=$((failed + executed - ok))
  [ "$executed" = "$ok" ] || name_failures "$trx"
  skipped=$((skipped + total - executed))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$missing" = 0 ] && [ "$passed" -gt 0 ]
