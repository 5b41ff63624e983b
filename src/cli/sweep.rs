//! `humnaam sweep`: a scenario at many values of its keys, point by point.
//!
//! Every point is loaded as `run` loads a scenario with `--set`, and what it came to is written at once.
//! Running again goes on where it was broken off.

use super::exit::{CommandError, INVALID, SELF_CHECK, USAGE};
use super::output::{Folder, SHARDS};
use super::progress::{self, Watch};
use super::sweep_args::SweepOptions;
use super::sweep_prepared::Prepared;
use super::told::Told;
use super::words::Format;
use super::{points, resources, sweep_output, terminal};
use crate::archive::{Manifest, Part, Points, Recipe, Record};
use crate::format::{counted, of};
use crate::study::{ErrorKind, Progress, Sweep};
use crate::sweep::{Design, Solved};
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
    let Prepared { sweep, identity } = prepared;
    if how.shard.is_some() && sweep.design.is_none() {
        return Err(CommandError::new(USAGE, "--solve has no parts to be shared out: leave --shard out"));
    }
    let name = place(&how.out, &identity.recipe);
    let path = how.out.join(&name);
    // Every shard has a file of its own.
    let (folder, file) = match how.shard {
        Some(shard) => (Folder::create(&path.join(SHARDS))?, format!("{}-of-{}.records", shard.index, shard.count)),
        None => (Folder::alone(&path)?, "points.records".to_owned()),
    };
    let (mut points, mut tally) = (None, Tally::default());
    if let Some(design) = &sweep.design {
        let mut file = points::resume(&folder.path().join(file), identity)?;
        let watch = Watch::points(&name, identity.slots(), how.told.quiet);
        let answered = answer_all(sweep, design, &mut file, how, &watch);
        watch.close();
        tally = answered?;
        points::settle(&file)?;
        points = Some(file);
    }
    if let Some(shard) = how.shard {
        let points = counted(tally.answered + tally.refused, "point", "points");
        how.told.line(&format!("shard {shard}: {points} in {}\n", folder.shown()))?;
        return tally.end().map(|()| None);
    }
    let solutions = solved(sweep)?;
    let manifest = sweep_output::finish(prepared, points.as_mut(), &solutions, &folder, how.told)?;
    tally.end().map(|()| Some(manifest))
}

/// Looks for the values that are looked for.
pub(super) fn solved(sweep: &Sweep<'_>) -> Result<Vec<Solved>, CommandError> {
    let found = sweep.find(&mut progress::goes_on);
    if progress::goes_on() { Ok(found?) } else { Err(progress::kept("nothing was written")) }
}

/// The folder of a sweep below `out`: that of the scenario's sweeps where no other sweep lies there, and else one of its own
/// beside it. So the same command finds what it began.
fn place(out: &Path, recipe: &Recipe) -> String {
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
    sweep: &Sweep<'_>,
    design: &Design,
    points: &mut Points<File>,
    how: &How,
    watch: &Watch,
) -> Result<Tally, CommandError> {
    let all = points.identity.slots();
    let mut tally = Tally::default();
    for step in 0..all {
        let place = points.place(design, step);
        let record = if let Some(record) = points.answered(place)? {
            record
        } else {
            let on = || watch.look(Progress { done: step, draws: all });
            let answer = if on() { sweep.answer(design, place.point, &mut |_| on()) } else { Err(sweep.stopped()) };
            let record = match answer {
                Ok(answer) => Record { point: place.point, answer: Some(answer), problem: None },
                Err(error) if error.kind() == ErrorKind::Interrupted => {
                    return Err(progress::kept(&format!(
                        "{step} of {} answered in {}; run the same again to go on",
                        of(all, "point is", "points are"),
                        points.name()
                    )));
                }
                Err(error) if error.ends_a_sweep() => return Err(error.into()),
                Err(error) if how.fail_fast => {
                    return Err(CommandError { code: INVALID, ..error.into() });
                }
                Err(error) => Record { point: place.point, answer: None, problem: Some(error.first()) },
            };
            points.write(place.slot, &record).map_err(|error| {
                let mut failure = CommandError::from(error);
                let note = "note: what is answered is kept; the same command goes on with the rest";
                failure.messages.push(note.to_owned());
                failure
            })?;
            record
        };
        tally.count(&record);
        if how.told.format == Format::Ndjson {
            terminal::print(&sweep_output::line(design, &record))?;
        }
    }
    Ok(tally)
}
