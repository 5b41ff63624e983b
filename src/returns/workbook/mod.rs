//! Workbooks (XLSX): every sheet that is shown, cell by cell, and never more than the budget.
//!
//! A workbook of a kilobyte can claim a cell in row one million, one of twelve can use a text of a megabyte three
//! thousand times, and one of a megabyte can unpack to gigabytes. So this door is narrow and is all there is: members are
//! unpacked as a stream within one budget, what a sheet says of its own size is not believed, and every cell is paid for
//! before it is kept.

#![expect(clippy::result_large_err, reason = "made once a file, and only where the file is refused")]

mod archive;
mod cells;
mod dates;
mod parts;
mod xml;

use super::finding::{Finding, quoted};
use super::sheet::{Budget, Sheet, too_large};
pub(super) use archive::Archive;
use cells::{Cells, Shared};
use csv::StringRecord;

/// Whether an archive is a workbook, by the part that every workbook has.
pub(super) fn is_one(archive: &Archive<'_>) -> bool {
    archive.names().iter().any(|name| {
        let name = name.replace('\\', "/").to_lowercase();
        name == "[content_types].xml" || name == "xl/workbook.xml"
    })
}

/// Reads all sheets that are shown and hold anything.
pub(super) fn read(file: &str, mut archive: Archive<'_>) -> Result<Vec<Sheet>, Finding> {
    if archive.names().iter().any(|name| name.eq_ignore_ascii_case("xl/workbook.bin")) {
        return Err(Finding::new((file, 0, 0), "this is a binary workbook (.xlsb)", "it was saved to be small")
            .refused("save it as .xlsx or as CSV"));
    }
    let contents = parts::contents(file, &mut archive)?;
    let mut budget = Budget::default();
    let texts = parts::shared_texts(&mut archive, &contents, &mut budget)?;
    let dates = parts::date_styles(&mut archive, &contents)?;
    let shared = Shared { texts: &texts, dates: &dates, from_1904: contents.from_1904 };
    let (mut sheets, mut left_out): (Vec<Sheet>, Vec<Finding>) = (Vec::new(), Vec::new());
    for listed in &contents.sheets {
        let aside = |what: &str| Finding::new((file, 0, 0), format!("sheet \"{}\" {what}", quoted(&listed.name)), "");
        if listed.chart {
            left_out.push(aside("is a chart and holds no cells; it is left out"));
        } else if listed.hidden {
            left_out.push(aside("is hidden and is left out; show it if it belongs to the returns"));
        } else {
            let cells = cells::read(file, &mut archive, &listed.member, &shared, &mut budget)?;
            if !cells.rows.is_empty() {
                sheets.push(sheet(file, &listed.name, cells, &mut budget)?);
            }
        }
    }
    let Some(first) = sheets.first_mut() else {
        let finding =
            Finding::new((file, 0, 0), "no sheet that is shown holds any cells", "they are hidden, charts or empty");
        return Err(finding.refused("show the sheet with the table, and save the workbook"));
    };
    first.findings.splice(..0, left_out);
    Ok(sheets)
}

/// The rows of a sheet made equally long, with what is odd about them.
fn sheet(file: &str, name: &str, mut cells: Cells, budget: &mut Budget) -> Result<Sheet, Finding> {
    let last = cells.rows.last().map_or(0, |(line, _)| *line);
    carry(&mut cells, budget).ok_or_else(|| too_large(file, last))?;
    // Empty cells at the end of a row are not stored in a workbook.
    let width = cells.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    for (line, record) in &mut cells.rows {
        if !budget.takes(width - record.len(), 0) {
            return Err(too_large(file, *line));
        }
        record.resize(width, String::new());
    }
    let mut findings = Vec::new();
    if let Some(&(line, column)) = cells.formulas.first() {
        let what = match cells.formulas.len() {
            1 => "a formula has no stored value; the cell is read as blank".to_owned(),
            count => format!("{count} formulas have no stored value, this first; their cells are read as blank"),
        };
        let cause = "the workbook was written by a program that does not calculate: open it and save it once";
        findings.push(Finding::new((file, line, column), what, cause));
    }
    if cells.hidden > 0 {
        let what = match cells.hidden {
            1 => "1 row is hidden; it is read like the others".to_owned(),
            rows => format!("{rows} rows are hidden; they are read like the others"),
        };
        findings.push(Finding::new((file, 0, 0), what, "a filter, or rows that were put aside"));
    }
    let rows = cells.rows.into_iter().map(|(line, cells)| (line, StringRecord::from(cells))).collect();
    Ok(Sheet { rows, name: Some(name.to_owned()), findings, dates: cells.dates, rows_a_page: None })
}

/// Writes what stands in merged cells into all of them, so that a heading is above every column and beside every row it
/// is meant for. Numbers are left where they are: the votes of a booth are not those of the next. So is the title of a
/// page, which is merged over all columns and means none of them. `None` beyond the budget.
fn carry(cells: &mut Cells, budget: &mut Budget) -> Option<()> {
    let width = cells.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    for ((top, left), (bottom, right)) in std::mem::take(&mut cells.merges) {
        let right = right.min(width);
        let first = cells.rows.partition_point(|(line, _)| *line < top);
        let after = cells.rows.partition_point(|(line, _)| *line <= bottom);
        let Some((line, record)) = cells.rows.get(first) else { continue };
        let text = record.get(left - 1).cloned().unwrap_or_default();
        let alone = record.iter().filter(|cell| !cell.is_empty()).count() == 1;
        if *line != top || text.is_empty() || text.parse::<f64>().is_ok() || (alone && right > left) {
            continue;
        }
        for (_, record) in cells.rows.get_mut(first..after)? {
            if !budget.takes((right + 1).saturating_sub(left).max(1), 0) {
                return None;
            }
            record.resize(record.len().max(right), String::new());
            for cell in record.iter_mut().take(right).skip(left - 1).filter(|cell| cell.is_empty()) {
                if !budget.takes(0, text.len()) {
                    return None;
                }
                cell.clone_from(&text);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_carry_their_heading() {
        let rows = ["FORM 20|||", "Part No|Votes||Total", "|A SEN|B RAO|", "1|100||300", "2|90|150|240"];
        let rows = (1..).zip(rows).map(|(line, row)| (line, row.split('|').map(str::to_owned).collect())).collect();
        let merges = vec![
            ((1, 1), (1, 4)),
            ((2, 1), (3, 1)),
            ((2, 2), (2, 3)),
            ((2, 4), (3, 4)),
            ((4, 2), (4, 3)),
            ((90, 1), (91, 2)),
        ];
        let mut cells = Cells { rows, merges, ..Cells::default() };
        carry(&mut cells, &mut Budget::default()).unwrap();
        let shown: Vec<String> = cells.rows.iter().map(|(_, row)| row.join("|")).collect();
        let carried =
            ["FORM 20|||", "Part No|Votes|Votes|Total", "Part No|A SEN|B RAO|Total", "1|100||300", "2|90|150|240"];
        assert_eq!(shown, carried);
    }
}
