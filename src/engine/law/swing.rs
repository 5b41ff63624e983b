//! Intended votes that are uncertain: the swing between the first two is integrated, everything else is a point.
//!
//! All effects on support are normal, and one direction of them moves votes from the second to the first. Along it the
//! votes are followed by interpolation; a flip is where one is meant to win and another is recorded, and the ends of such
//! stretches are found by halving.

use super::effects::Point;
use super::lead::halve;
use super::leader::{factors, hazards, own_support};
use super::votes::{Effects, Score, Votes, intended};
use crate::model::Model;
use crate::scenario::Support;
use crate::stats::special::normal_cdf;
use crate::stats::variates::score;
use libm::{cos, exp, log, sqrt};
use rand::Rng;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// A swing beyond so many deviations is left out.
const FARTHEST: f64 = 6.5;

/// Steps over it, within which everything is taken to change once at the most.
const STEPS: u32 = 40;

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
struct Path<'s> {
    nodes: &'s [f64],
    candidates: usize,
    rows: Vec<Vec<f64>>,
    shape: Vec<usize>,
}

/// What does not change along the swing.
struct Fixed {
    own: Vec<Vec<f64>>,
    hazards: Vec<Vec<f64>>,
    factors: Vec<Vec<f64>>,
    scores: Vec<f64>,
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

    /// Adds, for everybody who leads somewhere along the swing, the probability that another is recorded as the winner.
    pub fn flips(&self, model: &Model, support: &Support, point: &mut Point, add: &mut dyn FnMut(usize, [f64; 2])) {
        // What matters most comes first: the first coordinates are the most even.
        let fixed = Fixed {
            hazards: model.groups.iter().map(|group| hazards(group, point)).collect(),
            scores: model.groups.iter().map(|_| score(point.next_u64())).collect(),
            own: model.groups.iter().map(|group| own_support(model, group, point)).collect(),
            factors: model.groups.iter().map(|_| factors(model, point)).collect(),
        };
        let effects = Effects::draw(model, support, point);
        let beyond = point.beyond();
        let at = |&t: &f64| intended(model, support, &self.moved(&effects, t), &mut beyond.clone());
        let path = Path::new(&self.nodes, self.nodes.iter().map(at).collect());
        for which in 0..2 {
            let state = |t: f64| path.state(model, &fixed, t, which == 0);
            stretches(state, &mut |leader, probability| {
                let mut lost = [0.0; 2];
                lost[which] = probability;
                add(leader, lost);
            });
        }
    }

    /// The effects with the swing set to `t` deviations.
    fn moved(&self, effects: &Effects, t: f64) -> Effects {
        let (first, second) = self.pair;
        let along = |effect: &[f64]| FRAC_1_SQRT_2 * (effect[first] - effect[second]);
        let all = std::iter::once((self.contest, &effects.contest))
            .chain(self.segments.iter().copied().zip(&effects.segments));
        let here: f64 = all.map(|(part, effect)| part * along(effect)).sum();
        let mut moved = effects.clone();
        let shift = |effect: &mut [f64], part: f64| {
            effect[first] += FRAC_1_SQRT_2 * part * (t - here);
            effect[second] -= FRAC_1_SQRT_2 * part * (t - here);
        };
        shift(&mut moved.contest, self.contest);
        moved.segments.iter_mut().zip(&self.segments).for_each(|(effect, &part)| shift(effect, part));
        moved
    }
}

/// Who leads by the votes as meant, and whether another is recorded as the winner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    /// Nobody where the first two are level, or a namesake is first, who only gains.
    leader: Option<usize>,
    flipped: bool,
}

/// Goes through the swing from end to end and tells of every stretch that is flipped, with its probability.
fn stretches(state: impl Fn(f64) -> State, tell: &mut dyn FnMut(usize, f64)) {
    let mut from = -FARTHEST;
    for step in 1..=STEPS {
        let to = 2.0 * FARTHEST * f64::from(step) / f64::from(STEPS) - FARTHEST;
        while from < to {
            let (begins, ends) = (state(from), state(to));
            // The next place, between here and there, at which the leader changes.
            let next =
                if begins.leader == ends.leader { to } else { halve(from, to, |t| state(t).leader != begins.leader) };
            let last = State { leader: begins.leader, ..state(before(next, from)) };
            let flipped = match (begins.flipped, last.flipped) {
                (false, false) => (from, from),
                (true, true) => (from, next),
                (true, false) => (from, halve(from, next, |t| !state(t).flipped)),
                (false, true) => (halve(from, next, |t| state(t).flipped), next),
            };
            if let (Some(leader), true) = (begins.leader, flipped.1 > flipped.0) {
                tell(leader, normal_cdf(flipped.1) - normal_cdf(flipped.0));
            }
            from = if next < to { after(next, to) } else { to };
        }
    }
}

/// A place a little before.
fn before(t: f64, from: f64) -> f64 {
    (t - 1e-9).max(from)
}

/// A place a little behind.
fn after(t: f64, to: f64) -> f64 {
    (t + 1e-9).min(to)
}

impl<'s> Path<'s> {
    fn new(nodes: &'s [f64], votes: Vec<Votes>) -> Self {
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
            let weight = sign * libm::sin(PI * (k as f64 + 0.5) / n) / away;
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

    fn state(&self, model: &Model, fixed: &Fixed, t: f64, skewed: bool) -> State {
        let votes = self.at(t);
        let contenders = || (0..model.known.len()).filter(|&c| model.may_win_alone[c]);
        let leader = contenders().max_by(|&a, &b| votes.all[a].total_cmp(&votes.all[b])).unwrap_or(0);
        let first = votes.all[leader];
        let second = contenders().filter(|&c| c != leader).map(|c| votes.all[c]).fold(0.0, f64::max);
        let own = fixed.own.iter().flatten().copied().fold(0.0, f64::max);
        // Whole votes: half a vote is where a lead begins.
        if first - second < 0.5 || own >= first {
            return State { leader: None, flipped: false };
        }
        let mut recorded = votes.all.clone();
        let mut highest = 0.0_f64;
        for (at, group) in model.groups.iter().enumerate() {
            let all: f64 = fixed.hazards[at].iter().sum();
            let score = Score { normal: fixed.scores[at], skewed };
            let diverted = votes.spread(at, all, &fixed.factors[at], model.booth_cv).at(score);
            recorded[group.principal] -= diverted;
            for (hazard, own) in fixed.hazards[at].iter().zip(&fixed.own[at]) {
                highest = highest.max(own + if all > 0.0 { diverted * hazard / all } else { 0.0 });
            }
        }
        let highest = contenders().filter(|&c| c != leader).map(|c| recorded[c]).fold(highest, f64::max);
        State { leader: Some(leader), flipped: recorded[leader] - highest < 0.5 }
    }
}
