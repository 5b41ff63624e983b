//! A listed contest with its pairs as the scenario that a user would write of it.

use crate::names::Match;
use crate::returns::candidates::{ListedContest, ListedPair};
use crate::scenario::{self, Scenario, Sources};

/// Simulations of a seat that no exact law covers.
pub(super) const DRAWS: u64 = 4_096;

/// The scenario of a contest, its candidates in the order of the list. Names stand in it by number:
/// nothing is said of them, and a table may hold names that no ballot would.
///
/// # Errors
/// What the scenario's reader finds wrong, such as more votes than any election polled.
pub(super) fn scenario(listed: &ListedContest, pairs: &[ListedPair], photos: bool) -> Result<Scenario, String> {
    let polled = listed.candidates.iter().map(|candidate| candidate.votes).fold(0, u64::saturating_add);
    // Only totals are asked for, so the votes lie in as few booths as may hold them.
    let booths = (polled / 4_000).saturating_add(1);
    let mut text = format!(
        "title = \"scan\"\nmode = \"retrospective\"\n[contest]\nname = \"seat\"\nbooths = {booths}\nphotos_on_ballot = {photos}\n[simulation]\ndraws = {DRAWS}\n"
    );
    for (place, candidate) in listed.candidates.iter().enumerate() {
        text.push_str(&format!(
            "[[candidate]]\nid = \"c{place}\"\nname = \"Candidate {place}\"\nvotes = {}\n",
            candidate.votes
        ));
        if candidate.nota {
            text.push_str("role = \"nota\"\n");
        } else if candidate.is_independent() {
            text.push_str("party = \"IND\"\n");
        }
        if let Some(pair) = pairs.iter().find(|pair| pair.namesake == place) {
            let similarity = if pair.verdict == Match::Exact { 1.0 } else { pair.similarity };
            text.push_str(&format!("namesake_of = \"c{}\"\nname_similarity = {similarity:?}\n", pair.principal));
        }
    }
    let first = |problems: Vec<scenario::Problem>| problems.into_iter().next().map_or_else(String::new, |p| p.what);
    scenario::parse(&Sources::new("scan", &text)).and_then(|file| file.build(None)).map_err(first)
}
