//! Weighted draws of the posterior of one namesake.
//!
//! The one direction in which the posterior is far from Gaussian is the share of the slope that is
//! confusion rather than leaning: the counts fix the slope and say nothing of that share. So the
//! share is laid out on a grid of its logit; at every point of it the other parameters have a sharp
//! peak, found by Newton steps. Draws come from the grid and from a heavy-tailed Gaussian around the
//! peak, and are weighted by the exact density, so that what the peaks get wrong is put right. The
//! closed route (nobody can go astray) is a peak of its own, with its own draws.

use super::laplace::{Peak, Target};
use crate::stats::counts::{ln_student_density, ln_sum_exp, pareto_k};
use crate::stats::special::logistic;
use crate::stats::variates::{Gamma, normal, student};
use crate::stats::{Purpose, Stream, stream};
use libm::{exp, lgamma, log, log1p, sqrt};
use rand::RngExt;

/// One draw: the parameters of [`Target`], the share of the slope that is confusion, and the size.
#[derive(Debug, Clone)]
pub(super) struct Draw {
    pub at: Vec<f64>,
    pub share: f64,
    pub size: f64,
}

/// Equally probable draws, and how well they stand for the posterior.
#[derive(Debug, Clone)]
pub(super) struct Posterior {
    pub draws: Vec<Draw>,
    /// The probability that the route is closed.
    pub closed: f64,
    /// The Pareto shape of the largest weights; below 0.7 the draws can be relied on.
    pub k_hat: f64,
    /// How many independent draws the weighted ones are worth.
    pub effective: f64,
}

/// How much work a fit is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Weighted draws.
    pub weighted: usize,
    /// Equally probable cases kept of them.
    pub cases: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Effort { weighted: 8_192, cases: 4_096 }
    }
}

const LOGIT_LOW: f64 = -9.0;
const LOGIT_STEP: f64 = 0.3;
const NODES: usize = 61;

/// Degrees of freedom of the draws around a peak.
const DEGREES: f64 = 8.0;

/// The part of the draws that is spread evenly over the grid, so that no region is left without.
const EVENLY: f64 = 0.03;

/// No branch of the posterior is judged by fewer draws.
const FEWEST: usize = 256;

/// Draws from the posterior; `index` tells one namesake's stream from another's.
pub(super) fn draw(target: &Target<'_>, effort: Effort, seed: u64, index: u64) -> Posterior {
    let booths = target.booths;
    let polled: f64 = booths.others.iter().chain(&booths.principal).sum();
    let mut at = vec![0.0; target.dimension()];
    at[0] = log((booths.total() + 0.5) / polled.max(1.0));
    at[1] = at[0];
    let (mut ln_size, mut sharp) = (target.prior.size.0, 1.0);
    for _ in 0..4 {
        at = target.climb(&at, 0.5, exp(ln_size)).at;
        let before = ln_size;
        (ln_size, sharp) = target.size_at(&at, 0.5, ln_size);
        if (ln_size - before).abs() < 0.02 {
            break;
        }
    }
    let closed_chance = target.prior.rate.closed;
    let mut peaks: Vec<Peak> = Vec::with_capacity(NODES);
    for node in 0..NODES {
        let start = peaks.last().map_or(&at, |peak| &peak.at);
        peaks.push(target.climb(start, logistic(logit_of(node)), exp(ln_size)));
    }
    let closed = target.climb(&peaks[0].at, 0.0, exp(ln_size));
    let open_mass = ln_sum_exp(peaks.iter().map(|peak| peak.ln_mass)) + log(LOGIT_STEP) + log1p(-closed_chance);
    let closed_mass = closed.ln_mass + log(closed_chance.max(1e-300));
    let guess = 1.0 / (1.0 + exp(open_mass - closed_mass));
    let mut sampler = Sampler { target, ln_size, sharp, random: stream(seed, Purpose::Inference, index) };
    let (fewest, most) = (FEWEST.min(effort.weighted / 8), effort.weighted);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the draws")]
    let wanted = (guess * most as f64) as usize;
    let closed_draws = if closed_chance > 0.0 { wanted.clamp(fewest, most / 2) } else { 0 };
    let mut weighted = sampler.open(&peaks, most - closed_draws);
    let open_count = weighted.len();
    let shift = log1p(-closed_chance);
    weighted.iter_mut().for_each(|(_, w)| *w += shift);
    let k_open = pareto_k(&weighted.iter().map(|(_, w)| *w).collect::<Vec<_>>());
    let mut k_hat = k_open;
    if closed_draws > 0 {
        let mut more = sampler.closed(&closed, closed_draws);
        let shift = log(closed_chance);
        more.iter_mut().for_each(|(_, w)| *w += shift);
        let k_closed = pareto_k(&more.iter().map(|(_, w)| *w).collect::<Vec<_>>());
        // A branch of next to no probability is judged by nothing that matters.
        if guess > 0.01 {
            k_hat = k_hat.max(k_closed);
        }
        weighted.append(&mut more);
    }
    let all = ln_sum_exp(weighted.iter().map(|(_, w)| *w));
    let weights: Vec<f64> = weighted.iter().map(|(_, w)| exp(w - all)).collect();
    let effective = 1.0 / weights.iter().map(|w| w * w).sum::<f64>();
    let closed = weights[open_count..].iter().sum();
    let draws = keep(weighted, &weights, effort.cases, &mut sampler.random);
    Posterior { draws, closed, k_hat, effective }
}

