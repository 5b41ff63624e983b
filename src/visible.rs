//! Text out of files and arguments, made fit to be shown to a person: nothing in it moves a cursor, turns letters around or
//! runs in a spreadsheet.

use std::borrow::Cow;

/// Whether a character turns the direction of what follows it.
#[must_use]
pub fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is nothing to be seen: a control character, one that turns the direction, or a byte order mark.
/// Joiners are letters to readers of Indian scripts.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control() || turns(c) || c == '\u{feff}'
}

/// Whether a character could do something on a terminal besides standing there. Two of them end a line for some readers and
/// not for others.
fn acts(c: char) -> bool {
    c.is_control() || turns(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// A character of a line as it may be shown.
#[must_use]
pub fn character(c: char) -> char {
    if acts(c) { char::REPLACEMENT_CHARACTER } else { c }
}

/// What may have come out of any file, on one line.
#[must_use]
pub fn line(text: &str) -> String {
    text.chars().map(character).collect()
}

/// A name as it is kept: one blank where there were several, nothing at the ends, and nothing that cannot be seen.
#[must_use]
pub fn name(text: &str) -> String {
    let seen: String =
        text.chars().filter(|&c| !turns(c) && c != '\u{feff}').map(|c| if acts(c) { ' ' } else { c }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines of words for a terminal: line feeds and tabs stay. Where `coloured`, so do the sequences that set colour and
/// weight, which are all that this program writes itself.
#[must_use]
pub fn lines(text: &str, coloured: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let style = if coloured { style_at(rest) } else { 0 };
        if style > 0 {
            shown.push_str(&rest[..style]);
            rest = &rest[style..];
            continue;
        }
        shown.push(if matches!(c, '\n' | '\t') { c } else { character(c) });
        rest = &rest[c.len_utf8()..];
    }
    shown
}

/// The length of a sequence `ESC [ 1 ; 31 m` at the beginning of a text; 0 where there is none.
fn style_at(text: &str) -> usize {
    let Some(numbers) = text.strip_prefix("\u{1b}[") else { return 0 };
    let length = numbers.bytes().take_while(|&byte| byte.is_ascii_digit() || byte == b';').count();
    if numbers.as_bytes().get(length) == Some(&b'm') { 2 + length + 1 } else { 0 }
}

/// A text as a cell of a table: behind an apostrophe where a spreadsheet would run it as a formula.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_is_shown() {
        for c in ["\u{1b}", "\0", "\u{7}", "\r", "\u{9b}", "\u{85}", "\u{202e}", "\u{2066}", "\u{2028}", "\u{61c}"] {
            assert_eq!(line(&format!("a{c}b")), "a\u{fffd}b");
            assert_eq!(lines(&format!("a{c}b\n\tc"), true), "a\u{fffd}b\n\tc");
        }
        for kept in ["क्\u{200d}ष", "മ\u{200c}", "😀", "é"] {
            assert_eq!((line(kept).as_str(), lines(kept, false).as_str(), name(kept).as_str()), (kept, kept, kept));
        }
        assert_eq!(name(" Asha\0 \u{202e}Rao\u{feff}\n"), "Asha Rao");
    }

    #[test]
    fn colour_stays_where_it_is_wanted_and_nothing_else_does() {
        assert_eq!(lines("\u{1b}[1;31mred\u{1b}[0m", true), "\u{1b}[1;31mred\u{1b}[0m");
        assert_eq!(lines("\u{1b}[1mred", false), "\u{fffd}[1mred");
        for other in ["\u{1b}[2J", "\u{1b}]0;title\u{7}", "\u{1b}[1", "\u{1b}[?25l", "\u{1b}c", "\u{1b}[1;मm"] {
            assert!(!lines(other, true).contains('\u{1b}'), "{other:?}");
        }
    }

    #[test]
    fn a_formula_is_text() {
        assert_eq!(cell("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(cell("'=1"), "'=1");
        assert_eq!(cell("12 A"), "12 A");
    }
}
