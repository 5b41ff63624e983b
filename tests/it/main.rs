//! One integration binary: every module is one promise to the users.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod cases;
mod contests;
mod laws;
mod oracle;
