//! How many of a principal's votes were exposed to confusion, once segments and booths have had their effect.
//!
//! V = sum over segments of exp(sigma z) times the sum over booths of X Gamma: given the odds w of going astray, the
//! votes diverted to a namesake are Poisson with mean w V. V is shared by all namesakes of a principal, so it is the one
//! thing that ties them together. Its distribution is inverted from its characteristic function, which is a product
//! over booths, averaged over the effect of each segment.

use super::points::Node;
use super::segment::{Booths, Part, REACH, times};
use crate::stats::panels::Panels;
use crate::stats::special::bisect;
use libm::{cos, exp, log, sin, sqrt};
use std::f64::consts::PI;

/// More frequencies than this take longer than a simulation.
const MOST_FREQUENCIES: usize = 4_000;

/// The least shape of the sum of all booths' gamma variates for which a series ends soon.
const FEWEST: f64 = 20.0;

/// What lies below this, against the largest, is left out.
const NEGLIGIBLE: f64 = 1e-15;

/// The distribution of the exposed votes.
#[derive(Debug, Clone)]
pub(super) struct Exposure {
    /// The principal's votes: the mean exposure but for a factor exp(sigma^2 / 2).
    votes: f64,
    /// The logarithm of what every density and weight is to be multiplied by: 0 but for a tilt.
    ln_scale: f64,
    shape: Shape,
}

#[derive(Debug, Clone)]
enum Shape {
    /// Nothing varies.
    Fixed,
    /// Few booths, or segments far apart: points that stand for it.
    Points(Vec<Node>),
    /// The density of its logarithm, read between a few places; with the middle and the spread in the principal's votes.
    Density { table: Panels, ends: (f64, f64), middle: f64, spread: f64 },
}

impl Exposure {
    /// The exposure of some booths. Where it is known that it must have been far below its mean, `below` says at what
    /// part of it, so that the lower tail is right to as many digits. Where a series would have too many terms, so many
    /// `points` stand for it.
    pub fn new(booths: Booths<'_>, below: Option<f64>, points: usize) -> Self {
        let votes: f64 = booths.segments.iter().flatten().map(|&n| f64::from(n)).sum();
        if votes <= 0.0 || (booths.segment_sd <= 0.0 && booths.booth_cv <= 0.0) {
            return Exposure { votes, ln_scale: 0.0, shape: Shape::Fixed };
        }
        Self::series(booths, votes, below).unwrap_or_else(|| {
            let shape = Shape::Points(super::points::exposure(booths, points));
            Exposure { votes, ln_scale: 0.0, shape }
        })
    }

    fn series(booths: Booths<'_>, votes: f64, below: Option<f64>) -> Option<Self> {
        // The characteristic function of few gamma variates falls like a power: a series of it would not end.
        let cells = booths.segments.iter().flatten().filter(|&&n| n > 0).count() as f64;
        if booths.booth_cv > 0.0 && cells / (booths.booth_cv * booths.booth_cv) < FEWEST {
            return None;
        }
        let parts: Vec<Part> = booths
            .segments
            .iter()
            .filter(|sizes| sizes.iter().any(|&n| n > 0))
            .map(|sizes| Part::new(sizes, votes, booths))
            .collect();
        let mean_at = |tilt: f64| parts.iter().map(|part| part.moments(tilt).0).sum::<f64>();
        let tilt = match below.filter(|&below| below < mean_at(0.0)) {
            Some(below) => exp(bisect(-10.0, 60.0, |x| mean_at(exp(x)) > below)),
            None => 0.0,
        };
        let moments = parts.iter().map(|part| part.moments(tilt));
        let (middle, variance) = moments.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let spread = sqrt(variance);
        let period = middle * stretch(&parts, booths.segment_sd) + 15.0 * spread;
        let mut terms: Vec<(f64, f64)> = vec![(1.0, 0.0)];
        let mut fine = REACH / spread;
        let grid = |fine: f64| {
            parts.iter().map(|part| part.effects(tilt, fine * part.votes * part.sd * part.bend(fine))).collect()
        };
        let mut effects: Vec<Vec<(f64, f64)>> = grid(fine);
        loop {
            let frequency = 2.0 * PI * terms.len() as f64 / period;
            // The faster the phase turns with a segment's effect, the finer the grid over the effect.
            if frequency > fine {
                fine *= 2.0;
                effects = grid(fine);
            }
            let each = parts.iter().zip(&effects).map(|(part, effects)| part.characteristic(tilt, frequency, effects));
            let term = each.fold((1.0, 0.0), times);
            let last = terms.len() > 8 && terms.iter().rev().take(4).all(|t| t.0.abs() + t.1.abs() < 1e-16);
            terms.push(term);
            if last {
                break;
            }
            if terms.len() > MOST_FREQUENCIES {
                return None;
            }
        }
        let series = Series { terms, period, tilt, votes };
        let (centre, width) = (log(votes * middle), spread / middle);
        let ends = series.ends(centre, width);
        let table = Panels::new(ends.0, ends.1, width, |ln| series.density(ln));
        let ln_scale = parts.iter().map(|part| part.ln_mass(tilt)).sum();
        Some(Exposure { votes, ln_scale, shape: Shape::Density { table, ends, middle, spread } })
    }

