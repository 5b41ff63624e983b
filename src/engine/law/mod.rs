//! The exact answer: the oracle of the sampler.
//!
//! It is computed from the same [`Model`] and by entirely other means: no stream is read here.

mod between;
mod booths;
mod caps;
mod convolution;
mod diverted;
mod effects;
mod exposure;
mod flips;
mod gauss;
mod given;
mod grid;
mod hazards;
mod intended;
mod joint;
mod lead;
mod leader;
mod left_out;
mod odds;
mod others;
mod own_support;
mod places;
mod point;
mod points;
mod poisson;
mod recorded;
mod rivals;
mod scaled;
mod segment;
mod series;
mod shared;
mod split;
mod swing;
mod together;
mod votes;
mod waves;
mod winners;

pub use booths::Booths;
pub use given::{AtRate, FlipCurve, flip_curve};
pub use intended::{diverted_at_least, diverted_at_least_with};
pub use places::{BoothLaw, booths as booth_laws};
pub use recorded::GroupLaw;
pub(super) use recorded::given_exposure;
pub use shared::Shared;

use crate::model::{Direction, Model};
use crate::stats::Estimate;
use crate::stats::special::{incomplete_beta, normal_quantile};

/// A probability that was computed and not drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exact {
    /// The probability.
    pub probability: f64,
    /// What bounds its error: 0 where it is a sum over whole votes, right but for rounding.
    pub error: f64,
}

/// What the law says of a contest.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Somebody who did not win as counted wins once every misdirected vote is counted where it was meant.
    pub flip: Exact,
    /// The same of every principal, in the order of [`Model::groups`].
    pub each: Vec<Exact>,
    /// The probability of winning once every misdirected vote is counted where it was meant, by candidate; `None`
    /// in a contest to come, where namesakes' own support decides with.
    pub wins: Option<Vec<f64>>,
    /// The probability of a tie at the top there.
    pub ties: f64,
    /// Somebody who did not win as counted wins where the namesakes do not stand, by statement of where their own
    /// voters go ([`crate::model::Without::ALL`]); `None` where the scenario says nothing, or no sum gives it.
    pub without: [Option<f64>; 5],
    /// The diverted votes of every group, given what was counted; none in a contest to come.
    pub groups: Vec<GroupLaw>,
}

/// What the law says of a contest: no stream is read.
///
/// Where votes are recorded it is a sum over whole numbers of diverted votes, whose distribution is inverted from
/// characteristic functions and mixed over the rates. Where they are intended, the tail of the diverted votes is
/// integrated over rate and segments.
#[must_use]
pub fn answer(model: &Model) -> Answer {
    answer_among(model, &Shared::default())
}

/// The same of one of several contests in which the same principals have other namesakes' votes.
#[must_use]
pub fn answer_among(model: &Model, shared: &Shared) -> Answer {
    match &model.direction {
        Direction::Retrospective => flips::answer(model, shared),
        Direction::Prospective(support) => intended::answer(model, support),
    }
}

/// By how many standard errors a simulated probability misses the exact one. Beyond 5 a run has failed its own
/// check. What the law itself may miss is no fault of the sampler's.
#[must_use]
pub fn deviation(flips: &Estimate, exact: Exact) -> f64 {
    let (low, high) = (exact.probability - exact.error, exact.probability + exact.error);
    let away = (low - flips.point).max(flips.point - high).max(0.0);
    let errors = away / flips.cautious_standard_error;
    if errors <= SURE || !flips.is_of_independent_draws() {
        return errors;
    }
    // What was drawn may be so rare, or so sure, that its own standard error says too little: the binomial distribution itself,
    // P(X <= k) = I_(1-p)(n - k, k + 1), and the normal score that is as improbable.
    let (hits, misses) = (flips.hits as f64, (flips.draws - flips.hits) as f64);
    let tail = if flips.point > high {
        incomplete_beta(high.clamp(0.0, 1.0), hits, misses + 1.0)
    } else {
        incomplete_beta((1.0 - low).clamp(0.0, 1.0), misses, hits + 1.0)
    };
    if tail > LEAST_TAIL { errors.min(-normal_quantile(tail)) } else { errors }
}

/// So many standard errors raise no question.
const SURE: f64 = 3.0;

/// Below this probability no score is worked out.
const LEAST_TAIL: f64 = 1e-290;

/// The least count at which P(0), P(1), ... add up to a share.
fn quantile(law: &[f64], share: f64) -> u64 {
    let mut reached = 0.0;
    let place = law.iter().position(|p| {
        reached += p;
        reached >= share
    });
    place.unwrap_or(law.len() - 1) as u64
}

/// P(at most 0), P(at most 1), ... from P(0), P(1), ...
fn cumulated(law: &[f64]) -> Vec<f64> {
    let mut reached = 0.0;
    let mut add = |p: &f64| {
        reached += p;
        reached
    };
    law.iter().map(&mut add).collect()
}

/// Ten Gauss-Legendre nodes between two places.
fn panel_nodes(from: f64, to: f64) -> impl Iterator<Item = (f64, f64)> {
    let width = to - from;
    crate::stats::special::gauss_legendre().map(move |(x, w)| (from + (0.5 + 0.5 * x) * width, 0.5 * w * width))
}

/// A function of each of many, over threads where there are any, in their order.
pub(super) fn each<T: Sync, V: Send>(items: &[T], function: impl Fn(&T) -> Option<V> + Sync + Send) -> Option<Vec<V>> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_iter().map(function).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        items.iter().map(function).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Proportion;

    #[test]
    fn what_chance_may_well_do_is_no_disagreement() {
        let of = |hits, draws, probability| {
            deviation(&Estimate::from(Proportion { hits, draws }), Exact { probability, error: 0.0 })
        };
        // One in 550 and one in 400; by the standard errors of what was drawn they are 6.3 and 5 away.
        assert!((of(100, 100, 0.938_792_336_7) - 2.910).abs() < 0.01, "{}", of(100, 100, 0.938_792_336_7));
        assert!((of(0, 1_000, 0.006) - 2.816).abs() < 0.01, "{}", of(0, 1_000, 0.006));
        // Where both are many the two ways agree, and what is out of the question stays so.
        assert!((of(52_500, 100_000, 0.516) - 5.7).abs() < 0.05, "{}", of(52_500, 100_000, 0.516));
        assert!(of(40, 100, 0.0) > 7.0 && of(60, 100, 1.0) > 7.0 && of(600, 1_000, 0.4) > 12.0);
        assert_eq!(of(500, 1_000, 0.5), 0.0);
    }
}
