//! `humnaam verify`: run again from a manifest; the digests must come out the same.

use super::args::{self, Format, Lang, RunOptions, VerifyOptions};
use super::exit::{Failure, INVALID, NO_INPUT, SELF_CHECK};
use super::manifest::{FileDigest, Manifest, SCHEMA, Swept, option};
use super::output::{Output, STAGING};
use super::pictures::{PictureOptions, size};
use super::rows::TableFormat;
use super::{input, leftovers, print, progress, run, study};
use crate::stats::STREAMS_VERSION;

/// A manifest is a few kilobytes, and a picture a few hundred.
const LARGEST: u64 = 256 << 20;

pub(super) fn verify(options: &VerifyOptions) -> Result<(), Failure> {
    run::threads(options.threads)?;
    progress::listen();
    let shown = options.directory.join("manifest.json").display().to_string();
    let manifest = manifest(&shown)?;
    if manifest.streams_version != STREAMS_VERSION {
        let message = format!(
            "{shown}: made with random numbers of version {}; this program has version {STREAMS_VERSION} and cannot make them again",
            manifest.streams_version
        );
        return Err(Failure::new(SELF_CHECK, message));
    }
    let loaded =
        study::load(&manifest.scenario, &manifest.settings, manifest.evidence.as_deref()).map_err(|mut failure| {
            failure.messages.push(format!("note: {shown} names this scenario; run verify where the run was started"));
            failure
        })?;
    let strangers = inputs(&manifest, &loaded.inputs);
    if !strangers.is_empty() {
        return Err(Failure::located(SELF_CHECK, strangers));
    }
    let lang = option(manifest.lang.as_ref()).unwrap_or(Lang::En);
    let grouping = option(manifest.grouping.as_ref());
    if let Some(swept) = &manifest.sweep {
        return verify_sweep(options, &manifest, swept);
    }
    let table = manifest.draws_file.as_deref().map(TableFormat::by_name).transpose()?;
    let wording = args::wording(lang, grouping);
    let into = table.map(|format| (format, None));
    let done = run::simulate(&loaded, &manifest.scenario, manifest.until, false, wording, into)?;
    let again = RunOptions {
        scenarios: vec![manifest.scenario.clone()],
        out: options.directory.clone(),
        draws: None,
        seed: None,
        threads: None,
        settings: manifest.settings.clone(),
        shard: None,
        draws_file: table.is_some(),
        until: manifest.until,
        evidence: manifest.evidence.clone(),
        format: Format::Text,
        lang,
        grouping,
        pictures: PictureOptions {
            no_charts: !manifest.charts,
            charts: manifest.drawn.clone(),
            theme: option(manifest.theme.as_ref()).unwrap_or_default(),
            size: manifest.size.as_deref().and_then(|text| size(text).ok()),
        },
        quiet: true,
    };
    let fresh = run::files(&done, &manifest.scenario, &again, &manifest.settings, &loaded)?;
    let mut failed = Failure::located(SELF_CHECK, Vec::new());
    for (what, recorded, now) in [("draws", manifest.draws, done.draws), ("seed", manifest.seed, done.seed)] {
        if recorded != now {
            failed.messages.push(format!("error: {shown} says {what} = {recorded}, but the run has {now}"));
        }
    }
    let mut made: Vec<FileDigest> = fresh.iter().map(|(name, bytes)| FileDigest::of(name, bytes)).collect();
    made.extend(done.table.iter().map(|table| table.digest.clone()));
    outputs(options, &manifest, &made, &mut failed);
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
fn verify_sweep(options: &VerifyOptions, manifest: &Manifest, swept: &Swept) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::create("a temporary folder", &error);
    let folder = tempfile::Builder::new().prefix(STAGING).tempdir().map_err(failed)?;
    leftovers::note(folder.path());
    let fresh = super::sweep::again(manifest, swept, folder.path())?;
    let mut wrong = Failure::located(SELF_CHECK, Vec::new());
    let named = |one: &Manifest| one.outputs.iter().map(|output| output.file.clone()).collect::<Vec<_>>();
    if named(manifest) != named(&fresh) {
        wrong.messages.push("error: the manifest names other files than this sweep writes".to_owned());
    }
    for recorded in &fresh.outputs {
        if manifest.outputs.iter().any(|old| old.file == recorded.file && old != recorded) {
            let name = &recorded.file;
            wrong.messages.push(format!("error: {name} comes out differently from what the manifest says"));
        }
        match FileDigest::on_disk(&recorded.file, &options.directory.join(&recorded.file)) {
            Err(why) => {
                wrong.code = NO_INPUT;
                wrong.messages.push(format!("error: {why}"));
            }
            Ok(kept) if kept != *recorded => {
                wrong.messages.push(format!("error: {} was changed after it was written", recorded.file));
            }
            Ok(_) => {}
        }
    }
    if !wrong.messages.is_empty() {
        return Err(wrong);
    }
    let files = counted_plain(fresh.outputs.len() as u64, "file", "files");
    let points = counted_plain(swept.points, "point", "points");
    print(format!("{}: {files} reproduced, {points}, seed {}\n", options.directory.display(), fresh.seed).as_bytes())
}

