//! How the sheet is divided: words above, words below, and the plot between.

use crate::figure::{Axis, Figure, Interval, Level, Mark};

use super::faces::Weight;
use super::fitting::{Block, fit};
use super::geometry::Frame;
use super::shaping::{legible, width};
use super::theme::{CAPTION_SIZE, LABEL_SIZE, LEAST_SIZE, MARGIN, SUBTITLE_SIZE, TITLE_LEAST, TITLE_SIZE};

/// The width kept at the right for the bar of colours and its numbers.
pub(super) const BAR_ROOM: f64 = 92.0;

/// Whether a figure has tiles, and so a bar of colours beside it.
pub(super) fn has_tiles(marks: &[Mark]) -> bool {
    marks.iter().any(|mark| matches!(mark, Mark::Tiles(_)))
}

/// The least height of a plot; words give way before it gets lower.
const LEAST_PLOT: f64 = 60.0;

/// A sheet less wide than this is a phone's.
const NARROW: f64 = 480.0;

/// Where the words begin, under the stroke of colour at the top.
const TOP: f64 = 24.0;

/// The parts of the sheet. Every block of words is fitted already.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) title: Block,
    pub(super) title_top: f64,
    pub(super) subtitle: Block,
    pub(super) subtitle_top: f64,
    /// What the vertical axis measures, written above it.
    pub(super) y_label: Block,
    pub(super) y_label_top: f64,
    pub(super) caption: Block,
    pub(super) caption_top: f64,
    /// The names of the rows, if the figure has rows.
    pub(super) names: Vec<Block>,
    /// Where values are drawn.
    pub(super) plot: Frame,
    /// The lane beneath the plot for intervals; without height if there are none.
    pub(super) lane: Frame,
    /// The top of the line with the numbers of the horizontal axis.
    pub(super) ticks_top: f64,
    /// The top of the line that says what the horizontal axis measures.
    pub(super) label_top: f64,
}

/// The intervals that stand in the lane beneath the plot.
pub(super) fn in_lane(mark: &Mark) -> Option<&Interval> {
    match mark {
        Mark::Interval(interval) if interval.level == Level::Below => Some(interval),
        _ => None,
    }
}

/// Divides the sheet. If it is too low for everything, the caption goes
/// first, then the subtitle: the file beside the picture has both.
pub(super) fn divide(figure: &Figure, widest_tick: f64) -> Layout {
    let all = attempt(figure, widest_tick, true, true);
    if all.plot.height() >= LEAST_PLOT {
        return all;
    }
    let without = attempt(figure, widest_tick, true, false);
    if without.plot.height() >= LEAST_PLOT {
        return without;
    }
    attempt(figure, widest_tick, false, false)
}

fn attempt(figure: &Figure, widest_tick: f64, subtitle: bool, caption: bool) -> Layout {
    let (width, height) = (f64::from(figure.width), f64::from(figure.height));
    let room = width - 2.0 * MARGIN;
    let keep = |wanted: bool, words: &str| {
        if wanted { words.to_owned() } else { String::new() }
    };
    // A narrow sheet has fewer words in a line and more lines.
    let narrow = width < NARROW;
    let title_lines = match (subtitle, narrow) {
        (true, true) => 3,
        (true, false) => 2,
        (false, _) => 1,
    };
    let small_lines = if narrow { 5 } else { 2 };
    let title = fit(&figure.title, Weight::Bold, (TITLE_SIZE, TITLE_LEAST), room, title_lines);
    let subtitle = fit(&keep(subtitle, &figure.subtitle), Weight::Regular, (SUBTITLE_SIZE, 10.0), room, small_lines);
    let caption =
        fit(&keep(caption, &figure.caption), Weight::Regular, (CAPTION_SIZE, LEAST_SIZE), room, small_lines.min(3));

    let subtitle_top = TOP + title.height() + 4.0;
    let header_bottom = subtitle_top + subtitle.height();
    let y_words = if figure.y.shown { figure.y.label.as_str() } else { "" };
    let y_label = fit(y_words, Weight::Regular, (LABEL_SIZE, LEAST_SIZE), room, 1);
    let y_label_top = header_bottom + 16.0;
    let above = if y_label.lines.is_empty() { header_bottom + 28.0 } else { y_label_top + y_label.height() + 10.0 };

    let caption_top = height - 9.0 - caption.height();
    let x = &figure.x;
    let has_label = x.shown && !(x.label.is_empty() && x.start_note.is_empty() && x.end_note.is_empty());
    // Where its words do not fit beside those of its directions, they stand beneath them.
    let label_lines = if directions_fit(&figure.x, room) { 1.0 } else { 2.0 };
    let label_height = if has_label { label_lines * 1.32 * LABEL_SIZE } else { 0.0 };
    let label_top = caption_top - 9.0 - label_height;
    let ticks_height = if x.shown { 1.32 * LABEL_SIZE } else { 0.0 };
    let ticks_top = label_top - ticks_height;
    let lanes = figure.marks.iter().filter_map(in_lane).count().min(6);
    let lane_height = if lanes == 0 { 0.0 } else { 26.0 + 22.0 * lanes as f64 };
    let lane_bottom = ticks_top - if lanes == 0 { 9.0 } else { 6.0 };
    let bottom = lane_bottom - lane_height;

    let plot_height = (bottom - above).max(1.0);
    let names = row_names(figure, room, plot_height);
    let widest_name = names.iter().map(Block::width).fold(0.0, f64::max);
    let gutter = if !names.is_empty() {
        widest_name + 10.0
    } else if figure.y.shown {
        widest_tick + 10.0
    } else {
        2.0
    };
    let bar = if has_tiles(&figure.marks) { BAR_ROOM } else { 0.0 };
    let right = width - MARGIN - 8.0 - bar - widest_row_label(figure);
    let left = (MARGIN + gutter).min(right - 20.0);
    Layout {
        title,
        title_top: TOP,
        subtitle,
        subtitle_top,
        y_label,
        y_label_top,
        caption,
        caption_top,
        names,
        plot: Frame::new(left, above.min(bottom - 1.0), right, bottom),
        lane: Frame::new(left, bottom, right, lane_bottom),
        ticks_top,
        label_top,
    }
}

