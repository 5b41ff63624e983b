//! From intended votes to recorded ones.

use super::Scratch;
use super::ballots::{Variation, binomial, divert};
use super::support;
use crate::model::onward_part as part;
use crate::model::{Group, Model, Namesake};
use crate::scenario::Support;
use crate::stats::special::probability;
use crate::stats::{Purpose, Stream, stream};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal, StudentT};

pub(super) fn draw(model: &Model, support: &Support, index: u64, scratch: &mut Scratch) {
    let mut shared = stream(model.seed, Purpose::Shared, index);
    let mut ballots = stream(model.seed, Purpose::Ballots, index);
    if !support.is_fixed() {
        support::draw(model, support, index, scratch);
    }
    for (place, group) in model.groups.iter().enumerate() {
        effects(model, group, &mut shared, scratch);
        let hazard: f64 = scratch.hazards.iter().sum();
        let mut all = 0_i64;
        for segment in 0..model.world.segments() {
            let z: f64 = StandardNormal.sample(&mut shared);
            let here = probability(hazard * libm::exp(model.segment_sd * z));
            let (variation, clipped) = Variation::new(here, model.booth_cv);
            scratch.draw.clipped += u32::from(clipped);
            let cells = model.world.starts[segment]..model.world.starts[segment + 1];
            let diverted = &mut scratch.draw.by_cell[place][cells.clone()];
            divert(&scratch.votes[place][cells], variation, &mut scratch.weights, &mut ballots, diverted);
            all += diverted.iter().map(|&d| i64::from(d)).sum::<i64>();
        }
        record(group, all, hazard, &mut ballots, scratch);
        let returned = part(all, group.return_share.sample(&mut shared));
        let split = group.onward.sample(&mut shared);
        scratch.draw.meant[place] = scratch.draw.intended[group.principal];
        scratch.draw.intended[group.principal] -= all - returned;
        let supporters = scratch.supporters.iter().sum();
        group.onward.apply(split, supporters, group.principal, group.rival, &mut scratch.draw.intended);
    }
}

/// Draws every namesake's hazard and own support.
fn effects(model: &Model, group: &Group, shared: &mut Stream, scratch: &mut Scratch) {
    scratch.hazards.clear();
    scratch.supporters.clear();
    for namesake in &group.namesakes {
        scratch.hazards.push(namesake.routes.iter().map(|route| route.sample_hazard(shared)).sum());
        scratch.supporters.push(supporters(namesake, model.room, shared));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "own support is capped by the room there is")]
fn supporters<R: Rng + ?Sized>(namesake: &Namesake, room: i64, shared: &mut R) -> i64 {
    let law = &namesake.own_support;
    let t: f64 = StudentT::new(law.degrees).map_or(0.0, |student| student.sample(shared));
    match namesake.votes {
        Some(stated) => i64::try_from(stated).unwrap_or(i64::MAX),
        None => (libm::round(law.typical * libm::exp(law.location + law.scale * t)) as i64).min(room),
    }
}

/// Enters a group's diverted votes and own support into the recorded tally. A diverted vote goes to
/// namesake d with probability h_d / H.
fn record(group: &Group, all: i64, hazard: f64, ballots: &mut Stream, scratch: &mut Scratch) {
    scratch.draw.recorded[group.principal] -= all;
    let mut left = u64::try_from(all).unwrap_or(0);
    let mut rest = hazard;
    for (place, namesake) in group.namesakes.iter().enumerate() {
        let last = place + 1 == group.namesakes.len();
        let share = if last { 1.0 } else { scratch.hazards[place] / rest };
        let here = binomial(left, share, ballots);
        rest -= scratch.hazards[place];
        left -= here;
        let here = i64::try_from(here).unwrap_or(i64::MAX);
        scratch.draw.diverted[namesake.candidate] = here;
        scratch.draw.recorded[namesake.candidate] += here + scratch.supporters[place];
    }
}
