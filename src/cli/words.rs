//! The words and numbers that options take.

use super::exit::CommandError;
use crate::archive::Part;
use crate::format::Grouping;
use crate::render::rows::TableFormat;
use crate::returns::Layout;
use crate::scenario::MOST_DRAWS;
use crate::wording::Language;
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

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

/// The language of a report, of those there are.
pub(super) fn languages() -> impl TypedValueParser<Value = Language> {
    let values = Language::ALL.map(|language| PossibleValue::new(language.code()).help(language.name()));
    PossibleValuesParser::new(values).map(|code| Language::of_code(&code).unwrap_or_default())
}

/// How large numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GroupingWord {
    /// 422,087
    Western,
    /// 4,22,087
    Indian,
}

impl From<GroupingWord> for Grouping {
    fn from(word: GroupingWord) -> Self {
        match word {
            GroupingWord::Western => Grouping::Western,
            GroupingWord::Indian => Grouping::Indian,
        }
    }
}

/// The settings of the command line: the short ways first, so that --set has the last word.
pub(super) fn settings(draws: Option<u64>, seed: Option<u64>, settings: &[String]) -> Vec<String> {
    let short = [("draws", draws), ("seed", seed)];
    let short = short.into_iter().filter_map(|(key, value)| value.map(|v| format!("simulation.{key}={v}")));
    short.chain(settings.iter().cloned()).collect()
}

pub(super) fn shard(text: &str) -> Result<Part, String> {
    text.parse()
}

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// A scenario file
    Scenario,
    /// summary.json
    Summary,
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
    /// What is left to be said where no point is answered line by line.
    pub fn without_lines(self) -> Self {
        if self == Format::Ndjson { Format::Text } else { self }
    }

    /// What a table of many rows is written as; Parquet is refused by a build that cannot.
    #[cfg_attr(feature = "parquet", expect(clippy::unnecessary_wraps, reason = "another build refuses Parquet"))]
    pub fn table(self) -> Result<TableFormat, CommandError> {
        match self {
            #[cfg(feature = "parquet")]
            Format::Parquet => Ok(TableFormat::Parquet),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => Err(CommandError::new(
                super::exit::USAGE,
                "this build cannot write Parquet\nhelp: use --format csv, or build it with cargo install --path . --features parquet",
            )),
            _ => Ok(TableFormat::Csv),
        }
    }

    /// Whether standard output carries words.
    pub fn is_words(self) -> bool {
        matches!(self, Format::Text | Format::Parquet)
    }
}

pub(super) fn draws(text: &str) -> Result<u64, String> {
    whole(text, 1, MOST_DRAWS)
}

pub(super) fn date(text: &str) -> Result<String, String> {
    // As strict as a scenario, whose dates are TOML's: 2026-02-30 is none.
    let read = text.parse::<toml::value::Datetime>().ok().filter(|read| read.time.is_none() && read.offset.is_none());
    let day = read.and_then(|read| read.date).filter(|day| day.year > 0);
    day.map(|day| day.to_string()).ok_or_else(|| "write a day as 2026-11-24".to_owned())
}

pub(super) fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("write yes or no".to_owned()),
    }
}

/// How alike names must be to be a pair. Below 0.3 nearly everybody would be somebody's namesake.
pub(super) fn similarity(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(least) if (0.3..=1.0).contains(&least) => Ok(least),
        _ => Err("write a number from 0.3 to 1, such as 0.9".to_owned()),
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

pub(super) fn standard_error(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    // Half a point either way at the most, and no smaller than a billion draws can reach.
    if (1e-6..=0.5).contains(&number) { Ok(number) } else { Err("write a number from 0.000001 to 0.5".to_owned()) }
}
