#!/usr/bin/env bash
# Puts what samples/QuickStart really prints into README.md, between the marks of its output block: the chapter of Ben.
# QuickStartTests holds the README to it; run this when the story changes.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dotnet run --project "$root/samples/QuickStart" > "${TMPDIR:-/tmp}/quickstart.txt"
python3 - "$root/README.md" "${TMPDIR:-/tmp}/quickstart.txt" <<'PY'
import re, sys
readme, output = open(sys.argv[1]).read(), open(sys.argv[2]).read()
chapter = re.search(r'(Ben, a researcher.*?)\n\nCarla', output, re.S).group(1).rstrip()
chapter = re.sub(r'saved as \S+', 'saved as …', chapter)
block = '<!-- output: QuickStart -->\n```\n' + chapter + '\n```'
open(sys.argv[1], 'w').write(re.sub(r'<!-- output: QuickStart -->\n```\n.*?\n```', lambda m: block, readme, flags=re.S))
PY
