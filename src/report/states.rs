//! What a search found, state by state.

use crate::bounds::Verdict;
use crate::figure::{Cell, Columns};
use crate::format::nine_figures;
use crate::scan::{Findings, PairRow};
use std::collections::BTreeMap;

/// What is counted of a state.
#[derive(Default)]
struct Count {
    contests: u64,
    pairs: u64,
    possible: u64,
    flips: f64,
}

/// A line for every state that has namesakes, those first where the flip probabilities add up to most; nothing where the table
/// knows of one state or none.
pub(super) fn table(findings: &Findings) -> Columns {
    let mut states: BTreeMap<&str, Count> = BTreeMap::new();
    for (_, rows) in contests(findings) {
        let count = states.entry(rows[0].state.as_str()).or_default();
        count.contests += 1;
        count.pairs += rows.len() as u64;
        count.possible += u64::from(rows.iter().any(|row| row.verdict == Verdict::Possible));
        count.flips += principals(&rows).map(|row| row.flip.probability).sum::<f64>();
    }
    let mut table = Columns::new(["state", "contests", "pairs", "possible", "expected_flips"]);
    if states.len() > 1 {
        let mut states: Vec<(&str, Count)> = states.into_iter().collect();
        let order = |one: &Count| (one.possible, one.pairs);
        states.sort_by(|(_, a), (_, b)| b.flips.total_cmp(&a.flips).then_with(|| order(b).cmp(&order(a))));
        for (state, count) in states {
            let counts = [count.contests, count.pairs, count.possible].map(Cell::from);
            let name = if state.is_empty() { "(not named)" } else { state };
            table.push(std::iter::once(name.into()).chain(counts).chain([nine_figures(count.flips).into()]).collect());
        }
    }
    table
}

/// Principals with several namesakes, and whoever has most: their seat and how many.
pub(super) fn clusters(findings: &Findings) -> (u64, Option<(String, usize)>) {
    let (mut several, mut most): (u64, Option<(String, usize)>) = (0, None);
    for (_, rows) in contests(findings) {
        for row in principals(&rows).filter(|row| row.outlook.namesakes > 1) {
            several += 1;
            let namesakes = row.outlook.namesakes;
            if most.as_ref().is_none_or(|(_, most)| namesakes > *most) {
                let year = row.year.map_or_else(String::new, |year| format!(" {year}"));
                most = Some((format!("{}{year}", row.contest), namesakes));
            }
        }
    }
    (several, most)
}

/// The rows of every contest.
fn contests(findings: &Findings) -> BTreeMap<(&str, Option<u16>, &str), Vec<&PairRow>> {
    let mut contests: BTreeMap<_, Vec<&PairRow>> = BTreeMap::new();
    for row in &findings.rows {
        contests.entry((row.state.as_str(), row.year, row.contest.as_str())).or_default().push(row);
    }
    contests
}

/// One row of every principal of a contest.
fn principals<'r>(rows: &'r [&'r PairRow]) -> impl Iterator<Item = &'r PairRow> {
    let first =
        |place: usize| rows.iter().position(|row| row.principal_rank == rows[place].principal_rank) == Some(place);
    (0..rows.len()).filter(move |&place| first(place)).map(|place| rows[place])
}
