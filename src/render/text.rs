//! The report on a terminal: the verdict first, then what it would have taken, then the
//! probability, then what it rests on.

use super::terminal::wrapped;
pub use super::terminal::{Style, USUAL_WIDTH};
use crate::format::{percent, votes};
use crate::report::{ClaimReport, Explanations, Numbers, Report};
use crate::wording::{Term, Wording};
use std::io::Write;

/// Writes the report in plain words, with a small picture of the margin.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(report: &Report, style: Style, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}", report.contest)?;
    paragraph(out, style, &report.title, "", "")?;
    writeln!(out)?;
    let verdict = &report.verdict;
    let stop = report.wording.term(Term::FullStop);
    writeln!(out, "{}", style.accent(&format!("{}{stop}", verdict.word.to_uppercase())))?;
    for line in verdict.because.iter().chain(&verdict.others).chain(&report.brief.credited) {
        paragraph(out, style, line, "", "")?;
    }
    let heading = |term: Term| report.wording.term(term);
    super::sketch::write(report, style, out)?;
    section(out, style, heading(Term::WhatItTook), &verdict.needed)?;
    section(out, style, heading(Term::FlipProbability), &verdict.probability)?;
    write_claims(&report.claims, report.wording, style, out)?;
    if let Some(explanations) = &report.explanations {
        write_explanations(explanations, report.wording, style, out)?;
    }
    section(out, style, heading(Term::WhatBoothsShow), &report.booths_show)?;
    let belief: Vec<String> = verdict.belief.iter().chain(report.brief.controls.iter().flatten()).cloned().collect();
    section(out, style, heading(Term::WhatItRestsOn), &belief)?;
    for assumption in &report.assumptions {
        let line = format!("{}: {} [{}]", assumption.name, assumption.sentence, assumption.source);
        paragraph(out, style, &line, "  ", "    ")?;
    }
    section(out, style, heading(Term::ReadWithCare), &report.warnings)
}

/// Writes the judged claims of a scenario by themselves, under a heading.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_judged(
    heading: &str,
    claims: &[ClaimReport],
    wording: Wording,
    style: Style,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    writeln!(out, "{heading}")?;
    write_claims(claims, wording, style, out)
}

/// Writes judged claims: what was said, then one sentence a reading, then what survives.
///
/// # Errors
/// Whatever the writer refuses.
fn write_claims(claims: &[ClaimReport], wording: Wording, style: Style, out: &mut dyn Write) -> std::io::Result<()> {
    for (place, claim) in claims.iter().enumerate() {
        if place == 0 {
            writeln!(out, "\n{}", style.bold(wording.term(Term::WhatWasSaid)))?;
        }
        paragraph(out, style, &claim.quoted, "  ", "  ")?;
        for line in &claim.lines {
            paragraph(out, style, line, "    ", "      ")?;
        }
    }
    Ok(())
}

fn write_explanations(
    explanations: &Explanations,
    wording: Wording,
    style: Style,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    writeln!(out, "\n{}", style.bold(wording.term(Term::Explanations)))?;
    for story in &explanations.stories {
        paragraph(out, style, &story.name, "  ", "  ")?;
        for line in [&story.needs].into_iter().chain(&story.lines) {
            paragraph(out, style, line, "    ", "      ")?;
        }
    }
    for line in &explanations.together {
        paragraph(out, style, line, "  ", "    ")?;
    }
    section(out, style, wording.term(Term::OtherElections), &explanations.compared)
}

fn section(out: &mut dyn Write, style: Style, heading: &str, lines: &[String]) -> std::io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.bold(heading))?;
    for line in lines {
        paragraph(out, style, line, "  ", "    ")?;
    }
    Ok(())
}

/// Several runs, one line each.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_table<'a>(
    runs: impl IntoIterator<Item = (&'a str, &'a Numbers)>,
    style: Style,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let header = ["scenario", "verdict", "polled", "needed", "P(flip)", "exact"];
    let mut rows: Vec<Vec<String>> = vec![header.map(str::to_owned).to_vec()];
    for (name, numbers) in runs {
        let bound = numbers.bounds.iter().find(|bound| bound.principal == numbers.principal);
        let count = |number: Option<u64>| number.map_or("-".to_owned(), votes);
        let flip = &numbers.flip;
        let shown = if flip.proved {
            "0 (proved)".to_owned()
        } else if flip.probability == 0.0 {
            format!("< {}", percent(flip.monte_carlo_interval[1]))
        } else {
            percent(flip.probability)
        };
        rows.push(vec![
            name.to_owned(),
            bound.map_or("-", |bound| bound.verdict).replace('_', " "),
            count(bound.and_then(|bound| bound.namesake_votes)),
            count(bound.and_then(|bound| bound.votes_needed)),
            shown,
            percent(flip.exact),
        ]);
    }
    super::grid::write(&rows, &[2, 3, 4, 5], style, out)
}

/// Words wrapped to the width of the terminal, the first line behind one indent and the others behind another.
pub(super) fn paragraph(out: &mut dyn Write, style: Style, text: &str, first: &str, rest: &str) -> std::io::Result<()> {
    wrapped(text, style.width, first, rest).iter().try_for_each(|line| writeln!(out, "{line}"))
}
