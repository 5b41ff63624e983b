//! What is worked out once of a contest that is over: which exposures and rates make the namesakes' totals likely.

use super::chances::{Chances, between};
use super::gammas::{Sum, sums};
use crate::engine::law::{GroupLaw, each, given_exposure};
use crate::model::{Group, Model, Namesake};
use crate::stats::variates::normal;
use rand::{Rng, RngExt};
use std::sync::Arc;

/// Below this share of draws kept, a total contradicts what was believed: drawing until one is kept would take for ever,
/// and the diverted votes are taken from their law instead. The report says so.
const LEAST_KEPT: f64 = 0.02;

/// The same where namesakes of one principal contradict each other: an exposure that one of them makes likely leaves another
/// next to no chance. So many proposals, on average over the exposures that are wanted, are the most.
const MOST_PROPOSALS: f64 = 1_000.0;

/// The same of the exposures, which are sooner drawn.
const LEAST_WANTED: f64 = 0.005;

/// Steps of the logarithm of the exposure at which its weight is kept, and the most steps there are.
const STEP: f64 = 0.008;
const MOST_PLACES: f64 = 4_000.0;

/// What is worked out once for a run.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct Prepared(pub(super) Vec<Seat>);

/// One principal's part of it.
#[derive(Debug, Clone)]
pub(super) struct Seat {
    segments: Vec<Segment>,
    /// One per namesake of whom booth returns say nothing.
    pub chances: Vec<Arc<Chances>>,
    /// The logarithm of the exposure, from where on and in which steps; and the weight at each point over the largest.
    places: (f64, f64),
    weights: Vec<f64>,
    /// Where next to no draw would be kept, the law itself.
    pub law: Option<Law>,
}

/// The law of the diverted votes of namesakes that share an exposure.
#[derive(Debug, Clone)]
pub(super) struct Law {
    /// The exposures' probabilities, cumulated.
    pub exposures: Vec<f64>,
    /// At each exposure the law of every namesake, cumulated.
    pub given: Vec<Vec<Vec<f64>>>,
}

/// The booths of one segment.
#[derive(Debug, Clone)]
struct Segment {
    votes: f64,
    /// Their exposure as sums of gamma variates; none where booths do not vary.
    sums: Vec<Sum>,
}

impl Prepared {
    pub fn new(model: &Model) -> Arc<Self> {
        Arc::new(Prepared(model.groups.iter().map(|group| Seat::new(model, group)).collect()))
    }
}

