//! What a scenario leaves open, as sliders: every stop with what is typed for it and how it is read, what is believed behind
//! them, and how far arithmetic lets them go.

use super::figures::REACH;
use super::{called, names};
use crate::bounds::{Bound, Verdict};
use crate::engine::law::{FlipCurve, flip_curve};
use crate::model::{Model, Onward, Without};
use crate::scenario::{Mode, Scenario};
use crate::stats::HazardLaw;
use crate::stats::special::{bisect, hazard, probability};
use crate::wording::{ChartSentence, WhatIf, WhatIfTerm, Wording};
use serde::{Deserialize, Serialize};

/// A slider.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dial {
    /// The path that it sets.
    pub key: &'static str,
    /// What it is called.
    pub label: String,
    /// What stands behind the label while nothing is set.
    pub believed: String,
    /// What is said below it.
    pub note: String,
    /// From left to right.
    pub stops: Vec<Stop>,
    /// The stop nearest to what is believed.
    pub at: usize,
    /// How probable each stop is beforehand; empty where it is one number.
    pub prior: Vec<f64>,
    /// From where on the result turns.
    pub needed: Option<Mark>,
    /// From where on the votes that were polled are too few.
    pub fence: Option<Mark>,
}

/// One value of a slider.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stop {
    /// As it is typed.
    pub value: String,
    /// As it is read.
    pub words: String,
}

/// A place on a slider.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mark {
    /// In stops from the left.
    pub at: f64,
    /// What it is.
    pub words: String,
}

/// The lowest rate above 0 that a slider has: one vote in a hundred thousand.
const LEAST_RATE: f64 = 1e-5;

/// Stops of the slider of the rate above 0.
const RATES: u32 = 180;

/// Stops of the slider of own support, and how many times less and more than usual its ends are.
const VOTES: u32 = 120;
const TIMES: f64 = 20.0;

/// The sliders of a scenario; `model` and `bounds` are its own, with nothing set.
#[must_use]
pub fn dials(scenario: &Scenario, model: &Model, bounds: &[Bound], wording: Wording) -> Vec<Dial> {
    let wording = called(scenario, wording);
    let focus = model.focus();
    let Some(bound) = bounds.iter().find(|bound| bound.principal == focus.principal) else { return Vec::new() };
    let Some(namesake) = focus.namesakes.first() else { return Vec::new() };
    let principal = &names::short_in(scenario, wording, bound.principal);
    let recorded = scenario.mode == Mode::Retrospective;
    let mut dials = vec![rate(scenario, bound, &HazardLaw::sum(&namesake.routes), principal, wording)];
    // Own support says how much of a total that was counted is left for others; before a count it decides nothing.
    if recorded {
        dials.push(own_support(scenario, namesake.own_support.typical, namesake.own_support.guessed, wording));
    }
    dials.push(booth_spread(model, wording));
    if recorded && bound.verdict != Verdict::NotApplicable {
        dials.push(onward(&model.onward, scenario, principal, wording));
    }
    dials
}

