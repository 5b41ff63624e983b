//! Many simulations, over threads where there are any.

use super::lanes::Body;
use super::rows::Row;
use super::sample::{Ready, Scratch, draw, order};
use super::summary::Summary;
use crate::model::Model;

/// How much to simulate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// The first simulation: 0, or where an earlier shard of the run ends.
    pub first: u64,
    /// The most simulations.
    pub draws: u64,
    /// Stop sooner, once the standard error of the flip probability is this small.
    pub until: Option<f64>,
    /// Which instructions draw the booths; no bit of the answer depends on it.
    pub body: Body,
    /// Simulations that one thread takes at a time and sorts by their rates; no bit of the answer
    /// depends on it.
    pub block: u64,
    /// Whether diverted votes are counted by place. A sweep asks for the seat alone; no count of the seat depends on it.
    pub places: bool,
}

impl Plan {
    /// So many simulations, on the widest registers there are.
    #[must_use]
    pub fn new(draws: u64) -> Self {
        Plan { first: 0, draws, until: None, body: Body::widest(), block: 256, places: true }
    }

    /// Shard `shard` of `shards` of so many simulations: a part of them that begins where the one before
    /// ends. Added up, the summaries of all shards are that of the whole.
    #[must_use]
    pub fn shard(draws: u64, shard: u32, shards: u32) -> Self {
        let cut = |at: u32| {
            let cut = u128::from(draws) * u128::from(at) / u128::from(shards.max(1));
            u64::try_from(cut).unwrap_or(u64::MAX)
        };
        let first = cut(shard);
        Plan { first, ..Plan::new(cut(shard + 1) - first) }
    }
}

/// As many simulations as the scenario of a study asks for.
impl Default for Plan {
    fn default() -> Self {
        Plan::new(u64::MAX)
    }
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Simulations done.
    pub done: u64,
    /// The most there will be.
    pub draws: u64,
}

/// Simulations between two looks at the clock, the keyboard and the standard error. It belongs to
/// the answer of a run with `until`, so it is the same for every number of threads.
const ROUND: u64 = 8_192;

/// Runs the simulations of a model from [`Plan::first`] on. `watch` is told after every round how far the run has
/// come, and ends it by answering `false`; the summary then holds the rounds that were done.
pub fn run(model: &Model, plan: &Plan, watch: &mut dyn FnMut(Progress) -> bool) -> Summary {
    rounds(model, plan, None, watch)
}

/// What takes a round of simulations, and answers whether to go on.
type Take<'t> = dyn FnMut(&[Row]) -> bool + 't;

/// The same, and `take` is given every simulation as a row, round by round, in the order of their indices. It
/// too ends the run by answering `false`. No more than a round of rows is ever in memory.
pub fn run_in_rows(
    model: &Model,
    plan: &Plan,
    take: &mut Take<'_>,
    watch: &mut dyn FnMut(Progress) -> bool,
) -> Summary {
    rounds(model, plan, Some(take), watch)
}

fn rounds(
    model: &Model,
    plan: &Plan,
    mut take: Option<&mut Take<'_>>,
    watch: &mut dyn FnMut(Progress) -> bool,
) -> Summary {
    let mut summary = empty(model, plan);
    let ready = Scratch::prepare(model);
    let mut done = 0;
    while done < plan.draws {
        let last = plan.draws.min(done + ROUND);
        let mut piece = round(model, plan, &ready, take.is_some(), plan.first + done, plan.first + last);
        summary.merge(&piece.summary);
        done = last;
        let settled = plan.until.is_some_and(|goal| summary.flips().cautious_standard_error <= goal);
        let wanted = take.as_mut().is_none_or(|take| {
            let rows = piece.rows.get_or_insert_default();
            // Which thread made which rows is chance, and so is their order.
            rows.sort_unstable_by_key(|row| row.index);
            take(rows)
        });
        if !watch(Progress { done, draws: plan.draws }) || settled || !wanted {
            break;
        }
    }
    summary
}

/// What one thread brings of a round.
struct Piece {
    summary: Summary,
    /// The simulations one by one, where they are asked for.
    rows: Option<Vec<Row>>,
}

impl Piece {
    fn new(model: &Model, plan: &Plan, in_rows: bool) -> Self {
        Piece { summary: empty(model, plan), rows: in_rows.then(Vec::new) }
    }

    #[cfg(feature = "parallel")]
    fn with(mut self, other: Piece) -> Self {
        self.summary.merge(&other.summary);
        if let (Some(ours), Some(theirs)) = (&mut self.rows, other.rows) {
            ours.extend(theirs);
        }
        self
    }
}

fn empty(model: &Model, plan: &Plan) -> Summary {
    if plan.places { Summary::new(model) } else { Summary::of_seat(model) }
}

fn block(model: &Model, (mut piece, mut scratch): (Piece, Scratch), first: u64, last: u64) -> (Piece, Scratch) {
    let order = order(model, first, last, &scratch);
    draw(model, &order, &mut scratch, &mut |scratch, count| {
        piece.summary.record(model, count, scratch);
        if let Some(rows) = &mut piece.rows {
            rows.extend((0..count).map(|lane| Row::of(model, lane, scratch)));
        }
    });
    (piece, scratch)
}

#[cfg(feature = "parallel")]
fn round(model: &Model, plan: &Plan, ready: &Ready, in_rows: bool, first: u64, last: u64) -> Piece {
    use rayon::prelude::*;
    // A summary per thread rather than per block: it is large where booths are many.
    let pieces = rayon::current_num_threads() as u64;
    let size = plan.block.clamp(1, ROUND);
    let blocks = (last - first).div_ceil(size);
    (0..pieces)
        .into_par_iter()
        .map(|piece| {
            let mine = (piece..blocks).step_by(usize::try_from(pieces).unwrap_or(1));
            let empty = (Piece::new(model, plan, in_rows), Scratch::prepared(model, plan.body, ready.clone()));
            mine.fold(empty, |state, b| {
                let start = first + b * size;
                block(model, state, start, last.min(start + size))
            })
            .0
        })
        .reduce_with(Piece::with)
        .unwrap_or_else(|| Piece::new(model, plan, in_rows))
}

#[cfg(not(feature = "parallel"))]
fn round(model: &Model, plan: &Plan, ready: &Ready, in_rows: bool, first: u64, last: u64) -> Piece {
    let empty = (Piece::new(model, plan, in_rows), Scratch::prepared(model, plan.body, ready.clone()));
    block(model, empty, first, last).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_cover_every_draw_once() {
        for (draws, shards) in [(0, 1), (1, 3), (64, 7), (100_000, 64), (1_000_000_000, 1_000), (5, 1_000)] {
            let mut next = 0;
            for shard in 0..shards {
                let plan = Plan::shard(draws, shard, shards);
                assert_eq!(plan.first, next);
                next += plan.draws;
            }
            assert_eq!(next, draws);
        }
    }
}
