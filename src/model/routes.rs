//! The ways a vote meant for the principal can reach one namesake.

use crate::election::{Pair, SymbolStatus};
use crate::evidence::Evidence;
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
    let among = contest.named_alike(pair.principal);
    routes.extend(evidence.by_name(pair.name_similarity, contest.photos_on_ballot, among));
    routes.extend(evidence.by_symbol(pair.symbol_similarity, pair.symbol_status == SymbolStatus::New));
    let place = |c: usize| contest.candidates()[c].ballot_position;
    if let (Some(a), Some(b)) = (place(pair.namesake), place(pair.principal))
        && a.abs_diff(b) == 1
    {
        routes.push(evidence.by_slip());
    }
    routes
}
