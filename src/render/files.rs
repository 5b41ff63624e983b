//! Every file of a report, as its name and its bytes.

use super::chart::{png_of, svg, svg_live};
use super::{csv, json, page};
use crate::figure::{Figure, Pictures, SvgText, Theme};
use crate::report::Report;
use rayon::prelude::*;
use std::io;

/// A file: its name within the folder of results, and its bytes.
pub type File = (String, Vec<u8>);

/// A file that could not be made, and why.
pub type FileError = (String, io::Error);

/// The numbers of a report: `summary.json`, `segments.csv` and `booths.csv`.
///
/// # Errors
/// As [`FileError`].
pub fn tables(report: &Report) -> Result<Vec<File>, FileError> {
    Ok(vec![
        made("summary.json".to_owned(), |out| json::write(&report.numbers, out))?,
        made("segments.csv".to_owned(), |out| csv::write(&report.segments, out))?,
        made("booths.csv".to_owned(), |out| csv::write(&report.booths, out))?,
    ])
}

/// The charts that are asked for, each as data, drawing and picture.
///
/// # Errors
/// As [`FileError`].
pub fn charts(report: &Report, pictures: &Pictures) -> Result<Vec<File>, FileError> {
    let figures = pictures.chosen(&report.figures);
    let made: Result<Vec<[File; 3]>, FileError> =
        figures.par_iter().map(|figure| chart(figure, data_name(figure), pictures.theme, pictures.svg_text)).collect();
    made.map(|made| made.into_iter().flatten().collect())
}

/// `report.html`, with what a page elsewhere takes of it where the verdict is drawn: `embed.html`, and `card.png`, which
/// messengers show beside a link.
///
/// # Errors
/// As [`FileError`].
pub fn pages(report: &Report, pictures: &Pictures) -> Result<Vec<File>, FileError> {
    let own = own(report, pictures);
    let mut files = vec![made("report.html".to_owned(), |out| page::write_story(report, &own, &data_name, out))?];
    if let Some(verdict) = own.iter().find(|figure| figure.is_chart("verdict")) {
        files.push(made("embed.html".to_owned(), |out| page::write_embed(report, verdict, out))?);
        let card = svg(&(*verdict).clone().size(CARD.0, CARD.1), Theme::Light);
        let name = "card.png".to_owned();
        let pixels = png_of(&card).map_err(|error| (name.clone(), io::Error::other(error)))?;
        files.push((name, pixels));
    }
    Ok(files)
}

/// `audit.html`. `provenance` is what it says the report was made from: names and values.
///
/// # Errors
/// As [`FileError`].
pub fn audit(report: &Report, pictures: &Pictures, provenance: &[(String, String)]) -> Result<File, FileError> {
    let own = own(report, pictures);
    made("audit.html".to_owned(), |out| page::write_audit(report, &own, provenance, &data_name, out))
}

/// The picture beside a link, in logical pixels of which each is two: 1,200 by 630, as the Open Graph protocol has them.
const CARD: (u32, u32) = (600, 315);

/// The figures that are asked for at their own sizes, because a screen is as wide as it is.
fn own<'a>(report: &'a Report, pictures: &Pictures) -> Vec<&'a Figure> {
    let chosen = pictures.chosen(&report.figures);
    report.figures.iter().filter(|figure| chosen.iter().any(|drawn| drawn.stem == figure.stem)).collect()
}

/// A chart as its three files: the data under a name of their own, the drawing and the picture.
///
/// # Errors
/// As [`FileError`].
pub fn chart(figure: &Figure, data: String, theme: Theme, text: SvgText) -> Result<[File; 3], FileError> {
    let outlines = svg(figure, theme);
    let picture = format!("{}.png", figure.stem);
    let pixels = png_of(&outlines).map_err(|error| (picture.clone(), io::Error::other(error)))?;
    let drawing = match text {
        SvgText::Outlines => outlines,
        SvgText::Live => svg_live(figure, theme),
    };
    Ok([
        made(data, |out| csv::write(&figure.data, out))?,
        (format!("{}.svg", figure.stem), drawing.into_bytes()),
        (picture, pixels),
    ])
}

fn made(name: String, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<File, FileError> {
    let mut bytes = Vec::new();
    match write(&mut bytes) {
        Ok(()) => Ok((name, bytes)),
        Err(error) => Err((name, error)),
    }
}

/// The table of a chart never takes the name of a table of the contract.
fn data_name(figure: &Figure) -> String {
    if figure.stem == "segments" { "segments-chart.csv".to_owned() } else { format!("{}.csv", figure.stem) }
}
