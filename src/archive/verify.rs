//! Whether a folder is still what it was made as: what it was read from, what is made again, and what lies there.

use super::digest::FileDigest;
use super::manifest::Manifest;

/// One thing that is not as the manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Something is another than it was.
    Other(String),
    /// A file cannot be read.
    Unreadable(String),
}

/// What was read now against what a manifest says was read; `read` are the files as they are.
#[must_use]
pub fn changed_inputs(manifest: &Manifest, read: &[(String, Vec<u8>)]) -> Vec<String> {
    let mut wrong = Vec::new();
    if manifest.inputs.len() != read.len() {
        wrong.push(format!("the manifest names {} inputs, the run reads {}", manifest.inputs.len(), read.len()));
    }
    for (recorded, (name, bytes)) in manifest.inputs.iter().zip(read) {
        if FileDigest::of(&recorded.file, bytes) != *recorded {
            wrong.push(format!("{name} is not the file these results were made from"));
        }
    }
    wrong
}

/// The files of a manifest against those made again, and against those that lie in the folder. Only files that a run writes are
/// asked for by `kept`, whatever the manifest names.
pub fn changed_outputs(
    manifest: &Manifest,
    fresh: &[FileDigest],
    kept: &mut dyn FnMut(&str) -> Result<FileDigest, String>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let made = || fresh.iter().filter(|made| made.file != "manifest.json");
    for recorded in manifest.outputs.iter().filter(|file| !made().any(|made| made.file == file.file)) {
        changes.push(Change::Other(format!("the manifest names {}, which this run does not write", recorded.file)));
    }
    for made in made() {
        let Some(recorded) = manifest.outputs.iter().find(|file| file.file == made.file) else {
            changes.push(Change::Other(format!("the manifest does not name {}", made.file)));
            continue;
        };
        changes.extend(changed(recorded, made, recorded, kept));
    }
    changes
}

/// The same of a sweep, whose manifest was made again as a whole.
pub fn changed_sweep(
    manifest: &Manifest,
    fresh: &Manifest,
    kept: &mut dyn FnMut(&str) -> Result<FileDigest, String>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let named = |one: &Manifest| one.outputs.iter().map(|output| output.file.clone()).collect::<Vec<_>>();
    if named(manifest) != named(fresh) {
        changes.push(Change::Other("the manifest names other files than this sweep writes".to_owned()));
    }
    for made in &fresh.outputs {
        let recorded = manifest.outputs.iter().find(|old| old.file == made.file).unwrap_or(made);
        changes.extend(changed(recorded, made, made, kept));
    }
    changes
}

/// One file: as it was recorded, as it is made, and as it lies in the folder, where it should be `wanted`.
fn changed(
    recorded: &FileDigest,
    made: &FileDigest,
    wanted: &FileDigest,
    kept: &mut dyn FnMut(&str) -> Result<FileDigest, String>,
) -> Vec<Change> {
    let name = &made.file;
    let mut changes = Vec::new();
    if made != recorded {
        changes.push(Change::Other(format!("{name} comes out differently from what the manifest says")));
    }
    match kept(name) {
        Err(why) => changes.push(Change::Unreadable(why)),
        Ok(kept) if kept != *wanted => {
            changes.push(Change::Other(format!("{name} was changed after it was written")));
        }
        Ok(_) => {}
    }
    changes
}
