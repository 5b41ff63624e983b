//! Bars in rows, with posts that they are held against.

use crate::figure::{Reach, Role};

use super::faces::Weight;
use super::fitting::fit;
use super::geometry::{Frame, Point};
use super::scene::{Align, Scene, paint};
use super::theme::{LABEL_SIZE, LEAST_SIZE, MARGIN, area_opacity};

/// A bar takes this part of its row, up to a limit: words stand above and below.
const PART_OF_ROW: f64 = 0.34;

/// The highest bar, in pixels.
const HIGHEST: f64 = 22.0;

/// The way between a bar and the words about it.
const GAP: f64 = 8.0;

/// Words are not broken to stand in less room than this.
const LEAST_ROOM: f64 = 60.0;

impl Scene<'_> {
    /// Half the height of the bars.
    fn half_bar(&self) -> f64 {
        0.5 * (PART_OF_ROW * self.row_pitch()).min(HIGHEST)
    }

    pub(super) fn draw_reach(&mut self, reach: &Reach) {
        if !(self.has_row(reach.row) && reach.from.is_finite() && reach.to.is_finite()) {
            return;
        }
        let (middle, half) = (self.row_middle(reach.row), self.half_bar());
        let (from, to) = (self.across(reach.from.min(reach.to)), self.across(reach.from.max(reach.to)));
        // One value alone would be a bar without width.
        let bar = Frame::new(from.min(to - 2.0), middle - half, to, middle + half);
        self.pen.rectangle(&bar, paint(reach.role, area_opacity(reach.role).max(0.75)));
        self.around.note_ink(bar);
        if reach.leads_on && self.has_row(reach.row + 1) {
            let (x, below) = (self.across(reach.to), self.row_middle(reach.row + 1));
            self.pen.line(&[Point::new(x, middle), Point::new(x, below)], 1.0, paint(Role::Muted, 1.0));
            self.around.note_rule(Frame::new(x - 0.6, middle + half, x + 0.6, below - half));
        }
        let shown = self.x;
        for (at, _) in reach.posts.iter().filter(|(at, _)| shown.contains(*at)) {
            let x = self.across(*at);
            let post = Frame::new(x - 1.0, middle - half - 4.0, x + 1.0, middle + half + 4.0);
            self.pen.rectangle(&post, paint(Role::Ink, 1.0));
            self.around.note_ink(post);
        }
    }

    pub(super) fn label_reach(&mut self, reach: &Reach) {
        if !self.has_row(reach.row) {
            return;
        }
        let (middle, half) = (self.row_middle(reach.row), self.half_bar());
        let (left, right) = (self.across(reach.from.min(reach.to)), self.across(reach.from.max(reach.to)));
        let plot = self.layout.plot;
        let block = fit(&reach.label, Weight::Regular, (LABEL_SIZE, LEAST_SIZE), 0.6 * plot.width(), 1);
        let (width, height) = (block.width(), block.height());
        let top = middle - height / 2.0;
        let mut candidates = Vec::new();
        if right + GAP + width <= f64::from(self.figure.width) - 0.5 * MARGIN {
            candidates.push(Point::new(right + GAP, top));
        }
        if left - GAP - width >= plot.left {
            candidates.push(Point::new(left - GAP - width, top));
        }
        for x in [(left + right - width) / 2.0, right - width, left] {
            candidates.push(Point::new(x, middle - half - 3.0 - height));
            candidates.push(Point::new(x, middle + half + 3.0));
        }
        // Where a rule would strike the words out on this side of it, they stand on the other.
        candidates.extend(self.upright_rules().filter(|rule| *rule > right).map(|rule| Point::new(rule + GAP, top)));
        self.settle(&block, &candidates, Align::Left, reach.role);
        let shown = self.x;
        for (at, name) in reach.posts.iter().filter(|(at, _)| shown.contains(*at)) {
            let x = self.across(*at);
            // Words broken once or twice may stand between rules, where a long line would be struck out.
            let (left, right) = self.between_rules(x);
            let free = right - left - GAP;
            let room = if free >= LEAST_ROOM { free.min(0.5 * plot.width()) } else { 0.5 * plot.width() };
            let block = fit(name, Weight::Regular, (0.9 * LABEL_SIZE, LEAST_SIZE), room, 3);
            let (width, height) = (block.width(), block.height());
            let mut candidates = Vec::new();
            for corner in [x - width / 2.0, x - width + 6.0, x - 6.0] {
                let corner =
                    if free >= width { corner.clamp(left + 0.5 * GAP, right - 0.5 * GAP - width) } else { corner };
                candidates.push(Point::new(corner, middle + half + 5.0));
                candidates.push(Point::new(corner, middle - half - 5.0 - height));
            }
            self.settle(&block, &candidates, Align::Left, Role::Muted);
        }
    }

    /// The room about a place that no upright rule crosses.
    fn between_rules(&self, x: f64) -> (f64, f64) {
        let edges = (self.layout.plot.left, f64::from(self.figure.width) - 0.5 * MARGIN);
        self.upright_rules()
            .fold(edges, |(left, right), at| if at < x { (left.max(at), right) } else { (left, right.min(at)) })
    }
}
