//! Every file of a report, as its name and its bytes.

use super::chart::{png_of, svg};
use super::{csv, html, json};
use crate::figure::{Figure, Pictures, Theme};
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
        figures.par_iter().map(|figure| chart(figure, data_name(figure), pictures.theme)).collect();
    made.map(|made| made.into_iter().flatten().collect())
}

/// `report.html`, with the charts that are asked for. `provenance` is what it says it was made from: names and values.
///
/// # Errors
/// As [`FileError`].
pub fn page(report: &Report, pictures: &Pictures, provenance: &[(String, String)]) -> Result<File, FileError> {
    let chosen = pictures.chosen(&report.figures);
    // The page draws at its own sizes: a screen is as wide as it is.
    let own: Vec<&Figure> =
        report.figures.iter().filter(|figure| chosen.iter().any(|drawn| drawn.stem == figure.stem)).collect();
    made("report.html".to_owned(), |out| html::write(report, &own, provenance, &data_name, out))
}

/// A chart as its three files: the data under a name of their own, the drawing and the picture.
///
/// # Errors
/// As [`FileError`].
pub fn chart(figure: &Figure, data: String, theme: Theme) -> Result<[File; 3], FileError> {
    let drawing = svg(figure, theme);
    let picture = format!("{}.png", figure.stem);
    let pixels = png_of(&drawing).map_err(|error| (picture.clone(), io::Error::other(error)))?;
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
