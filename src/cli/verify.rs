//! `humnaam verify`: run again from a manifest; the digests must come out the same.

use super::args::{Format, RunOptions, VerifyOptions};
use super::exit::{Failure, INVALID, SELF_CHECK};
use super::manifest::{FileDigest, Manifest, SCHEMA};
use super::{input, print, run, study};

/// A manifest is a few kilobytes, and a picture a few hundred.
const LARGEST: u64 = 256 << 20;

pub(super) fn verify(options: &VerifyOptions) -> Result<(), Failure> {
    run::threads(options.threads)?;
    let place = options.directory.join("manifest.json");
    let shown = place.display().to_string();
    let bytes = input::bytes(&shown, LARGEST)?;
    let manifest: Manifest = serde_json::from_slice(&bytes)
        .map_err(|error| Failure::new(INVALID, format!("{shown}:{}:{}: {error}", error.line(), error.column())))?;
    if manifest.schema != SCHEMA {
        return Err(Failure::new(INVALID, format!("{shown}: schema \"{}\" is not \"{SCHEMA}\"", manifest.schema)));
    }
    let loaded = study::load(&manifest.scenario, &manifest.settings)?;
    let mut wrong = Vec::new();
    for (recorded, (name, bytes)) in manifest.inputs.iter().zip(&loaded.inputs) {
        if FileDigest::of(&recorded.file, bytes) != *recorded {
            wrong.push(format!("error: {name} is not the file these results were made from"));
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::located(SELF_CHECK, wrong));
    }
    let done = run::simulate(&loaded, &manifest.scenario, manifest.until, false)?;
    let again = RunOptions {
        scenarios: vec![manifest.scenario.clone()],
        out: options.directory.clone(),
        draws: None,
        seed: None,
        threads: None,
        settings: manifest.settings.clone(),
        until: manifest.until,
        format: Format::Text,
        no_charts: !manifest.charts,
        quiet: true,
    };
    let files = run::files(&done, &manifest.scenario, &again, &manifest.settings, &loaded)?;
    for recorded in &manifest.outputs {
        let fresh = files.iter().find(|(name, _)| *name == recorded.file);
        if fresh.is_none_or(|(name, bytes)| FileDigest::of(name, bytes) != *recorded) {
            wrong.push(format!("error: {} comes out differently from what the manifest says", recorded.file));
        }
        let kept = input::bytes(&options.directory.join(&recorded.file).display().to_string(), LARGEST)?;
        if FileDigest::of(&recorded.file, &kept) != *recorded {
            wrong.push(format!("error: {} was changed after it was written", recorded.file));
        }
    }
    if wrong.is_empty() {
        let line = format!(
            "{}: {} files reproduced, {} simulations, seed {}\n",
            options.directory.display(),
            manifest.outputs.len(),
            done.draws,
            done.seed
        );
        return print(line.as_bytes());
    }
    if manifest.version != env!("CARGO_PKG_VERSION") {
        wrong.push(format!(
            "note: the results are of version {}, this is {}",
            manifest.version,
            env!("CARGO_PKG_VERSION")
        ));
    }
    Err(Failure::located(SELF_CHECK, wrong))
}
