//! `humnaam check`: read and validate only.

use super::args::CheckOptions;
use super::exit::CommandError;
use super::{input, print};

/// Checks every scenario before it fails on any, so that one look shows all that is wrong.
pub(super) fn check(options: &CheckOptions) -> Result<(), CommandError> {
    let mut failed: Option<CommandError> = None;
    for path in &options.scenarios {
        match input::study(path, &options.settings, None) {
            Ok(loaded) => {
                let contest = &loaded.scenario.contest;
                let candidates = contest.candidates().len();
                let namesakes = match contest.pairs().len() {
                    1 => "1 namesake".to_owned(),
                    number => format!("{number} namesakes"),
                };
                let line = format!("{path}: valid; {}, {candidates} candidates, {namesakes}\n", contest.name);
                print(line.as_bytes())?;
            }
            Err(failure) => match &mut failed {
                Some(first) => first.messages.extend(failure.messages),
                None => failed = Some(failure),
            },
        }
    }
    failed.map_or(Ok(()), Err)
}
