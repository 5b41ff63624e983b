//! From recorded votes to intended ones.

use super::Scratch;
use super::shared::Shared;
use super::thinning;
use crate::model::onward_part as part;
use crate::model::{Group, Model, Namesake};
use crate::stats::variates::{Gamma, binomial, normal};
use crate::stats::{Purpose, Stream, stream};
use rand::RngExt;

/// Room to spread the votes of one namesake in.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    taken: Vec<u32>,
    open: Vec<f64>,
}

pub(super) fn draw(model: &Model, index: u64, lane: usize, scratch: &mut Scratch) {
    let mut ballots = stream(model.seed, Purpose::Ballots, index);
    // Booth returns place votes while they are counted; only votes of totals can be left unplaced.
    let thinned = || model.groups.iter().flat_map(|group| &group.namesakes).any(|n| n.thinning.is_some());
    let skips = !scratch.places && !thinned();
    let (draw, shared) = (&mut scratch.draws[lane], &mut scratch.lanes[lane].shared);
    for (place, group) in model.groups.iter().enumerate() {
        let mut diverted = 0;
        let mut polled = 0;
        let row = &mut scratch.row;
        if !skips {
            row.fill(0);
        }
        for namesake in &group.namesakes {
            let uniform: f64 = shared.random();
            let law = namesake.diverted.as_ref();
            let count = match &namesake.thinning {
                Some(thinning) => thinning::draw(model, group, namesake, thinning, uniform, row, &mut ballots),
                None => i64::try_from(law.map_or(0, |law| law.at(uniform))).unwrap_or(0),
            };
            draw.diverted[namesake.candidate] = count;
            diverted += count;
            polled += model.known[namesake.candidate];
            draw.intended[namesake.candidate] = 0;
        }
        let returned = part(diverted, group.return_share.sample(shared));
        let split = group.onward.sample(shared);
        draw.intended[group.principal] += returned;
        group.onward.apply(split, polled - diverted, group.principal, group.rival, &mut draw.intended);
        draw.meant[place] = model.known[group.principal] + diverted;
        // Where booth returns placed every namesake's votes already, nothing is left to be spread.
        let mut rest = group.namesakes.iter().filter(|namesake| namesake.thinning.is_none()).peekable();
        if rest.peek().is_some() && skips {
            // The numbers are passed over, so that the next group draws what it would have drawn.
            shared.pass(model.world.segments());
        } else if rest.peek().is_some() {
            weigh(model, group, shared, &mut ballots, &mut scratch.weights);
            let mut together = 0;
            for namesake in rest {
                let count = u64::try_from(draw.diverted[namesake.candidate]).unwrap_or(0);
                together += spread(model, namesake, count, &scratch.weights, row, &mut scratch.room, &mut ballots);
            }
            let booths = scratch.weights.len() - usize::from(model.world.has_postal);
            multinomial(together, &scratch.weights[..booths], &mut row[..booths], &mut ballots);
        }
        if scratch.places {
            for (counts, &here) in scratch.by_cell[place].iter_mut().zip(row.iter()) {
                counts[lane] = here;
            }
        }
    }
}

/// How likely a diverted vote was cast in each cell: the principal's votes there, times a factor of
/// the segment and a gamma factor of the booth.
fn weigh(model: &Model, group: &Group, shared: &mut Shared, ballots: &mut Stream, weights: &mut Vec<f64>) {
    weights.clear();
    let cv2 = model.booth_cv * model.booth_cv;
    let gamma = Gamma::new(1.0 / cv2, cv2);
    for segment in 0..model.world.segments() {
        let factor = libm::exp(model.segment_sd * normal(shared));
        for cell in model.world.starts[segment]..model.world.starts[segment + 1] {
            let booth = gamma.as_ref().map_or(1.0, |gamma| gamma.sample(ballots));
            weights.push(f64::from(group.votes[cell]) * factor * booth);
        }
    }
}

/// Spreads the votes diverted to one namesake as far as his own returns bind them: booth by booth
/// where those are known, else between booths and postal votes. What is left may lie in any booth;
/// it is returned, to be spread together with the other namesakes' votes.
fn spread(
    model: &Model,
    namesake: &Namesake,
    count: u64,
    weights: &[f64],
    by_cell: &mut [u32],
    room: &mut Room,
    ballots: &mut Stream,
) -> u64 {
    if let Some(caps) = &namesake.caps {
        within_caps(count, caps, weights, by_cell, room, ballots);
        return 0;
    }
    let Some(last) = weights.len().checked_sub(1).filter(|_| model.world.has_postal) else { return count };
    let all: f64 = weights.iter().sum();
    let share = if all > 0.0 { weights[last] / all } else { 0.0 };
    let (postal, in_booths) = namesake.postal_and_booths.unwrap_or((count, count));
    let outside = binomial(count, share, ballots).clamp(count.saturating_sub(in_booths), postal.min(count));
    by_cell[last] += u32::try_from(outside).unwrap_or(u32::MAX);
    count - outside
}

/// Adds a multinomial sample to `counts`, cell by cell, each binomial given what is left.
fn multinomial(mut left: u64, weights: &[f64], counts: &mut [u32], ballots: &mut Stream) {
    let mut rest: f64 = weights.iter().sum();
    for (weight, count) in weights.iter().zip(counts.iter_mut()) {
        if left == 0 {
            return;
        }
        let here = binomial(left, if rest > 0.0 { weight / rest } else { 0.0 }, ballots);
        *count += u32::try_from(here).unwrap_or(u32::MAX);
        left -= here;
        rest -= weight;
    }
    // Rounding can leave a vote over after the last cell with any weight; it belongs there.
    if left > 0 {
        let last = weights.iter().rposition(|&w| w > 0.0).unwrap_or(0);
        if let Some(count) = counts.get_mut(last) {
            *count += u32::try_from(left).unwrap_or(u32::MAX);
        }
    }
}

/// A multinomial with caps: what a full cell cannot take is spread over the others again. The caps
/// add up to all the votes the namesake polled, so everything finds a place.
fn within_caps(count: u64, caps: &[u32], weights: &[f64], by_cell: &mut [u32], room: &mut Room, ballots: &mut Stream) {
    let Room { taken, open } = room;
    taken.clear();
    taken.resize(caps.len(), 0);
    open.clear();
    open.extend(weights.iter().zip(caps).map(|(&w, &cap)| if cap > 0 { w.max(1e-12) } else { 0.0 }));
    let mut left = count.min(caps.iter().map(|&cap| u64::from(cap)).sum());
    while left > 0 {
        multinomial(left, open, taken, ballots);
        left = 0;
        for ((taken, &cap), open) in taken.iter_mut().zip(caps).zip(open.iter_mut()) {
            if *taken >= cap {
                left += u64::from(*taken - cap);
                *taken = cap;
                *open = 0.0;
            }
        }
    }
    by_cell.iter_mut().zip(taken.iter()).for_each(|(all, here)| *all += here);
}
