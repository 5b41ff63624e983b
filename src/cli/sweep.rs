//! `humnaam sweep`: a scenario at many values of its keys, point by point.
//!
//! Every point is loaded as `run` loads a scenario with `--set`, and what it came to is written at once.
//! Running again goes on where it was broken off.

use super::args::Format;
use super::exit::{Failure, INVALID, SELF_CHECK, USAGE};
use super::manifest::{FileDigest, Manifest, Swept};
use super::output::Folder;
use super::points::{Identity, Points, Record, SCHEMA, Slot};
use super::progress::{self, Watch};
use super::rows::TableFormat;
use super::study::{Loaded, Refused, Text};
use super::sweep_args::SweepOptions;
use super::sweep_goals::{Goal, find, goal};
use super::{print, run, sweep_output};
use crate::engine::Progress;
use crate::inference::{Effort, infer};
use crate::model::Model;
use crate::report::format::counted;
use crate::report::sweep as report;
use crate::scenario::{Place, Values};
use crate::stats::STREAMS_VERSION;
use crate::sweep::{Answer, Axis, Design, Refusal, Sampling, judge};
use std::path::Path;

/// A sweep that is ready to run: its scenario, its points, and what is to be found.
pub(super) struct Prepared {
    pub text: Text,
    /// The scenario as it is without any varied value.
    pub base: Loaded,
    pub settings: Vec<String>,
    /// What was varied, as typed.
    pub vary: Vec<String>,
    pub design: Option<Design>,
    pub goals: Vec<Goal>,
    pub identity: Identity,
}

/// Runs a sweep.
pub(super) fn sweep(options: &SweepOptions) -> Result<(), Failure> {
    run::threads(options.threads)?;
    progress::listen();
    TableFormat::of(options.format)?;
    let prepared = Prepared::new(options)?;
    let stem = format!("{}-sweep", run::stem(&options.scenario));
    if options.shard.is_some() && prepared.design.is_none() {
        return Err(Failure::new(USAGE, "--solve has no parts to be shared out: leave --shard out"));
    }
    let path = options.out.join(&stem);
    let folder = Folder::create(&match options.shard {
        Some(_) => path.join("shards"),
        None => path,
    })?;
    let file = match options.shard {
        Some(shard) => format!("{}-of-{}.records", shard.index, shard.count),
        None => "points.records".to_owned(),
    };
    let mut points = match &prepared.design {
        Some(_) => Some(Points::resume(&folder.path().join(file), prepared.identity.clone())?),
        None => None,
    };
    let tally = match (&mut points, &prepared.design) {
        (Some(points), Some(design)) => answer_all(&prepared, design, points, options, &stem)?,
        _ => Tally::default(),
    };
    if let Some(shard) = options.shard {
        let points = counted(tally.answered + tally.refused, "point", "points");
        let line = format!("shard {shard}: {points} in {}\n", folder.shown());
        if options.format.is_words() && !options.quiet {
            print(line.as_bytes())?;
        }
    } else {
        let solutions = find(&prepared)?;
        sweep_output::finish(&prepared, points.as_mut(), &solutions, &folder, options.format, options.quiet)?;
    }
    tally.end()
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
    fn end(&self) -> Result<(), Failure> {
        if self.failed_checks > 0 {
            let message = format!(
                "{} points failed their self-check: see the column problem of points.csv, and please report this with the scenario",
                self.failed_checks
            );
            return Err(Failure::new(SELF_CHECK, message));
        }
        if self.answered == 0 && self.refused > 0 {
            return Err(Failure::new(
                INVALID,
                format!("all {} points were refused: see the column problem of points.csv", self.refused),
            ));
        }
        Ok(())
    }
}

