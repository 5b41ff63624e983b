//! Parts of a run, made anywhere and added up.

use crate::errors::{invalid, raise, usage};
use crate::given::Named;
use crate::origin::Origin;
use crate::outcome::Outcome;
use crate::scenario::Scenario;
use crate::work::{How, Watch, work};
use humnaam::archive::{ArchiveError, Part, Run, RunJoin, Shard};
use humnaam::engine::{self, Plan, Summary};
use humnaam::study::{Disk, ErrorKind, Files, StudyError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::collections::BTreeMap;

/// Twenty thousand booths with a histogram each take a few megabytes.
const LARGEST: u64 = 256 << 20;

/// Makes one part of a run.
pub fn make(scenario: &Scenario, part: Part, watch: &Watch<'_>) -> Result<Vec<u8>, StudyError> {
    let study = scenario.study();
    let ready = study.prepare()?;
    let plan = Plan::shard(study.scenario.simulation.draws, part.index, part.count);
    let summary = engine::run(&ready.model, &plan, &mut |progress| watch.look(progress));
    if !watch.goes_on() {
        return Err(StudyError::new(ErrorKind::Interrupted, format!("shard {part} was interrupted")));
    }
    Ok(Shard::new(Run::new(&scenario.recipe(), study), part, summary).to_bytes())
}

/// What a whole run counted, as the bytes of its only part.
pub fn whole(scenario: &Scenario, summary: Summary) -> Vec<u8> {
    Shard::new(Run::new(&scenario.recipe(), scenario.study()), Part::WHOLE, summary).to_bytes()
}

/// The outcome of a run that was counted elsewhere, believed as far as its counts can be right.
pub fn concluded(
    scenario: Scenario,
    counted: &[u8],
    until: Option<f64>,
    watch: &Watch<'_>,
) -> Result<Outcome, StudyError> {
    let shard = Shard::from_bytes("the pickled outcome", counted).map_err(|error| invalid([error.to_string()]))?;
    let study = scenario.study();
    if let Some(what) = shard.run.differs(&Run::new(&scenario.recipe(), study)) {
        return Err(invalid([format!("the pickled outcome belongs to {what}")]));
    }
    let ready = study.prepare()?;
    let summary = shard.summary;
    summary
        .believe(&ready.model, summary.simulations())
        .map_err(|what| invalid([format!("the pickled outcome is forged: {what}")]))?;
    let outcome = study.conclude(ready, summary, until, &mut || watch.goes_on())?;
    Ok(Outcome::new(scenario, outcome))
}

/// A shard as it is given: its bytes, or the path of its file.
enum Given {
    Bytes(Vec<u8>),
    Path(String),
}

impl Given {
    fn read(&self, place: usize) -> (String, Result<Shard, ArchiveError>) {
        match self {
            Given::Bytes(bytes) => {
                let name = format!("number {place} of the shards");
                let shard = Shard::from_bytes(&name, bytes);
                (name, shard)
            }
            Given::Path(path) => {
                let bytes = Disk.read(path, LARGEST).map_err(ArchiveError::Missing);
                (path.clone(), bytes.and_then(|bytes| Shard::from_bytes(path, &bytes)))
            }
        }
    }
}

/// Adds the parts of a run up to what run() gives of the whole, by the same bytes.
///
/// A shard is the bytes that Scenario.shard made, or the path of a file that the command's --shard wrote. scenario is the
/// one they are of; without it, it is read from where the shards say it lies. A shard that is missing, there twice, damaged
/// or of something else is refused by name.
#[pyfunction]
#[pyo3(signature = (shards, scenario=None, *, threads=None))]
pub fn merge(
    py: Python<'_>,
    shards: Vec<Bound<'_, PyAny>>,
    scenario: Option<Scenario>,
    threads: Option<usize>,
) -> PyResult<Outcome> {
    let given = shards.iter().map(|shard| match shard.cast::<PyBytes>() {
        Ok(bytes) => Ok(Given::Bytes(bytes.as_bytes().to_vec())),
        Err(_) => shard.extract::<Named>().map(|path| Given::Path(path.0)),
    });
    let given = given.collect::<PyResult<Vec<Given>>>()?;
    if given.is_empty() {
        return Err(raise(py, &usage("there are no shards to merge: make them with Scenario.shard")));
    }
    let how = How { threads, progress: None };
    work(py, how, |watch| joined(&given, scenario.as_ref(), watch))
}

fn joined(given: &[Given], scenario: Option<&Scenario>, watch: &Watch<'_>) -> Result<Outcome, StudyError> {
    let mut wrong = Vec::new();
    let first = given.iter().enumerate().find_map(|(place, shard)| match shard.read(place).1 {
        Ok(shard) => Some(shard),
        Err(error) => {
            wrong.push(error.to_string());
            None
        }
    });
    let Some(Shard { run, shard: Part { count, .. }, .. }) = first else { return Err(invalid(wrong)) };
    if let Some(what) = run.older() {
        return Err(invalid([format!("the shards were {what}")]));
    }
    let origin = scenario.map_or_else(
        || {
            let (path, evidence) = (run.recipe.scenario.clone(), run.recipe.evidence.clone());
            Origin { path, evidence, kept: BTreeMap::new(), disk: true }
        },
        |scenario| scenario.origin().clone(),
    );
    let scenario = Scenario::read(origin, run.recipe.settings.clone())?;
    let study = scenario.study();
    // The shards were made by the recipe that they carry; what it gives today may be something else.
    if let Some(what) = run.differs(&Run::new(&run.recipe, study)) {
        return Err(invalid([format!("{} is now {what} than when the shards were made", run.recipe.scenario)]));
    }
    let ready = study.prepare()?;
    let mut join = RunJoin::new(run, &ready.model, count, given.len());
    for (place, shard) in given.iter().enumerate() {
        if !watch.goes_on() {
            return Err(StudyError::new(ErrorKind::Interrupted, "the merge was interrupted"));
        }
        let (name, shard) = shard.read(place);
        join.take(&name, shard);
    }
    let sum = join.end().map_err(invalid)?;
    let outcome = study.conclude(ready, sum, None, &mut || watch.goes_on())?;
    Ok(Outcome::new(scenario, outcome))
}
