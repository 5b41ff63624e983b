//! Tables of many rows, written while they are made: as CSV, or as Parquet where this build can.

use super::csv;
#[cfg(feature = "parquet")]
use super::parquet;
use crate::figure::Columns;
use crate::figure::{Cell, Kind};
use std::io::Write;

/// What such a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Lines of text.
    Csv,
    /// Parquet.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl TableFormat {
    /// The name of a table's file.
    #[must_use]
    pub fn file(self, stem: &str) -> String {
        let ending = match self {
            TableFormat::Csv => "csv",
            #[cfg(feature = "parquet")]
            TableFormat::Parquet => "parquet",
        };
        format!("{stem}.{ending}")
    }
}

/// A table that is being written.
pub enum Rows<'w> {
    /// Lines of text.
    Csv(&'w mut (dyn Write + Send)),
    /// Parquet.
    #[cfg(feature = "parquet")]
    Parquet(Box<parquet::Table<'w>>),
}

impl<'w> Rows<'w> {
    /// Begins a table of these columns.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    pub fn begin(
        format: TableFormat,
        columns: &[(String, Kind)],
        out: &'w mut (dyn Write + Send),
    ) -> std::io::Result<Self> {
        match format {
            TableFormat::Csv => {
                csv::write(&Columns::new(columns.iter().map(|(name, _)| name.as_str())), out)?;
                Ok(Rows::Csv(out))
            }
            #[cfg(feature = "parquet")]
            TableFormat::Parquet => parquet::Table::new(columns, out).map(|table| Rows::Parquet(Box::new(table))),
        }
    }

    /// Adds rows.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    pub fn add(&mut self, rows: &[Vec<Cell>]) -> std::io::Result<()> {
        match self {
            Rows::Csv(out) => csv::write_rows(rows, out),
            #[cfg(feature = "parquet")]
            Rows::Parquet(table) => rows.iter().try_for_each(|row| table.push(row)),
        }
    }

    /// Ends the table.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    pub fn end(self) -> std::io::Result<()> {
        match self {
            Rows::Csv(out) => out.flush(),
            #[cfg(feature = "parquet")]
            Rows::Parquet(table) => table.end(),
        }
    }
}