fn rate(scenario: &Scenario, bound: &Bound, law: &HazardLaw, principal: &str, wording: Wording) -> Dial {
    let (even, most) = (bound.break_even_rate, bound.max_rate);
    let last = [0.05, 3.0 * even.unwrap_or(0.0), 1.4 * most.unwrap_or(0.0)].into_iter().fold(0.0, f64::max).min(0.9);
    let step = libm::log(last / LEAST_RATE) / f64::from(RATES - 1);
    let value = |stop: f64| LEAST_RATE * libm::exp(step * (stop - 1.0));
    let place = |rate: f64| if rate <= LEAST_RATE { 0.0 } else { 1.0 + libm::log(rate / LEAST_RATE) / step };
    let mut stops = vec![Stop { value: "0".to_owned(), words: wording.grouping.percent(0.0) }];
    stops.extend((1..=RATES).map(|stop| {
        let rate = three_figures(value(f64::from(stop)));
        Stop { value: rate.to_string(), words: wording.grouping.percent(rate) }
    }));
    let quantile = |share: f64| match law.fixed() {
        Some(h) => probability(h),
        None => probability(libm::exp(bisect(-40.0, 5.0, |x| law.cdf(libm::exp(x)) < share))),
    };
    let below = |stop: f64| law.cdf(hazard(value(stop)));
    let prior = match law.fixed() {
        Some(_) => Vec::new(),
        None => std::iter::once(0.0)
            .chain((1..=RATES).map(|stop| below(f64::from(stop) + 0.5) - below(f64::from(stop) - 0.5)))
            .map(|mass| three_figures(mass.max(0.0)))
            .collect(),
    };
    let mark = |rate: f64, words: String| (rate < last).then(|| Mark { at: place(rate), words });
    let namesakes = bound.namesakes.len();
    let shown = |rate: f64| if rate < 5e-7 { 0.0 } else { rate };
    Dial {
        key: "confusion.rate",
        label: wording.what_if(&WhatIf::Rate { principal }),
        believed: match law.fixed() {
            Some(h) => wording.grouping.percent(probability(h)),
            None => wording.what_if(&WhatIf::RateBelieved { low: shown(quantile(0.05)), high: shown(quantile(0.95)) }),
        },
        note: match (scenario.confusion.rate.is_some(), prior.is_empty()) {
            (_, true) => String::new(),
            (true, _) => wording.what_if_term(WhatIfTerm::StatedShown),
            (false, _) => wording.what_if_term(WhatIfTerm::PriorShown),
        },
        at: nearest(&stops, quantile(0.5)),
        stops,
        prior,
        needed: even.and_then(|rate| mark(rate, wording.what_if(&WhatIf::NeededFrom { rate }))),
        fence: most.and_then(|rate| mark(rate, wording.what_if(&WhatIf::AllowedTo { rate, namesakes }))),
    }
}

fn own_support(scenario: &Scenario, typical: f64, guessed: bool, wording: Wording) -> Dial {
    let value = |stop: u32| {
        let part = f64::from(stop) / f64::from(VOTES);
        libm::round(three_figures(typical * libm::exp(libm::log(TIMES) * (2.0 * part - 1.0)))).max(1.0)
    };
    let mut stops: Vec<Stop> = Vec::new();
    for stop in 0..=VOTES {
        let (votes, text) = (value(stop), value(stop).to_string());
        if stops.last().is_none_or(|last| last.value != text) {
            stops.push(Stop { value: text, words: wording.grouping.figures(votes) });
        }
    }
    let term = if scenario.own_support.typical_votes.is_some() {
        WhatIfTerm::OrdinaryStated
    } else if guessed {
        WhatIfTerm::OrdinaryGuessed
    } else {
        WhatIfTerm::OrdinaryHere
    };
    Dial {
        key: "own_support.typical_votes",
        label: wording.what_if_term(WhatIfTerm::OwnVotes),
        believed: wording.grouping.figures(typical),
        note: wording.what_if_term(term),
        at: nearest(&stops, typical),
        stops,
        prior: Vec::new(),
        needed: None,
        fence: None,
    }
}

fn booth_spread(model: &Model, wording: Wording) -> Dial {
    let stops: Vec<Stop> = (0..=40)
        .map(|stop| {
            let cv = three_figures(f64::from(stop) / 20.0);
            Stop { value: cv.to_string(), words: wording.grouping.figures(cv) }
        })
        .collect();
    Dial {
        key: "confusion.booth_cv",
        label: wording.what_if_term(WhatIfTerm::BoothSpread),
        believed: wording.grouping.figures(model.booth_cv),
        note: wording.what_if_term(WhatIfTerm::BoothNote),
        at: nearest(&stops, model.booth_cv),
        stops,
        prior: Vec::new(),
        needed: None,
        fence: None,
    }
}

