//! One candidate's votes booth by booth against another's: the arrays and their likelihood.
//!
//! Every model of this room gives a segment two rates: A votes per vote of the others, and B per vote
//! of the principal. The mean of a booth is then mu = A o + B t, and its count is negative binomial
//! with a variance of mu + mu^2 / size.

use libm::{lgamma, log};

/// Booths side by side, sorted by segment.
#[derive(Debug, Clone)]
pub(super) struct Booths {
    /// The principal's votes.
    pub principal: Vec<f64>,
    /// The votes of everybody else but the candidate in question.
    pub others: Vec<f64>,
    /// The votes of the candidate in question.
    pub votes: Vec<f64>,
    /// The first booth of each segment, and the number of booths at the end.
    pub starts: Vec<usize>,
    /// Votes of the others and of the principal, by segment.
    polled: Vec<(f64, f64)>,
    /// How many booths have more than k votes, for k = 0, 1, 2, ...
    above: Vec<f64>,
}

/// A count this small keeps a booth in which nobody could have voted from being impossible.
const LEAST_MEAN: f64 = 1e-9;

/// First derivatives and information of the log-likelihood by the two rates of a segment.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slopes {
    pub by_others: f64,
    pub by_principal: f64,
    pub others_others: f64,
    pub others_principal: f64,
    pub principal_principal: f64,
}

impl Booths {
    pub fn new(principal: Vec<f64>, others: Vec<f64>, votes: Vec<f64>, starts: Vec<usize>) -> Self {
        let most = votes.iter().copied().fold(0.0, f64::max);
        let mut above = Vec::new();
        while (above.len() as f64) < most {
            let k = above.len() as f64;
            above.push(votes.iter().filter(|&&x| x > k).count() as f64);
        }
        let sum = |votes: &[f64], ends: &[usize]| votes[ends[0]..ends[1]].iter().sum::<f64>();
        let polled = starts.windows(2).map(|ends| (sum(&others, ends), sum(&principal, ends))).collect();
        Booths { principal, others, votes, starts, polled, above }
    }

    /// The votes of the others and of the principal in a segment.
    pub fn polled(&self, segment: usize) -> (f64, f64) {
        self.polled[segment]
    }

    pub fn segments(&self) -> usize {
        self.starts.len() - 1
    }

    pub fn total(&self) -> f64 {
        self.votes.iter().sum()
    }

    /// The mean of one booth.
    pub fn expected(&self, booth: usize, rates: (f64, f64)) -> f64 {
        rates.0 * self.others[booth] + rates.1 * self.principal[booth] + LEAST_MEAN
    }

    /// ln of the probability of all counts, under the rates of every segment and one size.
    pub fn log_likelihood(&self, rates: &[(f64, f64)], size: f64) -> f64 {
        let mut sum = 0.0;
        for (segment, &rates) in rates.iter().enumerate() {
            for booth in self.starts[segment]..self.starts[segment + 1] {
                let (mean, x) = (self.expected(booth, rates), self.votes[booth]);
                let lonely = if x > 0.0 { x * log(mean) } else { 0.0 };
                sum += lonely - (x + size) * log(mean + size);
            }
        }
        // ln Gamma(x + size) - ln Gamma(size) is the sum of ln(size + k) over k below x.
        let rising: f64 = self.above.iter().zip(0_u32..).map(|(&booths, k)| booths * log(size + f64::from(k))).sum();
        sum + self.votes.len() as f64 * size * log(size) + rising - self.constant()
    }

    fn constant(&self) -> f64 {
        // Summed anew it costs less than it would to keep in step.
        self.above.iter().zip(1_u32..).map(|(&booths, k)| booths * log(f64::from(k))).sum()
    }

    /// Derivatives by the two rates of one segment; the information is the expected one, so that it
    /// is positive everywhere.
    pub fn slopes(&self, segment: usize, rates: (f64, f64), size: f64) -> Slopes {
        let mut sums = Slopes::default();
        for booth in self.starts[segment]..self.starts[segment + 1] {
            let (mean, x) = (self.expected(booth, rates), self.votes[booth]);
            let (o, t) = (self.others[booth], self.principal[booth]);
            let slope = x / mean - (x + size) / (mean + size);
            let weight = size / (mean * (mean + size));
            sums.by_others += slope * o;
            sums.by_principal += slope * t;
            sums.others_others += weight * o * o;
            sums.others_principal += weight * o * t;
            sums.principal_principal += weight * t * t;
        }
        sums
    }
}

/// ln of the negative binomial probability of `x` with this mean and a variance of mean + mean^2 / size.
pub(super) fn log_negative_binomial(x: f64, mean: f64, size: f64) -> f64 {
    lgamma(x + size) - lgamma(size) - lgamma(x + 1.0) + size * log(size / (mean + size)) + x * log(mean / (mean + size))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Booths {
        Booths::new(
            vec![100.0, 50.0, 300.0, 20.0],
            vec![40.0, 250.0, 10.0, 400.0],
            vec![3.0, 0.0, 9.0, 2.0],
            vec![0, 2, 4],
        )
    }

    #[test]
    fn the_sum_is_that_of_the_single_booths() {
        let (booths, rates) = (some(), [(0.004, 0.02), (0.001, 0.03)]);
        let single: f64 =
            (0..4).map(|b| log_negative_binomial(booths.votes[b], booths.expected(b, rates[b / 2]), 2.5)).sum();
        assert!((booths.log_likelihood(&rates, 2.5) - single).abs() < 1e-10);
    }

    #[test]
    fn derivatives_are_those_of_the_likelihood() {
        let (booths, size) = (some(), 2.5);
        let at = |a: f64, b: f64| booths.log_likelihood(&[(a, b), (0.001, 0.03)], size);
        let slopes = booths.slopes(0, (0.004, 0.02), size);
        let step = 1e-7;
        assert!(((at(0.004 + step, 0.02) - at(0.004 - step, 0.02)) / (2.0 * step) - slopes.by_others).abs() < 1e-3);
        assert!(((at(0.004, 0.02 + step) - at(0.004, 0.02 - step)) / (2.0 * step) - slopes.by_principal).abs() < 1e-3);
    }
}
