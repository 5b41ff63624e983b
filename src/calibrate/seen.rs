//! What the tables show, in the form that the fits take.

use crate::returns::candidates::{ListedContest, ListedPair, Standings, ordinary_independents};

/// An ordinary independent with the others of their seat: a placebo, nobody's namesake.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placebo {
    /// The number of their seat.
    pub seat: usize,
    pub votes: u64,
    /// The logarithm of the median of the others, where there are others.
    pub median_of_others: Option<f64>,
}

/// A namesake and what surrounds them.
#[derive(Debug, Clone)]
pub(super) struct Namesake {
    pub year: Option<u16>,
    /// The number of their seat.
    pub seat: usize,
    pub votes: u64,
    /// The place of their principal in the seat's list.
    pub principal: usize,
    pub principal_votes: u64,
    /// How many namesakes that principal has.
    pub of: usize,
    pub similarity: f64,
    pub photos: bool,
    /// `None` for an independent.
    pub party: Option<String>,
}

/// Everything the fits look at.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub standings: Standings,
    pub placebos: Vec<Placebo>,
    pub namesakes: Vec<Namesake>,
    /// Logarithms of the median independent's share, of contests with at least three.
    pub typical_shares: Vec<f64>,
}

impl Seen {
    pub fn add(&mut self, contest: &ListedContest, pairs: &[ListedPair], photos: bool) {
        let seat = self.standings.add(contest, pairs);
        let valid_votes = self.standings.seat(seat).valid_votes;
        if valid_votes <= 0.0 {
            return;
        }
        let mut independents = ordinary_independents(contest, pairs);
        independents.sort_unstable();
        for (place, &votes) in independents.iter().enumerate() {
            let others: Vec<u64> =
                independents.iter().enumerate().filter(|&(p, _)| p != place).map(|(_, &v)| v).collect();
            let median_of_others = median(&others).filter(|&votes| votes > 0.0).map(libm::log);
            self.placebos.push(Placebo { seat, votes, median_of_others });
        }
        if let Some(typical) = median(&independents).filter(|&votes| votes > 0.0 && independents.len() >= 3) {
            self.typical_shares.push(libm::log(typical / valid_votes));
        }
        for pair in pairs {
            let (principal, namesake) = (&contest.candidates[pair.principal], &contest.candidates[pair.namesake]);
            self.namesakes.push(Namesake {
                year: contest.year,
                seat,
                votes: namesake.votes,
                principal: pair.principal,
                of: pairs.iter().filter(|other| other.principal == pair.principal).count(),
                principal_votes: principal.votes,
                similarity: pair.similarity,
                photos,
                party: (!namesake.is_independent()).then(|| namesake.party.clone()),
            });
        }
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
