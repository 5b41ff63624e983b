//! `sweep.json`: the numbers scripts rely on.

use super::{Indices, SweepStudy};
use crate::format::nine_figures;
use crate::stats::STREAMS_VERSION;
use serde::Serialize;

/// The schema's name and version.
const SCHEMA: &str = "humnaam.sweep/1";

/// The whole of `sweep.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SweepNumbers {
    /// The schema's name and version.
    pub schema: &'static str,
    /// The question of the scenario.
    pub title: String,
    /// The seed, the same at all points.
    pub seed: u64,
    /// The version of the streams.
    pub streams_version: u32,
    /// The varied paths and their values.
    pub vary: Vec<Varied>,
    /// How the points are placed: "grid", "lhs:N" or "sobol:N".
    pub sample: Option<String>,
    /// Points.
    pub points: u64,
    /// Points that were refused.
    pub refused: u64,
    /// Where the flip probability crosses one half along a single path, read off between two points.
    pub crossing: Option<Crossing>,
    /// Values that were looked for.
    pub solutions: Vec<SolvedNumbers>,
    /// Sobol' indices of three paths or more.
    pub sensitivity: Vec<Index>,
}

/// A varied path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Varied {
    /// The path.
    pub path: String,
    /// Its values as typed.
    pub values: String,
}

/// Where a curve crosses one half.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Crossing {
    /// The point before.
    pub low: f64,
    /// The point after.
    pub high: f64,
    /// The value on the straight line between them.
    pub value: f64,
}

/// A value that was looked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SolvedNumbers {
    /// The path.
    pub path: String,
    /// The flip probability wanted.
    pub wanted: f64,
    /// The value; `None` where there is none.
    pub value: Option<f64>,
    /// The bracket it lies in.
    pub between: Option<[f64; 2]>,
    /// The flip probability at the value.
    pub flip_probability: Option<f64>,
    /// Why there is no value.
    pub problem: Option<String>,
}

/// Sobol' indices of one path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Index {
    /// The path.
    pub path: String,
    /// The first-order index.
    pub first: f64,
    /// Its 95 % bootstrap interval.
    pub first_interval: [f64; 2],
    /// The total index.
    pub total: f64,
    /// Its 95 % bootstrap interval.
    pub total_interval: [f64; 2],
}

pub(super) fn numbers(
    study: &SweepStudy<'_>,
    crossing: Option<(f64, f64, f64)>,
    indices: Option<Indices<'_>>,
) -> SweepNumbers {
    let axes = study.design.map(crate::sweep::Design::axes).unwrap_or_default();
    let nine = |interval: crate::stats::Interval| [nine_figures(interval.low), nine_figures(interval.high)];
    SweepNumbers {
        schema: SCHEMA,
        title: study.scenario.title.clone(),
        seed: study.scenario.simulation.seed,
        streams_version: STREAMS_VERSION,
        vary: axes.iter().map(|axis| Varied { path: axis.path.clone(), values: axis.values.to_string() }).collect(),
        sample: study.design.map(|design| design.sampling().to_string()),
        points: study.design.map_or(0, crate::sweep::Design::points),
        refused: study.points.refused,
        crossing: crossing.map(|(low, high, value)| Crossing { low, high, value: nine_figures(value) }),
        solutions: study
            .solutions
            .iter()
            .map(|solved| SolvedNumbers {
                path: solved.path.clone(),
                wanted: solved.wanted,
                value: solved.found.as_ref().ok().map(|found| nine_figures(found.value)),
                between: solved.found.as_ref().ok().map(|f| [nine_figures(f.low), nine_figures(f.high)]),
                flip_probability: solved.found.as_ref().ok().map(|found| nine_figures(found.probability)),
                problem: solved.found.as_ref().err().cloned(),
            })
            .collect(),
        sensitivity: indices
            .unwrap_or_default()
            .iter()
            .map(|(path, index)| Index {
                path: path.clone(),
                first: nine_figures(index.first),
                first_interval: nine(index.first_interval),
                total: nine_figures(index.total),
                total_interval: nine(index.total_interval),
            })
            .collect(),
    }
}
