//! Digital PDFs of Form 20 to one sheet: pages are read one by one, columns found by the ruling or by the places of numbers,
//! headings joined from turned text, and repeated headings left out. Every row knows its page and its place on it.
//!
//! The text of a PDF is in the order somebody drew it, in pieces, and a scan has none at all. So nothing here guesses:
//! whatever does not lie in a column stays in the nearest cell, where the reader of forms refuses it.

#![expect(clippy::result_large_err, reason = "made once a file, and only where the file is refused")]

mod glyphs;
mod pages;
mod rules;
mod words;

use super::finding::{Finding, quoted};
use super::heading::{Field, field};
use super::sheet::{Budget, Sheet, too_large};
use csv::StringRecord;
use hayro_syntax::{LoadPdfError, Pdf};
use pages::Table;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// No form has more pages.
const MOST_PAGES: usize = 1_000;

/// A row of a PDF is numbered by its page times this, and its place on the page.
const ROWS_A_PAGE: u64 = 1_000;

/// Reads all pages.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Sheet, Finding> {
    // What a hostile file may do to the crates that take it apart is refused like any other damage.
    catch_unwind(AssertUnwindSafe(|| sheet(file, bytes))).unwrap_or_else(|_| Err(broken(file)))
}

fn broken(file: &str) -> Finding {
    Finding::new((file, 0, 0), "the PDF cannot be read", "it is damaged, or a download that ended early")
        .refused("fetch the file again, or open it and print it to a new PDF")
}

fn sheet(file: &str, bytes: &[u8]) -> Result<Sheet, Finding> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Finding::new((file, 0, 0), "the PDF is locked with a password", "")
            .refused("open it with its password and save it without one"),
        LoadPdfError::Invalid => broken(file),
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(broken(file));
    }
    if pages.len() > MOST_PAGES {
        let what = format!("the PDF has {} pages", pages.len());
        return Err(Finding::new((file, 0, 0), what, "it is more than the form of one segment").refused("split it"));
    }
    let mut joined = Joined {
        file,
        sheet: Sheet { rows_a_page: Some(ROWS_A_PAGE), ..Sheet::default() },
        first: None,
        budget: Budget::default(),
    };
    let (mut scans, mut blank) = (Vec::new(), Vec::new());
    for (at, page) in pages.iter().enumerate() {
        let shown = glyphs::shown(&pdf, page);
        let number = at as u64 + 1;
        if shown.too_much {
            return Err(too_large(file, number * ROWS_A_PAGE));
        }
        let known = joined.first.as_ref().map_or(&[][..], |(_, table)| &table.edges);
        match pages::table(&shown, known) {
            Some(table) => joined.add(number, table)?,
            None if shown.letters.is_empty() && shown.drawn => scans.push(number),
            None => blank.push((number, shown.letters.iter().filter(|letter| letter.is_digit()).count())),
        }
    }
    if joined.first.is_none() {
        return Err(if scans.is_empty() { no_table(file) } else { scan(file) });
    }
    for number in scans {
        let what = format!("page {number} is a scan: a picture without text");
        joined.find(Finding::new((file, 0, 0), what, "a page that was put in later").refused(RECOGNISE));
    }
    for (number, digits) in blank {
        let finding = Finding::new(
            (file, 0, 0),
            format!("page {number} shows no table and is left out"),
            "a cover, or a page of remarks",
        );
        // As many digits as a row of a form has may be one.
        joined.find(if digits < 12 {
            finding
        } else {
            finding.refused("give its table as CSV, or leave the page out of the PDF")
        });
    }
    Ok(joined.sheet)
}

const RECOGNISE: &str =
    "have its text recognised (OCR) and compare the numbers with the pictures, or type the form off as CSV";

fn scan(file: &str) -> Finding {
    let cause = "the pages were photographed; no program knows which numbers they show";
    Finding::new((file, 0, 0), "this PDF is a scan: its pages are pictures without text", cause).refused(RECOGNISE)
}

fn no_table(file: &str) -> Finding {
    Finding::new((file, 0, 0), "no page of the PDF shows rows of numbers in columns", "it is no Form 20")
        .refused("give the page with the table, or the table as CSV")
}

/// The pages so far.
struct Joined<'f> {
    file: &'f str,
    sheet: Sheet,
    /// The first page with a table, by which the others are judged.
    first: Option<(u64, Table)>,
    budget: Budget,
}

impl Joined<'_> {
    fn find(&mut self, finding: Finding) {
        self.sheet.findings.push(finding);
    }

    /// Puts a page below the others.
    fn add(&mut self, number: u64, table: Table) -> Result<(), Finding> {
        let mut line = number * ROWS_A_PAGE;
        let count = table.edges.len() - 1;
        match &self.first {
            None => {
                for heading in headings(&table) {
                    line += 1;
                    self.sheet.rows.push((line, StringRecord::from(heading)));
                }
            }
            Some((before, first)) if first.edges.len() != table.edges.len() => {
                let what = format!("page {number} has {count} columns, page {before} has {}", first.edges.len() - 1);
                let cause = "another table, or columns that go on over several pages";
                self.find(Finding::new((self.file, 0, 0), what, cause).refused("give each table as a file of its own"));
                return Ok(());
            }
            Some((before, first)) => {
                if let Some((at, ours, theirs)) = differs(first, &table) {
                    let what = format!(
                        "column {} of page {number} is headed \"{ours}\", on page {before} \"{theirs}\"",
                        at + 1
                    );
                    let cause = "another table, or columns that go on over several pages";
                    self.find(
                        Finding::new((self.file, 0, at + 1), what, cause)
                            .refused("give each table as a file of its own"),
                    );
                }
            }
        }
        for cells in &table.rows {
            line += 1;
            let bytes = cells.iter().map(String::len).sum();
            let fits = table.rows.len() < 900 && self.budget.takes(cells.len(), bytes);
            if !fits {
                return Err(too_large(self.file, line));
            }
            self.sheet.rows.push((line, StringRecord::from(cells.as_slice())));
        }
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
        if self.first.is_none() {
            self.first = Some((number, table));
        }
        Ok(())
    }
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
