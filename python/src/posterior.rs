//! What booth returns leave open, case by case: as a table, and as ArviZ takes it.

use crate::errors::{invalid, usage};
use crate::table::{Filled, Table};
use humnaam::figure::{Cell, Kind};
use humnaam::inference::{Cases, Finding};
use humnaam::report::FindingNumbers;
use humnaam::stats::permutation::permuted;
use humnaam::study::{Outcome, StudyError};
use pyo3::exceptions::PyModuleNotFoundError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// One namesake of an outcome: what the booths show, with its names.
pub struct Posterior<'a> {
    finding: &'a Finding,
    names: &'a FindingNumbers,
    seed: u64,
}

/// Every namesake of an outcome that the booths tell of.
pub fn all<'a>(outcome: &'a Outcome, names: Option<&'a Vec<FindingNumbers>>) -> Vec<Posterior<'a>> {
    let seed = outcome.scenario.simulation.seed;
    let named = outcome.inference.findings.iter().zip(names.into_iter().flatten());
    named.map(|(finding, names)| Posterior { finding, names, seed }).collect()
}

/// The one that is asked for, or the only one.
pub fn chosen<'a>(
    outcome: &'a Outcome,
    names: Option<&'a Vec<FindingNumbers>>,
    namesake: Option<&str>,
) -> Result<Posterior<'a>, StudyError> {
    let mut there = all(outcome, names);
    if there.is_empty() {
        let why = outcome.inference.declined.as_deref().unwrap_or("the scenario has no booth returns");
        return Err(invalid([format!("there is no posterior: {why}")]));
    }
    let ids = there.iter().map(|one| one.names.namesake.as_str()).collect::<Vec<_>>().join(", ");
    match namesake {
        None if there.len() == 1 => Ok(there.remove(0)),
        None => Err(usage(format!("booths tell of several namesakes: give namesake=, one of {ids}"))),
        Some(id) => there
            .into_iter()
            .find(|one| one.names.namesake == id)
            .ok_or_else(|| usage(format!("booths tell of no namesake {id:?}\nhelp: they tell of {ids}"))),
    }
}

