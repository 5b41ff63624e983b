//! What no total contradicts and is odd all the same: worth a look at the form before it is believed.

use super::finding::Finding;
use super::form::{Column, Form, Row};
use crate::format::of;
use std::collections::BTreeMap;

/// Fewer votes are alike, or in one place, by chance.
const FEWEST: u64 = 50;

/// Notes what is odd in a form.
pub(super) fn of_form(form: &mut Form) {
    let mut findings = Vec::new();
    nobody_for_nota(form, &mut findings);
    alike(form, &mut findings);
    all_in_one(form, &mut findings);
    never_voted_for(form, &mut findings);
    without_votes(form, &mut findings);
    out_of_sequence(form, &mut findings);
    form.findings.extend(findings);
}

/// The statutory form has rejected votes and "none of the above" side by side. Machines reject nothing,
/// and some voters everywhere choose nobody: where it looks the other way round, the columns are swapped.
fn nobody_for_nota(form: &Form, findings: &mut Vec<Finding>) {
    let Some(nota) = form.columns.iter().position(|column| column.nota) else { return };
    let chosen: u64 = form.rows.iter().filter_map(|row| row.votes[nota]).map(u64::from).sum();
    let rejected: u64 = form.rows.iter().map(|row| row.rejected).sum();
    if form.rows.len() >= 5 && chosen == 0 && rejected >= form.rows.len() as u64 {
        let column = &form.columns[nota];
        let what =
            format!("\"{}\" is 0 in all {} booths, and {rejected} votes are rejected", column.header, form.rows.len());
        let line = form.rows.first().map_or(0, |row| row.line);
        let cause =
            "the headings of the two columns were swapped; what stands under rejected is then the votes for nobody";
        findings.push(Finding::new((&form.file, line, column.place), what, cause));
    }
}

/// Booths with the same votes for everybody.
fn alike(form: &Form, findings: &mut Vec<Finding>) {
    let mut groups: BTreeMap<&[Option<u32>], Vec<&Row>> = BTreeMap::new();
    for row in form.rows.iter().filter(|row| telling(row)) {
        groups.entry(&row.votes).or_default().push(row);
    }
    for rows in groups.values().filter(|rows| rows.len() > 1) {
        let booths: Vec<&str> = rows.iter().take(10).map(|row| row.booth.as_str()).collect();
        let more = if rows.len() > 10 { format!(" and {} more", rows.len() - 10) } else { String::new() };
        let what = format!("booths {}{more} have the same votes for everybody", booths.join(", "));
        let finding = Finding::new((&form.file, rows[1].line, form.booth_place), what, "a row copied over another");
        findings.push(finding.value(&rows[1].booth));
    }
}

/// Whether a row holds enough votes for enough candidates to be like no other.
fn telling(row: &Row) -> bool {
    row.polled() >= FEWEST && row.votes.iter().filter(|votes| votes.is_some_and(|votes| votes > 0)).count() >= 3
}

/// Candidates whose votes all come from one booth.
fn all_in_one(form: &Form, findings: &mut Vec<Finding>) {
    if form.rows.len() < 5 {
        return;
    }
    for (c, column) in form.columns.iter().enumerate().filter(|(_, column)| !column.nota) {
        let mut voted = form.rows.iter().filter(|row| row.votes[c].is_some_and(|votes| votes > 0));
        if let (Some(row), None) = (voted.next(), voted.next())
            && row.votes[c].is_some_and(|votes| u64::from(votes) >= FEWEST)
        {
            let votes = row.votes[c].unwrap_or(0);
            let what = format!("all {votes} votes of {} were counted in booth {}", column.header, row.booth);
            let cause = "votes in the wrong column";
            findings.push(Finding::new((&form.file, row.line, column.place), what, cause).value(&votes.to_string()));
        }
    }
}

/// Candidates without a vote in any booth: even the least known has relatives.
fn never_voted_for(form: &Form, findings: &mut Vec<Finding>) {
    let voted = |c: usize| form.rows.iter().any(|row| row.votes[c].is_some_and(|votes| votes > 0));
    for (_, column) in form.columns.iter().enumerate().filter(|(c, column)| !column.nota && !voted(*c)) {
        if form.rows.len() >= 5 {
            let what = format!("\"{}\" has not one vote in any of {} booths", column.header, form.rows.len());
            let line = form.rows.first().map_or(0, |row| row.line);
            let cause = "a column that holds no candidate's votes, or a candidate who withdrew";
            findings.push(Finding::new((&form.file, line, column.place), what, cause).value(&column.header));
        }
    }
}

