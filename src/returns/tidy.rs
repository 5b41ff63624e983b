//! The tidy booth table: `segment,booth,electors` and then one column per candidate id; one row is
//! one booth, with its machine votes. Segment and booth are text; electors may be empty.

use super::delimiter::delimiter;
use super::form::count;
use super::lines::Lines;
use super::table::{BoothRow, BoothTable, TableProblem};
use crate::format::of;
use crate::visible::is_unseen;
use std::collections::BTreeSet;

/// Flaws shown before the reading ends.
const MOST_FLAWS: usize = 50;

/// Longer names are slips, such as a quotation mark that was never closed.
pub(super) const LONGEST_NAME: usize = 200;

impl BoothTable {
    /// Reads the tidy table.
    ///
    /// # Errors
    /// Every flaw found, up to fifty, by line and column.
    pub fn from_tidy_csv(text: &str) -> Result<Self, Vec<TableProblem>> {
        let mut flaws = Vec::new();
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .delimiter(delimiter(text.as_bytes()))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let Some(candidates) = header(&mut reader, &mut flaws) else { return Err(flaws) };
        let mut rows = Vec::new();
        let mut seen = BTreeSet::new();
        let mut lines = Lines::new(text);
        for record in reader.records() {
            if flaws.len() >= MOST_FLAWS {
                break;
            }
            match record {
                Ok(record) => {
                    let line = lines.of(record.position());
                    if let Some(row) = row(&record, line, candidates.len(), &mut flaws) {
                        if !seen.insert((row.segment.clone(), row.booth.clone())) {
                            let what = format!("booth {} of {} is there twice", row.booth, row.segment);
                            flaws.push(flaw(line, 2, what, "keep the row that is right"));
                        }
                        rows.push(row);
                    }
                }
                Err(error) => {
                    let line = lines.of(error.position());
                    flaws.push(flaw(line, 1, "this row cannot be read as CSV in UTF-8", "save the file as UTF-8 CSV"));
                }
            }
        }
        if rows.is_empty() && flaws.is_empty() {
            flaws.push(flaw(2, 1, "there is no booth below the header", "write one row per booth"));
        }
        if flaws.is_empty() { Ok(BoothTable { candidates, rows }) } else { Err(flaws) }
    }
}

fn flaw(line: u64, column: usize, what: impl Into<String>, cure: impl Into<String>) -> TableProblem {
    TableProblem { line, column, what: what.into(), cure: cure.into() }
}

fn header(reader: &mut csv::Reader<&[u8]>, flaws: &mut Vec<TableProblem>) -> Option<Vec<String>> {
    const LEADING: [&str; 3] = ["segment", "booth", "electors"];
    let Ok(header) = reader.headers().cloned() else {
        flaws.push(flaw(1, 1, "the header cannot be read as CSV in UTF-8", "save the file as UTF-8 CSV"));
        return None;
    };
    let names: Vec<&str> = header.iter().map(|name| name.trim_start_matches('\u{feff}')).collect();
    if names.iter().all(|name| name.is_empty()) {
        flaws.push(flaw(1, 1, "the file is empty", "the header is segment,booth,electors and then candidate ids"));
        return None;
    }
    for (place, wanted) in LEADING.iter().enumerate() {
        if names.get(place) != Some(wanted) {
            let found = names.get(place).copied().unwrap_or("nothing");
            let what = format!("column {} should be \"{wanted}\", not \"{found}\"", place + 1);
            flaws.push(flaw(
                1,
                place + 1,
                what,
                "the header is segment,booth,electors and then one column per candidate id",
            ));
        }
    }
    let candidates: Vec<String> = names.iter().skip(LEADING.len()).map(|&name| name.to_owned()).collect();
    let mut seen = BTreeSet::new();
    for (place, id) in candidates.iter().enumerate() {
        if !seen.insert(id) {
            let what = format!("two columns are called \"{id}\"");
            flaws.push(flaw(1, place + 1 + LEADING.len(), what, "name each column by its candidate's id"));
        }
    }
    flaws.is_empty().then_some(candidates)
}

