//! From the diverted votes of a contest that is over to who would have won.

use super::recorded::{FEWER, GroupLaw, POINTS};
use super::shared::Shared;
use super::winners::{Uncertain, wins};
use super::{Answer, Exact, panel_nodes};
use crate::election::{Outcome, outcome};
use crate::model::{Group, Model, Without, part};
use crate::stats::RateLaw;

/// Up to so many diverted votes, every gain of an uncertain return share is taken by itself.
const FEW: usize = 2_000;

/// Parts of an uncertain return share, ten nodes each.
const SHARES: u32 = 24;

pub(super) fn answer(model: &Model, shared: &Shared) -> Answer {
    let with = |points| model.groups.iter().map(move |group| GroupLaw::with_points(model, group, points, shared));
    let laws: Vec<GroupLaw> = with(POINTS).collect();
    // Where points stand for the exposure, fewer of them show what the usual number is worth.
    let error = if laws.iter().any(|law| law.by_points) {
        let fewer: Vec<GroupLaw> = with(FEWER).collect();
        let (usual, coarse) = (tally_wins(model, &laws), tally_wins(model, &fewer));
        usual.iter().zip(&coarse).map(|(a, b)| (a - b).abs()).fold(1e-9, f64::max)
    } else if model
        .groups
        .iter()
        .zip(&laws)
        .any(|(group, law)| !matches!(group.return_share, RateLaw::Fixed(_)) && law.total.len() > FEW)
    {
        1e-6
    } else {
        0.0
    };
    let wins = tally_wins(model, &laws);
    let counted = outcome(&model.known, &model.may_win);
    // What no number of diverted votes can bring about is 0, whatever their law.
    let exact = |probability: f64| Exact {
        probability: probability.clamp(0.0, 1.0),
        error: if probability > 0.0 { error.min(1.0) } else { 0.0 },
    };
    let flip = |candidate: usize| if counted == Outcome::Winner(candidate) { 0.0 } else { wins[candidate] };
    let flips = exact((0..wins.len()).map(flip).sum());
    let each: Vec<Exact> = model.groups.iter().map(|group| exact(flip(group.principal))).collect();
    let without = Without::ALL.map(|rule| without(model, &laws, rule, flips.probability));
    Answer {
        ties: (1.0 - wins.iter().sum::<f64>()).max(0.0),
        flip: flips,
        each,
        wins: Some(wins),
        without,
        groups: laws,
    }
}

/// Who wins where every misdirected vote is counted where it was meant. Namesakes polled fewer than the first and lose
/// votes, so they never win; everybody else keeps what was counted.
fn tally_wins(model: &Model, laws: &[GroupLaw]) -> Vec<f64> {
    let gains: Vec<Vec<f64>> =
        model.groups.iter().zip(laws).map(|(group, law)| gained(&law.total, group.return_share)).collect();
    let principal = |c: usize| model.groups.iter().any(|group| group.principal == c);
    let certain: Vec<(usize, i64)> = (0..model.known.len())
        .filter(|&c| model.may_win_alone[c] && !principal(c))
        .map(|c| (c, model.known[c]))
        .collect();
    let uncertain: Vec<Uncertain<'_>> = model
        .groups
        .iter()
        .zip(&gains)
        .map(|(group, law)| Uncertain { candidate: group.principal, base: model.known[group.principal], law })
        .collect();
    wins(model.known.len(), &certain, &uncertain)
}

/// The votes a principal gains of those that were diverted: all of them, or a share, rounded.
fn gained(total: &[f64], share: RateLaw) -> Vec<f64> {
    if matches!(share, RateLaw::Fixed(share) if share >= 1.0) {
        return total.to_vec();
    }
    let (mut gained, returns) = (vec![0.0; total.len()], Returns::new(share, total));
    for (count, p) in (0_i64..).zip(total) {
        returns.each(count, &mut |gain, weight| {
            if let Some(place) = usize::try_from(gain).ok().and_then(|at| gained.get_mut(at)) {
                *place += weight * p;
            }
        });
    }
    gained
}

/// The probability that somebody who did not win as counted wins where the namesakes do not stand; `None` where it
/// would take a sum over the diverted votes of several principals at once.
fn without(model: &Model, laws: &[GroupLaw], rule: Without, flip: f64) -> Option<f64> {
    if !model.onward.says(rule) {
        return None;
    }
    // Nobody but namesakes loses or gains where their own voters stay at home.
    if rule == Without::StayHome {
        return Some(flip);
    }
    let counted = outcome(&model.known, &model.may_win);
    let changes = |gains: &[(i64, i64)]| {
        let mut tally = model.known.clone();
        for (group, &(diverted, gain)) in model.groups.iter().zip(gains) {
            let polled: i64 = group.namesakes.iter().map(|namesake| model.known[namesake.candidate]).sum();
            group.namesakes.iter().for_each(|namesake| tally[namesake.candidate] = 0);
            tally[group.principal] += gain;
            model.onward.apply(rule, group, polled - diverted, &mut tally);
        }
        matches!(outcome(&tally, &model.may_win_alone), Outcome::Winner(c) if counted != Outcome::Winner(c))
    };
    let all_return = |group: &Group| matches!(group.return_share, RateLaw::Fixed(share) if share >= 1.0);
    if rule == Without::AllToPrincipal && model.groups.iter().all(all_return) {
        // However many were diverted, all the namesakes' votes end with the principal.
        return Some(f64::from(u8::from(changes(&vec![(0, 0); model.groups.len()]))));
    }
    let ([group], [law]) = (model.groups.as_slice(), laws) else { return None };
    let (mut sum, returns) = (0.0, Returns::new(group.return_share, &law.total));
    for (count, p) in (0_i64..).zip(&law.total).filter(|&(_, &p)| p > 0.0) {
        returns.each(count, &mut |gain, weight| {
            if changes(&[(count, gain)]) {
                sum += weight * p;
            }
        });
    }
    Some(sum.min(1.0))
}

/// How many of the diverted votes count for the principal.
enum Returns {
    /// A known share.
    Known(f64),
    /// An uncertain one of few diverted votes: every whole number by itself.
    Few(RateLaw),
    /// An uncertain one of many: nodes and their probabilities.
    Many(Vec<(f64, f64)>),
}

impl Returns {
    fn new(share: RateLaw, law: &[f64]) -> Self {
        match share {
            RateLaw::Fixed(share) => Returns::Known(share),
            share if law.len() <= FEW => Returns::Few(share),
            share => {
                let width = 1.0 / f64::from(SHARES);
                let nodes = (0..SHARES).flat_map(|k| panel_nodes(width * f64::from(k), width * f64::from(k + 1)));
                Returns::Many(nodes.map(|(u, w)| (share.quantile(u), w)).collect())
            }
        }
    }

    /// What may be gained of so many diverted votes, and how probable each is.
    fn each(&self, count: i64, take: &mut dyn FnMut(i64, f64)) {
        match self {
            Returns::Known(share) => take(part(count, *share), 1.0),
            Returns::Many(nodes) => nodes.iter().for_each(|&(share, weight)| take(part(count, share), weight)),
            Returns::Few(share) => {
                let mut before = 0.0;
                for gain in 0..=count {
                    let reached = if gain == count { 1.0 } else { share.cdf((gain as f64 + 0.5) / count as f64) };
                    take(gain, reached - before);
                    before = reached;
                }
            }
        }
    }
}
