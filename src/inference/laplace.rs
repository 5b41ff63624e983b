//! The most probable rates given which share of the slope is confusion, and how sharply they are
//! known: Newton steps with expected information.
//!
//! Parameters, in this order: ln of the own rate (votes per vote of the others), ln of the slope
//! (votes per vote of the principal), and for every segment the effects u on own support among the others, v
//! on confusion and w on own support among the principal's voters, all standard normal beforehand.

use super::booths::Booths;
use super::prior::Prior;
use crate::stats::counts::Cholesky;
use libm::{exp, log};

/// A peak of the posterior given the share: where it is, how high, how wide.
#[derive(Debug, Clone)]
pub(super) struct Peak {
    /// The parameters.
    pub at: Vec<f64>,
    /// The information there.
    pub factor: Cholesky,
    /// ln of the integral over the parameters, as far as the peak is Gaussian.
    pub ln_mass: f64,
}

/// The posterior of one namesake.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'a> {
    pub booths: &'a Booths,
    pub prior: &'a Prior,
}

const STEPS: usize = 60;

impl Target<'_> {
    /// How many parameters there are.
    pub fn dimension(&self) -> usize {
        2 + 3 * self.booths.segments()
    }

    /// The two rates of a segment: per vote of the others, and per vote of the principal, the latter
    /// as own support and confusion.
    pub fn parts(&self, at: &[f64], share: f64, segment: usize) -> (f64, f64, f64) {
        let segments = self.booths.segments();
        let [u, v, w] = [0, 1, 2].map(|effect| at[2 + effect * segments + segment]);
        let lean = (1.0 - share) * exp(at[1] + self.prior.tilt_sd * w);
        (exp(at[0] + self.prior.own_sd * u), lean, share * exp(at[1] + self.prior.odds_sd * v))
    }

    /// The two rates of every segment.
    pub fn rates(&self, at: &[f64], share: f64) -> Vec<(f64, f64)> {
        (0..self.booths.segments())
            .map(|segment| {
                let (own, lean, odds) = self.parts(at, share, segment);
                (own, lean + odds)
            })
            .collect()
    }

    /// ln of the posterior density, up to the size's own prior.
    pub fn ln_density(&self, at: &[f64], share: f64, size: f64) -> f64 {
        let effects: f64 = at[2..].iter().map(|&z| crate::stats::counts::ln_normal_density(z)).sum();
        effects + self.prior.ln_density(at[0], at[1], share) + self.booths.log_likelihood(&self.rates(at, share), size)
    }

    /// Climbs to the peak from a starting point.
    pub fn climb(&self, start: &[f64], share: f64, size: f64) -> Peak {
        let mut at = start.to_vec();
        let mut height = self.ln_density(&at, share, size);
        let mut factor = Cholesky::of(&[1.0], 1);
        for _ in 0..STEPS {
            let (gradient, information) = self.slopes(&at, share, size);
            factor = Cholesky::of(&information, at.len());
            let step = factor.solve(&gradient);
            let longest = step.iter().fold(0.0, |most: f64, s| most.max(s.abs()));
            let mut scale = (1.5 / longest).min(1.0);
            let mut gained = false;
            for _ in 0..12 {
                let next: Vec<f64> = at.iter().zip(&step).map(|(a, s)| a + scale * s).collect();
                let reached = self.ln_density(&next, share, size);
                if reached > height {
                    gained = reached - height > 1e-5;
                    (at, height) = (next, reached);
                    break;
                }
                scale *= 0.5;
            }
            if !gained {
                break;
            }
        }
        let ln_mass = height + 0.5 * at.len() as f64 * log(2.0 * std::f64::consts::PI) - 0.5 * factor.ln_determinant();
        Peak { at, factor, ln_mass }
    }

    /// The gradient, and the information row by row.
    fn slopes(&self, at: &[f64], share: f64, size: f64) -> (Vec<f64>, Vec<f64>) {
        let (n, segments) = (at.len(), self.booths.segments());
        let mut gradient = vec![0.0; n];
        let mut information = vec![0.0; n * n];
        for segment in 0..segments {
            let (own, lean, odds) = self.parts(at, share, segment);
            let found = self.booths.slopes(segment, (own, lean + odds), size);
            // By parameter: what it moves of the rate by others, and of the rate by the principal.
            let moves = [
                (0, own, 0.0),
                (1, 0.0, lean + odds),
                (2 + segment, self.prior.own_sd * own, 0.0),
                (2 + segments + segment, 0.0, self.prior.odds_sd * odds),
                (2 + 2 * segments + segment, 0.0, self.prior.tilt_sd * lean),
            ];
            for (i, a, b) in moves {
                gradient[i] += a * found.by_others + b * found.by_principal;
                for (j, c, d) in moves {
                    information[i * n + j] += a * c * found.others_others
                        + (a * d + b * c) * found.others_principal
                        + b * d * found.principal_principal;
                }
            }
        }
        for z in 2..n {
            gradient[z] -= at[z];
            information[z * n + z] += 1.0;
        }
        self.prior_slopes(at, share, &mut gradient, &mut information);
        (gradient, information)
    }

    /// The prior's part, by differences; its information is that of Gaussians of the same widths,
    /// which keeps the sum positive where the tails of the true laws do not.
    fn prior_slopes(&self, at: &[f64], share: f64, gradient: &mut [f64], information: &mut [f64]) {
        const STEP: f64 = 1e-3;
        let density = |own: f64, slope: f64| self.prior.ln_density(own, slope, share);
        gradient[0] += (density(at[0] + STEP, at[1]) - density(at[0] - STEP, at[1])) / (2.0 * STEP);
        gradient[1] += (density(at[0], at[1] + STEP) - density(at[0], at[1] - STEP)) / (2.0 * STEP);
        let n = at.len();
        let leaning = exp(Prior::tilt_at(at[0], at[1], share)) * self.prior.principal;
        let part = leaning / (leaning + self.prior.others);
        // Directions of support, tilt and odds in (own, slope), and how sharply each is believed.
        let scale = self.prior.support.scale;
        let odds = if share > 0.0 { 0.3 } else { 0.0 };
        for ((a, b), sharp) in [((1.0 - part, part), 0.8 / (scale * scale)), ((-1.0, 1.0), 0.3), ((0.0, 1.0), odds)] {
            information[0] += sharp * a * a;
            information[1] += sharp * a * b;
            information[n] += sharp * a * b;
            information[n + 1] += sharp * b * b;
        }
    }

    /// The size of the negative binomial that fits best at a point, with its prior, and how sharply
    /// its logarithm is known.
    pub fn size_at(&self, at: &[f64], share: f64, start: f64) -> (f64, f64) {
        let rates = self.rates(at, share);
        let (centre, spread) = self.prior.size;
        let height = |ln: f64| {
            let z = (ln - centre) / spread;
            self.booths.log_likelihood(&rates, exp(ln)) - 0.5 * z * z
        };
        climb_one(height, start)
    }
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
