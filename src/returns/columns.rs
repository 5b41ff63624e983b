//! Columns under headings that no list knows: candidates, sums, or something to ask about.

use super::finding::Finding;
use super::form::{Form, Kind, Row, Sum, digits_within};
use super::heading::words;
use super::meaning::{Meaning, comparable};
use super::wishes::Wishes;
use crate::format::of;
use std::collections::BTreeMap;

/// Rows that are looked at; more say nothing new.
const ROWS: usize = 400;

/// Takes columns that hold sums, or no votes at all, out of the candidates, and asks about those that no
/// total confirms.
pub(super) fn confirm(form: &mut Form, wishes: &Wishes) {
    for column in (0..form.columns.len()).rev() {
        if unknown(form, wishes, column) {
            no_numbers(form, column);
        }
    }
    for column in (0..form.columns.len()).rev() {
        if unknown(form, wishes, column) && adds_up_others(form, column) {
            let (place, header) = (form.columns[column].place, form.columns[column].header.clone());
            let what = format!("\"{header}\" adds up the columns before it in every row, and is taken as a total");
            let line = form.rows.first().map_or(0, |row| row.line);
            form.find(Finding::new((&form.file, line, place), what, "").value(&header));
            let stated: Vec<Option<u64>> = take(form, column).into_iter().map(|votes| votes.map(u64::from)).collect();
            form.rows.iter_mut().zip(stated).for_each(|(row, stated)| row.stated.push(stated));
            form.sums.push(Sum { place, header, turnout: false });
        }
    }
    ask(form, wishes);
    doubtful(form, wishes);
}

/// Words of columns that describe a booth. People bear some of them as names, so that they only raise a
/// question, and only where no total answers it.
const OF_A_BOOTH: [&str; 18] = [
    "no", "nos", "number", "code", "id", "ward", "zone", "village", "block", "tehsil", "taluk", "mandal", "sector",
    "date", "time", "year", "age", "round",
];

/// Asks about columns that no total counts and that look like the numbers of something: by their words, or
/// because they run 1, 2, 3 or are the same in every row.
fn doubtful(form: &mut Form, wishes: &Wishes) {
    let confirmed = (0..form.sums.len()).filter(|&sum| !form.sums[sum].turnout).any(|sum| {
        let rows = comparable(form, sum);
        rows.len() >= 2 && rightly(form, &rows, sum, &[]) * 2 >= rows.len()
    });
    for column in (0..form.columns.len()).rev().filter(|_| !confirmed) {
        let said = words(&form.columns[column].header);
        let votes: Vec<u32> =
            form.rows.iter().filter(|row| row.kind == Kind::Booth).filter_map(|row| row.votes[column]).collect();
        let steps = |by: u32| votes.len() >= 4 && votes.windows(2).all(|pair| pair[0].checked_add(by) == Some(pair[1]));
        let numbers = steps(1) || steps(0) && votes[0] > 0 || holds_the_others(form, column);
        if unknown(form, wishes, column) && (numbers || said.split(' ').any(|word| OF_A_BOOTH.contains(&word))) {
            let (place, header) = (form.columns[column].place, form.columns[column].header.clone());
            let what = format!("\"{header}\" may be a candidate or the number of something, and no total says which");
            let finding =
                Finding::new((&form.file, 0, place), what, "a column of the table that holds no candidate's votes");
            let cure = format!("leave it out with --ignore \"{header}\", or count it with --candidate \"{header}\"");
            form.find(finding.refused(cure));
        }
    }
}

/// Whether a column of several is everywhere as large as all the others together: a turnout or the electors look so.
fn holds_the_others(form: &Form, column: usize) -> bool {
    let rows = || form.rows.iter().filter(|row| row.kind == Kind::Booth && row.reads() && row.polled() > 0);
    let holds = |row: &Row| row.votes[column].is_some_and(|votes| u64::from(votes) * 2 >= row.polled());
    form.columns.len() >= 4 && rows().take(5).count() == 5 && rows().all(holds)
}

