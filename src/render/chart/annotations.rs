//! Rules, and the words inside the plot.

use crate::figure::{Callout, Dots, Interval, Level, Line, Mark, Role, Rule, Side};

use super::faces::Weight;
use super::fitting::{Block, fit};
use super::geometry::{Frame, Point};
use super::layout::row_label_room;
use super::scene::{Align, Scene, paint};
use super::theme::{HEADLINE_SIZE, LABEL_SIZE, LEAST_SIZE, MARGIN, words};

/// The way between a mark and the words about it.
const GAP: f64 = 8.0;

/// A label is not squeezed into less than this.
const LEAST_ROOM: f64 = 100.0;

/// How many lines down a label is tried before it may go anywhere.
const TRIES: usize = 8;

impl Scene<'_> {
    /// Writes the words of one mark, when all ink is on the sheet.
    pub(super) fn draw_label(&mut self, mark: &Mark) {
        match mark {
            Mark::Rule(rule) => self.label_rule(rule),
            Mark::Interval(interval) => self.label_interval(interval),
            Mark::Line(line) => self.label_line(line),
            Mark::Dots(dots) => self.label_dots(dots),
            Mark::Reach(reach) => self.label_reach(reach),
            Mark::Contour(contour) => self.label_contour(contour),
            Mark::RowBar(bar) => self.label_row_bar(bar),
            Mark::Points(points) => self.label_points(points),
            Mark::Area(_) | Mark::Band(_) | Mark::Bars(_) | Mark::Stack(_) | Mark::Tiles(_) | Mark::Callout(_) => {}
        }
    }

    pub(super) fn draw_rule(&mut self, rule: &Rule) {
        let (plot, lane) = (self.layout.plot, self.layout.lane);
        let (from, to) = match rule.side {
            Side::Vertical if self.x.contains(rule.at) => {
                let x = self.across(rule.at);
                // A border runs through the lane; a reference ends at the plot.
                let end = if rule.dashed { plot.bottom } else { lane.bottom };
                (Point::new(x, plot.top - 8.0), Point::new(x, end))
            }
            Side::Horizontal if self.y.contains(rule.at) => {
                let y = self.place(self.x.low, rule.at).y;
                (Point::new(plot.left, y), Point::new(plot.right, y))
            }
            _ => return,
        };
        if rule.dashed {
            self.pen.dashes(from, to, 1.1, paint(rule.role, 1.0));
        } else {
            self.pen.line(&[from, to], 1.3, paint(rule.role, 1.0));
        }
        self.around.note_rule(Frame::new(from.x, from.y, to.x, to.y).grown(0.6));
    }

    /// Finds a place for a block and writes it there.
    pub(super) fn settle(&mut self, block: &Block, candidates: &[Point], align: Align, role: Role) {
        if block.lines.is_empty() {
            return;
        }
        let size = (block.width(), block.height());
        if let Some(frame) = self.around.settle(size, candidates) {
            self.write(block, &frame, align, words(role), true);
        }
    }

    fn label_rule(&mut self, rule: &Rule) {
        let plot = self.layout.plot;
        let inside = match rule.side {
            Side::Vertical => self.x.contains(rule.at),
            Side::Horizontal => self.y.contains(rule.at),
        };
        if !inside {
            self.announce(rule);
            return;
        }
        let sizes = (LABEL_SIZE, 0.85 * LABEL_SIZE);
        let (mut room, mut lines) = (0.4 * plot.width(), 2);
        if rule.side == Side::Vertical {
            // Before the rule the words stand under the eye that reads from
            // the left; they are broken to stay there, if they can be.
            let before = self.across(rule.at) - GAP - plot.left;
            if before >= LEAST_ROOM {
                room = room.min(before);
            }
            // Between two rules close to each other they are broken once more.
            if let Some(between) = self.room_between(rule.at) {
                (room, lines) = (between, 3);
            }
        }
        // Behind a break no scale shows what the rule is; its words do.
        let behind = rule.side == Side::Vertical && self.x.is_behind_break(rule.at);
        let said = if behind && !rule.beyond.is_empty() { &rule.beyond } else { &rule.label };
        let mut block = fit(said, Weight::Regular, sizes, room, lines);
        if rule.side == Side::Vertical {
            let free = self.widest_beside(rule.at);
            if (0.4 * LEAST_ROOM..block.width()).contains(&free) {
                block = fit(said, Weight::Regular, sizes, free, 3);
            }
        }
        let (width, height) = (block.width(), block.height());
        let mut candidates = Vec::new();
        match rule.side {
            Side::Vertical => {
                let x = self.across(rule.at);
                for line in 0..TRIES {
                    let y = plot.top - 10.0 + line as f64 * block.leading();
                    candidates.push(Point::new(x - GAP - width, y));
                    candidates.push(Point::new(x + GAP, y));
                }
                // Where another rule stands close by, a little further off.
                for off in [2.0 * GAP, 3.0 * GAP, 4.0 * GAP] {
                    candidates.push(Point::new(x - off - width, plot.top - 10.0));
                    candidates.push(Point::new(x + off, plot.top - 10.0));
                }
                // A label pushed off its own side by the margin would stand on the rule.
                let right = (plot.right + 20.0).max(f64::from(self.figure.width) - 0.5 * MARGIN);
                candidates.retain(|corner| corner.x >= plot.left - 20.0 && corner.x + width <= right);
            }
            Side::Horizontal => {
                let y = self.place(self.x.low, rule.at).y;
                for x in [plot.right - width, plot.left] {
                    candidates.push(Point::new(x, y - height - 2.0));
                    candidates.push(Point::new(x, y + 2.0));
                }
            }
        }
        self.settle(&block, &candidates, Align::Left, rule.role);
    }

    fn upright(&self) -> impl Iterator<Item = &Rule> + '_ {
        self.figure.marks.iter().filter_map(|mark| match mark {
            Mark::Rule(rule) if rule.side == Side::Vertical && self.x.contains(rule.at) => Some(rule),
            _ => None,
        })
    }

    /// How far along the sheet the upright rules stand that are shown.
    pub(super) fn upright_rules(&self) -> impl Iterator<Item = f64> + '_ {
        self.upright().map(|rule| self.across(rule.at))
    }

    /// The same of those that divide, and so run through the lane.
    fn borders(&self) -> impl Iterator<Item = f64> + '_ {
        self.upright().filter(|rule| !rule.dashed).map(|rule| self.across(rule.at))
    }

    /// The wider of the two rooms beside a rule, up to the next rule or the edge of the sheet.
    fn widest_beside(&self, at: f64) -> f64 {
        let (x, plot) = (self.across(at), self.layout.plot);
        let before = self.upright_rules().filter(|other| *other < x).fold(plot.left - GAP, f64::max);
        let edge = f64::from(self.figure.width) - 0.5 * MARGIN + GAP;
        let behind = self.upright_rules().filter(|other| *other > x).fold(edge, f64::min);
        (x - before).max(behind - x) - 2.0 * GAP
    }

    /// The room beside a rule that stands close to an edge and close to another on its other side, so that its words have no
    /// other place.
    fn room_between(&self, at: f64) -> Option<f64> {
        let (x, plot) = (self.across(at), self.layout.plot);
        let before = self.upright_rules().filter(|other| *other < x).fold(plot.left, f64::max);
        let behind = self.upright_rules().filter(|other| *other > x).fold(plot.right, f64::min);
        let fits = |room: &f64| (0.4 * LEAST_ROOM..1.5 * LEAST_ROOM).contains(room);
        let left = (plot.right - x < LEAST_ROOM && before > plot.left).then_some(x - before - 2.0 * GAP);
        let right = (x - plot.left < LEAST_ROOM && behind < plot.right).then_some(behind - x - 2.0 * GAP);
        left.or(right).filter(fits)
    }

    /// Says at the edge what stands outside, with an arrow towards it.
    fn announce(&mut self, rule: &Rule) {
        let label = if rule.beyond.is_empty() { &rule.label } else { &rule.beyond };
        if label.is_empty() || !rule.at.is_finite() {
            return;
        }
        let plot = self.layout.plot;
        let before = match rule.side {
            Side::Vertical => rule.at < self.x.low,
            Side::Horizontal => rule.at > self.y.high,
        };
        let label = match (rule.side, before) {
            (Side::Vertical, true) => format!("← {label}"),
            (Side::Vertical, false) => format!("{label} →"),
            (Side::Horizontal, true) => format!("{label} ↑"),
            (Side::Horizontal, false) => format!("{label} ↓"),
        };
        let sizes = (LABEL_SIZE, 0.85 * LABEL_SIZE);
        let block = fit(&label, Weight::Bold, sizes, 0.5 * plot.width(), 2);
        let left = match (rule.side, before) {
            (Side::Vertical, true) => plot.left,
            _ => plot.right - block.width(),
        };
        let top = match (rule.side, before) {
            (Side::Horizontal, false) => plot.bottom - block.height() - 4.0,
            _ => plot.top - 10.0,
        };
        // A rule near the edge is passed on its inner side.
        let inwards = if left > plot.left { -1.0 } else { 1.0 };
        let mut candidates = Vec::new();
        for line in 0..TRIES {
            let y = top + line as f64 * block.leading();
            for step in [0.0, 1.5, 3.0, 4.5, 6.0] {
                candidates.push(Point::new(left + inwards * step * GAP, y));
            }
        }
        let align = if inwards < 0.0 { Align::Right } else { Align::Left };
        self.settle(&block, &candidates, align, rule.role);
    }

    fn label_interval(&mut self, interval: &Interval) {
        let Some(y) = self.interval_height(interval) else {
            return;
        };
        let spans = self.interval_spans(interval);
        let point = interval.point.map(|point| self.across(point));
        let ends = spans.first().copied().or(point.map(|x| (x, x)));
        let Some((left, right)) = ends else {
            return;
        };
        let sizes = (LABEL_SIZE, LEAST_SIZE);
        let room = 0.6 * self.layout.plot.width();
        let block = fit(&interval.label, Weight::Regular, sizes, room, 1);
        let (width, height) = (block.width(), block.height());
        let middle = (left + right - width) / 2.0;
        let top = y - height / 2.0 - 0.5;
        let mut candidates = Vec::new();
        if right + GAP + width <= f64::from(self.figure.width) - 0.5 * MARGIN {
            candidates.push(Point::new(right + GAP, top));
        }
        if left - GAP - width >= self.layout.plot.left {
            candidates.push(Point::new(left - GAP - width, top));
        }
        if let Level::Row(_) = interval.level {
            // In a row the words stay on their line, past whatever stands at the end of the bar.
            for step in 1..2 * TRIES {
                let off = GAP + 12.0 * step as f64;
                candidates.push(Point::new(right + off, top));
                candidates.push(Point::new(left - off - width, top));
            }
            let edge = f64::from(self.figure.width) - 0.5 * MARGIN;
            candidates.retain(|corner| corner.x >= self.layout.plot.left && corner.x + width <= edge);
        } else {
            candidates.push(Point::new(middle, y + 8.0));
            candidates.push(Point::new(middle, y - 8.0 - height));
            // A border runs through the lane; the words stand on one side of it.
            for rule in self.borders() {
                candidates.push(Point::new(rule - GAP - width, y + 8.0));
                candidates.push(Point::new(rule + GAP, y + 8.0));
            }
        }
        self.settle(&block, &candidates, Align::Left, interval.role);
    }

    fn label_line(&mut self, line: &Line) {
        let shown = line.curve.between(self.x.low, self.x.high);
        let Some(&(x, y)) = shown.points().last() else {
            return;
        };
        let end = self.place(x, y);
        let sizes = (1.1 * LABEL_SIZE, LEAST_SIZE);
        let room = 0.4 * self.layout.plot.width();
        let block = fit(&line.end_label, Weight::Bold, sizes, room, 1);
        let (width, height) = (block.width(), block.height());
        let right = f64::from(self.figure.width) - 0.7 * MARGIN;
        let left = (end.x - width / 2.0).min(right - width);
        let mut candidates = Vec::new();
        for step in 0..TRIES {
            let off = 9.0 + 8.0 * step as f64;
            candidates.push(Point::new(left, end.y - off - height));
            candidates.push(Point::new(left, end.y + off));
        }
        self.settle(&block, &candidates, Align::Left, line.end_role);
    }

    fn label_dots(&mut self, dots: &Dots) {
        let pitch = self.row_pitch();
        if !self.has_row(dots.row) || pitch < 1.1 * LEAST_SIZE {
            return;
        }
        let middle = self.row_middle(dots.row);
        let shown = dots.values.iter().filter(|value| self.x.contains(**value));
        let (mut left, mut right) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in shown.chain(&dots.bar) {
            let x = self.across(*value);
            (left, right) = (left.min(x), right.max(x));
        }
        if left > right {
            (left, right) = (self.layout.plot.left, self.layout.plot.left);
        }
        let size = (pitch / 1.4).clamp(LEAST_SIZE, LABEL_SIZE);
        let room = row_label_room(f64::from(self.figure.width));
        let block = fit(&dots.label, Weight::Regular, (size, LEAST_SIZE), room, 1);
        let top = middle - block.height() / 2.0;
        let candidates = [Point::new(right + GAP + 2.0, top), Point::new(left - GAP - 2.0 - block.width(), top)];
        let plot = self.layout.plot;
        let sheet = f64::from(self.figure.width);
        let fits = |corner: &&Point| corner.x >= plot.left && corner.x + block.width() <= sheet - 0.5 * MARGIN;
        let fitting: Vec<Point> = candidates.iter().filter(fits).copied().collect();
        self.settle(&block, &fitting, Align::Left, Role::Muted);
    }

    /// Large words with small ones beneath, where they cover nothing.
    pub(super) fn draw_callout(&mut self, callout: &Callout) {
        let plot = self.layout.plot;
        let wish = match callout.near {
            Some((x, y)) if x.is_finite() && y.is_finite() => self.place(x, y),
            _ => Point::new(plot.left + 0.75 * plot.width(), plot.top + 0.4 * plot.height()),
        };
        let set = |scale: f64, share: f64| {
            let room = share * plot.width();
            let sizes = (scale * HEADLINE_SIZE, 0.6 * HEADLINE_SIZE);
            let headline = fit(&callout.headline, Weight::Bold, sizes, room, 2);
            let sizes = (LABEL_SIZE.min(1.4 * scale * LABEL_SIZE), LEAST_SIZE);
            let detail = fit(&callout.detail, Weight::Regular, sizes, room, 3);
            (headline, detail)
        };
        // Smaller and narrower words may find a clear place where large ones
        // find none; if there is none at all, covered ink is put up with.
        let tries = [(1.0, 0.6, true), (0.85, 0.45, true), (0.7, 0.3, true), (0.7, 0.45, false)];
        let settled = tries.into_iter().find_map(|(scale, share, clear)| {
            let (headline, detail) = set(scale, share);
            let width = headline.width().max(detail.width());
            let height = headline.height() + detail.height();
            let frame = self.around.settle_anywhere((width, height), wish, clear)?;
            Some((headline, detail, frame))
        });
        let Some((headline, detail, frame)) = settled else {
            return;
        };
        self.write(&headline, &frame, Align::Left, words(callout.role), true);
        let below = Frame::new(frame.left, frame.top + headline.height(), frame.right, frame.bottom);
        self.write(&detail, &below, Align::Left, Role::Muted, true);
    }
}
