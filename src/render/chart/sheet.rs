//! The sheet: SVG written on a grid ten times as fine as the pixels.

use std::fmt::Write as _;

use super::faces::Weight;
use super::outlines::path;
use super::shaping::shape;
use super::theme::{Colour, PAPER, hex};
use crate::figure::Theme;

/// Steps of the grid to one logical pixel. The drawing library counts in
/// whole numbers, which as pixels would be too coarse for curves and dots.
pub(super) const GRID: f64 = 10.0;

/// How words are put on the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lettering {
    /// As text, for a page that brings the faces and may hold several drawings.
    Text,
    /// As text that can be edited, in a file that brings its faces.
    Live,
    /// As outlines, which look the same whatever fonts a machine has.
    Outlines,
}

/// A colour and how strongly it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paint {
    pub(super) colour: Colour,
    pub(super) opacity: f64,
}

/// Words ready for the sheet: their size is in logical pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    pub(super) words: String,
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) colour: Colour,
    /// Whether a ring of paper lifts them off what lies beneath.
    pub(super) ring: bool,
}

/// The body of an SVG file as it grows. Writing to it cannot fail.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) lettering: Lettering,
    theme: Theme,
    body: String,
}

impl Sheet {
    pub(super) fn new(width: u32, height: u32, lettering: Lettering, theme: Theme) -> Self {
        Self { width, height, lettering, theme, body: String::new() }
    }

