//! What a sweep found, in sentences and a small table.

use super::{Indices, SweepStudy, bound};
use crate::format::{counted, figures, listed, percent, whole};
use crate::study::Answer;
use crate::sweep::Sampling;

/// Rows of the table on a terminal.
const MOST_ROWS: u64 = 12;

/// A value of a path: as per cent where it is a rate or a share.
pub(in crate::report) fn shown(path: &str, value: f64) -> String {
    if is_share(path) { percent(value) } else { figures(value) }
}

/// Whether a path holds a share of votes or voters, which people read as per cent.
pub(in crate::report) fn is_share(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    matches!(last, "rate" | "return_share" | "median" | "p95" | "low" | "high" | "mean" | "share")
        || path.starts_with("own_support.goes_to.")
}

/// What was swept, in one line.
pub(super) fn swept(study: &SweepStudy<'_>) -> String {
    let Some(design) = study.design else { return "Values looked for".to_owned() };
    let paths: Vec<String> = design.axes().iter().map(|axis| format!("{} ({})", axis.path, axis.values)).collect();
    let how = match design.sampling() {
        Sampling::Grid => String::new(),
        Sampling::Latin(_) => ", a Latin hypercube".to_owned(),
        Sampling::Sobol(_) => ", Sobol' points".to_owned(),
    };
    format!("Sweep of {}: {}{how}", listed(&paths), counted(design.points(), "point", "points"))
}

/// What was found.
pub(super) fn findings(
    study: &SweepStudy<'_>,
    crossing: Option<(f64, f64, f64)>,
    indices: Option<Indices<'_>>,
) -> Vec<String> {
    let mut lines = Vec::new();
    let answers: Vec<&Answer> = study.points.answers.iter().flatten().collect();
    if let (Some(least), Some(most)) = (
        answers.iter().min_by(|a, b| a.best().total_cmp(&b.best())),
        answers.iter().max_by(|a, b| a.best().total_cmp(&b.best())),
    ) {
        lines.push(range(least, most));
    }
    if let (Some((low, high, _)), Some(design)) = (crossing, study.design) {
        let path = &design.axes()[0].path;
        let (low, high) = (shown(path, low), shown(path, high));
        lines.push(format!("It crosses one half between {path} = {low} and {high} (--solve {path}=0.5 finds where)."));
    }
    lines.extend(arithmetic(study));
    for solved in study.solutions {
        lines.push(match &solved.found {
            Ok(found) => format!(
                "P(flip) = {} at {} = {} (P(flip) there {}; {} looked at).",
                percent(solved.wanted),
                solved.path,
                exactly(&solved.path, found.value),
                percent(found.probability),
                counted(u64::from(found.looks), "value", "values")
            ),
            Err(why) => format!("No value of {} gives P(flip) = {}: {why}.", solved.path, percent(solved.wanted)),
        });
    }
    for (path, index) in indices.unwrap_or_default() {
        lines.push(format!(
            "{path} carries {} of the variance alone and {} with the others (95 %: {} to {}).",
            part(index.first),
            part(index.total),
            part(index.total_interval.low),
            part(index.total_interval.high)
        ));
    }
    lines.extend(without_indices(study, indices));
    if study.points.refused > 0 {
        let why =
            study.points.problem.as_deref().map(|problem| format!(", the first because {problem}")).unwrap_or_default();
        lines.push(format!(
            "{} refused{why}; see the column problem of points.csv.",
            counted(study.points.refused, "point was", "points were")
        ));
    }
    lines
}

/// From the least to the most that the probability came to.
fn range(least: &Answer, most: &Answer) -> String {
    let upper = |answer: &Answer| {
        if answer.exact.is_none() && answer.flips == 0 {
            format!("less than {}", percent(answer.interval[1]))
        } else {
            chance(answer.best())
        }
    };
    if least.best() == most.best() {
        let how = if most.exact.is_some() { ", by the exact law" } else { "" };
        return format!("P(flip) is {} at every point{how}.", upper(most));
    }
    format!("P(flip) runs from {} to {}.", upper(least), upper(most))
}

