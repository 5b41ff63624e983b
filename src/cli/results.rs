//! The files of a run, and the folder they go to.

use super::exit::CommandError;
use super::output::{Folder, Output};
use super::simulate::Done;
use super::{progress, terminal};
use crate::archive::{FileDigest, MANIFEST, Manifest, Recipe};
use crate::format::counted;
use crate::render::files;
use crate::report::Report;
use crate::study::Study;
use std::path::Path;

/// The page that a reader opens first.
const PAGE: &str = "report.html";

/// The files that lie in a folder of results, and where.
#[derive(Debug)]
pub(super) struct Written {
    pub folder: String,
    pub names: Vec<String>,
}

impl Written {
    /// What a reader looks at next: the page, or the folder where there is none.
    pub fn to_look_at(&self) -> String {
        if self.names.iter().any(|name| name == PAGE) { format!("{}/{PAGE}", self.folder) } else { self.folder.clone() }
    }

    /// How many files lie where, and how many of them are charts, where any are.
    pub fn in_words(&self) -> String {
        let is_chart = |name: &&String| Path::new(name).extension().is_some_and(|kind| kind == "png");
        let files = counted(self.names.len() as u64, "file", "files");
        match self.names.iter().filter(is_chart).count() {
            0 => format!("{files} in {}", self.folder),
            charts => format!("{files} in {}, {} among them", self.folder, counted(charts as u64, "chart", "charts")),
        }
    }
}

/// Writes the files of a run.
pub(super) fn keep(
    done: Done,
    recipe: &Recipe,
    study: &Study,
    folder: &Folder,
) -> Result<(Report, Written), CommandError> {
    let (mut files, manifest) = made(&done, recipe, study)?;
    progress::interrupted(&folder.shown())?;
    let before = folder.manifest();
    let same = before.as_ref().filter(|before| before.holds(&manifest) && folder.still_has(before, &manifest));
    let kept = same.unwrap_or(&manifest);
    // The same numbers, asked for with fewer pictures: those that lie there are right, and so is what says of them.
    files.retain(|(name, bytes)| same.is_none() || kept.outputs.contains(&FileDigest::of(name, bytes)));
    let names = kept.files();
    folder.replace(&files, done.table.as_slice(), &names, before.as_ref())?;
    for note in files::notes(&done.report, &recipe.pictures) {
        terminal::note(&format!("{}: {note}", recipe.scenario));
    }
    Ok((done.report, Written { folder: folder.shown(), names }))
}

/// Every file of a run, the manifest last, and what that says.
pub(super) fn made(done: &Done, recipe: &Recipe, study: &Study) -> Result<(Vec<Output>, Manifest), CommandError> {
    let manifest = |files: &[Output]| {
        let (inputs, outputs) = (FileDigest::of_all(&study.inputs), FileDigest::of_all(files));
        let manifest = Manifest::new(recipe, done.seed, done.draws, inputs, outputs);
        manifest.with_draws(done.table.as_ref().map(|table| &table.digest))
    };
    let mut files = files::all(&done.report, &recipe.pictures, &|files| manifest(files).in_short())
        .map_err(|(name, error)| CommandError::write(&name, &error))?;
    let manifest = manifest(&files);
    files.push((MANIFEST.to_owned(), manifest.to_bytes()));
    Ok((files, manifest))
}
