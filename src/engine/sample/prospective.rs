//! From intended votes to recorded ones.

use super::ballots::{LARGEST_TABLED, LEAST_FIRST_TERM, Variation, directly, divert};
use super::shared::Shared;
use super::{Effects, Scratch, sum};
use crate::engine::lanes;
use crate::engine::uniforms::Streams;
use crate::engine::walk::LANES;
use crate::model::{Group, Model, Namesake};
use crate::stats::special::probability;
use crate::stats::streams::state;
use crate::stats::variates::{binomial, normal, offshoot, student};
use crate::stats::{Purpose, stream};
use rand::Rng;
use std::sync::Arc;

/// Eight simulations in which every cell has as many votes as stated.
pub(super) fn draw(model: &Model, scratch: &mut Scratch) {
    for lane in 0..LANES {
        note_meant(model, lane, scratch);
    }
    for (place, group) in model.groups.iter().enumerate() {
        // A stream for each group, so that a group that diverts nobody need not be walked.
        let states = scratch.indices.map(|index| state(model.seed, Purpose::Ballots, index | (place as u64) << 40));
        let mut streams = Streams::new(states);
        scratch.lanes.iter_mut().for_each(|effects| draw_effects(model, group, effects));
        for segment in 0..model.world.segments() {
            let variations: [Variation; LANES] = std::array::from_fn(|lane| {
                let (variation, clipped) = vary(model, &mut scratch.lanes[lane]);
                scratch.draws[lane].clipped += u32::from(clipped);
                variation
            });
            scratch.by_segment[place][segment] = walk(model, place, segment, &variations, &mut streams, scratch);
        }
        for lane in 0..LANES {
            let all: u64 = scratch.by_segment[place].iter().map(|sums| sums[lane]).sum();
            record(group, place, i64::try_from(all).unwrap_or(i64::MAX), lane, scratch);
        }
    }
}

/// The largest cell of every segment.
pub(super) fn largest(model: &Model, group: &Group) -> Vec<u32> {
    let cells = model.world.starts.windows(2).map(|ends| &group.votes[ends[0]..ends[1]]);
    cells.map(|votes| votes.iter().copied().max().unwrap_or(0)).collect()
}

/// Diverts the votes of one segment in eight simulations, and adds them up.
fn walk(
    model: &Model,
    place: usize,
    segment: usize,
    variations: &[Variation; LANES],
    streams: &mut Streams,
    scratch: &mut Scratch,
) -> [u64; LANES] {
    let cells = model.world.starts[segment]..model.world.starts[segment + 1];
    let sizes = &model.groups[place].votes[cells.clone()];
    let out = &mut scratch.by_cell[place][cells];
    let largest = scratch.largest[place][segment];
    if largest == 0 || variations.iter().all(|variation| variation.diverts_nobody()) {
        out.fill([0; LANES]);
        return [0; LANES];
    }
    let postal = model.world.has_postal && segment + 1 == model.world.segments();
    if postal || largest > LARGEST_TABLED {
        // One large cell is not worth a table.
        for (&n, counts) in sizes.iter().zip(out.iter_mut()) {
            for lane in 0..LANES {
                counts[lane] = directly(n, variations[lane], &mut scratch.lanes[lane].aside);
            }
        }
        return sum(out);
    }
    scratch.tables.fill(scratch.body, Variation::side_by_side(variations), largest);
    let sums = lanes::divert(scratch.body, sizes, &mut scratch.tables, streams, out);
    // P(none) falls with the size, so the largest booth tells whether any walk lost its digits.
    if scratch.tables.none(largest).iter().all(|&none| none > LEAST_FIRST_TERM) {
        return sums;
    }
    for lane in 0..LANES {
        for (&n, counts) in sizes.iter().zip(out.iter_mut()) {
            if scratch.tables.none(n)[lane] <= LEAST_FIRST_TERM {
                counts[lane] = directly(n, variations[lane], &mut scratch.lanes[lane].aside);
            }
        }
    }
    sum(out)
}

