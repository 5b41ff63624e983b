//! The cells of one sheet, as text, each in its place.

use super::archive::Archive;
use super::dates::day;
use super::xml::{Step, attribute};
use crate::returns::finding::{Finding, quoted};
use crate::returns::sheet::{Budget, MOST_COLUMNS, too_large};
use quick_xml::events::BytesStart;

/// The last row and column a sheet can have.
const LAST: (u64, usize) = (1_048_576, 16_384);

/// What every sheet of a workbook reads its cells with.
pub(super) struct Shared<'w> {
    pub texts: &'w [String],
    pub dates: &'w [bool],
    pub from_1904: bool,
}

/// A rectangle of cells that are one: first row and column, last row and column.
pub(super) type Merge = ((u64, usize), (u64, usize));

/// What stands in a sheet.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The rows that hold anything, by their number from 1.
    pub rows: Vec<(u64, Vec<String>)>,
    pub merges: Vec<Merge>,
    /// Rows and columns (from 1) of cells that show a date.
    pub dates: Vec<(u64, usize)>,
    /// Rows and columns (from 1) of formulas whose value is not stored.
    pub formulas: Vec<(u64, usize)>,
    /// How many rows are hidden; they are read all the same.
    pub hidden: usize,
}

/// A cell while it is being read.
#[derive(Default)]
struct Cell {
    place: (u64, usize),
    kind: String,
    style: usize,
    value: String,
    inline: String,
    formula: bool,
}

/// Why a sheet cannot be read: it is damaged, or larger than any table.
enum Stop {
    Broken(String),
    TooLarge(u64),
}

impl From<String> for Stop {
    fn from(why: String) -> Self {
        Stop::Broken(why)
    }
}

/// Reads a sheet.
pub(super) fn read(
    file: &str,
    archive: &mut Archive<'_>,
    member: &str,
    shared: &Shared<'_>,
    budget: &mut Budget,
) -> Result<Cells, Finding> {
    let Some(mut part) = archive.part(member)? else {
        return Err(archive.refused(&format!("its member \"{}\" is not there", quoted(member))));
    };
    let mut cells = Cells::default();
    let mut all = || -> Result<(), Stop> {
        let (mut row, mut next) = (0_u64, 1_usize);
        let mut cell: Option<Cell> = None;
        let (mut value, mut text, mut sounds) = (false, false, false);
        loop {
            match part.step()? {
                Step::Begin(element, empty) => match element.local_name().as_ref() {
                    "row" => {
                        (row, next) = (row_number(&element, row)?, 1);
                        cells.hidden += usize::from(attribute(&element, "hidden")?.is_some_and(|flag| flag == "1"));
                    }
                    "c" => {
                        let opened = opened(&element, (row, next))?;
                        (row, next) = (opened.place.0, opened.place.1 + 1);
                        cell = (!empty).then_some(opened);
                    }
                    "v" => value = !empty,
                    "t" => text = !empty,
                    "rPh" => sounds = !empty,
                    "f" => cell.iter_mut().for_each(|cell| cell.formula = true),
                    "mergeCell" => {
                        let range = attribute(&element, "ref")?.unwrap_or_default();
                        let merge = merge(&range).ok_or_else(|| format!("\"{}\" is no range", quoted(&range)))?;
                        // A rectangle lies on many cells or none; what it costs is counted where it is filled.
                        if !budget.takes(1, 0) {
                            return Err(Stop::TooLarge(row));
                        }
                        cells.merges.push(merge);
                    }
                    _ => {}
                },
                Step::Text(more) => {
                    let Some(cell) = &mut cell else { continue };
                    if value {
                        cell.value.push_str(&more);
                    } else if text && !sounds {
                        cell.inline.push_str(&more);
                    }
                }
                Step::End(name) => match name.as_str() {
                    "v" => value = false,
                    "t" => text = false,
                    "rPh" => sounds = false,
                    "c" => {
                        if let Some(cell) = cell.take() {
                            cells.add(&cell, shared, budget)?;
                        }
                    }
                    _ => {}
                },
                Step::Over => return Ok(()),
            }
        }
    };
    let read = all();
    drop(part);
    match read {
        Ok(()) => Ok(cells),
        Err(Stop::Broken(why)) => Err(archive.refused(&why)),
        Err(Stop::TooLarge(line)) => Err(too_large(file, line)),
    }
}

/// The number of a row: its own, or one more than the last.
fn row_number(element: &BytesStart<'_>, last: u64) -> Result<u64, Stop> {
    let number = match attribute(element, "r")? {
        Some(text) => text.trim().parse().ok().filter(|row| (1..=LAST.0).contains(row)),
        None => Some(last + 1).filter(|row| *row <= LAST.0),
    };
    number.ok_or_else(|| Stop::Broken(format!("a row after row {last} has a number that no sheet has")))
}

