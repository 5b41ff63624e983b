//! What a reader must know before relying on the numbers.

use super::format::{figures, percent, votes};
use super::{Study, bound_in_question, names};
use crate::bounds::{Bound, Verdict};
use crate::engine::MOST_BOOTHS_WITH_QUANTILES;

/// Fewer flips than this, in equal weights, do not show how far weights may still be off.
const FEW_EFFECTIVE: f64 = 400.0;

/// The warnings of a run, the gravest first.
pub(super) fn warnings(study: &Study<'_>, bounds: &[Bound]) -> Vec<String> {
    let mut warnings = Vec::new();
    let model = study.model;
    let reached = study.summary.flips().cautious_standard_error;
    if let Some(goal) = study.until.filter(|&goal| reached > goal) {
        warnings.push(format!(
            "The standard error asked for, {} points, was not reached: {} draws leave {} points. Allow more draws.",
            figures(100.0 * goal),
            votes(study.summary.simulations()),
            figures(100.0 * reached)
        ));
    }
    let flips = study.summary.flips();
    if let Some(effective) = flips.effective_hits.filter(|&effective| effective < FEW_EFFECTIVE || !flips.weighted) {
        warnings.push(if flips.weighted {
            format!(
                "Importance sampling found flips worth only {} equal ones: the probability may be off by more than its standard error says. Allow more draws.",
                figures(effective)
            )
        } else {
            "Importance sampling did not find where the result flips, so only the plain half of the simulations is counted. It shifts the rate and the segments of the principal in question; flips that need others are not rare in that way.".to_owned()
        });
    }
    let ranking = study.scenario.contest.ranking();
    for group in model.groups.iter().filter(|group| !ranking.iter().take(2).any(|&c| c == group.principal)) {
        warnings.push(format!(
            "{} came neither first nor second: where the namesake's own supporters would have gone instead then matters for the other two, and is a guess.",
            names::candidate(study, group.principal)
        ));
    }
    for group in &model.groups {
        for namesake in group.namesakes.iter().filter(|n| n.diverted.as_ref().is_some_and(|law| law.contradicted)) {
            warnings.push(format!(
                "The rate cannot be: {} would then have polled more than {} votes. What follows is the cap that total sets, not evidence.",
                names::candidate(study, namesake.candidate),
                votes(namesake.votes.unwrap_or(0))
            ));
        }
    }
    if study.scenario.confusion.rate.is_some() {
        warnings.push(
            "The confusion rate is stated in the scenario, not estimated: the probability holds if that rate does."
                .to_owned(),
        );
    }
    if let Some(bound) = bound_in_question(study, bounds) {
        net(study, bound, &mut warnings);
    }
    if model.focus().namesakes.iter().any(|namesake| namesake.own_support.guessed) {
        let share = &study.evidence.typical_share;
        warnings.push(format!(
            "No ordinary independent stood or is listed: own support is guessed from past contests, at {} of the valid votes, and widened.",
            percent(share.median)
        ));
    }
    if model.world.booths_estimated {
        warnings.push(format!(
            "The number of booths is not known: {} are assumed, at {} votes each.",
            votes(u64::from(model.world.booths)),
            figures(study.evidence.booth_size.mean)
        ));
    }
    if model.world.synthetic {
        warnings.push("Booths are synthetic: made up to the usual sizes and reconciled to the known totals. What is said of single booths is an illustration.".to_owned());
    }
    if model.world.cells.len() > MOST_BOOTHS_WITH_QUANTILES {
        warnings.push("There are too many booths for quantiles booth by booth: booths.csv has means alone.".to_owned());
    }
    if study.summary.clipped > 0 {
        warnings.push(format!(
            "In {} segment draws the rate was too high to vary between booths as stated; it varied as much as it could.",
            votes(study.summary.clipped)
        ));
    }
    warnings.extend(super::booths::warnings(study));
    if study.exact.is_none() && study.summary.draws > 0 {
        warnings.push(
            "No exact law applies here, so the simulated probability was checked against nothing but its own error."
                .to_owned(),
        );
    }
    warnings
}

fn net(study: &Study<'_>, bound: &Bound, warnings: &mut Vec<String>) {
    if bound.rival_namesake_votes == 0 {
        if bound.verdict == Verdict::Impossible && !bound.proved {
            warnings.push("The verdict counts the principal's own namesakes; other candidates have namesakes too, whose supporters might have voted for the principal.".to_owned());
        }
        return;
    }
    let rival = names::candidate(study, bound.rival);
    let own = votes(bound.rival_namesake_votes);
    match bound.rival_may_regain {
        Some(most) if most < bound.rival_namesake_votes => warnings.push(format!(
            "{rival} has a namesake too, of {own} votes: even if every vote here in question returns, the result turns only if at most {} of those were meant for {} (own supporters' second choices apart).",
            votes(most),
            names::short(study, bound.rival)
        )),
        Some(_) => warnings.push(format!("{rival} has a namesake too, of {own} votes; even if all of them return, the arithmetic allows a flip.")),
        None if !bound.proved => warnings.push(format!(
            "{rival} has a namesake too, of {own} votes; only if those voters had gone to {} could the result have turned.",
            names::short(study, bound.principal)
        )),
        None => {}
    }
}
