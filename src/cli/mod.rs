//! The command: arguments, files, progress and exit codes. The only room that touches the clock, the environment and the
//! terminal; on the disk it has a room below it, which sees to it that files appear whole.

mod args;
mod calibrate;
mod check;
mod claim;
mod colour;
mod exit;
mod import;
mod input;
mod job;
mod merge;
mod options;
mod output;
mod page;
mod pictures;
mod points;
mod progress;
mod resources;
mod results;
mod run;
mod scan;
mod shards;
mod similarity;
mod simulate;
mod sweep;
mod sweep_args;
mod sweep_output;
mod sweep_prepared;
mod tables;
mod terminal;
mod told;
mod verify;
mod words;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use colour::style;
pub use exit::CommandError;
use std::process::ExitCode;
use terminal::print;

/// Runs the command on the arguments of this process.
#[must_use]
pub fn main() -> ExitCode {
    progress::outlive_full_files();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let text = error.render();
            let text = if colour::colour_on_stderr() { text.ansi().to_string() } else { text.to_string() };
            terminal::note(text.trim_end());
            return ExitCode::from(exit::USAGE);
        }
        // Help and version are no errors and go to standard output, and that may be full like any other.
        Err(asked) => {
            let text = asked.render();
            let text = if style().colour { text.ansi().to_string() } else { text.to_string() };
            return end(print(text.as_bytes()));
        }
    };
    end(dispatch(cli))
}

/// Says why the command failed, where it did, and ends with the code of that.
fn end(done: Result<(), CommandError>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.messages.iter().for_each(|message| terminal::note(message));
            ExitCode::from(failure.code)
        }
    }
}

fn dispatch(cli: Cli) -> Result<(), CommandError> {
    // What reads and answers in one breath leaves nothing to tidy away, and signals end it as they would any program; a thread
    // that waited for them would take address space of its own.
    if !matches!(
        cli.command,
        Command::Check(_)
            | Command::Similarity(_)
            | Command::Schema { .. }
            | Command::Completions { .. }
            | Command::Man
    ) {
        progress::listen();
    }
    if let Command::Claim(_) | Command::Merge(_) | Command::Calibrate(_) = cli.command {
        resources::take(None)?;
    }
    match cli.command {
        Command::Run(options) => run::run(&options),
        Command::Claim(options) => claim::claim(&options),
        Command::Sweep(options) => sweep::sweep(&options),
        Command::Merge(options) => merge::merge(&options),
        Command::Scan(options) => scan::scan(&options),
        Command::Calibrate(options) => calibrate::calibrate(&options),
        Command::Check(options) => check::check(&options),
        Command::Verify(options) => verify::verify(&options),
        Command::Import(options) => import::run(&options),
        Command::Page(options) => page::page(&options),
        Command::Similarity(options) => similarity::similarity(&options),
        Command::Schema { of } => {
            let mut text = Vec::new();
            let made = crate::render::json::write(&of(), &mut text);
            terminal::made(false, made, &text)
        }
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "humnaam", &mut text);
            print(&text)
        }
        Command::Man => {
            let mut text = Vec::new();
            let page = clap_mangen::Man::new(Cli::command());
            let made = page.render(&mut text);
            terminal::made(false, made, &text)
        }
    }
}
