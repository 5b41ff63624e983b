//! Problems with their place: path, line, column, the line itself with a caret, and help.

use super::exit::{Failure, INVALID};
use crate::scenario::{Place, Problem, Sources};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::io::IsTerminal;
use std::ops::Range;

/// Characters of a long line that are shown around the caret.
const SHOWN: usize = 160;

/// Every problem as a block of its own.
pub(super) fn failure(problems: &[Problem], sources: &Sources, tables: &[(String, String)]) -> Failure {
    Failure::located(INVALID, problems.iter().map(|problem| block(problem, sources, tables)).collect())
}

fn block(problem: &Problem, sources: &Sources, tables: &[(String, String)]) -> String {
    let mut text = match &problem.place {
        Place::Text(span) => {
            let at = sources.locate(span);
            let set = if at.name == sources.name() { "" } else { "--set " };
            let head = format!("{set}{}:{}:{}: error: {}", at.name, at.line, at.column, problem.what);
            format!("{head}\n{}", source_line(at.text, &at.span, at.line))
        }
        Place::Table { file, line, column } => {
            let head = format!("{file}:{line}:{column}: error: {}", problem.what);
            let known = tables.iter().find(|(name, _)| name == file);
            let found = known.and_then(|(_, text)| field(text, *line, *column).map(|span| (text, span)));
            match found {
                Some((text, span)) => {
                    let line = usize::try_from(*line).unwrap_or(1);
                    format!("{head}\n{}", source_line(text, &span, line))
                }
                None => head,
            }
        }
    };
    if !problem.help.is_empty() {
        text.push_str("\nhelp: ");
        text.push_str(&problem.help);
    }
    text
}

/// The line a span begins in, with a caret under the span.
fn source_line(text: &str, span: &Range<usize>, line: usize) -> String {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
    let whole = text[start..end].trim_end_matches('\r');
    let (low, high) = (span.start - start, span.end.min(end).saturating_sub(start));
    // A long line is cut to what surrounds the caret.
    let cut = window(whole, low);
    let shown = &whole[cut.clone()];
    let within = |at: usize| at.clamp(cut.start, cut.end) - cut.start;
    let (low, high) = (within(low), within(high.max(low)));
    let caret = low..high.max((low + 1).min(shown.len())).max(low);
    let snippet = Snippet::source(shown).line_start(line).annotation(AnnotationKind::Primary.span(caret));
    let group = Group::with_level(Level::ERROR).element(snippet);
    let renderer = if std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group])
}

fn window(line: &str, at: usize) -> Range<usize> {
    if line.chars().count() <= SHOWN {
        return 0..line.len();
    }
    let boundary = |mut place: usize| {
        place = place.min(line.len());
        while !line.is_char_boundary(place) {
            place -= 1;
        }
        place
    };
    boundary(at.saturating_sub(SHOWN / 2))..boundary(at + SHOWN / 2)
}

/// Where a field of a comma-separated line stands in the text. Quoted commas put the caret at the
/// start of the line instead, which is still the right line.
fn field(text: &str, line: u64, column: usize) -> Option<Range<usize>> {
    let mut start = 0;
    for _ in 1..line {
        start += text[start..].find('\n')? + 1;
    }
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let whole = &text[start..end];
    if whole.contains('"') {
        return Some(start..start);
    }
    let mut at = start;
    for (place, part) in whole.split(',').enumerate() {
        if place + 1 == column {
            return Some(at..at + part.trim_end().len());
        }
        at += part.len() + 1;
    }
    Some(start..start)
}
