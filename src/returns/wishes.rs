//! What the user knows of the files, and how they are to be read.

use super::heading::{tidied, words};

/// How a file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One row per booth, one column per candidate, under one or two rows of headings.
    Wide,
    /// One row per booth and candidate.
    Long,
    /// `segment,booth,electors` and one column per candidate id.
    Tidy,
}

/// Every layout: the word for it in files and on the command line, and what it is.
pub const LAYOUTS: &[(&str, &str, Layout)] = &[
    ("form20_wide", "One row per booth, one column per candidate", Layout::Wide),
    ("long", "One row per booth and candidate", Layout::Long),
    ("tidy", "segment,booth,electors and one column per candidate id", Layout::Tidy),
];

impl Layout {
    /// The layout of that name.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        LAYOUTS.iter().find(|(known, ..)| *known == word).map(|&(.., layout)| layout)
    }
}

/// What the user knows of the files, and how they are to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The layout; `None` where each file shows its own.
    pub layout: Option<Layout>,
    /// Whether repairs are applied. Without that, needing one leaves no table.
    pub accept_repairs: bool,
    /// Headings of columns that hold a candidate's votes, whatever they look like.
    pub candidates: Vec<String>,
    /// Headings of columns that are left out.
    pub ignored: Vec<String>,
    /// The office, where a table holds several contests.
    pub office: Option<String>,
}

impl Wishes {
    pub(super) fn counts(&self, heading: &str) -> bool {
        self.candidates.iter().any(|wanted| words(wanted) == words(heading))
    }

    pub(super) fn ignores(&self, heading: &str) -> bool {
        self.ignored.iter().any(|wanted| tidied(wanted).eq_ignore_ascii_case(heading))
    }
}
