//! The answer in words: the verdict first, then what it would have taken, then the probability.

use super::{Account, Numbers, WithoutNumber, WithoutNumbers, bound_in_question, names};
use crate::bounds::{Bound, Verdict as Arithmetic};
use crate::format::{percent, probability};
use crate::scenario::{Method, Mode};
use crate::stats::special::{bisect, probability as of_hazard};
use crate::wording::{Headline, Sampled, Sentence, World};

/// The answer in words, section by section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What the headline says.
    pub headline: Headline,
    /// The headline in the report's language: one word or two.
    pub word: &'static str,
    /// Why, in a sentence or two.
    pub because: Vec<String>,
    /// What arithmetic says of the other principals.
    pub others: Vec<String>,
    /// What it would have taken.
    pub needed: Vec<String>,
    /// How many votes went astray.
    pub diverted: Option<String>,
    /// How probable it is, with the simulator's own error.
    pub probability: Vec<String>,
    /// How far the evidence, rather than this contest, drives the answer.
    pub belief: Vec<String>,
}

pub(super) fn verdict(account: &Account<'_>, numbers: &Numbers) -> Verdict {
    let Some(bound) = bound_in_question(account) else {
        let (headline, because) = if account.explained.is_some() {
            (Headline::NoNamesake, super::explanations::without_namesake(account))
        } else {
            (Headline::NoQuestion, Vec::new())
        };
        return Verdict {
            headline,
            word: account.wording.headline(headline),
            because,
            others: vec![],
            needed: vec![],
            diverted: None,
            probability: vec![],
            belief: vec![],
        };
    };
    let (headline, because) = of_bound(account, bound);
    Verdict {
        headline,
        word: account.wording.headline(headline),
        because,
        others: others(account, bound),
        needed: needed(account, bound),
        diverted: Some(diverted(account)),
        probability: flip(account, bound, numbers),
        belief: belief(account, numbers),
    }
}

/// The headline and why, which arithmetic gives but for the risk of a contest to come.
pub(super) fn arithmetic(account: &Account<'_>) -> (Headline, Vec<String>) {
    bound_in_question(account).map_or((Headline::NoQuestion, Vec::new()), |bound| of_bound(account, bound))
}

fn of_bound(account: &Account<'_>, bound: &Bound) -> (Headline, Vec<String>) {
    match account.scenario.mode {
        Mode::Retrospective => recorded(account, bound),
        Mode::Prospective => intended(account, bound),
    }
}

fn recorded(account: &Account<'_>, bound: &Bound) -> (Headline, Vec<String>) {
    let principal = &names::candidate(account, bound.principal);
    let rival = &names::candidate(account, bound.rival);
    let namesakes = &names::namesakes(account, &bound.namesakes);
    let polled = bound.namesake_votes.unwrap_or(0);
    let needed = bound.votes_needed.unwrap_or(0);
    let (margin, count) = (bound.margin, bound.namesakes.len());
    let say = |sentence: Sentence<'_>| account.wording.say(&sentence);
    match bound.verdict {
        Arithmetic::Impossible => {
            let first = say(Sentence::Needed { principal, needed, namesakes, polled });
            let short = &names::short(account, bound.principal);
            let second = say(Sentence::StillAhead { principal: short, rival, left: margin - polled });
            (Headline::Impossible, vec![first, second])
        }
        Arithmetic::TieAtMost => {
            (Headline::TieAtMost, vec![say(Sentence::NeededForTie { principal, needed, namesakes, polled })])
        }
        Arithmetic::Possible => {
            let first = say(Sentence::Needed { principal, needed, namesakes, polled });
            (Headline::Possible, vec![first, say(Sentence::AllowedNotProved)])
        }
        Arithmetic::NotApplicable => {
            let first = say(Sentence::Won { principal, rival, margin, namesakes: count });
            (Headline::NotApplicable, vec![first, say(Sentence::Cushion { margin, namesakes, polled })])
        }
    }
}

