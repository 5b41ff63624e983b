//! The short answer of a study: its flip probability and its diverted votes, as a point of a sweep needs them.

use super::Study;
use super::check::Disagreement;
use crate::engine::{self, Plan, Progress, Summary, law};
use crate::inference::infer;
use crate::model::{Direction, Model};
use crate::stats::Estimate;
use serde::{Deserialize, Serialize};

/// An exact answer whose error may be larger than this is simulated beside.
const SHARP: f64 = 1e-4;

/// Where the exact law answers and no draws were asked for, the diverted votes of a contest to come are
/// still read off so many simulations, and the law is checked by them.
const FEW_DRAWS: u64 = 8_192;

/// The quantiles of the diverted votes that a point keeps.
const SHARES: [f64; 3] = [0.05, 0.5, 0.95];

/// What one point came to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The flip probability: simulated, or exact where only the law was asked.
    pub flip_probability: f64,
    /// The Monte Carlo standard error; 0 where only the law was asked.
    pub standard_error: f64,
    /// The Monte Carlo interval.
    pub interval: [f64; 2],
    /// The exact probability, where a law applies.
    pub exact: Option<f64>,
    /// Quantiles of the diverted votes of the principal in question: 5, 50 and 95 %.
    pub diverted: [i64; 3],
    /// Simulations that flipped.
    pub flips: u64,
    /// Simulations behind the probability; 0 where only the law was asked.
    pub draws: u64,
}

impl Answer {
    /// The best that is known of the probability: the exact one, where there is one.
    #[must_use]
    pub fn best(&self) -> f64 {
        self.exact.unwrap_or(self.flip_probability)
    }

    /// Whether any point could have this answer: what comes from a file may be made up, seals and all.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let share = |p: f64| (0.0..=1.0).contains(&p);
        share(self.flip_probability)
            && self.exact.is_none_or(share)
            && self.standard_error >= 0.0
            && self.interval[0] <= self.interval[1]
            && self.diverted.is_sorted()
            && self.flips <= self.draws
            && self.draws <= crate::scenario::MOST_DRAWS
    }

    /// The error of [`Answer::best`] by the simulator.
    #[must_use]
    pub fn error(&self) -> f64 {
        if self.exact.is_some() { 0.0 } else { self.standard_error }
    }
}

/// Why a point has no answer.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum AnswerError {
    /// Nobody is a namesake at this point.
    #[error("nobody is a namesake, so there is nothing to simulate")]
    Nobody,
    /// The simulated and the exact probability disagree.
    #[error("self-check failed: {0}")]
    SelfCheck(Disagreement),
    /// It was asked to stop.
    #[error("interrupted")]
    Interrupted,
}

impl Study {
    /// The short answer. With `simulate` the scenario's draws are made whatever the law says; without, only where the law
    /// bounds its own error by no small number.
    ///
    /// # Errors
    /// An [`AnswerError`]. Other points of a sweep may still have answers.
    pub fn answer(&self, simulate: bool, watch: &mut dyn FnMut(Progress) -> bool) -> Result<Answer, AnswerError> {
        let (scenario, evidence) = (&self.scenario, &self.evidence);
        // The law of all hazards together is for the report of a run alone, and takes a second where routes are
        // several.
        let mut model = Model::counted(scenario, evidence).ok_or(AnswerError::Nobody)?;
        infer(scenario, evidence, &mut model, self.effort);
        let known = if simulate { None } else { Some(law::answer(&model)) };
        // A law that is not sharp is no answer by itself.
        let simulate = simulate || known.as_ref().is_some_and(|known| known.flip.error > SHARP);
        if let (Some(known), Direction::Retrospective, false) = (&known, &model.direction, simulate) {
            let group = &known.groups[model.focus];
            let diverted = SHARES.map(|share| i64::try_from(group.quantile(share)).unwrap_or(i64::MAX));
            return Ok(exactly(known.flip.probability, diverted));
        }
        let draws = if simulate { scenario.simulation.draws } else { FEW_DRAWS };
        let plan = Plan { places: false, ..Plan::new(draws) };
        let mut stopped = false;
        let mut count = || {
            engine::run(&model, &plan, &mut |progress| {
                let on = watch(progress);
                stopped |= !on && progress.done < progress.draws;
                on
            })
        };
        let (summary, known) = match known {
            Some(known) => (count(), known),
            None => beside(count, || law::answer(&model)),
        };
        let exact = known.flip;
        if stopped {
            return Err(AnswerError::Interrupted);
        }
        let flips = summary.flips();
        if let Some(disagreement) = Disagreement::between(&flips, exact, 0.0) {
            return Err(AnswerError::SelfCheck(disagreement));
        }
        let diverted = diverted_by_draws(&model, &summary);
        Ok(if simulate { simulated(&flips, exact.probability, diverted) } else { exactly(exact.probability, diverted) })
    }
}

/// Two answers at the same time where there are threads: where rates are uncertain, the law of a contest to come
/// takes about as long as the draws it checks. The other goes to the pool of threads that is at hand, so that a caller's
/// own pool is used where there is one.
#[cfg(feature = "parallel")]
fn beside<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    let mut other = None;
    let one = rayon::in_place_scope(|scope| {
        scope.spawn(|_| other = Some(there()));
        here()
    });
    // The scope ends when `there` has, or with its panic.
    match other {
        Some(other) => (one, other),
        None => unreachable!("a scope waits for what it spawned"),
    }
}

#[cfg(not(feature = "parallel"))]
fn beside<A, B>(here: impl FnOnce() -> A, there: impl FnOnce() -> B) -> (A, B) {
    (here(), there())
}

fn exactly(exact: f64, diverted: [i64; 3]) -> Answer {
    Answer {
        flip_probability: exact,
        standard_error: 0.0,
        interval: [exact; 2],
        exact: Some(exact),
        diverted,
        flips: 0,
        draws: 0,
    }
}

fn simulated(flips: &Estimate, exact: f64, diverted: [i64; 3]) -> Answer {
    Answer {
        flip_probability: flips.point,
        standard_error: flips.standard_error,
        interval: [flips.interval.low, flips.interval.high],
        exact: Some(exact),
        diverted,
        flips: flips.hits,
        draws: flips.draws,
    }
}

fn diverted_by_draws(model: &Model, summary: &Summary) -> [i64; 3] {
    SHARES.map(|share| summary.groups[model.focus].all.quantile(share))
}
