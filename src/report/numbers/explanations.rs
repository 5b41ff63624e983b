//! Weighed explanations in `summary.json`.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// One explanation, weighed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct StoryNumbers {
    /// Its name.
    pub name: String,
    /// By whom and where it was offered, where that is known.
    pub source: Option<String>,
    /// What arithmetic alone says of it.
    pub verdict: &'static str,
    /// The flows of votes it consists of.
    pub flows: Vec<FlowNumbers>,
    /// What it takes to decide the seat by itself.
    pub break_even: Option<BreakEvenNumbers>,
    /// The votes it moves.
    pub moves: ReachNumbers,
    /// The probability that it decides the seat by itself.
    pub sufficiency: ChanceNumbers,
    /// By how much the probability falls without it.
    pub necessity: ChanceNumbers,
    /// Whether it decides in some combination with the others.
    pub pivotal: bool,
    /// Its Shapley shares.
    pub shapley: ShapleyNumbers,
}

/// A flow of votes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct FlowNumbers {
    /// From whom; "home" for those who did not vote.
    pub from: String,
    /// To whom.
    pub to: String,
    /// The segments it is about; all where there are none.
    pub segments: Vec<String>,
    /// Which share of the votes moves.
    pub share: ShareNumbers,
    /// Whose votes the share is of: "from" or "to".
    pub of: &'static str,
    /// Those votes.
    pub of_votes: u64,
}

/// A share of votes that moves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(untagged)]
pub enum ShareNumbers {
    /// "diverted": the votes diverted to a namesake.
    Diverted(&'static str),
    /// A known share.
    Fixed(f64),
    /// Any between two.
    Uniform {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// A beta distribution.
    Beta {
        /// Its mean.
        mean: f64,
        /// Its concentration.
        concentration: f64,
    },
    /// A logit-normal distribution.
    Logit {
        /// Its median.
        median: f64,
        /// Its 95 % point.
        p95: f64,
    },
}

/// What it takes to decide a seat.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct BreakEvenNumbers {
    /// Votes that have to move.
    pub votes: u64,
    /// Of so many.
    pub of: u64,
    /// As a share.
    pub share: f64,
}

/// Between how many votes a flow moves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ReachNumbers {
    /// At the least.
    pub low: i64,
    /// At the most.
    pub high: i64,
}

/// A probability, the simulator's error, and whether arithmetic proves it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ChanceNumbers {
    /// The probability.
    pub probability: f64,
    /// The Monte Carlo standard error; 0 where it is exact.
    pub standard_error: f64,
    /// Whether arithmetic proves it.
    pub proved: bool,
}

/// Shapley shares of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ShapleyNumbers {
    /// Of the probability of a flip.
    pub flip: f64,
    /// Of the change of the margin, in votes.
    pub margin: f64,
}

/// What all explanations do together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct TogetherNumbers {
    /// Whose seat it is about.
    pub principal: String,
    /// Whether the principal won as counted.
    pub won: bool,
    /// The margin as counted.
    pub margin: i64,
    /// The probability that the result flips.
    pub flip: ChanceNumbers,
    /// The change of the expected margin, in votes.
    pub margin_change: f64,
    /// Simulations; `None` where it is exact.
    pub draws: Option<u64>,
    /// Whether it is exact.
    pub exact: bool,
}
