//! Outcomes: the numbers of a run, its tables and its pictures.

use crate::errors::{invalid, raise, usage};
use crate::posterior;
use crate::scenario::Scenario;
use crate::shards;
use crate::table::{Filled, Table, escaped};
use crate::work::{How, work};
use humnaam::engine::{self, Plan};
use humnaam::figure::{Figure, Theme};
use humnaam::render;
use humnaam::report::{self, Report};
use humnaam::study::{self, ErrorKind, StudyError};
use humnaam::wording::Wording;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// The picture that a notebook shows.
const VERDICT: &str = "verdict";

/// What a run came to, checked against the law.
///
/// It may be pickled: what was counted goes along, and is believed only if it can be of that scenario.
#[pyclass(frozen, module = "humnaam")]
#[derive(Debug)]
pub struct Outcome {
    scenario: Scenario,
    outcome: study::Outcome,
    report: Report,
}

impl Outcome {
    /// An outcome of a scenario, with its report.
    pub fn new(scenario: Scenario, outcome: study::Outcome) -> Self {
        let report = Report::new(&outcome, Wording::default());
        Outcome { scenario, outcome, report }
    }

    /// The text of `summary.json`.
    fn json(&self) -> Result<String, StudyError> {
        let mut text = Vec::new();
        let written = render::json::write(&self.report.numbers, &mut text).map_err(|error| error.to_string());
        let text = written.and_then(|()| String::from_utf8(text).map_err(|error| error.to_string()));
        text.map_err(|error| invalid([error]))
    }

    fn figure(&self, name: &str) -> Result<&Figure, StudyError> {
        let figures = &self.report.figures;
        figures.iter().find(|figure| figure.stem == name || figure.is_chart(name)).ok_or_else(|| {
            let there: Vec<&str> = figures.iter().map(|figure| figure.stem.as_str()).collect();
            usage(format!("there is no chart {name:?} here\nhelp: there are {}", there.join(", ")))
        })
    }

    /// The picture of the verdict, where the scenario has one.
    fn picture(&self, py: Python<'_>) -> Option<String> {
        self.figure(VERDICT).ok().map(|figure| py.detach(|| render::chart::svg(figure, Theme::Light)))
    }

    /// Every simulation as a row. A simulation is addressed by its number, so it is made again as it was.
    fn simulations(&self, watch: &crate::work::Watch<'_>) -> Result<Table, StudyError> {
        let (scenario, model) = (&self.outcome.scenario, &self.outcome.model);
        let mut table = Filled::new(report::draw_columns(scenario, model));
        let mut take = |rows: &[engine::Row]| {
            rows.iter().for_each(|row| table.push(&report::draw_row(scenario, model, row)));
            watch.goes_on()
        };
        let plan = Plan { places: false, ..Plan::new(self.outcome.summary.simulations()) };
        engine::run_in_rows(model, &plan, &mut take, &mut |progress| watch.look(progress));
        if !watch.goes_on() {
            return Err(StudyError::new(ErrorKind::Interrupted, "the draws were interrupted"));
        }
        table.end().map_err(|what| invalid([what]))
    }
}

#[pymethods]
impl Outcome {
    /// The scenario, with its draws and its seed.
    #[getter]
    fn scenario(&self) -> Scenario {
        self.scenario.clone()
    }

    /// The question, with what was set besides.
    #[getter]
    fn title(&self) -> &str {
        &self.report.title
    }

    /// The verdict in a word or two.
    #[getter]
    fn verdict(&self) -> &str {
        self.report.verdict.word
    }

    /// The verdict and its reasons, a sentence each.
    #[getter]
    fn sentences(&self) -> Vec<String> {
        let verdict = &self.report.verdict;
        [&verdict.because, &verdict.others, &verdict.needed, &verdict.probability]
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }

