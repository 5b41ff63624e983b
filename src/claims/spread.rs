//! How evenly votes lie over units: what tells an implausible reading from a feasible one.

use crate::election::Candidate;
use crate::evidence::Evidence;
use crate::scenario::{Per, Scenario};
use crate::stats::special::incomplete_beta;

/// A reading whose every unit falls into the claimed range with less than this probability is implausible.
pub const LEAST_PLAUSIBLE: f64 = 0.001;

/// The probability that every one of `units` units holds `low` to `high` of the candidate's votes, if they lie
/// over the units as votes do: a negative binomial around the mean of a unit, whose variance is mean + mean^2 /
/// size. The size is that of a booth, times the booths of a unit, and what varies between segments is added.
/// Units are taken as independent of each other.
pub(super) fn every_unit_within(
    scenario: &Scenario,
    evidence: &Evidence,
    candidate: usize,
    (low, high): (u64, u64),
    (per, units): (Per, u64),
) -> f64 {
    let contest = &scenario.contest;
    let votes = contest.candidates()[candidate].booth_votes() as f64;
    let polled = contest.candidates().iter().map(Candidate::booth_votes).sum::<u64>().max(1) as f64;
    let (count, share) = (units as f64, votes / polled);
    let booths = super::units::units(scenario, Per::Booth)
        .map_or(polled / evidence.booth_size_in(contest.abroad.as_deref()).mean, |booths| booths as f64)
        .max(count);
    let cluster = &evidence.booth_cluster;
    // The squared coefficient of variation that a booth adds to chance, and what a segment adds to that.
    let (of_booth, of_segment) = if share < cluster.minor_share {
        (libm::exp(-cluster.ln_size), libm::expm1(cluster.segment_sd * cluster.segment_sd))
    } else {
        let sd = evidence.booth_share.major_sd / share;
        (sd * sd, 0.0)
    };
    let between = if per == Per::Round { 0.0 } else { of_segment };
    let size = 1.0 / (of_booth * count / booths + between).max(1e-12);
    let at_most = |votes: f64| cumulated(votes, size, share * polled / count);
    let below = if low == 0 { 0.0 } else { at_most(low as f64 - 1.0) };
    libm::pow((at_most(high as f64) - below).clamp(0.0, 1.0), count)
}

/// P(N <= k) of a negative binomial of this size and mean.
fn cumulated(k: f64, size: f64, mean: f64) -> f64 {
    if mean <= 0.0 { 1.0 } else { incomplete_beta(size / (size + mean), size, k + 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_negative_binomial_is_that_of_its_terms() {
        // P(0) = (r / (r + m))^r, P(k + 1) = P(k) (k + r) / (k + 1) m / (r + m).
        let (size, mean) = (1.105, 0.7_f64);
        let (mut term, mut sum) = ((size / (size + mean)).powf(size), 0.0);
        for k in 0..40 {
            let k = f64::from(k);
            sum += term;
            assert!((cumulated(k, size, mean) - sum).abs() < 1e-12, "{k}");
            term *= (k + size) / (k + 1.0) * mean / (size + mean);
        }
    }
}
