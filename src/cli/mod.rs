//! The command: arguments, files, progress and exit codes. The only room that touches the disk, the
//! clock, the environment and the terminal.

mod args;
mod calibrate;
mod check;
mod claim;
mod draws;
mod exit;
mod import;
mod input;
mod leftovers;
mod merge;
mod output;
mod pictures;
mod points;
mod progress;
mod resources;
mod run;
mod scan;
mod shards;
mod similarity;
mod sweep;
mod sweep_args;
mod sweep_output;
mod sweep_prepared;
mod tables;
mod verify;
mod words;

use crate::format::counted;
use args::{Cli, Command};
use clap::{CommandFactory, Parser};
pub use exit::CommandError;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use words::SchemaOf;

/// Runs the command on the arguments of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let _ = error.print();
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
            let mut stderr = std::io::stderr().lock();
            for line in &failure.messages {
                let _ = writeln!(stderr, "{line}");
            }
            ExitCode::from(failure.code)
        }
    }
}

fn dispatch(cli: Cli) -> Result<(), CommandError> {
    if let Command::Claim(_) | Command::Merge(_) | Command::Calibrate(_) = cli.command {
        run::threads(None)?;
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
        Command::Similarity(options) => similarity::similarity(&options),
        Command::Schema { of } => {
            let schema = match of {
                SchemaOf::Scenario => crate::scenario::schema(),
                SchemaOf::Summary => crate::report::schema(),
            };
            let text =
                serde_json::to_string_pretty(&schema).map_err(|e| CommandError::write("standard output", &e.into()))?;
            print(format!("{text}\n").as_bytes())
        }
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "humnaam", &mut text);
            print(&text)
        }
        Command::Man => {
            let mut text = Vec::new();
            let page = clap_mangen::Man::new(Cli::command());
            page.render(&mut text).map_err(|e| CommandError::write("standard output", &e))?;
            print(&text)
        }
    }
}

/// How words may look on standard output: in colour on a terminal, unless NO_COLOR is set to anything
/// (no-color.org) or the terminal says that it can do nothing; as wide as COLUMNS says, or else the terminal.
fn style() -> crate::render::text::Style {
    let quiet = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let own = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    // Narrower lines hold no number with its unit; wider ones are hard to read.
    let width = said.or_else(own).unwrap_or(crate::render::text::USUAL_WIDTH).clamp(40, 120);
    crate::render::text::Style { colour: std::io::stdout().is_terminal() && !quiet && !dumb, width }
}

/// How many files lie where, and how many of them are charts, where any are.
fn files_and_charts(files: usize, charts: usize, folder: &str) -> String {
    let files = counted(files as u64, "file", "files");
    match charts {
        0 => format!("{files} in {folder}"),
        _ => format!("{files} in {folder}, {} among them", counted(charts as u64, "chart", "charts")),
    }
}

/// Whether standard error may be in colour.
fn colour_on_stderr() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Writes to standard output. A reader who has heard enough and closed the pipe is no failure.
fn print(bytes: &[u8]) -> Result<(), CommandError> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(CommandError::write("standard output", &error))
        }
        _ => Ok(()),
    }
}
