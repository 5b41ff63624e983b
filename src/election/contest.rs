//! One seat, one election.

use super::{Ballot, Candidate, Role, SharedName, SymbolStatus};
use std::collections::BTreeMap;

/// A namesake and the candidate whose name, symbol or label is alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Index of the namesake.
    pub namesake: usize,
    /// Index of the principal.
    pub principal: usize,
    /// How alike the names are, 0 to 1.
    pub name_similarity: f64,
    /// How alike the symbols or the labels as spoken are, 0 to 1.
    pub symbol_similarity: f64,
    /// Whether the symbol was new to the voters.
    pub symbol_status: SymbolStatus,
    /// What of the name is shared.
    pub shared: SharedName,
}

/// A part of the contest that is counted by itself: an assembly segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// The short name used in files.
    pub id: String,
    /// The name.
    pub name: String,
    /// The name in the local script, where known.
    pub name_local: Option<String>,
    /// How many booths it has, where known.
    pub booths: Option<u32>,
    /// The booth votes known for candidates, by index.
    pub votes: BTreeMap<usize, u64>,
}

/// A contest as somebody describes it, before anything was checked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// The seat.
    pub name: String,
    /// The seat in the local script, where known.
    pub name_local: Option<String>,
    /// Which election.
    pub election: Option<String>,
    /// The same in the local language, where known.
    pub election_local: Option<String>,
    /// The day of the poll as written in the scenario.
    pub date: Option<String>,
    /// Registered voters, where known.
    pub electors: Option<u64>,
    /// Booths, where known.
    pub booths: Option<u32>,
    /// Whether the ballot shows the candidates' photographs.
    pub photos_on_ballot: bool,
    /// The kind of ballot, where stated.
    pub ballot: Option<Ballot>,
    /// The country, where it is stated and is not the one that the evidence was fitted to.
    pub abroad: Option<String>,
    /// What stands there in the place of a party for candidates who have none, besides "Independent".
    pub independents: Vec<String>,
    /// The lines of the ballot, in order.
    pub candidates: Vec<Candidate>,
    /// Namesakes and their principals.
    pub pairs: Vec<Pair>,
    /// The segments, in order; empty where the contest is not divided.
    pub segments: Vec<Segment>,
}

/// One seat, one election: who stood, who shares whose name, and what was counted.
///
/// All votes are recorded votes in a contest that is over and intended votes in one to come. The
/// facts of its [`Draft`] can be read through it and no longer changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Contest(pub(super) Draft);

impl std::ops::Deref for Contest {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.0
    }
}

impl Contest {
    /// The lines of the ballot, in the order given.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// Namesakes and their principals.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The segments, in the order given; empty where the contest is not divided.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The kind of ballot: as stated, or the one that photographs tell in the country of the evidence. `None` where nothing
    /// is known of it.
    #[must_use]
    pub fn kind_of_ballot(&self) -> Option<Ballot> {
        let usual = if self.photos_on_ballot { Ballot::EvmPhoto } else { Ballot::Evm };
        self.ballot.or_else(|| self.abroad.is_none().then_some(usual))
    }

    /// The principals, in the order of the ballot.
    #[must_use]
    pub fn principals(&self) -> Vec<usize> {
        let mut principals: Vec<usize> = self.pairs.iter().map(|pair| pair.principal).collect();
        principals.sort_unstable();
        principals.dedup();
        principals
    }

    /// The namesakes of one principal, in the order given.
    #[must_use]
    pub fn namesakes_of(&self, principal: usize) -> Vec<usize> {
        self.pairs.iter().filter(|pair| pair.principal == principal).map(|pair| pair.namesake).collect()
    }

    /// Whether a candidate is somebody's namesake.
    #[must_use]
    pub fn is_namesake(&self, candidate: usize) -> bool {
        self.pairs.iter().any(|pair| pair.namesake == candidate)
    }

    /// Votes of all the candidates, NOTA apart.
    #[must_use]
    pub fn valid_votes(&self) -> u64 {
        self.candidates.iter().filter(|c| c.role == Role::Contender).map(Candidate::total_votes).sum()
    }

    /// Votes of every line of the ballot, NOTA included.
    #[must_use]
    pub fn votes_polled(&self) -> u64 {
        self.candidates.iter().map(Candidate::total_votes).sum()
    }

    /// The candidates who can win, by falling votes; equal votes in the order of the ballot.
    #[must_use]
    pub fn ranking(&self) -> Vec<usize> {
        let mut order: Vec<usize> =
            (0..self.candidates.len()).filter(|&c| self.candidates[c].role == Role::Contender).collect();
        order.sort_by_key(|&c| std::cmp::Reverse(self.candidates[c].total_votes()));
        order
    }

    /// The strongest candidate other than a principal and anybody's namesakes.
    #[must_use]
    pub fn rival_of(&self, principal: usize) -> Option<usize> {
        self.ranking().into_iter().find(|&c| c != principal && !self.is_namesake(c))
    }

    /// The principal whose seat is in question: the strongest one who did not win; where every
    /// principal won, the winner. In a contest to come, the strongest principal.
    #[must_use]
    pub fn focus(&self, votes_are_recorded: bool) -> Option<usize> {
        let winner = outcome_of(self);
        let principals = self.principals();
        let by_votes = |list: &[usize]| {
            list.iter().copied().max_by_key(|&c| (self.candidates[c].total_votes(), std::cmp::Reverse(c)))
        };
        let lost: Vec<usize> = principals.iter().copied().filter(|&p| Some(p) != winner).collect();
        if votes_are_recorded && !lost.is_empty() { by_votes(&lost) } else { by_votes(&principals) }
    }

    /// The median votes of the ordinary independents: those of no party who are nobody's namesake
    /// and no principal. `None` where there are none.
    #[must_use]
    pub fn median_ordinary_independent(&self) -> Option<f64> {
        let mut votes: Vec<u64> = self.ordinary_independents().map(|c| self.candidates[c].total_votes()).collect();
        votes.sort_unstable();
        match votes.len() {
            0 => None,
            n if n % 2 == 1 => Some(votes[n / 2] as f64),
            n => Some((votes[n / 2 - 1] + votes[n / 2]) as f64 / 2.0),
        }
    }

    /// Whether a candidate stands for no party, in this country's words for it.
    fn stands_alone(&self, candidate: &Candidate) -> bool {
        let party = || candidate.party.as_deref().map(|party| party.trim().to_lowercase());
        candidate.is_independent() || self.independents.iter().any(|word| party() == Some(word.to_lowercase()))
    }

    /// The ordinary independents, as indices.
    pub fn ordinary_independents(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.candidates.len()).filter(|&c| {
            let candidate = &self.candidates[c];
            candidate.role == Role::Contender
                && self.stands_alone(candidate)
                && !self.pairs.iter().any(|pair| pair.namesake == c || pair.principal == c)
        })
    }
}

/// The one with most votes; `None` at a tie.
fn outcome_of(contest: &Contest) -> Option<usize> {
    let ranking = contest.ranking();
    let votes = |place: usize| ranking.get(place).map(|&c| contest.candidates[c].total_votes());
    if votes(0) == votes(1) { None } else { ranking.first().copied() }
}
