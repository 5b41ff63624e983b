//! The reconciliation report: what was read, how far it was checked, what was found and changed.

use super::finding::{Finding, Weight};
use super::import::Import;
use crate::format::of;
use std::fmt::Write;

const MENDED: &str = "What has to be mended";
const REPAIRS: &str = "Repairs";
const NOTES: &str = "Notes";

/// Findings of one kind that are shown; the rest is counted.
const SHOWN: usize = 100;

impl Import {
    /// The report in plain words, for people and for the file beside the table.
    #[must_use]
    pub fn report(&self, files: usize) -> String {
        let mut text = String::new();
        let booths = self.table.as_ref().map_or(0, |table| table.rows.len());
        let votes: u64 = self.candidates.iter().map(|candidate| candidate.votes).sum();
        let mut segments: Vec<(&str, usize)> = Vec::new();
        for row in self.table.iter().flat_map(|table| &table.rows) {
            match segments.iter_mut().find(|(id, _)| *id == row.segment) {
                Some((_, count)) => *count += 1,
                None => segments.push((&row.segment, 1)),
            }
        }
        let checks = &self.checks;
        let (files, places) = (of(files, "file", "files"), of(segments.len(), "segment", "segments"));
        let (all, votes) = (of(booths, "booth", "booths"), of(votes, "vote", "votes"));
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{files}, {places}, {all}, {votes} in booths");
        for (segment, count) in &segments {
            let _ = writeln!(text, "  {segment}: {}", of(*count, "booth", "booths"));
        }
        let _ = match (checks.rows_agree, checks.rows_agree + checks.rows_differ) {
            (_, 0) => writeln!(text, "No row states what it adds up to, so single cells were checked by nothing."),
            (1, 1) => writeln!(text, "The one row that states a total adds up to it."),
            (_, 1) => writeln!(text, "The one row that states a total does not add up to it."),
            (agree, rows) => writeln!(text, "{agree} of {rows} rows add up to the totals they state."),
        };
        let _ = match (checks.totals_agree, checks.totals_agree + checks.totals_differ) {
            (_, 0) => writeln!(text, "There is no total row, so whole rows were checked by nothing."),
            (1, 1) => writeln!(text, "The one total row agrees with the booths above it."),
            (_, 1) => writeln!(text, "The one total row does not agree with the booths above it."),
            (agree, rows) => writeln!(text, "{agree} of {rows} total rows agree with the booths above them."),
        };
        text.push('\n');
        self.columns_into(&mut text);
        self.findings_into(&mut text);
        // Names of files and headings are as anybody wrote them.
        crate::visible::lines(&text, false)
    }

    /// Which column was read as whose votes, so that a user who mends a file sees whether its columns were understood; `None` where nobody
    /// was found.
    #[must_use]
    pub fn columns(&self) -> Option<String> {
        let mut text = String::new();
        self.columns_into(&mut text);
        (!self.candidates.is_empty()).then(|| crate::visible::lines(&text, false))
    }

    fn columns_into(&self, text: &mut String) {
        let _ = writeln!(text, "Columns: id, heading in the form, votes in booths");
        for candidate in &self.candidates {
            let postal = candidate.postal.map_or_else(String::new, |postal| format!(", and {postal} postal"));
            let _ = writeln!(text, "  {}: \"{}\", {}{postal}", candidate.id, candidate.header, candidate.votes);
        }
    }

    fn findings_into(&self, text: &mut String) {
        let of_kind = |finding: &&Finding, kind: &str| {
            kind == match finding.weight {
                Weight::Refused(_) => MENDED,
                Weight::Repair(_) => REPAIRS,
                Weight::Note => NOTES,
            }
        };
        for heading in [MENDED, REPAIRS, NOTES] {
            let found: Vec<&Finding> = self.findings.iter().filter(|finding| of_kind(finding, heading)).collect();
            if found.is_empty() {
                continue;
            }
            let applied =
                if heading == REPAIRS && self.table.is_some() { ", applied because they were accepted" } else { "" };
            let _ = writeln!(text, "\n{heading}: {}{applied}", found.len());
            for finding in found.iter().take(SHOWN) {
                let _ = writeln!(text, "{finding}");
            }
            if found.len() > SHOWN {
                let _ = writeln!(text, "and {} more", found.len() - SHOWN);
            }
        }
    }
}
