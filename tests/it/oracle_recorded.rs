//! A contest that is over against `tests/oracle/recorded.py`, which recomputes it from the statement of the model alone.

use crate::contests::scenario;
use humnaam::engine::law::{self, GroupLaw};
use humnaam::engine::{self, Plan};
use humnaam::evidence::Evidence;
use humnaam::model::{Cell, Model, Without};
use humnaam::stats::RateLaw;
use humnaam::stats::rates::Route;
use serde_json::Value;

pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

pub fn rate(value: &Value) -> RateLaw {
    let at = |key: &str| number(&value[key]);
    match text(&value["law"]) {
        "fixed" => RateLaw::Fixed(at("p")),
        "logit" => RateLaw::Logit { location: at("location"), scale: at("scale"), drop: at("drop") },
        "uniform" => RateLaw::Uniform { low: at("low"), high: at("high") },
        "beta" => RateLaw::Beta { mean: at("mean"), concentration: at("concentration") },
        other => panic!("no law is called {other}"),
    }
}

pub fn routes(value: &Value) -> Vec<Route> {
    list(value).iter().map(|route| Route { open: number(&route["open"]), rate: rate(route) }).collect()
}

/// The place of a candidate on the ballot.
pub fn place(contest: &Value, id: &Value) -> usize {
    list(&contest["candidates"]).iter().position(|candidate| candidate["id"] == *id).unwrap()
}

/// Gives every principal cells of its own, segment by segment.
pub fn booths(model: &mut Model, contest: &Value) {
    let principals = list(&contest["principals"]);
    let segments = principals.iter().map(|principal| list(&principal["cells"]).len()).max().unwrap();
    let mut votes: Vec<Vec<u32>> = vec![Vec::new(); principals.len()];
    (model.world.cells, model.world.starts) = (Vec::new(), vec![0]);
    for segment in 0..segments {
        for (at, principal) in principals.iter().enumerate() {
            for cell in list(&principal["cells"]).get(segment).map_or(&[][..], list) {
                let number = u32::try_from(model.world.cells.len()).unwrap();
                model.world.cells.push(Cell { segment: u32::try_from(segment).unwrap(), number });
                let here = u32::try_from(cell.as_u64().unwrap()).unwrap();
                votes.iter_mut().enumerate().for_each(|(other, votes)| votes.push(if other == at { here } else { 0 }));
            }
        }
        model.world.starts.push(model.world.cells.len());
    }
    model.world.has_postal = false;
    for (principal, votes) in principals.iter().zip(votes) {
        let candidate = place(contest, &principal["id"]);
        model.groups.iter_mut().find(|group| group.principal == candidate).unwrap().votes = votes;
    }
}

/// The model of one contest: candidates and booths through a scenario, beliefs laid over it.
pub fn model(contest: &Value) -> Model {
    let mut scenario_text = format!(
        "title = \"t\"\nmode = \"retrospective\"\n[contest]\nname = \"s\"\nbooths = 900\n[own_support]\ntypical_votes = 5\n\
         [confusion]\nsegment_sd = {}\nbooth_cv = {}\n",
        contest["segment_sd"], contest["cv"]
    );
    for candidate in list(&contest["candidates"]) {
        let (id, votes) = (text(&candidate["id"]), &candidate["votes"]);
        scenario_text += &format!("[[candidate]]\nid = \"{id}\"\nname = \"N {id}\"\nvotes = {votes}\n");
        scenario_text += &match text(&candidate["role"]) {
            "namesake" => format!("name_similarity = 1.0\nnamesake_of = \"{}\"\n", text(&candidate["principal"])),
            "nota" => "role = \"nota\"\n".to_owned(),
            _ => String::new(),
        };
    }
    let principals = list(&contest["principals"]);
    let mut model = Model::new(&scenario(&scenario_text, None), &Evidence::builtin()).unwrap();
    booths(&mut model, contest);
    for principal in principals {
        let candidate = place(contest, &principal["id"]);
        let group = model.groups.iter_mut().find(|group| group.principal == candidate).unwrap();
        group.return_share = rate(&principal["return"]);
        for namesake in &mut group.namesakes {
            let id = &contest["candidates"][namesake.candidate]["id"];
            let said = list(&principal["namesakes"]).iter().find(|n| n["id"] == *id).unwrap();
            namesake.routes = routes(&said["routes"]);
            let own = &said["own"];
            namesake.own_support.typical = number(&own["m"]);
            namesake.own_support.degrees = number(&own["degrees"]);
            namesake.own_support.location = number(&own["location"]);
            namesake.own_support.scale = number(&own["scale"]);
        }
    }
    model
}

fn oracle() -> Value {
    serde_json::from_str(include_str!("../oracle/recorded.json")).expect("the oracle is JSON")
}

