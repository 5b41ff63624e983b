//! `humnaam verify`: run again from a manifest; the digests must come out the same.

use super::exit::{CommandError, NO_INPUT, SELF_CHECK};
use super::options::Threads;
use super::output::{SHARDS, digest_on_disk};
use super::simulate::{DrawsFile, simulate};
use super::sweep::How;
use super::sweep_prepared::Prepared;
use super::told::Told;
use super::words::Format;
use super::{input, resources, results, terminal};
use crate::archive::{Change, FileDigest, Kept, Manifest, Part, Swept, changed_inputs, changes, other_streams};
use crate::disk::{Staging, clear_dead};
use crate::format::of;
use crate::study::{Disk, Files};
use clap::Args;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct VerifyOptions {
    /// A folder that `run` or `sweep` wrote
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    #[command(flatten)]
    pub threads: Threads,
}

/// A manifest is a few kilobytes, and a picture a few hundred.
const LARGEST: u64 = 256 << 20;

pub(super) fn verify(options: &VerifyOptions) -> Result<(), CommandError> {
    resources::take(options.threads.threads)?;
    let shown = options.directory.join("manifest.json").display().to_string();
    let bytes = Disk.read(&shown, LARGEST).map_err(|why| CommandError::new(NO_INPUT, why))?;
    let manifest = Manifest::from_bytes(&shown, &bytes)?;
    if let Some(what) = other_streams(&manifest) {
        return Err(CommandError::new(SELF_CHECK, format!("{shown}: {what}")));
    }
    let recipe = manifest.recipe();
    let moved = |mut failure: CommandError| {
        failure.messages.push(format!("note: {shown} names this scenario; run verify where the run was started"));
        failure
    };
    if let Some(swept) = &manifest.sweep {
        let prepared = Prepared::new(&recipe, Part::WHOLE).map_err(moved)?;
        unchanged(&manifest, &prepared.identity.inputs)?;
        return verify_sweep(options, &manifest, swept, &prepared);
    }
    let study = input::study(&recipe).map_err(moved)?;
    unchanged(&manifest, &FileDigest::of_all(&study.inputs))?;
    let table = manifest.draws_file.as_deref().map(|file| {
        let format = if file.ends_with(".parquet") { Format::Parquet } else { Format::Csv };
        format.table()
    });
    let table = table.transpose()?;
    let done = simulate(&study, &recipe, table.map(|format| DrawsFile { format, folder: None }), false)?;
    compare(options, &manifest, &results::made(&done, &recipe, &study)?.1)?;
    terminal::say(&format!(
        "{}: {} reproduced, {}, seed {}\n",
        options.directory.display(),
        of(manifest.outputs.len(), "file", "files"),
        of(done.draws, "simulation", "simulations"),
        done.seed
    ))
}

/// Fails where something else is read now than was read then.
fn unchanged(manifest: &Manifest, read: &[FileDigest]) -> Result<(), CommandError> {
    let strangers = changed_inputs(manifest, read);
    let messages = strangers.iter().map(|what| format!("error: {what}")).collect();
    if strangers.is_empty() { Ok(()) } else { Err(CommandError::located(SELF_CHECK, messages)) }
}

/// Fails where the folder is not what its manifest makes again. A file that cannot be read has an exit code of its own.
fn compare(options: &VerifyOptions, manifest: &Manifest, fresh: &Manifest) -> Result<(), CommandError> {
    let folder = &options.directory;
    let names = names(folder)
        .map_err(|error| CommandError::new(NO_INPUT, format!("{} cannot be read: {error}", folder.display())))?;
    let mut kept = Kept { names, digest: &mut |name| digest_on_disk(name, &folder.join(name)) };
    let mut failed = CommandError::located(SELF_CHECK, Vec::new());
    for change in changes(manifest, fresh, &mut kept) {
        let what = match change {
            Change::Beside(what) => {
                terminal::note(&format!("note: {what}"));
                continue;
            }
            Change::Other(what) => what,
            Change::Unreadable(why) => {
                failed.code = NO_INPUT;
                why
            }
        };
        failed.messages.push(format!("error: {what}"));
    }
    if failed.messages.is_empty() {
        return Ok(());
    }
    if manifest.version != fresh.version {
        let note = format!("note: the results are of version {}, this is {}", manifest.version, fresh.version);
        failed.messages.push(note);
    }
    Err(failed)
}

/// The files of a folder that are results: not its manifest, nor what a system hides there, nor the shards it was joined from.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != "manifest.json" && name != SHARDS && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// A sweep is run again into a folder of its own, and the two manifests compared.
fn verify_sweep(
    options: &VerifyOptions,
    manifest: &Manifest,
    swept: &Swept,
    prepared: &Prepared,
) -> Result<(), CommandError> {
    let failed = |error: std::io::Error| CommandError::create("a temporary folder", &error);
    let beside = std::env::temp_dir();
    clear_dead(&beside);
    let staging = Staging::new(&beside).map_err(failed)?;
    let format = if swept.parquet { Format::Parquet } else { Format::Text };
    let how = How {
        out: staging.path("sweep"),
        shard: None,
        fail_fast: false,
        told: Told { format, quiet: true, full: false, several: false },
    };
    let fresh = super::sweep::run_sweep(prepared, &how)?;
    let fresh = fresh.ok_or_else(|| CommandError::new(SELF_CHECK, "the sweep left no manifest"))?;
    compare(options, manifest, &fresh)?;
    let files = of(fresh.outputs.len(), "file", "files");
    let points = of(swept.points, "point", "points");
    terminal::say(&format!("{}: {files} reproduced, {points}, seed {}\n", options.directory.display(), fresh.seed))
}