    /// Under a tilt the lower tail would be too small for a number: the logarithm of what densities and weights lack.
    pub fn ln_scale(&self) -> f64 {
        self.ln_scale
    }

    /// Whether nothing varies: the exposure is then the principal's votes.
    pub fn fixed(&self) -> Option<f64> {
        matches!(self.shape, Shape::Fixed).then_some(self.votes)
    }

    /// The standard deviation of the logarithm, nearly; 0 where nothing varies.
    pub fn spread(&self) -> f64 {
        match self.shape {
            Shape::Fixed => 0.0,
            Shape::Points(ref nodes) => {
                let mean: f64 = nodes.iter().map(|node| node.weight * node.ln).sum();
                sqrt(nodes.iter().map(|node| node.weight * (node.ln - mean) * (node.ln - mean)).sum())
            }
            Shape::Density { middle, spread, .. } => spread / middle,
        }
    }

    /// Whether the density of the logarithm is known, and not points alone.
    pub fn has_density(&self) -> bool {
        matches!(self.shape, Shape::Density { .. })
    }

    /// The density of the logarithm of the exposed votes.
    pub fn density(&self, ln: f64) -> f64 {
        match &self.shape {
            Shape::Density { table, ends, .. } if ln >= ends.0 && ln <= ends.1 => table.at(ln).max(0.0),
            _ => 0.0,
        }
    }

    /// Points of the logarithm, `step` deviations of it apart at the most; with `step` below 0.75 a sum over them is an
    /// integral to 13 digits for every function that is smooth over a deviation.
    pub fn nodes(&self, step: f64) -> Vec<Node> {
        let (ends, width) = match &self.shape {
            Shape::Fixed => return vec![Node { ln: log(self.votes), weight: 1.0 }],
            Shape::Points(nodes) => return nodes.clone(),
            Shape::Density { ends, middle, spread, .. } => (ends, step * spread / middle),
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few thousand points")]
        let count = ((ends.1 - ends.0) / width).ceil() as u32;
        (0..=count)
            .map(|place| {
                let ln = ends.0 + width * f64::from(place);
                Node { ln, weight: width * self.density(ln) }
            })
            .filter(|node| node.weight > 0.0)
            .collect()
    }
}

/// The Fourier series of a density over a period, in units of the principal's votes.
struct Series {
    terms: Vec<(f64, f64)>,
    period: f64,
    tilt: f64,
    votes: f64,
}

impl Series {
    /// The density of the logarithm of the exposed votes.
    fn density(&self, ln: f64) -> f64 {
        let v = exp(ln) / self.votes;
        if v >= self.period {
            return 0.0;
        }
        // Clenshaw's rule for the series of cosines and sines.
        let angle = 2.0 * PI * v / self.period;
        let twice = 2.0 * cos(angle);
        let (mut re, mut im) = ((0.0, 0.0), (0.0, 0.0));
        for &(a, b) in self.terms.iter().skip(1).rev() {
            re = (a + twice * re.0 - re.1, re.0);
            im = (b + twice * im.0 - im.1, im.0);
        }
        let sum = 1.0 + 2.0 * (re.0 * cos(angle) - re.1 + im.0 * sin(angle));
        (sum / self.period).max(0.0) * v * exp(self.tilt * v)
    }

