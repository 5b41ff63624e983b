//! Contests to come that no single tail decides: several principals, namesakes who could come first themselves, segments
//! that vary beyond measure, intended votes that are uncertain.
//!
//! The few effects that all booths share are points of scrambled Sobol' sequences (Owen 1995). At each point one effect is
//! left open and integrated exactly: a rate from which on the leader loses, or the swing between the first two within which
//! one is meant and another recorded. What the booths add by chance is normal with its skewness corrected, and counted out
//! where votes are few. Thirty-two independent scrambles, and what the correction changes, bound the error.

use super::Exact;
use super::leader::{Chance, Shared, leader, loses};
use super::swing::Swing;
use super::votes::{Effects, Votes, intended, stated};
use crate::model::Model;
use crate::scenario::Support;
use crate::stats::sobol;
use crate::stats::streams::splitmix64;
use rand::rand_core::TryRng;
use std::convert::Infallible;

/// Independent scrambles, of whose means the spread is the error.
const SCRAMBLES: u64 = 32;

/// The bound of the error that is wanted.
const WANTED: f64 = 8e-6;

/// Points of a scramble, at first and at the most.
const FIRST: u32 = 128;
const MOST: u32 = 512;

/// No point takes more numbers than this for anything but the booths.
const BEYOND: usize = 1 << 16;

/// So many standard errors bound the error: beyond, one case in ten thousand on 31 degrees of freedom.
const BOUND: f64 = 4.5;

/// Every so many points the booths' chance is also taken without a correction for its skewness.
const SAMPLED: u32 = 8;

/// How many times what that correction changes may be missing still.
const DOUBT: f64 = 3.0;

/// Sums over the points of a scramble: all of them; and of some, with that correction and without.
type Sums = Vec<[f64; 3]>;

/// The flip probability of the contest, and of every principal.
pub(super) fn flips(model: &Model, support: &Support) -> (Exact, Vec<Exact>) {
    let groups = model.groups.len();
    let swing = Swing::new(model, support);
    let scrambles: Vec<u64> = (0..SCRAMBLES).collect();
    let mut sums: Vec<Sums> = vec![vec![[0.0; 3]; groups + 1]; scrambles.len()];
    let (mut from, mut to) = (0, FIRST);
    loop {
        let more = super::each(&scrambles, |&scramble| {
            let mut sum: Sums = vec![[0.0; 3]; groups + 1];
            for number in from..to {
                let mut point = Point { seed: model.seed, scramble, number, taken: 0 };
                let compares = number.is_multiple_of(SAMPLED);
                at_point(model, support, swing.as_ref(), &mut point, compares, &mut |leader, lost| {
                    let place = model.groups.iter().position(|group| group.principal == leader);
                    for at in place.into_iter().chain([groups]) {
                        sum[at][0] += lost[0];
                        if compares {
                            (sum[at][1], sum[at][2]) = (sum[at][1] + lost[0], sum[at][2] + lost[1]);
                        }
                    }
                });
            }
            Some(sum)
        });
        for (sum, more) in sums.iter_mut().zip(more.unwrap_or_default()) {
            sum.iter_mut().flatten().zip(more.into_iter().flatten()).for_each(|(a, b)| *a += b);
        }
        let found: Vec<(Exact, f64)> = (0..=groups).map(|place| estimate(&sums, place, f64::from(to))).collect();
        let (all, chance) = found[groups];
        // More points do nothing for what is not theirs.
        if all.error <= WANTED.max(2.0 * chance) || to >= MOST {
            return (all, found[..groups].iter().map(|(exact, _)| *exact).collect());
        }
        (from, to) = (to, 2 * to);
    }
}

/// Adds whoever leads by the votes as meant at one point, and the probability that another is recorded as the winner: with the
/// booths' chance corrected for skewness and, where that is compared, without.
fn at_point(
    model: &Model,
    support: &Support,
    swing: Option<&Swing>,
    point: &mut Point,
    compares: bool,
    add: &mut dyn FnMut(usize, [f64; 2]),
) {
    let shared = Shared::draw(model, support.is_fixed(), point);
    let lost = |votes: &Votes, leader: usize, how: Chance| {
        let lost = |skewed: bool| loses(model, votes, &shared, leader, how, skewed);
        [lost(true), if compares { lost(false) } else { 0.0 }]
    };
    let effects = Effects::draw(model, support, point);
    let at = |effects: &Effects| intended(model, support, effects, &mut point.beyond());
    if let Some(swing) = swing {
        swing.path(&effects, at).each(&|votes| leader(model, votes, &shared), &mut |votes, leader, weight| {
            add(leader, lost(votes, leader, Chance::Drawn).map(|lost| weight * lost));
        });
        return;
    }
    let votes = if support.is_fixed() { stated(model) } else { at(&effects) };
    if let Some(leader) = leader(model, &votes, &shared) {
        add(leader, lost(&votes, leader, Chance::Averaged));
    }
}

/// The mean of the scrambles, and what bounds its error: their spread, and some of what correcting the booths' chance for skewness
/// changes, which is returned beside it.
fn estimate(sums: &[Sums], place: usize, points: f64) -> (Exact, f64) {
    let n = sums.len() as f64;
    let mean = |which: usize| sums.iter().map(|sum| sum[place][which] / points).sum::<f64>() / n;
    let corrected = mean(0);
    let chance = DOUBT * f64::from(SAMPLED) * (mean(1) - mean(2)).abs();
    let away = |sum: &Sums| sum[place][0] / points - corrected;
    let variance = sums.iter().map(|sum| away(sum) * away(sum)).sum::<f64>() / (n * (n - 1.0));
    let error = BOUND * libm::sqrt(variance) + chance + 1e-6;
    (Exact { probability: corrected.clamp(0.0, 1.0), error }, chance)
}

/// A place in a scrambled Sobol' sequence, as a generator of numbers; beyond its coordinates each is hashed of its place.
#[derive(Debug, Clone)]
pub(super) struct Point {
    seed: u64,
    scramble: u64,
    number: u32,
    taken: usize,
}

impl Point {
    /// The same place, beyond its coordinates.
    pub fn beyond(&self) -> Self {
        Point { taken: self.taken.max(sobol::DIMENSIONS) + BEYOND, ..*self }
    }
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
