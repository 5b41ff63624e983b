//! The way to a peak: Newton steps.

use super::booths::Slopes;
use crate::stats::counts::Cholesky;

/// How long a climb may go on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Newton steps at most.
    pub steps: u32,
    /// How often a step that leads down is halved before the climb ends.
    pub halvings: u32,
    /// A step that gains less ends the climb.
    pub gain: f64,
}

/// The first and second derivatives of a height in some parameters.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    /// The slope along each parameter.
    pub gradient: Vec<f64>,
    /// The expected information, row by row.
    pub information: Vec<f64>,
}

impl Shape {
    /// The shape of a plain in `n` parameters.
    pub fn flat(n: usize) -> Self {
        Shape { gradient: vec![0.0; n], information: vec![0.0; n * n] }
    }

    /// Adds what a segment's counts say, by parameter: which it is, what it moves of the rate by
    /// others, and what of the rate by the principal.
    pub fn add_segment(&mut self, moves: &[(usize, f64, f64)], found: &Slopes) {
        let n = self.gradient.len();
        for &(i, a, b) in moves {
            self.gradient[i] += a * found.by_others + b * found.by_principal;
            for &(j, c, d) in moves {
                self.information[i * n + j] += a * c * found.others_others
                    + (a * d + b * c) * found.others_principal
                    + b * d * found.principal_principal;
            }
        }
    }

    /// Adds that the parameters from `first` on are standard normal beforehand.
    pub fn add_standard_normals(&mut self, first: usize, at: &[f64]) {
        let n = at.len();
        for (z, effect) in at.iter().enumerate().skip(first) {
            self.gradient[z] -= effect;
            self.information[z * n + z] += 1.0;
        }
    }
}

/// Climbs from `start`: the peak, its height, and the information on the last step to it.
pub(super) fn climb(
    start: &[f64],
    patience: Patience,
    height: impl Fn(&[f64]) -> f64,
    shape: impl Fn(&[f64]) -> Shape,
) -> (Vec<f64>, f64, Cholesky) {
    let mut at = start.to_vec();
    let mut reached = height(&at);
    let mut factor = Cholesky::of(&[1.0], 1);
    for _ in 0..patience.steps {
        let Shape { gradient, information } = shape(&at);
        factor = Cholesky::of(&information, at.len());
        let step = factor.solve(&gradient);
        let longest = step.iter().fold(0.0, |most: f64, s| most.max(s.abs()));
        let mut scale = (1.5 / longest).min(1.0);
        let mut gained = false;
        for _ in 0..patience.halvings {
            let next: Vec<f64> = at.iter().zip(&step).map(|(a, s)| a + scale * s).collect();
            let higher = height(&next);
            if higher > reached {
                gained = higher - reached > patience.gain;
                (at, reached) = (next, higher);
                break;
            }
            scale *= 0.5;
        }
        if !gained {
            break;
        }
    }
    (at, reached, factor)
}

/// The peak of a function of one number, by Newton steps on differences, and its curvature there.
pub(super) fn climb_one(height: impl Fn(f64) -> f64, start: f64) -> (f64, f64) {
    const STEP: f64 = 0.02;
    let mut at = start;
    let mut sharp = 1.0;
    for _ in 0..25 {
        let (below, here, above) = (height(at - STEP), height(at), height(at + STEP));
        let slope = (above - below) / (2.0 * STEP);
        let bend = (2.0 * here - above - below) / (STEP * STEP);
        sharp = bend.max(0.05);
        let step = (slope / sharp).clamp(-0.7, 0.7);
        at += step;
        if step.abs() < 1e-3 {
            break;
        }
    }
    (at, sharp)
}
