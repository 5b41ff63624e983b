//! Simulations one by one, for whoever wants more of them than their summary.

use super::sample::Scratch;
use super::summary::Flip;
use crate::election::Outcome;
use crate::model::{Group, Model};

/// What one simulation brought to the seat.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which simulation.
    pub index: u64,
    /// How much it counts: 1 but under importance sampling.
    pub weight: f64,
    /// Whether importance sampling drew it from the shifted law, so that of it the flip alone is counted.
    pub shifted: bool,
    /// Whether somebody who does not win as recorded wins once every misdirected vote is counted where it was meant.
    pub flip: bool,
    /// How the count as recorded ends.
    pub recorded: Outcome,
    /// How it ends once every misdirected vote is counted where it was meant.
    pub intended: Outcome,
    /// The votes of the principal in question less the rival's, as recorded.
    pub recorded_margin: i64,
    /// The same once every misdirected vote is counted where it was meant.
    pub counterfactual_margin: i64,
    /// Votes meant for the principal in question.
    pub meant: i64,
    /// Votes diverted to all their namesakes together.
    pub all_diverted: i64,
    /// Diverted votes by namesake, group by group, in the order of [`Model::groups`].
    pub diverted: Vec<i64>,
}

impl Row {
    /// One of the eight simulations of a scratch.
    pub(super) fn of(model: &Model, lane: usize, scratch: &Scratch) -> Self {
        let (draw, focus) = (&scratch.draws[lane], model.focus());
        let (weight, shifted) = scratch.weight(model.method, lane);
        let margin = |tally: &[i64]| tally[focus.principal] - tally[focus.rival];
        let both = Flip::of(model, draw);
        let diverted = |group: &Group| {
            let namesakes = group.namesakes.iter().map(|namesake| draw.diverted[namesake.candidate]);
            namesakes.collect::<Vec<i64>>()
        };
        Row {
            index: scratch.indices[lane],
            weight,
            shifted,
            flip: both.anybody(),
            recorded: both.recorded,
            intended: both.intended,
            recorded_margin: margin(&draw.recorded),
            counterfactual_margin: margin(&draw.intended),
            meant: draw.meant[model.focus],
            all_diverted: diverted(focus).iter().sum(),
            diverted: model.groups.iter().flat_map(diverted).collect(),
        }
    }
}
