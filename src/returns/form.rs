//! One form as read: the columns, the rows of booths, and what the form itself says they add up to.

use super::finding::Finding;
use super::heading::tidied;
use super::number::{Number, number};

/// A column of votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// The field of the line, from 1; of a long table the field of the votes.
    pub place: usize,
    /// The heading, with single blanks; of a long table the candidate and the party.
    pub header: String,
    /// The number on the ballot, where it is printed.
    pub number: Option<u32>,
    /// The name.
    pub name: String,
    /// Whether this is "None of the above".
    pub nota: bool,
    /// The id, where the heading is one.
    pub id: Option<String>,
}

/// A cell that is no number of votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slip {
    /// The line it stands on.
    pub line: u64,
    /// The field of the line.
    pub place: usize,
    /// Which column of votes.
    pub column: usize,
    /// What stands there.
    pub text: String,
}

/// One row of votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The line of the file.
    pub line: u64,
    /// The segment's id.
    pub segment: String,
    /// The booth, as the form calls it.
    pub booth: String,
    /// Registered voters, where stated.
    pub electors: Option<u32>,
    /// Votes in the order of the columns; `None` where the cell is a slip.
    pub votes: Vec<Option<u32>>,
    /// Votes found invalid.
    pub rejected: u64,
    /// What the row says it adds up to, in the order of [`Form::sums`].
    pub stated: Vec<Option<u64>>,
    /// What the row is, as far as its label says.
    pub kind: Kind,
}

/// What a row of votes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A booth.
    Booth,
    /// A total, by its label.
    Total,
    /// It says neither; its votes may show that it is a total.
    Unnamed,
    /// It has words where the other booths have numbers; its votes may show what it is.
    Worded,
}

/// A column of stated sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    /// The field of the line.
    pub place: usize,
    /// The heading.
    pub header: String,
    /// Whether it counts who came rather than what was counted: mostly the same, and never held
    /// against the votes.
    pub turnout: bool,
}

impl Row {
    /// The votes as far as they can be read.
    pub fn polled(&self) -> u64 {
        self.votes.iter().flatten().map(|&votes| u64::from(votes)).sum()
    }

    /// Whether every cell of votes is a number.
    pub fn reads(&self) -> bool {
        self.votes.iter().all(Option::is_some)
    }
}

/// One file as read.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    pub file: String,
    pub columns: Vec<Column>,
    /// Columns of stated sums.
    pub sums: Vec<Sum>,
    /// The field that holds the booth, and the one that holds the electors.
    pub booth_place: usize,
    pub electors_place: usize,
    /// The field that holds rejected votes; 0 where there is none.
    pub rejected_place: usize,
    pub rows: Vec<Row>,
    pub slips: Vec<Slip>,
    /// Whether the table is of precincts, of which some count the absentees of a whole county.
    pub of_precincts: bool,
    /// Votes outside the booths, by column, where the form has a row for them.
    pub postal: Option<Vec<u64>>,
    pub findings: Vec<Finding>,
}

impl Form {
    pub fn named(file: &str) -> Self {
        Form { file: file.to_owned(), ..Form::default() }
    }

    #[inline(never)]
    pub fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Reads a cell of votes, and notes it where it is none.
    pub fn votes(&mut self, line: u64, place: usize, column: usize, text: &str) -> Option<u32> {
        let votes = count(text).and_then(|votes| u32::try_from(votes).ok());
        if votes.is_none() {
            self.slips.push(Slip { line, place, column, text: text.to_owned() });
        }
        votes
    }

    /// Reads a cell of electors, which may be empty; what is no number is left empty and said.
    pub fn electors(&mut self, line: u64, place: usize, text: &str) -> Option<u32> {
        let electors = count(text).and_then(|electors| u32::try_from(electors).ok());
        if electors.is_none() && !text.is_empty() {
            let file = self.file.clone();
            let what = "the electors are no whole number and are left empty";
            self.find(Finding::new((&file, line, place), what, "a cell that was misread").value(text));
        }
        electors
    }
}

/// A whole number, however it is written.
pub(super) fn count(text: &str) -> Option<u64> {
    match number(text) {
        Number::Whole(number) => Some(number),
        Number::Missing | Number::Unreadable => None,
    }
}

/// The first whole number inside a text that is more than that: `ge 1102` gives 1102.
pub(super) fn digits_within(text: &str) -> Option<u32> {
    let mut parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next());
    let lonely = second.is_none() && !text.contains(['-', '.', 'e', 'E']) || text.contains(' ') && second.is_none();
    if lonely { first.parse().ok() } else { None }
}

/// The longest id.
const LONGEST_ID: usize = 48;

/// A file's name as an id. A name too long for one keeps its beginning and gets a number made of the
/// whole, so that two files that differ at their ends alone stay two segments.
pub(super) fn id_of_file(name: &str) -> String {
    let whole = id_of_length(name, usize::MAX);
    if whole.len() <= LONGEST_ID {
        return whole;
    }
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{}_{hash:08x}", &whole[..LONGEST_ID - 9])
}

/// A name as an id: letters and digits in lower case, words joined by `_`.
pub(super) fn id_of(name: &str) -> String {
    id_of_length(name, LONGEST_ID)
}

fn id_of_length(name: &str, length: usize) -> String {
    let plain: String =
        tidied(name).chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let words: Vec<&str> = plain.split('_').filter(|word| !word.is_empty()).collect();
    words.join("_").chars().take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_are_a_count() {
        assert_eq!((count("1102"), count("1,102")), (Some(1_102), Some(1_102)));
        for text in ["", "-5", "1e30", "12.5", "ge 1102", "1,1,02", "+3", "9999999999999"] {
            assert_eq!(count(text), None, "{text}");
        }
        assert_eq!(digits_within("ge 1102"), Some(1_102));
        assert_eq!(digits_within("-5"), None);
        assert_eq!(digits_within("1e30"), None);
        assert_eq!(digits_within("12 of 13"), None);
    }

    #[test]
    fn ids_are_plain() {
        assert_eq!(id_of("PT. YOGESH KUMAR  DWIVEDI"), "pt_yogesh_kumar_dwivedi");
        assert_eq!(id_of("हेमा"), "");
        let long = "form_20_final_result_sheet_of_the_assembly_constituency_";
        let (first, second) = (id_of_file(&format!("{long}081")), id_of_file(&format!("{long}082")));
        assert_ne!(first, second);
        assert_eq!((first.len(), id_of_file("ac 081")), (LONGEST_ID, "ac_081".to_owned()));
    }
}
