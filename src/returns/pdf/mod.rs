//! Digital PDFs of Form 20 to one sheet: pages are read one by one, columns found by the ruling or by the places of numbers,
//! headings joined from turned text, and repeated headings left out. Every row knows its page and its place on it.
//!
//! The text of a PDF is in the order somebody drew it, in pieces, and a scan has none at all. So nothing here guesses:
//! whatever does not lie in a column stays in the nearest cell, where the reader of forms refuses it.

#![expect(clippy::result_large_err, reason = "made once a file, and only where the file is refused")]

mod glyphs;
mod joined;
mod pages;
mod rules;
mod words;

use super::finding::Finding;
use super::sheet::{Sheet, too_large};
use hayro_syntax::{LoadPdfError, Pdf};
use joined::Joined;
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
    let mut joined = Joined::of(file);
    let (mut scans, mut blank) = (Vec::new(), Vec::new());
    for (at, page) in pages.iter().enumerate() {
        let shown = glyphs::shown(&pdf, page);
        let number = at as u64 + 1;
        if shown.too_much {
            return Err(too_large(file, number * ROWS_A_PAGE));
        }
        match pages::table(&shown, joined.edges()) {
            Some(table) => joined.add(number, table)?,
            None if shown.letters.is_empty() && shown.drawn => scans.push(number),
            None => blank.push((number, shown.letters.iter().filter(|letter| letter.is_digit()).count())),
        }
    }
    if joined.is_empty() {
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
    Ok(joined.sheet())
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