impl Prepared {
    /// Reads everything and finds out what is to be done.
    pub fn new(options: &SweepOptions) -> Result<Self, Failure> {
        let short = [("draws", options.draws), ("seed", options.seed)];
        let short = short.into_iter().filter_map(|(key, value)| value.map(|v| format!("simulation.{key}={v}")));
        let settings: Vec<String> = short.chain(options.settings.iter().cloned()).collect();
        let text = Text::open(&options.scenario, options.evidence.as_deref())?;
        let sources = text.under(&settings)?;
        let base = text.load(&sources).map_err(|refused| refused.failure(&sources))?;
        let sampling = options.sample.unwrap_or(Sampling::Grid);
        let mut axes = Vec::new();
        let mut ends = Vec::new();
        for vary in &options.vary {
            let axis = axis(vary, options)?;
            match (&axis.values, sampling) {
                // Ends alone bound what is looked for.
                (Values::Range { count: 0, .. }, Sampling::Grid) => ends.push(axis),
                _ => axes.push(axis),
            }
        }
        let written = base.scenario.sweeps.iter();
        let written = written.map(|sweep| Axis { path: sweep.parameter.clone(), values: sweep.values.clone() });
        if options.vary.is_empty() && options.solve.is_empty() {
            axes = written.collect();
        }
        let mut inputs = inputs(&base);
        for axis in axes.iter().chain(&ends) {
            known_path(&text, &settings, axis, &mut inputs)?;
        }
        let goals: Vec<Goal> = options.solve.iter().map(|text| goal(text, &axes, &ends)).collect::<Result<_, _>>()?;
        if let Some(loose) = ends.iter().find(|end| goals.iter().all(|goal| goal.path != end.path)) {
            let path = &loose.path;
            return Err(Failure::new(USAGE, format!("--vary {path}: a range needs a count: FROM..TO/COUNT")));
        }
        for goal in &goals {
            let value = Values::Range { from: goal.between.0, to: goal.between.1, count: 2, log: false };
            known_path(&text, &settings, &Axis { path: goal.path.clone(), values: value }, &mut inputs)?;
        }
        let design = if axes.is_empty() && !goals.is_empty() {
            None
        } else {
            let design = Design::new(axes, sampling, base.scenario.simulation.seed);
            Some(design.map_err(|why| Failure::new(USAGE, why))?)
        };
        let vary = |axis: &Axis| format!("{}={}", axis.path, report::values_text(&axis.values));
        let asked = settings.iter().any(|setting| setting.trim_start().starts_with("simulation.draws"));
        let varied = design.iter().flat_map(Design::axes).any(|axis| axis.path == "simulation.draws");
        let identity = Identity {
            schema: SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            streams_version: STREAMS_VERSION,
            scenario: options.scenario.clone(),
            evidence: options.evidence.clone(),
            inputs,
            settings: settings.clone(),
            vary: design.iter().flat_map(Design::axes).chain(&ends).map(vary).collect(),
            sample: options.sample.map(report::sample_text),
            solve: options.solve.clone(),
            simulate: asked || varied,
            charts: !options.no_charts,
            points: design.as_ref().map_or(0, Design::points),
            shard: options.shard.unwrap_or(super::sweep_args::Shard { index: 0, count: 1 }),
        };
        Ok(Prepared { text, base, settings, vary: options.vary.clone(), design, goals, identity })
    }

    /// Answers the scenario under some more settings.
    pub(super) fn judge(&self, more: &[String], watch: &mut dyn FnMut(Progress) -> bool) -> Result<Answer, Trouble> {
        let mut settings = self.settings.clone();
        settings.extend_from_slice(more);
        let sources = self.text.under(&settings).map_err(Trouble::Stop)?;
        let loaded = match self.text.load(&sources) {
            Ok(loaded) => loaded,
            Err(refused) => return Err(Trouble::refused(refused, &sources)),
        };
        let Loaded { scenario, evidence, .. } = &loaded;
        let learn = |model: &mut Model| drop(infer(scenario, evidence, model, Effort::default()));
        judge(scenario, evidence, &learn, self.identity.simulate, watch).map_err(|refusal| match refusal {
            Refusal::Interrupted => Trouble::Stop(progress::kept("nothing was written")),
            other => Trouble::Point { problem: other.to_string(), said: vec![format!("error: {other}")] },
        })
    }
}

/// Why a point has no answer.
pub(super) enum Trouble {
    /// The sweep ends here.
    Stop(Failure),
    /// The point is refused: in a sentence, and as it is said when the sweep ends with it.
    Point { problem: String, said: Vec<String> },
}

impl Trouble {
    fn refused(refused: Refused, sources: &crate::scenario::Sources) -> Self {
        match refused {
            Refused::Problems(code, problems, table) => {
                let problem = problems.first().map_or_else(String::new, |first| {
                    if first.help.is_empty() { first.what.clone() } else { format!("{}; {}", first.what, first.help) }
                });
                let said = super::diagnostics::failure(code, &problems, sources, table.as_ref()).messages;
                Trouble::Point { problem, said }
            }
            Refused::Otherwise(failure) => {
                let problem = failure.messages.first().cloned().unwrap_or_default();
                Trouble::Point { problem: problem.trim_start_matches("error: ").to_owned(), said: failure.messages }
            }
        }
    }
}

/// Digests of what a scenario was read from.
fn inputs(loaded: &Loaded) -> Vec<FileDigest> {
    loaded.inputs.iter().map(|(name, bytes)| FileDigest::of(name, bytes)).collect()
}

fn axis(vary: &str, options: &SweepOptions) -> Result<Axis, Failure> {
    let usage = |what: String| Failure::new(USAGE, what);
    let Some((path, values)) = vary.split_once('=') else {
        return Err(usage(format!("--vary {vary}: write PATH=VALUES, such as confusion.rate=0..0.1/51")));
    };
    let path = path.trim();
    // Where a value is to be found or points are sampled, the ends of a range are enough.
    let ends_do = options.sample.is_some() || options.solve.iter().any(|solve| solve.split('=').next() == Some(path));
    let read = if ends_do { Values::parse_ends(values) } else { Values::parse(values) };
    let values = read.map_err(|what| {
        usage(format!("--vary {path}: {what}\nhelp: write a,b,c or FROM..TO/COUNT or FROM..TO/COUNT:log"))
    })?;
    Ok(Axis { path: path.to_owned(), values })
}

