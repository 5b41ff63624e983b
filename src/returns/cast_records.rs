//! Ballots by what they hold for two offices, from a table of them or from cast-vote records in the common data format (NIST
//! SP 1500-103, JSON): one record a ballot, added up as it is read.

use super::cast::{CastProblem, CastVotes};
use super::container::{self, Opened};

// A page that is loaded by readers does without.
#[cfg(feature = "workbooks")]
mod report;

/// The two offices that are asked for: the contest's own, and the one that ballots are told apart by. Names or ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offices<'o> {
    /// Where the namesake stands.
    pub own: Option<&'o str>,
    /// The other one.
    pub other: Option<&'o str>,
}

/// Ballots of a table of four columns, or of cast-vote records, plain or packed.
///
/// # Errors
/// The first line that is no such row; a report that is none, or in which an office is not to be found.
pub fn ballots(file: &str, bytes: &[u8], offices: Offices<'_>) -> Result<CastVotes, CastProblem> {
    if is_report(bytes) {
        return records(bytes, offices);
    }
    match container::open(file, bytes) {
        Ok(Opened::Text(text)) if is_report(&text) => records(&text, offices),
        _ => CastVotes::read(file, bytes),
    }
}

/// Whether bytes begin as a report of records does.
fn is_report(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    start.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}

#[cfg(feature = "workbooks")]
fn records(bytes: &[u8], offices: Offices<'_>) -> Result<CastVotes, CastProblem> {
    report::read(bytes, offices)
}

#[cfg(not(feature = "workbooks"))]
fn records(_: &[u8], _: Offices<'_>) -> Result<CastVotes, CastProblem> {
    let what = "these are records of whole ballots, which this build does not read (feature workbooks)";
    Err(CastProblem { line: 1, what: what.to_owned() })
}

#[cfg(all(test, feature = "workbooks"))]
mod tests;
