//! The arguments.

use super::calibrate::CalibrateOptions;
use super::check::CheckOptions;
use super::claim::ClaimOptions;
use super::import::ImportOptions;
use super::job::RunOptions;
use super::merge::MergeOptions;
use super::page::PageOptions;
use super::scan::ScanOptions;
use super::similarity::SimilarityOptions;
use super::sweep_args::SweepOptions;
use super::verify::VerifyOptions;
use super::words::{SCHEMAS, one_of};
use clap::{Parser, Subcommand};
use clap_complete::Shell;

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
        #[arg(value_parser = one_of(SCHEMAS), default_value = "scenario")]
        of: fn() -> serde_json::Value,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page; humnaam man | man -l - shows it
    Man,
}
