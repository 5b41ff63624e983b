//! Glyphs become paths: the outlines of shaped words as SVG path data.

use std::fmt::Write as _;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::faces::faces;
use super::shaping::Shaped;

/// Writes outlines in thousandths of the em with y downwards, as SVG has it.
struct PathWriter<'a> {
    path: &'a mut String,
    x: f64,
    y: f64,
    scale: f64,
    /// The last point written, since each is written as the way from the one
    /// before, which takes half the letters.
    last: (i64, i64),
}

impl PathWriter<'_> {
    /// A point in whole thousandths, which are finer than any screen.
    fn whole(&self, (x, y): (f32, f32)) -> (i64, i64) {
        let x = self.x + f64::from(x) * self.scale;
        let y = self.y + f64::from(y) * self.scale;
        (x.round() as i64, -(y.round() as i64))
    }

    fn put(&mut self, letter: char, points: &[(f32, f32)]) {
        self.path.push(letter);
        let from = if letter == 'M' { (0, 0) } else { self.last };
        let mut first = true;
        for point in points {
            self.last = self.whole(*point);
            for way in [self.last.0 - from.0, self.last.1 - from.1] {
                if !first && way >= 0 {
                    self.path.push(' ');
                }
                first = false;
                // Writing to a string cannot fail.
                let _ = write!(self.path, "{way}");
            }
        }
    }
}

impl OutlinePen for PathWriter<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.put('l', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.put('q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.put('c', &[(ax, ay), (bx, by), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}

/// The outlines of shaped words, from the start of their baseline.
pub(super) fn path(shaped: &Shaped) -> String {
    let mut path = String::new();
    for glyph in &shaped.glyphs {
        let Some(face) = faces().get(glyph.face) else {
            continue;
        };
        let Ok(font) = FontRef::new(face.bytes) else {
            continue;
        };
        let Some(outline) = font.outline_glyphs().get(GlyphId::new(glyph.id)) else {
            continue;
        };
        let spread = face.spread;
        // Overlapping copies of an outline fill as one, which is wider.
        let copies: &[(f64, f64)] =
            if spread > 0.0 { &[(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] } else { &[(0.0, 0.0)] };
        for (dx, dy) in copies {
            let mut writer = PathWriter {
                path: &mut path,
                x: glyph.x + dx * spread,
                y: glyph.y + dy * spread,
                scale: 1000.0 / face.units,
                last: (0, 0),
            };
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            // A glyph that cannot be drawn leaves its room empty.
            let _ = outline.draw(settings, &mut writer);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::chart::faces::Weight;
    use crate::render::chart::shaping::shape;

    #[test]
    fn letters_have_outlines_and_spaces_have_none() {
        assert!(path(&shape("क्षेत्र A −", Weight::Bold)).starts_with('M'));
        assert!(path(&shape(" ", Weight::Regular)).is_empty());
    }
}
