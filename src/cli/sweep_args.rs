//! What `sweep` is asked for.

use super::options::{Amount, Priors, Threads};
use super::words::{Format, SWEEP_FORMATS, one_of};
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
    #[arg(long, value_name = "lhs:N|sobol:N")]
    pub sample: Option<Sampling>,
    /// Find the value of a key at which the flip probability is this, such as confusion.rate=0.5
    #[arg(long, value_name = "PATH=PROBABILITY")]
    pub solve: Vec<String>,
    /// Where results go
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    #[command(flatten)]
    pub amount: Amount,
    #[command(flatten)]
    pub threads: Threads,
    /// Override any scenario key at all points
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub settings: Vec<String>,
    /// Answer only this part of the points, counted from 0, for `merge` to join
    #[arg(long, value_name = "I/K")]
    pub shard: Option<Part>,
    /// Stop at the first point that is refused, instead of noting it and going on
    #[arg(long)]
    pub fail_fast: bool,
    #[command(flatten)]
    pub priors: Priors,
    /// What standard output carries
    #[arg(long, value_parser = one_of(SWEEP_FORMATS), default_value = "text")]
    pub format: Format,
    /// Leave the pictures out
    #[arg(long)]
    pub no_charts: bool,
    /// No progress bar, and nothing on standard output but what --format asks for
    #[arg(long, short)]
    pub quiet: bool,
}

impl SweepOptions {
    /// What is asked for, as it can be asked again.
    pub fn recipe(&self) -> Recipe {
        Recipe {
            scenario: self.scenario.clone(),
            settings: self.amount.before(&self.settings),
            evidence: self.priors.evidence.clone(),
            pictures: Pictures { drawn: !self.no_charts, ..Pictures::default() },
            vary: self.vary.clone(),
            sample: self.sample.map(|sample| sample.to_string()),
            solve: self.solve.clone(),
            ..Recipe::default()
        }
    }
}
