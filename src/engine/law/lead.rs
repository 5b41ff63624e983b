//! From which rate, or effect, on a lead is lost, and how probable that is.

use crate::model::Group;
use crate::stats::RateLaw;
use crate::stats::rates::Route;
use crate::stats::special::{normal_cdf, probability};

/// Halvings of a place; it is then known to a hundred millionth.
const HALVINGS: u32 = 30;

/// A crossing is known to this part of where it was looked for.
const NEAR: f64 = 2e-9;

/// The one rate that is integrated over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opened {
    /// Whose.
    pub namesake: usize,
    /// Which of the namesake's.
    pub route: usize,
}

impl Opened {
    /// The uncertain route that takes most votes at its middle; `None` where all are single numbers.
    pub fn choose(group: &Group) -> Option<Self> {
        let mut best: Option<(f64, Opened)> = None;
        for (n, namesake) in group.namesakes.iter().enumerate() {
            for (r, route) in namesake.routes.iter().enumerate() {
                if matches!(route.rate, RateLaw::Fixed(_)) {
                    continue;
                }
                let middle = route.open * route.rate.quantile(0.8);
                if best.is_none_or(|(most, _)| middle > most) {
                    best = Some((middle, Opened { namesake: n, route: r }));
                }
            }
        }
        best.map(|(_, opened)| opened)
    }
}

/// The probability of a hazard of a route at which something is lost. `beyond` says by how much, and rises with the hazard: it
/// is lost from 0 on.
pub(super) fn loses_from(route: Route, beyond: impl Fn(f64) -> f64) -> f64 {
    if beyond(0.0) >= 0.0 {
        return 1.0;
    }
    let Some((low, high, _)) = route.rate.reach() else { return 0.0 };
    if beyond(libm::exp(high)) < 0.0 {
        return 0.0;
    }
    let at = crossing(low, high, |x| beyond(libm::exp(x)));
    route.open * (1.0 - route.rate.cdf(probability(libm::exp(at))))
}

/// The same of a standard normal score.
pub(super) fn above(beyond: impl Fn(f64) -> f64) -> f64 {
    if beyond(-8.5) >= 0.0 {
        return 1.0;
    }
    if beyond(8.5) < 0.0 {
        return 0.0;
    }
    normal_cdf(-crossing(-8.5, 8.5, beyond))
}

/// The place between two at which something begins to hold.
pub(super) fn halve(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if holds(middle) { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}

/// The place between two at which a rising function passes 0: by inverse quadratic interpolation where that is safe, and by
/// halving where it is not (Chandrupatla 1997). It takes a quarter of the steps of halving alone.
fn crossing(low: f64, high: f64, function: impl Fn(f64) -> f64) -> f64 {
    let near = (high - low) * NEAR;
    let (mut a, mut b) = (high, low);
    let (mut at_a, mut at_b) = (function(a), function(b));
    let mut step = 0.5;
    for _ in 0..4 * HALVINGS {
        let x = a + step * (b - a);
        let at_x = function(x);
        let (c, at_c);
        if (at_x >= 0.0) == (at_a >= 0.0) {
            (c, at_c) = (a, at_a);
        } else {
            (c, at_c) = (b, at_b);
            (b, at_b) = (a, at_a);
        }
        (a, at_a) = (x, at_x);
        let best = if at_a.abs() < at_b.abs() { a } else { b };
        let least = near / (b - a).abs();
        if least > 0.5 || at_x == 0.0 {
            return best;
        }
        let (xi, phi) = ((a - b) / (c - b), (at_a - at_b) / (at_c - at_b));
        step = if phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi {
            at_a / (at_b - at_a) * at_c / (at_b - at_c)
                + (c - a) / (b - a) * at_a / (at_c - at_a) * at_b / (at_c - at_b)
        } else {
            0.5
        };
        step = step.clamp(least, 1.0 - least);
    }
    0.5 * (a + b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_crossing_is_found_where_halving_finds_it_and_sooner() {
        let kinked = |x: f64| if x < 1.3 { 0.01 * (x - 1.3) } else { 50.0 * (x - 1.3) };
        let flat = |x: f64| (if x < -3.0 { 1e-300_f64 } else { libm::exp(x) - libm::exp(-3.0) + 1e-300 }).ln() + 2.0;
        let functions: [&dyn Fn(f64) -> f64; 5] =
            [&|x| x - 0.123, &|x| libm::exp(x) - 1e-4, &kinked, &flat, &|x| if x < 2.0 { -1.0 } else { 1.0 }];
        for (number, function) in functions.into_iter().enumerate() {
            let calls = Cell::new(0);
            let counted = |x: f64| {
                calls.set(calls.get() + 1);
                function(x)
            };
            let (found, halved) = (crossing(-20.0, 8.0, counted), halve(-20.0, 8.0, |x| function(x) >= 0.0));
            assert!((found - halved).abs() < 1e-7, "{number}: {found}, {halved}");
            assert!(calls.get() <= 40, "{number}: {} calls", calls.get());
        }
    }
}
