//! The stories drawn: every draw is one number for each flow, and every combination is judged on it.

use super::arithmetic::wins;
use super::coalitions::Coalitions;
use crate::engine::{Scratch, draw};
use crate::model::{Flow, FlowLaw, Model};
use crate::scenario::Method;
use crate::stats::Purpose;
use crate::stats::streams::stream_at;

/// Draws between two looks at whether anybody asked to stop.
const ROUND: u64 = 8_192;

/// Draws that one thread takes at a time.
#[cfg(feature = "parallel")]
const BLOCK: u64 = 256;

/// Judges every combination on so many draws; `None` where `watch` ends them.
pub(super) fn run(model: &Model, draws: u64, watch: &mut dyn FnMut(u64) -> bool) -> Option<Coalitions> {
    // Shifted draws tell of flips alone, and a namesake's flow is to be what it is in a plain run.
    let model = &Model { method: Method::Plain, ..model.clone() };
    let mut counts = Coalitions::new(model);
    let diverted =
        model.stories.iter().flat_map(|story| &story.flows).any(|flow| matches!(flow.law, FlowLaw::Diverted(_)));
    let scratch = diverted.then(|| Scratch::new(model));
    let mut done = 0;
    while done < draws {
        let last = draws.min(done + ROUND);
        counts.merge(&round(model, scratch.as_ref(), done, last));
        done = last;
        if !watch(done) {
            return None;
        }
    }
    Some(counts)
}

#[cfg(feature = "parallel")]
fn round(model: &Model, scratch: Option<&Scratch>, first: u64, last: u64) -> Coalitions {
    use rayon::prelude::*;
    let blocks = (last - first).div_ceil(BLOCK);
    let add = |mut all: Coalitions, more: Coalitions| {
        all.merge(&more);
        all
    };
    (0..blocks)
        .into_par_iter()
        .map(|block| self::block(model, scratch, first + block * BLOCK, last.min(first + (block + 1) * BLOCK)))
        .reduce(|| Coalitions::new(model), add)
}

#[cfg(not(feature = "parallel"))]
fn round(model: &Model, scratch: Option<&Scratch>, first: u64, last: u64) -> Coalitions {
    block(model, scratch, first, last)
}

fn block(model: &Model, scratch: Option<&Scratch>, first: u64, last: u64) -> Coalitions {
    let mut counts = Coalitions::new(model);
    let mut judge = Judge::new(model);
    let mut scratch = scratch.cloned();
    let mut judged = |index: u64, of_namesake: &dyn Fn(usize) -> i64| {
        judge.judge(model, |flow| moved(model, flow, index, of_namesake));
        counts.record(&judge.flips, &judge.margins);
    };
    match &mut scratch {
        None => (first..last).for_each(|index| judged(index, &|_| 0)),
        Some(scratch) => draw(model, &(first..last).collect::<Vec<_>>(), scratch, &mut |scratch, count| {
            for (draw, &index) in scratch.draws.iter().zip(&scratch.indices).take(count) {
                judged(index, &|c| draw.diverted[c]);
            }
        }),
    }
    counts
}

/// The votes that a flow moves in one draw.
fn moved(model: &Model, flow: &Flow, index: u64, of_namesake: &dyn Fn(usize) -> i64) -> i64 {
    match flow.law {
        FlowLaw::Diverted(c) => of_namesake(c),
        FlowLaw::Share(law) => flow.votes(law.sample(&mut stream_at(model.seed, Purpose::Flows, flow.key, index))),
    }
}

/// Room to judge every combination of one draw in.
pub(super) struct Judge {
    /// Whether each combination changes who won.
    pub flips: Vec<bool>,
    /// The principal's margin over the rival in each.
    pub margins: Vec<i64>,
    changes: Vec<Vec<i64>>,
    tally: Vec<i64>,
    won: bool,
}

impl Judge {
    pub fn new(model: &Model) -> Self {
        let (stories, candidates) = (model.stories.len(), model.known.len());
        Judge {
            flips: vec![false; 1 << stories],
            margins: vec![0; 1 << stories],
            changes: vec![vec![0; candidates]; stories],
            tally: vec![0; candidates],
            won: wins(model, &model.known),
        }
    }

    /// Judges every combination, given how many votes each flow moves. All flows start from the tally as it was
    /// counted, so their order is nothing.
    pub fn judge(&mut self, model: &Model, moved: impl Fn(&Flow) -> i64) {
        for (story, change) in model.stories.iter().zip(&mut self.changes) {
            change.fill(0);
            story.flows.iter().for_each(|flow| flow.apply(moved(flow), change));
        }
        self.tally.copy_from_slice(&model.known);
        let (principal, rival) = (model.focus().principal, model.focus().rival);
        let mut set = 0_usize;
        for step in 0..self.flips.len() {
            // Gray's order: each combination differs from the one before by one story.
            let next = step ^ (step >> 1);
            if next != set {
                let place = (next ^ set).trailing_zeros() as usize;
                let sign = if next >> place & 1 == 1 { 1 } else { -1 };
                self.tally.iter_mut().zip(&self.changes[place]).for_each(|(votes, change)| *votes += sign * change);
                set = next;
            }
            self.flips[set] = wins(model, &self.tally) != self.won;
            self.margins[set] = self.tally[principal] - self.tally[rival];
        }
    }
}
