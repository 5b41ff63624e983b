"""The example for Dask: a scheduler and two workers on the loopback, one of them killed."""

import pathlib
import runpy
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import humnaam
import pytest
from conftest import ROOT

distributed = pytest.importorskip("distributed")

EXAMPLE = ROOT / "examples" / "dask" / "run.py"
DRAWS = 400_000
SHARDS = 24


@pytest.fixture
def cluster(tmp_path: pathlib.Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """The address of a scheduler, and its two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"

    def start(name: str, *arguments: str) -> "subprocess.Popen[bytes]":
        log = (tmp_path / f"{name}.log").open("wb")
        line = [sys.executable, "-m", "dask", *arguments]
        return subprocess.Popen(line, stdout=log, stderr=log, cwd=tmp_path)

    port = address.rpartition(":")[2]
    scheduler = start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    # Without a nanny nobody starts a worker again that was killed.
    more = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    workers = [start(f"worker{number}", "worker", address, "--name", f"w{number}", *more) for number in range(2)]
    try:
        yield address, workers
    finally:
        for process in [*workers, scheduler]:
            process.kill()
            process.wait()


def test_a_worker_that_is_killed_changes_no_byte(cluster: tuple[str, list["subprocess.Popen[bytes]"]]) -> None:
    address, workers = cluster
    example = runpy.run_path(str(EXAMPLE), run_name="example")
    raigad = humnaam.Scenario.open(ROOT / "scenarios" / "raigad-2014.toml")
    with distributed.Client(address, timeout="30s") as client:
        client.wait_for_workers(2, timeout=60)
        parts = [client.submit(example["shard"], raigad, index, SHARDS, DRAWS, pure=False) for index in range(SHARDS)]
        while sum(part.done() for part in parts) < 3:
            time.sleep(0.01)
        workers[0].kill()
        unfinished = sum(not part.done() for part in parts)
        outcome = humnaam.merge(client.gather(parts), raigad)
        assert len(client.scheduler_info()["workers"]) == 1
    assert unfinished > 0, "nothing was left to be made again"
    assert outcome.summary_json == raigad.run(DRAWS).summary_json


def test_the_example_runs_as_it_is_shown(cluster: tuple[str, list["subprocess.Popen[bytes]"]]) -> None:
    done = subprocess.run([sys.executable, EXAMPLE, cluster[0], "5000", "6"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout == humnaam.Scenario.open(ROOT / "scenarios" / "raigad-2014.toml").run(5_000).summary_json
