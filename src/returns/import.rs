//! Files of one contest to one booth table, with everything found on the way.

use super::checks::check;
use super::doubts::{another_order, between_files};
use super::finding::{Finding, Weight};
use super::form::{Column, Form, id_of};
use super::sheet::Sheet;
use super::source::{Source, SourceFile, sources};
use super::table::{BoothRow, BoothTable};
use super::totals::Checks;
use super::wishes::{Layout, Wishes};
use super::{long, wide};
use std::collections::{BTreeMap, BTreeSet};

/// One column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedCandidate {
    /// The id in the tidy table.
    pub id: String,
    /// The heading in the form, with single blanks.
    pub header: String,
    /// The number on the ballot, where it is printed.
    pub number: Option<u32>,
    /// The place among the candidates of the form, from 1.
    pub place: usize,
    /// Whether this is "None of the above".
    pub nota: bool,
    /// Votes over all booths.
    pub votes: u64,
    /// Postal votes, where the form has a row for them.
    pub postal: Option<u64>,
}

/// What came of reading the files of a contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The booths; `None` where something has to be mended, or agreed to, first.
    pub table: Option<BoothTable>,
    /// Who stood.
    pub candidates: Vec<ImportedCandidate>,
    /// Everything found, file by file and line by line.
    pub findings: Vec<Finding>,
    /// How far the votes were checked.
    pub checks: Checks,
}

impl Import {
    /// How many findings refuse the files.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.findings.iter().filter(|finding| matches!(finding.weight, Weight::Refused(_))).count()
    }

    /// How many repairs have to be agreed to.
    #[must_use]
    pub fn repairs(&self) -> usize {
        self.findings.iter().filter(|finding| matches!(finding.weight, Weight::Repair(_))).count()
    }
}

