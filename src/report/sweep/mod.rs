//! What a sweep found, as plain data: rows, sentences, numbers and figures.

mod curve;
mod figures;
mod indices;
mod numbers;
mod words;

pub(super) use curve::curve;
pub use numbers::{Crossing, Index, SolvedNumbers, SweepNumbers, Varied};
pub(super) use words::{chance, is_share, part, shown};

use crate::bounds::{self, Bound};
use crate::figure::{Cell, Figure, Kind};
use crate::format::nine_figures;
use crate::scenario::{Mode, Scenario, Values};
use crate::stats::sensitivity::Sensitivity;
use crate::study::Answer;
use crate::sweep::{Design, Solved};
use serde_json::{Map, Value};

/// More points than this are a table and no picture.
pub const MOST_DRAWN: u64 = 65_536;

/// What is kept of the points, one after the other, beside their table.
#[derive(Debug, Default)]
pub struct Answers {
    /// The answers by point; `None` where a point was refused. Empty where there are more points than [`MOST_DRAWN`].
    pub answers: Vec<Option<Answer>>,
    /// How many points were refused.
    pub refused: u64,
    /// Why the first of them was.
    pub problem: Option<String>,
}

impl Answers {
    /// Takes what the next point came to.
    pub fn take(&mut self, design: &Design, answer: Option<Answer>, problem: Option<String>) {
        if design.points() <= MOST_DRAWN {
            // All at once: a list that grows by doubling is held twice.
            let room = usize::try_from(design.points()).unwrap_or(0).saturating_sub(self.answers.len());
            self.answers.reserve_exact(room);
            self.answers.push(answer);
        }
        if let Some(problem) = problem {
            self.refused += 1;
            self.problem.get_or_insert(problem);
        }
    }
}

/// A sweep and what it was made from.
#[derive(Debug, Clone, Copy)]
pub struct SweepStudy<'a> {
    /// The scenario without any varied value.
    pub scenario: &'a Scenario,
    /// Which points there are; `None` where only values were looked for.
    pub design: Option<&'a Design>,
    /// What its points came to.
    pub points: &'a Answers,
    /// What was looked for: path, probability, and the value or why there is none.
    pub solutions: &'a [Solved],
    /// Whether pictures are wanted, with the tables behind them.
    pub drawn: bool,
}

/// Everything worth saying about a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepReport {
    /// The question of the scenario.
    pub title: String,
    /// Seat and election.
    pub contest: String,
    /// What was swept, in one line.
    pub swept: String,
    /// What was found, in sentences.
    pub findings: Vec<String>,
    /// A table for a terminal: its header, and a row for each of some points.
    pub table: Vec<Vec<String>>,
    /// The numbers, for scripts.
    pub numbers: SweepNumbers,
    /// The pictures.
    pub figures: Vec<Figure>,
}

impl SweepReport {
    /// Puts a sweep into words, numbers and figures.
    #[must_use]
    pub fn new(study: &SweepStudy<'_>) -> SweepReport {
        let indices = indices::indices(study);
        let crossing = curve::crossing(study);
        let contest = &study.scenario.contest;
        let named =
            contest.election.as_ref().map_or_else(|| contest.name.clone(), |e| format!("{}, {e}", contest.name));
        SweepReport {
            title: study.scenario.title.clone(),
            contest: named,
            swept: words::swept(study),
            findings: words::findings(study, crossing, indices.as_deref()),
            table: words::table(study),
            numbers: numbers::numbers(study, crossing, indices.as_deref()),
            figures: if study.drawn { figures::figures(study, crossing, indices.as_deref()) } else { Vec::new() },
        }
    }
}

/// What arithmetic says of the principal in question, at the scenario's own values.
pub(super) fn bound(study: &SweepStudy<'_>) -> Option<Bound> {
    let scenario = study.scenario;
    let typical = scenario.own_support.typical_votes;
    let recorded = scenario.mode == Mode::Retrospective;
    let contest = &scenario.contest;
    let all = if recorded {
        bounds::recorded(contest, None, typical)
    } else {
        bounds::intended(contest, None, typical, scenario.support.is_fixed())
    };
    let focus = contest.focus(recorded)?;
    all.into_iter().find(|bound| bound.principal == focus)
}

/// Indices with the paths they belong to.
pub(super) type Indices<'a> = &'a [(String, Sensitivity)];

/// The columns of `points.csv`, and what is in them.
#[must_use]
pub fn columns(design: &Design) -> Vec<(String, Kind)> {
    let kind = |values: &Values| match values {
        Values::Range { .. } => Kind::Number,
        Values::List(list) => {
            let cells = || list.iter().map(|text| value(text));
            if cells().all(|cell| matches!(cell, Cell::Truth(_))) {
                Kind::Truth
            } else if cells().any(|cell| matches!(cell, Cell::Text(_) | Cell::Truth(_))) {
                Kind::Text
            } else if cells().any(|cell| matches!(cell, Cell::Number(_))) {
                Kind::Number
            } else {
                Kind::Integer
            }
        }
    };
    let column = |(name, kind): (&str, Kind)| (name.to_owned(), kind);
    let mut columns = vec![column(("index", Kind::Integer))];
    columns.extend(design.axes().iter().map(|axis| (axis.path.clone(), kind(&axis.values))));
    let answers = [
        ("flip_probability", Kind::Number),
        ("standard_error", Kind::Number),
        ("exact", Kind::Number),
        ("diverted_p05", Kind::Integer),
        ("diverted_p50", Kind::Integer),
        ("diverted_p95", Kind::Integer),
        ("draws", Kind::Integer),
        ("problem", Kind::Text),
    ];
    columns.extend(answers.map(column));
    columns
}

/// Their names alone.
fn header(design: &Design) -> Vec<String> {
    columns(design).into_iter().map(|(name, _)| name).collect()
}

/// The row of a point.
#[must_use]
pub fn row(design: &Design, index: u64, answer: Option<&Answer>, problem: Option<&str>) -> Vec<Cell> {
    let whole = |number: u64| Cell::from(number);
    let number = |number: f64| Cell::Number(nine_figures(number));
    let mut cells = vec![whole(index)];
    cells.extend(design.values(index).iter().map(|text| value(text)));
    match answer {
        Some(answer) => {
            cells.extend([number(answer.flip_probability), number(answer.standard_error)]);
            cells.push(answer.exact.map_or(Cell::Empty, number));
            cells.extend(answer.diverted.map(Cell::Integer));
            cells.push(whole(answer.draws));
        }
        None => cells.extend(std::iter::repeat_n(Cell::Empty, 7)),
    }
    cells.push(problem.map_or(Cell::Empty, |problem| Cell::Text(problem.to_owned())));
    cells
}

/// A value as typed, as the number, or the true or false, that it is if it is one.
fn value(text: &str) -> Cell {
    if let Ok(whole) = text.parse::<i64>() {
        return Cell::Integer(whole);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Cell::Number(number),
        // A word in quotation marks is a word, whichever it is.
        _ if text == "true" || text == "false" => Cell::Truth(text == "true"),
        _ => Cell::Text(text.trim_matches('"').to_owned()),
    }
}

/// The same row as an object, for a line of NDJSON.
#[must_use]
pub fn object(design: &Design, index: u64, answer: Option<&Answer>, problem: Option<&str>) -> Map<String, Value> {
    let cells = row(design, index, answer, problem).into_iter().map(|cell| match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => text.into(),
        Cell::Truth(is) => is.into(),
        Cell::Integer(number) => number.into(),
        Cell::Number(number) => number.into(),
    });
    header(design).into_iter().zip(cells).collect()
}
