//! The parts of a scenario that studies compute from: claims, explanations, sweeps, raw returns.

use super::Values;
use super::build::Build;
use super::file::FlowTable;
use super::problem::did_you_mean;
use super::table::Placed;
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

impl Build<'_> {
    pub fn claims(&mut self) -> Vec<Claim> {
        let mut claims = Vec::new();
        for table in &self.file.claim {
            if table.low.value > table.high.value {
                let what = format!("low = {} is above high = {}", table.low.value, table.high.value);
                self.problem(&table.low.span, what, "swap them");
            }
            if let Some(candidate) = self.candidate_named(&table.candidate) {
                claims.push(Claim {
                    text: table.text.value.clone(),
                    source: table.source.as_ref().map(|s| s.value.clone()),
                    candidate,
                    low: table.low.value,
                    high: table.high.value,
                    per: table.per.value,
                });
            }
        }
        claims
    }

    pub fn explanations(&mut self) -> Vec<Explanation> {
        let mut explanations = Vec::new();
        for table in &self.file.explanation {
            explanations.push(Explanation {
                name: table.name.value.clone(),
                source: table.source.as_ref().map(|s| s.value.clone()),
                flows: table.flow.iter().filter_map(|flow| self.flow(flow)).collect(),
            });
        }
        explanations
    }

    fn flow(&mut self, table: &FlowTable) -> Option<Flow> {
        let mut end = |id: &Placed<String>| {
            if id.value == "home" { Some(End::Home) } else { self.candidate_named(id).map(End::Candidate) }
        };
        let (from, to) = (end(&table.from), end(&table.to));
        if from.is_some() && from == to {
            self.problem(
                &table.to.span,
                "a flow must go somewhere else than it comes from",
                "name another candidate, or \"home\"",
            );
        }
        let segments = table.segments.iter().filter_map(|id| self.segment_named(id)).collect();
        let share = self.rate(&table.share, "share", 1.0);
        Some(Flow { from: from?, to: to?, segments, share: share? })
    }

    pub fn sweeps(&mut self) -> Vec<Sweep> {
        const PATHS: [&str; 12] = [
            "confusion.rate",
            "confusion.segment_sd",
            "confusion.booth_cv",
            "confusion.return_share",
            "own_support.typical_votes",
            "own_support.goes_to",
            "support.contest_sd",
            "support.segment_sd",
            "support.booth_sd",
            "simulation.draws",
            "simulation.seed",
            "contest.booths",
        ];
        let mut sweeps = Vec::new();
        for table in &self.file.sweep {
            let path = &table.parameter.value;
            let inner = PATHS.iter().any(|known| path.as_str() == *known || path.starts_with(&format!("{known}.")));
            if !inner
                && !path.starts_with("candidate.")
                && !path.starts_with("contest.")
                && !path.starts_with("segment.")
            {
                let help = did_you_mean(path, PATHS);
                self.problem(&table.parameter.span, format!("\"{path}\" is no parameter"), help);
            }
            sweeps.push(Sweep { parameter: path.clone(), values: table.values.value.clone() });
        }
        sweeps
    }
}