/// Whether only its own words say that a column is a candidate.
fn unknown(form: &Form, wishes: &Wishes, column: usize) -> bool {
    let column = &form.columns[column];
    column.number.is_none() && !column.nota && column.id.is_none() && !wishes.counts(&column.header)
}

/// Takes a column out of the votes and gives its cells.
fn take(form: &mut Form, column: usize) -> Vec<Option<u32>> {
    form.columns.remove(column);
    form.slips.retain(|slip| slip.column != column);
    form.slips.iter_mut().filter(|slip| slip.column > column).for_each(|slip| slip.column -= 1);
    if let Some(postal) = &mut form.postal {
        postal.remove(column);
    }
    form.rows.iter_mut().map(|row| row.votes.remove(column)).collect()
}

/// A column of which most cells are no numbers: of texts it is left out, of other numbers asked about.
fn no_numbers(form: &mut Form, column: usize) {
    let booths = form.rows.iter().filter(|row| row.kind == Kind::Booth).count();
    let slips: Vec<&str> =
        form.slips.iter().filter(|slip| slip.column == column).map(|slip| slip.text.as_str()).collect();
    let filled = slips.iter().filter(|text| !text.is_empty()).count();
    let spare = form.columns.len() > 2;
    if spare && filled == 0 && slips.len() == booths && booths > 1 {
        return nothing(form, column);
    }
    // Where the totals ask for the digits in the cells, votes stand there, whatever is written around them.
    if filled < 2 || filled * 2 < booths {
        return;
    }
    let asked = digits_asked_for(form, column);
    if asked.len() * 2 > booths {
        return beside(form, column, asked);
    }
    if !spare {
        return;
    }
    let digits = slips.iter().filter(|text| text.chars().any(|c| c.is_ascii_digit())).count();
    let (place, header) = (form.columns[column].place, form.columns[column].header.clone());
    let (line, shown) =
        form.slips.iter().find(|slip| slip.column == column).map_or((0, ""), |slip| (slip.line, &slip.text));
    let what = format!("column \"{header}\" holds no whole numbers in {filled} of {}", of(booths, "row", "rows"));
    let finding =
        Finding::new((&form.file, line, place), what, "shares, places or remarks beside the votes").value(shown);
    let finding = if digits == 0 {
        finding
    } else {
        finding.refused(format!("leave it out with --ignore \"{header}\", or write the votes in digits"))
    };
    form.find(finding);
    take(form, column);
}

/// One finding for a column in which nothing stands at all.
fn nothing(form: &mut Form, column: usize) {
    let (place, header) = (form.columns[column].place, form.columns[column].header.clone());
    let what = format!("every cell of column \"{header}\" is blank");
    let finding = Finding::new((&form.file, 0, place), what, "a column for remarks, or votes that were lost");
    let cure = format!("write the votes, also where they are 0, or leave it out with --ignore \"{header}\"");
    form.find(finding.value(&header).refused(cure));
    take(form, column);
}

/// The rows in which a stated sum asks for the digits in the cell, and those digits.
fn digits_asked_for(form: &Form, column: usize) -> Vec<(usize, u32)> {
    let slips = form.slips.iter().enumerate().filter(|(_, slip)| slip.column == column);
    let slips: BTreeMap<u64, usize> = slips.map(|(at, slip)| (slip.line, at)).collect();
    let asked = |row: &Row| {
        let votes = digits_within(&form.slips[*slips.get(&row.line)?].text)?;
        let mut whole = row.clone();
        whole.votes[column] = Some(votes);
        let right = |sum: usize| rightly(form, &[&whole], sum, &[]) > 0;
        (whole.reads() && (0..form.sums.len()).any(right)).then_some(votes)
    };
    let booths = form.rows.iter().enumerate().filter(|(_, row)| row.kind == Kind::Booth);
    booths.filter_map(|(at, row)| Some((at, asked(row)?))).collect()
}