/// Between what an axis measures and what its directions mean.
pub(super) const DIRECTION_GAP: f64 = 24.0;

/// Whether what an axis measures fits beside what its directions mean.
pub(super) fn directions_fit(axis: &Axis, room: f64) -> bool {
    let words = [&axis.start_note, &axis.label, &axis.end_note];
    let said = words.iter().filter(|words| !words.is_empty());
    let wide = said.clone().map(|words| width(&legible(words), Weight::Regular, LABEL_SIZE)).sum::<f64>();
    wide + DIRECTION_GAP * said.count().saturating_sub(1) as f64 <= room
}

/// How wide the words beside a row may be on a sheet of this width.
pub(super) fn row_label_room(width: f64) -> f64 {
    0.2 * width
}

/// The room kept at the right for words beside the marks of rows, so that the words of
/// the row that reaches furthest still have a place.
fn widest_row_label(figure: &Figure) -> f64 {
    let room = row_label_room(f64::from(figure.width));
    figure
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Dots(dots) => Some(&dots.label),
            Mark::Reach(reach) => Some(&reach.label),
            Mark::RowBar(bar) => Some(&bar.label),
            Mark::Interval(interval) if matches!(interval.level, Level::Row(_)) => Some(&interval.label),
            _ => None,
        })
        .map(|label| width(&legible(label), Weight::Regular, LABEL_SIZE).min(room))
        .fold(0.0, f64::max)
}

/// Fits the names of the rows into the gutter and into the height of a row.
fn row_names(figure: &Figure, room: f64, height: f64) -> Vec<Block> {
    let names = figure.y.names();
    let pitch = height / names.len().max(1) as f64;
    let size = (pitch / 1.4).clamp(LEAST_SIZE, 13.0);
    let lines = (1..=3).rev().find(|lines| pitch > f64::from(*lines) * 1.32 * size).unwrap_or(1) as usize;
    let fitted = |size: f64, least: f64| -> Vec<Block> {
        names.iter().map(|name| fit(name, Weight::Bold, (size, least), 0.3 * room, lines)).collect()
    };
    let blocks = fitted(size, LEAST_SIZE.max(0.8 * size));
    // Rows are equals, so the longest name sets the size of all.
    let least = blocks.iter().map(|block| block.size).fold(size, f64::min);
    if blocks.iter().all(|block| block.size == least) { blocks } else { fitted(least, least) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worded() -> Figure {
        Figure::new("stem", "A title that is rather long ".repeat(9))
            .subtitle("subtitle ".repeat(50))
            .caption("caption ".repeat(80))
            .x(Axis::hidden())
    }

    #[test]
    fn the_plot_keeps_a_height_when_the_sheet_is_low() {
        let low = divide(&worded().size(320, 200), 30.0);
        assert!(low.plot.height() > 40.0, "{:?}", low.plot);
        assert!(low.caption.lines.is_empty());
        assert!(!divide(&worded(), 30.0).caption.lines.is_empty());
    }

    #[test]
    fn endless_names_leave_most_of_the_width_to_the_plot() {
        let names: Vec<String> = (0..40).map(|_| "विधानसभा क्षेत्र".repeat(20)).collect();
        let layout = divide(&worded().size(900, 1100).y(Axis::rows(names)), 0.0);
        assert!(layout.plot.width() > 500.0);
        assert_eq!(layout.names.len(), 40);
    }
}
