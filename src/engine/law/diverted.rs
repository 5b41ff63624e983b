//! The whole distribution of a group's diverted votes in a contest to come: every route, segment and booth averaged over.
//!
//! A segment's characteristic function depends on frequency and hazard alone, and a segment's effect shifts the logarithm of the
//! hazard. So on equally spaced logarithms each value is worked out once, and averages over effects are sums over the points
//! around. Hazards that divert about as many votes share frequencies, and their characteristic functions are averaged before
//! they are inverted: one transform for each fourfold of votes.

use super::booths::Booths;
use super::convolution::{Transform, added};
use super::grid::{Effect, Grid};
use super::hazards::Beliefs;
use super::series::Series;
use super::waves::{WAVES, Waves};
use crate::engine::lanes::Body;
use crate::model::{Group, Model};
use crate::stats::rates::Route;
use crate::stats::special::normal_cdf;
use libm::{exp, log};
use std::f64::consts::PI;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Hazards that divert fewer votes than this on average divert one vote or none.
const SCARCE: f64 = 1e-6;

/// Below this a characteristic function has fallen silent.
const SILENT: f64 = 1e-18;

/// Weights below this are left out.
const NOTHING: f64 = 1e-18;

/// As far beside an edge as tells its sides apart.
const BESIDE: f64 = 1e-9;

/// Hazards so unlikely, altogether, are taken to divert every vote.
const UNLIKELY: f64 = 1e-11;

/// The steepest of the exponentials that bound a probability: that of this over the number of votes.
const STEEPEST: f64 = 60.0;

/// More steps of the recurrence, sixteen frequencies each, would take minutes.
const MOST_WORK: u64 = 1_500_000_000;

/// More points and votes than this would take too much memory.
const MOST_MASSES: usize = 4_000_000;

/// By how much the points from an edge on count, so that a sum over equal steps is an integral from there (Gregory's formula).
const FROM_AN_EDGE: [f64; 9] = gregory();

const fn gregory() -> [f64; 9] {
    // Coefficients of the differences at the edge, and every point's part of them.
    let of = [
        -1.0 / 2.0,
        1.0 / 12.0,
        -1.0 / 24.0,
        19.0 / 720.0,
        -3.0 / 160.0,
        863.0 / 60_480.0,
        -275.0 / 24_192.0,
        33_953.0 / 3_628_800.0,
        -8_183.0 / 1_036_800.0,
    ];
    let mut weights = [1.0; 9];
    let mut order = 0;
    while order < 9 {
        let (mut choose, mut point) = (1.0, 0);
        while point <= order {
            let sign = if (order - point) % 2 == 0 { 1.0 } else { -1.0 };
            weights[point] += of[order] * sign * choose;
            choose = choose * (order - point) as f64 / (point + 1) as f64;
            point += 1;
        }
        order += 1;
    }
    weights
}

/// P(0), P(1), ... of a group's diverted votes; `None` where it would take too long. Points are closer by the factor `fineness`.
/// The last is the probability of `most` votes or more, if there are as many.
pub(super) fn of(model: &Model, group: &Group, most: usize, fineness: f64) -> Option<Vec<f64>> {
    distribution(&Booths::with(model, group, Body::widest(), fineness), &routes(group), most, fineness)
}

/// All routes of a group's namesakes.
fn routes(group: &Group) -> Vec<Route> {
    group.namesakes.iter().flat_map(|namesake| namesake.routes.iter().copied()).collect()
}

/// The distribution of a group's diverted votes at every point of the logarithm of their hazard.
pub(super) struct ByHazard {
    pub grid: Grid,
    /// P(0), P(1), ... by point of the grid.
    pub masses: Vec<Vec<f64>>,
}

impl ByHazard {
    /// Of a group, for hazards from `low` on or as low as two votes could be diverted; `None` where it would take too long.
    pub fn new(model: &Model, group: &Group, low: f64, fineness: f64) -> Option<Self> {
        let booths = Booths::with(model, group, Body::widest(), fineness);
        let (beliefs, effect) = (Beliefs::new(&routes(group)), booths.effect());
        let least = log(SCARCE / booths.votes().max(1.0));
        let width = |x: f64| booths.width(exp(x)).clamp(1e-4, 1.0) / fineness;
        let with = |edge: Option<f64>| {
            let grid = Grid::new(&beliefs, &width, effect, least, edge);
            Law::new(&booths, if low.is_finite() { grid.reaching(low.max(least)) } else { grid }, effect, false, edge)
        };
        let (usual, edge) = (with(None), booths.edge());
        let law = edge.filter(|&edge| usual.beyond(edge, effect.sd) > UNLIKELY).map_or(usual, |edge| with(Some(edge)));
        let masses = law.by_point()?;
        Some(ByHazard { grid: law.grid, masses })
    }
}

