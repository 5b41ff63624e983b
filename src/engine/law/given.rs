//! The flip probability if the confusion rate were known: the break-even curve.
//!
//! Where votes are recorded, a rate says how many of them were diverted, and only where own supporters would
//! have gone is left open. Where votes are intended, it says how many go astray in the usual segment, and the
//! segments and booths are left open. Either way a point costs a fraction of the whole law, which averages
//! over the rate.

use super::booths::Booths;
use super::{prospective, retrospective};
use crate::model::{Direction, Model};
use crate::stats::special::{hazard, probability};

/// The flip probability at one rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtRate {
    /// The confusion rate: of the whole seat where votes are recorded, of the usual segment where they are intended.
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

/// Rates at which a curve of recorded votes is computed.
const RECORDED: u32 = 100;

/// How far beyond its rise a curve is shown.
const BEYOND: f64 = 1.15;

/// Half the points of a curve of intended votes about its middle.
const INTENDED: i32 = 10;

/// The standard normal number above which one case in twenty lies.
const Z95: f64 = 1.644_853_626_951_472_2;

/// The flip probability over the rates from 0 on, as far as it rises and at least to `reach`; `None` where no law gives it or it is not cheap: where the
/// rival has namesakes too, where a third candidate could win, where diverted voters do not all return.
#[must_use]
pub fn flip_curve(model: &Model, reach: f64) -> Option<FlipCurve> {
    match &model.direction {
        Direction::Retrospective => recorded(model, reach),
        Direction::Prospective(support) if support.is_fixed() => intended(model, reach),
        Direction::Prospective(_) => None,
    }
}

fn recorded(model: &Model, reach: f64) -> Option<FlipCurve> {
    let focus = model.focus();
    let arrived: f64 = focus.votes.iter().map(|&votes| f64::from(votes)).sum();
    let flips = retrospective::GivenDiverted::new(model)?;
    let rate = |diverted: i64| diverted as f64 / (arrived + diverted as f64);
    // The more votes return, the likelier is a flip.
    let first_above = |share: f64| {
        let (mut low, mut high) = (-1, flips.polled());
        if flips.probability(high) < share {
            return None;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if flips.probability(middle) < share { low = middle } else { high = middle }
        }
        (high > 0).then(|| rate(high))
    };
    let (least, half, most) = (first_above(0.05), first_above(0.5), first_above(0.95));
    let end = most.map_or(reach, |most| reach.max(BEYOND * most));
    let mut points = Vec::new();
    for step in 0..=RECORDED {
        let wanted = end * f64::from(step) / f64::from(RECORDED);
        #[expect(clippy::cast_possible_truncation, reason = "a number of votes")]
        let diverted = (libm::round(wanted / (1.0 - wanted) * arrived) as i64).min(flips.polled());
        if points.last().is_some_and(|point: &AtRate| point.rate >= rate(diverted)) {
            continue;
        }
        let flip = flips.probability(diverted);
        points.push(AtRate { rate: rate(diverted), flip, low: flip, high: flip });
    }
    Some(FlipCurve { points, turns: least.zip(most), half })
}

fn intended(model: &Model, reach: f64) -> Option<FlipCurve> {
    let focus = model.focus();
    let (lead, stands) = prospective::stands(model)?;
    let booths = Booths::new(model, focus);
    let alike = booths.without_effects();
    let (centre, width) = booths.transition(lead);
    let (least, most) = segments(model);
    let at = |rate: f64| {
        let h = hazard(rate);
        let point = |low: f64, flip: f64, high: f64| AtRate {
            rate,
            flip: flip * stands,
            low: low * stands,
            high: high * stands,
        };
        Some(point(alike.tail(h * least, lead)?, booths.tail(h, lead)?, alike.tail(h * most, lead)?))
    };
    let place = |k: i32| probability(libm::exp(centre + 0.35 * width * f64::from(k)));
    let mut rates: Vec<f64> = std::iter::once(0.0).chain((-INTENDED..=INTENDED).map(place)).collect();
    rates.extend(rates.last().copied().filter(|last| *last < reach).map(|_| reach));
    let points: Vec<AtRate> = super::each(&rates, |&rate| at(rate))?;
    let crossing = |share: f64| {
        points.windows(2).find(|pair| pair[0].flip < share && share <= pair[1].flip).map(|pair| {
            let part = (share - pair[0].flip) / (pair[1].flip - pair[0].flip);
            pair[0].rate + part * (pair[1].rate - pair[0].rate)
        })
    };
    let turns = crossing(0.05).zip(crossing(0.95));
    let half = crossing(0.5);
    Some(FlipCurve { points, turns, half })
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
