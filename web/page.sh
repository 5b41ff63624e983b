#!/usr/bin/env bash
# Every shipped scenario whose files are here as one page. web/page.sh COMMAND FILE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scenarios=(scenarios/raigad-2014.toml)
for scenario in scenarios/*.toml; do
    [ "$scenario" = scenarios/raigad-2014.toml ] && continue
    # Booth files whose licence is not ours to give may be missing.
    "$1" check "$scenario" >/dev/null 2>&1 && scenarios+=("$scenario")
done
"$1" page "${scenarios[@]}" --out "$2"
