//! Single cells that the form's own totals determine: what the row adds up to, and what the total rows
//! below it say. A cell is only ever changed to the one value that satisfies every total there is.

use super::finding::Finding;
use super::form::{Form, Row, Slip, digits_within};
use super::meaning::Meanings;
use super::totals::Cover;
use crate::election::MOST_VOTES_A_BOOTH;
use crate::format::of;
use std::collections::{BTreeMap, BTreeSet};

/// Cells that are added up in search of lost ones.
const MOST_WORK: usize = 60_000_000;

/// Rows that are wrong, beyond which the form is and not a cell.
const MOST_WRONG: usize = 1_000;

/// Fills the cells that do not read, as far as the totals agree on a value: one finding a row.
pub(super) fn slips(form: &mut Form, meanings: &[Meanings], covers: &[Cover]) {
    let rows: BTreeMap<u64, usize> = form.rows.iter().enumerate().map(|(at, row)| (row.line, at)).collect();
    let mut by_row: BTreeMap<usize, Vec<Slip>> = BTreeMap::new();
    for slip in std::mem::take(&mut form.slips) {
        if let Some(&at) = rows.get(&slip.line) {
            by_row.entry(at).or_default().push(slip);
        }
    }
    // A form in which next to nothing reads is not repaired cell by cell.
    let work = by_row.len().saturating_mul(form.rows.len()).saturating_mul(form.columns.len());
    let covers = if work > MOST_WORK { &[] } else { covers };
    // All values are found before any is filled in: a cell that was filled must not confirm another.
    let found: Vec<Option<Vec<u32>>> =
        by_row.iter().map(|(&at, slips)| values(form, meanings, covers, at, slips)).collect();
    for ((&at, slips), votes) in by_row.iter().zip(found) {
        let stated = meanings.iter().zip(&form.rows[at].stated);
        let by_row = stated.clone().any(|(meanings, stated)| !meanings.is_empty() && stated.is_some());
        let finding = said(form, at, slips);
        let finding = match votes {
            Some(votes) => {
                let all: Vec<String> = votes.iter().map(u32::to_string).collect();
                let witness = if by_row { "the row's own total asks" } else { "the total rows ask" };
                for (slip, votes) in slips.iter().zip(votes) {
                    form.rows[at].votes[slip.column] = Some(votes);
                }
                finding.repair(format!("read it as {}, which {witness} for", all.join(", ")))
            }
            None => finding.refused("write the votes in digits, as the form has them"),
        };
        form.find(finding);
    }
}

/// What stands in the cells of a row that do not read.
fn said(form: &Form, at: usize, slips: &[Slip]) -> Finding {
    let first = &slips[0];
    let cause = if is_nothing(&first.text) {
        "a cell that was lost, or that is kept back"
    } else if digits_within(&first.text).is_some() {
        "text of the page was drawn into the cell"
    } else {
        "a sign was misread, or the file was made by a program that writes numbers its own way"
    };
    let (booth, header) = (&form.rows[at].booth, |slip: &Slip| form.columns[slip.column].header.as_str());
    let what = if let [only] = slips {
        format!("booth {booth}: this is no number of votes for {}", header(only))
    } else {
        let names: Vec<&str> = slips.iter().take(3).map(header).collect();
        let more = if slips.len() > 3 { format!(" and {} more", slips.len() - 3) } else { String::new() };
        format!("booth {booth}: {} cells are no numbers of votes, for {}{more}", slips.len(), names.join(", "))
    };
    Finding::new((&form.file, first.line, first.place), what, cause).value(&first.text)
}

fn is_nothing(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '\u{2013}' | '\u{2014}'))
}

/// The votes that belong into the cells of a row that do not read, where the totals determine every one
/// and nothing that stands there speaks against it.
fn values(form: &Form, meanings: &[Meanings], covers: &[Cover], at: usize, slips: &[Slip]) -> Option<Vec<u32>> {
    let fits = |slip: &Slip, votes: u32| {
        u64::from(votes) <= MOST_VOTES_A_BOOTH && (is_nothing(&slip.text) || digits_within(&slip.text) == Some(votes))
    };
    if let [only] = slips {
        return determined(form, meanings, covers, at, only.column)
            .filter(|&votes| fits(only, votes))
            .map(|votes| vec![votes]);
    }
    // Where a row has lost several cells the total rows may still give each; the row then has to confirm them.
    let given = |slip: &Slip| {
        by_covers(form, covers, at, slip.column).as_ref().and_then(one).filter(|&votes| fits(slip, votes))
    };
    let all: Vec<u32> = slips.iter().map(given).collect::<Option<_>>()?;
    let mut row = form.rows[at].clone();
    slips.iter().zip(&all).for_each(|(slip, votes)| row.votes[slip.column] = Some(*votes));
    confirmed(form, meanings, &row).then_some(all)
}

/// The one value of a set.
fn one(values: &BTreeSet<u64>) -> Option<u32> {
    let first = values.first().filter(|_| values.len() == 1)?;
    u32::try_from(*first).ok()
}

