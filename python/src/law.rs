//! What the law says of a scenario.

use humnaam::engine::law::Answer;
use humnaam::model::Model;
use humnaam::scenario::Scenario;
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// Exact probabilities: computed, and not drawn.
#[pyclass(frozen, get_all, module = "humnaam")]
#[derive(Debug)]
pub struct Law {
    /// The probability that somebody who did not win as counted wins once every misdirected vote is counted where it was
    /// meant.
    flip_probability: f64,
    /// What bounds its error: 0 where it is a sum over whole votes.
    error: f64,
    /// The same probability by principal, as (probability, error).
    principals: BTreeMap<String, (f64, f64)>,
    /// The probability of winning once every misdirected vote is counted where it was meant, by candidate; None in a contest
    /// to come.
    wins: Option<BTreeMap<String, f64>>,
    /// The probability of a tie at the top there.
    ties: f64,
}

impl Law {
    /// The answer of a law with the names of those it speaks of.
    pub fn new(scenario: &Scenario, model: &Model, answer: &Answer) -> Self {
        let candidates = scenario.contest.candidates();
        let principals = model.groups.iter().map(|group| candidates[group.principal].id.clone());
        let wins = |wins: &Vec<f64>| candidates.iter().map(|one| one.id.clone()).zip(wins.iter().copied()).collect();
        Law {
            flip_probability: answer.flip.probability,
            error: answer.flip.error,
            principals: principals.zip(answer.each.iter().map(|exact| (exact.probability, exact.error))).collect(),
            wins: answer.wins.as_ref().map(wins),
            ties: answer.ties,
        }
    }
}

#[pymethods]
impl Law {
    fn __repr__(&self) -> String {
        format!("Law(flip_probability={}, error={})", self.flip_probability, self.error)
    }
}
