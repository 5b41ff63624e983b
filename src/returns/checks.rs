//! A form against itself: rows against the sums they state, total rows against the booths above
//! them, booths that are there twice or not at all.

use super::finding::Finding;
use super::form::{Form, Row, digits_within};
use crate::election::MOST_VOTES_A_BOOTH;
use std::collections::BTreeMap;

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

/// Checks a form and applies what can be repaired: the findings say what was, and whoever does not
/// agree to a repair does not use the rows.
pub(super) fn check(form: &mut Form) -> Checks {
    let mut checks = Checks::default();
    if form.rows.is_empty() || form.columns.is_empty() {
        return checks;
    }
    let meanings: Vec<Option<Meaning>> = (0..form.sums.len()).map(|sum| meaning(form, sum)).collect();
    slips(form, &meanings);
    sums(form, &meanings, &mut checks);
    totals(form, &mut checks);
    sizes(form);
    booths(form);
    checks
}

/// What a stated sum counts besides the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Meaning {
    nota: bool,
    rejected: bool,
}

const MEANINGS: [Meaning; 4] = [
    Meaning { nota: true, rejected: true },
    Meaning { nota: true, rejected: false },
    Meaning { nota: false, rejected: false },
    Meaning { nota: false, rejected: true },
];

impl Meaning {
    fn sum(self, form: &Form, row: &Row) -> u64 {
        let votes = form.columns.iter().zip(&row.votes).filter(|(column, _)| self.nota || !column.nota);
        let votes: u64 = votes.filter_map(|(_, votes)| *votes).map(u64::from).sum();
        votes + if self.rejected { row.rejected } else { 0 }
    }
}

/// What a sum counts: whatever makes it right in most rows. Where nothing does, the columns cannot
/// be what their headings say.
fn meaning(form: &mut Form, sum: usize) -> Option<Meaning> {
    let rows: Vec<&Row> = form.rows.iter().filter(|row| row.reads() && row.stated[sum].is_some()).collect();
    let right = |meaning: &Meaning| rows.iter().filter(|row| row.stated[sum] == Some(meaning.sum(form, row))).count();
    let best = MEANINGS.iter().rev().max_by_key(|meaning| right(meaning)).copied()?;
    let agree = right(&best);
    if rows.is_empty() {
        return None;
    }
    if agree * 2 >= rows.len() {
        return Some(best);
    }
    let (place, header) = form.sums[sum].clone();
    let what = format!("\"{header}\" is the sum of the votes in {agree} of {} rows only", rows.len());
    let line = rows.first().map_or(0, |row| row.line);
    let finding = Finding::new((&form.file, line, place), what, "columns are shifted, or one was lost");
    let finding = finding.refused("compare the headings and the columns with the form");
    form.find(finding);
    None
}

/// Cells that are no number of votes: what the row's own total says they must be, where it says so.
fn slips(form: &mut Form, meanings: &[Option<Meaning>]) {
    for slip in std::mem::take(&mut form.slips) {
        let Some(at) = form.rows.iter().position(|row| row.line == slip.line) else { continue };
        let row = &form.rows[at];
        let lonely = row.votes.iter().filter(|votes| votes.is_none()).count() == 1;
        let implied = meanings.iter().zip(&row.stated).find_map(|(meaning, stated)| {
            let meaning = meaning.filter(|meaning| meaning.nota || !form.columns[slip.column].nota)?;
            (*stated)?.checked_sub(meaning.sum(form, row)).and_then(|votes| u32::try_from(votes).ok())
        });
        let written = digits_within(&slip.text);
        let agreed = implied.filter(|&votes| {
            lonely && u64::from(votes) <= MOST_VOTES_A_BOOTH && (slip.text.is_empty() || written == Some(votes))
        });
        let who = form.columns[slip.column].header.clone();
        let cause = if slip.text.is_empty() {
            "a cell that was lost"
        } else if written.is_some() {
            "text of the page was drawn into the cell"
        } else {
            "a sign was misread, or the file was made by a program that writes numbers its own way"
        };
        let what = format!("booth {}: this is no number of votes for {who}", row.booth);
        let finding = Finding::new((&form.file, slip.line, slip.place), what, cause).value(&slip.text);
        let finding = match agreed {
            Some(votes) => {
                form.rows[at].votes[slip.column] = Some(votes);
                finding.repair(format!("read it as {votes}, which the row's own total asks for"))
            }
            None => finding.refused("write the votes in digits, as the form has them"),
        };
        form.find(finding);
    }
}

