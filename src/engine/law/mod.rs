//! The exact answer, where there is one: the oracle of the sampler.
//!
//! It is computed from the same [`Model`] and by entirely other means: no stream is read here.

mod booths;
mod given;
mod mixture;
mod prospective;
mod retrospective;
mod waves;

pub use booths::Booths;
pub use given::{AtRate, FlipCurve, flip_curve};
pub use prospective::{diverted_at_least, diverted_at_least_with};

use crate::model::{Direction, Group, Model, Split};
use crate::stats::Estimate;
use crate::stats::special::beta_quantile;

/// The exact flip probability, or `None` where no exact law applies or it would take too long:
///
/// - intended votes that are uncertain, or diverted voters who do not all return;
/// - a third candidate who could win, or namesakes of a third candidate;
/// - in a contest to come: namesakes of the rival, several namesakes whose own support is drawn, a
///   namesake who could come first himself, a spread between segments above 1 on the log, a cell of
///   more than 8,192 votes.
///
/// The retrospective law enumerates the diverted votes and integrates over where own supporters
/// go; the prospective one inverts the characteristic function of the diverted votes and
/// integrates over rate and segments. Both are right to about 2e-5, and to 1e-4 where the rival has
/// namesakes too: see [`error`].
#[must_use]
pub fn flip_probability(model: &Model) -> Option<f64> {
    match &model.direction {
        Direction::Retrospective => retrospective::flip_probability(model),
        Direction::Prospective(support) if support.is_fixed() => prospective::flip_probability(model),
        Direction::Prospective(_) => None,
    }
}

/// How far [`flip_probability`] may be from the truth by its quadratures, measured against an
/// independent computation (`tests/it/oracle.rs`).
#[must_use]
pub fn error(model: &Model) -> f64 {
    if model.groups.len() > 1 { 1e-4 } else { 2e-5 }
}

/// By how many standard errors a simulated flip probability misses the exact one. Beyond 5 a run has
/// failed its own check. What the law's own quadratures may miss is no fault of the sampler's.
#[must_use]
pub fn deviation(model: &Model, flips: &Estimate, exact: f64) -> f64 {
    let away = (flips.point - exact).abs() - error(model);
    away.max(0.0) / flips.cautious_standard_error
}

/// Onward shares and their probabilities, by Gauss-Legendre quadrature in probability: first how
/// much goes to principal and rival together, then how that is split between the two. The
/// Dirichlet's other parts do not touch the margin.
fn splits(group: &Group, panels: u32) -> Vec<(Split, f64)> {
    let [principal, rival, others, nota, home] = group.onward.alpha;
    let (both, rest) = (principal + rival, others + nota + home);
    let mut nodes = Vec::new();
    // Quantiles of a beta law are dear, so those of the split are taken once.
    let parts = beta_nodes(principal, rival, panels);
    for (shares, weight) in beta_nodes(both, rest, panels) {
        for &(split, part) in &parts {
            nodes.push((Split::new([shares * split, shares * (1.0 - split), 0.0, 0.0]), weight * part));
        }
    }
    nodes
}

/// Quadrature nodes of a beta law; a parameter of 0 puts all of it at one end. The quantile function
/// bends sharply at both ends, so the parts are finer there.
fn beta_nodes(a: f64, b: f64, panels: u32) -> Vec<(f64, f64)> {
    match (a > 0.0, b > 0.0) {
        (true, true) => graded_nodes(panels).into_iter().map(|(u, w)| (beta_quantile(u, a, b), w)).collect(),
        (true, false) => vec![(1.0, 1.0)],
        _ => vec![(0.0, 1.0)],
    }
}

/// Gauss-Legendre nodes on `panels` equal parts of the middle of 0..1 and on parts that shrink by ten
/// towards either end.
fn graded_nodes(panels: u32) -> Vec<(f64, f64)> {
    let ends = [1e-5, 1e-4, 1e-3, 1e-2];
    let mut edges = vec![0.0];
    edges.extend(ends);
    edges.extend((1..=panels).map(|panel| 0.01 + 0.98 * f64::from(panel) / f64::from(panels)));
    edges.extend(ends.iter().rev().skip(1).map(|end| 1.0 - end));
    edges.push(1.0);
    edges.windows(2).flat_map(|edge| panel_nodes(edge[0], edge[1])).collect()
}

/// Ten Gauss-Legendre nodes on each of `panels` equal parts of 0..1.
fn uniform_nodes(panels: u32) -> Vec<(f64, f64)> {
    let edge = |panel: u32| f64::from(panel) / f64::from(panels);
    (0..panels).flat_map(|panel| panel_nodes(edge(panel), edge(panel + 1))).collect()
}

fn panel_nodes(from: f64, to: f64) -> impl Iterator<Item = (f64, f64)> {
    let width = to - from;
    crate::stats::special::gauss_legendre().map(move |(x, w)| (from + (0.5 + 0.5 * x) * width, 0.5 * w * width))
}

/// A function of each of many, over threads where there are any, in their order.
fn each<T: Sync, V: Send>(items: &[T], function: impl Fn(&T) -> Option<V> + Sync + Send) -> Option<Vec<V>> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_iter().map(function).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        items.iter().map(function).collect()
    }
}
