//! A form against itself: rows against the sums they state, total rows against the booths above
//! them, booths that are there twice or not at all.

use super::finding::Finding;
use super::form::{Form, Kind, Row};
use super::heading::words;
use super::meaning::{self, Meanings};
use super::totals::{Checks, Cover};
use super::wishes::Wishes;
use super::{columns, doubts, numbering, repairs, totals};
use crate::election::MOST_VOTES_A_BOOTH;
use crate::format::of;
use std::collections::BTreeMap;

/// Checks a form and applies what can be repaired: the findings say what was. Where the user has
/// not agreed to the repairs, the rows are not used.
pub(super) fn check(form: &mut Form, wishes: &Wishes) -> Checks {
    let mut checks = Checks::default();
    if form.rows.is_empty() || form.columns.is_empty() {
        return checks;
    }
    columns::confirm(form, wishes);
    let meanings: Vec<Meanings> = (0..form.sums.len()).map(|sum| meaning::meanings(form, sum)).collect();
    let covers = totals::separate(form);
    repairs::slips(form, &meanings, &covers);
    repairs::misread(form, &meanings, &covers);
    sums(form, &meanings, &covers, &mut checks);
    totals::compare(form, &covers, &mut checks);
    sizes(form);
    booths(form);
    doubts::of_form(form);
    checks
}

fn sums(form: &mut Form, meanings: &[Meanings], covers: &[Cover], checks: &mut Checks) {
    let mut findings = Vec::new();
    let totals = covers.iter().map(|cover| &cover.row);
    for row in form.rows.iter().chain(totals).filter(|row| row.reads()) {
        let (mut compared, mut differing) = (0, Vec::new());
        let which = if row.kind == Kind::Booth { format!("booth {}", row.booth) } else { "the total row".to_owned() };
        for ((meanings, stated), sum) in meanings.iter().zip(&row.stated).zip(&form.sums) {
            let Some(first) = meanings.first().filter(|_| !sum.turnout) else { continue };
            let votes = first.sum(form, row);
            match stated {
                Some(stated) if *stated == votes => compared += 1,
                Some(stated) => differing.push((*stated, votes, sum)),
                None => {
                    let what = format!("{which}: \"{}\" states no sum, so the row is not checked by it", sum.header);
                    let place = (form.file.as_str(), row.line, sum.place);
                    findings.push(Finding::new(place, what, "a cell that was lost"));
                }
            }
        }
        checks.rows_differ += usize::from(!differing.is_empty());
        checks.rows_agree += usize::from(compared > 0 && differing.is_empty());
        if let Some((stated, votes, sum)) = differing.first() {
            let said: Vec<String> = differing
                .iter()
                .map(|(stated, votes, sum)| format!("\"{}\" says {stated}, the votes add up to {votes}", sum.header))
                .collect();
            let what = format!("{which}: {}", said.join("; "));
            let place = (form.file.as_str(), row.line, sum.place);
            let finding = Finding::new(place, what, cause(*stated, *votes, row)).value(&stated.to_string());
            findings.push(finding.repair(if differing.len() > 1 {
                "keep the votes, though more than one stated total speaks against them"
            } else {
                "keep the votes, and do not use the stated total"
            }));
        }
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

/// No booth polls more than there are voters for; nor more than its own electors.
fn sizes(form: &mut Form) {
    let mut findings = Vec::new();
    for row in &mut form.rows {
        for (column, votes) in form.columns.iter().zip(&row.votes) {
            if votes.is_some_and(|votes| u64::from(votes) > MOST_VOTES_A_BOOTH) {
                let what = format!("booth {}: more than {MOST_VOTES_A_BOOTH} votes for {}", row.booth, column.header);
                let place = (form.file.as_str(), row.line, column.place);
                let shown = votes.unwrap_or(0).to_string();
                findings.push(if form.of_precincts {
                    Finding::new(place, what, "a precinct of absentees").value(&shown)
                } else {
                    let cause = "a total in the place of a booth, or a digit too many";
                    Finding::new(place, what, cause).value(&shown).refused("write the votes as the form has them")
                });
            }
        }
        if let Some(electors) = row.electors.filter(|&electors| row.polled() > u64::from(electors)) {
            let what = format!(
                "booth {}: {}, but {}",
                row.booth,
                of(row.polled(), "vote", "votes"),
                of(electors, "elector", "electors")
            );
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

/// Booths that were polled again and are there beside the poll that no longer counts.
fn polled_again(form: &Form) -> Vec<Finding> {
    let again = |booth: &str| words(booth).replace(' ', "").contains("repoll");
    let number = |booth: &str| -> String { booth.chars().take_while(char::is_ascii_digit).collect() };
    let key = |row: &Row| (row.segment.clone(), number(&row.booth));
    let rows = form.rows.iter().enumerate().filter(|(_, row)| !again(&row.booth));
    let first: BTreeMap<(String, String), usize> = rows.map(|(at, row)| (key(row), at)).collect();
    let twice = form.rows.iter().filter(|row| again(&row.booth) && !number(&row.booth).is_empty());
    let finding = |(row, other): (&Row, &Row)| {
        let what = format!("booth {} was polled again, and the poll on line {} is there, too", row.booth, other.line);
        let finding = Finding::new(
            (&form.file, row.line, form.booth_place),
            what,
            "both polls were kept, of which the second counts",
        );
        finding.value(&row.booth).refused("keep the row that counts, under the number of the booth")
    };
    twice.filter_map(|row| Some(finding((row, &form.rows[*first.get(&key(row))?])))).collect()
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
        } else if let Some(empty) =
            [before, at].into_iter().find(|&at| form.rows[at].reads() && form.rows[at].polled() == 0)
        {
            // Machines that would not speak on the day are counted later, and entered at the end.
            doubled.push(empty);
            first.insert((row.segment.clone(), row.booth.clone()), before + at - empty);
            let what = format!("{what}, one of them without a vote");
            findings.push(
                Finding::new(place, what, "a booth that was counted later than the others")
                    .value(&row.booth)
                    .repair(format!("leave out the row of line {} without votes", form.rows[empty].line)),
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
    findings.extend(polled_again(form));
    let mut stays = doubled
        .into_iter()
        .fold(vec![true; form.rows.len()], |mut stays, at| {
            stays[at] = false;
            stays
        })
        .into_iter();
    form.rows.retain(|_| stays.next().unwrap_or(true));
    let rows = form.rows.iter().map(|row| (row.segment.as_str(), row.booth.as_str(), row.line));
    findings.extend(
        numbering::doubts(rows)
            .into_iter()
            .map(|doubt| Finding::new((&form.file, doubt.line, form.booth_place), doubt.what, doubt.cause)),
    );
    form.findings.extend(findings);
}
