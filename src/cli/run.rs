//! `humnaam run`: simulate, write results, print the verdict.

use super::args::RunOptions;
use super::colour::style;
use super::draws::{self, DrawsTable};
use super::exit::{CommandError, USAGE};
use super::output::{Folder, Output};
use super::progress::{self, Watch};
use super::resources;
use super::words::Format;
use super::{input, pictures, said, shards};
use crate::archive::{FileDigest, Manifest, Recipe};
use crate::engine::{Plan, Summary};
use crate::render;
use crate::render::rows::TableFormat;
use crate::report::{Numbers, Report};
use crate::study::{Prepared, Study, stem};
use crate::wording::Wording;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

/// Runs every scenario. All of them are read and validated before the first is run, so that a slip
/// in the last does not cost the time of the others.
pub(super) fn run(options: &RunOptions) -> Result<(), CommandError> {
    let draws = draws::wanted(options)?;
    if options.until.is_some() && options.shard.is_some() {
        let message =
            "--until stops by what all simulations so far have shown, which no shard knows: leave it or --shard out";
        return Err(CommandError::new(USAGE, message));
    }
    threads(options.threads)?;
    let settings = super::words::settings(options.draws, options.seed, &options.settings);
    let mut jobs = Vec::new();
    let mut names = BTreeSet::new();
    let mut failed: Option<CommandError> = None;
    for path in &options.scenarios {
        let name = options.recipe(path).folder(&stem(path));
        if !names.insert(name.clone()) {
            return Err(CommandError::new(
                USAGE,
                format!("two scenarios would both write {}/{name}: rename one", options.out.display()),
            ));
        }
        let loaded = input::study(path, &settings, options.evidence.as_deref());
        match (loaded, &mut failed) {
            (Ok(loaded), _) => jobs.push((path, Study { name, ..loaded })),
            (Err(failure), Some(first)) => first.messages.extend(failure.messages),
            (Err(failure), None) => failed = Some(failure),
        }
    }
    if let Some(failure) = failed {
        return Err(failure);
    }
    let told = Told { format: options.format, quiet: options.quiet, full: options.full };
    let alone = jobs.len() == 1;
    if let Some(shard) = options.shard {
        for (path, loaded) in &jobs {
            let line = shards::write(&options.recipe(path), loaded, shard, &options.out, options.quiet)?;
            if options.format == Format::Text && !options.quiet {
                said::say(&line)?;
            }
        }
        return Ok(());
    }
    let folders: Vec<Folder> =
        jobs.iter().map(|(_, loaded)| Folder::alone(&options.out.join(&loaded.name))).collect::<Result<_, _>>()?;
    let mut table = Vec::new();
    for ((path, loaded), folder) in jobs.into_iter().zip(&folders) {
        let recipe = options.recipe(path);
        let into = draws.map(|format| (format, Some(folder)));
        let mut done = simulate(&loaded, &recipe, options.quiet, into)?;
        write(&mut done, &recipe, &loaded, folder)?.show(told, &done.report, alone)?;
        table.push((loaded.name, done.report.numbers));
    }
    overview(told, &table, alone)
}

/// What standard output carries of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub format: Format,
    pub quiet: bool,
    /// Everything that is known, and not one screen of it.
    pub full: bool,
}

/// Several runs as a table, or one where a table was asked for.
pub(super) fn overview(told: Told, table: &[(String, Numbers)], alone: bool) -> Result<(), CommandError> {
    if !alone || told.format == Format::Csv {
        let runs = || table.iter().map(|(stem, numbers)| (stem.as_str(), numbers));
        let mut text = Vec::new();
        match told.format {
            format if format.is_words() && !told.quiet => render::text::write_table(runs(), style(), &mut text),
            Format::Csv => render::csv::write(&crate::report::overview(runs()), &mut text),
            _ => Ok(()),
        }
        .map_err(|error| CommandError::write("standard output", &error))?;
        if told.format == Format::Csv { said::print(&text) } else { said::say_written(&text) }?;
    }
    Ok(())
}

/// The files a run has written, and where.
pub(super) struct Written {
    folder: String,
    names: Vec<String>,
}

