//! A sweep on a terminal and as JSON.

use super::text::paragraph;
use crate::report::sweep::{SweepNumbers, SweepReport};
use std::io::Write;

/// Writes what was swept, what was found, and some of the points.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(report: &SweepReport, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}", report.contest)?;
    paragraph(out, &report.title, "", "")?;
    writeln!(out)?;
    paragraph(out, &report.swept, "", "  ")?;
    for line in &report.findings {
        paragraph(out, line, "  ", "    ")?;
    }
    if !report.table.is_empty() {
        writeln!(out)?;
    }
    let columns = report.table.first().map_or(0, Vec::len);
    let width = |column: usize| report.table.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in &report.table {
        let cells = row.iter().zip(&widths).map(|(text, &width)| format!("{text:>width$}"));
        writeln!(out, "  {}", cells.collect::<Vec<_>>().join("  "))?;
    }
    Ok(())
}

/// Writes `sweep.json`.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_json(numbers: &SweepNumbers, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, numbers)?;
    out.write_all(b"\n")
}
