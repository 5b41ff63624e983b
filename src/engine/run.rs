//! Many simulations, over threads where there are any.

use super::sample::{LANES, Scratch, draw};
use super::summary::Summary;
use crate::model::Model;

/// How much to simulate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// The most simulations.
    pub draws: u64,
    /// Stop sooner, once the standard error of the flip probability is this small.
    pub until: Option<f64>,
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

/// Simulations that one thread takes at a time.
const BLOCK: u64 = 64;

/// Runs simulations 0, 1, 2, ... of a model. `watch` is told after every round how far the run has
/// come, and ends it by answering `false`; the summary then holds the rounds that were done.
pub fn run(model: &Model, plan: &Plan, watch: &mut dyn FnMut(Progress) -> bool) -> Summary {
    let mut summary = Summary::new(model);
    while summary.draws < plan.draws {
        let first = summary.draws;
        let last = plan.draws.min(first + ROUND);
        summary.merge(&round(model, first, last));
        let settled = plan.until.is_some_and(|goal| summary.flips().cautious_standard_error() <= goal);
        if !watch(Progress { done: summary.draws, draws: plan.draws }) || settled {
            break;
        }
    }
    summary
}

fn block(model: &Model, (mut summary, mut scratch): (Summary, Scratch), first: u64, last: u64) -> (Summary, Scratch) {
    for start in (first..last).step_by(LANES) {
        draw(model, start, &mut scratch);
        let lanes = usize::try_from(last - start).unwrap_or(LANES);
        summary.record(model, start, lanes, &scratch);
    }
    (summary, scratch)
}

#[cfg(feature = "parallel")]
fn round(model: &Model, first: u64, last: u64) -> Summary {
    use rayon::prelude::*;
    // A summary per thread rather than per block: it is large where booths are many.
    let pieces = rayon::current_num_threads() as u64;
    let blocks = (last - first).div_ceil(BLOCK);
    (0..pieces)
        .into_par_iter()
        .map(|piece| {
            let mine = (piece..blocks).step_by(usize::try_from(pieces).unwrap_or(1));
            mine.fold((Summary::new(model), Scratch::new(model)), |state, b| {
                let start = first + b * BLOCK;
                block(model, state, start, last.min(start + BLOCK))
            })
            .0
        })
        .reduce_with(|mut a, b| {
            a.merge(&b);
            a
        })
        .unwrap_or_else(|| Summary::new(model))
}

#[cfg(not(feature = "parallel"))]
fn round(model: &Model, first: u64, last: u64) -> Summary {
    let mut state = (Summary::new(model), Scratch::new(model));
    let mut start = first;
    while start < last {
        state = block(model, state, start, last.min(start + BLOCK));
        start += BLOCK;
    }
    state.0
}
