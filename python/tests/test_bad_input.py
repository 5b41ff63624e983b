"""What is wrong is named, with its place; what is right in another dress is taken."""

import datetime
import pathlib
import pickle
from typing import Any

import humnaam
import pytest
from conftest import DRAWS, SMALL, UNFREE, Command, scenario


def refused(call: Any, *arguments: Any, **more: Any) -> humnaam.ScenarioError:
    with pytest.raises(humnaam.ScenarioError) as caught:
        call(*arguments, **more)
    assert isinstance(caught.value, ValueError)
    return caught.value


SLIPS = {
    "a missing comma": "title = 'x'\nmode = ",
    "a wrong word": SMALL.replace("retrospective", "backwards"),
    "an unknown key": SMALL.replace("booths = 40", "boots = 40"),
    "several at once": SMALL.replace("votes = 900", "votes = -900").replace('name = "Asha Rao"', "name = 3"),
    "a booth file that is not there": SMALL.replace("booths = 40", 'booth_file = "booths.csv"'),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_the_text_of_an_error_is_the_commands(slip: str, command: Command, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "seat.toml"
    path.write_text(SLIPS[slip])
    error = refused(humnaam.Scenario.open, path)
    assert command("check", path, refused=True).stderr.strip() == str(error)


@pytest.mark.parametrize("slip", SLIPS)
def test_problems_have_their_places(slip: str) -> None:
    error = refused(humnaam.Scenario.from_toml, SLIPS[slip])
    assert error.kind == ("unreadable" if "booth file" in slip else "invalid")
    assert len(error.problems) >= (2 if slip == "several at once" else 1)
    for problem in error.problems:
        assert problem.file == "scenario.toml" and problem.line and problem.column and problem.message
        assert f"scenario.toml:{problem.line}:{problem.column}: error: {problem.message}" in str(error)
        assert problem.help in str(error)


def test_an_unknown_setting_is_guessed_at() -> None:
    error = refused(humnaam.Scenario.from_toml(SMALL).set, "confusion.rat", 0.01)
    (problem,) = error.problems
    assert problem.help == 'did you mean "rate"?' and (problem.line, problem.column) == (1, 1)
    assert str(error).startswith("--set confusion.rat=0.01:1:1: error: ")
    assert "^^^" in str(error)


def test_a_scenario_whose_booths_are_not_there(command: Command) -> None:
    if (scenario(UNFREE).parent / f"{UNFREE}-booths.csv").exists():
        pytest.skip("somebody has its booths")
    error = refused(humnaam.Scenario.open, scenario(UNFREE))
    assert error.kind == "unreadable" and f"{UNFREE}-booths.csv" in str(error)
    assert command("check", scenario(UNFREE), refused=True).stderr.strip() == str(error)


@pytest.mark.parametrize("path", ["nowhere.toml", pathlib.Path("nowhere.toml"), "/", "/dev/null", ""])
def test_a_file_that_cannot_be_read_is_named(path: Any) -> None:
    error = refused(humnaam.Scenario.open, path)
    assert error.kind == "unreadable" and "cannot be read" in str(error)
    assert error.problems[0].line is None
    for function in (humnaam.scan, humnaam.import_returns):
        assert refused(function, path).kind == "unreadable"


def test_errors_can_be_pickled() -> None:
    error = refused(humnaam.Scenario.from_toml, SLIPS["several at once"])
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) and again.problems == error.problems and again.kind == error.kind


@pytest.mark.parametrize(
    ("path", "value", "written"),
    [
        ("confusion.rate", 0.01, "0.01"),
        ("confusion.rate", 1e-05, "1e-05"),
        ("candidate.copy.votes", 1_000, "1000"),
        ("contest.photos_on_ballot", True, "true"),
        ("title", 'a "quoted" नाम \\ end', '"a \\"quoted\\" नाम \\\\ end"'),
        ("title", "0.5", '"0.5"'),
        ("confusion.rate", {"low": 0.001, "high": 0.01}, '{ "low" = 0.001, "high" = 0.01 }'),
    ],
)
def test_values_are_written_as_a_scenario_has_them(path: str, value: Any, written: str) -> None:
    set_ = humnaam.Scenario.from_toml(SMALL).set(path, value)
    assert set_.settings == [f"{path}={written}"]
    if path == "title":
        assert set_.title.startswith(value.split()[0])


def test_a_day_is_a_day() -> None:
    error = refused(humnaam.Scenario.from_toml(SMALL).set, "title", datetime.date(2024, 5, 13))
    assert "2024-05-13" in str(error)


@pytest.mark.parametrize("value", [object(), None, 1 << 80, lambda: 1, {1: 2}, {"a": object()}])
def test_what_is_no_value_is_named(value: Any) -> None:
    with pytest.raises((humnaam.ScenarioError, TypeError)):
        humnaam.Scenario.from_toml(SMALL).set("confusion.rate", value)


@pytest.mark.parametrize("draws", [0, -1, 1.5, "many", 10**12])
def test_draws_that_cannot_be(draws: Any) -> None:
    error = refused(humnaam.Scenario.from_toml(SMALL).run, draws)
    assert "simulation.draws" in str(error)


@pytest.mark.parametrize("more", [{"threads": 0}, {"threads": 10**6}, {"until": 0}, {"until": 7.0}])
def test_what_a_run_cannot_be_asked(more: dict[str, Any]) -> None:
    assert refused(humnaam.Scenario.from_toml(SMALL).run, **more).kind == "usage"


def test_a_value_that_is_set_again_takes_the_place_of_the_other() -> None:
    small = humnaam.Scenario.from_toml(SMALL)
    assert small.set("confusion.rate", 0.5).set("confusion.rate", 0.01).settings == ["confusion.rate=0.01"]
    # And a scenario that was set is another: the first is as it was.
    assert small.settings == [] and small.set("simulation.draws", 50).run().simulations == 50
    assert small.set("simulation.draws", 50).run(60).simulations == 60


@pytest.mark.parametrize(
    ("vary", "more", "said"),
    [
        ({}, {}, "nothing is varied"),
        (None, {}, "nothing is varied"),
        ({"confusion.rate": []}, {}, "there are no values"),
        ({"confusion.rate": "0..1"}, {}, "needs a count"),
        ({"confusion.rat": [1]}, {}, "did you mean"),
        ({"confusion.rate": "0..1"}, {"sample": "dice:6"}, "lhs or sobol"),
        ({"confusion.rate": "0..1/50000", "confusion.booth_cv": "0..1/50000"}, {}, "more than"),
    ],
)
def test_sweeps_that_cannot_be(vary: Any, more: dict[str, Any], said: str) -> None:
    assert said in str(refused(humnaam.Scenario.from_toml(SMALL).sweep, vary, **more))


def test_a_point_that_is_refused_is_noted_and_the_others_go_on() -> None:
    table = humnaam.Scenario.from_toml(SMALL).sweep({"confusion.rate": [0.01, 7]})
    assert table["problem"][0] is None and table["problem"][1]
    assert table["flip_probability"][0] is not None and table["flip_probability"][1] is None


def test_charts_that_there_are_not() -> None:
    outcome = humnaam.Scenario.from_toml(SMALL).run(DRAWS)
    assert "verdict" in str(refused(outcome.chart, "pie"))
    assert "png" in str(refused(outcome.chart, "verdict", "gif"))
    assert "dark" in str(refused(outcome.chart, "verdict", theme="pink"))


def test_numbers_of_numpy_are_numbers() -> None:
    numpy = pytest.importorskip("numpy")
    small = humnaam.Scenario.from_toml(SMALL)
    want = small.run(400, 3).summary_json
    for kind in (numpy.int32, numpy.int64, numpy.uint8, numpy.uint64):
        assert small.run(kind(200) * 0 + 400 if kind is not numpy.uint8 else 400, kind(3)).summary_json == want
    assert small.set("confusion.rate", numpy.float64(0.01)).settings == ["confusion.rate=0.01"]
    assert small.set("contest.photos_on_ballot", numpy.bool_(True)).settings == ["contest.photos_on_ballot=true"]
    assert small.set("candidate.copy.votes", numpy.int64(800)).settings == ["candidate.copy.votes=800"]
    rates = numpy.linspace(0, 0.02, 5)
    assert small.sweep({"confusion.rate": rates}) == small.sweep({"confusion.rate": rates.tolist()})
    assert small.shard(numpy.int64(0), numpy.int64(2), draws=100) == small.shard(0, 2, draws=100)
