//! From TOML text to a valid [`Scenario`], or every problem at once with its place.
//!
//! The text is walked by hand rather than deserialised, because a reader that stops at the first
//! error makes its user run it ten times. Every place keeps its span, and values set on the command
//! line are places too.

mod build;
mod columns;
mod file;
mod ideas;
mod outlook;
mod problem;
mod read;
mod returns;
mod setting;
mod sources;
mod table;
mod values;

pub use file::{File, schema};
pub use ideas::{Claim, End, Explanation, Flow, Per, Returns, Sweep};
pub use outlook::{Confusion, GoesTo, Method, Mode, OwnSupport, Scenario, Simulation, Support};
pub use problem::{Place, Problem};
pub use read::parse;
pub use sources::{Located, Sources};
pub use values::Values;

/// More simulations than anybody needs: at a billion the standard error is below 0.002 points.
pub const MOST_DRAWS: u64 = 1_000_000_000;
