//! The wide form: one row per booth, one column per candidate, under one or more rows of headings.

use super::finding::Finding;
use super::form::{Column, Form, Sum, count};
use super::heading::{Field, field, reversed};
use super::headings::{Headings, headings};
use super::label::{Label, label};
use super::rows::{self, Plan};
use super::sheet::Sheet;
use super::wishes::Wishes;
use crate::format::of;
use csv::StringRecord;

/// Reads a wide form; `segment` is the id for forms that do not name one.
pub(super) fn read(file: &str, sheet: &Sheet, segment: &str, wishes: &Wishes) -> Form {
    let mut form = Form::named(file);
    let Some(found) = headings(sheet) else {
        let line = sheet.rows.first().map_or(1, |(line, _)| *line);
        form.find(
            Finding::new(
                (file, line, 0),
                "no row of headings with a booth number and candidates was found",
                "the file is no wide form, or its headings are lost",
            )
            .refused("give every column its heading, or state another layout"),
        );
        return form;
    };
    let body = &sheet.rows[found.body..];
    let Some(plan) = plan(&mut form, &found, body, wishes) else { return form };
    if !lengths(&mut form, found.line, &plan, body) {
        return form;
    }
    rows::read(&mut form, &plan, &sheet.rows[..found.body], body, segment);
    if form.rows.is_empty() && form.findings.iter().all(|finding| finding.line == 0 || !finding.is_grave()) {
        form.find(
            Finding::new(
                (file, found.line, 0),
                "there is no booth below the headings",
                "an empty segment, or a download that ended early",
            )
            .refused("leave the file out, or fetch it again"),
        );
    }
    form
}

fn plan(form: &mut Form, found: &Headings, body: &[(u64, StringRecord)], wishes: &Wishes) -> Option<Plan> {
    let mut plan = Plan {
        width: found.columns.len(),
        booth: usize::MAX,
        segment: None,
        electors: None,
        rejected: vec![],
        labels: vec![],
    };
    let (mut name_of_booth, mut serial, mut candidates_begun, mut blank) = (None, None, false, Vec::new());
    for (index, heading) in found.columns.iter().enumerate() {
        let text = heading.text.as_str();
        let meant = if wishes.ignores(text) {
            Field::Other
        } else if wishes.counts(text) {
            Field::Candidate { number: None, name: text.to_owned() }
        } else {
            field(text, &heading.group)
        };
        let sum = |turnout| Sum { place: index + 1, header: text.to_owned(), turnout };
        match meant {
            Field::Booth if plan.booth == usize::MAX => plan.booth = index,
            Field::BoothName => {
                name_of_booth = name_of_booth.or(Some(index));
                plan.labels.push(index);
            }
            Field::Segment => {
                plan.segment = Some(index);
                plan.labels.push(index);
            }
            Field::Electors => plan.electors = Some(index),
            Field::Rejected => {
                if label(text) == Some(Label::Nobody) {
                    let what = format!("\"{text}\" is no candidate, and is left out");
                    let file = form.file.clone();
                    form.find(Finding::new((&file, heading.line, index + 1), what, "").value(text));
                }
                plan.rejected.push(index);
            }
            Field::Total => form.sums.push(sum(false)),
            Field::TurnoutTotal => form.sums.push(sum(true)),
            Field::Candidate { number, name } => {
                candidates_begun = true;
                candidate(form, heading.line, index, text, number, name);
            }
            Field::Nota { number } => {
                nota(form, heading.line, index, text, number);
                candidates_begun = true;
            }
            Field::Blank if holds_votes(body, index) && (candidates_begun || !heading.group.is_empty()) => {
                candidates_begun = true;
                blank.push(index);
            }
            Field::Serial => {
                serial = serial.or(Some(index));
                plan.labels.push(index);
            }
            Field::Other | Field::Blank => plan.labels.push(index),
            _ => {}
        }
    }
    without_heading(form, found.line, &blank);
    if plan.booth == usize::MAX {
        // The form numbers its rows by its booths; a name may be that of two booths in one building.
        plan.booth = serial.or(name_of_booth)?;
    }
    plan.labels.push(plan.booth);
    numbered_behind(form);
    numbers(form, found.line);
    form.booth_place = plan.booth + 1;
    form.rejected_place = plan.rejected.first().map_or(0, |index| index + 1);
    form.electors_place = plan.electors.map_or(0, |index| index + 1);
    Some(plan)
}

/// Whether anything but blanks and zeros stands in a column.
fn holds_votes(body: &[(u64, StringRecord)], index: usize) -> bool {
    body.iter().any(|(_, record)| record.get(index).is_some_and(|cell| !cell.is_empty() && count(cell) != Some(0)))
        || body.is_empty()
}

fn candidate(form: &mut Form, line: u64, index: usize, text: &str, number: Option<u32>, name: String) {
    let file = form.file.clone();
    let place = (file.as_str(), line, index + 1);
    if let Some(word) = reversed(&name) {
        let what = format!(
            "the heading is written backwards: \"{}\" reads \"{word}\" from the right",
            super::finding::quoted(&name)
        );
        let cause = "text of the page was drawn into the headings when the PDF was taken apart";
        let finding = Finding::new(place, what, cause).value(text);
        form.find(finding.refused("write the candidates' names as the form has them"));
    }
    let numbered = |part: &str| part.trim_end().ends_with(|c: char| c.is_ascii_digit());
    if name.contains(" - ") && name.split(" - ").any(numbered) {
        let finding = Finding::new(place, "two candidates stand in one heading", "merged cells").value(text);
        form.find(finding.refused("give every candidate a column of its own"));
    }
    let (place, header) = (index + 1, text.to_owned());
    form.columns.push(Column { place, header, number, name, nota: false, id: None });
}

