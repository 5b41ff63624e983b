//! A contest that is over: the draw of a contest to come, kept with the probability of what was counted.
//!
//! Exposures of segments and booths are drawn forward and kept by how likely they make the namesakes' totals; given them the
//! namesakes are independent, and rate and diverted votes of each are drawn and kept likewise ([`super::chances`]). Whole draws
//! are kept or not, so counts are whole and add up. Principals are independent and are drawn one after the other.

use super::proposal::Seat;
use super::shared::Shared;
use super::thinning;
use super::{Scratch, stream};
use crate::engine::walk::LANES;
use crate::model::{Group, Model, part};
use crate::scenario::Method;
use crate::stats::streams::{splitmix64, stream_at};
use crate::stats::variates::binomial;
use crate::stats::{Purpose, Stream};
use rand::{Rng, RngExt};
use std::sync::Arc;

/// Draws the simulations of these indices; `take` is told of every eight of them, or fewer at the end, once they lie in
/// the scratch.
pub(super) fn draw(model: &Model, indices: &[u64], scratch: &mut Scratch, take: &mut dyn FnMut(&Scratch, usize)) {
    let prepared = Arc::clone(&scratch.prepared);
    for eight in indices.chunks(LANES) {
        scratch.indices = std::array::from_fn(|lane| eight[lane.min(eight.len() - 1)]);
        for (lane, &index) in eight.iter().enumerate() {
            let mut before = 0;
            let mut found = Vec::with_capacity(model.groups.len());
            for (at, (group, seat)) in model.groups.iter().zip(&prepared.0).enumerate() {
                let mut here = counted(model, seat, at, before, index);
                here.segments.resize(model.world.segments(), 0);
                thinned(model, group, at, index, &mut here, scratch);
                found.push(here);
                before += seat.numbers();
            }
            conclude(model, index, lane, &found, scratch);
        }
        take(scratch, eight.len());
    }
}

/// What was found of one principal in one simulation.
#[derive(Debug, Clone, Default)]
struct Found {
    diverted: Vec<i64>,
    segments: Vec<u64>,
}

/// Draws one principal's diverted votes, of the namesakes of whom booth returns say nothing. The effects take their numbers
/// after so many that others take before.
fn counted(model: &Model, seat: &Seat, at: usize, before: usize, index: u64) -> Found {
    if seat.chances.is_empty() {
        return Found::default();
    }
    let key = splitmix64((at as u64) << 32);
    let mut effects = stream_at(model.seed, Purpose::Shared, key, index);
    let mut random = stream_at(model.seed, Purpose::Ballots, key, index);
    if let Some(law) = &seat.law {
        let at = if law.given.len() > 1 { from_law(&law.exposures, &mut effects) } else { 0 };
        let counts = law.given[at].iter().map(|reached| from_law(reached, &mut effects) as u64);
        let counts: Vec<u64> = counts.collect();
        // How segments share the votes is as believed beforehand.
        let exposures = seat.exposures(model, &mut effects, &mut random);
        return Found::new(&counts, &exposures, &mut random);
    }
    let from_point = (model.method == Method::Sobol).then(|| {
        let mut shared = Shared::new(model, index, &Arc::from([]));
        shared.pass(before);
        seat.propose(model, &mut shared, &mut random, true)
    });
    let proposed = from_point.flatten().or_else(|| seat.propose(model, &mut effects, &mut random, false));
    let Some((exposures, odds)) = proposed else { return Found::default() };
    let all: f64 = exposures.iter().sum();
    let counts: Vec<u64> =
        odds.iter().zip(&seat.chances).map(|(odds, chances)| chances.count(odds * all, &mut random)).collect();
    Found::new(&counts, &exposures, &mut random)
}

/// A place of a cumulated distribution.
fn from_law(reached: &[f64], random: &mut Stream) -> usize {
    let uniform: f64 = random.random::<f64>() * reached.last().copied().unwrap_or(1.0);
    reached.partition_point(|&r| r <= uniform).min(reached.len() - 1)
}

impl Found {
    /// Counts by namesake, shared out over segments by the segments' exposures.
    fn new(counts: &[u64], exposures: &[f64], random: &mut Stream) -> Self {
        Found {
            diverted: counts.iter().map(|&count| i64::try_from(count).unwrap_or(i64::MAX)).collect(),
            segments: split(counts.iter().sum(), exposures, random),
        }
    }
}

/// Votes by segment, each of them in proportion to the exposures.
fn split<R: Rng + ?Sized>(votes: u64, exposures: &[f64], random: &mut R) -> Vec<u64> {
    let (mut left, mut rest) = (votes, exposures.iter().sum::<f64>());
    let mut one = |(place, &here): (usize, &f64)| {
        let votes = if place + 1 == exposures.len() { left } else { binomial(left, here / rest, &mut *random) };
        (left, rest) = (left - votes, rest - here);
        votes
    };
    exposures.iter().enumerate().map(&mut one).collect()
}

/// Adds the namesakes of whom booth returns say which votes were diverted.
fn thinned(model: &Model, group: &Group, at: usize, index: u64, found: &mut Found, scratch: &mut Scratch) {
    let counted = std::mem::take(&mut found.diverted);
    let mut counted = counted.into_iter();
    let mut ballots = stream(model.seed, Purpose::Ballots, index | (at as u64) << 40);
    let mut shared = stream(model.seed, Purpose::Shared, index | (at as u64) << 40);
    for namesake in &group.namesakes {
        let votes = match &namesake.thinned {
            None => counted.next().unwrap_or(0),
            Some(thinned) => {
                let uniform: f64 = shared.random();
                scratch.row.fill(0);
                let all =
                    thinning::draw(model, group, namesake, &thinned.thinning, uniform, &mut scratch.row, &mut ballots);
                for (segment, sum) in found.segments.iter_mut().enumerate() {
                    let cells = model.world.starts[segment]..model.world.starts[segment + 1];
                    *sum += scratch.row[cells].iter().map(|&votes| u64::from(votes)).sum::<u64>();
                }
                all
            }
        };
        found.diverted.push(votes);
    }
}

/// Enters what was found into the tallies of one simulation.
fn conclude(model: &Model, index: u64, lane: usize, row: &[Found], scratch: &mut Scratch) {
    let draw = &mut scratch.draws[lane];
    draw.recorded.copy_from_slice(&model.known);
    draw.intended.copy_from_slice(&model.known);
    draw.diverted.fill(0);
    draw.clipped = 0;
    for (at, (group, found)) in model.groups.iter().zip(row).enumerate() {
        let (mut diverted, mut polled) = (0, 0);
        for (namesake, &votes) in group.namesakes.iter().zip(&found.diverted) {
            draw.diverted[namesake.candidate] = votes;
            draw.intended[namesake.candidate] -= votes;
            diverted += votes;
            polled += model.known[namesake.candidate];
        }
        let mut random = stream_at(model.seed, Purpose::Aside, splitmix64(!(at as u64)), index);
        draw.intended[group.principal] += part(diverted, group.return_share.sample(&mut random));
        draw.meant[at] = model.known[group.principal] + diverted;
        draw.own[at] = polled - diverted;
        for (sums, &here) in scratch.by_segment[at].iter_mut().zip(&found.segments) {
            sums[lane] = here;
        }
    }
}
