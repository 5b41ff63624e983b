//! `humnaam scan`: the namesakes of whole elections.

use super::exit::CommandError;
use super::input::Console;
use super::options::{Priors, Tables, Threads};
use super::output::{Folder, distinct};
use super::progress::{self, Watch};
use super::words::{Format, SCAN_FORMATS, one_of, similarity};
use super::{resources, tables, terminal};
use crate::evidence::Evidence;
use crate::format::counted;
use crate::names::SIMILAR;
use crate::render;
use crate::report::{Search, search_notes};
use crate::scan::{Findings, Scan};
use crate::study::{priors, table_stem};
use crate::visible;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct ScanOptions {
    #[command(flatten)]
    pub tables: Tables,
    /// Where results go, one folder per table
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// How alike two names must be to be a pair, 0.3 to 1; 1 finds names that are the same or sound so
    #[arg(long, value_name = "SIMILARITY", value_parser = similarity, default_value_t = SIMILAR)]
    pub min_similarity: f64,
    /// Every pair on the terminal, and every state, not the first of them alone
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub priors: Priors,
    #[command(flatten)]
    pub threads: Threads,
    /// What standard output carries
    #[arg(long, value_parser = one_of(SCAN_FORMATS), default_value = "text")]
    pub format: Format,
    /// Nothing on standard output but what --format asks for
    #[arg(long, short)]
    pub quiet: bool,
}

/// Seats shown on the terminal; `pairs.csv` has them all.
const SHOWN: usize = 25;

pub(super) fn scan(options: &ScanOptions) -> Result<(), CommandError> {
    resources::take(options.threads.threads)?;
    let (evidence, _) = priors::load(options.priors.evidence.as_deref(), &Console)?;
    distinct("tables", &options.out, options.tables.tables.iter().map(|path| table_stem(path)))?;
    for path in &options.tables.tables {
        progress::interrupted(path)?;
        let folder = Folder::create(&options.out.join(table_stem(path)))?;
        let findings = read(path, options, &evidence)?;
        let search = Search::new(path, &findings);
        let mut csv = Vec::new();
        render::csv::write(&search.pairs, &mut csv).map_err(|error| CommandError::write("pairs.csv", &error))?;
        progress::interrupted(path)?;
        folder.write(&[("pairs.csv".to_owned(), csv.clone())])?;
        let most = if options.all { usize::MAX } else { SHOWN };
        let mut text = Vec::new();
        let shown = match options.format {
            Format::Text if options.quiet => Ok(()),
            Format::Text => render::listing::write(&search, most, super::style(), &mut text).and_then(|()| {
                let rows = counted(findings.rows.len() as u64, "row", "rows");
                writeln!(text, "\n{rows} in {}/pairs.csv", folder.shown())
            }),
            Format::Csv => text.write_all(&csv),
            Format::Json => render::listing::write_json(&search, &mut text),
            _ => render::listing::write_lines(&search.pairs, &mut text),
        };
        terminal::made(options.format.is_words(), shown, &text)?;
    }
    Ok(())
}

/// Reads a table to its end and works it out.
fn read(path: &str, options: &ScanOptions, evidence: &Evidence) -> Result<Findings, CommandError> {
    let watch = Watch::work(path, options.quiet);
    let mut scan = Scan::new(evidence, options.tables.photos).from_similarity(options.min_similarity);
    tables::read(path, options.tables.columns.as_deref(), &mut |contest| {
        if scan.take(contest) {
            let contests = counted(scan.looked_at(), "contest", "contests");
            watch.say(format!("{}: {contests} read", visible::line(path)));
        }
    })?;
    watch.say(format!("{}: working out the contests with namesakes", visible::line(path)));
    let findings = scan.finish();
    watch.close();
    search_notes(path, &findings).iter().for_each(|note| terminal::note(note));
    Ok(findings)
}
