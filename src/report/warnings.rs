//! What a reader must know before relying on the numbers.

use super::assumptions::NORMAL_95;
use super::{Account, bound_in_question, names};
use crate::bounds::Bound;
use crate::election::{Pair, SharedName};
use crate::engine::MOST_BOOTHS_WITH_QUANTILES;
use crate::evidence::country;
use crate::format::two_figures;
use crate::scenario::{Method, Mode};
use crate::stats::RateLaw;
use crate::wording::Caution;

/// Fewer flips than this, in equal weights, do not show how far weights may still be off.
const FEW_EFFECTIVE: f64 = 400.0;

/// The warnings of a run, the gravest first.
pub(super) fn warnings(account: &Account<'_>) -> Vec<String> {
    let mut warnings = Vec::new();
    each(account, &mut |caution| warnings.push(account.wording.caution(&caution)));
    warnings
}

/// Those that nobody should miss who reads one screen.
pub(super) fn grave(account: &Account<'_>) -> Vec<String> {
    let mut warnings = Vec::new();
    each(account, &mut |caution| {
        if caution.is_grave() {
            warnings.push(account.wording.caution(&caution));
        }
    });
    warnings
}

/// The same but for what a page says by its sliders.
pub(super) fn grave_beside_settings(account: &Account<'_>) -> Vec<String> {
    let mut warnings = Vec::new();
    each(account, &mut |caution| {
        if caution.is_grave() && caution != Caution::RateSet {
            warnings.push(account.wording.caution(&caution));
        }
    });
    warnings
}

fn each(account: &Account<'_>, warn: &mut impl FnMut(Caution<'_>)) {
    let model = &account.model;
    let flips = account.summary.flips();
    let reached = flips.cautious_standard_error;
    if let Some(goal) = account.until.filter(|&goal| reached > goal) {
        let draws = account.summary.simulations();
        warn(Caution::NotReached { goal: 100.0 * goal, draws, reached: 100.0 * reached });
    }
    let recorded = account.scenario.mode == Mode::Retrospective;
    if recorded && account.scenario.simulation.method == Method::Importance {
        warn(Caution::NothingShifted);
    }
    if !recorded && account.scenario.confusion.return_share != RateLaw::Fixed(1.0) {
        warn(Caution::NothingReturns);
    }
    if let Some(effective) =
        flips.effective_hits.filter(|&effective| flips.draws > 0 && (effective < FEW_EFFECTIVE || !flips.weighted))
    {
        warn(if flips.weighted { Caution::FewEffective { effective } } else { Caution::NotFound });
    }
    let ranking = account.scenario.contest.ranking();
    for group in model.groups.iter().filter(|group| !ranking.iter().take(2).any(|&c| c == group.principal)) {
        warn(Caution::NeitherFirstNorSecond { name: &names::candidate(account, group.principal) });
    }
    for (group, law) in model.groups.iter().zip(&account.law.groups) {
        for (namesake, _) in group.namesakes.iter().zip(&law.contradicted).filter(|&(_, &contradicted)| contradicted) {
            let name = &names::candidate(account, namesake.candidate);
            warn(Caution::RateCannotBe { name, votes: namesake.votes.unwrap_or(0) });
        }
    }
    if account.scenario.confusion.rate.is_some() {
        let set = account.scenario.is_set("confusion.rate");
        warn(if set { Caution::RateSet } else { Caution::RateStated });
    }
    ballot(account, warn);
    if let Some(bound) = bound_in_question(account) {
        net(account, bound, warn);
    }
    if model.focus().namesakes.iter().any(|namesake| namesake.own_support.guessed) {
        let abroad = account.scenario.contest.abroad.is_some();
        warn(Caution::SupportGuessed { share: account.evidence.typical_share.median, abroad });
    }
    if model.world.booths_estimated {
        let booths = u64::from(model.world.booths);
        let abroad = account.scenario.contest.abroad.as_deref();
        let of_india = abroad.and_then(country).is_some_and(|country| country.booth_size().is_none());
        warn(Caution::BoothsAssumed { booths, size: account.evidence.booth_size_in(abroad).mean, of_india });
    }
    if model.world.synthetic {
        warn(Caution::BoothsSynthetic);
    }
    if model.world.cells.len() > MOST_BOOTHS_WITH_QUANTILES {
        warn(Caution::TooManyBooths);
    }
    if account.summary.clipped > 0 {
        warn(Caution::Clipped { draws: account.summary.clipped });
    }
    super::booths::warnings(account, warn);
}

/// What is not known of the rate, because nothing like this contest was fitted.
fn ballot(account: &Account<'_>, warn: &mut impl FnMut(Caution<'_>)) {
    let scenario = &account.scenario;
    let routes = || account.model.groups.iter().flat_map(|group| &group.namesakes).flat_map(|one| &one.routes);
    let widest = routes().map(|route| if let RateLaw::Logit { scale, .. } = route.rate { scale } else { 0.0 });
    let widest = widest.fold(0.0, f64::max);
    let unfitted = account.evidence.on(scenario.contest.kind_of_ballot()).between.is_some();
    if unfitted && scenario.confusion.rate.is_none() && widest > 0.0 {
        warn(Caution::BallotNotFitted { factor: two_figures(libm::exp(NORMAL_95 * widest)) });
    }
    let by_family = |pair: &Pair| pair.shared == SharedName::Family;
    if scenario.confusion.rate.is_none() && scenario.contest.pairs().iter().any(by_family) {
        warn(Caution::FamilyNameNotFitted);
    }
    if let Some(country) = scenario.contest.abroad.as_deref().and_then(country)
        && routes().next().is_some()
    {
        warn(Caution::PriorsOfIndia { country: &country.name });
    }
}

fn net(account: &Account<'_>, bound: &Bound, warn: &mut impl FnMut(Caution<'_>)) {
    if bound.rival_namesake_votes == 0 {
        return;
    }
    let (rival, own) = (&names::candidate(account, bound.rival), bound.rival_namesake_votes);
    match bound.rival_may_regain {
        Some(most) if most < own => {
            warn(Caution::RivalAtMost { rival, own, most, short: &names::short(account, bound.rival) });
        }
        Some(_) => warn(Caution::RivalAllTheSame { rival, own }),
        None => {}
    }
}
