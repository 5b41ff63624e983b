//! The units a claim can count by: booths, segments, rounds, tables.

use crate::scenario::{Per, Scenario};

/// How many units there are, or the key that is missing. A table takes one booth a round, so no more tables
/// and rounds were used than there are booths.
pub(crate) fn units(scenario: &Scenario, per: Per) -> Result<u64, &'static str> {
    let contest = &scenario.contest;
    let segments = contest.segments().len() as u64;
    let booths = || {
        let stated: Option<u64> = contest.segments().iter().map(|segment| segment.booths.map(u64::from)).sum();
        contest.booths.map(u64::from).or(stated.filter(|&booths| booths > 0)).ok_or("contest.booths")
    };
    match per {
        Per::Booth => booths(),
        Per::Segment if segments == 0 => Err("[[segment]]"),
        Per::Segment => Ok(segments),
        Per::Round => scenario.counting.rounds.map(u64::from).ok_or("counting.rounds"),
        Per::TableRound => {
            let rounds = scenario.counting.rounds.ok_or("counting.rounds")?;
            let tables = scenario.counting.tables_per_segment.ok_or("counting.tables_per_segment")?;
            let places = u64::from(rounds) * u64::from(tables) * segments.max(1);
            Ok(booths().map_or(places, |booths| booths.min(places)))
        }
        Per::Contest | Per::RunningTotal => Ok(1),
    }
}
