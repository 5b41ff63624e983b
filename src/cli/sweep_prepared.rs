//! A sweep that is ready to run, with the recipe that made it.

use super::exit::CommandError;
use super::input::{self, Console};
use crate::archive::{FileDigest, Identity, Part, Recipe};
use crate::study::{Asked, Sweep, Written};

/// A sweep that is ready to run, and what its files say that it is.
pub(super) struct Prepared {
    pub sweep: Sweep<'static>,
    pub identity: Identity,
}

impl Prepared {
    /// Reads everything and finds out what is to be done.
    pub fn new(recipe: &Recipe, shard: Part) -> Result<Self, CommandError> {
        let written = Written::open(&recipe.scenario, recipe.evidence.as_deref(), &Console)?;
        let base = written.study(&recipe.settings)?;
        input::notes(&base);
        let Recipe { settings, vary, sample, solve, .. } = recipe;
        let asked = Asked { settings, vary, sample: sample.as_deref(), solve };
        let own: Vec<String> = base.scenario.sweeps.iter().map(|sweep| sweep.parameter.clone()).collect();
        let paths = vary.iter().chain(solve).chain(&own).filter_map(|text| text.split('=').next());
        let mut inputs = Vec::new();
        let sweep = Sweep::new(written, base, &asked, &mut |files| FileDigest::note(&mut inputs, files));
        let sweep = sweep.map_err(|error| as_typed(error.into(), paths))?;
        let identity = Identity::of(recipe, &sweep, inputs, shard);
        Ok(Prepared { sweep, identity })
    }
}

/// The same said of --vary, which is what the user wrote: its values were tried as settings.
fn as_typed<'p>(mut failure: CommandError, paths: impl Iterator<Item = &'p str>) -> CommandError {
    for path in paths {
        let tried = format!("--set {}=", path.trim());
        let typed = tried.replacen("--set", "--vary", 1);
        failure.messages.iter_mut().for_each(|said| *said = said.replacen(&tried, &typed, 1));
    }
    failure
}
