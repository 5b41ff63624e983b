//! A contest that is over: the draw of a contest to come, kept with the probability of what was counted.
//!
//! Segments' effects and rates are proposed, booths are drawn forward, and the whole is kept with the probability that
//! every namesake's own support is what its total leaves. Whole draws are kept or not, so counts are whole and add up.
//! Principals are independent and are drawn one after the other.

use super::negative::{Alike, Table, Walk};
use super::proposal::Seat;
use super::shared::Shared;
use super::thinning;
use super::{Scratch, stream};
use crate::engine::lanes::Body;
use crate::engine::uniforms::Streams;
use crate::engine::walk::{LANES, Lane};
use crate::model::{Group, Model, part};
use crate::scenario::Method;
use crate::stats::Purpose;
use crate::stats::streams::{splitmix64, state, stream_at};
use crate::stats::variates::{Gamma, binomial, normal};
use rand::{Rng, RngExt};
use std::sync::Arc;

/// The effects that all booths of a proposal share.
struct Proposal {
    place: usize,
    attempt: u64,
    /// By segment.
    factors: Vec<f64>,
    /// By namesake.
    odds: Vec<f64>,
    ln_exposure: f64,
    mean: f64,
}

/// Draws the simulations of these indices; `take` is told of every eight of them, or fewer at the end, once they lie in
/// the scratch.
pub(super) fn draw(model: &Model, indices: &[u64], scratch: &mut Scratch, take: &mut dyn FnMut(&Scratch, usize)) {
    let prepared = Arc::clone(&scratch.prepared);
    let mut found = vec![Found::default(); indices.len() * model.groups.len()];
    for (at, (group, seat)) in model.groups.iter().zip(&prepared.0).enumerate() {
        fill(model, group, seat, at, indices, scratch, &mut found);
    }
    let groups = model.groups.len();
    for (eight, rows) in indices.chunks(LANES).zip(found.chunks(LANES * groups)) {
        scratch.indices = std::array::from_fn(|lane| eight[lane.min(eight.len() - 1)]);
        for (lane, (&index, row)) in eight.iter().zip(rows.chunks(groups)).enumerate() {
            conclude(model, index, lane, row, scratch);
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

/// Draws one principal's diverted votes in every simulation.
fn fill(
    model: &Model,
    group: &Group,
    seat: &Seat,
    at: usize,
    indices: &[u64],
    scratch: &mut Scratch,
    found: &mut [Found],
) {
    let groups = model.groups.len();
    let before: usize =
        model.groups.iter().zip(&scratch.prepared.0).take(at).map(|(group, seat)| seat.numbers(group)).sum();
    let key = |attempt: u64| splitmix64((at as u64) << 32 | attempt);
    let propose = |place: usize, attempt: u64| {
        let index = indices[place];
        let (factors, odds, ln_exposure) = if model.method == Method::Sobol && attempt == 0 {
            let mut shared = Shared::new(model, index, &Arc::from([]));
            shared.pass(before);
            seat.propose(model, &mut shared, true)?
        } else {
            seat.propose(model, &mut stream_at(model.seed, Purpose::Shared, key(attempt), index), false)?
        };
        let mean = odds.iter().sum::<f64>() * libm::exp(ln_exposure);
        Some(Proposal { place, attempt, factors, odds, ln_exposure, mean })
    };
    if !seat.chances.is_empty() && seat.law.is_none() {
        let mut open: Vec<(usize, u64)> = (0..indices.len()).map(|place| (place, 0)).collect();
        while !open.is_empty() {
            let mut next = Vec::new();
            let mut proposals: Vec<Proposal> = Vec::with_capacity(open.len());
            for &(place, attempt) in &open {
                match propose(place, attempt) {
                    Some(proposal) => proposals.push(proposal),
                    None => next.push((place, attempt + 1)),
                }
            }
            // Simulations of like means side by side, so that their walks end together.
            proposals.sort_by(|a, b| a.mean.total_cmp(&b.mean).then(a.place.cmp(&b.place)));
            for eight in proposals.chunks(LANES) {
                let keep = |place: usize, attempt: u64| (place, attempt + 1);
                let kept = if seat.exposed {
                    eight.iter().map(|proposal| expose(model, seat, proposal, indices[proposal.place], key)).collect()
                } else {
                    walk(model, seat, eight, indices, key, scratch.body, &mut scratch.sizes)
                };
                for (proposal, kept) in eight.iter().zip(kept) {
                    match kept {
                        Some(kept) => found[proposal.place * groups + at] = kept,
                        None => next.push(keep(proposal.place, proposal.attempt)),
                    }
                }
            }
            open = next;
        }
    }
    for (place, &index) in indices.iter().enumerate() {
        let found = &mut found[place * groups + at];
        if let Some(laws) = &seat.law {
            let mut random = stream_at(model.seed, Purpose::Shared, key(0), index);
            found.diverted = laws
                .iter()
                .map(|reached| {
                    let uniform: f64 = random.random::<f64>() * reached.last().copied().unwrap_or(1.0);
                    i64::try_from(reached.partition_point(|&r| r <= uniform).min(reached.len() - 1)).unwrap_or(0)
                })
                .collect();
            // How segments share the votes is as believed beforehand.
            let factors: Vec<f64> =
                seat.segments.iter().map(|_| libm::exp(model.segment_sd * normal(&mut random))).collect();
            let votes = found.diverted.iter().map(|votes| votes.unsigned_abs()).sum();
            found.segments = split(votes, &exposures(model, seat, &factors, &mut random), &mut random);
        }
        found.segments.resize(model.world.segments(), 0);
        thinned(model, group, at, index, found, scratch);
    }
}

/// Draws the booths of eight proposals, or fewer, and says which are kept.
fn walk(
    model: &Model,
    seat: &Seat,
    eight: &[Proposal],
    indices: &[u64],
    key: impl Fn(u64) -> u64,
    body: Body,
    tables: &mut Vec<Table>,
) -> Vec<Option<Found>> {
    let lane_of = |lane: usize| &eight[lane.min(eight.len() - 1)];
    let states = std::array::from_fn(|lane| {
        let proposal = lane_of(lane);
        state(splitmix64(model.seed) ^ key(proposal.attempt), Purpose::Ballots, indices[proposal.place])
    });
    let mut streams = Streams::new(states);
    let totals: [f64; LANES] = std::array::from_fn(|lane| lane_of(lane).odds.iter().sum());
    let mut segments = vec![[0_u64; LANES]; seat.segments.len()];
    for (segment, (sums, (booths, _))) in segments.iter_mut().zip(&seat.segments).enumerate() {
        let odds = Lane(std::array::from_fn(|lane| totals[lane] * lane_of(lane).factors[segment]));
        if odds.0.iter().any(|&odds| odds > 0.0) {
            *sums =
                body.run(Walk { odds, cv2: model.booth_cv * model.booth_cv, booths, streams: &mut streams, tables });
        }
    }
    let mut kept = Vec::with_capacity(eight.len());
    for (lane, proposal) in eight.iter().enumerate() {
        let mut random = stream_at(model.seed, Purpose::Aside, key(proposal.attempt), indices[proposal.place]);
        let (mut left, mut rest) = (segments.iter().map(|sums| sums[lane]).sum::<u64>(), totals[lane]);
        let (mut diverted, mut chance) = (Vec::with_capacity(proposal.odds.len()), 1.0);
        for (place, (&odds, chances)) in proposal.odds.iter().zip(&seat.chances).enumerate() {
            let last = place + 1 == proposal.odds.len();
            let here = if last { left } else { binomial(left, odds / rest, &mut random) };
            (left, rest) = (left - here, rest - odds);
            // The chance nearby is larger but for one draw in millions.
            chance *= chances.of(here) / chances.peak(libm::log(odds) + proposal.ln_exposure);
            diverted.push(i64::try_from(here).unwrap_or(i64::MAX));
        }
        let uniform: f64 = random.random();
        kept.push((uniform < chance).then(|| Found { diverted, segments: segments.iter().map(|s| s[lane]).collect() }));
    }
    kept
}

/// The exposure of every segment, given the segments' factors.
fn exposures<R: Rng + ?Sized>(model: &Model, seat: &Seat, factors: &[f64], random: &mut R) -> Vec<f64> {
    let cv2 = model.booth_cv * model.booth_cv;
    let of = |((booths, votes), factor): (&(Vec<Alike>, f64), &f64)| {
        // Booths of one size together are a gamma variate again.
        let mut one = |alike: &Alike| {
            Gamma::new(alike.booths / cv2, cv2 * alike.votes).map_or(0.0, |gamma| gamma.sample(&mut *random))
        };
        factor * if cv2 > 0.0 { booths.iter().map(&mut one).sum() } else { *votes }
    };
    seat.segments.iter().zip(factors).map(of).collect()
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

/// Draws the exposure of every segment for one proposal and then the votes: given the exposure the namesakes' counts are
/// independent, and each is drawn until it is kept. The exposure is kept with the mean of their chances.
fn expose(model: &Model, seat: &Seat, proposal: &Proposal, index: u64, key: impl Fn(u64) -> u64) -> Option<Found> {
    let mut random = stream_at(model.seed, Purpose::Ballots, key(proposal.attempt), index);
    let exposures = exposures(model, seat, &proposal.factors, &mut random);
    let all: f64 = exposures.iter().sum();
    let ln = libm::log(all);
    let chance = proposal.odds.iter().zip(&seat.chances).map(|(&odds, chances)| {
        let ln_odds = libm::log(odds);
        chances.average(ln_odds + ln) / chances.peak(ln_odds + proposal.ln_exposure)
    });
    let chance: f64 = chance.product();
    let uniform: f64 = random.random();
    if uniform >= chance {
        return None;
    }
    let counts: Vec<u64> =
        proposal.odds.iter().zip(&seat.chances).map(|(odds, chances)| chances.count(odds * all, &mut random)).collect();
    let segments = split(counts.iter().sum(), &exposures, &mut random);
    Some(Found { diverted: counts.into_iter().map(|c| i64::try_from(c).unwrap_or(i64::MAX)).collect(), segments })
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
