//! Where a namesake's own supporters go when he does not stand.

use crate::election::Role;
use crate::evidence::Evidence;
use crate::scenario::Scenario;
use crate::stats::variates::{Gamma, offshoot};
use rand::Rng;

/// Where own supporters go: a Dirichlet over principal, rival, others, NOTA and home.
#[derive(Debug, Clone, PartialEq)]
pub struct Onward {
    /// Dirichlet parameters in that order; 0 where nobody goes there.
    pub alpha: [f64; 5],
    /// The other candidates and the share of them that each and those before him have, rising to 1.
    pub others: Vec<(usize, f64)>,
    /// NOTA, where it is on the ballot.
    pub nota: Option<usize>,
}

/// The shares of one simulation, cumulated: principal; and rival; and others; and NOTA. The rest
/// stays at home.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Split([f64; 4]);

impl Onward {
    pub(super) fn new(scenario: &Scenario, evidence: &Evidence, principal: usize, rival: usize) -> Self {
        let contest = &scenario.contest;
        let usual = &evidence.goes_to;
        let shares = scenario
            .own_support
            .goes_to
            .map_or([usual.principal, usual.winner, usual.others, usual.nota, usual.home], |stated| {
                [stated.principal, stated.winner, stated.others, stated.nota, stated.home]
            });
        let mut alpha = shares.map(|share| share * usual.concentration);
        let votes = |c: usize| contest.candidates()[c].total_votes() as f64;
        let candidates: Vec<usize> = (0..contest.candidates().len())
            .filter(|&c| {
                c != principal
                    && c != rival
                    && !contest.is_namesake(c)
                    && contest.candidates()[c].role == Role::Contender
                    && votes(c) > 0.0
            })
            .collect();
        let all: f64 = candidates.iter().map(|&c| votes(c)).sum();
        let mut reached = 0.0;
        let others: Vec<(usize, f64)> = candidates
            .into_iter()
            .map(|c| {
                reached += votes(c) / all;
                (c, reached)
            })
            .collect();
        let nota = contest.candidates().iter().position(|c| c.role == Role::Nota);
        // Who would have gone to somebody not on the ballot stays at home.
        if others.is_empty() {
            alpha[4] += std::mem::take(&mut alpha[2]);
        }
        if nota.is_none() {
            alpha[4] += std::mem::take(&mut alpha[3]);
        }
        Onward { alpha, others, nota }
    }

    /// Draws the shares of one simulation, from one number of the stream.
    pub fn sample<R: Rng + ?Sized>(&self, random: &mut R) -> Split {
        let mut own = offshoot(random);
        let parts = self.alpha.map(|alpha| {
            // A parameter of 0 is refused by the distribution and means that nobody goes there.
            Gamma::new(alpha, 1.0).map_or(0.0, |gamma| gamma.sample(&mut own))
        });
        let all: f64 = parts.iter().sum();
        if all > 0.0 {
            Split::new([parts[0] / all, parts[1] / all, parts[2] / all, parts[3] / all])
        } else {
            Split::new([0.0; 4])
        }
    }

    /// Moves `supporters` votes into a tally of the world without namesakes.
    pub fn apply(&self, split: Split, supporters: i64, principal: usize, rival: usize, tally: &mut [i64]) {
        let ends = split.ends(supporters);
        tally[principal] += ends[0];
        tally[rival] += ends[1] - ends[0];
        let others = ends[2] - ends[1];
        let mut given = 0;
        for &(candidate, share) in &self.others {
            let reached = part(others, share);
            tally[candidate] += reached - given;
            given = reached;
        }
        if let Some(nota) = self.nota {
            tally[nota] += ends[3] - ends[2];
        }
    }
}

impl Split {
    /// From the shares of principal, rival, others and NOTA.
    #[must_use]
    pub fn new(shares: [f64; 4]) -> Self {
        let mut reached = 0.0;
        Split(shares.map(|share| {
            reached += share;
            f64::min(reached, 1.0)
        }))
    }

    /// Whole votes up to each cut; the differences are what each gets, so none is lost or made.
    #[must_use]
    pub fn ends(self, supporters: i64) -> [i64; 4] {
        self.0.map(|share| part(supporters, share))
    }

    /// What the principal gains on his rival by it.
    #[must_use]
    pub fn gain(self, supporters: i64) -> i64 {
        // The two cuts alone: the exact law asks this millions of times.
        let (principal, both) = (part(supporters, self.0[0]), part(supporters, self.0[1]));
        principal - (both - principal)
    }

    /// Whether a lead of the principal outlasts it.
    #[must_use]
    pub fn keeps(self, lead: i64, supporters: i64) -> bool {
        // Rounding moves what he gains by a vote and a half at the most, so only a close result needs it.
        let about = lead as f64 + supporters as f64 * (2.0 * self.0[0] - self.0[1]);
        if about.abs() > 2.0 { about > 0.0 } else { lead + self.gain(supporters) > 0 }
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
        fn nobody_is_lost_on_the_way(supporters in 0_i64..100_000, a in 0.0..0.5_f64, b in 0.0..0.2_f64, c in 0.0..0.2_f64, d in 0.0..0.1_f64) {
            let onward = Onward { alpha: [1.0; 5], others: vec![(2, 0.3), (3, 1.0)], nota: Some(4) };
            let mut tally = [0_i64; 5];
            let split = Split::new([a, b, c, d]);
            onward.apply(split, supporters, 0, 1, &mut tally);
            prop_assert!(tally.iter().all(|&v| v >= 0));
            prop_assert_eq!(tally.iter().sum::<i64>(), split.ends(supporters)[3]);
            prop_assert_eq!(split.gain(supporters), tally[0] - tally[1]);
            for lead in [-supporters, -split.gain(supporters) - 3, -split.gain(supporters), 1 - split.gain(supporters), 0, 50] {
                prop_assert_eq!(split.keeps(lead, supporters), lead + split.gain(supporters) > 0);
            }
        }
    }
}
