//! Intended votes: who leads by the votes as meant, and how probable it is that diverted votes lose that lead.
//!
//! Where the votes as meant are certain, every group's diverted votes have a distribution over whole numbers, and groups are
//! independent: the leader stays first where everybody else stays below what the leader has left.

use super::own_support::{MOST_TERMS, UNCOUNTED, UNLIKELY, last, place};
use super::rivals::{Namesakes, Rival};
use super::{Answer, Exact, between, diverted, effects};
use crate::election::{Outcome, outcome};
use crate::model::{Group, Model, Namesake};
use crate::scenario::Support;

/// What bounds the error of sums over distributions that were inverted and averaged.
const INVERTED: f64 = 1e-9;

pub(super) fn answer(model: &Model, support: &Support) -> Answer {
    let (flip, each) = match support.is_fixed().then(|| flips(model)).flatten() {
        Some(found) => found,
        None => effects::flips(model, support),
    };
    let mut without = [None; 5];
    without[0] = Some(flip.probability);
    Answer { flip, each, wins: None, ties: 0.0, without, groups: Vec::new() }
}

/// The flip probability of the contest and of every principal, by sums over whole votes.
fn flips(model: &Model) -> Option<(Exact, Vec<Exact>)> {
    let none = Exact { probability: 0.0, error: 0.0 };
    let leader = leader(model);
    let lost = leader.map_or(Some(none), |leader| lost(model, leader))?;
    let most = (0..model.known.len()).filter(|&c| model.may_win_alone[c]).map(|c| place(model.known[c])).max();
    let between = between::namesakes(model, most.unwrap_or(0))?;
    let both = Exact { probability: lost.probability + between.probability, error: lost.error + between.error };
    let of = |group: &Group| if Some(group.principal) == leader { lost } else { none };
    Some((both, model.groups.iter().map(of).collect()))
}

/// Who leads by the votes as they were meant, namesakes apart; nobody where several are level.
fn leader(model: &Model) -> Option<usize> {
    match outcome(&model.known, &model.may_win_alone) {
        Outcome::Winner(leader) => Some(leader),
        Outcome::Tie => None,
    }
}

/// The probability that the leader by the votes as meant is not the winner as recorded; `None` where a sum would take too long.
fn lost(model: &Model, leader: usize) -> Option<Exact> {
    let first = place(model.known[leader]);
    // Those whose own votes never go astray.
    let principal = |c: usize| model.groups.iter().any(|group| group.principal == c);
    let others = (0..model.known.len()).filter(|&c| c != leader && model.may_win_alone[c] && !principal(c));
    let steady = others.map(|c| place(model.known[c])).max();
    let enough = first - steady.unwrap_or(0).min(first);
    let own = model.groups.iter().position(|group| group.principal == leader);
    let law = match own {
        Some(at) => diverted::of(model, &model.groups[at], enough, 1.0)?,
        None => vec![1.0],
    };
    // More diverted votes are next to impossible, or lose the lead anyway.
    let most = last(&law, UNLIKELY).min(enough);
    let mut error = INVERTED;
    // By what the leader has left: the probability that no group's candidates reach it.
    let mut rivals = Vec::new();
    for (_, group) in model.groups.iter().enumerate().filter(|&(at, _)| Some(at) != own) {
        rivals.extend(Rival::new(model, group, first.saturating_sub(most), &mut error)?);
    }
    if own.is_none() && rivals.is_empty() {
        return Some(Exact { probability: 0.0, error: 0.0 });
    }
    // A namesake of the leader's is first where own support and what it gained are as many as are left. From `enough` on
    // the lead is lost anyway.
    let namesakes = own.map_or(Namesakes::Behind, |at| {
        let within = (|d| first.saturating_sub(d), most.min(enough.saturating_sub(1)));
        Namesakes::new(model, &model.groups[at], &law, within, &mut error)
    });
    // Nobody leads where a namesake has as many votes to begin with.
    let begun = namesakes.begin_below(first) * rivals.iter().map(|rival| rival.begins_below(first)).product::<f64>();
    let terms = |rival: &Rival| rival.terms(first.saturating_sub(most));
    if rivals.iter().map(terms).sum::<usize>().saturating_mul(most + 1) > MOST_TERMS {
        return None;
    }
    let mut lost = 0.0;
    for (d, p) in law.iter().enumerate() {
        if d > most {
            // So many lose the lead to those who lose no votes; fewer are next to impossible.
            lost += if d >= enough { p * begun } else { 0.0 };
            continue;
        }
        let left = first.saturating_sub(d);
        let leads = steady.is_none_or(|votes| votes < left);
        let stays = if leads && left > 0 {
            namesakes.below(&law, d, left) * rivals.iter().map(|rival| rival.below(left)).product::<f64>()
        } else {
            0.0
        };
        lost += (p * begun - stays).max(0.0);
    }
    let uncounted = error - INVERTED;
    (uncounted <= UNCOUNTED).then_some(Exact { probability: lost.clamp(0.0, 1.0), error })
}

/// The lead that has to be lost to those who lose no votes themselves; `None` where a principal might be the strongest of
/// the others, whose own diverted votes then decide with.
fn single_lead(model: &Model, leader: usize) -> Option<u64> {
    let others = (0..model.known.len()).filter(|&c| c != leader && model.may_win_alone[c]);
    let rival = others.max_by_key(|&c| (model.known[c], !model.groups.iter().any(|group| group.principal == c)))?;
    if model.groups.iter().any(|group| group.principal == rival) {
        return None;
    }
    u64::try_from(model.known[leader] - model.known[rival]).ok()
}

/// The lead of the group in question, for a curve over known rates; `None` where anything but its own diverted votes
/// decides.
pub(super) fn lead(model: &Model) -> Option<u64> {
    let focus = model.focus();
    if leader(model) != Some(focus.principal) {
        return None;
    }
    let lead = single_lead(model, focus.principal).filter(|&lead| lead > 0)?;
    let left = u64::try_from(model.known[focus.principal]).ok()?.saturating_sub(lead);
    let own = |namesake: &Namesake| namesake.votes.unwrap_or(u64::try_from(model.room).unwrap_or(0));
    // Before the lead is lost, no namesake of the leader's is level, and of nobody else's could one ever be.
    let behind = |group: &Group| {
        let most = group.namesakes.iter().map(own).max().unwrap_or(0);
        let gained = if group.principal == focus.principal {
            lead
        } else {
            u64::try_from(model.known[group.principal]).unwrap_or(0)
        };
        most + gained <= left
    };
    model.groups.iter().all(behind).then_some(lead)
}

/// The probability that the namesakes of the principal in question draw at least `votes` away; `None` where
/// the law is so wide that inverting it would take too long.
#[must_use]
pub fn diverted_at_least(model: &Model, votes: u64) -> Option<f64> {
    diverted_at_least_with(model, votes, 1.0)
}

/// The same by grids finer by a factor than usual, over segments' effects and over hazards, to see what the
/// usual ones are worth.
#[must_use]
pub fn diverted_at_least_with(model: &Model, votes: u64, fineness: f64) -> Option<f64> {
    let votes = usize::try_from(votes).ok()?;
    let law = diverted::of(model, model.focus(), votes, fineness)?;
    Some(law.iter().skip(votes).sum::<f64>().min(1.0))
}