impl Seat {
    fn new(model: &Model, group: &Group) -> Self {
        let cv2 = model.booth_cv * model.booth_cv;
        let cells = || model.world.starts.windows(2).map(|ends| &group.votes[ends[0]..ends[1]]);
        let segments: Vec<Segment> = cells()
            .map(|cells| Segment {
                votes: cells.iter().map(|&n| f64::from(n)).sum(),
                sums: if cv2 > 0.0 { sums(cells, cv2) } else { Vec::new() },
            })
            .collect();
        let all: f64 = segments.iter().map(|segment| segment.votes).sum::<f64>().max(1e-300);
        // The logarithm of the exposure is nearly normal, with so much variance from segments and from booths.
        let effects = libm::exp(model.segment_sd * model.segment_sd);
        let of_segments: f64 = segments.iter().map(|segment| (segment.votes / all) * (segment.votes / all)).sum();
        let of_booths: f64 = group.votes.iter().map(|&n| (f64::from(n) / all) * (f64::from(n) / all)).sum();
        let variance = libm::log1p((effects - 1.0) * of_segments + effects * cv2 * of_booths);
        let (sd, middle) = (libm::sqrt(variance), libm::log(all) + 0.5 * (libm::log(effects) - variance));
        let reach = 6.0 * sd * (1.0 + model.segment_sd + cv2 * libm::sqrt(of_booths));
        let (low, high) = (middle - reach, middle + reach);
        let counted = group.namesakes.iter().filter(|namesake| namesake.thinned.is_none());
        let (distinct, which) = apart(counted);
        let distinct: Vec<Arc<Chances>> =
            each(&distinct, |namesake| Some(Arc::new(Chances::new(namesake, (low, high))))).unwrap_or_default();
        let chances: Vec<Arc<Chances>> = which.iter().map(|&at| Arc::clone(&distinct[at])).collect();
        let places = ((high - low) / STEP).clamp(2.0, MOST_PLACES).ceil();
        let step = (high - low).max(1e-9) / places;
        let prior = |ln: f64| if sd > 0.0 { libm::exp(-0.5 * (ln - middle) * (ln - middle) / variance) } else { 1.0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand places")]
        let points: Vec<u32> = (0..=places as u32).collect();
        let at = |k: &u32| {
            let means: Vec<(f64, f64)> = distinct.iter().map(|one| one.mean(low + step * f64::from(*k))).collect();
            let kept: Vec<f64> = means.iter().map(|&(near, mean)| if near > 0.0 { mean / near } else { 0.0 }).collect();
            let proposals = which.iter().map(|&at| distinct[at].likely() / means[at].1 + 1.0 / kept[at]).sum::<f64>();
            let weight = which.iter().fold(0.0, |sum, &at| sum + libm::log(means[at].1));
            Some((kept.into_iter().fold(0.0, f64::max), proposals, weight))
        };
        let found: Vec<(f64, f64, f64)> = each(&points, at).unwrap_or_default();
        let kept = found.iter().fold(0.0, |most, place| place.0.max(most));
        let (proposals, weights): (Vec<f64>, Vec<f64>) = found.into_iter().map(|place| (place.1, place.2)).unzip();
        let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = weights.into_iter().map(|weight| libm::exp(weight - most)).collect();
        let priors = || (0..weights.len()).map(|k| prior(low + step * k as f64));
        let likely: Vec<f64> = weights.iter().zip(priors()).map(|(weight, prior)| weight * prior).collect();
        let wanted = likely.iter().sum::<f64>();
        // Where an exposure has no chance at all it is never proposed, and takes no proposals.
        let taken = likely.iter().zip(proposals).filter(|(likely, _)| **likely > 0.0).map(|(likely, all)| likely * all);
        let contradicted = !chances.is_empty()
            && (kept < LEAST_KEPT
                || !most.is_finite()
                || wanted < LEAST_WANTED * priors().sum::<f64>()
                || taken.sum::<f64>() > MOST_PROPOSALS * wanted);
        Seat { segments, chances, places: (low, step), weights, law: contradicted.then(|| Law::new(model, group)) }
    }

    /// How much of the proposals at an exposure is wanted, against the exposure at which most is.
    fn weight(&self, ln_exposure: f64) -> f64 {
        between(&self.weights, (ln_exposure - self.places.0) / self.places.1)
    }

    /// The numbers of a stream that the effects of one try take.
    pub fn numbers(&self) -> usize {
        self.segments.len() + self.chances.len()
    }

    /// The exposure of every segment as it was believed, whatever was counted. The segments' effects are taken from one generator and
    /// the booths from another.
    pub fn exposures<E, R>(&self, model: &Model, effects: &mut E, random: &mut R) -> Vec<f64>
    where
        E: Rng + ?Sized,
        R: Rng + ?Sized,
    {
        let of = |segment: &Segment| {
            let factor = libm::exp(model.segment_sd * normal(effects));
            let booths: f64 = segment.sums.iter().map(|sum| sum.sample(random)).sum();
            factor * if segment.sums.is_empty() { segment.votes } else { booths }
        };
        self.segments.iter().map(of).collect()
    }

    /// Exposures by segment and odds by namesake, given the namesakes' totals; `None` where one try is asked for and fails.
    pub fn propose<E, R>(
        &self,
        model: &Model,
        effects: &mut E,
        random: &mut R,
        once: bool,
    ) -> Option<(Vec<f64>, Vec<f64>)>
    where
        E: Rng + ?Sized,
        R: Rng + ?Sized,
    {
        loop {
            let exposures = self.exposures(model, effects, random);
            let ln_exposure = libm::log(exposures.iter().sum());
            let uniform: f64 = random.random();
            if uniform >= self.weight(ln_exposure) {
                if once {
                    return None;
                }
                continue;
            }
            let odds: Option<Vec<f64>> =
                self.chances.iter().map(|chances| chances.propose(ln_exposure, effects, random, once)).collect();
            return Some((exposures, odds?));
        }
    }
}

/// The namesakes that differ in anything but whom they are, and which of those each is: on a ballot of a thousand most
/// have polled as many as another.
fn apart<'n>(namesakes: impl Iterator<Item = &'n Namesake>) -> (Vec<&'n Namesake>, Vec<usize>) {
    let mut distinct: Vec<&Namesake> = Vec::new();
    let mut which = Vec::new();
    for namesake in namesakes {
        let alike = |other: &&Namesake| {
            (other.votes, other.own_support) == (namesake.votes, namesake.own_support)
                && other.routes == namesake.routes
        };
        which.push(distinct.iter().position(alike).unwrap_or_else(|| {
            distinct.push(namesake);
            distinct.len() - 1
        }));
    }
    (distinct, which)
}

impl Law {
    fn new(model: &Model, group: &Group) -> Self {
        let counted = group.namesakes.iter().filter(|namesake| namesake.thinned.is_none()).count();
        let mut points = if counted > 1 { given_exposure(model, group) } else { Vec::new() };
        if points.is_empty() {
            // A single namesake shares the exposure with nobody; and where no exposure explains the count, the law says what it can.
            let each = GroupLaw::new(model, group).each.into_iter().zip(&group.namesakes);
            points.push((1.0, each.filter(|(_, namesake)| namesake.thinned.is_none()).map(|(law, _)| law).collect()));
        }
        let (exposures, given): (Vec<f64>, Vec<Vec<Vec<f64>>>) = points.into_iter().unzip();
        let cumulate = |laws: Vec<Vec<f64>>| laws.into_iter().map(cumulated).collect();
        Law { exposures: cumulated(exposures), given: given.into_iter().map(cumulate).collect() }
    }
}

fn cumulated(law: Vec<f64>) -> Vec<f64> {
    let mut reached = 0.0;
    let add = |p: f64| {
        reached += p;
        reached
    };
    law.into_iter().map(add).collect()
}
