//! What a page shows, taken from the page's own instructions: letters with their places and directions, and straight lines.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::page::Page;

/// Which way a text runs on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From left to right.
    Across,
    /// From the bottom to the top: the usual way to turn a heading.
    Up,
    /// From the top to the bottom.
    Down,
}

/// One letter, or several where one sign stands for them.
#[derive(Debug, Clone)]
pub struct Letter {
    pub text: String,
    /// Where it begins and ends on its line of writing.
    pub begin: (f64, f64),
    pub end: (f64, f64),
    /// The height of its type.
    pub size: f64,
    pub direction: Direction,
}

impl Letter {
    pub fn is_digit(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// A straight line, upright or level: first and last x, first and last y.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    pub x: (f64, f64),
    pub y: (f64, f64),
}

/// What a page shows; its corner is at the upper left.
#[derive(Debug, Default)]
pub struct Shown {
    pub letters: Vec<Letter>,
    pub lines: Vec<Line>,
    /// Whether it shows anything but text: a picture, or shapes that may be letters.
    pub drawn: bool,
    /// Whether it shows more than any form has.
    pub too_much: bool,
}

/// No page of a form has as many letters, nor as many lines.
const MOST: usize = 200_000;

/// Reads one page.
pub fn shown(pdf: &Pdf, page: &Page<'_>) -> Shown {
    let (width, height) = page.render_dimensions();
    let cache = InterpreterCache::new();
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let mut context = Context::new(transform, whole, &cache, pdf.xref(), InterpreterSettings::default());
    let mut pen = Pen { shown: Shown::default() };
    interpret_page(page, &mut context, &mut pen);
    pen.shown
}

/// Takes down what is drawn.
struct Pen {
    shown: Shown,
}

impl Pen {
    fn line(&mut self, from: Point, to: Point, thick: f64) {
        let (x, y) = ((from.x.min(to.x), from.x.max(to.x)), (from.y.min(to.y), from.y.max(to.y)));
        let (wide, high) = (x.1 - x.0, y.1 - y.0);
        let finite = wide.is_finite() && high.is_finite();
        if finite && wide.min(high) <= thick && wide.max(high) > 3.0 {
            if self.shown.lines.len() < MOST {
                self.shown.lines.push(Line { x, y });
            } else {
                self.shown.too_much = true;
            }
        }
    }
}

/// A filled rectangle no thicker than this is a line.
const THICKEST: f64 = 3.0;

impl Device<'_> for Pen {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        self.shown.drawn = true;
        let bounds = (props.transform * path.clone()).control_box();
        if bounds.width().min(bounds.height()) <= THICKEST {
            self.line(Point::new(bounds.x0, bounds.y0), Point::new(bounds.x1, bounds.y1), THICKEST);
            return;
        }
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            let element = props.transform * *element;
            match element {
                PathEl::MoveTo(to) => (first, last) = (to, to),
                PathEl::LineTo(to) => {
                    self.line(last, to, 0.5);
                    last = to;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = to,
                PathEl::ClosePath => {
                    self.line(last, first, 0.5);
                    last = first;
                }
            }
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let text = match glyph.as_unicode() {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(letters)) => letters,
                // A sign whose letter the file does not tell must not be lost in a number.
                None => char::REPLACEMENT_CHARACTER.to_string(),
            };
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let transform = props.transform * glyph.transform();
            let (begin, end) =
                (transform * Point::ZERO, transform * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0));
            // Type is a thousand units high.
            let top = transform * Point::new(0.0, 1_000.0);
            let (size, run) = ((top - begin).hypot(), end - begin);
            let along = transform * Point::new(1_000.0, 0.0) - begin;
            if !(size.is_finite() && run.hypot().is_finite() && size > 0.5) {
                continue;
            }
            if self.shown.letters.len() >= MOST {
                self.shown.too_much = true;
                return;
            }
            let direction = if along.x.abs() >= along.y.abs() {
                Direction::Across
            } else if along.y < 0.0 {
                Direction::Up
            } else {
                Direction::Down
            };
            self.shown.letters.push(Letter { text, begin: (begin.x, begin.y), end: (end.x, end.y), size, direction });
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.shown.drawn = true;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
