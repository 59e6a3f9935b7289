# Sourced by test.sh and .ci/run: names the folder of shared cases, data, specs and oracles, which lies beside the
# repository and is no part of it. Whoever has none still builds and tests; what needs it is skipped with the reason.
# Set OMNICHANNEL_SHARED, or any of the four variables below, to use a folder elsewhere.
find_shared_folder() { # the repository's root
  local at=$1
  while [ "$at" != / ]; do
    at=$(dirname "$at")
    if [ -d "$at/shared/cases" ] || [ -d "$at/shared/oracles" ]; then echo "$at/shared"; return; fi
  done
}

export_shared_folders() { # the repository's root
  local shared=${OMNICHANNEL_SHARED:-$(find_shared_folder "$1")} part variable
  [ -n "$shared" ] || return 0
  for part in cases data specs oracles; do
    variable=OMNICHANNEL_${part^^}
    if [ -z "${!variable:-}" ] && [ -d "$shared/$part" ]; then export "$variable=$shared/$part"; fi
  done
}
