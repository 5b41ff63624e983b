//! Contests to come that no single tail decides: several principals, namesakes who could come first themselves, segments
//! that vary beyond measure, intended votes that are uncertain.
//!
//! The few effects that all booths share are points of scrambled Sobol' sequences (Owen 1995). At each point one effect is
//! left open and integrated exactly: the leader loses from some rate on, and the probability of such a rate is known. What
//! the booths add by chance is normal with its skewness corrected. Thirty-two independent scrambles bound the error.

use super::Exact;
use super::lead::{Opened, loses_from};
use super::votes::{Votes, intended};
use crate::model::{Group, Model};
use crate::scenario::Support;
use crate::stats::rates::Route;
use crate::stats::sobol;
use crate::stats::special::student_quantile;
use crate::stats::streams::splitmix64;
use crate::stats::variates::{normal, score};
use rand::rand_core::TryRng;
use rand::{Rng, RngExt};
use std::convert::Infallible;

/// Independent scrambles, of whose means the spread is the error.
const SCRAMBLES: u64 = 32;

/// The bound of the error that is wanted.
const WANTED: f64 = 8e-6;

/// Points of a scramble, at first and at the most.
const FIRST: u32 = 128;
const MOST: u32 = 4_096;

/// So many standard errors bound the error: beyond, one case in ten thousand on 31 degrees of freedom.
const BOUND: f64 = 4.5;

/// Nodes and weights of Gauss and Hermite for a standard normal score: the booths' chance.
const CHANCE: [(f64, f64); 7] = [
    (-3.750_439_717_725_742, 5.482_688_559_722_18e-4),
    (-2.366_759_410_734_541, 3.075_712_396_758_65e-2),
    (-1.154_405_394_739_968, 2.401_231_786_050_126e-1),
    (0.0, 4.571_428_571_428_571e-1),
    (1.154_405_394_739_968, 2.401_231_786_050_126e-1),
    (2.366_759_410_734_541, 3.075_712_396_758_65e-2),
    (3.750_439_717_725_742, 5.482_688_559_722_18e-4),
];

/// The flip probability of the contest, and of every principal.
pub(super) fn flips(model: &Model, support: &Support) -> (Exact, Vec<Exact>) {
    let groups = model.groups.len();
    let scrambles: Vec<u64> = (0..SCRAMBLES).collect();
    let mut sums = vec![vec![0.0; groups + 1]; scrambles.len()];
    let (mut from, mut to) = (0, FIRST);
    loop {
        let more = super::each(&scrambles, |&scramble| {
            let mut sum = vec![0.0; groups + 1];
            for number in from..to {
                let mut point = Point { seed: model.seed, scramble, number, taken: 0 };
                if let Some((leader, lost)) = one(model, support, &mut point) {
                    sum[groups] += lost;
                    if let Some(place) = model.groups.iter().position(|group| group.principal == leader) {
                        sum[place] += lost;
                    }
                }
            }
            Some(sum)
        });
        for (sum, more) in sums.iter_mut().zip(more.unwrap_or_default()) {
            sum.iter_mut().zip(more).for_each(|(a, b)| *a += b);
        }
        let exact: Vec<Exact> = (0..=groups).map(|place| estimate(&sums, place, f64::from(to))).collect();
        if exact[groups].error <= WANTED || to >= MOST {
            return (exact[groups], exact[..groups].to_vec());
        }
        (from, to) = (to, 2 * to);
    }
}

fn estimate(sums: &[Vec<f64>], place: usize, points: f64) -> Exact {
    let n = sums.len() as f64;
    let means = sums.iter().map(|sum| sum[place] / points);
    let mean = means.clone().sum::<f64>() / n;
    let variance = means.map(|one| (one - mean) * (one - mean)).sum::<f64>() / (n * (n - 1.0));
    Exact { probability: mean.clamp(0.0, 1.0), error: BOUND * libm::sqrt(variance) + 1e-7 }
}

/// A place in a scrambled Sobol' sequence, as a generator of numbers; beyond its coordinates each is hashed of its place.
pub(super) struct Point {
    seed: u64,
    scramble: u64,
    number: u32,
    taken: usize,
}

impl TryRng for Point {
    type Error = Infallible;

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let coordinate = self.taken;
        self.taken += 1;
        Ok(if coordinate < sobol::DIMENSIONS {
            sobol::scrambled(!self.seed, self.scramble, self.number, coordinate)
        } else {
            let place = u64::from(self.number) << 6 | self.scramble;
            splitmix64(splitmix64(splitmix64(self.seed) ^ place) ^ coordinate as u64)
        })
    }

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|number| (number >> 32) as u32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let number = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&number[..chunk.len()]);
        }
        Ok(())
    }
}

