//! The flip probability if the confusion rate were known: the break-even curve.
//!
//! The rate is that of the usual segment, as a stated `confusion.rate` is; segments and booths vary about it. Where votes
//! are recorded, the namesake's total and its own support are still weighed. Either way a point costs a fraction of
//! the whole law, which averages over the rate.

use super::booths::Booths;
use super::{GroupLaw, intended, recorded};
use crate::model::{Direction, Group, Model, Namesake};
use crate::stats::RateLaw;
use crate::stats::rates::Route;
use crate::stats::special::{hazard, probability};

/// The flip probability at one rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtRate {
    /// The confusion rate of the usual segment.
    pub rate: f64,
    /// The probability.
    pub flip: f64,
    /// What it is in one case of twenty, or less, by what segments do; the probability itself where votes are recorded.
    pub low: f64,
    /// What it is in one case of twenty, or more.
    pub high: f64,
}

/// The curve, and the rates between which nine of ten cases turn.
#[derive(Debug, Clone, PartialEq)]
pub struct FlipCurve {
    /// Points of rising rates.
    pub points: Vec<AtRate>,
    /// The rates at which the probability is one in twenty and nineteen in twenty, where the curve reaches both.
    pub turns: Option<(f64, f64)>,
    /// The rate from which on a flip is more likely than not, where there is one above 0.
    pub half: Option<f64>,
}

/// Half the points of a curve about its middle.
const HALF: i32 = 10;

/// The standard normal number above which one case in twenty lies.
const Z95: f64 = 1.644_853_626_951_472_2;

/// The flip probability over the rates from 0 on, as far as it rises and at least to `reach`; `None` where
/// one number does not say it: several namesakes or principals, diverted voters who do not all return, booth returns.
#[must_use]
pub fn flip_curve(model: &Model, reach: f64) -> Option<FlipCurve> {
    match &model.direction {
        Direction::Retrospective => counted(model, reach),
        Direction::Prospective(support) if support.is_fixed() => intended(model, reach),
        Direction::Prospective(_) => None,
    }
}

fn counted(model: &Model, reach: f64) -> Option<FlipCurve> {
    let focus = model.focus();
    let [namesake] = focus.namesakes.as_slice() else { return None };
    let lead = model.known[focus.rival] - model.known[focus.principal];
    let all_return = matches!(focus.return_share, RateLaw::Fixed(share) if share >= 1.0);
    if namesake.thinned.is_some() || model.groups.len() > 1 || !all_return || lead < 0 {
        return None;
    }
    let needed = usize::try_from(lead + 1).ok()?;
    let arrived: f64 = focus.votes.iter().map(|&votes| f64::from(votes)).sum();
    let points = recorded::points(model, focus);
    let at = |rate: f64| {
        let routes = vec![Route { open: 1.0, rate: RateLaw::Fixed(rate) }];
        let group = Group { namesakes: vec![Namesake { routes, ..namesake.clone() }], ..focus.clone() };
        let law = match &points {
            Some(exposure) => GroupLaw::at(&group, exposure),
            None => GroupLaw::new(model, &group),
        };
        let flip = law.total.iter().skip(needed).sum::<f64>().min(1.0);
        Some(AtRate { rate, flip, low: flip, high: flip })
    };
    let even = needed as f64 / (arrived + needed as f64);
    // Segments and booths blur the rate of the seat; the curve rises within a few of their deviations.
    let (low, high) = segments(model);
    let width = (0.25 * libm::log(high / low)).max(0.05);
    let place = |k: i32| (even * libm::exp(0.6 * width * f64::from(k))).min(0.9);
    let mut rates: Vec<f64> = std::iter::once(0.0).chain((-HALF..=HALF).map(place)).collect();
    rates.dedup();
    rates.extend(rates.last().copied().filter(|last| *last < reach).map(|_| reach));
    Some(FlipCurve::through(super::each(&rates, |&rate| at(rate))?))
}

fn intended(model: &Model, reach: f64) -> Option<FlipCurve> {
    let focus = model.focus();
    let lead = intended::lead(model)?;
    let booths = Booths::new(model, focus);
    let alike = booths.without_effects();
    let (centre, width) = booths.transition(lead);
    let (least, most) = segments(model);
    let at = |rate: f64| {
        let h = hazard(rate);
        Some(AtRate {
            rate,
            low: alike.tail(h * least, lead)?,
            flip: booths.tail(h, lead)?,
            high: alike.tail(h * most, lead)?,
        })
    };
    let place = |k: i32| probability(libm::exp(centre + 0.35 * width * f64::from(k)));
    let mut rates: Vec<f64> = std::iter::once(0.0).chain((-HALF..=HALF).map(place)).collect();
    rates.extend(rates.last().copied().filter(|last| *last < reach).map(|_| reach));
    let points: Vec<AtRate> = super::each(&rates, |&rate| at(rate))?;
    Some(FlipCurve::through(points))
}

impl FlipCurve {
    fn through(points: Vec<AtRate>) -> Self {
        let crossing = |share: f64| {
            points.windows(2).find(|pair| pair[0].flip < share && share <= pair[1].flip).map(|pair| {
                let part = (share - pair[0].flip) / (pair[1].flip - pair[0].flip);
                pair[0].rate + part * (pair[1].rate - pair[0].rate)
            })
        };
        let (turns, half) = (crossing(0.05).zip(crossing(0.95)), crossing(0.5));
        FlipCurve { points, turns, half }
    }
}

/// By which factors the segments' effects lower and raise the rate of the whole seat in nine of ten cases: the
/// sum of log-normal effects, weighted by the segments' votes, is nearly log-normal itself.
fn segments(model: &Model) -> (f64, f64) {
    let votes = &model.focus().votes;
    let all: f64 = votes.iter().map(|&votes| f64::from(votes)).sum::<f64>().max(1.0);
    let part = |ends: &[usize]| votes[ends[0]..ends[1]].iter().map(|&votes| f64::from(votes)).sum::<f64>() / all;
    let squares: f64 = model.world.starts.windows(2).map(|ends| part(ends) * part(ends)).sum();
    let variance = model.segment_sd * model.segment_sd;
    let spread = libm::log1p(libm::expm1(variance) * squares);
    let middle = 0.5 * (variance - spread);
    let away = Z95 * libm::sqrt(spread);
    (libm::exp(middle - away), libm::exp(middle + away))
}