fn distribution(booths: &Booths, routes: &[Route], most: usize, fineness: f64) -> Option<Vec<f64>> {
    if booths.votes() <= 0.0 {
        return Some(vec![1.0]);
    }
    let beliefs = Beliefs::new(routes);
    // One segment's effect does to the hazard what a rate does, and is averaged over with it.
    let alone = booths.one_segment();
    let inner = alone.as_ref().unwrap_or(booths);
    let (effect, least) = (booths.effect(), log(SCARCE / booths.votes()));
    let width = |x: f64| inner.width(exp(x)).clamp(1e-4, 1.0) / fineness;
    let with = |edge: Option<f64>| {
        let grid = Grid::new(&beliefs, &width, effect, least, edge);
        Law::new(inner, grid, effect, alone.is_some(), edge)
    };
    let usual = with(None).up_to(most)?;
    match inner.edge().filter(|&edge| usual.beyond(edge, effect.sd) > UNLIKELY) {
        Some(edge) => with(Some(edge)).up_to(most)?.masses(effect, most),
        None => usual.masses(effect, most),
    }
}

/// Points of the hazard, with all that is known of it.
struct Law<'l> {
    booths: &'l Booths,
    grid: Grid,
    /// The number of the first point, and the weights from there on.
    first: i32,
    weights: Vec<f64>,
    /// Weights of the points around one that average over a segment's effect.
    effect: Vec<f64>,
    /// The point at which the law of a booth has an edge.
    edge: Option<i32>,
    /// The probability of no hazard, and that of hazards that were left out because they divert very many votes.
    none: f64,
    above: f64,
    /// The series of every segment, from the lowest point that an effect reaches on.
    series: Vec<Vec<Series>>,
}

impl<'l> Law<'l> {
    fn new(booths: &'l Booths, grid: Grid, effect: Effect, alone: bool, edge: Option<f64>) -> Self {
        let around = grid.weights_of(effect);
        let (first, weights, around) = if alone {
            // Each weight is spread over the points around it.
            let (half, weights) = (around.len() / 2, added(&grid.weights, &around));
            (grid.first - i32::try_from(half).unwrap_or(0), weights, vec![1.0])
        } else {
            (grid.first, grid.weights.clone(), around)
        };
        let edge = edge.filter(|_| grid.even || effect.sd > 0.0).map(|edge| grid.number(edge));
        let none = 1.0 - weights.iter().sum::<f64>();
        Law { booths, grid, first, weights, effect: around, edge, none, above: 0.0, series: Vec::new() }
    }

    /// The probability that a hazard lies beyond an edge.
    fn beyond(&self, edge: f64, sd: f64) -> f64 {
        let sd = if self.effect.len() > 1 { sd.max(1e-9) } else { 1e-9 };
        let points = (self.first..).zip(&self.weights);
        points.map(|(point, weight)| weight * normal_cdf((self.grid.at(point) - edge) / sd)).sum()
    }

    /// Without hazards that divert `most` votes or more for certain.
    fn up_to(mut self, most: usize) -> Option<Self> {
        // Rates near 1 leave votes little room to vary and take many frequencies.
        self.leave_out(|_| 1.0);
        self.series = self.all_series()?;
        if (most as f64) < self.booths.votes() {
            let fewer = self.fewer(most)?;
            self.leave_out(|at| fewer[at]);
            self.series.truncate(self.weights.len() + 2 * self.half());
        }
        Some(self)
    }

    /// Leaves out the highest hazards, as far as what is `wrong` about them has next to no probability.
    fn leave_out(&mut self, wrong: impl Fn(usize) -> f64) {
        let mut unlikely = 0.0;
        while let Some(&weight) = self.weights.last() {
            unlikely += weight.abs() * wrong(self.weights.len() - 1);
            if unlikely >= UNLIKELY {
                break;
            }
            self.above += weight;
            self.weights.pop();
        }
    }

