//! A sweep: one scenario at many values of some of its keys, under one seed.
//!
//! A [`Design`] says which points there are and in which order they are visited; [`solve`] looks for the value at which the
//! flip probability is a given one. Each point is answered by a study of its own. Every point draws from the same streams
//! (common random numbers), so neighbouring points differ by their values and not by chance.

mod design;
mod goal;
mod solve;

pub use design::{Axis, Design, MOST_POINTS, Sampling};
pub use goal::{Goal, GoalError, goal};
pub use solve::{Solution, SolveError, solve};
