//! The namesakes of whole elections: where could they have mattered?
//!
//! Contests are added as they are read. Those without namesakes leave only what they tell of the
//! parties that stood in them; those with namesakes are kept, because a forecast looks at everything
//! else that was read. [`Scan::finish`] works them out and ranks them.
//!
//! ```
//! use humnaam::evidence::Evidence;
//! use humnaam::returns::candidates::CandidateTable;
//! use humnaam::scan::Scan;
//!
//! let text = "constituency,candidate,party,votes\n\
//!     Seat,ASHA RAO,A,50000\nSeat,BIMAL SEN,B,49500\nSeat,BIMAL SEN,IND,900\nSeat,CHAND LAL,IND,400\n";
//! let mut table = CandidateTable::new(text.as_bytes(), None)?;
//! let evidence = Evidence::builtin();
//! let mut scan = Scan::new(&evidence, None);
//! while let Some(contest) = table.next_contest()? {
//!     scan.take(contest);
//! }
//! let found = scan.finish();
//! assert_eq!(found.rows[0].principal.name, "BIMAL SEN");
//! assert_eq!((found.rows[0].namesake.votes, found.possible), (900, 1));
//! # Ok::<(), humnaam::returns::candidates::TableError>(())
//! ```

mod placebo;
mod seat;
mod seats;

pub use placebo::{Placebo, Spread};
pub use seats::{Flip, PairRow, Person};

use crate::bounds::Verdict;
use crate::engine::law::Shared;
use crate::evidence::Evidence;
use crate::names::{Name, SIMILAR};
use crate::returns::candidates::{ListedContest, Standings, pairs_from};
use placebo::Changed;
use seats::{Around, Held};

/// A scan under way.
#[derive(Debug)]
pub struct Scan<'e> {
    evidence: &'e Evidence,
    photos: Option<bool>,
    least: f64,
    standings: Standings,
    held: Vec<Held>,
    counts: Counts,
    waiting: Vec<ListedContest>,
}

/// Contests that are handed to the threads at a time.
const BATCH: usize = 256;

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Contests.
    pub contests: u64,
    /// Candidates, NOTA apart.
    pub candidates: u64,
    /// Contests in which a candidate stood alone: nothing to look for.
    pub alone: u64,
    /// Contests whose year is not known, so that photographs on the ballot were taken as given.
    pub without_year: u64,
    /// Candidates whose names are in a script that cannot be compared with those of others in the contest.
    pub not_comparable: u64,
}

/// What a scan found.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// How alike two names had to be to be a pair.
    pub least_similarity: f64,
    /// The pairs, those first whose seat would most probably have gone to another.
    pub rows: Vec<PairRow>,
    /// What was looked at.
    pub counts: Counts,
    /// Contests with namesakes.
    pub with_namesakes: u64,
    /// Contests whose runner-up had a namesake.
    pub runner_up: u64,
    /// Contests that arithmetic leaves open: a loser's namesakes polled more than the margin.
    pub possible: u64,
    /// The expected number of seats that would have gone to another: the sum of the flip
    /// probabilities.
    pub expected_flips: f64,
    /// The same search with ordinary independents in the namesakes' places.
    pub placebo: Placebo,
    /// Contests with namesakes that could not be worked out: the row each begins in, and why.
    pub left_out: Vec<(u64, String)>,
}

impl<'e> Scan<'e> {
    /// Begins a scan. `photos` says whether the ballots show photographs where the year does not.
    #[must_use]
    pub fn new(evidence: &'e Evidence, photos: Option<bool>) -> Self {
        let (standings, held, counts) = (Standings::default(), Vec::new(), Counts::default());
        Scan { evidence, photos, least: SIMILAR, standings, held, counts, waiting: Vec::new() }
    }

    /// Takes names for a pair that are alike to this degree, 0 to 1, in place of the usual one.
    #[must_use]
    pub fn from_similarity(self, least: f64) -> Self {
        Scan { least, ..self }
    }

    /// Takes the next contest, and answers whether it has looked at those that were taken so far: it does so when there is work
    /// for all threads.
    pub fn take(&mut self, contest: ListedContest) -> bool {
        self.waiting.push(contest);
        let enough = self.waiting.len() == BATCH;
        if enough {
            self.look();
        }
        enough
    }

    /// How many contests it has looked at.
    #[must_use]
    pub fn looked_at(&self) -> u64 {
        self.counts.contests
    }

