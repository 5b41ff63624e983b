//! `humnaam merge`: the shards of a run or a sweep, joined into what one program would have written.
//!
//! Every shard says what it is a part of. A shard that is missing, there twice, damaged or of something
//! else is refused by name, and nothing is written.

use super::args::{Format, RunOptions};
use super::exit::{Failure, INVALID, NO_INPUT, USAGE};
use super::manifest::option;
use super::output::Folder;
use super::points::{Identity, Points, Slot};
use super::shards::{self, Part};
use super::sweep::Prepared;
use super::sweep_args::{MergeOptions, Shard, SweepOptions};
use super::sweep_goals;
use super::{args, input, progress, run, sweep_output};
use crate::engine::{Plan, Summary};
use std::path::{Path, PathBuf};

/// Shards that are named one by one before the others are only counted.
const MOST_NAMED: usize = 20;

pub(super) fn merge(options: &MergeOptions) -> Result<(), Failure> {
    progress::listen();
    let folder = options.directory.join("shards");
    let of_a_run = files(&folder, "summary")?;
    let of_a_sweep = files(&folder, "records")?;
    match (of_a_run.is_empty(), of_a_sweep.is_empty()) {
        (true, true) => {
            let message =
                format!("{} holds no shards: make them with run --shard I/K or sweep --shard I/K", folder.display());
            Err(Failure::new(NO_INPUT, message))
        }
        (false, false) => {
            let message = format!("{} holds shards of a run and of a sweep: keep them apart", folder.display());
            Err(Failure::new(INVALID, message))
        }
        (false, true) => merge_run(options, &of_a_run),
        (true, false) => merge_sweep(options, &of_a_sweep),
    }
}

