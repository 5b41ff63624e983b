//! A search over many seats: sentences, then a table; or its rows as JSON.

use crate::figure::{Cell, Columns};
use crate::report::Search;
use serde_json::{Map, Value};
use std::io::Write;

/// A name is cut to this in the table; files have all of it.
const LONGEST: usize = 28;

/// Writes the sentences and the first `most` rows of the table.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(search: &Search, most: usize, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}", search.title)?;
    for sentence in &search.sentences {
        super::text::paragraph(out, sentence, "", "")?;
    }
    let table = &search.table;
    if table.rows().is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let mut lines: Vec<Vec<(String, bool)>> = vec![table.header().iter().map(|name| (name.clone(), false)).collect()];
    lines.extend(table.rows().iter().take(most).map(|row| row.iter().map(cell).collect()));
    let widths: Vec<usize> = (0..table.header().len())
        .map(|column| lines.iter().map(|line| line[column].0.chars().count()).max().unwrap_or(0))
        .collect();
    for line in &lines {
        let mut text = String::new();
        for (column, ((cell, _), width)) in line.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(width - cell.chars().count());
            let right = lines.get(1).is_some_and(|row| row[column].1);
            text.push_str(if column > 0 { "  " } else { "" });
            text.push_str(&if right { format!("{gap}{cell}") } else { format!("{cell}{gap}") });
        }
        writeln!(out, "{}", text.trim_end())?;
    }
    if table.rows().len() > most {
        writeln!(out, "and {} more", table.rows().len() - most)?;
    }
    Ok(())
}

/// The text of a cell, and whether it is a number, which is set to the right.
fn cell(cell: &Cell) -> (String, bool) {
    match cell {
        Cell::Empty => ("-".to_owned(), false),
        Cell::Integer(number) => (number.to_string(), true),
        Cell::Number(number) => (number.to_string(), true),
        Cell::Text(text) => {
            let number = text.starts_with(|c: char| c.is_ascii_digit() || c == '<' || c == '(');
            if text.chars().count() <= LONGEST {
                (text.clone(), number)
            } else {
                (text.chars().take(LONGEST - 1).chain(['…']).collect(), number)
            }
        }
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