/// Writes the files of a run.
pub(super) fn write(done: &mut Done, recipe: &Recipe, study: &Study, folder: &Folder) -> Result<Written, CommandError> {
    let Made { mut files, manifest } = files(done, recipe, study)?;
    progress::interrupted(&folder.shown())?;
    let before = folder.manifest();
    let table: Vec<_> = done.table.take().and_then(|table| table.staged).into_iter().collect();
    let same = before.as_ref().filter(|before| before.holds(&manifest) && folder.still_has(before, &manifest));
    let names = if let Some(before) = same {
        // The same numbers, asked for with fewer pictures: those that lie there are right, and so is what says of them.
        files.retain(|(name, bytes)| before.outputs.contains(&FileDigest::of(name, bytes)));
        folder.write_with(&files, table, &[])?;
        before.outputs.iter().map(|file| file.file.clone()).chain(["manifest.json".to_owned()]).collect()
    } else {
        let mut names: Vec<String> = manifest.outputs.iter().map(|file| file.file.clone()).collect();
        names.push("manifest.json".to_owned());
        let stale = folder.stale(&names, before.as_ref());
        folder.write_with(&files, table, &stale)?;
        folder.note_gone(&stale);
        names
    };
    pictures::notes(&recipe.pictures, &done.report, &recipe.scenario);
    Ok(Written { folder: folder.shown(), names })
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

/// Simulates a study and checks it against the exact distribution. `into` is what its draws are written as, and the
/// folder they go to; without one their digest alone is made.
pub(super) fn simulate(
    study: &Study,
    recipe: &Recipe,
    quiet: bool,
    into: Option<(TableFormat, Option<&Folder>)>,
) -> Result<Done, CommandError> {
    progress::interrupted(&study.name)?;
    let ready = study.prepare()?;
    let (until, wording) = (recipe.until, recipe.wording());
    let plan = Plan { until, ..Plan::new(study.scenario.simulation.draws) };
    let Some((format, folder)) = into else {
        let summary = progress::count(&ready.model, &plan, &study.name, quiet)?;
        return conclude(study, ready, summary, until, wording);
    };
    let watch = Watch::new(&study.name, plan.draws, quiet);
    let (summary, table) = draws::count(&study.scenario, &ready.model, &plan, &watch, format, folder)?;
    watch.end(&study.name)?;
    let done = conclude(study, ready, summary, until, wording)?;
    Ok(Done { table: Some(table), ..done })
}

/// Checks draws against the exact distribution and puts what came out into words.
pub(super) fn conclude(
    study: &Study,
    ready: Prepared,
    summary: Summary,
    until: Option<f64>,
    wording: Wording,
) -> Result<Done, CommandError> {
    let concluded = study.conclude(ready, summary, until, &mut || progress::interrupted(&study.name).is_ok());
    progress::interrupted(&study.name)?;
    let outcome = concluded?;
    let (seed, draws) = (outcome.model.seed, outcome.summary.simulations());
    Ok(Done { report: Report::new(&outcome, wording), seed, draws, table: None })
}

/// The files of a run, the manifest last, and what that says.
pub(super) struct Made {
    pub files: Vec<Output>,
    pub manifest: Manifest,
}

/// Every file of a run.
pub(super) fn files(done: &Done, recipe: &Recipe, study: &Study) -> Result<Made, CommandError> {
    let unmade = |(name, error): (String, std::io::Error)| CommandError::write(&name, &error);
    let (report, pictures) = (&done.report, &recipe.pictures);
    let manifest = |files: &[Output]| {
        let (inputs, outputs) = (FileDigest::of_all(&study.inputs), FileDigest::of_all(files));
        let mut manifest = Manifest::new(recipe, done.seed, done.draws, inputs, outputs);
        manifest.draws_file = done.table.as_ref().map(|table| table.digest.file.clone());
        manifest.outputs.extend(done.table.iter().map(|table| table.digest.clone()));
        manifest
    };
    let mut files = render::files::tables(report).map_err(unmade)?;
    if pictures.drawn {
        // Drawing takes a second, which is long for somebody who asked to stop.
        progress::interrupted(&recipe.scenario)?;
        files.extend(render::files::charts(report, pictures).map_err(unmade)?);
        progress::interrupted(&recipe.scenario)?;
        files.extend(render::files::pages(report, pictures).map_err(unmade)?);
        files.push(render::files::audit(report, pictures, &manifest(&files).in_short()).map_err(unmade)?);
    }
    let manifest = manifest(&files);
    files.push(("manifest.json".to_owned(), manifest.to_bytes()));
    Ok(Made { files, manifest })
}

impl Written {
    /// Says what was found, and where it lies.
    pub fn show(&self, told: Told, report: &Report, alone: bool) -> Result<(), CommandError> {
        let mut text = Vec::new();
        let written = match told.format {
            format if format.is_words() && alone && !told.quiet => {
                if told.full {
                    self.everything(report, &mut text)
                } else {
                    self.screen(report, &mut text)
                }
            }
            Format::Json => render::json::write(&report.numbers, &mut text),
            Format::Ndjson => render::json::write_line(&report.numbers, &mut text),
            _ => Ok(()),
        };
        written.map_err(|error| CommandError::write("standard output", &error))?;
        if told.format.is_words() { said::say_written(&text) } else { said::print(&text) }
    }

    /// One screen of it.
    fn screen(&self, report: &Report, out: &mut dyn Write) -> std::io::Result<()> {
        const PAGE: &str = "report.html";
        let place = if self.names.iter().any(|name| name == PAGE) {
            format!("{}/{PAGE}", self.folder)
        } else {
            self.folder.clone()
        };
        render::screen::write(report, &place, style(), out)
    }

    /// All of it.
    fn everything(&self, report: &Report, out: &mut dyn Write) -> std::io::Result<()> {
        render::text::write(report, style(), out)?;
        let is_chart = |name: &&String| Path::new(name).extension().is_some_and(|kind| kind == "png");
        let charts = self.names.iter().filter(is_chart).count();
        writeln!(out, "\n{}", super::files_and_charts(self.names.len(), charts, &self.folder))
    }
}

/// Gives the engine its threads, where there is memory for what they do.
pub(super) fn threads(threads: Option<u16>) -> Result<(), CommandError> {
    resources::memory()?;
    resources::threads(threads);
    Ok(())
}
