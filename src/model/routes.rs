//! The ways a vote meant for the principal can reach one namesake.

use crate::election::{Contest, Pair, SymbolStatus};
use crate::evidence::Evidence;
use crate::names::SIMILAR;
use crate::scenario::Scenario;
use crate::stats::rates::Route;

/// The routes of a pair: the stated rate where the scenario states one, and otherwise name, symbol
/// and slipping finger as the evidence has them.
pub(super) fn routes(scenario: &Scenario, evidence: &Evidence, pair: &Pair) -> Vec<Route> {
    if let Some(rate) = scenario.confusion.rate {
        return vec![Route { open: 1.0, rate }];
    }
    let contest = &scenario.contest;
    let mut routes = Vec::new();
    let ballot = evidence.on(contest.kind_of_ballot());
    routes.extend(evidence.by_name_on(pair.name_similarity, &ballot, lines_alike(contest, pair)));
    let new = pair.symbol_status == SymbolStatus::New;
    routes.extend(evidence.by_symbol_on(pair.symbol_similarity, new, ballot.between));
    let place = |c: usize| contest.candidates()[c].ballot_position;
    if let (Some(a), Some(b)) = (place(pair.namesake), place(pair.principal))
        && a.abs_diff(b) == 1
    {
        routes.push(evidence.by_slip());
    }
    routes
}

/// How many lines of the ballot a voter may press who looks for the principal's name and misses the principal: those of the
/// pair's namesake and of the principal's other namesakes whose names are similar, as a search has it, or no less alike than this one.
#[must_use]
pub fn lines_alike(contest: &Contest, pair: &Pair) -> usize {
    let least = pair.name_similarity.min(SIMILAR);
    let alike = |other: &&Pair| other.principal == pair.principal && other.name_similarity >= least;
    contest.pairs().iter().filter(alike).count()
}
