//! Tables of candidates, read contest by contest.

use super::exit::{CommandError, INVALID, NO_INPUT};
use super::{input, progress, terminal};
use crate::format::counted;
use crate::returns::candidates::{CandidateTable, ListedContest, RowNote, TableError};

/// Notes shown of a table; the others are only counted.
const MOST_NOTES: u64 = 20;

/// Contests between two looks at whether somebody asked to stop.
const LOOKS: u64 = 256;

/// Reads a table to its end. What is odd about its rows goes to standard error.
pub(super) fn read(path: &str, columns: Option<&str>, take: &mut dyn FnMut(ListedContest)) -> Result<(), CommandError> {
    let wrong = |error: TableError| {
        let code = if matches!(error, TableError::Unreadable { .. }) { NO_INPUT } else { INVALID };
        CommandError::new(code, format!("{path}: {error}"))
    };
    let stream = input::stream(path).map_err(|why| CommandError::new(NO_INPUT, why))?;
    let mut table = CandidateTable::new(stream, columns).map_err(wrong)?;
    let mut contests = 0_u64;
    while let Some(contest) = table.next_contest().map_err(wrong)? {
        contests += 1;
        if contests.is_multiple_of(LOOKS) {
            progress::interrupted(path)?;
        }
        take(contest);
    }
    let notes = table.take_notes();
    say(path, &notes, table.notes_in_all);
    if contests == 0 {
        let message =
            format!("{path}: no contest could be read; the first row names the columns and every other is a candidate");
        return Err(CommandError::new(INVALID, message));
    }
    Ok(())
}

fn say(path: &str, notes: &[RowNote], in_all: u64) {
    for note in notes.iter().take(usize::try_from(MOST_NOTES).unwrap_or(usize::MAX)) {
        // What is said of the file as a whole has no row.
        let place = if note.row == 0 { path.to_owned() } else { format!("{path}:{}", note.row) };
        terminal::note(&format!("{place}: note: {}", note.what));
    }
    if in_all > MOST_NOTES {
        terminal::note(&format!("{path}: and {}", counted(in_all - MOST_NOTES, "more note", "more notes")));
    }
}
