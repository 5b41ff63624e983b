//! The exposure of few booths, or of segments that vary beyond measure, as points: booth after booth and segment after
//! segment is added, and after each a Gauss rule over the logarithm stands for all sums so far.

use super::gauss::compress_weighted;
use super::panel_nodes;
use super::segment::Booths;
use crate::stats::special::{bisect, normal_density};
use libm::{exp, lgamma, log};

/// Equally spaced points of the logarithm of the exposure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Node {
    /// The logarithm of the exposed votes.
    pub ln: f64,
    /// The probability that stands for it.
    pub weight: f64,
}

/// So many points of the logarithm of the exposed votes. `many` knows the logarithm of the sum of a segment's booths where there
/// are so many of them that one after the other would take seconds.
pub(super) fn exposure(
    booths: Booths<'_>,
    points: usize,
    many: impl Fn(&[u32]) -> Option<Vec<(f64, f64)>>,
) -> Vec<Node> {
    let gamma = gamma(booths.booth_cv, points);
    let near = Kept { reach: 8.5, least: 1e-18 };
    let effects = normal(booths.segment_sd, points, near);
    let sum = |a: f64, b: f64| a.max(b) + libm::log1p(exp(-(a - b).abs()));
    let mut all: Option<Vec<(f64, f64)>> = None;
    // Sums that were taken at once are good for tails of any depth, and so are the effects beside them.
    let mut kept = near;
    for sizes in booths.segments.iter().filter(|sizes| sizes.iter().any(|&n| n > 0)) {
        let segment = if let Some(at_once) = many(sizes) {
            kept = FAR;
            joined(&at_once, &normal(booths.segment_sd, points, FAR), points, FAR, |a, b| a + b)
        } else {
            let one = |n: u32| gamma.iter().map(|&(ln, w)| (ln + log(f64::from(n)), w)).collect::<Vec<_>>();
            let booths = sizes.iter().filter(|&&n| n > 0).map(|&n| one(n));
            let segment = booths.reduce(|before, booth| joined(&before, &booth, points, near, sum));
            joined(&segment.unwrap_or_default(), &effects, points, near, |a, b| a + b)
        };
        all = Some(match all {
            None => segment,
            Some(before) => joined(&before, &segment, points, kept, sum),
        });
    }
    all.unwrap_or_default().into_iter().map(|(ln, weight)| Node { ln, weight }).collect()
}

/// How far out effects are taken, in deviations, and the least weight that is kept.
#[derive(Clone, Copy)]
struct Kept {
    reach: f64,
    least: f64,
}

/// So far that what lies beyond has no weight even where what was counted lies at seven deviations.
const FAR: Kept = Kept { reach: 13.0, least: 1e-60 };

/// Every pair of two, and few points for all of them.
fn joined(
    one: &[(f64, f64)],
    two: &[(f64, f64)],
    points: usize,
    kept: Kept,
    sum: impl Fn(f64, f64) -> f64,
) -> Vec<(f64, f64)> {
    let mut all: Vec<(f64, f64)> = one
        .iter()
        .flat_map(|&(a, v)| two.iter().map(move |&(b, w)| (a, b, v * w)))
        .map(|(a, b, w)| (sum(a, b), w))
        .collect();
    all.retain(|&(_, weight)| weight > kept.least);
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    compress_weighted(all, points)
}

/// The logarithm of a gamma variate of mean 1 and coefficient of variation `cv`.
fn gamma(cv: f64, points: usize) -> Vec<(f64, f64)> {
    if cv <= 0.0 {
        return vec![(0.0, 1.0)];
    }
    let r = 1.0 / (cv * cv);
    let density = |y: f64| exp(r * log(r) + r * y - r * exp(y) - lgamma(r));
    // Below, the density falls like exp(r y); above, it is gone where r exp(y) is some 40 more than r y.
    let low = -45.0 / r - 1.0;
    let high = bisect(0.0, 40.0, |y| r * (exp(y) - 1.0 - y) < 45.0);
    spread_out(low, high, (0.5 / libm::sqrt(r)).min(0.5), density, (points, 1e-18))
}

fn normal(sd: f64, points: usize, kept: Kept) -> Vec<(f64, f64)> {
    if sd <= 0.0 {
        return vec![(0.0, 1.0)];
    }
    let end = kept.reach * sd;
    spread_out(-end, end, 0.5 * sd, |y| normal_density(y / sd) / sd, (points, kept.least))
}

fn spread_out(
    low: f64,
    high: f64,
    width: f64,
    density: impl Fn(f64) -> f64,
    (points, least): (usize, f64),
) -> Vec<(f64, f64)> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few hundred panels")]
    let panels = ((high - low) / width).ceil().clamp(1.0, 2_000.0) as u32;
    let step = (high - low) / f64::from(panels);
    let mut all: Vec<(f64, f64)> = (0..panels)
        .flat_map(|k| panel_nodes(low + step * f64::from(k), low + step * f64::from(k + 1)))
        .map(|(y, w)| (y, w * density(y)))
        .filter(|&(_, w)| w > least)
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    compress_weighted(all, points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_booth_and_segment_have_the_moments_of_gamma_and_normal() {
        let segments = [vec![300], vec![100, 40]];
        let nodes = exposure(Booths { segments: &segments, segment_sd: 0.5, booth_cv: 0.8 }, 64, |_| None);
        let mean = |f: &dyn Fn(f64) -> f64| nodes.iter().map(|node| node.weight * f(exp(node.ln))).sum::<f64>();
        assert!((mean(&|_| 1.0) - 1.0).abs() < 1e-13);
        let expected = 440.0 * exp(0.125);
        assert!((mean(&|v| v) / expected - 1.0).abs() < 1e-11, "{}", mean(&|v| v) / expected);
        let square = exp(0.5) * (90_000.0 * 1.64 + (10_000.0 + 1_600.0) * 1.64 + 2.0 * 4_000.0)
            + 2.0 * exp(0.25) * 300.0 * 140.0;
        assert!((mean(&|v| v * v) / square - 1.0).abs() < 1e-9, "{}", mean(&|v| v * v) / square);
    }
}
