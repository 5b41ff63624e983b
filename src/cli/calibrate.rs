//! `humnaam calibrate`: the priors, from past elections.

use super::exit::{CommandError, INVALID};
use super::input::Console;
use super::options::Tables;
use super::output::Folder;
use super::progress::{self, Watch};
use super::words::date;
use super::{tables, terminal};
use crate::calibrate::Calibration;
use crate::report;
use crate::study::priors;
use crate::visible;
use clap::Args;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct CalibrateOptions {
    #[command(flatten)]
    pub tables: Tables,
    /// Where evidence.toml goes
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// Leave out elections after this year
    #[arg(long, value_name = "YEAR")]
    pub until: Option<u16>,
    /// A date for the head of the file; left out, the file has none and is the same on any day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<String>,
    /// Where what the tables cannot tell is taken from; the built-in priors when left out
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<String>,
    /// Nothing on standard output
    #[arg(long, short)]
    pub quiet: bool,
}

pub(super) fn calibrate(options: &CalibrateOptions) -> Result<(), CommandError> {
    let (carried, _) = priors::load(options.evidence.as_deref(), &Console)?;
    progress::interrupted("evidence.toml")?;
    let folder = Folder::create(&options.out)?;
    let watch = Watch::work("", options.quiet);
    let mut calibration = Calibration::new(carried);
    for path in &options.tables.tables {
        watch.say(format!("{}: being read", visible::line(path)));
        tables::read(path, options.tables.columns.as_deref(), &mut |contest| {
            let early = options.until.is_none_or(|last| contest.year.is_some_and(|year| year <= last));
            if early {
                calibration.add(&contest, options.tables.photos);
            }
        })?;
    }
    watch.say("the priors are being fitted".to_owned());
    let fitted = calibration.fit().map_err(|why| CommandError::new(INVALID, why.to_string()))?;
    watch.close();
    let head = report::calibration_head(&fitted, &command(options), options.date.as_deref());
    let text = fitted.evidence.to_toml(&head);
    progress::interrupted("evidence.toml")?;
    folder.write(&[("evidence.toml".to_owned(), text.into_bytes())])?;
    if options.quiet {
        return Ok(());
    }
    let lines = report::calibration(&fitted).join("\n");
    terminal::say(&format!("{lines}\nWritten to {}/evidence.toml, with every source.\n", folder.shown()))
}

/// The command that makes the file again.
fn command(options: &CalibrateOptions) -> String {
    let mut command = "humnaam calibrate".to_owned();
    for path in &options.tables.tables {
        let name = Path::new(path).file_name().map_or(path.into(), |name| name.to_string_lossy());
        command.push_str(&format!(" {name}"));
    }
    if let Some(until) = options.until {
        command.push_str(&format!(" --until {until}"));
    }
    if let Some(date) = &options.date {
        command.push_str(&format!(" --date {date}"));
    }
    command
}
