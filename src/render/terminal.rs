//! How words look on a terminal: colour, the columns they take, and where lines end.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthStr;

/// Columns of a line where nothing says otherwise.
pub const USUAL_WIDTH: usize = 80;

/// How words may look. Only what goes to a terminal is in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether the sequences that colour a terminal are written.
    pub colour: bool,
    /// Columns of a line.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Style { colour: false, width: USUAL_WIDTH }
    }
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

/// Lines no wider than so many columns, the first behind one indent and the others behind another. A word that is wider
/// than a line, such as a path, is never broken; a number is never parted from its "%".
pub(super) fn wrapped(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let words: Vec<&str> = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect();
    textwrap::wrap(&tied(&words.join(" ")), options).into_iter().map(|line| untied(&line)).collect()
}

/// The same words with a space that no line ends at before each "%".
fn tied(words: &str) -> String {
    words.replace(" %", "\u{a0}%")
}

/// Plain spaces again: a terminal breaks no lines that fit it, and what is copied from it should be plain.
fn untied(line: &str) -> String {
    line.replace("\u{a0}%", " %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_upon_letters_take_no_room() {
        assert_eq!(width("Kanpur"), 6);
        // Eight signs of which three are marks: का न पु र is four letters wide, plus the two upright signs.
        assert!(width("कानपुर") < "कानपुर".chars().count());
        assert_eq!(width("é"), 1);
    }

    #[test]
    fn colour_is_written_only_where_it_is_asked_for() {
        assert_eq!(Style::default().accent("IMPOSSIBLE."), "IMPOSSIBLE.");
        let colour = Style { colour: true, ..Style::default() };
        assert_eq!(colour.bold("a"), "\u{1b}[1ma\u{1b}[0m");
        assert_eq!(colour.accent("  "), "  ");
    }

    #[test]
    fn no_line_parts_a_word_or_a_number_from_its_unit() {
        let text = "a word  and 12.3 % of results/kanpur-2024/report.html";
        assert_eq!(wrapped(text, 16, "", "  "), ["a word and", "  12.3 % of", "  results/kanpur-2024/report.html"]);
        assert_eq!(wrapped("", 16, "  ", ""), [""]);
    }
}
