//! What the tables show, in the form that the fits take.

use crate::election::{Surroundings, log_votes};
use crate::returns::candidates::{ListedContest, ListedPair, ordinary_independents, small_parties, surroundings};
use std::collections::BTreeMap;

/// An ordinary independent with the others of his seat: a placebo, nobody's namesake.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placebo {
    pub seat: Surroundings,
    pub log: f64,
    /// The logarithm of the median of the others, where there are others.
    pub median_of_others: Option<f64>,
}

/// A candidate of a party who lost his deposit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Small {
    pub seat: Surroundings,
    pub log: f64,
    pub party: usize,
}

/// A namesake and what surrounds him.
#[derive(Debug, Clone, Copy)]
pub(super) struct Namesake {
    pub year: Option<u16>,
    pub seat: Surroundings,
    pub votes: u64,
    pub principal_votes: u64,
    pub similarity: f64,
    pub photos: bool,
    /// `None` for an independent.
    pub party: Option<usize>,
}

/// Everything the fits look at.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub placebos: Vec<Placebo>,
    pub small: Vec<Small>,
    pub namesakes: Vec<Namesake>,
    /// Logarithms of the median independent's share, of contests with at least three.
    pub typical_shares: Vec<f64>,
    /// Numbers of parties by year and name.
    parties: BTreeMap<(Option<u16>, String), usize>,
}

impl Seen {
    pub fn add(&mut self, contest: &ListedContest, pairs: &[ListedPair], photos: bool) {
        let seat = surroundings(contest, pairs);
        if seat.valid_votes <= 0.0 {
            return;
        }
        let mut independents = ordinary_independents(contest, pairs);
        independents.sort_unstable();
        for (place, &votes) in independents.iter().enumerate() {
            let others: Vec<u64> =
                independents.iter().enumerate().filter(|&(p, _)| p != place).map(|(_, &v)| v).collect();
            let median_of_others = median(&others).filter(|&votes| votes > 0.0).map(libm::log);
            self.placebos.push(Placebo { seat: seat.without(votes), log: log_votes(votes), median_of_others });
        }
        if let Some(typical) = median(&independents).filter(|&votes| votes > 0.0 && independents.len() >= 3) {
            self.typical_shares.push(libm::log(typical / seat.valid_votes));
        }
        for (party, log) in small_parties(contest, pairs, &seat) {
            let party = self.party(contest.year, party);
            self.small.push(Small { seat, log, party });
        }
        for pair in pairs {
            let (principal, namesake) = (&contest.candidates[pair.principal], &contest.candidates[pair.namesake]);
            let party = (!namesake.is_independent()).then(|| self.party(contest.year, &namesake.party));
            self.namesakes.push(Namesake {
                year: contest.year,
                seat,
                votes: namesake.votes,
                principal_votes: principal.votes,
                similarity: pair.similarity,
                photos,
                party,
            });
        }
    }

    fn party(&mut self, year: Option<u16>, name: &str) -> usize {
        let next = self.parties.len();
        *self.parties.entry((year, name.to_owned())).or_insert(next)
    }

    /// How many parties of a year there are.
    pub fn parties(&self) -> usize {
        self.parties.len()
    }
}

/// The middle of sorted votes; the mean of the two in the middle where they are even in number.
fn median(sorted: &[u64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle] as f64),
        _ => Some(f64::midpoint(sorted[middle - 1] as f64, sorted[middle] as f64)),
    }
}
