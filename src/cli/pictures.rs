//! What is asked of the pictures of a run.

use super::words::one_of;
use crate::figure::{Pictures, Size, SvgText, Theme};
use crate::report::CHARTS;
use clap::Args;
use clap::builder::PossibleValuesParser;

const THEMES: &[(&str, &str, Theme)] =
    &[("light", "Dark ink on white", Theme::Light), ("dark", "Pale ink on near black", Theme::Dark)];

const SVG_TEXTS: &[(&str, &str, SvgText)] = &[
    ("outlines", "Outlines, which need no fonts", SvgText::Outlines),
    ("live", "Text in Noto Sans, with the faces it needs embedded", SvgText::Live),
];

/// What is asked of the pictures.
#[derive(Debug, Args)]
pub(super) struct PictureOptions {
    /// Draw no pictures, and no report.html; those of the same numbers that are there already stay
    #[arg(long)]
    pub no_charts: bool,
    /// Draw these charts alone
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = PossibleValuesParser::new(CHARTS), conflicts_with = "no_charts")]
    pub charts: Vec<String>,
    /// The colours of the charts; report.html follows its reader's screen
    #[arg(long, value_parser = one_of(THEMES), default_value = "light")]
    pub theme: Theme,
    /// The size of every chart, in logical pixels; PNG has two pixels to each
    #[arg(long, value_name = "WIDTHxHEIGHT", allow_hyphen_values = true)]
    pub size: Option<Size>,
    /// The words of the SVG files: outlines that look the same everywhere, or text that can be edited
    #[arg(long, value_parser = one_of(SVG_TEXTS), default_value = "outlines")]
    pub svg_text: SvgText,
}

impl PictureOptions {
    /// The same for a recipe.
    pub fn pictures(&self) -> Pictures {
        Pictures {
            drawn: !self.no_charts,
            only: self.charts.clone(),
            theme: self.theme,
            size: self.size,
            svg_text: self.svg_text,
        }
    }
}
