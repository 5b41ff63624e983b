//! The words about the plot, the grid, the numbers of the axes, the rows.

use crate::figure::{Axis, Role, Scale};
use crate::format::Grouping;

use super::faces::Weight;
use super::fitting::{Block, fit};
use super::geometry::{Frame, Point};
use super::layout::{DIRECTION_GAP, directions_fit};
use super::scene::{Align, Scene, paint, paper};
use super::shaping::width;
use super::spans::Span;
use super::theme::{LABEL_SIZE, LEAST_SIZE, MARGIN};
use super::ticks;

/// The values an axis numbers, with their words.
pub(super) fn numbers(axis: &Axis, span: &Span, most: usize, grouping: Grouping) -> Vec<(f64, String)> {
    let (values, step) = if span.logarithmic {
        (ticks::logarithmic(span.low, span.high, most), None)
    } else {
        // Behind a break stand the multiples of the same step.
        let data = span.unbroken();
        let step = ticks::step(data.low, data.high, most, axis.ticks);
        (span.pieces().flat_map(|(low, high)| ticks::multiples(low, high, step)).collect(), Some(step))
    };
    values
        .into_iter()
        .map(|value| {
            // On a scale of factors each value is its own step.
            let words = ticks::label(value, step.unwrap_or(value), axis.ticks, grouping);
            (value, words)
        })
        .collect()
}

/// How many numbers a vertical axis of this height has room for.
pub(super) fn most_down(height: f64) -> usize {
    (height / 34.0).clamp(2.0, 7.0) as usize
}

/// The width of the widest number of the vertical axis.
pub(super) fn widest(axis: &Axis, span: &Span, height: f64, grouping: Grouping) -> f64 {
    if !axis.shown || matches!(axis.scale, Scale::Rows(_)) {
        return 0.0;
    }
    numbers(axis, span, most_down(height), grouping)
        .iter()
        .map(|(_, words)| width(words, Weight::Regular, LABEL_SIZE))
        .fold(0.0, f64::max)
}

/// A single line that is known to fit.
fn line(words: String, size: f64, weight: Weight) -> Block {
    Block { lines: vec![words], size, weight }
}

