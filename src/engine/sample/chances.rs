//! Where the sampler looks for the rate of one namesake, and how it decides what to keep.
//!
//! A simulation of a contest that is over is drawn forward, from rate to booths, and kept with the probability that the
//! namesake's own support is exactly what is left of its total. To throw little away, rates are proposed where that
//! probability is large *nearby*; whatever the proposal favours is divided out again.

use super::window::Largest;
use crate::model::Namesake;
use crate::stats::RateLaw;
use crate::stats::rates::Route;
use crate::stats::special::{hazard, logit, normal_cdf};
use crate::stats::variates::poisson;
use libm::{exp, expm1, log, sqrt};
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
    /// Their mean over a Poisson count, by the logarithm of its mean, and the largest of those nearby; empty where booths are
    /// walked and the count is known before it is judged.
    means: Vec<f64>,
    mean_peaks: Vec<f64>,
    proposal: Proposal,
}

#[derive(Debug, Clone)]
enum Proposal {
    /// One route: cells of the logit of its rate, with the chance of each cumulated.
    Cells(Vec<Cell>),
    /// Several: each as believed beforehand.
    Routes(Vec<Route>),
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    /// Where it begins; its odds are 0 at minus infinity.
    low: f64,
    /// How wide it is; 0 where it is one value.
    width: f64,
    /// The belief in it.
    belief: f64,
    /// The largest chance in it, whatever the exposure.
    most: f64,
    /// Belief times chance of it and all before.
    reached: f64,
}

/// A table of the logarithm of the mean, at its nearest lower point.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the table")]
fn at(table: &[f64], ln_mean: f64, step: f64) -> f64 {
    let place = ((ln_mean - FIRST) / step).max(0.0) as usize;
    table[place.min(table.len() - 1)]
}

/// The mean chance over a Poisson count by the logarithm of its mean, and the largest near each step.
fn averaged(own: &[f64], end: f64, variation: f64) -> (Vec<f64>, Vec<f64>) {
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
    let means: Vec<f64> = (0..steps).map(mean).collect();
    let windows = Largest::new(&means);
    let (reach, each) = (NEARBY * sqrt(variation) / FINE + 2.0, STEP / FINE);
    let coarse = (0..).map(|k| f64::from(k) * each).take_while(|&from| from < f64::from(steps));
    let peaks = coarse.map(|from| windows.within(from - reach, from + each + reach)).collect();
    (means, peaks)
}

impl Chances {
    /// For a namesake whose exposure has its logarithm, booths apart, within `low..high`; `variation` is the squared
    /// coefficient of variation of the seat's diverted votes by their booths. `exposed` says that exposures are drawn rather
    /// than booths walked.
    pub fn new(namesake: &Namesake, (low, high): (f64, f64), variation: f64, exposed: bool) -> Self {
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
        let reach = |mean: f64| NEARBY * sqrt(mean + variation * mean * mean) + 4.0;
        let peaks = (0..steps)
            .map(|step| {
                let (from, to) = (exp(FIRST + STEP * f64::from(step)), exp(FIRST + STEP * f64::from(step + 1)));
                windows.within(from - reach(from), to + reach(to))
            })
            .collect();
        let (means, mean_peaks) = if exposed { averaged(&own, end, variation) } else { (Vec::new(), Vec::new()) };
        let mut chances =
            Chances { own, peaks, means, mean_peaks, proposal: Proposal::Routes(namesake.routes.clone()) };
        if let [route] = namesake.routes.as_slice() {
            chances.proposal = Proposal::Cells(chances.cells(route, (low, high)));
        }
        chances
    }

    fn cells(&self, route: &Route, (low, high): (f64, f64)) -> Vec<Cell> {
        let most = |from: f64, to: f64| {
            // A rate of nothing has no logarithm, but a peak all the same.
            let (mut at, mut most) = (from + low, self.peak(from + low));
            while at < to + high + STEP {
                most = most.max(self.peak(at));
                at += STEP;
            }
            most
        };
        let mut cells = Vec::new();
        let mut add = |low: f64, width: f64, belief: f64, most: f64| {
            let before = cells.last().map_or(0.0, |cell: &Cell| cell.reached);
            cells.push(Cell { low, width, belief, most, reached: before + belief * most });
        };
        if route.open < 1.0 {
            add(f64::NEG_INFINITY, 0.0, 1.0 - route.open, self.peak(f64::NEG_INFINITY));
        }
        match route.rate {
            RateLaw::Fixed(rate) => add(logit(rate), 0.0, route.open, most(logit(rate), logit(rate))),
            law => {
                let (from, to, _) = law.logit_reach().unwrap_or((-60.0, 36.0, 1.0));
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand cells")]
                let count = ((to - from) / STEP).ceil().clamp(1.0, 1e5) as u32;
                let width = (to - from) / f64::from(count);
                let below = |x: f64| law.cdf(crate::stats::special::logistic(x));
                let mut before = 0.0;
                for cell in 0..count {
                    let start = from + width * f64::from(cell);
                    // The ends hold what lies beyond them.
                    let reached = if cell + 1 == count { 1.0 } else { below(start + width) };
                    add(start, width, route.open * (reached - before).max(0.0), most(start, start + width));
                    before = reached;
                }
            }
        }
        cells
    }

