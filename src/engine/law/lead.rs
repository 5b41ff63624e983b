//! From which rate, or effect, on a lead is lost, and how probable that is.

use crate::model::Group;
use crate::stats::RateLaw;
use crate::stats::rates::Route;
use crate::stats::special::{normal_cdf, probability};

/// Halvings of the logarithm of a rate; it is then known to a hundred millionth.
const HALVINGS: u32 = 30;

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

/// The probability of a hazard of a route at which something holds that holds for every larger one.
pub(super) fn loses_from(route: Route, holds: impl Fn(f64) -> bool) -> f64 {
    if holds(0.0) {
        return 1.0;
    }
    let Some((low, high, _)) = route.rate.reach() else { return 0.0 };
    if !holds(libm::exp(high)) {
        return 0.0;
    }
    let at = halve(low, high, |x| holds(libm::exp(x)));
    route.open * (1.0 - route.rate.cdf(probability(libm::exp(at))))
}

/// The probability of a standard normal score at which something holds that holds for every larger one.
pub(super) fn above(holds: impl Fn(f64) -> bool) -> f64 {
    if holds(-8.5) {
        return 1.0;
    }
    if !holds(8.5) {
        return 0.0;
    }
    normal_cdf(-halve(-8.5, 8.5, holds))
}

/// The place between two at which something begins to hold.
pub(super) fn halve(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if holds(middle) { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}
