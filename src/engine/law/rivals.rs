//! Whom else a leader of a contest to come must stay ahead of: another principal, whose own votes go astray too, and namesakes,
//! whose own support is uncertain.

use super::{cumulated, diverted};
use crate::model::{Group, Model, Namesake};

/// What is left out of a distribution, as a probability.
pub(super) const NEGLIGIBLE: f64 = 1e-12;

/// A number of votes as a place in a list.
pub(super) fn place(votes: i64) -> usize {
    usize::try_from(votes).unwrap_or(0)
}

/// Another principal and one namesake, as far as they can reach what the leader has left.
pub(super) struct Rival {
    /// The principal's votes; 0 where they are out of reach.
    principal: usize,
    pub law: Vec<f64>,
    /// P(diverted votes > 0, 1, ...).
    more: Vec<f64>,
    /// The namesake's own support, where it can reach it.
    pub own: Option<OwnSupport>,
    /// P(own support and diverted votes < 0, 1, ...) then.
    together: Vec<f64>,
}

impl Rival {
    /// None where neither reaches `least` votes. That one of several namesakes does joins the error.
    pub fn new(model: &Model, group: &Group, least: usize, error: &mut f64) -> Option<Vec<Rival>> {
        let principal = place(model.known[group.principal]);
        let supports: Vec<OwnSupport> =
            group.namesakes.iter().map(|namesake| OwnSupport::new(model, namesake)).collect();
        let most = supports.iter().map(OwnSupport::most).max().unwrap_or(0);
        let within = model.may_win_alone[group.principal] && principal >= least;
        if !within && most + principal < least {
            return Some(Vec::new());
        }
        let law = diverted::of(model, group, 1.0)?;
        let reached = |own: &OwnSupport| -> f64 {
            law.iter().enumerate().map(|(d, p)| p * (1.0 - own.below(least.saturating_sub(d)))).sum()
        };
        let chance: f64 = supports.iter().map(reached).sum();
        let mut own = None;
        if chance > NEGLIGIBLE {
            match <[OwnSupport; 1]>::try_from(supports) {
                Ok([one]) => own = Some(one),
                Err(_) => *error += chance,
            }
        }
        if !within && own.is_none() {
            return Some(Vec::new());
        }
        let together = own.as_ref().map_or_else(Vec::new, |own| own.and(&law));
        let reached = cumulated(&law).into_iter().map(|sum| (1.0 - sum).max(0.0));
        Some(vec![Rival { principal: if within { principal } else { 0 }, more: reached.collect(), law, own, together }])
    }

    /// The probability that both stay below so many votes.
    pub fn below(&self, votes: usize) -> f64 {
        // As many have to go astray.
        let least = (self.principal + 1).saturating_sub(votes);
        let astray = if least == 0 { 1.0 } else { self.more.get(least - 1).copied().unwrap_or(0.0) };
        match &self.own {
            None => astray,
            // Where the namesake reaches them, more than enough of the principal's votes have gone astray.
            Some(own) if votes >= least + own.most() => {
                let reached = 1.0 - self.together.get(votes).copied().unwrap_or(1.0);
                (astray - reached).max(0.0)
            }
            Some(own) => {
                let astray = self.law.iter().enumerate().take(votes).skip(least);
                astray.map(|(d, p)| p * own.below(votes - d)).sum()
            }
        }
    }

    /// How many terms [`Rival::below`] adds up at the most, for that many votes or more.
    pub fn terms(&self, votes: usize) -> usize {
        let least = (self.principal + 1).saturating_sub(votes);
        match &self.own {
            Some(own) if votes < least + own.most() => self.law.len(),
            _ => 1,
        }
    }
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
    fn and(&self, law: &[f64]) -> Vec<f64> {
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
