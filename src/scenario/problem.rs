//! One thing wrong with a scenario, and where.

use std::ops::Range;

/// Where a problem is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A stretch of the scenario's text (or of a value set beside it).
    Text(Range<usize>),
    /// A field of a table that the scenario names: line and column from 1.
    Table {
        /// The file as the scenario names it.
        file: String,
        /// The line.
        line: u64,
        /// The field of the line.
        column: usize,
    },
}

/// One thing wrong, where, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub what: String,
    /// What to write instead; empty where nothing better can be said.
    pub help: String,
}

impl Problem {
    /// A problem in the scenario's text.
    pub fn new(span: Range<usize>, what: impl Into<String>, help: impl Into<String>) -> Self {
        Problem { place: Place::Text(span), what: what.into(), help: help.into() }
    }
}

/// After so many problems nobody reads on, and no more guesses are made at what was meant.
pub(super) const ENOUGH: usize = 200;

/// The known word nearest to a mistyped one, if any is near enough to be meant.
pub(super) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|word| (strsim::jaro_winkler(&wrong.to_lowercase(), &word.to_lowercase()), word))
        .filter(|&(score, _)| score > 0.78)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

/// "did you mean ...?", or the list of what is known.
pub(super) fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(word) = nearest(wrong, known.clone()) {
        return format!("did you mean \"{word}\"?");
    }
    let all: Vec<&str> = known.into_iter().take(24).collect();
    if all.is_empty() { "there is none to name".to_owned() } else { format!("known here: {}", all.join(", ")) }
}
