//! Intended votes: the law of the diverted votes over an uncertain rate, and of the seat.

use super::booths::Booths;
use super::{Answer, Exact, effects, mixture};
use crate::election::{Outcome, outcome};
use crate::engine::lanes::Body;
use crate::model::{Group, Model};
use crate::scenario::Support;
use crate::stats::rates::Route;

/// The recurrence takes as many steps as the largest cell has votes, at every frequency; what is
/// larger than any booth (postal votes by the hundred thousand) would take minutes.
const LARGEST_CELL: u32 = 8_192;

/// Wider spreads between segments make the hazard of one deviation many times that of another, and
/// the trapezoid over them too coarse.
const LARGEST_SEGMENT_SD: f64 = 1.0;

/// What bounds the error of a tail that was inverted and averaged over rates and segments.
const INVERTED: f64 = 1e-8;

/// What the law may leave out, as a probability.
const NEGLIGIBLE: f64 = 1e-6;

pub(super) fn answer(model: &Model, support: &Support) -> Answer {
    let leader = leader(model);
    let none = Exact { probability: 0.0, error: 0.0 };
    let lost = match leader {
        Some(leader) if support.is_fixed() => lost(model, leader),
        None if support.is_fixed() => Some(none),
        _ => None,
    };
    let (flip, each) = match (lost, leader) {
        (Some(lost), leader) => {
            let of = |group: &Group| if Some(group.principal) == leader { lost } else { none };
            (lost, model.groups.iter().map(of).collect())
        }
        (None, _) => effects::flips(model, support),
    };
    let mut without = [None; 5];
    without[0] = Some(flip.probability);
    Answer { flip, each, wins: None, ties: 0.0, without, groups: Vec::new() }
}

/// Who leads by the votes as they were meant, namesakes apart; nobody where several are level.
fn leader(model: &Model) -> Option<usize> {
    match outcome(&model.known, &model.may_win_alone) {
        Outcome::Winner(leader) => Some(leader),
        Outcome::Tie => None,
    }
}

/// The probability that the leader by the votes as meant is not the winner as recorded; `None` where more than one
/// number of diverted votes decides it.
fn lost(model: &Model, leader: usize) -> Option<Exact> {
    let (lead, most) = (single_lead(model, leader)?, namesake_level(model, leader));
    let Some(group) = model.groups.iter().position(|group| group.principal == leader) else {
        // Nobody is mistaken for the leader, who keeps every vote.
        return (most <= 0.0).then_some(Exact { probability: 0.0, error: 0.0 });
    };
    if most > 0.0 || !is_inverted(model, &model.groups[group]) {
        return None;
    }
    let probability = diverted_from(model, &model.groups[group], lead, 1.0)?;
    Some(Exact { probability, error: INVERTED })
}

/// Whether the characteristic function of a group's diverted votes is inverted: not where cells are larger than any
/// booth or segments vary beyond measure.
fn is_inverted(model: &Model, group: &Group) -> bool {
    model.segment_sd <= LARGEST_SEGMENT_SD && group.votes.iter().all(|&n| n <= LARGEST_CELL)
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

/// The probability, at the most, that a namesake could come first before the lead is lost: 0 where none can.
fn namesake_level(model: &Model, leader: usize) -> f64 {
    let second = (0..model.known.len())
        .filter(|&c| c != leader && model.may_win_alone[c])
        .map(|c| model.known[c])
        .max()
        .unwrap_or(0);
    let first = model.known[leader];
    let could = |group: &Group| {
        let own = most_supporters(model, group);
        if group.principal == leader {
            // Level at T = (votes - own support) / 2 diverted votes; from the lead on the seat is lost anyway.
            (first - own).max(0) / 2 < first - second
        } else {
            // Whatever is diverted from another principal, its namesakes stay below the leader's worst.
            own + model.known[group.principal] > second
        }
    };
    let worst = |group: &Group| {
        let own = most_supporters(model, group);
        let level = if group.principal == leader { (first - own).max(0) / 2 } else { (second - own).max(0) };
        let votes = u64::try_from(level).unwrap_or(0);
        if is_inverted(model, group) { diverted_from(model, group, votes, 1.0).unwrap_or(1.0) } else { 1.0 }
    };
    let chance: f64 = model.groups.iter().filter(|group| could(group)).map(worst).sum();
    if chance < NEGLIGIBLE { 0.0 } else { chance }
}

/// The most own support the namesakes can have.
fn most_supporters(model: &Model, group: &Group) -> i64 {
    let one = |n: &crate::model::Namesake| n.votes.map_or(model.room, |votes| i64::try_from(votes).unwrap_or(i64::MAX));
    group.namesakes.iter().map(one).sum()
}

/// The lead of the group in question, for a curve over known rates; `None` where anything but its own diverted votes
/// decides.
pub(super) fn lead(model: &Model) -> Option<u64> {
    let focus = model.focus();
    let leads = leader(model) == Some(focus.principal) && is_inverted(model, focus);
    single_lead(model, focus.principal)
        .filter(|&lead| leads && lead > 0 && namesake_level(model, focus.principal) <= 0.0)
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
    diverted_from(model, model.focus(), votes, fineness)
}

fn diverted_from(model: &Model, group: &Group, votes: u64, fineness: f64) -> Option<f64> {
    if votes == 0 {
        return Some(1.0);
    }
    let booths = Booths::with(model, group, Body::widest(), fineness);
    let routes: Vec<Route> = group.namesakes.iter().flat_map(|namesake| namesake.routes.iter().copied()).collect();
    mixture::tail(&booths, &routes, votes, fineness)
}
