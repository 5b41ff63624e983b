//! The wide form: one row per booth, one column per candidate, under one or two rows of headings.

use super::finding::Finding;
use super::form::{Column, Form, Row, count};
use super::heading::{Field, field, reversed, tidied, words};
use super::sheet::Sheet;
use super::tidy::LONGEST_NAME;
use csv::StringRecord;

/// Headings are looked for this far down; above them stands what the page says.
const HEADINGS_WITHIN: usize = 12;

/// Where the headings are: the row, and what stands above it.
pub(super) fn heading_row(sheet: &Sheet) -> Option<usize> {
    let candidates = |record: &StringRecord| {
        let fields: Vec<Field> = record.iter().map(|cell| field(cell, "")).collect();
        let named = fields.iter().filter(|f| matches!(f, Field::Candidate { .. } | Field::Nota { .. })).count();
        (fields.contains(&Field::Booth) && named >= 2).then_some(named)
    };
    let rows = sheet.rows.iter().take(HEADINGS_WITHIN).enumerate();
    rows.filter_map(|(at, (_, record))| Some((candidates(record)?, at)))
        .max_by_key(|&(named, at)| (named, usize::MAX - at))
        .map(|(_, at)| at)
}

/// What every column of a wide form is for.
struct Plan {
    booth: usize,
    segment: Option<usize>,
    electors: Option<usize>,
    rejected: Vec<usize>,
    /// Columns in which a row may say that it is a total.
    labels: Vec<usize>,
}

/// Reads a wide form; `segment` is the id for forms that do not name one.
pub(super) fn read(file: &str, sheet: &Sheet, segment: &str) -> Form {
    let mut form = Form::named(file);
    let Some(at) = heading_row(sheet) else {
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
    let (line, headings) = &sheet.rows[at];
    let Some(plan) = plan(&mut form, *line, headings, above(sheet, at).as_ref()) else { return form };
    let body = &sheet.rows[at + 1..];
    if !lengths(&mut form, *line, headings, body) {
        return form;
    }
    for (line, record) in body {
        if record == headings {
            form.find(Finding::new(
                (file, *line, 0),
                "the headings stand here again; the row is left out",
                "a new page of the form",
            ));
            continue;
        }
        row(&mut form, &plan, *line, record, segment);
    }
    if form.rows.is_empty() && form.findings.iter().all(|finding| finding.line == 0) {
        form.find(
            Finding::new(
                (file, *line, 0),
                "there is no booth below the headings",
                "an empty segment, or a download that ended early",
            )
            .refused("leave the file out, or fetch it again"),
        );
    }
    form
}

/// The group headings above the headings, each reaching to the next.
fn above(sheet: &Sheet, at: usize) -> Option<Vec<String>> {
    let (_, record) = sheet.rows.get(at.checked_sub(1)?)?;
    let mut group = String::new();
    let filled = record.iter().map(|cell| {
        if !cell.is_empty() {
            cell.clone_into(&mut group);
        }
        group.clone()
    });
    Some(filled.collect())
}

fn plan(form: &mut Form, line: u64, headings: &StringRecord, groups: Option<&Vec<String>>) -> Option<Plan> {
    let file = form.file.clone();
    let mut plan = Plan { booth: usize::MAX, segment: None, electors: None, rejected: vec![], labels: vec![] };
    let mut candidates_begun = false;
    for (index, heading) in headings.iter().enumerate() {
        let place = (file.as_str(), line, index + 1);
        let group = groups.and_then(|groups| groups.get(index)).map_or("", String::as_str);
        match field(heading, group) {
            Field::Booth if plan.booth == usize::MAX => plan.booth = index,
            Field::Segment => plan.segment = Some(index),
            Field::Electors => plan.electors = Some(index),
            Field::Rejected => plan.rejected.push(index),
            Field::Total => form.sums.push((index + 1, tidied(heading))),
            Field::Candidate { number, name } => {
                candidates_begun = true;
                if let Some(word) = reversed(&name) {
                    let what = format!(
                        "the heading is written backwards: \"{}\" reads \"{word}\" from the right",
                        super::finding::quoted(&name)
                    );
                    form.find(
                        Finding::new(
                            place,
                            what,
                            "text of the page was drawn into the headings when the PDF was taken apart",
                        )
                        .value(heading)
                        .refused("write the candidates' names as the form has them"),
                    );
                }
                if name.contains(" - ")
                    && name.split(" - ").any(|part| part.trim_end().ends_with(|c: char| c.is_ascii_digit()))
                {
                    form.find(
                        Finding::new(place, "two candidates stand in one heading", "merged cells")
                            .value(heading)
                            .refused("give every candidate a column of his own"),
                    );
                }
                form.columns.push(Column {
                    place: index + 1,
                    header: tidied(heading),
                    number,
                    name,
                    nota: false,
                    id: None,
                });
            }
            Field::Nota { number } => {
                form.columns.push(Column {
                    place: index + 1,
                    header: tidied(heading),
                    number,
                    name: "NOTA".to_owned(),
                    nota: true,
                    id: None,
                });
            }
            Field::Other if heading.is_empty() && candidates_begun => {
                form.find(
                    Finding::new(place, "a column has no heading", "merged cells, or a heading that was lost")
                        .refused("write the heading, or remove the column"),
                );
            }
            Field::Other | Field::Serial => plan.labels.push(index),
            _ => {}
        }
    }
    plan.labels.push(plan.booth);
    numbers(form, line);
    form.booth_place = plan.booth + 1;
    form.electors_place = plan.electors.map_or(0, |index| index + 1);
    (plan.booth != usize::MAX).then_some(plan)
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
                .refused("give every candidate his number"),
        );
    }
}

