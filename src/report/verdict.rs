//! The answer in words: the verdict first, then what it would have taken, then the probability.

use super::format::{counted, figures, percent, probability, votes, whole};
use super::{Numbers, Study, bound_in_question, names};
use crate::bounds::{Bound, Verdict as Arithmetic};
use crate::scenario::{Method, Mode};
use crate::stats::special::{bisect, probability as of_hazard};

/// The answer in words, section by section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// One word or two, fit for a headline.
    pub word: &'static str,
    /// Why, in a sentence or two.
    pub because: Vec<String>,
    /// What it would have taken.
    pub needed: Vec<String>,
    /// How probable it is, with the simulator's own error.
    pub probability: Vec<String>,
    /// How far the evidence, rather than this contest, drives the answer.
    pub belief: Vec<String>,
}

pub(super) fn verdict(study: &Study<'_>, bounds: &[Bound], numbers: &Numbers) -> Verdict {
    let Some(bound) = bound_in_question(study, bounds) else {
        return Verdict { word: "No question", because: vec![], needed: vec![], probability: vec![], belief: vec![] };
    };
    let (word, because) = match study.scenario.mode {
        Mode::Retrospective => recorded(study, bound),
        Mode::Prospective => intended(study, bound),
    };
    let mut because = because;
    because.extend(others(study, bounds, bound));
    Verdict {
        word,
        because,
        needed: needed(study, bound),
        probability: flip(study, bound, numbers),
        belief: belief(study, numbers),
    }
}

fn recorded(study: &Study<'_>, bound: &Bound) -> (&'static str, Vec<String>) {
    let principal = names::candidate(study, bound.principal);
    let rival = names::candidate(study, bound.rival);
    let namesakes = names::namesakes(study, &bound.namesakes);
    let polled = votes(bound.namesake_votes.unwrap_or(0));
    let needed = votes(bound.votes_needed.unwrap_or(0));
    let margin = votes(bound.margin);
    match bound.verdict {
        Arithmetic::Impossible => {
            let left = votes(bound.margin - bound.namesake_votes.unwrap_or(0));
            let first = format!("{principal} needed {needed} more votes to win; {namesakes} polled {polled}.");
            let second = format!(
                "Had every one of those been meant for {}, {rival} would still have been ahead by {left}.",
                names::short(study, bound.principal)
            );
            ("Impossible", vec![first, second])
        }
        Arithmetic::TieAtMost => {
            let first = format!(
                "{principal} needed {needed} more votes to win; {namesakes} polled {polled}, enough for a tie and no more."
            );
            ("A tie at most", vec![first])
        }
        Arithmetic::Possible => {
            let first = format!("{principal} needed {needed} more votes to win; {namesakes} polled {polled}.");
            let second = "Arithmetic allows it. Whether it happened, the totals cannot show: what follows is a probability, not proof.".to_owned();
            ("Possible, not proved", vec![first, second])
        }
        Arithmetic::NotApplicable => {
            let first =
                format!("{principal} won, {margin} votes ahead of {rival}: {} cost no seat.", names::they(bound));
            let second = format!("The cushion was {margin} votes; {namesakes} polled {polled}.");
            ("Not applicable", vec![first, second])
        }
    }
}

fn intended(study: &Study<'_>, bound: &Bound) -> (&'static str, Vec<String>) {
    let principal = names::candidate(study, bound.principal);
    let rival = names::candidate(study, bound.rival);
    let they = names::they(bound);
    let margin = votes(bound.margin);
    if bound.margin == 0 {
        let first =
            format!("{principal} and {rival} are level in intended votes: a single vote that goes astray decides.");
        return ("Level", vec![first]);
    }
    if bound.behind {
        let first = format!("{principal} is {margin} intended votes behind {rival} before a single vote goes astray.");
        return ("Behind already", vec![first]);
    }
    let first = format!(
        "{principal} leads {rival} by {margin} intended votes; losing {margin} of them to {they} loses the seat."
    );
    let word = if study.summary.flips().point < SMALL_RISK { "Ahead" } else { "Ahead, and at risk" };
    (word, vec![first])
}

/// Below one simulation in two hundred the headline does not speak of risk; the probability stands below it.
const SMALL_RISK: f64 = 0.005;

/// What arithmetic says of the other principals.
fn others(study: &Study<'_>, bounds: &[Bound], focus: &Bound) -> Vec<String> {
    let other = bounds.iter().filter(|bound| bound.principal != focus.principal);
    other
        .map(|bound| {
            let name = names::candidate(study, bound.principal);
            let namesakes = names::namesakes(study, &bound.namesakes);
            match (bound.verdict, bound.namesake_votes) {
                (Arithmetic::NotApplicable, Some(polled)) => {
                    format!("{name}, who won, has a namesake too: {namesakes} polled {}.", votes(polled))
                }
                (verdict, Some(polled)) => format!(
                    "{name} has a namesake too: {namesakes} polled {}, against a margin of {} ({}).",
                    votes(polled),
                    votes(bound.margin),
                    verdict.word().replace('_', " ")
                ),
                (_, None) => format!("{name} has a namesake too."),
            }
        })
        .collect()
}

