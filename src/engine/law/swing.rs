//! Intended votes that are uncertain: the swing between the first two is integrated, everything else is a point.
//!
//! All effects on support are normal, and one direction of them moves votes from the second to the first. Along it the
//! votes are followed by interpolation. Where the leader changes the lead is nothing, and what may be lost there falls with the
//! logarithm of the lead: panels grow from there on.

use super::lead::halve;
use super::panel_nodes;
use super::votes::{Effects, Votes};
use crate::model::Model;
use crate::scenario::Support;
use crate::stats::special::normal_density;
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

/// The direction of the swing: its part of each effect, of unit length.
pub(super) struct Swing {
    /// Columns of the first and the second.
    pair: (usize, usize),
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
            contest: support.contest_sd / length,
            segments: segments.iter().map(|s| s / length).collect(),
            nodes: (0..nodes).map(|k| FARTHEST * cos(PI * (f64::from(k) + 0.5) / f64::from(nodes))).collect(),
        })
    }

    /// The votes along the swing, all other effects as they are.
    pub fn path(&self, effects: &Effects, votes: impl Fn(&Effects) -> Votes) -> Path<'_> {
        let votes: Vec<Votes> = self.nodes.iter().map(|&t| votes(&self.moved(effects, t))).collect();
        Path::new(&self.nodes, &votes)
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
        Path { nodes, candidates, rows: votes.iter().map(row).collect(), shape }
    }

    /// The votes at a swing (barycentric interpolation at Chebyshev points: Berrut and Trefethen 2004).
    fn at(&self, t: f64) -> Votes {
        let n = self.nodes.len() as f64;
        let (mut sum, mut under) = (vec![0.0; self.rows[0].len()], 0.0);
        let mut sign = 1.0;
        for (k, (node, row)) in self.nodes.iter().zip(&self.rows).enumerate() {
            let away = t - node;
            let away = if away == 0.0 { 1e-300 } else { away };
            let weight = sign * sin(PI * (k as f64 + 0.5) / n) / away;
            sign = -sign;
            under += weight;
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
        }
        let mut values = sum.into_iter().map(|value| exp(value / under));
        let all = values.by_ref().take(self.candidates).collect();
        let mut pair = || (values.next().unwrap_or(0.0), values.next().unwrap_or(0.0));
        let places = self.shape.iter().map(|&segments| (0..segments).map(|_| pair()).collect()).collect();
        Votes { all, places }
    }

    /// Nodes of the swing, with the votes, the leader and the probability of each.
    pub fn each(&self, leader: &dyn Fn(&Votes) -> Option<usize>, take: &mut dyn FnMut(&Votes, usize, f64)) {
        let who = |t: f64| leader(&self.at(t));
        for (from, to, leader) in stretches(&who) {
            // From each end to the middle, in panels that grow.
            let middle = 0.5 * (from + to);
            for (edge, changes) in [(from, from > -FARTHEST), (to, to < FARTHEST)] {
                for (start, end) in panels(edge, middle, changes) {
                    for (t, weight) in panel_nodes(start, end) {
                        take(&self.at(t), leader, weight.abs() * normal_density(t));
                    }
                }
            }
        }
    }
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
