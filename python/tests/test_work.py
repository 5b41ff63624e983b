"""Threads, signals and processes."""

import multiprocessing
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import humnaam
import pytest
from conftest import SMALL, scenario


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_no_byte(threads: int) -> None:
    raigad = humnaam.Scenario.open(scenario("raigad-2014"))
    assert raigad.run(1_500, threads=threads).summary_json == raigad.run(1_500).summary_json


def test_threads_may_share_a_scenario() -> None:
    raigad = humnaam.Scenario.open(scenario("raigad-2014"))
    want = [raigad.run(600, seed).summary_json for seed in range(4)]
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda seed: raigad.run(600, seed, 1).summary_json, range(4)))
    assert got == want


def test_the_interpreter_is_free_while_it_computes() -> None:
    small = humnaam.Scenario.from_toml(SMALL)
    ticks: list[float] = []
    stop = threading.Event()

    def tick() -> None:
        while not stop.wait(0.005):
            ticks.append(time.monotonic())

    ticking = threading.Thread(target=tick)
    ticking.start()
    begun = time.monotonic()
    small.run(3_000_000)
    ended = time.monotonic()
    stop.set()
    ticking.join()
    within = sum(begun < at < ended for at in ticks)
    assert ended - begun > 0.05, "too few draws to show anything"
    assert within > (ended - begun) / 0.2


LONG = """
    import humnaam, signal, sys
    # Whoever was started in the background ignores Ctrl-C, and so would this.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    small = humnaam.Scenario.from_toml(sys.stdin.read())
    print("begun", flush=True)
    try:
        {call}
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        # And the package goes on as before.
        print(small.run(100).simulations)
"""


@pytest.mark.parametrize(
    "call",
    [
        "small.run(1_000_000_000)",
        "small.shard(0, 2, draws=1_000_000_000)",
        'small.sweep({"confusion.rate": "0..0.1/60000"}, draws=1_000_000)',
    ],
)
def test_ctrl_c_ends_it(call: str) -> None:
    program = textwrap.dedent(LONG).format(call=call)
    running = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert running.stdin and running.stdout
    running.stdin.write(SMALL)
    running.stdin.close()
    assert running.stdout.readline() == "begun\n"
    time.sleep(0.3)
    sent = time.monotonic()
    running.send_signal(signal.SIGINT)
    assert running.stdout.readline() == "interrupted\n"
    assert time.monotonic() - sent < 5
    assert running.stdout.readline() == "100\n"
    assert running.wait(10) == 0
    running.stdout.close()


def test_progress_is_told_and_ends_a_run_by_raising() -> None:
    small = humnaam.Scenario.from_toml(SMALL)
    seen: list[tuple[int, int]] = []
    small.run(50_000, progress=lambda done, draws: seen.append((done, draws)))
    assert seen[-1] == (50_000, 50_000) and seen == sorted(seen)

    def enough(done: int, draws: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        small.run(1_000_000_000, progress=enough)


def test_a_bar_of_tqdm_shows_it(capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    small = humnaam.Scenario.from_toml(SMALL)
    assert small.run(50_000, progress=True).simulations == 50_000
    assert "50.0k/50.0k" in capfd.readouterr().err
    small.sweep({"confusion.rate": "0..0.1/7"}, progress=True)
    assert "/7.00" in capfd.readouterr().err
    small.run(500, progress=False)
    assert capfd.readouterr().err == ""


def test_progress_that_cannot_be_told_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    small = humnaam.Scenario.from_toml(SMALL)
    wrong: Any = 3
    with pytest.raises(humnaam.ScenarioError, match="progress is a int: give a function"):
        small.run(100, progress=wrong)
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with pytest.raises(ModuleNotFoundError, match="pip install tqdm"):
        small.run(100, progress=True)


def run_in_child(pipe: Any) -> None:
    pipe.send(humnaam.Scenario.from_toml(SMALL).set("confusion.rate", 0.01).run(500).summary_json)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="there is no fork here")
def test_a_process_that_was_forked_after_a_run_runs() -> None:
    want = humnaam.Scenario.from_toml(SMALL).set("confusion.rate", 0.01).run(500).summary_json
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    child = context.Process(target=run_in_child, args=(theirs,))
    child.start()
    assert ours.poll(30), "the child hangs"
    assert ours.recv() == want
    child.join(10)
    assert child.exitcode == 0
