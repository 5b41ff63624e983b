//! Ballots counted by what they hold for two offices: rows of precinct, choice, choice for another office, and how many.
//!
//! Such tables are made of the records of single ballots. They tell what a candidate polled among those who voted alike for the
//! other office, and so, between precincts of two kinds, what a control is made of.

use super::finding::{Finding, quoted};
use super::sheet::Sheet;
use std::collections::{BTreeMap, BTreeSet};

/// Ballots by precinct and by what they hold for two offices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CastVotes(Vec<Cast>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Cast {
    precinct: String,
    choice: String,
    other: String,
    count: u64,
}

/// What one choice polled among ballots that hold the same for the other office, there and here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CastStratum {
    /// What they hold for the other office.
    pub name: String,
    /// Votes for the choice there.
    pub votes: u64,
    /// Ballots there.
    pub of: u64,
    /// Ballots here.
    pub here: u64,
    /// Votes for the choice here.
    pub recorded: u64,
}

/// What is wrong with such a table: the line, from 1, and a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct CastProblem {
    /// The line.
    pub line: u64,
    /// What is wrong with it.
    pub what: String,
}

impl CastVotes {
    /// Reads a table of four columns, with or without headings. A count that is left out is none.
    ///
    /// # Errors
    /// The first line that is no such row.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, CastProblem> {
        let unread = |found: Finding| CastProblem { line: found.line, what: found.what };
        let sheets = Sheet::read(file, bytes).map_err(unread)?;
        let [sheet] = sheets.as_slice() else {
            return Err(CastProblem {
                line: 1,
                what: "a workbook of several sheets is no table of ballots".to_owned(),
            });
        };
        let mut rows = Vec::new();
        for (place, (line, row)) in sheet.rows.iter().enumerate() {
            let wrong = |what: String| CastProblem { line: *line, what };
            let cells: Vec<&str> = row.iter().map(str::trim).collect();
            let [precinct, choice, other, count] = cells[..] else {
                let what = format!("{} cells, where precinct, choice, other office and count are four", cells.len());
                return Err(wrong(what));
            };
            match count.parse::<u64>() {
                Ok(count) if count <= crate::election::MOST_VOTES => rows.push(Cast {
                    precinct: precinct.to_owned(),
                    choice: choice.to_owned(),
                    other: other.to_owned(),
                    count,
                }),
                _ if count.is_empty() || place == 0 => {}
                _ => return Err(wrong(format!("{} is no number of ballots", quoted(count)))),
            }
        }
        if rows.is_empty() {
            return Err(CastProblem { line: 1, what: "there is no ballot in this table".to_owned() });
        }
        Ok(CastVotes(rows))
    }

    /// Of precinct, choice, choice for the other office, and how many; `None` where there is no ballot.
    #[cfg(feature = "workbooks")]
    pub(super) fn of(rows: impl Iterator<Item = (String, String, String, u64)>) -> Option<Self> {
        let rows: Vec<Cast> =
            rows.map(|(precinct, choice, other, count)| Cast { precinct, choice, other, count }).collect();
        (!rows.is_empty()).then_some(CastVotes(rows))
    }

    /// The choices that somebody made.
    #[must_use]
    pub fn choices(&self) -> BTreeSet<&str> {
        self.0.iter().map(|row| row.choice.as_str()).collect()
    }

    /// Whether a precinct's name begins so.
    #[must_use]
    pub fn has_precincts(&self, begin: &str) -> bool {
        self.0.iter().any(|row| row.precinct.starts_with(begin))
    }

    /// The strata of a choice by the other office: precincts whose names begin with `there` are the control. Strata without a
    /// ballot there are put together with the smallest that has some. The largest come first.
    #[must_use]
    pub fn strata(&self, choice: &str, there: &str) -> Vec<CastStratum> {
        let mut by_other: BTreeMap<&str, CastStratum> = BTreeMap::new();
        for row in &self.0 {
            let stratum = by_other.entry(&row.other).or_default();
            let (ballots, votes) = if row.precinct.starts_with(there) {
                (&mut stratum.of, &mut stratum.votes)
            } else {
                (&mut stratum.here, &mut stratum.recorded)
            };
            *ballots += row.count;
            *votes += if row.choice.eq_ignore_ascii_case(choice) { row.count } else { 0 };
        }
        let named = by_other.into_iter().map(|(name, stratum)| CastStratum { name: name.to_owned(), ..stratum });
        let (mut strata, bare): (Vec<_>, Vec<_>) = named.partition(|stratum| stratum.of > 0);
        strata.sort_by(|one, two| two.here.cmp(&one.here).then_with(|| one.name.cmp(&two.name)));
        if let Some(least) = strata.iter_mut().min_by_key(|stratum| stratum.of) {
            for stratum in bare {
                least.name = format!("{}, {}", least.name, stratum.name);
                least.here += stratum.here;
                least.recorded += stratum.recorded;
            }
        }
        strata
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "precinct,president,senate,count\na1,x,s,2\na1,y,s,8\na1,y,t,5\n01,x,s,7\n01,y,s,13\n01,X,t,1\n01,y,t,\n02,y,u,4\n";

    #[test]
    fn strata_are_told_apart_by_the_other_office_and_add_up() {
        for text in [TABLE, TABLE.split_once('\n').unwrap().1] {
            let votes = CastVotes::read("t.csv", text.as_bytes()).unwrap();
            let strata = votes.strata("x", "a");
            let stratum = |name: &str, votes, of, here, recorded| CastStratum {
                name: name.to_owned(),
                votes,
                of,
                here,
                recorded,
            };
            assert_eq!(strata, [stratum("s", 2, 10, 20, 7), stratum("t, u", 0, 5, 5, 1)]);
            assert!(votes.has_precincts("a") && !votes.has_precincts("b"));
            assert_eq!(votes.choices().into_iter().collect::<Vec<_>>(), ["X", "x", "y"]);
        }
    }

    #[test]
    fn rows_that_are_none_are_named_by_their_line() {
        for (text, line, what) in [
            ("p,x,s,2\np,x,s\n", 2, "3 cells"),
            ("p,x,s,2\np,x,s,two\n", 2, "no number of ballots"),
            ("p,x,s,2\np,x,s,-1\n", 2, "no number of ballots"),
            ("p,x,s,count\n", 1, "no ballot"),
        ] {
            let problem = CastVotes::read("t.csv", text.as_bytes()).unwrap_err();
            assert_eq!(problem.line, line, "{text}: {problem}");
            assert!(problem.what.contains(what), "{text}: {problem}");
        }
    }
}
