//! A study at many values of its keys: which points there are, what is looked for, and the answer at each.

use super::answer::{Answer, AnswerError};
use super::error::{ErrorKind, StudyError};
use super::{Progress, Study, Written};
use crate::scenario::Values;
use crate::sweep::{Axis, Design, Goal, Sampling, Solved, goal, solve};

/// What a sweep is asked for, as it is typed.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Settings `path=value` that hold at every point.
    pub settings: &'a [String],
    /// Paths and their values, `path=values`; where there are none, and nothing is looked for, the scenario's own are meant.
    pub vary: &'a [String],
    /// The sample, `lhs:N` or `sobol:N`; a grid where there is none.
    pub sample: Option<&'a str>,
    /// Values that are looked for, `path=probability`.
    pub solve: &'a [String],
}

/// A sweep that is ready to run.
///
/// ```
/// use humnaam::study::{Asked, Disk, Sweep, Written};
///
/// let vary = ["confusion.rate=0,0.02".to_owned()];
/// let asked = Asked { settings: &[], vary: &vary, sample: None, solve: &[] };
/// let written = Written::open("scenarios/raigad-2014.toml", None, &Disk)?;
/// let base = written.study(&[])?;
/// let sweep = Sweep::new(written, base, &asked, &mut |_| ())?;
/// let design = sweep.design.as_ref().unwrap();
/// let at_two_per_cent = sweep.answer(design, 1, &mut |_| true)?;
/// assert!(at_two_per_cent.best() > 0.9);
/// # Ok::<(), humnaam::study::StudyError>(())
/// ```
pub struct Sweep<'f> {
    written: Written<'f>,
    settings: Vec<String>,
    /// The scenario as it is without any varied value.
    pub base: Study,
    /// Its points; `None` where values are only looked for.
    pub design: Option<Design>,
    /// What is looked for.
    pub goals: Vec<Goal>,
    /// Every varied path with its values, those of the scenario's own sweep too, as they are typed.
    pub vary: Vec<String>,
    /// Whether draws are made where a law would do, because so many were asked for.
    pub simulate: bool,
}

/// Is shown texts that were read.
type Read<'r> = &'r mut dyn FnMut(&[(String, Vec<u8>)]);

impl<'f> Sweep<'f> {
    /// Finds out what is to be done. `base` is the study of what is written under the settings alone; `read` is shown the texts
    /// of every scenario that is read on the way, which may name files of their own: path as written, and bytes.
    ///
    /// # Errors
    /// What was asked for is no sweep, or one of its paths leads nowhere.
    pub fn new(written: Written<'f>, base: Study, asked: &Asked<'_>, read: Read<'_>) -> Result<Self, StudyError> {
        let sample = asked.sample.filter(|sample| *sample != "grid").map(str::parse).transpose();
        let sampling = sample.map_err(|why: String| StudyError::new(ErrorKind::Invalid, why))?;
        let sampling = sampling.unwrap_or(Sampling::Grid);
        let (mut axes, mut ends) = (Vec::new(), Vec::new());
        for vary in asked.vary {
            let axis = axis(vary, asked)?;
            match (&axis.values, sampling) {
                // Ends alone bound what is looked for.
                (Values::Range { count: 0, .. }, Sampling::Grid) => ends.push(axis),
                _ => axes.push(axis),
            }
        }
        if asked.vary.is_empty() && asked.solve.is_empty() {
            let own = base.scenario.sweeps.iter();
            axes = own.map(|sweep| Axis { path: sweep.parameter.clone(), values: sweep.values.clone() }).collect();
        }
        read(&base.inputs);
        for axis in axes.iter().chain(&ends) {
            known_path(&written, asked.settings, axis, read)?;
        }
        let goals: Result<Vec<Goal>, _> = asked.solve.iter().map(|text| goal(text, &axes, &ends)).collect();
        let goals = goals.map_err(usage)?;
        if let Some(loose) = ends.iter().find(|end| goals.iter().all(|goal| goal.path != end.path)) {
            return Err(usage(format!("--vary {}: a range needs a count: FROM..TO/COUNT", loose.path)));
        }
        for goal in &goals {
            let values = Values::Range { from: goal.between.0, to: goal.between.1, count: 2, log: false };
            known_path(&written, asked.settings, &Axis { path: goal.path.clone(), values }, read)?;
        }
        let design = if axes.is_empty() && !goals.is_empty() {
            None
        } else {
            Some(Design::new(axes, sampling, base.scenario.simulation.seed).map_err(usage)?)
        };
        let varied = || design.iter().flat_map(Design::axes);
        let simulate = asks_for_draws(asked.settings) || varied().any(|axis| axis.path == DRAWS);
        let vary = varied().chain(&ends).map(|axis| format!("{}={}", axis.path, axis.values)).collect();
        Ok(Sweep { written, settings: asked.settings.to_vec(), base, design, goals, vary, simulate })
    }