/// One simulation in which the cells have the votes that were drawn for it.
pub(super) fn draw_one(model: &Model, index: u64, lane: usize, scratch: &mut Scratch) {
    let mut ballots = stream(model.seed, Purpose::Ballots, index);
    note_meant(model, lane, scratch);
    for (place, group) in model.groups.iter().enumerate() {
        draw_effects(model, group, &mut scratch.lanes[lane]);
        let mut all = 0_i64;
        for segment in 0..model.world.segments() {
            let (variation, clipped) = vary(model, &mut scratch.lanes[lane]);
            scratch.draws[lane].clipped += u32::from(clipped);
            let cells = model.world.starts[segment]..model.world.starts[segment + 1];
            let out = &mut scratch.by_cell[place][cells.clone()];
            let sizes = &scratch.votes[place][cells];
            let aside = &mut scratch.lanes[lane].aside;
            divert(sizes, variation, &mut scratch.weights, &mut ballots, aside, |cell, diverted| {
                out[cell][lane] = diverted;
                all += i64::from(diverted);
            });
        }
        record(group, place, all, lane, scratch);
    }
}

/// Notes the votes meant for every principal, before anybody's supporters are moved.
fn note_meant(model: &Model, lane: usize, scratch: &mut Scratch) {
    let draw = &mut scratch.draws[lane];
    for (meant, group) in draw.meant.iter_mut().zip(&model.groups) {
        *meant = draw.intended[group.principal];
    }
}

/// Draws every namesake's hazard and own support.
fn draw_effects(model: &Model, group: &Group, effects: &mut Effects) {
    effects.hazards.clear();
    effects.supporters.clear();
    for namesake in &group.namesakes {
        let shared = &mut effects.shared;
        effects.hazards.push(namesake.routes.iter().map(|route| route.sample_hazard(shared)).sum());
        effects.supporters.push(supporters(namesake, model.room, shared));
    }
}

/// The hazard of the group in question in one simulation, by which simulations are put side by side.
pub(super) fn focus_hazard(model: &Model, index: u64, shift: &Arc<[f64]>) -> f64 {
    let mut shared = Shared::new(model, index, shift);
    let mut hazard = 0.0;
    for (place, group) in model.groups.iter().enumerate().take(model.focus + 1) {
        hazard = 0.0;
        for namesake in &group.namesakes {
            hazard += namesake.routes.iter().map(|route| route.sample_hazard(&mut shared)).sum::<f64>();
            shared.pass(1);
        }
        if place < model.focus {
            shared.pass(model.world.segments());
        }
    }
    hazard
}

/// Draws a segment's effect, and how its booths then vary.
fn vary(model: &Model, effects: &mut Effects) -> (Variation, bool) {
    let hazard: f64 = effects.hazards.iter().sum();
    let z = normal(&mut effects.shared);
    Variation::new(probability(hazard * libm::exp(model.segment_sd * z)), model.booth_cv)
}

#[expect(clippy::cast_possible_truncation, reason = "own support is capped by the room there is")]
fn supporters<R: Rng + ?Sized>(namesake: &Namesake, room: i64, shared: &mut R) -> i64 {
    let law = &namesake.own_support;
    let t = student(law.degrees, &mut offshoot(shared)).unwrap_or(0.0);
    match namesake.votes {
        Some(stated) => i64::try_from(stated).unwrap_or(i64::MAX),
        None => (libm::round(law.typical * libm::exp(law.location + law.scale * t)) as i64).min(room),
    }
}

/// Enters a group's diverted votes and own support into both tallies of one simulation. A diverted
/// vote goes to namesake d with probability h_d / H. The principal's votes as meant are the scenario's own, so every diverted vote
/// was meant for the principal, whatever share a contest that is over would return.
fn record(group: &Group, at: usize, all: i64, lane: usize, scratch: &mut Scratch) {
    let (draw, effects) = (&mut scratch.draws[lane], &mut scratch.lanes[lane]);
    draw.recorded[group.principal] -= all;
    let mut left = u64::try_from(all).unwrap_or(0);
    let mut rest: f64 = effects.hazards.iter().sum();
    for (place, namesake) in group.namesakes.iter().enumerate() {
        let last = place + 1 == group.namesakes.len();
        let share = if last { 1.0 } else { effects.hazards[place] / rest };
        let here = binomial(left, share, &mut effects.aside);
        rest -= effects.hazards[place];
        left -= here;
        let here = i64::try_from(here).unwrap_or(i64::MAX);
        draw.diverted[namesake.candidate] = here;
        draw.recorded[namesake.candidate] += here + effects.supporters[place];
        draw.intended[namesake.candidate] += effects.supporters[place];
    }
    draw.own[at] = effects.supporters.iter().sum();
}
