//! Every file of a report, as its name and its bytes.

use super::chart::{png_of, svg, svg_live, unknown_letters};
use super::{csv, json, page};
use crate::figure::{Figure, Pictures, SvgText, Theme};
use crate::report::Report;
use rayon::prelude::*;
use std::io;

/// A file: its name within the folder of results, and its bytes.
pub type File = (String, Vec<u8>);

/// Says of some files what they were made from: names and values.
pub type MadeOf<'m> = &'m dyn Fn(&[File]) -> Vec<(String, String)>;

/// A file that could not be made, and why.
pub type FileError = (String, io::Error);

/// Every file of a report: its numbers as `summary.json`, `segments.csv` and `booths.csv`, and where pictures are drawn the
/// charts that are asked for and the pages. `made_of` says what the files so far were made from, which `audit.html`
/// repeats.
///
/// # Errors
/// As [`FileError`].
pub fn all(report: &Report, pictures: &Pictures, made_of: MadeOf<'_>) -> Result<Vec<File>, FileError> {
    let mut files = vec![
        made("summary.json", |out| json::write(&report.numbers, out))?,
        made("segments.csv", |out| csv::write(&report.segments, out))?,
        made("booths.csv", |out| csv::write(&report.booths, out))?,
    ];
    if pictures.drawn {
        let chosen = pictures.chosen(&report.figures);
        // On a page every figure has its own size, because a screen is as wide as it is.
        let own = report.figures.iter().filter(|figure| chosen.iter().any(|drawn| drawn.stem == figure.stem));
        let own: Vec<&Figure> = own.collect();
        files.extend(charts(&chosen, pictures)?);
        files.extend(story(report, &own)?);
        let provenance = made_of(&files);
        files.push(made("audit.html", |out| page::write_audit(report, &own, &provenance, &data_name, out))?);
    }
    Ok(files)
}

/// Charts, each as data, drawing and picture.
fn charts(figures: &[Figure], pictures: &Pictures) -> Result<Vec<File>, FileError> {
    let made: Result<Vec<[File; 3]>, FileError> =
        figures.par_iter().map(|figure| chart(figure, data_name(figure), pictures.theme, pictures.svg_text)).collect();
    made.map(|made| made.into_iter().flatten().collect())
}

/// `report.html`, with what a page elsewhere takes of it where the verdict is drawn: `embed.html`, and `card.png`, which
/// messengers show beside a link.
fn story(report: &Report, own: &[&Figure]) -> Result<Vec<File>, FileError> {
    let mut files = vec![made("report.html", |out| page::write_story(report, own, &data_name, out))?];
    if let Some(verdict) = own.iter().find(|figure| figure.is_chart("verdict")) {
        files.push(made("embed.html", |out| page::write_embed(report, verdict, out))?);
        let card = svg(&(*verdict).clone().size(CARD.0, CARD.1), Theme::Light);
        files.push(picture("card.png".to_owned(), &card)?);
    }
    Ok(files)
}

/// What should be known of the pictures of a report: what was asked for and is not there, and which names have no letters.
#[must_use]
pub fn notes(report: &Report, pictures: &Pictures) -> Vec<String> {
    if !pictures.drawn {
        return Vec::new();
    }
    let absent = |chart: &&String| !report.figures.iter().any(|figure| figure.is_chart(chart));
    let absent = pictures.only.iter().filter(absent);
    let mut notes: Vec<String> =
        absent.map(|chart| format!("note: the chart {chart} does not apply here and is left out")).collect();
    let mut words = String::new();
    for figure in &report.figures {
        for part in [&figure.title, &figure.subtitle, &figure.caption].into_iter().chain(figure.y.names()) {
            words.push_str(part);
        }
    }
    let unknown = unknown_letters(&words);
    if !unknown.is_empty() {
        let letters: String = unknown.iter().take(12).collect();
        notes.push(format!(
            "warning: the charts have no letters for {letters} and write them in Latin ones as well as can be; report.html has them as they are"
        ));
    }
    notes
}

/// The picture beside a link, in logical pixels of which each is two: 1,200 by 630, as the Open Graph protocol has them.
const CARD: (u32, u32) = (600, 315);

/// A chart as its three files: the data under a name of their own, the drawing and the picture.
///
/// # Errors
/// As [`FileError`].
pub fn chart(figure: &Figure, data: String, theme: Theme, text: SvgText) -> Result<[File; 3], FileError> {
    let outlines = svg(figure, theme);
    let picture = picture(format!("{}.png", figure.stem), &outlines)?;
    let drawing = match text {
        SvgText::Outlines => outlines,
        SvgText::Live => svg_live(figure, theme),
    };
    Ok([
        made(data, |out| csv::write(&figure.data, out))?,
        (format!("{}.svg", figure.stem), drawing.into_bytes()),
        picture,
    ])
}

/// A drawing as a picture of pixels.
fn picture(name: String, drawing: &str) -> Result<File, FileError> {
    match png_of(drawing) {
        Ok(pixels) => Ok((name, pixels)),
        Err(error) => Err((name, io::Error::other(error))),
    }
}

fn made(name: impl Into<String>, fill: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<File, FileError> {
    let mut bytes = Vec::new();
    match fill(&mut bytes) {
        Ok(()) => Ok((name.into(), bytes)),
        Err(error) => Err((name.into(), error)),
    }
}

/// The table of a chart never takes the name of a table of the contract.
fn data_name(figure: &Figure) -> String {
    if figure.stem == "segments" { "segments-chart.csv".to_owned() } else { format!("{}.csv", figure.stem) }
}
