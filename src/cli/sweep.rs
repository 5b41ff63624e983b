//! `humnaam sweep`: a scenario at many values of its keys, point by point.
//!
//! Every point is loaded as `run` loads a scenario with `--set`, and what it came to is written at once.
//! Running again goes on where it was broken off.

use super::exit::{CommandError, INVALID, SELF_CHECK, USAGE};
use super::output::{Folder, SHARDS};
use super::progress::{self, Watch};
use super::sweep_args::SweepOptions;
use super::sweep_prepared::{PointError, Prepared, find};
use super::told::Told;
use super::words::Format;
use super::{points, resources, said, sweep_output};
use crate::archive::{Manifest, Part, Points, Record, Slot};
use crate::engine::Progress;
use crate::format::{counted, of};
use crate::sweep::Design;
use std::fs::File;
use std::path::{Path, PathBuf};

/// How a sweep is run; no byte of its results depends on it.
#[derive(Debug, Clone)]
pub(super) struct How {
    pub out: PathBuf,
    pub shard: Option<Part>,
    pub fail_fast: bool,
    pub told: Told,
}

/// Runs a sweep as it was asked for.
pub(super) fn sweep(options: &SweepOptions) -> Result<(), CommandError> {
    resources::take(options.threads.threads)?;
    options.format.table()?;
    let told = Told { format: options.format, quiet: options.quiet, full: false, several: false };
    let how = How { out: options.out.clone(), shard: options.shard, fail_fast: options.fail_fast, told };
    run_sweep(&Prepared::new(&options.recipe(), options.shard.unwrap_or(Part::WHOLE))?, &how).map(|_| ())
}

/// Runs a sweep, and returns the manifest it leaves, which a shard does not.
pub(super) fn run_sweep(prepared: &Prepared, how: &How) -> Result<Option<Manifest>, CommandError> {
    if how.shard.is_some() && prepared.design.is_none() {
        return Err(CommandError::new(USAGE, "--solve has no parts to be shared out: leave --shard out"));
    }
    let stem = place(&how.out, prepared);
    let path = how.out.join(&stem);
    let folder = match how.shard {
        // Every shard has a file of its own.
        Some(_) => Folder::create(&path.join(SHARDS))?,
        None => Folder::alone(&path)?,
    };
    let file = match how.shard {
        Some(shard) => format!("{}-of-{}.records", shard.index, shard.count),
        None => "points.records".to_owned(),
    };
    let mut points = match &prepared.design {
        Some(_) => Some(points::resume(&folder.path().join(file), &prepared.identity)?),
        None => None,
    };
    let tally = match (&mut points, &prepared.design) {
        (Some(points), Some(design)) => answer_all(prepared, design, points, how, &stem)?,
        _ => Tally::default(),
    };
    let mut manifest = None;
    if let Some(shard) = how.shard {
        let points = counted(tally.answered + tally.refused, "point", "points");
        let line = format!("shard {shard}: {points} in {}\n", folder.shown());
        how.told.line(&line)?;
    } else {
        let solutions = find(prepared)?;
        sweep_output::finish(prepared, points.as_mut(), &solutions, &folder, how.told)?;
        manifest = folder.manifest();
    }
    tally.end().map(|()| manifest)
}

/// The folder of a sweep below `out`: that of the scenario's sweeps where no other sweep lies there, and else one of its own
/// beside it. So the same command finds what it began.
fn place(out: &Path, prepared: &Prepared) -> String {
    let recipe = &prepared.identity.recipe;
    let first = format!("{}-sweep", recipe.name());
    let own = recipe.own_folder(&first);
    if !out.join(&own).exists() && points::sweep_in(&out.join(&first)).is_none_or(|other| other.is_same_sweep(recipe)) {
        return first;
    }
    own
}

/// How the points ended.
#[derive(Debug, Default)]
struct Tally {
    answered: u64,
    refused: u64,
    failed_checks: u64,
}

impl Tally {
    fn count(&mut self, record: &Record) {
        match &record.problem {
            None => self.answered += 1,
            Some(problem) => {
                self.refused += 1;
                self.failed_checks += u64::from(problem.starts_with("self-check failed"));
            }
        }
    }

    /// A sweep with refused points is done all the same; one without an answer, or with a disagreement
    /// between its two ways to an answer, is not.
    fn end(&self) -> Result<(), CommandError> {
        if self.failed_checks > 0 {
            let message = format!(
                "{} failed the self-check: see the column problem of points.csv, and please report this with the scenario",
                counted(self.failed_checks, "point", "points")
            );
            return Err(CommandError::new(SELF_CHECK, message));
        }
        if self.answered == 0 && self.refused > 0 {
            return Err(CommandError::new(
                INVALID,
                match self.refused {
                    1 => "the one point was refused: see the column problem of points.csv".to_owned(),
                    all => format!("all {all} points were refused: see the column problem of points.csv"),
                },
            ));
        }
        Ok(())
    }
}

/// Answers every point that is not answered yet, in the order of their visits.
fn answer_all(
    prepared: &Prepared,
    design: &Design,
    points: &mut Points<File>,
    how: &How,
    stem: &str,
) -> Result<Tally, CommandError> {
    let slots = points.identity.slots();
    let shard = points.identity.shard;
    let watch = Watch::points(stem, slots, how.told.quiet);
    let mut tally = Tally::default();
    for step in 0..slots {
        let index = design.visited(u64::from(shard.index) + step * u64::from(shard.count));
        // A shard keeps its points in the order of its visits, a whole sweep in that of the points.
        let slot = if how.shard.is_none() { index } else { step };
        let record = match points.read(slot)? {
            Slot::Whole(record) if record.point == index && record.is_possible() => record,
            _ => {
                let on = || watch.look(Progress { done: step, draws: slots });
                if !on() {
                    return Err(stopped(watch, points, step, slots));
                }
                let set: Vec<String> = design
                    .axes()
                    .iter()
                    .zip(design.values(index))
                    .map(|(axis, value)| format!("{}={value}", axis.path))
                    .collect();
                let record = match prepared.judge(&set, &mut |_| on()) {
                    Ok(answer) => Record { point: index, answer: Some(answer), problem: None },
                    Err(PointError::Stop(failure)) if failure.code == USAGE => return Err(failure),
                    Err(PointError::Stop(_)) => return Err(stopped(watch, points, step, slots)),
                    Err(PointError::Point { said, .. }) if how.fail_fast => {
                        return Err(CommandError::located(INVALID, said));
                    }
                    Err(PointError::Point { problem, .. }) => {
                        Record { point: index, answer: None, problem: Some(problem) }
                    }
                };
                points.write(slot, &record).map_err(|error| {
                    let mut failure = CommandError::from(error);
                    let note = "note: what is answered is kept; the same command goes on with the rest";
                    failure.messages.push(note.to_owned());
                    failure
                })?;
                record
            }
        };
        tally.count(&record);
        if how.told.format == Format::Ndjson {
            said::print(&sweep_output::line(design, &record))?;
        }
    }
    watch.close();
    points::settle(points)?;
    Ok(tally)
}

fn stopped(watch: Watch, points: &Points<File>, done: u64, all: u64) -> CommandError {
    watch.close();
    progress::kept(&format!(
        "{done} of {} answered in {}; run the same again to go on",
        of(all, "point is", "points are"),
        points.name()
    ))
}
