//! The law of the seat averaged over what is not known of its hazard.
//!
//! Every route adds an uncertain hazard, and the tail of the diverted votes depends on their sum
//! alone. So the routes are taken off one at a time: averaged over one of them, the tail is again a
//! function of the hazard that the others leave. No grid over several effects is needed, however
//! many there are.

use super::booths::Booths;
use super::{each, panel_nodes};
use crate::stats::RateLaw;
use crate::stats::rates::Route;
use crate::stats::special::hazard;

/// Nodes of one panel.
const NODES: usize = 10;

/// The most panels of a quadrature; beyond, an answer would take too long.
const MOST_PANELS: usize = 4_000;

/// What the ends of the rise may leave out.
const NEGLIGIBLE: f64 = 1e-13;

/// P(diverted votes >= votes), averaged over the routes' hazards; `None` where it would take too long.
/// Panels are finer by the factor `fineness`.
pub(super) fn tail(booths: &Booths, routes: &[Route], votes: u64, fineness: f64) -> Option<f64> {
    let is_fixed = |route: &Route| match route.rate {
        RateLaw::Fixed(rate) if route.open >= 1.0 => Some(hazard(rate)),
        _ => None,
    };
    let steady: f64 = routes.iter().filter_map(is_fixed).sum();
    let uncertain: Vec<&Route> = routes.iter().filter(|route| is_fixed(route).is_none()).collect();
    let Some((last, others)) = uncertain.split_last() else { return booths.tail(steady, votes) };
    // The effect of a segment that is all there is does to the hazard what a rate does; so it is averaged over like one.
    let alike = match booths.one_segment() {
        Some(alike) => {
            let tail = |h: f64| alike.tail(h, votes);
            let rise = Rise::find(&alike, votes, fineness, &tail)?;
            Some(Curve::new(&rise, &|h| rise.clipped(h, &tail))?)
        }
        None => None,
    };
    let tail = |h: f64| match &alike {
        Some(curve) => Some(booths.effects(h).iter().map(|(factor, weight)| weight * curve.at(h * factor)).sum()),
        None => booths.tail(h, votes),
    };
    let rise = Rise::find(booths, votes, fineness, &tail)?;
    let exact = |h: f64| rise.clipped(h, &tail);
    let Some((first, others)) = others.split_first() else { return rise.average(last, steady, &exact) };
    let curve = Curve::new(&rise, &exact)?;
    let mut curve = Curve::new(&rise, &|h| rise.average(first, h, &|all| Some(curve.at(all))))?;
    for route in others {
        curve = Curve::new(&rise, &|h| rise.average(route, h, &|all| Some(curve.at(all))))?;
    }
    rise.average(last, steady, &|all| Some(curve.at(all)))
}

/// Where the tail rises from 0 to 1, by the logarithm of the hazard.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rise {
    /// Below this it is 0.
    low: f64,
    /// Where it is about one half.
    centre: f64,
    /// Above this it is 1.
    high: f64,
    /// The length of a panel over which it is smooth: 1.5 standard deviations of the diverted votes.
    panel: f64,
    fineness: f64,
}

impl Rise {
    fn find(booths: &Booths, votes: u64, fineness: f64, tail: &Function<'_>) -> Option<Self> {
        let (centre, width) = booths.transition(votes);
        // A wide rise has its bends within half a unit of the logarithm all the same.
        let panel = (1.5 * width).min(0.4) / fineness;
        let (mut low, mut high) = (centre, centre);
        while low > -60.0 && tail(libm::exp(low))? > NEGLIGIBLE {
            low -= 1.5 * width;
        }
        while high < 5.0 && tail(libm::exp(high))? < 1.0 - NEGLIGIBLE {
            high += 1.5 * width;
        }
        Some(Rise { low, centre, high, panel, fineness })
    }

    /// The tail, which need not be worked out where it does not rise.
    fn clipped(&self, h: f64, tail: &Function<'_>) -> Option<f64> {
        match libm::log(h) {
            x if x <= self.low => Some(0.0),
            x if x >= self.high => Some(1.0),
            _ => tail(h),
        }
    }

    /// The mean of a function of the hazard over one route's, on top of a hazard `before`.
    fn average(&self, route: &Route, before: f64, value: &Function<'_>) -> Option<f64> {
        let nodes = self.nodes(route, before)?;
        let values = each(&nodes, |&(h, _)| value(before + h))?;
        let (mut sum, mut weight) = (0.0, 0.0);
        for ((_, w), v) in nodes.iter().zip(values) {
            sum += w * v;
            weight += w;
        }
        // What the nodes leave is a closed route, or a rate too small for a single vote.
        Some(sum + (1.0 - weight) * value(before)?)
    }

