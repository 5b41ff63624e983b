//! From intended votes to recorded ones.

use super::ballots::{LARGEST_TABLED, LEAST_FIRST_TERM, Variation, binomial, directly, divert};
use super::lanes::{self, LANES, Streams};
use super::{Effects, Scratch};
use crate::model::onward_part as part;
use crate::model::{Group, Model, Namesake};
use crate::stats::special::probability;
use crate::stats::streams::state;
use crate::stats::{Purpose, stream};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal, StudentT};

/// Eight simulations in which every cell has as many votes as stated.
pub(super) fn draw(model: &Model, first: u64, scratch: &mut Scratch) {
    let states = std::array::from_fn(|lane| state(model.seed, Purpose::Ballots, first.wrapping_add(lane as u64)));
    let mut streams = Streams::new(states);
    for lane in 0..LANES {
        note_meant(model, lane, scratch);
    }
    for (place, group) in model.groups.iter().enumerate() {
        let mut all = [0_i64; LANES];
        scratch.lanes.iter_mut().for_each(|effects| draw_effects(model, group, effects));
        for segment in 0..model.world.segments() {
            let variations: [Variation; LANES] = std::array::from_fn(|lane| {
                let (variation, clipped) = vary(model, &mut scratch.lanes[lane]);
                scratch.draws[lane].clipped += u32::from(clipped);
                variation
            });
            walk(model, place, segment, &variations, &mut streams, scratch);
            let cells = model.world.starts[segment]..model.world.starts[segment + 1];
            for counts in &scratch.by_cell[place][cells] {
                all.iter_mut().zip(counts).for_each(|(sum, &count)| *sum += i64::from(count));
            }
        }
        for (lane, &all) in all.iter().enumerate() {
            record(group, all, lane, scratch);
        }
    }
}

/// Diverts the votes of one segment in eight simulations.
fn walk(
    model: &Model,
    place: usize,
    segment: usize,
    variations: &[Variation; LANES],
    streams: &mut Streams,
    scratch: &mut Scratch,
) {
    let cells = model.world.starts[segment]..model.world.starts[segment + 1];
    let sizes = &model.groups[place].votes[cells.clone()];
    let out = &mut scratch.by_cell[place][cells];
    let largest = sizes.iter().copied().max().unwrap_or(0);
    let postal = model.world.has_postal && segment + 1 == model.world.segments();
    if postal || largest > LARGEST_TABLED {
        // One large cell is not worth a table.
        for (&n, counts) in sizes.iter().zip(out) {
            for lane in 0..LANES {
                counts[lane] = directly(n, variations[lane], &mut scratch.lanes[lane].aside);
            }
        }
        return;
    }
    scratch.tables.fill(scratch.body, &Variation::side_by_side(variations), largest);
    lanes::divert(scratch.body, sizes, &scratch.tables, streams, out);
    // P(none) falls with the size, so the largest booth tells whether any walk lost its digits.
    for lane in 0..LANES {
        if scratch.tables.none(largest)[lane] > LEAST_FIRST_TERM {
            continue;
        }
        for (&n, counts) in sizes.iter().zip(out.iter_mut()) {
            if scratch.tables.none(n)[lane] <= LEAST_FIRST_TERM {
                counts[lane] = directly(n, variations[lane], &mut scratch.lanes[lane].aside);
            }
        }
    }
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
        record(group, all, lane, scratch);
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

/// Draws a segment's effect, and how its booths then vary.
fn vary(model: &Model, effects: &mut Effects) -> (Variation, bool) {
    let hazard: f64 = effects.hazards.iter().sum();
    let z: f64 = StandardNormal.sample(&mut effects.shared);
    Variation::new(probability(hazard * libm::exp(model.segment_sd * z)), model.booth_cv)
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

/// Enters a group's diverted votes and own support into both tallies of one simulation. A diverted
/// vote goes to namesake d with probability h_d / H.
fn record(group: &Group, all: i64, lane: usize, scratch: &mut Scratch) {
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
    }
    let returned = part(all, group.return_share.sample(&mut effects.shared));
    let split = group.onward.sample(&mut effects.shared);
    draw.intended[group.principal] -= all - returned;
    let supporters = effects.supporters.iter().sum();
    group.onward.apply(split, supporters, group.principal, group.rival, &mut draw.intended);
}
