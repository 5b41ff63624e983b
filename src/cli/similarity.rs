//! `humnaam similarity`: how alike two names are, and why.

use super::args::SimilarityOptions;
use super::exit::{CommandError, INVALID, USAGE};
use super::print;
use super::words::Format;
use crate::names::Name;
use crate::report::Likeness;

pub(super) fn similarity(options: &SimilarityOptions) -> Result<(), CommandError> {
    for text in [&options.one, &options.other] {
        if Name::new(text).words.is_empty() {
            let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
            return Err(CommandError::new(INVALID, format!("\"{shown}\" has no letters; write a name")));
        }
    }
    let likeness = Likeness::new(&options.one, &options.other);
    let text = match options.format {
        Format::Text => likeness.sentences().join("\n"),
        Format::Json => serde_json::to_string_pretty(&likeness)
            .map_err(|error| CommandError::write("standard output", &error.into()))?,
        _ => {
            return Err(CommandError::new(USAGE, "similarity prints text or json; use --format text or --format json"));
        }
    };
    print(format!("{text}\n").as_bytes())
}
