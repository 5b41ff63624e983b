//! From the path of a scenario to a scenario that can be run.

use super::diagnostics::{self, ReadTable};
use super::exit::{Failure, INVALID, NO_INPUT, USAGE};
use super::input;
use crate::evidence::Evidence;
use crate::returns::{BoothTable, Layout, SourceFile, import};
use crate::scenario::{self, Place, Problem, Scenario, Sources};
use std::cell::Cell;
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

/// A scenario's text, to be read once or, with other settings each time, at every point of a sweep.
#[derive(Debug)]
pub(super) struct Text {
    path: String,
    text: String,
    evidence: Evidence,
    priors: Option<(String, Vec<u8>)>,
    /// Whether notes on raw returns are said: the first time they are read.
    notes: Cell<bool>,
}

/// Reads, validates and returns a scenario. Whatever is wrong with it and with its booth file is
/// said at once.
pub(super) fn load(path: &str, settings: &[String], evidence: Option<&str>) -> Result<Loaded, Failure> {
    let text = Text::open(path, evidence)?;
    let sources = text.under(settings)?;
    text.load(&sources).map_err(|refused| refused.failure(&sources))
}

/// Why a scenario cannot be loaded.
pub(super) enum Refused {
    /// Problems with their places, the code they end with, and the table some are in.
    Problems(u8, Vec<Problem>, Option<ReadTable>),
    /// Something that is no matter of the scenario's text.
    Otherwise(Failure),
}

impl Refused {
    /// The failure as it is said.
    pub fn failure(self, sources: &Sources) -> Failure {
        match self {
            Refused::Problems(code, problems, table) => diagnostics::failure(code, &problems, sources, table.as_ref()),
            Refused::Otherwise(failure) => failure,
        }
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Refused::Otherwise(failure)
    }
}

impl Text {
    /// Reads the text of a scenario, and the priors it is to be run under.
    pub fn open(path: &str, evidence: Option<&str>) -> Result<Self, Failure> {
        let (evidence, priors) = super::evidence::load(evidence)?;
        let text = input::scenario(path)?;
        Ok(Text { path: path.to_owned(), text, evidence, priors, notes: Cell::new(true) })
    }

    /// The text with settings laid over it.
    pub fn under(&self, settings: &[String]) -> Result<Sources, Failure> {
        let name = if self.path == "-" { "<stdin>" } else { &self.path };
        let mut sources = Sources::new(name, &self.text);
        for setting in settings {
            sources.set(setting).map_err(|why| Failure::new(USAGE, why))?;
        }
        Ok(sources)
    }

    /// The scenario of the text and its settings.
    pub fn load(&self, sources: &Sources) -> Result<Loaded, Refused> {
        let path = self.path.as_str();
        let evidence = self.evidence.clone();
        let mut inputs = vec![(path.to_owned(), self.text.clone().into_bytes())];
        inputs.extend(self.priors.clone());
        let mut file = scenario::parse(sources).map_err(|problems| Refused::Problems(INVALID, problems, None))?;
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
            match self::returns(path, &raw, &mut file, &mut inputs, self.notes.replace(false)) {
                Ok(read) => {
                    if let (Some(tidy), Some(raw)) = (&booths, &read) {
                        file.compare(tidy, raw);
                    }
                    booths = booths.or(read);
                }
                Err(Unusable::Unread) => code = NO_INPUT,
                Err(Unusable::Refused(failure)) => return Err(failure.into()),
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
        Err(Refused::Problems(code, problems, table))
    }
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
    notes: bool,
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
    if notes {
        super::import::notes(&import);
    }
    let table = file.adopt(&import);
    inputs.extend(read);
    Ok(table)
}
