//! One point of what all booths share: who leads by the votes as meant, and how probable it is that another is recorded
//! as the winner.

use super::effects::Point;
use super::lead::{Opened, above, loses_from};
use super::votes::{Effects, FEW, Score, Votes, counted_out, intended, stated};
use crate::model::{Group, Model, Namesake};
use crate::scenario::Support;
use crate::stats::rates::Route;
use crate::stats::special::{normal_cdf, student_quantile};
use crate::stats::variates::{normal, score};
use rand::{Rng, RngExt};

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

/// Adds the leader by the votes as meant at one point, and the probability that the leader is not the winner as recorded, by a
/// chance of booths that is corrected for skewness and by one that is not. Nothing where nobody leads, or a namesake does,
/// who only gains.
pub(super) fn flips(model: &Model, support: &Support, point: &mut Point, add: &mut dyn FnMut(usize, [f64; 2])) {
    let votes = if support.is_fixed() {
        stated(model)
    } else {
        let effects = Effects::draw(model, support, point);
        // The booths' own effects are read from where no coordinate is wanted any more.
        intended(model, support, &effects, &mut point.beyond())
    };
    let both = [true, false].map(|skewed| one(model, &votes, &mut point.clone(), skewed));
    if let [Some((leader, corrected)), Some((_, plain))] = both {
        add(leader, [corrected, plain]);
    }
}

fn one(model: &Model, votes: &Votes, point: &mut Point, skewed: bool) -> Option<(usize, f64)> {
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
        let chance = Score { normal: score(point.next_u64()), skewed };
        let diverted = match counted_out(model, group, all, &factors) {
            Some(law) => quantile(&law, normal_cdf(chance.normal)),
            None => votes.spread(at, all, &factors, model.booth_cv).at(chance),
        };
        highest = highest.max(votes.all[group.principal] - diverted);
        for ((hazard, own), _) in hazards.iter().zip(&own[at]).zip(&group.namesakes) {
            let part = if all > 0.0 { hazard / all } else { 0.0 };
            highest = highest.max(own + diverted * part);
        }
    }
    let Some(at) = model.groups.iter().position(|group| group.principal == leader) else {
        return Some((leader, f64::from(u8::from(highest >= first))));
    };
    Some((leader, lost(model, votes, at, first - highest, &own[at], point, skewed)))
}

fn quantile(law: &[f64], share: f64) -> f64 {
    let mut reached = 0.0;
    let below = law.iter().take_while(|p| {
        reached += **p;
        reached < share
    });
    below.count() as f64
}

fn is_principal(model: &Model, candidate: usize) -> bool {
    model.groups.iter().any(|group| group.principal == candidate)
}

/// The own support of every namesake of a group.
pub(super) fn own_support(model: &Model, group: &Group, point: &mut Point) -> Vec<f64> {
    let one = |namesake: &Namesake| match namesake.votes {
        Some(stated) => stated as f64,
        None => {
            let law = &namesake.own_support;
            let t = student_quantile(point.random::<f64>().clamp(1e-12, 1.0 - 1e-12), law.degrees);
            libm::round(law.typical * libm::exp(law.location + law.scale * t)).min(model.room as f64)
        }
    };
    group.namesakes.iter().map(one).collect()
}

pub(super) fn hazards(group: &Group, point: &mut Point) -> Vec<f64> {
    let all = |routes: &[Route], point: &mut Point| routes.iter().map(|route| route.sample_hazard(point)).sum();
    group.namesakes.iter().map(|namesake| all(&namesake.routes, point)).collect()
}

pub(super) fn factors(model: &Model, point: &mut Point) -> Vec<f64> {
    (0..model.world.segments()).map(|_| libm::exp(model.segment_sd * normal(point))).collect()
}

/// The probability that the leader loses: one rate is left open, or one segment's effect, or the booths' chance alone.
fn lost(model: &Model, votes: &Votes, at: usize, lead: f64, own: &[f64], point: &mut Point, skewed: bool) -> f64 {
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
    if group.votes.iter().map(|&n| u64::from(n)).sum::<u64>() <= FEW {
        if let Some(Opened { namesake, route }) = opened {
            hazards[namesake] += group.namesakes[namesake].routes[route].sample_hazard(point);
        }
        let law = counted_out(model, group, hazards.iter().sum(), &factors);
        return law.iter().flatten().zip(0_u32..).filter(|(_, t)| gone(f64::from(*t), &hazards)).map(|(p, _)| p).sum();
    }
    let at_hazards = |hazards: &[f64], factors: &[f64], normal: f64| {
        let all: f64 = hazards.iter().sum();
        gone(votes.spread(at, all, factors, model.booth_cv).at(Score { normal, skewed }), hazards)
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
        return CHANCE.iter().map(|&(chance, weight)| weight * above(|z| with(z, chance))).sum();
    }
    above(|z| at_hazards(&hazards, &factors, z))
}