/// The files of a folder with an ending, in the order of their names.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let unread =
        |error: std::io::Error| Failure::new(NO_INPUT, format!("{} cannot be read: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        if path.extension().is_some_and(|kind| kind == ending) && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Everything that is wrong with a set of shards.
#[derive(Debug, Default)]
struct Wrong(Vec<String>);

impl Wrong {
    fn note(&mut self, message: impl std::fmt::Display) {
        self.0.push(format!("error: {message}"));
    }

    fn take(&mut self, failure: Failure) {
        self.0.extend(failure.messages);
    }

    /// Fails where anything was noted.
    fn end(mut self) -> Result<(), Failure> {
        let all = self.0.len();
        if all > MOST_NAMED {
            self.0.truncate(MOST_NAMED);
            self.0.push(format!("and {} more", all - MOST_NAMED));
        }
        if self.0.is_empty() { Ok(()) } else { Err(Failure::located(INVALID, self.0)) }
    }
}

/// Which shards there are, and by which file.
#[derive(Debug)]
struct Seats {
    count: u32,
    taken: Vec<Option<PathBuf>>,
}

impl Seats {
    /// Seats for as many shards as the first says there are. No more are kept than there could be files,
    /// whatever it says.
    fn new(count: u32, files: usize) -> Self {
        Seats {
            count,
            taken: vec![None; usize::try_from(count).unwrap_or(usize::MAX).min(files.saturating_mul(2) + MOST_NAMED)],
        }
    }

    fn seat(&mut self, shard: Shard, path: &Path, wrong: &mut Wrong) {
        let shown = path.display();
        if shard.count != self.count {
            wrong.note(format!("{shown} is shard {shard}, but others are of {}: remove one set", self.count));
        } else if shard.index >= shard.count {
            wrong.note(format!("{shown} says it is shard {shard}"));
        } else if let Some(seat) = self.taken.get_mut(shard.index as usize) {
            match seat {
                Some(other) => wrong.note(format!("{shown} and {} are both shard {shard}", other.display())),
                None => *seat = Some(path.to_owned()),
            }
        }
    }

    fn missing(&self, wrong: &mut Wrong) {
        let there = self.taken.iter().flatten().count();
        let missing: Vec<String> = (0..self.count)
            .filter(|&index| self.taken.get(index as usize).is_none_or(Option::is_none))
            .take(MOST_NAMED)
            .map(|index| index.to_string())
            .collect();
        if !missing.is_empty() {
            let more = (self.count as usize).saturating_sub(there + missing.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let (shards, are) = if missing.len() == 1 { ("shard", "is") } else { ("shards", "are") };
            wrong.note(format!("{shards} {}{more} of {} {are} missing", missing.join(", "), self.count));
        }
    }
}

/// The folder above, and the name, of a results folder.
fn parent(directory: &Path) -> (PathBuf, String) {
    let whole = directory.canonicalize().unwrap_or_else(|_| directory.to_owned());
    let name = whole.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    (directory.to_owned(), name)
}

fn merge_run(options: &MergeOptions, files: &[PathBuf]) -> Result<(), Failure> {
    let mut wrong = Wrong::default();
    let first = files.iter().find_map(|path| shards::read(path).ok());
    let Some(first) = first else {
        files.iter().for_each(|path| {
            if let Err(failure) = shards::read(path) {
                wrong.take(failure);
            }
        });
        return wrong.end();
    };
    let run = first.run.clone();
    if let Some(what) = super::shards::older(&run) {
        return Err(Failure::new(INVALID, format!("{}: {what}", files[0].display())));
    }
    let mut loaded = input::study(&run.scenario, &run.settings, run.evidence.as_deref())?;
    let (directory, stem) = parent(&options.directory);
    loaded.name.clone_from(&stem);
    let run_options = RunOptions {
        scenarios: vec![run.scenario.clone()],
        out: directory.clone(),
        draws: None,
        seed: None,
        threads: None,
        settings: run.settings.clone(),
        until: None,
        shard: None,
        draws_file: false,
        evidence: run.evidence.clone(),
        format: options.format,
        pictures: run.pictures(),
        quiet: options.quiet,
        lang: option(run.lang.as_ref()).unwrap_or(args::Lang::En),
        grouping: option(run.grouping.as_ref()),
    };
    if let Some(what) = run.differs(&shards::Run::new(&run.scenario, &run_options, &run.settings, &loaded)) {
        let message = format!("{} is now {what} than when the shards were made", run.scenario);
        return Err(Failure::new(INVALID, message));
    }
    let ready = loaded.prepare()?;
    let mut seats = Seats::new(first.shard.count, files.len());
    let mut sum = Summary::new(&ready.model);
    for path in files {
        progress::interrupted(&stem)?;
        let Part { run: other, shard, summary } = match shards::read(path) {
            Ok(part) => part,
            Err(failure) => {
                wrong.take(failure);
                continue;
            }
        };
        if let Some(what) = run.differs(&other) {
            wrong.note(format!("{} belongs to {what}", path.display()));
            continue;
        }
        seats.seat(shard, path, &mut wrong);
        let draws = Plan::shard(run.draws, shard.index.min(shard.count), shard.count).draws;
        match summary.believe(&ready.model, draws) {
            // Once anything is wrong, counts are added no more: they may overlap.
            Ok(()) if wrong.0.is_empty() => sum.merge(&summary),
            Ok(()) => {}
            Err(what) => wrong.note(format!("{} is forged: {what}", path.display())),
        }
    }
    seats.missing(&mut wrong);
    wrong.end()?;
    let wording = args::wording(run_options.lang, run_options.grouping);
    let mut done = run::conclude(&loaded, ready, sum, None, wording)?;
    run::write(&mut done, &run.scenario, &run_options, &run.settings, &loaded, &Folder::create(&directory)?, true)?;
    run::overview(&run_options, &[(stem, done.report.numbers)], true)
}

fn merge_sweep(options: &MergeOptions, files: &[PathBuf]) -> Result<(), Failure> {
    let mut wrong = Wrong::default();
    let Some(first) = files.iter().find_map(|path| Points::open(path).ok()) else {
        files.iter().for_each(|path| {
            if let Err(failure) = Points::open(path) {
                wrong.take(failure);
            }
        });
        return wrong.end();
    };
    let identity = first.identity.clone();
    drop(first);
    let prepared = Prepared::new(&sweep_options(&identity, options)?)?;
    if let Some(what) = identity.differs(&prepared.identity) {
        return Err(Failure::new(
            INVALID,
            format!("the shards hold points of {what}; make them again, or go back to that scenario"),
        ));
    }
    let Some(design) = &prepared.design else {
        return Err(Failure::new(INVALID, "these shards vary nothing"));
    };
    // Everything is looked at before anything is written.
    let mut seats = Seats::new(identity.shard.count, files.len());
    for path in files {
        match look(path, &identity, design, &mut seats, &mut wrong) {
            Ok(()) => {}
            Err(failure) => wrong.take(failure),
        }
    }
    seats.missing(&mut wrong);
    wrong.end()?;
    let (directory, _) = parent(&options.directory);
    let folder = Folder::create(&directory)?;
    let mut whole = Points::resume(&directory.join("points.records"), prepared.identity.clone())?;
    for path in files {
        progress::interrupted(&folder.shown())?;
        let mut points = Points::open(path)?;
        let shard = points.identity.shard;
        for step in 0..points.identity.slots() {
            let index = design.visited(u64::from(shard.index) + step * u64::from(shard.count));
            if let Slot::Whole(record) = points.read(step)? {
                whole.write(index, &record)?;
            }
        }
    }
    whole.settle()?;
    let solutions = sweep_goals::find(&prepared)?;
    sweep_output::finish(&prepared, Some(&mut whole), &solutions, &folder, options.format, options.quiet)
}

/// Looks at one shard of a sweep from end to end.
fn look(
    path: &Path,
    identity: &Identity,
    design: &crate::sweep::Design,
    seats: &mut Seats,
    wrong: &mut Wrong,
) -> Result<(), Failure> {
    let mut points = Points::open(path)?;
    let shown = points.shown();
    if let Some(what) = points.identity.differs(identity) {
        wrong.note(format!("{shown} holds points of {what}"));
        return Ok(());
    }
    let shard = points.identity.shard;
    seats.seat(shard, path, wrong);
    let slots = points.identity.slots();
    let mut done = 0;
    for step in 0..slots {
        let index = design.visited(u64::from(shard.index) + step * u64::from(shard.count));
        match points.read(step)? {
            Slot::Whole(record) if record.point == index && record.is_possible() => {
                done += 1;
            }
            Slot::Whole(record) if record.point == index => {
                wrong.note(format!("{shown} is forged: point {index} cannot have that answer"));
            }
            Slot::Whole(_) => wrong.note(format!("{shown} is forged: point {index} is not where it belongs")),
            Slot::Damaged => wrong.note(format!("{shown} is damaged at point {index}: run this shard again")),
            Slot::Empty => {}
        }
        if wrong.0.len() > MOST_NAMED {
            return Ok(());
        }
    }
    if done < slots && wrong.0.is_empty() {
        wrong.note(format!("{shown} is not finished: {done} of {slots} points; run this shard again to go on"));
    } else if done == slots && !points.is_as_long_as_it_should() {
        wrong.note(format!("{shown} is damaged: it is longer than its points"));
    }
    Ok(())
}

/// The command line that made a shard, without the shard.
fn sweep_options(identity: &Identity, options: &MergeOptions) -> Result<SweepOptions, Failure> {
    let sample = identity.sample.as_deref().map(super::sweep_args::sample).transpose();
    Ok(SweepOptions {
        scenario: identity.scenario.clone(),
        vary: identity.vary.clone(),
        sample: sample.map_err(|why| Failure::new(USAGE, why))?,
        solve: identity.solve.clone(),
        out: PathBuf::new(),
        draws: None,
        seed: None,
        threads: None,
        settings: identity.settings.clone(),
        shard: None,
        fail_fast: false,
        evidence: identity.evidence.clone(),
        format: if options.format == Format::Ndjson { Format::Text } else { options.format },
        no_charts: !identity.charts,
        quiet: options.quiet,
    })
}
