//! Judged claims in `summary.json`.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// A claim and its verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ClaimNumbers {
    /// What was said.
    pub text: String,
    /// By whom and when, where that is known.
    pub source: Option<String>,
    /// Of whose votes.
    pub candidate: String,
    /// The verdict in a word.
    pub verdict: &'static str,
    /// How it was judged.
    #[serde(flatten)]
    pub judged: JudgedNumbers,
    /// Whether it would matter if it were true.
    pub matters: Option<MattersNumbers>,
}

/// How a claim was judged: held against what was counted, or against what it took to win.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(untagged)]
pub enum JudgedNumbers {
    /// A number of votes.
    Counted {
        /// The unit it was said of.
        per: &'static str,
        /// Every reading of it.
        readings: Vec<ReadingNumbers>,
        /// Readings that a missing number leaves untested.
        not_tested: Vec<NotTested>,
        /// The units of the readings that are possible.
        survive: Vec<&'static str>,
    },
    /// An effect.
    Effect {
        /// What it is said to have done.
        effect: EffectNumbers,
        /// What the verdict rests on.
        ground: Option<GroundNumbers>,
    },
}

/// One reading of a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ReadingNumbers {
    /// The unit.
    pub per: &'static str,
    /// How many units there are.
    pub units: u64,
    /// The votes it comes to, at the least.
    pub low: u64,
    /// The same at the most.
    pub high: u64,
    /// The verdict in a word.
    pub verdict: &'static str,
    /// The limit it breaks most, or comes nearest to.
    pub bound: Option<&'static str>,
    /// That limit, in votes.
    pub limit: Option<u64>,
    /// Votes claimed over votes there were.
    pub factor: Option<f64>,
    /// The chance of such votes in every unit, where it was computed.
    pub chance: Option<f64>,
    /// Every limit it was held against.
    pub limits: Vec<LimitNumbers>,
}

/// A limit that a reading was held against.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct LimitNumbers {
    /// What it is.
    pub bound: &'static str,
    /// Votes there were.
    pub limit: u64,
    /// Votes claimed.
    pub claimed: u64,
    /// "`too_many`" or "`too_few`", where it is broken.
    pub broken: Option<&'static str>,
    /// Votes claimed over votes there were.
    pub factor: Option<f64>,
}

/// A reading that was not tested, and what it needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct NotTested {
    /// The unit.
    pub per: &'static str,
    /// The key of the scenario that is missing.
    pub needs: &'static str,
}

/// An effect that was claimed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct EffectNumbers {
    /// "`cost_votes`" or "`would_have_won`".
    pub word: &'static str,
    /// Votes it is said to have cost, at the least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// The same at the most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
}

/// What the verdict on an effect rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(untagged)]
pub enum GroundNumbers {
    /// Fewer votes than it took.
    TooFew {
        /// "arithmetic".
        by: &'static str,
        /// Votes polled.
        polled: u64,
        /// Votes needed.
        needed: u64,
    },
    /// The principal won all the same.
    WonAnyway {
        /// "arithmetic".
        by: &'static str,
        /// By so many votes.
        won_by: u64,
    },
    /// Draws.
    Probability {
        /// "draws".
        by: &'static str,
        /// The probability that it is true.
        probability: f64,
        /// Its Monte Carlo standard error.
        standard_error: f64,
        /// Simulations.
        draws: u64,
    },
}

/// Whether a claim would matter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct MattersNumbers {
    /// "`does_not_matter`", "`tie_at_most`", "`could_matter`" or "`won_anyway`".
    pub verdict: &'static str,
    /// What the candidate polled.
    pub candidate_votes: u64,
    /// What it took.
    pub votes_needed: u64,
    /// Whose seat it is about.
    pub principal: String,
}
