//! What is believed beforehand of one namesake's odds, all routes together, as cells of their logarithm.
//!
//! [`HazardLaw`](crate::stats::HazardLaw) has the same distribution, right to about 1e-5. That is too little here: a large total is
//! explained by rates far out in the tail, and there every cell must have its own digits.

use crate::stats::RateLaw;
use crate::stats::rates::Route;
use crate::stats::special::{logistic, logit};
use libm::{exp, expm1, log, log1p};
use std::collections::BTreeMap;

/// How wide a cell is at the most.
const WIDTH: f64 = 0.02;

/// How many cells a rate has at the least, however well it is known.
const FEWEST: f64 = 200.0;

/// The second of two routes is taken at the middle of cells of this width.
const WIDER: f64 = 0.04;

/// What has less probability than this is left out.
const NOTHING: f64 = 1e-18;

/// Odds that lie near each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    /// The logarithm of the least; minus infinity where no route is open.
    pub low: f64,
    /// How wide it is; 0 where it is one value.
    pub width: f64,
    /// The probability.
    pub belief: f64,
}

impl Cell {
    fn single(low: f64, belief: f64) -> Self {
        Cell { low, width: 0.0, belief }
    }

    /// The logarithm of the odds in the middle.
    pub fn middle(&self) -> f64 {
        self.low + 0.5 * self.width
    }
}

/// Of routes that are open or closed independently; their hazards add.
pub(super) fn believed(routes: &[Route]) -> Vec<Cell> {
    routes.iter().fold(vec![Cell::single(f64::NEG_INFINITY, 1.0)], |cells, route| {
        let times = |share: f64| move |cell: Cell| Cell { belief: cell.belief * share, ..cell };
        let sums = plus(&cells, route.rate);
        let closed = cells.into_iter().map(times(1.0 - route.open)).filter(|cell| cell.belief > 0.0);
        closed.chain(sums.into_iter().map(times(route.open))).collect()
    })
}

/// The odds with one more rate.
fn plus(cells: &[Cell], law: RateLaw) -> Vec<Cell> {
    let (alone, beside) = (cells_of(law, WIDTH), cells_of(law, WIDER));
    let mut sums = Vec::new();
    let mut grid: BTreeMap<i32, f64> = BTreeMap::new();
    for here in cells {
        if here.low == f64::NEG_INFINITY {
            sums.extend(alone.iter().map(|more| Cell { belief: here.belief * more.belief, ..*more }));
            continue;
        }
        for more in beside.iter().filter(|more| more.belief * here.belief > NOTHING) {
            let belief = here.belief * more.belief;
            let ln = log(expm1(log1p(exp(here.middle())) + log1p(exp(more.middle()))));
            if here.width + more.width <= 0.0 {
                sums.push(Cell::single(ln, belief));
                continue;
            }
            // Shared out over the two cells next to it, so that the mean stays.
            let at = ln / WIDTH - 0.5;
            #[expect(clippy::cast_possible_truncation, reason = "the number of a cell")]
            let below = at.floor() as i32;
            *grid.entry(below).or_default() += belief * (1.0 - (at - at.floor()));
            *grid.entry(below + 1).or_default() += belief * (at - at.floor());
        }
    }
    sums.extend(grid.into_iter().map(|(k, belief)| Cell { low: WIDTH * f64::from(k), width: WIDTH, belief }));
    sums
}

/// The cells of one rate: the odds of a rate are the exponential of its logit.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand cells")]
fn cells_of(law: RateLaw, width: f64) -> Vec<Cell> {
    if let RateLaw::Fixed(rate) = law {
        return vec![Cell::single(logit(rate), 1.0)];
    }
    let (from, to, _) = law.logit_reach().unwrap_or((-60.0, 36.0, 1.0));
    let count = ((to - from) / width).max(FEWEST).ceil() as u32;
    let width = (to - from) / f64::from(count);
    let mut before = 0.0;
    let cell = |k: u32| {
        let low = from + width * f64::from(k);
        // The ends hold what lies beyond them.
        let reached = if k + 1 == count { 1.0 } else { law.cdf(logistic(low + width)) };
        let belief = reached - std::mem::replace(&mut before, reached);
        Cell { low, width, belief }
    };
    (0..count).map(cell).filter(|cell| cell.belief > NOTHING).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(cells: &[Cell], f: &dyn Fn(f64) -> f64) -> f64 {
        cells.iter().map(|cell| cell.belief * f(cell.middle())).sum()
    }

    #[test]
    fn two_routes_have_the_mean_of_both() {
        let logit = |location: f64, open: f64| Route { open, rate: RateLaw::Logit { location, scale: 0.8, drop: 0.0 } };
        let slip = Route { open: 1.0, rate: RateLaw::Beta { mean: 0.001, concentration: 500.0 } };
        let fixed = Route { open: 1.0, rate: RateLaw::Fixed(0.002) };
        let hazard_of = |ln: f64| log1p(exp(ln));
        let one = |route: Route| mean(&believed(&[route]), &hazard_of);
        for routes in [vec![logit(-6.0, 0.7), slip], vec![fixed, logit(-5.0, 0.5)], vec![logit(-4.0, 1.0), slip, fixed]]
        {
            let both = believed(&routes);
            let expected: f64 = routes.iter().map(|&route| one(route)).sum();
            let found = mean(&both, &hazard_of);
            assert!((mean(&both, &|_| 1.0) - 1.0).abs() < 1e-12);
            assert!((found / expected - 1.0).abs() < 2e-4, "{found} is not {expected}");
        }
    }
}
