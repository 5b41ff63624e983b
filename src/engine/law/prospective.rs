//! Intended votes: the law of the diverted votes over an uncertain rate, and of the seat.

use super::booths::Booths;
use super::{mixture, splits, uniform_nodes};
use crate::engine::lanes::Body;
use crate::model::{Group, Model, OwnSupportLaw};
use crate::stats::rates::Route;

/// The recurrence takes as many steps as the largest cell has votes, at every frequency; what is
/// larger than any booth (postal votes by the hundred thousand) would take minutes.
const LARGEST_CELL: u32 = 8_192;

/// Wider spreads between segments make the hazard of one deviation many times that of another, and
/// the trapezoid over them too coarse.
const LARGEST_SEGMENT_SD: f64 = 1.0;

/// What the law may leave out, as a probability.
const NEGLIGIBLE: f64 = 1e-6;

pub(super) fn flip_probability(model: &Model) -> Option<f64> {
    let focus = model.focus();
    let returns_all = matches!(focus.return_share, crate::stats::RateLaw::Fixed(share) if share >= 1.0);
    let too_large = focus.votes.iter().any(|&n| n > LARGEST_CELL);
    if model.groups.len() != 1 || !returns_all || too_large || model.segment_sd > LARGEST_SEGMENT_SD {
        return None;
    }
    let (lead, most) = (model.known[focus.principal] - model.known[focus.rival], most_supporters(model, focus));
    if others_matter(model, focus, lead, most)? {
        return None;
    }
    let stands = intended_win(model, focus, lead)?;
    // He does not win the recorded count once his whole lead is gone.
    let lost = if lead <= 0 { 1.0 } else { diverted_at_least(model, u64::try_from(lead).ok()?)? };
    Some(lost * stands)
}

/// The lead that has to be lost, and the probability that he wins the world without namesakes, for a law at a
/// given rate; `None` where anybody but principal and rival matters, or nothing has to be lost.
pub(super) fn stands(model: &Model) -> Option<(u64, f64)> {
    let focus = model.focus();
    let returns_all = matches!(focus.return_share, crate::stats::RateLaw::Fixed(share) if share >= 1.0);
    let too_large = focus.votes.iter().any(|&n| n > LARGEST_CELL);
    let lead = model.known[focus.principal] - model.known[focus.rival];
    if model.groups.len() != 1 || !returns_all || too_large || model.segment_sd > LARGEST_SEGMENT_SD || lead <= 0 {
        return None;
    }
    let most = most_supporters(model, focus);
    let level = (model.known[focus.principal] - most).max(0) / 2;
    // Before the rival, a namesake with so many votes could overtake his principal.
    if third_matters(model, focus, most) || level < lead {
        return None;
    }
    Some((u64::try_from(lead).ok()?, intended_win(model, focus, lead)?))
}

/// The most own support the namesakes can have.
fn most_supporters(model: &Model, focus: &Group) -> i64 {
    let one = |n: &crate::model::Namesake| n.votes.map_or(model.room, |votes| i64::try_from(votes).unwrap_or(i64::MAX));
    focus.namesakes.iter().map(one).sum()
}

/// Whether anybody but principal and rival could come first: a third candidate with all the own
/// supporters behind him, or a namesake with so many diverted votes that he overtakes his principal
/// before the rival does.
fn others_matter(model: &Model, focus: &Group, lead: i64, most: i64) -> Option<bool> {
    let third = third_matters(model, focus, most);
    // Level at T = (principal - own support) / 2 diverted votes; from the lead on he has lost anyway.
    let level = (model.known[focus.principal] - most).max(0) / 2;
    if third || lead <= 0 || level >= lead {
        return Some(third);
    }
    Some(diverted_at_least(model, u64::try_from(level).ok()?)? > NEGLIGIBLE)
}

/// Whether a third candidate with all the own supporters behind him could come first.
fn third_matters(model: &Model, focus: &Group, most: i64) -> bool {
    (0..model.known.len()).any(|c| {
        let other = c != focus.principal && c != focus.rival;
        other && model.may_win_alone[c] && model.known[c] + most >= model.known[focus.principal]
    })
}

/// The probability that he wins the world without namesakes: his lead, and the balance of the
/// namesakes' own supporters.
fn intended_win(model: &Model, focus: &Group, lead: i64) -> Option<f64> {
    let stated: Option<i64> = focus.namesakes.iter().map(|n| n.votes.and_then(|v| i64::try_from(v).ok())).sum();
    let supporters: Vec<(i64, f64)> = match (stated, focus.namesakes.as_slice()) {
        (Some(votes), _) => vec![(votes, 1.0)],
        (None, [one]) => drawn(&one.own_support, model.room),
        _ => return None,
    };
    let splits = splits(focus, 2);
    let mut wins = 0.0;
    for (votes, weight) in supporters {
        for &(split, by_split) in &splits {
            if split.keeps(lead, votes) {
                wins += weight * by_split;
            }
        }
    }
    Some(wins.min(1.0))
}

/// Nodes of own support, more of them towards the upper tail, where it can reach the lead.
#[expect(clippy::cast_possible_truncation, reason = "own support is capped by the room there is")]
fn drawn(law: &OwnSupportLaw, room: i64) -> Vec<(i64, f64)> {
    let mut nodes = Vec::new();
    let mut from = 0.0;
    for to in [0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999_999, 1.0] {
        for (u, w) in uniform_nodes(4) {
            let votes = law.quantile((from + (to - from) * u).min(1.0 - 1e-12));
            nodes.push(((libm::round(votes) as i64).min(room), w * (to - from)));
        }
        from = to;
    }
    nodes
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
    if votes == 0 {
        return Some(1.0);
    }
    let focus = model.focus();
    let booths = Booths::with(model, focus, Body::widest(), fineness);
    let routes: Vec<Route> = focus.namesakes.iter().flat_map(|namesake| namesake.routes.iter().copied()).collect();
    mixture::tail(&booths, &routes, votes, fineness)
}
