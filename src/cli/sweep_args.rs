//! The arguments of `sweep` and `merge`.

use super::words::{Format, draws, seed, settings, shard};
use crate::archive::{Part, Recipe};
use crate::figure::Pictures;
use crate::sweep::Sampling;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct SweepOptions {
    /// The scenario; - reads it from standard input
    #[arg(value_name = "SCENARIO.toml")]
    pub scenario: String,
    /// A key and its values: a,b,c or FROM..TO/COUNT or FROM..TO/COUNT:log; [[sweep]] when left out
    #[arg(long, value_name = "PATH=VALUES", allow_hyphen_values = true)]
    pub vary: Vec<String>,
    /// So many sampled points in place of a grid: lhs:N (Latin hypercube) or sobol:N
    #[arg(long, value_name = "lhs:N|sobol:N", value_parser = sample)]
    pub sample: Option<Sampling>,
    /// Find the value of a key at which the flip probability is this, such as confusion.rate=0.5
    #[arg(long, value_name = "PATH=PROBABILITY")]
    pub solve: Vec<String>,
    /// Where results go
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// Simulations at every point; left out, a point that an exact law answers is not simulated
    #[arg(long, value_name = "N", value_parser = draws, allow_negative_numbers = true)]
    pub draws: Option<u64>,
    /// The seed of every random number, the same at all points
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Threads; all processors when left out. The results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Override any scenario key at all points
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub settings: Vec<String>,
    /// Answer only this part of the points, counted from 0, for `merge` to join
    #[arg(long, value_name = "I/K", value_parser = shard)]
    pub shard: Option<Part>,
    /// Stop at the first point that is refused, instead of noting it and going on
    #[arg(long)]
    pub fail_fast: bool,
    /// Priors to use in place of the built-in ones, as `calibrate` writes them
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<String>,
    /// What standard output carries: text, sweep.json, points.csv, or a line per point as it is answered;
    /// parquet is text, and points.parquet beside points.csv
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Leave the pictures out
    #[arg(long)]
    pub no_charts: bool,
    /// No progress bar, and nothing on standard output but what --format asks for
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct MergeOptions {
    /// The folder of a run or a sweep, with its shards/ in it
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// What standard output carries
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Print everything that is known of a run, and not one screen of it
    #[arg(long)]
    pub full: bool,
    /// Nothing on standard output but what --format asks for
    #[arg(long, short)]
    pub quiet: bool,
}

fn sample(text: &str) -> Result<Sampling, String> {
    text.parse()
}

impl SweepOptions {
    /// What is asked for, as it can be asked again.
    pub fn recipe(&self) -> Recipe {
        Recipe {
            scenario: self.scenario.clone(),
            settings: settings(self.draws, self.seed, &self.settings),
            evidence: self.evidence.clone(),
            pictures: Pictures { drawn: !self.no_charts, ..Pictures::default() },
            vary: self.vary.clone(),
            sample: self.sample.map(|sample| sample.to_string()),
            solve: self.solve.clone(),
            ..Recipe::default()
        }
    }
}
