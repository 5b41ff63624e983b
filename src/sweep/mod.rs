//! A sweep: one scenario at many values of some of its keys, under one seed.
//!
//! A [`Design`] says which points there are and in which order they are visited; [`solve`] looks for the value at which the
//! flip probability is a given one. Each point is answered by a study of its own. Every point draws from the same streams
//! (common random numbers), so neighbouring points differ by their values and not by chance.
//!
//! ```
//! use humnaam::scenario::Values;
//! use humnaam::study::{Disk, Written};
//! use humnaam::sweep::{Axis, Design, Sampling};
//!
//! let rates = Axis { path: "confusion.rate".to_owned(), values: Values::parse("0,0.02")? };
//! let design = Design::new(vec![rates], Sampling::Grid, 1)?;
//! let scenario = Written::open("scenarios/raigad-2014.toml", None, &Disk)?;
//! let mut flips = Vec::new();
//! for point in 0..design.points() {
//!     let setting = format!("confusion.rate={}", design.values(point)[0]);
//!     flips.push(scenario.study(&[setting])?.answer(false, &mut |_| true)?.best());
//! }
//! assert!(flips[0] == 0.0 && flips[1] > 0.9);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod design;
mod goal;
mod solve;

pub use design::{Axis, Design, MOST_POINTS, Sampling};
pub use goal::{Goal, GoalError, Solved, goal};
pub use solve::{Solution, SolveError, solve};
