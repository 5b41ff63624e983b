//! What people and places are called in sentences.

use super::Study;
use super::format::listed;
use crate::bounds::Bound;

/// "Alok Misra (INC)".
pub(super) fn candidate(study: &Study<'_>, index: usize) -> String {
    let candidate = &study.scenario.contest.candidates()[index];
    match &candidate.party {
        Some(party) => format!("{} ({party})", candidate.name),
        None => candidate.name.clone(),
    }
}

/// "Alok Misra".
pub(super) fn short(study: &Study<'_>, index: usize) -> String {
    study.scenario.contest.candidates()[index].name.clone()
}

/// The namesake by name, or "the ten namesakes".
pub(super) fn namesakes(study: &Study<'_>, indices: &[usize]) -> String {
    match indices {
        [one] => format!("the namesake {}", candidate(study, *one)),
        [_, _] => listed(&indices.iter().map(|&c| candidate(study, c)).collect::<Vec<_>>()),
        many => format!("the {} namesakes together", many.len()),
    }
}

/// "the namesake" or "the namesakes".
pub(super) fn they(bound: &Bound) -> &'static str {
    if bound.namesakes.len() == 1 { "the namesake" } else { "the namesakes" }
}

/// "Kanpur, Lok Sabha 2024".
pub(super) fn contest(study: &Study<'_>) -> String {
    let contest = &study.scenario.contest;
    match &contest.election {
        Some(election) => format!("{}, {election}", contest.name),
        None => contest.name.clone(),
    }
}

/// A segment's id; "postal" for the votes outside the booths, "all" where the contest is undivided.
pub(super) fn segment_id(study: &Study<'_>, segment: usize) -> String {
    let world = &study.model.world;
    if world.has_postal && segment + 1 == world.segments() {
        return "postal".to_owned();
    }
    study.scenario.contest.segments().get(segment).map_or_else(|| "all".to_owned(), |s| s.id.clone())
}

/// A segment's name for a chart.
pub(super) fn segment_name(study: &Study<'_>, segment: usize) -> String {
    study.scenario.contest.segments().get(segment).map_or_else(|| "all booths".to_owned(), |s| s.name.clone())
}

/// What a booth is called in the returns, or its number where it was made up.
pub(super) fn booth(study: &Study<'_>, number: u32) -> String {
    match &study.scenario.booths {
        Some(table) => table.rows.get(number as usize).map_or_else(String::new, |row| row.booth.clone()),
        None => (number + 1).to_string(),
    }
}