/// The cases of all as a table.
pub fn table(posteriors: &[Posterior<'_>]) -> Result<Table, StudyError> {
    let mut columns = vec![("namesake".to_owned(), Kind::Text), ("case".to_owned(), Kind::Integer)];
    columns.extend(["diverted_share", "confusion_rate", "own_support"].map(|name| (name.to_owned(), Kind::Number)));
    // Booths of one contest lie in the same segments, whichever namesake is asked for.
    let segments = posteriors.first().map(|one| one.names.segments.iter());
    let segments = segments.into_iter().flatten();
    columns.extend(segments.map(|place| (format!("confusion_rate_{}", place.segment), Kind::Number)));
    let mut filled = Filled::new(columns);
    for one in posteriors {
        let cases = one.cases();
        for case in 0..cases.len() {
            let mut row = vec![Cell::from(one.names.namesake.as_str()), Cell::from(case as u64)];
            row.extend([&cases.diverted_share, &cases.rate, &cases.own_support].map(|of| Cell::Number(of[case])));
            row.extend(cases.segment_rates.iter().map(|rates| Cell::Number(rates[case])));
            filled.push(&row);
        }
    }
    filled.end().map_err(|what| invalid([what]))
}

impl Posterior<'_> {
    /// The cases in no order. They are kept in that of the share of confusion, which whoever looks at them as a chain would
    /// take for one that never mixes.
    fn cases(&self) -> Cases {
        let cases = &self.finding.cases;
        let count = cases.len() as u64;
        let places = (0..count).map(|place| permuted(self.seed, self.finding.namesake as u64, place, count));
        let places: Vec<usize> = places.filter_map(|place| usize::try_from(place).ok()).collect();
        let mixed = |values: &Vec<f64>| places.iter().map(|&place| values[place]).collect();
        Cases {
            diverted_share: mixed(&cases.diverted_share),
            rate: mixed(&cases.rate),
            own_support: mixed(&cases.own_support),
            segment_rates: cases.segment_rates.iter().map(mixed).collect(),
        }
    }

    /// The cases as ArviZ has draws: an `InferenceData`, or the `DataTree` of its later versions.
    pub fn inference_data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let arviz = py.import("arviz").map_err(|error| {
            if error.is_instance_of::<PyModuleNotFoundError>(py) {
                PyModuleNotFoundError::new_err("to_inference_data() needs ArviZ: pip install arviz")
            } else {
                error
            }
        })?;
        let groups = self.groups(py)?;
        let more = PyDict::new(py);
        let segments: Vec<&str> = self.names.segments.iter().map(|place| place.segment.as_str()).collect();
        let coords = PyDict::new(py);
        coords.set_item("segment", segments)?;
        more.set_item("coords", coords)?;
        let dims = PyDict::new(py);
        dims.set_item("confusion_rate_by_segment", ["segment"])?;
        dims.set_item("booths_by_votes", ["votes"])?;
        more.set_item("dims", dims)?;
        // Before version 1 every group is an argument.
        let version: String = arviz.getattr("__version__")?.extract()?;
        let data = if version.starts_with("0.") {
            groups.update(more.as_mapping())?;
            arviz.call_method("from_dict", (), Some(&groups))?
        } else {
            arviz.call_method("from_dict", (groups,), Some(&more))?
        };
        let attributes = PyDict::new(py);
        attributes.set_item("namesake", &self.names.namesake)?;
        attributes.set_item("principal", &self.names.principal)?;
        attributes.set_item("pareto_k", self.finding.k_hat)?;
        attributes.set_item("effective_draws", self.finding.effective)?;
        attributes.set_item("nobody_confused", self.finding.closed.1)?;
        attributes.set_item("inference_library", "humnaam")?;
        data.get_item("posterior")?.getattr("attrs")?.call_method1("update", (attributes,))?;
        Ok(data)
    }

    /// What ArviZ knows by the names of its groups; every variable has one chain.
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let cases = self.cases();
        let numpy = py.import("numpy")?;
        let array = |values: Bound<'py, PyAny>| numpy.call_method1("asarray", (values,));
        let chain = |values: Vec<f64>| array([values].into_pyobject(py)?.into_any());
        let by_segment: Vec<Vec<f64>> =
            (0..cases.len()).map(|case| cases.segment_rates.iter().map(|rates| rates[case]).collect()).collect();
        let posterior = PyDict::new(py);
        posterior.set_item("diverted_share", chain(cases.diverted_share)?)?;
        posterior.set_item("confusion_rate", chain(cases.rate)?)?;
        posterior.set_item("own_support", chain(cases.own_support)?)?;
        posterior.set_item("confusion_rate_by_segment", array([by_segment].into_pyobject(py)?.into_any())?)?;
        // How many booths have 0, 1, 2, ... votes: as counted, and as the fitted model makes them up.
        let (counted, made) = (&self.finding.counted, &self.finding.replicas);
        let most = made.iter().chain([counted]).map(Vec::len).max().unwrap_or(0);
        let padded = |booths: &Vec<u32>| {
            let mut booths = booths.clone();
            booths.resize(most, 0);
            booths
        };
        let (seen, replicas) = (PyDict::new(py), PyDict::new(py));
        seen.set_item("booths_by_votes", array(padded(counted).into_pyobject(py)?.into_any())?)?;
        let made: Vec<Vec<u32>> = made.iter().map(padded).collect();
        replicas.set_item("booths_by_votes", array([made].into_pyobject(py)?.into_any())?)?;
        let groups = PyDict::new(py);
        for (name, group) in [("posterior", posterior), ("posterior_predictive", replicas), ("observed_data", seen)] {
            groups.set_item(name, group)?;
        }
        Ok(groups)
    }
}
