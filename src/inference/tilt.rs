//! How ordinary support leans: the same regression on candidates who are nobody's namesakes, and
//! the law of a tilt that their tilts teach.
//!
//! A candidate's own supporters are where their kind of voter is, and some kinds are where the
//! principal's voters are. That looks like confusion, booth by booth, and no regression tells the two
//! apart; how large it can be is seen on those who confuse nobody.

use super::booths::Booths;
use super::climb::{Patience, Shape, climb, climb_one};
use super::prior::Table;
use crate::evidence::Evidence;
use crate::stats::counts::{ln_student_density, ln_sum_exp};
use crate::stats::special::student_cdf;
use libm::{exp, log};

const LOW: f64 = -8.0;
const STEP: f64 = 0.25;
const POINTS: u32 = 61;

fn tilt(point: u32) -> f64 {
    LOW + STEP * f64::from(point)
}

/// What one placebo's booths say of their tilt.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leaning {
    /// ln of the likelihood on the grid of tilts.
    ln_likelihood: Vec<f64>,
}

impl Leaning {
    /// The profile of a candidate; `spreads` are those of own support and of the tilt between segments. Their rate in every segment integrated out around its peak.
    pub fn of(booths: &Booths, spreads: (f64, f64), size: (f64, f64)) -> Self {
        let all: f64 = booths.others.iter().chain(&booths.principal).sum();
        let start = log((booths.total() + 0.5) / all.max(1.0));
        let mut at = vec![0.0; 1 + 2 * booths.segments()];
        at[0] = start;
        let mut ln_size = size.0;
        let profile = Profile { booths, own_sd: spreads.0, tilt_sd: spreads.1 };
        let mut ln_likelihood = vec![0.0; POINTS as usize];
        // Rates and size are found together at the best tilt; the size is then kept.
        for _ in 0..3 {
            for point in 0..POINTS {
                (at, ln_likelihood[point as usize]) = profile.climb(&at, tilt(point), exp(ln_size));
            }
            let best = (0..POINTS).max_by(|&a, &b| ln_likelihood[a as usize].total_cmp(&ln_likelihood[b as usize]));
            let best = tilt(best.unwrap_or(0));
            let (peak, _) = profile.climb(&at, best, exp(ln_size));
            let rates = profile.rates(&peak, best);
            let before = ln_size;
            (ln_size, _) = climb_one(
                |ln| {
                    let z = (ln - size.0) / size.1;
                    booths.log_likelihood(&rates, exp(ln)) - 0.5 * z * z
                },
                ln_size,
            );
            at = peak;
            if (ln_size - before).abs() < 0.05 {
                break;
            }
        }
        let top = ln_likelihood.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        ln_likelihood.iter_mut().for_each(|l| *l -= top);
        Leaning { ln_likelihood }
    }

    /// The tilt below which a share of the likelihood lies.
    pub fn quantile(&self, share: f64) -> f64 {
        let all: f64 = self.ln_likelihood.iter().map(|l| exp(*l)).sum();
        let mut reached = 0.0;
        for (point, l) in (0..POINTS).zip(&self.ln_likelihood) {
            let here = exp(*l) / all;
            if reached + here >= share {
                return tilt(point) + STEP * ((share - reached) / here - 0.5);
            }
            reached += here;
        }
        tilt(POINTS - 1)
    }
}

/// A profile is climbed at every point of the grid, and only its height matters.
const PATIENCE: Patience = Patience { steps: 30, halvings: 10, gain: 1e-3 };

/// One candidate's rate per segment, given their tilt.
struct Profile<'a> {
    booths: &'a Booths,
    own_sd: f64,
    tilt_sd: f64,
}

