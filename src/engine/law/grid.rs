//! What is believed of a hazard, as weights of equally spaced points of its logarithm.
//!
//! Whatever is averaged over them is smooth over a few points. So the trapezoid rule serves for what is smooth itself, and
//! what is not (a single value, a density that ends in a step) is shared out over the points around it as interpolation
//! would read them.

use super::hazards::{Beliefs, Hazards};
use super::panel_nodes;
use crate::stats::special::normal_density;
use libm::{exp, hypot, log};

/// Points over which a single value is shared out.
const AROUND: usize = 24;

/// How many of them lie below it.
const BELOW: i32 = 11;

/// Effects farther out than this have a probability below 10^-14.
const FARTHEST: f64 = 7.8;

/// What a density may leave out at its ends.
const NOTHING: f64 = 1e-14;

/// The step of the trapezoid over something smooth, in deviations of it: the first alias is exp(-2 (pi / 0.7)^2), 10^-17.
const STEP: f64 = 0.7;

/// The same where values in between are read by interpolation.
const FINE: f64 = 0.25;

/// How much closer points are where there is an edge.
const CLOSER: f64 = 0.3;

/// Equally spaced points of ln h and their weights.
pub(super) struct Grid {
    /// How far apart they are.
    pub step: f64,
    /// Point k lies at `origin` + k `step`.
    origin: f64,
    /// The number of the first point.
    pub first: i32,
    /// The weights from there on.
    pub weights: Vec<f64>,
    /// Whether sums over the points are an integral.
    pub even: bool,
    /// The mean hazard of what lies below `least`, times its probability.
    pub below: f64,
}

/// Single values of ln h with their probabilities.
type Singles = Vec<(f64, f64)>;

