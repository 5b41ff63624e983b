//! What a stated sum counts besides the candidates: "none of the above", rejected votes, or neither.

use super::finding::{Finding, Weight};
use super::form::{Form, Kind, Row};
use super::heading::words;

/// What a stated sum counts besides the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub nota: bool,
    pub rejected: bool,
}

/// The meanings of a sum that the rows allow, the likeliest first; empty where none fits.
pub(super) type Meanings = Vec<Meaning>;

const OF_ALL: [Meaning; 4] = [
    Meaning { nota: true, rejected: true },
    Meaning { nota: true, rejected: false },
    Meaning { nota: false, rejected: false },
    Meaning { nota: false, rejected: true },
];

/// What "valid votes" mean: without "none of the above" on the statutory form, with it on others.
const OF_VALID: [Meaning; 4] = [
    Meaning { nota: false, rejected: false },
    Meaning { nota: true, rejected: false },
    Meaning { nota: true, rejected: true },
    Meaning { nota: false, rejected: true },
];

impl Meaning {
    pub fn sum(self, form: &Form, row: &Row) -> u64 {
        let votes = form.columns.iter().zip(&row.votes).filter(|(column, _)| self.nota || !column.nota);
        let votes: u64 = votes.filter_map(|(_, votes)| *votes).map(u64::from).sum();
        votes + if self.rejected { row.rejected } else { 0 }
    }

    /// Whether the votes of a column are a part of the sum.
    pub fn counts(self, nota: bool) -> bool {
        self.nota || !nota
    }
}

/// What a sum of no stated kind may count: what stands before it, where all candidates do, and then the others.
fn of_all(form: &Form, sum: usize) -> Vec<Meaning> {
    let place = form.sums[sum].place;
    let before =
        |nota: bool| form.columns.iter().filter(|column| column.nota == nota).all(|column| column.place < place);
    let (nota, rejected) = (before(true), form.rejected_place < place);
    let first = before(false).then_some(Meaning { nota, rejected });
    first.into_iter().chain(OF_ALL.into_iter().filter(|&other| Some(other) != first)).collect()
}

/// The rows whose sums can be compared: booths of which every cell reads.
pub(super) fn comparable(form: &Form, sum: usize) -> Vec<&Row> {
    let reads = |row: &&Row| row.kind == Kind::Booth && row.reads() && row.stated[sum].is_some();
    form.rows.iter().filter(reads).collect()
}

/// What a sum counts: what its words say where that is right, else whatever makes it right in most rows.
/// One row may speak against the words and still not overrule them, so that a slip in the only cell that
/// tells two meanings apart is seen. Where nothing fits, the columns cannot be what their headings say.
pub(super) fn meanings(form: &mut Form, sum: usize) -> Meanings {
    let rows = comparable(form, sum);
    if rows.is_empty() {
        return Vec::new();
    }
    let says = words(&form.sums[sum].header);
    let of_valid = says.contains("valid") && !says.contains("nota");
    let order = if of_valid { OF_VALID.to_vec() } else { of_all(form, sum) };
    let right: Vec<(usize, Meaning)> = order
        .into_iter()
        .map(|meaning| (rows.iter().filter(|row| row.stated[sum] == Some(meaning.sum(form, row))).count(), meaning))
        .collect();
    let most = right.iter().map(|(count, _)| *count).max().unwrap_or(0);
    let (line, all) = (rows[0].line, rows.len());
    let turnout = form.sums[sum].turnout;
    let enough = if turnout { most * 20 >= all * 19 } else { most * 2 >= all };
    if enough {
        let spared = most.saturating_sub(1.max(all / 50)).max(1);
        return right.into_iter().filter(|(count, _)| *count >= spared).map(|(_, meaning)| meaning).collect();
    }
    // Where headings are lost, wrong sums are what follows from it and nothing to say besides.
    if !turnout && !form.findings.iter().any(|finding| matches!(finding.weight, Weight::Refused(_))) {
        let (place, header) = (form.sums[sum].place, form.sums[sum].header.clone());
        let what = format!("\"{header}\" is the sum of the votes in {most} of {all} rows only");
        let finding = Finding::new((&form.file, line, place), what, "columns are shifted, or one was lost");
        form.find(finding.refused("compare the headings and the columns with the form"));
    }
    Vec::new()
}
