//! What booth returns show, in `summary.json`.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// What the returns show of one namesake.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct FindingNumbers {
    /// The namesake.
    pub namesake: String,
    /// The principal.
    pub principal: String,
    /// Booths behind it.
    pub booths: usize,
    /// How the namesake's votes follow the principal's.
    pub slope: SlopeNumbers,
    /// The same with the rival in the principal's place.
    pub slope_on_rival: Option<SlopeNumbers>,
    /// The tilt if all votes were the namesake's own.
    pub tilt_as_own_support: Nine,
    /// The distribution of tilts among ordinary candidates.
    pub tilt_law: Nine,
    /// Placebos that lean to the principal at least as much.
    pub leaning_at_least_as_much: usize,
    /// Every placebo.
    pub placebos: Vec<PlaceboNumbers>,
    /// The share of the namesake's booth votes that was diverted.
    pub diverted_share: Nine,
    /// The probability that not one of these votes was.
    pub no_vote_diverted: f64,
    /// The part of the minor candidates, the namesake among them, that lean to the principal as much as the namesake.
    pub placebo_rank: f64,
    /// Whether the booths alone show confusion: the first is below 0.025 and the second at most 0.1.
    pub shows_confusion: bool,
    /// The confusion rate.
    pub confusion_rate: BeforeAfter<Nine>,
    /// The probability that nobody was confused.
    pub nobody_confused: BeforeAfter<f64>,
    /// The namesake's own votes.
    pub own_support: BeforeAfter<Nine>,
    /// Segment by segment.
    pub segments: Vec<PlaceNumbers>,
    /// The share of booths outside nine in ten of what the model expects.
    pub outside_nine_of_ten: f64,
    /// The namesake's share of both candidates' votes by post and in booths.
    pub postal_share_of_both: Option<PostalNumbers>,
    /// Pareto k of the weights.
    pub pareto_k: f64,
    /// The effective number of weighted draws.
    pub effective_draws: f64,
    /// Cases handed on to the simulation.
    pub cases: usize,
}

/// The 5, 50 and 95 % points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Nine {
    /// The 5 % point.
    pub p05: f64,
    /// The median.
    pub p50: f64,
    /// The 95 % point.
    pub p95: f64,
}

/// A slope with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct SlopeNumbers {
    /// Votes for one vote more of the other.
    pub slope: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Votes in a booth where the other has none.
    pub base: f64,
}

/// An ordinary candidate in the namesake's place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct PlaceboNumbers {
    /// The candidate.
    pub candidate: String,
    /// Their votes.
    pub votes: u64,
    /// How they lean.
    pub tilt: Nine,
    /// Their slope.
    pub slope: SlopeNumbers,
}

/// One segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct PlaceNumbers {
    /// The segment.
    pub segment: String,
    /// The namesake's share of both candidates' votes.
    pub share_of_both: f64,
    /// The confusion rate there.
    pub confusion_rate: Nine,
}

/// The namesake's share of both candidates' votes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct PostalNumbers {
    /// By post.
    pub postal: f64,
    /// In booths.
    pub booths: f64,
}

/// What was believed before and after the returns were seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct BeforeAfter<T> {
    /// Before.
    pub before: T,
    /// After.
    pub after: T,
}
