#!/usr/bin/env bash
# A sweep by Snakemake, of which first a shard and then Snakemake itself is killed; run again, the result must
# have the same bytes as a sweep by one program.
#
#   tests/cluster/snakemake.sh HUMNAAM SNAKEMAKE
set -euo pipefail
humnaam="$(realpath "$1")" snakemake="$(realpath "$2")"
repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
desk="$(mktemp -d)"
trap 'status=$?; [ "$status" = 0 ] || tail -n 30 "$desk"/*.log >&2 || true; rm -rf "$desk"' EXIT
cd "$desk"
cp "$repository/scenarios/close-race.toml" seat.toml
cp "$repository/examples/snakemake/Snakefile" .
values="--vary confusion.rate=0.002..0.012/12 --draws ${DRAWS:-100000} --no-charts"
# shellcheck disable=SC2086
"$humnaam" sweep seat.toml $values --out whole --quiet
cat > recorded <<RECORDED
#!/usr/bin/env bash
echo \$\$ >> "$desk/pids"
exec "$humnaam" "\$@"
RECORDED
chmod +x recorded
make=("$snakemake" --cores 2 --config "humnaam=$desk/recorded" scenario=seat.toml "sweep=$values" shards=6)

"${make[@]}" > first.log 2>&1 &
first=$!
begun() { cat pids 2>/dev/null | grep -c . || true; }
for try in $(seq 600); do [ "$(begun)" -ge 2 ] && break; sleep 0.05; done
sleep 0.4
kill -9 "$(head -n 1 pids)"
echo "a shard killed"
for try in $(seq 600); do [ "$(begun)" -ge 3 ] && break; sleep 0.05; done
sleep 0.4
# shellcheck disable=SC2046
kill -9 "$first" $(cat pids) 2>/dev/null || true
wait "$first" 2>/dev/null || true
[ ! -e results/seat-sweep/manifest.json ] || { echo "it was done before it was killed" >&2; exit 1; }
echo "Snakemake killed with $(find results -name '*.records' | grep -c .) shards begun"
"${make[@]}" --unlock > unlock.log 2>&1
"${make[@]}" --rerun-incomplete > second.log 2>&1
for file in points.csv sweep.json points.records manifest.json; do
    cmp "whole/seat-sweep/$file" "results/seat-sweep/$file"
done
echo "Snakemake: a shard killed, Snakemake killed, and the same bytes"
