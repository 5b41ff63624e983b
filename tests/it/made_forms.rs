//! Forms made up of whatever forms are made of, in any combination: each imports with the votes it was made with.

use humnaam::returns::{SourceFile, import};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

type Random = Xoshiro256PlusPlus;

fn one<T: Copy>(random: &mut Random, of: &[T]) -> T {
    of[random.random_range(0..of.len())]
}

/// A booth or a sum of booths: votes, "none of the above", and rejected votes.
#[derive(Clone, Default)]
struct Counted {
    votes: Vec<u32>,
    nota: u32,
    rejected: u32,
}

impl Counted {
    fn add(&mut self, other: &Counted) {
        self.votes.resize(other.votes.len(), 0);
        self.votes.iter_mut().zip(&other.votes).for_each(|(sum, votes)| *sum += votes);
        self.nota += other.nota;
        self.rejected += other.rejected;
    }
}

/// What a form looks like.
struct Look {
    /// Headings of the columns before the votes; the first or the second is that of the booths.
    before: Vec<&'static str>,
    names: Vec<String>,
    behind: Vec<&'static str>,
    layers: u32,
    numbers: u32,
}

impl Look {
    fn of(random: &mut Random) -> Self {
        let given = ["RAM", "HARI", "SITA", "GITA", "DR. MOHAN", "SHRI SOHAN", "ADV. ASHA", "K.", "M D", "USHA"];
        let family = ["LAL", "DAS", "DEVI", "S/O RAM", "SEN (INC)", "ALIAS PAPPU", "@ GUDDU", "J. SHAH", "KHAN", "ROY"];
        let count = random.random_range(2..14);
        let names = (0..count).map(|at| format!("{} {}", given[at % 10], family[(at * 3 + at / 10) % 10])).collect();
        let booths: [&[&str]; 6] = [
            &["PS No"],
            &["Serial No. of Polling Station"],
            &["Sl. No.", "Polling Station"],
            &["S.N.", "No. & Name of Polling Station"],
            &["AC No", "Part No"],
            &["मतदान केंद्र क्रमांक"],
        ];
        let mut before = one(random, &booths).to_vec();
        before.extend(one(random, &[&[][..], &["Total Electors"]]));
        let nota = one(random, &["NOTA", "None of the Above", "NOTA (None of the above)", "N.O.T.A.", "नोटा"]);
        let behind = match random.random_range(0..5) {
            0 => vec!["Total of valid votes", "No. of Rejected Votes", nota, "Total", "No. of Tendered Votes"],
            1 => vec!["Valid Votes", "Rejected Votes", "Total", nota],
            2 => vec![nota, "Total"],
            3 => vec!["Total Valid Votes", nota],
            _ => vec![nota],
        };
        Look { before, names, behind, layers: random.random_range(0..3), numbers: random.random_range(0..5) }
    }

    fn width(&self) -> usize {
        self.before.len() + self.names.len() + self.behind.len()
    }

    fn headings(&self) -> Vec<Vec<String>> {
        let own = |texts: &[&str]| -> Vec<String> { texts.iter().map(|text| (*text).to_owned()).collect() };
        let blank = |count: usize| vec![String::new(); count];
        let (before, behind, names) = (own(&self.before), own(&self.behind), &self.names);
        let (left, right) = (blank(before.len()), blank(behind.len()));
        let mut rows = match self.layers {
            0 => vec![[before, names.clone(), behind].concat()],
            1 => {
                let group = vec!["No. of valid votes cast in favour of".to_owned()];
                let over = [before, group, blank(names.len() - 1), behind].concat();
                vec![over, [left, names.clone(), right].concat()]
            }
            _ => {
                let parties = (0..names.len()).map(|at| format!("{}{at}", ["INC", "BJP", "IND"][at % 3])).collect();
                vec![[before, names.clone(), behind].concat(), [left, parties, right].concat()]
            }
        };
        let roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"];
        let all = 0..self.width();
        match self.numbers {
            1 => rows.push(all.map(|at| (at + 1).to_string()).collect()),
            2 => rows.push(all.map(|at| format!("({})", at + 1)).collect()),
            3 if self.width() <= roman.len() => rows.push(all.map(|at| format!("({})", roman[at])).collect()),
            4 => rows.push(all.map(|at| char::from(b"abcdefghijklmnopqrstuvwxyz"[at]).to_string()).collect()),
            _ => {}
        }
        rows
    }

