//! Why a file of a results folder is no use.

use std::io;

/// Why a file cannot be read, written or believed. Its text names the file and the cure.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// It is not what it should be.
    #[error("{0}")]
    Invalid(String),
    /// The same, with its place before it.
    #[error("{0}")]
    Located(String),
    /// It is not what it was when it was written.
    #[error("{0}")]
    Changed(String),
    /// It cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, io::Error),
    /// It is not there to be read; a sentence that says so.
    #[error("{0}")]
    Missing(String),
    /// It could not be written.
    #[error("{0} could not be written: {1}")]
    Unwritten(String, io::Error),
    /// Something else has its place.
    #[error("{0}")]
    Taken(String),
}
