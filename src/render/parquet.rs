//! Tables as Parquet, by the low-level writer of the crate `parquet`: no Arrow, no codec.
//!
//! Rows are kept until they fill a row group and go out column by column, so that what is in memory does not
//! grow with the table.

use crate::figure::{Cell, Kind};
use ::parquet::basic::{LogicalType, Repetition, Type as Physical};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// Rows of a row group, which is what is kept in memory.
const ROWS: usize = 65_536;

/// A table that is being written, row by row. Every column may have empty cells.
pub struct Table<'w> {
    writer: SerializedFileWriter<&'w mut (dyn Write + Send)>,
    columns: Vec<Column>,
    rows: usize,
}

/// The cells of one column that are not written yet.
struct Column {
    values: Values,
    /// 1 for a cell with something in it, 0 for an empty one.
    filled: Vec<i16>,
}

enum Values {
    Integers(Vec<i64>),
    Numbers(Vec<f64>),
    Texts(Vec<ByteArray>),
    Truths(Vec<bool>),
}

impl<'w> Table<'w> {
    /// Begins a table of these columns.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    pub fn new(columns: &[(String, Kind)], out: &'w mut (dyn Write + Send)) -> std::io::Result<Self> {
        let fields = columns.iter().map(|(name, kind)| field(name, *kind).map(Arc::new));
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(plain)?;
        let schema = Type::group_type_builder("table").with_fields(fields).build().map_err(plain)?;
        let properties = WriterProperties::builder().set_statistics_enabled(EnabledStatistics::Chunk).build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(plain)?;
        let columns = columns.iter().map(|(_, kind)| Column::new(*kind)).collect();
        Ok(Table { writer, columns, rows: 0 })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    pub fn push(&mut self, row: &[Cell]) -> std::io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.push(cell);
        }
        self.rows += 1;
        if self.rows == ROWS { self.group() } else { Ok(()) }
    }

    /// Writes what is left, and the foot of the file.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    pub fn end(mut self) -> std::io::Result<()> {
        if self.rows > 0 {
            self.group()?;
        }
        self.writer.close().map(drop).map_err(plain)
    }

    /// Writes the rows so far as a row group.
    fn group(&mut self) -> std::io::Result<()> {
        let mut group = self.writer.next_row_group().map_err(plain)?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column().map_err(plain)? else { break };
            let filled = Some(&column.filled[..]);
            match (writer.untyped(), &mut column.values) {
                (ColumnWriter::Int64ColumnWriter(writer), Values::Integers(values)) => {
                    writer.write_batch(values, filled, None).map_err(plain)?;
                    values.clear();
                }
                (ColumnWriter::DoubleColumnWriter(writer), Values::Numbers(values)) => {
                    writer.write_batch(values, filled, None).map_err(plain)?;
                    values.clear();
                }
                (ColumnWriter::ByteArrayColumnWriter(writer), Values::Texts(values)) => {
                    writer.write_batch(values, filled, None).map_err(plain)?;
                    values.clear();
                }
                (ColumnWriter::BoolColumnWriter(writer), Values::Truths(values)) => {
                    writer.write_batch(values, filled, None).map_err(plain)?;
                    values.clear();
                }
                _ => return Err(std::io::Error::other("a column is of another kind than its schema says")),
            }
            column.filled.clear();
            writer.close().map_err(plain)?;
        }
        self.rows = 0;
        group.close().map(drop).map_err(plain)
    }
}