    /// A row; without a number of its own it is a total.
    fn row(&self, label: &str, number: Option<usize>, counted: &Counted) -> Vec<String> {
        let valid: u32 = counted.votes.iter().sum();
        let mut row: Vec<String> = Vec::new();
        for heading in &self.before {
            row.push(match (*heading, number) {
                ("Total Electors", Some(_)) => "60000".to_owned(),
                ("AC No", Some(_)) => "12".to_owned(),
                ("Sl. No." | "S.N.", Some(number)) => number.to_string(),
                (_, None) if !row.is_empty() => String::new(),
                _ => label.to_owned(),
            });
        }
        row.extend(counted.votes.iter().map(u32::to_string));
        // The total that is not behind "none of the above" does not count it.
        let late = self.behind.last() == Some(&"Total") || self.behind.len() == 5;
        let has_rejected = self.behind.len() >= 4;
        row.extend(self.behind.iter().map(|heading| {
            let count = match *heading {
                "Total" => {
                    valid + if late { counted.nota } else { 0 } + if has_rejected { counted.rejected } else { 0 }
                }
                "Total of valid votes" | "Valid Votes" | "Total Valid Votes" => valid,
                "No. of Rejected Votes" | "Rejected Votes" => counted.rejected,
                "No. of Tendered Votes" => 0,
                _ => counted.nota,
            };
            count.to_string()
        }));
        row
    }
}

/// A form, how many booths it has, and the votes of all columns.
fn made(random: &mut Random) -> (String, usize, Vec<u32>) {
    let look = Look::of(random);
    let alone = |text: &str| vec![text.to_owned()];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let titles = ["FORM 20", "(See Rule 56C(2)(c))", "Total No. of Electors: 245673", "Name of Segment : 81-Chhata"];
    titles.iter().filter(|_| random.random_range(0..2) == 0).for_each(|title| rows.push(alone(title)));
    rows.extend(look.headings());
    let booths = random.random_range(6..60);
    let page = one(random, &[0, 0, 7, 15]);
    let (mut on_page, mut all) = (Counted::default(), Counted::default());
    let (mut number, mut letter) = (0, false);
    for at in 1..=booths {
        letter = at > 1 && !letter && random.random_range(0..15) == 0;
        number += usize::from(!letter);
        let label = if letter { format!("{number} A(W)") } else { number.to_string() };
        let votes = (1..).take(look.names.len()).map(|place: u32| random.random_range(0..300 / place));
        let counted = Counted {
            votes: votes.collect(),
            nota: random.random_range(0..9),
            rejected: u32::from(random.random_range(0..20) == 0),
        };
        rows.push(look.row(&label, Some(at), &counted));
        on_page.add(&counted);
        all.add(&counted);
        if page > 0 && at % page == 0 && at < booths {
            rows.push(look.row(one(random, &["Page Total", "Sub Total", "TOTAL", ""]), None, &on_page));
            on_page = Counted::default();
            rows.extend(look.headings());
        }
    }
    if random.random_range(0..4) > 0 {
        rows.push(look.row(one(random, &["Total", "Total EVM Votes", "G.Total", "कुल योग", "மொத்தம்"]), None, &all));
        if random.random_range(0..2) == 0 {
            let post = Counted { votes: (0..).take(look.names.len()).collect(), nota: 1, rejected: 0 };
            let mut whole = all.clone();
            whole.add(&post);
            rows.push(look.row(one(random, &["Postal Votes", "PB", "डाक मत", "Akhir"]), None, &post));
            rows.push(look.row("Total Votes Polled", None, &whole));
        }
    }
    let below = ["Place: Alpha", "Date: 16/05/2014", "Returning Officer", "* as per 17C"];
    below.iter().filter(|_| random.random_range(0..3) == 0).for_each(|text| rows.push(alone(text)));
    let sign = one(random, b",,;\t|");
    let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(sign).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    let mut expected = all.votes;
    expected.push(all.nota);
    (String::from_utf8(writer.into_inner().unwrap()).unwrap(), booths, expected)
}

#[test]
fn forms_of_any_make_import_with_their_votes() {
    let mut random = Random::seed_from_u64(20);
    for form in 0..400 {
        let (text, booths, mut expected) = made(&mut random);
        let import = import(&[SourceFile { name: "ac081.csv", bytes: text.as_bytes() }], None, false);
        let said: Vec<String> = import.findings.iter().map(ToString::to_string).collect();
        let table = import.table.unwrap_or_else(|| panic!("form {form}:\n{text}\n{}", said.join("\n")));
        let mut votes: Vec<u32> =
            import.candidates.iter().map(|candidate| u32::try_from(candidate.votes).unwrap()).collect();
        votes.sort_unstable();
        expected.sort_unstable();
        assert_eq!((table.rows.len(), votes), (booths, expected), "form {form}:\n{text}\n{}", said.join("\n"));
    }
}
