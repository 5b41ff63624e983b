//! What standard output carries of a run or a sweep.

use super::colour::style;
use super::exit::CommandError;
use super::results::Written;
use super::terminal;
use super::words::Format;
use crate::render;
use crate::report::sweep::SweepReport;
use crate::report::{self, Numbers, Report};
use std::io::Write;

/// What standard output carries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub format: Format,
    pub quiet: bool,
    /// Everything that is known, and not one screen of it.
    pub full: bool,
    /// Whether there are several runs, which come as a table at the end.
    pub several: bool,
}

impl Told {
    /// Whether people are told anything in words.
    pub fn words(self) -> bool {
        self.format.is_words() && !self.quiet
    }

    /// A line in words.
    pub fn line(self, line: &str) -> Result<(), CommandError> {
        if self.words() { terminal::say(line) } else { Ok(()) }
    }

    /// A run, and where its files lie.
    pub fn run(self, report: &Report, written: &Written) -> Result<(), CommandError> {
        let mut text = Vec::new();
        let shown = match self.format {
            Format::Json => render::json::write(&report.numbers, &mut text),
            Format::Ndjson => render::json::write_line(&report.numbers, &mut text),
            _ if !self.words() || self.several => Ok(()),
            _ if self.full => render::text::write(report, style(), &mut text)
                .and_then(|()| writeln!(text, "\n{}", written.in_words())),
            _ => render::screen::write(report, &written.to_look_at(), style(), &mut text),
        };
        terminal::made(self.format.is_words(), shown, &text)
    }

    /// A sweep, and where its files lie.
    pub fn sweep(self, report: &SweepReport, written: &Written) -> Result<(), CommandError> {
        let mut text = Vec::new();
        let shown =
            render::sweep::write(report, style(), &mut text).and_then(|()| writeln!(text, "\n{}", written.in_words()));
        if self.words() { terminal::made(true, shown, &text) } else { Ok(()) }
    }

    /// Several runs as a table, or one where a table was asked for.
    pub fn overview(self, runs: &[(String, Numbers)]) -> Result<(), CommandError> {
        let runs = || runs.iter().map(|(name, numbers)| (name.as_str(), numbers));
        let mut text = Vec::new();
        let shown = match self.format {
            Format::Csv => render::csv::write(&report::overview(runs()), &mut text),
            _ if self.words() && self.several => render::text::write_table(runs(), style(), &mut text),
            _ => Ok(()),
        };
        terminal::made(self.format.is_words(), shown, &text)
    }
}
