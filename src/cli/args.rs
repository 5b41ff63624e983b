//! The arguments.

use super::pictures::PictureOptions;
use super::sweep_args::{MergeOptions, SweepOptions};
use super::words::{
    Format, GroupingWord, LayoutWord, SchemaOf, date, draws, languages, seed, settings, shard, similarity,
    standard_error, yes_or_no,
};
use crate::archive::{Part, Recipe};
use crate::format::Grouping;
use crate::names::SIMILAR;
use crate::wording::Language;
use clap::{Args, Parser, Subcommand};
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
    /// Simulate; write results/<scenario>/ (with --set and --evidence a folder named after them) and print the verdict
    Run(RunOptions),
    /// Judge the claims of a scenario alone: which readings survive arithmetic, and whether it matters
    Claim(ClaimOptions),
    /// The same over many values of its keys; write results/<scenario>-sweep/, another sweep beside it
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
    /// Write scenarios as one page with sliders that calculates by itself, offline (where built with the feature page)
    Page(PageOptions),
    /// Say how alike two names are, and why
    Similarity(SimilarityOptions),
    /// Print a JSON Schema: of a scenario, for editors, or of summary.json, for programs that read it
    Schema {
        /// Of what
        #[arg(value_enum, default_value_t = SchemaOf::Scenario)]
        of: SchemaOf,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page; humnaam man | man -l - shows it
    Man,
}

#[derive(Debug, Args)]
pub(super) struct PageOptions {
    /// Scenario files; the first is the one that the page opens with
    #[arg(required = true, value_name = "SCENARIO.toml")]
    pub scenarios: Vec<String>,
    /// The file to write
    #[arg(long, value_name = "FILE", default_value = "what-if.html")]
    pub out: PathBuf,
    /// The language that the page begins in: en or hi
    #[arg(long, value_name = "LANGUAGE", value_parser = languages(), default_value = "en")]
    pub lang: Language,
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
    /// Override any scenario key, such as confusion.rate=0.01 or candidate.inc.votes=422087; title and folder then say so
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub settings: Vec<String>,
    /// Draw until the flip probability's standard error is this small, or the draws are used up
    #[arg(long, value_name = "SE", value_parser = standard_error)]
    pub until: Option<f64>,
    /// Make only this part of the simulations, counted from 0, for `merge` to join
    #[arg(long, value_name = "I/K", value_parser = shard)]
    pub shard: Option<Part>,
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
    #[arg(long, value_name = "LANGUAGE", value_parser = languages(), default_value = "en")]
    pub lang: Language,
    /// How large numbers are written: 422,087 or 4,22,087; as the language does when left out
    #[arg(long, value_enum)]
    pub grouping: Option<GroupingWord>,
    #[command(flatten)]
    pub pictures: PictureOptions,
    /// Print everything that is known, and not one screen of it
    #[arg(long)]
    pub full: bool,
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
    #[arg(long, value_name = "LANGUAGE", value_parser = languages(), default_value = "en")]
    pub lang: Language,
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
    /// How alike two names must be to be a pair, 0.3 to 1; 1 finds names that are the same or sound so
    #[arg(long, value_name = "SIMILARITY", value_parser = similarity, default_value_t = SIMILAR)]
    pub min_similarity: f64,
    /// Every pair on the terminal, and every state, not the first of them alone
    #[arg(long)]
    pub all: bool,
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
    /// A folder that `run` or `sweep` wrote
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

impl RunOptions {
    /// What is asked of one of the scenarios, as it can be asked again.
    pub fn recipe(&self, scenario: &str) -> Recipe {
        Recipe {
            scenario: scenario.to_owned(),
            settings: settings(self.draws, self.seed, &self.settings),
            evidence: self.evidence.clone(),
            until: self.until,
            pictures: self.pictures.pictures(),
            language: self.lang,
            grouping: self.grouping.map(Grouping::from),
            ..Recipe::default()
        }
    }
}

impl ClaimOptions {
    /// How the answer is given.
    pub fn recipe(&self) -> Recipe {
        Recipe { language: self.lang, grouping: self.grouping.map(Grouping::from), ..Recipe::default() }
    }
}
