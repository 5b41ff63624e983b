//! The tables of a file: a sheet is one, and where a workbook shows several each is a segment of its own.

#![expect(clippy::result_large_err, reason = "made once a file, and only where the file is refused")]

use super::container::{self, Opened};
use super::finding::{Finding, quoted};
use super::form::{Form, id_of, id_of_file};
use super::sheet::Sheet;

/// One table, and what it is called.
pub(super) struct Source {
    /// The file, and of several sheets the sheet.
    pub name: String,
    /// The segment, for tables that name none.
    pub segment: String,
    pub sheet: Sheet,
}

/// A file to be read: its name, from which a segment may get its id, and its bytes.
#[derive(Debug, Clone, Copy)]
pub struct SourceFile<'a> {
    /// The path or name.
    pub name: &'a str,
    /// Whatever it holds.
    pub bytes: &'a [u8],
}

impl Sheet {
    /// Reads a file's bytes, whatever they are: one sheet, or as many as a workbook shows.
    ///
    /// # Errors
    /// Why they are no table.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<Self>, Finding> {
        match container::open(file, bytes)? {
            Opened::Text(text) => Ok(vec![Self::text(file, &text)?]),
            Opened::Sheets(sheets) => Ok(sheets),
        }
    }
}

/// The tables of a file, or why there are none.
pub(super) fn sources(file: &SourceFile<'_>) -> Result<Vec<Source>, Box<Finding>> {
    let sheets = Sheet::read(file.name, file.bytes)?;
    let several = sheets.len() > 1;
    let source = |(at, sheet): (usize, Sheet)| {
        let Some(name) = sheet.name.as_deref().filter(|_| several) else {
            return Source { name: file.name.to_owned(), segment: segment_of(file.name), sheet };
        };
        let id = id_of(name);
        let segment = if id.is_empty() { format!("{}_{}", segment_of(file.name), at + 1) } else { id };
        Source { name: format!("{} [{}]", file.name, quoted(name)), segment, sheet }
    };
    Ok(sheets.into_iter().enumerate().map(source).collect())
}

impl Source {
    /// Findings by page and line, where the file has pages.
    pub fn place(&self, findings: &mut [Finding]) {
        let Some(rows_a_page) = self.sheet.rows_a_page else { return };
        for finding in findings.iter_mut().filter(|finding| finding.line >= rows_a_page) {
            finding.file = format!("{} page {}", self.name, finding.line / rows_a_page);
            finding.line %= rows_a_page;
            finding.what = by_page(&finding.what, rows_a_page);
        }
    }

    /// What was found while the table was opened, and booths that a spreadsheet program took for days.
    pub fn findings_into(&mut self, form: &mut Form) {
        form.findings.splice(..0, std::mem::take(&mut self.sheet.findings));
        let booths = |line: u64| form.rows.iter().find(|row| row.line == line);
        let dates = self.sheet.dates.iter().filter(|(_, column)| *column == form.booth_place);
        let found: Vec<(u64, String)> =
            dates.filter_map(|&(line, _)| Some((line, booths(line)?.booth.clone()))).collect();
        for (line, booth) in found {
            let cause = "a spreadsheet program took the number of a booth, such as 1/12, for a day";
            let finding = Finding::new(
                (&self.name, line, form.booth_place),
                "a date stands where a booth's number belongs",
                cause,
            );
            form.find(finding.value(&booth).refused("write the booth's number as text, as the form has it"));
        }
    }
}

/// A sentence that speaks of another line, as a file of pages has it.
fn by_page(what: &str, rows_a_page: u64) -> String {
    const ON: &str = "on line ";
    let Some((before, after)) = what.split_once(ON) else { return what.to_owned() };
    let digits = after.len() - after.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    match after[..digits].parse::<u64>() {
        Ok(line) if line >= rows_a_page => {
            format!("{before}on page {}, line {}{}", line / rows_a_page, line % rows_a_page, &after[digits..])
        }
        _ => what.to_owned(),
    }
}

/// The segment of a form that names none: the file's name without folders and endings.
fn segment_of(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let lower = last.to_lowercase();
    let ending = ENDINGS.iter().find(|end| lower.ends_with(*end));
    // A name whose lower case has another length is not cut in the middle of a letter.
    let stem = ending.and_then(|end| last.get(..last.len().saturating_sub(end.len()))).unwrap_or(last);
    let id = id_of_file(stem);
    if id.is_empty() { "segment".to_owned() } else { id }
}

const ENDINGS: [&str; 12] =
    [".csv.gz", ".csv.zip", ".xlsx.gz", ".pdf.gz", ".csv", ".xlsx", ".xlsm", ".pdf", ".zip", ".gz", ".txt", ".tsv"];

#[cfg(test)]
mod tests {
    use super::by_page;

    #[test]
    fn another_line_is_named_by_its_page() {
        let what = "booth 16 of 004 is there twice, first on line 1021, with other votes";
        assert_eq!(by_page(what, 1_000), "booth 16 of 004 is there twice, first on page 1, line 21, with other votes");
        for same in ["first on line 7, with", "on line x", "nothing of the kind"] {
            assert_eq!(by_page(same, 1_000), same);
        }
    }
}
