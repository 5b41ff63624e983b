//! The span of values each axis shows, found from the marks.

use crate::figure::{Axis, Figure, Level, Mark, Scale, Side};

use super::ticks;

/// Values beyond this are taken for errors and not drawn: no election counts
/// them, and the arithmetic of places would overflow.
const MOST: f64 = 1e15;

/// A rule is taken into the picture as long as the data keep this share of it.
const LEAST_SHARE: f64 = 1.0 / 8.0;

/// The values an axis shows, from low to high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) logarithmic: bool,
}

impl Span {
    /// The value on the scale of the axis, where equal steps are equal ways.
    pub(super) fn forward(&self, value: f64) -> f64 {
        if self.logarithmic { value.max(f64::MIN_POSITIVE).log10() } else { value }
    }

    /// Both ends on the scale of the axis.
    pub(super) fn ends(&self) -> (f64, f64) {
        (self.forward(self.low), self.forward(self.high))
    }

    /// The span itself, or one that can be drawn where differences are too
    /// fine for the arithmetic.
    fn sound(self) -> Self {
        if self.low < self.high && self.low.is_finite() && self.high.is_finite() {
            self
        } else {
            Self { low: 0.0, high: 1.0, logarithmic: false }
        }
    }

    pub(super) fn contains(&self, value: f64) -> bool {
        // A little is forgiven, since ends are computed.
        let slack = 1e-9 * (self.high - self.low);
        self.low - slack <= value && value <= self.high + slack
    }

    /// The nearest value that is shown.
    pub(super) fn nearest(&self, value: f64) -> f64 {
        value.clamp(self.low, self.high)
    }
}

/// Collects the least and the greatest of the values that can be shown.
struct Hull {
    ends: Option<(f64, f64)>,
    positive: bool,
}

impl Hull {
    fn take(&mut self, value: f64) {
        if value.abs() <= MOST && (value > 0.0 || !self.positive) {
            let (low, high) = self.ends.unwrap_or((value, value));
            self.ends = Some((low.min(value), high.max(value)));
        }
    }
}

fn hull(axis: &Axis) -> Hull {
    let mut hull = Hull { ends: None, positive: axis.scale == Scale::Logarithmic };
    for value in &axis.include {
        hull.take(*value);
    }
    hull
}

/// The span of the horizontal axis.
pub(super) fn horizontal(figure: &Figure) -> Span {
    let mut hull = hull(&figure.x);
    let mut rules = Vec::new();
    // Ground and bars stand on the axis and need no air at its ends.
    let mut stands = false;
    for mark in &figure.marks {
        match mark {
            Mark::Area(area) => {
                let part = area.curve.between(area.from, area.to);
                part.points().iter().for_each(|(x, _)| hull.take(*x));
                stands = true;
            }
            Mark::Band(band) => {
                let both = band.low.points().iter().chain(band.high.points());
                both.for_each(|(x, _)| hull.take(*x));
            }
            Mark::Line(line) => line.curve.points().iter().for_each(|(x, _)| hull.take(*x)),
            Mark::Interval(interval) => {
                interval.point.iter().for_each(|x| hull.take(*x));
                for (low, high) in &interval.spans {
                    hull.take(*low);
                    hull.take(*high);
                }
            }
            Mark::Dots(dots) => dots.values.iter().chain(&dots.bar).for_each(|x| hull.take(*x)),
            Mark::Bars(bars) => {
                bars.edges.iter().for_each(|x| hull.take(*x));
                stands = true;
            }
            Mark::Reach(reach) => {
                [reach.from, reach.to].iter().for_each(|x| hull.take(*x));
                reach.posts.iter().for_each(|(x, _)| hull.take(*x));
            }
            Mark::Points(points) => points.at.iter().for_each(|(x, _)| hull.take(*x)),
            Mark::Stack(stack) => stack.values.iter().for_each(|x| hull.take(*x)),
            Mark::Rule(rule) if rule.side == Side::Vertical => rules.push(rule.at),
            Mark::Tiles(tiles) => tiles.x_edges.iter().for_each(|x| hull.take(*x)),
            Mark::RowBar(bar) => {
                hull.take(0.0);
                [bar.pale, bar.interval.0, bar.interval.1].iter().for_each(|x| hull.take(*x));
            }
            Mark::Rule(_) | Mark::Contour(_) | Mark::Callout(_) => {}
        }
    }
    let from_zero = hull.ends.is_some_and(|(low, high)| low >= 0.0 && low < 0.25 * high);
    let mut span = finished(&figure.x, hull, rules, if stands { 0.015 } else { 0.02 });
    if from_zero && figure.x.range.is_none() && !span.logarithmic && (!stands || span.low > 0.0) {
        span.low = 0.0;
    }
    span.sound()
}

