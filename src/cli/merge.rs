//! `humnaam merge`: the shards of a run or a sweep, joined into what one program would have written.
//!
//! A shard that is missing, there twice, damaged or of something else is refused by name, and nothing is written.

use super::exit::{CommandError, INVALID, NO_INPUT};
use super::output::{Folder, SHARDS};
use super::progress::Watch;
use super::sweep_prepared::Prepared;
use super::told::Told;
use super::words::{Format, RUN_FORMATS, one_of};
use super::{input, points, progress, results, shards, simulate, sweep, sweep_output};
use crate::archive::{ArchiveError, Part, Run, RunJoin, Shard, SweepJoin};
use crate::study::Study;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct MergeOptions {
    /// The folder of a run or a sweep, with its shards/ in it
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// What standard output carries
    #[arg(long, value_parser = one_of(RUN_FORMATS), default_value = "text")]
    pub format: Format,
    /// Print everything that is known of a run, and not one screen of it
    #[arg(long)]
    pub full: bool,
    /// Nothing on standard output but what --format asks for
    #[arg(long, short)]
    pub quiet: bool,
}

pub(super) fn merge(options: &MergeOptions) -> Result<(), CommandError> {
    let folder = options.directory.join(SHARDS);
    let of_a_run = files(&folder, "summary")?;
    let of_a_sweep = files(&folder, "records")?;
    match (of_a_run.is_empty(), of_a_sweep.is_empty()) {
        (true, true) => {
            let message =
                format!("{} holds no shards: make them with run --shard I/K or sweep --shard I/K", folder.display());
            Err(CommandError::new(NO_INPUT, message))
        }
        (false, false) => {
            let message = format!("{} holds shards of a run and of a sweep: keep them apart", folder.display());
            Err(CommandError::new(INVALID, message))
        }
        (false, true) => merge_run(options, &of_a_run),
        (true, false) => merge_sweep(options, &of_a_sweep),
    }
}

/// The files of a folder with an ending, in the order of their names.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, CommandError> {
    let unread =
        |error: std::io::Error| CommandError::new(NO_INPUT, format!("{} cannot be read: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        if path.extension().is_some_and(|kind| kind == ending) {
            found.push(path);
        }
    }
    found.sort();
    // What cannot be opened is no damaged shard, and is said before any is looked at.
    let closed = found.iter().filter_map(|path| input::stream(&path.display().to_string()).err());
    let closed: Vec<String> = closed.map(|why| format!("error: {why}")).collect();
    if closed.is_empty() { Ok(found) } else { Err(CommandError::located(NO_INPUT, closed)) }
}

/// The first shard that reads; where none does, what is wrong with each.
fn first<T>(files: &[PathBuf], read: impl Fn(&Path) -> Result<T, ArchiveError>) -> Result<T, CommandError> {
    let mut wrong = Vec::new();
    for path in files {
        match read(path) {
            Ok(shard) => return Ok(shard),
            Err(error) => wrong.push(format!("error: {error}")),
        }
    }
    Err(CommandError::located(INVALID, wrong))
}

/// The name of a results folder.
fn name(directory: &Path) -> String {
    let whole = directory.canonicalize().unwrap_or_else(|_| directory.to_owned());
    whole.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn merge_run(options: &MergeOptions, files: &[PathBuf]) -> Result<(), CommandError> {
    let Shard { run, shard: Part { count, .. }, .. } = first(files, shards::read)?;
    if let Some(what) = run.older() {
        return Err(CommandError::new(INVALID, format!("{}: {what}", files[0].display())));
    }
    let recipe = run.recipe.clone();
    let study = Study { name: name(&options.directory), ..input::study(&recipe)? };
    if let Some(what) = run.differs(&Run::new(&recipe, &study)) {
        let message = format!("{} is now {what} than when the shards were made", recipe.scenario);
        return Err(CommandError::new(INVALID, message));
    }
    let ready = study.prepare()?;
    let mut join = RunJoin::new(run, &ready.model, count, files.len());
    for path in files {
        progress::interrupted(&study.name)?;
        join.take(&path.display().to_string(), shards::read(path));
    }
    let sum = join.end().map_err(|wrong| CommandError::located(INVALID, wrong))?;
    let watch = Watch::new(&study.name, sum.simulations(), true);
    let done = simulate::conclude(&study, ready, sum, &recipe);
    let done = watch.end(done)?;
    let told = Told { format: options.format, quiet: options.quiet, full: options.full, several: false };
    let (report, written) = results::keep(done, &recipe, &study, &Folder::alone(&options.directory)?)?;
    told.run(&report, &written)?;
    told.overview(&[(study.name, report.numbers)])
}

fn merge_sweep(options: &MergeOptions, files: &[PathBuf]) -> Result<(), CommandError> {
    let identity = first(files, points::open)?.identity;
    let prepared = Prepared::new(&identity.recipe, Part::WHOLE)?;
    if let Some(what) = identity.differs(&prepared.identity) {
        return Err(CommandError::new(
            INVALID,
            format!("the shards hold points of {what}; make them again, or go back to that scenario"),
        ));
    }
    let Some(design) = &prepared.sweep.design else {
        return Err(CommandError::new(INVALID, "these shards vary nothing"));
    };
    // Everything is looked at before anything is written.
    let mut join = SweepJoin::new(identity, design, files.len());
    files.iter().for_each(|path| join.look(points::open(path)));
    join.end().map_err(|wrong| CommandError::located(INVALID, wrong))?;
    let folder = Folder::alone(&options.directory)?;
    let mut whole = points::resume(&options.directory.join("points.records"), &prepared.identity)?;
    for path in files {
        progress::interrupted(&folder.shown())?;
        SweepJoin::copy(design, &mut points::open(path)?, &mut whole)?;
    }
    points::settle(&whole)?;
    let solutions = sweep::solved(&prepared.sweep)?;
    let told = Told { format: options.format.without_lines(), quiet: options.quiet, full: false, several: false };
    sweep_output::finish(&prepared, Some(&mut whole), &solutions, &folder, told).map(drop)
}
