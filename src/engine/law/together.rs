//! The odds of several namesakes together. Given the sum of the odds the diverted votes do not depend on the odds of each, and
//! they are split between the namesakes in proportion: a binomial split, one namesake after another.

use super::grid::around;
use super::odds::{Density, Odds, Part};
use super::panel_nodes;
use super::poisson::poisson;
use super::recorded::Pair;
use crate::stats::special::logistic;
use libm::{exp, log, sqrt};

/// The step of the trapezoid over something smooth, in deviations of it.
const STEP: f64 = 0.7;

/// The same where values in between are read by interpolation.
const FINE: f64 = 0.2;

/// The widest panels of a density that ends in a step, in deviations of what is averaged, and in all.
const PANEL: f64 = 1.6;

/// Less probability than this is no cut.
const CUT: f64 = 1e-15;

/// So many points are kept as they are, and more are shared out.
const FEW: usize = 400;

/// More than this takes a second.
const MOST_WORK: usize = 1_000_000_000;

/// One value of the sum of the odds.
pub(super) struct Point {
    pub odds: f64,
    /// Its probability times that of own support being what is left, by all diverted votes C = 0, 1, ...
    pub weights: Vec<f64>,
}

/// How far apart values of a logarithm may be where what is averaged is a count of no more votes than `steep`, so that it bends
/// like a power of them, and the average is over something of this spread.
pub(super) fn step(steep: f64, spread: f64) -> f64 {
    // Far out, where what was counted pulls, the count bends in proportion.
    STEP / sqrt(16.0 + steep + 9.0 / spread + 1.0 / (spread * spread))
}

/// Points of the odds of all namesakes together, beside so many votes; `None` where that is too much work.
pub(super) fn points(pairs: &[Pair], votes: f64, steep: f64) -> Option<Vec<Point>> {
    let mut all = vec![Point { odds: 0.0, weights: vec![1.0] }];
    let apart = FINE / sqrt(16.0 + steep);
    for pair in pairs {
        let more = singles(&pair.odds, votes, steep);
        let votes_before = all.first()?.weights.len();
        let work = all.len() * more.len() * votes_before * pair.rest.len();
        if work > MOST_WORK {
            return None;
        }
        let split = Split::new(votes_before + pair.rest.len() - 2);
        let pairs = all.iter().flat_map(|before| more.iter().map(move |one| (before, one)));
        let joined = pairs.map(|(before, &(odds, weight))| split.join(before, odds, weight, &pair.rest));
        all = if all.len() * more.len() > FEW.max(more.len()) { shared_out(joined, apart) } else { joined.collect() };
    }
    Some(all)
}

/// Odds of one namesake with their probabilities.
fn singles(odds: &Odds, votes: f64, steep: f64) -> Vec<(f64, f64)> {
    let mut all = odds.atoms.clone();
    for part in &odds.parts {
        let nodes = if part.smooth > 0.0 { even(part, steep) } else { panels(part, votes, steep) };
        let sum: f64 = nodes.iter().map(|(_, weight)| weight).sum();
        // A density that is cut off where it is not yet nothing: what is missing is too little for a single vote. Elsewhere the
        // weights are right but for a common factor.
        let is_cut = matches!(&part.density, Density::Rate(law) if law.cdf(logistic(part.low)) > CUT);
        let all_of_it = if is_cut { 1.0 } else { sum };
        all.push((0.0, part.weight * (1.0 - sum / all_of_it)));
        all.extend(nodes.into_iter().map(|(ln, weight)| (exp(ln), part.weight * weight / all_of_it)));
    }
    all.retain(|&(_, weight)| weight > 0.0);
    all
}

/// Something smooth, by the trapezoid rule.
fn even(part: &Part, steep: f64) -> Vec<(f64, f64)> {
    let step = step(steep, part.smooth);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few thousand points")]
    let count = ((part.high - part.low) / step).ceil() as u32;
    let lns = (0..=count).map(|k| part.low + step * f64::from(k));
    lns.map(|ln| (ln, step * part.at(ln))).collect()
}

/// What ends in a step, by panels: the wider, the fewer votes are diverted there.
fn panels(part: &Part, votes: f64, steep: f64) -> Vec<(f64, f64)> {
    let (mut nodes, mut from) = (Vec::new(), part.low);
    while from < part.high {
        let to = (from + PANEL / sqrt(4.0 + (8.0 * votes * exp(from)).min(steep))).min(part.high);
        nodes.extend(panel_nodes(from, to).map(|(ln, weight)| (ln, weight * part.at(ln))));
        from = to;
    }
    nodes
}

/// Binomial splits of up to `last` votes: two Poisson counts, given their sum.
struct Split {
    mean: f64,
    last: usize,
    sums: Vec<f64>,
}

impl Split {
    fn new(last: usize) -> Self {
        let mean = 0.5 * last as f64;
        Split { mean, last, sums: poisson(log(mean), last) }
    }

    /// One namesake more, with these odds and weights of what is diverted to it.
    fn join(&self, before: &Point, odds: f64, weight: f64, rest: &[f64]) -> Point {
        let sum = before.odds + odds;
        let weighed = |part: f64, weights: &[f64]| -> Vec<f64> {
            let counts = poisson(log(self.mean * if sum > 0.0 { part / sum } else { 0.5 }), weights.len() - 1);
            counts.iter().zip(weights).map(|(count, weight)| count * weight).collect()
        };
        let both = super::convolution::added(&weighed(before.odds, &before.weights), &weighed(odds, rest));
        debug_assert_eq!(both.len(), self.last + 1, "all votes of all namesakes");
        Point { odds: sum, weights: both.iter().zip(&self.sums).map(|(both, sum)| weight * both / sum).collect() }
    }
}

/// Points shared out over equally spaced logarithms as interpolation would read them.
fn shared_out(points: impl Iterator<Item = Point>, step: f64) -> Vec<Point> {
    let mut none: Option<Point> = None;
    let mut grid: std::collections::BTreeMap<i32, Vec<f64>> = std::collections::BTreeMap::new();
    let add = |sum: &mut Vec<f64>, share: f64, weights: &[f64]| {
        sum.resize(weights.len(), 0.0);
        sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += share * weight);
    };
    for point in points {
        if point.odds <= 0.0 {
            let kept = none.get_or_insert(Point { odds: 0.0, weights: Vec::new() });
            add(&mut kept.weights, 1.0, &point.weights);
            continue;
        }
        let (first, shares) = around(log(point.odds) / step);
        for (place, share) in (first..).zip(shares).filter(|&(_, share)| share != 0.0) {
            add(grid.entry(place).or_default(), share, &point.weights);
        }
    }
    let spread = grid.into_iter().map(|(place, weights)| Point { odds: exp(step * f64::from(place)), weights });
    none.into_iter().chain(spread).collect()
}
