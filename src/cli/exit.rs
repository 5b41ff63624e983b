//! Exit codes, and the failures that carry them.

use crate::archive::ArchiveError;
use crate::study;
use std::io::ErrorKind;

/// The arguments are wrong, or ask for what this build cannot do.
pub const USAGE: u8 = 2;
/// The scenario or the returns are invalid.
pub const INVALID: u8 = 65;
/// The input cannot be read.
pub const NO_INPUT: u8 = 66;
/// A self-check failed: do not rely on the numbers.
pub const SELF_CHECK: u8 = 70;
/// The machine gives too little: less memory than a run needs.
pub const NO_RESOURCES: u8 = 71;
/// The output cannot be created.
pub const CANNOT_CREATE: u8 = 73;
/// A write failed.
pub const WRITE_FAILED: u8 = 74;

/// Why the command ends without having done what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandError {
    /// The exit code.
    pub code: u8,
    /// What is said on standard error, one block each.
    pub messages: Vec<String>,
}

/// What a study cannot do, as it is said on this terminal.
impl From<study::StudyError> for CommandError {
    fn from(error: study::StudyError) -> Self {
        use study::ErrorKind::{Interrupted, Invalid, SelfCheck, Unreadable, Usage};
        let code = match error.kind() {
            // What stopped it is known to the caller, who asks `progress` first.
            Usage | Interrupted => USAGE,
            Invalid => INVALID,
            Unreadable => NO_INPUT,
            SelfCheck => SELF_CHECK,
        };
        CommandError::located(code, error.messages(super::colour::colour_on_stderr()))
    }
}

/// What is wrong with a file of a results folder.
impl From<ArchiveError> for CommandError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Invalid(what) => CommandError::new(INVALID, what),
            ArchiveError::Changed(what) => CommandError::new(SELF_CHECK, what),
            ArchiveError::Located(what) => CommandError::located(INVALID, vec![what]),
            ArchiveError::Unreadable(..) | ArchiveError::Missing(_) => CommandError::new(NO_INPUT, error.to_string()),
            ArchiveError::Unwritten(name, error) => CommandError::write(&name, &error),
            ArchiveError::Taken(what) => CommandError::new(CANNOT_CREATE, what),
        }
    }
}

impl CommandError {
    /// One message under a code.
    pub fn new(code: u8, message: impl Into<String>) -> Self {
        CommandError { code, messages: vec![format!("error: {}", message.into())] }
    }

    /// Messages that already say where they belong.
    #[must_use]
    pub fn located(code: u8, messages: Vec<String>) -> Self {
        CommandError { code, messages }
    }

    /// A write that failed.
    #[must_use]
    pub fn write(what: &str, error: &std::io::Error) -> Self {
        CommandError::new(WRITE_FAILED, format!("{what} could not be written: {error}{}", cure(error)))
    }

    /// Something that could not be created.
    #[must_use]
    pub fn create(what: &str, error: &std::io::Error) -> Self {
        CommandError::new(CANNOT_CREATE, format!("{what} could not be created: {error}{}", cure(error)))
    }
}

/// All results, or everything that was wrong with any: one look shows all of it. The code is that of the first.
pub(super) fn all<T>(results: impl IntoIterator<Item = Result<T, CommandError>>) -> Result<Vec<T>, CommandError> {
    let mut good = Vec::new();
    let mut failed: Option<CommandError> = None;
    for result in results {
        match (result, &mut failed) {
            (Ok(one), _) => good.push(one),
            (Err(failure), Some(first)) => first.messages.extend(failure.messages),
            (Err(failure), None) => failed = Some(failure),
        }
    }
    failed.map_or(Ok(good), Err)
}

/// What to do where there is no room: the work can be done again as it was asked for.
fn cure(error: &std::io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull => "\nhelp: the disk is full: make room and run the same again",
        ErrorKind::QuotaExceeded => "\nhelp: your quota is used up: make room and run the same again",
        ErrorKind::FileTooLarge => {
            "\nhelp: no file may be so large here (ulimit -f): raise that and run the same again"
        }
        _ => "",
    }
}
