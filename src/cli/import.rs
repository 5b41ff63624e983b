//! `humnaam import`: booth returns as they were published to one tidy table, reconciled.

use super::exit::{CommandError, NO_INPUT, all};
use super::input::Console;
use super::output::{Folder, file_name};
use super::words::one_of;
use super::{progress, terminal};
use crate::returns::{LAYOUTS, Layout, SourceFile, Wishes, import_as};
use crate::study::{Files, LARGEST_TABLE, refusal};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct ImportOptions {
    /// Files of one contest: CSV, XLSX or PDF, plain or in gzip or zip, one or more segments each; - reads one from standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// Where the table goes, with the reconciliation report beside it; standard output when left out
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// How the files are laid out; found out when left out
    #[arg(long, value_parser = one_of(LAYOUTS))]
    pub layout: Option<Layout>,
    /// Apply the repairs that are listed, and record them in the report
    #[arg(long)]
    pub accept_repairs: bool,
    /// A heading over a candidate's votes, whatever it looks like; may be given several times
    #[arg(long = "candidate", value_name = "HEADING")]
    pub candidates: Vec<String>,
    /// A heading of a column that is left out; may be given several times
    #[arg(long = "ignore", value_name = "HEADING")]
    pub ignored: Vec<String>,
    /// The contest to take from a table of several, such as "State Senate 37"
    #[arg(long, value_name = "NAME")]
    pub office: Option<String>,
}

pub(super) fn run(options: &ImportOptions) -> Result<(), CommandError> {
    progress::interrupted("the table")?;
    let read = all(options.files.iter().map(|path| {
        let name = if path == "-" { "stdin" } else { path };
        let bytes = Console.read(path, LARGEST_TABLE).map_err(|why| CommandError::new(NO_INPUT, why))?;
        Ok((name, bytes))
    }))?;
    let files: Vec<SourceFile<'_>> = read.iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
    let wishes = Wishes {
        layout: options.layout,
        accept_repairs: options.accept_repairs,
        candidates: options.candidates.clone(),
        ignored: options.ignored.clone(),
        office: options.office.clone(),
    };
    let import = import_as(&files, &wishes);
    let Some(table) = &import.table else {
        if let Some(columns) = import.columns() {
            terminal::note(columns.trim_end());
        }
        return Err(refusal(&import).into());
    };
    let (csv, report) = (table.to_tidy_csv(), import.report(files.len()));
    let Some(out) = &options.out else {
        terminal::print(csv.as_bytes())?;
        // Standard output carries the table alone.
        terminal::note(report.trim_end());
        return Ok(());
    };
    let out = &followed(out)?;
    let name = file_name(out)?;
    let report_name = format!("{name}.reconciliation.txt");
    for target in [out.clone(), out.with_file_name(&report_name)] {
        may_write(&target, &options.files)?;
    }
    progress::interrupted("the table")?;
    Folder::of_file(out)?.write(&[(name, csv.into_bytes()), (report_name, report.clone().into_bytes())])?;
    terminal::say(&report)
}

/// Where a link leads, so that the file is written and the link stays; anything else is itself.
fn followed(out: &Path) -> Result<PathBuf, CommandError> {
    if !std::fs::symlink_metadata(out).is_ok_and(|about| about.is_symlink()) {
        return Ok(out.to_owned());
    }
    let plain = out.canonicalize().ok().filter(|real| real.is_file());
    plain.ok_or_else(|| {
        let what = "it is a link that leads to no plain file; leave --out out to print the table";
        let taken = std::io::Error::new(std::io::ErrorKind::AlreadyExists, what);
        CommandError::create(&out.display().to_string(), &taken)
    })
}

/// Refuses to write over what was read, or over anything that is no plain file.
fn may_write(target: &Path, read: &[String]) -> Result<(), CommandError> {
    let Ok(there) = target.canonicalize() else { return Ok(()) };
    let shown = target.display();
    if read.iter().any(|file| Path::new(file).canonicalize().is_ok_and(|file| file == there)) {
        let message = format!("{shown} is one of the files to be read: name another with --out");
        return Err(CommandError::new(super::exit::USAGE, message));
    }
    if !there.is_file() {
        let taken = std::io::Error::new(std::io::ErrorKind::AlreadyExists, "it is there already and is no plain file");
        return Err(CommandError::create(&shown.to_string(), &taken));
    }
    Ok(())
}
