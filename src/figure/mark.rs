//! What can be drawn in a figure.

use super::{Callout, Contour, Curve, Points, Reach, Role, RowBar, Rule, Stack, Tiles};

/// One thing drawn between the axes.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// The ground under a curve.
    Area(Area),
    /// The ground between two curves.
    Band(Band),
    /// A line through points.
    Line(Line),
    /// A straight line across the figure at one value.
    Rule(Rule),
    /// Nested intervals about a point.
    Interval(Interval),
    /// A swarm of dots in one row.
    Dots(Dots),
    /// The bars of a histogram.
    Bars(Bars),
    /// A bar in a row.
    Reach(Reach),
    /// Tiles coloured by a share.
    Tiles(Tiles),
    /// A line along which a share is the same.
    Contour(Contour),
    /// A bar in one row.
    RowBar(RowBar),
    /// Dots at pairs of values.
    Points(Points),
    /// Dots upon each other.
    Stack(Stack),
    /// Words in the figure.
    Callout(Callout),
}

impl Mark {
    /// What kind of mark it is, in a word.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Mark::Area(_) => "area",
            Mark::Band(_) => "band",
            Mark::Line(_) => "line",
            Mark::Rule(_) => "rule",
            Mark::Interval(_) => "interval",
            Mark::Dots(_) => "dots",
            Mark::Bars(_) => "bars",
            Mark::Reach(_) => "reach",
            Mark::Tiles(_) => "tiles",
            Mark::Contour(_) => "contour",
            Mark::RowBar(_) => "row-bar",
            Mark::Points(_) => "points",
            Mark::Stack(_) => "stack",
            Mark::Callout(_) => "callout",
        }
    }
}

/// The ground under a curve down to zero, between two values of x.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// The curve on top.
    pub curve: Curve,
    /// Where the ground begins.
    pub from: f64,
    /// Where the ground ends.
    pub to: f64,
    /// The part its colour plays.
    pub role: Role,
}

impl Area {
    /// The ground under all of a curve.
    #[must_use]
    pub fn under(curve: Curve) -> Self {
        Self { curve, from: f64::NEG_INFINITY, to: f64::INFINITY, role: Role::Soft }
    }

    /// Begins the ground at a value of x.
    #[must_use]
    pub fn from(mut self, from: f64) -> Self {
        self.from = from;
        self
    }

    /// Ends the ground at a value of x.
    #[must_use]
    pub fn to(mut self, to: f64) -> Self {
        self.to = to;
        self
    }
}

/// The ground between a lower and an upper curve, such as an interval that
/// narrows as simulations are added.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// The lower edge.
    pub low: Curve,
    /// The upper edge.
    pub high: Curve,
    /// The part its colour plays.
    pub role: Role,
    /// Whether it is a part of the background: as high as the picture, and words may stand over it.
    pub ground: bool,
}

impl Band {
    /// The ground between two curves.
    #[must_use]
    pub fn between(low: Curve, high: Curve) -> Self {
        Self { low, high, role: Role::Primary, ground: false }
    }

    /// Everything between two values of x: a pale part of the background, such as what arithmetic allows.
    /// The picture reaches the value of y for it, as for any other mark.
    #[must_use]
    pub fn across((left, right): (f64, f64), y: f64) -> Self {
        let flat = Curve::through([(left, y), (right, y)]);
        Self { low: flat.clone(), high: flat, role: Role::Secondary, ground: true }
    }
}

/// A line through points, with an end that may speak.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The points.
    pub curve: Curve,
    /// The part its colour plays.
    pub role: Role,
    /// The width of the line in logical pixels.
    pub width: f64,
    /// Words at the last point, which is then drawn as a dot; empty for none.
    pub end_label: String,
    /// The part the colour of that dot and those words plays.
    pub end_role: Role,
    /// How strongly it covers, 0 to 1, for many lines of which none is the point.
    pub strength: f64,
}

impl Line {
    /// A line through the points of a curve.
    #[must_use]
    pub fn through(curve: Curve) -> Self {
        Self { curve, role: Role::Primary, width: 2.0, end_label: String::new(), end_role: Role::Accent, strength: 1.0 }
    }