fn intended(account: &Account<'_>, bound: &Bound) -> (Headline, Vec<String>) {
    let principal = &names::candidate(account, bound.principal);
    let rival = &names::candidate(account, bound.rival);
    let (margin, count) = (bound.margin, bound.namesakes.len());
    let certain = account.scenario.support.is_fixed();
    // A glance has no simulations.
    let simulations = account.summary.simulations();
    let drawn = simulations > 0;
    let (headline, sentence) = if margin == 0 {
        (Headline::Level, Sentence::LevelIntended { principal, rival, certain })
    } else if bound.behind {
        let headline = if certain { Headline::Behind } else { Headline::BehindAsStated };
        (headline, Sentence::BehindIntended { principal, rival, margin })
    } else {
        let chance = if drawn { account.summary.flips().point } else { account.law.flip.probability };
        let small = chance < SMALL_RISK;
        let headline = if small { Headline::Ahead } else { Headline::AheadAtRisk };
        (headline, Sentence::LeadsIntended { principal, rival, margin, namesakes: count })
    };
    let mut because = vec![account.wording.say(&sentence)];
    if drawn && !certain {
        let leads = account.summary.wins_intended[bound.principal];
        because.push(account.wording.say(&Sentence::UncertainIntended { principal, leads, simulations }));
    }
    (headline, because)
}

/// Below one simulation in two hundred the headline does not speak of risk; the probability stands below it.
const SMALL_RISK: f64 = 0.005;

/// What arithmetic says of the other principals.
fn others(account: &Account<'_>, focus: &Bound) -> Vec<String> {
    let other = account.bounds.iter().filter(|bound| bound.principal != focus.principal);
    other
        .map(|bound| {
            let name = &names::candidate(account, bound.principal);
            let namesakes = &names::namesakes(account, &bound.namesakes);
            account.wording.say(&match (bound.verdict, bound.namesake_votes) {
                (Arithmetic::NotApplicable, Some(polled)) => Sentence::WinnerToo { name, namesakes, polled },
                (verdict, Some(polled)) => {
                    Sentence::OtherToo { name, namesakes, polled, margin: bound.margin, verdict }
                }
                (_, None) => Sentence::OtherUncounted { name },
            })
        })
        .collect()
}

fn needed(account: &Account<'_>, bound: &Bound) -> Vec<String> {
    let mut lines = Vec::new();
    let Some(needed) = bound.votes_needed else { return lines };
    let booths = u64::from(account.model.world.booths);
    let count = bound.namesakes.len();
    let per_booth = bound.votes_needed_per_booth.map(|per| (per, booths));
    lines.push(account.wording.say(&Sentence::VotesNeeded {
        needed,
        share: bound.share_needed,
        per_booth,
        namesakes: count,
    }));
    if let Some(rate) = bound.break_even_rate {
        // Two rates that differ must not read as one.
        let same = bound.max_rate.is_some_and(|most| percent(most) == percent(rate) && most != rate);
        let principal = &names::short(account, bound.principal);
        let digits = same.then_some(6);
        lines.push(account.wording.say(&Sentence::RateNeeded {
            rate,
            most: bound.max_rate,
            digits,
            principal,
            namesakes: count,
        }));
    }
    if let (Some(independents), Some(typical)) = (bound.slack_in_independents, bound.typical_independent) {
        lines.push(account.wording.say(&Sentence::Slack { independents, typical, namesakes: count }));
    }
    lines
}

