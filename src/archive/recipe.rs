//! The recipe: all that a run or a sweep was asked for, and so all that is needed to make it again.

use crate::figure::Pictures;
use crate::format::Grouping;
use crate::wording::{Language, Wording};
use serde::{Deserialize, Serialize};

/// What was asked for. Where results go, how many threads make them and what is printed is no part of it: no byte of the
/// results depends on those.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The scenario as it was named.
    pub scenario: String,
    /// Values laid over it.
    pub settings: Vec<String>,
    /// The priors that stand in place of the built-in ones, as they were named.
    pub evidence: Option<String>,
    /// The standard error at which the run is to stop.
    pub until: Option<f64>,
    /// Which pictures are drawn, and how.
    pub pictures: Pictures,
    /// The language of the report.
    pub language: Language,
    /// How large numbers are written, where another way than the language's own was asked for.
    pub grouping: Option<Grouping>,
    /// Paths and values that are varied, as typed; empty in a run, and where a scenario's own `[[sweep]]` is meant.
    pub vary: Vec<String>,
    /// The sample of a sweep, as typed.
    pub sample: Option<String>,
    /// Values that a sweep looks for, as typed.
    pub solve: Vec<String>,
}

impl Recipe {
    /// How the report speaks.
    #[must_use]
    pub fn wording(&self) -> Wording {
        let grouping = self.grouping.unwrap_or_else(|| self.language.usual_grouping());
        Wording { language: self.language, grouping }
    }
}
