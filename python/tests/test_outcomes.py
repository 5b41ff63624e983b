"""Outcomes are those of the command, byte for byte."""

import csv
import json
import pathlib

import humnaam
import pytest
from conftest import DRAWS, ROOT, RUNNABLE, SMALL, STEMS, Command, scenario


def run(stem: str) -> humnaam.Outcome:
    return humnaam.Scenario.open(scenario(stem)).run(DRAWS)


def rows(path: pathlib.Path) -> list[list[str]]:
    with path.open(newline="") as file:
        return list(csv.reader(file))


def same(table: humnaam.Table, path: pathlib.Path) -> None:
    """A table has the columns and the cells of a CSV."""
    header, *cells = rows(path)
    assert table.columns == header
    assert len(table) == len(cells)
    for place, name in enumerate(header):
        for mine, theirs in zip(table[name], (row[place] for row in cells)):
            if mine is None:
                assert theirs == ""
            elif isinstance(mine, str):
                assert theirs.removeprefix("'") == mine
            else:
                assert float(theirs) == mine


@pytest.mark.parametrize("stem", RUNNABLE)
def test_the_summary_and_the_tables_are_the_commands(stem: str, results: pathlib.Path) -> None:
    outcome = run(stem)
    folder = results / stem
    assert outcome.summary_json.encode() == (folder / "summary.json").read_bytes()
    assert outcome.summary == json.loads((folder / "summary.json").read_text())
    same(outcome.segments, folder / "segments.csv")
    same(outcome.booths, folder / "booths.csv")
    same(outcome.draws, folder / "draws.csv")


@pytest.mark.parametrize("stem", ["kanpur-2024", "close-race"])
def test_the_results_that_are_kept_come_out_the_same(stem: str) -> None:
    outcome = humnaam.Scenario.open(scenario(stem)).run()
    assert outcome.summary_json.encode() == (ROOT / "results" / stem / "summary.json").read_bytes()


@pytest.mark.parametrize("stem", RUNNABLE)
def test_arithmetic_and_law_are_those_of_a_run(stem: str) -> None:
    opened = humnaam.Scenario.open(scenario(stem))
    outcome, law = opened.run(DRAWS), opened.law()
    bounds = outcome.summary["bounds"]
    assert opened.bounds() == [{**bound, "flip": None} for bound in bounds]
    assert law.flip_probability == pytest.approx(outcome.exact, rel=1e-8, abs=1e-12)
    assert law.error == pytest.approx(outcome.exact_error, rel=1e-6, abs=1e-12)
    for bound in bounds:
        if bound["flip"] is not None:
            assert law.principals[bound["principal"]][0] == pytest.approx(bound["flip"]["exact"], rel=1e-8, abs=1e-12)
    if law.wins is not None:
        assert sum(law.wins.values()) + law.ties == pytest.approx(1, abs=1e-6)


def test_attributes_are_the_numbers_of_the_summary() -> None:
    outcome = run("raigad-2014")
    flip = outcome.summary["flip"]
    assert outcome.simulations == outcome.summary["draws"] == DRAWS
    assert outcome.flip_probability == flip["probability"]
    assert outcome.standard_error == flip["standard_error"]
    assert list(outcome.interval) == flip["monte_carlo_interval"]
    assert (outcome.exact, outcome.exact_error, outcome.proved) == (flip["exact"], flip["exact_error"], flip["proved"])
    assert outcome.principal == outcome.summary["principal"]
    assert outcome.title == outcome.scenario.title
    assert outcome.verdict in repr(outcome) and outcome.sentences
    assert outcome.warnings == outcome.summary["warnings"]


def test_a_setting_is_the_commands(command: Command, tmp_path: pathlib.Path) -> None:
    path = scenario("raigad-2014")
    command("run", path, "--draws", 500, "--seed", 9, "--set", "confusion.rate=0.01", "--no-charts", "--quiet", "--out", tmp_path)
    mine = humnaam.Scenario.open(path).set("confusion.rate", 0.01).run(500, 9)
    (folder,) = tmp_path.iterdir()
    assert mine.summary_json.encode() == (folder / "summary.json").read_bytes()


def test_a_run_stops_at_its_standard_error(command: Command, tmp_path: pathlib.Path) -> None:
    path = scenario("close-race")
    command("run", path, "--until", "0.02", "--no-charts", "--quiet", "--out", tmp_path)
    outcome = humnaam.Scenario.open(path).run(until=0.02)
    assert outcome.simulations < outcome.scenario.run().simulations
    assert outcome.summary_json.encode() == (tmp_path / "close-race" / "summary.json").read_bytes()
    assert len(outcome.draws) == outcome.simulations


def test_a_scenario_of_text_needs_no_disk() -> None:
    small = humnaam.Scenario.from_toml(SMALL)
    assert small.run(500).summary["bounds"][0]["votes_needed"] == 301
    path = scenario("synthetic-booths")
    files = {"synthetic-booths.csv": path.with_suffix(".csv").read_bytes()}
    mine = humnaam.Scenario.from_toml(path.read_text(), files=files).run(500)
    assert mine.summary_json == humnaam.Scenario.open(path).run(500).summary_json


@pytest.mark.parametrize("stem", ["kanpur-2024", "close-race"])
def test_pictures(stem: str) -> None:
    outcome = run(stem)
    assert "verdict" in outcome.charts
    for name in outcome.charts:
        assert outcome.chart(name).startswith("<svg")
    assert outcome.chart("verdict") != outcome.chart("verdict", theme="dark")
    assert outcome.chart("verdict", "png").startswith(b"\x89PNG\r\n")
    assert outcome._repr_svg_() == outcome.chart("verdict")
    page = outcome._repr_html_()
    assert "<svg" in page and outcome.verdict in page and "<script" not in page


def test_a_hostile_title_is_text() -> None:
    hostile = humnaam.Scenario.from_toml(SMALL).set("title", "<script>alert('x')</script>")
    assert "<script" not in hostile.run(100)._repr_html_()


def test_claims_are_those_of_a_run() -> None:
    kanpur = humnaam.Scenario.open(scenario("kanpur-2024"))
    claims = kanpur.claims()
    assert claims and len(claims) == len(kanpur.run(DRAWS).summary["claims"])


def test_there_are_scenarios() -> None:
    assert len(STEMS) >= 16 and len(RUNNABLE) >= len(STEMS) - 1
