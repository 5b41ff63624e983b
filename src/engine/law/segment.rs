//! One segment's part of the exposure: its moments and its characteristic function, averaged over its effect.

use super::gauss::compress;
use crate::model::Model;
use crate::stats::special::{bisect, normal_density};
use libm::{atan, cos, exp, log, log1p, sin, sqrt};
use std::f64::consts::PI;

/// The booths of one principal, and how they vary.
#[derive(Debug, Clone, Copy)]
pub(super) struct Booths<'b> {
    /// Votes of every cell, segment by segment.
    pub segments: &'b [Vec<u32>],
    /// Spread of the log hazard between segments.
    pub segment_sd: f64,
    /// Coefficient of variation of a booth's rate within its segment.
    pub booth_cv: f64,
}

impl<'b> Booths<'b> {
    /// Those of a model, whose votes are these.
    pub fn of(model: &Model, segments: &'b [Vec<u32>]) -> Self {
        Booths { segments, segment_sd: model.segment_sd, booth_cv: model.booth_cv }
    }
}

/// A characteristic function is followed until it has fallen this many deviations: exp(-8.8^2/2) is 1e-17.
pub(super) const REACH: f64 = 8.8;

/// Effects of a segment that are farther out than this have a probability below 10^-15.
const FARTHEST: f64 = 8.2;

/// A phase that turns faster than this with a segment's effect wants thousands of effects, at each of thousands of
/// frequencies.
const MOST_TURNS: f64 = 1_000.0;

/// Points that stand for the booths of one segment: a logarithm is integrated over their sizes.
const SIZES: usize = 16;

/// One segment, in parts of the principal's votes.
pub(super) struct Part {
    pub votes: f64,
    squares: f64,
    /// Points that stand for the booths' sizes times cv squared, and how many booths each stands for.
    sizes: Vec<(f64, f64)>,
    pub sd: f64,
    /// The size 1 / cv^2 of a booth's negative binomial; `None` where booths do not vary.
    size: Option<f64>,
}

impl Part {
    pub fn new(sizes: &[u32], all: f64, booths: Booths<'_>) -> Self {
        let cv2 = booths.booth_cv * booths.booth_cv;
        let parts: Vec<f64> = sizes.iter().filter(|&&n| n > 0).map(|&n| f64::from(n) / all).collect();
        let (votes, squares) = (parts.iter().sum(), parts.iter().map(|x| x * x).sum::<f64>());
        let points = if cv2 > 0.0 { compress(&parts, SIZES) } else { Vec::new() };
        Part {
            votes,
            squares: squares * cv2,
            sizes: points.into_iter().map(|(x, count)| (x * cv2, count)).collect(),
            sd: booths.segment_sd,
            size: (cv2 > 0.0).then(|| 1.0 / cv2),
        }
    }

    /// ln E exp(-s exp(sd z) B) for the segment's booths at a real tilt, where z is the effect.
    fn ln_laplace(&self, s: f64) -> f64 {
        match self.size {
            None => -s * self.votes,
            Some(r) => -r * self.sizes.iter().map(|&(x, count)| count * log1p(s * x)).sum::<f64>(),
        }
    }

    /// The effect around which a tilted segment lies.
    fn centre(&self, tilt: f64) -> f64 {
        if tilt <= 0.0 || self.sd <= 0.0 {
            return 0.0;
        }
        let slope = |z: f64| {
            let s = tilt * exp(self.sd * z);
            let pull = match self.size {
                None => s * self.votes,
                Some(r) => r * self.sizes.iter().map(|&(x, count)| count * s * x / (1.0 + s * x)).sum::<f64>(),
            };
            -z - self.sd * pull
        };
        bisect(-200.0, 0.0, |z| slope(z) > 0.0)
    }

    /// Effects and their weights, the tilt included; `phase` is how fast the phase turns with the effect.
    pub fn effects(&self, tilt: f64, phase: f64) -> Vec<(f64, f64)> {
        if self.sd <= 0.0 {
            return vec![(1.0, 1.0)];
        }
        let centre = self.centre(tilt);
        let step = 2.0 * PI / (REACH + phase) / (1.0 + self.sd);
        #[expect(clippy::cast_possible_truncation, reason = "there are a few hundred steps")]
        let steps = (FARTHEST / step).ceil() as i32;
        let level = self.level(tilt);
        (-steps..=steps)
            .map(|k| {
                let z = centre + step * f64::from(k);
                let factor = exp(self.sd * z);
                let weight = if tilt > 0.0 {
                    step * normal_density(0.0) * exp(self.ln_laplace(tilt * factor) - 0.5 * z * z - level)
                } else {
                    step * normal_density(z)
                };
                (factor, weight)
            })
            .collect()
    }

    /// The logarithm of E exp(-tilt V): what the tilt takes of all probability.
    pub fn ln_mass(&self, tilt: f64) -> f64 {
        if tilt <= 0.0 {
            return 0.0;
        }
        let weights: f64 = self.effects(tilt, REACH).iter().map(|(_, weight)| weight).sum();
        if self.sd <= 0.0 { self.ln_laplace(tilt) } else { self.level(tilt) + log(weights) }
    }

    /// The largest logarithm of a weight under a tilt.
    fn level(&self, tilt: f64) -> f64 {
        let centre = self.centre(tilt);
        self.ln_laplace(tilt * exp(self.sd * centre)) - 0.5 * centre * centre
    }

