//! Many simulations, over threads where there are any.

use super::lanes::Body;
use super::sample::{Scratch, draw, order};
use super::summary::Summary;
use super::walk::LANES;
use crate::model::Model;

/// How much to simulate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// The most simulations.
    pub draws: u64,
    /// Stop sooner, once the standard error of the flip probability is this small.
    pub until: Option<f64>,
    /// Which instructions draw the booths; no bit of the answer depends on it.
    pub body: Body,
    /// Simulations that one thread takes at a time and sorts by their rates; no bit of the answer
    /// depends on it.
    pub block: u64,
}

impl Plan {
    /// So many simulations, on the widest registers there are.
    #[must_use]
    pub fn new(draws: u64) -> Self {
        Plan { draws, until: None, body: Body::widest(), block: 256 }
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

/// Runs simulations 0, 1, 2, ... of a model. `watch` is told after every round how far the run has
/// come, and ends it by answering `false`; the summary then holds the rounds that were done.
pub fn run(model: &Model, plan: &Plan, watch: &mut dyn FnMut(Progress) -> bool) -> Summary {
    let mut summary = Summary::new(model);
    let mut done = 0;
    while done < plan.draws {
        let last = plan.draws.min(done + ROUND);
        summary.merge(&round(model, plan, done, last));
        done = last;
        let settled = plan.until.is_some_and(|goal| summary.flips().cautious_standard_error <= goal);
        if !watch(Progress { done, draws: plan.draws }) || settled {
            break;
        }
    }
    summary
}

fn block(model: &Model, (mut summary, mut scratch): (Summary, Scratch), first: u64, last: u64) -> (Summary, Scratch) {
    for eight in order(model, first, last, &scratch).chunks(LANES) {
        // A short chunk is filled up with its last simulation, which is then counted once.
        let indices = std::array::from_fn(|lane| eight[lane.min(eight.len() - 1)]);
        draw(model, indices, &mut scratch);
        summary.record(model, eight.len(), &scratch);
    }
    (summary, scratch)
}

#[cfg(feature = "parallel")]
fn round(model: &Model, plan: &Plan, first: u64, last: u64) -> Summary {
    use rayon::prelude::*;
    // A summary per thread rather than per block: it is large where booths are many.
    let pieces = rayon::current_num_threads() as u64;
    let size = plan.block.clamp(1, ROUND);
    let blocks = (last - first).div_ceil(size);
    (0..pieces)
        .into_par_iter()
        .map(|piece| {
            let mine = (piece..blocks).step_by(usize::try_from(pieces).unwrap_or(1));
            mine.fold((Summary::new(model), Scratch::with_body(model, plan.body)), |state, b| {
                let start = first + b * size;
                block(model, state, start, last.min(start + size))
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
fn round(model: &Model, plan: &Plan, first: u64, last: u64) -> Summary {
    block(model, (Summary::new(model), Scratch::with_body(model, plan.body)), first, last).0
}
