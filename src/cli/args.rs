//! The arguments.

use super::pictures::PictureOptions;
use super::sweep_args::{MergeOptions, Shard, SweepOptions, shard};
use crate::report::format::Grouping;
use crate::report::{Language, Wording};
use crate::returns::Layout;
use crate::scenario::MOST_DRAWS;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Could a namesake have changed who won?
///
/// humnaam takes an election in which a candidate shares another's name (a dummy candidate, in the
/// language of headlines) and says what arithmetic alone decides, how probable it is that the
/// result would have been another, and what that rests on.
#[derive(Debug, Parser)]
#[command(name = "humnaam", version, arg_required_else_help = true, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Simulate; write results/<scenario>/ and print the verdict
    Run(RunOptions),
    /// Judge the claims of a scenario alone: which readings survive arithmetic, and whether it matters
    Claim(ClaimOptions),
    /// The same over many values of its keys; write results/<scenario>-sweep/
    Sweep(SweepOptions),
    /// Join the shards of a run or a sweep
    Merge(MergeOptions),
    /// Find the namesakes in tables of candidates, and rank the seats where they could matter
    Scan(ScanOptions),
    /// Fit the priors to past elections; writes evidence.toml for --evidence
    Calibrate(CalibrateOptions),
    /// Read and validate only
    Check(CheckOptions),
    /// Run again from a results directory's manifest; must reproduce its digests
    Verify(VerifyOptions),
    /// Booth returns (Form 20) to one tidy booths CSV, reconciled
    Import(ImportOptions),
    /// Say how alike two names are, and why
    Similarity(SimilarityOptions),
    /// Print the JSON Schema of a scenario, for editors
    Schema,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
pub(super) struct RunOptions {
    /// Scenario files; - reads one from standard input
    #[arg(required = true, value_name = "SCENARIO.toml")]
    pub scenarios: Vec<String>,
    /// Where results go, one folder per scenario
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// How many simulations
    #[arg(long, value_name = "N", value_parser = draws, allow_negative_numbers = true)]
    pub draws: Option<u64>,
    /// The seed of every random number
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Threads; all processors when left out. The results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Override any scenario key, such as confusion.rate=0.01 or candidate.inc.votes=422087
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub settings: Vec<String>,
    /// Draw until the flip probability's standard error is this small, or the draws are used up
    #[arg(long, value_name = "SE", value_parser = standard_error)]
    pub until: Option<f64>,
    /// Make only this part of the simulations, counted from 0, for `merge` to join
    #[arg(long, value_name = "I/K", value_parser = shard)]
    pub shard: Option<Shard>,
    /// Keep every simulation as a row of draws.csv, or of draws.parquet under --format parquet
    #[arg(long)]
    pub draws_file: bool,
    /// Priors to use in place of the built-in ones, as `calibrate` writes them
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<String>,
    /// What standard output carries
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// The language of the report: en or hi
    #[arg(long, value_enum, value_name = "LANGUAGE", default_value_t = Lang::En)]
    pub lang: Lang,
    /// How large numbers are written: 422,087 or 4,22,087; as the language does when left out
    #[arg(long, value_enum)]
    pub grouping: Option<GroupingWord>,
    #[command(flatten)]
    pub pictures: PictureOptions,
    /// No progress bar, and nothing on standard output but what --format asks for
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct ClaimOptions {
    /// Scenario files; - reads one from standard input
    #[arg(required = true, value_name = "SCENARIO.toml")]
    pub scenarios: Vec<String>,
    /// Override any scenario key
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub settings: Vec<String>,
    /// Priors to use in place of the built-in ones, as `calibrate` writes them
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<String>,
    /// The language of the answer: en or hi
    #[arg(long, value_enum, value_name = "LANGUAGE", default_value_t = Lang::En)]
    pub lang: Lang,
    /// How large numbers are written: 422,087 or 4,22,087; as the language does when left out
    #[arg(long, value_enum)]
    pub grouping: Option<GroupingWord>,
    /// What standard output carries: text, json, csv (one row a reading) or ndjson
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// No progress bar where draws are needed
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    /// Scenario files; - reads one from standard input
    #[arg(required = true, value_name = "SCENARIO.toml")]
    pub scenarios: Vec<String>,
    /// Override any scenario key
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub settings: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct ScanOptions {
    /// Tables with one row per candidate, CSV, gzip or XLSX; - reads one from standard input
    #[arg(required = true, value_name = "CANDIDATES.csv")]
    pub tables: Vec<String>,
    /// Where results go, one folder per table
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// Which column is which, where the headers do not tell: name=HEADER,votes=HEADER,contest=HEADER
    #[arg(long, value_name = "COLUMN=HEADER,...")]
    pub columns: Option<String>,
    /// Whether the ballots show photographs; by the year (from May 2015) when left out
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no)]
    pub photos: Option<bool>,
    /// Priors to use in place of the built-in ones, as `calibrate` writes them
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<String>,
    /// Threads; all processors when left out. The results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// What standard output carries: the seats in words, pairs.csv, or its rows as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Nothing on standard output but what --format asks for
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct CalibrateOptions {
    /// Tables with one row per candidate, CSV, gzip or XLSX; - reads one from standard input
    #[arg(required = true, value_name = "CANDIDATES.csv")]
    pub tables: Vec<String>,
    /// Where evidence.toml goes
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// Which column is which, where the headers do not tell: name=HEADER,votes=HEADER,contest=HEADER
    #[arg(long, value_name = "COLUMN=HEADER,...")]
    pub columns: Option<String>,
    /// Whether the ballots show photographs; by the year (from May 2015) when left out
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no)]
    pub photos: Option<bool>,
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

