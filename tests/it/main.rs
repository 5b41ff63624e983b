//! One integration binary: every module is one promise to the users.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and it reads and writes the files it tests"
)]

mod architecture;
#[cfg(feature = "cli")]
mod bad_arguments;
#[cfg(feature = "cli")]
mod bad_booths;
#[cfg(feature = "cli")]
mod bad_claims;
#[cfg(feature = "cli")]
mod bad_files;
#[cfg(feature = "cli")]
mod bad_input;
#[cfg(feature = "cli")]
mod bad_output;
#[cfg(feature = "cli")]
mod bad_types;
mod calibration;
mod calibration_recorded;
mod candidate_tables;
mod cases;
#[cfg(feature = "cli")]
mod charts;
#[cfg(feature = "cli")]
mod command;
mod contests;
#[cfg(feature = "cli")]
mod draws;
mod edges;
mod elections;
mod exact;
mod explanations;
mod forms_of_files;
#[cfg(all(feature = "cli", unix))]
mod full_disk;
mod guide;
mod hard;
#[cfg(feature = "cli")]
mod import_command;
mod imports;
mod laws;
#[cfg(feature = "pdf")]
mod made_forms;
mod made_pdfs;
mod made_seats;
mod made_workbooks;
#[cfg(feature = "cli")]
mod mathura;
mod methods;
mod mutations;
mod names;
mod odd_forms;
mod oracle;
mod oracle_intended;
mod oracle_left_out;
mod oracle_recorded;
#[cfg(feature = "cli")]
mod other_questions;
#[cfg(feature = "cli")]
mod pages;
#[cfg(all(feature = "cli", feature = "parquet"))]
mod parquet;
#[cfg(feature = "pdf")]
mod pdf_forms;
#[cfg(feature = "cli")]
mod pictures;
mod plurals;
mod prints;
mod random_contests;
mod real_forms;
mod reports;
#[cfg(feature = "cli")]
mod scans;
#[cfg(feature = "cli")]
mod shards;
mod shared_data;
#[cfg(feature = "cli")]
mod sweeps;
#[cfg(feature = "cli")]
mod terminal;
#[cfg(feature = "cli")]
mod verifies;
mod workbooks;
mod world;
mod world_booths;
#[cfg(feature = "cli")]
mod world_keys;
#[cfg(feature = "cli")]
mod world_kinds;