impl Scene<'_> {
    /// The sheet, the stroke of colour, and all words outside the plot.
    pub(super) fn draw_words_about(&mut self) {
        let (width, height) = (f64::from(self.figure.width), f64::from(self.figure.height));
        self.pen.rectangle(&Frame::new(0.0, 0.0, width, height), paper());
        let stroke = Frame::new(MARGIN, 16.0, MARGIN + 36.0, 20.0);
        self.pen.rectangle(&stroke, paint(Role::Accent, 1.0));
        let layout = &self.layout;
        let y_label = (layout.y_label_top, layout.y_label.height());
        for (block, top, role) in [
            (&layout.title, layout.title_top, Role::Ink),
            (&layout.subtitle, layout.subtitle_top, Role::Muted),
            (&layout.y_label, layout.y_label_top, Role::Muted),
            (&layout.caption, layout.caption_top, Role::Muted),
        ] {
            let frame = Frame::new(MARGIN, top, width - MARGIN, top + block.height());
            self.write(block, &frame, Align::Left, role, false);
        }
        let (top, high) = y_label;
        self.around.note_words(Frame::new(MARGIN, top, width - MARGIN, top + high));
    }

    /// The grid and the numbers of a vertical axis of values.
    pub(super) fn draw_vertical_axis(&mut self) {
        if !self.figure.y.shown || matches!(self.figure.y.scale, Scale::Rows(_)) {
            return;
        }
        let plot = self.layout.plot;
        for (value, words) in numbers(&self.figure.y, &self.y, most_down(plot.height()), self.figure.grouping) {
            let y = self.place(self.x.low, value).y;
            let ends = [Point::new(plot.left, y), Point::new(plot.right, y)];
            self.pen.line(&ends, 1.0, paint(Role::Faint, 1.0));
            let block = line(words, LABEL_SIZE, Weight::Regular);
            let top = y - 0.66 * LABEL_SIZE;
            let frame = Frame::new(MARGIN, top, plot.left - 9.0, top + block.height());
            self.write(&block, &frame, Align::Right, Role::Muted, false);
            self.around.note_words(frame);
        }
    }

    /// The lines and the names of rows. Where rows are closer than letters
    /// are high, only as many names are written as can be read.
    pub(super) fn draw_rows(&mut self) {
        let pitch = self.row_pitch();
        let plot = self.layout.plot;
        let every = (1.25 * LEAST_SIZE / pitch).ceil().max(1.0) as usize;
        for (row, block) in self.layout.names.iter().enumerate() {
            if block.lines.is_empty() {
                // A row without a name is room for words.
                continue;
            }
            let y = self.row_middle(row);
            let ends = [Point::new(plot.left, y), Point::new(plot.right, y)];
            self.pen.line(&ends, 1.0, paint(Role::Faint, 1.0));
            if row % every == 0 {
                let top = y - block.height() / 2.0;
                let frame = Frame::new(MARGIN, top, plot.left - 10.0, top + block.height());
                self.write(block, &frame, Align::Right, Role::Ink, false);
                self.around.note_words(frame);
            }
        }
    }

    /// The numbers of the horizontal axis: as many as stand apart.
    pub(super) fn draw_horizontal_axis(&self) {
        let axis = &self.figure.x;
        if !axis.shown {
            return;
        }
        let top = self.layout.ticks_top;
        let sheet = Frame::new(6.0, 0.0, f64::from(self.figure.width) - 6.0, top + 100.0);
        let placed = |most: usize| -> Vec<(Frame, Block)> {
            numbers(axis, &self.x, most, self.figure.grouping)
                .into_iter()
                .map(|(value, words)| {
                    let half = width(&words, Weight::Regular, LABEL_SIZE) / 2.0;
                    let x = self.across(value);
                    let block = line(words, LABEL_SIZE, Weight::Regular);
                    let frame = Frame::new(x - half, top, x + half, top + block.height());
                    (frame.moved_inside(&sheet), block)
                })
                .collect()
        };
        let apart = |row: &[(Frame, Block)]| row.windows(2).all(|pair| pair[0].0.right + 12.0 <= pair[1].0.left);
        let row = (1..=9).rev().map(placed).find(|row: &Vec<_>| apart(row));
        for (frame, block) in row.unwrap_or_default() {
            self.write(&block, &frame, Align::Left, Role::Muted, false);
        }
        self.draw_directions(axis);
    }

    /// A break of the horizontal axis: two strokes across a piece that is left out.
    pub(super) fn draw_breaks(&mut self) {
        let bottom = self.layout.plot.bottom;
        for gap in self.x.gaps.iter().flatten() {
            let (left, right) = (self.across(gap.low), self.across(gap.high));
            let middle = f64::midpoint(left, right);
            self.pen.rectangle(&Frame::new(middle - 3.5, bottom - 8.0, middle + 3.5, bottom + 4.0), paper());
            for x in [middle - 3.5, middle + 3.5] {
                let ends = [Point::new(x - 3.0, bottom + 7.0), Point::new(x + 3.0, bottom - 7.0)];
                self.pen.line(&ends, 1.3, paint(Role::Muted, 1.0));
            }
            self.around.note_ink(Frame::new(middle - 8.0, bottom - 8.0, middle + 8.0, bottom + 8.0));
        }
    }

    /// What the horizontal axis measures, between what its directions mean.
    fn draw_directions(&self, axis: &Axis) {
        let room = f64::from(self.figure.width) - 2.0 * MARGIN;
        let top = self.layout.label_top;
        if directions_fit(axis, room) {
            self.draw_line_of(&[&axis.start_note, &axis.label, &axis.end_note], top, room);
        } else {
            self.draw_line_of(&[&axis.start_note, &axis.end_note], top, room);
            self.draw_line_of(&[&axis.label], top + 1.32 * LABEL_SIZE, room);
        }
    }

    /// Words side by side in the middle beneath the plot, each cut to its share if all are too wide.
    fn draw_line_of(&self, words: &[&str], top: f64, room: f64) {
        let said: Vec<&&str> = words.iter().filter(|words| !words.is_empty()).collect();
        let gaps = DIRECTION_GAP * said.len().saturating_sub(1) as f64;
        let total = |blocks: &[Block]| blocks.iter().map(Block::width).sum::<f64>() + gaps;
        let set = |least: f64, room: f64| -> Vec<Block> {
            said.iter().map(|words| fit(words, Weight::Regular, (LABEL_SIZE, least), room, 1)).collect()
        };
        let mut blocks = set(LABEL_SIZE, 1e6);
        if total(&blocks) > room {
            blocks = set(LEAST_SIZE, (room - gaps) / said.len().max(1) as f64);
        }
        let plot = self.layout.plot;
        let sheet = Frame::new(MARGIN, 0.0, MARGIN + room, 1e6);
        let width = total(&blocks);
        let middle = f64::midpoint(plot.left, plot.right);
        let mut left = Frame::new(middle - width / 2.0, top, middle + width / 2.0, top).moved_inside(&sheet).left;
        for block in blocks.iter().filter(|block| !block.lines.is_empty()) {
            let frame = Frame::new(left, top, left + block.width(), top + block.height());
            self.write(block, &frame, Align::Left, Role::Muted, false);
            left = frame.right + DIRECTION_GAP;
        }
    }
}