/// What does not go to the principal spreads as the seat's other voters did.
fn onward(onward: &Onward, scenario: &Scenario, principal: &str, wording: Wording) -> Dial {
    let stops: Vec<Stop> = (0..=20)
        .map(|stop| {
            let share = f64::from(stop) / 20.0;
            let rest = three_figures(1.0 - share);
            let value = format!("{{ principal = {share}, others = {rest} }}");
            Stop { value, words: wording.grouping.percent(share) }
        })
        .collect();
    let stated = scenario.own_support.goes_to.filter(|_| onward.says(Without::AsStated)).map(|to| to.principal);
    Dial {
        key: "own_support.goes_to",
        label: wording.what_if(&WhatIf::Onward { principal }),
        believed: match stated {
            Some(share) => wording.grouping.percent(share),
            None => wording.what_if_term(WhatIfTerm::NotStated),
        },
        note: wording.what_if_term(WhatIfTerm::OnwardNote),
        at: stated.map_or(10, |share| {
            let places = (0..stops.len()).map(|at| (at, (at as f64 / 20.0 - share).abs()));
            places.min_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(at, _)| at)
        }),
        stops,
        prior: Vec::new(),
        needed: None,
        fence: None,
    }
}

/// The stop whose number is nearest.
fn nearest(stops: &[Stop], value: f64) -> usize {
    let away = |stop: &Stop| (stop.value.parse::<f64>().unwrap_or(0.0) - value).abs();
    let places = stops.iter().enumerate().map(|(at, stop)| (at, away(stop)));
    places.min_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(at, _)| at)
}

fn three_figures(number: f64) -> f64 {
    format!("{number:.2e}").parse().unwrap_or(number)
}

/// The break-even curve as a page draws it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CurvePicture {
    /// What it shows.
    pub title: String,
    /// Rate, flip probability, and what it is in one case of twenty: less, and more.
    pub points: Vec<[f64; 4]>,
    /// The rate from which on a flip is more likely than not.
    pub half: Option<f64>,
    /// What the votes that were polled allow.
    pub most: Option<f64>,
    /// The axes.
    pub axes: [String; 2],
    /// The picture in words.
    pub alt: String,
}

/// The break-even curve of a model; nothing where no rate below one half turns the result, or where one rate does not say it.
#[must_use]
pub fn curve(scenario: &Scenario, model: &Model, bounds: &[Bound], wording: Wording) -> Option<CurvePicture> {
    let bound = bounds.iter().find(|bound| bound.principal == model.focus().principal)?;
    let even = bound.break_even_rate.filter(|rate| *rate > 0.0 && *rate < 0.5)?;
    if bound.max_rate.is_some_and(|most| most < even) || bound.verdict == Verdict::NotApplicable {
        return None;
    }
    let FlipCurve { points, half, .. } = flip_curve(model, REACH * even)?;
    let principal = &names::short_in(scenario, wording, bound.principal);
    let title = match (bound.max_rate, half) {
        (None, _) => ChartSentence::LostIfMore { rate: even, principal },
        (Some(_), Some(rate)) => ChartSentence::LikelyFrom { rate, principal },
        (Some(_), None) => ChartSentence::TurnsWhere { rate: even, principal },
    };
    let (first, last) = (points.first().map_or(0.0, |at| at.flip), points.last().map_or(0.0, |at| at.flip));
    Some(CurvePicture {
        title: wording.chart(&title),
        points: points.iter().map(|at| [at.rate, at.flip, at.low, at.high]).collect(),
        half: half.or(Some(even)),
        most: bound.max_rate,
        axes: [WhatIfTerm::CurveAxis, WhatIfTerm::ChanceAxis].map(|term| wording.what_if_term(term)),
        alt: wording.chart(&ChartSentence::RateFlipAlt { even, most: bound.max_rate, first, last }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Study;

    #[test]
    fn every_stop_may_be_set() {
        for name in ["raigad-2014", "close-race", "kanpur-2024"] {
            let path = format!("scenarios/{name}.toml");
            let study = Study::open(&path).unwrap();
            let (model, bounds) = (study.outline().unwrap().model, study.bounds().unwrap());
            let written = crate::study::Written::open(&path, None, &crate::study::Disk).unwrap();
            for dial in dials(&study.scenario, &model, &bounds, Wording::default()) {
                assert!(dial.at < dial.stops.len() && (dial.prior.is_empty() || dial.prior.len() == dial.stops.len()));
                for stop in [0, dial.at, dial.stops.len() - 1] {
                    let setting = format!("{}={}", dial.key, dial.stops[stop].value);
                    assert!(written.study(std::slice::from_ref(&setting)).is_ok(), "{name}: {setting}");
                }
            }
        }
    }
}
