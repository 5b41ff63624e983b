//! The booth table, however it was read.

use super::numbering;
use crate::election::MOST_VOTES_A_BOOTH;
use crate::visible::cell;
use std::collections::BTreeMap;

/// One booth as counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoothRow {
    /// The segment's id.
    pub segment: String,
    /// The booth, as the returns call it.
    pub booth: String,
    /// Registered voters, where known.
    pub electors: Option<u32>,
    /// Votes in the order of [`BoothTable::candidates`].
    pub votes: Vec<u32>,
    /// The line of the file, from 1.
    pub line: u64,
}

/// Booth returns: who stood, and what every booth counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoothTable {
    /// Candidate ids, in the order of the columns.
    pub candidates: Vec<String>,
    /// The booths, in the order of the file.
    pub rows: Vec<BoothRow>,
}

/// One thing wrong with a table, by line and column of the file (both from 1).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {what} ({cure})")]
pub struct TableProblem {
    /// The line of the file.
    pub line: u64,
    /// The field of the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub cure: String,
}

impl BoothTable {
    /// The votes of each candidate over all booths, by id.
    #[must_use]
    pub fn totals(&self) -> BTreeMap<&str, u64> {
        self.candidates
            .iter()
            .enumerate()
            .map(|(c, id)| (id.as_str(), self.rows.iter().map(|row| u64::from(row.votes[c])).sum()))
            .collect()
    }

    /// Where numbers of booths are missing in a run: how many, and of the first such place the line and what is missing there.
    #[must_use]
    pub fn missing_numbers(&self) -> Option<(u64, u64, String)> {
        let rows = self.rows.iter().map(|row| (row.segment.as_str(), row.booth.as_str(), row.line));
        let doubts = numbering::doubts(rows);
        let missing = doubts.iter().map(|doubt| doubt.missing).sum();
        doubts.into_iter().next().map(|first| (missing, first.line, first.what))
    }

    /// Booths with more votes than one can take in a day, and how many: precincts of absentees, or totals in the place of booths.
    pub fn oversized(&self) -> impl Iterator<Item = (&BoothRow, u64)> {
        let polled = |row: &BoothRow| row.votes.iter().map(|&votes| u64::from(votes)).sum::<u64>();
        self.rows.iter().map(move |row| (row, polled(row))).filter(|&(_, polled)| polled > MOST_VOTES_A_BOOTH)
    }

    /// The table as tidy CSV, which [`BoothTable::from_tidy_csv`] reads again. A name that a spreadsheet would run as a
    /// formula stands behind an apostrophe.
    #[must_use]
    pub fn to_tidy_csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut record: Vec<String> = ["segment", "booth", "electors"].map(str::to_owned).to_vec();
        record.extend(self.candidates.iter().map(|id| cell(id).into_owned()));
        // Writing to memory cannot fail; what it could not write would be missed by the reader.
        let _ = writer.write_record(&record);
        for row in &self.rows {
            record.clear();
            record.extend([&row.segment, &row.booth].map(|name| cell(name).into_owned()));
            record.push(row.electors.map_or_else(String::new, |electors| electors.to_string()));
            record.extend(row.votes.iter().map(u32::to_string));
            let _ = writer.write_record(&record);
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}
