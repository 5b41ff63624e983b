//! What booths show of a namesake, as plain data.

use super::{Fit, Slope};

/// A middle and the ends between which nine of ten cases lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The 5 % point.
    pub low: f64,
    /// The median.
    pub middle: f64,
    /// The 95 % point.
    pub high: f64,
}

/// A minor candidate who is nobody's namesake, put to the same regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Placebo {
    /// Index of the candidate.
    pub candidate: usize,
    /// Their votes in booths.
    pub votes: u64,
    /// ln of their votes per vote of the principal over their votes per vote of the others.
    pub tilt: Spread,
    /// The plain slope.
    pub slope: Slope,
}

/// One segment of a namesake's principal.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentRate {
    /// Index of the segment in the world.
    pub segment: usize,
    /// The namesake's votes over those of both.
    pub share: f64,
    /// The confusion rate, per vote meant for the principal.
    pub rate: Spread,
}

/// Equally probable cases of what is not known of one namesake, given the booths; those of one place belong together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cases {
    /// The share of the booth votes that was diverted.
    pub diverted_share: Vec<f64>,
    /// The confusion rate over all booths, per vote meant for the principal.
    pub rate: Vec<f64>,
    /// Votes of the namesake's own.
    pub own_support: Vec<f64>,
    /// The confusion rate of every segment, in the order of [`Finding::segments`].
    pub segment_rates: Vec<Vec<f64>>,
}

impl Cases {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rate.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rate.is_empty()
    }
}

/// What the booths show of one namesake.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Index of the namesake.
    pub namesake: usize,
    /// Index of the principal.
    pub principal: usize,
    /// Booths in which anybody voted.
    pub booths: usize,
    /// Their votes in booths, and the principal's.
    pub votes: (u64, u64),
    /// The plain slope on the principal.
    pub slope: Slope,
    /// The same on the principal's strongest rival.
    pub slope_on_rival: Option<Slope>,
    /// Their tilt as if all their votes were their own.
    pub tilt: Spread,
    /// The tilts of the others.
    pub placebos: Vec<Placebo>,
    /// The law of a tilt that they teach.
    pub tilt_law: Spread,
    /// How many of them lean to the principal at least as much as they.
    pub leaning_more: usize,
    /// Segment by segment.
    pub segments: Vec<SegmentRate>,
    /// The share of their booth votes that was diverted.
    pub diverted_share: Spread,
    /// The probability that not one of these was, given the booths.
    pub none_diverted: f64,
    /// The confusion rate over all booths, before and after.
    pub rate: (Spread, Spread),
    /// The probability that nobody was confused at all, before and after.
    pub closed: (f64, f64),
    /// Votes of their own, before and after.
    pub own_support: (Spread, Spread),
    /// How the counts agree with the model.
    pub fit: Fit,
    /// How many booths have 0, 1, 2, ... of their votes.
    pub counted: Vec<u32>,
    /// The same of sets of booths made up by the fitted model.
    pub replicas: Vec<Vec<u32>>,
    /// Their share of both in postal votes and in booths, where kept apart.
    pub postal: Option<(f64, f64)>,
    /// The Pareto shape of the weights; below 0.7 the draws can be relied on.
    pub k_hat: f64,
    /// How many independent draws the weighted ones are worth.
    pub effective: f64,
    /// Equally probable cases kept.
    pub cases: Cases,
}

/// What the booths alone show of confusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Confusion: the namesake's votes do not look like own support, and hardly any ordinary candidate leans to the principal so much.
    Confusion,
    /// No more than of ordinary candidates: the votes do not look like own support, but others' lean as much.
    NoMoreThanOthers,
    /// Nothing can be said: the votes do not look like own support, and there are too few others to compare them with.
    TooFewOthers,
    /// None: all the votes may be own support.
    Nothing,
}

/// Booths speak against own support alone where that is less probable than this: the 95 % interval leaves out 0.
const UNLIKELY: f64 = 0.025;

/// And among the ordinary candidates so many at the most may lean to the principal as much, the namesake counted with them.
/// Alone, the first rule takes one ordinary candidate in twelve for confusion (docs/methods.md, section 11).
const RARE: f64 = 0.1;

impl Finding {
    /// The part of the minor candidates, the namesake among them, that lean to the principal as much as the namesake: small
    /// where it stands out (the p-value of a permutation test; Fisher 1935).
    #[must_use]
    pub fn placebo_rank(&self) -> f64 {
        (1 + self.leaning_more) as f64 / (1 + self.placebos.len()) as f64
    }

    /// What the booths alone show: confusion only where the model says so and the comparison with others does.
    #[must_use]
    pub fn shown(&self) -> Shown {
        if self.none_diverted >= UNLIKELY {
            Shown::Nothing
        } else if self.placebo_rank() <= RARE {
            Shown::Confusion
        } else if self.leaning_more == 0 {
            Shown::TooFewOthers
        } else {
            Shown::NoMoreThanOthers
        }
    }
}

/// What was learned from booth returns, and from which nothing could be.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Inference {
    /// One per namesake that booths tell of.
    pub findings: Vec<Finding>,
    /// Why there is none, where there are booths.
    pub declined: Option<String>,
}
