//! `humnaam claim`: the claims of a scenario alone, and which readings survive.

use super::colour::style;
use super::exit::{CommandError, USAGE, all};
use super::options::{Priors, Question, Speech};
use super::simulate::simulate;
use super::words::{CLAIM_FORMATS, Format, one_of};
use super::{input, terminal};
use crate::archive::Recipe;
use crate::render::{csv, json, text};
use crate::report::{self, ClaimNumbers, ClaimReport};
use crate::study::Study;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct ClaimOptions {
    #[command(flatten)]
    pub question: Question,
    #[command(flatten)]
    pub priors: Priors,
    #[command(flatten)]
    pub speech: Speech,
    /// What standard output carries
    #[arg(long, value_parser = one_of(CLAIM_FORMATS), default_value = "text")]
    pub format: Format,
    /// No progress bar where draws are needed
    #[arg(long, short)]
    pub quiet: bool,
}

/// Judges the claims of every scenario. Nothing is simulated unless a claim of effect is left open by
/// arithmetic, and nothing is written.
pub(super) fn claim(options: &ClaimOptions) -> Result<(), CommandError> {
    let recipes: Vec<Recipe> = options.question.recipes(&options.priors, &options.speech);
    let studies = all(recipes.iter().map(|recipe| {
        let study = input::study(recipe)?;
        if study.scenario.claims.is_empty() {
            let message = format!("{}: no claim to judge: add a table [[claim]]", recipe.scenario);
            return Err(CommandError::new(USAGE, message));
        }
        Ok(study)
    }))?;
    for (recipe, study) in recipes.iter().zip(&studies) {
        let (told, numbers) = judged(study, recipe, options.quiet)?;
        let title = &study.scenario.title;
        let mut out = Vec::new();
        let made = match options.format {
            Format::Json => json::write_claims(title, &numbers, &mut out),
            Format::Ndjson => numbers.iter().try_for_each(|claim| json::write_line(claim, &mut out)),
            Format::Csv => told.iter().try_for_each(|claim| csv::write(&claim.readings, &mut out)),
            _ => text::write_judged(
                &format!("{title} ({})", recipe.scenario),
                &told,
                recipe.wording(),
                style(),
                &mut out,
            ),
        };
        terminal::made(options.format.is_words(), made, &out)?;
    }
    Ok(())
}

/// The claims in words and in numbers.
fn judged(study: &Study, recipe: &Recipe, quiet: bool) -> Result<(Vec<ClaimReport>, Vec<ClaimNumbers>), CommandError> {
    if let Some(findings) = study.claims() {
        let scenario = &study.scenario;
        return Ok((report::claims(scenario, &findings, recipe.wording()), report::claim_numbers(scenario, &findings)));
    }
    let report = simulate(study, recipe, None, quiet)?.report;
    Ok((report.claims, report.numbers.claims))
}
