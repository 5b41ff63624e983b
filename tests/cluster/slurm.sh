#!/usr/bin/env bash
# A sweep as a Slurm job array on two virtual nodes of this machine, one of which is killed on the way; the
# result must have the same bytes as a sweep by one program. Needs root, slurm-wlm and munge.
#
#   tests/cluster/slurm.sh HUMNAAM
set -euo pipefail
humnaam="$(realpath "$1")"
repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
desk="$(mktemp -d)"
chmod 755 "$desk"
started=()
trap 'status=$?; for pid in "${started[@]}" $(cut -d " " -f 1,2 "$desk/pids" 2>/dev/null); do kill -9 "$pid" 2>/dev/null || true; done
      [ "$status" = 0 ] || tail -n 15 "$desk"/*.log >&2 || true; rm -rf "$desk"' EXIT
cd "$desk"
mkdir munge spool-n1 spool-n2 state
cp "$repository/scenarios/close-race.toml" seat.toml
sweep=(sweep seat.toml --vary confusion.rate=0.002..0.012/16 --draws "${DRAWS:-150000}" --no-charts)

# What one program says.
"$humnaam" "${sweep[@]}" --out whole --quiet

# A key and a socket of our own; no accounting, no cgroups, no systemd.
dd if=/dev/urandom of=munge/key bs=1 count=1024 status=none
chmod 400 munge/key && chmod 700 munge
munged --force --foreground --key-file="$desk/munge/key" --socket="$desk/munge/socket" \
    --pid-file="$desk/munge/pid" --log-file="$desk/munge.log" --seed-file="$desk/munge/seed" > munged-out.log 2>&1 &
started+=($!)
port=$((20000 + RANDOM % 20000))
cat > slurm.conf <<CONF
ClusterName=virtual
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$desk/munge/socket
CredType=cred/munge
StateSaveLocation=$desk/state
SlurmdSpoolDir=$desk/spool-%n
SlurmctldPidFile=$desk/slurmctld.pid
SlurmdPidFile=$desk/slurmd-%n.pid
SlurmctldLogFile=$desk/slurmctld.log
SlurmdLogFile=$desk/slurmd-%n.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
JobRequeue=1
SlurmdTimeout=5
MinJobAge=300
SchedulerParameters=sched_interval=2
NodeName=n1 NodeAddr=127.0.0.1 NodeHostname=$(hostname -s) Port=$((port + 1)) CPUs=1
NodeName=n2 NodeAddr=127.0.0.1 NodeHostname=$(hostname -s) Port=$((port + 2)) CPUs=1
PartitionName=all Nodes=n[1-2] Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$desk/slurm.conf"
for try in $(seq 50); do [ -S munge/socket ] && break; sleep 0.1; done
slurmctld -D -f "$SLURM_CONF" > ctld-out.log 2>&1 &
started+=($!)
sleep 0.5
declare -A daemon
for node in n1 n2; do
    slurmd -D -N "$node" -f "$SLURM_CONF" > "$node-out.log" 2>&1 &
    daemon[$node]=$!
    started+=($!)
done
for try in $(seq 100); do [ "$(sinfo -h -o '%D %t' 2>/dev/null | grep -c '2 idle')" = 1 ] && break; sleep 0.1; done
sinfo

# Every task says by which processes it runs, so that a node can be killed with all that is on it.
cat > recorded <<RECORDED
#!/usr/bin/env bash
echo "\$\$ \$PPID \$SLURMD_NODENAME" >> "$desk/pids"
exec "$humnaam" "\$@"
RECORDED
chmod +x recorded
export HUMNAAM="$desk/recorded"
read -r array merge < <("$repository/examples/slurm/submit.sh" 8 results/seat-sweep "${sweep[@]}")

# One node dies once a task of it has begun.
for try in $(seq 200); do grep -q ' n1$' pids 2>/dev/null && break; sleep 0.05; done
sleep 0.7
kill -9 "${daemon[n1]}" $(grep ' n1$' pids | cut -d ' ' -f 1,2) 2>/dev/null || true
echo "node n1 killed with $(grep -c ' n1$' pids) task(s) begun on it"

requeued=0
for try in $(seq 240); do
    waiting="$(squeue -h -o '%i %T' 2>/dev/null || true)"
    # Slurm lets a requeued task wait for two minutes; here it may start at once.
    while read -r job state; do
        if [ "$state" = PENDING ] && [ "${job%%_*}" = "$array" ] && [[ "$job" != *[* ]]; then
            scontrol update "jobid=$job" StartTime=now 2>/dev/null && requeued=$((requeued + 1)) || true
        fi
    done <<< "$waiting"
    [ -e results/seat-sweep/manifest.json ] && [ -z "$(squeue -h)" ] && break
    sleep 0.5
done
[ "$requeued" -gt 0 ] || { echo "no task was queued again: the node died too early or too late" >&2; exit 1; }
for file in points.csv sweep.json points.records manifest.json; do
    cmp "whole/seat-sweep/$file" "results/seat-sweep/$file"
done
echo "Slurm: a node killed, tasks queued again, and the same bytes; $(grep -c . pids) tasks begun for 8 shards"
