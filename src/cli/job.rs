//! What `run` is asked for: its options, turned once into a plain job.

use super::exit::{CommandError, USAGE};
use super::options::{Amount, Priors, Question, Speech, Threads};
use super::output::distinct;
use super::pictures::PictureOptions;
use super::told::Told;
use super::words::{Format, RUN_FORMATS, one_of, standard_error};
use crate::archive::{Part, Recipe};
use crate::render::rows::TableFormat;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct RunOptions {
    #[command(flatten)]
    pub question: Question,
    /// Where results go, one folder per scenario
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    #[command(flatten)]
    pub amount: Amount,
    #[command(flatten)]
    pub threads: Threads,
    /// Draw until the flip probability's standard error is this small, or the draws are used up
    #[arg(long, value_name = "SE", value_parser = standard_error)]
    pub until: Option<f64>,
    /// Make only this part of the simulations, counted from 0, for `merge` to join
    #[arg(long, value_name = "I/K")]
    pub shard: Option<Part>,
    /// Keep every simulation as a row of draws.csv, or of draws.parquet under --format parquet
    #[arg(long)]
    pub draws_file: bool,
    #[command(flatten)]
    pub priors: Priors,
    /// What standard output carries
    #[arg(long, value_parser = one_of(RUN_FORMATS), default_value = "text")]
    pub format: Format,
    #[command(flatten)]
    pub speech: Speech,
    #[command(flatten)]
    pub pictures: PictureOptions,
    /// Print everything that is known, and not one screen of it
    #[arg(long)]
    pub full: bool,
    /// No progress bar, and nothing on standard output but what --format asks for
    #[arg(long, short)]
    pub quiet: bool,
}

/// What is to be run, and what becomes of it. Nothing below asks the command line again.
#[derive(Debug)]
pub(super) struct Job {
    /// One a scenario. No two have results of one name.
    pub recipes: Vec<Recipe>,
    /// The folder of the folders of results.
    pub out: PathBuf,
    pub threads: Option<u16>,
    /// The part of the simulations that is made, where it is not all of them.
    pub part: Option<Part>,
    /// What every simulation is written as, where they are kept.
    pub draws: Option<TableFormat>,
    pub told: Told,
}

impl RunOptions {
    /// The job, or what of the options goes together with no other.
    pub fn job(&self) -> Result<Job, CommandError> {
        let usage = |message: &str| Err(CommandError::new(USAGE, message));
        let table = self.format.table()?;
        if self.format == Format::Parquet && !self.draws_file {
            return usage(
                "the one table of a run that can be Parquet is that of its draws: add --draws-file, or use --format csv",
            );
        }
        if self.draws_file && self.shard.is_some() {
            return usage("--draws-file has every simulation in order, and a shard has not: leave it or --shard out");
        }
        if self.until.is_some() && self.shard.is_some() {
            return usage(
                "--until stops by what all simulations so far have shown, which no shard knows: leave it or --shard out",
            );
        }
        let mut recipes = self.question.recipes(&self.priors, &self.speech);
        for recipe in &mut recipes {
            recipe.settings = self.amount.before(&recipe.settings);
            recipe.until = self.until;
            recipe.pictures = self.pictures.pictures();
        }
        distinct("scenarios", &self.out, recipes.iter().map(Recipe::name))?;
        Ok(Job {
            recipes,
            out: self.out.clone(),
            threads: self.threads.threads,
            part: self.shard,
            draws: self.draws_file.then_some(table),
            told: Told {
                format: self.format,
                quiet: self.quiet,
                full: self.full,
                several: self.question.scenarios.len() > 1,
            },
        })
    }
}
