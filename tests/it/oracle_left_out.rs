//! Diverted votes of single booths against `tests/oracle/left_out.py`, which counts out seats of two to six cells from the
//! statement of the model alone.

use crate::oracle_recorded::{list, model, number, text};
use humnaam::engine::law;
use humnaam::model::{Model, Rates, Thinning};
use serde_json::{Value, json};

/// The votes of cells, in one list.
fn flat(cells: &Value) -> Vec<u32> {
    let votes = list(cells).iter().flat_map(list);
    votes.map(|cell| u32::try_from(cell.as_u64().unwrap()).unwrap()).collect()
}

/// A contest that has this seat's principal and namesakes.
fn contest(seat: &Value) -> Value {
    let votes: u32 = flat(&seat["cells"]).iter().sum();
    let mut candidates = vec![
        json!({"id": "t", "role": "principal", "votes": votes}),
        json!({"id": "w", "role": "other", "votes": 2 * votes + 1_000}),
    ];
    let mut namesakes = Vec::new();
    for (place, namesake) in list(&seat["namesakes"]).iter().enumerate() {
        let id = format!("d{place}");
        candidates.push(json!({"id": id, "role": "namesake", "principal": "t", "votes": namesake["votes"]}));
        namesakes.push(json!({"id": id, "routes": namesake["routes"], "own": namesake["own"]}));
    }
    let principal =
        json!({"id": "t", "cells": seat["cells"], "return": {"law": "fixed", "p": 1.0}, "namesakes": namesakes});
    json!({"segment_sd": seat["segment_sd"], "cv": seat["cv"], "candidates": candidates, "principals": [principal]})
}

/// Lays over a model what was counted of the namesakes by booth, and what it taught.
fn teach(model: &mut Model, seat: &Value) {
    for (place, said) in list(&seat["namesakes"]).iter().enumerate() {
        let namesake = &mut model.groups[0].namesakes[place];
        let candidate = namesake.candidate;
        namesake.caps = said.get("caps").map(flat);
        if let Some(learned) = said.get("thinned") {
            let rates =
                |rates: &Value| Rates { own: number(&rates[0]), lean: number(&rates[1]), odds: number(&rates[2]) };
            let cases = list(&learned["cases"]).iter().map(|case| list(case).iter().map(rates).collect()).collect();
            model.thin(candidate, &Thinning { others: flat(&learned["others"]), cases });
        }
    }
}

#[test]
fn booths_of_small_seats_are_those_counted_out() {
    let oracle: Value = serde_json::from_str(include_str!("../oracle/left_out.json")).expect("the oracle is JSON");
    let mut worst: Vec<(f64, String)> = Vec::new();
    for seat in list(&oracle["seats"]) {
        let mut model = model(&contest(seat));
        teach(&mut model, seat);
        let laws = law::booth_laws(&model, &model.groups[0]);
        assert_eq!(laws.len(), list(&seat["results"]).len(), "{}", seat["name"]);
        for (cell, found) in laws.iter().enumerate() {
            let expected = list(&seat["results"][cell]);
            for votes in 0..expected.len().max(found.law.len()) {
                let ours = found.law.get(votes).copied().unwrap_or(0.0);
                let theirs = expected.get(votes).map_or(0.0, number);
                let what = format!("{} {cell}: P({votes}) is {ours}, not {theirs}", text(&seat["name"]));
                worst.push(((ours - theirs).abs(), what));
            }
            let quantiles = [0.05, 0.5, 0.95].map(|share| found.quantile(share));
            assert_eq!(json!(quantiles), seat["quantiles"][cell], "{} {cell}", seat["name"]);
        }
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert!(worst.len() > 1_000, "only {} figures were compared", worst.len());
    assert!(worst[0].0 < 1e-12, "{:#?}", worst.iter().take(30).collect::<Vec<_>>());
}
