//! Who stood around the namesakes of a contest, and how the candidates of each party stand.

use super::{DEPOSIT, ListedContest, ListedPair};
use crate::election::{Surroundings, log_votes};
use std::collections::BTreeMap;

/// The ordinary independents of a contest: no namesakes, no principals, not among the leading three.
#[must_use]
pub fn ordinary_independents(contest: &ListedContest, pairs: &[ListedPair]) -> Vec<u64> {
    let others = contest.ranking().into_iter().filter(|&c| !is_namesake(pairs, c));
    others.skip(3).filter(|&c| contest.candidates[c].is_independent()).map(|c| contest.candidates[c].votes).collect()
}

/// What can be said of a seat without looking at the votes of its namesakes.
#[must_use]
pub fn surroundings(contest: &ListedContest, pairs: &[ListedPair]) -> Surroundings {
    let candidates = contest.candidates.iter().enumerate().filter(|(_, candidate)| !candidate.nota);
    let others = candidates.clone().filter(|&(c, _)| !is_namesake(pairs, c));
    let valid = others.map(|(_, candidate)| candidate.votes).fold(0, u64::saturating_add);
    Surroundings::new(valid, candidates.count(), &ordinary_independents(contest, pairs))
}

fn is_namesake(pairs: &[ListedPair], candidate: usize) -> bool {
    pairs.iter().any(|pair| pair.namesake == candidate)
}

/// The candidates of parties who are in no pair and lost their deposits: how many, and the sum of
/// their log ratios to the level of the independents of their seats, by year and party.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standings(BTreeMap<(Option<u16>, String), (f64, f64)>);

impl Standings {
    /// Adds a contest whose independents have a level, as a logarithm of votes.
    pub fn add(&mut self, contest: &ListedContest, pairs: &[ListedPair], seat: &Surroundings, level: f64) {
        for (party, log) in small_parties(contest, pairs, seat) {
            let known = self.0.entry((contest.year, party.to_owned())).or_default();
            known.0 += 1.0;
            known.1 += log - level;
        }
    }

    /// What is known of a party in a year: how many candidates, and the sum of their log ratios.
    #[must_use]
    pub fn of(&self, year: Option<u16>, party: &str) -> (f64, f64) {
        self.0.get(&(year, party.to_owned())).copied().unwrap_or((0.0, 0.0))
    }
}

/// The candidates of parties who are in no pair and lost their deposits: party, and logarithm of
/// the votes.
pub fn small_parties<'c>(
    contest: &'c ListedContest,
    pairs: &[ListedPair],
    seat: &Surroundings,
) -> impl Iterator<Item = (&'c str, f64)> {
    let deposit = seat.valid_votes / DEPOSIT as f64;
    let in_pair: Vec<usize> = pairs.iter().flat_map(|pair| [pair.namesake, pair.principal]).collect();
    let candidates = contest.candidates.iter().enumerate();
    let lost = candidates.filter(move |(c, candidate)| {
        let of_a_party = !candidate.nota && !candidate.is_independent();
        of_a_party && !in_pair.contains(c) && (candidate.votes as f64) < deposit
    });
    lost.map(|(_, candidate)| (candidate.party.as_str(), log_votes(candidate.votes)))
}
