//! A drawing as SVG: every shape has a class, which a page colours by day and night, and the colours of the day for wherever
//! else it is shown.

use std::fmt::Write;

/// Classes of shapes and the attributes that stand for them outside of the page.
const LOOKS: [(&str, &str); 16] = [
    ("accent", "fill=\"#d07020\""),
    ("soft", "fill=\"#c9d8e2\""),
    ("prior", "fill=\"#dbe8f0\""),
    ("fence", "fill=\"#e9ebee\""),
    ("axis", "stroke=\"#8a97a3\" stroke-width=\"1.5\" fill=\"none\""),
    ("grid", "stroke=\"#d5dbe0\" stroke-width=\"1\" fill=\"none\""),
    ("zero", "stroke=\"#1c2733\" stroke-width=\"2\" fill=\"none\""),
    ("known", "stroke=\"#5a6773\" stroke-width=\"1.5\" stroke-dasharray=\"2 3\" fill=\"none\""),
    ("needed", "stroke=\"#c25a00\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\" fill=\"none\""),
    ("curve", "stroke=\"#0b6fb0\" stroke-width=\"2.4\" fill=\"none\""),
    ("thumb", "fill=\"#0b6fb0\""),
    ("small", "fill=\"#52606d\" font-size=\"14\""),
    ("word", "fill=\"#52606d\" font-size=\"15\""),
    ("strong", "fill=\"#1c2733\" font-size=\"15\" font-weight=\"700\""),
    ("heading", "fill=\"#1c2733\" font-size=\"23\" font-weight=\"700\""),
    ("lead", "fill=\"#b65200\" font-size=\"18\" font-weight=\"700\""),
];

/// At which end of a text its place is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing that is being made.
pub(super) struct Drawing {
    text: String,
}

impl Drawing {
    /// A sheet that is shown at its own size or smaller, with words for those who cannot see it.
    pub fn new(width: f64, height: f64, alt: &str) -> Self {
        let alt = escaped(alt);
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{alt}\" font-family=\"'Noto Sans', 'Noto Sans Devanagari', system-ui, sans-serif\"><title>{alt}</title>",
            number(width),
            number(height)
        );
        Drawing { text }
    }

    /// A sheet without words that takes whatever width it is given.
    pub fn stretched(width: f64, height: f64) -> Self {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"behind\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
            number(width),
            number(height)
        );
        Drawing { text }
    }

    /// What lies between points and a level.
    pub fn area(&mut self, points: &[(f64, f64)], level: f64, class: &str) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let closed: Vec<(f64, f64)> =
            std::iter::once((first.0, level)).chain(points.iter().copied()).chain([(last.0, level)]).collect();
        self.shape(&closed, class);
    }

    /// A closed shape.
    pub fn shape(&mut self, points: &[(f64, f64)], class: &str) {
        let way = way(points);
        let _ = write!(self.text, "<path {} d=\"{way}Z\"/>", look(class));
    }

    /// A line through points.
    pub fn way(&mut self, points: &[(f64, f64)], class: &str) {
        let way = way(points);
        let _ = write!(self.text, "<path {} d=\"{way}\"/>", look(class));
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        self.way(&[from, to], class);
    }

    /// A rectangle between two corners.
    pub fn block(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        self.shape(&[from, (to.0, from.1), to, (from.0, to.1)], class);
    }

    /// A dot.
    pub fn dot(&mut self, at: (f64, f64), radius: f64, class: &str) {
        let _ = write!(
            self.text,
            "<circle {} cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            look(class),
            number(at.0),
            number(at.1),
            number(radius)
        );
    }

    /// A line of words.
    pub fn text(&mut self, at: (f64, f64), anchor: Anchor, class: &str, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.text,
            "<text {} x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            look(class),
            number(at.0),
            number(at.1),
            escaped(words)
        );
    }

    /// Another drawing below some height.
    pub fn within(&mut self, below: f64, size: (f64, f64), drawing: &str) {
        let place = format!("<svg y=\"{}\" width=\"{}\" height=\"{}\" ", number(below), number(size.0), number(size.1));
        self.text.push_str(&drawing.replacen("<svg ", &place, 1));
    }

    /// The whole drawing.
    pub fn finish(mut self) -> String {
        self.text.push_str("</svg>");
        self.text
    }
}

fn look(class: &str) -> String {
    let look = LOOKS.iter().find(|(name, _)| *name == class).map_or("", |(_, look)| look);
    format!("class=\"{class}\" {look}")
}

fn way(points: &[(f64, f64)]) -> String {
    let mut text = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let _ = write!(text, "{}{} {}", if at == 0 { "M" } else { "L" }, number(*x), number(*y));
    }
    text
}

/// A tenth of a pixel is fine enough.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Text that can stand in an element or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(crate::visible::character(other)),
        }
    }
    out
}
