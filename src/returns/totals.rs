//! Rows that are sums of the rows above them, by their label or by their votes: no booths, but what the
//! booths can be held against.

use super::finding::Finding;
use super::form::{Form, Kind, Row};
use crate::election::MOST_VOTES_A_BOOTH;
use crate::format::of;
use std::cell::Cell;

/// What was compared with what, so that a report can say how far the votes are checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checks {
    /// Rows whose stated sum agreed with their votes.
    pub rows_agree: usize,
    /// Rows whose stated sum did not.
    pub rows_differ: usize,
    /// Total rows that agreed with the booths above them, candidate by candidate.
    pub totals_agree: usize,
    /// Total rows that did not.
    pub totals_differ: usize,
}

/// A total row, and the booths it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cover {
    /// The first booth and the one behind the last.
    pub booths: std::ops::Range<usize>,
    /// The total row.
    pub row: Row,
}

impl Cover {
    /// What the total row says in a column.
    pub fn stated(&self, column: usize) -> Option<u64> {
        self.row.votes[column].map(u64::from)
    }

    /// What the booths have in a column; `None` where a cell does not read.
    pub fn sum(&self, form: &Form, column: usize) -> Option<u64> {
        form.rows[self.booths.clone()].iter().map(|row| row.votes[column].map(u64::from)).sum()
    }

    /// The columns that do not agree with the booths.
    pub fn differing(&self, form: &Form) -> Vec<usize> {
        let differs =
            |&column: &usize| self.stated(column).is_some_and(|stated| self.sum(form, column) != Some(stated));
        (0..self.row.votes.len()).filter(differs).collect()
    }
}

/// Cells that are added up in search of what the total rows of a form cover. Real forms stay far below.
const MOST_WORK: u64 = 60_000_000;

/// Takes the total rows out of the booths, and says which booths each of them adds up.
pub(super) fn separate(form: &mut Form) -> Vec<Cover> {
    let (mut covers, mut booths, mut start) = (Vec::new(), Vec::new(), 0);
    let work = Cell::new(0);
    let mut rows = std::mem::take(&mut form.rows).into_iter().peekable();
    while let Some(row) = rows.next() {
        if work.get() > MOST_WORK {
            let what = "the total rows add up so many booths in so many ways that they were not compared";
            let finding = Finding::new((&form.file, row.line, 0), what, "it is no form of one contest");
            form.find(finding.refused("leave out the total rows, or give the form segment by segment"));
            break;
        }
        // The booths of one segment stand together, and a total adds up no others.
        let last = booths.last().map(|last: &Row| last.segment.as_str());
        if !row.segment.is_empty() && last.is_some_and(|last| last != row.segment) {
            start = booths.len();
        }
        let above = &booths[start..];
        let first = match row.kind {
            Kind::Booth => booth(form, above, &row, &work).inspect(|&rows| {
                let what =
                    format!("booth {} holds exactly the sum of the {} above it", row.booth, of(rows, "row", "rows"));
                let at = (form.file.as_str(), row.line, form.booth_place);
                let finding = Finding::new(at, what, "the total of a page stands in the place of a booth");
                let change = "leave the row out; the booth of that number, if there is one, is then missing";
                form.findings.push(finding.value(&row.booth).repair(change));
            }),
            Kind::Total => {
                Some(summed(above, &row, &work).or_else(|| nearly(above, &row, &work)).unwrap_or(above.len()))
            }
            Kind::Unnamed => summed(above, &row, &work).filter(|&rows| rows > 1).or_else(|| nearly(above, &row, &work)),
            Kind::Worded => summed(above, &row, &work).filter(|&rows| rows > 1),
        };
        // Behind the total of all booths there is none any more.
        let behind =
            above.len() > 1 && covers.last().is_some_and(|cover: &Cover| cover.booths == (start..booths.len()));
        match (row.kind, first) {
            (Kind::Booth, None) => booths.push(row),
            (Kind::Booth, Some(_)) | (Kind::Total, None) => {}
            (Kind::Unnamed | Kind::Worded, None) if behind && adds(above, &row, rows.peek()) => outside(form, &row),
            (Kind::Unnamed, None) => unnamed(form, &row),
            (Kind::Worded, None) if behind => behind_all(form, &row),
            (Kind::Worded, None) => {
                let what = format!("\"{}\" has no number, as the other booths have, and is counted as one", row.booth);
                let at = (form.file.as_str(), row.line, form.booth_place);
                form.findings.push(Finding::new(at, what, "a booth that goes by its name").value(&row.booth));
                booths.push(Row { kind: Kind::Booth, ..row });
            }
            (Kind::Total | Kind::Unnamed | Kind::Worded, Some(rows)) => {
                covers.push(Cover { booths: booths.len() - rows..booths.len(), row });
            }
        }
    }
    form.rows = booths;
    covers
}

