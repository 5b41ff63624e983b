//! The one way to standard output and standard error: nothing that a file, a heading or an argument holds acts on the
//! reader's terminal.

use super::colour::{colour_on_stderr, style};
use super::exit::CommandError;
use crate::visible;
use indicatif::ProgressBar;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

/// Words for people, on standard output.
pub(super) fn say(words: &str) -> Result<(), CommandError> {
    print(visible::lines(words, style().colour).as_bytes())
}

/// Text that was made for standard output: words for people, or what programs read. `made` says whether it was.
pub(super) fn made(words: bool, made: std::io::Result<()>, text: &[u8]) -> Result<(), CommandError> {
    made.map_err(|error| CommandError::write("standard output", &error))?;
    if words { say(&String::from_utf8_lossy(text)) } else { print(text) }
}

/// What programs read, on standard output, as it is. A reader who has heard enough and closed the pipe is no failure.
pub(super) fn print(bytes: &[u8]) -> Result<(), CommandError> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(CommandError::write("standard output", &error))
        }
        _ => Ok(()),
    }
}

/// Copies a file to standard output.
pub(super) fn copy(mut file: impl std::io::Read) -> Result<(), CommandError> {
    match std::io::copy(&mut file, &mut std::io::stdout().lock()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(CommandError::write("standard output", &error))
        }
        _ => Ok(()),
    }
}

/// What moves on the terminal while work goes on.
static MOVING: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Notes are written above this from now on, and not into the middle of it.
pub(super) fn move_below(bar: &ProgressBar) {
    *MOVING.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.clone());
}

/// A block of words on standard error. Nobody to hear it is no reason to stop.
pub(super) fn note(words: &str) {
    let write = || {
        let _ = writeln!(std::io::stderr().lock(), "{}", visible::lines(words, colour_on_stderr()));
    };
    match MOVING.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}