/// Reads the files of one contest, in the stated layout or the one that each shows, and joins them.
/// Repairs are applied only where they are accepted; without that, needing one leaves no table.
#[must_use]
pub fn import(files: &[SourceFile<'_>], layout: Option<Layout>, accept_repairs: bool) -> Import {
    import_as(files, &Wishes { layout, accept_repairs, ..Wishes::default() })
}

/// Reads the files of one contest as they are wanted, and joins them.
#[must_use]
pub fn import_as(files: &[SourceFile<'_>], wishes: &Wishes) -> Import {
    let mut checks = Checks::default();
    let mut forms: Vec<Form> = Vec::new();
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for file in files {
        let tables = sources(file).unwrap_or_else(|finding| {
            let mut form = Form::named(file.name);
            form.find(*finding);
            forms.push(form);
            Vec::new()
        });
        for mut table in tables {
            let mut form = read(&table, wishes);
            table.findings_into(&mut form);
            // Where the form names no segment the file does, and two files with one name would become one.
            if form.rows.first().is_some_and(|row| row.segment == table.segment)
                && let Some(other) = named.insert(table.segment.clone(), table.name.clone())
            {
                let what = format!("this file and {other} would both be segment \"{}\"", table.segment);
                let finding = Finding::new((&table.name, 0, 0), what, "a file given twice, or two files of one name");
                form.find(finding.refused("give each segment's file a name of its own, such as ac081.csv"));
            }
            let checked = check(&mut form, wishes);
            checks.rows_agree += checked.rows_agree;
            checks.rows_differ += checked.rows_differ;
            checks.totals_agree += checked.totals_agree;
            checks.totals_differ += checked.totals_differ;
            table.place(&mut form.findings);
            forms.push(form);
        }
    }
    join(forms, checks, wishes.accept_repairs)
}

fn read(table: &Source, wishes: &Wishes) -> Form {
    let (name, sheet) = (table.name.as_str(), &table.sheet);
    let widest = sheet.rows.iter().map(|(_, record)| record.len()).max().unwrap_or(0);
    if widest < 2 {
        let mut form = Form::named(name);
        let line = sheet.rows.first().map_or(0, |(line, _)| *line);
        let (what, cause) = if widest == 0 {
            ("the file is empty", "a download that ended early")
        } else {
            (
                "the file has a single column",
                "its cells are parted by no comma, semicolon, tab or bar, or it is no table",
            )
        };
        form.find(Finding::new((name, line, 0), what, cause).refused("save it as CSV, with commas between the cells"));
        return form;
    }
    match wishes.layout.unwrap_or_else(|| shown(sheet)) {
        Layout::Wide => wide::read(name, sheet, &table.segment, wishes),
        Layout::Long => long::read(name, sheet, &table.segment, wishes),
        Layout::Tidy => super::tidy_form::read(name, sheet),
    }
}

/// The layout a table shows.
fn shown(sheet: &Sheet) -> Layout {
    if super::tidy_form::fits(sheet) {
        Layout::Tidy
    } else if long::fits(sheet) {
        Layout::Long
    } else {
        Layout::Wide
    }
}

fn join(forms: Vec<Form>, checks: Checks, accept_repairs: bool) -> Import {
    let mut findings: Vec<Finding> = Vec::new();
    let columns: Vec<Column> =
        forms.iter().find(|form| !form.columns.is_empty()).map_or_else(Vec::new, |form| form.columns.clone());
    let ids = ids(&columns);
    let mut rows: Vec<BoothRow> = Vec::new();
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut postal: Option<Vec<u64>> = None;
    let mut by_file: Vec<(String, Vec<u64>)> = Vec::new();
    for (number, mut form) in forms.into_iter().enumerate() {
        findings.append(&mut form.findings);
        let Some(order) = order(&columns, &form, &mut findings) else { continue };
        if let Some((first, _)) = by_file.first() {
            findings.extend(another_order(&columns, first, &form, &order));
        }
        if let Some(votes) = &form.postal {
            let sums = postal.get_or_insert_with(|| vec![0; columns.len()]);
            sums.iter_mut().zip(&order).for_each(|(sum, &c)| *sum += votes[c]);
        }
        let summed = |c: usize| form.rows.iter().filter_map(|row| row.votes[c]).map(u64::from).sum();
        by_file.push((form.file.clone(), order.iter().map(|&c| summed(c)).collect()));
        for row in form.rows {
            // Twice within a form was found there.
            if let Some(&before) = seen.get(&(row.segment.clone(), row.booth.clone())) {
                if before != number {
                    let what = format!("booth {} of {} was in an earlier file already", row.booth, row.segment);
                    let cause = "a file given twice, or two files of one segment";
                    let finding = Finding::new((&form.file, row.line, form.booth_place), what, cause);
                    findings.push(finding.value(&row.booth).refused("give every segment once"));
                }
                continue;
            }
            seen.insert((row.segment.clone(), row.booth.clone()), number);
            let votes = order.iter().map(|&c| row.votes[c].unwrap_or(0)).collect();
            rows.push(BoothRow {
                segment: row.segment,
                booth: row.booth,
                electors: row.electors,
                votes,
                line: row.line,
            });
        }
    }
    let candidates = columns
        .iter()
        .zip(ids)
        .enumerate()
        .map(|(c, (column, id))| ImportedCandidate {
            id,
            header: column.header.clone(),
            number: column.number,
            place: c + 1,
            nota: column.nota,
            votes: rows.iter().map(|row| u64::from(row.votes[c])).sum(),
            postal: postal.as_ref().map(|votes| votes[c]),
        })
        .collect();
    findings.extend(between_files(&columns, &by_file));
    let findings = a_contest(findings, &columns, &rows);
    let mut import = Import { table: None, candidates, findings, checks };
    if !rows.is_empty() && import.refused() == 0 && (accept_repairs || import.repairs() == 0) {
        let ids = import.candidates.iter().map(|candidate| candidate.id.clone()).collect();
        import.table = Some(BoothTable { candidates: ids, rows });
    }
    import
}

/// A contest has two candidates and a booth. Where there are fewer, they were lost on the way, and what gives no table is never
/// without a word.
fn a_contest(mut findings: Vec<Finding>, columns: &[Column], rows: &[BoothRow]) -> Vec<Finding> {
    // A repair that is agreed to gives no booth where there is none.
    let told =
        |finding: &Finding| matches!(finding.weight, Weight::Refused(_)) || !rows.is_empty() && finding.is_grave();
    if findings.iter().any(told) {
        return findings;
    }
    let named: Vec<&Column> = columns.iter().filter(|column| !column.nota).collect();
    let candidates = "write every candidate's name over the votes, or say which column is one with --candidate HEADING";
    let lost = "headings that were lost or misread, or no contest";
    let (what, cause, cure) = match named[..] {
        [] => ("there is no candidate".to_owned(), lost, candidates),
        [only] if !rows.is_empty() => (format!("\"{}\" is the only candidate", only.header), lost, candidates),
        _ if rows.is_empty() => (
            "there is no booth".to_owned(),
            "an empty file, or rows that were taken for others",
            "write one row per booth",
        ),
        _ => return findings,
    };
    findings.push(Finding::new(("these files", 0, 0), what, cause).refused(cure));
    findings
}

/// What tells a candidate from the others of a form: number, heading, and how often the heading came before.
type Key = (Option<u32>, String, usize);

fn keys(columns: &[Column]) -> Vec<Key> {
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let mut keys = Vec::with_capacity(columns.len());
    for column in columns {
        let before = met.entry(column.header.as_str()).or_insert(0);
        *before += 1;
        keys.push((column.number, column.header.clone(), *before));
    }
    keys
}

/// For every column of the first form, the column of this one; `None` where the two do not agree.
/// Candidates are the same by number and name, or by heading and how often it came before.
fn order(columns: &[Column], form: &Form, findings: &mut Vec<Finding>) -> Option<Vec<usize>> {
    if form.columns.is_empty() {
        return None;
    }
    let (ours, theirs) = (keys(columns), keys(&form.columns));
    let places: BTreeMap<&Key, usize> = theirs.iter().enumerate().map(|(at, key)| (key, at)).collect();
    let order: Vec<Option<usize>> = ours.iter().map(|key| places.get(key).copied()).collect();
    let missing = order.iter().position(Option::is_none);
    let known: BTreeSet<&Key> = ours.iter().collect();
    let extra = theirs.iter().position(|other| !known.contains(other));
    let (place, what) = match (missing, extra) {
        (None, None) => return Some(order.into_iter().flatten().collect()),
        (_, Some(extra)) => {
            let column = &form.columns[extra];
            (column.place, format!("\"{}\" is in no earlier file", column.header))
        }
        (Some(missing), None) => {
            (0, format!("there is no column \"{}\", as in the first file", columns[missing].header))
        }
    };
    let finding =
        Finding::new((&form.file, 0, place), what, "a file of another contest, or a heading written in two ways");
    findings.push(finding.refused("write the headings alike in all files"));
    None
}

/// An id for every column: the name, and where names repeat or numbers are printed the number too.
fn ids(columns: &[Column]) -> Vec<String> {
    let plain = |column: &Column| if column.nota { "nota".to_owned() } else { id_of(&column.name) };
    let names: Vec<String> = columns.iter().map(plain).collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    names.iter().for_each(|name| *times.entry(name).or_insert(0) += 1);
    let mut ids: Vec<String> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if let Some(id) = &column.id {
            ids.push(id.clone());
            continue;
        }
        let name = names[at].clone();
        let again = times.get(name.as_str()).is_some_and(|times| *times > 1);
        let number = column.number.map_or(at + 1, |number| number as usize);
        let mut id = match (name.is_empty(), again) {
            (true, _) => format!("candidate_{number}"),
            (false, true) => format!("{name}_{number}"),
            (false, false) => name,
        };
        while ids.contains(&id) || matches!(id.as_str(), "home" | "postal" | "segment" | "booth" | "electors") {
            id.push_str("_again");
        }
        ids.push(id);
    }
    ids
}
