//! `humnaam similarity`: how alike two names are, and why.

use super::args::SimilarityOptions;
use super::exit::{CommandError, INVALID, USAGE};
use super::said;
use super::words::Format;
use crate::names::Name;
use crate::report::Likeness;
use crate::visible;

pub(super) fn similarity(options: &SimilarityOptions) -> Result<(), CommandError> {
    for text in [&options.one, &options.other] {
        if Name::new(text).words.is_empty() {
            let shown: String = visible::line(text).chars().take(40).collect();
            return Err(CommandError::new(INVALID, format!("\"{shown}\" has no letters; write a name")));
        }
    }
    let likeness = Likeness::new(&options.one, &options.other);
    match options.format {
        Format::Text => said::say(&format!("{}\n", likeness.sentences().join("\n"))),
        Format::Json => {
            let text = serde_json::to_string_pretty(&likeness)
                .map_err(|error| CommandError::write("standard output", &error.into()))?;
            said::print(format!("{text}\n").as_bytes())
        }
        _ => Err(CommandError::new(USAGE, "similarity prints text or json; use --format text or --format json")),
    }
}
