//! What is worked out once of a contest that is over: which segments' effects and rates make the namesakes' totals likely.

use super::chances::Chances;
use super::negative::Alike;
use crate::engine::law::GroupLaw;
use crate::model::{Group, Model};
use crate::stats::variates::normal;
use rand::{Rng, RngExt};
use std::sync::Arc;

/// Below this share of draws kept, a total contradicts what was believed: drawing until one is kept would take for ever,
/// and the diverted votes are taken from their law instead. The report says so.
const LEAST_KEPT: f64 = 0.02;

/// The same of the segments' effects, which are sooner drawn.
const LEAST_WANTED: f64 = 0.005;

/// Where namesakes polled more votes a booth than this, a gamma variate is drawn sooner than so many steps are walked.
const MANY: f64 = 4.0;

/// Points of the logarithm of the exposure at which the weight of the segments' effects is kept.
const PLACES: u32 = 48;

/// What is worked out once for a run.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct Prepared(pub(super) Vec<Seat>);

/// One principal's part of it.
#[derive(Debug, Clone)]
pub(super) struct Seat {
    /// Booths of one size together, by segment, and all their votes.
    pub segments: Vec<(Vec<Alike>, f64)>,
    /// One per namesake of whom booth returns say nothing.
    pub chances: Vec<Chances>,
    /// The logarithm of the exposure, from where on and in which steps; and the logarithm of the weight at each point.
    places: (f64, f64),
    weights: Vec<f64>,
    /// Whether exposures are drawn and not booths: where booths divert many votes, or namesakes are several and would rarely all
    /// be kept at once.
    pub exposed: bool,
    /// Where next to no draw would be kept, the law of every namesake, cumulated.
    pub law: Option<Vec<Vec<f64>>>,
}

impl Prepared {
    pub fn new(model: &Model) -> Arc<Self> {
        Arc::new(Prepared(model.groups.iter().map(|group| Seat::new(model, group)).collect()))
    }
}

impl Seat {
    fn new(model: &Model, group: &Group) -> Self {
        let segments: Vec<(Vec<Alike>, f64)> = model
            .world
            .starts
            .windows(2)
            .map(|ends| {
                let mut sizes = group.votes[ends[0]..ends[1]].to_vec();
                sizes.sort_unstable();
                let alike = sizes.chunk_by(|a, b| a == b).filter(|same| same[0] > 0);
                let alike = alike.map(|same| Alike { votes: f64::from(same[0]), booths: same.len() as f64 });
                let alike: Vec<Alike> = alike.collect();
                let votes = alike.iter().map(|alike| alike.votes * alike.booths).sum();
                (alike, votes)
            })
            .collect();
        let all: f64 = segments.iter().map(|(_, votes)| votes).sum::<f64>().max(1e-300);
        let squares = |power: i32| -> f64 { segments.iter().map(|(_, votes)| (votes / all).powi(power)).sum() };
        let cv2 = model.booth_cv * model.booth_cv;
        let booths: f64 = segments.iter().flat_map(|(alike, _)| alike).map(|a| a.booths * a.votes * a.votes).sum();
        let variation = 1.5 * cv2 * booths / (all * all);
        let sd = model.segment_sd * libm::sqrt(squares(2));
        // The sum of log-normal effects is skewed to the right.
        let (low, high) = (libm::log(all) - 6.0 * sd, libm::log(all) + 6.0 * sd * (1.0 + model.segment_sd));
        let namesakes: Vec<_> = group.namesakes.iter().filter(|namesake| namesake.thinned.is_none()).collect();
        let cells = segments.iter().flat_map(|(alike, _)| alike).map(|alike| alike.booths).sum::<f64>().max(1.0);
        let polled: u64 = namesakes.iter().filter_map(|namesake| namesake.votes).sum();
        let exposed = namesakes.len() > 2 || polled as f64 > MANY * cells;
        let new = |namesake: &&crate::model::Namesake| Chances::new(namesake, (low, high), variation, exposed);
        let chances: Vec<Chances> = namesakes.iter().map(new).collect();
        let step = (high - low).max(1e-9) / f64::from(PLACES);
        let mut kept = 0.0_f64;
        let weights: Vec<f64> = (0..=PLACES)
            .map(|k| {
                let means = chances.iter().map(|one| one.mean(low + step * f64::from(k), variation));
                means.fold(0.0, |sum, (all, within)| {
                    kept = kept.max(if all > 0.0 { within / all } else { 0.0 });
                    sum + libm::log(all)
                })
            })
            .collect();
        let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = weights.into_iter().map(|weight| libm::exp(weight - most)).collect();
        // How many of the segments' effects are wanted: the exposure is nearly log-normal.
        let variance = libm::log1p(libm::expm1(model.segment_sd * model.segment_sd) * squares(2));
        let middle = libm::log(all) + 0.5 * (model.segment_sd * model.segment_sd - variance);
        let prior = |k: usize| {
            let away = low + step * k as f64 - middle;
            if variance > 0.0 { libm::exp(-0.5 * away * away / variance) } else { 1.0 }
        };
        let sum: f64 = (0..weights.len()).map(prior).sum();
        let wanted = weights.iter().enumerate().map(|(k, weight)| weight * prior(k)).sum::<f64>() / sum;
        let contradicted = !chances.is_empty() && (kept < LEAST_KEPT || !most.is_finite() || wanted < LEAST_WANTED);
        Seat {
            segments,
            chances,
            exposed,
            places: (low, step),
            weights,
            law: contradicted.then(|| cumulated(model, group)),
        }
    }