/// Whether the rows have as many fields as there are headings; what differs is noted.
fn lengths(form: &mut Form, line: u64, headings: &StringRecord, body: &[(u64, StringRecord)]) -> bool {
    let wrong: Vec<&(u64, StringRecord)> = body.iter().filter(|(_, record)| record.len() != headings.len()).collect();
    let file = form.file.clone();
    let Some((first, record)) = wrong.first() else { return true };
    if wrong.len() * 2 > body.len() {
        let what = format!(
            "there are {} headings, but {} of {} rows have another number of fields (line {first} has {})",
            headings.len(),
            wrong.len(),
            body.len(),
            record.len()
        );
        let cause = if record.len() > headings.len() {
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
        let what = format!("this row has {} fields, the headings {}", record.len(), headings.len());
        form.find(
            Finding::new((&file, *line, 0), what, "a cell was split or lost")
                .value(record.get(0).unwrap_or(""))
                .refused("give the row a field for every heading"),
        );
    }
    false
}

fn row(form: &mut Form, plan: &Plan, line: u64, record: &StringRecord, segment: &str) {
    let cell = |index: usize| record.get(index).unwrap_or("");
    let says = |word: &str| plan.labels.iter().any(|&index| words(cell(index)).split(' ').any(|w| w == word));
    let booth = tidied(cell(plan.booth));
    // A booth's name may hold the word; its number does not, and a total has none.
    let numbered = booth.bytes().any(|byte| byte.is_ascii_digit());
    let is_total = !numbered && (says("total") || says("grand"));
    if !numbered && says("postal") {
        let columns: Vec<usize> = form.columns.iter().map(|column| column.place).collect();
        let votes: Vec<Option<u64>> = columns.iter().map(|&place| count(cell(place - 1))).collect();
        let file = form.file.clone();
        let finding = Finding::new((&file, line, 0), "postal votes, which belong to no booth, are left out", "");
        if votes.iter().any(Option::is_none) {
            form.find(finding);
        } else {
            form.postal = Some(votes.into_iter().flatten().collect());
            form.find(finding);
        }
        return;
    }
    if booth.is_empty() && !is_total {
        let file = form.file.clone();
        form.find(
            Finding::new(
                (&file, line, plan.booth + 1),
                "the row names no booth",
                "a total row without its label, or a cell that was lost",
            )
            .refused("write the booth's number, or remove the row"),
        );
        return;
    }
    let segment = plan.segment.map_or_else(|| segment.to_owned(), |index| tidied(cell(index)));
    if !is_total && (segment.is_empty() || segment.len() > LONGEST_NAME || booth.len() > LONGEST_NAME) {
        let file = form.file.clone();
        let what = "a segment and a booth need a name each, of at most 200 letters";
        let finding = Finding::new((&file, line, 0), what, "merged cells, or text of the page in the cell");
        form.find(finding.refused("write both in every row"));
        return;
    }
    let places: Vec<usize> = form.columns.iter().map(|column| column.place).collect();
    let votes = places.iter().enumerate().map(|(c, &place)| form.votes(line, place, c, cell(place - 1))).collect();
    let electors = plan.electors.and_then(|index| form.electors(line, index + 1, cell(index)));
    let stated = form.sums.iter().map(|(place, _)| count(cell(place - 1))).collect();
    form.rows.push(Row {
        line,
        segment,
        booth,
        electors,
        votes,
        rejected: plan.rejected.iter().filter_map(|&index| count(cell(index))).sum(),
        stated,
        is_total,
    });
}
