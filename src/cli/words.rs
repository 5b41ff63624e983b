//! The words and numbers that options take.

use super::exit::CommandError;
use crate::format::Grouping;
use crate::render::rows::TableFormat;
use crate::scenario::MOST_DRAWS;
use crate::wording::Language;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// A word, what it means to a reader of the help, and what it stands for.
pub(super) type Word<T> = (&'static str, &'static str, T);

/// One of some words.
pub(super) fn one_of<T: Copy + Send + Sync + 'static>(words: &'static [Word<T>]) -> impl TypedValueParser<Value = T> {
    let values = words.iter().map(|&(word, help, _)| PossibleValue::new(word).help(help));
    PossibleValuesParser::new(values).try_map(|typed| {
        let known = words.iter().find(|(word, ..)| *word == typed);
        known.map(|&(.., meant)| meant).ok_or("it is none of the words there are")
    })
}

/// How large numbers are written.
pub(super) const GROUPINGS: &[Word<Grouping>] =
    &[("western", "422,087", Grouping::Western), ("indian", "4,22,087", Grouping::Indian)];

/// What a JSON Schema is of, and what makes it.
pub(super) const SCHEMAS: &[Word<fn() -> serde_json::Value>] =
    &[("scenario", "A scenario file", crate::scenario::schema), ("summary", "summary.json", crate::report::schema)];

/// The language of a report, of those there are.
pub(super) fn languages() -> impl TypedValueParser<Value = Language> {
    let values = Language::ALL.map(|language| PossibleValue::new(language.code()).help(language.name()));
    PossibleValuesParser::new(values).map(|code| Language::of_code(&code).unwrap_or_default())
}

/// What standard output carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
    Csv,
    Ndjson,
    Parquet,
}

const TEXT: Word<Format> = ("text", "The report in words", Format::Text);

/// Of a run.
pub(super) const RUN_FORMATS: &[Word<Format>] = &[
    TEXT,
    ("json", "summary.json", Format::Json),
    ("csv", "One row per scenario", Format::Csv),
    ("ndjson", "One summary per line", Format::Ndjson),
    ("parquet", "The report in words; the table of draws is a Parquet file, in a build that can", Format::Parquet),
];

/// Of the claims of a scenario.
pub(super) const CLAIM_FORMATS: &[Word<Format>] = &[
    TEXT,
    ("json", "One object, with every reading", Format::Json),
    ("csv", "One row a reading", Format::Csv),
    ("ndjson", "One claim per line", Format::Ndjson),
];

/// Of a sweep.
pub(super) const SWEEP_FORMATS: &[Word<Format>] = &[
    TEXT,
    ("json", "sweep.json", Format::Json),
    ("csv", "points.csv", Format::Csv),
    ("ndjson", "A line per point as it is answered", Format::Ndjson),
    ("parquet", "The report in words, and points.parquet beside points.csv, in a build that can", Format::Parquet),
];

/// Of a search for namesakes.
pub(super) const SCAN_FORMATS: &[Word<Format>] = &[
    ("text", "The seats in words", Format::Text),
    ("json", "Sentences and pairs as one object", Format::Json),
    ("csv", "pairs.csv", Format::Csv),
    ("ndjson", "One pair per line", Format::Ndjson),
];

/// Of two names.
pub(super) const SIMILARITY_FORMATS: &[Word<Format>] =
    &[("text", "Sentences", Format::Text), ("json", "One object", Format::Json)];

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
