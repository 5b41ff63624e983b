//! Everything a mark needs to draw itself: the pen, the places of values, and
//! what is on the sheet already.

use crate::figure::{Figure, Role};

use super::fitting::Block;
use super::geometry::{Frame, Point};
use super::labels::Surroundings;
use super::layout::Layout;
use super::pen::{Pen, Plane};
use super::shaping::width;
use super::sheet::{Paint, Words};
use super::spans::Span;
use super::theme::{PAPER, colour};

/// On which side lines of words are even.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// A drawing under way.
pub(super) struct Scene<'a> {
    pub(super) pen: Pen<'a>,
    pub(super) figure: &'a Figure,
    pub(super) layout: Layout,
    pub(super) x: Span,
    pub(super) y: Span,
    pub(super) plane: Plane,
    pub(super) around: Surroundings,
    /// The radius of all dots, or nothing where columns stand for them.
    pub(super) dot_radius: Option<f64>,
}

/// A role as paint.
pub(super) fn paint(role: Role, opacity: f64) -> Paint {
    Paint { colour: colour(role), opacity }
}

/// The colour of the sheet as paint.
pub(super) fn paper() -> Paint {
    Paint { colour: PAPER, opacity: 1.0 }
}

impl Scene<'_> {
    /// Draws things that belong together under one name.
    pub(super) fn group(&mut self, name: &str, draw: impl FnOnce(&mut Self)) {
        self.pen.open(name);
        draw(self);
        self.pen.close();
    }

    /// The place of a pair of values, held to what the axes show.
    pub(super) fn place(&self, x: f64, y: f64) -> Point {
        let x = self.x.forward(self.x.nearest(x));
        let y = self.y.forward(self.y.nearest(y));
        self.plane.place(x, y)
    }

    /// How far along the sheet a value of x lies.
    pub(super) fn across(&self, x: f64) -> f64 {
        self.place(x, self.y.low).x
    }

    /// The middle of a row, the first row being on top.
    pub(super) fn row_middle(&self, row: usize) -> f64 {
        let plot = &self.layout.plot;
        plot.top + (row as f64 + 0.5) * self.row_pitch()
    }

    /// The way from one row to the next.
    pub(super) fn row_pitch(&self) -> f64 {
        let rows = self.figure.y.names().len().max(1);
        self.layout.plot.height() / rows as f64
    }

    /// Whether a figure with rows has the row with this number.
    pub(super) fn has_row(&self, row: usize) -> bool {
        row < self.figure.y.names().len()
    }

    /// Writes a block of words into a frame, from its top.
    pub(super) fn write(&self, block: &Block, frame: &Frame, align: Align, role: Role, ring: bool) {
        for (index, line) in block.lines.iter().enumerate() {
            let spare = frame.width() - width(line, block.weight, block.size);
            let left = frame.left
                + match align {
                    Align::Left => 0.0,
                    Align::Right => spare,
                };
            let baseline = frame.top + index as f64 * block.leading() + 1.02 * block.size;
            let words =
                Words { words: line.clone(), size: block.size, weight: block.weight, colour: colour(role), ring };
            self.pen.words(Point::new(left, baseline), words);
        }
    }
}