    /// Looks at the contests that wait, in order.
    fn look(&mut self) {
        let (contests, least) = (std::mem::take(&mut self.waiting), self.least);
        for (listed, pairs) in in_order(contests, |listed| {
            let pairs = pairs_from(&listed, least);
            (listed, pairs)
        }) {
            let seat = self.standings.add(&listed, &pairs);
            let candidates = listed.candidates.iter().filter(|candidate| !candidate.nota).count();
            self.counts.contests += 1;
            self.counts.candidates += candidates as u64;
            self.counts.alone += u64::from(candidates < 2);
            self.counts.not_comparable += not_comparable(&listed);
            if !pairs.is_empty() {
                let known = self.photos.or_else(|| listed.photos_on_ballot());
                self.counts.without_year += u64::from(known.is_none());
                // Ballots of today show them.
                self.held.push(Held { photos: known.unwrap_or(true), listed, pairs, seat });
            }
        }
    }

    /// Works out every contest that has namesakes.
    #[must_use]
    pub fn finish(mut self) -> Findings {
        self.look();
        let Scan { evidence, least, standings, held, counts, .. } = self;
        let with_namesakes = held.len() as u64;
        let parties = standings.parties(&|seat| evidence.independents.next(seat).location);
        let starts: Vec<u64> = held.iter().map(|held| held.listed.row).collect();
        let worked: Vec<Result<_, String>> = in_order(held, |held| {
            let around = Around { seat: standings.seat(held.seat), standings: &standings, parties: &parties };
            let shared = Shared::up_to(held.most());
            let judged = seats::judged(&held.listed, &held.pairs, held.photos, evidence, &shared)?;
            let rows = seats::rows(&held, &judged, &around, evidence);
            Ok((rows, (judged.found(), Changed::new(&held, evidence, &shared)?)))
        });
        let mut found = Findings {
            least_similarity: least,
            rows: Vec::new(),
            counts,
            with_namesakes,
            runner_up: 0,
            possible: 0,
            expected_flips: 0.0,
            placebo: Placebo::default(),
            left_out: Vec::new(),
        };
        let mut contests = Vec::new();
        for (start, outcome) in starts.into_iter().zip(worked) {
            match outcome {
                Ok((rows, contest)) => {
                    found.count(rows);
                    contests.push(contest);
                }
                Err(why) => found.left_out.push((start, why)),
            }
        }
        found.placebo = Placebo::new(&contests);
        let open = |row: &PairRow| (row.verdict == Verdict::Possible, row.verdict != Verdict::NotApplicable);
        found.rows.sort_by(|a, b| {
            let surest = b.flip.probability.total_cmp(&a.flip.probability).then(open(b).cmp(&open(a)));
            let nearest = || a.share_needed.unwrap_or(f64::MAX).total_cmp(&b.share_needed.unwrap_or(f64::MAX));
            surest.then_with(nearest).then_with(|| a.margin.cmp(&b.margin))
        });
        found
    }
}

impl Findings {
    /// Counts the seat of these rows, each principal once.
    fn count(&mut self, rows: Vec<PairRow>) {
        let first =
            |place: usize| rows.iter().position(|row| row.principal_rank == rows[place].principal_rank) == Some(place);
        let principals: Vec<&PairRow> =
            (0..rows.len()).filter(|&place| first(place)).map(|place| &rows[place]).collect();
        self.runner_up += u64::from(principals.iter().any(|row| row.principal_rank == 2));
        self.possible += u64::from(principals.iter().any(|row| row.verdict == Verdict::Possible));
        self.expected_flips += principals.iter().map(|row| row.flip.probability).sum::<f64>();
        self.rows.extend(rows);
    }
}

/// Candidates whose script is not that of the first: only names that are not in ASCII are looked at.
fn not_comparable(listed: &ListedContest) -> u64 {
    let names = listed.candidates.iter().filter(|candidate| !candidate.nota).map(|candidate| &candidate.name);
    let scripts: Vec<_> = names.map(|name| if name.is_ascii() { None } else { Name::new(name).script }).collect();
    scripts.iter().filter(|script| script.is_some() && scripts.iter().any(|other| other != *script)).count() as u64
}

/// Maps over threads where there are any; what comes back is in the order of what went in.
#[cfg(feature = "parallel")]
fn in_order<T: Send, R: Send>(list: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    list.into_par_iter().map(work).collect()
}

#[cfg(not(feature = "parallel"))]
fn in_order<T, R>(list: Vec<T>, work: impl Fn(T) -> R) -> Vec<R> {
    list.into_iter().map(work).collect()
}

#[cfg(test)]
mod tests;
