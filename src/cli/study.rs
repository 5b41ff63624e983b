//! From the path of a scenario to a scenario that can be run.

use super::diagnostics::{self, ReadTable};
use super::exit::{Failure, INVALID, NO_INPUT, USAGE};
use super::input;
use crate::evidence::Evidence;
use crate::returns::{BoothTable, Layout, SourceFile, import};
use crate::scenario::{self, Place, Problem, Scenario, Sources};
use std::path::Path;

/// A scenario as read, with every text it was read from.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// The priors it runs under.
    pub evidence: Evidence,
    /// The texts it was read from: name as written, and bytes.
    pub inputs: Vec<(String, Vec<u8>)>,
}

/// Reads, validates and returns a scenario. Whatever is wrong with it and with its booth file is
/// said at once.
pub(super) fn load(path: &str, settings: &[String], evidence: Option<&str>) -> Result<Loaded, Failure> {
    let (evidence, priors) = super::evidence::load(evidence)?;
    let text = input::scenario(path)?;
    let name = if path == "-" { "<stdin>" } else { path };
    let mut sources = Sources::new(name, &text);
    for setting in settings {
        sources.set(setting).map_err(|why| Failure::new(USAGE, why))?;
    }
    let mut inputs = vec![(path.to_owned(), text.into_bytes())];
    inputs.extend(priors);
    let mut file =
        scenario::parse(&sources).map_err(|problems| diagnostics::failure(INVALID, &problems, &sources, None))?;
    let mut code = INVALID;
    let mut flaws = Vec::new();
    let mut booths = None;
    let mut table = None;
    if let Some(name) = file.booth_file().map(str::to_owned) {
        let place = Path::new(path).parent().map_or_else(|| name.clone().into(), |folder| folder.join(&name));
        match input::table(&place) {
            Err(why) => {
                code = NO_INPUT;
                file.booth_file_unread(why);
            }
            Ok(bytes) => {
                let path = place.display().to_string();
                let text = input::decode(&path, bytes)?;
                match BoothTable::from_tidy_csv(&text) {
                    Ok(read) => booths = Some(read),
                    Err(found) => flaws = found,
                }
                inputs.push((path.clone(), text.clone().into_bytes()));
                table = Some(ReadTable { name, path, text });
            }
        }
    }
    let raw = file.returns_files();
    if !raw.is_empty() {
        match self::returns(path, &raw, &mut file, &mut inputs) {
            Ok(read) => {
                if let (Some(tidy), Some(raw)) = (&booths, &read) {
                    file.compare(tidy, raw);
                }
                booths = booths.or(read);
            }
            Err(Unusable::Unread) => code = NO_INPUT,
            Err(Unusable::Refused(failure)) => return Err(failure),
        }
    }
    let built = file.build(booths);
    let mut problems = match built {
        Ok(scenario) if flaws.is_empty() => return Ok(Loaded { scenario, evidence, inputs }),
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    };
    let file = table.as_ref().map_or("", |table| &table.name);
    problems.extend(flaws.into_iter().map(|flaw| Problem {
        place: Place::Table { file: file.to_owned(), line: flaw.line, column: flaw.column },
        what: flaw.what,
        help: flaw.cure,
    }));
    Err(diagnostics::failure(code, &problems, &sources, table.as_ref()))
}

/// Why raw returns cannot be used.
enum Unusable {
    /// A file could not be read; the scenario's problems say which.
    Unread,
    /// The files hold something that has to be mended or agreed to.
    Refused(Failure),
}

/// Reads the raw returns of a scenario and names their columns by its candidates.
fn returns(
    path: &str,
    names: &[String],
    file: &mut scenario::File,
    inputs: &mut Vec<(String, Vec<u8>)>,
) -> Result<Option<BoothTable>, Unusable> {
    let mut read: Vec<(String, Vec<u8>)> = Vec::new();
    for (which, name) in names.iter().enumerate() {
        let place = Path::new(path).parent().map_or_else(|| name.into(), |folder| folder.join(name));
        match input::table(&place) {
            Ok(bytes) => read.push((place.display().to_string(), bytes)),
            Err(why) => file.returns_unread(which, why),
        }
    }
    if read.len() < names.len() {
        return Err(Unusable::Unread);
    }
    let files: Vec<SourceFile<'_>> = read.iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
    let import = import(&files, file.returns_layout().and_then(Layout::named), false);
    if import.table.is_none() {
        return Err(Unusable::Refused(super::import::refusal(&import)));
    }
    super::import::notes(&import);
    let table = file.adopt(&import);
    inputs.extend(read);
    Ok(table)
}

/// What a scenario asks for that this build cannot compute; `None` where it can do all of it.
pub(super) fn beyond(scenario: &Scenario) -> Option<String> {
    (!scenario.sweeps.is_empty()).then(|| {
        "this build reads and checks [[sweep]] but cannot compute from it yet; remove it to run the rest".to_owned()
    })
}