    /// How much of the proposals at an exposure is wanted, against the exposure at which most is.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the table")]
    fn weight(&self, ln_exposure: f64) -> f64 {
        let at = ((ln_exposure - self.places.0) / self.places.1).clamp(0.0, f64::from(PLACES) - 1e-9);
        let (cell, part) = (at as usize, at.fract());
        self.weights[cell] * (1.0 - part) + self.weights[cell + 1] * part
    }

    /// The numbers of a stream that one try takes at the most.
    pub fn numbers(&self, group: &Group) -> usize {
        let routes = group.namesakes.iter().flat_map(|namesake| &namesake.routes);
        self.segments.len() + 1 + 2 * self.chances.len() + routes.map(|route| 2 + route.rate.numbers()).sum::<usize>()
    }

    /// Effects of segments and rates that make the namesakes' totals likely; `None` where one try is asked for and fails.
    pub fn propose<R: Rng + ?Sized>(
        &self,
        model: &Model,
        random: &mut R,
        once: bool,
    ) -> Option<(Vec<f64>, Vec<f64>, f64)> {
        loop {
            let factors: Vec<f64> =
                self.segments.iter().map(|_| libm::exp(model.segment_sd * normal(random))).collect();
            let exposure: f64 = self.segments.iter().zip(&factors).map(|((_, votes), factor)| votes * factor).sum();
            let ln_exposure = libm::log(exposure);
            let uniform: f64 = random.random();
            if uniform >= self.weight(ln_exposure) {
                if once {
                    return None;
                }
                continue;
            }
            let odds: Option<Vec<f64>> =
                self.chances.iter().map(|chances| chances.propose(ln_exposure, random, once)).collect();
            return Some((factors, odds?, ln_exposure));
        }
    }
}

/// The distribution of each counted namesake's diverted votes, cumulated.
fn cumulated(model: &Model, group: &Group) -> Vec<Vec<f64>> {
    let laws = GroupLaw::new(model, group).each;
    let counted = laws.into_iter().zip(&group.namesakes).filter(|(_, namesake)| namesake.thinned.is_none());
    counted
        .map(|(law, _)| {
            let mut reached = 0.0;
            let add = |p: f64| {
                reached += p;
                reached
            };
            law.into_iter().map(add).collect()
        })
        .collect()
}