/// One finding for a column of votes with something written beside most of them.
fn beside(form: &mut Form, column: usize, asked: Vec<(usize, u32)>) {
    let (place, header, count) = (form.columns[column].place, form.columns[column].header.clone(), asked.len());
    let Some(first) = form.slips.iter().find(|slip| slip.column == column) else { return };
    let what = format!("column \"{header}\": something is written beside the votes in {}", of(count, "row", "rows"));
    let finding = Finding::new((&form.file, first.line, place), what, "marks of a footnote, or text of the page")
        .value(&first.text);
    form.find(finding.repair("read the digits alone, which the totals of those rows ask for"));
    let lines: BTreeMap<u64, usize> = asked.iter().map(|&(at, _)| (form.rows[at].line, at)).collect();
    form.slips.retain(|slip| slip.column != column || !lines.contains_key(&slip.line));
    for (at, votes) in asked {
        form.rows[at].votes[column] = Some(votes);
    }
}

/// Whether a column is the sum of those before it. By chance that happens in a row or two.
fn adds_up_others(form: &Form, column: usize) -> bool {
    let rows: Vec<&Row> = form.rows.iter().filter(|row| row.kind == Kind::Booth && row.reads()).take(ROWS).collect();
    let sum = |row: &Row, nota: bool| -> u64 {
        let before = form.columns[..column].iter().zip(&row.votes);
        before.filter(|(c, _)| nota || !c.nota).filter_map(|(_, votes)| *votes).map(u64::from).sum()
    };
    let before = form.columns[..column].iter().filter(|c| !c.nota).count();
    let right = |nota: bool| {
        let is = |row: &&&Row| row.votes[column].map(u64::from) == Some(sum(row, nota));
        rows.iter().filter(is).count()
    };
    let voted = rows.iter().filter(|row| row.votes[column].is_some_and(|votes| votes > 0)).count();
    let many = rows.len() >= 10 || rows.len() >= 3 && before >= 3;
    before >= 2 && many && voted * 2 > rows.len() && right(true).max(right(false)) * 20 >= rows.len() * 19
}

/// Asks about columns without which a stated sum is right, and with which it is not.
fn ask(form: &mut Form, wishes: &Wishes) {
    let spare: Vec<Vec<usize>> = (0..form.sums.len())
        .filter(|&sum| !form.sums[sum].turnout)
        .filter_map(|sum| spare(form, wishes, sum))
        .collect();
    let Some(columns) = spare.into_iter().min_by_key(Vec::len) else { return };
    let headers: Vec<String> = columns.iter().map(|&column| form.columns[column].header.clone()).collect();
    let place = form.columns[columns[0]].place;
    let flags: Vec<String> = headers.iter().map(|header| format!("--ignore \"{header}\"")).collect();
    if let ([column], Some(sum)) = (columns.as_slice(), counting(form)) {
        let (header, sum) = (&headers[0], &form.sums[sum].header);
        let what = format!("\"{header}\" is counted in \"{sum}\" and not in the sum of the candidates");
        let finding =
            Finding::new((&form.file, 0, place), what, "\"none of the above\" or rejected votes in other words");
        let cure = "write NOTA or Rejected over it, whichever it is";
        form.find(finding.value(header).refused(cure));
        take(form, *column);
        return;
    }
    let what = format!("no stated total counts \"{}\", and no list knows what it is", headers.join("\", \""));
    let finding = Finding::new((&form.file, 0, place), what, "a column of the table that holds no candidate's votes");
    let cure = format!(
        "leave it out with {}; if a candidate's votes stand there, say --candidate \"{}\"",
        flags.join(" "),
        headers[0]
    );
    form.find(finding.refused(cure));
    for column in columns.into_iter().rev() {
        take(form, column);
    }
}

/// A stated sum that is right with all of the columns.
fn counting(form: &Form) -> Option<usize> {
    (0..form.sums.len()).filter(|&sum| !form.sums[sum].turnout).find(|&sum| {
        let rows = comparable(form, sum);
        rows.len() >= 2 && rightly(form, &rows, sum, &[]) * 10 >= rows.len() * 9
    })
}

