"""A run in shards over a Dask cluster.

    python examples/dask/run.py [scheduler] [draws] [shards]

A scenario goes to the workers whole, with every file that it was read from, so they need the package humnaam and no disk of
ours. Each shard is a few kilobytes of counts. A shard whose worker is lost is made again elsewhere, and by the same bytes: a
simulation is addressed by its number.
"""

import pathlib
import sys
from typing import Any

import humnaam
from dask.distributed import Client

SEAT = pathlib.Path(__file__).parents[2] / "scenarios" / "raigad-2014.toml"


def shard(scenario: humnaam.Scenario, index: int, count: int, draws: int) -> bytes:
    """One part of a run; a worker has as many threads as Dask gives it, so the part takes one."""
    return scenario.shard(index, count, draws=draws, threads=1)


def run(client: Client, scenario: humnaam.Scenario, draws: int, count: int) -> humnaam.Outcome:
    """A whole run, by all workers."""
    parts = [client.submit(shard, scenario, index, count, draws, pure=False) for index in range(count)]
    # Dask says that this may be awaited; a client like this one waits.
    shards: Any = client.gather(parts)
    return humnaam.merge(shards, scenario)


if __name__ == "__main__":
    address = sys.argv[1] if len(sys.argv) > 1 else None
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 16
    # Without a scheduler's address, workers are started on this machine.
    with Client(address) as client:
        print(run(client, humnaam.Scenario.open(SEAT), draws, count).summary_json, end="")
