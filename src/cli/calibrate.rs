//! `humnaam calibrate`: the priors, from past elections.

use super::exit::{CommandError, INVALID};
use super::input::Console;
use super::options::Tables;
use super::output::Folder;
use super::progress::{self, Watch};
use super::words::date;
use super::{said, tables};
use crate::calibrate::{Calibration, Fitted};
use crate::format::{counted, figures, votes};
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
    let text = fitted.evidence.to_toml(&head(options, &fitted));
    progress::interrupted("evidence.toml")?;
    folder.write(&[("evidence.toml".to_owned(), text.into_bytes())])?;
    if options.quiet {
        return Ok(());
    }
    let evidence = &fitted.evidence;
    let lines = [
        format!(
            "{} namesakes and {} ordinary independents looked at.",
            votes(fitted.namesakes as u64),
            votes(fitted.independents as u64)
        ),
        format!(
            "Name route, identical name, no photograph: log-odds {} ± {} from pair to pair; open with probability {}.",
            figures(evidence.name_route.location),
            figures(evidence.name_route.scale),
            figures(evidence.confusable.mean)
        ),
        format!(
            "Photographs add {} (uncertain by {}).",
            figures(evidence.photo.location),
            figures(evidence.photo.scale)
        ),
        format!("Written to {}/evidence.toml, with every source.", folder.shown()),
    ];
    said::say(&format!("{}\n", lines.join("\n")))
}

/// What stands at the head of the file: how it was made, and of what.
fn head(options: &CalibrateOptions, fitted: &Fitted) -> Vec<String> {
    let name = |path: &String| {
        Path::new(path).file_name().map_or_else(|| path.clone(), |name| name.to_string_lossy().into_owned())
    };
    let tables: Vec<String> = options.tables.tables.iter().map(name).collect();
    let mut command = format!("humnaam calibrate {}", tables.join(" "));
    if let Some(until) = options.until {
        command.push_str(&format!(" --until {until}"));
    }
    if let Some(date) = &options.date {
        command.push_str(&format!(" --date {date}"));
    }
    let years = fitted.years.map_or_else(String::new, |(first, last)| format!(", elections {first} to {last}"));
    let mut lines = vec![
        "What past namesakes polled, as priors. Every number here can be overridden in a scenario, is".to_owned(),
        "printed with the result it carries, and says where it comes from. Rates are per vote intended for".to_owned(),
        "the principal; logits and hazards agree to the third digit for rates this small.".to_owned(),
        String::new(),
        format!("Made by: {command}"),
        format!(
            "Of {}, {}{years}: {}, {}.",
            counted(fitted.contests, "contest", "contests"),
            counted(fitted.candidates, "candidate", "candidates"),
            counted(fitted.namesakes as u64, "namesake", "namesakes"),
            counted(fitted.independents as u64, "ordinary independent", "ordinary independents"),
        ),
        "What such tables cannot tell (symbols, slips, booths, segments, where own supporters go) is carried over."
            .to_owned(),
    ];
    lines.extend(options.date.as_ref().map(|date| format!("Date: {date}")));
    lines
}
