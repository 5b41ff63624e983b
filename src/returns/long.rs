//! The long form: one row per booth and candidate.

use super::candidates::{Column as Known, Columns};
use super::finding::Finding;
use super::form::{Column, Form, Kind, Row, Sum, count};
use super::heading::{Field, field, numbered, tidied, words};
use super::label::{Label, label};
use super::number::{Number, number};
use super::sheet::{MOST_CELLS, Sheet, too_large};
use super::tidy::LONGEST_NAME;
use super::wishes::Wishes;
use crate::format::of;
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};

/// What the columns of a long form are for.
struct Plan {
    segment: Option<usize>,
    booth: usize,
    who: usize,
    party: Option<usize>,
    votes: usize,
    office: Option<usize>,
    district: Option<usize>,
}

/// No column of votes was found.
const NONE: usize = usize::MAX;

/// Titles may stand above the headings.
const HEADINGS_WITHIN: usize = 12;

/// Whether there are headings of a long form, and below them a booth and a name in most rows. The words of a
/// long form may stand over the columns of a wide one, too, such as "Name of Candidates" over them all.
pub(super) fn fits(sheet: &Sheet) -> bool {
    head(sheet).is_some_and(|(at, plan)| {
        let body = sheet.rows.iter().skip(at + 1).take(HEADINGS_WITHIN);
        let named = |record: &StringRecord| {
            let cell = |place: usize| record.get(place).unwrap_or("");
            let counted = !cell(plan.booth).is_empty() || matches!(number(cell(plan.votes)), Number::Whole(_));
            counted && number(cell(plan.who)) == Number::Unreadable
        };
        let (all, named) = (body.clone().count(), body.filter(|(_, record)| named(record)).count());
        named * 2 >= all
    })
}

/// The row of the headings, and what they mean.
fn head(sheet: &Sheet) -> Option<(usize, Plan)> {
    let mut rows = sheet.rows.iter().take(HEADINGS_WITHIN).enumerate();
    rows.find_map(|(at, (_, headings))| Some((at, plan(headings)?)))
}

fn plan(headings: &StringRecord) -> Option<Plan> {
    let fields: Vec<Field> = headings.iter().map(|heading| field(heading, "")).collect();
    let place = |wanted: Field| fields.iter().position(|field| *field == wanted);
    let called = |wanted: &str| headings.iter().position(|heading| words(heading) == wanted);
    let known = |column: Known| headings.iter().position(|heading| Columns::is_called(column, heading));
    // A table that has both all votes and those of the machines has all of them in the first.
    let votes = place(Field::Votes).or_else(|| known(Known::Votes)).or_else(|| place(Field::Total));
    // A column of names alone may name the booths.
    let who = place(Field::Who).or_else(|| known(Known::Name).filter(|&at| words(&headings[at]) != "name"))?;
    Some(Plan {
        segment: place(Field::Segment),
        booth: place(Field::Booth)?,
        who,
        party: place(Field::Party).or_else(|| known(Known::Party)),
        votes: votes.or_else(|| known(Known::Evm)).unwrap_or(NONE),
        office: called("office"),
        district: called("district"),
    })
}

impl Plan {
    /// The contest a row belongs to: the office, and the district where it has one.
    fn contest(&self, record: &StringRecord) -> String {
        let cell = |place: Option<usize>| tidied(place.and_then(|place| record.get(place)).unwrap_or(""));
        tidied(&format!("{} {}", cell(self.office), cell(self.district)))
    }
}

/// Booths, candidates and rows as they come.
#[derive(Default)]
struct Gathered {
    /// The column of a candidate and the party.
    columns: BTreeMap<(String, String), usize>,
    /// The rows of a segment and booth.
    places: BTreeMap<(String, String), Vec<usize>>,
    /// Which cells of a row were met, readable or not.
    met: Vec<Vec<bool>>,
    /// Rows that count no candidate: what they count, and how many there are.
    aside: BTreeMap<String, (u64, usize)>,
}

