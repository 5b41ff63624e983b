//! How many of a principal's votes were exposed to confusion, once segments and booths have had their effect.
//!
//! V = sum over segments of exp(sigma z) times the sum over booths of X Gamma: given the odds w of going astray, the
//! votes diverted to a namesake are Poisson with mean w V. V is shared by all namesakes of a principal, so it is the one
//! thing that ties them together. Its distribution is inverted from its characteristic function, which is a product
//! over booths, averaged over the effect of each segment.

use super::points::Node;
use super::segment::{Booths, Part, REACH, times};
use crate::stats::panels::Panels;
use crate::stats::special::{bisect, normal_density};
use libm::{cos, exp, log, sin, sqrt};
use std::f64::consts::PI;

/// More frequencies than this take longer than a simulation.
const MOST_FREQUENCIES: usize = 4_000;

/// Where exp(-x^2 / 2) is 1e-16, below which a term counts as nothing.
const LAST_FALL: f64 = 8.58;

/// The least shape of the sum of all booths' gamma variates for which a series ends soon.
const FEWEST: f64 = 20.0;

/// So much work takes a second; points are then as good.
const MOST_WORK: usize = 20_000_000;

/// A narrow distribution lies within so many deviations of its mean.
const NARROW: f64 = 15.0;

/// From so many booths on the sum of a segment's is taken at once.
const MANY: usize = 48;

/// A series that has not ended here is asked whether it will.
const DOUBTFUL: usize = 1_000;

/// The largest logarithm of what a tilt is undone by.
const LARGEST: f64 = 600.0;

/// What lies below this, against the largest, is left out.
const NEGLIGIBLE: f64 = 1e-15;

/// A total that was counted, where it pulls the exposure V down: one that holds no more than so many diverted votes has the
/// weight exp(-odds V) V^votes where V would have diverted more.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pull {
    /// The namesake's least odds.
    pub odds: f64,
    /// The most votes that can have been diverted to it.
    pub votes: f64,
}

/// The tilt, in units of the principal's votes, whose mean is where those weights are largest together. A total that would hold
/// what is diverted there does not pull. A greater tilt would show a tail that the weights leave nothing of, and drown in rounding
/// what they leave.
fn tilt(pulls: &[Pull], all: f64, parts: &[Part]) -> f64 {
    let above = |tilt: f64| {
        let mean = parts.iter().map(|part| part.moments(tilt).0).sum::<f64>();
        pulls.iter().map(|pull| (pull.odds * all * mean - pull.votes).max(0.0)).sum::<f64>() > tilt * mean
    };
    let most = pulls.iter().map(|pull| pull.odds * all).sum();
    if above(0.0) { bisect(0.0, most, above) } else { 0.0 }
}

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
    /// The density of its logarithm under a tilt, read between a few places; with the tilt, the middle and the spread in
    /// the principal's votes.
    Density { table: Panels, ends: (f64, f64), tilt: f64, middle: f64, spread: f64 },
}

impl Exposure {
    /// The exposure of some booths. Where what was counted pulls it far below its mean, `pulls` say how, so that the lower
    /// tail is right to as many digits. Where a series would have too many terms, so many `points` stand for it.
    pub fn new(booths: Booths<'_>, pulls: &[Pull], points: usize) -> Self {
        let votes: f64 = booths.segments.iter().flatten().map(|&n| f64::from(n)).sum();
        if votes <= 0.0 || (booths.segment_sd <= 0.0 && booths.booth_cv <= 0.0) {
            return Exposure { votes, ln_scale: 0.0, shape: Shape::Fixed };
        }
        Self::series(booths, votes, pulls).or_else(|| Self::of_one_segment(booths, votes, pulls)).unwrap_or_else(|| {
            let shape = Shape::Points(super::points::exposure(booths, points, |sizes| Self::many(sizes, booths)));
            Exposure { votes, ln_scale: 0.0, shape }
        })
    }

    /// Points of the logarithm of the sum of a segment's booths, its effect left out, where there are many: their density is
    /// known, and a few dozen points stand for it.
    fn many(sizes: &[u32], booths: Booths<'_>) -> Option<Vec<(f64, f64)>> {
        let cells = sizes.iter().filter(|&&n| n > 0).count();
        if cells < MANY || booths.booth_cv <= 0.0 {
            return None;
        }
        let alone = [sizes.to_vec()];
        let votes = sizes.iter().map(|&n| f64::from(n)).sum();
        let sum = Self::series(Booths { segments: &alone, segment_sd: 0.0, ..booths }, votes, &[])?;
        Some(sum.nodes(0.4).into_iter().map(|node| (node.ln, node.weight)).collect())
    }

    /// The effect of one segment multiplies the sum of its booths. Where these vary too little for a series, the density of the
    /// logarithm is an average of normal ones about the points of that sum.
    fn of_one_segment(booths: Booths<'_>, votes: f64, pulls: &[Pull]) -> Option<Self> {
        let mut occupied = booths.segments.iter().filter(|sizes| sizes.iter().any(|&n| n > 0));
        let (Some(sizes), None) = (occupied.next(), occupied.next()) else { return None };
        let sd = booths.segment_sd;
        if sd <= 0.0 || tilt(pulls, votes, &[Part::new(sizes, votes, booths)]) > 0.0 {
            return None;
        }
        let sum = if booths.booth_cv > 0.0 { Self::many(sizes, booths)? } else { vec![(log(votes), 1.0)] };
        let middle: f64 = sum.iter().map(|(ln, weight)| weight * ln).sum();
        let variance: f64 = sum.iter().map(|(ln, weight)| weight * (ln - middle) * (ln - middle)).sum();
        let spread = sqrt(sd * sd + variance);
        let ends = (middle - REACH * spread, middle + REACH * spread);
        let table = Panels::new(ends.0, ends.1, spread, |ln| {
            sum.iter().map(|(at, weight)| weight * normal_density((ln - at) / sd) / sd).sum()
        });
        Some(Exposure { votes, ln_scale: 0.0, shape: Shape::Density { table, ends, tilt: 0.0, middle: 1.0, spread } })
    }