fn opened(element: &BytesStart<'_>, expected: (u64, usize)) -> Result<Cell, Stop> {
    let place = match attribute(element, "r")? {
        Some(text) => place(&text),
        None => Some(expected).filter(|(row, column)| *row > 0 && *column <= LAST.1),
    };
    let Some(place) = place else {
        return Err(Stop::Broken(format!("a cell in row {} is in a place that no sheet has", expected.0)));
    };
    if place.0 != expected.0 {
        return Err(Stop::Broken(format!("a cell of row {} stands in row {}", place.0, expected.0)));
    }
    let kind = attribute(element, "t")?.unwrap_or_default();
    let style = attribute(element, "s")?.and_then(|style| style.parse().ok()).unwrap_or(0);
    Ok(Cell { place, kind, style, ..Cell::default() })
}

/// `B12` as row and column, both from 1.
fn place(text: &str) -> Option<(u64, usize)> {
    let text = text.trim().replace('$', "");
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let column = text.bytes().take(letters).fold(0, |sum, c| sum * 26 + usize::from(c.to_ascii_uppercase() - b'A') + 1);
    let row = text.get(letters..)?.parse().ok()?;
    ((1..=LAST.0).contains(&row) && column <= LAST.1).then_some((row, column))
}

fn merge(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (place(first)?, place(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some((first, last))
}

impl Cells {
    fn add(&mut self, cell: &Cell, shared: &Shared<'_>, budget: &mut Budget) -> Result<(), Stop> {
        let (line, column) = cell.place;
        let Some(text) = self.text(cell, shared)? else { return Ok(()) };
        if column > MOST_COLUMNS {
            return Err(Stop::TooLarge(line));
        }
        match self.rows.last() {
            Some((last, _)) if *last > line => return Err(Stop::Broken("its rows are out of order".to_owned())),
            Some((last, _)) if *last == line => {}
            _ => self.rows.push((line, Vec::new())),
        }
        let rows = self.rows.len();
        let Some((_, record)) = self.rows.last_mut() else { return Ok(()) };
        if !budget.takes(column.saturating_sub(record.len()), text.len()) || !Budget::has_rows(rows) {
            return Err(Stop::TooLarge(line));
        }
        record.resize(record.len().max(column), String::new());
        if !record[column - 1].is_empty() {
            return Err(Stop::Broken(format!("row {line} holds its column {column} twice")));
        }
        record[column - 1] = text;
        Ok(())
    }

    /// A cell as text; whole numbers without their decimal point; `None` where it is empty.
    fn text(&mut self, cell: &Cell, shared: &Shared<'_>) -> Result<Option<String>, Stop> {
        let value = cell.value.trim();
        let text = match cell.kind.as_str() {
            "s" => {
                let text = value.parse::<usize>().ok().and_then(|number| shared.texts.get(number));
                text.ok_or_else(|| format!("a cell in row {} refers to a text that is not there", cell.place.0))?
                    .as_str()
            }
            "inlineStr" => &cell.inline,
            "b" if value == "1" => "true",
            "b" if value == "0" => "false",
            _ => value,
        };
        let number = matches!(cell.kind.as_str(), "" | "n").then(|| text.parse::<f64>().ok()).flatten();
        let shown = match number {
            Some(number) if shared.dates.get(cell.style) == Some(&true) => {
                self.dates.push(cell.place);
                day(number, shared.from_1904).unwrap_or_else(|| text.to_owned())
            }
            Some(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
            Some(number) => number.to_string(),
            None if cell.kind == "s" || cell.kind == "inlineStr" || cell.kind == "str" => plain(text),
            None => text.to_owned(),
        };
        if cell.formula && shown.is_empty() {
            self.formulas.push(cell.place);
        }
        Ok(Some(shown.trim().to_owned()).filter(|text| !text.is_empty()))
    }
}

/// A text without the marks that workbooks write for letters XML has no place for: `_x000D_`.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (kept, after) = match letter {
            Some(_) => (at, at + 7),
            None => (at + 2, at + 2),
        };
        shown.push_str(&rest[..kept]);
        shown.extend(letter);
        rest = &rest[after..];
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_beyond_a_sheet_are_none() {
        assert_eq!(place("B12"), Some((12, 2)));
        assert_eq!(place("$xfd$1048576"), Some(LAST));
        for text in ["", "12", "B", "XFE1", "ZZZZZZZZ1", "A0", "A1048577", "A99999999999", "A-1", "É1"] {
            assert_eq!(place(text), None, "{text}");
        }
        assert_eq!(merge("B2:A1"), None);
        assert_eq!(merge("A1:B2"), Some(((1, 1), (2, 2))));
    }

    #[test]
    fn marks_for_letters_are_letters() {
        assert_eq!(plain("RAM_x000D_\nLAL"), "RAM\r\nLAL");
        assert_eq!(plain("_x005F_x000D_ _x _xyz_ _x12é_"), "_x000D_ _x _xyz_ _x12é_");
    }
}