/// Reads a long form; `segment` is the id for forms that do not name one.
pub(super) fn read(file: &str, sheet: &Sheet, segment: &str, wishes: &Wishes) -> Form {
    let mut form = Form::named(file);
    let Some((at, plan)) = head(sheet) else {
        let what = "there are no headings of a long form: booth, candidate and votes";
        form.find(
            Finding::new((file, 1, 0), what, "another layout").refused("name those columns, or state another layout"),
        );
        return form;
    };
    let (line, headings) = &sheet.rows[at];
    if plan.votes == NONE {
        let what = "there are booths and candidates, but no column of all votes";
        let cause = "votes by mode, which nobody added up, or a heading in other words";
        form.find(
            Finding::new((file, *line, 0), what, cause)
                .refused("write \"votes\" over the column that holds all of them, or add one"),
        );
        return form;
    }
    two_of_votes(&mut form, *line, headings);
    form.booth_place = plan.booth + 1;
    form.of_precincts = plan.office.is_some() || words(&headings[plan.booth]).contains("precinct");
    let body = &sheet.rows[at + 1..];
    let Some(contest) = contest(&mut form, &plan, *line, body, wishes) else { return form };
    let mut gathered = Gathered::default();
    for (line, record) in body {
        if record.len() != headings.len() {
            let what = format!("this row has {}, the headings {}", of(record.len(), "field", "fields"), headings.len());
            let finding = Finding::new((file, *line, 0), what, "a cell was split or lost");
            form.find(finding.refused("give the row a field for every heading"));
        } else if contest.is_empty() || contest.contains(&plan.contest(record)) {
            one(&mut form, &plan, *line, record, segment, &mut gathered);
        }
        if form.findings.len() > MOST_FINDINGS {
            break;
        }
        if gathered.columns.len() * form.rows.len() > MOST_CELLS {
            form.find(too_large(file, *line));
            form.rows.clear();
            return form;
        }
    }
    if form.rows.is_empty() && form.findings.is_empty() {
        let what = "there is no booth below the headings";
        let finding = Finding::new((file, *line, 0), what, "an empty segment, or a download that ended early");
        form.find(finding.refused("leave the file out, or fetch it again"));
    }
    complete(&mut form, &gathered);
    form
}

/// Two columns of one name that both could hold the votes cannot be told apart.
fn two_of_votes(form: &mut Form, line: u64, headings: &StringRecord) {
    let votes: Vec<usize> = (0..headings.len()).filter(|&at| field(&headings[at], "") == Field::Votes).collect();
    if let [first, second, ..] = votes[..] {
        let what = format!("two columns hold votes, this one and column {}", first + 1);
        let file = form.file.clone();
        let finding = Finding::new((&file, line, second + 1), what, "a column copied twice, or two counts");
        form.find(
            finding.value(&headings[second]).refused("keep the column that counts, or give the other another heading"),
        );
    }
}

