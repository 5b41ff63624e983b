//! Rows into contests, one contest at a time.

use super::cells;
use super::{Column, Columns, ListedCandidate, ListedContest, MissingColumns, RowNote};
use crate::returns::delimiter::delimiter;
use crate::returns::number::{Number, number};
use csv::ByteRecord;
use flate2::bufread::MultiGzDecoder;
use std::collections::BTreeSet;
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

/// Notes kept; more are only counted.
const MOST_NOTES: usize = 1_000;

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

/// A table that is being read.
pub struct CandidateTable<'r> {
    rows: csv::Reader<Fence<Box<dyn BufRead + Send + 'r>>>,
    since: Arc<AtomicU64>,
    header: Vec<String>,
    columns: Columns,
    /// The first row of the next contest.
    waiting: Option<Row>,
    record: ByteRecord,
    /// The contests met, as the hashes of their keys.
    seen: BTreeSet<u64>,
    contests: u64,
    came_back: u64,
    notes: Vec<RowNote>,
    /// How many notes there were in all.
    pub notes_in_all: u64,
    /// How many rows were read.
    pub rows_read: u64,
}

impl std::fmt::Debug for CandidateTable<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CandidateTable")
            .field("columns", &self.columns)
            .field("rows_read", &self.rows_read)
            .finish_non_exhaustive()
    }
}

/// A row on its way into a contest.
#[derive(Debug)]
struct Row {
    key: Key,
    month: Option<u8>,
    candidate: Option<ListedCandidate>,
    position: String,
    row: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    state: String,
    year: String,
    election: String,
    poll: String,
    number: String,
    contest: String,
}

