//! The text a scenario is read from: the file, and the values set on the command line.

use std::ops::Range;

/// A scenario's text with the settings laid over it. Spans count through the file first and then
/// through the settings, so that one number says which text a problem is in.
#[derive(Debug, Clone)]
pub struct Sources {
    name: String,
    text: String,
    settings: Vec<Setting>,
}

/// The longest path there is, such as explanation.0.flow.0.share.low, and a little more.
const DEEPEST: usize = 8;

#[derive(Debug, Clone)]
pub(super) struct Setting {
    /// The path before the equals sign, in parts.
    pub path: Vec<String>,
    /// The value as typed.
    pub value: String,
    /// Where the value begins, counted through all the texts.
    pub offset: usize,
    /// Where the setting begins, counted likewise.
    pub start: usize,
    text: String,
}

/// A place a reader can find: which text, line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<'a> {
    /// The name of the text: a path, or the setting as typed.
    pub name: &'a str,
    /// The whole text.
    pub text: &'a str,
    /// The stretch within it.
    pub span: Range<usize>,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
}

impl Sources {
    /// A scenario's text under the name it goes by in messages. A byte order mark is set aside.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Sources { name: name.to_owned(), text: text.to_owned(), settings: Vec::new() }
    }

    /// Lays a setting `path=value` over the text.
    ///
    /// # Errors
    /// A sentence, where the setting has no equals sign or no path.
    pub fn set(&mut self, setting: &str) -> Result<(), String> {
        let Some((path, value)) = setting.split_once('=') else {
            return Err(format!("\"{setting}\" sets nothing: write PATH=VALUE, such as confusion.rate=0.01"));
        };
        let parts: Vec<String> = path.trim().split('.').map(|part| part.trim().to_owned()).collect();
        if parts.iter().any(String::is_empty) {
            return Err(format!("\"{path}\" is no path: write table.key, such as confusion.rate"));
        }
        if parts.len() > DEEPEST {
            return Err(format!("a path of {} parts leads deeper than any scenario goes", parts.len()));
        }
        let start = self.settings.last().map_or(self.text.len() + 1, |last| last.start + last.text.len() + 1);
        let indent = value.len() - value.trim_start().len();
        self.settings.push(Setting {
            path: parts,
            value: value.trim().to_owned(),
            offset: start + path.len() + 1 + indent,
            start,
            text: setting.to_owned(),
        });
        Ok(())
    }

    /// The scenario's own text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name the scenario goes by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// Finds the text, line and column of a span.
    #[must_use]
    pub fn locate(&self, span: &Range<usize>) -> Located<'_> {
        let within = self.settings.iter().rev().find(|setting| span.start >= setting.start);
        let (name, text, start) = match within {
            Some(setting) => (setting.text.as_str(), setting.text.as_str(), setting.start),
            None => (self.name.as_str(), self.text.as_str(), 0),
        };
        let Range { start: low, end: high } =
            whole_characters(text, span.start.saturating_sub(start)..span.end.saturating_sub(start));
        let before = &text[..low];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Located { name, text, span: low..high, line, column }
    }
}

/// Widens a span of bytes to whole characters of a text. A parser that counts bytes, as that of TOML does, may begin or end a
/// span inside a character, or end it beyond the text.
#[must_use]
pub fn whole_characters(text: &str, span: Range<usize>) -> Range<usize> {
    let within = |at: &usize| text.is_char_boundary(*at);
    let (start, end) = (span.start.min(text.len()), span.end.min(text.len()));
    let start = (0..=start).rev().find(within).unwrap_or(0);
    start..(end.max(start)..=text.len()).find(within).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_find_their_text() {
        let mut sources = Sources::new("a.toml", "x = 1\nनाम = 2\n");
        sources.set("confusion.rate = 0.5").unwrap();
        let place = sources.locate(&(6..9));
        assert_eq!((place.name, place.line, place.column), ("a.toml", 2, 1));
        let offset = sources.settings()[0].offset;
        let place = sources.locate(&(offset..offset + 3));
        assert_eq!((place.name, place.line, place.column), ("confusion.rate = 0.5", 1, 18));
        // A byte within a character is the whole of it, and there is nothing beyond the end.
        assert_eq!(sources.locate(&(7..8)).span, 6..9);
        assert_eq!(whole_characters("aमb", 2..3), 1..4);
        assert_eq!(whole_characters("aम", 9..12), 4..4);
        assert_eq!(whole_characters("", 0..1), 0..0);
        assert!(sources.set("nothing").is_err() && sources.set("a..b=1").is_err());
    }
}
