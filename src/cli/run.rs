//! `humnaam run`: simulate, write results, print the verdict.

use super::exit::{CommandError, all};
use super::job::{Job, RunOptions};
use super::output::Folder;
use super::simulate::{DrawsFile, simulate};
use super::{input, resources, results, shards};
use crate::archive::Part;
use crate::study::Study;

/// Runs every scenario. All of them are read and validated before the first is run, so that a slip
/// in the last does not cost the time of the others.
pub(super) fn run(options: &RunOptions) -> Result<(), CommandError> {
    let job = options.job()?;
    resources::take(job.threads)?;
    let studies = all(job.recipes.iter().map(input::named))?;
    match job.part {
        Some(part) => run_part(&job, &studies, part),
        None => run_whole(&job, &studies),
    }
}

fn run_whole(job: &Job, studies: &[Study]) -> Result<(), CommandError> {
    let folder = |study: &Study| Folder::alone(&job.out.join(&study.name));
    let folders: Vec<Folder> = studies.iter().map(folder).collect::<Result<_, _>>()?;
    let mut table = Vec::new();
    for ((recipe, study), folder) in job.recipes.iter().zip(studies).zip(&folders) {
        let draws = job.draws.map(|format| DrawsFile { format, folder: Some(folder) });
        let done = simulate(study, recipe, draws, job.told.quiet)?;
        let (report, written) = results::keep(done, recipe, study, folder)?;
        job.told.run(&report, &written)?;
        table.push((study.name.clone(), report.numbers));
    }
    job.told.overview(&table)
}

fn run_part(job: &Job, studies: &[Study], part: Part) -> Result<(), CommandError> {
    for (recipe, study) in job.recipes.iter().zip(studies) {
        let line = shards::make(recipe, study, part, &job.out, job.told.quiet)?;
        job.told.line(&line)?;
    }
    Ok(())
}
