//! Reading files that may be anything: a folder, a pipe, a device, a video.

use super::exit::CommandError;
use super::terminal;
use crate::archive::Recipe;
use crate::study::{Disk, Files, Study, Written, cannot, within};
use std::io::Read;

/// The disk, and standard input under the path `-`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Console;

impl Files for Console {
    fn read(&self, path: &str, largest: u64) -> Result<Vec<u8>, String> {
        if path == "-" { piped(largest) } else { Disk.read(path, largest) }
    }
}

/// Reads and validates the scenario of a recipe. Whatever is wrong with it and with its booth file is said at once, and what a
/// reader should know of its returns goes to standard error.
pub(super) fn study(recipe: &Recipe) -> Result<Study, CommandError> {
    let study = Written::open(&recipe.scenario, recipe.evidence.as_deref(), &Console)?.study(&recipe.settings)?;
    notes(&study);
    Ok(study)
}

/// The same under the name of its results.
pub(super) fn named(recipe: &Recipe) -> Result<Study, CommandError> {
    Ok(Study { name: recipe.name(), ..study(recipe)? })
}

/// Says on standard error what a reader should know of returns that are used as they are.
pub(super) fn notes(study: &Study) {
    study.notes.iter().for_each(|note| terminal::note(note));
}

fn piped(largest: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(largest + 1).read_to_end(&mut bytes);
    read.map_err(|error| cannot("standard input", &error.to_string()))
        .and_then(|_| within("standard input", bytes, largest))
}

/// A file to be read on and on, or standard input where the path is `-`, however large.
pub(super) fn stream(path: &str) -> Result<Box<dyn Read + Send>, String> {
    if path == "-" {
        return Ok(Box::new(std::io::stdin()));
    }
    let about = std::fs::metadata(path).map_err(|error| cannot(path, &error.to_string()))?;
    if about.is_dir() {
        return Err(cannot(path, "it is a directory"));
    }
    if !about.is_file() {
        return Err(cannot(path, "it is no regular file; use - for standard input"));
    }
    #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
    let file = std::fs::File::open(path).map_err(|error| cannot(path, &error.to_string()))?;
    // What says that it holds nothing is not waited for: the system has files of that kind that never end.
    Ok(if about.len() == 0 { Box::new(std::io::empty()) } else { Box::new(file) })
}