    /// Lets what lies beneath shine through.
    #[must_use]
    pub fn strength(mut self, strength: f64) -> Self {
        self.strength = strength;
        self
    }

    /// Sets the width in logical pixels.
    #[must_use]
    pub fn width(mut self, width: f64) -> Self {
        self.width = width;
        self
    }

    /// Marks the last point with a dot and says what it means.
    #[must_use]
    pub fn end_label(mut self, label: impl Into<String>) -> Self {
        self.end_label = label.into();
        self
    }
}

/// Where a mark without a height of its own is put.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Level {
    /// In a lane of its own beneath the plot.
    Below,
    /// At a value of y.
    At(f64),
    /// In the row with this number, the first being zero.
    Row(usize),
}

/// Nested intervals about a point, drawn as bars that thicken inwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Interval {
    /// Where it is put.
    pub level: Level,
    /// The point, such as a median.
    pub point: Option<f64>,
    /// The spans, in any order; the widest is drawn thinnest.
    pub spans: Vec<(f64, f64)>,
    /// Words beside it; empty for none.
    pub label: String,
    /// The part its colour plays.
    pub role: Role,
}

impl Interval {
    /// Intervals in a lane beneath the plot.
    pub fn below(spans: impl IntoIterator<Item = (f64, f64)>) -> Self {
        Self {
            level: Level::Below,
            point: None,
            spans: spans.into_iter().collect(),
            label: String::new(),
            role: Role::Primary,
        }
    }

    /// Moves the intervals to another place.
    #[must_use]
    pub fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Marks a point, such as the median.
    #[must_use]
    pub fn point(mut self, point: f64) -> Self {
        self.point = Some(point);
        self
    }

    /// Says what the intervals are.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
}

/// A swarm of dots in one row, one dot a value.
///
/// Where to put each dot is left to the pen. More dots than an eye can tell
/// apart are counted into columns and drawn as one shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Dots {
    /// The number of the row, the first being zero.
    pub row: usize,
    /// The values.
    pub values: Vec<f64>,
    /// A bar across the swarm, such as the median.
    pub bar: Option<f64>,
    /// Words beside the swarm; empty for none.
    pub label: String,
    /// The part its colour plays.
    pub role: Role,
}

impl Dots {
    /// The dots of one row; values that are not finite are left out.
    pub fn in_row(row: usize, values: impl IntoIterator<Item = f64>) -> Self {
        Self {
            row,
            values: values.into_iter().filter(|value| value.is_finite()).collect(),
            bar: None,
            label: String::new(),
            role: Role::Primary,
        }
    }

    /// Draws a bar across the swarm.
    #[must_use]
    pub fn bar(mut self, at: f64) -> Self {
        self.bar = Some(at);
        self
    }

    /// Says something about the row.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
}

/// The bars of a histogram.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The borders of the bins, one more than there are heights.
    pub edges: Vec<f64>,
    /// The heights.
    pub heights: Vec<f64>,
    /// The part their colour plays.
    pub role: Role,
}

impl Bars {
    /// Bar `i` stands between `edges[i]` and `edges[i + 1]`.
    #[must_use]
    pub fn new(edges: Vec<f64>, heights: Vec<f64>) -> Self {
        Self { edges, heights, role: Role::Primary }
    }
}

/// Gives a mark its way into a figure and its colour role, said once for all.
macro_rules! marks {
    ($($kind:ident),*) => {$(
        impl From<$kind> for Mark {
            fn from(mark: $kind) -> Self {
                Self::$kind(mark)
            }
        }

        impl $kind {
            /// Sets the part the colour plays.
            #[must_use]
            pub fn role(mut self, role: Role) -> Self {
                self.role = role;
                self
            }
        }
    )*};
}

marks!(Area, Band, Line, Rule, Interval, Dots, Bars, Points, Stack, Reach, RowBar, Callout);

impl From<Tiles> for Mark {
    fn from(mark: Tiles) -> Self {
        Self::Tiles(mark)
    }
}

impl From<Contour> for Mark {
    fn from(mark: Contour) -> Self {
        Self::Contour(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_that_are_not_finite_are_left_out() {
        assert_eq!(Dots::in_row(0, [1.0, f64::NAN, 2.0]).values, [1.0, 2.0]);
    }
}
