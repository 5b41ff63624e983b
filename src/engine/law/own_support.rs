//! The own support of a namesake of a contest to come in whole votes, and what sums over whole votes leave out.

use super::cumulated;
use crate::model::{Model, Namesake};

/// The largest numbers of diverted votes are left out with this probability.
pub(super) const UNLIKELY: f64 = 1e-10;

/// What is left out of a distribution, as a probability.
pub(super) const NEGLIGIBLE: f64 = 1e-12;

/// The probability, at most, of what no sum counts: that one of many namesakes of one principal comes first. It joins the error.
pub(super) const UNCOUNTED: f64 = 8e-6;

/// A sum of more terms would take seconds.
pub(super) const MOST_TERMS: usize = 300_000_000;

/// A number of votes as a place in a list.
pub(super) fn place(votes: i64) -> usize {
    usize::try_from(votes).unwrap_or(0)
}

/// The largest number that is not next to impossible, or left to all beyond it.
pub(super) fn last(law: &[f64], unlikely: f64) -> usize {
    let mut beyond = 0.0;
    let last = law.iter().rposition(|&p| {
        beyond += p;
        beyond > unlikely
    });
    last.unwrap_or(0)
}

/// A namesake's own support in whole votes.
pub(super) struct OwnSupport {
    /// P(own support < `stated`), P(own support < `stated` + 1), ...
    below: Vec<f64>,
    /// What is stated; else 0.
    pub stated: usize,
}

impl OwnSupport {
    pub fn new(model: &Model, namesake: &Namesake) -> Self {
        let (stated, masses) = if let Some(votes) = namesake.votes {
            (usize::try_from(votes).unwrap_or(usize::MAX), vec![1.0])
        } else {
            // Nobody has more than there is room for.
            let mut masses = namesake.own_support.masses(place(model.room));
            let more = 1.0 - masses.iter().sum::<f64>();
            if let Some(last) = masses.last_mut() {
                *last += more.max(0.0);
            }
            (0, masses)
        };
        let below = std::iter::once(0.0).chain(cumulated(&masses)).collect();
        OwnSupport { below, stated }
    }

    pub fn most(&self) -> usize {
        self.stated + self.below.len() - 2
    }

    /// P(own support and diverted votes < 0, 1, ...).
    pub fn and(&self, law: &[f64]) -> Vec<f64> {
        let masses: Vec<f64> = self.below.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let sum = super::convolution::joined(&masses, law);
        let before = std::iter::repeat_n(0.0, self.stated + 1);
        before.chain(cumulated(&sum)).collect()
    }

    /// P(own support = votes).
    pub fn mass(&self, votes: usize) -> f64 {
        self.below(votes + 1) - self.below(votes)
    }

    /// P(own support < votes).
    pub fn below(&self, votes: usize) -> f64 {
        let at = votes.saturating_sub(self.stated);
        if at + 1 >= self.below.len() { 1.0 } else { self.below[at] }
    }
}