impl Grid {
    /// Of beliefs about hazards. What is averaged over them is smooth over `width`, which may depend on ln h; and hazards with a
    /// logarithm below `least` are too small for more than one vote. `effect` will be averaged over. Where what is averaged has
    /// an `edge`, that is a point, and points are closer.
    pub fn new(beliefs: &Beliefs, width: &dyn Fn(f64) -> f64, effect: Effect, least: f64, edge: Option<f64>) -> Self {
        let (even, mut singles) = split(beliefs, width);
        let few = singles.iter().filter(|&&(x, _)| x < least).map(|&(x, weight)| weight * exp(x)).sum();
        singles.retain(|&(x, _)| x >= least);
        let mut grid =
            Grid { step: STEP, origin: 0.0, first: 0, weights: Vec::new(), even: singles.is_empty(), below: few };
        if let ([(at, weight)], None) = (singles.as_slice(), &even) {
            (grid.step, grid.origin, grid.weights) = (effect.step(width(*at)), *at, vec![*weight]);
            if let Some(away) = edge.map(|edge| (edge - at).abs()).filter(|&away| away > 0.0) {
                grid.step = away / (away / (CLOSER * grid.step)).ceil();
            }
            return grid;
        }
        let ends = even.iter().flat_map(|&(_, _, low, high)| [low.max(least), high.max(least)]);
        let all: Vec<f64> = singles.iter().map(|single| single.0).chain(ends).collect();
        let Some((low, high)) = all.iter().copied().map(|x| (x, x)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else {
            return grid;
        };
        let narrow = (0..=40).map(|k| width(low + (high - low) * f64::from(k) / 40.0)).fold(1.0, f64::min);
        let both = even.as_ref().map_or(narrow, |(more, ..)| 1.0 / hypot(1.0 / narrow, 1.0 / more.smooth));
        grid.step = effect.step(narrow).min(if singles.is_empty() { STEP * both } else { FINE * narrow });
        if let Some(edge) = edge {
            (grid.step, grid.origin) = (CLOSER * grid.step, edge);
        }
        let (from, to) = (grid.place(low), grid.place(high));
        let around = AROUND as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few thousand points")]
        {
            grid.first = (from - around).floor() as i32;
            grid.weights = vec![0.0; (to - from + 2.0 * around).ceil() as usize + 2];
        }
        singles.iter().for_each(|&(x, weight)| grid.share(x, weight));
        if let Some((more, weight, low, high)) = even {
            grid.add(more, weight, (low, high), least);
        }
        grid
    }

    /// The same with points, if of no weight, from `low` on.
    pub fn reaching(mut self, low: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "there are a few thousand points")]
        let more = self.first - (self.place(low).floor() as i32 - 2 * BELOW).min(self.first);
        self.first -= more;
        self.weights = vec![0.0; more.unsigned_abs() as usize].into_iter().chain(self.weights).collect();
        self
    }

    fn place(&self, x: f64) -> f64 {
        (x - self.origin) / self.step
    }

    /// The logarithm of the hazard at a point.
    pub fn at(&self, point: i32) -> f64 {
        self.origin + self.step * f64::from(point)
    }

    /// Shares a single value out over the points around it.
    fn share(&mut self, x: f64, weight: f64) {
        for (at, share) in self.around(x) {
            self.weights[at] += weight * share;
        }
    }

    /// Which points a value between them is read from, and how much of each.
    pub fn around(&self, x: f64) -> Vec<(usize, f64)> {
        let (first, shares) = around(self.place(x));
        let points = (first - self.first..).zip(shares).filter(|&(_, share)| share != 0.0);
        let within = points.filter_map(|(at, share)| Some((usize::try_from(at).ok()?, share)));
        within.filter(|&(at, _)| at < self.weights.len()).collect()
    }

    /// The logarithms of the hazard at all points.
    pub fn points(&self) -> impl Iterator<Item = f64> {
        (self.first..).zip(&self.weights).map(|(point, _)| self.at(point))
    }

    /// Adds something smooth by the trapezoid rule.
    fn add(&mut self, more: &Hazards, weight: f64, (low, high): (f64, f64), least: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "there are a few thousand points")]
        let (from, to) = (self.place(low).ceil() as i32, self.place(high).floor() as i32);
        for point in from..=to {
            let (x, density) = (self.at(point), weight * self.step * (more.density)(self.at(point)));
            match usize::try_from(point - self.first) {
                Ok(at) if x >= least => self.weights[at] += density,
                _ => self.below += density * exp(x),
            }
        }
    }

    /// The number of the point at a place.
    pub fn number(&self, x: f64) -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "there are a few thousand points")]
        let number = libm::round(self.place(x)) as i32;
        number
    }

    /// The weights around one point that average over a normal effect.
    pub fn weights_of(&self, effect: Effect) -> Vec<f64> {
        if effect.sd <= 0.0 {
            return vec![1.0];
        }
        let (ratio, longest) =
            (self.step / effect.sd, if let Averaged::By(longest) = effect.kind { longest } else { STEP });
        #[expect(clippy::cast_possible_truncation, reason = "there are a few hundred points")]
        let reach = (FARTHEST / ratio).ceil() as i32;
        if ratio <= 1.000_001 * longest {
            return (-reach..=reach).map(|k| ratio * normal_density(ratio * f64::from(k))).collect();
        }
        // Narrower than the points are apart: values in between, shared out.
        let reach = reach + 2 * BELOW + 2;
        let mut weights = vec![0.0; 2 * reach.unsigned_abs() as usize + 1];
        let step = FARTHEST / f64::from(SCORES);
        for z in (-SCORES..=SCORES).map(|k| step * f64::from(k)) {
            let (first, shares) = around(z / ratio);
            let start = (first + reach).unsigned_abs() as usize;
            let weight = step * normal_density(z);
            weights[start..].iter_mut().zip(shares).for_each(|(sum, share)| *sum += weight * share);
        }
        weights
    }
}

/// A normal effect on the logarithm of a hazard.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effect {
    /// Its deviation; 0 where there is none.
    pub sd: f64,
    /// How it is averaged over.
    pub kind: Averaged,
}

/// How an effect is averaged over by the trapezoid rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Averaged {
    /// Together with the hazard itself.
    Alone,
    /// At every hazard, by steps no longer than this, in deviations.
    By(f64),
}

impl Effect {
    /// How far apart points may be where things are smooth over a width.
    fn step(self, width: f64) -> f64 {
        let own = match self.kind {
            Averaged::Alone => STEP / hypot(1.0 / width, 1.0 / self.sd),
            Averaged::By(longest) => longest * self.sd,
        };
        if self.sd <= 0.0 {
            STEP
        } else if own < FINE * width {
            // It is narrow enough for values in between.
            FINE * width
        } else {
            own
        }
    }
}

/// Values of a standard normal score on either side of 0.
const SCORES: i32 = 24;

