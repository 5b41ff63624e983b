//! The long form: one row per booth and candidate.

use super::finding::Finding;
use super::form::{Column, Form, Row, count};
use super::heading::{Field, field, numbered, tidied, words};
use super::sheet::Sheet;
use super::tidy::LONGEST_NAME;
use csv::StringRecord;
use std::collections::BTreeMap;

/// What the columns of a long form are for.
struct Plan {
    segment: Option<usize>,
    booth: usize,
    who: usize,
    party: Option<usize>,
    votes: usize,
}

/// Whether the first row has the headings of a long form.
pub(super) fn fits(sheet: &Sheet) -> bool {
    sheet.rows.first().is_some_and(|(_, headings)| plan(headings).is_some())
}

fn plan(headings: &StringRecord) -> Option<Plan> {
    let fields: Vec<Field> = headings.iter().map(|heading| field(heading, "")).collect();
    let place = |wanted: Field| fields.iter().position(|field| *field == wanted);
    Some(Plan {
        segment: place(Field::Segment),
        booth: place(Field::Booth)?,
        who: place(Field::Who)?,
        party: place(Field::Party),
        votes: place(Field::Votes)?,
    })
}

/// Booths, candidates and rows as they come.
#[derive(Default)]
struct Gathered {
    /// The column of a candidate and his party.
    columns: BTreeMap<(String, String), usize>,
    /// The rows of a segment and booth.
    places: BTreeMap<(String, String), Vec<usize>>,
    /// Which cells of a row were met, readable or not.
    met: Vec<Vec<bool>>,
}

/// Reads a long form; `segment` is the id for forms that do not name one.
pub(super) fn read(file: &str, sheet: &Sheet, segment: &str) -> Form {
    let mut form = Form::named(file);
    let head = sheet.rows.first().and_then(|(line, headings)| Some((*line, headings, plan(headings)?)));
    let Some((line, headings, plan)) = head else {
        let what = "there are no headings of a long form: booth, candidate and votes";
        form.find(
            Finding::new((file, 1, 0), what, "another layout").refused("name those columns, or state another layout"),
        );
        return form;
    };
    form.booth_place = plan.booth + 1;
    let mut gathered = Gathered::default();
    for (line, record) in &sheet.rows[1..] {
        if record.len() == headings.len() {
            one(&mut form, &plan, *line, record, segment, &mut gathered);
        } else {
            let what = format!("this row has {} fields, the headings {}", record.len(), headings.len());
            let finding = Finding::new((file, *line, 0), what, "a cell was split or lost");
            form.find(finding.refused("give the row a field for every heading"));
        }
        if form.findings.len() > MOST_FINDINGS {
            break;
        }
    }
    if form.rows.is_empty() && form.findings.is_empty() {
        let what = "there is no booth below the headings";
        let finding = Finding::new((file, line, 0), what, "an empty segment, or a download that ended early");
        form.find(finding.refused("leave the file out, or fetch it again"));
    }
    complete(&mut form, &gathered);
    form
}

/// Nobody reads more; the file is refused long before.
const MOST_FINDINGS: usize = 200;

fn one(form: &mut Form, plan: &Plan, line: u64, record: &StringRecord, segment: &str, gathered: &mut Gathered) {
    let file = form.file.clone();
    let cell = |index: usize| record.get(index).unwrap_or("");
    let (who, booth) = (tidied(cell(plan.who)), tidied(cell(plan.booth)));
    if who.is_empty() || booth.is_empty() {
        let place = if who.is_empty() { plan.who } else { plan.booth };
        let finding = Finding::new((&file, line, place + 1), "the cell is empty", "a cell that was lost");
        form.find(finding.refused("write the booth and the candidate"));
        return;
    }
    let segment = plan.segment.map_or_else(|| segment.to_owned(), |index| tidied(cell(index)));
    if segment.is_empty() || segment.len() > LONGEST_NAME || booth.len() > LONGEST_NAME {
        let what = "a segment and a booth need a name each, of at most 200 letters";
        let finding = Finding::new((&file, line, 0), what, "merged cells, or text of the page in the cell");
        form.find(finding.refused("write both in every row"));
        return;
    }
    let party = plan.party.map_or_else(String::new, |index| tidied(cell(index)));
    let column = column(form, plan, &who, party, gathered);
    let votes = count(cell(plan.votes)).and_then(|votes| u32::try_from(votes).ok());
    if votes.is_none() {
        let cause = "text of the page was drawn into the cell, or a sign was misread";
        let finding = Finding::new((&file, line, plan.votes + 1), "this is no number of votes", cause);
        form.find(finding.value(cell(plan.votes)).refused("write the votes in digits, as the form has them"));
    }
    let known = gathered.places.entry((segment.clone(), booth.clone())).or_default();
    // A second row of a candidate belongs to a second booth under the same number.
    let free = known.iter().copied().find(|&at| !gathered.met[at].get(column).copied().unwrap_or(false));
    let at = free.unwrap_or(form.rows.len());
    if free.is_none() {
        known.push(at);
        gathered.met.push(Vec::new());
        let (stated, votes) = (Vec::new(), Vec::new());
        form.rows.push(Row { line, segment, booth, electors: None, votes, rejected: 0, stated, is_total: false });
    }
    let met = &mut gathered.met[at];
    met.resize(met.len().max(column + 1), false);
    met[column] = true;
    let row = &mut form.rows[at].votes;
    row.resize(row.len().max(column + 1), None);
    row[column] = votes;
}

/// The column of a candidate. Two of one name are told apart by their parties; a name alone tells
/// nobody apart.
fn column(form: &mut Form, plan: &Plan, who: &str, party: String, gathered: &mut Gathered) -> usize {
    let next = gathered.columns.len();
    let header = if party.is_empty() { who.to_owned() } else { format!("{who} ({party})") };
    let column = *gathered.columns.entry((who.to_owned(), party)).or_insert(next);
    if column == next {
        let (number, name) = numbered(who).map_or((None, who), |(number, name)| (Some(number), name));
        let nota = matches!(words(name).as_str(), "nota" | "none of the above");
        form.columns.push(Column { place: plan.votes + 1, header, number, name: name.to_owned(), nota, id: None });
    }
    column
}

/// Notes the booths that have no row for some candidate.
fn complete(form: &mut Form, gathered: &Gathered) {
    let mut findings = Vec::new();
    let columns = form.columns.len();
    for (row, met) in form.rows.iter_mut().zip(&gathered.met) {
        row.votes.resize(columns, None);
        for (column, header) in form.columns.iter().map(|column| &column.header).enumerate() {
            if !met.get(column).copied().unwrap_or(false) && findings.len() < MOST_FINDINGS {
                let what = format!("booth {} of {} has no row for {header}", row.booth, row.segment);
                let finding = Finding::new((&form.file, row.line, form.booth_place), what, "a row was lost");
                findings.push(finding.value(&row.booth).refused("add the row"));
            }
        }
    }
    form.findings.extend(findings);
}
