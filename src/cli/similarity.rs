//! `humnaam similarity`: how alike two names are, and why.

use super::exit::{CommandError, INVALID};
use super::terminal;
use super::words::{Format, SIMILARITY_FORMATS, one_of};
use crate::names::Name;
use crate::render::json;
use crate::report::Likeness;
use crate::visible;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct SimilarityOptions {
    /// A name as the ballot prints it, in Latin letters or an Indian script
    #[arg(value_name = "NAME", allow_hyphen_values = true)]
    pub one: String,
    /// Another
    #[arg(value_name = "NAME", allow_hyphen_values = true)]
    pub other: String,
    /// What standard output carries
    #[arg(long, value_parser = one_of(SIMILARITY_FORMATS), default_value = "text")]
    pub format: Format,
}

pub(super) fn similarity(options: &SimilarityOptions) -> Result<(), CommandError> {
    for text in [&options.one, &options.other] {
        if Name::new(text).words.is_empty() {
            let shown: String = visible::line(text).chars().take(40).collect();
            return Err(CommandError::new(INVALID, format!("\"{shown}\" has no letters; write a name")));
        }
    }
    let likeness = Likeness::new(&options.one, &options.other);
    if options.format == Format::Text {
        return terminal::say(&format!("{}\n", likeness.sentences().join("\n")));
    }
    let mut text = Vec::new();
    let made = json::write(&likeness, &mut text);
    terminal::made(false, made, &text)
}
