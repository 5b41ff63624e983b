//! What a reader of official forms finds, and what follows from it.

/// What follows from a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weight {
    /// Worth knowing; the votes stand as they are.
    Note,
    /// The returns can be used only if this change is agreed to.
    Repair(String),
    /// The returns cannot be used until the file is mended; this says how.
    Refused(String),
}

/// One thing found in a file: where, what, and why it probably is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, as it was named.
    pub file: String,
    /// The line (of a workbook: the row), from 1; 0 where it is the file as a whole.
    pub line: u64,
    /// The field of the line, from 1; 0 where it is the row as a whole.
    pub column: usize,
    /// What stands there, as far as one cell is meant.
    pub value: String,
    /// What is wrong.
    pub what: String,
    /// The likely cause.
    pub cause: String,
    /// What follows.
    pub weight: Weight,
}

/// The longest value that is quoted whole.
const LONGEST_VALUE: usize = 60;

// Findings are made in some hundred places, none of them in a hurry: written once, these functions save the page six
// kilobytes packed.
impl Finding {
    #[inline(never)]
    pub(super) fn new(place: (&str, u64, usize), what: impl Into<String>, cause: impl Into<String>) -> Self {
        let (file, line, column) = place;
        Finding {
            file: file.to_owned(),
            line,
            column,
            value: String::new(),
            what: what.into(),
            cause: cause.into(),
            weight: Weight::Note,
        }
    }

    /// Whether the returns cannot be used as they are.
    pub(super) fn is_grave(&self) -> bool {
        self.weight != Weight::Note
    }

    #[inline(never)]
    pub(super) fn value(mut self, value: &str) -> Self {
        self.value = quoted(value);
        self
    }

    #[inline(never)]
    pub(super) fn repair(mut self, change: impl Into<String>) -> Self {
        self.weight = Weight::Repair(change.into());
        self
    }

    #[inline(never)]
    pub(super) fn refused(mut self, cure: impl Into<String>) -> Self {
        self.weight = Weight::Refused(cure.into());
        self
    }
}

/// What may have come out of any file, fit to be quoted: visible, on one line, not too long.
pub(super) fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(LONGEST_VALUE).map(crate::visible::character).collect();
    if text.chars().count() > LONGEST_VALUE { format!("{shown}...") } else { shown }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        let word = match self.weight {
            Weight::Note => "note",
            Weight::Repair(_) => "repair",
            Weight::Refused(_) => "error",
        };
        write!(f, ": {word}: {}", self.what)?;
        if !self.value.is_empty() {
            write!(f, " (the cell holds \"{}\")", self.value)?;
        }
        if !self.cause.is_empty() {
            write!(f, "\n  likely cause: {}", self.cause)?;
        }
        match &self.weight {
            Weight::Note => Ok(()),
            Weight::Repair(change) => write!(f, "\n  repair: {change}"),
            Weight::Refused(cure) => write!(f, "\n  help: {cure}"),
        }
    }
}
