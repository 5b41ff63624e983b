//! Tables of many rows, written while they are made: as CSV, or as Parquet where this build can.

use super::exit::CommandError;
use super::words::Format;
use crate::figure::Columns;
use crate::figure::{Cell, Kind};
use crate::render;
use std::io::Write;

/// What such a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableFormat {
    Csv,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl TableFormat {
    /// What `--format` asks for; Parquet is refused by a build that cannot.
    #[cfg_attr(feature = "parquet", expect(clippy::unnecessary_wraps, reason = "another build refuses Parquet"))]
    pub fn of(format: Format) -> Result<Self, CommandError> {
        match format {
            #[cfg(feature = "parquet")]
            Format::Parquet => Ok(TableFormat::Parquet),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => Err(CommandError::new(
                super::exit::USAGE,
                "this build cannot write Parquet\nhelp: use --format csv, or build it with cargo install --path . --features parquet",
            )),
            _ => Ok(TableFormat::Csv),
        }
    }

    /// The same by the ending of a file's name.
    pub fn by_name(file: &str) -> Result<Self, CommandError> {
        TableFormat::of(if file.ends_with(".parquet") { Format::Parquet } else { Format::Csv })
    }

    /// The name of a table's file.
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
pub(super) enum Rows<'w> {
    Csv(&'w mut (dyn Write + Send)),
    #[cfg(feature = "parquet")]
    Parquet(Box<render::parquet::Table<'w>>),
}

impl<'w> Rows<'w> {
    /// Begins a table of these columns.
    pub fn begin(
        format: TableFormat,
        columns: &[(String, Kind)],
        out: &'w mut (dyn Write + Send),
    ) -> std::io::Result<Self> {
        match format {
            TableFormat::Csv => {
                render::csv::write(&Columns::new(columns.iter().map(|(name, _)| name.as_str())), out)?;
                Ok(Rows::Csv(out))
            }
            #[cfg(feature = "parquet")]
            TableFormat::Parquet => {
                render::parquet::Table::new(columns, out).map(|table| Rows::Parquet(Box::new(table)))
            }
        }
    }

    /// Adds rows.
    pub fn add(&mut self, rows: &[Vec<Cell>]) -> std::io::Result<()> {
        match self {
            Rows::Csv(out) => render::csv::write_rows(rows, out),
            #[cfg(feature = "parquet")]
            Rows::Parquet(table) => rows.iter().try_for_each(|row| table.push(row)),
        }
    }

    /// Ends the table.
    pub fn end(self) -> std::io::Result<()> {
        match self {
            Rows::Csv(out) => out.flush(),
            #[cfg(feature = "parquet")]
            Rows::Parquet(table) => table.end(),
        }
    }
}
