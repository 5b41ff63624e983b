//! `humnaam check`: read and validate only.

use super::exit::{CommandError, all};
use super::options::{Priors, Question, Speech};
use super::{input, terminal};
use crate::format::counted;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub question: Question,
}

/// Checks every scenario before it fails on any, so that one look shows all that is wrong.
pub(super) fn check(options: &CheckOptions) -> Result<(), CommandError> {
    all(options.question.recipes(&Priors::default(), &Speech::default()).iter().map(|recipe| {
        let study = input::study(recipe)?;
        let contest = &study.scenario.contest;
        let candidates = counted(contest.candidates().len() as u64, "candidate", "candidates");
        let namesakes = counted(contest.pairs().len() as u64, "namesake", "namesakes");
        terminal::say(&format!("{}: valid; {}, {candidates}, {namesakes}\n", recipe.scenario, contest.name))
    }))
    .map(drop)
}