    /// Nodes of a route's hazard and their probabilities, fine where, on top of `before`, the tail rises.
    fn nodes(&self, route: &Route, before: f64) -> Option<Vec<(f64, f64)>> {
        if let RateLaw::Fixed(rate) = route.rate {
            return Some(vec![(hazard(rate), route.open)]);
        }
        let (mut from, high, smooth) = route.rate.reach()?;
        let begins = libm::log((libm::exp(self.low) - before).max(0.0));
        let mut nodes = Vec::new();
        while from < high {
            let h = libm::exp(from);
            let all = libm::log(before + h);
            let coarse = 1.5 * smooth / self.fineness;
            let step = if from < begins {
                // No panel may step over the beginning of the rise.
                coarse.min((begins - from).max(1e-9))
            } else if all < self.high {
                coarse.min(self.panel * (before + h) / h)
            } else {
                coarse
            };
            let to = (from + step).min(high);
            nodes.extend(panel_nodes(from, to).map(|(x, w)| (libm::exp(x), route.open * w * route.rate.density(x))));
            if to <= from || nodes.len() > MOST_PANELS * NODES {
                return None;
            }
            from = to;
        }
        Some(nodes)
    }

    /// The edges of panels on which functions of the hazard that others leave are smooth: fine in the
    /// rise, and wider below it, where a change of the logarithm is less of the hazard.
    fn edges(&self) -> Option<Vec<f64>> {
        let mut edges = vec![self.high];
        let mut at = self.high;
        // A hazard of exp(-40) of what counts changes nothing any more.
        while at > self.low - 40.0 {
            at -= (0.5 * self.panel * libm::exp((self.centre - at).max(0.0))).min(0.7 / self.fineness);
            edges.push(at);
            if edges.len() > MOST_PANELS {
                return None;
            }
        }
        edges.reverse();
        Some(edges)
    }
}

/// A function of the hazard; `None` where it takes too long.
type Function<'f> = dyn Fn(f64) -> Option<f64> + Sync + 'f;

/// A function of the hazard, kept at the nodes of panels and interpolated between them.
struct Curve {
    edges: Vec<f64>,
    values: Vec<[f64; NODES]>,
    below: f64,
}

impl Curve {
    fn new(rise: &Rise, function: &Function<'_>) -> Option<Self> {
        let edges = rise.edges()?;
        let panels: Vec<(f64, f64)> = edges.windows(2).map(|edge| (edge[0], edge[1])).collect();
        let values = each(&panels, |&(from, to)| {
            let mut values = [0.0; NODES];
            for (value, (x, _)) in values.iter_mut().zip(panel_nodes(from, to)) {
                *value = function(libm::exp(x))?;
            }
            Some(values)
        })?;
        Some(Curve { edges, values, below: function(0.0)? })
    }

    /// The value at a hazard, by barycentric interpolation (Berrut and Trefethen 2004).
    fn at(&self, h: f64) -> f64 {
        let x = libm::log(h);
        let panel = self.edges.partition_point(|&edge| edge <= x);
        if panel == 0 {
            return self.below;
        }
        let Some(values) = self.values.get(panel - 1) else { return 1.0 };
        let (mut above, mut under) = (0.0, 0.0);
        let nodes = panel_nodes(self.edges[panel - 1], self.edges[panel]);
        for (((node, _), weight), value) in nodes.zip(barycentric()).zip(values) {
            let away = x - node;
            if away == 0.0 {
                return *value;
            }
            above += weight / away * value;
            under += weight / away;
        }
        above / under
    }
}

/// The barycentric weights of the nodes of a panel.
fn barycentric() -> impl Iterator<Item = f64> {
    static WEIGHTS: std::sync::LazyLock<Vec<f64>> = std::sync::LazyLock::new(|| {
        let nodes: Vec<f64> = panel_nodes(-1.0, 1.0).map(|(x, _)| x).collect();
        let others = |i: usize| nodes.iter().enumerate().filter(move |&(j, _)| j != i).map(|(_, x)| x);
        (0..nodes.len()).map(|i| 1.0 / others(i).map(|x| nodes[i] - x).product::<f64>()).collect()
    });
    WEIGHTS.iter().copied()
}
