//! A contest to come in which a namesake leads by the votes as meant, and loses that lead to another namesake.

use super::joint::Joint;
use super::own_support::{MOST_TERMS, NEGLIGIBLE, OwnSupport, UNCOUNTED, UNLIKELY, last, place};
use super::{Exact, cumulated, diverted};
use crate::model::Model;

/// A namesake that could have more votes than everybody who is nobody's namesake.
struct Contender {
    /// Its group, and its place there.
    group: usize,
    place: usize,
    own: OwnSupport,
}

/// The probability that a namesake leads by the votes as meant, with more than `most` votes of its own, and another namesake is
/// recorded as the winner or level; `None` where a sum would take too long.
///
/// It is a sum over pairs. That two others overtake at once is counted twice, and joins the error.
pub(super) fn namesakes(model: &Model, most: usize) -> Option<Exact> {
    let (mut sum, mut error) = (0.0, 0.0);
    let mut contenders = Vec::new();
    let mut laws = vec![Vec::new(); model.groups.len()];
    for (group, of) in model.groups.iter().enumerate() {
        for (at, namesake) in of.namesakes.iter().enumerate() {
            let own = OwnSupport::new(model, namesake);
            if own.most() + place(model.known[of.principal]) > most {
                contenders.push(Contender { group, place: at, own });
            }
        }
    }
    if contenders.len() < 2 || contenders.iter().all(|one| one.chance(most) < NEGLIGIBLE) {
        return Some(Exact { probability: 0.0, error: 0.0 });
    }
    for contender in &contenders {
        if laws[contender.group].is_empty() {
            laws[contender.group] = diverted::of(model, &model.groups[contender.group], usize::MAX, 1.0)?;
        }
    }
    for leader in contenders.iter().filter(|leader| leader.chance(most) >= NEGLIGIBLE) {
        let others: Vec<&Contender> = contenders.iter().filter(|other| !std::ptr::eq(*other, leader)).collect();
        for (at, other) in others.iter().enumerate() {
            let twice: f64 = others[at + 1..].iter().map(|third| other.reaches_with(third, &laws, most)).sum();
            error += leader.chance(most) * twice;
            let at_most = leader.chance(most) * other.reaches(&laws, most);
            if at_most < NEGLIGIBLE {
                error += at_most;
                continue;
            }
            match leader.overtaken(other, model, &laws, most, &mut error) {
                Some(overtaken) => sum += overtaken,
                None => error += at_most,
            }
        }
    }
    (error <= UNCOUNTED).then_some(Exact { probability: sum, error })
}

impl Contender {
    /// P(more than `most` votes of its own).
    fn chance(&self, most: usize) -> f64 {
        1.0 - self.own.below(most + 1)
    }

    /// P(more than `most` votes, were all votes that its group diverts its own).
    fn reaches(&self, laws: &[Vec<f64>], most: usize) -> f64 {
        let law = laws[self.group].iter().enumerate();
        law.map(|(d, p)| p * (1.0 - self.own.below((most + 1).saturating_sub(d)))).sum()
    }

    /// The same of two at once.
    fn reaches_with(&self, other: &Contender, laws: &[Vec<f64>], most: usize) -> f64 {
        if self.group != other.group {
            return self.reaches(laws, most) * other.reaches(laws, most);
        }
        let at = |own: &OwnSupport, d: usize| 1.0 - own.below((most + 1).saturating_sub(d));
        laws[self.group].iter().enumerate().map(|(d, p)| p * at(&self.own, d) * at(&other.own, d)).sum()
    }

    /// P(it has more than `most` votes of its own and more than the other, and no more as recorded); `None` where that
    /// would take too long.
    fn overtaken(
        &self,
        other: &Contender,
        model: &Model,
        laws: &[Vec<f64>],
        most: usize,
        error: &mut f64,
    ) -> Option<f64> {
        let (one, two) = (&self.own, &other.own);
        if (one.most() - most).saturating_mul(two.most() - two.stated + 1) > MOST_TERMS {
            return None;
        }
        let gains = self.gains_of(other, model, laws, error)?;
        let behind = |x: usize| -> f64 {
            let others = two.stated..x.min(two.most() + 1);
            others.map(|y| two.mass(y) * gains.get(x - y).copied().unwrap_or(0.0)).sum()
        };
        Some((most + 1..=one.most()).map(|x| one.mass(x) * behind(x)).sum())
    }

    /// P(the other gains at least 0, 1, ... votes more).
    fn gains_of(&self, other: &Contender, model: &Model, laws: &[Vec<f64>], error: &mut f64) -> Option<Vec<f64>> {
        let joint = |of: &Contender, alone: &[usize], error: &mut f64| {
            let law = &laws[of.group];
            Joint::new(model, &model.groups[of.group], alone, law, last(law, UNLIKELY), error)
        };
        if self.group == other.group {
            return Some(joint(self, &[self.place, other.place], error)?.second_gains());
        }
        let mut own = |of: &Contender| {
            let alone = model.groups[of.group].namesakes.len() == 1;
            if alone { Some(laws[of.group].clone()) } else { Some(joint(of, &[of.place], error)?.first()) }
        };
        let (one, two) = (own(self)?, own(other)?);
        if one.len().saturating_mul(two.len()) > MOST_TERMS {
            return None;
        }
        let more: Vec<f64> = cumulated(&two).into_iter().map(|sum| (1.0 - sum).max(0.0)).collect();
        let least = |votes: usize| if votes == 0 { 1.0 } else { more.get(votes - 1).copied().unwrap_or(0.0) };
        Some((0..two.len()).map(|by| one.iter().enumerate().map(|(d, p)| p * least(by + d)).sum()).collect())
    }
}