impl Key {
    /// FNV-1a over the parts, so that ten million contests are remembered in little space.
    fn hash(&self) -> u64 {
        let parts = [&self.state, &self.year, &self.election, &self.poll, &self.number, &self.contest];
        let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

impl<'r> CandidateTable<'r> {
    /// Begins to read a table: CSV with commas, semicolons or tabs, plain or gzip. `told` names
    /// columns (see [`Columns::find`]).
    ///
    /// # Errors
    /// [`TableError`]: an empty file, UTF-16, missing columns.
    pub fn new(reader: impl Read + Send + 'r, told: Option<&str>) -> Result<Self, TableError> {
        let unreadable = |error: std::io::Error| TableError::Unreadable { row: 0, error: error.into() };
        let mut plain = BufReader::with_capacity(1 << 16, reader);
        let packed = plain.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);
        let mut text: Box<dyn BufRead + Send + 'r> = if packed {
            Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(plain)))
        } else {
            Box::new(plain)
        };
        let start = text.fill_buf().map_err(unreadable)?;
        if crate::returns::is_utf16(start) {
            return Err(TableError::Utf16);
        }
        let delimiter = delimiter(start);
        let since = Arc::new(AtomicU64::new(0));
        let fenced = Fence { inner: text, since: Arc::clone(&since) };
        let mut rows = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(fenced);
        let header: Vec<String> = match rows.byte_headers() {
            Ok(header) => header.iter().map(|cell| cells::text(cell).0).collect(),
            Err(_) if since.load(Ordering::Relaxed) > LONGEST_ROW => return Err(TableError::Endless { row: 1 }),
            Err(error) => return Err(TableError::Unreadable { row: 0, error }),
        };
        if header.iter().all(String::is_empty) {
            return Err(TableError::Empty);
        }
        let columns = Columns::find(&header, told)?;
        Ok(CandidateTable {
            rows,
            since,
            header,
            columns,
            waiting: None,
            record: ByteRecord::new(),
            seen: BTreeSet::new(),
            contests: 0,
            came_back: 0,
            notes: Vec::new(),
            notes_in_all: 0,
            rows_read: 0,
        })
    }

    /// The notes so far, which are then forgotten.
    pub fn take_notes(&mut self) -> Vec<RowNote> {
        std::mem::take(&mut self.notes)
    }

    /// The next contest; `None` at the end. A contest in which somebody's votes cannot be read is
    /// left out and noted, because every number about it would be wrong.
    ///
    /// # Errors
    /// [`TableError`]: the file cannot be read on, or its contests lie scattered.
    pub fn next_contest(&mut self) -> Result<Option<ListedContest>, TableError> {
        loop {
            let first = match self.waiting.take() {
                Some(row) => row,
                None => match self.row()? {
                    Some(row) => row,
                    None => return Ok(None),
                },
            };
            let (key, row) = (first.key.clone(), first.row);
            self.know(&key, row)?;
            let mut contest = ListedContest {
                state: key.state.clone(),
                year: cells::year(&key.year),
                month: first.month,
                contest: key.contest.clone(),
                by_election: !matches!(key.poll.as_str(), "" | "0" | "0.0"),
                candidates: Vec::new(),
                row,
            };
            let (mut complete, mut positions) = (true, BTreeSet::new());
            let mut next = Some(first);
            while let Some(row) = next {
                // A second winner is another poll of the same seat in the same year.
                let again = row.position == "1" && positions.contains("1");
                if row.key != key || again {
                    self.waiting = Some(row);
                    break;
                }
                self.add(&mut contest, row, &mut positions, &mut complete);
                next = self.row()?;
            }
            if complete {
                return Ok(Some(contest));
            }
        }
    }

    fn add(&mut self, contest: &mut ListedContest, row: Row, positions: &mut BTreeSet<String>, complete: &mut bool) {
        let Some(candidate) = row.candidate else {
            *complete = false;
            return;
        };
        let fresh = positions.insert(row.position.clone()) && !row.position.is_empty();
        let same = |other: &&ListedCandidate| {
            (&other.name, &other.party, other.votes) == (&candidate.name, &candidate.party, candidate.votes)
        };
        let twice = |other: &&ListedCandidate| {
            let one_only = candidate.nota || !candidate.is_independent();
            one_only && (&other.name, &other.party) == (&candidate.name, &candidate.party)
        };
        if let Some(first) = contest.candidates.iter().find(same).filter(|_| !fresh) {
            let what =
                format!("{} stands in row {} already, with the same votes; counted once", candidate.name, first.row);
            self.note(row.row, what);
        } else if let Some(first) = contest.candidates.iter().find(twice) {
            let what = format!(
                "{} ({}) stands in row {} already, with other votes; {} is left out: were these two polls, give them a column poll",
                candidate.name, candidate.party, first.row, contest.contest
            );
            self.note(row.row, what);
            *complete = false;
        } else {
            contest.candidates.push(candidate);
        }
    }

    /// Remembers a contest, and says where one comes back.
    fn know(&mut self, key: &Key, row: u64) -> Result<(), TableError> {
        self.contests += 1;
        if !self.seen.insert(key.hash()) {
            self.came_back += 1;
            if self.came_back > 20 && self.came_back * 5 > self.contests {
                return Err(TableError::Scattered { row, contest: key.contest.clone() });
            }
            let what = format!("{} {} comes a second time; taken as a poll of its own", key.contest, key.year);
            self.note(row, what);
        }
        Ok(())
    }

    fn note(&mut self, row: u64, what: String) {
        self.notes_in_all += 1;
        if self.notes.len() < MOST_NOTES {
            self.notes.push(RowNote { row, what });
        }
    }

    /// The next row that is not blank.
    fn row(&mut self) -> Result<Option<Row>, TableError> {
        loop {
            let mut record = std::mem::take(&mut self.record);
            let read = self.rows.read_byte_record(&mut record);
            let long = self.since.swap(0, Ordering::Relaxed) > LONGEST_ROW;
            let more = read.map_err(|error| {
                if long {
                    TableError::Endless { row: self.rows_read + 2 }
                } else {
                    TableError::Unreadable { row: self.rows_read + 1, error }
                }
            })?;
            if !more {
                return Ok(None);
            }
            self.rows_read += 1;
            if let Some(place) = record.iter().position(|cell| cell.contains(&b'\n')) {
                return Err(TableError::Quotation { row: self.rows_read + 1, column: place + 1 });
            }
            let row = (!record.iter().all(|cell| cell.trim_ascii().is_empty())).then(|| self.parse(&record));
            self.record = record;
            if row.is_some() {
                return Ok(row);
            }
        }
    }

    fn parse(&mut self, record: &ByteRecord) -> Row {
        let row = self.rows_read + 1;
        let mut other_encoding = false;
        let columns = self.columns.clone();
        let mut cell = |column: Column| -> String {
            let bytes = columns.place(column).and_then(|place| record.get(place)).unwrap_or(b"");
            let (text, other) = cells::text(bytes);
            other_encoding |= other;
            text
        };
        let (name, party, position) = (cell(Column::Name), cell(Column::Party), cell(Column::Position));
        let key = Key {
            state: cell(Column::State),
            year: cell(Column::Year),
            election: cell(Column::Election),
            poll: cell(Column::Poll),
            number: cell(Column::Number),
            contest: cell(Column::Contest),
        };
        let month = cell(Column::Month).split('.').next().and_then(|month| month.parse().ok());
        let counted = match (number(&cell(Column::Votes)), columns.place(Column::Votes)) {
            (Number::Missing, place) if columns.place(Column::Evm).is_some() => {
                let (evm, postal) = (number(&cell(Column::Evm)), number(&cell(Column::Postal)));
                match (evm, postal) {
                    (Number::Whole(evm), Number::Whole(postal)) => Number::Whole(evm + postal),
                    (Number::Whole(evm), Number::Missing) if place.is_none() => Number::Whole(evm),
                    (Number::Missing, _) => Number::Missing,
                    _ => Number::Unreadable,
                }
            }
            (votes, _) => votes,
        };
        let shown = cell(Column::Votes);
        if other_encoding {
            self.note(row, format!("{name}: this row is no UTF-8; read as Windows-1252"));
        }
        let nota = cells::is_nota(&name, &party);
        let seat = [key.contest.as_str(), key.year.as_str()].join(" ");
        let head = |column| columns.place(column).and_then(|place| self.header.get(place)).cloned().unwrap_or_default();
        let (names, numbers) = (head(Column::Name), head(Column::Votes));
        let candidate = match counted {
            Number::Whole(votes) if !name.is_empty() => Some(ListedCandidate { name, party, votes, nota, row }),
            Number::Whole(votes) if nota => Some(ListedCandidate { name: "NOTA".to_owned(), party, votes, nota, row }),
            Number::Whole(_) => {
                self.note(row, format!("column {names}: no name stands here; {seat} is left out until one does"));
                None
            }
            Number::Missing => {
                self.note(
                    row,
                    format!("column {numbers}: {name} has no votes; {seat} is left out until they are there"),
                );
                None
            }
            Number::Unreadable => {
                let shown: String = shown.chars().take(40).collect();
                self.note(
                    row,
                    format!(
                        "column {numbers}: \"{shown}\" is no whole number of votes; {seat} is left out until it is one"
                    ),
                );
                None
            }
        };
        Row { key, month, candidate, position, row }
    }
}

#[cfg(test)]
mod tests;
