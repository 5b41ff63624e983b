//! Eight simulations at a time: the small door behind which the sampler lives.
//!
//! [`draw`] fills a [`Scratch`] from a model and the index of the first of eight simulations. Each of
//! the eight depends on its own index and on nothing else; nothing is allocated after the first
//! call, and nothing can fail.

mod ballots;
mod lanes;
mod prospective;
mod retrospective;
mod support;
mod thinning;

pub use lanes::{Body, Counts, LANES};

use crate::model::{Direction, Model};
use crate::stats::{Purpose, Stream, stream};
use lanes::Tables;

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
    /// Diverted votes by group and cell, all simulations side by side.
    pub by_cell: Vec<Vec<Counts>>,
    body: Body,
    tables: Tables,
    lanes: Vec<Effects>,
    weights: Vec<f64>,
    row: Vec<u32>,
    room: retrospective::Room,
    votes: Vec<Vec<u32>>,
    factors: Vec<f64>,
}

/// What one simulation has drawn that all its booths share.
#[derive(Debug, Clone)]
struct Effects {
    shared: Stream,
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
        let candidates = model.known.len();
        let draw = Draw {
            recorded: vec![0; candidates],
            intended: vec![0; candidates],
            diverted: vec![0; candidates],
            meant: vec![0; model.groups.len()],
            clipped: 0,
        };
        let effects = |_| Effects {
            shared: stream(0, Purpose::Shared, 0),
            aside: stream(0, Purpose::Aside, 0),
            hazards: Vec::new(),
            supporters: Vec::new(),
        };
        Scratch {
            draws: std::array::from_fn(|_| draw.clone()),
            by_cell: vec![vec![[0; LANES]; model.world.cells.len()]; model.groups.len()],
            body,
            tables: Tables::default(),
            lanes: (0..LANES).map(effects).collect(),
            weights: Vec::new(),
            row: vec![0; model.world.cells.len()],
            room: retrospective::Room::default(),
            votes: model.groups.iter().map(|group| group.votes.clone()).collect(),
            factors: Vec::new(),
        }
    }
}

/// Runs the eight simulations from number `first` into `scratch`.
pub fn draw(model: &Model, first: u64, scratch: &mut Scratch) {
    for (lane, index) in (first..).take(LANES).enumerate() {
        let draw = &mut scratch.draws[lane];
        draw.recorded.copy_from_slice(&model.known);
        draw.intended.copy_from_slice(&model.known);
        draw.diverted.fill(0);
        draw.clipped = 0;
        scratch.lanes[lane].shared = stream(model.seed, Purpose::Shared, index);
        scratch.lanes[lane].aside = stream(model.seed, Purpose::Aside, index);
    }
    match &model.direction {
        Direction::Retrospective => {
            for (lane, index) in (first..).take(LANES).enumerate() {
                retrospective::draw(model, index, lane, scratch);
            }
        }
        Direction::Prospective(support) if support.is_fixed() => prospective::draw(model, first, scratch),
        Direction::Prospective(support) => {
            for (lane, index) in (first..).take(LANES).enumerate() {
                support::draw(model, support, index, lane, scratch);
                prospective::draw_one(model, index, lane, scratch);
            }
        }
    }
}