    /// From where to where there is any density worth the name.
    fn ends(&self, centre: f64, width: f64) -> (f64, f64) {
        let end = |direction: f64| {
            let (mut largest, mut small, mut at) = (self.density(centre), 0, centre);
            // Noise below the smallest digit is no probability.
            while small < 3 && (at - centre).abs() < 60.0 * width {
                at += 0.5 * direction * width;
                let here = self.density(at);
                largest = largest.max(here);
                small = if here < NEGLIGIBLE * largest { small + 1 } else { 0 };
            }
            at - 1.5 * direction * width
        };
        (end(-1.0), end(1.0))
    }
}

/// The farthest that the segments' effects carry the seat, in means: all of them in the largest segment or shared out.
fn stretch(parts: &[Part], sd: f64) -> f64 {
    let largest = parts.iter().map(|part| part.votes).fold(0.0, f64::max);
    let alone = 1.0 - largest + largest * exp(REACH * sd);
    let together = exp(REACH * sd / sqrt((parts.len() as f64).max(1.0)));
    if sd > 0.0 { 1.2 * alone.max(together) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exposure(segments: &[Vec<u32>], segment_sd: f64, booth_cv: f64) -> Exposure {
        Exposure::new(Booths { segments, segment_sd, booth_cv }, None, 64)
    }

    #[test]
    fn booths_that_are_alike_are_a_gamma_variate() {
        let exposure = exposure(&[vec![50; 8]], 0.0, 0.6);
        let r = 8.0 / 0.36;
        for v in [120.0, 350.0, 400.0, 520.0, 900.0] {
            let (x, scale) = (v, 400.0 / r);
            let expected = exp(r * log(x / scale) - x / scale - libm::lgamma(r));
            let found = exposure.density(log(v));
            assert!((found - expected).abs() < 1e-12, "{v}: {found} is not {expected}");
        }
    }

    #[test]
    fn one_segment_whose_booths_do_not_vary_is_log_normal() {
        let nodes = exposure(&[vec![100, 300, 50]], 0.3, 0.0).nodes(0.7);
        let mean = |f: &dyn Fn(f64) -> f64| nodes.iter().map(|node| node.weight * f(node.ln - log(450.0))).sum::<f64>();
        assert!((mean(&|_| 1.0) - 1.0).abs() < 1e-12 && mean(&|x| x).abs() < 1e-12);
        assert!((mean(&|x| x * x) - 0.09).abs() < 1e-12 && (mean(&|x| exp(2.0 * x)) / exp(0.18) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn moments_are_those_of_segments_and_booths() {
        let segments: Vec<Vec<u32>> = (0..4).map(|s| (0..90).map(|b| 100 + 37 * s + b * 3).collect()).collect();
        let exposure = exposure(&segments, 0.2, 0.6);
        let nodes = exposure.nodes(0.7);
        let mean = |f: &dyn Fn(f64) -> f64| nodes.iter().map(|node| node.weight * f(exp(node.ln))).sum::<f64>();
        let (mut first, mut variance) = (0.0, 0.0);
        for sizes in &segments {
            let sum: f64 = sizes.iter().map(|&n| f64::from(n)).sum();
            let squares: f64 = sizes.iter().map(|&n| f64::from(n) * f64::from(n)).sum();
            let (one, two) = (exp(0.02), exp(0.08));
            first += sum * one;
            variance += two * (sum * sum + 0.36 * squares) - sum * sum * one * one;
        }
        assert!((mean(&|_| 1.0) - 1.0).abs() < 1e-12);
        assert!((mean(&|v| v) / first - 1.0).abs() < 1e-11, "{}", mean(&|v| v) / first);
        assert!((mean(&|v| (v - first) * (v - first)) / variance - 1.0).abs() < 1e-9);
    }

    #[test]
    fn many_booths_damp_nothing_that_a_segment_does() {
        // Two thousand booths of one segment spread the seat by a hundredth, and the segment by a fifth and more.
        let segments = [(0..2_000).map(|b| 60 + b * b % 450).collect::<Vec<u32>>()];
        let all: f64 = segments[0].iter().map(|&n| f64::from(n)).sum();
        let squares: f64 = segments[0].iter().map(|&n| (f64::from(n) / all).powi(2)).sum();
        for sd in [0.1, 0.2, 0.5, 0.8] {
            let nodes = exposure(&segments, sd, 0.6).nodes(0.7);
            let moment = |p: f64| nodes.iter().map(|n| n.weight * exp(p * (n.ln - log(all)))).sum::<f64>();
            let effect = |p: f64| exp(0.5 * p * p * sd * sd);
            assert!((moment(0.0) - 1.0).abs() < 1e-11, "{sd}: {}", moment(0.0));
            assert!((moment(1.0) / effect(1.0) - 1.0).abs() < 1e-10, "{sd}: {}", moment(1.0) / effect(1.0));
            let second = effect(2.0) * (1.0 + 0.36 * squares);
            assert!((moment(2.0) / second - 1.0).abs() < 1e-9, "{sd}: {}", moment(2.0) / second);
        }
        // A tilt shows the same density where both have digits.
        let booths = Booths { segments: &segments, segment_sd: 0.2, booth_cv: 0.6 };
        let (plain, tilted) = (Exposure::new(booths, None, 64), Exposure::new(booths, Some(exp(-0.9)), 64));
        for z in [-5.0, -4.0, -3.0, -2.0] {
            let ln = log(all) + 0.2 * z;
            let ratio = tilted.density(ln) * exp(tilted.ln_scale()) / plain.density(ln);
            assert!((ratio - 1.0).abs() < 1e-8, "{z}: {ratio}");
        }
    }

    #[test]
    fn a_tilt_shows_the_lower_tail() {
        // A log-normal variate of sd 0.3 at 13 deviations below its middle: 1e-37.
        let segments = [vec![100, 300, 50]];
        let booths = Booths { segments: &segments, segment_sd: 0.3, booth_cv: 0.0 };
        let tilted = Exposure::new(booths, Some(exp(-13.0 * 0.3)), 64);
        let ratio = tilted.density(log(450.0) - 13.0 * 0.3) / tilted.density(log(450.0) - 12.0 * 0.3);
        assert!((ratio / exp(0.5 * (144.0 - 169.0)) - 1.0).abs() < 1e-8, "{ratio}");
    }
}