/// A probability, and never a rounded 0 or 100 for what is neither.
pub(in crate::report) fn chance(share: f64) -> String {
    let text = percent(share);
    if share < 1.0 && text == percent(1.0) { format!("> {}", percent(0.999)) } else { text }
}

/// A part of a variance. An estimate may lie a little outside 0 to 1, where no part can.
pub(in crate::report) fn part(share: f64) -> String {
    match share.clamp(0.0, 1.0) {
        some if some > 0.0 && some < 0.001 => "< 0.1 %".to_owned(),
        share => percent(share),
    }
}

/// A value as typed, shortened where its digits are more than a table has room for.
fn short(text: String) -> String {
    match text.parse::<f64>() {
        Ok(number) if text.len() > 8 => figures(number),
        _ => text,
    }
}

/// A value found, to as many figures as it is known to.
fn exactly(path: &str, value: f64) -> String {
    let scaled = if is_share(path) { 100.0 * value } else { value };
    let digits = format!("{scaled:.5e}").parse::<f64>().unwrap_or(scaled);
    if is_share(path) { format!("{digits} %") } else { digits.to_string() }
}

/// What arithmetic says at the scenario's own values, where the path swept is a confusion rate.
fn arithmetic(study: &SweepStudy<'_>) -> Option<String> {
    let swept = study.design.is_some_and(|design| design.axes().iter().any(|axis| axis.path == "confusion.rate"));
    let bound = bound(study).filter(|_| swept)?;
    let needed = bound.break_even_rate?;
    let most = bound.max_rate.map(|most| {
        let polled =
            bound.namesake_votes.map_or_else(String::new, |polled| format!(" ({})", counted(polled, "vote", "votes")));
        format!("; what the namesakes polled{polled} allows at most {}", percent(most))
    });
    Some(format!("By arithmetic it takes a confusion rate of {}{}.", percent(needed), most.unwrap_or_default()))
}

/// Why there are no indices, where somebody may look for them.
fn without_indices(study: &SweepStudy<'_>, indices: Option<Indices<'_>>) -> Option<String> {
    let design = study.design.filter(|design| design.axes().len() >= 3 && indices.is_none())?;
    let why = match design.sampling() {
        Sampling::Latin(_) => "a Latin hypercube does not show them: take --sample sobol:N",
        _ if study.points.answers.is_empty() => "the points are too many",
        _ if study
            .points
            .answers
            .iter()
            .flatten()
            .all(|a| Some(a.best()) == study.points.answers[0].map(|a| a.best())) =>
        {
            "the answer is the same at every point"
        }
        Sampling::Grid => "a grid needs an answer at every point",
        Sampling::Sobol(_) => "the points are too few: take at least 8 for each path and 16 more",
    };
    Some(format!("No Sobol' indices: {why}."))
}

/// Some of the points, spread over all.
pub(super) fn table(study: &SweepStudy<'_>) -> Vec<Vec<String>> {
    let Some(design) = study.design.filter(|_| !study.points.answers.is_empty()) else { return Vec::new() };
    let mut header: Vec<String> = design.axes().iter().map(|axis| axis.path.clone()).collect();
    header.extend(["P(flip)", "s.e. (points)", "exact", "diverted (5, 50, 95 %)"].map(str::to_owned));
    let mut rows = vec![header];
    let step = design.points().saturating_sub(1).div_ceil(MOST_ROWS - 1).max(1);
    for index in (0..design.points()).step_by(usize::try_from(step).unwrap_or(usize::MAX)) {
        let mut cells: Vec<String> = design.values(index).into_iter().map(short).collect();
        match usize::try_from(index).ok().and_then(|index| study.points.answers[index]) {
            Some(answer) => cells.extend([
                chance(answer.flip_probability),
                figures(100.0 * answer.standard_error),
                answer.exact.map_or_else(|| "-".to_owned(), chance),
                answer.diverted.map(whole).join(", "),
            ]),
            None => cells.extend(["refused", "-", "-", "-"].map(str::to_owned)),
        }
        rows.push(cells);
    }
    rows
}