    /// The mean of the segment's exposure at a factor, under a tilt.
    fn mean_at(&self, tilt: f64, factor: f64) -> f64 {
        let part = match self.size {
            None => self.votes,
            Some(r) => self.sizes.iter().map(|&(x, count)| r * count * x / (1.0 + tilt * factor * x)).sum(),
        };
        factor * part
    }

    /// The same at the largest effect whose weight under a tilt is no more than exp(-`fall`) below the largest.
    pub fn high(&self, tilt: f64, fall: f64) -> f64 {
        let (centre, level) = (self.centre(tilt), self.level(tilt));
        let counts = |z: f64| level - (self.ln_laplace(tilt * exp(self.sd * z)) - 0.5 * z * z) < fall;
        self.mean_at(tilt, exp(self.sd * bisect(centre, centre + 2.0 * FARTHEST, counts)))
    }

    /// How fast the phase turns with the effect, up to a frequency, where the effect still counts.
    pub fn turns(&self, tilt: f64, frequency: f64) -> f64 {
        let untilted = frequency * self.votes * self.sd * self.bend(frequency);
        if tilt <= 0.0 || untilted <= MOST_TURNS { untilted } else { untilted.min(self.turns_under(tilt, frequency)) }
    }

    /// The same under a tilt, which pulls the effects down to where the phase turns slowly, and leaves those near the
    /// untilted middle no weight that a number could hold.
    fn turns_under(&self, tilt: f64, frequency: f64) -> f64 {
        let (centre, level) = (self.centre(tilt), self.level(tilt));
        // Beyond the centre both the weight and the modulus fall.
        let counts = |z: f64| {
            let factor = exp(self.sd * z);
            let weight = self.ln_laplace(tilt * factor) - 0.5 * z * z - level;
            let modulus: f64 = self.size.map_or(0.0, |r| {
                let u = |x: f64| frequency * factor * x / (1.0 + tilt * factor * x);
                self.sizes.iter().map(|&(x, count)| 0.5 * r * count * log1p(u(x) * u(x))).sum()
            });
            modulus - weight < 0.5 * REACH * REACH
        };
        let factor = exp(self.sd * bisect(centre, centre + FARTHEST, counts));
        // And the weights themselves are narrower than those of a normal effect: by their curvature at the centre.
        let narrow = sqrt(1.0 - self.sd * centre);
        (frequency * self.sd * self.mean_at(tilt, factor)).max(REACH * narrow)
    }

    /// How much faster the phase turns at the largest effect that still counts, up to a frequency. Booths that vary damp what
    /// turns fast: the more there are, the later.
    pub fn bend(&self, frequency: f64) -> f64 {
        let Some(r) = self.size else { return exp(7.0 * self.sd) };
        let modulus = |z: f64| {
            let u = frequency * exp(self.sd * z);
            self.sizes.iter().map(|&(x, count)| 0.5 * r * count * log1p((u * x) * (u * x))).sum::<f64>()
        };
        exp(self.sd * bisect(0.0, FARTHEST, |z| 0.5 * z * z + modulus(z) < 0.5 * REACH * REACH))
    }

    /// Mean and variance under a tilt.
    pub fn moments(&self, tilt: f64) -> (f64, f64) {
        let (mut all, mut first, mut second) = (0.0, 0.0, 0.0);
        for (factor, weight) in self.effects(tilt, REACH) {
            let s = tilt * factor;
            let (mean, variance) = match self.size {
                None => (self.votes, 0.0),
                Some(_) if s <= 0.0 => (self.votes, self.squares),
                Some(r) => self.sizes.iter().fold((0.0, 0.0), |sum, &(x, count)| {
                    let part = x / (1.0 + s * x);
                    (sum.0 + count * r * part, sum.1 + count * r * part * part)
                }),
            };
            all += weight;
            first += weight * factor * mean;
            second += weight * factor * factor * (variance + mean * mean);
        }
        (first / all, (second / all - (first / all) * (first / all)).max(0.0))
    }

    /// How many terms the characteristic function has at one frequency.
    pub fn work(&self, effects: &[(f64, f64)]) -> usize {
        effects.len() * self.sizes.len().max(1)
    }

    /// The characteristic function at a frequency, under a tilt.
    pub fn characteristic(&self, tilt: f64, frequency: f64, effects: &[(f64, f64)]) -> (f64, f64) {
        let (mut all, mut sum) = (0.0, (0.0, 0.0));
        for &(factor, weight) in effects {
            let (modulus, angle) = match self.size {
                None => (0.0, frequency * factor * self.votes),
                Some(r) => {
                    let (mut modulus, mut angle) = (0.0, 0.0);
                    for &(x, count) in &self.sizes {
                        let u = frequency * factor * x / (1.0 + tilt * factor * x);
                        modulus -= 0.5 * count * log1p(u * u);
                        angle += count * atan(u);
                    }
                    (r * modulus, r * angle)
                }
            };
            let weighted = weight * exp(modulus);
            all += weight;
            sum = (sum.0 + weighted * cos(angle), sum.1 + weighted * sin(angle));
        }
        (sum.0 / all, sum.1 / all)
    }
}

pub(super) fn times(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}
