//! What is looked for: the value of a path at which the flip probability is a given one.

use super::{Axis, Solution};
use crate::scenario::Values;

/// A path whose value is to be found.
#[derive(Debug, Clone)]
pub struct Goal {
    /// The path.
    pub path: String,
    /// The flip probability wanted.
    pub wanted: f64,
    /// Between which values it is looked for.
    pub between: (f64, f64),
}

/// A value that was looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// The path.
    pub path: String,
    /// The flip probability wanted.
    pub wanted: f64,
    /// The value, or why there is none.
    pub found: Result<Solution, String>,
}

/// Why a text says nothing that can be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct GoalError(String);

/// Reads what is to be found, as it is typed: `PATH=PROBABILITY`. The ends of the path's range, among the axes of the sweep or the
/// ranges that bound only this, are where it is looked for.
///
/// # Errors
/// It is no such text, or nothing says where to look.
pub fn goal(text: &str, axes: &[Axis], ends: &[Axis]) -> Result<Goal, GoalError> {
    let usage = GoalError;
    let (path, wanted) = text
        .split_once('=')
        .ok_or_else(|| usage(format!("--solve {text}: write PATH=PROBABILITY, such as confusion.rate=0.5")))?;
    let path = path.trim();
    let wanted = wanted.trim().parse::<f64>().ok().filter(|p| *p > 0.0 && *p < 1.0);
    let wanted =
        wanted.ok_or_else(|| usage(format!("--solve {text}: a probability to look for lies between 0 and 1")))?;
    let stated = axes.iter().chain(ends).find(|axis| axis.path == path).map(|axis| &axis.values);
    let between = match stated {
        Some(Values::Range { from, to, .. }) => (*from, *to),
        Some(Values::List(_)) => return Err(usage(format!("--solve {text}: give --vary {path} as a range FROM..TO"))),
        None => usual_ends(path).ok_or_else(|| {
            usage(format!("--solve {text}: say between which values to look: --vary {path}=FROM..TO"))
        })?,
    };
    if between.0 >= between.1 {
        return Err(usage(format!("--solve {text}: {} to {} is no range to look in", between.0, between.1)));
    }
    Ok(Goal { path: path.to_owned(), wanted, between })
}

/// Between which values a path is looked for when nothing is said: all that the scenario takes, as far as
/// it can be run.
fn usual_ends(path: &str) -> Option<(f64, f64)> {
    let unit = Some((0.0, 1.0));
    match path {
        "confusion.rate" => Some((0.0, 0.5)),
        "confusion.return_share"
        | "confusion.segment_sd"
        | "support.contest_sd"
        | "support.segment_sd"
        | "support.booth_sd" => unit,
        _ if path.ends_with("_similarity") => unit,
        _ => None,
    }
}
