//! Problems with their place: path, line, column, the line itself with a caret, and help.

use super::{Place, Problem, Sources, whole_characters};
use crate::visible;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// Characters of a long line that are shown around the caret.
const SHOWN: usize = 160;

/// Characters of a sentence that are shown; what it quotes may be megabytes long.
const LONGEST_SENTENCE: usize = 400;

/// A table as read, so that a problem in it can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadTable {
    /// Its name in the scenario.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Problems shown before the rest is only counted.
const MOST_SHOWN: usize = 100;

/// Every problem as a block of its own: path, line and column, the line with a caret, and help. `table` is the one whose
/// text problems of [`Place::Table`] are shown in; `colour` is for a terminal that wants it.
#[must_use]
pub fn blocks(problems: &[Problem], sources: &Sources, table: Option<&ReadTable>, colour: bool) -> Vec<String> {
    let mut blocks: Vec<String> =
        problems.iter().take(MOST_SHOWN).map(|problem| block(problem, sources, table, colour)).collect();
    if problems.len() > MOST_SHOWN {
        blocks.push(format!("and {} more problems", problems.len() - MOST_SHOWN));
    }
    blocks
}

fn block(problem: &Problem, sources: &Sources, table: Option<&ReadTable>, colour: bool) -> String {
    match &problem.place {
        Place::Text(span) => {
            let found = sources.locate(span);
            let set = if found.name == sources.name() { "" } else { "--set " };
            at(&format!("{set}{}", found.name), found.text, found.span, problem, colour)
        }
        Place::Table { file, line, column } => {
            let known = table.filter(|table| table.name == *file);
            match known.and_then(|table| field(&table.text, *line, *column).map(|span| (table, span))) {
                Some((table, span)) => at(&table.path, &table.text, span, problem, colour),
                None => with_help(format!("{file}:{line}:{column}: error: {}", plain(&problem.what)), &problem.help),
            }
        }
    }
}

/// One block: where, what, the line with a caret, and help.
fn at(name: &str, text: &str, span: Range<usize>, problem: &Problem, colour: bool) -> String {
    // A byte order mark is no character of the first line.
    let (text, span) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, span.start.saturating_sub(3)..span.end.saturating_sub(3)),
        None => (text, span),
    };
    let span = whole_characters(text, span);
    let before = &text[..span.start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let head = format!("{}:{line}:{column}: error: {}", plain(name), plain(&problem.what));
    with_help(format!("{head}\n{}", source_line(text, &span, line, colour)), &problem.help)
}

fn with_help(mut text: String, help: &str) -> String {
    if !help.is_empty() {
        text.push_str("\nhelp: ");
        text.push_str(&plain(help));
    }
    text
}

/// What may have come out of a file, made fit for a terminal: on one line, without characters that
/// move the cursor or turn the text around, and not too long.
fn plain(text: &str) -> String {
    let long = text.chars().count();
    if long <= LONGEST_SENTENCE {
        return visible::line(text);
    }
    let half = LONGEST_SENTENCE / 2;
    let (first, last) = (text.chars().take(half), text.chars().skip(long - half));
    first.chain(" [...] ".chars()).chain(last).map(visible::character).collect()
}

/// The line a span begins in, with a caret under the span.
fn source_line(text: &str, span: &Range<usize>, line: usize, colour: bool) -> String {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
    let whole = text[start..end].trim_end_matches('\r');
    let (low, high) = (span.start - start, span.end.min(end).saturating_sub(start));
    // A long line is cut to what surrounds the caret.
    let cut = window(whole, low);
    let shown = &whole[cut.clone()];
    let seen = |at: usize| at.clamp(cut.start, cut.end) - cut.start;
    let (low, high) = (seen(low), seen(high.max(low)));
    // An empty span is shown as one character.
    let caret = whole_characters(shown, low..high.max(low + 1));
    // The caret moves with what stands in the place of other characters; a tab is a width, and known to the renderer.
    let plain =
        |part: &str| part.chars().map(|c| if c == '\t' { c } else { visible::character(c) }).collect::<String>();
    let (before, within) = (plain(&shown[..caret.start]), plain(&shown[caret.clone()]));
    let caret_shown = before.len()..before.len() + within.len();
    let text = format!("{before}{within}{}", plain(&shown[caret.end..]));
    let snippet = Snippet::source(&text).line_start(line).annotation(AnnotationKind::Primary.span(caret_shown));
    let group = Group::with_level(Level::ERROR).element(snippet);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

fn window(line: &str, at: usize) -> Range<usize> {
    if line.chars().count() <= SHOWN {
        return 0..line.len();
    }
    whole_characters(line, at.saturating_sub(SHOWN / 2)..at + SHOWN / 2)
}

/// Where a field of a comma-separated line stands in the text. Fields that reach over several
/// lines put the caret at the start of the first, which is still the right line.
fn field(text: &str, line: u64, column: usize) -> Option<Range<usize>> {
    let mut start = 0;
    for _ in 1..line {
        start += text[start..].find('\n')? + 1;
    }
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let whole = text[start..end].trim_end();
    let mut quoted = false;
    let mut ends = whole
        .char_indices()
        .filter(|&(_, c)| {
            quoted ^= c == '"';
            c == ',' && !quoted
        })
        .map(|(at, _)| at);
    let low = if column <= 1 { Some(0) } else { ends.nth(column - 2).map(|comma| comma + 1) };
    match low {
        Some(low) => Some(start + low..start + ends.next().unwrap_or(whole.len())),
        None => Some(start..start),
    }
}