impl Column {
    fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Integer => Values::Integers(Vec::new()),
            Kind::Number => Values::Numbers(Vec::new()),
            Kind::Text => Values::Texts(Vec::new()),
            Kind::Truth => Values::Truths(Vec::new()),
        };
        Column { values, filled: Vec::new() }
    }

    /// Adds a cell. One that does not fit the column is left empty, but for whole numbers among measured ones
    /// and whatever can be written out.
    fn push(&mut self, cell: &Cell) {
        let fits = match (&mut self.values, cell) {
            (Values::Integers(values), Cell::Integer(value)) => {
                values.push(*value);
                true
            }
            (Values::Numbers(values), Cell::Number(value)) => {
                values.push(*value);
                true
            }
            (Values::Numbers(values), Cell::Integer(value)) => {
                values.push(*value as f64);
                true
            }
            (Values::Truths(values), Cell::Truth(is)) => {
                values.push(*is);
                true
            }
            (Values::Texts(values), cell) => {
                let text = match cell {
                    Cell::Empty => None,
                    Cell::Text(text) => Some(text.clone()),
                    Cell::Integer(number) => Some(number.to_string()),
                    Cell::Number(number) => Some(number.to_string()),
                    Cell::Truth(is) => Some(is.to_string()),
                };
                text.map(|text| values.push(ByteArray::from(text.as_str()))).is_some()
            }
            _ => false,
        };
        self.filled.push(i16::from(fits));
    }
}

fn field(name: &str, kind: Kind) -> Result<Type, ParquetError> {
    let (physical, logical) = match kind {
        Kind::Integer => (Physical::INT64, None),
        Kind::Number => (Physical::DOUBLE, None),
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Truth => (Physical::BOOLEAN, None),
    };
    let column = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    column.with_logical_type(logical).build()
}

/// The error of the disk below, where that is what it was.
fn plain(error: ParquetError) -> std::io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(error) => *error,
            Err(other) => std::io::Error::other(other),
        },
        other => std::io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    #[test]
    fn what_is_written_is_read_back_over_many_row_groups() {
        let columns = [("index", Kind::Integer), ("a.b", Kind::Number), ("शब्द", Kind::Text), ("photos", Kind::Truth)];
        let columns = columns.map(|(name, kind)| (name.to_owned(), kind));
        let row = |i: i64| {
            let text = if i % 5 == 0 { Cell::Empty } else { Cell::Text(format!("=n{}", i % 3)) };
            let number = match i % 4 {
                0 => Cell::Empty,
                1 => Cell::Integer(i),
                _ => Cell::Number(i as f64 / 3.0),
            };
            let truth = if i % 7 == 0 { Cell::Empty } else { Cell::Truth(i % 2 == 0) };
            vec![Cell::Integer(i), number, text, truth]
        };
        let count = 2 * i64::try_from(ROWS).unwrap() + 17;
        let written = || {
            let mut bytes: Vec<u8> = Vec::new();
            let mut table = Table::new(&columns, &mut bytes).unwrap();
            (0..count).for_each(|i| table.push(&row(i)).unwrap());
            table.end().unwrap();
            bytes
        };
        let bytes = written();
        assert!(bytes == written(), "the same table has the same bytes");
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 3);
        let mut rows = 0;
        for (i, read) in (0..).zip(reader.get_row_iter(None).unwrap()) {
            let read: Vec<(String, Field)> = read.unwrap().into_columns();
            for ((name, field), (cell, (column, _))) in read.iter().zip(row(i).iter().zip(&columns)) {
                assert_eq!(name, column);
                match (cell, field) {
                    (Cell::Empty, Field::Null) => {}
                    (Cell::Integer(a), Field::Long(b)) => assert_eq!(a, b),
                    (Cell::Integer(a), Field::Double(b)) => assert_eq!(*a as f64, *b),
                    (Cell::Number(a), Field::Double(b)) => assert_eq!(a, b),
                    (Cell::Text(a), Field::Str(b)) => assert_eq!(a, b),
                    (Cell::Truth(a), Field::Bool(b)) => assert_eq!(a, b),
                    other => panic!("{other:?}"),
                }
            }
            rows += 1;
        }
        assert_eq!(rows, count);
    }

    /// A disk with room for so many bytes.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_named_as_one() {
        let columns = [("index".to_owned(), Kind::Integer)];
        let mut disk = Full(100_000);
        let mut table = Table::new(&columns, &mut disk).unwrap();
        let ended = (0..300_000).try_for_each(|i| table.push(&[Cell::Integer(i)])).and_then(|()| table.end());
        assert_eq!(ended.unwrap_err().kind(), std::io::ErrorKind::StorageFull);
    }
}
