//! What lies in a results folder: the recipe it was made by, the digests of its files, the shards of a run and the points of a
//! sweep, how they are joined, and whether a folder is still what it was made as.
//!
//! Everything here works on bytes, readers and writers; which files they belong to is the caller's matter.

mod digest;
mod error;
mod join;
mod manifest;
mod part;
mod points;
mod recipe;
mod shard;
#[cfg(test)]
mod tests;
mod verify;

pub use digest::{Digesting, FileDigest};
pub use error::ArchiveError;
pub use join::{RunJoin, SweepJoin};
pub use manifest::{MANIFEST, Manifest, Swept};
pub use part::{MOST_SHARDS, Part};
pub use points::{Identity, Place, Points, Record, Slot};
pub use recipe::Recipe;
pub use shard::{Run, Shard};
pub use verify::{Change, Kept, changed_inputs, changes, other_streams};

use crate::stats::STREAMS_VERSION;

/// What made a file: nothing that another version made is mixed with what this one makes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maker {
    /// The version of the program.
    pub version: String,
    /// The version of the streams.
    pub streams_version: u32,
}

impl Maker {
    /// This program.
    #[must_use]
    pub fn this() -> Self {
        Maker { version: env!("CARGO_PKG_VERSION").to_owned(), streams_version: STREAMS_VERSION }
    }
}

/// The schema that a JSON object names at a path of keys, whatever else it holds: another version has other keys.
fn schema_named(json: &[u8], keys: &[&str]) -> Option<String> {
    let whole: serde_json::Value = serde_json::from_slice(json).ok()?;
    let at = keys.iter().try_fold(&whole, |value, key| value.get(key))?;
    at.as_str().map(str::to_owned)
}