/// The fewest columns that have to go so that a sum is right, where it is not right with them.
fn spare(form: &Form, wishes: &Wishes, sum: usize) -> Option<Vec<usize>> {
    let mut rows = comparable(form, sum);
    rows.truncate(ROWS);
    // A column confirmed by two or three rows is confirmed by chance.
    if rows.len() < 2 {
        return None;
    }
    let right = |without: &[usize]| rightly(form, &rows, sum, without);
    if right(&[]) * 2 >= rows.len() {
        return None;
    }
    let unknown: Vec<usize> = (0..form.columns.len()).filter(|&column| unknown(form, wishes, column)).collect();
    let most = unknown.len().min(form.columns.len().saturating_sub(2));
    let fits = |columns: &Vec<usize>| right(columns) * 10 >= rows.len() * 9;
    let single = unknown.iter().map(|&column| vec![column]);
    let last = (2..=most.min(12)).map(|length| unknown[unknown.len() - length..].to_vec());
    let first = (2..=most.min(12)).map(|length| unknown[..length].to_vec());
    if most == 0 { None } else { single.chain(last).chain(first).find(fits) }
}

/// In how many rows a sum is right without some of the columns, whatever it counts besides the candidates.
fn rightly(form: &Form, rows: &[&Row], sum: usize, without: &[usize]) -> usize {
    let of = |row: &Row, meaning: Meaning| {
        let gone: u64 = without.iter().filter_map(|&c| row.votes[c]).map(u64::from).sum();
        meaning.sum(form, row) - gone
    };
    let agree = |nota, rejected| {
        let meaning = Meaning { nota, rejected };
        rows.iter().filter(|row| row.stated[sum] == Some(of(row, meaning))).count()
    };
    let counts = [agree(true, true), agree(true, false), agree(false, false), agree(false, true)];
    counts.into_iter().max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::returns::{SourceFile, import};

    fn said(text: &str) -> (Option<Vec<String>>, String) {
        let import = import(&[SourceFile { name: "a.csv", bytes: text.as_bytes() }], None, false);
        let said: Vec<String> = import.findings.iter().map(ToString::to_string).collect();
        (import.table.map(|table| table.candidates), said.join("\n"))
    }

    #[test]
    fn a_column_that_adds_up_the_others_is_a_total_whatever_it_is_called() {
        let (candidates, said) = said("Booth,A B,C D,E F,Mat\n1,10,9,1,20\n2,11,8,2,21\n3,12,7,3,22\n4,1,2,3,6\n");
        assert_eq!(candidates.unwrap(), ["a_b", "c_d", "e_f"], "{said}");
        assert!(said.contains("\"Mat\" adds up the columns before it"), "{said}");
    }

    #[test]
    fn a_column_that_no_total_counts_is_asked_about() {
        let (candidates, said) = said("Booth,A B,C D,Serving,Total\n1,10,9,1,19\n2,11,8,2,19\n3,12,7,3,19\n");
        assert_eq!(candidates, None);
        assert!(said.contains("no stated total counts \"Serving\"") && said.contains("--ignore \"Serving\""), "{said}");
    }

    #[test]
    fn a_column_that_may_number_something_is_asked_about_unless_a_total_counts_it() {
        for head in ["Booth,Ward No,A B,C D", "Booth,Ilaka,A B,C D"] {
            let (candidates, told) = said(&format!("{head}\n1,7,10,9\n2,7,11,8\n3,7,12,7\n4,7,1,2\n"));
            assert!(candidates.is_none() && told.contains("may be a candidate or the number of something"), "{told}");
        }
        let (candidates, told) = said("Booth,Asha Ward,A B,C D,Total\n1,7,10,9,26\n2,7,11,8,26\n3,7,12,7,26\n");
        assert_eq!(candidates.unwrap().len(), 3, "{told}");
    }

    #[test]
    fn a_column_of_remarks_is_no_candidate() {
        let (candidates, said) = said("Booth,Place,A B,C D,Total\n1,Hall,10,9,19\n2,School,11,8,19\n");
        assert_eq!(candidates.unwrap(), ["a_b", "c_d"], "{said}");
    }
}
