//! F6. Returns that were changed on the way: whatever the totals, the numbering or the sister files of a contest contradict is
//! said, and no table comes out as if nothing were.

use crate::tally::Tally;
use humnaam::returns::{Import, SourceFile, Weight, Wishes, import_as};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus as Random;

/// A form: its headings, its booths, and the total row at its end.
#[derive(Clone)]
struct Form {
    rows: Vec<Vec<String>>,
}

const NAMES: [&str; 5] = ["1 - ASHA RAO", "2 - BIMAL SEN", "3 - CHITRA DAS", "4 - ESHA PAL", "5 - FARID KHAN"];

impl Form {
    /// A segment whose rows state what they add up to, and whose last row adds up the booths.
    fn made(random: &mut Random, booths: u64) -> Self {
        let mut head = vec!["Part No".to_owned()];
        head.extend(NAMES.map(str::to_owned));
        head.extend(["NOTA", "Total"].map(str::to_owned));
        let (mut rows, mut sums) = (vec![head], vec![0_u64; 7]);
        for booth in 1..=booths {
            let votes = [400, 260, 70, 30, 12, 4].map(|size: u64| size * random.random_range(50..150) / 100 + 1);
            let all = votes.iter().sum();
            let row: Vec<u64> = votes.into_iter().chain([all]).collect();
            sums.iter_mut().zip(&row).for_each(|(sum, cell)| *sum += cell);
            rows.push(std::iter::once(booth).chain(row).map(|cell| cell.to_string()).collect());
        }
        rows.push(std::iter::once("Total".to_owned()).chain(sums.iter().map(u64::to_string)).collect());
        Form { rows }
    }

    fn text(&self) -> String {
        self.rows.iter().map(|row| format!("{}\n", row.join(","))).collect()
    }

    /// The places of the booths among the rows.
    fn booths(&self) -> std::ops::Range<usize> {
        1..self.rows.len() - 1
    }
}

/// The ways in which a copy goes wrong.
const KINDS: [&str; 14] = [
    "two cells of a row are swapped with their sum wrong",
    "a row is dropped",
    "a row is there twice",
    "a row is there twice under another number",
    "one is added to a cell",
    "two digits change places",
    "a row is shifted to the right",
    "a row is shifted to the left",
    "a candidate's column is deleted",
    "the column of totals is shifted by one row",
    "a row is emptied",
    "a row is zeroed",
    "every second row is lost",
    "a column stands in another row's place",
];

/// Changes a form in one of these ways; `None` where nothing would come of it.
fn changed(form: &Form, kind: usize, random: &mut Random) -> Option<Form> {
    let mut new = form.clone();
    let row = random.random_range(new.booths());
    let column = random.random_range(1..=NAMES.len() + 1);
    match KINDS[kind] {
        // A swap within a row leaves its sum right: the total row tells.
        "two cells of a row are swapped with their sum wrong" => {
            let other = 1 + column % (NAMES.len() + 1);
            new.rows[row].swap(column, other);
        }
        "a row is dropped" => drop(new.rows.remove(row)),
        "a row is there twice" => {
            let twice = new.rows[row].clone();
            new.rows.insert(row, twice);
        }
        "a row is there twice under another number" => {
            let mut twice = new.rows[row].clone();
            "9001".clone_into(&mut twice[0]);
            new.rows.insert(row, twice);
        }
        "one is added to a cell" => {
            let number: u64 = new.rows[row][column].parse().ok()?;
            new.rows[row][column] = (number + 1).to_string();
        }
        "two digits change places" => {
            let mut digits: Vec<char> = new.rows[row][column].chars().collect();
            let at = (1..digits.len()).find(|&at| digits[at] != digits[at - 1])?;
            digits.swap(at, at - 1);
            new.rows[row][column] = digits.into_iter().collect();
        }
        "a row is shifted to the right" => {
            new.rows[row].insert(1, String::new());
            new.rows[row].pop();
        }
        "a row is shifted to the left" => {
            new.rows[row].remove(1);
            new.rows[row].push(String::new());
        }
        "a candidate's column is deleted" => {
            new.rows.iter_mut().for_each(|row| drop(row.remove(column)));
        }
        "the column of totals is shifted by one row" => {
            let last = NAMES.len() + 2;
            for at in new.booths().rev() {
                let above = new.rows[at - 1][last].clone();
                new.rows[at][last] = above;
            }
            "700".clone_into(&mut new.rows[1][last]);
        }
        "a row is emptied" => new.rows[row].iter_mut().skip(1).for_each(String::clear),
        "a row is zeroed" => new.rows[row].iter_mut().skip(1).for_each(|cell| "0".clone_into(cell)),
        "every second row is lost" => {
            let booths = new.booths();
            let mut at = 0;
            new.rows.retain(|_| {
                at += 1;
                !booths.contains(&(at - 1)) || at % 2 == 0
            });
        }
        _ => {
            let other = random.random_range(new.booths());
            let cell = new.rows[other][column].clone();
            new.rows[row][column] = cell;
        }
    }
    (new.text() != form.text()).then_some(new)
}