    fn series(booths: Booths<'_>, votes: f64, pulls: &[Pull]) -> Option<Self> {
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
        let tilt = tilt(pulls, votes, &parts);
        let moments: Vec<(f64, f64)> = parts.iter().map(|part| part.moments(tilt)).collect();
        let (middle, variance) = moments.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let spread = sqrt(variance);
        let mut period = middle * stretch(&parts, booths.segment_sd) + 15.0 * spread;
        if tilt > 0.0 {
            period = period.min(1.2 * highest(&parts, &moments, tilt) + 15.0 * spread);
        }
        // Sums of products of log-normal and gamma variates are infinitely divisible, under a tilt too, so their
        // characteristic functions fall no faster than the normal one of the same spread: what would not end there is
        // not begun.
        let mut low = 0.0;
        if LAST_FALL / spread > 2.0 * PI * MOST_FREQUENCIES as f64 / period {
            // Booths alone that hardly vary: the series is of the few deviations about the mean, and not of all from zero.
            if booths.segment_sd > 0.0 || tilt > 0.0 || middle < NARROW * spread {
                return None;
            }
            (low, period) = (middle - NARROW * spread, 2.0 * NARROW * spread);
        }
        let end = if tilt > 0.0 { 1e-14 } else { 1e-16 };
        let mut terms: Vec<(f64, f64)> = vec![(1.0, 0.0)];
        let mut fine = REACH / spread;
        let grid = |fine: f64| parts.iter().map(|part| part.effects(tilt, part.turns(tilt, fine))).collect();
        let mut effects: Vec<Vec<(f64, f64)>> = grid(fine);
        let frequency = |place: usize| 2.0 * PI * place as f64 / period;
        let characteristic = |frequency: f64, effects: &[Vec<(f64, f64)>]| {
            let each = parts.iter().zip(effects).map(|(part, effects)| part.characteristic(tilt, frequency, effects));
            each.fold((1.0, 0.0), times)
        };
        let mut work = 0;
        loop {
            let here = frequency(terms.len());
            // The faster the phase turns with a segment's effect, the finer the grid over the effect.
            if here > fine {
                fine *= 2.0;
                effects = grid(fine);
            }
            work += parts.iter().zip(&effects).map(|(part, effects)| part.work(effects)).sum::<usize>();
            if work > MOST_WORK {
                return None;
            }
            let term = characteristic(here, &effects);
            // Such variates are self-decomposable too, and the modulus never rises: what is large at the last frequency
            // that would be taken has been larger before.
            if terms.len() == DOUBTFUL {
                let last = frequency(MOST_FREQUENCIES);
                let term = characteristic(last, &grid(last));
                if term.0.abs() + term.1.abs() > 1e-12 {
                    return None;
                }
            }
            let last = terms.len() > 8 && terms.iter().rev().take(4).all(|t| t.0.abs() + t.1.abs() < end);
            terms.push(term);
            if last {
                break;
            }
            if terms.len() > MOST_FREQUENCIES {
                return None;
            }
        }
        let series = Series { terms, low, period, votes };
        let (centre, width) = (log(votes * middle), spread / middle);
        let ends = series.ends(centre, width);
        let table = Panels::new(ends.0, ends.1, width, |ln| series.density(ln));
        let ln_scale = parts.iter().map(|part| part.ln_mass(tilt)).sum::<f64>() + tilt * middle;
        Some(Exposure { votes, ln_scale, shape: Shape::Density { table, ends, tilt, middle, spread } })
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
            Shape::Density { table, ends, tilt, middle, .. } if ln >= ends.0 && ln <= ends.1 => {
                let undone = (tilt * (exp(ln) / self.votes - middle)).min(LARGEST);
                table.at(ln).max(0.0) * exp(undone)
            }
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
    /// Where the period begins that holds the density.
    low: f64,
    period: f64,
    votes: f64,
}

impl Series {
    /// The density of the logarithm of the exposed votes, under the tilt.
    fn density(&self, ln: f64) -> f64 {
        let v = exp(ln) / self.votes;
        if v < self.low || v >= self.low + self.period {
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
        (sum / self.period).max(0.0) * v
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

/// The farthest that the segments' effects carry the seat under a tilt: one of them alone, or all together.
fn highest(parts: &[Part], means: &[(f64, f64)], tilt: f64) -> f64 {
    let all = 0.5 * REACH * REACH;
    let middle: f64 = means.iter().map(|(mean, _)| mean).sum();
    let alone = parts.iter().zip(means).map(|(part, (mean, _))| part.high(tilt, all) - mean).fold(0.0, f64::max);
    let together: f64 = parts.iter().map(|part| part.high(tilt, all / parts.len() as f64)).sum();
    (middle + alone).max(together)
}

/// The farthest that the segments' effects carry the seat, in means: all of them in the largest segment or shared out.
fn stretch(parts: &[Part], sd: f64) -> f64 {
    let largest = parts.iter().map(|part| part.votes).fold(0.0, f64::max);
    let alone = 1.0 - largest + largest * exp(REACH * sd);
    let together = exp(REACH * sd / sqrt((parts.len() as f64).max(1.0)));
    if sd > 0.0 { 1.2 * alone.max(together) } else { 1.0 }
}

#[cfg(test)]
mod tests;
