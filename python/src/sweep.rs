//! A scenario at many values of its keys.

use crate::errors::{invalid, raise, usage};
use crate::given::toml;
use crate::scenario::Scenario;
use crate::table::{Filled, Table};
use crate::work::Watch;
use humnaam::report::sweep as report;
use humnaam::scenario::Values;
use humnaam::study::{Answer, ErrorKind, Progress, StudyError, Written, asks_for_draws};
use humnaam::sweep::{Axis, Design, Sampling, SolveError, solve};
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};

/// What a sweep is asked for.
pub struct Asked {
    design: Design,
    simulate: bool,
}

impl Asked {
    /// The points of a sweep: of what is varied, or of the scenario's own.
    pub fn new(
        py: Python<'_>,
        scenario: &Scenario,
        vary: Option<&Bound<'_, PyMapping>>,
        sample: Option<&str>,
    ) -> PyResult<Self> {
        let refused = |what: String| raise(py, &usage(what));
        let sampling = match sample {
            None | Some("grid") => Sampling::Grid,
            Some(sample) => sample.parse().map_err(|why| refused(format!("sample={sample:?}: {why}")))?,
        };
        let axis = |entry: Bound<'_, PyAny>| {
            let (path, values): (String, Bound<'_, PyAny>) = entry.extract()?;
            let values = read(&values, sampling).map_err(|why| match why {
                NoValues::Raised(error) => error,
                NoValues::Said(why) => refused(format!("vary {path}: {why}")),
            })?;
            Ok(Axis { path, values })
        };
        let axes = if let Some(vary) = vary {
            vary.items()?.iter().map(axis).collect::<PyResult<Vec<_>>>()?
        } else {
            let own = scenario.study().scenario.sweeps.iter();
            own.map(|sweep| Axis { path: sweep.parameter.clone(), values: sweep.values.clone() }).collect()
        };
        if axes.is_empty() {
            let what =
                "nothing is varied, and the scenario has no [[sweep]]: give vary={\"confusion.rate\": [0, 0.01]}";
            return Err(refused(what.to_owned()));
        }
        let design = Design::new(axes, sampling, scenario.study().scenario.simulation.seed).map_err(refused)?;
        let varied = design.axes().iter().any(|axis| axis.path == "simulation.draws");
        Ok(Asked { simulate: varied || asks_for_draws(scenario.settings()), design })
    }
}

enum NoValues {
    Raised(PyErr),
    Said(String),
}

/// The values of a path: a text as behind the command's --vary, or any values one by one.
fn read(values: &Bound<'_, PyAny>, sampling: Sampling) -> Result<Values, NoValues> {
    if let Ok(text) = values.cast::<PyString>() {
        let text = text.to_str().map_err(NoValues::Raised)?;
        let ends_do = sampling != Sampling::Grid;
        return if ends_do { Values::parse_ends(text) } else { Values::parse(text) }.map_err(NoValues::Said);
    }
    let list = values.try_iter().map_err(NoValues::Raised)?.map(|value| toml(&value?)).collect::<PyResult<Vec<_>>>();
    let list = list.map_err(NoValues::Raised)?;
    if list.is_empty() { Err(NoValues::Said("there are no values".to_owned())) } else { Ok(Values::List(list)) }
}

/// Why a point has no answer.
enum NoAnswer {
    /// The sweep ends here.
    Stop(StudyError),
    /// The point alone is refused.
    Refused(String),
}

/// Answers the scenario under some more settings.
fn judge(
    scenario: &Scenario,
    written: &Written<'_>,
    simulate: bool,
    more: Vec<(String, String)>,
    watch: &Watch<'_>,
) -> Result<Answer, NoAnswer> {
    let mut settings = scenario.settings().to_vec();
    settings.extend(more.iter().map(|(path, value)| format!("{path}={value}")));
    written.answer(&settings, simulate, &mut |_| watch.goes_on()).map_err(|error| {
        // A path that leads nowhere is wrong at every point.
        let astray = more.iter().any(|(path, _)| error.is_in_path_of_setting(path));
        match error.kind() {
            ErrorKind::Interrupted => NoAnswer::Stop(interrupted()),
            _ if astray || error.ends_a_sweep() => NoAnswer::Stop(error),
            _ => NoAnswer::Refused(error.first()),
        }
    })
}

fn interrupted() -> StudyError {
    StudyError::new(ErrorKind::Interrupted, "the sweep was interrupted")
}

/// A row a point, in the order of the points.
pub fn answer_all(scenario: &Scenario, asked: &Asked, watch: &Watch<'_>) -> Result<Table, StudyError> {
    let (design, written) = (&asked.design, scenario.origin().written()?);
    let mut table = Filled::new(report::columns(design));
    for index in 0..design.points() {
        if !watch.look(Progress { done: index, draws: design.points() }) {
            return Err(interrupted());
        }
        let values = design.axes().iter().map(|axis| axis.path.clone()).zip(design.values(index)).collect();
        let row = match judge(scenario, &written, asked.simulate, values, watch) {
            Ok(answer) => report::row(design, index, Some(&answer), None),
            Err(NoAnswer::Refused(problem)) => report::row(design, index, None, Some(&problem)),
            Err(NoAnswer::Stop(error)) => return Err(error),
        };
        table.push(&row);
    }
    table.end().map_err(|what| invalid([what]))
}

/// A value at which the flip probability is a given one.
#[pyclass(frozen, get_all, module = "humnaam")]
#[derive(Debug)]
pub struct Solution {
    /// The value.
    value: f64,
    /// A value below it, at which the probability lies on the other side or is met.
    low: f64,
    /// A value above it likewise.
    high: f64,
    /// The flip probability there, from 0 to 1.
    probability: f64,
}

#[pymethods]
impl Solution {
    fn __repr__(&self) -> String {
        let Solution { value, low, high, probability } = self;
        format!("Solution(value={value}, low={low}, high={high}, probability={probability})")
    }
}

/// Looks for a value.
pub fn look_for(
    scenario: &Scenario,
    path: &str,
    wanted: f64,
    (low, high): (f64, f64),
    watch: &Watch<'_>,
) -> Result<Solution, StudyError> {
    if !(0.0..=1.0).contains(&wanted) || !low.is_finite() || !high.is_finite() || low >= high {
        return Err(usage("give a probability from 0 to 1, and between=(LOW, HIGH) with the lower end first"));
    }
    let written = scenario.origin().written()?;
    let simulate = asks_for_draws(scenario.settings());
    let found = solve(low, high, wanted, |value| {
        let set = vec![(path.to_owned(), value.to_string())];
        match judge(scenario, &written, simulate, set, watch) {
            Ok(answer) => Ok(answer.best()),
            Err(NoAnswer::Refused(problem)) => Err(usage(format!("{path} = {value} is refused: {problem}"))),
            Err(NoAnswer::Stop(error)) => Err(error),
        }
    });
    match found {
        Ok(found) => {
            Ok(Solution { value: found.value, low: found.low, high: found.high, probability: found.probability })
        }
        Err(SolveError::Refused(error)) => Err(error),
        Err(nowhere) => Err(usage(nowhere)),
    }
}