    /// The answer at a point of the design.
    ///
    /// # Errors
    /// As [`Written::answer`].
    pub fn answer(
        &self,
        design: &Design,
        point: u64,
        watch: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Answer, StudyError> {
        let values = design.axes().iter().zip(design.values(point));
        self.judge(values.map(|(axis, value)| format!("{}={value}", axis.path)), watch)
    }

    /// Looks for every value that is looked for.
    ///
    /// # Errors
    /// As [`Written::answer`], where it ends the whole sweep. A value that is not found is found not to be there.
    pub fn find(&self, goes_on: &mut dyn FnMut() -> bool) -> Result<Vec<Solved>, StudyError> {
        let mut found = Vec::new();
        for goal in &self.goals {
            let mut stop = None;
            let solution = solve(goal.between.0, goal.between.1, goal.wanted, |value| {
                match self.judge([format!("{}={value}", goal.path)], &mut |_| goes_on()) {
                    Ok(answer) => Ok(answer.best()),
                    Err(error) if error.ends_a_sweep() => {
                        stop = Some(error);
                        Err(String::new())
                    }
                    Err(error) => Err(format!("{} = {value} is refused: {}", goal.path, error.first())),
                }
            });
            if let Some(error) = stop {
                return Err(error);
            }
            let solution = solution.map_err(|why| why.to_string());
            found.push(Solved { path: goal.path.clone(), wanted: goal.wanted, found: solution });
        }
        Ok(found)
    }

    /// What a sweep is stopped with between two points.
    #[must_use]
    pub fn stopped(&self) -> StudyError {
        self.base.interrupted()
    }

    fn judge(
        &self,
        more: impl IntoIterator<Item = String>,
        watch: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Answer, StudyError> {
        let settings: Vec<String> = self.settings.iter().cloned().chain(more).collect();
        self.written.answer(&settings, self.simulate, watch)
    }
}

impl Written<'_> {
    /// The short answer of the text under some settings, as a point of a sweep.
    ///
    /// # Errors
    /// The scenario is not valid under these settings, or has no answer there. Only where [`StudyError::ends_a_sweep`] are
    /// other points the worse for it.
    pub fn answer(
        &self,
        settings: &[String],
        simulate: bool,
        watch: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Answer, StudyError> {
        self.study(settings)?.answer(simulate, watch).map_err(|error| {
            let kind = match error {
                AnswerError::Nobody => ErrorKind::Invalid,
                AnswerError::SelfCheck(_) => ErrorKind::SelfCheck,
                AnswerError::Interrupted => ErrorKind::Interrupted,
            };
            StudyError::new(kind, error)
        })
    }
}

impl StudyError {
    /// Whether this ends a whole sweep, and not one point of it: the user asked to stop, or a setting can be none at any point.
    #[must_use]
    pub fn ends_a_sweep(&self) -> bool {
        matches!(self.kind(), ErrorKind::Usage | ErrorKind::Interrupted)
    }
}

/// The key of the number of simulations.
const DRAWS: &str = "simulation.draws";

/// Whether settings ask for draws where a law would do.
#[must_use]
pub fn asks_for_draws(settings: &[String]) -> bool {
    settings.iter().any(|setting| setting.trim_start().starts_with(DRAWS))
}

fn usage(what: impl std::fmt::Display) -> StudyError {
    StudyError::new(ErrorKind::Usage, what)
}

fn axis(vary: &str, asked: &Asked<'_>) -> Result<Axis, StudyError> {
    let Some((path, values)) = vary.split_once('=') else {
        return Err(usage(format!("--vary {vary}: write PATH=VALUES, such as confusion.rate=0..0.1/51")));
    };
    let path = path.trim();
    // Where a value is to be found or points are sampled, the ends of a range are enough.
    let ends_do = asked.sample.is_some() || asked.solve.iter().any(|solve| solve.split('=').next() == Some(path));
    let read = if ends_do { Values::parse_ends(values) } else { Values::parse(values) };
    let values = read.map_err(|what| {
        usage(format!("--vary {path}: {what}\nhelp: write a,b,c or FROM..TO/COUNT or FROM..TO/COUNT:log"))
    })?;
    Ok(Axis { path: path.to_owned(), values })
}

/// Refuses a path that leads nowhere, before anything is run: a few values are tried, and where what is
/// wrong with all of them is the path, it is said as any other problem of a scenario. Where the
/// values name files, all of them are read.
fn known_path(written: &Written<'_>, settings: &[String], axis: &Axis, read: Read<'_>) -> Result<(), StudyError> {
    let reads_files = axis.path == "contest.booth_file" || axis.path.starts_with("returns");
    let tried: Vec<String> = if reads_files {
        (0..axis.values.count()).map(|index| axis.values.value(index)).collect()
    } else {
        [0.0, 0.5, 1.0].iter().map(|&part| axis.values.at(part)).collect()
    };
    let mut astray = None;
    for value in tried {
        let mut settings = settings.to_vec();
        settings.push(format!("{}={value}", axis.path));
        match written.study(&settings) {
            Ok(study) => {
                read(&study.inputs);
                astray = None;
                if !reads_files {
                    return Ok(());
                }
            }
            Err(error) if error.kind() == ErrorKind::Usage => return Err(error),
            Err(error) if error.is_in_path_of_setting(&axis.path) => astray = Some(error),
            Err(_) => return Ok(()),
        }
    }
    astray.map_or(Ok(()), Err)
}