/// Refuses a path that leads nowhere, before anything is run: a few values are tried, and where what is
/// wrong with all of them is the path, it is said as any other problem of a scenario. Files that the
/// values name are noted among the inputs.
fn known_path(text: &Text, settings: &[String], axis: &Axis, inputs: &mut Vec<FileDigest>) -> Result<(), Failure> {
    let count = axis.values.count();
    let reads_files = axis.path == "contest.booth_file" || axis.path.starts_with("returns");
    let tried: Vec<String> = if reads_files {
        (0..count).map(|index| axis.values.value(index)).collect()
    } else {
        [0.0, 0.5, 1.0].iter().map(|&part| axis.values.at(part)).collect()
    };
    let mut astray = None;
    for value in tried {
        let mut settings = settings.to_vec();
        settings.push(format!("{}={value}", axis.path));
        let sources = text.under(&settings)?;
        match text.load(&sources) {
            Ok(loaded) => {
                let fresh: Vec<_> = self::inputs(&loaded).into_iter().filter(|input| !inputs.contains(input)).collect();
                inputs.extend(fresh);
                astray = None;
                if !reads_files {
                    return Ok(());
                }
            }
            Err(refused) => {
                let at_path = matches!(&refused, Refused::Problems(_, problems, _) if problems.iter().any(|problem| {
                    let Place::Text(span) = &problem.place else { return false };
                    let found = sources.locate(span);
                    found.name != sources.name() && found.span.end <= axis.path.len()
                }));
                if !at_path {
                    return Ok(());
                }
                let mut failure = refused.failure(&sources);
                // The user wrote --vary; that it is tried as a setting is nothing to him.
                let typed = format!("--set {}=", axis.path);
                failure
                    .messages
                    .iter_mut()
                    .for_each(|said| *said = said.replacen(&typed, &typed.replace("--set", "--vary"), 1));
                astray = Some(failure);
            }
        }
    }
    astray.map_or(Ok(()), Err)
}

/// Answers every point that is not answered yet, in the order of their visits.
fn answer_all(
    prepared: &Prepared,
    design: &Design,
    points: &mut Points,
    options: &SweepOptions,
    stem: &str,
) -> Result<Tally, Failure> {
    let slots = points.identity.slots();
    let shard = points.identity.shard;
    let watch = Watch::points(stem, slots, options.quiet);
    let mut tally = Tally::default();
    for step in 0..slots {
        let index = design.visited(u64::from(shard.index) + step * u64::from(shard.count));
        // A shard keeps its points in the order of its visits, a whole sweep in that of the points.
        let slot = if options.shard.is_none() { index } else { step };
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
                    Err(Trouble::Stop(failure)) if failure.code == USAGE => return Err(failure),
                    Err(Trouble::Stop(_)) => return Err(stopped(watch, points, step, slots)),
                    Err(Trouble::Point { said, .. }) if options.fail_fast => {
                        return Err(Failure::located(INVALID, said));
                    }
                    Err(Trouble::Point { problem, .. }) => {
                        Record { point: index, answer: None, problem: Some(problem) }
                    }
                };
                points.write(slot, &record)?;
                record
            }
        };
        tally.count(&record);
        if options.format == Format::Ndjson {
            print(&sweep_output::line(design, &record))?;
        }
    }
    watch.close();
    points.settle()?;
    Ok(tally)
}

fn stopped(watch: Watch, points: &Points, done: u64, all: u64) -> Failure {
    watch.close();
    progress::kept(&format!("{done} of {all} points are in {}; run the same again to go on", points.shown()))
}

/// Runs the sweep of a manifest again, into another folder, and returns what its manifest then says.
pub(super) fn again(manifest: &Manifest, swept: &Swept, out: &Path) -> Result<Manifest, Failure> {
    let sample = swept.sample.as_deref().filter(|sample| *sample != "grid");
    let sample = sample.map(super::sweep_args::sample).transpose().map_err(|why| Failure::new(INVALID, why))?;
    let options = SweepOptions {
        scenario: manifest.scenario.clone(),
        vary: swept.vary.clone(),
        sample,
        solve: swept.solve.clone(),
        out: out.to_owned(),
        draws: None,
        seed: None,
        threads: None,
        settings: manifest.settings.clone(),
        shard: None,
        fail_fast: false,
        evidence: manifest.evidence.clone(),
        format: if swept.parquet { Format::Parquet } else { Format::Text },
        no_charts: !manifest.charts,
        quiet: true,
    };
    sweep(&options)?;
    let folder = out.join(format!("{}-sweep", run::stem(&manifest.scenario)));
    Manifest::in_folder(&folder).ok_or_else(|| Failure::new(SELF_CHECK, "the sweep left no manifest"))
}
