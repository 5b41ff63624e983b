//! The pen: the one file that knows the drawing library.
//!
//! Everything else in this room speaks of points and boxes in logical pixels.
//! Here they become elements of the library, which draws them through a back
//! end of our own, because none of its own back ends can set Indian scripts.

use std::convert::Infallible;

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::coord::{CoordTranslate, Shift};
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::style::{RGBAColor, ShapeStyle};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use super::geometry::{Frame, Point};
use super::sheet::{GRID, Paint, Sheet, Words};
use super::theme::Colour;

/// Draws in logical pixels.
pub(super) struct Pen<'a> {
    area: DrawingArea<BackEnd<'a>, Shift>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(sheet: &'a mut Sheet) -> Self {
        Self { area: BackEnd { sheet }.into_drawing_area() }
    }

    fn put<E>(&self, element: &E)
    where
        for<'e> &'e E: PointCollection<'e, BackendCoord>,
        E: Drawable<BackEnd<'a>>,
    {
        // The library cuts places to the sheet. The back end writes to a
        // string and never fails.
        let _ = self.area.draw(element);
    }

    pub(super) fn rectangle(&self, frame: &Frame, paint: Paint) {
        let corners = [cell(Point::new(frame.left, frame.top)), cell(Point::new(frame.right, frame.bottom))];
        self.put(&Rectangle::new(corners, style(paint).filled()));
    }

    pub(super) fn circle(&self, centre: Point, radius: f64, paint: Paint) {
        let radius = whole(radius * GRID).max(1);
        self.put(&Circle::new(cell(centre), radius, style(paint).filled()));
    }

    pub(super) fn polygon(&self, points: &[Point], paint: Paint) {
        let points: Vec<BackendCoord> = points.iter().copied().map(cell).collect();
        self.put(&Polygon::new(points, style(paint)));
    }

    pub(super) fn line(&self, points: &[Point], width: f64, paint: Paint) {
        let points: Vec<BackendCoord> = points.iter().copied().map(cell).collect();
        let width = whole(width * GRID).max(1).unsigned_abs();
        self.put(&PathElement::new(points, style(paint).stroke_width(width)));
    }

    /// A straight line broken into dashes.
    pub(super) fn dashes(&self, from: Point, to: Point, width: f64, paint: Paint) {
        const DASH: f64 = 4.0;
        const GAP: f64 = 3.0;
        let length = (to.x - from.x).hypot(to.y - from.y);
        if !(length > 0.0 && length < 1e5) {
            return;
        }
        let along = |way: f64| {
            let part = (way / length).min(1.0);
            Point::new(from.x + part * (to.x - from.x), from.y + part * (to.y - from.y))
        };
        let mut way = 0.0;
        while way < length {
            self.line(&[along(way), along(way + DASH)], width, paint);
            way += DASH + GAP;
        }
    }

    /// Draws a group of things that an editor can take by its name.
    pub(super) fn open(&self, name: &str) {
        self.put(&Border::Open(name.to_owned()));
    }

    /// Ends the group.
    pub(super) fn close(&self) {
        self.put(&Border::Close);
    }

    /// Words, from the start of their baseline.
    pub(super) fn words(&self, start: Point, words: Words) {
        self.put(&Lettered { start: cell(start), words });
    }
}

/// Where values lie on the sheet: the library's Cartesian plane.
pub(super) struct Plane {
    plane: Cartesian2d<RangedCoordf64, RangedCoordf64>,
}

impl Plane {
    /// Lays the spans of x and y over a frame, y upwards.
    pub(super) fn new(frame: &Frame, x: (f64, f64), y: (f64, f64)) -> Self {
        let low = cell(Point::new(frame.left, frame.bottom));
        let high = cell(Point::new(frame.right, frame.top));
        Self { plane: Cartesian2d::new(x.0..x.1, y.0..y.1, (low.0..high.0, low.1..high.1)) }
    }

