//! The answer at a glance: what the law says, without the draws that check a run and without what takes as long as they do.

use super::check::Disagreement;
use super::error::{ErrorKind, StudyError};
use super::run::{Outcome, Prepared, bounds_of};
use super::{Plan, Study};
use crate::engine::{self, Summary, law};
use crate::inference::infer;
use crate::model::Model;
use std::sync::Arc;

impl Study {
    /// What the law says, for a page that asks again with every move of a slider. `draws` simulations are made beside it, none
    /// at 0; where there are any they must agree with the law. Explanations and claims are left aside, and so are places.
    ///
    /// # Errors
    /// Nobody is a namesake, or draws and law disagree.
    pub fn glance(&self, draws: u64) -> Result<Outcome, StudyError> {
        let mut model = Model::counted(&self.scenario, &self.evidence).ok_or_else(|| self.nobody())?;
        let inference = infer(&self.scenario, &self.evidence, &mut model, self.effort);
        let law = law::answer(&model);
        let summary = match draws {
            0 => Summary::of_seat(&model),
            draws => engine::run(&model, &Plan { places: false, ..Plan::new(draws) }, &mut |_| true),
        };
        let disagreement = if draws > 0 { Disagreement::of(&summary, &law) } else { None };
        if let Some(disagreement) = disagreement {
            return Err(StudyError::new(ErrorKind::SelfCheck, format!("self-check failed: {disagreement}")));
        }
        Ok(Outcome {
            bounds: bounds_of(&self.scenario, &model),
            claims: Vec::new(),
            scenario: Arc::clone(&self.scenario),
            evidence: Arc::clone(&self.evidence),
            flip: law.flip,
            model,
            inference,
            summary,
            law,
            explained: None,
            until: None,
        })
    }

    /// The arrays of the study alone, as [`Study::glance`] has them: what a curve over rates and the sliders' ends are made of.
    ///
    /// # Errors
    /// Nobody is a namesake.
    pub fn outline(&self) -> Result<Prepared, StudyError> {
        let mut model = Model::counted(&self.scenario, &self.evidence).ok_or_else(|| self.nobody())?;
        let inference = infer(&self.scenario, &self.evidence, &mut model, self.effort);
        Ok(Prepared { model, inference })
    }
}
