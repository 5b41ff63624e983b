//! Whom else a leader of a contest to come must stay ahead of: another principal, whose own votes go astray too, and namesakes,
//! whose own support is uncertain.

use super::joint::Joint;
use super::own_support::{NEGLIGIBLE, OwnSupport, UNLIKELY, last, place};
use super::split::PARTS;
use super::{cumulated, diverted};
use crate::model::{Group, Model};

/// The namesakes of one principal, as far as they could come first.
pub(super) enum Namesakes {
    /// None of them could.
    Behind,
    /// There is one, to whom all of the diverted votes go.
    One(OwnSupport),
    /// Some of several, with how diverted votes are split among them.
    Several(Vec<OwnSupport>, Joint),
}

impl Namesakes {
    /// Of a group whose diverted votes have the distribution `law`: who could have as many as `left` says for a number of
    /// diverted votes up to `most`. That one does who is left out, because of too many to count with, joins the error.
    pub fn new(
        model: &Model,
        group: &Group,
        law: &[f64],
        (left, most): (impl Fn(usize) -> usize, usize),
        error: &mut f64,
    ) -> Self {
        let reaches = |own: &OwnSupport| -> f64 {
            let law = law.iter().enumerate().take(most + 1);
            law.map(|(d, p)| p * (1.0 - own.below(left(d).saturating_sub(d)))).sum()
        };
        let supports = group.namesakes.iter().map(|namesake| OwnSupport::new(model, namesake));
        let mut within: Vec<(usize, OwnSupport, f64)> = supports
            .enumerate()
            .map(|(at, own)| {
                let chance = reaches(&own);
                (at, own, chance)
            })
            .filter(|one| one.2 > NEGLIGIBLE)
            .collect();
        if within.is_empty() {
            return Namesakes::Behind;
        }
        if group.namesakes.len() == 1
            && let Some((_, own, _)) = within.pop()
        {
            return Namesakes::One(own);
        }
        within.sort_by(|a, b| b.2.total_cmp(&a.2));
        // All that are not counted by themselves are one part more.
        let apart = if group.namesakes.len() > PARTS { PARTS - 1 } else { PARTS };
        *error += within.iter().skip(apart).map(|one| one.2).sum::<f64>();
        within.truncate(apart);
        let chance = within.iter().map(|one| one.2).sum::<f64>();
        let (alone, own): (Vec<usize>, Vec<OwnSupport>) = within.into_iter().map(|(at, own, _)| (at, own)).unzip();
        if let Some(joint) = Joint::new(model, group, &alone, law, most, error) {
            return Namesakes::Several(own, joint);
        }
        *error += chance;
        Namesakes::Behind
    }

    /// P(`total` votes are diverted, and no namesake has as many as `votes`).
    pub fn below(&self, law: &[f64], total: usize, votes: usize) -> f64 {
        match self {
            Namesakes::Behind => law[total],
            Namesakes::One(own) => law[total] * own.below(votes.saturating_sub(total)),
            Namesakes::Several(own, joint) => joint.below(total, votes, own),
        }
    }

    /// P(no namesake has as many as `votes` of its own).
    pub fn begin_below(&self, votes: usize) -> f64 {
        match self {
            Namesakes::Behind => 1.0,
            Namesakes::One(own) => own.below(votes),
            Namesakes::Several(own, _) => own.iter().map(|own| own.below(votes)).product(),
        }
    }
}

/// Another principal and its namesakes, as far as they can reach what the leader has left.
pub(super) struct Rival {
    /// The principal's votes; 0 where they are out of reach.
    principal: usize,
    law: Vec<f64>,
    /// P(diverted votes > 0, 1, ...).
    more: Vec<f64>,
    namesakes: Namesakes,
    /// P(own support and diverted votes < 0, 1, ...) of a single namesake.
    together: Vec<f64>,
}

impl Rival {
    /// None where nobody reaches `least` votes. Namesakes that are not counted join the error.
    pub fn new(model: &Model, group: &Group, least: usize, error: &mut f64) -> Option<Vec<Rival>> {
        let principal = place(model.known[group.principal]);
        let most = group.namesakes.iter().map(|namesake| OwnSupport::new(model, namesake).most()).max().unwrap_or(0);
        let within = model.may_win_alone[group.principal] && principal >= least;
        if !within && most + principal < least {
            return Some(Vec::new());
        }
        let law = diverted::of(model, group, usize::MAX, 1.0)?;
        let last = last(&law, UNLIKELY);
        let namesakes = Namesakes::new(model, group, &law, (|_| least, last), error);
        if !within && matches!(namesakes, Namesakes::Behind) {
            return Some(Vec::new());
        }
        let together = if let Namesakes::One(own) = &namesakes { own.and(&law) } else { Vec::new() };
        let more = cumulated(&law).into_iter().map(|sum| (1.0 - sum).max(0.0)).collect();
        Some(vec![Rival { principal: if within { principal } else { 0 }, law, more, namesakes, together }])
    }

    /// The probability that all of them stay below so many votes.
    pub fn below(&self, votes: usize) -> f64 {
        // As many have to go astray.
        let least = (self.principal + 1).saturating_sub(votes);
        let astray = |least: usize| if least == 0 { 1.0 } else { self.more.get(least - 1).copied().unwrap_or(0.0) };
        match &self.namesakes {
            Namesakes::Behind => astray(least),
            // Where the namesake reaches them, more than enough of the principal's votes have gone astray.
            Namesakes::One(own) if votes >= least + own.most() => {
                let reached = 1.0 - self.together.get(votes).copied().unwrap_or(1.0);
                (astray(least) - reached).max(0.0)
            }
            Namesakes::One(own) => {
                let astray = self.law.iter().enumerate().take(votes).skip(least);
                astray.map(|(d, p)| p * own.below(votes - d)).sum()
            }
            Namesakes::Several(own, joint) => (least..self.law.len()).map(|d| joint.below(d, votes, own)).sum(),
        }
    }

    /// The probability that no namesake has so many votes of its own.
    pub fn begins_below(&self, votes: usize) -> f64 {
        self.namesakes.begin_below(votes)
    }

    /// How many terms [`Rival::below`] adds up at the most, for that many votes or more.
    pub fn terms(&self, votes: usize) -> usize {
        let least = (self.principal + 1).saturating_sub(votes);
        match &self.namesakes {
            Namesakes::One(own) if votes < least + own.most() => self.law.len(),
            Namesakes::Several(_, joint) => joint.cells(),
            _ => 1,
        }
    }
}
