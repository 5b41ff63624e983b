//! A figure as data: what is to be seen, said without a pen.
//!
//! A [`Figure`] holds numbers, words and colour roles. It knows no pixels of
//! its marks, no fonts and no files, so a report can be built, compared and
//! tested without drawing anything, and every medium draws the same figure.

mod annotation;
mod axis;
mod columns;
mod curve;
mod field;
mod mark;
mod pictures;
mod points;
mod reach;
mod role;

pub use annotation::{Callout, Rule, Side};
pub use axis::{Axis, Scale, Ticks};
pub use columns::{Cell, Columns, Kind};
pub use curve::Curve;
pub use field::{Contour, RowBar, Tiles, contour};
pub use mark::{Area, Band, Bars, Dots, Interval, Level, Line, Mark};
pub use pictures::{Pictures, Size, SvgText, Theme};
pub use points::{Points, Stack};
pub use reach::Reach;
pub use role::Role;

use crate::format::Grouping;

/// The width a figure has unless it asks for another, in logical pixels.
pub const DEFAULT_WIDTH: u32 = 720;

/// The height a figure has unless it asks for another, in logical pixels.
pub const DEFAULT_HEIGHT: u32 = 430;

/// One picture of a report, with the words around it and the numbers behind it.
///
/// It is built by naming what it shows, one call a thing, because a figure
/// read from top to bottom in the source should read like its own caption.
///
/// ```
/// use humnaam::figure::{Area, Axis, Curve, Figure, Role, Ticks};
///
/// let curve = Curve::through([(-2.0, 0.0), (0.0, 1.0), (2.0, 0.0)]);
/// let figure = Figure::new("margin", "The result stands in 50 of 100 counts")
///     .subtitle("Counterfactual margin, votes")
///     .x(Axis::linear(Ticks::Integer).label("margin, votes"))
///     .y(Axis::hidden())
///     .mark(Area::under(curve.clone()).to(0.0).role(Role::Soft))
///     .mark(Area::under(curve).from(0.0).role(Role::Accent));
/// assert_eq!(figure.marks.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The name of the file without its ending, in lower case with hyphens.
    pub stem: String,
    /// The finding, as a sentence; a title says what was seen, not what was plotted.
    pub title: String,
    /// What is plotted, over what, in which unit.
    pub subtitle: String,
    /// Provenance, in small print below: seed, number of simulations, sources.
    pub caption: String,
    /// The figure in words, for a reader who cannot see it.
    pub alt: String,
    /// The width of the picture in logical pixels.
    pub width: u32,
    /// The height of the picture in logical pixels.
    pub height: u32,
    /// Whether it is drawn only where it is asked for by name.
    pub on_request: bool,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// What is drawn, from back to front.
    pub marks: Vec<Mark>,
    /// How large numbers are written along its axes.
    pub grouping: Grouping,
    /// The numbers behind the picture, which become the table beside it.
    pub data: Columns,
}

impl Figure {
    /// Whether this is the chart of a name; a second one of its kind bears a number.
    #[must_use]
    pub fn is_chart(&self, name: &str) -> bool {
        let rest = self.stem.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok()))
    }

    /// Starts a figure from the name of its file and its finding; everything
    /// else has a default that draws.
    pub fn new(stem: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            stem: stem.into(),
            title: title.into(),
            subtitle: String::new(),
            caption: String::new(),
            alt: String::new(),
            width: DEFAULT_WIDTH,
            height: DEFAULT_HEIGHT,
            on_request: false,
            x: Axis::linear(Ticks::Plain),
            y: Axis::linear(Ticks::Plain),
            marks: Vec::new(),
            grouping: Grouping::default(),
            data: Columns::default(),
        }
    }

    /// Says what is plotted, over what, in which unit.
    #[must_use]
    pub fn subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = subtitle.into();
        self
    }

    /// Says where the numbers come from, in small print.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = caption.into();
        self
    }

    /// Puts the figure into words for a reader who cannot see it.
    #[must_use]
    pub fn alt(mut self, alt: impl Into<String>) -> Self {
        self.alt = alt.into();
        self
    }

    /// Sets the size in logical pixels, held between 320 × 200 and
    /// 2,400 × 4,000 so that no figure can ask for a picture without end.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.width = width.clamp(320, 2_400);
        self.height = height.clamp(200, 4_000);
        self
    }

    /// Sets the horizontal axis.
    #[must_use]
    pub fn x(mut self, axis: Axis) -> Self {
        self.x = axis;
        self
    }

    /// Sets the vertical axis.
    #[must_use]
    pub fn y(mut self, axis: Axis) -> Self {
        self.y = axis;
        self
    }

    /// Adds a mark in front of those already there.
    #[must_use]
    pub fn mark(mut self, mark: impl Into<Mark>) -> Self {
        self.marks.push(mark.into());
        self
    }

    /// Sets the numbers behind the picture.
    #[must_use]
    pub fn data(mut self, data: Columns) -> Self {
        self.data = data;
        self
    }

    /// The height at which this many rows of dots are comfortable: few rows
    /// get room for tall swarms, many rows get just enough for their names,
    /// and beyond 150 rows the figure grows no more.
    #[must_use]
    pub fn height_for_rows(rows: usize) -> u32 {
        let rows = u32::try_from(rows.clamp(1, 150)).unwrap_or(150);
        let pitch = (560 / rows).clamp(24, 72);
        170 + rows * pitch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_keeps_its_marks_from_back_to_front() {
        let figure = Figure::new("stem", "title").mark(Rule::vertical(0.0)).mark(Callout::new("P(flip) = 29.4%"));
        assert!(matches!(figure.marks[0], Mark::Rule(_)));
        assert!(matches!(figure.marks[1], Mark::Callout(_)));
    }

    #[test]
    fn a_size_without_end_is_held() {
        let figure = Figure::new("stem", "title").size(0, u32::MAX);
        assert_eq!((figure.width, figure.height), (320, 4_000));
    }

    #[test]
    fn more_rows_never_make_a_lower_figure() {
        let heights: Vec<u32> = (0..60).map(Figure::height_for_rows).collect();
        assert!(heights.windows(2).all(|pair| pair[0] <= pair[1] + 40));
        assert_eq!(Figure::height_for_rows(40), 170 + 40 * 24);
    }
}
