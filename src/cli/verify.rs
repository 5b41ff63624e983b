//! `humnaam verify`: run again from a manifest; the digests must come out the same.

use super::args::VerifyOptions;
use super::exit::{CommandError, NO_INPUT, SELF_CHECK};
use super::output::{STAGING, digest_on_disk};
use super::run::Told;
use super::sweep::How;
use super::words::Format;
use super::{input, leftovers, print, progress, run};
use crate::archive::{Change, FileDigest, Manifest, Swept, changed_inputs, changed_outputs, changed_sweep};
use crate::stats::STREAMS_VERSION;
use crate::study::{Disk, Files};

/// A manifest is a few kilobytes, and a picture a few hundred.
const LARGEST: u64 = 256 << 20;

pub(super) fn verify(options: &VerifyOptions) -> Result<(), CommandError> {
    run::threads(options.threads)?;
    progress::listen();
    let shown = options.directory.join("manifest.json").display().to_string();
    let bytes = Disk.read(&shown, LARGEST).map_err(|why| CommandError::new(NO_INPUT, why))?;
    let manifest = Manifest::from_bytes(&shown, &bytes)?;
    if manifest.streams_version != STREAMS_VERSION {
        let message = format!(
            "{shown}: made with random numbers of version {}; this program has version {STREAMS_VERSION} and cannot make them again",
            manifest.streams_version
        );
        return Err(CommandError::new(SELF_CHECK, message));
    }
    let recipe = manifest.recipe();
    let study =
        input::study(&recipe.scenario, &recipe.settings, recipe.evidence.as_deref()).map_err(|mut failure| {
            failure.messages.push(format!("note: {shown} names this scenario; run verify where the run was started"));
            failure
        })?;
    let strangers = changed_inputs(&manifest, &study.inputs);
    if !strangers.is_empty() {
        return Err(CommandError::located(SELF_CHECK, strangers.iter().map(|what| format!("error: {what}")).collect()));
    }
    if let Some(swept) = &manifest.sweep {
        return verify_sweep(options, &manifest, swept);
    }
    let table = manifest.draws_file.as_deref().map(|file| {
        let format = if file.ends_with(".parquet") { Format::Parquet } else { Format::Csv };
        format.table()
    });
    let table = table.transpose()?;
    let done = run::simulate(&study, &recipe, false, table.map(|format| (format, None)))?;
    let mut failed = CommandError::located(SELF_CHECK, Vec::new());
    for (what, recorded, now) in [("draws", manifest.draws, done.draws), ("seed", manifest.seed, done.seed)] {
        if recorded != now {
            failed.messages.push(format!("error: {shown} says {what} = {recorded}, but the run has {now}"));
        }
    }
    let mut made = FileDigest::of_all(&run::files(&done, &recipe, &study)?);
    made.extend(done.table.iter().map(|table| table.digest.clone()));
    say(
        changed_outputs(&manifest, &made, &mut |name| digest_on_disk(name, &options.directory.join(name))),
        &mut failed,
    );
    if failed.messages.is_empty() {
        let line = format!(
            "{}: {} reproduced, {}, seed {}\n",
            options.directory.display(),
            counted_plain(manifest.outputs.len() as u64, "file", "files"),
            counted_plain(done.draws, "simulation", "simulations"),
            done.seed
        );
        return print(line.as_bytes());
    }
    if manifest.version != env!("CARGO_PKG_VERSION") {
        let note =
            format!("note: the results are of version {}, this is {}", manifest.version, env!("CARGO_PKG_VERSION"));
        failed.messages.push(note);
    }
    Err(failed)
}

/// A number without separators, and what it counts.
fn counted_plain(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A sweep is run again into a folder of its own, and the two manifests compared.
fn verify_sweep(options: &VerifyOptions, manifest: &Manifest, swept: &Swept) -> Result<(), CommandError> {
    let failed = |error: std::io::Error| CommandError::create("a temporary folder", &error);
    let folder = tempfile::Builder::new().prefix(STAGING).tempdir().map_err(failed)?;
    leftovers::note(folder.path());
    let format = if swept.parquet { Format::Parquet } else { Format::Text };
    let how = How {
        out: folder.path().to_owned(),
        shard: None,
        fail_fast: false,
        told: Told { format, quiet: true, full: false },
    };
    let fresh = super::sweep::run_sweep(&manifest.recipe(), &how)?;
    let fresh = fresh.ok_or_else(|| CommandError::new(SELF_CHECK, "the sweep left no manifest"))?;
    let mut wrong = CommandError::located(SELF_CHECK, Vec::new());
    say(changed_sweep(manifest, &fresh, &mut |name| digest_on_disk(name, &options.directory.join(name))), &mut wrong);
    if !wrong.messages.is_empty() {
        return Err(wrong);
    }
    let files = counted_plain(fresh.outputs.len() as u64, "file", "files");
    let points = counted_plain(swept.points, "point", "points");
    print(format!("{}: {files} reproduced, {points}, seed {}\n", options.directory.display(), fresh.seed).as_bytes())
}

/// Says what is not as the manifest has it; a file that cannot be read has an exit code of its own.
fn say(changes: Vec<Change>, failure: &mut CommandError) {
    for change in changes {
        let what = match change {
            Change::Other(what) => what,
            Change::Unreadable(why) => {
                failure.code = NO_INPUT;
                why
            }
        };
        failure.messages.push(format!("error: {what}"));
    }
}
