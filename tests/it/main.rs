//! One integration binary: every module is one promise to the users.

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
