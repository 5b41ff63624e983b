#!/usr/bin/env bash
# A sweep driven from a shell: a line of JSON per point as it is answered, a scenario from standard input, and
# the value at which the result flips as often as not.
#
#   examples/sweep.sh [humnaam] [folder for results]
set -euo pipefail
humnaam="${1:-humnaam}" out="${2:-results}"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
seat="$here/../scenarios/raigad-2014.toml"

# 1. The curve: from which confusion rate on does the result flip more likely than not?
"$humnaam" sweep "$seat" --vary confusion.rate=0..0.02/11 --out "$out" --no-charts --format ndjson |
    while read -r line; do
        # Each line is an object; what a script needs of it can be cut out with any JSON tool.
        rate="${line#*\"confusion.rate\":}" chance="${line#*\"flip_probability\":}"
        printf 'rate %s\tP(flip) %s\n' "${rate%%,*}" "${chance%%,*}"
    done | sort -t ' ' -k 2 -g

# 2. The same question put directly, to a scenario that comes down a pipe.
sed 's/^title = .*/title = "Raigad, from a pipe"/' "$seat" |
    "$humnaam" sweep - --solve confusion.rate=0.5 --out "$out" --format json |
    grep -m 1 '"value"'

# 3. Every other key can be set beside what is varied.
"$humnaam" sweep "$seat" --vary own_support.typical_votes=2000,5523,9952 --set confusion.rate=0.005 \
    --out "$out/supports" --no-charts --format csv | cut -d , -f 1-3
