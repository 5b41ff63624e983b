"""What booth returns leave open: the cases behind the summary, as a table and for ArviZ."""

import math
from typing import Any

import humnaam
import pytest
from conftest import DRAWS, SMALL, scenario


@pytest.fixture(scope="module")
def outcome() -> humnaam.Outcome:
    return humnaam.Scenario.open(scenario("synthetic-booths")).run(DRAWS)


def nine_in_ten(values: list[float]) -> dict[str, float]:
    """The ends and the middle, as the summary states them: to nine figures."""
    ordered = sorted(values)
    at = {"p05": 0.05, "p50": 0.5, "p95": 0.95}
    return {name: float(f"{ordered[int(share * (len(ordered) - 1))]:.8e}") for name, share in at.items()}


def test_the_cases_are_those_behind_the_summary(outcome: humnaam.Outcome) -> None:
    (learned,) = outcome.summary["placebo"]
    posterior = outcome.posterior
    assert len(posterior) == learned["cases"]
    assert posterior.columns[:5] == ["namesake", "case", "diverted_share", "confusion_rate", "own_support"]
    assert set(posterior["namesake"]) == {learned["namesake"]}
    assert posterior["case"] == list(range(len(posterior)))
    assert nine_in_ten(posterior["diverted_share"]) == pytest.approx(learned["diverted_share"], rel=1e-8)
    assert nine_in_ten(posterior["confusion_rate"]) == pytest.approx(learned["confusion_rate"]["after"], rel=1e-8)
    assert nine_in_ten(posterior["own_support"]) == pytest.approx(learned["own_support"]["after"], rel=1e-8)
    for place in learned["segments"]:
        rates = posterior[f"confusion_rate_{place['segment']}"]
        assert nine_in_ten(rates) == pytest.approx(place["confusion_rate"], rel=1e-8)


def test_a_case_is_whole(outcome: humnaam.Outcome) -> None:
    # What was diverted and what was the namesake's own are all votes, in every case.
    (namesake,) = set(outcome.posterior["namesake"])
    votes = sum(outcome.booths["recorded"]) if "recorded" in outcome.booths.columns else 467
    assert namesake == "sundara" and votes
    for share, own in zip(outcome.posterior["diverted_share"], outcome.posterior["own_support"]):
        assert 467 * (1 - share) == pytest.approx(own, rel=1e-9, abs=1e-6)


def test_cases_are_in_no_order(outcome: humnaam.Outcome) -> None:
    # The correlation of neighbours: of 4,096 independent cases its standard deviation is 1/64.
    shares = outcome.posterior["diverted_share"]
    mean = math.fsum(shares) / len(shares)
    near = math.fsum((a - mean) * (b - mean) for a, b in zip(shares, shares[1:]))
    assert abs(near / math.fsum((a - mean) ** 2 for a in shares)) < 5 / 64
    assert shares == humnaam.Scenario.open(scenario("synthetic-booths")).run(DRAWS).posterior["diverted_share"]


def test_without_booths_there_is_none() -> None:
    outcome = humnaam.Scenario.from_toml(SMALL).run(100)
    assert len(outcome.posterior) == 0
    with pytest.raises(humnaam.ScenarioError, match="there is no posterior: the scenario has no booth returns"):
        outcome.to_inference_data()
    stated = humnaam.Scenario.open(scenario("synthetic-booths")).set("confusion.rate", 0.004).run(100)
    with pytest.raises(humnaam.ScenarioError, match="states the confusion rate"):
        stated.to_inference_data()


def test_another_namesake_is_named(outcome: humnaam.Outcome) -> None:
    with pytest.raises(humnaam.ScenarioError, match="no namesake \"nobody\"\nhelp: they tell of sundara"):
        outcome.to_inference_data("nobody")


def test_without_arviz_it_is_named(outcome: humnaam.Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "arviz", None)
    with pytest.raises(ModuleNotFoundError, match="pip install arviz"):
        outcome.to_inference_data()


@pytest.mark.filterwarnings("ignore")
def test_arviz(outcome: humnaam.Outcome) -> None:
    arviz = pytest.importorskip("arviz")
    (learned,) = outcome.summary["placebo"]
    data: Any = outcome.to_inference_data("sundara")
    posterior = data["posterior"]
    assert posterior.sizes["chain"] == 1 and posterior.sizes["draw"] == learned["cases"]
    assert posterior["confusion_rate"].values[0].tolist() == outcome.posterior["confusion_rate"]
    by_segment = posterior["confusion_rate_by_segment"].sel(segment="synthetic").values[0]
    assert by_segment.tolist() == outcome.posterior["confusion_rate_synthetic"]
    assert posterior.attrs["namesake"] == "sundara" and posterior.attrs["pareto_k"] < 0.7
    # Every booth has some number of votes, counted or made up; and the made-up ones hold about as many votes.
    counted = data["observed_data"]["booths_by_votes"].values
    made = data["posterior_predictive"]["booths_by_votes"].values[0]
    assert counted.sum() == learned["booths"] and (made.sum(axis=1) == learned["booths"]).all()
    assert (counted * range(len(counted))).sum() == 467
    assert 0.5 < (made * range(len(counted))).sum(axis=1).mean() / 467 < 1.5
    assert "diverted_share" in arviz.summary(data, kind="stats").index
