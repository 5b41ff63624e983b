//! Whether words may be in colour.

use crate::render::text::{Style, USUAL_WIDTH};
use std::io::IsTerminal;

/// How words may look on standard output: in colour on a terminal, unless NO_COLOR is set to anything
/// (no-color.org) or the terminal says that it can do nothing; as wide as COLUMNS says, or else the terminal.
pub(super) fn style() -> Style {
    let quiet = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    let said = std::env::var_os("COLUMNS")
        .and_then(|said| said.into_string().ok())
        .and_then(|columns| columns.trim().parse().ok());
    let own = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    // Narrower lines hold no number with its unit; wider ones are hard to read.
    let width = said.or_else(own).unwrap_or(USUAL_WIDTH).clamp(40, 120);
    Style { colour: std::io::stdout().is_terminal() && !quiet && !dumb, width }
}

/// Whether standard error may be in colour.
pub(super) fn colour_on_stderr() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}
