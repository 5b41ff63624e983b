//! One simulation: the small door behind which the sampler lives.
//!
//! [`draw`] fills a [`Draw`] from a model and an index. It depends on nothing else, allocates
//! nothing after the first call, and cannot fail.

mod ballots;
mod prospective;
mod retrospective;
mod support;

use crate::model::{Direction, Model};

/// What one simulation brought: the two tallies, and the diverted votes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draw {
    /// Votes by candidate as recorded.
    pub recorded: Vec<i64>,
    /// Votes by candidate in the world without namesakes.
    pub intended: Vec<i64>,
    /// Diverted votes by namesake, as a candidate's index.
    pub diverted: Vec<i64>,
    /// Votes meant for each group's principal, namesakes' returned votes included.
    pub meant: Vec<i64>,
    /// Diverted votes by group and cell.
    pub by_cell: Vec<Vec<u32>>,
    /// Segments whose drawn rate could not carry the stated variation between booths.
    pub clipped: u32,
}

/// Room to work in, kept from one simulation to the next.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    /// The simulation's result.
    pub draw: Draw,
    weights: Vec<f64>,
    hazards: Vec<f64>,
    supporters: Vec<i64>,
    votes: Vec<Vec<u32>>,
    factors: Vec<f64>,
}

impl Scratch {
    /// Room for simulations of one model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let candidates = model.known.len();
        Scratch {
            draw: Draw {
                recorded: vec![0; candidates],
                intended: vec![0; candidates],
                diverted: vec![0; candidates],
                meant: vec![0; model.groups.len()],
                by_cell: vec![vec![0; model.world.cells.len()]; model.groups.len()],
                clipped: 0,
            },
            votes: model.groups.iter().map(|group| group.votes.clone()).collect(),
            ..Scratch::default()
        }
    }
}

/// Runs simulation number `index` into `scratch`.
pub fn draw(model: &Model, index: u64, scratch: &mut Scratch) {
    scratch.draw.recorded.copy_from_slice(&model.known);
    scratch.draw.intended.copy_from_slice(&model.known);
    scratch.draw.diverted.fill(0);
    scratch.draw.clipped = 0;
    match &model.direction {
        Direction::Retrospective => retrospective::draw(model, index, scratch),
        Direction::Prospective(support) => prospective::draw(model, support, index, scratch),
    }
}
