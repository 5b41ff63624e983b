//! From a study to its report: it is simulated under the eyes of its user, checked, and put into words.

use super::exit::CommandError;
use super::output::{Folder, Growing, Staged};
use super::progress::{self, Watch};
use crate::archive::Recipe;
use crate::render::draws::Draws;
use crate::render::rows::TableFormat;
use crate::report::Report;
use crate::study::{Plan, Prepared, Study, Summary};

/// A finished run.
#[derive(Debug)]
pub(super) struct Done {
    pub report: Report,
    pub seed: u64,
    pub draws: u64,
    /// Every simulation as a row, where that was asked for.
    pub table: Option<Staged>,
}

/// What every simulation is written as, and the folder it goes to; without one the table's digest alone is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct DrawsFile<'f> {
    pub format: TableFormat,
    pub folder: Option<&'f Folder>,
}

/// Simulates a study and checks it against the exact distribution.
pub(super) fn simulate(
    study: &Study,
    recipe: &Recipe,
    draws: Option<DrawsFile<'_>>,
    quiet: bool,
) -> Result<Done, CommandError> {
    let plan = Plan { until: recipe.until, ..Plan::new(study.scenario.simulation.draws) };
    let watch = Watch::new(&study.name, plan.draws, quiet);
    let done = whole(study, &plan, recipe, draws, &watch);
    watch.end(done)
}

fn whole(
    study: &Study,
    plan: &Plan,
    recipe: &Recipe,
    draws: Option<DrawsFile<'_>>,
    watch: &Watch,
) -> Result<Done, CommandError> {
    let ready = study.prepare()?;
    let (summary, table) = match draws {
        Some(draws) => in_rows(study, &ready, plan, draws, watch).map(|(summary, table)| (summary, Some(table)))?,
        None => (study.simulate(&ready, plan, &mut |progress| watch.look(progress))?, None),
    };
    Ok(Done { table, ..conclude(study, ready, summary, recipe)? })
}

/// The draws of a plan, every one of them as a row of a table.
fn in_rows(
    study: &Study,
    ready: &Prepared,
    plan: &Plan,
    DrawsFile { format, folder }: DrawsFile<'_>,
    watch: &Watch,
) -> Result<(Summary, Staged), CommandError> {
    let name = format.file("draws");
    let mut file = folder.map_or_else(|| Ok(Growing::nowhere(&name)), |folder| folder.begin(&name))?;
    let failed = file.failed();
    let mut table = Draws::begin(format, &study.scenario, &ready.model, &mut file).map_err(&failed)?;
    let summary =
        study.simulate_in_rows(ready, plan, &mut |rows| table.add(rows), &mut |progress| watch.look(progress))?;
    table.end().map_err(&failed)?;
    Ok((summary, file.settle()?))
}

/// Checks draws against the exact distribution, and puts what came out into words.
pub(super) fn conclude(
    study: &Study,
    ready: Prepared,
    summary: Summary,
    recipe: &Recipe,
) -> Result<Done, CommandError> {
    let outcome = study.conclude(ready, summary, recipe.until, &mut progress::goes_on)?;
    let (seed, draws) = (outcome.model.seed, outcome.summary.simulations());
    Ok(Done { report: Report::new(&outcome, recipe.wording()), seed, draws, table: None })
}
