//! Workbooks (XLSX): the first sheet that holds anything, cell by cell, and never more than the limits.
//!
//! A workbook of a kilobyte can claim a cell in row one million, and one of a megabyte can unpack to
//! gigabytes. So every member is first unpacked into nothing to count its bytes, and the cells are
//! then taken one at a time.

#![expect(clippy::result_large_err, reason = "made once a file, and only where the file is refused")]

use super::finding::Finding;
use super::sheet::{LARGEST, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet, too_large};
use calamine::{DataRef, Reader, Xlsx};
use csv::StringRecord;
use std::io::{Cursor, Read};

/// A workbook has a few dozen members.
const MOST_MEMBERS: usize = 2_000;

/// Reads the first sheet that is not empty.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Sheet, Finding> {
    members(file, bytes)?;
    let broken = |error: &dyn std::fmt::Display| {
        Finding::new((file, 0, 0), format!("the workbook cannot be read: {error}"), "it is no .xlsx, or it is damaged")
            .refused("open it and save it again as .xlsx, or as CSV")
    };
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    for name in workbook.sheet_names() {
        let sheet = sheet(file, &mut workbook, &name, &broken)?;
        if !sheet.rows.is_empty() {
            return Ok(sheet);
        }
    }
    Ok(Sheet::default())
}

/// Names and true sizes of what the archive holds.
fn members(file: &str, bytes: &[u8]) -> Result<(), Finding> {
    let refuse = |what: String, cause: &str| {
        Err(Finding::new((file, 0, 0), what, cause).refused("take the file from where it was published"))
    };
    let mut archive = match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => return refuse(format!("the archive cannot be opened: {error}"), "a download that ended early"),
    };
    if archive.len() > MOST_MEMBERS {
        return refuse(format!("the archive has {} members", archive.len()), "it is no workbook");
    }
    let mut left = LARGEST;
    for index in 0..archive.len() {
        let mut member = match archive.by_index(index) {
            Ok(member) => member,
            Err(error) => {
                return refuse(format!("member {index} of the archive cannot be opened: {error}"), "it is damaged");
            }
        };
        let name = member.name().map_or_else(|_| String::new(), |name| name.to_string());
        if member.enclosed_name().is_none() || name.contains("..") {
            let what = format!("the archive holds a member named \"{}\"", super::finding::quoted(&name));
            return refuse(what, "it was made to write outside its folder");
        }
        match std::io::copy(&mut member.by_ref().take(left + 1), &mut std::io::sink()) {
            Ok(read) if read <= left => left -= read,
            Ok(_) => return refuse("unpacked, the workbook is larger than 64 MB".to_owned(), "it was made to do harm"),
            Err(error) => return refuse(format!("the archive is broken: {error}"), "a download that ended early"),
        }
    }
    Ok(())
}

fn sheet(
    file: &str,
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    broken: &dyn Fn(&dyn std::fmt::Display) -> Finding,
) -> Result<Sheet, Finding> {
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // Charts are sheets too, and hold no cells.
        Err(calamine::XlsxError::WorksheetNotFound(_)) => return Ok(Sheet::default()),
        Err(error) => return Err(broken(&error)),
    };
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    let mut room = MOST_CELLS;
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) => return Err(broken(&error)),
        };
        let (row, column) = cell.get_position();
        let (line, column) = (u64::from(row) + 1, column as usize);
        let Some(text) = text(cell.get_value()) else { continue };
        if rows.last().is_none_or(|(last, _)| *last != line) {
            if rows.last().is_some_and(|(last, _)| *last > line) {
                return Err(broken(&"its rows are out of order"));
            }
            rows.push((line, Vec::new()));
        }
        let Some((_, record)) = rows.last_mut() else { continue };
        let needed = (column + 1).saturating_sub(record.len());
        if column >= MOST_COLUMNS || rows.len() > MOST_ROWS || needed > room {
            return Err(too_large(file, line));
        }
        room -= needed;
        let Some((_, record)) = rows.last_mut() else { continue };
        record.resize(record.len().max(column + 1), String::new());
        record[column] = text;
    }
    // Empty cells at the end of a row are not stored in a workbook; rows are made equally long.
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    if width.saturating_mul(rows.len()) > MOST_CELLS {
        return Err(too_large(file, rows.last().map_or(0, |(line, _)| *line)));
    }
    let padded = |(line, mut cells): (u64, Vec<String>)| {
        cells.resize(width, String::new());
        (line, StringRecord::from(cells))
    };
    Ok(Sheet { rows: rows.into_iter().map(padded).collect() })
}

/// A cell as text; whole numbers without their decimal point; `None` where it is empty.
fn text(value: &DataRef<'_>) -> Option<String> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        other => format!("{other:?}"),
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
