//! A sweep that is ready to run: its scenario, its points, and the values it looks for.

use super::exit::{CommandError, INVALID, USAGE};
use super::input::{self, Console};
use super::progress;
use crate::archive::{FileDigest, Identity, Part, Recipe};
use crate::engine::Progress;
use crate::report::sweep as report;
use crate::scenario::Values;
use crate::study::{Answer, AnswerError, ErrorKind, Study, StudyError, Written};
use crate::sweep::{Axis, Design, Goal, Sampling, Solution, goal, solve};

/// A sweep that is ready to run: its scenario, its points, and what is to be found.
pub(super) struct Prepared {
    pub text: Written<'static>,
    /// The scenario as it is without any varied value.
    pub base: Study,
    pub design: Option<Design>,
    pub goals: Vec<Goal>,
    pub identity: Identity,
}

impl Prepared {
    /// Reads everything and finds out what is to be done.
    pub fn new(recipe: &Recipe, shard: Part) -> Result<Self, CommandError> {
        let settings = &recipe.settings;
        let text = Written::open(&recipe.scenario, recipe.evidence.as_deref(), &Console)?;
        let base = text.study(settings)?;
        input::notes(&base);
        let sample = recipe.sample.as_deref().filter(|sample| *sample != "grid").map(str::parse).transpose();
        let sampling = sample.map_err(|why: String| CommandError::new(INVALID, why))?.unwrap_or(Sampling::Grid);
        let mut axes = Vec::new();
        let mut ends = Vec::new();
        for vary in &recipe.vary {
            let axis = axis(vary, recipe)?;
            match (&axis.values, sampling) {
                // Ends alone bound what is looked for.
                (Values::Range { count: 0, .. }, Sampling::Grid) => ends.push(axis),
                _ => axes.push(axis),
            }
        }
        let written = base.scenario.sweeps.iter();
        let written = written.map(|sweep| Axis { path: sweep.parameter.clone(), values: sweep.values.clone() });
        if recipe.vary.is_empty() && recipe.solve.is_empty() {
            axes = written.collect();
        }
        let mut inputs = FileDigest::of_all(&base.inputs);
        for axis in axes.iter().chain(&ends) {
            known_path(&text, settings, axis, &mut inputs)?;
        }
        let goals: Result<Vec<Goal>, _> = recipe.solve.iter().map(|text| goal(text, &axes, &ends)).collect();
        let goals = goals.map_err(|why| CommandError::new(USAGE, why.to_string()))?;
        if let Some(loose) = ends.iter().find(|end| goals.iter().all(|goal| goal.path != end.path)) {
            let path = &loose.path;
            return Err(CommandError::new(USAGE, format!("--vary {path}: a range needs a count: FROM..TO/COUNT")));
        }
        for goal in &goals {
            let value = Values::Range { from: goal.between.0, to: goal.between.1, count: 2, log: false };
            known_path(&text, settings, &Axis { path: goal.path.clone(), values: value }, &mut inputs)?;
        }
        let design = if axes.is_empty() && !goals.is_empty() {
            None
        } else {
            let design = Design::new(axes, sampling, base.scenario.simulation.seed);
            Some(design.map_err(|why| CommandError::new(USAGE, why))?)
        };
        let vary = |axis: &Axis| format!("{}={}", axis.path, report::values_text(&axis.values));
        let asked = settings.iter().any(|setting| setting.trim_start().starts_with("simulation.draws"));
        let varied = design.iter().flat_map(Design::axes).any(|axis| axis.path == "simulation.draws");
        let vary = design.iter().flat_map(Design::axes).chain(&ends).map(vary).collect();
        let points = design.as_ref().map_or(0, Design::points);
        let identity = Identity::new(recipe.clone(), inputs, vary, asked || varied, points, shard);
        Ok(Prepared { text, base, design, goals, identity })
    }