    /// The finished file, with its name and its description for readers who
    /// cannot see it, and with a style sheet that is made of its text.
    pub(super) fn finish(self, title: &str, alt: &str, style: Option<fn(&str) -> String>) -> String {
        let (width, height) = (self.width, self.height);
        let (across, down) = (f64::from(width) * GRID, f64::from(height) * GRID);
        let mut file = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {across} {down}\" role=\"img\" aria-label=\"{label}\">\n\
             <title>{title}</title>\n",
            label = escape(if alt.is_empty() { title } else { alt }),
            title = escape(title),
        );
        if !alt.is_empty() {
            let _ = writeln!(file, "<desc>{}</desc>", escape(alt));
        }
        if let Some(style) = style {
            let _ = writeln!(file, "<style>{}</style>", style(&self.body));
        }
        file.push_str(&self.body);
        file.push_str("</svg>\n");
        file
    }

    /// Begins a group. In a file it has a name by which an editor lists it; a page may hold the same group twice.
    pub(super) fn open(&mut self, name: &str) {
        let _ = match self.lettering {
            Lettering::Text => writeln!(self.body, "<g>"),
            Lettering::Live | Lettering::Outlines => writeln!(self.body, "<g id=\"{name}\">"),
        };
    }

    pub(super) fn close(&mut self) {
        self.body.push_str("</g>\n");
    }

    pub(super) fn rectangle(&mut self, from: (i32, i32), to: (i32, i32), paint: Paint) {
        let (x, y) = from;
        let (width, height) = (to.0.saturating_sub(x), to.1.saturating_sub(y));
        if width > 0 && height > 0 {
            let fill = self.fill(paint);
            let _ = writeln!(self.body, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{fill}/>");
        }
    }

    pub(super) fn circle(&mut self, (x, y): (i32, i32), radius: u32, paint: Paint) {
        let fill = self.fill(paint);
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{fill}/>");
    }

    pub(super) fn polygon(&mut self, points: impl IntoIterator<Item = (i32, i32)>, paint: Paint) {
        let (path, count) = polyline(points);
        if count > 2 {
            let fill = self.fill(paint);
            let _ = writeln!(self.body, "<path d=\"{path}Z\"{fill}/>");
        }
    }

    pub(super) fn line(&mut self, points: impl IntoIterator<Item = (i32, i32)>, width: u32, paint: Paint) {
        let (path, count) = polyline(points);
        if count > 1 {
            let opacity = attribute("stroke-opacity", paint.opacity);
            let _ = writeln!(
                self.body,
                "<path d=\"{path}\" fill=\"none\" stroke=\"{}\"{opacity} stroke-width=\"{width}\" \
                 stroke-linejoin=\"round\"/>",
                hex(self.theme.shown(paint.colour)),
            );
        }
    }

    /// Opacity is always that of the fill: opacity of the element makes a
    /// renderer keep a second picture for each, at many times the cost.
    fn fill(&self, paint: Paint) -> String {
        let opacity = attribute("fill-opacity", paint.opacity);
        format!(" fill=\"{}\"{opacity}", hex(self.theme.shown(paint.colour)))
    }

    /// The attributes of the ring of paper about words; `unit` is one logical
    /// pixel in the measure of the letters.
    fn ring(&self, words: &Words, unit: f64) -> String {
        if !words.ring {
            return String::new();
        }
        format!(
            " stroke=\"{}\" stroke-width=\"{:.1}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
            hex(self.theme.shown(PAPER)),
            3.6 * unit,
        )
    }

    /// Puts words with the start of their baseline at a point of the grid.
    pub(super) fn words(&mut self, (x, y): (i32, i32), words: &Words) {
        let shaped = shape(&words.words, words.weight);
        let colour = hex(self.theme.shown(words.colour));
        match self.lettering {
            Lettering::Outlines => {
                let path = path(&shaped);
                if path.is_empty() {
                    return;
                }
                let scale = words.size * GRID / 1000.0;
                let ring = self.ring(words, 1000.0 / words.size);
                let _ = writeln!(
                    self.body,
                    "<path transform=\"translate({x} {y}) scale({scale:.4})\" d=\"{path}\" \
                     fill=\"{colour}\"{ring}/>"
                );
            }
            Lettering::Text | Lettering::Live => {
                let size = words.size * GRID;
                let weight = match words.weight {
                    Weight::Regular => "",
                    Weight::Bold => " font-weight=\"700\"",
                };
                let ring = self.ring(words, GRID);
                // The length was measured with the embedded faces. A reader
                // whose machine has others sees the letters squeezed or
                // stretched a little, and never one label over another.
                let length = shaped.width(words.size) * GRID;
                let _ = writeln!(
                    self.body,
                    "<text x=\"{x}\" y=\"{y}\" font-family=\"'Noto Sans', sans-serif\" \
                     font-size=\"{size:.1}\"{weight} fill=\"{colour}\" textLength=\"{length:.1}\" \
                     lengthAdjust=\"spacingAndGlyphs\"{ring}>{}</text>",
                    escape(&words.words),
                );
            }
        }
    }
}

fn polyline(points: impl IntoIterator<Item = (i32, i32)>) -> (String, usize) {
    let mut path = String::new();
    let mut count = 0;
    for (x, y) in points {
        let letter = if count == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{x} {y}");
        count += 1;
    }
    (path, count)
}

fn attribute(name: &str, value: f64) -> String {
    if value >= 1.0 { String::new() } else { format!(" {name}=\"{value:.2}\"") }
}

/// Words as they may stand in an XML file, in an element or an attribute.
fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_words_can_leave_their_element() {
        let escaped = escape("<script>alert(\"x\")</script> ]]> & 'y'");
        assert!(!escaped.contains(['<', '>', '"', '\'']));
        assert!(escaped.starts_with("&lt;script&gt;"));
        assert!(escaped.contains("]]&gt; &amp; "));
    }

    #[test]
    fn the_opacity_of_elements_is_never_used() {
        let mut sheet = Sheet::new(10, 10, Lettering::Text, Theme::Light);
        let paint = Paint { colour: PAPER, opacity: 0.5 };
        sheet.circle((1, 1), 3, paint);
        sheet.line([(0, 0), (1, 1)], 2, paint);
        let file = sheet.finish("title", "", None);
        assert!(file.contains(" fill-opacity=\"0.50\"") && file.contains(" stroke-opacity="));
        assert!(!file.contains(" opacity="));
    }
}
