//! What a sweep leaves behind: `points.csv`, `sweep.json`, the pictures and the manifest.

use super::exit::CommandError;
use super::output::{Folder, Output, Staged};
use super::results::Written;
use super::sweep_prepared::Prepared;
use super::told::Told;
use super::words::Format;
use super::{points, progress, terminal};
use crate::archive::{FileDigest, MANIFEST, Manifest, Points, Record, Slot};
use crate::figure::{SvgText, Theme};
use crate::render;
use crate::render::rows::{Rows, TableFormat};
use crate::report::sweep::{self as report, Answers, SweepReport, SweepStudy};
use crate::sweep::{Design, Solved};
use std::fs::File;
use std::path::Path;

/// Rows written at a time.
const ROWS: u64 = 1_024;

/// A point as a line of NDJSON.
pub(super) fn line(design: &Design, record: &Record) -> Vec<u8> {
    let object = report::object(design, record.point, record.answer.as_ref(), record.problem.as_deref());
    let mut line = serde_json::to_vec(&object).unwrap_or_default();
    line.push(b'\n');
    line
}

/// Writes everything, the manifest last, and says what was found. What it returns is that manifest.
pub(super) fn finish(
    prepared: &Prepared,
    points: Option<&mut Points<File>>,
    solutions: &[Solved],
    folder: &Folder,
    told: Told,
) -> Result<Manifest, CommandError> {
    let Prepared { sweep, identity } = prepared;
    let mut kept = Answers::default();
    let (mut outputs, mut tables) = (Vec::new(), Vec::new());
    if let (Some(points), Some(design)) = (points, &sweep.design) {
        tables.push(table(
            points,
            design,
            &mut |record| kept.take(design, record.answer, record.problem),
            TableFormat::Csv,
            folder,
        )?);
        let other = told.format.table()?;
        if other != TableFormat::Csv {
            tables.push(table(points, design, &mut |_| (), other, folder)?);
        }
        outputs.extend(tables.iter().map(|table| table.digest.clone()));
        outputs.push(points::digest(points)?);
    }
    let study = SweepStudy {
        scenario: &sweep.base.scenario,
        design: sweep.design.as_ref(),
        points: &kept,
        solutions,
        drawn: identity.recipe.pictures.drawn,
    };
    let report = SweepReport::new(&study);
    let mut files: Vec<Output> = Vec::new();
    let mut json = Vec::new();
    render::json::write(&report.numbers, &mut json).map_err(|error| CommandError::write("sweep.json", &error))?;
    files.push(("sweep.json".to_owned(), json.clone()));
    for figure in &report.figures {
        progress::interrupted(&folder.shown())?;
        let chart = render::files::chart(figure, format!("{}.csv", figure.stem), Theme::Light, SvgText::Outlines);
        files.extend(chart.map_err(|(name, error)| CommandError::write(&name, &error))?);
    }
    outputs.extend(FileDigest::of_all(&files));
    let manifest = Manifest::of_sweep(identity, &sweep.base.scenario, outputs, told.format == Format::Parquet);
    files.push((MANIFEST.to_owned(), manifest.to_bytes()));
    let before = folder.manifest();
    let names = manifest.files();
    folder.replace(&files, &tables, &names, before.as_ref())?;
    match told.format {
        Format::Json => terminal::print(&json),
        Format::Csv => stream(&folder.path().join("points.csv")),
        _ => told.sweep(&report, &Written { folder: folder.shown(), names }),
    }?;
    Ok(manifest)
}

/// Writes the table of points, in their order, and shows every point to `seen`. It waits for the other files.
fn table(
    points: &mut Points<File>,
    design: &Design,
    seen: &mut dyn FnMut(Record),
    format: TableFormat,
    folder: &Folder,
) -> Result<Staged, CommandError> {
    let mut file = folder.begin(&format.file("points"))?;
    let failed = file.failed();
    let mut table = Rows::begin(format, &report::columns(design), &mut file).map_err(&failed)?;
    let mut rows = Vec::new();
    for index in 0..design.points() {
        let Slot::Whole(record) = points.read(index)? else {
            let message = format!("point {index} in {} changed while it was read", points.name());
            return Err(CommandError::new(super::exit::SELF_CHECK, message));
        };
        rows.push(report::row(design, index, record.answer.as_ref(), record.problem.as_deref()));
        seen(record);
        if rows.len() as u64 == ROWS || index + 1 == design.points() {
            table.add(&rows).map_err(&failed)?;
            rows.clear();
        }
    }
    table.end().map_err(&failed)?;
    file.settle()
}

/// Copies a file to standard output.
fn stream(path: &Path) -> Result<(), CommandError> {
    #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
    let file = std::fs::File::open(path).map_err(|error| CommandError::write("standard output", &error))?;
    terminal::copy(file)
}
