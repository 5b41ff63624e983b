//! A booth table set against the scenario that names it.

use super::file::{File, SegmentTable, VotesValue};
use super::problem::{Place, Problem, did_you_mean};
use crate::format::of;
use crate::returns::BoothTable;
use std::collections::BTreeSet;

/// Notes whatever in the table does not fit the scenario: columns of nobody, booths of unknown
/// segments, totals that differ from the declared ones.
pub(super) fn reconcile(file: &File, name: &str, table: &BoothTable, problems: &mut Vec<Problem>) {
    columns(file, name, table, problems);
    segments(file, name, table, problems);
    totals(file, name, table, problems);
    if let Some(booths) = &file.contest.booths
        && booths.value as usize != table.rows.len()
    {
        let what = format!("booths = {}, but {name} has {}", booths.value, table.rows.len());
        problems.push(Problem::new(booths.span.clone(), what, "leave booths out where the file tells them"));
    }
}

/// The segments as the table has them: those of the scenario, or one per name in the table.
pub(super) fn segment_names(file: &File, table: &BoothTable) -> Vec<String> {
    if !file.segment.is_empty() {
        return file.segment.iter().map(|segment| segment.id.value.clone()).collect();
    }
    let mut seen = BTreeSet::new();
    let rows = table.rows.iter().map(|row| &row.segment);
    rows.filter(|&segment| seen.insert(segment)).cloned().collect()
}

fn at(name: &str, line: u64, column: usize, what: String, help: String) -> Problem {
    Problem { place: Place::Table { file: name.to_owned(), line, column }, what, help }
}

fn columns(file: &File, name: &str, table: &BoothTable, problems: &mut Vec<Problem>) {
    let ids = || file.candidate.iter().map(|candidate| candidate.id.value.as_str());
    for (place, id) in table.candidates.iter().enumerate() {
        if !ids().any(|known| known == id) {
            problems.push(at(name, 1, place + 4, format!("no candidate has the id \"{id}\""), did_you_mean(id, ids())));
        }
    }
    for candidate in &file.candidate {
        let in_question = candidate.namesake_of.is_some()
            || file.candidate.iter().any(|c| c.namesake_of.as_ref().is_some_and(|of| of.value == candidate.id.value));
        if in_question && !table.candidates.contains(&candidate.id.value) {
            let what = format!("there is no column for {}, whose votes are in question", candidate.id.value);
            problems.push(at(name, 1, 1, what, "add the column".to_owned()));
        }
    }
}

fn segments(file: &File, name: &str, table: &BoothTable, problems: &mut Vec<Problem>) {
    if file.segment.is_empty() {
        return;
    }
    let ids = || file.segment.iter().map(|segment| segment.id.value.as_str());
    // One slip is usually in every row of its segment; the first shows it.
    let mut unknown = BTreeSet::new();
    for row in &table.rows {
        if unknown.len() < 20 && !ids().any(|id| id == row.segment) && unknown.insert(&row.segment) {
            let what = format!("no segment has the id \"{}\"", row.segment);
            problems.push(at(name, row.line, 1, what, did_you_mean(&row.segment, ids())));
        }
    }
    for SegmentTable { id, booths, votes, .. } in &file.segment {
        let rows = || table.rows.iter().filter(|row| row.segment == id.value);
        let count = rows().count();
        if let Some(booths) = booths
            && booths.value as usize != count
        {
            let what = format!("{} has booths = {}, but {count} in {name}", id.value, booths.value);
            problems.push(Problem::new(booths.span.clone(), what, "leave booths out where the file tells them"));
        } else if count == 0 {
            problems.push(Problem::new(
                id.span.clone(),
                format!("{} has no booth in {name}", id.value),
                "remove the segment, or add its booths",
            ));
        }
        for (candidate, stated) in votes {
            let Some(column) = table.candidates.iter().position(|c| *c == candidate.value) else { continue };
            let counted: u64 = rows().map(|row| u64::from(row.votes[column])).sum();
            if counted != stated.value {
                let what = format!(
                    "{} has {} here, but {counted} in {name}",
                    candidate.value,
                    of(stated.value, "vote", "votes")
                );
                problems.push(Problem::new(stated.span.clone(), what, "correct the one that is wrong"));
            }
        }
    }
}

fn totals(file: &File, name: &str, table: &BoothTable, problems: &mut Vec<Problem>) {
    let totals = table.totals();
    for candidate in &file.candidate {
        let (Some(&counted), Some(votes)) = (totals.get(candidate.id.value.as_str()), &candidate.votes) else {
            continue;
        };
        let wrong = match votes.value {
            VotesValue::Split { evm, .. } if evm != counted => Some(format!("{evm} EVM votes")),
            VotesValue::Total(total) if total < counted => Some(format!("{total} votes")),
            _ => None,
        };
        if let Some(stated) = wrong {
            let what = format!("{} has {stated} here, but {counted} in the booths of {name}", candidate.id.value);
            problems.push(Problem::new(votes.span.clone(), what, "correct the one that is wrong"));
        }
    }
}
