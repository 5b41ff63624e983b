//! The heading of every column of a table of candidates, in one row or in several.

use super::records::{Records, TableError};
use super::{Columns, MissingColumns, cells};
use crate::returns::number::{Number, number};
use csv::ByteRecord;

/// Headings are looked for this far down; above them stands what the table says of itself.
const HEADINGS_WITHIN: usize = 15;

/// What stands over the columns.
pub(super) struct Header {
    /// The heading of every column.
    pub names: Vec<String>,
    pub columns: Columns,
    /// The rows down to the last of the headings.
    pub rows: u64,
}

/// Reads down to the headings.
///
/// # Errors
/// [`TableError`]: an empty table, or one of which the columns cannot be told.
pub(super) fn find(records: &mut Records<'_>, told: Option<&str>) -> Result<Header, TableError> {
    let (mut rows, mut why): (Vec<Vec<String>>, Option<MissingColumns>) = (Vec::new(), None);
    let mut record = ByteRecord::new();
    while rows.len() < HEADINGS_WITHIN && records.next(&mut record)? {
        rows.push(texts(&record));
        match Columns::find(&names(&rows), told) {
            Ok(_) => return below(records, rows, told),
            Err(missing) if why.is_none() && rows.last().is_some_and(|row| filled(row) > 1) => why = Some(missing),
            Err(_) => {}
        }
    }
    if rows.iter().flatten().all(String::is_empty) {
        return Err(TableError::Empty);
    }
    let alone = || Columns::find(&rows[0], told).err();
    Err(why.or_else(alone).map_or(TableError::Empty, TableError::Columns))
}

fn texts(record: &ByteRecord) -> Vec<String> {
    record.iter().map(|cell| cells::text(cell).0).collect()
}

/// The headings found so far, with the rows that go on with them.
fn below(records: &mut Records<'_>, mut rows: Vec<Vec<String>>, told: Option<&str>) -> Result<Header, TableError> {
    let found = rows.len() - 1;
    while let Some(record) = records.peek() {
        let row = texts(record);
        if !continues(&rows[found], &row) || rows.len() >= HEADINGS_WITHIN {
            break;
        }
        rows.push(row);
        records.next(&mut ByteRecord::new())?;
    }
    let names = names(&rows);
    let columns = Columns::find(&names, told)?;
    Ok(Header { names, columns, rows: rows.len() as u64 })
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// Whether a row goes on with the headings: it has no number, and stands only where the row above has
/// nothing, or a heading that runs over several columns.
fn continues(above: &[String], row: &[String]) -> bool {
    let numbers = row.iter().any(|cell| matches!(number(cell), Number::Whole(_)));
    let first = row.first().is_none_or(String::is_empty);
    let splits =
        row.iter().enumerate().any(|(at, cell)| !cell.is_empty() && above.get(at).is_none_or(String::is_empty));
    !numbers && first && splits && filled(row) > 0
}

/// The heading of every column over all the rows: the lowest text, with what runs over it from above.
fn names(rows: &[Vec<String>]) -> Vec<String> {
    let rows: Vec<&Vec<String>> =
        rows.iter().filter(|row| filled(row) > 1 || row.first().is_some_and(String::is_empty)).collect();
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let mut names: Vec<(String, String)> = vec![(String::new(), String::new()); width];
    for row in rows {
        let mut group = String::new();
        for (at, (name, above)) in names.iter_mut().enumerate() {
            let cell = row.get(at).map_or("", String::as_str);
            if !cell.is_empty() {
                if !name.is_empty() {
                    above.clone_from(name);
                }
                cell.clone_into(name);
                group.clear();
                if above.is_empty() {
                    cell.clone_into(&mut group);
                }
            } else if name.is_empty() {
                above.clone_from(&group);
            }
        }
    }
    names.into_iter().map(|(name, above)| Columns::name(&name, &above)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn headings_in_two_rows_become_one() {
        let found = names(&rows("TITLE,,,,\n,,Votes Secured,,\nPC Name,Candidate,General,Postal,Total\n"));
        assert_eq!(
            found,
            ["PC Name", "Candidate", "Votes Secured - General", "Votes Secured - Postal", "Votes Secured - Total"]
        );
        let below = names(&rows("PC Name,Candidate,Votes Secured,,\n,,General,Postal,Total\n"));
        assert_eq!(below, found);
        // A group over a heading that is known by itself adds nothing to it.
        assert_eq!(names(&rows("Seat,Who,\nPC Name,Candidate,Party\n")), ["PC Name", "Candidate", "Party"]);
    }
}