fn flip(account: &Account<'_>, bound: &Bound, numbers: &Numbers) -> Vec<String> {
    let flips = account.summary.flips();
    let (hits, draws) = (flips.hits, flips.draws);
    let say = |sentence: Sentence<'_>| account.wording.say(&sentence);
    let mut lines = Vec::new();
    if numbers.flip.proved {
        lines.push(say(Sentence::ProvedZero { hits, draws }));
    } else if hits == 0 {
        lines.push(say(Sentence::NoFlips { below: flips.interval.high, draws }));
    } else if hits == draws {
        let above = &probability(flips.interval.low, 1.0 - flips.interval.low);
        lines.push(say(Sentence::AllFlips { above, draws }));
    } else {
        let sampled = match account.model.method {
            Method::Importance if flips.weighted => Sampled::ByWeights(flips.effective_hits.unwrap_or(0.0)),
            Method::Plain | Method::Importance => Sampled::Plainly,
            Method::Sobol => Sampled::BySobol,
        };
        let share = &probability(flips.point, flips.standard_error);
        lines.push(say(Sentence::Flips { share, hits, draws, error: 100.0 * flips.standard_error, sampled }));
    }
    let exact = account.law.flip;
    if !numbers.flip.proved {
        lines.push(say(Sentence::Exact { probability: exact.probability, error: exact.error }));
    }
    if account.model.groups.len() > 1 && !numbers.flip.proved {
        for (group, exact) in account.model.groups.iter().zip(&account.law.each) {
            let name = &names::candidate(account, group.principal);
            let proved = account.bounds.iter().any(|bound| bound.principal == group.principal && bound.proved);
            lines.push(say(Sentence::EachFlip { name, probability: exact.probability, proved }));
        }
    }
    if numbers.ties > 0 {
        lines.push(say(Sentence::Ties { ties: numbers.ties }));
    }
    lines.push(diverted(account));
    let name = &names::short(account, bound.principal);
    let mut margins = vec![(World::AsMeant, &numbers.counterfactual_margin)];
    if account.scenario.mode == Mode::Prospective {
        margins.insert(0, (World::Recorded, &numbers.recorded_margin));
    }
    for (world, margin) in margins {
        let (middle, low, high) = (margin.p50, margin.p05, margin.p95);
        lines.push(say(Sentence::MarginSpread { name, world, middle, low, high }));
    }
    lines.extend(without(account, numbers));
    lines
}

fn diverted(account: &Account<'_>) -> String {
    let all = &account.summary.groups[account.model.focus].all;
    let at = |share: f64| all.quantile(share);
    account.wording.say(&Sentence::Diverted { middle: at(0.5), low: at(0.05), high: at(0.95) })
}

/// The other question, which is never the headline: what if the namesakes had not stood at all?
fn without(account: &Account<'_>, numbers: &Numbers) -> Vec<String> {
    let ranged = &numbers.without_namesakes;
    let (Some(middle), Some((low, high))) = (best(ranged.as_others), range_without(ranged)) else { return Vec::new() };
    let namesakes = account.model.groups.iter().map(|group| group.namesakes.len()).sum();
    let mut lines = vec![account.wording.say(&Sentence::Without { low, middle, high, namesakes })];
    if let Some(probability) = best(ranged.as_stated) {
        lines.push(account.wording.say(&Sentence::WithoutAsStated { probability }));
    }
    lines
}

/// The least and the greatest probability over all that the namesakes' own voters could have done.
pub(super) fn range_without(ranged: &WithoutNumbers) -> Option<(f64, f64)> {
    let all = [ranged.stay_home, ranged.as_others, ranged.all_to_principal, ranged.all_to_rival].map(best);
    let first = all[0]?;
    Some(all.iter().flatten().fold((first, first), |ends, &p| (ends.0.min(p), ends.1.max(p))))
}

/// The exact probability where there is one, and that of the simulations otherwise.
fn best(number: Option<WithoutNumber>) -> Option<f64> {
    number.map(|number| number.exact.unwrap_or(number.probability))
}

fn belief(account: &Account<'_>, numbers: &Numbers) -> Vec<String> {
    let hazard = &account.model.focus().hazard;
    let prior = |share: f64| match hazard.fixed() {
        Some(h) => of_hazard(h),
        None => of_hazard(libm::exp(bisect(-40.0, 5.0, |x| hazard.cdf(libm::exp(x)) < share))),
    };
    let shown = |rate: f64| if rate < 5e-7 { "0 %".to_owned() } else { percent(rate) };
    let after = (&*shown(numbers.confusion_rate.p05), &*shown(numbers.confusion_rate.p95));
    let sentence = match account.scenario.mode {
        Mode::Prospective => account.wording.say(&Sentence::RateAhead { low: after.0, high: after.1 }),
        Mode::Retrospective => {
            let before = (&*shown(prior(0.05)), &*shown(prior(0.95)));
            account.wording.say(&Sentence::RateBeforeAfter { before, after })
        }
    };
    vec![sentence]
}
