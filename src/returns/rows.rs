//! The rows below the headings of a wide form: booths, totals, and what is neither.

use super::finding::Finding;
use super::form::{Form, Kind, Row, count};
use super::heading::{tidied, words};
use super::headings::{numbers_columns, numbers_so_many};
use super::label::{Label, label};
use super::number::western;
use super::tidy::LONGEST_NAME;
use csv::StringRecord;

/// What every column of a wide form is for.
pub(super) struct Plan {
    /// How many columns there are headings for.
    pub width: usize,
    pub booth: usize,
    pub segment: Option<usize>,
    pub electors: Option<usize>,
    pub rejected: Vec<usize>,
    /// Columns in which a row may say that it is a total.
    pub labels: Vec<usize>,
}

/// Reads the rows of a form.
pub(super) fn read(
    form: &mut Form,
    plan: &Plan,
    headings: &[(u64, StringRecord)],
    body: &[(u64, StringRecord)],
    segment: &str,
) {
    let numbered = body.iter().filter(|(_, record)| is_number(record.get(plan.booth).unwrap_or(""))).count();
    let named = numbered * 2 < body.len();
    for (at, (line, record)) in body.iter().enumerate() {
        let place = (*line, 0);
        let several = record.iter().filter(|cell| !cell.is_empty()).count() > 1;
        if several && headings.iter().any(|(_, above)| above == record) {
            note(form, place, "the headings stand here again; the row is left out", "a new page of the form");
        } else if !adds_up(form, record)
            && (numbers_columns(record) && twice(plan, body, at) || of_ballot(plan, body, at))
        {
            note(form, place, "the row numbers the columns, and is left out", "");
        } else if !has_votes(form, plan, record) {
            without_votes(form, plan, *line, record, named);
        } else {
            row(form, plan, *line, record, segment);
        }
    }
    worded(form);
    whole_numbers(form);
}

/// Booths that a program wrote with a point and a zero, as it does with all numbers, are called by the number alone.
fn whole_numbers(form: &mut Form) {
    let whole = |booth: &str| {
        booth.strip_suffix(".0").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned)
    };
    let booths: Vec<Option<String>> = form.rows.iter().map(|row| whole(&row.booth)).collect();
    let pointed = |row: &Row| row.booth.contains('.') && row.booth.starts_with(|c: char| c.is_ascii_digit());
    if form.rows.iter().zip(&booths).all(|(row, whole)| whole.is_some() || !pointed(row)) {
        for (row, whole) in form.rows.iter_mut().zip(booths) {
            row.booth = whole.unwrap_or_else(|| std::mem::take(&mut row.booth));
        }
    }
}

/// Where booths have numbers, one in four or fewer that have words in their place may be something else.
fn worded(form: &mut Form) {
    let numbered = |row: &Row| row.booth.chars().any(|c| western(c).is_ascii_digit());
    let booths = || form.rows.iter().filter(|row| row.kind == Kind::Booth);
    let (all, named) = (booths().count(), booths().filter(|row| numbered(row)).count());
    if named * 4 >= all * 3 {
        let words = form.rows.iter_mut().filter(|row| row.kind == Kind::Booth && !numbered(row));
        words.for_each(|row| row.kind = Kind::Worded);
    }
}

fn note(form: &mut Form, place: (u64, usize), what: impl Into<String>, cause: &str) {
    let file = form.file.clone();
    form.find(Finding::new((&file, place.0, place.1), what, cause));
}

/// Whether a booth is called by a number, with letters behind it or not.
fn is_number(booth: &str) -> bool {
    booth.chars().next().is_some_and(|first| western(first).is_ascii_digit())
}

/// Whether a row states the sum of its votes, so that it counts them.
fn adds_up(form: &Form, record: &StringRecord) -> bool {
    let at = |place: usize| record.get(place - 1).and_then(count);
    let votes: Option<u64> = form.columns.iter().map(|column| at(column.place)).sum();
    form.sums.iter().any(|sum| votes.is_some() && at(sum.place) == votes)
}