    fn masses(&self, effect: Effect, most: usize) -> Option<Vec<f64>> {
        let votes = self.booths.votes();
        // A hazard too small for two votes.
        let scarce = self.grid.below * votes * exp(0.5 * effect.sd * effect.sd);
        let mut masses = vec![self.none - scarce, scarce];
        let mut from = self.weights.iter().position(|&weight| weight.abs() > NOTHING).unwrap_or(self.weights.len());
        let mut work = 0;
        while from < self.weights.len() {
            let period = |at: usize| self.booths.period(exp(self.grid.at(self.point(at))));
            let here = period(from);
            let to = (from..self.weights.len()).find(|&at| period(at) > here).unwrap_or(self.weights.len());
            let part = self.averaged(from..to, here, &mut work)?;
            masses.resize(masses.len().max(part.len()), 0.0);
            masses.iter_mut().zip(part).for_each(|(sum, mass)| *sum += mass);
            from = to;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "votes are whole")]
        masses.resize(votes as usize + 1, 0.0);
        *masses.last_mut()? += self.above;
        if most < masses.len() {
            // Hazards were left out that divert no fewer.
            masses.truncate(most);
            masses.push(1.0 - masses.iter().sum::<f64>());
        }
        // What rounding leaves below 0 is no probability.
        masses.iter_mut().for_each(|mass| *mass = mass.max(0.0));
        Some(masses)
    }

    /// Bounds of the probability that fewer than `most` votes are diverted, by point: E z^(D - most), for several z below 1
    /// (Chernoff 1952).
    fn fewer(&self, most: usize) -> Option<Vec<f64>> {
        let most = most.max(1) as f64;
        // From one that serves where many more are diverted by segments that vary, to one for some few votes.
        let rates: [f64; WAVES] = std::array::from_fn(|i| STEEPEST * libm::pow(1.3, -(i as f64)) / most);
        let z = Waves { re: rates.map(|rate| exp(-rate)), im: [0.0; WAVES] };
        // Near the edge a booth diverts all of its votes or none, which points may step over; and of all distributions of the
        // same mean that one has the largest E z^D.
        let near = self.booths.edge().map_or(f64::INFINITY, |edge| edge - 3.0 * self.grid.step);
        let inner: Vec<usize> = (0..self.series.len()).collect();
        let inner = super::each(&inner, |&at| {
            let x = self.grid.at(self.inner(at));
            let of = |(segment, series): (usize, &Series)| {
                if x > near {
                    self.booths.all_or_nothing(segment, exp(x - self.grid.step), &rates)
                } else {
                    let value = series.at(&z, z.farthest(), 1.0);
                    value.unwrap_or_else(|| self.booths.segment_at(segment, &z, exp(x))).re
                }
            };
            Some(self.series[at].iter().enumerate().map(of).collect::<Vec<[f64; WAVES]>>())
        })?;
        let bound = |at: usize| {
            let each = (0..WAVES).map(|i| {
                let segments = 0..inner[at].len();
                let mean = |segment: usize| {
                    let around = self.effect.iter().zip(&inner[at..]);
                    around.map(|(weight, here)| weight.abs() * here[segment][i]).sum::<f64>()
                };
                exp(rates[i] * most) * segments.map(mean).product::<f64>()
            });
            each.fold(1.0, f64::min)
        };
        Some((0..self.weights.len()).map(bound).collect())
    }

    /// The masses at every point by itself.
    fn by_point(&self) -> Option<Vec<Vec<f64>>> {
        let period = |at: usize| self.booths.period(exp(self.grid.at(self.point(at))));
        let (points, period) = (self.weights.len(), (0..self.weights.len()).map(period).max()?);
        if points.saturating_mul(period) > MOST_MASSES {
            return None;
        }
        let (series, mut work) = (self.all_series()?, 0);
        let mut halves = vec![vec![(0.0, 0.0); period / 2 + 1]; points];
        for start in (0..=period / 2).step_by(WAVES) {
            let angles = std::array::from_fn(|i| 2.0 * PI * (start + i) as f64 / period as f64);
            let values = self.values(&series, &Waves::turns(angles), 0..points, &mut work)?;
            for (half, value) in halves.iter_mut().zip(&values) {
                half[start..].iter_mut().zip(value.re.iter().zip(value.im)).for_each(|(to, (&re, im))| *to = (re, im));
            }
            if values.iter().all(|value| value.last_four() < SILENT) {
                break;
            }
        }
        let transform = Transform::new(period);
        Some(halves.iter().map(|half| transform.masses(half)).collect())
    }

    /// The number of the point that a weight stands for.
    fn point(&self, at: usize) -> i32 {
        self.first + i32::try_from(at).unwrap_or(i32::MAX)
    }

    /// How far the effect reaches to either side.
    fn half(&self) -> usize {
        self.effect.len() / 2
    }

    /// What a point counts for at the most in an average over an effect, against one in the middle, where it is number `at` of those
    /// that the effect reaches from `points` points.
    fn largest_weight(&self, at: usize, points: usize) -> f64 {
        let away = self.half().saturating_sub(at).max((at + 1).saturating_sub(points + self.half()));
        (self.effect[self.half() + away] / self.effect[self.half()]).abs().clamp(1e-30, 1.0)
    }

    /// The series of every segment, from the lowest point that an effect reaches on.
    fn all_series(&self) -> Option<Vec<Vec<Series>>> {
        let all: Vec<i32> = (0..self.weights.len() + 2 * self.half()).map(|k| self.inner(k)).collect();
        super::each(&all, |&point| Some(self.booths.series(exp(self.grid.at(point)))))
    }

    /// The number of a point, counted from the lowest that an effect reaches.
    fn inner(&self, at: usize) -> i32 {
        self.point(at) - i32::try_from(self.half()).unwrap_or(0)
    }

    /// The masses of a mixture over some points, on a lattice of `period` votes.
    fn averaged(&self, points: Range<usize>, period: usize, work: &mut u64) -> Option<Vec<f64>> {
        let mut half = vec![(0.0, 0.0); period / 2 + 1];
        // Points whose characteristic function has not fallen silent; those of more votes do so sooner.
        let mut loud = points;
        for start in (0..=period / 2).step_by(WAVES) {
            let angles = std::array::from_fn(|i| 2.0 * PI * (start + i) as f64 / period as f64);
            let values = self.values(&self.series, &Waves::turns(angles), loud.clone(), work)?;
            for (value, weight) in values.iter().zip(&self.weights[loud.clone()]) {
                for (i, sum) in half[start..].iter_mut().take(WAVES).enumerate() {
                    *sum = (sum.0 + weight * value.re[i], sum.1 + weight * value.im[i]);
                }
            }
            // A law can fall silent for a moment; four frequencies in a row are the end.
            let is_loud = |at: &usize| self.weights[loud.start + at].abs() * values[*at].last_four() > SILENT;
            let Some(last) = (0..values.len()).rev().find(is_loud) else { break };
            let first = (0..last).find(is_loud).unwrap_or(last);
            loud = loud.start + first..loud.start + last + 1;
        }
        Some(Transform::new(period).masses(&half))
    }

    /// The characteristic function of the seat at sixteen frequencies and some points.
    fn values(&self, series: &[Vec<Series>], z: &Waves, points: Range<usize>, work: &mut u64) -> Option<Vec<Waves>> {
        let inner: Vec<usize> = (points.start..points.end + 2 * self.half()).collect();
        let farthest = z.farthest();
        let steps = AtomicU64::new(*work);
        let segments = super::each(&inner, |&at| {
            let (x, mut slow) = (self.grid.at(self.inner(at)), 0);
            let mut exact = |segment: usize, x: f64| {
                slow += self.booths.work(segment);
                self.booths.segment_at(segment, z, exp(x))
            };
            let weight = self.largest_weight(at - points.start, points.len());
            let from_edge = self.edge.map(|edge| edge.abs_diff(self.inner(at)) as usize);
            let counts = from_edge.and_then(|points| FROM_AN_EDGE.get(points)).copied();
            let mut of = |(segment, series): (usize, &Series)| {
                let mut value = match from_edge {
                    // What there is on either side of the edge.
                    Some(0) => {
                        let mut both = exact(segment, x - BESIDE);
                        both.add(1.0, &exact(segment, x + BESIDE));
                        both
                    }
                    _ => series.at(z, farthest, weight).unwrap_or_else(|| exact(segment, x)),
                };
                counts.into_iter().for_each(|counts| value.scale(counts));
                value
            };
            let here: Vec<Waves> = series[at].iter().enumerate().map(&mut of).collect();
            (steps.fetch_add(slow, Ordering::Relaxed) <= MOST_WORK).then_some(here)
        })?;
        *work = steps.into_inner();
        let places: Vec<usize> = (0..points.len()).collect();
        super::each(&places, |&at| {
            let mut all = Waves::ONE;
            for segment in 0..segments[at].len() {
                let mut mean = Waves::ZERO;
                for (weight, here) in self.effect.iter().zip(&segments[at..]) {
                    mean.add(*weight, &here[segment]);
                }
                all = all.times(&mean);
            }
            Some(all)
        })
    }
}
