//! A search over many seats: sentences, then a table; or its rows as JSON.

use super::terminal::Style;
use crate::figure::{Cell, Columns};
use crate::report::Search;
use serde_json::{Map, Value};
use std::io::Write;

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
    let mut lines: Vec<Vec<String>> = vec![table.header().to_vec()];
    lines.extend(table.rows().iter().take(most).map(|row| row.iter().map(text).collect()));
    super::grid::write(&lines, &search.numbers, style, out)?;
    if table.rows().len() > most {
        writeln!(out, "and {} more", table.rows().len() - most)?;
    }
    Ok(())
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Integer(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
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
    let text = serde_json::to_string_pretty(&Value::Object(whole))?;
    writeln!(out, "{text}")
}

fn object(table: &Columns, row: &[Cell]) -> Value {
    let value = |cell: &Cell| match cell {
        Cell::Empty => Value::Null,
        Cell::Integer(number) => (*number).into(),
        Cell::Number(number) => (*number).into(),
        Cell::Text(text) => text.as_str().into(),
    };
    Value::Object(table.header().iter().zip(row).map(|(name, cell)| (name.clone(), value(cell))).collect())
}
