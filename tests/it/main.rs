//! One integration binary: every module is one promise to the users.

mod contests;
mod oracle;
