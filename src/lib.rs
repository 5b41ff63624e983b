//! humnaam (हमनाम, "of the same name"): could a namesake candidate have changed who won?
//!
//! A candidate with the same name as another stands in an election, and some voters press the wrong
//! button. The library answers in this order: what arithmetic alone decides ([`bounds`]), how
//! probable it is that the result would have been another ([`engine`]), and what that rests on
//! ([`evidence`]). A probability is never called proof, and the simulator's own error is never mixed
//! with what is not known of the world.
//!
//! # Example
//!
//! Kanpur 2024: the namesake polled 1,198 votes, and 20,969 were needed. A [`study`] does everything in the right order,
//! booth returns and the check of draws against the exact distribution included.
//!
//! ```
//! use humnaam::study::{Plan, Study};
//!
//! let study = Study::open("scenarios/kanpur-2024.toml")?;
//! let outcome = study.run(&Plan::default())?;
//! println!("{}", outcome.flip.probability);
//! # assert_eq!(outcome.flip.probability, 0.0);
//!
//! // Bounds come before probabilities.
//! let bound = &outcome.bounds[0];
//! assert_eq!(bound.verdict, humnaam::bounds::Verdict::Impossible);
//! assert_eq!(bound.votes_needed, Some(20_969));
//!
//! // Words, tables and figures; `render` makes text, JSON, CSV, charts and a page of them.
//! let report = humnaam::report::Report::new(&outcome, Default::default());
//! assert_eq!(report.numbers.flip.exact, 0.0);
//! # Ok::<(), humnaam::study::StudyError>(())
//! ```
//!
//! # The rooms
//!
//! The modules are listed by floor, and a room looks only down; `ARCHITECTURE.md` says why.

// Floor 0: streams, distributions, special functions, intervals, histograms.
pub mod stats;

// Floor 1: the world, how alike two names are, how numbers are written, and how text out of files is shown.
pub mod election;
pub mod format;
pub mod names;
pub mod visible;

// Floor 2: official counts, what past namesakes polled, and what arithmetic alone decides.
pub mod bounds;
pub mod evidence;
pub mod returns;

// Floor 3: TOML text to a valid scenario, or every problem at once with its place.
pub mod scenario;

// Floor 4: a scenario and the evidence as flat arrays.
pub mod model;

// Floor 5: simulations over threads and the exact law they must agree with; what booth returns show of a namesake.
pub mod engine;
pub mod inference;

// Floor 6: the studies, each of one question; none looks at another.
pub mod calibrate;
pub mod claims;
pub mod explain;
pub mod scan;
pub mod sweep;

// Floor 7: pictures and sentences as plain data, and one run from scenario to outcome.
pub mod figure;
pub mod study;
pub mod wording;

// Floor 8: everything worth saying of an outcome.
pub mod report;

// Floor 9: a report in, bytes out; what lies in a results folder; and files that appear whole or not at all.
#[cfg(feature = "archive")]
pub mod archive;
#[cfg(feature = "cli")]
pub(crate) mod disk;
pub mod render;

// Floor 10: arguments, files, progress, exit codes.
#[cfg(feature = "cli")]
pub mod cli;
