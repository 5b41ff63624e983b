//! A scenario as it is written, to be read once or, with other settings each time, at every point of a sweep.

use super::error::{ErrorKind, StudyError};
use super::files::{Files, LARGEST_RECORDS, LARGEST_TABLE};
use super::{Study, asked, priors, returns, text};
use crate::evidence::Evidence;
use crate::inference::Effort;
use crate::returns::{BoothTable, ballots};
use crate::scenario::{self, Place, Problem, ReadTable, Sources};
use std::path::Path;
use std::sync::Arc;

/// No scenario is larger: five thousand candidates take about half of it.
const LARGEST_SCENARIO: u64 = 1 << 20;

/// A scenario's text with the priors it runs under, and where its other files are read from.
pub struct Written<'f> {
    path: String,
    text: String,
    evidence: Arc<Evidence>,
    priors: Option<(String, Vec<u8>)>,
    files: &'f dyn Files,
}

impl<'f> Written<'f> {
    /// Reads the text of a scenario, and the priors of `evidence` in place of the built-in ones.
    ///
    /// # Errors
    /// A file cannot be read or is no UTF-8, or the priors are not valid.
    pub fn open(path: &str, evidence: Option<&str>, files: &'f dyn Files) -> Result<Self, StudyError> {
        let (evidence, priors) = priors::load(evidence, files)?;
        let bytes = files.read(path, LARGEST_SCENARIO).map_err(|why| StudyError::new(ErrorKind::Unreadable, why))?;
        let text = text::decode(shown(path), bytes)?;
        Ok(Written { path: path.to_owned(), text, evidence: Arc::new(evidence), priors, files })
    }

    /// The text with settings `path=value` laid over it.
    ///
    /// # Errors
    /// A setting is no setting.
    pub fn under(&self, settings: &[String]) -> Result<Sources, StudyError> {
        let mut sources = Sources::new(shown(&self.path), &self.text);
        for setting in settings {
            sources.set(setting).map_err(|why| StudyError::new(ErrorKind::Usage, why))?;
        }
        Ok(sources)
    }

    /// The study of the text under some settings. Whatever is wrong with it and with its booth file is said at once.
    ///
    /// # Errors
    /// Everything that is wrong, with its place.
    pub fn study(&self, settings: &[String]) -> Result<Study, StudyError> {
        let sources = self.under(settings)?;
        let mut inputs = vec![(self.path.clone(), self.text.clone().into_bytes())];
        inputs.extend(self.priors.clone());
        let mut file = match scenario::parse(&sources) {
            Ok(file) => file,
            Err(problems) => return Err(StudyError::problems(ErrorKind::Invalid, problems, sources, None)),
        };
        let mut kind = ErrorKind::Invalid;
        let mut notes = Vec::new();
        let (mut flaws, mut booths, mut table) = (Vec::new(), None, None);
        if let Some(name) = file.booth_file().map(str::to_owned) {
            let path = self.beside(&name);
            match self.files.read(&path, LARGEST_TABLE) {
                Err(why) => {
                    kind = ErrorKind::Unreadable;
                    file.booth_file_unread(why);
                }
                Ok(bytes) => {
                    let text = text::decode(&path, bytes)?;
                    match BoothTable::from_tidy_csv(&text) {
                        Ok(read) => {
                            notes.extend(returns::doubts(&path, &read));
                            booths = Some(read);
                        }
                        Err(found) => flaws = found,
                    }
                    inputs.push((path.clone(), text.clone().into_bytes()));
                    table = Some(ReadTable { name, path, text });
                }
            }
        }
        for (at, name) in file.ballot_files() {
            let path = self.beside(&name);
            match self.files.read(&path, LARGEST_RECORDS) {
                Err(why) => {
                    kind = ErrorKind::Unreadable;
                    file.ballots_unread(at, why, "the path is relative to the scenario");
                }
                Ok(bytes) => {
                    match ballots(&path, &bytes, file.ballot_offices(at)) {
                        Ok(ballots) => file.adopt_ballots(at, &ballots),
                        Err(why) => {
                            let help = "rows are precinct, choice, choice for another office, count; records (NIST SP 1500-103) need office and other_office";
                            file.ballots_unread(at, format!("{name}, {why}"), help);
                        }
                    }
                    inputs.push((path, bytes));
                }
            }
        }
        let raw = file.returns_files();
        if !raw.is_empty() {
            let paths: Vec<String> = raw.iter().map(|name| self.beside(name)).collect();
            let read = returns::read(&paths, &mut file, &mut inputs, &mut notes, self.files);
            match read.map_err(|error| error.after(std::mem::take(&mut notes)))? {
                returns::Read::Table(read) => {
                    if let Some(tidy) = &booths {
                        file.compare(tidy, &read);
                    }
                    booths = booths.or(Some(read));
                }
                returns::Read::Unknown => {}
                returns::Read::Unreadable => kind = ErrorKind::Unreadable,
            }
        }
        let mut problems = match file.build(booths) {
            Ok(mut scenario) if flaws.is_empty() => {
                let evidence = self.priors.as_ref().map(|(path, _)| path.as_str());
                scenario.title = asked::title(&scenario.title, settings, evidence);
                scenario.set = asked::paths(settings);
                return Ok(Study {
                    name: stem(&self.path),
                    scenario: Arc::new(scenario),
                    evidence: Arc::clone(&self.evidence),
                    inputs,
                    notes,
                    effort: Effort::default(),
                });
            }
            Ok(_) => Vec::new(),
            Err(problems) => problems,
        };
        let name = table.as_ref().map_or("", |table| &table.name);
        problems.extend(flaws.into_iter().map(|flaw| Problem {
            place: Place::Table { file: name.to_owned(), line: flaw.line, column: flaw.column },
            what: flaw.what,
            help: flaw.cure,
        }));
        Err(StudyError::problems(kind, problems, sources, table).after(notes))
    }

    /// A file as the scenario names it, from where the scenario lies.
    fn beside(&self, name: &str) -> String {
        let folder = Path::new(&self.path).parent();
        folder.map_or_else(|| name.to_owned(), |folder| folder.join(name).display().to_string())
    }
}

/// A scenario's name in messages.
fn shown(path: &str) -> &str {
    if path == "-" { "<stdin>" } else { path }
}

/// What a scenario's results go by: the name of its file without its ending, and "scenario" where that is none.
#[must_use]
pub fn stem(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    let stem = Path::new(path).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    // A file called `...toml` must not write its results a folder above.
    if stem.is_empty() || stem.chars().all(|sign| sign == '.') { "scenario".to_owned() } else { stem }
}

/// What the results of a table go by: the name of its file without .csv, .tsv, .xlsx and .gz.
#[must_use]
pub fn table_stem(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    let name = Path::new(path).file_name().map_or("table".into(), |name| name.to_string_lossy());
    let plain = [".gz", ".csv", ".tsv", ".xlsx"].iter().fold(&*name, |name, ending| name.trim_end_matches(ending));
    if plain.is_empty() { name.into_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn results_go_by_a_name_that_leads_nowhere_else() {
        for (path, name) in [
            ("a/kanpur.toml", "kanpur"),
            ("-", "stdin"),
            ("...toml", "scenario"),
            ("..toml", "scenario"),
            ("", "scenario"),
        ] {
            assert_eq!(stem(path), name, "{path}");
        }
    }
}
