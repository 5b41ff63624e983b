//! The simulations of a run one by one: the columns of `draws.csv`.

use crate::election::Outcome;
use crate::engine::Row;
use crate::figure::{Cell, Kind};
use crate::format::nine_figures;
use crate::model::Model;
use crate::scenario::{Method, Scenario};

/// The columns, and what is in them. Importance sampling has two more, without which its draws mislead.
#[must_use]
pub fn draw_columns(scenario: &Scenario, model: &Model) -> Vec<(String, Kind)> {
    let column = |name: &str, kind| (name.to_owned(), kind);
    let mut columns = vec![column("draw", Kind::Integer)];
    if model.method == Method::Importance {
        columns.extend([column("weight", Kind::Number), column("shifted", Kind::Integer)]);
    }
    columns.extend([
        column("flip", Kind::Integer),
        column("recorded_winner", Kind::Text),
        column("intended_winner", Kind::Text),
        column("recorded_margin", Kind::Integer),
        column("counterfactual_margin", Kind::Integer),
        column("confusion_rate", Kind::Number),
    ]);
    let namesakes = model.groups.iter().flat_map(|group| &group.namesakes);
    let id = |candidate: usize| &scenario.contest.candidates()[candidate].id;
    columns.extend(namesakes.map(|namesake| (format!("diverted_{}", id(namesake.candidate)), Kind::Integer)));
    columns
}

/// One simulation under these columns. Where a world ends level it has no winner.
#[must_use]
pub fn draw_row(scenario: &Scenario, model: &Model, row: &Row) -> Vec<Cell> {
    let winner = |outcome| match outcome {
        Outcome::Winner(candidate) => Cell::Text(scenario.contest.candidates()[candidate].id.clone()),
        Outcome::Tie => Cell::Empty,
    };
    let yes = |is: bool| Cell::Integer(i64::from(is));
    let mut cells = vec![row.index.into()];
    if model.method == Method::Importance {
        cells.extend([Cell::Number(nine_figures(row.weight)), yes(row.shifted)]);
    }
    cells.extend([
        yes(row.flip),
        winner(row.recorded),
        winner(row.intended),
        row.recorded_margin.into(),
        row.counterfactual_margin.into(),
        nine_figures(row.all_diverted as f64 / row.meant.max(1) as f64).into(),
    ]);
    cells.extend(row.diverted.iter().map(|&votes| Cell::Integer(votes)));
    cells
}
