//! What a run says of a probability, with the simulator's own error, however it was sampled.

use super::interval::{Interval, Proportion};

/// The standard normal quantile of 0.975.
const Z: f64 = 1.959_963_984_540_054;

/// Student's t quantile of 0.975 on [`SCRAMBLES`] - 1 = 31 degrees of freedom.
const T: f64 = 2.039_513_446_396_408;

/// How many independent scrambles a run by Sobol' points is split into.
pub const SCRAMBLES: usize = 32;

/// Weighted hits worth fewer equal ones than this do not show how far the weights may still be off: where
/// flips come by another way than the one that was shifted to, the heaviest weights are the rarest.
const FEW_WEIGHTED: f64 = 100.0;

/// Nor is an estimate believed of which one hit makes up more than this part.
const LARGEST_PART: f64 = 0.05;

/// With fewer hits than this an error read off the hits themselves is not trusted.
const FEW: u64 = 32;

/// The estimate of a probability. Its errors say how well the simulator knows its own answer; they say
/// nothing of how well the model knows the world.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Simulations that had the property.
    pub hits: u64,
    /// Simulations drawn.
    pub draws: u64,
    /// The probability.
    pub point: f64,
    /// The Monte Carlo standard error.
    pub standard_error: f64,
    /// A standard error that is never 0, for deciding when to stop and whether to believe.
    pub cautious_standard_error: f64,
    /// The Monte Carlo interval at [`super::interval::LEVEL`].
    pub interval: Interval,
    /// Kish's effective sample size of the weighted hits; `None` where all weights are 1.
    pub effective_hits: Option<f64>,
    /// Whether weighted draws carry the estimate; otherwise plain ones do.
    pub weighted: bool,
}

impl From<Proportion> for Estimate {
    fn from(plain: Proportion) -> Self {
        Estimate {
            hits: plain.hits,
            draws: plain.draws,
            point: plain.point(),
            standard_error: plain.standard_error(),
            cautious_standard_error: plain.cautious_standard_error(),
            interval: plain.interval(),
            effective_hits: None,
            weighted: false,
        }
    }
}

impl Estimate {
    /// Whether every simulation counted alike and was drawn apart from all others, so that hits are binomial.
    #[must_use]
    pub fn is_of_independent_draws(&self) -> bool {
        let plain = Proportion { hits: self.hits, draws: self.draws };
        !self.weighted && self.standard_error == plain.standard_error()
    }

    /// From independent scrambles, `(hits, draws)` each: the error is the spread of their shares.
    ///
    /// Scrambles that are empty (a run of very few draws) are left out. With fewer than 32 hits, or two
    /// scrambles, the error of independent draws stands in, which is the larger.
    #[must_use]
    pub fn from_scrambles(scrambles: &[(u64, u64)]) -> Self {
        let all = Proportion {
            hits: scrambles.iter().map(|&(hits, _)| hits).sum(),
            draws: scrambles.iter().map(|&(_, draws)| draws).sum(),
        };
        let plain = Estimate::from(all);
        let parts: Vec<Proportion> = scrambles
            .iter()
            .filter(|&&(_, draws)| draws > 0)
            .map(|&(hits, draws)| Proportion { hits, draws })
            .collect();
        if parts.len() < SCRAMBLES || all.hits.min(all.draws - all.hits) < FEW {
            return plain;
        }
        let n = parts.len() as f64;
        // Scrambles differ by one draw at the most, so the plain mean of shares is the share.
        let squares: f64 = parts.iter().map(|part| (part.point() - plain.point) * (part.point() - plain.point)).sum();
        let standard_error = libm::sqrt(squares / (n * (n - 1.0)));
        Estimate {
            standard_error,
            // Not less than one hit is worth.
            cautious_standard_error: standard_error.max(1.0 / all.draws as f64),
            interval: around(plain.point, T * standard_error.max(1.0 / all.draws as f64)),
            ..plain
        }
    }

