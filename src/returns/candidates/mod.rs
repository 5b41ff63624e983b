//! Tables of candidates: one row per candidate of one contest, as election commissions, archives
//! and volunteers publish them.
//!
//! A [`CandidateTable`] reads any of them contest by contest and never holds more than one, so a
//! table of any size can be read. Which column is which is found from the header ([`Columns`]), or
//! told. What is odd about a row is said by the number of the row ([`RowNote`]).

mod cells;
mod columns;
mod header;
mod packed;
mod pairs;
mod reader;
mod records;
mod standings;

pub use columns::{Column, Columns, MissingColumns};
pub use pairs::{DEPOSIT, ListedPair, pairs, pairs_from};
pub use reader::CandidateTable;
pub use records::TableError;
pub use standings::{Small, Standings, ordinary_independents, ordinary_places};

use crate::election::is_independent;

/// One candidate of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCandidate {
    /// The name as the table has it.
    pub name: String,
    /// The party as the table has it; empty where it has none.
    pub party: String,
    /// All votes.
    pub votes: u64,
    /// Whether this is "none of the above" rather than a candidate.
    pub nota: bool,
    /// The row of the file, the header being row 1.
    pub row: u64,
}

impl ListedCandidate {
    /// Whether the candidate stands for no party.
    #[must_use]
    pub fn is_independent(&self) -> bool {
        !self.nota && is_independent(&self.party)
    }
}

/// One seat in one election: its candidates in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedContest {
    /// The state; empty where the table has none.
    pub state: String,
    /// The year, where the table has one.
    pub year: Option<u16>,
    /// The month, where the table has one.
    pub month: Option<u8>,
    /// The name of the seat.
    pub contest: String,
    /// Whether the table says that it was a by-election.
    pub by_election: bool,
    /// Its candidates.
    pub candidates: Vec<ListedCandidate>,
    /// The first row of the contest.
    pub row: u64,
}

impl ListedContest {
    /// Whether the ballot showed the candidates' photographs: India prints them on ballots for
    /// elections since 1 May 2015 (Election Commission of India). `None` where the year is not known.
    #[must_use]
    pub fn photos_on_ballot(&self) -> Option<bool> {
        let year = self.year?;
        Some(year > 2015 || (year == 2015 && self.month.is_some_and(|month| month >= 5)))
    }

    /// The places of the candidates by falling votes, NOTA apart; equal votes in the order of the table.
    #[must_use]
    pub fn ranking(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.candidates.len()).filter(|&c| !self.candidates[c].nota).collect();
        order.sort_by_key(|&c| std::cmp::Reverse(self.candidates[c].votes));
        order
    }

    /// Votes of all the candidates, NOTA apart.
    #[must_use]
    pub fn valid_votes(&self) -> u64 {
        self.candidates.iter().filter(|c| !c.nota).map(|c| c.votes).fold(0, u64::saturating_add)
    }
}

/// Something odd about a row, and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowNote {
    /// The row of the file, the header being row 1.
    pub row: u64,
    /// What is odd, and what was done.
    pub what: String,
}