impl Profile<'_> {
    fn rates(&self, at: &[f64], tilt: f64) -> Vec<(f64, f64)> {
        let segments = self.booths.segments();
        (1..=segments)
            .map(|segment| {
                let (u, w) = (at[segment], at[segments + segment]);
                (exp(at[0] + self.own_sd * u), exp(at[0] + tilt + self.tilt_sd * w))
            })
            .collect()
    }

    fn height(&self, at: &[f64], tilt: f64, size: f64) -> f64 {
        let effects: f64 = at[1..].iter().map(|u| -0.5 * u * u).sum();
        effects + self.booths.log_likelihood(&self.rates(at, tilt), size)
    }

    /// The peak, and ln of the integral around it.
    fn climb(&self, start: &[f64], tilt: f64, size: f64) -> (Vec<f64>, f64) {
        let segments = self.booths.segments();
        let shape = |at: &[f64]| {
            let mut shape = Shape::flat(at.len());
            for (segment, &(own, with)) in self.rates(at, tilt).iter().enumerate() {
                let moves = [
                    (0, own, with),
                    (1 + segment, self.own_sd * own, 0.0),
                    (1 + segments + segment, 0.0, self.tilt_sd * with),
                ];
                shape.add_segment(&moves, &self.booths.slopes(segment, (own, with), size));
            }
            shape.add_standard_normals(1, at);
            // A rate known by nobody's vote is held loosely, as by half a vote.
            shape.information[0] += 1e-3;
            shape
        };
        let (at, height, factor) = climb(start, PATIENCE, |at| self.height(at, tilt, size), shape);
        (at, height - 0.5 * factor.ln_determinant())
    }
}

/// The law of a tilt not yet seen, learned from those that were: Student t with 4 degrees of freedom,
/// its centre and scale weighed over a grid.
pub(super) fn law(leanings: &[&Leaning], evidence: &Evidence) -> Table {
    let belief = &evidence.booth_tilt;
    let centres: Vec<f64> = (0..41).map(|i| -3.0 + 0.15 * f64::from(i) + belief.location).collect();
    let scales: Vec<f64> =
        (0..25).map(|i| belief.scale * exp(belief.scale_sd * (f64::from(i) - 12.0) * 0.25)).collect();
    let mut pairs = Vec::new();
    let mut weights = Vec::new();
    for &centre in &centres {
        for &scale in &scales {
            let a = (centre - belief.location) / belief.location_sd;
            let b = log(scale / belief.scale) / belief.scale_sd;
            let density = |x: f64| ln_student_density((x - centre) / scale, belief.degrees) - log(scale);
            let kernel: Vec<f64> = (0..POINTS).map(|point| exp(density(tilt(point))) * STEP).collect();
            // Below the grid a likelihood stays as it is: a tilt of minus infinity is nobody at all.
            let below = student_cdf((LOW - 0.5 * STEP - centre) / scale, belief.degrees);
            let seen: f64 = leanings
                .iter()
                .map(|leaning| {
                    let inside: f64 = kernel.iter().zip(&leaning.ln_likelihood).map(|(k, l)| k * exp(*l)).sum();
                    log(inside + below * exp(leaning.ln_likelihood[0]))
                })
                .sum();
            pairs.push((centre, scale));
            weights.push(seen - 0.5 * (a * a + b * b));
        }
    }
    let all = ln_sum_exp(weights.iter().copied());
    let heavy: Vec<((f64, f64), f64)> =
        pairs.into_iter().zip(weights).map(|(pair, w)| (pair, w - all)).filter(|(_, w)| *w > -14.0).collect();
    let density = |x: f64| {
        ln_sum_exp(
            heavy
                .iter()
                .map(|&((centre, scale), w)| w + ln_student_density((x - centre) / scale, belief.degrees) - log(scale)),
        )
    };
    let (low, step) = (-14.0, 0.1);
    let values = (0..261).map(|i| density(low + step * f64::from(i))).collect();
    Table::new(low, step, values, belief.degrees + 1.0)
}

/// The tilt below which a share of the law lies, as far as the table reaches.
pub(super) fn quantile(law: &Table, share: f64) -> f64 {
    let (low, step, points) = (-14.0, 0.02, 1_301_u32);
    let at = |i: u32| low + step * f64::from(i);
    let all: f64 = (0..points).map(|i| exp(law.at(at(i)))).sum();
    let mut reached = 0.0;
    for i in 0..points {
        reached += exp(law.at(at(i))) / all;
        if reached >= share {
            return at(i);
        }
    }
    at(points - 1)
}
