//! `humnaam claim`: the claims of a scenario alone, and which readings survive.

use super::args::ClaimOptions;
use super::colour::style;
use super::exit::{CommandError, USAGE};
use super::words::Format;
use super::{input, run, said};
use crate::claims::{self, Judgement};
use crate::render;
use crate::report::{self, ClaimNumbers, ClaimReport};
use crate::wording::Wording;
use serde_json::json;
use std::io::Write;

/// Judges the claims of every scenario. Nothing is simulated unless a claim of effect is left open by
/// arithmetic, and nothing is written.
pub(super) fn claim(options: &ClaimOptions) -> Result<(), CommandError> {
    if options.format == Format::Parquet {
        return Err(CommandError::new(USAGE, "claims are sentences; use --format json"));
    }
    let wording = options.recipe().wording();
    let mut failed: Option<CommandError> = None;
    let mut all = Vec::new();
    for path in &options.scenarios {
        match input::study(path, &options.settings, options.evidence.as_deref()) {
            Ok(loaded) if loaded.scenario.claims.is_empty() => {
                let failure = CommandError::new(USAGE, format!("{path}: no claim to judge: add a table [[claim]]"));
                add(&mut failed, failure);
            }
            Ok(loaded) => all.push((path, loaded)),
            Err(failure) => add(&mut failed, failure),
        }
    }
    if let Some(failure) = failed {
        return Err(failure);
    }
    for (path, loaded) in all {
        let (scenario, evidence) = (&loaded.scenario, &loaded.evidence);
        let findings = claims::judge(scenario, evidence, None);
        let open = findings.iter().any(|finding| matches!(finding.judgement, Judgement::Effect(None)));
        let (told, numbers) = if open {
            let report = run::simulate(&loaded, &options.recipe(), options.quiet, None)?.report;
            (report.claims, report.numbers.claims)
        } else {
            (report::claims(scenario, &findings, wording), report::claim_numbers(scenario, &findings))
        };
        let mut text = Vec::new();
        show(options.format, path, (&scenario.title, &told, numbers), wording, &mut text)
            .map_err(|error| CommandError::write("standard output", &error))?;
        if options.format.is_words() { said::say_written(&text) } else { said::print(&text) }?;
    }
    Ok(())
}

fn add(failed: &mut Option<CommandError>, failure: CommandError) {
    match failed {
        Some(first) => first.messages.extend(failure.messages),
        None => *failed = Some(failure),
    }
}

fn show(
    format: Format,
    path: &str,
    (title, told, numbers): (&str, &[ClaimReport], Vec<ClaimNumbers>),
    wording: Wording,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    match format {
        Format::Json => {
            let whole = json!({ "schema": "humnaam.claims/1", "title": title, "claims": numbers });
            serde_json::to_writer_pretty(&mut *out, &whole)?;
            writeln!(out)
        }
        Format::Ndjson => numbers.iter().try_for_each(|claim| {
            serde_json::to_writer(&mut *out, claim)?;
            writeln!(out)
        }),
        Format::Csv => told.iter().try_for_each(|claim| render::csv::write(&claim.readings, out)),
        _ => {
            writeln!(out, "{title} ({path})")?;
            render::text::write_claims(told, wording, style(), out)
        }
    }
}
