//! What is asked of the pictures of a run, and what is said of them.

use super::said;
use crate::figure::{Pictures, Size, SvgText, Theme};
use crate::render::chart;
use crate::report::{CHARTS, Report};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

/// What is asked of the pictures.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct PictureOptions {
    /// Draw no pictures, and no report.html; those of the same numbers that are there already stay
    #[arg(long)]
    pub no_charts: bool,
    /// Draw these charts alone
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = PossibleValuesParser::new(CHARTS), conflicts_with = "no_charts")]
    pub charts: Vec<String>,
    /// The colours of the charts; report.html follows its reader's screen
    #[arg(long, value_enum, default_value_t = ThemeWord::Light)]
    pub theme: ThemeWord,
    /// The size of every chart, in logical pixels; PNG has two pixels to each
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size, allow_hyphen_values = true)]
    pub size: Option<Size>,
    /// The words of the SVG files: outlines that look the same everywhere, or text that can be edited
    #[arg(long, value_enum, default_value_t = SvgTextWord::Outlines)]
    pub svg_text: SvgTextWord,
}

/// How words stand in an SVG file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum SvgTextWord {
    /// Outlines, which need no fonts
    #[default]
    Outlines,
    /// Text in Noto Sans, with the faces it needs embedded
    Live,
}

/// The colours of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ThemeWord {
    /// Dark ink on white
    #[default]
    Light,
    /// Pale ink on near black
    Dark,
}

fn size(text: &str) -> Result<Size, String> {
    text.parse()
}

impl PictureOptions {
    /// The same for a recipe.
    pub fn pictures(&self) -> Pictures {
        Pictures {
            drawn: !self.no_charts,
            only: self.charts.clone(),
            theme: match self.theme {
                ThemeWord::Light => Theme::Light,
                ThemeWord::Dark => Theme::Dark,
            },
            size: self.size,
            svg_text: match self.svg_text {
                SvgTextWord::Outlines => SvgText::Outlines,
                SvgTextWord::Live => SvgText::Live,
            },
        }
    }
}

/// Says what was asked for and is not there, and which names have no letters.
pub(super) fn notes(pictures: &Pictures, report: &Report, name: &str) {
    if !pictures.drawn {
        return;
    }
    for chart in pictures.only.iter().filter(|chart| !report.figures.iter().any(|figure| figure.is_chart(chart))) {
        said::note(&format!("{name}: note: the chart {chart} does not apply here and is left out"));
    }
    let mut words = String::new();
    for figure in &report.figures {
        for part in [&figure.title, &figure.subtitle, &figure.caption].into_iter().chain(figure.y.names()) {
            words.push_str(part);
        }
    }
    let unknown = chart::unknown_letters(&words);
    if !unknown.is_empty() {
        let letters: String = unknown.iter().take(12).collect();
        said::note(&format!(
            "{name}: warning: the charts have no letters for {letters} and write them in Latin ones as well as can be; report.html has them as they are"
        ));
    }
}
