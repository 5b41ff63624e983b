#!/usr/bin/env bash
# Disks that really are full: a sweep, a run and a merge on file systems of a few kilobytes end with exit code 73
# or 74, name the file and the cure, leave nothing half done, and go on to the same bytes once there is room.
# Needs root, to mount.
#
#   tests/cluster/full-disk.sh HUMNAAM
set -euo pipefail
humnaam="$(realpath "$1")"
repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
desk="$(mktemp -d)"
mkdir "$desk/disk"
if ! mount -t tmpfs -o size=8k,nr_inodes=200 tmpfs "$desk/disk" 2>"$desk/why"; then
    echo "full disks: skipped, nothing can be mounted here ($(tail -n 1 "$desk/why"))"
    rm -rf "$desk"
    exit 0
fi
trap 'umount "$desk/disk" || true; rm -rf "$desk"' EXIT
cd "$desk"
cp "$repository/scenarios/close-race.toml" seat.toml
sweep=(sweep seat.toml --vary confusion.rate=0.002..0.012/60 --draws 500 --no-charts --quiet)
run=(run seat.toml --draws 3000 --draws-file --no-charts --quiet)
"$humnaam" "${sweep[@]}" --out whole
"$humnaam" "${run[@]}" --out whole
for shard in 0 1; do "$humnaam" "${sweep[@]}" --out parts --shard "$shard/2"; done

# Runs a command again and again on a disk that grows until there is room. Only a sweep keeps what it has.
grow() { # NAME EXPECTED KILOBYTES STEP COMMAND...
    local name="$1" expected="$2" size="$3" step="$4" none=0 code
    shift 4
    while true; do
        mount -o "remount,size=${size}k" disk
        code=0
        "$@" > out.log 2> err.log || code=$?
        [ "$code" != 0 ] || break
        none=$((none + 1))
        if { [ "$code" != 73 ] && [ "$code" != 74 ]; } || ! grep -q '^error: disk/.*No space left on device' err.log ||
            ! grep -q '^help: the disk is full: make room and run the same again' err.log; then
            echo "$name at $size kB ended with $code:" >&2
            cat err.log >&2
            exit 1
        fi
        if find disk -name '.humnaam-*' -o -name manifest.json | grep -q .; then
            echo "$name at $size kB left something half done:" >&2
            find disk >&2
            exit 1
        fi
        size=$((size + step))
    done
    [ "$none" -ge 2 ] || { echo "$name: only $none disks were too small" >&2; exit 1; }
    (cd "$expected" && find . -type f) | while read -r file; do cmp "$expected/$file" "disk/${expected##*/}/$file"; done
    echo "full disks: $name ended $none times for want of room, and has the same bytes at $size kB"
    rm -rf disk/*
}
grow sweep whole/seat-sweep 8 12 "$humnaam" "${sweep[@]}" --out disk
grow run whole/seat 8 60 "$humnaam" "${run[@]}" --out disk
mount -o remount,size=60k disk
cp -r parts/seat-sweep disk/
grow merge whole/seat-sweep 60 8 "$humnaam" merge disk/seat-sweep --quiet
