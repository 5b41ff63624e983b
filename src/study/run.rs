//! From a study to its outcome: model, booth returns, draws, exact distribution, self-check, explanations, claims.

use super::check::Disagreement;
use super::error::{ErrorKind, StudyError};
use super::{Plan, Progress, Study};
use crate::bounds::{self, Bound};
use crate::claims::{self, Finding, Judgement};
use crate::engine::{self, Row, Summary, law};
use crate::evidence::Evidence;
use crate::explain::{Explained, explain};
use crate::inference::{Inference, infer};
use crate::model::Model;
use crate::scenario::{Mode, Scenario};
use std::sync::Arc;

/// A study as arrays, with what booth returns taught it: ready to be simulated, whole or in shards.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The arrays.
    pub model: Model,
    /// What booth returns taught, where there are any.
    pub inference: Inference,
}

/// What a run came to: all that a report is told.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What was asked.
    pub scenario: Arc<Scenario>,
    /// What was believed beforehand.
    pub evidence: Arc<Evidence>,
    /// What arithmetic alone says, one a principal.
    pub bounds: Vec<Bound>,
    /// The probability that somebody who did not win as counted wins once every misdirected vote is counted where it was
    /// meant, computed without a draw, and what bounds its error.
    pub flip: law::Exact,
    /// What was simulated.
    pub model: Model,
    /// What booth returns taught, where there are any.
    pub inference: Inference,
    /// The draws.
    pub summary: Summary,
    /// The exact distribution of the same model.
    pub law: law::Answer,
    /// The explanations, weighed, where there are any.
    pub explained: Option<Explained>,
    /// What was said, judged; empty where the scenario has no claim.
    pub claims: Vec<Finding>,
    /// The standard error at which the run was to stop, where one was asked for.
    pub until: Option<f64>,
}

impl Study {
    /// Runs the study: at most [`Plan::draws`] simulations, and no more than its scenario asks for.
    ///
    /// # Errors
    /// Nobody is a namesake, or simulated and exact probability disagree.
    pub fn run(&self, plan: &Plan) -> Result<Outcome, StudyError> {
        self.run_watched(plan, &mut |_| true)
    }

    /// The same; `watch` is told how far it has come, and ends it by answering `false`.
    ///
    /// # Errors
    /// As [`Study::run`], and [`ErrorKind::Interrupted`].
    pub fn run_watched(&self, plan: &Plan, watch: &mut dyn FnMut(Progress) -> bool) -> Result<Outcome, StudyError> {
        let prepared = self.prepare()?;
        let plan = Plan { draws: plan.draws.min(self.scenario.simulation.draws), ..*plan };
        let summary = self.simulate(&prepared, &plan, watch)?;
        let done = Progress { done: plan.draws, draws: plan.draws };
        self.conclude(prepared, summary, plan.until, &mut || watch(done))
    }

    /// The claims of the scenario as arithmetic judges them; `None` where one of them cannot be judged without draws.
    #[must_use]
    pub fn claims(&self) -> Option<Vec<Finding>> {
        let findings = claims::judge(&self.scenario, &self.evidence, None);
        let open = findings.iter().any(|finding| matches!(finding.judgement, Judgement::Effect(None)));
        (!open).then_some(findings)
    }

    /// What arithmetic alone says, one bound a principal: nothing is simulated and nothing is believed.
    ///
    /// # Errors
    /// Nobody is a namesake.
    pub fn bounds(&self) -> Result<Vec<Bound>, StudyError> {
        let model = Model::counted(&self.scenario, &self.evidence).ok_or_else(|| self.nobody())?;
        Ok(bounds_of(&self.scenario, &model))
    }

    /// What the law says, with the model it says it of. No simulation is made, so none checks it: the answer says itself what
    /// bounds its error.
    ///
    /// # Errors
    /// Nobody is a namesake.
    pub fn law(&self) -> Result<(Model, law::Answer), StudyError> {
        let mut model = Model::counted(&self.scenario, &self.evidence).ok_or_else(|| self.nobody())?;
        infer(&self.scenario, &self.evidence, &mut model, self.effort);
        let answer = law::answer(&model);
        Ok((model, answer))
    }

