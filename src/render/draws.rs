//! Every simulation of a run as a row of a table.

use super::rows::{Rows, TableFormat};
use crate::engine::Row;
use crate::model::Model;
use crate::report::{draw_columns, draw_row};
use crate::scenario::Scenario;
use std::io::{Result, Write};

/// A table of draws that is being written.
pub struct Draws<'w> {
    scenario: &'w Scenario,
    model: &'w Model,
    rows: Rows<'w>,
    wrong: Result<()>,
}

impl<'w> Draws<'w> {
    /// Begins the table of a model's draws.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    pub fn begin(
        format: TableFormat,
        scenario: &'w Scenario,
        model: &'w Model,
        out: &'w mut (dyn Write + Send),
    ) -> Result<Self> {
        let rows = Rows::begin(format, &draw_columns(scenario, model), out)?;
        Ok(Draws { scenario, model, rows, wrong: Ok(()) })
    }

    /// Adds simulations, and answers whether they could be written; where not, [`Draws::end`] says why.
    pub fn add(&mut self, rows: &[Row]) -> bool {
        let cells: Vec<_> = rows.iter().map(|row| draw_row(self.scenario, self.model, row)).collect();
        self.wrong = self.rows.add(&cells);
        self.wrong.is_ok()
    }

    /// Ends the table.
    ///
    /// # Errors
    /// Whatever the writer refused.
    pub fn end(self) -> Result<()> {
        self.wrong?;
        self.rows.end()
    }
}
