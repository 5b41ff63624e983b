//! Where the sampler looks for the rate of one namesake, and how it decides what to keep.
//!
//! Given the exposed votes, the namesakes of a principal are independent. A rate is proposed as it was believed, times the largest
//! chance it could have, and kept with its chance: the mean, over the diverted votes that follow, of the probability that the
//! namesake's own support is exactly what is left of its total. Then a number of diverted votes is drawn and kept with that
//! probability itself. What a proposal favours is so divided out again.

use super::belief::{Cell, believed};
use super::window::Largest;
use crate::model::Namesake;
use crate::stats::variates::poisson;
use libm::{exp, log, sqrt};
use rand::{Rng, RngExt};

/// Steps of the logarithm of the mean over which chances are kept.
const STEP: f64 = 0.02;

/// Steps of the same for mean chances.
const FINE: f64 = 0.004;

/// Counts tried before the namesake's total is taken for it.
const MOST_TRIES: u32 = 100_000;

/// Chances are kept for means from exp(FIRST) on; below, nobody is diverted.
const FIRST: f64 = -6.0;

/// Deviations of the diverted votes around their mean that count as nearby. What lies beyond (two in ten thousand) is kept
/// as if its chance were the largest nearby, which it exceeds by some per cent: a bias of some millionths.
const NEARBY: f64 = 3.5;

/// One namesake's total, and where rates that make it likely lie.
#[derive(Debug, Clone)]
pub(super) struct Chances {
    /// P(own support = D - c), c = 0..=D, over the largest of them.
    own: Vec<f64>,
    /// The largest of them nearby, by the logarithm of the mean of the diverted votes.
    peaks: Vec<f64>,
    /// Their mean over a Poisson count, by the logarithm of its mean.
    means: Vec<f64>,
    proposals: Vec<Proposal>,
}

/// Odds to propose.
#[derive(Debug, Clone, Copy)]
struct Proposal {
    cell: Cell,
    /// The largest mean chance in it, whatever the exposure.
    most: f64,
    /// Belief times chance of it and all before.
    reached: f64,
}

/// The place in a table by the logarithm of the mean.
fn place(ln_mean: f64, step: f64) -> f64 {
    (ln_mean - FIRST) / step
}

/// A table read between its points by a parabola through the three nearest; at its ends beyond them.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the table")]
pub(super) fn between(table: &[f64], place: f64) -> f64 {
    let last = table.len() as f64 - 1.0;
    let place = place.clamp(0.0, last);
    let middle = place.round().clamp(1.0, last - 1.0);
    let part = place - middle;
    let [before, here, after] = [0, 1, 2].map(|next| table[middle as usize + next - 1]);
    (here + 0.5 * part * (after - before) + 0.5 * part * part * (after - 2.0 * here + before)).max(0.0)
}

/// The mean chance over a Poisson count by the logarithm of its mean.
fn averaged(own: &[f64], end: f64) -> Vec<f64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few thousand steps")]
    let steps = ((end - FIRST) / FINE).ceil() as u32 + 2;
    let mean = |step: u32| {
        let mean = exp(FIRST + FINE * f64::from(step));
        let middle = mean.floor().min(own.len() as f64 - 1.0);
        // The most probable count first, then down and up from it.
        let most = exp(middle * log(mean) - mean - libm::lgamma(middle + 1.0));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the list")]
        let first = middle as usize;
        let (mut sum, mut term) = (most * own[first], most);
        for c in (0..first).rev() {
            term *= (c as f64 + 1.0) / mean;
            sum += term * own[c];
            if term < 1e-14 * most {
                break;
            }
        }
        term = most;
        for (c, own) in own.iter().enumerate().skip(first + 1) {
            term *= mean / c as f64;
            sum += term * own;
            if term < 1e-14 * most {
                break;
            }
        }
        sum
    };
    (0..steps).map(mean).collect()
}