fn nota(form: &mut Form, line: u64, index: usize, text: &str, number: Option<u32>) {
    if let Some(first) = form.columns.iter().find(|column| column.nota) {
        let what = format!("two columns are \"none of the above\", this one and column {}", first.place);
        let finding = Finding::new((&form.file, line, index + 1), what, "a column copied twice, or a heading misread");
        let finding =
            finding.value(text).refused("write the heading that the form has, or leave the column out with --ignore");
        form.find(finding);
    }
    let (place, header) = (index + 1, text.to_owned());
    form.columns.push(Column { place, header, number, name: "NOTA".to_owned(), nota: true, id: None });
}

/// One finding for all the columns without a heading.
fn without_heading(form: &mut Form, line: u64, blank: &[usize]) {
    let Some(&first) = blank.first() else { return };
    let what = if blank.len() == 1 {
        "a column has no heading".to_owned()
    } else {
        let all: Vec<String> = blank.iter().map(|index| (index + 1).to_string()).collect();
        format!("{} columns have no heading: {}", blank.len(), all.join(", "))
    };
    let file = form.file.clone();
    let finding = Finding::new((&file, line, first + 1), what, "merged cells, or headings that were lost");
    form.find(finding.refused("write over every column the name that the form has there"));
}

/// Numbers on the ballot that stand behind the names, `HEMA MALINI 4` or `HEMA MALINI|4`, where every
/// candidate has one and no two the same.
fn numbered_behind(form: &mut Form) {
    let parted: Vec<Option<(String, u32)>> = form
        .columns
        .iter()
        .filter(|column| !column.nota)
        .map(|column| {
            let (name, number) = column.name.rsplit_once([' ', '|', '('])?;
            let number: u32 = number.trim_end_matches(')').parse().ok()?;
            let name = name.trim_end_matches(['|', ' ', '-', '(']);
            (column.number.is_none() && name.chars().any(char::is_alphabetic)).then(|| (name.to_owned(), number))
        })
        .collect();
    let Some(parted) = parted.into_iter().collect::<Option<Vec<_>>>() else { return };
    let mut numbers: Vec<u32> = parted.iter().map(|(_, number)| *number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.len() != parted.len() || numbers.len() < 2 {
        return;
    }
    for (column, (name, number)) in form.columns.iter_mut().filter(|column| !column.nota).zip(parted) {
        (column.name, column.number) = (name, Some(number));
    }
}

/// Numbers on the ballot: no number twice.
fn numbers(form: &mut Form, line: u64) {
    let twice: Vec<(usize, String)> = form
        .columns
        .iter()
        .enumerate()
        .filter(|(at, column)| column.number.is_some() && form.columns[..*at].iter().any(|c| c.number == column.number))
        .map(|(_, column)| (column.place, column.header.clone()))
        .collect();
    for (place, header) in twice {
        let file = form.file.clone();
        form.find(
            Finding::new((&file, line, place), "this number on the ballot stands twice", "a slip in the headings")
                .value(&header)
                .refused("give every candidate the number that the form has"),
        );
    }
}

/// Whether the rows of votes have as many fields as there are headings; what differs is noted. Empty
/// fields at the end of a row are nothing.
fn lengths(form: &mut Form, line: u64, plan: &Plan, body: &[(u64, StringRecord)]) -> bool {
    let width = plan.width;
    let used = form.columns.iter().map(|column| column.place).chain(form.sums.iter().map(|sum| sum.place));
    let needed = used.chain(plan.rejected.iter().map(|index| index + 1)).max().unwrap_or(width);
    let counted = |record: &StringRecord| record.iter().filter(|cell| count(cell).is_some()).count() >= 2;
    let fits = |record: &StringRecord| {
        record.len() == width
            || record.len() < width && record.len() >= needed
            || record.len() > width && record.iter().skip(width).all(str::is_empty)
    };
    let rows: Vec<&(u64, StringRecord)> = body.iter().filter(|(_, record)| counted(record)).collect();
    let wrong: Vec<&&(u64, StringRecord)> = rows.iter().filter(|(_, record)| !fits(record)).collect();
    let file = form.file.clone();
    let Some((first, record)) = wrong.first() else { return true };
    if wrong.len() * 2 > rows.len() {
        let what = format!(
            "there are {width} headings, but {} of {} rows have another number of fields (line {first} has {})",
            wrong.len(),
            rows.len(),
            record.len()
        );
        let cause = if record.len() > width {
            "a heading was lost, so that the columns cannot be told apart"
        } else {
            "merged headings, or columns that were lost"
        };
        form.find(
            Finding::new((&file, line, 0), what, cause).refused("give every column its heading, as the form has it"),
        );
        return false;
    }
    for (line, record) in wrong.into_iter().take(20) {
        let what = format!("this row has {}, the headings {width}", of(record.len(), "field", "fields"));
        form.find(
            Finding::new((&file, *line, 0), what, "a cell was split or lost")
                .value(record.get(0).unwrap_or(""))
                .refused("give the row a field for every heading"),
        );
    }
    false
}