/// Whether a row of column numbers cannot be a booth: its number is there a second time, or the run of
/// numbers is longer than chance makes it.
fn twice(plan: &Plan, body: &[(u64, StringRecord)], at: usize) -> bool {
    let booth = |at: usize| body[at].1.get(plan.booth);
    let long = body[at].1.iter().filter(|cell| !cell.is_empty()).count() >= 8;
    // Letters number nothing but columns.
    let lettered = body[at].1.iter().any(|cell| !cell.is_empty() && count(cell).is_none());
    long || lettered || (0..body.len()).any(|other| other != at && booth(other) == booth(at))
}

/// Whether a row right below the headings numbers the candidates or the columns: it has no booth, or one that is there again.
fn of_ballot(plan: &Plan, body: &[(u64, StringRecord)], at: usize) -> bool {
    let booth = |at: usize| body[at].1.get(plan.booth).unwrap_or("");
    let no_booth = booth(at).is_empty() || (1..body.len()).any(|other| booth(other) == booth(at));
    at == 0 && no_booth && numbers_so_many(&body[at].1, 3)
}

/// The fields that count something.
fn counted<'f>(form: &'f Form, plan: &'f Plan) -> impl Iterator<Item = usize> + 'f {
    let sums = form.sums.iter().filter(|sum| !sum.turnout).map(|sum| sum.place - 1);
    form.columns.iter().map(|column| column.place - 1).chain(sums).chain(plan.rejected.iter().copied())
}

fn has_votes(form: &Form, plan: &Plan, record: &StringRecord) -> bool {
    let digits = |cell: &str| cell.chars().any(|c| western(c).is_ascii_digit());
    let whole = |index: usize| record.get(index).and_then(count).is_some();
    // Text below the table may hold a digit, and lie in a column of votes.
    let of_booth = is_number(record.get(plan.booth).unwrap_or("")) || counted(form, plan).any(whole);
    of_booth && counted(form, plan).any(|index| record.get(index).is_some_and(digits))
}

/// A row without votes: a booth whose cells are all blank, or text around the table.
fn without_votes(form: &mut Form, plan: &Plan, line: u64, record: &StringRecord, named: bool) {
    let cell = |index: usize| record.get(index).unwrap_or("");
    let booth = tidied(cell(plan.booth));
    let alone = record.iter().enumerate().all(|(at, cell)| at == plan.booth || cell.is_empty());
    let of_form = plan.labels.iter().any(|&index| label(cell(index)).is_some() && !is_number(cell(index)));
    let blank = counted(form, plan).all(|index| cell(index).is_empty() || cell(index) == "-");
    if !blank || of_form || booth.is_empty() || !(is_number(&booth) || named && !alone) {
        let text: Vec<&str> = record.iter().filter(|cell| !cell.is_empty()).collect();
        let what =
            format!("no votes stand in this row, and it is left out: \"{}\"", super::finding::quoted(&text.join(" ")));
        return note(form, (line, 0), what, "text above, between or below the rows of the table");
    }
    let came: Vec<u64> =
        form.sums.iter().filter(|sum| sum.turnout).filter_map(|sum| count(cell(sum.place - 1))).collect();
    let lost = came.iter().max().map_or_else(String::new, |came| format!("; {came} people voted there"));
    let file = form.file.clone();
    let what = format!("booth {booth}: every cell of votes is blank{lost}");
    let finding =
        Finding::new((&file, line, plan.booth + 1), what, "a row that was cut off, or a booth not yet counted");
    form.find(
        finding.value(&booth).repair(format!("leave booth {booth} out: whatever was counted there is then missing")),
    );
}