fn row(record: &csv::StringRecord, line: u64, candidates: usize, flaws: &mut Vec<TableProblem>) -> Option<BoothRow> {
    if record.len() != candidates + 3 {
        let what = format!("this row has {}, the header {}", of(record.len(), "field", "fields"), candidates + 3);
        flaws.push(flaw(line, 1, what, "give every row a field for every column"));
        return None;
    }
    let before = flaws.len();
    for (column, name) in ["segment", "booth"].into_iter().enumerate() {
        let text = &record[column];
        if text.is_empty() || text.len() > LONGEST_NAME || text.chars().any(is_unseen) {
            let what = format!("\"{text}\" names no {name}");
            flaws.push(flaw(line, column + 1, what, "write a name of up to 200 visible characters"));
        }
    }
    let mut whole = |column: usize| {
        let text = &record[column];
        let number = count(text).filter(|&votes| votes <= crate::election::MOST_VOTES_A_ROW);
        let number = number.and_then(|votes| u32::try_from(votes).ok());
        if number.is_none() {
            let what =
                format!("\"{text}\" is no whole number of votes from 0 to {}", crate::election::MOST_VOTES_A_ROW);
            flaws.push(flaw(line, column + 1, what, "write digits only"));
        }
        number.unwrap_or(0)
    };
    let electors = if record[2].is_empty() { None } else { Some(whole(2)) };
    let votes: Vec<u32> = (3..record.len()).map(&mut whole).collect();
    let polled: u64 = votes.iter().map(|&v| u64::from(v)).sum();
    if let Some(electors) = electors.map(u64::from)
        && flaws.len() == before
        && polled > electors
    {
        let what = format!("{} in a booth of {}", of(polled, "vote", "votes"), of(electors, "elector", "electors"));
        flaws.push(flaw(line, 3, what, "check the row, or leave its electors empty"));
    }
    (flaws.len() == before).then(|| BoothRow {
        segment: record[0].to_owned(),
        booth: record[1].to_owned(),
        electors,
        votes,
        line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tidy_table_reads() {
        let table =
            BoothTable::from_tidy_csv("segment,booth,electors,a,b\ns1,7 A(W),900,100,200\ns1,246A,,3,4\n").unwrap();
        assert_eq!(table.candidates, ["a", "b"]);
        assert_eq!(table.rows[0].booth, "7 A(W)");
        assert_eq!(table.rows[1].electors, None);
        assert_eq!(table.totals()["b"], 204);
        let other = BoothTable::from_tidy_csv("segment;booth;electors;a;b\ns1;7 A(W);900.0;100;1,00\n");
        assert_eq!(other.unwrap_err()[0].column, 5);
        let other = BoothTable::from_tidy_csv("segment\tbooth\telectors\ta\ns1\t7\t1,900.0\t१,१००\n").unwrap();
        assert_eq!((other.rows[0].electors, other.totals()["a"]), (Some(1_900), 1_100));
    }

    #[test]
    fn every_flaw_has_its_place() {
        let bad = |text: &str| {
            let flaws = BoothTable::from_tidy_csv(text).unwrap_err();
            (flaws[0].line, flaws[0].column, flaws[0].what.clone())
        };
        assert_eq!(bad("segment,booth,electors,a\ns,1,,1\ns,1,,2\n").0, 3);
        assert_eq!(bad("segment,booth,electors,a\ns,1,,ge 1102\n").1, 4);
        assert_eq!(bad("segment,booth,electors,a\ns,1,,-4\n").1, 4);
        assert_eq!(bad("segment,booth,electors,a\ns,1,,1e30\n").1, 4);
        assert_eq!(bad("segment,booth,electors,a\ns,1,10,11\n").1, 3);
        assert_eq!(bad("segment,booth,electors,a\ns,1,\n").2, "this row has 3 fields, the header 4");
        assert_eq!(bad("segment,booth,electors,a\n,1,,1\n").1, 1);
        assert_eq!(bad("segment,booth,electors,a\r\n\r\ns,1,,1\r\ns,\"2\r\nb\",,1\r\ns,3,,x\r\n").0, 4);
        assert_eq!(bad("segment,booth,electors,a\r\n\r\ns,1,,1\r\ns,3,,x\r\n").0, 4);
        assert_eq!(bad("segment,booth,a\n").0, 1);
        assert_eq!(bad("segment,booth,electors,a,a\n").1, 5);
        assert_eq!(bad("segment,booth,electors,a\n").0, 2);
        assert_eq!(bad("").0, 1);
    }
}
