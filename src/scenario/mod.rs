//! From TOML text to a valid [`Scenario`], or every problem at once with its place.
//!
//! The text is walked by hand rather than deserialised, because a reader that stops at the first
//! error makes its user run it ten times. Every place keeps its span, and values set on the command
//! line are places too.

mod beside;
mod build;
mod claims;
mod columns;
mod controls;
mod diagnostics;
mod explanations;
mod file;
mod ground;
mod laid;
mod problem;
mod question_tables;
mod questions;
mod rate_value;
mod read;
mod returns;
mod rules;
mod setting;
mod sources;
mod sweeps;
mod syntax;
mod table;
mod valid;
mod values;

pub use beside::{Control, ControlKind, Rule, Stratum};
pub use diagnostics::{ReadTable, blocks};
pub use file::File;
#[cfg(feature = "schema")]
pub use file::schema;
pub use laid::laid_into;
pub use problem::{Place, Problem};
pub use questions::{
    Base, Claim, Comparison, Counting, Effect, End, Explanation, Flow, Moves, Per, Returns, Said, Sweep,
};
pub use read::parse;
pub use sources::{Located, Sources, whole_characters};
pub use valid::{Confusion, GoesTo, Method, Mode, OwnSupport, Scenario, Simulation, Support};
pub use values::Values;

/// More explanations cannot be weighed in every combination: ten have 1,024.
pub const MOST_EXPLANATIONS: usize = 10;

/// More simulations than anybody needs: at a billion the standard error is below 0.002 points.
pub const MOST_DRAWS: u64 = 1_000_000_000;
