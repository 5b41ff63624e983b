//! A report as pages that need nothing but themselves: no script, no network, no font of the machine.
//!
//! `report.html` tells the story, `audit.html` holds every number, assumption and file behind it, and `embed.html` is the
//! picture of the verdict alone, for a page of somebody else. The templates escape whatever they are given; only the style and
//! the drawings, which escape their own words, pass as they are. A policy in each page forbids everything that is not in it.

mod audit;
mod drawing;
mod links;
mod story;
mod style;

use crate::figure::Figure;
use crate::report::Report;
use std::io::Write;

/// Where a report comes from: names and values, such as the seed and digests of the files beside it.
pub type Provenance = [(String, String)];

/// Writes `report.html`: the verdict, its picture and three answers first, and behind a fold how all of it is known.
/// `figures` are those of the report or some of them, and `file` gives the name of the table beside a figure.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_story(
    report: &Report,
    figures: &[&Figure],
    file: &dyn Fn(&Figure) -> String,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    out.write_all(&story::page(report, figures, file)?)
}

/// Writes `audit.html`: the numbers, the pictures that the story does without, every assumption with its evidence, and what
/// all of it was made from.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_audit(
    report: &Report,
    figures: &[&Figure],
    provenance: &Provenance,
    file: &dyn Fn(&Figure) -> String,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    out.write_all(&audit::page(report, figures, provenance, file)?)
}

/// Writes `embed.html`: one figure with its words.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_embed(report: &Report, figure: &Figure, out: &mut dyn Write) -> std::io::Result<()> {
    out.write_all(&story::embedded(report, figure)?)
}