/// The span of the vertical axis; rows lie between zero and their number.
pub(super) fn vertical(figure: &Figure) -> Span {
    if let Scale::Rows(names) = &figure.y.scale {
        return Span { low: 0.0, high: names.len().max(1) as f64, logarithmic: false };
    }
    let mut hull = hull(&figure.y);
    let mut rules = Vec::new();
    for mark in &figure.marks {
        match mark {
            Mark::Area(area) => {
                hull.take(0.0);
                let part = area.curve.between(area.from, area.to);
                part.points().iter().for_each(|(_, y)| hull.take(*y));
            }
            Mark::Band(band) => {
                let both = band.low.points().iter().chain(band.high.points());
                both.for_each(|(_, y)| hull.take(*y));
            }
            Mark::Line(line) => line.curve.points().iter().for_each(|(_, y)| hull.take(*y)),
            Mark::Bars(bars) => {
                hull.take(0.0);
                bars.heights.iter().for_each(|y| hull.take(*y));
            }
            Mark::Interval(interval) => {
                if let Level::At(y) = interval.level {
                    hull.take(y);
                }
            }
            Mark::Points(points) => points.at.iter().for_each(|(_, y)| hull.take(*y)),
            Mark::Rule(rule) if rule.side == Side::Horizontal => rules.push(rule.at),
            Mark::Tiles(tiles) => tiles.y_edges.iter().for_each(|y| hull.take(*y)),
            Mark::Rule(_)
            | Mark::Reach(_)
            | Mark::Dots(_)
            | Mark::Stack(_)
            | Mark::Contour(_)
            | Mark::RowBar(_)
            | Mark::Callout(_) => {}
        }
    }
    let rests_on_zero = hull.ends.is_some_and(|(low, _)| low == 0.0);
    // A grid that is shown ends in round numbers, which is air enough.
    let air = if figure.y.shown { 0.0 } else { 0.06 };
    let mut span = finished(&figure.y, hull, rules, air);
    if figure.y.range.is_none() && !span.logarithmic {
        if rests_on_zero {
            span.low = 0.0;
        }
        if figure.y.shown {
            // The grid ends in a line above and a line below.
            let step = ticks::step(span.low, span.high, 6, figure.y.ticks);
            span.low = (span.low / step + 1e-9).floor() * step;
            span.high = (span.high / step - 1e-9).ceil() * step;
        }
    }
    span.sound()
}

/// Takes in the rules that are near enough, and gives the ends some air.
fn finished(axis: &Axis, mut hull: Hull, mut rules: Vec<f64>, air: f64) -> Span {
    let logarithmic = axis.scale == Scale::Logarithmic;
    let scaled = |value: f64| if logarithmic { value.log10() } else { value };
    let back = |value: f64| {
        if logarithmic { 10_f64.powf(value) } else { value }
    };
    if let Some((low, high)) = axis.range
        && low.abs() <= MOST
        && high.abs() <= MOST
        && low < high
        && (low > 0.0 || !logarithmic)
    {
        return Span { low, high, logarithmic };
    }
    rules.retain(|at| at.is_finite() && (*at > 0.0 || !logarithmic));
    if hull.ends.is_none() {
        rules.iter().for_each(|at| hull.take(*at));
    }
    let (low, high) = hull.ends.unwrap_or(if logarithmic { (1.0, 10.0) } else { (0.0, 1.0) });
    let (mut low, mut high) = (scaled(low), scaled(high));
    if high - low <= 1e-9 * high.abs().max(low.abs()) {
        // One value alone stands in the middle of a little room.
        let room = if logarithmic { 0.3 } else { (0.02 * high.abs()).max(1.0) };
        (low, high) = (low - room, high + room);
    }
    let data = high - low;
    let away = |at: f64| (low - scaled(at)).max(scaled(at) - high);
    rules.sort_by(|a, b| away(*a).total_cmp(&away(*b)));
    for at in rules.into_iter().map(scaled) {
        let wider = (low.min(at), high.max(at));
        if data >= LEAST_SHARE * (wider.1 - wider.0) {
            (low, high) = wider;
        }
    }
    let air = air * (high - low);
    Span { low: back(low - air), high: back(high + air), logarithmic }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Bars, Curve, Line, Rule, Ticks};

    fn bulk() -> Figure {
        Figure::new("stem", "title").mark(Bars::new(vec![0.0, 600.0, 1198.0], vec![1.0, 2.0]))
    }

    #[test]
    fn a_near_rule_is_taken_in_and_a_far_one_is_not() {
        let near = horizontal(&bulk().mark(Rule::vertical(2150.0)));
        assert!(near.contains(2150.0));
        let far = horizontal(&bulk().mark(Rule::vertical(20_969.0)));
        assert!(!far.contains(20_969.0) && far.high < 1300.0);
    }

    #[test]
    fn odd_data_still_give_a_span() {
        let empty = Figure::new("stem", "title");
        let single = bulk().mark(Bars::new(vec![5.0, 5.0], vec![f64::NAN]));
        let wild = Line::through(Curve::through([(f64::MAX, 1.0), (-3.0, f64::MIN)]));
        let logarithmic = Figure::new("stem", "title")
            .x(Axis::logarithmic(Ticks::Integer))
            .mark(Line::through(Curve::through([(-1.0, 1.0), (0.0, 2.0)])))
            .mark(Rule::vertical(0.0));
        for figure in [empty.clone(), single, empty.mark(wild), logarithmic] {
            for span in [horizontal(&figure), vertical(&figure)] {
                assert!(span.low < span.high, "{span:?}");
                assert!(span.high.abs() < 1e17, "{span:?}");
            }
        }
    }

    #[test]
    fn one_value_stands_in_the_middle() {
        let curve = Curve::through([(7.0, 1.0)]);
        let span = horizontal(&Figure::new("s", "t").mark(Line::through(curve)));
        assert!((f64::midpoint(span.low, span.high) - 7.0).abs() < 1e-9);
    }
}
