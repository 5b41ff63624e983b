//! The same search with ordinary independents in the namesakes' places: what it finds where nobody is a namesake.
//!
//! In every contest each namesake changes places with an ordinary independent of the same seat, drawn without putting back:
//! the votes are those of the seat, and only who is called a namesake is left to chance. What is counted then is what names
//! alone would have shown (a permutation test; Fisher 1935).

use super::in_order;
use super::seats::{self, Held};
use crate::engine::law::Shared;
use crate::evidence::Evidence;
use crate::returns::candidates::ordinary_places;
use crate::stats::permutation::permuted;
use crate::stats::streams::splitmix64;
use std::collections::{BTreeMap, BTreeSet};

/// Every scan changes the same places: the seed is no option, so that two readers of a table read the same figures.
const SEED: u64 = 0x706c_6163_6562_6f73;

/// What a count comes to over all the changes of places.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The 5 % point.
    pub low: f64,
    /// The 95 % point.
    pub high: f64,
}

/// What the search finds as the votes were counted, and with ordinary independents in the namesakes' places; of the
/// contests in which every namesake has one to change with.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Placebo {
    /// Those contests.
    pub contests: u64,
    /// Contests with namesakes that have too few ordinary independents.
    pub without: u64,
    /// Contests among the first that arithmetic leaves open.
    pub possible: u64,
    /// The same with the places changed.
    pub possible_by_chance: Spread,
    /// The sum of the flip probabilities of the first.
    pub expected_flips: f64,
    /// The same with the places changed.
    pub flips_by_chance: Spread,
}

/// One contest each time that places are changed: whether arithmetic leaves it open, and the probability of a flip. Nothing
/// where there are too few ordinary independents.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Changed(Vec<(bool, f64)>);

impl Changed {
    /// Changes places in one contest.
    ///
    /// # Errors
    /// Why no scenario can be made of it.
    pub(super) fn new(held: &Held, evidence: &Evidence, shared: &Shared) -> Result<Changed, String> {
        let places = ordinary_places(&held.listed, &held.pairs);
        if places.len() < held.pairs.len() {
            return Ok(Changed::default());
        }
        let seed = splitmix64(SEED ^ held.seat as u64);
        let with = |time: usize| -> Vec<usize> {
            let drawn = |pair: usize| permuted(seed, time as u64, pair as u64, places.len() as u64);
            (0..held.pairs.len()).map(|pair| places[place(drawn(pair))]).collect()
        };
        let times: Vec<Vec<usize>> = (0..Placebo::TIMES).map(with).collect();
        // Few seats take nearly all the time, so their changes are shared out too; what is drawn twice is worked out once.
        let distinct: BTreeSet<&Vec<usize>> = times.iter().collect();
        let work = |with: &Vec<usize>| judged(held, with, evidence, shared);
        let judged = in_order(distinct.iter().copied().collect(), work);
        let known = distinct.into_iter().zip(judged).map(|(with, found)| found.map(|found| (with, found)));
        let known: BTreeMap<&Vec<usize>, (bool, f64)> = known.collect::<Result<_, String>>()?;
        Ok(Changed(times.iter().map(|with| known[with]).collect()))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the number of a candidate")]
fn place(number: u64) -> usize {
    number as usize
}

/// The contest with each namesake's votes changed for those of the candidate beside it.
fn judged(held: &Held, with: &[usize], evidence: &Evidence, shared: &Shared) -> Result<(bool, f64), String> {
    let mut listed = held.listed.clone();
    for (pair, &other) in held.pairs.iter().zip(with) {
        let votes = listed.candidates[pair.namesake].votes;
        listed.candidates[pair.namesake].votes = listed.candidates[other].votes;
        listed.candidates[other].votes = votes;
    }
    // Nobody overtakes the first by it, so there is nothing to work out of a winner, nor where no loser's namesakes poll the margin.
    let votes = |rank: usize| listed.ranking().get(rank).map_or(0, |&place| listed.candidates[place].votes);
    let (first, second) = (votes(0), votes(1));
    let open = held.pairs.iter().any(|pair| {
        let principal = listed.candidates[pair.principal].votes;
        let of = held.pairs.iter().filter(|other| other.principal == pair.principal);
        let polled: u64 = of.map(|other| listed.candidates[other.namesake].votes).sum();
        (principal < first || second == first) && polled > first - principal
    });
    if !open {
        return Ok((false, 0.0));
    }
    Ok(seats::judged(&listed, &held.pairs, held.photos, evidence, shared)?.found())
}

impl Placebo {
    /// Times that the places are changed in every contest.
    pub const TIMES: usize = 100;

    /// Adds contests up: what was found as the votes were counted, and with the places changed.
    pub(super) fn new(contests: &[((bool, f64), Changed)]) -> Self {
        let changed: Vec<_> = contests.iter().filter(|(_, changed)| !changed.0.is_empty()).collect();
        let at = |time: usize| changed.iter().map(move |(_, changed)| changed.0[time]);
        let possible = |time| at(time).filter(|(possible, _)| *possible).count() as f64;
        let flips = |time| at(time).map(|(_, flip)| flip).sum();
        Placebo {
            contests: changed.len() as u64,
            without: (contests.len() - changed.len()) as u64,
            possible: changed.iter().filter(|((possible, _), _)| *possible).count() as u64,
            possible_by_chance: Spread::of((0..Placebo::TIMES).map(possible).collect()),
            expected_flips: changed.iter().map(|((_, flip), _)| flip).sum(),
            flips_by_chance: Spread::of((0..Placebo::TIMES).map(flips).collect()),
        }
    }
}

impl Spread {
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let [low, high] = [values.len() / 20, values.len() - 1 - values.len() / 20].map(|at| values[at]);
        Spread { mean, low, high }
    }
}