    /// From a mixture of plain and shifted draws, each weighted by how much likelier it was than under
    /// an even mixture of the two: Owen and Zhou (2000), deterministic mixture sampling. Weights are at
    /// most 2. The halves need not be of one size: their means are averaged.
    ///
    /// Where a few weights make up the sum, their spread does not show the error; then the plain half
    /// alone is the estimate.
    #[must_use]
    pub fn from_mixture(strata: &[WeightedHits; 2]) -> Self {
        let [plain, shifted] = strata;
        let alone = Estimate::from(Proportion { hits: plain.hits, draws: plain.draws });
        let squares = plain.squares() + shifted.squares();
        let sum = plain.sum() + shifted.sum();
        let effective = if squares > 0.0 { sum * sum / squares } else { 0.0 };
        let largest = plain.largest.max(shifted.largest) as f64 * UNIT;
        let carried = effective >= FEW_WEIGHTED && largest <= LARGEST_PART * sum;
        if plain.draws == 0 || shifted.draws == 0 || !carried {
            return Estimate { effective_hits: Some(effective), ..alone };
        }
        let mean = |stratum: &WeightedHits| stratum.sum() / stratum.draws as f64;
        let variance = |stratum: &WeightedHits| stratum.variance() / stratum.draws as f64;
        let point = 0.5 * (mean(plain) + mean(shifted));
        let standard_error = 0.5 * libm::sqrt(variance(plain) + variance(shifted));
        Estimate {
            hits: plain.hits + shifted.hits,
            draws: plain.draws + shifted.draws,
            point,
            standard_error,
            cautious_standard_error: standard_error,
            interval: around(point, Z * standard_error),
            effective_hits: Some(effective),
            weighted: true,
        }
    }
}

fn around(point: f64, half: f64) -> Interval {
    Interval { low: (point - half).max(0.0), high: (point + half).min(1.0) }
}

/// The unit of a weight: 2^-62, so that the largest, 2, still fits 64 bits.
const UNIT: f64 = 1.0 / 4_611_686_018_427_387_904.0;

/// Bits of a squared weight that are left out, so that a billion of them fit 128 bits.
const DROPPED: u32 = 32;

/// Weighted hits in whole numbers, so that merging is addition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightedHits {
    /// Simulations drawn.
    pub draws: u64,
    /// Those that had the property.
    pub hits: u64,
    sum: u128,
    squares: u128,
    largest: u128,
}

impl WeightedHits {
    /// Counts one simulation: its weight, 0 to 2, if it had the property.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a weight is 0 to 2")]
    pub fn record(&mut self, hit: bool, weight: f64) {
        self.draws += 1;
        if hit {
            let whole = u128::from((weight.clamp(0.0, 2.0) / UNIT) as u64);
            self.hits += 1;
            self.sum += whole;
            self.largest = self.largest.max(whole);
            self.squares += (whole * whole) >> DROPPED;
        }
    }

    /// Adds another count to this one.
    pub fn merge(&mut self, other: &WeightedHits) {
        self.draws += other.draws;
        self.hits += other.hits;
        self.sum += other.sum;
        self.largest = self.largest.max(other.largest);
        self.squares += other.squares;
    }

