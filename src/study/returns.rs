//! The raw booth returns that a scenario names, read and held against it.

use super::error::{ErrorKind, StudyError};
use super::files::{Files, LARGEST_TABLE};
use crate::format::of;
use crate::returns::{BoothRow, BoothTable, Import, SourceFile, Weight, import_as};
use crate::scenario;

/// Findings shown before the rest is only counted.
const MOST_SHOWN: usize = 60;

/// What came of the files of raw returns.
pub(super) enum Read {
    /// A table, whose columns the scenario knows.
    Table(BoothTable),
    /// None: the scenario's problems say which column it does not know.
    Unknown,
    /// A file cannot be read: the scenario's problems say which.
    Unreadable,
}

/// Reads raw returns and names their columns by the scenario's candidates.
pub(super) fn read(
    paths: &[String],
    file: &mut scenario::File,
    inputs: &mut Vec<(String, Vec<u8>)>,
    notes: &mut Vec<String>,
    files: &dyn Files,
) -> Result<Read, StudyError> {
    let mut read: Vec<(String, Vec<u8>)> = Vec::new();
    for (which, path) in paths.iter().enumerate() {
        match files.read(path, LARGEST_TABLE) {
            Ok(bytes) => read.push((path.clone(), bytes)),
            Err(why) => file.returns_unread(which, why),
        }
    }
    if read.len() < paths.len() {
        return Ok(Read::Unreadable);
    }
    let sources: Vec<SourceFile<'_>> = read.iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
    let import = import_as(&sources, &file.returns_wishes());
    if import.table.is_none() {
        return Err(refusal(&import));
    }
    let known = import.findings.iter().filter(|finding| finding.weight == Weight::Note);
    notes.extend(known.take(MOST_SHOWN).map(ToString::to_string));
    let table = file.adopt(&import);
    inputs.extend(read);
    Ok(table.map_or(Read::Unknown, Read::Table))
}

/// What a reader should know of a table of booths: those that are larger than any polling booth, one sentence each, and that
/// numbers are missing in their run.
pub(super) fn doubts(path: &str, table: &BoothTable) -> Vec<String> {
    let said = |(row, polled): (&BoothRow, u64)| {
        format!(
            "{path}:{}: note: booth {} of {} has {polled} votes, more than a polling booth takes in a day: a precinct of absentees is counted so; a total has no place here",
            row.line, row.booth, row.segment
        )
    };
    let gaps = table.missing_numbers().map(|(missing, line, what)| match missing {
        1 => format!("{path}:{line}: note: {what}: a row was lost, or the number was never given"),
        _ => format!(
            "{path}:{line}: note: {what}; {missing} numbers in all: rows were lost, or the numbers were never given"
        ),
    });
    table.oversized().take(MOST_SHOWN).map(said).chain(gaps).collect()
}

/// Why returns give no table: everything that has to be mended or agreed to.
#[must_use]
pub fn refusal(import: &Import) -> StudyError {
    // What has to be mended comes before what only has to be agreed to.
    let graves = |repairs: bool| {
        let grave = import.findings.iter().filter(|finding| finding.weight != Weight::Note);
        grave.filter(move |finding| matches!(finding.weight, Weight::Repair(_)) == repairs)
    };
    let mut messages: Vec<String> =
        graves(false).chain(graves(true)).take(MOST_SHOWN).map(ToString::to_string).collect();
    let grave = import.refused() + import.repairs();
    if grave > MOST_SHOWN {
        messages.push(format!("and {} more", grave - MOST_SHOWN));
    }
    messages.push(match (import.refused(), import.repairs()) {
        (0, 0) => "error: the files hold no booth".to_owned(),
        (0, repairs) => format!(
            "error: {} to be agreed to before these returns are used\nhelp: look at them, mend the files, or accept them all: humnaam import FILE... --accept-repairs --out booths.csv",
            of(repairs, "repair has", "repairs have")
        ),
        (refused, _) => {
            let things = of(refused, "thing has", "things have");
            format!("error: {things} to be mended in the files before these returns are used")
        },
    });
    StudyError::said(ErrorKind::Invalid, messages)
}