/// Whether the next row is the sum of the booths and of this row, whatever both are called.
fn adds(above: &[Row], row: &Row, next: Option<&Row>) -> bool {
    let with = |column: usize| -> Option<u64> {
        let votes = above.iter().chain(std::iter::once(row)).map(|row| row.votes[column].map(u64::from));
        votes.sum()
    };
    let total = |next: &&Row| next.kind != Kind::Booth && row.polled() > 0;
    let right = |next: &Row| (0..row.votes.len()).all(|c| with(c).is_some() && with(c) == next.votes[c].map(u64::from));
    next.filter(total).is_some_and(right)
}

/// A row between the total of all booths and a total that holds it, too, counts what was cast outside of them.
fn outside(form: &mut Form, row: &Row) {
    let what = "the row stands behind the total of the booths, and the next total adds it to them; as postal votes, which belong to no booth, it is left out";
    let finding = Finding::new((&form.file, row.line, form.booth_place), what, "").value(&row.booth);
    form.find(finding);
    form.slips.retain(|slip| slip.line != row.line);
    form.postal = form.postal.take().or_else(|| row.votes.iter().map(|votes| votes.map(u64::from)).collect());
}

fn behind_all(form: &mut Form, row: &Row) {
    let what = format!("\"{}\" has no number, as the booths have, and stands behind the total of them all", row.booth);
    let cause = "votes that were cast outside of the booths, or a booth that was put in later";
    let finding = Finding::new((&form.file, row.line, form.booth_place), what, cause).value(&row.booth);
    form.find(finding.refused("write \"Postal votes\" before votes that belong to no booth, or the booth's number"));
    form.slips.retain(|slip| slip.line != row.line);
}

fn unnamed(form: &mut Form, row: &Row) {
    let what = "the row names no booth, and is not the sum of the rows above it";
    let cause = "a total row without its label, or a cell that was lost";
    let finding = Finding::new((&form.file, row.line, form.booth_place), what, cause);
    form.find(finding.refused("write the booth's number, or, where the form has a total there, the word Total"));
}

/// Says of every total row whether it agrees with its booths.
pub(super) fn compare(form: &mut Form, covers: &[Cover], checks: &mut Checks) {
    for cover in covers {
        let at = (form.file.as_str(), cover.row.line, form.booth_place);
        let (differing, rows) = (cover.differing(form), cover.booths.len());
        let finding = if differing.is_empty() && cover.row.votes.iter().any(Option::is_some) {
            checks.totals_agree += 1;
            Finding::new(
                at,
                format!("a total row, which agrees with the {} above it, is left out", of(rows, "booth", "booths")),
                "",
            )
        } else if with_postal(form, cover) {
            checks.totals_agree += 1;
            let what = "a total row, which agrees with the booths above it and the postal votes, is left out";
            Finding::new(at, what, "")
        } else {
            checks.totals_differ += 1;
            let cause = "a booth is missing or wrong, or the total was added up wrongly";
            let finding = Finding::new(at, differs(form, cover, &differing), cause);
            finding.value(&cover.row.booth).repair("keep the booths, and do not use the total row")
        };
        form.findings.push(finding);
        let silent = (0..form.columns.len()).filter(|&column| cover.stated(column).is_none());
        let silent: Vec<&str> = silent.map(|column| form.columns[column].header.as_str()).collect();
        if !silent.is_empty() {
            let what = format!("the total row states nothing for {}", silent.join(", "));
            let finding = Finding::new((&form.file, cover.row.line, 0), what, "cells that were lost");
            form.findings.push(finding);
        }
    }
}

