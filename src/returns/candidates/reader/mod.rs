//! Rows into contests, one contest at a time.

use super::header::{self, Header};
use super::records::{Records, TableError};
use super::{Column, Columns, ListedCandidate, ListedContest, RowNote, cells};
use crate::returns::label::label;
use crate::returns::number::{Number, number};
use csv::ByteRecord;
use std::collections::BTreeSet;
use std::io::Read;

/// Notes kept; more are only counted.
const MOST_NOTES: usize = 1_000;

/// A table that is being read.
pub struct CandidateTable<'r> {
    records: Records<'r>,
    /// The rows down to the last of the headings.
    above: u64,
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
    /// Begins to read a table: CSV with commas, semicolons or tabs, plain or gzip, or a workbook. `told` names
    /// columns (see [`Columns::find`]).
    ///
    /// # Errors
    /// [`TableError`]: an empty file, UTF-16, missing columns.
    pub fn new(reader: impl Read + Send + 'r, told: Option<&str>) -> Result<Self, TableError> {
        let mut records = Records::open(reader)?;
        let notes = std::mem::take(&mut records.notes);
        let Header { names: header, columns, rows: above } = header::find(&mut records, told)?;
        Ok(CandidateTable {
            records,
            above,
            header,
            columns,
            waiting: None,
            record: ByteRecord::new(),
            seen: BTreeSet::new(),
            contests: 0,
            came_back: 0,
            notes_in_all: notes.len() as u64,
            notes,
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
                self.without_total(&mut contest);
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

    /// Sets aside a last row without a party that holds exactly what all the others hold: a total, whatever
    /// it is called.
    fn without_total(&mut self, contest: &mut ListedContest) {
        let Some((last, others)) = contest.candidates.split_last() else { return };
        let sum = others.iter().map(|other| other.votes).fold(0, u64::saturating_add);
        let valid = others.iter().filter(|other| !other.nota).map(|other| other.votes).fold(0, u64::saturating_add);
        let a_sum = last.votes > 0 && (last.votes == sum || last.votes == valid);
        let nobody = last.party.is_empty() && others.iter().any(|other| !other.party.is_empty());
        if others.len() >= 2 && nobody && !last.nota && a_sum {
            let (row, what) =
                (last.row, format!("{} holds the sum of the rows above it; the row is set aside", last.name));
            contest.candidates.pop();
            self.note(row, what);
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
            if !self.records.next(&mut record)? {
                return Ok(None);
            }
            self.rows_read += 1;
            if let Some(place) = record.iter().position(|cell| cell.contains(&b'\n')) {
                return Err(TableError::Quotation { row: self.rows_read + self.above, column: place + 1 });
            }
            if self.counts_nobody(&record) {
                self.record = record;
                continue;
            }
            let row = (!record.iter().all(|cell| cell.trim_ascii().is_empty())).then(|| self.parse(&record));
            self.record = record;
            if row.is_some() {
                return Ok(row);
            }
        }
    }

    /// Whether a row counts something else than a candidate, such as a total, which is then noted. A name
    /// makes a row one of these only where every word of it is a word of forms.
    fn counts_nobody(&mut self, record: &ByteRecord) -> bool {
        let text = |column| {
            let cell = self.columns.place(column).and_then(|place| record.get(place));
            cell.map_or_else(String::new, |cell| cells::text(cell).0)
        };
        let name = text(Column::Name);
        let shown = if name.is_empty() {
            record.iter().map(|cell| cells::text(cell).0).find(|cell| !cell.is_empty()).unwrap_or_default()
        } else {
            name
        };
        let nobody = label(&shown).is_some_and(|label| label.counts_nobody(!text(Column::Party).is_empty()));
        if !nobody {
            return false;
        }
        self.note(self.rows_read + self.above, format!("\"{shown}\" counts no candidate; the row is set aside"));
        true
    }

    fn parse(&mut self, record: &ByteRecord) -> Row {
        let row = self.rows_read + self.above;
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