fn row(form: &mut Form, plan: &Plan, line: u64, record: &StringRecord, segment: &str) {
    let cell = |index: usize| record.get(index).unwrap_or("");
    let says = |word: &str| plan.labels.iter().any(|&index| words(cell(index)).split(' ').any(|w| w == word));
    let booth = tidied(cell(plan.booth));
    // A booth's name may hold the word; its number does not, and a total has none.
    let numbered = booth.chars().any(|c| western(c).is_ascii_digit());
    let named = plan.labels.iter().find_map(|&index| label(cell(index))).filter(|_| !numbered);
    // "Total of page no. 1" is a total, and "1" is none.
    let of_total = !is_number(&booth) && label(&booth) == Some(Label::Total);
    let is_total = of_total || !numbered && (says("total") || says("grand") || named == Some(Label::Total));
    if !numbered && (says("postal") || named == Some(Label::Postal)) {
        return postal(form, line, record);
    }
    // Votes of absentees may be a row of their own, which only the totals tell from a booth.
    if let Some(other) = named.filter(|&named| !is_total && named != Label::Nobody) {
        let what = format!("the row counts no booth ({}), and is left out", aside(other));
        let file = form.file.clone();
        return form.find(Finding::new((&file, line, plan.booth + 1), what, "").value(&booth));
    }
    let kind = match (is_total, booth.is_empty()) {
        (true, _) => Kind::Total,
        (false, true) => Kind::Unnamed,
        (false, false) => Kind::Booth,
    };
    let mut segment = plan.segment.map_or_else(|| segment.to_owned(), |index| tidied(cell(index)));
    // What is no booth begins no segment, though its label may stand in that column.
    if kind != Kind::Booth {
        segment.clear();
    }
    if kind == Kind::Booth && (segment.is_empty() || segment.len() > LONGEST_NAME || booth.len() > LONGEST_NAME) {
        let file = form.file.clone();
        let what = "a segment and a booth need a name each, of at most 200 letters";
        let finding = Finding::new((&file, line, 0), what, "merged cells, or text of the page in the cell");
        form.find(finding.refused("write both in every row"));
        return;
    }
    let places: Vec<usize> = form.columns.iter().map(|column| column.place).collect();
    let votes = places.iter().enumerate().map(|(c, &place)| match kind {
        Kind::Booth | Kind::Worded => form.votes(line, place, c, cell(place - 1)),
        // What a total row does not say is held against nobody.
        Kind::Total | Kind::Unnamed => count(cell(place - 1)).and_then(|votes| u32::try_from(votes).ok()),
    });
    let votes = votes.collect();
    let electors = match kind {
        Kind::Booth | Kind::Worded => plan.electors.and_then(|index| form.electors(line, index + 1, cell(index))),
        Kind::Total | Kind::Unnamed => None,
    };
    let stated = form.sums.iter().map(|sum| count(cell(sum.place - 1))).collect();
    let rejected = plan.rejected.iter().filter_map(|&index| count(cell(index))).sum();
    form.rows.push(Row { line, segment, booth, electors, votes, rejected, stated, kind });
}

fn aside(label: Label) -> &'static str {
    match label {
        Label::Nota => "\"none of the above\"",
        Label::Rejected => "rejected votes",
        Label::Apart => "tendered or test votes",
        Label::Postal => "postal votes",
        Label::Electors => "electors",
        Label::Turnout | Label::TurnoutTotal => "turnout",
        Label::Outcome => "what follows from the votes",
        Label::Total | Label::Nobody | Label::Group | Label::Booth | Label::BoothName | Label::Serial => {
            "words of the form"
        }
    }
}

fn postal(form: &mut Form, line: u64, record: &StringRecord) {
    let cell = |place: usize| record.get(place - 1).unwrap_or("");
    let votes: Option<Vec<u64>> = form.columns.iter().map(|column| count(cell(column.place))).collect();
    if votes.is_some() {
        form.postal = votes;
    }
    note(form, (line, 0), "postal votes, which belong to no booth, are left out", "");
}
