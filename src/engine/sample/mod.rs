//! Eight simulations at a time: the small door behind which the sampler lives.
//!
//! [`draw`] makes the simulations of some indices and shows them, eight by eight, in a [`Scratch`]. Each depends on its
//! own index and on nothing else, and nothing can fail.

mod ballots;
mod belief;
mod chances;
mod design;
mod gammas;
mod proposal;
mod prospective;
mod recorded;
mod shared;
mod support;
mod tables;
mod thinning;
mod window;

use super::lanes::Body;
use super::walk::{Counts, LANES};
use crate::model::{Direction, Model};
use crate::scenario::{Method, Support};
use crate::stats::{Purpose, Stream, stream};
use proposal::Prepared;
pub(super) use shared::scramble_of;
use shared::{Shared, is_shifted};
use std::sync::Arc;
use tables::Tables;

/// What is worked out once for a run.
pub(super) type Ready = (Arc<[f64]>, Arc<Prepared>);

/// What one simulation brought: the two tallies, and the diverted votes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draw {
    /// Votes by candidate as recorded.
    pub recorded: Vec<i64>,
    /// Votes by candidate once every misdirected vote is counted where it was meant.
    pub intended: Vec<i64>,
    /// Diverted votes by namesake, as a candidate's index.
    pub diverted: Vec<i64>,
    /// Votes meant for each group's principal.
    pub meant: Vec<i64>,
    /// Votes of each group's namesakes by voters of their own.
    pub own: Vec<i64>,
    /// Segments whose drawn rate could not carry the stated variation between booths.
    pub clipped: u32,
}

/// Eight simulations, and room to work in that is kept from one call to the next.
#[derive(Debug, Clone)]
pub struct Scratch {
    /// The simulations.
    pub draws: [Draw; LANES],
    /// Their indices.
    pub indices: [u64; LANES],
    /// Diverted votes by group and cell, all simulations side by side; of a contest that is over no cell is kept, because
    /// the law gives each.
    pub by_cell: Vec<Vec<Counts>>,
    /// The same by group and segment.
    pub by_segment: Vec<Vec<[u64; LANES]>>,
    body: Body,
    shift: Arc<[f64]>,
    prepared: Arc<Prepared>,
    tables: Tables,
    lanes: Vec<Effects>,
    weights: Vec<f64>,
    row: Vec<u32>,
    votes: Vec<Vec<u32>>,
    /// The largest cell of every group and segment.
    largest: Vec<Vec<u32>>,
    factors: Vec<f64>,
}

/// What one simulation has drawn that all its booths share.
#[derive(Debug, Clone)]
struct Effects {
    shared: Shared,
    /// Whatever is drawn rarely, by other samplers than the walk over the booths.
    aside: Stream,
    /// One per namesake of the group at hand.
    hazards: Vec<f64>,
    supporters: Vec<i64>,
}

impl Scratch {
    /// Room for simulations of one model, on the widest registers there are.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        Self::with_body(model, Body::widest())
    }

    /// The same on registers of one's choice, which changes no bit.
    #[must_use]
    pub fn with_body(model: &Model, body: Body) -> Self {
        Self::prepared(model, body, Self::prepare(model))
    }

    /// What is worked out once for a run, whatever the number of threads.
    pub(super) fn prepare(model: &Model) -> Ready {
        match model.direction {
            Direction::Retrospective => (Arc::from([]), Prepared::new(model)),
            Direction::Prospective(_) => (design::shift(model), Arc::default()),
        }
    }

    /// Room for simulations of a model for which that was done.
    pub(super) fn prepared(model: &Model, body: Body, (shift, prepared): Ready) -> Self {
        let candidates = model.known.len();
        let draw = Draw {
            recorded: vec![0; candidates],
            intended: vec![0; candidates],
            diverted: vec![0; candidates],
            meant: vec![0; model.groups.len()],
            own: vec![0; model.groups.len()],
            clipped: 0,
        };
        let forward = matches!(model.direction, Direction::Prospective(_));
        let cells = if forward { model.world.cells.len() } else { 0 };
        let effects = |_| Effects {
            shared: Shared::new(model, 0, &shift),
            aside: stream(0, Purpose::Aside, 0),
            hazards: Vec::new(),
            supporters: Vec::new(),
        };
        Scratch {
            draws: std::array::from_fn(|_| draw.clone()),
            indices: [0; LANES],
            by_cell: vec![vec![[0; LANES]; cells]; model.groups.len()],
            by_segment: vec![vec![[0; LANES]; model.world.segments()]; model.groups.len()],
            body: body.or_widest(),
            lanes: (0..LANES).map(effects).collect(),
            shift,
            prepared,
            tables: Tables::default(),
            weights: Vec::new(),
            row: vec![0; model.world.cells.len()],
            votes: model.groups.iter().map(|group| group.votes.clone()).collect(),
            largest: model.groups.iter().map(|group| prospective::largest(model, group)).collect(),
            factors: Vec::new(),
        }
    }
}

