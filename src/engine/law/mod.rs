//! The exact answer, where there is one: the oracle of the sampler.
//!
//! It is computed from the same [`Model`] and by entirely other means: no stream is read here.

mod prospective;
mod retrospective;

pub use prospective::diverted_at_least;

use crate::model::{Direction, Group, Model, Split};
use crate::stats::special::beta_quantile;

/// The exact flip probability, or `None` where no exact law applies: uncertain intended votes, a
/// third candidate who could win, namesakes of a third candidate, or (in a contest to come)
/// namesakes of the rival, several namesakes whose own support is drawn, or a cell of more than
/// 8,192 votes.
///
/// The retrospective law enumerates the diverted votes and integrates over the onward shares by
/// Gauss-Legendre quadrature; the prospective one inverts the characteristic function of the
/// diverted votes and integrates over rate and segments. Both are right to about 1e-6.
#[must_use]
pub fn flip_probability(model: &Model) -> Option<f64> {
    match &model.direction {
        Direction::Retrospective => retrospective::flip_probability(model),
        Direction::Prospective(support) if support.is_fixed() => prospective::flip_probability(model),
        Direction::Prospective(_) => None,
    }
}

/// Onward shares and their probabilities, by Gauss-Legendre quadrature in probability: first how
/// much goes to principal and rival together, then how that is split between the two. The
/// Dirichlet's other parts do not touch the margin.
fn splits(group: &Group, panels: u32) -> Vec<(Split, f64)> {
    let [principal, rival, others, nota, home] = group.onward.alpha;
    let (both, rest) = (principal + rival, others + nota + home);
    let mut nodes = Vec::new();
    for (shares, weight) in beta_nodes(both, rest, panels) {
        for (split, part) in beta_nodes(principal, rival, panels) {
            nodes.push((Split::new([shares * split, shares * (1.0 - split), 0.0, 0.0]), weight * part));
        }
    }
    nodes
}

/// Quadrature nodes of a beta law; a parameter of 0 puts all of it at one end.
fn beta_nodes(a: f64, b: f64, panels: u32) -> Vec<(f64, f64)> {
    match (a > 0.0, b > 0.0) {
        (true, true) => uniform_nodes(panels).into_iter().map(|(u, w)| (beta_quantile(u, a, b), w)).collect(),
        (true, false) => vec![(1.0, 1.0)],
        _ => vec![(0.0, 1.0)],
    }
}

/// Ten Gauss-Legendre nodes on each of `panels` equal parts of 0..1.
fn uniform_nodes(panels: u32) -> Vec<(f64, f64)> {
    let width = 1.0 / f64::from(panels);
    (0..panels)
        .flat_map(|panel| {
            crate::stats::special::gauss_legendre()
                .map(move |(x, w)| ((f64::from(panel) + 0.5 + 0.5 * x) * width, 0.5 * w * width))
        })
        .collect()
}

/// Nodes of the share of diverted voters who return.
fn return_nodes(group: &Group) -> Vec<(f64, f64)> {
    match group.return_share {
        crate::stats::RateLaw::Fixed(share) => vec![(share, 1.0)],
        law => uniform_nodes(1).into_iter().map(|(u, w)| (law.quantile(u), w)).collect(),
    }
}