fn logit_of(node: usize) -> f64 {
    LOGIT_LOW + LOGIT_STEP * node as f64
}

/// Equally probable draws from weighted ones, by equal steps along the cumulated weights: the draws
/// are in the order of the share, so that the steps go through it evenly.
fn keep(weighted: Vec<(Draw, f64)>, weights: &[f64], cases: usize, random: &mut Stream) -> Vec<Draw> {
    let start: f64 = random.random();
    let mut kept = Vec::with_capacity(cases);
    let mut reached = 0.0;
    for ((draw, _), weight) in weighted.into_iter().zip(weights) {
        reached += weight;
        while kept.len() < cases && (kept.len() as f64 + start) / (cases as f64) < reached {
            kept.push(draw.clone());
        }
    }
    while let (true, Some(last)) = (kept.len() < cases, kept.last().cloned()) {
        kept.push(last);
    }
    kept
}

struct Sampler<'a, 'b> {
    target: &'a Target<'b>,
    ln_size: f64,
    sharp: f64,
    random: Stream,
}

impl Sampler<'_, '_> {
    /// Draws with an open route, in the order of the share, with ln of their weights.
    fn open(&mut self, peaks: &[Peak], count: usize) -> Vec<(Draw, f64)> {
        let top = peaks.iter().map(|peak| peak.ln_mass).fold(f64::NEG_INFINITY, f64::max);
        let masses: Vec<f64> = peaks.iter().map(|peak| exp(peak.ln_mass - top)).collect();
        let all: f64 = masses.iter().sum();
        let chances: Vec<f64> =
            masses.iter().map(|mass| (1.0 - EVENLY) * mass / all + EVENLY / peaks.len() as f64).collect();
        let mut draws = Vec::with_capacity(count);
        let (mut node, mut before) = (0, 0.0);
        for i in 0..count {
            // One draw in every equal part of the probability.
            let uniform = (i as f64 + self.random.random::<f64>()) / count as f64;
            while node + 1 < peaks.len() && uniform >= before + chances[node] {
                before += chances[node];
                node += 1;
            }
            let part = ((uniform - before) / chances[node]).clamp(0.0, 1.0) - 0.5;
            let share = logistic(logit_of(node) + LOGIT_STEP * part);
            // Peaks move along the grid; between two nodes on a straight line.
            let other = if part < 0.0 { node.saturating_sub(1) } else { (node + 1).min(peaks.len() - 1) };
            let near = part.abs();
            let centre: Vec<f64> =
                peaks[node].at.iter().zip(&peaks[other].at).map(|(a, b)| a * (1.0 - near) + b * near).collect();
            let ln_chance = log(chances[node] / LOGIT_STEP);
            draws.push(self.around(&centre, &peaks[node], share, ln_chance, count));
        }
        draws
    }

    /// Draws with a closed route.
    fn closed(&mut self, peak: &Peak, count: usize) -> Vec<(Draw, f64)> {
        (0..count).map(|_| self.around(&peak.at, peak, 0.0, 0.0, count)).collect()
    }

    /// One draw around a centre, by multivariate Student t, and ln of its weight.
    fn around(&mut self, centre: &[f64], peak: &Peak, share: f64, ln_chance: f64, count: usize) -> (Draw, f64) {
        let n = centre.len();
        let mut z: Vec<f64> = (0..n).map(|_| normal(&mut self.random)).collect();
        // A chi-square is a gamma of half its degrees and scale 2.
        let chi = Gamma::new(0.5 * DEGREES, 2.0).map_or(DEGREES, |law| law.sample(&mut self.random));
        let stretch = sqrt(DEGREES / chi);
        let square: f64 = z.iter().map(|z| z * z).sum::<f64>() * stretch * stretch;
        peak.factor.spread(&mut z);
        let straight: Vec<f64> = centre.iter().zip(&z).map(|(c, z)| c + stretch * z).collect();
        let bent = self.target.bend(centre, straight, share);
        let dimension = n as f64;
        let ln_around = 0.5 * peak.factor.ln_determinant() + lgamma(0.5 * (DEGREES + dimension))
            - lgamma(0.5 * DEGREES)
            - 0.5 * dimension * log(DEGREES * std::f64::consts::PI)
            - 0.5 * (DEGREES + dimension) * log1p(square / DEGREES);
        let t = student(DEGREES, &mut self.random).unwrap_or(0.0);
        let ln_size = self.ln_size + t / sqrt(self.sharp);
        let ln_drawn = ln_chance + ln_around + ln_student_density(t, DEGREES) + 0.5 * log(self.sharp);
        let (centre, spread) = self.target.prior.size;
        let size = exp(ln_size);
        let believed = crate::stats::counts::ln_normal_density((ln_size - centre) / spread) - log(spread);
        let Some((at, ln_stretch)) = bent else { return (Draw { at: peak.at.clone(), share, size }, -1e300) };
        let density = self.target.ln_density(&at, share, size) + believed;
        let ln_weight = density - ln_drawn + ln_stretch - log(count as f64);
        let ln_weight = if ln_weight.is_finite() { ln_weight } else { -1e300 };
        (Draw { at, share, size }, ln_weight)
    }
}
