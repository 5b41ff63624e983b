//! Where the files of a scenario come from: what was read once is kept, so that a scenario stays what it was when its file
//! changes, and goes to another process whole.

use humnaam::study::{Disk, Files, Study, StudyError, Written, cannot, within};
use std::collections::BTreeMap;

/// The path of a scenario that was given as text.
pub const OF_TEXT: &str = "scenario.toml";

/// A scenario's path, its priors, and every file read so far.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The path as it was given.
    pub path: String,
    /// The file of other priors than the built-in ones.
    pub evidence: Option<String>,
    /// Files by their paths.
    pub kept: BTreeMap<String, Vec<u8>>,
    /// Whether a file that is not kept is looked for on the disk.
    pub disk: bool,
}

impl Files for Origin {
    fn read(&self, path: &str, largest: u64) -> Result<Vec<u8>, String> {
        match self.kept.get(path) {
            Some(bytes) => within(path, bytes.clone(), largest),
            None if self.disk => Disk.read(path, largest),
            None => Err(cannot(path, "a scenario of text has the files that are given with it: files={NAME: TEXT}")),
        }
    }
}

impl Origin {
    /// The scenario as written, to be read under any settings.
    pub fn written(&self) -> Result<Written<'_>, StudyError> {
        Written::open(&self.path, self.evidence.as_deref(), self)
    }

    /// The same with what a study has read besides.
    pub fn keeping(&self, study: &Study) -> Self {
        let mut kept = self.kept.clone();
        kept.extend(study.inputs.iter().cloned());
        Origin { kept, ..self.clone() }
    }
}
