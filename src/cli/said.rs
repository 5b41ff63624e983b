//! The one way to standard output and standard error: nothing that a file, a heading or an argument holds acts on the terminal
//! of whoever reads it.

use super::exit::CommandError;
use crate::visible;
use std::io::{IsTerminal, Write};

/// Words for people, on standard output.
pub(super) fn say(words: &str) -> Result<(), CommandError> {
    print(visible::lines(words, style().colour).as_bytes())
}

/// The same of words that were written as bytes.
pub(super) fn say_written(words: &[u8]) -> Result<(), CommandError> {
    say(&String::from_utf8_lossy(words))
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

/// A block of words on standard error. Nobody to hear it is no reason to stop.
pub(super) fn note(words: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", visible::lines(words, colour_on_stderr()));
}

/// How words may look on standard output: in colour on a terminal, unless NO_COLOR is set to anything
/// (no-color.org) or the terminal says that it can do nothing; as wide as COLUMNS says, or else the terminal.
pub(super) fn style() -> crate::render::text::Style {
    let quiet = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let own = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    // Narrower lines hold no number with its unit; wider ones are hard to read.
    let width = said.or_else(own).unwrap_or(crate::render::text::USUAL_WIDTH).clamp(40, 120);
    crate::render::text::Style { colour: std::io::stdout().is_terminal() && !quiet && !dumb, width }
}

/// Whether standard error may be in colour.
pub(super) fn colour_on_stderr() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}