/// The contests to be read, which is one; empty where the table names none, `None` where that has to
/// be said first.
fn contest(
    form: &mut Form,
    plan: &Plan,
    line: u64,
    body: &[(u64, StringRecord)],
    wishes: &Wishes,
) -> Option<BTreeSet<String>> {
    let Some(office) = plan.office else {
        if let Some(wanted) = &wishes.office {
            let what = format!("the table has no column of offices, so \"{wanted}\" cannot be chosen");
            let file = form.file.clone();
            form.find(Finding::new((&file, line, 0), what, "another layout").refused("leave --office out"));
            return None;
        }
        return Some(BTreeSet::new());
    };
    let all: BTreeSet<String> = body.iter().map(|(_, record)| plan.contest(record)).collect();
    let is = |text: &str| wishes.office.as_ref().is_none_or(|wanted| words(wanted) == words(text));
    let by_office = |record: &StringRecord| is(&tidied(record.get(office).unwrap_or("")));
    let wanted: BTreeSet<String> = body
        .iter()
        .map(|(_, record)| (plan.contest(record), by_office(record)))
        .filter(|(contest, by_office)| *by_office || is(contest))
        .map(|(contest, _)| contest)
        .collect();
    if wanted.len() == 1 {
        return Some(wanted);
    }
    let (shown, what) = match &wishes.office {
        Some(name) if wanted.is_empty() => (&all, format!("no contest for \"{name}\" is in the table")),
        Some(name) => (&wanted, format!("\"{name}\" names {}", of(wanted.len(), "contest", "contests"))),
        None => (&all, format!("the table holds {}", of(all.len(), "contest", "contests"))),
    };
    let list: Vec<&str> = shown.iter().take(MOST_CONTESTS).map(String::as_str).collect();
    let more =
        if shown.len() > MOST_CONTESTS { format!(" and {} more", shown.len() - MOST_CONTESTS) } else { String::new() };
    let file = form.file.clone();
    let finding = Finding::new((&file, line, office + 1), what, "a table of all the contests of an election");
    form.find(
        finding
            .refused(format!("take one with --office (in a scenario: office = \"...\"), of {}{more}", list.join("; "))),
    );
    None
}

/// Totals of different names that a booth may state.
const MOST_SUMS: usize = 8;

/// Contests that are listed.
const MOST_CONTESTS: usize = 60;

/// Nobody reads more; the file is refused long before.
const MOST_FINDINGS: usize = 200;

fn one(form: &mut Form, plan: &Plan, line: u64, record: &StringRecord, segment: &str, gathered: &mut Gathered) {
    let file = form.file.clone();
    let cell = |index: usize| record.get(index).unwrap_or("");
    let (who, booth) = (tidied(cell(plan.who)), tidied(cell(plan.booth)));
    let total = label(&booth) == Some(Label::Total);
    if total && who.is_empty() {
        return gathered.aside.entry(booth).or_insert((line, 0)).1 += 1;
    }
    if who.is_empty() || booth.is_empty() {
        let place = if who.is_empty() { plan.who } else { plan.booth };
        let finding = Finding::new((&file, line, place + 1), "the cell is empty", "a cell that was lost");
        form.find(finding.refused("write the booth and the candidate"));
        return;
    }
    let mut segment = plan.segment.map_or_else(|| segment.to_owned(), |index| tidied(cell(index)));
    if let Some(last) = form.rows.last().filter(|_| total && segment.is_empty()) {
        segment.clone_from(&last.segment);
    }
    if segment.is_empty() || segment.len() > LONGEST_NAME || booth.len() > LONGEST_NAME {
        let what = "a segment and a booth need a name each, of at most 200 letters";
        let finding = Finding::new((&file, line, 0), what, "merged cells, or text of the page in the cell");
        form.find(finding.refused("write both in every row"));
        return;
    }
    let named = label(&who).filter(|label| *label != Label::Nota);
    if let Some(named) = named {
        return aside(form, plan, (line, record), &who, named, (segment, booth), gathered);
    }
    let party = plan.party.map_or_else(String::new, |index| tidied(cell(index)));
    let column = column(form, plan, &who, party, gathered);
    let votes = count(cell(plan.votes)).and_then(|votes| u32::try_from(votes).ok());
    if votes.is_none() {
        let cause = "text of the page was drawn into the cell, or a sign was misread";
        let finding = Finding::new((&file, line, plan.votes + 1), "this is no number of votes", cause);
        form.find(finding.value(cell(plan.votes)).refused("write the votes in digits, as the form has them"));
    }
    let place = (segment, booth);
    let known = gathered.places.get(&place).map_or(&[][..], Vec::as_slice);
    // A second row of a candidate belongs to a second booth under the same number.
    let free = known.iter().copied().find(|&at| !gathered.met[at].get(column).copied().unwrap_or(false));
    let at = free.unwrap_or_else(|| begin(form, line, place, gathered));
    let met = &mut gathered.met[at];
    met.resize(met.len().max(column + 1), false);
    met[column] = true;
    let row = &mut form.rows[at].votes;
    row.resize(row.len().max(column + 1), None);
    row[column] = votes;
}