/// The value of a lost cell that every total of its row and every total row over it allow.
fn determined(form: &Form, meanings: &[Meanings], covers: &[Cover], at: usize, column: usize) -> Option<u32> {
    let row = &form.rows[at];
    let nota = form.columns[column].nota;
    let mut allowed: Option<BTreeSet<u64>> = by_covers(form, covers, at, column);
    for (meanings, stated) in meanings.iter().zip(&row.stated) {
        let Some(stated) = stated.filter(|_| !meanings.is_empty()) else { continue };
        let values: BTreeSet<u64> = meanings
            .iter()
            .filter(|meaning| meaning.counts(nota))
            .filter_map(|meaning| stated.checked_sub(meaning.sum(form, row)))
            .collect();
        // A sum without this column says nothing of it, but has to be right all the same.
        let apart = meanings.iter().any(|meaning| !meaning.counts(nota) && meaning.sum(form, row) == stated);
        if apart {
            continue;
        }
        allowed = Some(match allowed {
            Some(allowed) => allowed.intersection(&values).copied().collect(),
            None => values,
        });
    }
    allowed.as_ref().and_then(one)
}

/// What the total rows over a cell ask for; `None` where there is none that could say.
fn by_covers(form: &Form, covers: &[Cover], at: usize, column: usize) -> Option<BTreeSet<u64>> {
    let mut allowed: Option<BTreeSet<u64>> = None;
    for cover in covers.iter().filter(|cover| cover.booths.contains(&at)) {
        let others = cover.booths.clone().filter(|&other| other != at);
        let others: Option<u64> = others.map(|other| form.rows[other].votes[column].map(u64::from)).sum();
        let (Some(stated), Some(others)) = (cover.stated(column), others) else { continue };
        // A total row that is wrong elsewhere, too, is no witness for this cell.
        let agrees = |&c: &usize| c != column && cover.stated(c).is_some() && cover.sum(form, c) == cover.stated(c);
        let witnesses = (0..cover.row.votes.len()).filter(agrees).count();
        if witnesses * 2 < cover.row.votes.len().saturating_sub(1) {
            continue;
        }
        let value: BTreeSet<u64> = stated.checked_sub(others).into_iter().collect();
        allowed = Some(match allowed {
            Some(allowed) => allowed.intersection(&value).copied().collect(),
            None => value,
        });
    }
    allowed
}

/// Whether a row satisfies every sum it states, and states one.
fn confirmed(form: &Form, meanings: &[Meanings], row: &Row) -> bool {
    let mut stated = meanings.iter().zip(&row.stated).filter_map(|(meanings, stated)| Some((meanings, (*stated)?)));
    let right = |(meanings, stated): (&Meanings, u64)| {
        meanings.is_empty() || meanings.iter().any(|meaning| meaning.sum(form, row) == stated)
    };
    stated.by_ref().all(right)
}

/// Cells that read but are wrong by what the totals of their row and the total rows over them all say.
pub(super) fn misread(form: &mut Form, meanings: &[Meanings], covers: &[Cover]) {
    let wrong: Vec<usize> = (0..form.rows.len())
        .filter(|&at| form.rows[at].reads() && !confirmed(form, meanings, &form.rows[at]))
        .collect();
    for &at in wrong.iter().filter(|_| wrong.len() <= MOST_WRONG) {
        let over: Vec<&Cover> = covers.iter().filter(|cover| cover.booths.contains(&at)).collect();
        let alone = |cover: &&Cover| wrong.iter().filter(|other| cover.booths.contains(other)).count() == 1;
        if over.is_empty() || !over.iter().all(alone) {
            continue;
        }
        let columns: Vec<(usize, u32)> = (0..form.columns.len())
            .filter_map(|column| Some((column, corrected(form, meanings, &over, at, column)?)))
            .collect();
        let [(column, votes)] = columns[..] else { continue };
        let row = &form.rows[at];
        let what = format!(
            "booth {}: {} for {}, where the totals of the row and the total rows below all ask for {votes}",
            row.booth,
            of(row.votes[column].unwrap_or(0), "vote", "votes"),
            form.columns[column].header
        );
        let place = (form.file.as_str(), row.line, form.columns[column].place);
        let shown = row.votes[column].map_or_else(String::new, |votes| votes.to_string());
        let finding = Finding::new(place, what, "a cell misread").value(&shown);
        form.findings.push(finding.repair(format!("read it as {votes}")));
        form.rows[at].votes[column] = Some(votes);
    }
}

/// What a cell would have to be for every total to be right: all of the total rows over it must miss the
/// same number in this column and nothing in any other.
fn corrected(form: &Form, meanings: &[Meanings], over: &[&Cover], at: usize, column: usize) -> Option<u32> {
    let mut row = form.rows[at].clone();
    let mut votes: Option<u64> = None;
    for cover in over {
        let there = u64::from(row.votes[column]?);
        let value = (cover.stated(column)? + there).checked_sub(cover.sum(form, column)?)?;
        if cover.differing(form) != [column] || votes.is_some_and(|votes| votes != value) {
            return None;
        }
        votes = Some(value);
    }
    let votes = u32::try_from(votes?).ok().filter(|&votes| u64::from(votes) <= MOST_VOTES_A_BOOTH)?;
    row.votes[column] = Some(votes);
    confirmed(form, meanings, &row).then_some(votes)
}
