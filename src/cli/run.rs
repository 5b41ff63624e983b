//! `humnaam run`: simulate, write results, print the verdict.

use super::args::{self, Format, RunOptions};
use super::draws::{self, DrawsTable};
use super::exit::{Failure, SELF_CHECK, USAGE};
use super::manifest::Manifest;
use super::output::{Folder, Output};
use super::print;
use super::progress::{self, Watch};
use super::resources;
use super::rows::TableFormat;
use super::shards;
use super::study::{self, Loaded};
use crate::engine::{self, Plan, Summary};
use crate::explain::explain;
use crate::inference::{Effort, Inference, infer};
use crate::model::Model;
use crate::render;
use crate::report::{Numbers, Report, Study, Wording};
use std::collections::BTreeSet;
use std::path::Path;

/// Runs every scenario. All of them are read and validated before the first is run, so that a slip
/// in the last does not cost the time of the others.
pub(super) fn run(options: &RunOptions) -> Result<(), Failure> {
    let draws = draws::wanted(options)?;
    if options.until.is_some() && options.shard.is_some() {
        let message =
            "--until stops by what all simulations so far have shown, which no shard knows: leave it or --shard out";
        return Err(Failure::new(USAGE, message));
    }
    threads(options.threads)?;
    progress::listen();
    let settings = settings(options);
    let mut jobs = Vec::new();
    let mut stems = BTreeSet::new();
    let mut failed: Option<Failure> = None;
    for path in &options.scenarios {
        let stem = stem(path);
        if !stems.insert(stem.clone()) {
            return Err(Failure::new(
                USAGE,
                format!("two scenarios would both write {}/{stem}: rename one", options.out.display()),
            ));
        }
        let loaded = study::load(path, &settings, options.evidence.as_deref());
        match (loaded, &mut failed) {
            (Ok(loaded), _) => jobs.push((path, stem, loaded)),
            (Err(failure), Some(first)) => first.messages.extend(failure.messages),
            (Err(failure), None) => failed = Some(failure),
        }
    }
    if let Some(failure) = failed {
        return Err(failure);
    }
    let alone = jobs.len() == 1;
    if let Some(shard) = options.shard {
        for (path, stem, loaded) in &jobs {
            let line = shards::write(path, stem, options, &settings, loaded, shard)?;
            if options.format == Format::Text && !options.quiet {
                print(line.as_bytes())?;
            }
        }
        return Ok(());
    }
    let folders: Vec<Folder> =
        jobs.iter().map(|(_, stem, _)| Folder::create(&options.out.join(stem))).collect::<Result<_, _>>()?;
    let mut table = Vec::new();
    for ((path, stem, loaded), folder) in jobs.into_iter().zip(&folders) {
        let wording = args::wording(options.lang, options.grouping);
        let into = draws.map(|format| (format, Some(folder)));
        let mut done = simulate(&loaded, &stem, options.until, options.quiet, wording, into)?;
        write(&mut done, path, options, &settings, &loaded, folder, alone)?;
        table.push((stem, done.report.numbers));
    }
    overview(options, &table, alone)
}

/// Several runs as a table, or one where a table was asked for.
pub(super) fn overview(options: &RunOptions, table: &[(String, Numbers)], alone: bool) -> Result<(), Failure> {
    if !alone || options.format == Format::Csv {
        let runs = || table.iter().map(|(stem, numbers)| (stem.as_str(), numbers));
        let mut text = Vec::new();
        match options.format {
            format if format.is_words() && !options.quiet => render::text::write_table(runs(), &mut text),
            Format::Csv => render::csv::write(&crate::report::overview(runs()), &mut text),
            _ => Ok(()),
        }
        .map_err(|error| Failure::write("standard output", &error))?;
        print(&text)?;
    }
    Ok(())
}

/// Writes the files of a run and says what was found.
pub(super) fn write(
    done: &mut Done,
    path: &str,
    options: &RunOptions,
    settings: &[String],
    loaded: &Loaded,
    folder: &Folder,
    alone: bool,
) -> Result<(), Failure> {
    let files = files(done, path, options, settings, loaded)?;
    progress::interrupted(&folder.shown())?;
    let before = Manifest::in_folder(folder.path());
    let table = done.table.take();
    let mut names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    names.extend(table.iter().map(|table| table.digest.file.clone()));
    folder.write_with(&files, table.and_then(|table| table.staged))?;
    // What an earlier run wrote and this one did not is of another run: a picture beside numbers
    // it does not show would mislead.
    if let Some(before) = before {
        let stale = before.outputs.iter().filter(|old| !names.contains(&old.file));
        stale.for_each(|old| folder.remove(&old.file));
    }
    options.pictures.notes(&done.report, path);
    show(options, &done.report, &folder.shown(), &names, alone)
}

/// A finished run.
#[derive(Debug)]
pub(super) struct Done {
    pub report: Report,
    pub seed: u64,
    pub draws: u64,
    /// Every simulation as a row, where that was asked for.
    pub table: Option<DrawsTable>,
}

/// A model ready to be simulated, with what booth returns taught it.
#[derive(Debug)]
pub(super) struct Ready {
    pub model: Model,
    inference: Inference,
}