fn sums(form: &mut Form, meanings: &[Option<Meaning>], checks: &mut Checks) {
    let mut findings = Vec::new();
    for row in form.rows.iter().filter(|row| row.reads()) {
        let mut differs = false;
        let mut compared = false;
        for ((meaning, stated), (place, header)) in meanings.iter().zip(&row.stated).zip(&form.sums) {
            let (Some(meaning), at) = (meaning, (form.file.as_str(), row.line, *place)) else { continue };
            let sum = meaning.sum(form, row);
            match stated {
                Some(stated) if *stated == sum => compared = true,
                Some(stated) => {
                    differs = true;
                    let what = format!("booth {}: \"{header}\" says {stated}, the votes add up to {sum}", row.booth);
                    let finding = Finding::new(at, what, cause(*stated, sum, row)).value(&stated.to_string());
                    findings.push(finding.repair("keep the votes, and do not use the stated total"));
                }
                None => {
                    let what =
                        format!("booth {}: \"{header}\" states no sum, so the row is not checked by it", row.booth);
                    findings.push(Finding::new(at, what, "a cell that was lost"));
                }
            }
        }
        checks.rows_differ += usize::from(differs);
        checks.rows_agree += usize::from(compared && !differs);
    }
    form.findings.extend(findings);
}

/// Why two sums may differ as they do.
fn cause(stated: u64, sum: u64, row: &Row) -> String {
    let away = stated.abs_diff(sum);
    if away == 1 {
        "one vote too many or too few in the total or in a cell".to_owned()
    } else if row.votes.iter().flatten().any(|&votes| u64::from(votes) == away) {
        "one candidate's votes counted twice or left out".to_owned()
    } else if away.is_multiple_of(9) {
        "two digits swapped, or a digit in the wrong place".to_owned()
    } else {
        "a cell misread, or a total that was added up wrongly".to_owned()
    }
}

/// Rows that are sums of the rows above them, by their label or by their votes, are no booths.
fn totals(form: &mut Form, checks: &mut Checks) {
    let mut findings = Vec::new();
    let mut booths: Vec<Row> = Vec::new();
    for row in std::mem::take(&mut form.rows) {
        let above = rows_summed(&booths, &row);
        let at = (form.file.as_str(), row.line, form.booth_place);
        match (row.is_total, above) {
            (true, Some(rows)) => {
                checks.totals_agree += 1;
                findings.push(Finding::new(
                    at,
                    format!("a total row, which agrees with the {rows} booths above it, is left out"),
                    "",
                ));
            }
            (true, None) if with_postal(form, &booths, &row) => {
                checks.totals_agree += 1;
                let what = "a total row, which agrees with the booths above it and the postal votes, is left out";
                findings.push(Finding::new(at, what, ""));
            }
            (true, None) => {
                checks.totals_differ += 1;
                let finding = Finding::new(
                    at,
                    differs(form, &booths, &row),
                    "a booth is missing or wrong, or the total was added up wrongly",
                );
                findings.push(finding.value(&row.booth).repair("keep the booths, and do not use the total row"));
            }
            (false, Some(rows)) if rows > 2 || row.polled() > MOST_VOTES_A_BOOTH || no_chance(&row) => {
                let what = format!("booth {} holds exactly the sum of the {rows} rows above it", row.booth);
                let finding = Finding::new(at, what, "the total of a page stands in the place of a booth");
                findings.push(
                    finding
                        .value(&row.booth)
                        .repair("leave the row out; the booth of that number, if there is one, is then missing"),
                );
            }
            (false, _) => booths.push(row),
        }
    }
    form.rows = booths;
    form.findings.extend(findings);
}

/// Whether a booth's votes are too many, for too many candidates, to be a sum of two others by chance.
fn no_chance(row: &Row) -> bool {
    let voted_for = row.votes.iter().filter(|votes| votes.is_some_and(|votes| votes > 0)).count();
    voted_for >= 3 && row.polled() >= 50
}

/// Whether a total row is the sum of all booths of its segment and of the postal votes.
fn with_postal(form: &Form, booths: &[Row], row: &Row) -> bool {
    let Some(postal) = &form.postal else { return false };
    row.votes.iter().zip(postal).enumerate().all(|(c, (votes, &postal))| {
        let above = booths.iter().filter(|above| above.segment == row.segment).filter_map(|above| above.votes[c]);
        votes.is_some_and(|votes| u64::from(votes) == postal + above.map(u64::from).sum::<u64>())
    })
}

/// How many of the last rows add up to this one, candidate by candidate; `None` where none do.
fn rows_summed(booths: &[Row], row: &Row) -> Option<usize> {
    let wanted = row.polled();
    let several = row.votes.iter().filter(|votes| votes.is_some_and(|votes| votes > 0)).count() > 1;
    if !row.reads() || (!row.is_total && (wanted == 0 || !several)) {
        return None;
    }
    let mut sums = vec![0_u64; row.votes.len()];
    for (count, above) in booths.iter().rev().take_while(|above| above.segment == row.segment).enumerate() {
        for (sum, votes) in sums.iter_mut().zip(&above.votes) {
            *sum += u64::from(votes.unwrap_or(0));
        }
        let reached: u64 = sums.iter().sum();
        if reached > wanted {
            return None;
        }
        let same = sums.iter().zip(&row.votes).all(|(&sum, votes)| votes.is_some_and(|votes| u64::from(votes) == sum));
        // One booth like the one above it is no total.
        if (count > 0 || row.is_total) && same {
            return Some(count + 1);
        }
    }
    None
}

