//! A figure as a page shows it: wide, narrow, and as a table.

use crate::figure::{Cell, Figure};
use crate::render::chart::{self, Theme, svg_with_text};

/// Rows of a table behind a picture; a longer one says where the rest is.
const MOST_ROWS: usize = 2_000;

/// The width of a drawing on a phone, in logical pixels.
const PHONE: u32 = 380;

/// Pictures that tell the story; the others are for those who check it.
const STORY: [&str; 5] = ["verdict", "margin", "claims", "explanations", "placebos"];

/// Whether a figure belongs to the story.
pub(super) fn tells(figure: &Figure) -> bool {
    STORY.iter().any(|name| figure.is_chart(name))
}

/// A figure, drawn.
pub(super) struct Drawing<'a> {
    pub stem: &'a str,
    pub title: &'a str,
    pub alt: &'a str,
    pub file: String,
    pub wide: String,
    pub narrow: String,
    pub header: &'a [String],
    pub rows: Vec<Vec<String>>,
    pub left_out: usize,
}

impl<'a> Drawing<'a> {
    /// Draws a figure. `file` is the name of the table beside it.
    pub fn new(figure: &'a Figure, file: String) -> Self {
        // A phone shows fewer words in a line and more of them beneath each other.
        let mut narrow = figure.clone().size(PHONE, figure.height.clamp(420, 900));
        if figure.is_chart("verdict") {
            // The verdict stays on the first screen, whose other words say what its small print does.
            narrow = narrow.size(PHONE, 320).subtitle("").caption("");
        }
        let text = |cell: &Cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => chart::clean(text),
            Cell::Truth(is) => is.to_string(),
            Cell::Integer(number) => number.to_string(),
            Cell::Number(number) => number.to_string(),
        };
        let rows = figure.data.rows();
        Drawing {
            stem: &figure.stem,
            title: &figure.title,
            alt: &figure.alt,
            file,
            wide: svg_with_text(figure, Theme::Light),
            narrow: svg_with_text(&narrow, Theme::Light),
            header: figure.data.header(),
            rows: rows.iter().take(MOST_ROWS).map(|row| row.iter().map(text).collect()).collect(),
            left_out: rows.len().saturating_sub(MOST_ROWS),
        }
    }
}
