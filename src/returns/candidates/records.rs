//! The rows of a table as they come off a stream, one at a time and never too long.

use super::{MissingColumns, RowNote, packed};
use crate::returns::delimiter::delimiter;
use csv::ByteRecord;
#[cfg(feature = "workbooks")]
use flate2::bufread::MultiGzDecoder;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Why a table cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The columns cannot be told.
    #[error(transparent)]
    Columns(#[from] MissingColumns),
    /// The text is in UTF-16.
    #[error("row 1: the file is UTF-16; save it as UTF-8")]
    Utf16,
    /// It is a workbook or another container, and no table can be read from it.
    #[error("{0}")]
    Container(String),
    /// Nothing stands in it.
    #[error("the file is empty; its first row must name the columns")]
    Empty,
    /// The rows of a contest lie scattered.
    #[error(
        "row {row}: the rows of a contest do not stand together ({contest} comes back); sort the table by state, year and seat"
    )]
    Scattered {
        /// The row.
        row: u64,
        /// The contest.
        contest: String,
    },
    /// A quotation mark is opened and not closed where it should be.
    #[error(
        "row {row}, column {column}: a quotation mark is opened and not closed on its line, and would swallow the rows below; close it or remove it"
    )]
    Quotation {
        /// The row.
        row: u64,
        /// The column, from 1.
        column: usize,
    },
    /// A row does not end.
    #[error(
        "row {row}: no row ends within a megabyte from here; a quotation mark is opened and not closed: close it or remove it"
    )]
    Endless {
        /// The row.
        row: u64,
    },
    /// The file ends early, is no gzip though it begins so, or cannot be read.
    #[error("after row {row}: {error}")]
    Unreadable {
        /// The last row that was read.
        row: u64,
        /// What the reading said.
        error: csv::Error,
    },
}

/// No row of a table has more bytes.
const LONGEST_ROW: u64 = 1 << 20;

/// Reads on until a row has become too long: a quotation mark that is never closed would otherwise
/// take the rest of the file into memory, whatever its size, before anybody could say so.
struct Fence<R> {
    inner: R,
    /// Bytes since the last row ended, give or take what is read ahead.
    since: Arc<AtomicU64>,
}

impl<R: Read> Read for Fence<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.since.load(Ordering::Relaxed) > LONGEST_ROW {
            return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "the row is too long"));
        }
        let read = self.inner.read(buffer)?;
        self.since.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// The rows of a table.
pub(super) struct Records<'r> {
    rows: csv::Reader<Fence<Box<dyn BufRead + Send + 'r>>>,
    since: Arc<AtomicU64>,
    /// What was looked at before its turn: a row, the end, or an error.
    waiting: Option<Result<Option<ByteRecord>, TableError>>,
    /// How many rows came off the stream.
    read: u64,
    /// What was left out of the container it came in.
    pub notes: Vec<RowNote>,
}

impl<'r> Records<'r> {
    /// Opens a table: text, plain or packed by gzip, or the sheet of a workbook; its cells parted by whatever parts them.
    ///
    /// # Errors
    /// [`TableError`]: it is no such text, or cannot be read.
    pub fn open(reader: impl Read + Send + 'r) -> Result<Self, TableError> {
        let unreadable = |error: std::io::Error| TableError::Unreadable { row: 0, error: error.into() };
        let mut plain = BufReader::with_capacity(1 << 16, reader);
        let packed = plain.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);
        #[cfg(feature = "workbooks")]
        let mut text: Box<dyn BufRead + Send + 'r> = if packed {
            Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(plain)))
        } else {
            Box::new(plain)
        };
        #[cfg(not(feature = "workbooks"))]
        let mut text: Box<dyn BufRead + Send + 'r> = Box::new(plain);
        #[cfg(not(feature = "workbooks"))]
        if packed {
            return Err(TableError::Container("this table is packed (gzip); unpack it first".to_owned()));
        }
        let mut notes = Vec::new();
        if packed::is_one(text.fill_buf().map_err(unreadable)?) {
            let (lines, found) = packed::lines(&mut text).map_err(TableError::Container)?;
            (text, notes) = (Box::new(std::io::Cursor::new(lines)), found);
        }
        let start = text.fill_buf().map_err(unreadable)?;
        if crate::returns::is_utf16(start) {
            return Err(TableError::Utf16);
        }
        let delimiter = delimiter(start);
        let since = Arc::new(AtomicU64::new(0));
        let fenced = Fence { inner: text, since: Arc::clone(&since) };
        let rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(fenced);
        Ok(Records { rows, since, waiting: None, read: 0, notes })
    }

    /// Reads the next row into a record; false at the end.
    ///
    /// # Errors
    /// [`TableError`]: the stream cannot be read on, or the row does not end.
    pub fn next(&mut self, record: &mut ByteRecord) -> Result<bool, TableError> {
        if let Some(waiting) = self.waiting.take() {
            let waiting = waiting?;
            let more = waiting.is_some();
            *record = waiting.unwrap_or_default();
            return Ok(more);
        }
        let read = self.rows.read_byte_record(record);
        let long = self.since.swap(0, Ordering::Relaxed) > LONGEST_ROW;
        let more = read.map_err(|error| {
            if long {
                TableError::Endless { row: self.read + 1 }
            } else {
                TableError::Unreadable { row: self.read, error }
            }
        })?;
        self.read += u64::from(more);
        Ok(more)
    }

    /// The next row, which stays the next; `None` at the end, and where the stream cannot be read on, which
    /// is then said at its turn.
    pub fn peek(&mut self) -> Option<&ByteRecord> {
        if self.waiting.is_none() {
            let mut record = ByteRecord::new();
            self.waiting = Some(self.next(&mut record).map(|more| more.then_some(record)));
        }
        self.waiting.as_ref()?.as_ref().ok()?.as_ref()
    }
}
