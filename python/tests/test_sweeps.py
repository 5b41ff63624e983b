"""Sweeps are those of the command, and shards of a run add up to it."""

import csv
import pathlib
import pickle
from typing import Any

import humnaam
import pytest
from conftest import SMALL, Command, scenario

SWEEPS: list[tuple[str, dict[str, Any], dict[str, str], list[str]]] = [
    ("raigad-2014", {"confusion.rate": "0..0.02/5", "own_support.typical_votes": "2000,5523,9952"}, {}, []),
    ("raigad-2014", {"confusion.rate": [0, 0.005, 0.01, 0.015, 0.02]}, {}, ["confusion.rate=0,0.005,0.01,0.015,0.02"]),
    ("close-race", {"contest.photos_on_ballot": [True, False]}, {}, ["contest.photos_on_ballot=true,false"]),
    ("raigad-2014", {"confusion.rate": "0.0005..0.03:log", "confusion.booth_cv": "0.2..0.6"}, {"sample": "lhs:4"}, []),
    ("raigad-2014", {"confusion.rate": "0..0.03", "confusion.booth_cv": "0.2..0.6"}, {"sample": "sobol:3"}, []),
    ("kanpur-2024", {"confusion.rate": "0.01,0.02,2"}, {}, []),
]


def points(folder: pathlib.Path) -> list[dict[str, str]]:
    (path,) = folder.glob("*/points.csv")
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def same(table: humnaam.Table, rows: list[dict[str, str]]) -> None:
    columns = table.to_dict()
    assert list(rows[0]) == table.columns and len(table) == len(rows)
    for place, row in enumerate(rows):
        for name, text in row.items():
            mine = columns[name][place]
            if isinstance(mine, bool):
                mine = "true" if mine else "false"
            assert text == "" if mine is None else text == mine if isinstance(mine, str) else float(text) == mine, (name, row)


@pytest.mark.parametrize(("stem", "vary", "more", "typed"), SWEEPS)
@pytest.mark.parametrize("draws", [None, 300])
def test_every_point_is_the_commands(
    stem: str,
    vary: dict[str, Any],
    more: dict[str, str],
    typed: list[str],
    draws: int | None,
    command: Command,
    tmp_path: pathlib.Path,
) -> None:
    typed = typed or [f"{path}={values}" for path, values in vary.items()]
    arguments = [part for text in typed for part in ("--vary", text)]
    arguments += [part for name, text in more.items() for part in (f"--{name}", text)]
    arguments += [] if draws is None else ["--draws", str(draws)]
    command("sweep", scenario(stem), *arguments, "--no-charts", "--quiet", "--out", tmp_path)
    table = humnaam.Scenario.open(scenario(stem)).sweep(vary, draws=draws, sample=more.get("sample"))
    same(table, points(tmp_path))


def test_the_sweep_of_a_scenario_is_its_own() -> None:
    own = humnaam.Scenario.from_toml(SMALL + '\n[[sweep]]\nparameter = "confusion.rate"\nvalues = "0,0.02,0.04"\n')
    table = own.sweep()
    assert table["confusion.rate"] == [0, 0.02, 0.04]
    assert table == own.sweep({"confusion.rate": (0, 0.02, 0.04)})
    assert table["flip_probability"] == sorted(table["flip_probability"])


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    humnaam.Scenario.from_toml(SMALL).sweep({"confusion.rate": "0..0.1/7"}, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(place, 7) for place in range(7)]


def test_a_value_is_found() -> None:
    raigad = humnaam.Scenario.open(scenario("raigad-2014"))
    found = raigad.solve("confusion.rate", 0.5, between=(0, 0.02))
    assert found.low <= found.value <= found.high
    assert raigad.set("confusion.rate", found.value).law().flip_probability == pytest.approx(0.5, abs=1e-3)
    with pytest.raises(humnaam.ScenarioError, match="never crosses"):
        raigad.solve("confusion.rate", 0.5, between=(0, 1e-6))
    with pytest.raises(humnaam.ScenarioError, match="from 0 to 1"):
        raigad.solve("confusion.rate", 1.5, between=(0, 1))


