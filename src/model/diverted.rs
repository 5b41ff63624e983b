//! The law of the votes diverted to one namesake, given what he and his principal polled.

use super::OwnSupportLaw;
use crate::stats::HazardLaw;
use crate::stats::special::{hazard, ln_choose, probability};
use libm::{exp, log, log1p};

/// The posterior law of the diverted votes C, enumerated over C = 0..=D:
///
/// weight(C) = P(rate in the cell of C) x P(own support rounds to D - C),
///
/// where the cell of C holds the rates from (C - 1/2) / (X + C - 1/2) to (C + 1/2) / (X + C + 1/2),
/// and C = 0 also holds the chance that the pair is not confusable at all. A rate that is one number
/// has no density to integrate, so C then follows the binomial law given the X votes that arrived.
#[derive(Debug, Clone, PartialEq)]
pub struct DivertedLaw {
    weights: Vec<f64>,
    cumulated: Vec<f64>,
    /// Whether the rates believed beforehand would have given the namesake more votes than he
    /// polled; the answer is then his total rather than evidence.
    pub contradicted: bool,
}

/// A prior that gives the namesake's own total less than this is contradicted by it.
const LEAST_REACH: f64 = 1e-4;

impl DivertedLaw {
    /// The law for a principal of `x` recorded votes and a namesake of `d`.
    #[must_use]
    pub fn new(x: u64, d: u64, prior: &HazardLaw, own: &OwnSupportLaw) -> Self {
        let (x, total) = (x as f64, d as f64);
        // The hazard at which c of x + c votes go astray.
        let at = |c: f64| if c <= 0.0 { -1.0 } else { hazard(c / (x + c)) };
        // Cells share their borders, so each border is looked at once.
        let mut below = prior.cdf(at(-0.5));
        let mut own_below = own.cdf(total + 0.5);
        let mut weights: Vec<f64> = (0..=d)
            .map(|c| {
                let c = c as f64;
                let prior_mass = if let Some(h) = prior.fixed() {
                    ln_binomial(x, c, probability(h))
                } else {
                    let reached = prior.cdf(at(c + 0.5));
                    log((reached - std::mem::replace(&mut below, reached)).max(0.0))
                };
                let left = own.cdf(total - c - 0.5);
                let own_mass = std::mem::replace(&mut own_below, left) - left;
                prior_mass + log(own_mass.max(0.0))
            })
            .collect();
        let top = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let reach: f64 = match prior.fixed() {
            Some(h) => (0..=d).map(|c| exp(ln_binomial(x, c as f64, probability(h)))).sum(),
            None => prior.cdf(at(total + 0.5)),
        };
        let contradicted = reach < LEAST_REACH || !top.is_finite();
        if top.is_finite() {
            weights.iter_mut().for_each(|w| *w = exp(*w - top));
        } else {
            weights.fill(0.0);
            if let Some(last) = weights.last_mut() {
                *last = 1.0;
            }
        }
        Self::normalised(weights, contradicted)
    }

    /// The law with weights in proportion to these, which are not all 0.
    #[must_use]
    pub fn of(weights: Vec<f64>) -> Self {
        Self::normalised(weights, false)
    }

    fn normalised(mut weights: Vec<f64>, contradicted: bool) -> Self {
        let sum: f64 = weights.iter().sum();
        let mut cumulated = Vec::with_capacity(weights.len());
        let mut reached = 0.0;
        for weight in &mut weights {
            *weight /= sum;
            reached += *weight;
            cumulated.push(reached);
        }
        DivertedLaw { weights, cumulated, contradicted }
    }

    /// The probabilities of 0, 1, 2, ... diverted votes.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The number of diverted votes at which the law reaches `uniform`.
    #[must_use]
    pub fn at(&self, uniform: f64) -> u64 {
        let top = self.cumulated.last().copied().unwrap_or(1.0);
        let place = self.cumulated.partition_point(|&reached| reached <= uniform * top);
        place.min(self.weights.len().saturating_sub(1)) as u64
    }

    /// The law of the sum of independent diverted votes.
    #[must_use]
    pub fn sum<'a>(laws: impl IntoIterator<Item = &'a DivertedLaw>) -> Vec<f64> {
        let mut sum = vec![1.0];
        for law in laws {
            let mut next = vec![0.0; sum.len() + law.weights.len() - 1];
            for (i, &a) in sum.iter().enumerate().filter(|&(_, &a)| a > 1e-18) {
                for (b, place) in law.weights.iter().zip(&mut next[i..]) {
                    *place += a * b;
                }
            }
            sum = next;
        }
        sum
    }
}

/// ln P(C = c | x arrived) under a flat prior on how many were meant: negative binomial.
fn ln_binomial(x: f64, c: f64, rate: f64) -> f64 {
    if rate <= 0.0 {
        return if c == 0.0 { 0.0 } else { f64::NEG_INFINITY };
    }
    ln_choose(x + c, c) + c * log(rate) + (x + 1.0) * log1p(-rate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::RateLaw;
    use crate::stats::rates::Route;

    fn own(typical: f64) -> OwnSupportLaw {
        OwnSupportLaw { typical, guessed: false, degrees: 10.0, location: 0.01, scale: 0.79 }
    }

    #[test]
    fn the_reference_of_alappuzha_2004_is_met() {
        // V M Sudheeran polled 334,485, V S Sudheeran 8,282; 1,010 votes were needed.
        let rate = RateLaw::Logit { location: -6.0, scale: 1.5, drop: 0.0 };
        let route = Route { open: 2.0 / 3.0, rate };
        let law = DivertedLaw::new(334_485, 8_282, &HazardLaw::sum(&[route]), &own(2_024.0));
        let flip: f64 = law.weights()[1_010..].iter().sum();
        assert!((flip - 0.6112).abs() < 2e-4, "{flip}");
    }

    #[test]
    fn quantiles_walk_the_law_from_end_to_end() {
        let route = Route { open: 0.5, rate: RateLaw::Logit { location: -5.0, scale: 1.0, drop: 0.0 } };
        let law = DivertedLaw::new(10_000, 60, &HazardLaw::sum(&[route]), &own(30.0));
        assert!((law.weights().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(law.at(0.0), 0);
        assert!(law.at(0.999_999_999) <= 60 && law.at(1.0) <= 60);
    }

    #[test]
    fn a_rate_of_nothing_diverts_nothing_and_an_impossible_rate_all() {
        let fixed = |rate| HazardLaw::sum(&[Route { open: 1.0, rate: RateLaw::Fixed(rate) }]);
        assert_eq!(DivertedLaw::new(1_000, 50, &fixed(0.0), &own(30.0)).at(0.999), 0);
        let high = HazardLaw::sum(&[Route { open: 1.0, rate: RateLaw::Uniform { low: 0.5, high: 0.9 } }]);
        let law = DivertedLaw::new(1_000, 50, &high, &own(30.0));
        assert!(law.contradicted && law.at(0.5) == 50);
    }
}