/// Booths in which nobody was voted for, unless the form says that nobody came.
fn without_votes(form: &Form, findings: &mut Vec<Finding>) {
    let nobody_came = |row: &Row| {
        let mut turnout = form.sums.iter().zip(&row.stated).filter(|(sum, _)| sum.turnout);
        turnout.any(|(_, stated)| *stated == Some(0))
    };
    let empty = |row: &&Row| row.reads() && row.polled() == 0 && !nobody_came(row);
    let none: Vec<&Row> = form.rows.iter().filter(empty).collect();
    let Some(first) = none.first() else { return };
    let booths: Vec<&str> = none.iter().take(10).map(|row| row.booth.as_str()).collect();
    let more = if none.len() > 10 { format!(" and {} more", none.len() - 10) } else { String::new() };
    let what =
        format!("not a single vote was counted in {}: {}{more}", of(none.len(), "booth", "booths"), booths.join(", "));
    let cause = "booths not yet counted, a boycott, or rows that were emptied";
    findings.push(Finding::new((&form.file, first.line, form.booth_place), what, cause));
}

/// Numbers on the ballot that do not rise from column to column.
fn out_of_sequence(form: &Form, findings: &mut Vec<Finding>) {
    let numbered: Vec<(&Column, u32)> =
        form.columns.iter().filter_map(|column| Some((column, column.number?))).collect();
    let falls: Vec<&[(&Column, u32)]> = numbered.windows(2).filter(|pair| pair[1].1 < pair[0].1).collect();
    // A table that is ordered by votes numbers nobody in sequence.
    if let [pair] = falls[..] {
        let what = format!("number {} on the ballot stands behind number {}", pair[1].1, pair[0].1);
        let line = form.rows.first().map_or(0, |row| row.line);
        let finding = Finding::new((&form.file, line, pair[1].0.place), what, "two headings were swapped");
        findings.push(finding.value(&pair[1].0.header));
    } else if falls.len() == 2 && numbered.len() >= 6 {
        let what = "the numbers on the ballot fall twice from one column to the next";
        let line = form.rows.first().map_or(0, |row| row.line);
        let finding = Finding::new((&form.file, line, falls[0][1].0.place), what, "two headings were swapped");
        findings.push(finding.value(&falls[0][1].0.header));
    }
}

/// A note where a file has the numbered candidates in another order than the first file: all of a contest are printed in that of
/// the ballot. `order` has the place in the form of each of the `columns`.
pub(super) fn another_order(columns: &[Column], first: &str, form: &Form, order: &[usize]) -> Option<Finding> {
    let numbered: Vec<usize> = (0..columns.len()).filter(|&c| columns[c].number.is_some()).collect();
    let pair = numbered.windows(2).find(|pair| order[pair[0]] > order[pair[1]])?;
    let [before, behind] = [&columns[pair[0]], &columns[pair[1]]];
    let what = format!("\"{}\" stands behind \"{}\", and in {first} before it", before.header, behind.header);
    let line = form.rows.first().map_or(0, |row| row.line);
    let place = form.columns[order[pair[0]]].place;
    Some(Finding::new((&form.file, line, place), what, "two headings were swapped in one of the files"))
}

/// A candidate with this share somewhere is somebody everywhere.
const SHARE: f64 = 0.05;

/// What two files of one contest say of a candidate may differ by so much and no more.
const TIMES: f64 = 10.0;

/// Notes candidates whose share jumps from one file to the others while another's jumps the other way:
/// `files` holds the name of each file and the votes in the order of the columns.
pub(super) fn between_files(columns: &[Column], files: &[(String, Vec<u64>)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let all: Vec<u64> = (0..columns.len()).map(|c| files.iter().map(|(_, votes)| votes[c]).sum()).collect();
    // Of two files each jumps against the other, and once is enough.
    for (file, votes) in files.iter().skip(usize::from(files.len() <= 2)) {
        let share = |votes: u64, of: u64| if of == 0 { 0.0 } else { votes as f64 / of as f64 };
        let here: u64 = votes.iter().sum();
        let elsewhere = all.iter().sum::<u64>() - here;
        let shares = |c: usize| (share(votes[c], here), share(all[c] - votes[c], elsewhere));
        let up = (0..columns.len()).filter(|&c| shares(c).0 > SHARE && shares(c).0 > TIMES * shares(c).1);
        let down = |c: &usize| shares(*c).1 > SHARE && shares(*c).1 > TIMES * shares(*c).0;
        let Some(down) = (0..columns.len()).find(down) else { continue };
        for up in up {
            let (percent, place) = (|c: usize| 100.0 * shares(c).0, columns[up].place);
            let what = format!(
                "{} has {:.1} % here and {:.1} % in the other files, {} {:.1} % and {:.1} %",
                columns[up].header,
                percent(up),
                100.0 * shares(up).1,
                columns[down].header,
                percent(down),
                100.0 * shares(down).1
            );
            findings.push(Finding::new(
                (file, 0, place),
                what,
                "the headings of two columns were swapped in one of the files",
            ));
        }
    }
    findings
}
