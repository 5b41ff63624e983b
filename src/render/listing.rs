//! A search over many seats: sentences, then a table; or its rows as JSON.

use super::terminal::Style;
use crate::figure::{Cell, Columns};
use crate::format::{figures, votes};
use crate::report::Search;
use serde_json::{Map, Value};
use std::io::Write;

/// So many states are shown where not all pairs are.
const STATES: usize = 8;

/// Writes the sentences and the first `most` rows of the table.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(search: &Search, most: usize, style: Style, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}", search.title)?;
    for sentence in &search.sentences {
        super::text::paragraph(out, style, sentence, "", "")?;
    }
    let table = &search.table;
    if table.rows().is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    super::grid::write(&lines(table, most), &search.numbers, style, out)?;
    more(table, most, out)?;
    let states = &search.states;
    if states.rows().is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let most = if most < table.rows().len() { STATES } else { states.rows().len() };
    let mut lines = lines(states, most);
    lines[0] = ["state", "seats with namesakes", "pairs", "possible", "P(flip) added up"].map(str::to_owned).to_vec();
    super::grid::write(&lines, &[1, 2, 3, 4], style, out)?;
    more(states, most, out)
}

/// The heading and the first rows of a table.
fn lines(table: &Columns, most: usize) -> Vec<Vec<String>> {
    let rows = table.rows().iter().take(most).map(|row| row.iter().map(text).collect());
    std::iter::once(table.header().to_vec()).chain(rows).collect()
}

/// How many rows are not shown.
fn more(table: &Columns, most: usize, out: &mut dyn Write) -> std::io::Result<()> {
    match table.rows().len().saturating_sub(most) {
        0 => Ok(()),
        left => writeln!(out, "and {left} more"),
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Integer(number) => votes(number.unsigned_abs()),
        Cell::Number(number) => figures(*number),
        Cell::Truth(is) => is.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

/// Writes the rows of a table, one JSON object a line.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_lines(table: &Columns, out: &mut dyn Write) -> std::io::Result<()> {
    for row in table.rows() {
        writeln!(out, "{}", object(table, row))?;
    }
    Ok(())
}

/// Writes a search as one JSON object: its sentences and its rows.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_json(search: &Search, out: &mut dyn Write) -> std::io::Result<()> {
    let rows = search.pairs.rows().iter().map(|row| object(&search.pairs, row)).collect();
    let mut whole = Map::new();
    whole.insert("schema".to_owned(), "humnaam.pairs/1".into());
    whole.insert("table".to_owned(), search.title.as_str().into());
    whole.insert("sentences".to_owned(), search.sentences.clone().into());
    whole.insert("pairs".to_owned(), Value::Array(rows));
    let states = search.states.rows().iter().map(|row| object(&search.states, row)).collect();
    whole.insert("states".to_owned(), Value::Array(states));
    let text = serde_json::to_string_pretty(&Value::Object(whole))?;
    writeln!(out, "{text}")
}

fn object(table: &Columns, row: &[Cell]) -> Value {
    let value = |cell: &Cell| match cell {
        Cell::Empty => Value::Null,
        Cell::Integer(number) => (*number).into(),
        Cell::Number(number) => (*number).into(),
        Cell::Truth(is) => (*is).into(),
        Cell::Text(text) => text.as_str().into(),
    };
    Value::Object(table.header().iter().zip(row).map(|(name, cell)| (name.clone(), value(cell))).collect())
}
