//! `summary.json`: the numbers scripts rely on, under the names they were promised.

mod booths;
mod by_name;
mod claims;
mod explanations;

pub use booths::{BeforeAfter, FindingNumbers, Nine, PlaceNumbers, PlaceboNumbers, PostalNumbers, SlopeNumbers};
pub use by_name::{ByName, MedianVotes};
pub use claims::{
    ClaimNumbers, EffectNumbers, GroundNumbers, JudgedNumbers, LimitNumbers, MattersNumbers, NotTested, ReadingNumbers,
};
pub use explanations::{
    BreakEvenNumbers, ChanceNumbers, FlowNumbers, ReachNumbers, ShapleyNumbers, ShareNumbers, StoryNumbers,
    TogetherNumbers,
};

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// The schema's name and version.
pub const SCHEMA: &str = "humnaam.summary/2";

/// The whole of `summary.json`. Votes are whole numbers; shares, rates and probabilities are 0..1;
/// margins are signed from the principal's side except where they are called the size of one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Numbers {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The question.
    pub title: String,
    /// "retrospective" or "prospective".
    pub mode: &'static str,
    /// The seed.
    pub seed: u64,
    /// Simulations done.
    pub draws: u64,
    /// The version of the streams.
    pub streams_version: u32,
    /// The contest as declared, or as intended.
    pub contest: ContestNumbers,
    /// What arithmetic says, one per principal.
    pub bounds: Vec<BoundNumbers>,
    /// The principal whose seat is in question.
    pub principal: String,
    /// The probability that somebody who did not win as counted wins once every misdirected vote is counted where it was
    /// meant.
    pub flip: FlipNumbers,
    /// The same where the namesakes do not stand, by where their own voters go.
    pub without_namesakes: WithoutNumbers,
    /// The count in which the votes of namesakes are credited to their principals, where the election has that rule: it is
    /// arithmetic, and no part of any probability here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credited: Option<CreditedNumbers>,
    /// What controls say of namesakes' own support.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub controls: Vec<ControlNumbers>,
    /// Simulations in which a count ends level at the top.
    pub ties: u64,
    /// Who wins how often.
    pub wins: WinNumbers,
    /// Diverted votes by namesake.
    pub diverted: ByName<Spread>,
    /// The principal's margin once every misdirected vote is counted where it was meant.
    pub counterfactual_margin: Spread,
    /// The same margin as recorded: one number in a contest that is over.
    pub recorded_margin: Spread,
    /// Diverted votes per vote meant for the principal.
    pub confusion_rate: RateSpread,
    /// Diverted votes by segment.
    pub segments: Vec<SegmentNumbers>,
    /// Judged claims.
    pub claims: Vec<ClaimNumbers>,
    /// Weighed explanations.
    pub explanations: Vec<StoryNumbers>,
    /// What all the explanations do together; `None` where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanations_together: Option<TogetherNumbers>,
    /// Placebos of booth returns.
    pub placebo: Option<Vec<FindingNumbers>>,
    /// Every assumption that carries the numbers, with where it comes from.
    pub assumptions: Vec<super::Assumption>,
    /// What a reader must know before relying on the numbers.
    pub warnings: Vec<String>,
}

/// What a control says of one namesake's own support.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ControlNumbers {
    /// The namesake.
    pub candidate: String,
    /// "channel", "office" or "placebo".
    pub kind: &'static str,
    /// What the control is called.
    pub name: String,
    /// Votes that the rates there give here.
    pub expected: f64,
    /// How far here and there may differ: a standard deviation of the logarithm.
    pub spread: f64,
    /// The 5 % point of own support, before the votes here were looked at.
    pub p05: f64,
    /// The median.
    pub p50: f64,
    /// The 95 % point.
    pub p95: f64,
    /// By group of ballots.
    pub strata: Vec<StratumNumbers>,
}

/// One group of a control's ballots.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct StratumNumbers {
    /// What they have in common.
    pub name: String,
    /// The votes counted where the cause could not act.
    pub votes: u64,
    /// Of so many ballots there.
    pub of: u64,
    /// So many ballots are in question here.
    pub here: u64,
    /// The namesake's votes among those.
    pub recorded: Option<u64>,
    /// The votes that the rate there gives here.
    pub expected: f64,
}

/// A count by a rule of law.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct CreditedNumbers {
    /// The rule: "credits_votes".
    pub rule: &'static str,
    /// Who wins by it; `None` at a tie.
    pub winner: Option<String>,
    /// Whether somebody else won as counted.
    pub changes: bool,
    /// The size of the margin between the first two.
    pub margin: u64,
    /// Votes by candidate; a namesake has none left.
    pub votes: ByName<u64>,
}

/// The contest as declared, or as intended.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ContestNumbers {
    /// Who has most votes; `None` at a tie.
    pub winner: Option<String>,
    /// Who comes second.
    pub runner_up: Option<String>,
    /// The size of the margin between them.
    pub margin: u64,
    /// Votes of all candidates, NOTA apart.
    pub valid_votes: u64,
    /// Booths.
    pub booths: u32,
    /// Whether the booths were made up to a size distribution.
    pub booths_synthetic: bool,
}

