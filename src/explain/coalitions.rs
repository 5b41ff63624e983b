//! Every combination of stories over many draws, in whole numbers only: merging is addition.

use super::Chance;
use super::arithmetic::Possible;
use crate::model::Model;

/// What was counted of every combination; bit `i` of an index says whether story `i` is switched on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coalitions {
    /// Draws.
    pub draws: u64,
    /// Draws in which who won changes, by combination.
    pub flips: Vec<u64>,
    /// The sum of the principal's margin over the rival, by combination.
    pub margins: Vec<i128>,
    /// By story: draws in which all of them change who won and all but it do not, and the reverse.
    pub lost: Vec<(u64, u64)>,
}

impl Coalitions {
    /// Nothing counted yet of a model's stories.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let stories = model.stories.len();
        Coalitions {
            draws: 0,
            flips: vec![0; 1 << stories],
            margins: vec![0; 1 << stories],
            lost: vec![(0, 0); stories],
        }
    }

    /// Adds what was counted of other draws of the same model.
    pub fn merge(&mut self, other: &Coalitions) {
        self.draws += other.draws;
        self.flips.iter_mut().zip(&other.flips).for_each(|(a, b)| *a += b);
        self.margins.iter_mut().zip(&other.margins).for_each(|(a, b)| *a += b);
        self.lost.iter_mut().zip(&other.lost).for_each(|(a, b)| *a = (a.0 + b.0, a.1 + b.1));
    }

    /// Counts one draw, given which combinations change who won and the margins.
    pub(super) fn record(&mut self, flips: &[bool], margins: &[i64]) {
        self.draws += 1;
        for ((count, sum), (&flip, &margin)) in
            self.flips.iter_mut().zip(&mut self.margins).zip(flips.iter().zip(margins))
        {
            *count += u64::from(flip);
            *sum += i128::from(margin);
        }
        let all = flips.len() - 1;
        for (place, lost) in self.lost.iter_mut().enumerate() {
            let without = flips[all & !(1 << place)];
            lost.0 += u64::from(flips[all] && !without);
            lost.1 += u64::from(!flips[all] && without);
        }
    }
}

/// The worth of every combination, however it was come by.
pub(super) struct Worth {
    /// P(who won changes).
    pub flip: Vec<f64>,
    /// The principal's expected margin over the rival.
    pub margin: Vec<f64>,
    /// By story: what is lost of the first when it alone is switched off, and the Monte Carlo error of that.
    pub lost: Vec<(f64, f64)>,
    /// Draws; 0 where nothing was drawn.
    pub draws: u64,
}

impl Worth {
    /// Of what was counted.
    pub fn of_counts(counts: &Coalitions) -> Self {
        let draws = counts.draws.max(1) as f64;
        let lost = |&(fewer, more): &(u64, u64)| {
            let (fewer, more) = (fewer as f64 / draws, more as f64 / draws);
            // The variance of a difference of two indicators that are seen on the same draws.
            let variance = fewer + more - (fewer - more) * (fewer - more);
            (fewer - more, libm::sqrt(variance.max(0.0) / draws))
        };
        Worth {
            flip: counts.flips.iter().map(|&flips| flips as f64 / draws).collect(),
            margin: counts.margins.iter().map(|&sum| sum as f64 / draws).collect(),
            lost: counts.lost.iter().map(lost).collect(),
            draws: counts.draws,
        }
    }

    /// P(who won changes) of a combination that arithmetic may have decided already.
    pub fn chance(&self, set: usize, possible: Possible) -> Chance {
        let probability = self.flip[set];
        let error =
            if self.draws == 0 { 0.0 } else { libm::sqrt(probability * (1.0 - probability) / self.draws as f64) };
        Chance { probability, standard_error: error, proved: possible != Possible::Sometimes }
    }
}

/// What rounding leaves of the sums of a law, against the larger of two of them.
const ROUNDING: f64 = 1e-13;

/// The difference of two probabilities that were added up in floating point; 0 where they differ by no more than that.
pub(super) fn difference(one: f64, other: f64) -> f64 {
    let difference = one - other;
    if difference.abs() <= ROUNDING * one.abs().max(other.abs()) { 0.0 } else { difference }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounding_leaves_is_no_difference() {
        assert_eq!(difference(0.3, 0.1 + 0.2).to_bits(), 0.0_f64.to_bits());
        assert_eq!(difference(0.0, 0.0), 0.0);
        assert_eq!((difference(1e-14, 0.0), difference(0.0, 1e-14)), (1e-14, -1e-14));
        assert_eq!(difference(0.5, 0.4), 0.5 - 0.4);
    }
}
