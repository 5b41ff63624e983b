//! From the path of a scenario to a scenario that can be run.

use super::diagnostics;
use super::exit::{Failure, USAGE};
use super::input;
use crate::returns::BoothTable;
use crate::scenario::{self, Place, Problem, Scenario, Sources};
use std::path::Path;

/// A scenario as read, with every text it was read from.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// The texts it was read from: name as written, and bytes.
    pub inputs: Vec<(String, Vec<u8>)>,
}

/// Reads, validates and returns a scenario.
pub(super) fn load(path: &str, settings: &[String]) -> Result<Loaded, Failure> {
    let text = input::scenario(path)?;
    let name = if path == "-" { "<stdin>" } else { path };
    let mut sources = Sources::new(name, &text);
    for setting in settings {
        sources.set(setting).map_err(|why| Failure::new(USAGE, why))?;
    }
    let mut inputs = vec![(path.to_owned(), text.into_bytes())];
    let file = scenario::parse(&sources).map_err(|problems| diagnostics::failure(&problems, &sources, &[]))?;
    let mut table = None;
    let mut tables = Vec::new();
    if let Some(booth_file) = file.booth_file().map(str::to_owned) {
        let place =
            Path::new(path).parent().map_or_else(|| booth_file.clone().into(), |folder| folder.join(&booth_file));
        let text = input::table(&place)?;
        match BoothTable::from_tidy_csv(&text) {
            Ok(read) => table = Some(read),
            Err(flaws) => {
                let problems: Vec<Problem> = flaws
                    .into_iter()
                    .map(|flaw| Problem {
                        place: Place::Table { file: booth_file.clone(), line: flaw.line, column: flaw.column },
                        what: flaw.what,
                        help: flaw.cure,
                    })
                    .collect();
                return Err(diagnostics::failure(&problems, &sources, &[(booth_file, text)]));
            }
        }
        inputs.push((place.display().to_string(), text.clone().into_bytes()));
        tables.push((booth_file, text));
    }
    let scenario = file.build(table).map_err(|problems| diagnostics::failure(&problems, &sources, &tables))?;
    Ok(Loaded { scenario, inputs })
}

/// What a scenario asks for that this build cannot compute; `None` where it can do all of it.
pub(super) fn beyond(scenario: &Scenario) -> Option<String> {
    let asked = [
        (scenario.returns.is_some(), "[returns]"),
        (!scenario.claims.is_empty(), "[[claim]]"),
        (!scenario.explanations.is_empty(), "[[explanation]]"),
        (!scenario.sweeps.is_empty(), "[[sweep]]"),
    ];
    let parts: Vec<String> = asked.iter().filter(|(there, _)| *there).map(|(_, name)| (*name).to_owned()).collect();
    (!parts.is_empty()).then(|| {
        let what = crate::report::format::listed(&parts);
        format!("this build reads and checks {what} but cannot compute from it yet; remove it to run the rest")
    })
}
