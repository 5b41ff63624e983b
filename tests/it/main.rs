//! One integration binary: every module is one promise to the users.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and it reads and writes the files it tests"
)]

mod architecture;
mod cases;
mod contests;
mod laws;
mod oracle;
mod reports;
