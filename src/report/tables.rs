//! Tables by segment and by booth.

use super::places::Booth;
use super::{Account, names};
use crate::figure::{Cell, Columns};
use crate::format::nine_figures;
use crate::scenario::Mode;

fn known(account: &Account<'_>) -> &'static str {
    match account.scenario.mode {
        Mode::Retrospective => "recorded",
        Mode::Prospective => "intended",
    }
}

/// One row per principal and segment: their votes there, and how many were diverted.
pub(super) fn segments(account: &Account<'_>) -> Columns {
    let header = [
        "principal",
        "segment",
        "booths",
        known(account),
        "diverted_mean",
        "diverted_p05",
        "diverted_p50",
        "diverted_p95",
    ];
    let mut table = Columns::new(header);
    let world = &account.model.world;
    for (group, counted) in account.model.groups.iter().zip(&account.summary.groups) {
        for (segment, histogram) in counted.segments.iter().enumerate() {
            let cells = world.starts[segment]..world.starts[segment + 1];
            table.push(vec![
                account.scenario.contest.candidates()[group.principal].id.clone().into(),
                names::segment_id(account, segment).into(),
                whole(cells.len() as u64),
                whole(group.votes[cells].iter().map(|&v| u64::from(v)).sum()),
                nine_figures(histogram.mean()).into(),
                histogram.quantile(0.05).into(),
                histogram.quantile(0.5).into(),
                histogram.quantile(0.95).into(),
            ]);
        }
    }
    table
}

/// One row per principal and booth, in the order of the returns; postal votes are a row of their own.
pub(super) fn booths(account: &Account<'_>, places: &[Vec<Booth>]) -> Columns {
    let header = ["principal", "segment", "booth", known(account), "diverted_mean", "diverted_p05", "diverted_p95"];
    let mut table = Columns::new(header);
    let world = &account.model.world;
    let mut order: Vec<usize> = (0..world.cells.len()).collect();
    order.sort_by_key(|&cell| world.cells[cell].number);
    for (group, booths) in account.model.groups.iter().zip(places) {
        for &cell in &order {
            let place = world.cells[cell];
            let segment = names::segment_id(account, place.segment as usize);
            let booth = if segment == "postal" { "postal".to_owned() } else { names::booth(account, place.number) };
            let quantile = |votes: Option<u64>| votes.map_or(Cell::Empty, whole);
            let here = &booths[cell];
            table.push(vec![
                account.scenario.contest.candidates()[group.principal].id.clone().into(),
                segment.into(),
                booth.into(),
                whole(u64::from(group.votes[cell])),
                nine_figures(here.mean).into(),
                quantile(here.ends.map(|ends| ends.0)),
                quantile(here.ends.map(|ends| ends.1)),
            ]);
        }
    }
    table
}

fn whole(number: u64) -> Cell {
    number.into()
}

/// One row per run, for tables of many scenarios.
#[must_use]
pub fn overview<'a>(runs: impl IntoIterator<Item = (&'a str, &'a super::Numbers)>) -> Columns {
    let header = [
        "scenario",
        "principal",
        "verdict",
        "namesake_votes",
        "votes_needed",
        "break_even_rate",
        "flip_probability",
        "standard_error",
        "exact",
        "proved",
    ];
    let mut table = Columns::new(header);
    for (name, numbers) in runs {
        let bound = numbers.bounds.iter().find(|bound| bound.principal == numbers.principal);
        let count = |number: Option<u64>| number.map_or(Cell::Empty, whole);
        table.push(vec![
            name.into(),
            numbers.principal.as_str().into(),
            bound.map_or("", |bound| bound.verdict).into(),
            count(bound.and_then(|bound| bound.namesake_votes)),
            count(bound.and_then(|bound| bound.votes_needed)),
            bound.and_then(|bound| bound.break_even_rate).map_or(Cell::Empty, Cell::Number),
            numbers.flip.probability.into(),
            numbers.flip.standard_error.into(),
            numbers.flip.exact.into(),
            numbers.flip.proved.to_string().into(),
        ]);
    }
    table
}