    /// What a reader must know before relying on the numbers, a sentence each.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.report.warnings.clone()
    }

    /// The id of the principal whose seat is in question.
    #[getter]
    fn principal(&self) -> &str {
        &self.report.numbers.principal
    }

    /// The simulated probability, from 0 to 1, that somebody who did not win as counted wins once every misdirected vote is
    /// counted where it was meant. It is conditional on the scenario's assumptions.
    #[getter]
    fn flip_probability(&self) -> f64 {
        self.report.numbers.flip.probability
    }

    /// The Monte Carlo standard error of flip_probability; it says nothing of what is not known of the world.
    #[getter]
    fn standard_error(&self) -> f64 {
        self.report.numbers.flip.standard_error
    }

    /// The Monte Carlo interval of flip_probability, low and high.
    #[getter]
    fn interval(&self) -> (f64, f64) {
        let [low, high] = self.report.numbers.flip.monte_carlo_interval;
        (low, high)
    }

    /// The same probability by the law, without a draw.
    #[getter]
    fn exact(&self) -> f64 {
        self.report.numbers.flip.exact
    }

    /// What bounds the error of exact: 0 where it is a sum over whole votes.
    #[getter]
    fn exact_error(&self) -> f64 {
        self.report.numbers.flip.exact_error
    }

    /// Whether arithmetic alone decides, so that no assumption carries the answer.
    #[getter]
    fn proved(&self) -> bool {
        self.report.numbers.flip.proved
    }

    /// The number of simulations.
    #[getter(simulations)]
    fn number_of_simulations(&self) -> u64 {
        self.outcome.summary.simulations()
    }

    /// summary.json as a dict.
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = self.summary_json(py)?;
        py.import("json")?.call_method1("loads", (text,))
    }

    /// summary.json as the command writes it, byte for byte.
    #[getter]
    fn summary_json(&self, py: Python<'_>) -> PyResult<String> {
        self.json().map_err(|error| raise(py, &error))
    }

    /// Every simulation as a row: draws.csv. They are made again when this is asked for, the same as before.
    #[getter]
    fn draws(&self, py: Python<'_>) -> PyResult<Table> {
        work(py, How::default(), |watch| self.simulations(watch))
    }

    /// A row per principal and booth: booths.csv. Votes are whole votes; means are over the simulations or by the law.
    #[getter]
    fn booths(&self, py: Python<'_>) -> PyResult<Table> {
        Table::of(&self.report.booths, &[]).map_err(|what| raise(py, &invalid([what])))
    }

    /// A row per principal and segment: segments.csv.
    #[getter]
    fn segments(&self, py: Python<'_>) -> PyResult<Table> {
        Table::of(&self.report.segments, &["diverted_mean"]).map_err(|what| raise(py, &invalid([what])))
    }

    /// What booth returns leave open, a row a namesake and case; all cases are equally probable. It has no rows where no
    /// booths were learned from.
    #[getter]
    fn posterior(&self, py: Python<'_>) -> PyResult<Table> {
        let posteriors = posterior::all(&self.outcome, self.report.numbers.placebo.as_ref());
        posterior::table(&posteriors).map_err(|error| raise(py, &error))
    }

    /// The same as the InferenceData of ArviZ (from version 1 on a DataTree), where ArviZ is installed: what the booths leave
    /// open of one namesake, and booths by votes, as counted and as the fitted model makes them up.
    ///
    /// namesake is an id where booths tell of several. The cases are no chain: pareto_k and effective_draws among the
    /// attributes say how well they stand for the posterior.
    #[pyo3(signature = (namesake=None))]
    fn to_inference_data<'py>(&self, py: Python<'py>, namesake: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let chosen = posterior::chosen(&self.outcome, self.report.numbers.placebo.as_ref(), namesake);
        chosen.map_err(|error| raise(py, &error))?.inference_data(py)
    }

    /// The names of the charts that apply.
    #[getter]
    fn charts(&self) -> Vec<String> {
        self.report.figures.iter().map(|figure| figure.stem.clone()).collect()
    }

    /// A chart by its name: the text of an SVG, or with format="png" the bytes of a PNG; theme is "light" or "dark".
    #[pyo3(signature = (name, format="svg", *, theme="light"))]
    fn chart<'py>(&self, py: Python<'py>, name: &str, format: &str, theme: &str) -> PyResult<Bound<'py, PyAny>> {
        let wrong = |what: String| raise(py, &usage(what));
        let theme = match theme {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => return Err(wrong(format!("theme={theme:?}: give \"light\" or \"dark\""))),
        };
        let figure = self.figure(name).map_err(|error| raise(py, &error))?;
        match format {
            "svg" => Ok(PyString::new(py, &py.detach(|| render::chart::svg(figure, theme))).into_any()),
            "png" => {
                let picture = py.detach(|| render::chart::png(figure, theme));
                let picture = picture.map_err(|error| wrong(format!("{name}.png cannot be drawn: {error}")))?;
                Ok(PyBytes::new(py, &picture).into_any())
            }
            _ => Err(wrong(format!("format={format:?}: give \"svg\" or \"png\""))),
        }
    }

    /// The verdict as a notebook shows it where it shows no HTML.
    fn _repr_svg_(&self, py: Python<'_>) -> Option<String> {
        self.picture(py)
    }

    /// The verdict, its reasons and its picture.
    fn _repr_html_(&self, py: Python<'_>) -> String {
        let line = |text: &String| format!("<p>{}</p>", escaped(text));
        let brief = &self.report.brief;
        let said = self.report.verdict.because.iter().chain(&brief.chance).chain(&brief.warnings);
        let said: String = said.map(line).collect();
        let picture = self.picture(py).unwrap_or_default();
        let (title, word) = (escaped(&self.report.title), escaped(self.report.verdict.word));
        format!("<div><h3>{title}</h3><p><strong>{word}</strong></p>{said}{picture}</div>")
    }

    fn __repr__(&self) -> String {
        let numbers = &self.report.numbers;
        let (word, flip) = (self.report.verdict.word, &numbers.flip);
        format!("Outcome({word:?}, flip_probability={}, exact={})", flip.probability, flip.exact)
    }

    #[staticmethod]
    fn _restore(py: Python<'_>, scenario: &Scenario, counted: &[u8], until: Option<f64>) -> PyResult<Self> {
        let scenario = scenario.clone();
        work(py, How::default(), |watch| shards::concluded(scenario, counted, until, watch))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Counted<'py>)> {
        let counted = shards::whole(&self.scenario, self.outcome.summary.clone());
        let counted = (self.scenario.clone(), PyBytes::new(py, &counted), self.outcome.until);
        Ok((py.get_type::<Outcome>().getattr("_restore")?, counted))
    }
}

/// What an outcome is made of again.
type Counted<'py> = (Scenario, Bound<'py, PyBytes>, Option<f64>);