fn differs(form: &Form, booths: &[Row], row: &Row) -> String {
    let of_segment = || booths.iter().filter(|above| above.segment == row.segment);
    let worst = form.columns.iter().enumerate().find_map(|(c, column)| {
        let sum: u64 = of_segment().filter_map(|above| above.votes[c]).map(u64::from).sum();
        let stated = u64::from(row.votes[c]?);
        (stated != sum).then(|| format!("{} has {stated} there, {sum} in the booths", column.header))
    });
    let detail = worst.map_or_else(String::new, |detail| format!(": {detail}"));
    format!("the total row does not agree with the {} booths above it{detail}", of_segment().count())
}

/// No booth polls more than there are voters for; nor more than its own electors.
fn sizes(form: &mut Form) {
    let mut findings = Vec::new();
    for row in &mut form.rows {
        for (column, votes) in form.columns.iter().zip(&row.votes) {
            if votes.is_some_and(|votes| u64::from(votes) > MOST_VOTES_A_BOOTH) {
                let what = format!("booth {}: more than {MOST_VOTES_A_BOOTH} votes for {}", row.booth, column.header);
                let finding = Finding::new(
                    (&form.file, row.line, column.place),
                    what,
                    "a total in the place of a booth, or a digit too many",
                );
                findings.push(
                    finding.value(&votes.unwrap_or(0).to_string()).refused("write the votes as the form has them"),
                );
            }
        }
        if let Some(electors) = row.electors.filter(|&electors| row.polled() > u64::from(electors)) {
            let what = format!("booth {}: {} votes, but {electors} electors", row.booth, row.polled());
            let finding = Finding::new(
                (&form.file, row.line, form.electors_place),
                what,
                "voters of another booth, staff on duty, or a cell misread",
            );
            findings.push(finding.value(&electors.to_string()).repair("keep the votes, and leave the electors empty"));
            row.electors = None;
        }
    }
    form.findings.extend(findings);
}

/// Booths that are there twice, and numbers that are missing in a run of numbers.
fn booths(form: &mut Form) {
    let mut findings = Vec::new();
    let mut first: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut doubled = Vec::new();
    for (at, row) in form.rows.iter().enumerate() {
        let place = (form.file.as_str(), row.line, form.booth_place);
        let Some(&before) = first.get(&(row.segment.clone(), row.booth.clone())) else {
            first.insert((row.segment.clone(), row.booth.clone()), at);
            continue;
        };
        let other = &form.rows[before];
        let what = format!("booth {} of {} is there twice, first on line {}", row.booth, row.segment, other.line);
        if other.votes == row.votes {
            doubled.push(at);
            findings.push(
                Finding::new(place, format!("{what}, with the same votes"), "a row copied twice")
                    .value(&row.booth)
                    .repair("leave the second out"),
            );
        } else {
            let cause =
                "two booths whose letters were lost (7 and 7 A), a repoll, or a correction beside what it corrects";
            findings.push(
                Finding::new(place, format!("{what}, with other votes"), cause)
                    .value(&row.booth)
                    .refused("keep the row that counts, or give the two booths names of their own"),
            );
        }
    }
    for at in doubled.into_iter().rev() {
        form.rows.remove(at);
    }
    let mut numbers: BTreeMap<&str, Vec<(u64, u64)>> = BTreeMap::new();
    for row in &form.rows {
        let digits: String = row.booth.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse() {
            numbers.entry(&row.segment).or_default().push((number, row.line));
        }
    }
    for (segment, mut found) in numbers {
        found.sort_unstable();
        let gaps: Vec<(u64, u64, u64)> = found
            .windows(2)
            .filter(|pair| pair[1].0 > pair[0].0 + 1)
            .map(|pair| (pair[0].0 + 1, pair[1].0 - 1, pair[1].1))
            .collect();
        // Numbers of a whole district, or codes, are no run.
        if gaps.iter().map(|(low, high, _)| high - low + 1).sum::<u64>() > found.len() as u64 / 4 {
            continue;
        }
        for (low, high, line) in gaps {
            let which = if low == high { format!("booth {low}") } else { format!("booths {low} to {high}") };
            let what = format!("{which} of {segment} is missing in a run of numbers");
            findings.push(Finding::new(
                (&form.file, line, form.booth_place),
                what,
                "a row was lost, or the number was never given",
            ));
        }
    }
    form.findings.extend(findings);
}
