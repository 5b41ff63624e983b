//! Votes going astray in the single booth, one simulation at a time.
//!
//! Booths whose size is the same in all simulations are walked eight simulations at a time
//! ([`super::tables`]); here is what that walk leaves out, and the walk for sizes that vary.

use super::tables::Laws;
use crate::engine::walk::{LANES, Lane};
use crate::stats::Stream;
use crate::stats::variates::{beta, binomial};
use rand::RngExt;

/// Above this many expected votes the walk from zero is slow.
const LONGEST_WALK: f64 = 250.0;

/// No booth is larger; what is (postal votes) is drawn without a table.
pub(super) const LARGEST_TABLED: u32 = 8_192;

/// A walk that starts from less would lose its digits: rates near 1, where hardly any vote arrives.
pub(super) const LEAST_FIRST_TERM: f64 = 1e-290;

/// The largest probability a booth's law is made for; the next number is 1.
const LARGEST_PROBABILITY: f64 = 1.0 - 1e-12;

/// Below this nobody is diverted: not one vote in as many as there ever were, and the parameters of
/// the law would be too large to multiply.
const LEAST_PROBABILITY: f64 = 1e-60;

/// How the booths of a segment vary around a probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Variation {
    /// Not at all: binomial booths.
    None {
        /// The probability.
        probability: f64,
    },
    /// Beta-binomial booths with these parameters.
    Beta {
        /// First parameter, P phi.
        a: f64,
        /// Second parameter, (1 - P) phi.
        b: f64,
    },
}

impl Variation {
    /// Booths of mean `probability` and coefficient of variation `cv`; phi = (1 - P)/(P cv^2) - 1.
    /// A probability too large to vary that much gets phi = 1, and the second value says so.
    pub fn new(probability: f64, cv: f64) -> (Self, bool) {
        let probability = probability.min(LARGEST_PROBABILITY);
        if cv <= 0.0 {
            return (Variation::None { probability }, false);
        }
        if probability < LEAST_PROBABILITY {
            return (Variation::Beta { a: 0.0, b: 1.0 }, false);
        }
        let phi = (1.0 - probability) / (probability * cv * cv) - 1.0;
        let clipped = phi <= 0.0;
        let phi = if clipped { 1.0 } else { phi };
        (Variation::Beta { a: probability * phi, b: (1.0 - probability) * phi }, clipped)
    }

    /// Eight variations side by side; all of one kind, because a model has one `booth_cv`.
    pub fn side_by_side(lanes: &[Self; LANES]) -> Laws {
        let (mut first, mut second) = ([0.0; LANES], [1.0; LANES]);
        let mut binomial = false;
        for (lane, variation) in lanes.iter().enumerate() {
            match *variation {
                Variation::None { probability } => {
                    first[lane] = probability;
                    binomial = true;
                }
                Variation::Beta { a, b } => (first[lane], second[lane]) = (a, b),
            }
        }
        if binomial { Laws::Binomial(Lane(first)) } else { Laws::BetaBinomial(Lane(first), Lane(second)) }
    }

    /// Whether the rate is 0.
    pub fn diverts_nobody(self) -> bool {
        match self {
            Variation::None { probability } => probability <= 0.0,
            Variation::Beta { a, .. } => a <= 0.0,
        }
    }

    fn mean(self) -> f64 {
        match self {
            Variation::None { probability } => probability,
            Variation::Beta { a, b } => a / (a + b),
        }
    }
}

/// Draws the diverted votes of booths, one uniform each, by inversion: the smallest count at which
/// the distribution function passes the uniform. `table` is room for P(none) by size.
pub(super) fn divert(
    sizes: &[u32],
    variation: Variation,
    table: &mut Vec<f64>,
    ballots: &mut Stream,
    aside: &mut Stream,
    mut each: impl FnMut(usize, u32),
) {
    let walks = |n: u32| n <= LARGEST_TABLED && f64::from(n) * variation.mean() <= LONGEST_WALK;
    let largest = sizes.iter().copied().filter(|&n| walks(n)).max().unwrap_or(0);
    let mut none = 1.0_f64;
    table.clear();
    table.push(none);
    for size in 0..largest {
        none *= match variation {
            Variation::None { probability } => 1.0 - probability,
            Variation::Beta { a, b } => (b + f64::from(size)) / (a + b + f64::from(size)),
        };
        table.push(none);
    }
    for (cell, &n) in sizes.iter().enumerate() {
        let uniform: f64 = ballots.random();
        let diverted = match table.get(n as usize) {
            Some(&none) if walks(n) && none > LEAST_FIRST_TERM => invert(n, none, variation, uniform),
            _ => directly(n, variation, aside),
        };
        each(cell, diverted);
    }
}

fn invert(n: u32, none: f64, variation: Variation, uniform: f64) -> u32 {
    let mut left = uniform - none;
    let mut term = none;
    let mut k = 0;
    while left >= 0.0 && k < n {
        let (done, rest) = (f64::from(k), f64::from(n - k));
        term *= rest / (done + 1.0)
            * match variation {
                Variation::None { probability } => probability / (1.0 - probability),
                Variation::Beta { a, b } => (a + done) / (b + rest - 1.0),
            };
        k += 1;
        left -= term;
    }
    k
}

/// What cannot be walked, by rand_distr's own samplers.
pub(super) fn directly(n: u32, variation: Variation, aside: &mut Stream) -> u32 {
    let probability = match variation {
        Variation::None { probability } => probability,
        Variation::Beta { a, b } => beta(a, b, aside).unwrap_or(variation.mean()),
    };
    u32::try_from(binomial(u64::from(n), probability, aside)).unwrap_or(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Purpose, stream};

    #[test]
    fn booth_counts_have_the_stated_mean_and_variance() {
        // Beta-binomial: mean n P, variance n P (1 - P) (1 + (n - 1) / (phi + 1)).
        for (n, probability, cv) in [(565_u32, 0.0025, 0.6), (300, 0.06, 0.6), (40, 0.2, 0.0), (4_000, 0.1, 0.3)] {
            let (variation, clipped) = Variation::new(probability, cv);
            assert!(!clipped);
            let draws = 200_000;
            let (mut sum, mut squares) = (0.0, 0.0);
            let (mut ballots, mut aside) = (stream(5, Purpose::Ballots, 0), stream(5, Purpose::Aside, 0));
            let mut table = Vec::new();
            for _ in 0..draws {
                divert(&[n], variation, &mut table, &mut ballots, &mut aside, |_, diverted| {
                    let x = f64::from(diverted);
                    sum += x;
                    squares += x * x;
                });
            }
            let count = f64::from(draws);
            let (mean, variance) = (sum / count, squares / count - (sum / count) * (sum / count));
            let n = f64::from(n);
            let correlation = if cv > 0.0 { probability * cv * cv / (1.0 - probability) } else { 0.0 };
            let expected = n * probability * (1.0 - probability) * (1.0 + (n - 1.0) * correlation);
            assert!((mean - n * probability).abs() < 5.0 * (expected / count).sqrt(), "{mean} at {n} {probability}");
            assert!((variance / expected - 1.0).abs() < 0.03, "{variance} is not {expected}");
        }
    }
}
