//! Whether a folder is still what it was made as: what it was read from, what is made again, and what lies there.

use super::digest::FileDigest;
use super::manifest::Manifest;
use crate::stats::STREAMS_VERSION;
use serde_json::Value;

/// One thing that is not as the manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Something is another than it was.
    Other(String),
    /// A file cannot be read.
    Unreadable(String),
    /// Something lies there that is neither a result nor looks like one.
    Beside(String),
}

/// The endings of what is written as results: a file of such a kind that no run wrote there could be taken for one.
const KINDS: [&str; 8] = ["json", "csv", "parquet", "records", "png", "svg", "html", "htm"];

/// A folder as it lies there.
pub struct Kept<'k> {
    /// Its files but the manifest, by name.
    pub names: Vec<String>,
    /// The digest of one of them, or why it cannot be read.
    pub digest: &'k mut dyn FnMut(&str) -> Result<FileDigest, String>,
}

/// Why nothing that a manifest speaks of can be made again: its random numbers are those of another version.
#[must_use]
pub fn other_streams(manifest: &Manifest) -> Option<String> {
    let theirs = manifest.streams_version;
    (theirs != STREAMS_VERSION).then(|| {
        format!(
            "made with random numbers of version {theirs}; this program has version {STREAMS_VERSION} and cannot make them again"
        )
    })
}

/// What was read now against what a manifest says was read; `read` are the digests of the files as they are.
#[must_use]
pub fn changed_inputs(manifest: &Manifest, read: &[FileDigest]) -> Vec<String> {
    let mut wrong = Vec::new();
    if manifest.inputs.len() != read.len() {
        wrong.push(format!("the manifest names {} inputs, the run reads {}", manifest.inputs.len(), read.len()));
    }
    for (recorded, now) in manifest.inputs.iter().zip(read) {
        if recorded.sha256 != now.sha256 {
            wrong.push(format!("{} is not the file these results were made from", now.file));
        } else if recorded.file != now.file {
            wrong.push(format!("the manifest names the input {}, the run reads {}", recorded.file, now.file));
        }
    }
    wrong
}

/// A folder against what its manifest makes again: every key of the manifest, every file it names, and every file that lies
/// there. Only files that such a run writes are asked for, whatever the manifest names.
pub fn changes(manifest: &Manifest, fresh: &Manifest, kept: &mut Kept<'_>) -> Vec<Change> {
    let mut changes: Vec<Change> = other_values(manifest, fresh).into_iter().map(Change::Other).collect();
    for (at, recorded) in manifest.outputs.iter().enumerate() {
        let name = &recorded.file;
        if manifest.outputs[..at].iter().any(|before| before.file == *name) {
            changes.push(Change::Other(format!("the manifest names {name} twice")));
        } else if !fresh.outputs.iter().any(|made| made.file == *name) {
            changes.push(Change::Other(format!("the manifest names {name}, which this run does not write")));
        }
    }
    let named = |name: &String| manifest.outputs.iter().any(|file| file.file == *name);
    for name in kept.names.iter().filter(|name| !named(name)) {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let what = format!("{name} lies in the folder and is no part of these results");
        let alike = KINDS.iter().any(|kind| ending.eq_ignore_ascii_case(kind));
        changes.push(if alike { Change::Other(what) } else { Change::Beside(what) });
    }
    for made in &fresh.outputs {
        let name = &made.file;
        let Some(recorded) = manifest.outputs.iter().find(|file| file.file == *name) else {
            changes.push(Change::Other(format!("the manifest does not name {name}")));
            continue;
        };
        if made != recorded {
            changes.push(Change::Other(format!("{name} comes out differently from what the manifest says")));
        }
        match (kept.digest)(name) {
            Err(why) => changes.push(Change::Unreadable(why)),
            Ok(kept) if kept != *recorded => {
                changes.push(Change::Other(format!("{name} was changed after it was written")));
            }
            Ok(_) => {}
        }
    }
    changes
}

/// The keys of a manifest that a run by its recipe gives other values. Which version made it is no difference as long as the
/// files are the same.
fn other_values(manifest: &Manifest, fresh: &Manifest) -> Vec<String> {
    let keys = |one: &Manifest| match serde_json::to_value(one) {
        Ok(Value::Object(keys)) => keys,
        _ => serde_json::Map::new(),
    };
    let (ours, theirs) = (keys(manifest), keys(fresh));
    let all = ours.keys().chain(theirs.keys().filter(|key| !ours.contains_key(*key)));
    let compared =
        all.filter(|key| !["version", "outputs"].contains(&key.as_str()) && ours.get(*key) != theirs.get(*key));
    let shown = |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
    compared
        .map(|key| {
            format!("the manifest says {key} = {}, but the run has {}", shown(ours.get(key)), shown(theirs.get(key)))
        })
        .collect()
}
