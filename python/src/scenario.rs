//! Scenarios: a question, its answers by arithmetic, by law and by draws.

use crate::arrow;
use crate::errors::{raise, usage};
use crate::given::{Named, json, toml};
use crate::law::Law;
use crate::origin::{OF_TEXT, Origin};
use crate::outcome::Outcome;
use crate::progress::teller;
use crate::shards;
use crate::sweep::{self, Asked, Solution};
use crate::table::Table;
use crate::work::{How, work};
use humnaam::archive::{Part, Recipe};
use humnaam::study::{Plan, Study, StudyError};
use humnaam::{claims, report};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyMapping, PyString};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A question: who stood, what was counted, and what is assumed. It never changes; set() gives another.
///
/// Threads may share it, and it may be pickled: it holds every file that it was read from.
#[pyclass(frozen, from_py_object, module = "humnaam")]
#[derive(Debug, Clone)]
pub struct Scenario {
    origin: Arc<Origin>,
    settings: Vec<String>,
    study: Study,
}

/// How a function that draws is asked to: draws, seed, threads and progress.
#[derive(Default)]
pub struct Simulation<'py> {
    pub draws: Option<Bound<'py, PyAny>>,
    pub seed: Option<Bound<'py, PyAny>>,
}

impl Scenario {
    /// Reads a scenario under some settings.
    pub fn read(origin: Origin, settings: Vec<String>) -> Result<Self, StudyError> {
        let study = origin.written()?.study(&settings)?;
        Ok(Scenario { origin: Arc::new(origin.keeping(&study)), settings, study })
    }

    /// The same scenario under other settings.
    pub fn under(&self, settings: Vec<String>) -> Result<Self, StudyError> {
        Scenario::read(Origin::clone(&self.origin), settings)
    }

    /// The scenario with as many draws, and from such a seed, as are asked for.
    pub fn simulating(&self, asked: &Simulation<'_>) -> PyResult<Self> {
        let mut settings = self.settings.clone();
        // In the order in which the command has them, so that its shards and these are of one run.
        let mut short = Vec::new();
        for (path, value) in [("simulation.draws", &asked.draws), ("simulation.seed", &asked.seed)] {
            if let Some(value) = value {
                settings.retain(|setting| !is_of(setting, path));
                short.push((format!("{path}={}", toml(value)?), value.py()));
            }
        }
        let Some(py) = short.first().map(|(_, py)| *py) else { return Ok(self.clone()) };
        settings.splice(0..0, short.into_iter().map(|(setting, _)| setting));
        self.under(settings).map_err(|error| raise(py, &error))
    }

    /// Its files.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What is set besides what is written.
    pub fn settings(&self) -> &[String] {
        &self.settings
    }

    /// The scenario as it is run.
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// What the command would have been asked for.
    pub fn recipe(&self) -> Recipe {
        Recipe {
            scenario: self.origin.path.clone(),
            settings: self.settings.clone(),
            evidence: self.origin.evidence.clone(),
            ..Recipe::default()
        }
    }
}

/// Whether a setting is of a path.
fn is_of(setting: &str, path: &str) -> bool {
    setting.split_once('=').is_some_and(|(set, _)| set.trim() == path)
}

#[pymethods]
impl Scenario {
    /// Reads a scenario file, and whatever files it names; evidence is a file of other priors, as calibrate makes it.
    #[staticmethod]
    #[pyo3(signature = (path, *, evidence=None))]
    fn open(py: Python<'_>, path: Named, evidence: Option<Named>) -> PyResult<Self> {
        let (path, evidence) = (path.0, evidence.map(|path| path.0));
        let origin = Origin { path, evidence, kept: BTreeMap::new(), disk: true };
        work(py, How::default(), |_| Scenario::read(origin, Vec::new()))
    }