fn differs(form: &Form, cover: &Cover, differing: &[usize]) -> String {
    let said: Vec<String> = differing
        .iter()
        .take(3)
        .map(|&column| {
            let sum =
                cover.sum(form, column).map_or_else(|| "a cell that does not read".to_owned(), |sum| sum.to_string());
            let stated = cover.stated(column).unwrap_or(0);
            format!("{} has {stated} there, {sum} in the booths", form.columns[column].header)
        })
        .collect();
    let more = if differing.len() > 3 { format!(", and {} more", differing.len() - 3) } else { String::new() };
    let detail = if said.is_empty() { String::new() } else { format!(": {}{more}", said.join("; ")) };
    format!("the total row does not agree with the {} above it{detail}", of(cover.booths.len(), "booth", "booths"))
}

/// Whether a total row is the sum of all its booths and of the postal votes.
fn with_postal(form: &Form, cover: &Cover) -> bool {
    let Some(postal) = &form.postal else { return false };
    (0..postal.len())
        .all(|c| cover.stated(c).is_some() && cover.stated(c) == cover.sum(form, c).map(|sum| sum + postal[c]))
}

/// Whether a booth is the sum of booths above it, and of how many.
fn booth(form: &Form, above: &[Row], row: &Row, work: &Cell<u64>) -> Option<usize> {
    let several = row.votes.iter().filter(|votes| votes.is_some_and(|votes| votes > 0)).count() > 1;
    if !row.reads() || row.polled() == 0 || !several || form.columns.len() < 2 {
        return None;
    }
    let rows = summed(above, row, work).filter(|&rows| rows > 1)?;
    (rows > 2 || row.polled() > MOST_VOTES_A_BOOTH || no_chance(row)).then_some(rows)
}

/// Whether a booth's votes are too many, for too many candidates, to be a sum of two others by chance.
fn no_chance(row: &Row) -> bool {
    let voted_for = row.votes.iter().filter(|votes| votes.is_some_and(|votes| votes > 0)).count();
    voted_for >= 3 && row.polled() >= 50
}

/// The columns of a total row that agree and differ, for ever more of the rows above; the rows end
/// where they hold far more than the total.
fn compared<'r>(
    above: &'r [Row],
    row: &'r Row,
    work: &'r Cell<u64>,
) -> impl Iterator<Item = (usize, usize, usize)> + 'r {
    let mut sums = vec![Some(0_u64); row.votes.len()];
    // A total may be wrong; a booth is the sum of those above it exactly, or none.
    let most = if row.kind == Kind::Booth { row.polled() } else { row.polled().saturating_mul(2) + 1_000 };
    let mut reached = 0;
    above.iter().rev().enumerate().map_while(move |(count, above)| {
        if reached > most || work.get() > MOST_WORK {
            return None;
        }
        work.set(work.get() + row.votes.len() as u64);
        reached += above.polled();
        for (sum, votes) in sums.iter_mut().zip(&above.votes) {
            *sum = sum.zip(*votes).map(|(sum, votes)| sum + u64::from(votes));
        }
        let known = || sums.iter().zip(&row.votes).filter_map(|(sum, votes)| Some(((*sum)?, u64::from((*votes)?))));
        let agree = known().filter(|(sum, stated)| sum == stated && *sum > 0).count();
        Some((count + 1, agree, known().filter(|(sum, stated)| sum != stated).count()))
    })
}

/// How many of the last rows add up to this one, candidate by candidate; `None` where none do.
fn summed(above: &[Row], row: &Row, work: &Cell<u64>) -> Option<usize> {
    let wanted = row.polled();
    let all = wanted == 0 && row.kind == Kind::Total;
    let fits = |&(_, agree, differ): &(usize, usize, usize)| differ == 0 && (agree > 0 || all);
    compared(above, row, work).find(fits).map(|(rows, ..)| rows)
}

/// How many of the last rows add up to this one for most of the candidates.
fn nearly(above: &[Row], row: &Row, work: &Cell<u64>) -> Option<usize> {
    let best = compared(above, row, work).filter(|&(_, agree, differ)| agree > 0 && agree >= differ);
    best.min_by_key(|&(_, _, differ)| differ).map(|(rows, ..)| rows)
}