    /// Whether the sums can be those of some hits; counts that were read from a file may lie.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let (hits, most) = (u128::from(self.hits), 2.0 / UNIT);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is 2^63")]
        let most = most as u128;
        self.hits <= self.draws
            && self.largest <= most
            && self.sum <= hits * most
            && self.squares <= hits * ((most * most) >> DROPPED)
    }

    fn sum(&self) -> f64 {
        self.sum as f64 * UNIT
    }

    fn squares(&self) -> f64 {
        self.squares as f64 * UNIT * UNIT * f64::from(2_u32.pow(DROPPED / 2)) * f64::from(2_u32.pow(DROPPED / 2))
    }

    /// The variance of a weighted hit within the stratum, from its draws.
    fn variance(&self) -> f64 {
        if self.draws < 2 {
            return 0.0;
        }
        let n = self.draws as f64;
        let mean = self.sum() / n;
        ((self.squares() / n - mean * mean) * n / (n - 1.0)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::special::normal_cdf;
    use crate::stats::variates::normal;
    use crate::stats::{Purpose, stream};

    #[test]
    fn a_mixture_finds_a_rare_probability_and_knows_its_error() {
        // P(Z > 4.5) = 3.4e-6, by a shift of 4.5: in 200 runs of 4,000 draws the estimate lies within two
        // standard errors as often as a normal one does, and its error is a few per cent.
        let (shift, exact) = (4.5, 1.0 - normal_cdf(4.5));
        let mut within = 0;
        for run in 0..200 {
            let mut random = stream(3, Purpose::Shared, run);
            let mut strata = [WeightedHits::default(); 2];
            for draw in 0..4_000 {
                let stratum = draw % 2;
                let z = normal(&mut random) + if stratum == 1 { shift } else { 0.0 };
                let weight = 2.0 / (1.0 + (shift * z - 0.5 * shift * shift).exp());
                strata[stratum].record(z > 4.5, weight);
            }
            let estimate = Estimate::from_mixture(&strata);
            assert!(estimate.standard_error < 0.1 * exact && estimate.effective_hits.unwrap() > 100.0);
            within += usize::from((estimate.point - exact).abs() < 2.0 * estimate.standard_error);
        }
        // 95.4 % of 200 is 191; fewer than 180 or more than 199 come by chance once in ten thousand.
        assert!((180..200).contains(&within), "{within}");
    }

    #[test]
    fn without_a_shift_a_mixture_is_the_plain_proportion() {
        let mut strata = [WeightedHits::default(); 2];
        (0..1_000).for_each(|draw| strata[draw % 2].record(draw % 10 < 3, 1.0));
        let (estimate, plain) = (Estimate::from_mixture(&strata), Proportion { hits: 300, draws: 1_000 });
        assert!((estimate.point - 0.3).abs() < 1e-12);
        assert!((estimate.standard_error / plain.standard_error() - 1.0).abs() < 0.03);
        assert!((estimate.effective_hits.unwrap() - 300.0).abs() < 1e-6);
    }

    #[test]
    fn nothing_seen_is_less_than_three_in_the_plain_draws() {
        let mut strata = [WeightedHits::default(); 2];
        (0..1_000).for_each(|draw| strata[draw % 2].record(false, 1.0));
        let estimate = Estimate::from_mixture(&strata);
        assert_eq!((estimate.point, estimate.interval.high, estimate.weighted), (0.0, 3.0 / 500.0, false));
        assert!(estimate.cautious_standard_error > 0.0);
    }

    #[test]
    fn halves_of_unlike_size_bias_nothing() {
        // Weights of a shift under which everything is a hit: each half's mean is 1 whatever its size.
        let mut strata = [WeightedHits::default(); 2];
        (0..900).for_each(|_| strata[0].record(true, 1.0));
        (0..100).for_each(|_| strata[1].record(true, 1.0));
        assert!((Estimate::from_mixture(&strata).point - 1.0).abs() < 1e-12);
        // With a weight of 1.5 in the larger half and 0.5 in the smaller, the even mixture has mean 1.
        let mut strata = [WeightedHits::default(); 2];
        (0..900).for_each(|_| strata[0].record(true, 1.5));
        (0..100).for_each(|_| strata[1].record(true, 0.5));
        assert!((Estimate::from_mixture(&strata).point - 1.0).abs() < 1e-12);
        // A few weights alone are not believed.
        let mut strata = [WeightedHits::default(); 2];
        (0..500).for_each(|_| strata[0].record(false, 1.0));
        (0..500).for_each(|draw| strata[1].record(draw < 5, 1e-6));
        let estimate = Estimate::from_mixture(&strata);
        assert_eq!((estimate.point, estimate.hits, estimate.draws), (0.0, 0, 500));
    }

    #[test]
    fn scrambles_that_agree_have_little_error_and_few_hits_have_the_plain_one() {
        let alike: Vec<(u64, u64)> = (0..32).map(|s| (100 + s % 2, 1_000)).collect();
        let (estimate, plain) = (Estimate::from_scrambles(&alike), Proportion { hits: 32 * 100 + 16, draws: 32_000 });
        assert!(estimate.standard_error < 0.2 * plain.standard_error());
        assert!(estimate.cautious_standard_error >= 1.0 / 32_000.0);
        let few: Vec<(u64, u64)> = (0..32).map(|s| (u64::from(s == 0), 1_000)).collect();
        let estimate = Estimate::from_scrambles(&few);
        assert_eq!(estimate, Estimate::from(Proportion { hits: 1, draws: 32_000 }));
    }
}
