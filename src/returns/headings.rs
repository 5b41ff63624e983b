//! Where the headings of a wide form are, and what stands over each column.

use super::heading::{Field, field, tidied};
use super::number::{Number, number};
use super::sheet::Sheet;
use csv::StringRecord;

/// Headings are looked for this far down; above them stands what the page says.
const HEADINGS_WITHIN: usize = 30;

/// The heading of one column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// The lowest text over the column.
    pub text: String,
    /// What stands above that and reaches over this column too.
    pub group: String,
    /// The line of the text.
    pub line: u64,
}

/// The rows of headings, read column by column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Headings {
    /// One per column.
    pub columns: Vec<Heading>,
    /// The first row below them.
    pub body: usize,
    /// The line of the lowest row of headings.
    pub line: u64,
}

/// The headings of a sheet; `None` where no column holds booths or nobody stands in them.
pub(super) fn headings(sheet: &Sheet) -> Option<Headings> {
    // Above the headings there may be numbers, too, such as those of a year and a constituency.
    let rows = sheet.rows.iter().take(HEADINGS_WITHIN).enumerate();
    let mut bodies: Vec<usize> = rows.filter(|(_, (_, record))| counts(record)).map(|(at, _)| at).collect();
    if bodies.is_empty() && sheet.rows.len() <= HEADINGS_WITHIN {
        bodies.push(sheet.rows.len());
    }
    bodies.into_iter().find_map(|body| above(sheet, body))
}

/// The headings above the first row that counts votes.
fn above(sheet: &Sheet, body: usize) -> Option<Headings> {
    let above = &sheet.rows[..body];
    let full = |record: &StringRecord| record.iter().filter(|cell| !cell.is_empty()).count();
    let (line, _) = above.iter().rev().find(|(_, record)| full(record) > 1)?;
    // A title is one cell in a row of its own; what stands in several is a row of headings.
    let width = above.iter().filter(|(_, record)| full(record) > 1).map(|(_, record)| record.len()).max()?;
    let mut columns: Vec<Heading> = (0..width).map(|column| lowest_text(above, column)).collect();
    spread(above, &mut columns);
    joined(above, &mut columns);
    let fields: Vec<Field> = columns.iter().map(|heading| field(&heading.text, &heading.group)).collect();
    let booth = fields.iter().any(|field| matches!(field, Field::Booth | Field::BoothName | Field::Serial));
    let named = fields.iter().any(|field| matches!(field, Field::Candidate { .. } | Field::Nota { .. }));
    (booth && named).then_some(Headings { columns, body, line: *line })
}

/// Names in one row and parties, or the rest of the names, in the row below: both are the heading.
fn joined(above: &[(u64, StringRecord)], columns: &mut [Heading]) {
    let named = |text: &str| matches!(field(text, ""), Field::Candidate { number: None, .. });
    let over = |at: usize, heading: &Heading| -> Option<String> {
        let rows = above.iter().rev().filter(|(line, _)| *line < heading.line);
        let text = rows.filter_map(|(_, record)| record.get(at)).find(|text| !text.is_empty())?;
        named(text).then(|| tidied(text))
    };
    let candidates: Vec<usize> = (0..columns.len()).filter(|&at| named(&columns[at].text)).collect();
    let texts: Vec<Option<String>> = candidates.iter().map(|&at| over(at, &columns[at])).collect();
    let mut distinct: Vec<&String> = texts.iter().flatten().collect();
    distinct.sort_unstable();
    distinct.dedup();
    // A text over one of them is a group that spans the rest.
    if distinct.len() < 2 || distinct.len() * 2 <= candidates.len() {
        return;
    }
    for (at, text) in candidates.into_iter().zip(texts) {
        if let Some(text) = text {
            columns[at].text = format!("{text} {}", columns[at].text);
        }
    }
}

/// Whether a row counts votes rather than naming columns: at least two numbers, and at least as many
/// as texts. A row that numbers the columns counts nothing, but headings stand above it as well.
fn counts(record: &StringRecord) -> bool {
    let numbers = record.iter().filter(|cell| matches!(number(cell), Number::Whole(_))).count();
    let texts = record.iter().filter(|cell| matches!(number(cell), Number::Unreadable)).count();
    (numbers >= 2 && numbers >= texts) && !(texts > 0 && numbers_columns(record))
}

