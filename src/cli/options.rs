//! Options that several commands share.

use super::words::{GROUPINGS, draws, languages, one_of, seed, yes_or_no};
use crate::archive::Recipe;
use crate::format::Grouping;
use crate::wording::Language;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Question {
    /// Scenario files; - reads one from standard input
    #[arg(required = true, value_name = "SCENARIO.toml")]
    pub scenarios: Vec<String>,
    /// Override any scenario key, such as confusion.rate=0.01 or candidate.inc.votes=422087; title and folder then say so
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub settings: Vec<String>,
}

impl Question {
    /// What is asked of each scenario, as it can be asked again.
    pub fn recipes(&self, priors: &Priors, speech: &Speech) -> Vec<Recipe> {
        let recipe = |scenario: &String| Recipe {
            scenario: scenario.clone(),
            settings: self.settings.clone(),
            evidence: priors.evidence.clone(),
            language: speech.lang,
            grouping: speech.grouping,
            ..Recipe::default()
        };
        self.scenarios.iter().map(recipe).collect()
    }
}

#[derive(Debug, Default, Args)]
pub(super) struct Priors {
    /// Priors to use in place of the built-in ones, as `calibrate` writes them
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Amount {
    /// How many simulations; at every point of a sweep, where an exact law would do without any
    #[arg(long, value_name = "N", value_parser = draws, allow_negative_numbers = true)]
    pub draws: Option<u64>,
    /// The seed of every random number
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
}

impl Amount {
    /// The settings of the command line: these short ways come first, so that --set has the last word.
    pub fn before(&self, settings: &[String]) -> Vec<String> {
        let short = [("draws", self.draws), ("seed", self.seed)];
        let short = short.into_iter().filter_map(|(key, value)| value.map(|v| format!("simulation.{key}={v}")));
        short.chain(settings.iter().cloned()).collect()
    }
}

#[derive(Debug, Args)]
pub(super) struct Threads {
    /// Threads; all processors when left out. The results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

#[derive(Debug, Default, Args)]
pub(super) struct Speech {
    /// The language of the answer: en or hi
    #[arg(long, value_name = "LANGUAGE", value_parser = languages(), default_value = "en")]
    pub lang: Language,
    /// How large numbers are written: 422,087 or 4,22,087; as the language does when left out
    #[arg(long, value_parser = one_of(GROUPINGS))]
    pub grouping: Option<Grouping>,
}

#[derive(Debug, Args)]
pub(super) struct Tables {
    /// Tables with one row per candidate, CSV, gzip or XLSX; - reads one from standard input
    #[arg(required = true, value_name = "CANDIDATES.csv")]
    pub tables: Vec<String>,
    /// Which column is which, where the headers do not tell: name=HEADER,votes=HEADER,contest=HEADER
    #[arg(long, value_name = "COLUMN=HEADER,...")]
    pub columns: Option<String>,
    /// Whether the ballots show photographs; by the year (from May 2015) when left out
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no)]
    pub photos: Option<bool>,
}
