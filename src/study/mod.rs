//! One question from its file to its answer: a scenario is read, held against arithmetic, simulated, checked against the
//! exact distribution, and its explanations and claims are judged. This is the front door of the library, and the only place
//! where these steps stand one after the other.
//!
//! ```
//! use humnaam::study::{Plan, Study};
//!
//! let study = Study::open("scenarios/kanpur-2024.toml")?;
//! let outcome = study.run(&Plan { draws: 1_000, ..Plan::default() })?;
//! assert_eq!(outcome.bounds[0].votes_needed, Some(20_969));
//! assert_eq!(outcome.flip.probability, 0.0);
//! # Ok::<(), humnaam::study::StudyError>(())
//! ```
//!
//! A file that is not there, or is not valid, says so with its place:
//!
//! ```
//! use humnaam::study::{ErrorKind, Study};
//!
//! let error = Study::from_text("title = 'none'\nmode = 'backwards'").unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::Invalid);
//! assert!(error.to_string().contains("scenario.toml:2:8: error:"));
//! ```

mod answer;
mod asked;
mod check;
mod disk;
mod error;
mod files;
mod glance;
pub mod priors;
mod returns;
mod run;
mod sweep;
mod text;
mod written;

pub use crate::engine::{Plan, Progress, Row, Summary};
pub use answer::{Answer, AnswerError};
pub use asked::other_question;
pub use check::Disagreement;
pub use disk::Disk;
pub use error::{ErrorKind, Located, StudyError};
pub use files::{Files, LARGEST_TABLE, cannot, within};
pub use returns::refusal;
pub use run::{Outcome, Prepared};
pub use sweep::{Asked, Sweep, asks_for_draws};
pub use text::decode;
pub use written::{Written, stem, table_stem};

use crate::evidence::Evidence;
use crate::inference::Effort;
use crate::scenario::Scenario;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A scenario that is ready to be run, with every text it was read from.
#[derive(Debug, Clone)]
pub struct Study {
    /// What its results go by: the name of its file without the ending.
    pub name: String,
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The priors it runs under.
    pub evidence: Arc<Evidence>,
    /// The texts it was read from: path as written, and bytes.
    pub inputs: Vec<(String, Vec<u8>)>,
    /// What a reader should know of its returns, one sentence each.
    pub notes: Vec<String>,
    /// How much the model of its booth returns, where it has any, is worth: more is slower and smoother.
    pub effort: Effort,
}

impl Study {
    /// A study of a scenario that was made elsewhere.
    #[must_use]
    pub fn new(name: impl Into<String>, scenario: Scenario, evidence: Evidence) -> Self {
        Study {
            name: name.into(),
            scenario: Arc::new(scenario),
            evidence: Arc::new(evidence),
            inputs: Vec::new(),
            notes: Vec::new(),
            effort: Effort::default(),
        }
    }

    /// Opens a scenario file, and whatever files it names, on the disk.
    ///
    /// # Errors
    /// Everything that is wrong, with its place.
    pub fn open(path: &str) -> Result<Self, StudyError> {
        Written::open(path, None, &Disk)?.study(&[])
    }

    /// A scenario of text alone, which names no files.
    ///
    /// # Errors
    /// Everything that is wrong, with its place in a file called `scenario.toml`.
    pub fn from_text(text: &str) -> Result<Self, StudyError> {
        let name = "scenario.toml";
        let files = BTreeMap::from([(name.to_owned(), text.as_bytes().to_vec())]);
        Written::open(name, None, &files)?.study(&[])
    }
}
