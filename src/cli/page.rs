//! `humnaam page`: scenarios as one page that calculates by itself, where this command was built with it.

use super::exit::CommandError;
use super::words::languages;
use crate::wording::Language;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct PageOptions {
    /// Scenario files; the first is the one that the page opens with
    #[arg(required = true, value_name = "SCENARIO.toml")]
    pub scenarios: Vec<String>,
    /// The file to write
    #[arg(long, value_name = "FILE", default_value = "what-if.html")]
    pub out: PathBuf,
    /// The language that the page begins in: en or hi
    #[arg(long, value_name = "LANGUAGE", value_parser = languages(), default_value = "en")]
    pub lang: Language,
}

#[cfg(not(feature = "page"))]
pub(super) fn page(options: &PageOptions) -> Result<(), CommandError> {
    let what = format!(
        "this humnaam was built without the page, so {} cannot be written\nhelp: in the sources, run `just web`: it builds the module of the page and then this command with it (cargo build --release --features page)",
        options.out.display()
    );
    Err(CommandError::new(super::exit::USAGE, what))
}

/// The library as a module; `just web` builds it.
#[cfg(feature = "page")]
const MODULE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/web/dist/humnaam.wasm"));

/// Simulations behind the picture of a contest to come.
#[cfg(feature = "page")]
const DRAWS: u64 = 16_384;

#[cfg(feature = "page")]
pub(super) fn page(options: &PageOptions) -> Result<(), CommandError> {
    use super::{
        input,
        output::{Folder, file_name},
        resources, terminal,
    };
    use crate::archive::Recipe;
    use crate::render::what_if::page::{Contest, write};
    use crate::report::glance;
    use crate::scenario::Mode;
    use crate::study::stem;
    use crate::wording::Wording;

    resources::take(None)?;
    let mut contests = Vec::new();
    for path in &options.scenarios {
        let study = input::study(&Recipe { scenario: path.clone(), ..Recipe::default() })?;
        let to_come = study.scenario.mode == Mode::Prospective;
        let outcome = study.glance(if to_come { DRAWS } else { 0 })?;
        contests.push(Contest {
            path: path.clone(),
            stem: stem(path),
            glances: Language::ALL.map(|language| glance(&outcome, Wording::usual(language))).to_vec(),
            files: study.inputs,
            kept: to_come,
        });
    }
    let mut bytes = Vec::new();
    let shown = options.out.display().to_string();
    write(&contests, options.lang, MODULE, &mut bytes).map_err(|error| CommandError::write(&shown, &error))?;
    let name = file_name(&options.out)?;
    let size = bytes.len();
    Folder::of_file(&options.out)?.write(&[(name, bytes)])?;
    terminal::say(&format!(
        "{shown}: {size} bytes, {}\n",
        crate::format::counted(contests.len() as u64, "contest", "contests")
    ))
}
