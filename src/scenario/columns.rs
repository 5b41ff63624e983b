//! Which column of raw returns belongs to which candidate: by number on the ballot or by heading,
//! never by the name alone, because namesakes share it.

use super::file::File;
use super::problem::{Problem, did_you_mean};
use super::table::Placed;
use crate::returns::{BoothRow, BoothTable, Import, ImportedCandidate, Layout, Wishes};
use std::collections::BTreeMap;

impl File {
    /// The files of raw returns that the scenario names, relative to it.
    #[must_use]
    pub fn returns_files(&self) -> Vec<String> {
        self.returns.as_ref().map_or_else(Vec::new, |returns| returns.files.iter().map(|f| f.value.clone()).collect())
    }

    /// What the scenario says of how its raw returns are to be read.
    #[must_use]
    pub fn returns_wishes(&self) -> Wishes {
        let Some(returns) = &self.returns else { return Wishes::default() };
        let listed = |list: &[Placed<String>]| list.iter().map(|heading| heading.value.clone()).collect();
        Wishes {
            layout: returns.layout.as_ref().and_then(|layout| Layout::named(&layout.value)),
            accept_repairs: false,
            candidates: listed(&returns.candidates),
            ignored: listed(&returns.ignore),
            office: returns.office.as_ref().map(|office| office.value.clone()),
        }
    }

    /// Notes that a file of raw returns could not be read, at the place where it is named.
    pub fn returns_unread(&mut self, which: usize, why: String) {
        let span = self.returns.as_ref().and_then(|returns| returns.files.get(which)).map_or(0..0, |f| f.span.clone());
        self.problems.push(Problem::new(span, why, "the path is relative to the scenario"));
    }

    /// Notes that the booth file and the raw returns, where a scenario names both, do not hold the
    /// same booths with the same votes.
    pub fn compare(&mut self, tidy: &BoothTable, raw: &BoothTable) {
        let votes = |table: &BoothTable| -> BTreeMap<(String, String), BTreeMap<String, u32>> {
            let named = |row: &BoothRow| table.candidates.iter().cloned().zip(row.votes.iter().copied()).collect();
            table.rows.iter().map(|row| ((row.segment.clone(), row.booth.clone()), named(row))).collect()
        };
        let (tidy, raw) = (votes(tidy), votes(raw));
        let differs = tidy
            .iter()
            .find(|(booth, votes)| raw.get(*booth) != Some(*votes))
            .or_else(|| raw.iter().find(|(booth, _)| !tidy.contains_key(*booth)));
        if let (Some(((segment, booth), _)), Some(file)) = (differs, &self.contest.booth_file) {
            let what = format!("booth {booth} of {segment} is not the same in booth_file and in [returns]");
            self.problems.push(Problem::new(file.span.clone(), what, "keep one of the two"));
        }
    }

    /// Names the columns of imported returns by the scenario's own candidates. Columns that belong
    /// to nobody, and candidates whose column is not there, are noted.
    pub fn adopt(&mut self, import: &Import) -> Option<BoothTable> {
        let mut table = import.table.clone()?;
        let mut problems = Vec::new();
        let mut owners: Vec<Option<usize>> = vec![None; import.candidates.len()];
        for (c, candidate) in self.candidate.iter().enumerate() {
            let found = match &candidate.column {
                Some(column) => match column_named(&column.value, &import.candidates) {
                    Ok(place) => Some((place, column.span.clone())),
                    Err(help) => {
                        let what = format!("no single column of the returns is \"{}\"", column.value);
                        problems.push(Problem::new(column.span.clone(), what, help));
                        continue;
                    }
                },
                None => import
                    .candidates
                    .iter()
                    .position(|imported| {
                        imported.id == candidate.id.value
                            || imported.nota
                                && candidate.role.as_ref().is_some_and(|r| r.value == crate::election::Role::Nota)
                    })
                    .map(|place| (place, candidate.id.span.clone())),
            };
            let Some((place, span)) = found else { continue };
            if let Some(other) = owners[place] {
                let what = format!(
                    "the column \"{}\" is that of {} already",
                    import.candidates[place].header, self.candidate[other].id.value
                );
                problems.push(Problem::new(span, what, "give every candidate a column of its own"));
            }
            owners[place] = Some(c);
        }
        let span = self.returns.as_ref().and_then(|r| r.files.first()).map_or(0..0, |file| file.span.clone());
        for (imported, owner) in import.candidates.iter().zip(&owners) {
            if owner.is_none() {
                let what = format!("the column \"{}\" of the returns belongs to no candidate here", imported.header);
                let help = format!("write column = \"{}\" with its candidate", written(imported, &import.candidates));
                problems.push(Problem::new(span.clone(), what, help));
            }
        }
        let complete = problems.is_empty();
        self.problems.extend(problems);
        let ids = owners.into_iter().flatten().map(|owner| self.candidate[owner].id.value.clone());
        table.candidates = ids.collect();
        complete.then_some(table)
    }
}

/// How a scenario names a column so that no other can be meant.
fn written(candidate: &ImportedCandidate, all: &[ImportedCandidate]) -> String {
    if all.iter().filter(|other| other.header == candidate.header).count() > 1 {
        format!("{} #{}", candidate.header, candidate.place)
    } else {
        candidate.header.clone()
    }
}

/// The column of that heading, of that number on the ballot, or of that heading and place.
fn column_named(wanted: &str, all: &[ImportedCandidate]) -> Result<usize, String> {
    let wanted = wanted.split_whitespace().collect::<Vec<_>>().join(" ");
    let by_number = wanted.parse::<u32>().ok();
    let places: Vec<usize> = (0..all.len())
        .filter(|&place| {
            let candidate = &all[place];
            candidate.header == wanted
                || candidate.id == wanted
                || by_number.is_some() && candidate.number == by_number
                || format!("{} #{}", candidate.header, candidate.place) == wanted
        })
        .collect();
    match places[..] {
        [place] => Ok(place),
        [] => {
            let known: Vec<String> = all.iter().map(|candidate| written(candidate, all)).collect();
            Err(did_you_mean(&wanted, known.iter().map(String::as_str)))
        }
        _ => {
            let exact: Vec<String> = places.iter().map(|&place| format!("\"{}\"", written(&all[place], all))).collect();
            Err(format!("several have this heading: write {}", exact.join(" or ")))
        }
    }
}
