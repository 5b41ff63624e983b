//! A bar in a row, from one value to another, with posts at values it is held against.

use super::Role;

/// A bar in a row: a range that somebody claimed, or a step of a sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// The number of the row, the first being zero.
    pub row: usize,
    /// Where it begins.
    pub from: f64,
    /// Where it ends; the same value is drawn as a short stroke.
    pub to: f64,
    /// Words beside it; empty for none.
    pub label: String,
    /// Values in the same row that it is held against, each with its name.
    pub posts: Vec<(f64, String)>,
    /// Whether a thin line leads from its end to the row below, where the next step begins.
    pub leads_on: bool,
    /// The part its colour plays.
    pub role: Role,
}

impl Reach {
    /// The bar of one row between two values.
    #[must_use]
    pub fn in_row(row: usize, from: f64, to: f64) -> Self {
        Self { row, from, to, label: String::new(), posts: Vec::new(), leads_on: false, role: Role::Primary }
    }

    /// Says something about the bar.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Joins its end to the row below.
    #[must_use]
    pub fn leads_on(mut self) -> Self {
        self.leads_on = true;
        self
    }

    /// Sets up a post at a value, with its name.
    #[must_use]
    pub fn post(mut self, at: f64, name: impl Into<String>) -> Self {
        self.posts.push((at, name.into()));
        self
    }
}
