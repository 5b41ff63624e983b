//! Figures as pictures: SVG with outlines, SVG with text, and PNG.
//!
//! One drawing serves all three. The words are measured, shaped and placed
//! here with embedded faces, because Indian scripts come out wrong otherwise,
//! and the same figure gives the same bytes on every machine.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place on the sheet is a few thousand pixels from its corner"
)]

mod annotations;
mod axes;
mod faces;
mod fields;
mod fitting;
mod geometry;
mod labels;
mod layout;
mod marks;
mod outlines;
mod packed;
mod pen;
mod points;
mod raster;
mod reaches;
mod scene;
mod shaping;
mod sheet;
mod spans;
mod swarm;
mod theme;
mod ticks;

#[cfg(test)]
mod tests;

use crate::figure::{Figure, Mark};

pub use crate::figure::Theme;
pub use packed::embedded;
pub use raster::PictureError;
pub use shaping::unknown_letters;
pub use shaping::{clean, is_hidden};
pub use theme::pairs;

use geometry::Frame;
use labels::Surroundings;
use pen::{Pen, Plane};
use scene::Scene;
use sheet::{Lettering, Sheet};

/// A figure as an SVG file whose words are outlines, which looks the same
/// wherever it is opened.
#[must_use]
pub fn svg(figure: &Figure, theme: Theme) -> String {
    draw(figure, Lettering::Outlines, theme, None)
}

/// A figure as an SVG file whose words are text in Noto Sans, for pages that
/// bring that font, where words should be found, copied and read aloud.
#[must_use]
pub fn svg_with_text(figure: &Figure, theme: Theme) -> String {
    draw(figure, Lettering::Text, theme, None)
}

/// A figure as an SVG file whose words are text that can be edited, with the faces they need inside.
#[must_use]
pub fn svg_live(figure: &Figure, theme: Theme) -> String {
    draw(figure, Lettering::Live, theme, Some(embedded))
}

/// A figure as a PNG file, two pixels to each logical pixel.
///
/// # Errors
///
/// None is known for any figure; the renderer's own errors are passed on.
pub fn png(figure: &Figure, theme: Theme) -> Result<Vec<u8>, PictureError> {
    raster::picture(&svg(figure, theme))
}

/// The same from an SVG file that [`svg`] made, for those who need both.
///
/// # Errors
///
/// None is known for a file of [`svg`]; the renderer's own errors are passed on.
pub fn png_of(svg: &str) -> Result<Vec<u8>, PictureError> {
    raster::picture(svg)
}

/// What makes the style sheet of a file of its text.
type Style = fn(&str) -> String;

/// Draws all ink first and the words inside the plot after it, so that each
/// word is placed with everything known that it might cover.
fn draw(figure: &Figure, lettering: Lettering, theme: Theme, style: Option<Style>) -> String {
    // The fields are open, so the size is held here as it is in the builder.
    let figure = &figure.clone().size(figure.width, figure.height);
    let mut sheet = Sheet::new(figure.width, figure.height, lettering, theme);
    let (x, y) = (spans::horizontal(figure), spans::vertical(figure));
    let widest = axes::widest(&figure.y, &y, f64::from(figure.height), figure.grouping);
    let layout = layout::divide(figure, widest);
    let bounds = Frame::new(8.0, layout.plot.top - 12.0, f64::from(figure.width) - 8.0, layout.lane.bottom);
    let plane = Plane::new(&layout.plot, x.ends(), y.ends());
    let mut scene = Scene {
        pen: Pen::new(&mut sheet),
        figure,
        layout,
        x,
        y,
        plane,
        around: Surroundings::new(bounds),
        dot_radius: None,
    };
    scene.dot_radius = scene.find_dot_radius();
    scene.group("words", Scene::draw_words_about);
    scene.group("axes", |scene| {
        scene.draw_vertical_axis();
        scene.draw_rows();
        scene.draw_horizontal_axis();
    });
    for (place, mark) in figure.marks.iter().enumerate() {
        scene.group(&format!("mark-{}-{}", place + 1, mark.name()), |scene| scene.draw_ink(mark));
    }
    scene.group("breaks", Scene::draw_breaks);
    scene.group("labels", |scene| {
        for mark in &figure.marks {
            scene.draw_label(mark);
        }
        for mark in &figure.marks {
            if let Mark::Callout(callout) = mark {
                scene.draw_callout(callout);
            }
        }
    });
    drop(scene);
    sheet.finish(&shaping::clean(&figure.title), &shaping::clean(&figure.alt), style)
}