    /// A scenario of text; files holds the files it names by their names: text, bytes, or a data frame that is written as
    /// CSV.
    #[staticmethod]
    #[pyo3(signature = (text, *, files=None))]
    fn from_toml(py: Python<'_>, text: String, files: Option<Bound<'_, PyMapping>>) -> PyResult<Self> {
        let mut kept = BTreeMap::new();
        let entries = files.as_ref().map(PyMappingMethods::items).transpose()?;
        for entry in entries.iter().flatten() {
            let (name, content): (String, Bound<'_, PyAny>) = entry.extract()?;
            let bytes = match content.cast::<PyString>() {
                Ok(text) => text.to_str()?.as_bytes().to_vec(),
                Err(_) if content.hasattr("__arrow_c_stream__")? => arrow::csv(&content)?,
                Err(_) => content.cast::<PyBytes>()?.as_bytes().to_vec(),
            };
            kept.insert(name, bytes);
        }
        kept.insert(OF_TEXT.to_owned(), text.into_bytes());
        let origin = Origin { path: OF_TEXT.to_owned(), evidence: None, kept, disk: false };
        work(py, How::default(), |_| Scenario::read(origin, Vec::new()))
    }

    /// The scenario with another value: set("confusion.rate", 0.01), set("candidate.inc.votes", 410_000).
    ///
    /// The value is a number, a text, a bool, a date, a list, or a dict for a table. What is set is part of the title.
    fn set(&self, py: Python<'_>, path: &str, value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut settings = self.settings.clone();
        settings.retain(|setting| !is_of(setting, path));
        settings.push(format!("{path}={}", toml(value)?));
        self.under(settings).map_err(|error| raise(py, &error))
    }

    /// The question, with what is set besides.
    #[getter]
    fn title(&self) -> &str {
        &self.study.scenario.title
    }

    /// What its results go by: the name of its file without the ending.
    #[getter]
    fn name(&self) -> &str {
        &self.study.name
    }

    /// What is set besides what is written, as PATH=VALUE.
    #[getter(settings)]
    fn settings_given(&self) -> Vec<String> {
        self.settings.clone()
    }

    /// What a reader should know of its booth returns, one sentence each.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.study.notes.clone()
    }