/// A row about no candidate: a total is held against the votes of its booth, everything else is left out
/// and counted, so that it can be said.
fn aside(
    form: &mut Form,
    plan: &Plan,
    (line, record): (u64, &StringRecord),
    who: &str,
    named: Label,
    place: (String, String),
    gathered: &mut Gathered,
) {
    gathered.aside.entry(who.to_owned()).or_insert((line, 0)).1 += 1;
    let Some(votes) = count(record.get(plan.votes).unwrap_or("")) else { return };
    let at = match gathered.places.get(&place).and_then(|known| known.last()) {
        Some(&at) => at,
        None => begin(form, line, place, gathered),
    };
    match named {
        Label::Total => {
            let known = form.sums.iter().position(|sum| sum.header == who);
            let sum = known.unwrap_or(form.sums.len());
            if sum >= MOST_SUMS {
                return;
            }
            if known.is_none() {
                form.sums.push(Sum { place: plan.votes + 1, header: who.to_owned(), turnout: false });
            }
            let stated = &mut form.rows[at].stated;
            stated.resize(stated.len().max(sum + 1), None);
            stated[sum] = Some(votes);
        }
        Label::Nobody | Label::Rejected => form.rows[at].rejected += votes,
        _ => {}
    }
}

/// A new row of a booth.
fn begin(form: &mut Form, line: u64, (segment, booth): (String, String), gathered: &mut Gathered) -> usize {
    let at = form.rows.len();
    gathered.places.entry((segment.clone(), booth.clone())).or_default().push(at);
    gathered.met.push(Vec::new());
    let (stated, votes) = (Vec::new(), Vec::new());
    let kind = if label(&booth) == Some(Label::Total) { Kind::Total } else { Kind::Booth };
    form.rows.push(Row { line, segment, booth, electors: None, votes, rejected: 0, stated, kind });
    at
}

/// The column of a candidate. Two of one name are told apart by their parties; a name alone tells
/// nobody apart.
fn column(form: &mut Form, plan: &Plan, who: &str, party: String, gathered: &mut Gathered) -> usize {
    let next = gathered.columns.len();
    let header = if party.is_empty() { who.to_owned() } else { format!("{who} ({party})") };
    let column = *gathered.columns.entry((who.to_owned(), party)).or_insert(next);
    if column == next {
        let (number, name) = numbered(who).map_or((None, who), |(number, name)| (Some(number), name));
        let nota = label(name) == Some(Label::Nota);
        form.columns.push(Column { place: plan.votes + 1, header, number, name: name.to_owned(), nota, id: None });
    }
    column
}

/// Notes the booths that have no row for some candidate.
fn complete(form: &mut Form, gathered: &Gathered) {
    let mut findings = Vec::new();
    for (who, (line, rows)) in &gathered.aside {
        let what = match rows {
            1 => format!("\"{who}\" is no candidate: 1 row is left out"),
            rows => format!("\"{who}\" is no candidate: {rows} rows are left out"),
        };
        findings.push(Finding::new((&form.file, *line, 0), what, "").value(who));
    }
    let (columns, sums) = (form.columns.len(), form.sums.len());
    for (row, met) in form.rows.iter_mut().zip(&gathered.met) {
        row.votes.resize(columns, None);
        row.stated.resize(sums, None);
        for (column, header) in form.columns.iter().map(|column| &column.header).enumerate() {
            let missing = row.kind == Kind::Booth && !met.get(column).copied().unwrap_or(false);
            if missing && findings.len() < MOST_FINDINGS {
                let what = format!("booth {} of {} has no row for {header}", row.booth, row.segment);
                let finding = Finding::new((&form.file, row.line, form.booth_place), what, "a row was lost");
                findings.push(finding.value(&row.booth).refused("add the row"));
            }
        }
    }
    form.findings.extend(findings);
}