@pytest.mark.parametrize("count", [1, 2, 7])
@pytest.mark.parametrize("stem", ["raigad-2014", "synthetic-booths"])
def test_shards_add_up_to_the_run(stem: str, count: int) -> None:
    opened = humnaam.Scenario.open(scenario(stem))
    shards = [opened.shard(index, count, draws=900, threads=1) for index in range(count)]
    whole = opened.run(900).summary_json
    assert humnaam.merge(shards[::-1]).summary_json == whole
    assert humnaam.merge(shards, opened).summary_json == whole


def test_a_shard_is_the_commands(command: Command, tmp_path: pathlib.Path) -> None:
    opened = humnaam.Scenario.open(scenario("raigad-2014")).set("confusion.rate", 0.01)
    command("run", scenario("raigad-2014"), "--draws", 400, "--set", "confusion.rate=0.01", "--shard", "1/3", "--quiet", "--out", tmp_path)
    (path,) = tmp_path.glob("*/shards/*.summary")
    assert opened.shard(1, 3, draws=400) == path.read_bytes()
    rest = [opened.shard(index, 3, draws=400) for index in (0, 2)]
    assert humnaam.merge([path, *rest]).summary_json == opened.run(400).summary_json


def test_shards_that_do_not_belong_together_are_refused_by_name() -> None:
    small = humnaam.Scenario.from_toml(SMALL)
    shards = [small.shard(index, 3, draws=300) for index in range(3)]
    for given, said in [
        (shards[:2], "shard 2 of 3 is missing"),
        (shards + shards[:1], "are both shard 0 of 3"),
        ([*shards[:2], shards[2][:-9] + b"00000000\n"], "checksum"),
        ([*shards[:2], small.shard(2, 3, draws=301)], "another number of simulations"),
        ([*shards[:2], small.set("confusion.rate", 0.5).shard(2, 3, draws=300)], "another command line"),
        ([b"nothing"], "damaged"),
        ([], "no shards"),
    ]:
        with pytest.raises(humnaam.ScenarioError, match=said):
            humnaam.merge(given, small)
    other = humnaam.Scenario.from_toml(SMALL.replace("20_300", "20_301"))
    with pytest.raises(humnaam.ScenarioError, match="another scenario"):
        humnaam.merge(shards, other)
    with pytest.raises(humnaam.ScenarioError, match="counted from 0"):
        small.shard(3, 3)


def test_what_goes_to_another_process_comes_back_the_same() -> None:
    opened = humnaam.Scenario.open(scenario("raigad-2014")).set("confusion.rate", 0.01)
    outcome = opened.run(700, 5)
    for one in (opened, pickle.loads(pickle.dumps(opened))):
        assert one.run(700, 5).summary_json == outcome.summary_json
    again = pickle.loads(pickle.dumps(outcome))
    assert again.summary_json == outcome.summary_json and again.draws == outcome.draws
    until = humnaam.Scenario.open(scenario("close-race")).run(until=0.02)
    assert pickle.loads(pickle.dumps(until)).summary_json == until.summary_json
    for table in (outcome.segments, outcome.draws, opened.sweep({"contest.photos_on_ballot": [True, False]})):
        assert pickle.loads(pickle.dumps(table)) == table


def test_a_forged_outcome_is_not_believed() -> None:
    restore, (small, counted, until) = humnaam.Scenario.from_toml(SMALL).run(200).__reduce__()
    with pytest.raises(humnaam.ScenarioError, match="another scenario|another command line"):
        restore(small.set("confusion.rate", 0.5), counted, until)
    with pytest.raises(humnaam.ScenarioError, match="checksum"):
        restore(small, counted.replace(b"1", b"2"), until)