    /// The place of a pair of values, which should lie near the spans.
    pub(super) fn place(&self, x: f64, y: f64) -> Point {
        let (x, y) = self.plane.translate(&(x, y));
        Point::new(f64::from(x) / GRID, f64::from(y) / GRID)
    }
}

/// The nearest cell of the grid. No sheet is a hundred thousand pixels wide,
/// so holding back what lies further changes nothing that is seen.
fn cell(point: Point) -> BackendCoord {
    (whole(point.x * GRID), whole(point.y * GRID))
}

fn whole(value: f64) -> i32 {
    value.round().clamp(-1e6, 1e6) as i32
}

fn style(paint: Paint) -> ShapeStyle {
    let Colour(red, green, blue) = paint.colour;
    ShapeStyle::from(RGBAColor(red, green, blue, paint.opacity))
}

/// Words as an element of the library.
struct Lettered {
    start: BackendCoord,
    words: Words,
}

impl<'e> PointCollection<'e, BackendCoord> for &'e Lettered {
    type Point = &'e BackendCoord;
    type IntoIter = std::iter::Once<&'e BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.start)
    }
}

impl<'a> Drawable<BackEnd<'a>> for Lettered {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        back_end: &mut BackEnd<'a>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        if let Some(start) = points.next() {
            back_end.sheet.words(start, &self.words);
        }
        Ok(())
    }
}

/// Where a group of things begins or ends.
enum Border {
    Open(String),
    Close,
}

impl PointCollection<'_, BackendCoord> for &Border {
    type Point = BackendCoord;
    type IntoIter = std::iter::Empty<BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl<'a> Drawable<BackEnd<'a>> for Border {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        back_end: &mut BackEnd<'a>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        match self {
            Border::Open(name) => back_end.sheet.open(name),
            Border::Close => back_end.sheet.close(),
        }
        Ok(())
    }
}

/// The back end: what the library draws is written to the sheet.
struct BackEnd<'a> {
    sheet: &'a mut Sheet,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn paint(color: BackendColor) -> Paint {
    let (red, green, blue) = color.rgb;
    Paint { colour: Colour(red, green, blue), opacity: color.alpha }
}

impl DrawingBackend for BackEnd<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let grid = GRID as u32;
        (self.sheet.width * grid, self.sheet.height * grid)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let far = (x.saturating_add(1), y.saturating_add(1));
        self.sheet.rectangle((x, y), far, paint(color));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        if fill {
            self.sheet.rectangle(from, to, paint(style.color()));
            return Ok(());
        }
        let corners = [from, (to.0, from.1), to, (from.0, to.1), from];
        self.draw_path(corners, style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let width = style.stroke_width();
        self.sheet.line(path, width, paint(style.color()));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        self.sheet.circle(centre, radius, paint(style.color()));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        self.sheet.polygon(corners, paint(style.color()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::chart::sheet::Lettering;

    #[test]
    fn the_plane_turns_y_upwards() {
        let frame = Frame::new(100.0, 50.0, 300.0, 150.0);
        let plane = Plane::new(&frame, (0.0, 10.0), (0.0, 1.0));
        assert_eq!(plane.place(0.0, 0.0), Point::new(100.0, 150.0));
        assert_eq!(plane.place(10.0, 1.0), Point::new(300.0, 50.0));
    }

    #[test]
    fn shapes_are_written_on_the_fine_grid() {
        let mut sheet = Sheet::new(100, 50, Lettering::Text, crate::render::chart::Theme::Light);
        let ink = Paint { colour: Colour(0, 0, 0), opacity: 1.0 };
        let pen = Pen::new(&mut sheet);
        pen.circle(Point::new(1.25, 2.0), 3.0, ink);
        pen.line(&[Point::new(0.0, 0.0), Point::new(f64::MAX, 1.0)], 1.2, ink);
        drop(pen);
        let file = sheet.finish("", "", None);
        assert!(file.contains("<circle cx=\"13\" cy=\"20\" r=\"30\""));
        assert!(file.contains("M0 0L1000 10") && file.contains("stroke-width=\"12\""));
    }
}
