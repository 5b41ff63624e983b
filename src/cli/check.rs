//! `humnaam check`: read and validate only.

use super::args::CheckOptions;
use super::exit::CommandError;
use super::{input, said};
use crate::format::counted;

/// Checks every scenario before it fails on any, so that one look shows all that is wrong.
pub(super) fn check(options: &CheckOptions) -> Result<(), CommandError> {
    let mut failed: Option<CommandError> = None;
    for path in &options.scenarios {
        match input::study(path, &options.settings, None) {
            Ok(loaded) => {
                let contest = &loaded.scenario.contest;
                let candidates = counted(contest.candidates().len() as u64, "candidate", "candidates");
                let namesakes = counted(contest.pairs().len() as u64, "namesake", "namesakes");
                let line = format!("{path}: valid; {}, {candidates}, {namesakes}\n", contest.name);
                said::say(&line)?;
            }
            Err(failure) => match &mut failed {
                Some(first) => first.messages.extend(failure.messages),
                None => failed = Some(failure),
            },
        }
    }
    failed.map_or(Ok(()), Err)
}
