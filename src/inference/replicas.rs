//! Counts made up by the fitted model, to be laid beside the real ones: if the real ones look like
//! none of them, the model is not what made them.

use super::laplace::Target;
use super::posterior::Posterior;
use crate::stats::variates::{Gamma, normal};
use crate::stats::{Purpose, Stream, stream};
use libm::{exp, round, sqrt};
use rand::RngExt;

/// Sets of booths made up.
const SETS: usize = 60;

/// Above this mean a count is drawn as a normal number: the walk would be long, and the eye sees no
/// difference.
const LONG_WALK: f64 = 200.0;

/// Every set as the numbers of booths with 0, 1, 2, ... votes; `index` tells one namesake's stream
/// from another's.
pub(super) fn replicas(target: &Target<'_>, posterior: &Posterior, seed: u64, index: u64) -> Vec<Vec<u32>> {
    let booths = target.booths;
    let mut random = stream(seed, Purpose::Replicas, index);
    let step = (posterior.draws.len() / SETS).max(1);
    posterior
        .draws
        .iter()
        .skip(step / 2)
        .step_by(step)
        .take(SETS)
        .map(|draw| {
            let mut counted = Vec::new();
            for (segment, rates) in target.rates(&draw.at, draw.share).into_iter().enumerate() {
                for booth in booths.starts[segment]..booths.starts[segment + 1] {
                    count(&mut counted, negative_binomial(booths.expected(booth, rates), draw.size, &mut random));
                }
            }
            counted
        })
        .collect()
}

/// Votes as the numbers of booths with 0, 1, 2, ... of them.
pub(super) fn spectrum(votes: &[f64]) -> Vec<u32> {
    let mut counted = Vec::new();
    votes.iter().for_each(|&votes| count(&mut counted, votes));
    counted
}

/// No count of a booth is larger.
const MOST: f64 = 20_000.0;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to a few thousand")]
fn count(counted: &mut Vec<u32>, votes: f64) {
    let votes = votes.clamp(0.0, MOST) as usize;
    if counted.len() <= votes {
        counted.resize(votes + 1, 0);
    }
    counted[votes] += 1;
}

/// A negative binomial count: a Poisson one whose mean is a gamma number.
fn negative_binomial(mean: f64, size: f64, random: &mut Stream) -> f64 {
    let here = Gamma::new(size, mean / size).map_or(mean, |law| law.sample(random));
    if here > LONG_WALK {
        return round(here + sqrt(here) * normal(random)).max(0.0);
    }
    let uniform: f64 = random.random();
    let (mut term, mut k) = (exp(-here), 0.0);
    let mut reached = term;
    // The last terms may be lost to rounding; nothing is that far out.
    while reached < uniform && k < 2_000.0 {
        k += 1.0;
        term *= here / k;
        reached += term;
    }
    k
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_the_mean_and_the_variance_of_the_law() {
        let mut random = stream(7, Purpose::Replicas, 0);
        for (mean, size) in [(3.0, 2.5), (0.4, 1.0), (60.0, 8.0), (400.0, 30.0)] {
            let n = 40_000;
            let counts: Vec<f64> = (0..n).map(|_| negative_binomial(mean, size, &mut random)).collect();
            let found = counts.iter().sum::<f64>() / f64::from(n);
            let variance = counts.iter().map(|x| (x - found).powi(2)).sum::<f64>() / f64::from(n - 1);
            let expected: f64 = mean + mean * mean / size;
            // Four standard errors of a mean; the seed is fixed, so it passes always or never.
            assert!((found - mean).abs() < 4.0 * (expected / f64::from(n)).sqrt(), "{mean} {found}");
            assert!((variance / expected - 1.0).abs() < 0.08, "{mean}: {variance} against {expected}");
        }
    }

    #[test]
    fn a_spectrum_counts_every_booth_once() {
        assert_eq!(spectrum(&[0.0, 2.0, 2.0, 5.0]), [1, 0, 2, 0, 0, 1]);
    }
}