    /// The largest chance near a mean of the diverted votes, given by its logarithm.
    pub fn peak(&self, ln_mean: f64) -> f64 {
        at(if self.means.is_empty() { &self.peaks } else { &self.mean_peaks }, ln_mean, STEP)
    }

    /// The mean chance over a Poisson count around a mean, given by its logarithm: a parabola through three points.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the table")]
    pub fn average(&self, ln_mean: f64) -> f64 {
        let place = ((ln_mean - FIRST) / FINE).clamp(1.0, self.means.len() as f64 - 2.0);
        let (middle, part) = (place.round() as usize, place - place.round());
        let middle = middle.min(self.means.len() - 2);
        let [before, here, after] = [self.means[middle - 1], self.means[middle], self.means[middle + 1]];
        (here + 0.5 * part * (after - before) + 0.5 * part * part * (after - 2.0 * here + before)).max(0.0)
    }

    /// A Poisson count around a mean, kept with its chance.
    pub fn count<R: Rng + ?Sized>(&self, mean: f64, random: &mut R) -> u64 {
        let most = at(&self.peaks, log(mean), STEP);
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
    pub fn of(&self, diverted: u64) -> f64 {
        usize::try_from(diverted).ok().and_then(|c| self.own.get(c)).copied().unwrap_or(0.0)
    }

    /// Odds of going astray, proposed with the probability that they were believed times the largest chance nearby; `None`
    /// where a proposal by several routes is to be tried once and is not taken.
    pub fn propose<R: Rng + ?Sized>(&self, ln_exposure: f64, random: &mut R, once: bool) -> Option<f64> {
        loop {
            let (odds, most) = match &self.proposal {
                Proposal::Cells(cells) => {
                    let all = cells.last().map_or(0.0, |cell| cell.reached);
                    let uniform: f64 = random.random::<f64>() * all;
                    let place = cells.partition_point(|cell| cell.reached <= uniform).min(cells.len() - 1);
                    let before = if place == 0 { 0.0 } else { cells[place - 1].reached };
                    let Cell { low, width, most, reached, .. } = cells[place];
                    let part = (uniform - before) / (reached - before);
                    (exp(low + width * part), most)
                }
                Proposal::Routes(routes) => {
                    let all: f64 = routes.iter().map(|route| route.sample_hazard(random)).sum();
                    (expm1(all), 1.0)
                }
            };
            let uniform: f64 = random.random();
            if uniform * most < self.peak(log(odds) + ln_exposure) {
                return Some(odds);
            }
            if once {
                return None;
            }
        }
    }

    /// The mean of the largest chance nearby over what was believed, at an exposure; and the same with what lies above
    /// the namesake's total taken off.
    pub fn mean(&self, ln_exposure: f64, variation: f64) -> (f64, f64) {
        let last = self.own.len() as f64 - 0.5;
        let within = |ln_mean: f64| {
            let mean = exp(ln_mean);
            if mean <= 0.0 { 1.0 } else { normal_cdf((last - mean) / sqrt(mean + variation * mean * mean)) }
        };
        let mut sum = (0.0, 0.0);
        let mut add = |belief: f64, ln_odds: f64| {
            let peak = belief * self.peak(ln_odds + ln_exposure);
            sum = (sum.0 + peak, sum.1 + peak * within(ln_odds + ln_exposure));
        };
        match &self.proposal {
            Proposal::Cells(cells) => cells.iter().for_each(|cell| add(cell.belief, cell.low + 0.5 * cell.width)),
            Proposal::Routes(routes) => {
                let (sets, nodes) = (1_u32 << routes.len(), if routes.len() > 2 { 24 } else { 64 });
                for open in 0..sets {
                    let is_open = |i: usize| open >> i & 1 == 1;
                    let chance: f64 = routes
                        .iter()
                        .enumerate()
                        .map(|(i, route)| if is_open(i) { route.open } else { 1.0 - route.open })
                        .product();
                    if chance <= 0.0 {
                        continue;
                    }
                    let mut hazards = vec![0.0];
                    for (_, route) in routes.iter().enumerate().filter(|&(i, _)| is_open(i)) {
                        let each: Vec<f64> = (0..nodes)
                            .map(|k| hazard(route.rate.quantile((f64::from(k) + 0.5) / f64::from(nodes))))
                            .collect();
                        hazards = hazards.iter().flat_map(|h| each.iter().map(move |more| h + more)).collect();
                    }
                    let each = chance / hazards.len() as f64;
                    hazards.into_iter().for_each(|h| add(each, log(expm1(h))));
                }
            }
        }
        sum
    }
}
