//! Bytes to rows of text: containers opened, the encoding judged, the cells cut, all of it within limits that no real form
//! comes near.

#![expect(clippy::result_large_err, reason = "made once a file, and only where the file is refused")]

use super::delimiter::delimiter;
use super::encoding::is_utf16;
use super::finding::Finding;
use super::lines::Lines;
use csv::StringRecord;

/// Rows of cells, each with the line (of a workbook: the row) it stands on.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub rows: Vec<(u64, StringRecord)>,
    /// What the sheet is called, where it is one of a workbook.
    pub name: Option<String>,
    /// What is odd about how it was stored.
    pub findings: Vec<Finding>,
    /// Lines and columns (from 1) of cells that the workbook shows as dates.
    pub dates: Vec<(u64, usize)>,
    /// Where the file has pages: a line is the page times this, and the row on the page.
    pub rows_a_page: Option<u64>,
}

/// Booth tables of a whole state stay below this when unpacked.
pub(super) const LARGEST: u64 = 64 << 20;

/// More rows than any contest has booths and candidates.
pub(super) const MOST_ROWS: usize = 400_000;

/// The longest ballot ever printed had 1,033 names.
pub(super) const MOST_COLUMNS: usize = 1_200;

/// More cells than any form has.
pub(super) const MOST_CELLS: usize = 4_000_000;

/// What may still be kept of a file: every cell and every letter is paid for before it is stored.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    bytes: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { cells: MOST_CELLS, bytes: LARGEST }
    }
}

#[cfg_attr(not(any(feature = "pdf", feature = "workbooks")), expect(dead_code, reason = "text alone is read"))]
impl Budget {
    /// Pays for that many cells and bytes of text; `false` where there is no room left.
    pub fn takes(&mut self, cells: usize, bytes: usize) -> bool {
        let left = (self.cells.checked_sub(cells), self.bytes.checked_sub(bytes as u64));
        let (Some(cells), Some(bytes)) = left else { return false };
        (self.cells, self.bytes) = (cells, bytes);
        true
    }

    /// Whether a table may have so many rows.
    #[cfg_attr(all(feature = "pdf", not(feature = "workbooks")), expect(dead_code, reason = "a PDF counts by letters"))]
    pub fn has_rows(rows: usize) -> bool {
        rows <= MOST_ROWS
    }
}

impl Sheet {
    /// The sheet of a text.
    ///
    /// # Errors
    /// Why it is no table.
    pub fn text(file: &str, bytes: &[u8]) -> Result<Self, Finding> {
        if is_utf16(bytes) {
            return Err(Finding::new((file, 1, 1), "this file is UTF-16", "it was saved as \"Unicode text\"")
                .refused("save it as UTF-8"));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let good = &bytes[..error.valid_up_to()];
            let before = std::str::from_utf8(good).unwrap_or_default();
            let line = 1 + before.matches('\n').count() as u64;
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let column = 1 + before[start..].matches(',').count();
            let byte = bytes.get(error.valid_up_to()).copied().unwrap_or(0);
            Finding::new(
                (file, line, column),
                format!("byte 0x{byte:02x} is no UTF-8"),
                "it was saved in Latin-1 or another old encoding, or is no text at all",
            )
            .refused("save the file as UTF-8")
        })?;
        Self::cut(file, text.trim_start_matches('\u{feff}'))
    }

    fn cut(file: &str, text: &str) -> Result<Self, Finding> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(text.as_bytes()))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut lines = Lines::new(text);
        let mut sheet = Sheet::default();
        let mut cells = 0;
        for record in reader.records() {
            let record = record.map_err(|error| {
                Finding::new((file, lines.of(error.position()), 0), "this row cannot be read as CSV", "")
                    .refused("save the file as CSV in UTF-8")
            })?;
            let line = lines.of(record.position());
            cells += record.len();
            if record.len() > MOST_COLUMNS || cells > MOST_CELLS || sheet.rows.len() >= MOST_ROWS {
                return Err(too_large(file, line));
            }
            if record.iter().any(|cell| !cell.is_empty()) {
                sheet.rows.push((line, record));
            }
        }
        Ok(sheet)
    }
}

/// A table beyond every limit.
pub(super) fn too_large(file: &str, line: u64) -> Finding {
    let what = format!("the table goes beyond {MOST_ROWS} rows, {MOST_COLUMNS} columns or {MOST_CELLS} cells");
    Finding::new((file, line, 0), what, "it is no booth table of one contest, or was made to do harm")
        .refused("cut the table down to one contest")
}