fn manifest(shown: &str) -> Result<Manifest, Failure> {
    let bytes = input::bytes(shown, LARGEST).map_err(|why| Failure::new(NO_INPUT, why))?;
    serde_json::from_slice::<Manifest>(&bytes)
        .map_err(|error| {
            // Another version has other keys, so its name is looked at before they are.
            let named = serde_json::from_slice::<serde_json::Value>(&bytes).ok();
            let named = named.as_ref().and_then(|value| value.get("schema")?.as_str()).unwrap_or(SCHEMA);
            if named != SCHEMA {
                return other_schema(shown, named);
            }
            let place = format!(" at line {} column {}", error.line(), error.column());
            let what = error.to_string().replace(&place, "");
            let message = format!(
                "{shown}:{}:{}: error: {what}\nhelp: this is no manifest as it was written; run the scenario again",
                error.line(),
                error.column()
            );
            Failure::located(INVALID, vec![message])
        })
        .and_then(
            |manifest| {
                if manifest.schema == SCHEMA { Ok(manifest) } else { Err(other_schema(shown, &manifest.schema)) }
            },
        )
}

fn other_schema(shown: &str, named: &str) -> Failure {
    Failure::new(INVALID, format!("{shown}: schema \"{named}\" is not \"{SCHEMA}\""))
}

/// What was read now against what the manifest says was read.
fn inputs(manifest: &Manifest, loaded: &[Output]) -> Vec<String> {
    let mut wrong = Vec::new();
    if manifest.inputs.len() != loaded.len() {
        wrong.push(format!(
            "error: the manifest names {} inputs, the run reads {}",
            manifest.inputs.len(),
            loaded.len()
        ));
    }
    for (recorded, (name, bytes)) in manifest.inputs.iter().zip(loaded) {
        if FileDigest::of(&recorded.file, bytes) != *recorded {
            wrong.push(format!("error: {name} is not the file these results were made from"));
        }
    }
    wrong
}

/// The files of the manifest against those made again and those in the folder. Only files that a
/// run writes are opened, whatever the manifest names.
fn outputs(options: &VerifyOptions, manifest: &Manifest, fresh: &[FileDigest], failed: &mut Failure) {
    let made = || fresh.iter().filter(|made| made.file != "manifest.json");
    for recorded in manifest.outputs.iter().filter(|file| !made().any(|made| made.file == file.file)) {
        failed.messages.push(format!("error: the manifest names {}, which this run does not write", recorded.file));
    }
    for made in made() {
        let name = &made.file;
        let Some(recorded) = manifest.outputs.iter().find(|file| file.file == *name) else {
            failed.messages.push(format!("error: the manifest does not name {name}"));
            continue;
        };
        if made != recorded {
            failed.messages.push(format!("error: {name} comes out differently from what the manifest says"));
        }
        match FileDigest::on_disk(name, &options.directory.join(name)) {
            Err(why) => {
                failed.code = NO_INPUT;
                failed.messages.push(format!("error: {why}"));
            }
            Ok(kept) if kept != *recorded => {
                failed.messages.push(format!("error: {name} was changed after it was written"));
            }
            Ok(_) => {}
        }
    }
}