/// What arithmetic says of one principal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct BoundNumbers {
    /// The principal.
    pub principal: String,
    /// Their namesakes.
    pub namesakes: Vec<String>,
    /// "impossible", "tie_at_most", "possible" or "not_applicable".
    pub verdict: &'static str,
    /// The probability that this principal did not win as counted and wins once every misdirected vote is counted where it
    /// was meant.
    pub flip: Option<FlipNumbers>,
    /// The namesakes' votes.
    pub namesake_votes: Option<u64>,
    /// The size of the margin between the principal and the strongest rival.
    pub margin: u64,
    /// Votes that decide it.
    pub votes_needed: Option<u64>,
    /// Votes needed over the namesakes' votes.
    pub share_needed: Option<f64>,
    /// The smallest confusion rate that decides it.
    pub break_even_rate: Option<f64>,
    /// The largest confusion rate the namesakes' totals allow.
    pub max_rate: Option<f64>,
    /// Votes needed over booths.
    pub votes_needed_per_booth: Option<f64>,
    /// Median votes of the ordinary independents.
    pub typical_independent: Option<MedianVotes>,
    /// By how many typical independents the namesakes' votes exceed what is needed.
    pub slack_in_independents: Option<f64>,
    /// Votes of the rival's own namesakes.
    pub rival_namesake_votes: u64,
    /// The namesakes' votes less those of the rival's namesakes.
    pub net_namesake_votes: Option<i64>,
    /// The verdict if every namesake's votes return to the name they stand under.
    pub net_verdict: Option<&'static str>,
    /// The most votes the rival may regain with the principal still winning.
    pub rival_may_regain: Option<u64>,
}

/// The flip probability and the simulator's own error.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct FlipNumbers {
    /// Flips over draws.
    pub probability: f64,
    /// The Monte Carlo standard error.
    pub standard_error: f64,
    /// How the shared effects were sampled: "plain", "sobol" or "importance".
    pub method: &'static str,
    /// Kish's effective sample size of the flips, under importance sampling.
    pub effective_sample_size: Option<f64>,
    /// The Monte Carlo interval: of the simulator's own error, not of what is not known of the world.
    pub monte_carlo_interval: [f64; 2],
    /// Its level.
    pub level: f64,
    /// The probability computed without a draw.
    pub exact: f64,
    /// What bounds the error of [`FlipNumbers::exact`]: 0 where it is a sum over whole votes.
    pub exact_error: f64,
    /// Whether bounds alone decide.
    pub proved: bool,
}

/// What follows if the namesakes do not stand at all. Nobody knows where their own voters would have gone, so it is a
/// range: the probability that somebody who did not win as counted wins, by where they go.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct WithoutNumbers {
    /// All of them stay at home.
    pub stay_home: Option<WithoutNumber>,
    /// They spread as the seat's other voters did.
    pub as_others: Option<WithoutNumber>,
    /// All go to the candidate whose name it is.
    pub all_to_principal: Option<WithoutNumber>,
    /// All go to that candidate's strongest rival.
    pub all_to_rival: Option<WithoutNumber>,
    /// As the scenario states; `None` where it does not.
    pub as_stated: Option<WithoutNumber>,
}

/// One of these probabilities.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct WithoutNumber {
    /// By the simulations.
    pub probability: f64,
    /// The Monte Carlo standard error.
    pub standard_error: f64,
    /// Computed without a draw, where a sum over the diverted votes gives it.
    pub exact: Option<f64>,
}

/// Shares of the simulations won, by candidate; who never wins is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct WinNumbers {
    /// As recorded.
    pub recorded: ByName<f64>,
    /// Once every misdirected vote is counted where it was meant.
    pub intended: ByName<f64>,
}

/// How a number of votes is spread over the simulations.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub sd: f64,
    /// The 5 % point.
    pub p05: i64,
    /// The first quartile.
    pub p25: i64,
    /// The median.
    pub p50: i64,
    /// The third quartile.
    pub p75: i64,
    /// The 95 % point.
    pub p95: i64,
}

/// How a rate is spread over the simulations.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct RateSpread {
    /// The 5 % point.
    pub p05: f64,
    /// The median.
    pub p50: f64,
    /// The 95 % point.
    pub p95: f64,
}

/// Diverted votes of one principal in one segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct SegmentNumbers {
    /// The principal.
    pub principal: String,
    /// The segment's id; "postal" for votes outside the booths.
    pub segment: String,
    /// Its booths.
    pub booths: usize,
    /// The principal's known votes there.
    pub votes: u64,
    /// The votes diverted from the principal.
    pub diverted: Spread,
}

/// The JSON Schema of `summary.json`.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Numbers);
    schema.insert("$id".to_owned(), SCHEMA.into());
    schema.to_value()
}
