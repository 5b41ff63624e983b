//! Votes going astray in the single booth.

use crate::stats::Stream;
use rand::RngExt;
use rand_distr::{Beta, Binomial, Distribution};

/// Above this many expected votes the walk from zero is slow and its first term may underflow.
const LONGEST_WALK: f64 = 250.0;

/// A walk that starts from less would lose its digits: rates near 1, where hardly any vote arrives.
const LEAST_FIRST_TERM: f64 = 1e-290;

/// No booth is larger; what is (postal votes) is drawn without a table.
const LARGEST_TABLED: u32 = 8_192;

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
        if cv <= 0.0 || probability <= 0.0 || probability >= 1.0 {
            return (Variation::None { probability }, false);
        }
        let phi = (1.0 - probability) / (probability * cv * cv) - 1.0;
        let clipped = phi <= 0.0;
        let phi = if clipped { 1.0 } else { phi };
        (Variation::Beta { a: probability * phi, b: (1.0 - probability) * phi }, clipped)
    }

    fn mean(self) -> f64 {
        match self {
            Variation::None { probability } => probability,
            Variation::Beta { a, b } => a / (a + b),
        }
    }
}

/// Draws the diverted votes of booths, one uniform each, by inversion: the smallest count at which
/// the distribution function passes the uniform. `table` is room for P(none) by size, where each
/// size follows from the one before, so that no logarithm is taken.
pub(super) fn divert(
    sizes: &[u32],
    variation: Variation,
    table: &mut Vec<f64>,
    ballots: &mut Stream,
    diverted: &mut [u32],
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
    for (&n, diverted) in sizes.iter().zip(diverted) {
        let uniform: f64 = ballots.random();
        *diverted = match table.get(n as usize) {
            Some(&none) if walks(n) && none > LEAST_FIRST_TERM => invert(n, none, variation, uniform),
            _ => directly(n, variation, ballots),
        };
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
        // The terms have run out before the uniform: it lies beyond the last digit of 1.
        if term < 1e-300 {
            break;
        }
    }
    k
}

/// What cannot be walked, by rand_distr's own samplers.
fn directly(n: u32, variation: Variation, ballots: &mut Stream) -> u32 {
    let probability = match variation {
        Variation::None { probability } => probability,
        Variation::Beta { a, b } => Beta::new(a, b).map_or(variation.mean(), |beta| beta.sample(ballots)),
    };
    u32::try_from(binomial(u64::from(n), probability, ballots)).unwrap_or(n)
}

/// A binomial sample; a probability outside 0..1 by rounding is taken as the nearer end.
pub(super) fn binomial(n: u64, probability: f64, ballots: &mut Stream) -> u64 {
    if n == 0 || probability <= 0.0 {
        return 0;
    }
    if probability >= 1.0 {
        return n;
    }
    Binomial::new(n, probability).map_or(0, |law| law.sample(ballots))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Purpose, stream};

    #[test]
    fn rates_of_nothing_and_everything_are_sure() {
        let mut out = [9_u32; 3];
        for (probability, expected) in [(0.0, [0, 0, 0]), (1.0, [0, 5, 700])] {
            let (variation, _) = Variation::new(probability, 0.6);
            divert(&[0, 5, 700], variation, &mut Vec::new(), &mut stream(1, Purpose::Ballots, 0), &mut out);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn booth_counts_have_the_stated_mean_and_variance() {
        // Beta-binomial: mean n P, variance n P (1 - P) (1 + (n - 1) / (phi + 1)).
        for (n, probability, cv) in [(565_u32, 0.0025, 0.6), (300, 0.06, 0.6), (40, 0.2, 0.0), (4_000, 0.1, 0.3)] {
            let (variation, clipped) = Variation::new(probability, cv);
            assert!(!clipped);
            let draws = 200_000;
            let (mut sum, mut squares) = (0.0, 0.0);
            let mut ballots = stream(5, Purpose::Ballots, 0);
            let mut out = [0_u32];
            for _ in 0..draws {
                divert(&[n], variation, &mut Vec::new(), &mut ballots, &mut out);
                let x = f64::from(out[0]);
                sum += x;
                squares += x * x;
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
