//! What booth returns say of a namesake's votes: which share of them was diverted, booth by booth, in
//! each of many equally probable cases.
//!
//! Given the rates of a case, the votes of a booth are own support and diverted votes mixed, and each
//! of them is diverted with the same probability: the diverted ones are a binomial part (thinning).

use crate::stats::special::{normal_cdf, normal_density};

/// The rates of one segment: votes for the namesake per vote of the others and per vote of the
/// principal, the latter as own support and as confusion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Own support per vote of the others.
    pub own: f64,
    /// Own support per vote of the principal.
    pub lean: f64,
    /// Diverted votes per vote of the principal.
    pub odds: f64,
}

impl Rates {
    /// The share of the namesake's votes that was diverted where the others and the principal have so many.
    #[must_use]
    pub fn share(&self, others: f64, principal: f64) -> f64 {
        let diverted = self.odds * principal;
        let all = self.own * others + self.lean * principal + diverted;
        if all > 0.0 { diverted / all } else { 0.0 }
    }
}

/// Equally probable cases for one namesake.
#[derive(Debug, Clone, PartialEq)]
pub struct Thinning {
    /// Votes of everybody but principal and namesake, cell by cell of the world.
    pub others: Vec<u32>,
    /// For every case the rates of every segment of the world, the postal one included.
    pub cases: Vec<Vec<Rates>>,
}

/// What booth returns say of a namesake, and what follows for all its votes together.
#[derive(Debug, Clone, PartialEq)]
pub struct Thinned {
    /// The rates of booths in equally probable cases.
    pub thinning: Thinning,
    /// P(0 votes diverted), P(1), ..., as a mean over the cases.
    pub law: Vec<f64>,
    /// What bounds the error of its sums.
    pub error: f64,
}

impl Thinning {
    /// The case at a uniform number between 0 and 1.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    pub fn case(&self, uniform: f64) -> &[Rates] {
        let place = (uniform * self.cases.len() as f64) as usize;
        &self.cases[place.min(self.cases.len() - 1)]
    }

    /// The law of the diverted votes: the mean over the cases of the law of a sum of binomials; and what bounds the error of
    /// its sums.
    #[must_use]
    pub fn law(&self, principal: &[u32], votes: &[u32], starts: &[usize]) -> (Vec<f64>, f64) {
        let mut error = 0.0;
        let total = votes.iter().map(|&v| v as usize).sum::<usize>();
        let mut weights = vec![0.0; total + 1];
        for case in &self.cases {
            let mut moments = Moments::default();
            for (segment, rates) in case.iter().enumerate() {
                for cell in starts[segment]..starts[segment + 1] {
                    let share = rates.share(f64::from(self.others[cell]), f64::from(principal[cell]));
                    moments.add(f64::from(votes[cell]), share);
                }
            }
            error += moments.into_weights(&mut weights) / self.cases.len() as f64;
        }
        let sum: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
        (weights, error)
    }
}

/// Mean, variance and third central moment of a sum of binomials.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    mean: f64,
    variance: f64,
    third: f64,
}

/// Below this variance the sum may be taken for a single binomial of the same mean; above, and where booths differ too much for
/// that, for a normal law with its skewness corrected (Volkova 1996), whose error falls like one over the variance.
const SMALL: f64 = 40.0;

/// Errors of the two, as the largest found among 8,000 sums of binomials that were made up and counted out, and a quarter more:
/// of the normal law times the variance, of the same where the variance is below 1, and of the binomial over the part by which
/// its variance is too large (Ehm 1991 shows that its error is in proportion to that).
const NORMAL: (f64, f64) = (0.04, 0.125);
const BINOMIAL: f64 = 0.3;

impl Moments {
    fn add(&mut self, votes: f64, share: f64) {
        self.mean += votes * share;
        self.variance += votes * share * (1.0 - share);
        self.third += votes * share * (1.0 - share) * (1.0 - 2.0 * share);
    }

