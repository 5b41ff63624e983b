//! Intended votes that are uncertain: the swing between the first two is integrated, everything else is a point.
//!
//! All effects on support are normal, and one direction of them moves votes from the second to the first. Along it the
//! votes are followed by interpolation. Where the leader changes the lead is nothing, and what may be lost there falls with the
//! logarithm of the lead: panels grow from there on.

use super::lead::halve;
use super::point::Point;
use super::votes::{Effects, Votes, booths, intended, rounding};
use crate::model::Model;
use crate::scenario::Support;
use crate::stats::special::{gauss_legendre, normal_density};
use libm::{cos, exp, log, sin, sqrt};
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// A swing beyond so many deviations is left out.
const FARTHEST: f64 = 6.5;

/// Steps over it, within which the leader is taken to change once at the most.
const STEPS: u32 = 40;

/// How much wider than the one before a panel is, seen from where the leader changes.
const GROWS: f64 = 30.0;

/// How wide the first is.
const FIRST: f64 = 1e-4;

/// What of the eighth and ninth degree a panel may have: where they fall evenly, those that ten nodes do not see are some 1e-7.
const BENT: f64 = 1e-3;

/// How often a panel is halved.
const HALVINGS: u32 = 12;

/// The direction of the swing: its part of each effect, of unit length.
pub(super) struct Swing {
    /// Columns of the first and the second, and the candidates themselves.
    pair: (usize, usize),
    candidates: (usize, usize),
    contest: f64,
    segments: Vec<f64>,
    /// Places at which the votes are worked out.
    nodes: Vec<f64>,
}

/// The votes along the swing, as logarithms at every node: candidates first, and then each group's segments.
pub(super) struct Path<'s> {
    nodes: &'s [f64],
    candidates: usize,
    rows: Vec<Vec<f64>>,
    shape: Vec<usize>,
    /// By which two the lead is, and the variance that making votes whole adds to it, at every node.
    lead: (usize, usize),
    rounding: Vec<f64>,
}

impl Swing {
    /// The direction between the two candidates with most votes; `None` where neither contest nor segments are uncertain, or one
    /// of the two has no votes by booth.
    pub fn new(model: &Model, support: &Support) -> Option<Self> {
        if support.contest_sd <= 0.0 && support.segment_sd <= 0.0 {
            return None;
        }
        let columns: Vec<(usize, &[u32])> = model.world.columns().collect();
        let mut order: Vec<usize> = (0..columns.len()).filter(|&at| model.may_win_alone[columns[at].0]).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(model.known[columns[at].0]));
        let [first, second, ..] = order.as_slice() else { return None };
        let votes = |ends: &[usize]| {
            let of = |at: usize| columns[at].1[ends[0]..ends[1]].iter().map(|&n| f64::from(n)).sum::<f64>();
            of(*first) + of(*second)
        };
        let sizes: Vec<f64> = model.world.starts.windows(2).map(votes).collect();
        let all: f64 = sizes.iter().sum();
        if all <= 0.0 {
            return None;
        }
        let segments: Vec<f64> = sizes.iter().map(|votes| support.segment_sd * votes / all).collect();
        let length = sqrt(support.contest_sd * support.contest_sd + segments.iter().map(|s| s * s).sum::<f64>());
        // A wider swing bends more: the votes are a logistic function of it.
        let nodes: u32 = match support.contest_sd.max(support.segment_sd) {
            sd if sd <= 0.1 => 9,
            sd if sd <= 0.3 => 15,
            _ => 31,
        };
        Some(Swing {
            pair: (*first, *second),
            candidates: (columns[*first].0, columns[*second].0),
            contest: support.contest_sd / length,
            segments: segments.iter().map(|s| s / length).collect(),
            nodes: (0..nodes).map(|k| FARTHEST * cos(PI * (f64::from(k) + 0.5) / f64::from(nodes))).collect(),
        })
    }

    /// The votes along the swing, all other effects as they are; and where it is asked for, what makes them whole.
    pub fn path(&self, model: &Model, support: &Support, effects: &Effects, point: &Point, compares: bool) -> Path<'_> {
        let booths = booths(model, support, &mut point.beyond());
        let moved: Vec<Effects> = self.nodes.iter().map(|&t| self.moved(effects, t)).collect();
        let rounding = |effects: &Effects| {
            if compares { rounding(model, support, effects, &booths, self.pair) } else { 0.0 }
        };
        let all: Vec<Votes> = moved.iter().map(|effects| intended(model, support, effects, &booths)).collect();
        Path { lead: self.candidates, rounding: moved.iter().map(rounding).collect(), ..Path::new(&self.nodes, &all) }
    }

    /// The effects with the swing set to `t` deviations.
    fn moved(&self, effects: &Effects, t: f64) -> Effects {
        let (first, second) = self.pair;
        let along = |part: f64, effect: &[f64]| part * FRAC_1_SQRT_2 * (effect[first] - effect[second]);
        let segments = self.segments.iter().zip(&effects.segments).map(|(&part, effect)| along(part, effect));
        let away = t - along(self.contest, &effects.contest) - segments.sum::<f64>();
        let mut moved = effects.clone();
        let shift = |effect: &mut [f64], part: f64| {
            effect[first] += FRAC_1_SQRT_2 * part * away;
            effect[second] -= FRAC_1_SQRT_2 * part * away;
        };
        shift(&mut moved.contest, self.contest);
        moved.segments.iter_mut().zip(&self.segments).for_each(|(effect, &part)| shift(effect, part));
        moved
    }
}

