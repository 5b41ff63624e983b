//! One integration binary: every module is one promise to the users.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where something is not as it should be, and looks at the disk and the clock"
)]
#![allow(clippy::format_collect, clippy::format_push_string, reason = "long inputs are made of short lines")]

#[cfg(feature = "cli")]
mod bad_arguments;
#[cfg(feature = "cli")]
mod bad_booths;
#[cfg(feature = "cli")]
mod bad_files;
#[cfg(feature = "cli")]
mod bad_input;
#[cfg(feature = "cli")]
mod bad_output;
#[cfg(feature = "cli")]
mod bad_types;
#[cfg(feature = "cli")]
mod command;
mod contests;
mod oracle;
#[cfg(feature = "cli")]
mod prints;
#[cfg(feature = "cli")]
mod verifies;