impl Scratch {
    /// The weight of one of the simulations under importance sampling, and whether it was drawn from
    /// the shifted law.
    pub(super) fn weight(&self, method: Method, lane: usize) -> (f64, bool) {
        (self.lanes[lane].shared.weight(), is_shifted(method, self.indices[lane]))
    }

    /// Adds the cells of a group up by segment.
    fn sum_segments(&mut self, model: &Model, place: usize) {
        for (segment, sums) in self.by_segment[place].iter_mut().enumerate() {
            *sums = sum(&self.by_cell[place][model.world.starts[segment]..model.world.starts[segment + 1]]);
        }
    }
}

/// The sum over cells, lane by lane.
fn sum(cells: &[Counts]) -> [u64; LANES] {
    let mut sums = [0; LANES];
    for counts in cells {
        sums.iter_mut().zip(counts).for_each(|(sum, &count)| *sum += u64::from(count));
    }
    sums
}

/// Eight neighbouring indices.
#[must_use]
pub fn neighbours(first: u64) -> [u64; LANES] {
    std::array::from_fn(|lane| first.wrapping_add(lane as u64))
}

/// The simulations `first..last` in the order in which eights of them are done fastest: alike rates side
/// by side, so that the walks over a booth end together, and those that divert nobody apart.
#[must_use]
pub fn order(model: &Model, first: u64, last: u64, scratch: &Scratch) -> Vec<u64> {
    let mut order: Vec<u64> = (first..last).collect();
    match &model.direction {
        Direction::Prospective(support) if support.is_fixed() => {
            // The shifted come last, so that those which are counted in full are a run of lanes.
            let key = |&index: &u64| {
                let hazard = prospective::focus_hazard(model, index, &scratch.shift);
                (is_shifted(model.method, index), hazard.to_bits(), index)
            };
            order.sort_by_cached_key(key);
        }
        _ => order.sort_by_key(|&index| is_shifted(model.method, index)),
    }
    order
}

/// Makes the simulations of these indices. Every eight of them, or fewer at the end, are shown to `take` as soon as they
/// lie in the scratch, with their number.
pub fn draw(model: &Model, indices: &[u64], scratch: &mut Scratch, take: &mut dyn FnMut(&Scratch, usize)) {
    let Direction::Prospective(support) = &model.direction else {
        return recorded::draw(model, indices, scratch, take);
    };
    for eight in indices.chunks(LANES) {
        // A short chunk is filled up with its last simulation, which is then counted once.
        scratch.indices = std::array::from_fn(|lane| eight[lane.min(eight.len() - 1)]);
        forward(model, support, scratch);
        take(scratch, eight.len());
    }
}

/// Runs eight simulations of a contest to come.
fn forward(model: &Model, support: &Support, scratch: &mut Scratch) {
    let indices = scratch.indices;
    for (lane, index) in indices.into_iter().enumerate() {
        let draw = &mut scratch.draws[lane];
        draw.recorded.copy_from_slice(&model.known);
        draw.intended.copy_from_slice(&model.known);
        draw.diverted.fill(0);
        draw.clipped = 0;
        scratch.lanes[lane].shared = Shared::new(model, index, &scratch.shift);
        scratch.lanes[lane].aside = stream(model.seed, Purpose::Aside, index);
    }
    if support.is_fixed() {
        return prospective::draw(model, scratch);
    }
    for (lane, index) in indices.into_iter().enumerate() {
        support::draw(model, support, index, lane, scratch);
        prospective::draw_one(model, index, lane, scratch);
    }
    (0..model.groups.len()).for_each(|place| scratch.sum_segments(model, place));
}