impl<'s> Path<'s> {
    fn new(nodes: &'s [f64], votes: &[Votes]) -> Self {
        let shape = votes.first().map(|votes| votes.places.iter().map(Vec::len).collect()).unwrap_or_default();
        let candidates = votes.first().map_or(0, |votes| votes.all.len());
        let row = |votes: &Votes| {
            let places = votes.places.iter().flatten().flat_map(|&(votes, pairs)| [votes, pairs]);
            votes.all.iter().copied().chain(places).map(|value| log(value.max(1e-9))).collect()
        };
        let rows = votes.iter().map(row).collect();
        Path { nodes, candidates, rows, shape, lead: (0, 0), rounding: vec![0.0; nodes.len()] }
    }

    /// The votes at a swing (barycentric interpolation at Chebyshev points: Berrut and Trefethen 2004), the lead so many deviations
    /// of what makes votes whole longer.
    fn at(&self, t: f64, longer: f64) -> Votes {
        let n = self.nodes.len() as f64;
        let (mut sum, mut under, mut rounding) = (vec![0.0; self.rows[0].len()], 0.0, 0.0);
        let mut sign = 1.0;
        for (k, ((node, row), variance)) in self.nodes.iter().zip(&self.rows).zip(&self.rounding).enumerate() {
            let away = t - node;
            let away = if away == 0.0 { 1e-300 } else { away };
            let weight = sign * sin(PI * (k as f64 + 0.5) / n) / away;
            sign = -sign;
            under += weight;
            rounding += weight * variance;
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
        }
        let mut values = sum.into_iter().map(|value| exp(value / under));
        let mut all: Vec<f64> = values.by_ref().take(self.candidates).collect();
        let half = 0.5 * longer * sqrt((rounding / under).max(0.0));
        all[self.lead.0] += half;
        all[self.lead.1] -= half;
        let mut pair = || (values.next().unwrap_or(0.0), values.next().unwrap_or(0.0));
        let places = self.shape.iter().map(|&segments| (0..segments).map(|_| pair()).collect()).collect();
        Votes { all, places, cells: None }
    }

    /// Averages some probabilities over the swing, for whoever leads; the lead is `longer` as in [`Path::at`].
    pub fn each(
        &self,
        longer: f64,
        leader: &dyn Fn(&Votes) -> Option<usize>,
        lost: &dyn Fn(&Votes, usize) -> [f64; 3],
        add: &mut dyn FnMut(usize, [f64; 3]),
    ) {
        let who = |t: f64| leader(&self.at(t, longer));
        for (from, to, leader) in stretches(&who) {
            let at = |t: f64| lost(&self.at(t, longer), leader).map(|lost| lost * normal_density(t));
            // From each end to the middle, in panels that grow.
            let middle = 0.5 * (from + to);
            for (edge, changes) in [(from, from > -FARTHEST), (to, to < FARTHEST)] {
                for (start, end) in panels(edge, middle, changes) {
                    add(leader, averaged(start.min(end), start.max(end), &at, HALVINGS));
                }
            }
        }
    }
}

/// An integral over a panel, which is halved where what is integrated bends too much for ten nodes: its parts of the highest
/// degrees that ten nodes can see would be small otherwise.
fn averaged(from: f64, to: f64, function: &dyn Fn(f64) -> [f64; 3], halvings: u32) -> [f64; 3] {
    let half = 0.5 * (to - from);
    let mut sum = [0.0; 3];
    let (mut eighth, mut ninth) = (0.0, 0.0);
    for (x, weight) in gauss_legendre() {
        let values = function(from + half * (1.0 + x));
        sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += half * weight * value);
        // Legendre's polynomials, each from the two before it.
        let (mut before, mut last) = (1.0, x);
        for degree in 2..=9 {
            let n = f64::from(degree);
            (before, last) = (last, ((2.0 * n - 1.0) * x * last - (n - 1.0) * before) / n);
        }
        eighth += 8.5 * weight * values[0] * before;
        ninth += 9.5 * weight * values[0] * last;
    }
    if halvings == 0 || half * eighth.abs().max(ninth.abs()) <= BENT {
        return sum;
    }
    let middle = from + half;
    let parts = [averaged(from, middle, function, halvings - 1), averaged(middle, to, function, halvings - 1)];
    std::array::from_fn(|at| parts[0][at] + parts[1][at])
}

/// Panels from an edge to the middle: growing from an edge at which the leader changes, even from one that is out of reach.
fn panels(edge: f64, middle: f64, changes: bool) -> Vec<(f64, f64)> {
    let width = middle - edge;
    let mut ends = vec![0.0];
    if changes {
        let first = width.abs().min(1.0) * FIRST;
        let mut at = first;
        while at < width.abs().min(1.0) {
            ends.push(at);
            at *= GROWS;
        }
    }
    let mut at = ends.last().copied().unwrap_or(0.0).max(1.0);
    while at < width.abs() - 0.25 {
        ends.push(at);
        at += 1.5;
    }
    ends.push(width.abs());
    ends.windows(2).map(|pair| (edge + width.signum() * pair[0], edge + width.signum() * pair[1])).collect()
}

/// The stretches of the swing over which one candidate leads.
fn stretches(who: &dyn Fn(f64) -> Option<usize>) -> Vec<(f64, f64, usize)> {
    let mut found: Vec<(f64, f64, usize)> = Vec::new();
    let (mut from, mut leader, mut begun) = (-FARTHEST, who(-FARTHEST), -FARTHEST);
    for step in 1..=STEPS {
        let to = 2.0 * FARTHEST * f64::from(step) / f64::from(STEPS) - FARTHEST;
        let last = who(to);
        while from < to && leader != last {
            let next = halve(from, to, |t| who(t) != leader);
            found.extend(leader.map(|leader| (begun, next, leader)));
            (from, begun) = ((next + 1e-9).min(to), next);
            leader = who(from);
        }
        from = to;
    }
    found.extend(leader.map(|leader| (begun, FARTHEST, leader)));
    found
}
