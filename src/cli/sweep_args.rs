//! The arguments of `sweep` and `merge`, and the shards of a run.

use super::args::{Format, draws, seed};
use crate::sweep::{MOST_POINTS, Sampling};
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
    pub shard: Option<Shard>,
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
    /// Nothing on standard output but what --format asks for
    #[arg(long, short)]
    pub quiet: bool,
}

/// A part of the whole: number `index` of `count`, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shard {
    pub index: u32,
    pub count: u32,
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.index, self.count)
    }
}

/// More shards than any cluster has processors.
const MOST_SHARDS: u32 = 1_000_000;

pub(super) fn shard(text: &str) -> Result<Shard, String> {
    let whole = |text: &str| text.trim().parse::<u32>().ok();
    let read = text.split_once('/').and_then(|(index, count)| Some((whole(index)?, whole(count)?)));
    match read {
        Some((index, count)) if index < count && count <= MOST_SHARDS => Ok(Shard { index, count }),
        Some((_, 0)) => Err("there is no part of nothing: write I/K, such as 0/4".to_owned()),
        Some((_, count)) if count > MOST_SHARDS => Err(format!("at most {MOST_SHARDS} shards")),
        Some((index, count)) => {
            Err(format!("shards are counted from 0: of {count} the last is {}, not {index}", count - 1))
        }
        None => Err("write I/K, such as 0/4 for the first of four".to_owned()),
    }
}

pub(super) fn sample(text: &str) -> Result<Sampling, String> {
    let most = u32::try_from(MOST_POINTS).unwrap_or(u32::MAX);
    let (kind, count) = text.split_once(':').ok_or("write lhs:N or sobol:N")?;
    let count = count.trim().parse::<u32>().ok().filter(|count| (1..=most).contains(count));
    let count = count.ok_or_else(|| format!("a sample has from 1 to {most} points"))?;
    match kind {
        "lhs" => Ok(Sampling::Latin(count)),
        "sobol" => Ok(Sampling::Sobol(count)),
        _ => Err(format!("\"{kind}\" is no sample: lhs or sobol")),
    }
}
