//! Tables of candidates that come in a container, such as a workbook: the cells, written as lines of CSV, so that one
//! reader reads them all. Line breaks within cells become blanks, and rows keep their distance from the header.

use super::RowNote;
use crate::returns::container::{self, Opened};
use crate::returns::finding::{Finding, Weight, quoted};
use std::io::Read;

/// The largest container that is read.
const LARGEST: u64 = 128 << 20;

/// Whether a file that begins so is a container.
pub(super) fn is_one(start: &[u8]) -> bool {
    container::is_container(start)
}

/// The lines of the table in a container, and what was left out of it.
///
/// # Errors
/// Why no table can be read from it, in words.
pub(super) fn lines(reader: &mut dyn Read) -> Result<(Vec<u8>, Vec<RowNote>), String> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("the file is larger than {} MB; split it", LARGEST >> 20));
    }
    let sheets = match container::open("", &bytes).map_err(|finding| said(&finding))? {
        Opened::Text(text) => return Ok((text.into_owned(), Vec::new())),
        Opened::Sheets(sheets) => sheets,
    };
    let mut notes = Vec::new();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let Some(header) = sheets.first().and_then(|sheet| sheet.rows.first()).map(|(_, header)| header.clone()) else {
        return Ok((Vec::new(), notes));
    };
    let line = |cells: Vec<String>, writer: &mut csv::Writer<Vec<u8>>| {
        writer.write_record(cells).map_err(|error| error.to_string())
    };
    for (at, sheet) in sheets.into_iter().enumerate() {
        notes.extend(sheet.findings.iter().map(|finding| RowNote { row: finding.line, what: finding.what.clone() }));
        let mut last = sheet.rows.first().map_or(0, |(line, _)| *line);
        for (place, (number, record)) in sheet.rows.into_iter().enumerate() {
            if at > 0 && place == 0 {
                if record != header {
                    let name = quoted(sheet.name.as_deref().unwrap_or(""));
                    return Err(format!(
                        "sheet \"{name}\" has another first row than the first sheet; give each table as a file of its own, or hide what is none"
                    ));
                }
                continue;
            }
            for _ in last + 1..number {
                line(vec![String::new(); record.len()], &mut writer)?;
            }
            last = number;
            line(
                record.iter().map(|cell| cell.split(['\r', '\n']).collect::<Vec<_>>().join(" ")).collect(),
                &mut writer,
            )?;
        }
    }
    Ok((writer.into_inner().map_err(|error| error.to_string())?, notes))
}

/// A finding in one line.
fn said(finding: &Finding) -> String {
    match &finding.weight {
        Weight::Refused(cure) => format!("{}; {cure}", finding.what),
        _ => finding.what.clone(),
    }
}
