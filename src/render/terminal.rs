//! How words look on a terminal: colour, and the columns they take.

use unicode_width::UnicodeWidthStr;

/// How words may look: whoever writes to a terminal may ask for colour, and nobody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Whether the sequences that colour a terminal are written.
    pub colour: bool,
}

impl Style {
    fn between(self, code: &str, words: &str) -> String {
        if self.colour && !words.trim().is_empty() {
            format!("\u{1b}[{code}m{words}\u{1b}[0m")
        } else {
            words.to_owned()
        }
    }

    /// Words that lead a section.
    pub(super) fn bold(self, words: &str) -> String {
        self.between("1", words)
    }

    /// The one thing to take away.
    pub(super) fn accent(self, words: &str) -> String {
        self.between("1;33", words)
    }
}

/// The columns of a terminal that words take; marks upon a letter take none.
pub(super) fn width(words: &str) -> usize {
    UnicodeWidthStr::width(words)
}