    /// Answers the scenario under some more settings.
    pub(super) fn judge(&self, more: &[String], watch: &mut dyn FnMut(Progress) -> bool) -> Result<Answer, PointError> {
        let settings: Vec<String> = self.identity.recipe.settings.iter().chain(more).cloned().collect();
        let study = self.text.study(&settings).map_err(PointError::of)?;
        study.answer(self.identity.simulate, watch).map_err(|refusal| match refusal {
            AnswerError::Interrupted => PointError::Stop(progress::kept("nothing was written")),
            other => PointError::Point { problem: other.to_string(), said: vec![format!("error: {other}")] },
        })
    }
}

/// Why a point has no answer.
pub(super) enum PointError {
    /// The sweep ends here.
    Stop(CommandError),
    /// The point is refused: in a sentence, and as it is said when the sweep ends with it.
    Point { problem: String, said: Vec<String> },
}

impl PointError {
    /// A setting that is none is no matter of one point.
    fn of(error: StudyError) -> Self {
        if error.kind() == ErrorKind::Usage {
            return PointError::Stop(error.into());
        }
        PointError::Point { problem: error.first(), said: CommandError::from(error).messages }
    }
}

fn axis(vary: &str, recipe: &Recipe) -> Result<Axis, CommandError> {
    let usage = |what: String| CommandError::new(USAGE, what);
    let Some((path, values)) = vary.split_once('=') else {
        return Err(usage(format!("--vary {vary}: write PATH=VALUES, such as confusion.rate=0..0.1/51")));
    };
    let path = path.trim();
    // Where a value is to be found or points are sampled, the ends of a range are enough.
    let ends_do = recipe.sample.is_some() || recipe.solve.iter().any(|solve| solve.split('=').next() == Some(path));
    let read = if ends_do { Values::parse_ends(values) } else { Values::parse(values) };
    let values = read.map_err(|what| {
        usage(format!("--vary {path}: {what}\nhelp: write a,b,c or FROM..TO/COUNT or FROM..TO/COUNT:log"))
    })?;
    Ok(Axis { path: path.to_owned(), values })
}

/// Refuses a path that leads nowhere, before anything is run: a few values are tried, and where what is
/// wrong with all of them is the path, it is said as any other problem of a scenario. Files that the
/// values name are noted among the inputs.
fn known_path(
    text: &Written<'_>,
    settings: &[String],
    axis: &Axis,
    inputs: &mut Vec<FileDigest>,
) -> Result<(), CommandError> {
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
        match text.study(&settings) {
            Ok(study) => {
                let fresh: Vec<_> =
                    FileDigest::of_all(&study.inputs).into_iter().filter(|input| !inputs.contains(input)).collect();
                inputs.extend(fresh);
                astray = None;
                if !reads_files {
                    return Ok(());
                }
            }
            Err(error) if error.kind() == ErrorKind::Usage => return Err(error.into()),
            Err(error) => {
                if !error.is_in_path_of_setting(&axis.path) {
                    return Ok(());
                }
                let mut failure = CommandError::from(error);
                // The user wrote --vary; that it is tried as a setting need not be known.
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

/// What was looked for, and where it was found or why it was not.
pub(super) type Found = (Goal, Result<Solution, String>);

/// Looks for every value.
pub(super) fn find(prepared: &Prepared) -> Result<Vec<Found>, CommandError> {
    let mut found = Vec::new();
    for goal in &prepared.goals {
        let mut stop = None;
        let solution = solve(goal.between.0, goal.between.1, goal.wanted, |value| {
            match prepared.judge(&[format!("{}={value}", goal.path)], &mut |_| progress::interrupted("").is_ok()) {
                Ok(answer) => Ok(answer.best()),
                Err(PointError::Stop(failure)) => {
                    stop = Some(failure);
                    Err(String::new())
                }
                Err(PointError::Point { problem, .. }) => Err(format!("{} = {value} is refused: {problem}", goal.path)),
            }
        });
        if let Some(failure) = stop {
            return Err(failure);
        }
        found.push((goal.clone(), solution.map_err(|why| why.to_string())));
    }
    Ok(found)
}