/// What is smooth and certain to be all there is, with its probability and where it lies; and single values for all else.
fn split<'b>(beliefs: &'b Beliefs, width: &dyn Fn(f64) -> f64) -> (Option<(&'b Hazards, f64, f64, f64)>, Singles) {
    let (mut even, mut singles) = (None, Vec::new());
    let more = beliefs.more.as_ref().map(|more| (more, ends(more)));
    for &(weight, steady) in &beliefs.known {
        if steady > 0.0 {
            singles.push((log(steady), weight * beliefs.alone));
        }
        let Some((more, (low, high))) = more else { continue };
        let weight = weight * (1.0 - beliefs.alone);
        if steady <= 0.0 && !more.sharp {
            even = Some((more, weight, low, high));
            continue;
        }
        let nodes = nodes(more, (low, high), steady, width);
        singles.extend(nodes.into_iter().map(|(x, share)| (x, weight * share)));
    }
    singles.retain(|single| single.1 > 0.0);
    (even, singles)
}

/// Where a density lies, but for next to nothing.
pub(super) fn ends(more: &Hazards) -> (f64, f64) {
    if more.sharp {
        return (more.low, more.high);
    }
    let step = 0.2 * more.smooth;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few thousand steps")]
    let steps = ((more.high - more.low) / step).ceil() as u32;
    let at = |k: u32| more.low + step * f64::from(k);
    let edge = |numbers: &[u32]| {
        let mut sum = 0.0;
        let found = numbers.iter().find(|&&k| {
            sum += step * (more.density)(at(k));
            sum > NOTHING
        });
        found.copied().unwrap_or(0)
    };
    let rising: Vec<u32> = (0..=steps).collect();
    let falling: Vec<u32> = (0..=steps).rev().collect();
    (at(edge(&rising).saturating_sub(1)), at(edge(&falling) + 1).min(more.high))
}

/// Nodes of a density on which `steady` is added, and their weights: panels no wider than what is averaged is smooth over.
pub(super) fn nodes(
    more: &Hazards,
    (low, high): (f64, f64),
    steady: f64,
    width: impl Fn(f64) -> f64,
) -> Vec<(f64, f64)> {
    let (mut singles, mut from) = (Vec::new(), low);
    while from < high {
        let mut to = (from + 1.5 * more.smooth).min(high);
        for _ in 0..3 {
            let (h, all) = (exp(to), steady + exp(to));
            to = to.min(from + 2.0 * width(log(all)) * all / h);
        }
        singles.extend(panel_nodes(from, to).map(|(y, w)| (log(steady + exp(y)), w * (more.density)(y))));
        from = to;
    }
    singles
}

/// The weights of the points around a place by which a polynomial through them gives its value there, and the first of them.
pub(super) fn around(place: f64) -> (i32, [f64; AROUND]) {
    #[expect(clippy::cast_possible_truncation, reason = "there are a few thousand points")]
    let first = place.floor() as i32 - BELOW;
    let mut shares = [0.0; AROUND];
    let away = |k: usize| place - f64::from(first) - k as f64;
    if let Some(exact) = (0..AROUND).find(|&k| away(k) == 0.0) {
        shares[exact] = 1.0;
        return (first, shares);
    }
    // Barycentric weights of equal steps: binomial coefficients of changing sign (Berrut and Trefethen 2004).
    let (mut choose, mut sum) = (1.0, 0.0);
    for (k, share) in shares.iter_mut().enumerate() {
        *share = choose / away(k);
        sum += *share;
        choose *= -((AROUND - 1 - k) as f64) / (k + 1) as f64;
    }
    shares.iter_mut().for_each(|share| *share /= sum);
    (first, shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_between_are_read_as_by_interpolation() {
        for place in [3.0, 3.5, -7.123, 0.999_999] {
            let (first, shares) = around(place);
            for turn in [0.0, 0.3, 0.9] {
                let sum: f64 = (first..).zip(shares).map(|(k, share)| share * libm::cos(turn * f64::from(k))).sum();
                assert!((sum - libm::cos(turn * place)).abs() < 1e-9, "{place} {turn}: {sum}");
            }
        }
    }

    #[test]
    fn effects_average_over_a_normal_variate() {
        let grid = Grid { step: 0.1, origin: 0.0, first: 0, weights: Vec::new(), even: true, below: 0.0 };
        for sd in [0.003, 0.05, 0.13, 0.2, 1.5] {
            let weights = grid.weights_of(Effect { sd, kind: Averaged::Alone });
            let half = (weights.len() / 2) as f64;
            let mean = |f: &dyn Fn(f64) -> f64| -> f64 {
                weights.iter().enumerate().map(|(k, w)| w * f(grid.step * (k as f64 - half))).sum()
            };
            assert!((mean(&|_| 1.0) - 1.0).abs() < 1e-12, "{sd}");
            assert!((mean(&exp) / exp(0.5 * sd * sd) - 1.0).abs() < 1e-9, "{sd}: {}", mean(&exp));
        }
    }
}