impl Chances {
    /// For a namesake whose exposure has its logarithm within `low..high`.
    pub fn new(namesake: &Namesake, (low, high): (f64, f64)) -> Self {
        let last = usize::try_from(namesake.votes.unwrap_or(0)).unwrap_or(usize::MAX);
        let mut own = namesake.own_support.masses(last);
        own.reverse();
        let largest = own.iter().copied().fold(0.0, f64::max);
        if largest > 0.0 {
            own.iter_mut().for_each(|value| *value /= largest);
        }
        let windows = Largest::new(&own);
        let end = log(last as f64 + 1.0).max(FIRST) + 4.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few thousand steps")]
        let steps = ((end - FIRST) / STEP).ceil() as u32;
        let reach = |mean: f64| NEARBY * sqrt(mean) + 4.0;
        let peaks = (0..steps)
            .map(|step| {
                let (from, to) = (exp(FIRST + STEP * f64::from(step)), exp(FIRST + STEP * f64::from(step + 1)));
                windows.within(from - reach(from), to + reach(to))
            })
            .collect();
        let means = averaged(&own, end);
        let windows = Largest::new(&means);
        let most = |from: f64, to: f64| windows.within(place(from + low, FINE), place(to + high, FINE) + 1.0);
        let mut reached = 0.0;
        let propose = |cell: Cell| {
            let most = most(cell.low, cell.low + cell.width);
            reached += cell.belief * most;
            Proposal { cell, most, reached }
        };
        let proposals = believed(&namesake.routes).into_iter().map(propose).collect();
        Chances { own, peaks, means, proposals }
    }

    /// How likely a proposal would be if each had the largest chance it could have, whatever the exposure: against the mean chance
    /// at an exposure, how many are made there until one is kept.
    pub fn likely(&self) -> f64 {
        self.proposals.last().map_or(0.0, |last| last.reached)
    }

    /// The mean chance over a Poisson count around a mean, given by its logarithm.
    fn average(&self, ln_mean: f64) -> f64 {
        between(&self.means, place(ln_mean, FINE))
    }

    /// The largest chance near a mean of the diverted votes, given by its logarithm.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the table")]
    fn peak(&self, ln_mean: f64) -> f64 {
        self.peaks[place(ln_mean, STEP).clamp(0.0, self.peaks.len() as f64 - 1.0) as usize]
    }

    /// A Poisson count around a mean, kept with its chance.
    pub fn count<R: Rng + ?Sized>(&self, mean: f64, random: &mut R) -> u64 {
        let most = self.peak(log(mean));
        for _ in 0..MOST_TRIES {
            let count = poisson(mean, random);
            let uniform: f64 = random.random();
            if uniform * most < self.of(count) {
                return count;
            }
        }
        self.own.len() as u64 - 1
    }

    /// The chance that so many votes were diverted, given the namesake's total; 0 where there are not so many.
    fn of(&self, diverted: u64) -> f64 {
        usize::try_from(diverted).ok().and_then(|c| self.own.get(c)).copied().unwrap_or(0.0)
    }

    /// Odds of going astray, by their chance at an exposure. Effects are taken from one generator, and whether a proposal is kept
    /// is decided by another. `None` where a proposal is to be made once and is not kept.
    pub fn propose<E, R>(&self, ln_exposure: f64, effects: &mut E, random: &mut R, once: bool) -> Option<f64>
    where
        E: Rng + ?Sized,
        R: Rng + ?Sized,
    {
        let all = self.likely();
        loop {
            let uniform: f64 = effects.random::<f64>() * all;
            let place = self.proposals.partition_point(|one| one.reached <= uniform).min(self.proposals.len() - 1);
            let Proposal { cell, most, reached } = self.proposals[place];
            // Where in its cell the odds lie, the same number says.
            let part = if cell.width > 0.0 { (reached - uniform) / (cell.belief * most) } else { 0.0 };
            let ln_odds = cell.low + cell.width * part;
            let uniform: f64 = random.random();
            if uniform * most < self.average(ln_odds + ln_exposure) {
                return Some(exp(ln_odds));
            }
            if once {
                return None;
            }
        }
    }

    /// Over what was believed, at an exposure: the mean of the largest chance near the diverted votes that follow, and of the
    /// chance itself.
    pub fn mean(&self, ln_exposure: f64) -> (f64, f64) {
        self.proposals.iter().fold((0.0, 0.0), |sum, Proposal { cell, .. }| {
            let at = cell.middle() + ln_exposure;
            (sum.0 + cell.belief * self.peak(at), sum.1 + cell.belief * self.average(at))
        })
    }
}
