//! `humnaam run --shard`: one part of a run, and the files of parts.

use super::exit::CommandError;
use super::output::{Folder, SHARDS};
use super::progress::Watch;
use crate::archive::{ArchiveError, Part, Recipe, Run, Shard};
use crate::study::{Disk, Files, Plan, Study};
use std::path::Path;

/// Twenty thousand booths with a histogram each take a few megabytes.
const LARGEST: u64 = 256 << 20;

/// Makes one part of a run, writes it into a folder of shards, and says so in a line.
pub(super) fn make(
    recipe: &Recipe,
    study: &Study,
    shard: Part,
    out: &Path,
    quiet: bool,
) -> Result<String, CommandError> {
    let folder = Folder::create(&out.join(&study.name).join(SHARDS))?;
    let ready = study.prepare()?;
    let plan = Plan::shard(study.scenario.simulation.draws, shard.index, shard.count);
    let watch = Watch::new(&study.name, plan.draws, quiet);
    let counted = study.simulate(&ready, &plan, &mut |progress| watch.look(progress));
    let summary = watch.end(counted.map_err(CommandError::from))?;
    let name = format!("{}-of-{}.summary", shard.index, shard.count);
    let bytes = Shard::new(Run::new(recipe, study), shard, summary).to_bytes();
    folder.write(&[(name.clone(), bytes)])?;
    let end = plan.first + plan.draws;
    Ok(format!("shard {shard}: simulations {} to {end} in {}/{name}\n", plan.first, folder.shown()))
}

/// Reads a shard; one that is not as it was written is refused.
pub(super) fn read(path: &Path) -> Result<Shard, ArchiveError> {
    let shown = path.display().to_string();
    Shard::from_bytes(&shown, &Disk.read(&shown, LARGEST).map_err(ArchiveError::Missing)?)
}