fn lowest_text(above: &[(u64, StringRecord)], column: usize) -> Heading {
    let full = |record: &StringRecord| record.iter().filter(|cell| !cell.is_empty()).count();
    let mut rows = above.iter().enumerate().rev();
    let found = rows.find_map(|(at, (line, record))| {
        let text = record.get(column).filter(|text| !text.is_empty())?;
        if full(record) > 1 && numbers_columns(record) {
            return None;
        }
        // A title is alone in its row above the headings, and says nothing about the column it begins in.
        let unknown = matches!(field(text, ""), Field::Candidate { .. } | Field::Blank);
        let alone = full(record) == 1 && unknown;
        let titled = alone && (above[at + 1..].iter().any(|(_, below)| full(below) > 1) || part(above, at, column));
        (!titled).then(|| Heading { text: tidied(text), group: String::new(), line: *line })
    });
    found.unwrap_or_default()
}

/// Whether a text is the name of a part of the table, below the headings: the column it begins in has a heading that is no name.
fn part(above: &[(u64, StringRecord)], at: usize, column: usize) -> bool {
    let over = above[..at].iter().rev().filter_map(|(_, record)| record.get(column)).find(|text| !text.is_empty());
    over.is_some_and(|text| !matches!(field(text, ""), Field::Candidate { .. } | Field::Blank))
}

/// Gives every column the text above it that reaches so far: from its own cell to the next text in that
/// row. Where a numbered candidate stands below, the group of the electors or of the turnout is over:
/// the cells of a table do not say how far a merged one reached.
fn spread(above: &[(u64, StringRecord)], columns: &mut [Heading]) {
    let full = |record: &StringRecord| record.iter().filter(|cell| !cell.is_empty()).count();
    for (line, record) in above.iter().filter(|(_, record)| full(record) > 1) {
        let mut group = "";
        for (at, heading) in columns.iter_mut().enumerate() {
            let text = record.get(at).unwrap_or("");
            if !text.is_empty() {
                group = text;
            }
            if *line >= heading.line {
                continue;
            }
            let candidate =
                matches!(field(&heading.text, ""), Field::Candidate { number: Some(_), .. } | Field::Nota { .. });
            if candidate && text.is_empty() {
                group = "";
            }
            heading.group = tidied(group);
        }
    }
}

/// Whether a row numbers the columns: 1, 2, 3 and so on, (i), (ii), (iii), a, b, c, or 1, 2(a), 2(b), 3, with a cell left
/// out here and there.
pub(super) fn numbers_columns(record: &StringRecord) -> bool {
    numbers_so_many(record, 4)
}

/// The same for a row of so many cells at least.
pub(super) fn numbers_so_many(record: &StringRecord, fewest: usize) -> bool {
    let filled: Vec<Mark> = record.iter().filter(|cell| !cell.is_empty()).map_while(mark).collect();
    let all = record.iter().filter(|cell| !cell.is_empty()).count();
    // A letter may be a number of Rome, too, and is the one that goes on.
    let goes_on = |pair: &[Mark]| match (pair[0], pair[1]) {
        (Mark::Number(a, _), Mark::Number(b, None)) => b == a + 1,
        (Mark::Number(a, Some(x)), Mark::Number(b, Some(y))) => a == b && y == x + 1,
        (Mark::Number(a, None), Mark::Number(b, Some(x))) => x == 1 && (b == a || b == a + 1),
        (Mark::Letters(a, x), Mark::Letters(b, y)) => {
            x.zip(y).is_some_and(|(x, y)| y == x + 1) || a.zip(b).is_some_and(|(a, b)| b == a + 1)
        }
        _ => false,
    };
    let begins = match filled.first() {
        Some(Mark::Number(number, _)) => *number <= 2,
        Some(Mark::Letters(letter, roman)) => *letter == Some(1) || *roman == Some(1),
        None => false,
    };
    filled.len() == all && all >= fewest && begins && filled.windows(2).all(goes_on)
}

/// What may number a column.
#[derive(Debug, Clone, Copy)]
enum Mark {
    /// A number, and the letter behind it.
    Number(u64, Option<u64>),
    /// The place of a letter in the alphabet, and the number that letters are in Rome.
    Letters(Option<u64>, Option<u64>),
}