    /// Adds the law of the sum, and returns what bounds the error of its sums.
    fn into_weights(self, weights: &mut [f64]) -> f64 {
        let total = weights.len() - 1;
        if self.variance < 1e-9 {
            // Every vote is certain.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
            let place = libm::round(self.mean) as usize;
            weights[place.min(total)] += 1.0;
            return 1e-9;
        }
        let excess = self.mean * (1.0 - self.mean / total as f64) / self.variance - 1.0;
        let alike = (BINOMIAL * excess).max(1e-12);
        let normal = if self.variance < 1.0 { NORMAL.1 } else { NORMAL.0 / self.variance };
        if self.variance < SMALL && alike < normal {
            binomial(total, self.mean, weights);
            return alike;
        }
        let sd = libm::sqrt(self.variance);
        let skew = self.third / (6.0 * self.variance * sd);
        let below = |count: f64| {
            let z = (count + 0.5 - self.mean) / sd;
            (normal_cdf(z) + skew * (1.0 - z * z) * normal_density(z)).clamp(0.0, 1.0)
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
        let (low, high) = ((self.mean - 9.0 * sd).max(0.0) as usize, ((self.mean + 9.0 * sd) as usize).min(total));
        let mut before = 0.0;
        for (count, weight) in weights.iter_mut().enumerate().take(high + 1).skip(low) {
            let reached = if count == high { 1.0 } else { below(count as f64).max(before) };
            *weight += reached - before;
            before = reached;
        }
        normal
    }
}

/// Adds a binomial law of so many votes and this mean, walking up from none or, where most are
/// diverted, down from all.
fn binomial(total: usize, mean: f64, weights: &mut [f64]) {
    let share = if total > 0 { mean / total as f64 } else { 0.0 };
    let mirrored = share > 0.5;
    let p = if mirrored { 1.0 - share } else { share };
    let mut term = libm::exp(total as f64 * libm::log1p(-p));
    let mut left = 1.0;
    for k in 0..=total {
        let here = if k == total { left } else { term.min(left) };
        weights[if mirrored { total - k } else { k }] += here;
        left -= here;
        if left <= 1e-15 {
            break;
        }
        term *= (total - k) as f64 / (k + 1) as f64 * p / (1.0 - p);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The law of a sum of binomials by convolution.
    fn convolved(parts: &[(usize, f64)]) -> Vec<f64> {
        let mut law = vec![1.0];
        for &(n, p) in parts {
            for _ in 0..n {
                law.resize(law.len() + 1, 0.0);
                for k in (0..law.len()).rev() {
                    law[k] = law[k] * (1.0 - p) + if k > 0 { law[k - 1] * p } else { 0.0 };
                }
            }
        }
        law
    }

    #[test]
    fn the_law_of_one_case_is_that_of_its_binomials() {
        let rates = |odds| vec![Rates { own: 0.002, lean: 0.003, odds }];
        for (odds, tolerance) in [(0.015, 2e-4), (0.0, 1e-15), (0.000_02, 2e-3), (40.0, 2e-3)] {
            let votes: Vec<u32> = (0..60).map(|b| b % 13).collect();
            let principal: Vec<u32> = (0..60).map(|b| 50 + 7 * b).collect();
            let others: Vec<u32> = (0..60).map(|b| 500 - 8 * b).collect();
            let thinning = Thinning { others: others.clone(), cases: vec![rates(odds)] };
            let (law, error) = thinning.law(&principal, &votes, &[0, 60]);
            let parts: Vec<(usize, f64)> = (0..60)
                .map(|b| (votes[b] as usize, rates(odds)[0].share(f64::from(others[b]), f64::from(principal[b]))))
                .collect();
            let exact = convolved(&parts);
            let (mut ours, mut theirs, mut worst) = (0.0, 0.0, 0.0_f64);
            for (a, b) in law.iter().zip(&exact) {
                (ours, theirs) = (ours + a, theirs + b);
                worst = worst.max((ours - theirs).abs());
            }
            assert!(worst < tolerance && worst <= error.max(1e-12), "{worst} at odds {odds}, not within {error}");
        }
    }

    #[test]
    fn booths_that_differ_are_no_binomial() {
        // Half of the booths all diverted, and half of them hardly: one binomial of that mean misses by a quarter.
        for rare in [0.01, 0.2] {
            let parts: Vec<(usize, f64)> = (0..20).map(|b| (5, if b % 2 == 0 { 1.0 } else { rare })).collect();
            let (mut moments, mut weights) = (Moments::default(), vec![0.0; 101]);
            parts.iter().for_each(|&(n, p)| moments.add(n as f64, p));
            let error = moments.into_weights(&mut weights);
            let (mut ours, mut theirs, mut worst) = (0.0, 0.0, 0.0_f64);
            for (a, b) in weights.iter().zip(&convolved(&parts)) {
                (ours, theirs) = (ours + a, theirs + b);
                worst = worst.max((ours - theirs).abs());
            }
            assert!(worst <= error && error < 0.2, "{worst}, not within {error}");
        }
    }
}
