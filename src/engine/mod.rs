//! The run: simulations over threads, a mergeable summary, and the exact law that it must agree with.
//!
//! ```
//! # let text = "title = 'T'\nmode = 'retrospective'\n[contest]\nname = 'S'\n[[candidate]]\nid='a'\nname='A B'\nvotes=900\n[[candidate]]\nid='b'\nname='C D'\nvotes=1000\n[[candidate]]\nid='c'\nname='A B'\nparty='IND'\nvotes=150\nnamesake_of='a'\n[own_support]\ntypical_votes=20\n";
//! use humnaam::{engine, evidence::Evidence, model::Model, scenario};
//!
//! let file = scenario::parse(&scenario::Sources::new("example.toml", text)).unwrap();
//! let scenario = file.build(None).unwrap();
//! let model = Model::new(&scenario, &Evidence::builtin()).unwrap();
//! let summary = engine::run(&model, &engine::Plan::new(2_000), &mut |_| true);
//! let exact = engine::law::answer(&model).flip;
//! assert!(engine::law::deviation(&summary.flips(), exact) < 5.0);
//! ```

mod cells;
mod checks;
mod lanes;
pub mod law;
mod rows;
mod run;
mod sample;
mod summary;
mod uniforms;
mod walk;

pub use cells::BoothCounts;
pub use lanes::Body;
pub use rows::Row;
pub use run::{Plan, Progress, run, run_in_rows};
pub use sample::{Draw, Scratch, draw, neighbours, order};
pub use summary::{GroupSummary, MOST_BOOTHS_WITH_QUANTILES, MethodCounts, Summary, trace_boundaries};
pub use walk::{Counts, LANES};