#[test]
fn the_law_agrees_with_the_oracle() {
    let oracle = oracle();
    let mut worst: Vec<(f64, String)> = Vec::new();
    for contest in list(&oracle["contests"]) {
        let (model, results) = (model(contest), &contest["results"]);
        let answer = law::answer(&model);
        let mut hold = |what: &str, found: f64, expected: &Value, error: f64| {
            let away = (found - number(expected)).abs() - error;
            worst.push((away, format!("{} {what}: {found} is not {expected} (error {error})", contest["name"])));
        };
        let error = answer.flip.error;
        assert!(error <= 1e-5, "{}: {error}", contest["name"]);
        hold("flip", answer.flip.probability, &results["flip"], error);
        hold("tie", answer.ties, &results["tie"], error);
        for (place, candidate) in list(&contest["candidates"]).iter().enumerate() {
            let id = text(&candidate["id"]);
            hold(id, answer.wins.as_ref().unwrap()[place], &results["wins"][id], error);
        }
        for (group, exact) in model.groups.iter().zip(&answer.each) {
            let id = text(&contest["candidates"][group.principal]["id"]);
            hold(id, exact.probability, &results["flip_of"][id], error);
        }
        for (rule, found) in Without::ALL.into_iter().zip(answer.without) {
            if let Some(found) = found {
                hold(rule.key(), found, &results["without"][rule.key()], error);
            }
        }
        for (group, law) in model.groups.iter().zip(&answer.groups) {
            let id = &contest["candidates"][group.principal]["id"];
            let said = list(&results["principals"]).iter().find(|principal| principal["id"] == *id).unwrap();
            for (votes, expected) in list(&said["law"]).iter().enumerate() {
                // Points that stand for few booths are judged by what they decide, and a single probability is a little less sure.
                let slack = if law.by_points { 1e-7 } else { 0.0 };
                hold(&format!("{id} P({votes})"), law.total[votes], expected, error + slack);
            }
        }
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert!(worst.len() > 1_000, "only {} figures were compared", worst.len());
    assert!(
        worst[0].0 < 1e-9,
        "{:#?}",
        worst.iter().filter(|one| one.0 > 1e-9).map(|one| &one.1).step_by(5).take(30).collect::<Vec<_>>()
    );
}

#[test]
fn simulations_agree_with_the_law() {
    let oracle = oracle();
    for contest in list(&oracle["contests"]) {
        let model = model(contest);
        let answer = law::answer(&model);
        let summary = engine::run(&model, &Plan::new(4_000), &mut |_| true);
        // Some two hundred figures at 4.5 standard errors: one chance in a thousand of a false alarm, and seeds are fixed.
        let hold = |what: &str, estimate: humnaam::stats::Estimate, exact: f64| {
            let away = (estimate.point - exact).abs() - answer.flip.error;
            assert!(
                away < 4.5 * estimate.cautious_standard_error,
                "{} {what}: {} is not {exact}",
                contest["name"],
                estimate.point
            );
        };
        hold("flip", summary.flips(), answer.flip.probability);
        for (estimate, exact) in summary.flips_of_each().zip(&answer.each) {
            hold("flip of one", estimate, exact.probability);
        }
        for ((estimate, exact), rule) in summary.without().into_iter().zip(answer.without).zip(Without::ALL) {
            exact.into_iter().for_each(|exact| hold(rule.key(), estimate, exact));
        }
        for (counted, law) in summary.groups.iter().zip(&answer.groups) {
            let law: &GroupLaw = law;
            let mean: f64 = law.total.iter().enumerate().map(|(c, p)| c as f64 * p).sum();
            let second: f64 = law.total.iter().enumerate().map(|(c, p)| (c as f64 - mean).powi(2) * p).sum();
            let away = (counted.all.mean() - mean).abs();
            assert!(
                away < 4.5 * (second / 4_000.0).sqrt() + 1e-9,
                "{}: {} is not {mean}",
                contest["name"],
                counted.all.mean()
            );
        }
    }
}

#[test]
fn booth_laws_are_those_of_the_oracle() {
    let oracle = oracle();
    for seat in list(&oracle["booths"]) {
        let votes: u64 = list(&seat["cells"]).iter().flat_map(list).filter_map(Value::as_u64).sum();
        let mut own = seat["own"].clone();
        own["g"] = Value::Null;
        let contest = serde_json::json!({
            "segment_sd": seat["segment_sd"], "cv": seat["cv"],
            "candidates": [
                {"id": "t", "role": "principal", "votes": votes},
                {"id": "w", "role": "other", "votes": 2 * votes + 1_000},
                {"id": "d", "role": "namesake", "principal": "t", "votes": seat["namesake_votes"]},
            ],
            "principals": [{
                "id": "t", "cells": seat["cells"], "return": {"law": "fixed", "p": 1.0},
                "namesakes": [{"id": "d", "routes": seat["routes"], "own": own}],
            }],
        });
        let model = model(&contest);
        let laws = law::booth_laws(&model, &model.groups[0]);
        let expected: Vec<&Value> = list(&seat["results"]).iter().flat_map(list).collect();
        assert_eq!(laws.len(), expected.len(), "{}", seat["name"]);
        for (found, expected) in laws.iter().zip(expected) {
            let away = |(votes, p): (usize, &Value)| (found.law.get(votes).copied().unwrap_or(0.0) - number(p)).abs();
            let here = list(expected).iter().enumerate().map(away).fold(0.0, f64::max);
            assert!(here < 1e-12, "{}: off by {here}", seat["name"]);
        }
    }
}
