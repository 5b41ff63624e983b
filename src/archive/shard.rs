//! Shards of a run: the integer summary of a part of its simulations, with what it is a part of.

use super::digest::FileDigest;
use super::error::ArchiveError;
use super::part::Part;
use super::recipe::Recipe;
use super::{Maker, schema_named};
use crate::engine::Summary;
use crate::study::Study;
use serde::{Deserialize, Serialize};

/// The schema's name and version.
const SCHEMA: &str = "humnaam.shard/2";

/// What the shards of one run have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// What made it.
    pub maker: Maker,
    /// What was asked for.
    pub recipe: Recipe,
    /// Digests of what was read.
    pub inputs: Vec<FileDigest>,
    /// The seed.
    pub seed: u64,
    /// Simulations of the whole run.
    pub draws: u64,
}

impl Run {
    /// A run of a study by a recipe.
    #[must_use]
    pub fn new(recipe: &Recipe, study: &Study) -> Self {
        let simulation = study.scenario.simulation;
        Run {
            maker: Maker::this(),
            recipe: recipe.clone(),
            inputs: FileDigest::of_all(&study.inputs),
            seed: simulation.seed,
            draws: simulation.draws,
        }
    }

    /// In what another run differs from this one, in words.
    #[must_use]
    pub fn differs(&self, other: &Run) -> Option<&'static str> {
        let sums = |run: &Run| run.inputs.iter().map(|input| input.sha256.clone()).collect::<Vec<_>>();
        if self.maker.version != other.maker.version {
            Some("another version of this program")
        } else if self.maker != other.maker {
            Some("another version of the random numbers")
        } else if sums(self) != sums(other) {
            Some("another scenario, or other booths or priors")
        } else if self.seed != other.seed {
            Some("another seed")
        } else if self.draws != other.draws {
            Some("another number of simulations")
        } else if self != other {
            Some("another command line")
        } else {
            None
        }
    }

    /// What is said of shards that another version made.
    #[must_use]
    pub fn older(&self) -> Option<String> {
        let (made, ours) = (&self.maker, Maker::this());
        (*made != ours).then(|| {
            format!(
                "made by version {} with random numbers of version {}; this is version {} with {}: make the shards again",
                made.version, made.streams_version, ours.version, ours.streams_version
            )
        })
    }
}

/// A shard: what it is, what it is a part of, and what was counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shard {
    /// The schema's name and version.
    schema: String,
    /// The run.
    pub run: Run,
    /// Which part of it.
    pub shard: Part,
    /// What was counted.
    pub summary: Summary,
}

impl Shard {
    /// A part of a run.
    #[must_use]
    pub fn new(run: Run, shard: Part, summary: Summary) -> Self {
        Shard { schema: SCHEMA.to_owned(), run, shard, summary }
    }

    /// Its file: one line of JSON, and the SHA-256 of that line.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_string(self).unwrap_or_default();
        text.push('\n');
        let sum = FileDigest::of("", text.as_bytes()).sha256;
        format!("{text}{sum}\n").into_bytes()
    }

    /// The shard of a file's bytes. `shown` is the file's name in messages.
    ///
    /// # Errors
    /// It is not as it was written.
    pub fn from_bytes(shown: &str, bytes: &[u8]) -> Result<Self, ArchiveError> {
        let damaged = |what: &str| ArchiveError::Invalid(format!("{shown} is damaged: {what}; make this shard again"));
        let end = bytes.iter().position(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let (text, sum) = bytes.split_at(end);
        if sum.strip_suffix(b"\n") != Some(FileDigest::of("", text).sha256.as_bytes()) {
            return Err(damaged("its checksum is another"));
        }
        let named = || {
            // The first version kept its schema with the run.
            schema_named(text, &["schema"]).or_else(|| schema_named(text, &["run", "schema"]))
        };
        match (serde_json::from_slice::<Shard>(text), named()) {
            (_, Some(schema)) if schema != SCHEMA => Err(ArchiveError::Invalid(format!(
                "{shown}: schema \"{schema}\" is not \"{SCHEMA}\"; make this shard again"
            ))),
            (Ok(shard), _) => Ok(shard),
            (Err(error), _) => Err(damaged(&error.to_string())),
        }
    }
}
