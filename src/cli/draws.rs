//! `--draws-file`: every simulation of a run as a row of a table.

use super::args::RunOptions;
use super::exit::{CommandError, USAGE};
use super::output::{Folder, Staged};
use super::progress::Watch;
use super::words::Format;
use crate::archive::{Digesting, FileDigest};
use crate::engine::{self, Plan, Summary};
use crate::model::Model;
use crate::render::rows::{Rows, TableFormat};
use crate::report::{draw_columns, draw_row};
use crate::scenario::Scenario;
use std::io::Write;

/// A table of draws that is whole, and where it waits until everything else is.
#[derive(Debug)]
pub(super) struct DrawsTable {
    pub digest: FileDigest,
    /// `None` where its digest alone was wanted.
    pub staged: Option<Staged>,
}

/// What the draws of a run are to be written as, where they are.
pub(super) fn wanted(options: &RunOptions) -> Result<Option<TableFormat>, CommandError> {
    let format = options.format.table()?;
    if !options.draws_file {
        let parquet = options.format == Format::Parquet;
        let message =
            "the one table of a run that can be Parquet is that of its draws: add --draws-file, or use --format csv";
        return if parquet { Err(CommandError::new(USAGE, message)) } else { Ok(None) };
    }
    if options.shard.is_some() {
        let message = "--draws-file has every simulation in order, and a shard has not: leave it or --shard out";
        return Err(CommandError::new(USAGE, message));
    }
    Ok(Some(format))
}

/// Simulates a model into a table; without a folder only the table's digest is kept.
pub(super) fn count(
    scenario: &Scenario,
    model: &Model,
    plan: &Plan,
    watch: &Watch,
    format: TableFormat,
    folder: Option<&Folder>,
) -> Result<(Summary, DrawsTable), CommandError> {
    let name = format.file("draws");
    let shown = folder.map_or_else(|| name.clone(), |folder| format!("{}/{name}", folder.shown()));
    let mut write = |out: &mut (dyn Write + Send)| rows(scenario, model, plan, watch, format, out, &shown);
    if let Some(folder) = folder {
        let (summary, staged) = folder.stage(&name, &mut write)?;
        return Ok((summary, DrawsTable { digest: staged.digest.clone(), staged: Some(staged) }));
    }
    let mut out = Digesting::new(std::io::sink());
    let summary = write(&mut out)?;
    Ok((summary, DrawsTable { digest: out.digest(&name), staged: None }))
}

fn rows(
    scenario: &Scenario,
    model: &Model,
    plan: &Plan,
    watch: &Watch,
    format: TableFormat,
    out: &mut (dyn Write + Send),
    shown: &str,
) -> Result<Summary, CommandError> {
    let failed = |error: std::io::Error| CommandError::write(shown, &error);
    let mut table = Rows::begin(format, &draw_columns(scenario, model), out).map_err(failed)?;
    let mut wrong = None;
    let mut take = |rows: &[engine::Row]| {
        let cells: Vec<_> = rows.iter().map(|row| draw_row(scenario, model, row)).collect();
        wrong = table.add(&cells).err();
        wrong.is_none()
    };
    let summary = engine::run_in_rows(model, plan, &mut take, &mut |progress| watch.look(progress));
    match wrong {
        Some(error) => Err(failed(error)),
        None => table.end().map_err(failed).map(|()| summary),
    }
}
