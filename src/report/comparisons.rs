//! What was counted in the same place in other elections, set beside what was counted here.

use super::{Account, names};
use crate::scenario::{Base, Comparison, End, Explanation};
use crate::wording::StorySentence;

/// One sentence a figure, then where two were printed for the same votes.
pub(super) fn lines(account: &Account<'_>) -> Vec<String> {
    account.scenario.comparisons.iter().flat_map(|other| one(account, other)).collect()
}

fn one(account: &Account<'_>, other: &Comparison) -> Vec<String> {
    let place = other.segment.map(|segment| names::segment_name(account, segment));
    let say = |&(candidate, then): &(usize, u64)| {
        let also = other.also.iter().find(|(c, _)| *c == candidate).map(|&(_, votes)| votes);
        let here = here(account, other, candidate);
        account.wording.tell(&StorySentence::Compared {
            who: &who(account, candidate),
            place: place.as_deref(),
            election: &other.election,
            then,
            also,
            here,
        })
    };
    other.votes.iter().map(say).collect()
}

/// Whose votes they are: a party's, as the candidate may have been another; or a name's where there is none.
fn who(account: &Account<'_>, candidate: usize) -> String {
    let one = &account.scenario.contest.candidates()[candidate];
    one.party.clone().filter(|_| !one.is_independent()).unwrap_or_else(|| names::short(account, candidate))
}

/// What was counted here in the same place, where it is known.
fn here(account: &Account<'_>, other: &Comparison, candidate: usize) -> Option<u64> {
    let contest = &account.scenario.contest;
    match other.segment {
        Some(segment) => contest.segments()[segment].votes.get(&candidate).copied(),
        None => contest.candidates()[candidate].votes.map(|votes| votes.total),
    }
}

/// What other elections say of a story of one flow: how its segments moved beside the others, and how many of the
/// votes it is about would be what its receiver gained.
pub(super) fn of_story(account: &Account<'_>, story: &Explanation) -> Vec<String> {
    let [flow] = &story.flows[..] else { return Vec::new() };
    let End::Candidate(to) = flow.to else { return Vec::new() };
    let who = &who(account, to);
    let mut lines = Vec::new();
    let mut elections: Vec<&str> = account.scenario.comparisons.iter().map(|other| other.election.as_str()).collect();
    elections.dedup();
    for election in elections {
        let of = || account.scenario.comparisons.iter().filter(move |other| other.election == election);
        if !flow.segments.is_empty() {
            let sum = |inside: bool| {
                of().filter(|other| other.segment.is_some_and(|s| flow.segments.contains(&s) == inside))
                    .filter_map(|other| {
                        let then = other.votes.iter().find(|(c, _)| *c == to)?.1;
                        Some((then, here(account, other, to)?))
                    })
                    .fold((0, 0), |sum, (then, now)| (sum.0 + then, sum.1 + now))
            };
            let (inside, outside) = (sum(true), sum(false));
            if inside.0 > 0 && outside.0 > 0 {
                lines.push(account.wording.tell(&StorySentence::MovedApart { who, election, inside, outside }));
            }
        } else if flow.of == Base::From && flow.from != End::Home && flow.base > 0 {
            let mut then = of().filter(|other| other.segment.is_none());
            let then = then.find_map(|other| other.votes.iter().find(|(c, _)| *c == to));
            let now = account.scenario.contest.candidates()[to].total_votes();
            if let Some(gained) = then.and_then(|&(_, votes)| votes.checked_sub(now)) {
                lines.push(account.wording.tell(&StorySentence::GainedThere {
                    who,
                    election,
                    gained,
                    base: flow.base,
                }));
            }
        }
    }
    lines
}
