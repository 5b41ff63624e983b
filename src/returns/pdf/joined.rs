//! Pages to one sheet: below each other, and beside each other where the candidates go on over a second set of pages.

#![expect(clippy::result_large_err, reason = "made once a file, and only where the file is refused")]

use super::super::finding::{Finding, quoted};
use super::super::heading::{Field, field};
use super::super::sheet::{Budget, Sheet, too_large};
use super::ROWS_A_PAGE;
use super::pages::Table;
use csv::StringRecord;

/// Pages with the same columns.
struct Set {
    /// The first page, by which the others are judged, and the last.
    pages: (u64, u64),
    first: Table,
    headings: Vec<Vec<String>>,
    rows: Vec<(u64, Vec<String>)>,
}

/// The pages so far.
pub(super) struct Joined<'f> {
    file: &'f str,
    sets: Vec<Set>,
    findings: Vec<Finding>,
    budget: Budget,
}

const APART: &str = "another table, or columns that go on over several pages";

impl<'f> Joined<'f> {
    pub fn of(file: &'f str) -> Self {
        Joined { file, sets: Vec::new(), findings: Vec::new(), budget: Budget::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    pub fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The ends of the columns of the page before.
    pub fn edges(&self) -> &[f64] {
        self.sets.last().map_or(&[], |set| &set.first.edges)
    }

    /// Puts a page below those that it goes on from.
    pub fn add(&mut self, number: u64, table: Table) -> Result<(), Finding> {
        if let Some(text) = table.beside.iter().find(|text| !text.trim().is_empty()) {
            let what = match table.beside.len() {
                1 => format!("a line of page {number} that is no row is left out: \"{}\"", quoted(text.trim())),
                lines => format!(
                    "{lines} lines of page {number} that are no rows are left out, first \"{}\"",
                    quoted(text.trim())
                ),
            };
            self.find(Finding::new((self.file, 0, 0), what, "a signature, a place or a day"));
        }
        let line = number * ROWS_A_PAGE;
        let cells = table.rows.iter().map(Vec::len).sum();
        let bytes = table.rows.iter().flatten().map(String::len).sum();
        if table.rows.len() >= 900 || !self.budget.takes(cells, bytes) {
            return Err(too_large(self.file, line));
        }
        let goes_on = self.sets.iter().rposition(|set| apart(set, number, &table).is_none());
        let at = goes_on.unwrap_or_else(|| {
            let headings = headings(&table);
            let (pages, first) = ((number, number), Table { rows: Vec::new(), ..table.clone() });
            self.sets.push(Set { pages, first, headings, rows: Vec::new() });
            self.sets.len() - 1
        });
        let set = &mut self.sets[at];
        let above = if goes_on.is_none() { set.headings.len() as u64 } else { 0 };
        set.pages.1 = number;
        set.rows.extend((line + above + 1..).zip(table.rows));
        Ok(())
    }

    /// The sheet of all pages; what goes with no others is refused.
    pub fn sheet(self) -> Sheet {
        let Joined { file, sets, mut findings, .. } = self;
        let mut sets = sets.into_iter();
        let Some(mut whole) = sets.next() else { return Sheet::default() };
        for set in sets {
            let found = match whole.beside(&set) {
                Some(columns) => {
                    let (from, to) = set.pages;
                    let what = format!(
                        "columns {} to {} stand on pages {from} to {to}, and are put beside the others booth by booth",
                        columns.0, columns.1
                    );
                    Finding::new((file, 0, 0), what, "")
                }
                None => apart_from(file, &whole, &set),
            };
            findings.push(found);
        }
        let first = whole.pages.0 * ROWS_A_PAGE;
        let above = (first + 1..).zip(whole.headings);
        let rows = above.chain(whole.rows).map(|(line, cells)| (line, StringRecord::from(cells))).collect();
        Sheet { rows, findings, rows_a_page: Some(ROWS_A_PAGE), ..Sheet::default() }
    }
}

impl Set {
    fn fields(&self) -> Vec<Field> {
        let own = self.headings.last().map_or(&[][..], Vec::as_slice);
        own.iter().map(|text| field(text, "")).collect()
    }

    /// Puts the columns of another set beside, where it has the same booths in the same order and only one of the two
    /// says what the rows add up to: two that do are two contests. Gives the first and the last of the new columns.
    fn beside(&mut self, other: &Set) -> Option<(usize, usize)> {
        let label = |field: &Field| matches!(field, Field::Booth | Field::BoothName | Field::Serial);
        let sums = |fields: &[Field]| fields.iter().any(|field| matches!(field, Field::Total | Field::Nota { .. }));
        let (ours, theirs) = (self.fields(), other.fields());
        let named =
            |fields: &[Field]| fields.iter().position(|field| *field == Field::Booth).or(fields.iter().position(label));
        let (booth, there) = (named(&ours)?, named(&theirs)?);
        let ours_in_order = self.rows.iter().map(|(_, row)| &row[booth]);
        let fits = ours_in_order.eq(other.rows.iter().map(|(_, row)| &row[there]));
        if !fits || sums(&ours) && sums(&theirs) || self.rows.is_empty() {
            return None;
        }
        let new: Vec<usize> = (0..theirs.len()).filter(|&at| !label(&theirs[at])).collect();
        let before = self.first.edges.len() - 1;
        let depth = self.headings.len().max(other.headings.len());
        let padded = |headings: &[Vec<String>], width: usize| -> Vec<Vec<String>> {
            let blank = vec![vec![String::new(); width]; depth - headings.len()];
            [blank, headings.to_vec()].concat()
        };
        self.headings = padded(&self.headings, before);
        let cells = |row: &[String]| -> Vec<String> { new.iter().map(|&at| row[at].clone()).collect() };
        for (row, other) in self.headings.iter_mut().zip(padded(&other.headings, theirs.len())) {
            row.extend(cells(&other));
        }
        for ((_, row), (_, other)) in self.rows.iter_mut().zip(&other.rows) {
            row.extend(cells(other));
        }
        self.first.edges.extend(new.iter().map(|_| f64::INFINITY));
        Some((before + 1, before + new.len()))
    }
}

/// Why a page does not go on from a set: another number of columns, or other headings.
fn apart(set: &Set, number: u64, table: &Table) -> Option<(usize, String)> {
    let before = set.pages.0;
    let (ours, theirs) = (table.edges.len() - 1, set.first.edges.len() - 1);
    if ours != theirs {
        return Some((0, format!("page {number} has {ours} columns, page {before} has {theirs}")));
    }
    let (at, here, there) = differs(&set.first, table)?;
    Some((at + 1, format!("column {} of page {number} is headed \"{here}\", on page {before} \"{there}\"", at + 1)))
}

/// The refusal of a set that goes neither below nor beside another.
fn apart_from(file: &str, whole: &Set, set: &Set) -> Finding {
    let (column, what) = apart(whole, set.pages.0, &set.first)
        .unwrap_or_else(|| (0, format!("page {} does not go on from page {}", set.pages.0, whole.pages.0)));
    Finding::new((file, 0, column), what, APART).refused("give each table as a file of its own")
}

/// A group over so many columns is the one over all candidates, which tells no column from the next.
const WIDE_GROUP: usize = 5;

/// One row of headings, and above it one of groups where there are any that matter.
fn headings(table: &Table) -> Vec<Vec<String>> {
    let nota = |part: &&String| matches!(field(part, ""), Field::Nota { .. });
    // Whatever is written above or below it, such as a party, NOTA is NOTA.
    let heading = |parts: &Vec<String>| parts.iter().find(nota).cloned().unwrap_or_else(|| parts.join(" "));
    let mut own: Vec<String> = table.headings.iter().map(heading).collect();
    let mut groups = vec![String::new(); own.len()];
    for (text, covered) in table.groups.iter().filter(|(_, covered)| covered.len() < WIDE_GROUP) {
        for &at in covered {
            if own[at].is_empty() {
                // One heading over two columns: the first numbers the rows, the second is what is meant.
                let serial = covered.first() == Some(&at) && counts_rows(table, at);
                own[at] = if serial { "Serial No.".to_owned() } else { text.clone() };
            } else {
                groups[at].clone_from(text);
            }
        }
    }
    if groups.iter().all(String::is_empty) { vec![own] } else { vec![groups, own] }
}

/// Whether a column numbers the rows: every number is one more than the one above.
fn counts_rows(table: &Table, at: usize) -> bool {
    let numbers: Vec<u64> = table.rows.iter().filter_map(|row| row.get(at)?.parse().ok()).collect();
    numbers.len() > 2 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// The first column whose headings on two pages are not the same, nor one a part of the other.
fn differs(first: &Table, table: &Table) -> Option<(usize, String, String)> {
    let plain = |parts: &[String]| -> String { parts.concat().chars().filter(|c| c.is_alphanumeric()).collect() };
    first.headings.iter().zip(&table.headings).enumerate().find_map(|(at, (theirs, ours))| {
        let (before, here) = (plain(theirs), plain(ours));
        let same = before.contains(&here) || here.contains(&before);
        (!same).then(|| (at, quoted(&ours.join(" ")), quoted(&theirs.join(" "))))
    })
}