    /// The arrays of the study, with what its booth returns teach.
    ///
    /// # Errors
    /// Nobody is a namesake.
    pub fn prepare(&self) -> Result<Prepared, StudyError> {
        let mut model = Model::new(&self.scenario, &self.evidence).ok_or_else(|| self.nobody())?;
        let inference = infer(&self.scenario, &self.evidence, &mut model, self.effort);
        Ok(Prepared { model, inference })
    }

    /// The simulations of a plan; `watch` is told how far it has come, and ends it by answering `false`.
    ///
    /// # Errors
    /// [`ErrorKind::Interrupted`].
    pub fn simulate(
        &self,
        prepared: &Prepared,
        plan: &Plan,
        watch: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Summary, StudyError> {
        self.unless_stopped(watch, |watch| engine::run(&prepared.model, plan, watch))
    }

    /// The same; `take` is given every simulation as a row, in the order of their numbers, and ends it by answering `false`.
    ///
    /// # Errors
    /// [`ErrorKind::Interrupted`].
    pub fn simulate_in_rows(
        &self,
        prepared: &Prepared,
        plan: &Plan,
        take: &mut dyn FnMut(&[Row]) -> bool,
        watch: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Summary, StudyError> {
        self.unless_stopped(watch, |watch| engine::run_in_rows(&prepared.model, plan, take, watch))
    }

    /// Simulates under a watch. What it was stopped in holds a part of the simulations, and is no answer.
    fn unless_stopped(
        &self,
        watch: &mut dyn FnMut(Progress) -> bool,
        simulate: impl FnOnce(&mut dyn FnMut(Progress) -> bool) -> Summary,
    ) -> Result<Summary, StudyError> {
        let mut stopped = false;
        let summary = simulate(&mut |progress| {
            let on = watch(progress);
            stopped |= !on;
            on
        });
        if stopped { Err(self.interrupted()) } else { Ok(summary) }
    }

    pub(super) fn interrupted(&self) -> StudyError {
        StudyError::new(ErrorKind::Interrupted, format!("{} was interrupted", self.name))
    }

    pub(super) fn nobody(&self) -> StudyError {
        let what = format!("{}: nobody is a namesake, so there is nothing to simulate", self.name);
        StudyError::new(ErrorKind::Usage, what)
    }

    /// Checks draws of [`Study::prepare`]'s model against the exact distribution and judges explanations and claims by them.
    /// `goes_on` is asked now and then, and ends it by answering `false`.
    ///
    /// # Errors
    /// Simulated and exact probability disagree, or [`ErrorKind::Interrupted`].
    pub fn conclude(
        &self,
        prepared: Prepared,
        summary: Summary,
        until: Option<f64>,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<Outcome, StudyError> {
        let Prepared { model, inference } = prepared;
        let name = &self.name;
        let law = law::answer(&model);
        let explained = explain(&model, self.scenario.simulation.draws, &mut |_| goes_on());
        if !goes_on() {
            return Err(self.interrupted());
        }
        if let Some(disagreement) = Disagreement::of(&summary, &law) {
            let said = disagreement.to_string().replacen("simulations", &format!("simulations of {name}"), 1);
            let what = format!("self-check failed: {said}; nothing was written. Please report this with the scenario");
            return Err(StudyError::new(ErrorKind::SelfCheck, what));
        }
        Ok(Outcome {
            bounds: bounds_of(&self.scenario, &model),
            claims: claims::judge(&self.scenario, &self.evidence, Some((&model, &summary))),
            scenario: Arc::clone(&self.scenario),
            evidence: Arc::clone(&self.evidence),
            flip: law.flip,
            model,
            inference,
            summary,
            law,
            explained,
            until,
        })
    }
}

/// The bounds of every principal of the contest.
pub(super) fn bounds_of(scenario: &Scenario, model: &Model) -> Vec<Bound> {
    let typical = scenario.own_support.typical_votes;
    let booths = Some(model.world.booths);
    match scenario.mode {
        Mode::Retrospective => bounds::recorded(&scenario.contest, booths, typical),
        Mode::Prospective => bounds::intended(&scenario.contest, booths, typical, scenario.support.is_fixed()),
    }
}