#[derive(Debug, Args)]
pub(super) struct SimilarityOptions {
    /// A name as the ballot prints it, in Latin letters or an Indian script
    #[arg(value_name = "NAME", allow_hyphen_values = true)]
    pub one: String,
    /// Another
    #[arg(value_name = "NAME", allow_hyphen_values = true)]
    pub other: String,
    /// What standard output carries: text or json
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(super) struct VerifyOptions {
    /// A folder that `run` wrote
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// Threads; all processors when left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

#[derive(Debug, Args)]
pub(super) struct ImportOptions {
    /// Files of one contest: CSV, XLSX or PDF, plain or in gzip or zip, one or more segments each; - reads one from standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// Where the table goes, with the reconciliation report beside it; standard output when left out
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// How the files are laid out; found out when left out
    #[arg(long, value_enum)]
    pub layout: Option<LayoutWord>,
    /// Apply the repairs that are listed, and record them in the report
    #[arg(long)]
    pub accept_repairs: bool,
}

/// How returns are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LayoutWord {
    /// One row per booth, one column per candidate
    #[value(name = "form20_wide")]
    Form20Wide,
    /// One row per booth and candidate
    Long,
    /// segment,booth,electors and one column per candidate id
    Tidy,
}

impl From<LayoutWord> for Layout {
    fn from(word: LayoutWord) -> Self {
        match word {
            LayoutWord::Form20Wide => Layout::Wide,
            LayoutWord::Long => Layout::Long,
            LayoutWord::Tidy => Layout::Tidy,
        }
    }
}

/// The language of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    /// English
    En,
    /// Hindi (हिन्दी)
    Hi,
}

/// How large numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GroupingWord {
    /// 422,087
    Western,
    /// 4,22,087
    Indian,
}

/// A language, with the grouping asked for or the language's own.
pub(super) fn wording(lang: Lang, grouping: Option<GroupingWord>) -> Wording {
    let language = match lang {
        Lang::En => Language::English,
        Lang::Hi => Language::Hindi,
    };
    let grouping = grouping.map(|word| match word {
        GroupingWord::Western => Grouping::Western,
        GroupingWord::Indian => Grouping::Indian,
    });
    Wording { language, grouping: grouping.unwrap_or_else(|| language.usual_grouping()) }
}

/// What standard output carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The report in words
    Text,
    /// summary.json
    Json,
    /// One row per scenario
    Csv,
    /// One summary per line
    Ndjson,
    /// The report in words; the table of draws or points is a Parquet file, in a build that can
    Parquet,
}

impl Format {
    /// Whether standard output carries words.
    pub fn is_words(self) -> bool {
        matches!(self, Format::Text | Format::Parquet)
    }
}

pub(super) fn draws(text: &str) -> Result<u64, String> {
    whole(text, 1, MOST_DRAWS)
}

fn date(text: &str) -> Result<String, String> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    if shape == "0000-00-00" { Ok(text.to_owned()) } else { Err("write a date as 2026-11-24".to_owned()) }
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("write yes or no".to_owned()),
    }
}

pub(super) fn seed(text: &str) -> Result<u64, String> {
    // TOML has no larger numbers, and the seed is a key of the scenario.
    whole(text, 0, i64::MAX.unsigned_abs())
}

/// A whole number, written as in a scenario: `100000` or `100_000`.
fn whole(text: &str, least: u64, most: u64) -> Result<u64, String> {
    let number = text.replace('_', "").parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("write a whole number from {least} to {most}"))
}

fn standard_error(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    // Half a point either way at the most, and no smaller than a billion draws can reach.
    if (1e-6..=0.5).contains(&number) { Ok(number) } else { Err("write a number from 0.000001 to 0.5".to_owned()) }
}
