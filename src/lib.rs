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
//! Kanpur 2024: the namesake polled 1,198 votes, and 20,969 were needed.
//!
//! ```
//! use humnaam::{bounds, engine, evidence::Evidence, model::Model, scenario};
//!
//! let text = r#"
//!     title = "Did the second Alok Mishra cost the first the seat?"
//!     mode = "retrospective"
//!     contest = { name = "Kanpur", booths = 1684, photos_on_ballot = true }
//!     candidate = [
//!         { id = "bjp", name = "Ramesh Awasthi", votes = 443055 },
//!         { id = "inc", name = "Alok Misra", votes = 422087 },
//!         { id = "alok2", name = "Alok Mishra", party = "IND", votes = 1198, namesake_of = "inc" },
//!         { id = "ind", name = "Ajay Kumar Mishra", party = "IND", votes = 672 },
//!     ]
//! "#;
//! let file = scenario::parse(&scenario::Sources::new("kanpur.toml", text)).unwrap();
//! let scenario = file.build(None).unwrap();
//!
//! // Bounds come before probabilities.
//! let bound = &bounds::recorded(&scenario.contest, scenario.contest.booths, None)[0];
//! assert_eq!(bound.verdict, bounds::Verdict::Impossible);
//! assert_eq!(bound.votes_needed, Some(20_969));
//!
//! // The simulation agrees: no draw flips, and the exact law says none can.
//! let model = Model::new(&scenario, &Evidence::builtin()).unwrap();
//! let summary = engine::run(&model, &engine::Plan::new(100), &mut |_| true);
//! assert_eq!(summary.flips, 0);
//! assert_eq!(engine::law::answer(&model).flip.probability, 0.0);
//! ```
//!
//! # The rooms
//!
//! The modules are listed by floor, and a room looks only down; `ARCHITECTURE.md` says why.

// Floor 0: streams, distributions, special functions, intervals, histograms.
pub mod stats;

// Floor 1: the world, how alike two names are, and how numbers are written.
pub mod election;
pub mod format;
pub mod names;

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
pub mod wording;

// Floor 8: everything worth saying of an outcome.
pub mod report;

// Floor 9: a report in, bytes out.
pub mod render;

// Floor 10: arguments, files, progress, exit codes.
#[cfg(feature = "cli")]
pub mod cli;
