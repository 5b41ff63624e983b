//! The report on a terminal: the verdict first, then what it would have taken, then the
//! probability, then what it rests on.

pub use super::terminal::Style;
use super::terminal::width;
use crate::format::{figures, percent, votes};
use crate::report::{ClaimReport, Explanations, Numbers, Report};
use crate::wording::{Term, Wording};
use std::io::Write;

/// Columns of a line of text.
const WIDTH: usize = 96;

/// Writes the report in plain words, with a small picture of the margin.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(report: &Report, style: Style, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}", report.contest)?;
    paragraph(out, &report.title, "", "")?;
    writeln!(out)?;
    let verdict = &report.verdict;
    let stop = report.wording.term(Term::FullStop);
    writeln!(out, "{}", style.accent(&format!("{}{stop}", verdict.word.to_uppercase())))?;
    for line in &verdict.because {
        paragraph(out, line, "", "")?;
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
    section(out, style, heading(Term::WhatItRestsOn), &verdict.belief)?;
    for assumption in &report.assumptions {
        let line = format!("{}: {} [{}]", assumption.name, assumption.value, assumption.source);
        paragraph(out, &line, "  ", "    ")?;
    }
    section(out, style, heading(Term::ReadWithCare), &report.warnings)
}

/// Writes judged claims: what was said, then one sentence a reading, then what survives.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_claims(
    claims: &[ClaimReport],
    wording: Wording,
    style: Style,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    for (place, claim) in claims.iter().enumerate() {
        if place == 0 {
            writeln!(out, "\n{}", style.bold(wording.term(Term::WhatWasSaid)))?;
        }
        paragraph(out, &claim.quoted, "  ", "  ")?;
        for line in &claim.lines {
            paragraph(out, line, "    ", "      ")?;
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
        paragraph(out, &story.name, "  ", "  ")?;
        for line in [&story.needs].into_iter().chain(&story.lines) {
            paragraph(out, line, "    ", "      ")?;
        }
    }
    for line in &explanations.together {
        paragraph(out, line, "  ", "    ")?;
    }
    section(out, style, wording.term(Term::OtherElections), &explanations.compared)
}

fn section(out: &mut dyn Write, style: Style, heading: &str, lines: &[String]) -> std::io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.bold(heading))?;
    for line in lines {
        paragraph(out, line, "  ", "    ")?;
    }
    Ok(())
}

/// Several runs, one line each.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_table<'a>(
    runs: impl IntoIterator<Item = (&'a str, &'a Numbers)>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let header = ["scenario", "verdict", "namesake votes", "needed", "break-even", "P(flip)", "s.e. (points)", "exact"];
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
            bound.and_then(|bound| bound.break_even_rate).map_or("-".to_owned(), percent),
            shown,
            figures(100.0 * flip.standard_error),
            percent(flip.exact),
        ]);
    }
    let width = |column: usize| rows.iter().map(|row| self::width(&row[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    for row in &rows {
        for (column, (text, width)) in row.iter().zip(&widths).enumerate() {
            let gap = width - self::width(text);
            // Words to the left, numbers to the right.
            let (before, after) = if column < 2 { (0, gap) } else { (gap, 0) };
            write!(out, "{}{text}{}", " ".repeat(before + usize::from(column > 0) * 2), " ".repeat(after))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Words wrapped to the width, the first line behind one indent and the others behind another.
pub(super) fn paragraph(out: &mut dyn Write, text: &str, first: &str, rest: &str) -> std::io::Result<()> {
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && width(&line) + 1 + width(word) > WIDTH {
            writeln!(out, "{line}")?;
            line.clear();
            line.push_str(rest);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    writeln!(out, "{line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_upon_letters_take_no_room() {
        assert_eq!(width("Kanpur"), 6);
        // Eight signs of which three are marks: का न पु र is four letters wide, plus the two upright signs.
        assert!(width("कानपुर") < "कानपुर".chars().count());
        assert_eq!(width("é"), 1);
    }

    #[test]
    fn colour_is_written_only_where_it_is_asked_for() {
        assert_eq!(Style::default().accent("IMPOSSIBLE."), "IMPOSSIBLE.");
        assert_eq!(Style { colour: true }.bold("a"), "\u{1b}[1ma\u{1b}[0m");
        assert_eq!(Style { colour: true }.accent("  "), "  ");
    }
}