fn read(files: &[(&str, String)]) -> Import {
    let files: Vec<SourceFile<'_>> =
        files.iter().map(|(name, text)| SourceFile { name, bytes: text.as_bytes() }).collect();
    import_as(&files, &Wishes::default())
}

/// Whether a reading says something that the reading of the sound files does not, or gives no table.
fn is_said(now: &Import, before: &Import) -> bool {
    let known: Vec<String> = before.findings.iter().map(ToString::to_string).collect();
    now.table.is_none()
        || now.findings.iter().any(|finding| !known.contains(&finding.to_string()))
        || now.checks.rows_differ > 0
        || now.checks.totals_differ > 0
}

/// What two files of one contest show of each other.
fn sisters(tally: &mut Tally, random: &mut Random, rounds: usize) {
    for round in 0..rounds {
        let (one, two) = (Form::made(random, 30), Form::made(random, 24));
        let before = read(&[("ac1.csv", one.text()), ("ac2.csv", two.text())]);
        let mut headings = two.clone();
        let (left, right) = (1 + round % 5, 1 + (round + 1) % 5);
        headings.rows[0].swap(left, right);
        tally.case(&format!("headings {left} and {right} are swapped in one of two files, {round}"), || {
            let now = read(&[("ac1.csv", one.text()), ("ac2.csv", headings.text())]);
            assert!(is_said(&now, &before), "{:#?}", now.findings);
        });
        // The votes themselves change columns, sums and totals with them: only the other file knows.
        let mut columns = two.clone();
        columns.rows[1..].iter_mut().for_each(|row| row.swap(1, 5));
        tally.case(&format!("the votes of the first and the last change columns in one of two files, {round}"), || {
            let now = read(&[("ac1.csv", one.text()), ("ac2.csv", columns.text())]);
            assert!(is_said(&now, &before), "{:#?}", now.findings);
        });
        tally.case(&format!("one file is given twice, {round}"), || {
            let now = read(&[("ac1.csv", one.text()), ("ac1.csv", one.text())]);
            assert!(now.table.is_none(), "{:#?}", now.findings);
        });
    }
}

pub fn class(tally: &mut Tally, whole: bool) {
    let mut random = Random::seed_from_u64(2_400);
    let rounds: u64 = if whole { 160 } else { 12 };
    for round in 0..rounds {
        let form = Form::made(&mut random, 20 + round % 30);
        let before = read(&[("ac1.csv", form.text())]);
        assert!(before.table.is_some() && before.findings.iter().all(|finding| finding.weight == Weight::Note));
        for (kind, name) in KINDS.iter().enumerate() {
            let Some(changed) = changed(&form, kind, &mut random) else { continue };
            tally.case(&format!("{name}, {round}"), || {
                let now = read(&[("ac1.csv", changed.text())]);
                assert!(is_said(&now, &before), "{}\n{:#?}", changed.text(), now.findings);
            });
        }
    }
    sisters(tally, &mut random, if whole { 60 } else { 5 });
}

#[test]
fn no_change_to_returns_passes_in_silence() {
    Tally::cut(class);
}
