//! The parts of a scenario that studies compute from: claims, explanations, sweeps, raw returns.

use super::Values;
use crate::stats::RateLaw;

/// The unit a claim counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// Every polling booth.
    Booth,
    /// Every assembly segment.
    Segment,
    /// Every round of the count.
    Round,
    /// Every table in every round.
    TableRound,
    /// The whole contest.
    Contest,
    /// A running total seen once during the count.
    RunningTotal,
}

/// A sentence somebody said: so many votes of a candidate per unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub text: String,
    /// Who said it, and when.
    pub source: Option<String>,
    /// Index of the candidate.
    pub candidate: usize,
    /// The fewest votes claimed.
    pub low: u64,
    /// The most votes claimed.
    pub high: u64,
    /// The unit.
    pub per: Per,
}

/// An end of a flow of votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A candidate, by index.
    Candidate(usize),
    /// Those who did not vote.
    Home,
}

/// Votes that would have gone elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Where they were.
    pub from: End,
    /// Where they would have gone.
    pub to: End,
    /// The segments it concerns, by index; empty for all.
    pub segments: Vec<usize>,
    /// Which share of them.
    pub share: RateLaw,
}

/// A rival story: a named set of flows.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What it is called.
    pub name: String,
    /// Who offers it.
    pub source: Option<String>,
    /// Its flows.
    pub flows: Vec<Flow>,
}

/// A parameter to run over values.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// The path of the parameter.
    pub parameter: String,
    /// Its values.
    pub values: Values,
}

/// Raw booth returns to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returns {
    /// The files, relative to the scenario.
    pub files: Vec<String>,
    /// Their layout, where it was stated.
    pub layout: Option<String>,
}
