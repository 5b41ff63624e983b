//! The marks that carry data: ground, bands, lines, bars, dots, intervals.

use crate::figure::{Area, Band, Bars, Curve, Dots, Interval, Level, Line, Mark, Role};

use super::geometry::{Frame, Point, thinned};
use super::scene::{Scene, paint, paper};
use super::swarm::{columns, swarm};
use super::theme::area_opacity;

/// More dots than this in one figure are counted into columns.
pub(super) const MOST_DOTS: usize = 2_000;

/// Dots are drawn no smaller than this: where that makes them overlap, they
/// grow darker, which is better than a row nobody can see.
const LEAST_DOT: f64 = 1.9;

/// More bars than this are narrower than they can be seen, and are drawn as
/// the ground under their outline.
const MOST_BARS: usize = 2_000;

/// Half the width of the bar for a bin that has none.
const LONE_BAR: f64 = 4.0;

/// Radii of dots, tried from large to small until every swarm fits its row.
const RADII: [f64; 6] = [3.0, 2.6, 2.2, 1.8, 1.4, 1.1];

impl Scene<'_> {
    /// Draws one mark's ink; its words come later, when all ink is known.
    pub(super) fn draw_ink(&mut self, mark: &Mark) {
        match mark {
            Mark::Area(area) => self.draw_area(area),
            Mark::Band(band) => self.draw_band(band),
            Mark::Line(line) => self.draw_line(line),
            Mark::Interval(interval) => self.draw_interval(interval),
            Mark::Dots(dots) => self.draw_dots(dots),
            Mark::Bars(bars) => self.draw_bars(bars),
            Mark::Rule(rule) => self.draw_rule(rule),
            Mark::Reach(reach) => self.draw_reach(reach),
            Mark::Tiles(tiles) => self.draw_tiles(tiles),
            Mark::Contour(contour) => self.draw_contour(contour),
            Mark::RowBar(bar) => self.draw_row_bar(bar),
            Mark::Points(points) => self.draw_points(points),
            Mark::Stack(stack) => self.draw_stack(stack),
            Mark::Callout(_) => {}
        }
    }

    /// The places of a curve, as far as the axis shows it.
    fn places(&self, curve: &Curve) -> Vec<Point> {
        let shown = curve.between(self.x.low, self.x.high);
        let points = shown.points().iter();
        thinned(points.map(|(x, y)| self.place(*x, *y)))
    }

    fn draw_area(&mut self, area: &Area) {
        let top = self.places(&area.curve.between(area.from, area.to));
        let base = self.place(self.x.low, 0.0).y;
        let (Some(first), Some(last)) = (top.first(), top.last()) else {
            return;
        };
        let mut corners = vec![Point::new(first.x, base)];
        let end = Point::new(last.x, base);
        corners.extend(&top);
        corners.push(end);
        self.pen.polygon(&corners, paint(area.role, area_opacity(area.role)));
        for pair in top.windows(2) {
            let highest = pair[0].y.min(pair[1].y);
            let ink = Frame::new(pair[0].x, highest, pair[1].x, base);
            self.around.note_ink(ink);
        }
    }

    fn draw_band(&mut self, band: &Band) {
        let low = self.places(&band.low);
        if let (true, Some(first), Some(last)) = (band.ground, low.first(), low.last()) {
            let plot = self.layout.plot;
            self.pen.rectangle(&Frame::new(first.x, plot.top, last.x, plot.bottom), paint(band.role, 0.1));
            return;
        }
        let mut corners = self.places(&band.high);
        // The band as ink is the boxes between neighbouring points.
        for (high, low) in corners.windows(2).zip(low.windows(2)) {
            let top = high[0].y.min(high[1].y);
            let bottom = low[0].y.max(low[1].y);
            self.around.note_ink(Frame::new(high[0].x, top, high[1].x, bottom));
        }
        corners.extend(low.iter().rev());
        self.pen.polygon(&corners, paint(band.role, 0.2));
    }

    fn draw_line(&mut self, line: &Line) {
        let points = self.places(&line.curve);
        let width = line.width.clamp(0.5, 8.0);
        self.pen.line(&points, width, paint(line.role, line.strength.clamp(0.05, 1.0)));
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let ink = Frame::new(a.x, a.y.min(b.y), b.x, a.y.max(b.y));
            self.around.note_ink(ink.grown(width / 2.0));
        }
        if let (Some(last), false) = (points.last(), line.end_label.is_empty()) {
            self.pen.circle(*last, 4.4, paint(line.end_role, 1.0));
            let ink = Frame::new(last.x, last.y, last.x, last.y).grown(4.4);
            self.around.note_ink(ink);
        } else if let [only] = points.as_slice() {
            // A line of one point would not be seen.
            self.pen.circle(*only, 1.5 * width, paint(line.role, 1.0));
        }
    }

    fn draw_bars(&mut self, bars: &Bars) {
        if bars.heights.len() > MOST_BARS {
            let outline = Curve::outline(&bars.edges, &bars.heights);
            self.draw_area(&Area::under(outline).role(bars.role));
            return;
        }
        let base = self.place(self.x.low, 0.0).y;
        for (edges, &height) in bars.edges.windows(2).zip(&bars.heights) {
            let (from, to) = (edges[0].min(edges[1]), edges[0].max(edges[1]));
            let shown = from <= self.x.high && to >= self.x.low;
            if !(shown && height.is_finite() && height != 0.0) {
                continue;
            }
            let corner = self.place(from, height);
            let wide = self.across(to) - corner.x;
            // Wide bars get a gap; between thin ones it would be a grey haze.
            // A bin without width is still a finding, and gets a bar.
            let gap = match wide {
                _ if from == to => -LONE_BAR,
                wide if wide > 6.0 => 0.5,
                _ => 0.0,
            };
            let (top, bottom) = (corner.y.min(base), corner.y.max(base));
            let bar = Frame::new(corner.x + gap, top, corner.x + wide - gap, bottom);
            self.pen.rectangle(&bar, paint(bars.role, area_opacity(bars.role)));
            self.around.note_ink(bar);
        }
        let plot = self.layout.plot;
        let ends = [Point::new(plot.left, base), Point::new(plot.right, base)];
        self.pen.line(&ends, 1.0, paint(Role::Ink, 1.0));
    }

    fn draw_dots(&mut self, dots: &Dots) {
        if !self.has_row(dots.row) {
            return;
        }
        let half = self.half_row();
        let middle = self.row_middle(dots.row);
        let places = self.dot_places(dots);
        let radius = self.dot_radius;
        let swarm = radius.and_then(|radius| Some((radius, self.offsets(&places, radius)?)));
        match swarm {
            Some((radius, offsets)) => {
                for (x, offset) in places.iter().zip(offsets) {
                    let centre = Point::new(*x, middle - offset);
                    let radius = radius.max(LEAST_DOT);
                    self.pen.circle(centre, radius, paint(dots.role, 0.6));
                }
            }
            None => self.draw_columns(&places, middle, half, dots.role),
        }
        if let (Some(first), Some(last)) = (places.first(), places.last()) {
            let ink = Frame::new(first - 3.0, middle - half, last + 3.0, middle + half);
            self.around.note_ink(ink);
        }
        if let Some(bar) = dots.bar.filter(|bar| self.x.contains(*bar)) {
            let x = self.across(bar);
            let tall = 0.36 * self.row_pitch().min(90.0);
            let frame = Frame::new(x - 1.0, middle - tall, x + 1.0, middle + tall);
            self.pen.rectangle(&frame, paint(Role::Ink, 1.0));
            self.around.note_rule(frame);
        }
    }

    /// How far a swarm may rise above its row.
    fn half_row(&self) -> f64 {
        (0.47 * self.row_pitch()).min(40.0)
    }

    /// Where the dots of a row lie along it, in order.
    fn dot_places(&self, dots: &Dots) -> Vec<f64> {
        let mut places: Vec<f64> =
            dots.values.iter().filter(|value| self.x.contains(**value)).map(|value| self.across(*value)).collect();
        places.sort_by(f64::total_cmp);
        places
    }

    /// The swarm of dots of this radius, which touch and overlap a little.
    fn offsets(&self, places: &[f64], radius: f64) -> Option<Vec<f64>> {
        swarm(places, 0.85 * radius, self.half_row())
    }

    /// The largest radius at which every row of the figure fits, so that a
    /// dot is as large in one row as in another; nothing, if there is none or
    /// if the dots are more than an eye can tell apart.
    pub(super) fn find_dot_radius(&self) -> Option<f64> {
        let rows: Vec<Vec<f64>> = self
            .figure
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Dots(dots) => Some(self.dot_places(dots)),
                _ => None,
            })
            .collect();
        if rows.iter().map(Vec::len).sum::<usize>() > MOST_DOTS {
            return None;
        }
        let fits = |radius: &f64| rows.iter().all(|row| self.offsets(row, *radius).is_some());
        RADII.into_iter().find(fits)
    }

    /// Dots too many to draw, as columns whose height is their number.
    fn draw_columns(&self, places: &[f64], middle: f64, half: f64, role: Role) {
        const WIDTH: f64 = 4.0;
        let columns = columns(places, WIDTH);
        let most = columns.iter().map(|(_, count)| *count).max().unwrap_or(1);
        for (left, count) in columns {
            let tall = (half * count as f64 / most as f64).max(0.6);
            let frame = Frame::new(left, middle - tall, left + WIDTH - 0.5, middle + tall);
            self.pen.rectangle(&frame, paint(role, 0.6));
        }
    }

    /// The height at which an interval is drawn, if the figure has it.
    pub(super) fn interval_height(&self, interval: &Interval) -> Option<f64> {
        match interval.level {
            Level::Row(row) => self.has_row(row).then(|| self.row_middle(row)),
            Level::At(y) => self.y.contains(y).then(|| self.place(self.x.low, y).y),
            Level::Below => {
                let mut lane = self.figure.marks.iter().filter_map(super::layout::in_lane);
                let index = lane.position(|other| std::ptr::eq(other, interval))?;
                Some(self.layout.lane.top + 22.0 + 22.0 * index as f64)
            }
        }
    }

    /// The spans of an interval that are shown, the widest first.
    pub(super) fn interval_spans(&self, interval: &Interval) -> Vec<(f64, f64)> {
        let mut spans: Vec<(f64, f64)> = interval
            .spans
            .iter()
            .filter(|(low, high)| low.is_finite() && high.is_finite())
            .map(|(low, high)| (low.min(*high), low.max(*high)))
            .map(|(low, high)| (self.across(low), self.across(high)))
            .collect();
        spans.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
        spans
    }

    fn draw_interval(&mut self, interval: &Interval) {
        const THIN: f64 = 1.0;
        const THICK: f64 = 4.4;
        let Some(y) = self.interval_height(interval) else {
            return;
        };
        let spans = self.interval_spans(interval);
        let steps = spans.len().saturating_sub(1).max(1) as f64;
        for (index, (left, right)) in spans.iter().enumerate() {
            // One span alone is neither the widest nor the narrowest of several.
            let part = if spans.len() == 1 { 0.4 } else { index as f64 / steps };
            let half = THIN + (THICK - THIN) * part;
            let bar = Frame::new(*left, y - half, *right, y + half);
            self.pen.rectangle(&bar, paint(interval.role, 1.0));
            self.around.note_ink(bar);
        }
        self.draw_cuts(interval, y);
        if let Some(point) = interval.point.filter(|point| self.x.contains(*point)) {
            let centre = Point::new(self.across(point), y);
            self.pen.circle(centre, 6.0, paper());
            self.pen.circle(centre, 4.4, paint(Role::Ink, 1.0));
            let ink = Frame::new(centre.x, y, centre.x, y).grown(6.0);
            self.around.note_ink(ink);
        }
    }

    /// Arrows where an interval goes on beyond what the axis shows.
    fn draw_cuts(&mut self, interval: &Interval, y: f64) {
        let reaches = |beyond: &dyn Fn(f64) -> bool| interval.spans.iter().any(|&(a, b)| beyond(a) || beyond(b));
        let (low, high, plot) = (self.x.low, self.x.high, self.layout.plot);
        let ends = [
            (reaches(&|value| value < low && !self.x.contains(value)), plot.left, -1.0),
            (reaches(&|value| value > high && !self.x.contains(value)), plot.right, 1.0),
        ];
        for (_, x, way) in ends.into_iter().filter(|(cut, ..)| *cut) {
            let corners =
                [Point::new(x - 2.0 * way, y - 6.0), Point::new(x + 6.0 * way, y), Point::new(x - 2.0 * way, y + 6.0)];
            self.pen.polygon(&corners, paint(interval.role, 1.0));
            self.around.note_ink(Frame::new(x - 6.0, y - 6.0, x + 6.0, y + 6.0));
        }
    }
}