    /// What arithmetic alone says, a dict a principal, as under "bounds" in summary.json; nothing is simulated.
    fn bounds<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let bounds = work(py, How::default(), |_| self.study.bounds())?;
        let numbers: Vec<_> = bounds.iter().map(|bound| report::bound_numbers(&self.study.scenario, bound)).collect();
        json(py, &numbers)
    }

    /// The exact probabilities, without a draw: what the law of the model says, and what bounds its error.
    #[pyo3(signature = (*, threads=None))]
    fn law(&self, py: Python<'_>, threads: Option<usize>) -> PyResult<Law> {
        let how = How { threads, progress: None };
        work(py, how, |_| self.study.law().map(|(model, answer)| Law::new(&self.study.scenario, &model, &answer)))
    }

    /// The claims of the scenario, judged by arithmetic, a dict each; a claim of effect that arithmetic leaves open is
    /// judged by run(), under "claims" in its summary.
    fn claims<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (scenario, evidence) = (&self.study.scenario, &self.study.evidence);
        let found = work(py, How::default(), |_| Ok(claims::judge(scenario, evidence, None)))?;
        json(py, &report::claim_numbers(scenario, &found))
    }

    /// Simulates, and checks what was drawn against the law.
    ///
    /// draws and seed are those of the scenario where they are not given; threads are all there are, and change no number.
    /// until ends the run at that standard error. progress(done, draws) is called now and then; True shows a bar of tqdm.
    /// Ctrl-C ends it.
    #[pyo3(signature = (draws=None, seed=None, threads=None, *, until=None, progress=None))]
    fn run(
        &self,
        py: Python<'_>,
        draws: Option<Bound<'_, PyAny>>,
        seed: Option<Bound<'_, PyAny>>,
        threads: Option<usize>,
        until: Option<f64>,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Outcome> {
        // The limits of the command's --until.
        if let Some(goal) = until.filter(|goal| !(1e-6..=0.5).contains(goal)) {
            return Err(raise(py, &usage(format!("until={goal}: a standard error is from 0.000001 to 0.5"))));
        }
        let progress = teller(progress.as_ref(), "draws")?;
        let scenario = self.simulating(&Simulation { draws, seed })?;
        work(py, How { threads, progress }, |watch| {
            let plan = Plan { until, ..Plan::new(scenario.study.scenario.simulation.draws) };
            let outcome = scenario.study.run_watched(&plan, &mut |progress| watch.look(progress))?;
            Ok(Outcome::new(scenario, outcome))
        })
    }

    /// Answers the scenario at many values: sweep({"confusion.rate": [0, 0.01, 0.02]}), or "0..0.02/21" as the command has
    /// it. Without vary it is the scenario's own sweep.
    ///
    /// sample is "lhs:N" or "sobol:N" for points between the ends of ranges. With draws every point is simulated; without,
    /// the law alone is asked where it is sharp. A row a point: its values, flip_probability and what bounds it.
    #[pyo3(signature = (vary=None, *, sample=None, draws=None, seed=None, threads=None, progress=None))]
    #[expect(clippy::too_many_arguments, reason = "they are arguments of Python, by name")]
    fn sweep(
        &self,
        py: Python<'_>,
        vary: Option<Bound<'_, PyMapping>>,
        sample: Option<&str>,
        draws: Option<Bound<'_, PyAny>>,
        seed: Option<Bound<'_, PyAny>>,
        threads: Option<usize>,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Table> {
        let scenario = self.simulating(&Simulation { draws, seed })?;
        let progress = teller(progress.as_ref(), "points")?;
        let asked = Asked::new(py, &scenario, vary.as_ref(), sample)?;
        work(py, How { threads, progress }, |watch| sweep::answer_all(&scenario, &asked, watch))
    }

    /// The value of a path at which the flip probability is a given one: solve("confusion.rate", 0.5, between=(0, 0.1)).
    #[pyo3(signature = (path, probability, *, between, draws=None, seed=None, threads=None))]
    #[expect(clippy::too_many_arguments, reason = "they are arguments of Python, by name")]
    fn solve(
        &self,
        py: Python<'_>,
        path: &str,
        probability: f64,
        between: (f64, f64),
        draws: Option<Bound<'_, PyAny>>,
        seed: Option<Bound<'_, PyAny>>,
        threads: Option<usize>,
    ) -> PyResult<Solution> {
        let scenario = self.simulating(&Simulation { draws, seed })?;
        let how = How { threads, progress: None };
        work(py, how, |watch| sweep::look_for(&scenario, path, probability, between, watch))
    }

    /// Part index of count of a run, as the bytes of the file that the command's --shard index/count writes; merge() adds
    /// all parts up to what run() gives.
    #[pyo3(signature = (index, count, *, draws=None, seed=None, threads=None))]
    fn shard<'py>(
        &self,
        py: Python<'py>,
        index: u32,
        count: u32,
        draws: Option<Bound<'py, PyAny>>,
        seed: Option<Bound<'py, PyAny>>,
        threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let part = format!("{index}/{count}").parse::<Part>().map_err(|why| raise(py, &usage(why)))?;
        let scenario = self.simulating(&Simulation { draws, seed })?;
        let how = How { threads, progress: None };
        let bytes = work(py, how, |watch| shards::make(&scenario, part, watch))?;
        Ok(PyBytes::new(py, &bytes))
    }

    fn __repr__(&self) -> String {
        let settings = self.settings.iter().map(|setting| format!(", {setting}"));
        format!("Scenario({}{})", self.origin.path, settings.collect::<String>())
    }

    #[staticmethod]
    fn _restore(
        py: Python<'_>,
        path: String,
        evidence: Option<String>,
        kept: BTreeMap<String, Vec<u8>>,
        disk: bool,
        settings: Vec<String>,
    ) -> PyResult<Self> {
        let origin = Origin { path, evidence, kept, disk };
        Scenario::read(origin, settings).map_err(|error| raise(py, &error))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, State<'py>)> {
        let Origin { path, evidence, kept, disk } = &*self.origin;
        let files = PyDict::new(py);
        for (name, bytes) in kept {
            files.set_item(name, PyBytes::new(py, bytes))?;
        }
        let state = (path.clone(), evidence.clone(), files, *disk, self.settings.clone());
        Ok((py.get_type::<Scenario>().getattr("_restore")?, state))
    }
}

/// What a scenario is made of again.
type State<'py> = (String, Option<String>, Bound<'py, PyDict>, bool, Vec<String>);
