#!/usr/bin/env bash
# A job array and the merge behind it:  ./submit.sh SHARDS FOLDER humnaam's command line
#
#   ./submit.sh 64 results/seat-sweep sweep seat.toml --vary confusion.rate=0..0.1/101 --draws 100000
#
# The folder is the one humnaam writes to: results/<scenario> for run, results/<scenario>-sweep for the first sweep of a scenario.
# Another sweep, or a run with --set, has another folder: give it an --out of its own, or the name that one shard prints.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
shards="$1" folder="$2"
shift 2
array="$(sbatch --parsable --array="0-$((shards - 1))" "$here/shard.sbatch" "$@")"
merge="$(sbatch --parsable --dependency="afterok:$array" "$here/merge.sbatch" "$folder")"
echo "$array $merge"
