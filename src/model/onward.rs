//! Where the own voters of namesakes might have gone, had the namesakes not stood.
//!
//! Nobody knows. So a run says what would follow if all of them stayed at home, if they spread as the seat's other
//! voters did, and at the two extremes; and what follows from the shares a scenario states, as its own statement.

use super::Group;
use crate::election::Role;
use crate::scenario::Scenario;

/// One statement of where they go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Without {
    /// All stay at home.
    StayHome,
    /// They spread over the other lines of the ballot as the seat's other voters did.
    AsOthers,
    /// All to the candidate whose name it is.
    AllToPrincipal,
    /// All to that candidate's strongest rival.
    AllToRival,
    /// As the scenario states.
    AsStated,
}

impl Without {
    /// Every statement, in the order of reports.
    pub const ALL: [Without; 5] =
        [Without::StayHome, Without::AsOthers, Without::AllToPrincipal, Without::AllToRival, Without::AsStated];

    /// The key used in files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Without::StayHome => "stay_home",
            Without::AsOthers => "as_others",
            Without::AllToPrincipal => "all_to_principal",
            Without::AllToRival => "all_to_rival",
            Without::AsStated => "as_stated",
        }
    }
}

/// What the statements need of a contest.
#[derive(Debug, Clone, PartialEq)]
pub struct Onward {
    /// The lines of the ballot that are nobody's namesake, NOTA among them, with their votes cumulated as shares of all.
    lines: Vec<(usize, f64)>,
    /// Contenders who are nobody's namesake, with their votes.
    contenders: Vec<(usize, f64)>,
    /// NOTA, where it is on the ballot.
    nota: Option<usize>,
    /// The shares a scenario states: principal, rival, others, NOTA; the rest stays at home.
    stated: Option<[f64; 4]>,
}

impl Onward {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let contest = &scenario.contest;
        let candidates = contest.candidates();
        let others = (0..candidates.len()).filter(|&c| !contest.is_namesake(c));
        let with_votes = |c: usize| (c, candidates[c].total_votes() as f64);
        let stated = scenario.own_support.goes_to.map(|to| [to.principal, to.winner, to.others, to.nota]);
        Onward {
            lines: cumulated(&others.clone().map(with_votes).collect::<Vec<_>>()),
            contenders: others.filter(|&c| candidates[c].role == Role::Contender).map(with_votes).collect(),
            nota: candidates.iter().position(|c| c.role == Role::Nota),
            stated,
        }
    }

    /// Whether a statement can be made: what a scenario does not state cannot.
    #[must_use]
    pub fn says(&self, without: Without) -> bool {
        without != Without::AsStated || self.stated.is_some()
    }

    /// Moves the own voters of one principal's namesakes to where a statement has them go. Votes are whole: shares are
    /// cumulated and each cut is rounded, so none is lost or made.
    pub fn apply(&self, without: Without, group: &Group, voters: i64, tally: &mut [i64]) {
        match without {
            Without::StayHome => {}
            Without::AsOthers => share_out(&self.lines, voters, tally),
            Without::AllToPrincipal => tally[group.principal] += voters,
            Without::AllToRival => tally[group.rival] += voters,
            Without::AsStated => {
                let Some([principal, rival, others, nota]) = self.stated else { return };
                let cuts =
                    [principal, principal + rival, principal + rival + others, principal + rival + others + nota];
                let ends = cuts.map(|share| part(voters, share.min(1.0)));
                tally[group.principal] += ends[0];
                tally[group.rival] += ends[1] - ends[0];
                let rest = self.contenders.iter().copied().filter(|&(c, _)| c != group.principal && c != group.rival);
                // Who would have gone to somebody not on the ballot stays at home.
                share_out(&cumulated(&rest.collect::<Vec<_>>()), ends[2] - ends[1], tally);
                if let Some(nota) = self.nota {
                    tally[nota] += ends[3] - ends[2];
                }
            }
        }
    }
}

/// Votes as cumulated shares of all; none where nobody has a vote.
fn cumulated(votes: &[(usize, f64)]) -> Vec<(usize, f64)> {
    let all: f64 = votes.iter().map(|(_, votes)| votes).sum();
    let mut reached = 0.0;
    let share = |&(c, votes): &(usize, f64)| {
        reached += votes;
        (c, reached / all)
    };
    if all > 0.0 { votes.iter().map(share).collect() } else { Vec::new() }
}

fn share_out(shares: &[(usize, f64)], voters: i64, tally: &mut [i64]) {
    let mut given = 0;
    for &(candidate, share) in shares {
        let reached = part(voters, share);
        tally[candidate] += reached - given;
        given = reached;
    }
}

/// A share of whole votes, rounded.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "votes are far below 2^53")]
pub fn part(votes: i64, share: f64) -> i64 {
    libm::round(votes as f64 * share) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nobody_is_lost_on_the_way(voters in 0_i64..100_000, votes in prop::collection::vec(0_u32..5_000, 1..9)) {
            let list: Vec<(usize, f64)> = votes.iter().enumerate().map(|(c, &v)| (c, f64::from(v))).collect();
            let mut tally = vec![0_i64; votes.len()];
            share_out(&cumulated(&list), voters, &mut tally);
            let all: i64 = tally.iter().sum();
            prop_assert!(tally.iter().all(|&v| v >= 0));
            prop_assert_eq!(all, if votes.iter().any(|&v| v > 0) { voters } else { 0 });
        }
    }
}