/// Simulates a scenario and checks it against the exact law. `into` is what its draws are written as, and the
/// folder they go to; without one their digest alone is made.
pub(super) fn simulate(
    loaded: &Loaded,
    name: &str,
    until: Option<f64>,
    quiet: bool,
    wording: Wording,
    into: Option<(TableFormat, Option<&Folder>)>,
) -> Result<Done, Failure> {
    let ready = prepare(loaded, name)?;
    let plan = Plan { until, ..Plan::new(loaded.scenario.simulation.draws) };
    let Some((format, folder)) = into else {
        let summary = count(&ready.model, &plan, name, quiet)?;
        return conclude(loaded, &ready, &summary, name, until, wording);
    };
    let watch = Watch::new(name, plan.draws, quiet);
    let (summary, table) = draws::count(&loaded.scenario, &ready.model, &plan, &watch, format, folder)?;
    watch.end(name)?;
    let done = conclude(loaded, &ready, &summary, name, until, wording)?;
    Ok(Done { table: Some(table), ..done })
}

/// The model of a scenario.
pub(super) fn prepare(loaded: &Loaded, name: &str) -> Result<Ready, Failure> {
    progress::interrupted(name)?;
    let evidence = &loaded.evidence;
    let Some(mut model) = Model::new(&loaded.scenario, evidence) else {
        return Err(Failure::new(USAGE, format!("{name}: nobody is a namesake, so there is nothing to simulate")));
    };
    let inference = infer(&loaded.scenario, evidence, &mut model, Effort::default());
    Ok(Ready { model, inference })
}

/// Simulates a model under the eyes of its user.
pub(super) fn count(model: &Model, plan: &Plan, name: &str, quiet: bool) -> Result<Summary, Failure> {
    let watch = Watch::new(name, plan.draws, quiet);
    let summary = engine::run(model, plan, &mut |progress| watch.look(progress));
    watch.end(name)?;
    Ok(summary)
}

/// Checks a summary against the exact law and puts it into words.
pub(super) fn conclude(
    loaded: &Loaded,
    ready: &Ready,
    summary: &Summary,
    name: &str,
    until: Option<f64>,
    wording: Wording,
) -> Result<Done, Failure> {
    let model = &ready.model;
    let law = engine::law::answer(model);
    let draws = loaded.scenario.simulation.draws;
    let explained = explain(model, draws, &mut |_| progress::interrupted(name).is_ok());
    progress::interrupted(name)?;
    let study = Study {
        scenario: &loaded.scenario,
        evidence: &loaded.evidence,
        model,
        summary,
        inference: &ready.inference,
        explained: explained.as_ref(),
        law: &law,
        until,
        wording,
    };
    let deviation = Report::deviation(&study);
    if deviation > 5.0 {
        let message = format!(
            "self-check failed: {} of {} simulations of {name} flipped, {deviation:.1} standard errors from the exact probability {}; nothing was written. Please report this with the scenario",
            summary.flips().hits,
            summary.simulations(),
            law.flip.probability
        );
        return Err(Failure::new(SELF_CHECK, message));
    }
    Ok(Done { report: Report::new(&study), seed: model.seed, draws: summary.simulations(), table: None })
}

/// Every file of a run, the manifest last.
pub(super) fn files(
    done: &Done,
    path: &str,
    options: &RunOptions,
    settings: &[String],
    loaded: &Loaded,
) -> Result<Vec<Output>, Failure> {
    let mut files: Vec<Output> = Vec::new();
    let mut add = |name: String, write: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
        let mut bytes = Vec::new();
        write(&mut bytes).map_err(|error| Failure::write(&name, &error))?;
        files.push((name, bytes));
        Ok(())
    };
    let report = &done.report;
    let manifest = |files: &[Output]| {
        let mut manifest = Manifest::new(path, options, settings, done.seed, done.draws, &loaded.inputs, files);
        manifest.draws_file = done.table.as_ref().map(|table| table.digest.file.clone());
        manifest.outputs.extend(done.table.iter().map(|table| table.digest.clone()));
        manifest
    };
    add("summary.json".to_owned(), &|out| render::json::write(&report.numbers, out))?;
    add("segments.csv".to_owned(), &|out| render::csv::write(&report.segments, out))?;
    add("booths.csv".to_owned(), &|out| render::csv::write(&report.booths, out))?;
    options.pictures.files(report, path, &mut files, &|files| manifest(files).in_short())?;
    let last = manifest(&files).to_bytes();
    files.push(("manifest.json".to_owned(), last));
    Ok(files)
}

fn show(options: &RunOptions, report: &Report, folder: &str, files: &[String], alone: bool) -> Result<(), Failure> {
    let mut text = Vec::new();
    let written = match options.format {
        format if format.is_words() && alone && !options.quiet => {
            render::text::write(report, super::style(), &mut text).and_then(|()| {
                use std::io::Write;
                let charts =
                    files.iter().filter(|name| Path::new(name).extension().is_some_and(|kind| kind == "png")).count();
                writeln!(text, "\n{}", super::files_and_charts(files.len(), charts, folder))
            })
        }
        Format::Json => render::json::write(&report.numbers, &mut text),
        Format::Ndjson => render::json::write_line(&report.numbers, &mut text),
        _ => Ok(()),
    };
    written.map_err(|error| Failure::write("standard output", &error))?;
    print(&text)
}

/// The settings of the command line: the short ways first, so that --set has the last word.
fn settings(options: &RunOptions) -> Vec<String> {
    let short = [("draws", options.draws), ("seed", options.seed)];
    let short = short.into_iter().filter_map(|(key, value)| value.map(|v| format!("simulation.{key}={v}")));
    short.chain(options.settings.iter().cloned()).collect()
}

/// The folder a scenario writes to.
pub(super) fn stem(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    Path::new(path).file_stem().map_or_else(|| "scenario".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// Gives the engine its threads, where there is memory for what they do.
pub(super) fn threads(threads: Option<u16>) -> Result<(), Failure> {
    resources::memory()?;
    resources::threads(threads);
    Ok(())
}
