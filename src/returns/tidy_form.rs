//! The tidy table as one of the layouts a file may have.

use super::finding::Finding;
use super::form::{Column, Form, Kind, Row};
use super::heading::{tidied, words};
use super::sheet::Sheet;
use crate::format::of;

/// The columns every tidy table begins with.
const LEADING: [&str; 3] = ["segment", "booth", "electors"];

/// Whether the first row has the headings of a tidy table.
pub(super) fn fits(sheet: &Sheet) -> bool {
    sheet
        .rows
        .first()
        .is_some_and(|(_, headings)| LEADING.iter().enumerate().all(|(at, wanted)| headings.get(at) == Some(wanted)))
}

/// Reads a tidy table.
pub(super) fn read(file: &str, sheet: &Sheet) -> Form {
    let mut form = Form::named(file);
    if !fits(sheet) {
        let what = "a tidy table begins with the columns segment, booth and electors";
        form.find(Finding::new((file, 1, 1), what, "another layout").refused("state the layout the file has"));
        return form;
    }
    (form.booth_place, form.electors_place) = (2, 3);
    let headings = &sheet.rows[0].1;
    for (at, name) in headings.iter().enumerate().skip(LEADING.len()) {
        let name = tidied(name);
        let nota = words(&name) == "nota";
        if form.columns.iter().any(|column| column.header == name) {
            let finding = Finding::new((file, 1, at + 1), "two columns have this heading", "a column copied twice");
            form.find(finding.value(&name).refused("name each column by its candidate's id"));
        }
        form.columns.push(Column {
            place: at + 1,
            header: name.clone(),
            number: None,
            name: name.clone(),
            nota,
            id: Some(name),
        });
    }
    for (line, record) in &sheet.rows[1..] {
        if record.len() != headings.len() {
            let what = format!("this row has {}, the header {}", of(record.len(), "field", "fields"), headings.len());
            let finding = Finding::new((file, *line, 0), what, "a cell was split or lost");
            form.find(finding.refused("give every row a field for every column"));
            continue;
        }
        let cell = |index: usize| record.get(index).unwrap_or("");
        if tidied(cell(0)).is_empty() || tidied(cell(1)).is_empty() {
            let finding =
                Finding::new((file, *line, 1), "the row names no segment or no booth", "a cell that was lost");
            form.find(finding.refused("write both"));
            continue;
        }
        let votes = (3..headings.len()).map(|at| form.votes(*line, at + 1, at - 3, cell(at))).collect();
        let electors = form.electors(*line, 3, cell(2));
        form.rows.push(Row {
            line: *line,
            segment: tidied(cell(0)),
            booth: tidied(cell(1)),
            electors,
            votes,
            rejected: 0,
            stated: Vec::new(),
            kind: Kind::Booth,
        });
    }
    if form.rows.is_empty() && form.findings.is_empty() {
        let finding = Finding::new((file, 1, 0), "there is no booth below the header", "an empty file");
        form.find(finding.refused("write one row per booth"));
    }
    form
}
