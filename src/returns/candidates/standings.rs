//! Who stood around the namesakes of a contest and in the other seats of its election, and how the
//! candidates of each party stand.

use super::{DEPOSIT, ListedContest, ListedPair};
use crate::election::{Elsewhere, Surroundings, log_votes};
use std::collections::BTreeMap;

/// The places of the ordinary independents of a contest: no namesakes, no principals, not among the leading three.
#[must_use]
pub fn ordinary_places(contest: &ListedContest, pairs: &[ListedPair]) -> Vec<usize> {
    let others = contest.ranking().into_iter().filter(|&c| !is_namesake(pairs, c));
    others.skip(3).filter(|&c| contest.candidates[c].is_independent()).collect()
}

/// The votes of the ordinary independents of a contest, most first.
#[must_use]
pub fn ordinary_independents(contest: &ListedContest, pairs: &[ListedPair]) -> Vec<u64> {
    ordinary_places(contest, pairs).into_iter().map(|c| contest.candidates[c].votes).collect()
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

/// The seats of a table, with what each shows of its election, and the candidates of parties in them
/// who are in no pair and lost their deposits. The seats of one state in one year are an election.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standings {
    elections: Numbered<Elsewhere>,
    parties: Numbered<()>,
    /// Every seat by the number of its election.
    seats: Vec<(usize, Surroundings)>,
    small: Vec<Small>,
}

/// Something that a year and a name tell apart, by number.
#[derive(Debug, Clone, Default, PartialEq)]
struct Numbered<T> {
    numbers: BTreeMap<(Option<u16>, String), usize>,
    values: Vec<T>,
}

impl<T: Default> Numbered<T> {
    fn number(&mut self, year: Option<u16>, name: &str) -> usize {
        let next = self.values.len();
        let number = *self.numbers.entry((year, name.to_owned())).or_insert(next);
        if number == next {
            self.values.push(T::default());
        }
        number
    }
}

/// A candidate of a party who lost their deposit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Small {
    /// The number of their seat.
    pub seat: usize,
    /// The number of their party in that year.
    pub party: usize,
    /// The logarithm of their votes.
    pub log: f64,
}

impl Standings {
    /// Adds a contest and returns the number of its seat.
    pub fn add(&mut self, contest: &ListedContest, pairs: &[ListedPair]) -> usize {
        let seat = surroundings(contest, pairs);
        let election = self.elections.number(contest.year, &contest.state);
        self.elections.values[election].add(&seat);
        let number = self.seats.len();
        for (party, log) in small_parties(contest, pairs, &seat) {
            let party = self.parties.number(contest.year, party);
            self.small.push(Small { seat: number, party, log });
        }
        self.seats.push((election, seat));
        number
    }

    /// A seat, with what the other seats of its election show as far as they were added.
    #[must_use]
    pub fn seat(&self, number: usize) -> Surroundings {
        let (election, seat) = self.seats[number];
        Surroundings { elsewhere: self.elections.values[election].without(&seat), ..seat }
    }

    /// The number of a seat's election: one state in one year.
    #[must_use]
    pub fn election(&self, seat: usize) -> usize {
        self.seats[seat].0
    }

    /// The candidates of parties who lost their deposits.
    #[must_use]
    pub fn small(&self) -> &[Small] {
        &self.small
    }

    /// The number of a party in a year, if any of its candidates lost their deposit.
    #[must_use]
    pub fn party(&self, year: Option<u16>, party: &str) -> Option<usize> {
        self.parties.numbers.get(&(year, party.to_owned())).copied()
    }

    /// What is known of every party: how many of its candidates lost their deposits, and the sum of their
    /// log ratios to the level of the independents of their seats, a logarithm of votes.
    #[must_use]
    pub fn parties(&self, level: &dyn Fn(&Surroundings) -> f64) -> Vec<(f64, f64)> {
        let levels: Vec<f64> = (0..self.seats.len()).map(|number| level(&self.seat(number))).collect();
        let mut sums = vec![(0.0, 0.0); self.parties.values.len()];
        for small in &self.small {
            sums[small.party].0 += 1.0;
            sums[small.party].1 += small.log - levels[small.seat];
        }
        sums
    }
}

/// The candidates of parties who are in no pair and lost their deposits: party, and logarithm of
/// the votes.
fn small_parties<'c>(
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