/// The leader by the votes as meant at one point, and the probability that the leader is not the winner as recorded; `None`
/// where nobody leads, or a namesake does, who only gains.
fn one(model: &Model, support: &Support, point: &mut Point) -> Option<(usize, f64)> {
    let votes = intended(model, support, point);
    let own: Vec<Vec<f64>> = model.groups.iter().map(|group| own_support(model, group, point)).collect();
    let contenders = || (0..model.known.len()).filter(|&c| model.may_win_alone[c]);
    let leader = contenders().max_by(|&a, &b| votes.all[a].total_cmp(&votes.all[b]))?;
    let first = votes.all[leader];
    let level = contenders().any(|c| c != leader && votes.all[c] >= first);
    if level || own.iter().flatten().any(|&own| own >= first) {
        return None;
    }
    // Whatever the others have as recorded, when their own votes have gone astray.
    let mut highest =
        contenders().filter(|&c| c != leader && !is_principal(model, c)).map(|c| votes.all[c]).fold(0.0, f64::max);
    for (at, group) in model.groups.iter().enumerate().filter(|(_, group)| group.principal != leader) {
        let (hazards, factors) = (hazards(group, point), factors(model, point));
        let all: f64 = hazards.iter().sum();
        let chance = score(point.next_u64());
        let diverted = votes.spread(at, all, &factors, model.booth_cv).at(chance).round();
        highest = highest.max(votes.all[group.principal] - diverted);
        for ((hazard, own), _) in hazards.iter().zip(&own[at]).zip(&group.namesakes) {
            let part = if all > 0.0 { hazard / all } else { 0.0 };
            highest = highest.max(own + diverted * part);
        }
    }
    let Some(at) = model.groups.iter().position(|group| group.principal == leader) else {
        return Some((leader, f64::from(u8::from(highest >= first))));
    };
    Some((leader, lost(model, &votes, at, first - highest, &own[at], point)))
}

fn is_principal(model: &Model, candidate: usize) -> bool {
    model.groups.iter().any(|group| group.principal == candidate)
}

/// The own support of every namesake of a group.
fn own_support(model: &Model, group: &Group, point: &mut Point) -> Vec<f64> {
    let one = |namesake: &crate::model::Namesake| match namesake.votes {
        Some(stated) => stated as f64,
        None => {
            let law = &namesake.own_support;
            let t = student_quantile(point.random::<f64>().clamp(1e-12, 1.0 - 1e-12), law.degrees);
            libm::round(law.typical * libm::exp(law.location + law.scale * t)).min(model.room as f64)
        }
    };
    group.namesakes.iter().map(one).collect()
}

fn hazards(group: &Group, point: &mut Point) -> Vec<f64> {
    let all = |routes: &[Route], point: &mut Point| routes.iter().map(|route| route.sample_hazard(point)).sum();
    group.namesakes.iter().map(|namesake| all(&namesake.routes, point)).collect()
}

fn factors(model: &Model, point: &mut Point) -> Vec<f64> {
    (0..model.world.segments()).map(|_| libm::exp(model.segment_sd * normal(point))).collect()
}

/// The probability that the leader loses: one rate is left open, or one segment's effect, or the booths' chance alone.
fn lost(model: &Model, votes: &Votes, at: usize, lead: f64, own: &[f64], point: &mut Point) -> f64 {
    let group = &model.groups[at];
    let factors = factors(model, point);
    let opened = Opened::choose(group);
    let mut hazards: Vec<f64> = Vec::with_capacity(group.namesakes.len());
    for (n, namesake) in group.namesakes.iter().enumerate() {
        let others =
            namesake.routes.iter().enumerate().filter(|&(r, _)| opened != Some(Opened { namesake: n, route: r }));
        hazards.push(others.map(|(_, route)| route.sample_hazard(point)).sum());
    }
    // Whether so many votes astray are too many: to the next candidate, or to a namesake.
    let gone = |diverted: f64, hazards: &[f64]| {
        let all: f64 = hazards.iter().sum();
        diverted >= lead - 0.5
            || hazards.iter().zip(own).any(|(hazard, own)| {
                let part = if all > 0.0 { hazard / all } else { 0.0 };
                own + diverted * part >= votes.all[group.principal] - diverted
            })
    };
    let at_hazards = |hazards: &[f64], factors: &[f64], chance: f64| {
        let all: f64 = hazards.iter().sum();
        gone(votes.spread(at, all, factors, model.booth_cv).at(chance), hazards)
    };
    if let Some(opened) = opened {
        let route = group.namesakes[opened.namesake].routes[opened.route];
        let with = |hazard: f64, chance: f64| {
            let mut hazards = hazards.clone();
            hazards[opened.namesake] += hazard;
            at_hazards(&hazards, &factors, chance)
        };
        return CHANCE.iter().map(|&(chance, weight)| weight * loses_from(route, |hazard| with(hazard, chance))).sum();
    }
    let largest = votes.largest(at);
    if model.segment_sd > 0.0 {
        let with = |z: f64, chance: f64| {
            let mut factors = factors.clone();
            factors[largest] = libm::exp(model.segment_sd * z);
            at_hazards(&hazards, &factors, chance)
        };
        return CHANCE.iter().map(|&(chance, weight)| weight * super::lead::above(|z| with(z, chance))).sum();
    }
    super::lead::above(|z| at_hazards(&hazards, &factors, z))
}
