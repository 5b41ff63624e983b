//! A sweep on a terminal.

use super::terminal::Style;
use super::text::paragraph;
use crate::report::sweep::SweepReport;
use std::io::Write;

/// Writes what was swept, what was found, and some of the points.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(report: &SweepReport, style: Style, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}", report.contest)?;
    paragraph(out, style, &report.title, "", "")?;
    writeln!(out)?;
    paragraph(out, style, &report.swept, "", "  ")?;
    for line in &report.findings {
        paragraph(out, style, line, "  ", "    ")?;
    }
    if !report.table.is_empty() {
        writeln!(out)?;
    }
    let numbers: Vec<usize> = (0..report.table.first().map_or(0, Vec::len)).collect();
    super::grid::write(&report.table, &numbers, style, out)
}
