//! Tables as CSV.

use crate::figure::Cell;
use crate::figure::Columns;
use std::io::Write;

/// Writes a table with its header, comma-separated, lines ending in a line feed.
///
/// A text that a spreadsheet would run as a formula is written behind an apostrophe.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(table: &Columns, out: &mut dyn Write) -> std::io::Result<()> {
    write_row(table.header().iter().cloned(), out)?;
    write_rows(table.rows(), out)
}

/// Writes rows without a header, for tables that are never in memory as a whole.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_rows<'a>(rows: impl IntoIterator<Item = &'a Vec<Cell>>, out: &mut dyn Write) -> std::io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    for row in rows {
        writer.write_record(row.iter().map(text)).map_err(plain)?;
    }
    writer.flush()
}

fn write_row(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> std::io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(cells).map_err(plain)?;
    writer.flush()
}

/// The error of the disk below, where that is what it was: a full one has a cure.
fn plain(error: ::csv::Error) -> std::io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Truth(is) => is.to_string(),
        Cell::Integer(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => crate::visible::cell(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_do_not_run_and_commas_do_not_split() {
        let table = Columns::new(["name", "votes"])
            .row([Cell::from("=cmd"), Cell::from(-3_i64)])
            .row([Cell::from("a,b"), Cell::Empty]);
        let mut out = Vec::new();
        write(&table, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "name,votes\n'=cmd,-3\n\"a,b\",\n");
    }
}