fn mark(cell: &str) -> Option<Mark> {
    const BRACKETS: [char; 6] = ['(', ')', '[', ']', '.', ' '];
    let bare = cell.trim_matches(BRACKETS);
    if let Number::Whole(number) = number(bare) {
        return Some(Mark::Number(number, None));
    }
    let letters = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &bare[..bare.len() - letters.len()];
    let letters = letters.trim_matches(BRACKETS).to_ascii_lowercase();
    let alone = || match letters.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(u64::from(letter - b'a') + 1),
        _ => None,
    };
    match digits.parse() {
        Ok(number) => Some(Mark::Number(number, Some(alone()?))),
        Err(_) if digits.is_empty() && (alone().is_some() || roman(&letters).is_some()) => {
            Some(Mark::Letters(alone(), roman(&letters)))
        }
        Err(_) => None,
    }
}

/// The numbers of Rome below a hundred, as they are commonly written.
fn roman(letters: &str) -> Option<u64> {
    const TENS: [&str; 9] = ["x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"];
    const ONES: [&str; 9] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones = |rest: &str| {
        if rest.is_empty() { Some(0) } else { ONES.iter().position(|one| *one == rest).map(|at| at as u64 + 1) }
    };
    let tens =
        TENS.iter().enumerate().filter_map(|(at, ten)| Some((at as u64 + 1) * 10 + ones(letters.strip_prefix(ten)?)?));
    ones(letters).filter(|one| *one > 0).or_else(|| tens.into_iter().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str) -> Sheet {
        Sheet {
            rows: text.lines().enumerate().map(|(at, line)| (at as u64 + 1, line.split(',').collect())).collect(),
            ..Sheet::default()
        }
    }

    #[test]
    fn headings_are_read_column_by_column() {
        let found = headings(&sheet(
            "FORM 20,,,,,\nSerial No. of Polling Station,Votes cast in favour of,,Total,NOTA,\n,Ram Lal,Hari Om,,,\n1,10,9,19,1,\n",
        ))
        .unwrap();
        let texts: Vec<&str> = found.columns.iter().map(|heading| heading.text.as_str()).collect();
        assert_eq!(texts, ["Serial No. of Polling Station", "Ram Lal", "Hari Om", "Total", "NOTA", ""]);
        assert_eq!(found.columns[2].group, "Votes cast in favour of");
        assert_eq!((found.body, found.line), (3, 3));
    }

    #[test]
    fn a_group_does_not_run_on_over_candidates() {
        let found = headings(&sheet(
            "Booth,Voters Turnout,,,,\nPart No,Total,1 - A,2 - B,Total Votes Secured,x\n1,30,10,20,30,0\n",
        ))
        .unwrap();
        let groups: Vec<&str> = found.columns.iter().map(|heading| heading.group.as_str()).collect();
        assert_eq!(groups, ["Booth", "Voters Turnout", "", "", "", ""]);
        let titled =
            headings(&sheet("Total No. of Electors in Assembly Constituency: 245673,,,,,\nPart No,A B,C D,NOTA,Total,Tendered\n1,2,3,0,5,0\n"))
                .unwrap();
        assert!(titled.columns.iter().all(|heading| heading.group.is_empty()));
    }

    #[test]
    fn numbers_above_the_headings_and_parties_below_the_names_are_headings_too() {
        let found = headings(&sheet("Year,2014,AC,12\nSl No,Ram Lal,Hari Om,Total\n,INC,BJP,\n1,10,9,19\n2,11,8,19\n"))
            .unwrap();
        let texts: Vec<&str> = found.columns.iter().map(|heading| heading.text.as_str()).collect();
        assert_eq!((texts, found.body), (vec!["Sl No", "Ram Lal INC", "Hari Om BJP", "Total"], 3));
    }

    #[test]
    fn rows_of_column_numbers_are_seen() {
        let row = |text: &str| numbers_columns(&text.split(',').collect::<StringRecord>());
        assert!(row("1,2,3,4,5") && row("(1),(2),(3),(4)") && row("1,2,3,4,,5"));
        assert!(
            row("(i),(ii),(iii),(iv),(v)")
                && row("a,b,c,d,e,f,g,h,i,j")
                && row("1,2(a),2(b),2(c),3,4")
                && row("I,II,III,IV")
        );
        assert!(!row("A,B,D,E") && !row("INC,BJP,BSP,IND") && !row("1,2A,2A,3"));
        assert!(!row("1,2,3") && !row("7,8,9,10") && !row("1,2,4,5"));
    }
}
