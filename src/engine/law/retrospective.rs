//! Recorded votes: the law of what each side gains when the namesakes are gone.

use super::{return_nodes, splits};
use crate::model::{DivertedLaw, Group, Model, onward_part};

/// Combinations of a diverted count and a quadrature node that are worth a second.
const MOST_COMBINATIONS: usize = 200_000_000;

pub(super) fn flip_probability(model: &Model) -> Option<f64> {
    let focus = model.focus();
    let margin = model.known[focus.rival] - model.known[focus.principal];
    if margin < 0 {
        // He is ahead of everybody already: nothing to flip.
        return Some(0.0);
    }
    let rivals = model.groups.iter().filter(|group| group.principal == focus.rival).collect::<Vec<_>>();
    if model.groups.len() > 1 + rivals.len() || third_could_win(model, focus) {
        return None;
    }
    let ours = Gain::of(model, focus);
    let theirs = rivals.first().map(|group| Gain::of(model, group));
    // A flip takes a strict lead: our gain less theirs above the margin.
    Some(match theirs {
        None => ours.above(margin),
        Some(theirs) => theirs.values().map(|(gain, weight)| weight * ours.above(margin + gain)).sum(),
    })
}

/// Whether anybody but the two could come first by winning every namesake's vote.
fn third_could_win(model: &Model, focus: &Group) -> bool {
    let namesakes: i64 = model.groups.iter().flat_map(|g| &g.namesakes).map(|n| model.known[n.candidate]).sum();
    (0..model.known.len()).any(|c| {
        model.may_win_alone[c]
            && c != focus.principal
            && c != focus.rival
            && model.known[c] + namesakes >= model.known[focus.principal]
    })
}

/// The law of what a principal gains on his rival: returned votes, and the balance of own
/// supporters. It lies between -D and D.
struct Gain {
    weights: Vec<f64>,
    /// Probability of at least the gain of each place; one longer than the weights.
    tail: Vec<f64>,
    offset: i64,
}

impl Gain {
    fn of(model: &Model, group: &Group) -> Self {
        let polled: i64 = group.namesakes.iter().map(|n| model.known[n.candidate]).sum();
        let law = DivertedLaw::sum(group.namesakes.iter().filter_map(|n| n.diverted.as_ref()));
        let returns = return_nodes(group);
        let per_panel = (100 * law.len() * returns.len()).max(1);
        // Seven panels each way are right to 1e-6; where many votes are enumerated fewer are, too.
        let panels = (1..=7_u32).rev().find(|&p| per_panel * (p * p) as usize <= MOST_COMBINATIONS).unwrap_or(1);
        let splits = splits(group, panels);
        let places = usize::try_from(2 * polled + 1).unwrap_or(1);
        let mut weights = vec![0.0; places];
        for &(share, by_return) in &returns {
            for (count, &weight) in (0_i64..).zip(&law).filter(|&(_, &w)| w > 0.0) {
                let back = onward_part(count, share);
                for &(split, by_split) in &splits {
                    let gain = back + split.gain(polled - count);
                    if let Some(place) = usize::try_from(gain + polled).ok().and_then(|p| weights.get_mut(p)) {
                        *place += weight * by_return * by_split;
                    }
                }
            }
        }
        let mut tail = vec![0.0; places + 1];
        for place in (0..places).rev() {
            tail[place] = tail[place + 1] + weights[place];
        }
        Gain { weights, tail, offset: polled }
    }

    /// The probability of a gain above `margin`.
    fn above(&self, margin: i64) -> f64 {
        let place = margin + 1 + self.offset;
        if place <= 0 {
            return 1.0;
        }
        usize::try_from(place).ok().and_then(|p| self.tail.get(p)).copied().unwrap_or(0.0).min(1.0)
    }

    fn values(&self) -> impl Iterator<Item = (i64, f64)> {
        (-self.offset..).zip(self.weights.iter().copied()).filter(|&(_, w)| w > 0.0)
    }
}
