//! The one error of a study: what is wrong, where, and what to write instead.

use crate::scenario::{Place, Problem, ReadTable, Sources, blocks};

/// What kind of thing went wrong; a command has an exit code for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// It was asked for what cannot be done.
    Usage,
    /// The scenario, its priors or its returns are not valid.
    Invalid,
    /// A file cannot be read.
    Unreadable,
    /// Draws and exact distribution disagree: no number of this study is to be relied on.
    SelfCheck,
    /// The caller asked to stop.
    Interrupted,
}

/// Why a study cannot be opened or run. [`Display`](std::fmt::Display) prints everything that is wrong, each problem with its
/// line, a caret and help.
#[derive(Debug, Clone)]
pub struct StudyError {
    kind: ErrorKind,
    /// What is said of the returns before anything else.
    notes: Vec<String>,
    what: What,
}

/// One thing that is wrong, with its place taken apart, for a caller who shows it in a way of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The file, or a setting as it was typed; empty where the problem lies in no single text.
    pub file: String,
    /// Its line, from 1; 0 where there is none.
    pub line: u64,
    /// Its column, from 1: a character of the line, or a field of a table's line. 0 where there is none.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to write instead; empty where nothing better can be said.
    pub help: String,
}

#[derive(Debug, Clone)]
enum What {
    /// Whole messages.
    Said(Vec<String>),
    /// Problems of a text, and the table some of them are in.
    Problems(Vec<Problem>, Box<Sources>, Option<Box<ReadTable>>),
}

impl StudyError {
    /// One sentence.
    #[must_use]
    pub fn new(kind: ErrorKind, what: impl std::fmt::Display) -> Self {
        StudyError::said(kind, vec![format!("error: {what}")])
    }

    /// Messages that already say where they belong.
    #[must_use]
    pub fn said(kind: ErrorKind, messages: Vec<String>) -> Self {
        StudyError { kind, notes: Vec::new(), what: What::Said(messages) }
    }

    /// Problems of a text; `table` is what those of a table are shown in.
    #[must_use]
    pub fn problems(kind: ErrorKind, problems: Vec<Problem>, sources: Sources, table: Option<ReadTable>) -> Self {
        StudyError { kind, notes: Vec::new(), what: What::Problems(problems, Box::new(sources), table.map(Box::new)) }
    }

    /// The same after some notes.
    #[must_use]
    pub(super) fn after(self, notes: Vec<String>) -> Self {
        StudyError { notes, ..self }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What is to be printed, one block each; in colour for a terminal that wants it.
    #[must_use]
    pub fn messages(&self, colour: bool) -> Vec<String> {
        let said = match &self.what {
            What::Said(messages) => messages.clone(),
            What::Problems(problems, sources, table) => blocks(problems, sources, table.as_deref(), colour),
        };
        self.notes.iter().cloned().chain(said).collect()
    }

    /// Everything that is wrong, each with its place. Whole messages say theirs themselves.
    #[must_use]
    pub fn located(&self) -> Vec<Located> {
        match &self.what {
            What::Said(messages) => messages.iter().map(|message| Located::said(message)).collect(),
            What::Problems(problems, sources, table) => {
                problems.iter().map(|problem| Located::of(problem, sources, table.as_deref())).collect()
            }
        }
    }

    /// The first thing that is wrong, in a sentence and without its place.
    #[must_use]
    pub fn first(&self) -> String {
        match &self.what {
            What::Said(messages) => {
                messages.first().map_or_else(String::new, |first| first.trim_start_matches("error: ").to_owned())
            }
            What::Problems(problems, ..) => problems.first().map_or_else(String::new, |first| {
                if first.help.is_empty() { first.what.clone() } else { format!("{}; {}", first.what, first.help) }
            }),
        }
    }

    /// Whether a problem lies in the path of a setting, rather than in its value or in the scenario.
    #[must_use]
    pub fn is_in_path_of_setting(&self, path: &str) -> bool {
        let What::Problems(problems, sources, _) = &self.what else { return false };
        problems.iter().any(|problem| {
            let Place::Text(span) = &problem.place else { return false };
            let found = sources.locate(span);
            found.name != sources.name() && found.span.end <= path.len()
        })
    }
}

impl Located {
    fn said(message: &str) -> Self {
        let (what, help) = message.split_once("\nhelp: ").unwrap_or((message, ""));
        let what = what.trim_start_matches("error: ").to_owned();
        Located { file: String::new(), line: 0, column: 0, what, help: help.to_owned() }
    }

    fn of(problem: &Problem, sources: &Sources, table: Option<&ReadTable>) -> Self {
        let (file, line, column) = match &problem.place {
            Place::Text(span) => {
                let found = sources.locate(span);
                (found.name.to_owned(), found.line as u64, found.column)
            }
            Place::Table { file, line, column } => {
                let read = table.filter(|table| table.name == *file);
                (read.map_or(file, |table| &table.path).clone(), *line, *column)
            }
        };
        Located { file, line, column, what: problem.what.clone(), help: problem.help.clone() }
    }
}

impl std::fmt::Display for StudyError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.messages(false).join("\n"))
    }
}

impl std::error::Error for StudyError {}
