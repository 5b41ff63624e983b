//! Eight simulations at a time: the small door behind which the sampler lives.
//!
//! [`draw`] fills a [`Scratch`] from a model and the index of the first of eight simulations. Each of
//! the eight depends on its own index and on nothing else; nothing is allocated after the first
//! call, and nothing can fail.

mod ballots;
mod design;
mod prospective;
mod retrospective;
mod shared;
mod support;
mod tables;
mod thinning;

use super::lanes::Body;
use super::walk::{Counts, LANES};
use crate::model::{Direction, Model};
use crate::scenario::Method;
use crate::stats::{Purpose, Stream, stream};
pub(super) use shared::scramble_of;
use shared::{Shared, is_shifted};
use std::sync::Arc;
use tables::Tables;

/// What one simulation brought: the two tallies, and the diverted votes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draw {
    /// Votes by candidate as recorded.
    pub recorded: Vec<i64>,
    /// Votes by candidate in the world without namesakes.
    pub intended: Vec<i64>,
    /// Diverted votes by namesake, as a candidate's index.
    pub diverted: Vec<i64>,
    /// Votes meant for each group's principal.
    pub meant: Vec<i64>,
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
    /// Diverted votes by group and cell, all simulations side by side.
    pub by_cell: Vec<Vec<Counts>>,
    /// The same by group and segment.
    pub by_segment: Vec<Vec<[u64; LANES]>>,
    /// Whether diverted votes are placed in cells: always, but where the seat alone is counted and they
    /// need not be.
    pub(super) places: bool,
    body: Body,
    shift: Arc<[f64]>,
    tables: Tables,
    lanes: Vec<Effects>,
    weights: Vec<f64>,
    row: Vec<u32>,
    room: retrospective::Room,
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
        Self::for_plan(model, body, true)
    }

    /// The same, and whether diverted votes are to be placed in cells.
    pub(super) fn for_plan(model: &Model, body: Body, places: bool) -> Self {
        let candidates = model.known.len();
        let draw = Draw {
            recorded: vec![0; candidates],
            intended: vec![0; candidates],
            diverted: vec![0; candidates],
            meant: vec![0; model.groups.len()],
            clipped: 0,
        };
        let shift = design::shift(model);
        let effects = |_| Effects {
            shared: Shared::new(model, 0, &shift),
            aside: stream(0, Purpose::Aside, 0),
            hazards: Vec::new(),
            supporters: Vec::new(),
        };
        Scratch {
            draws: std::array::from_fn(|_| draw.clone()),
            indices: [0; LANES],
            by_cell: vec![vec![[0; LANES]; model.world.cells.len()]; model.groups.len()],
            by_segment: vec![vec![[0; LANES]; model.world.segments()]; model.groups.len()],
            places,
            body: body.or_widest(),
            lanes: (0..LANES).map(effects).collect(),
            shift,
            tables: Tables::default(),
            weights: Vec::new(),
            row: vec![0; model.world.cells.len()],
            room: retrospective::Room::default(),
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

/// Runs the eight simulations of these indices into `scratch`.
pub fn draw(model: &Model, indices: [u64; LANES], scratch: &mut Scratch) {
    scratch.indices = indices;
    for (lane, index) in indices.into_iter().enumerate() {
        let draw = &mut scratch.draws[lane];
        draw.recorded.copy_from_slice(&model.known);
        draw.intended.copy_from_slice(&model.known);
        draw.diverted.fill(0);
        draw.clipped = 0;
        scratch.lanes[lane].shared = Shared::new(model, index, &scratch.shift);
        scratch.lanes[lane].aside = stream(model.seed, Purpose::Aside, index);
    }
    match &model.direction {
        Direction::Retrospective => {
            for (lane, index) in indices.into_iter().enumerate() {
                retrospective::draw(model, index, lane, scratch);
            }
            if scratch.places {
                (0..model.groups.len()).for_each(|place| scratch.sum_segments(model, place));
            }
        }
        Direction::Prospective(support) if support.is_fixed() => prospective::draw(model, scratch),
        Direction::Prospective(support) => {
            for (lane, index) in indices.into_iter().enumerate() {
                support::draw(model, support, index, lane, scratch);
                prospective::draw_one(model, index, lane, scratch);
            }
            (0..model.groups.len()).for_each(|place| scratch.sum_segments(model, place));
        }
    }
}
