//! The parts of a scenario that studies compute from: claims, explanations, comparisons, sweeps, raw returns.

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

/// What a namesake is said to have done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Without them the principal would have won.
    WouldHaveWon,
    /// They took so many votes from the principal.
    CostVotes,
}

/// What a claim says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// So many votes per unit.
    Counted {
        /// The fewest votes claimed.
        low: u64,
        /// The most votes claimed.
        high: u64,
        /// The unit.
        per: Per,
    },
    /// That the principal would have won without them.
    WouldHaveWon,
    /// That they took so many votes from the principal.
    CostVotes {
        /// The fewest votes claimed.
        low: u64,
        /// The most votes claimed.
        high: u64,
    },
}

/// A sentence somebody said of a candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub text: String,
    /// Who said it, and when.
    pub source: Option<String>,
    /// Index of the candidate.
    pub candidate: usize,
    /// What it says.
    pub said: Said,
}

/// How the votes were counted, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counting {
    /// Rounds of the count, of the segment that took most.
    pub rounds: Option<u32>,
    /// Tables at which each segment was counted.
    pub tables_per_segment: Option<u32>,
    /// The most electors a booth may have, where stated.
    pub most_electors_per_booth: Option<u32>,
}

/// What was counted here in another election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Which election.
    pub election: String,
    /// Where the numbers come from.
    pub source: Option<String>,
    /// The segment, by index; `None` for the whole contest.
    pub segment: Option<usize>,
    /// Votes by candidate, by index: those of the candidate's party then.
    pub votes: Vec<(usize, u64)>,
    /// Other figures that were printed for the same votes.
    pub also: Vec<(usize, u64)>,
}

/// An end of a flow of votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A candidate, by index.
    Candidate(usize),
    /// Those who did not vote.
    Home,
}

/// What a flow's share is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Base {
    /// The votes it takes from.
    #[default]
    From,
    /// The votes that the receiver has already.
    To,
}

/// How much a flow moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moves {
    /// A share of its base.
    Share(RateLaw),
    /// Whatever was diverted from the principal to their namesake, and now goes back.
    Diverted,
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
    /// How much of it.
    pub moves: Moves,
    /// What the share is a share of.
    pub of: Base,
    /// How many votes that is.
    pub base: u64,
}

/// A rival story: a named set of flows.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What it is called.
    pub name: String,
    /// The same in the local language, where the scenario has it.
    pub name_local: Option<String>,
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
