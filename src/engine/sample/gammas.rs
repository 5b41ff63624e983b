//! The exposure of a segment in few random numbers: a sum of gamma variates, one a booth, drawn as two or three.
//!
//! A booth of n votes has the exposure n cv^2 Gamma(r), r = 1 / cv^2. For any n0 below n that is n0 cv^2 Gamma(r + K) with a negative
//! binomial K, P(K = 0) = (n0 / n)^r; gamma variates of one scale add up to another, so booths of many sizes are one
//! variate whose shape is drawn first (Moschopoulos 1985). Nothing is left out by it.

use crate::stats::variates::Gamma;
use rand::{Rng, RngExt};

/// The mean of K up to which booths are added to a sum: its probabilities are worked out one by one.
const MOST_ADDED: f64 = 1_500.0;

/// How many times as large as the least the largest booth of a sum may be: the more, the longer the tail of K.
const WIDEST: f64 = 8.0;

/// Booths of several sizes together.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    /// What a variate of this shape, and of K more, is to be multiplied by.
    scale: f64,
    shape: f64,
    /// P(K <= k) from the first k that matters on.
    first: f64,
    reached: Vec<f64>,
}

/// The booths of a segment, by rising votes; those without a vote have no exposure.
pub(super) fn sums(sizes: &[u32], cv2: f64) -> Vec<Sum> {
    let mut sizes: Vec<u32> = sizes.iter().copied().filter(|&n| n > 0).collect();
    sizes.sort_unstable();
    let alike: Vec<(f64, f64)> =
        sizes.chunk_by(|a, b| a == b).map(|same| (f64::from(same[0]), same.len() as f64)).collect();
    let mut sums = Vec::new();
    let mut rest = alike.as_slice();
    while let Some(&(least, _)) = rest.first() {
        let mut added = 0.0;
        let taken = rest.iter().take_while(|&&(votes, booths)| {
            added += booths * (votes / least - 1.0) / cv2;
            added <= MOST_ADDED && votes <= WIDEST * least
        });
        let (here, after) = rest.split_at(taken.count());
        sums.push(Sum::new(here, cv2));
        rest = after;
    }
    sums
}

impl Sum {
    fn new(alike: &[(f64, f64)], cv2: f64) -> Self {
        let (least, booths) = (alike[0].0, alike.iter().map(|(_, booths)| booths).sum::<f64>());
        // Of each size, the part q of its negative binomial and the sum of the shapes.
        let mut powers: Vec<(f64, f64)> = alike.iter().map(|&(n, booths)| (1.0 - least / n, booths / cv2)).collect();
        let (mean, variance) = powers.iter().fold((0.0, 0.0), |(mean, variance), &(q, r)| {
            let here = r * q / (1.0 - q);
            (mean + here, variance + here / (1.0 - q))
        });
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand at the most")]
        let length = (mean + 9.0 * libm::sqrt(variance) + 40.0 * WIDEST) as usize;
        let (mut slopes, mut list) = (Vec::with_capacity(length), Vec::with_capacity(length));
        let steps: Vec<f64> = powers.iter().map(|(q, _)| *q).collect();
        list.push(1.0);
        if mean > 0.0 {
            for k in 1..length {
                // k P(k) is the sum over i of P(k - i) times the sum over sizes of r q^i.
                powers.iter_mut().zip(&steps).for_each(|((_, r), q)| *r *= q);
                slopes.push(powers.iter().map(|(_, r)| r).sum::<f64>());
                let next: f64 = slopes.iter().zip(list.iter().rev()).map(|(slope, p)| slope * p).sum();
                list.push(next / k as f64);
                // The first are far smaller than the largest: what falls out of reach then is no probability.
                if list[k] > 1e200 {
                    list.iter_mut().for_each(|p| *p *= 1e-200);
                }
            }
        }
        let all: f64 = list.iter().sum();
        let first = list.iter().position(|p| p / all > 1e-20).unwrap_or(0);
        let mut reached = 0.0;
        let add = |p: &f64| {
            reached += p / all;
            reached
        };
        Sum {
            scale: least * cv2,
            shape: booths / cv2,
            first: first as f64,
            reached: list[first..].iter().map(add).collect(),
        }
    }

    /// Draws the exposure of these booths.
    pub fn sample<R: Rng + ?Sized>(&self, random: &mut R) -> f64 {
        let more = if self.reached.len() > 1 {
            let uniform: f64 = random.random();
            self.first + self.reached.partition_point(|&reached| reached <= uniform).min(self.reached.len() - 1) as f64
        } else {
            0.0
        };
        Gamma::new(self.shape + more, self.scale).map_or(0.0, |gamma| gamma.sample(random))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Purpose, stream};

    const SIZES: [u32; 9] = [3, 40, 55, 55, 120, 121, 300, 900, 0];

    /// E exp(-s V) of what is drawn.
    fn laplace(sums: &[Sum], s: f64) -> f64 {
        let of = |sum: &Sum| {
            let mut before = 0.0;
            let one = |(k, reached): (usize, &f64)| {
                let p = reached - std::mem::replace(&mut before, *reached);
                p * libm::pow(1.0 + s * sum.scale, -(sum.shape + sum.first + k as f64))
            };
            sum.reached.iter().enumerate().map(one).sum::<f64>()
        };
        sums.iter().map(of).product()
    }

    #[test]
    fn a_sum_is_that_of_all_its_booths() {
        for cv2 in [0.01, 0.36, 1.44] {
            let many: Vec<u32> = (0..700).map(|k| 30 + k % 311 + k % 7 * 40).collect();
            for sizes in [&SIZES[..], &many] {
                let sums = sums(sizes, cv2);
                for s in [1e-5, 1e-4, 1e-3] {
                    let ln: f64 = sizes.iter().map(|&n| -libm::log1p(s * cv2 * f64::from(n)) / cv2).sum();
                    let found = libm::log(laplace(&sums, s));
                    assert!((found - ln).abs() < 1e-10 * (1.0 + ln.abs()), "{cv2}, {s}: {found} is not {ln}");
                }
            }
        }
        let few = sums(&(0..1_650).map(|k| 90 + k * k % 900).collect::<Vec<_>>(), 0.36);
        assert!(few.len() < 30, "{}", few.len());
    }

    #[test]
    fn draws_have_the_mean_and_the_variance_of_the_booths() {
        let cv2 = 0.36;
        let sums = sums(&SIZES, cv2);
        let draws = 100_000;
        let mut random = stream(3, Purpose::Ballots, 1);
        let drawn: Vec<f64> = (0..draws).map(|_| sums.iter().map(|sum| sum.sample(&mut random)).sum()).collect();
        let n = f64::from(draws);
        let mean = drawn.iter().sum::<f64>() / n;
        let variance = drawn.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n;
        let exact: f64 = SIZES.iter().map(|&n| f64::from(n)).sum();
        let spread: f64 = SIZES.iter().map(|&n| cv2 * f64::from(n) * f64::from(n)).sum();
        assert!((mean - exact).abs() < 5.0 * (spread / n).sqrt(), "{mean} is not {exact}");
        assert!((variance / spread - 1.0).abs() < 0.05, "{variance} is not {spread}");
    }
}
