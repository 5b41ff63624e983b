//! The pictures of a run and its page: which are drawn, in which colours and at which size.

use super::exit::Failure;
use super::output::Output;
use super::progress;
use crate::figure::Figure;
use crate::render::chart::{self, Theme};
use crate::render::{csv, html};
use crate::report::{CHARTS, Report};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use std::io::Write;

/// What is asked of the pictures.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct PictureOptions {
    /// Leave the pictures out, and report.html with them
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
}

/// What a page says of the files made before it: name and value.
pub(super) type MadeFrom<'a> = dyn Fn(&[Output]) -> Vec<(String, String)> + 'a;

/// The colours of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ThemeWord {
    /// Dark ink on white
    #[default]
    Light,
    /// Pale ink on near black
    Dark,
}

impl From<ThemeWord> for Theme {
    fn from(word: ThemeWord) -> Self {
        match word {
            ThemeWord::Light => Theme::Light,
            ThemeWord::Dark => Theme::Dark,
        }
    }
}

/// Width and height in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub width: u32,
    pub height: u32,
}

impl std::fmt::Display for Size {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}x{}", self.width, self.height)
    }
}

/// A size as it is written on the command line and in a manifest.
pub(super) fn size(text: &str) -> Result<Size, String> {
    let parts = text.split_once(['x', 'X', '×']);
    let parsed = parts.and_then(|(width, height)| Some((width.trim().parse().ok()?, height.trim().parse().ok()?)));
    match parsed {
        Some((width @ 320..=2_400, height @ 200..=4_000)) => Ok(Size { width, height }),
        _ => Err("write a size as 900x500, from 320x200 to 2400x4000".to_owned()),
    }
}

impl PictureOptions {
    /// The figures that are drawn, at the size that is asked for.
    fn figures(&self, report: &Report) -> Vec<Figure> {
        let wanted = |figure: &&Figure| self.charts.is_empty() || self.charts.iter().any(|name| is(figure, name));
        let sized = |figure: &Figure| match self.size {
            Some(size) => figure.clone().size(size.width, size.height),
            None => figure.clone(),
        };
        report.figures.iter().filter(wanted).map(sized).collect()
    }

    /// The pictures with their tables, and the page last. `provenance` is made from the files before it.
    pub fn files(
        &self,
        report: &Report,
        name: &str,
        files: &mut Vec<Output>,
        provenance: &MadeFrom<'_>,
    ) -> Result<(), Failure> {
        if self.no_charts {
            return Ok(());
        }
        let figures = self.figures(report);
        // Drawing takes a second, which is long for somebody who asked to stop.
        progress::interrupted(name)?;
        let made: Result<Vec<[Output; 3]>, Failure> =
            figures.par_iter().map(|figure| drawn(figure, data_name(figure), self.theme.into())).collect();
        files.extend(made?.into_iter().flatten());
        progress::interrupted(name)?;
        let mut page = Vec::new();
        // The page draws at its own sizes: a screen is as wide as it is.
        let own: Vec<&Figure> =
            report.figures.iter().filter(|figure| figures.iter().any(|drawn| drawn.stem == figure.stem)).collect();
        html::write(report, &own, &provenance(files), &data_name, &mut page)
            .map_err(|error| Failure::write("report.html", &error))?;
        files.push(("report.html".to_owned(), page));
        Ok(())
    }

    /// Says what was asked for and is not there, and which names have no letters.
    pub fn notes(&self, report: &Report, name: &str) {
        if self.no_charts {
            return;
        }
        let mut stderr = std::io::stderr().lock();
        for chart in self.charts.iter().filter(|chart| !report.figures.iter().any(|figure| is(figure, chart))) {
            let _ = writeln!(stderr, "{name}: note: the chart {chart} does not apply here and is left out");
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
            let _ = writeln!(
                stderr,
                "{name}: warning: the charts have no letters for {letters} and write them in Latin ones as well as can be; report.html has them as they are"
            );
        }
    }
}

/// A chart as its three files: the data under a name of their own, the drawing and the picture.
pub(super) fn drawn(figure: &Figure, data: String, theme: Theme) -> Result<[Output; 3], Failure> {
    let picture = format!("{}.png", figure.stem);
    let mut table = Vec::new();
    csv::write(&figure.data, &mut table).map_err(|error| Failure::write(&data, &error))?;
    let drawing = chart::svg(figure, theme);
    let pixels = chart::png_of(&drawing).map_err(|error| Failure::write(&picture, &std::io::Error::other(error)))?;
    Ok([(data, table), (format!("{}.svg", figure.stem), drawing.into_bytes()), (picture, pixels)])
}

/// Whether a figure is the chart of a name; a second one of its kind bears a number.
fn is(figure: &Figure, name: &str) -> bool {
    let rest = figure.stem.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok()))
}

/// The table of a chart never takes the name of a table of the contract.
fn data_name(figure: &Figure) -> String {
    if figure.stem == "segments" { "segments-chart.csv".to_owned() } else { format!("{}.csv", figure.stem) }
}
