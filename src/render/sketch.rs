//! Pictures of letters for a terminal: the margin as bars, and the running flip probability as a line.

use super::terminal::{Style, width, wrapped};
use crate::figure::{Cell, Figure};
use crate::format::{percent, whole};
use crate::report::Report;
use crate::wording::Term;
use std::io::Write;

/// Columns of a sketch.
const COLUMNS: usize = 60;

/// Lines of the bars.
const LINES: usize = 4;

/// Eighths of a letter.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The part of the simulations that is drawn, as in the picture of the margin.
const SHOWN: (f64, f64) = (0.01, 0.99);

/// Writes both sketches, where the report has the pictures they are made from.
pub(super) fn write(report: &Report, style: Style, out: &mut dyn Write) -> std::io::Result<()> {
    let figure = |stem: &str| report.figures.iter().find(|figure| figure.stem == stem);
    if let Some(margin) = figure("margin") {
        bars(report, margin, style, out)?;
    }
    if let Some(running) = figure("convergence") {
        line(report, running, out)?;
    }
    Ok(())
}

fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Number(number) => *number,
        Cell::Integer(number) => *number as f64,
        Cell::Empty | Cell::Text(_) | Cell::Truth(_) => 0.0,
    }
}

/// The margins as bars: the side on which the result flips is coloured, and named.
fn bars(report: &Report, margin: &Figure, style: Style, out: &mut dyn Write) -> std::io::Result<()> {
    // Rows of the table: first margin, last margin, simulations.
    let rows: Vec<(f64, f64, f64)> =
        margin.data.rows().iter().map(|row| (number(&row[0]), number(&row[1]), number(&row[2]))).collect();
    let all: f64 = rows.iter().map(|row| row.2).sum();
    let at = |share: f64| {
        let mut reached = 0.0;
        rows.iter().find(|row| {
            reached += row.2;
            reached >= share * all
        })
    };
    let (Some(low), Some(high)) = (at(SHOWN.0), at(SHOWN.1)) else { return Ok(()) };
    let (from, to) = (low.0, high.1 + 1.0);
    let most = COLUMNS.min(style.width.saturating_sub(2));
    let step = ((to - from) / most as f64).max(1.0);
    let mut heights = vec![0.0; most.min(place((to - from) / step) + 1)];
    for (first, last, count) in &rows {
        // A row of the table may lie across several columns; it is shared out over them.
        for part in 0..8 {
            let middle = first + (last - first) * (f64::from(part) + 0.5) / 8.0;
            if (from..to).contains(&middle) {
                let column = place((middle - from) / step).min(heights.len() - 1);
                heights[column] += count / 8.0;
            }
        }
    }
    let most = heights.iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return Ok(());
    }
    let recorded = report.numbers.mode == "retrospective";
    let flips = |column: usize| (from + (column as f64 + 0.5) * step > 0.5) == recorded;
    writeln!(out)?;
    for line in wrapped(&margin.subtitle, style.width, "", "") {
        writeln!(out, "{}", style.bold(&line))?;
    }
    for line in (0..LINES).rev() {
        let mut letters = String::new();
        for (column, height) in heights.iter().enumerate() {
            let eighths = place((height / most * (8 * LINES) as f64).ceil()).saturating_sub(8 * line).min(8);
            let letter = EIGHTHS[eighths].to_string();
            letters.push_str(&if flips(column) { style.accent(&letter) } else { letter });
        }
        writeln!(out, "  {}", letters.trim_end())?;
    }
    let (left, right) = (label(from), label(to - 1.0));
    let gap = heights.len().saturating_sub(width(&left) + width(&right)).max(2);
    writeln!(out, "  {left}{}{right}", " ".repeat(gap))
}

#[expect(clippy::cast_possible_truncation, reason = "a margin of votes")]
fn label(margin: f64) -> String {
    whole(margin as i64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a column or an eighth")]
fn place(value: f64) -> usize {
    value.max(0.0) as usize
}

/// The running flip probability, from a few simulations to all of them.
fn line(report: &Report, running: &Figure, out: &mut dyn Write) -> std::io::Result<()> {
    let points: Vec<f64> = running.data.rows().iter().map(|row| number(&row[1])).collect();
    let most = points.iter().copied().fold(0.0, f64::max);
    let (Some(last), true) = (points.last(), most > 0.0) else { return Ok(()) };
    let letters: String = points.iter().map(|p| EIGHTHS[1 + place((p / most * 7.0).round()).min(7)]).collect();
    let name = report.wording.term(Term::FlipChance);
    writeln!(out, "\n{name}: {letters} {}", percent(*last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighths_rise_from_nothing_to_a_full_letter() {
        assert_eq!(EIGHTHS.len(), 9);
        assert!(EIGHTHS[1..].windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!((place(-3.0), place(2.9)), (0, 2));
    }
}
