//! The span of values each axis shows, found from the marks.

use crate::figure::{Axis, Figure, Level, Mark, Scale, Side};

use super::ticks;

/// Values beyond this are taken for errors and not drawn: no election counts
/// them, and the arithmetic of places would overflow.
const MOST: f64 = 1e15;

/// A rule is taken into the picture as long as the data keep this share of it.
const LEAST_SHARE: f64 = 1.0 / 8.0;

/// Behind a break of the axis stands so much of it, in shares of what the data take.
const STUB: f64 = 0.07;

/// A break takes so much of the axis.
const BREAK: f64 = 0.05;

/// A stretch of the axis on which nothing is, drawn as a break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gap {
    pub(super) low: f64,
    pub(super) high: f64,
    /// What the break takes of the axis, in its values.
    room: f64,
}

impl Gap {
    /// How much of the gap lies below a value, and how much of the break.
    fn saved(&self, value: f64) -> f64 {
        let inside = (value - self.low).clamp(0.0, self.high - self.low);
        inside * (1.0 - self.room / (self.high - self.low))
    }
}

/// The values an axis shows, from low to high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) logarithmic: bool,
    /// The breaks of a linear axis: below its data, and above them.
    pub(super) gaps: [Option<Gap>; 2],
}

impl Span {
    fn whole(low: f64, high: f64, logarithmic: bool) -> Self {
        Self { low, high, logarithmic, gaps: [None; 2] }
    }

    /// The value on the scale of the axis, where equal steps are equal ways but for breaks.
    pub(super) fn forward(&self, value: f64) -> f64 {
        if self.logarithmic {
            value.max(f64::MIN_POSITIVE).log10()
        } else {
            value - self.gaps.iter().flatten().map(|gap| gap.saved(value)).sum::<f64>()
        }
    }

    /// The stretches between breaks, which are drawn true to scale.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (f64, f64)> {
        let [below, above] = self.gaps;
        let data = (below.map_or(self.low, |gap| gap.high), above.map_or(self.high, |gap| gap.low));
        let (first, last) = (below.map(|gap| (self.low, gap.low)), above.map(|gap| (gap.high, self.high)));
        [first, Some(data), last].into_iter().flatten()
    }

    /// The stretch that holds the data.
    pub(super) fn unbroken(&self) -> Span {
        let [below, above] = self.gaps;
        let (low, high) = (below.map_or(self.low, |gap| gap.high), above.map_or(self.high, |gap| gap.low));
        Self { low, high, ..*self }
    }

    /// Whether a value stands behind a break, apart from the data.
    pub(super) fn is_behind_break(&self, value: f64) -> bool {
        self.contains(value) && !self.unbroken().contains(value)
    }

    /// Breaks the axis so that it reaches a value that lies outside.
    fn reaching(mut self, at: f64) -> Self {
        let (low, high) = self.ends();
        let data = high - low;
        let (stub, room) = (STUB * data, BREAK * data);
        let gap = |low: f64, high: f64| (high - low > room).then_some(Gap { low, high, room });
        if at > self.high {
            self.gaps[1] = gap(self.high, at - stub);
            self.high = at + stub;
        } else if at < self.low {
            self.gaps[0] = gap(at + stub, self.low);
            self.low = at - stub;
        }
        self
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
            Self::whole(0.0, 1.0, false)
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
            Mark::Rule(rule) if rule.side == Side::Vertical => rules.push((rule.at, rule.kept)),
            Mark::Tiles(tiles) => tiles.x_edges.iter().for_each(|x| hull.take(*x)),
            Mark::RowBar(bar) => {
                hull.take(0.0);
                [bar.pale, bar.interval.0, bar.interval.1].iter().for_each(|x| hull.take(*x));
            }
            Mark::Rule(_) | Mark::Contour(_) | Mark::Callout(_) => {}
        }
    }
    let from_zero =
        hull.ends.is_some_and(|(low, high)| low >= 0.0 && low < 0.25 * high) && rules.iter().all(|(at, _)| *at >= 0.0);
    let mut span = finished(&figure.x, hull, rules, if stands { 0.015 } else { 0.02 });
    if from_zero
        && figure.x.range.is_none()
        && !span.logarithmic
        && span.gaps[0].is_none()
        && (!stands || span.low > 0.0)
    {
        span.low = 0.0;
    }
    span.sound()
}

/// The span of the vertical axis; rows lie between zero and their number.
pub(super) fn vertical(figure: &Figure) -> Span {
    if let Scale::Rows(names) = &figure.y.scale {
        return Span::whole(0.0, names.len().max(1) as f64, false);
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
            Mark::Rule(rule) if rule.side == Side::Horizontal => rules.push((rule.at, false)),
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

/// Takes in the rules that are near enough, gives the ends some air, and breaks the axis towards a rule that is kept.
fn finished(axis: &Axis, mut hull: Hull, mut rules: Vec<(f64, bool)>, air: f64) -> Span {
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
        return with_kept(Span::whole(low, high, logarithmic), &rules);
    }
    rules.retain(|(at, _)| at.is_finite() && (*at > 0.0 || !logarithmic));
    if hull.ends.is_none() {
        rules.iter().for_each(|(at, _)| hull.take(*at));
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
    rules.sort_by(|a, b| away(a.0).total_cmp(&away(b.0)));
    for at in rules.iter().map(|(at, _)| scaled(*at)) {
        let wider = (low.min(at), high.max(at));
        if data >= LEAST_SHARE * (wider.1 - wider.0) {
            (low, high) = wider;
        }
    }
    let air = air * (high - low);
    with_kept(Span::whole(back(low - air), back(high + air), logarithmic), &rules)
}

/// A linear axis broken towards the rules that are kept, the nearest on each side.
fn with_kept(span: Span, rules: &[(f64, bool)]) -> Span {
    let kept = || rules.iter().filter(|(at, kept)| *kept && at.abs() <= MOST).map(|(at, _)| *at);
    if span.logarithmic {
        return span;
    }
    let below = kept().filter(|at| *at < span.low).fold(f64::NEG_INFINITY, f64::max);
    let above = kept().filter(|at| *at > span.high).fold(f64::INFINITY, f64::min);
    let span = if below.is_finite() { span.reaching(below) } else { span };
    if above.is_finite() { span.reaching(above) } else { span }
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
    fn the_axis_is_broken_towards_a_kept_rule_and_order_stays() {
        for at in [20_969.0, -20_969.0] {
            let broken = horizontal(&bulk().mark(Rule::vertical(at).kept()));
            assert!(broken.contains(at), "{broken:?}");
            assert_eq!(broken.gaps.iter().flatten().count(), 1);
            let places: Vec<f64> = (-250..=250).map(|i| broken.forward(f64::from(i) * 100.0)).collect();
            assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
            let (low, high) = broken.ends();
            assert!((1_100.0..1_500.0).contains(&(high - low)), "{low} {high}");
            assert!(broken.pieces().all(|(low, high)| low < high));
        }
        let near = horizontal(&bulk().mark(Rule::vertical(2_150.0).kept()));
        assert_eq!(near.gaps, [None; 2]);
    }

    #[test]
    fn one_value_stands_in_the_middle() {
        let curve = Curve::through([(7.0, 1.0)]);
        let span = horizontal(&Figure::new("s", "t").mark(Line::through(curve)));
        assert!((f64::midpoint(span.low, span.high) - 7.0).abs() < 1e-9);
    }
}