fn needed(study: &Study<'_>, bound: &Bound) -> Vec<String> {
    let mut lines = Vec::new();
    let Some(needed) = bound.votes_needed else { return lines };
    let booths = study.model.world.booths;
    let they = names::they(bound);
    let share = match bound.share_needed {
        // Rounding must not turn "just too few" into "all of them".
        Some(share) if share > 1.0 && share < 1.005 => format!(", a little more than all that {they} polled"),
        Some(share) if (0.9995..1.0).contains(&share) => format!(", almost all that {they} polled"),
        Some(share) if share > 1.0 => format!(", {} times all that {they} polled", figures(share)),
        Some(share) => format!(", {} of all that {they} polled", percent(share)),
        None => String::new(),
    };
    let per_booth = bound
        .votes_needed_per_booth
        .map_or(String::new(), |per| format!("; {} in every one of {} booths", figures(per), votes(u64::from(booths))));
    lines.push(format!("{} votes{share}{per_booth}.", votes(needed)));
    if let Some(rate) = bound.break_even_rate {
        // Two rates that differ must not read as one.
        let same = bound.max_rate.is_some_and(|most| percent(most) == percent(rate) && most != rate);
        let shown = |rate: f64| if same { format!("{:.6} %", 100.0 * rate) } else { percent(rate) };
        let most =
            bound.max_rate.map_or(String::new(), |most| format!("; what {they} polled allows at most {}", shown(most)));
        lines.push(format!(
            "A confusion rate of {} of the votes meant for {}{most}.",
            shown(rate),
            names::short(study, bound.principal)
        ));
    }
    if let (Some(slack), Some(typical)) = (bound.slack_in_independents, bound.typical_independent) {
        lines.push(format!(
            "The result stands if {they} had more support than {} typical independents (one polled {} here).",
            figures(slack),
            figures(typical)
        ));
    }
    lines
}

fn flip(study: &Study<'_>, bound: &Bound, numbers: &Numbers) -> Vec<String> {
    let flips = study.summary.flips();
    let draws = votes(flips.draws);
    let mut lines = Vec::new();
    if bound.proved {
        lines.push(format!("0, proved by arithmetic; {} of {draws} simulations flipped.", votes(flips.hits)));
    } else if flips.hits == 0 {
        lines.push(format!(
            "Less than {}: none of {draws} simulations flipped (3 / draws).",
            percent(flips.interval.high)
        ));
    } else if flips.hits == flips.draws {
        lines.push(format!(
            "More than {}: all {draws} simulations flipped (1 − 3 / draws).",
            probability(flips.interval.low, 1.0 - flips.interval.low)
        ));
    } else {
        let error = flips.standard_error;
        let (share, points) = (probability(flips.point, error), figures(100.0 * error));
        let hits = votes(flips.hits);
        lines.push(match study.model.method {
            Method::Importance if flips.weighted => format!(
                "{share}, from {draws} weighted simulations, half of them drawn nearer to where the result flips (Monte Carlo standard error {points} points, effective sample size {}).",
                figures(flips.effective_hits.unwrap_or(0.0))
            ),
            Method::Plain | Method::Importance => {
                format!("{share}: {hits} of {draws} simulations flipped (Monte Carlo standard error {points} points).")
            }
            Method::Sobol => format!(
                "{share}: {hits} of {draws} simulations flipped (Monte Carlo standard error {points} points, between scrambled Sobol' sets)."
            ),
        });
    }
    if let Some(exact) = study.exact.filter(|_| !bound.proved) {
        lines.push(format!("Exact law: {}.", percent(exact)));
    }
    if numbers.ties > 0 {
        let ties = counted(numbers.ties, "simulation", "simulations");
        lines.push(format!("{ties} ended level at the top in one of the two worlds; a tie is not a win."));
    }
    let all = &study.summary.groups[study.model.focus].all;
    lines.push(format!(
        "Votes diverted: {} in the middle simulation, {} to {} in nine of ten.",
        whole(all.quantile(0.5)),
        whole(all.quantile(0.05)),
        whole(all.quantile(0.95))
    ));
    let name = names::short(study, bound.principal);
    let mut margins = vec![("without namesakes", &numbers.counterfactual_margin)];
    if study.scenario.mode == Mode::Prospective {
        margins.insert(0, ("as recorded", &numbers.recorded_margin));
    }
    for (world, margin) in margins {
        lines.push(format!(
            "Margin of {name} {world}: {} in the middle simulation, {} to {} in nine of ten.",
            whole(margin.p50),
            whole(margin.p05),
            whole(margin.p95)
        ));
    }
    lines
}

fn belief(study: &Study<'_>, numbers: &Numbers) -> Vec<String> {
    let hazard = &study.model.focus().hazard;
    let prior = |share: f64| match hazard.fixed() {
        Some(h) => of_hazard(h),
        None => of_hazard(libm::exp(bisect(-40.0, 5.0, |x| hazard.cdf(libm::exp(x)) < share))),
    };
    let shown = |rate: f64| if rate < 5e-7 { "0 %".to_owned() } else { percent(rate) };
    let after = numbers.confusion_rate;
    let mut lines = vec![format!(
        "Confusion rate, all namesakes together: {} to {} in nine of ten before the votes were looked at, {} to {} after.",
        shown(prior(0.05)),
        shown(prior(0.95)),
        shown(after.p05),
        shown(after.p95)
    )];
    if study.scenario.mode == Mode::Prospective {
        lines = vec![format!(
            "Confusion rate, all namesakes together: {} to {} in nine of ten simulations.",
            shown(after.p05),
            shown(after.p95)
        )];
    }
    lines
}
