//! The pictures of a sweep: a curve for one path, a map for two, bars for three or more.

use super::{Indices, SweepStudy, bound, chance, curve, is_share, part, shown};
use crate::figure::{
    Axis, Band, Callout, Columns, Contour, Curve, Figure, Line, Role, RowBar, Rule, Ticks, Tiles, contour,
};
use crate::format::{nine_figures, percent, votes};
use crate::scenario::Values;
use crate::study::Answer;
use crate::sweep::Axis as Swept;

/// More tiles than this are finer than they can be seen.
const MOST_TILES: usize = 40_000;

/// The flip probabilities that have a contour.
const LEVELS: [f64; 3] = [0.1, 0.5, 0.9];

/// The pictures that the number of paths asks for.
pub(super) fn figures(
    study: &SweepStudy<'_>,
    crossing: Option<(f64, f64, f64)>,
    indices: Option<Indices<'_>>,
) -> Vec<Figure> {
    let figure = match study.design.map_or(0, |design| design.axes().len()) {
        1 => break_even(study, crossing),
        2 => heat(study),
        _ => indices.map(|indices| sensitivity(study, indices)),
    };
    figure.into_iter().collect()
}

/// What every picture says of where it comes from.
fn caption(study: &SweepStudy<'_>) -> String {
    let contest = &study.scenario.contest;
    let named = contest.election.as_ref().map_or_else(|| contest.name.clone(), |e| format!("{}, {e}", contest.name));
    let draws = study.points.answers.iter().flatten().map(|answer| answer.draws);
    let how = match (draws.clone().min(), draws.max()) {
        (_, None | Some(0)) => "exact law".to_owned(),
        (Some(least), Some(most)) if least == most => format!("{} simulations a point", votes(most)),
        (least, Some(most)) => format!("{} to {} simulations a point", votes(least.unwrap_or(0)), votes(most)),
    };
    let points = study.points.answers.len() as u64;
    let refused =
        if study.points.refused > 0 { format!(" · {} refused", votes(study.points.refused)) } else { String::new() };
    format!(
        "{named}. Seed {} · {} points · {how}{refused}. A probability is not proof.",
        study.scenario.simulation.seed,
        votes(points)
    )
}

/// An axis of the values of a path.
fn axis(swept: &Swept) -> Axis {
    let ticks = if is_share(&swept.path) { Ticks::Percent } else { Ticks::Plain };
    let log = matches!(swept.values, Values::Range { log: true, .. });
    let axis = if log { Axis::logarithmic(ticks) } else { Axis::linear(ticks) };
    axis.label(named(&swept.path))
}

/// What a path is called beside its name in the file.
fn named(path: &str) -> String {
    let words = match path {
        "confusion.rate" => "share of the votes meant for the principal that go to the namesake",
        "confusion.segment_sd" => "how the rate varies between segments",
        "confusion.booth_cv" => "how the rate varies between booths",
        "confusion.return_share" => "share of diverted votes that return",
        "own_support.typical_votes" => "votes of a typical independent",
        _ => return path.to_owned(),
    };
    format!("{path}: {words}")
}

/// What a path is called in a sentence.
fn noun(path: &str) -> &str {
    match path {
        "confusion.rate" => "the confusion rate",
        "confusion.segment_sd" => "its spread between segments",
        "confusion.booth_cv" => "its spread between booths",
        "confusion.return_share" => "the share of votes that return",
        "own_support.typical_votes" => "what an independent polls",
        other => other,
    }
}

/// A probability axis that is whole where the probabilities are, and close where all are small.
fn chances(most: f64) -> Axis {
    let axis = Axis::linear(Ticks::Percent).label("P(flip)").include(0.0);
    if most == 0.0 || most > 0.2 { axis.range(0.0, 1.0) } else { axis }
}

fn break_even(study: &SweepStudy<'_>, crossing: Option<(f64, f64, f64)>) -> Option<Figure> {
    let swept = study.design?.axes().first()?;
    let points = curve(study);
    let (first, last) = (points.first()?, points.last()?);
    let mut table = Columns::new([swept.path.as_str(), "flip_probability", "standard_error", "low", "high", "exact"]);
    for (value, answer) in &points {
        let exact = answer.exact.map_or(crate::figure::Cell::Empty, |exact| nine_figures(exact).into());
        let numbers = [*value, answer.flip_probability, answer.standard_error, answer.interval[0], answer.interval[1]];
        table.push(numbers.map(|n| nine_figures(n).into()).into_iter().chain([exact]).collect());
    }
    let through =
        |part: fn(&Answer) -> f64| Curve::through(points.iter().map(|(value, answer)| (*value, part(answer))));
    let most = points.iter().map(|(_, answer)| answer.best().max(answer.interval[1])).fold(0.0, f64::max);
    let simulated = points.iter().any(|(_, answer)| answer.draws > 0);
    let band = if simulated { "; the band is the 95 % Monte Carlo interval" } else { ", by the exact law" };
    let title = curve_title(study, swept, &points, crossing);
    let mut figure = Figure::new("sweep", title.clone())
        .subtitle(format!("Probability that the result flips, by {}{band}", swept.path))
        .caption(caption(study))
        .alt(format!(
            "P(flip) against {}, from {} at {} to {} at {}. {title}.",
            swept.path,
            chance(first.1.best()),
            shown(&swept.path, first.0),
            chance(last.1.best()),
            shown(&swept.path, last.0)
        ))
        .x(axis(swept))
        .y(chances(most));
    if simulated {
        figure = figure.mark(Band::between(through(|a| a.interval[0]), through(|a| a.interval[1])));
    }
    figure = figure.mark(Line::through(through(Answer::best)).width(2.4));
    if most > 0.5 {
        figure = figure.mark(Rule::horizontal(0.5).dashed());
    }
    if let (Some(bound), "confusion.rate") = (bound(study), swept.path.as_str()) {
        if let Some(most) = bound.max_rate {
            let label = format!("at most {}: all that the namesakes polled", percent(most));
            figure = figure.mark(Rule::vertical(most).role(Role::Secondary).label(label));
        }
        if let Some(needed) = bound.break_even_rate {
            let label = format!("needed by arithmetic: {}", percent(needed));
            figure = figure.mark(Rule::vertical(needed).dashed().label(label));
        }
    }
    if let Some((low, high, value)) = crossing {
        let between = format!("one half between {} and {}", shown(&swept.path, low), shown(&swept.path, high));
        let callout = Callout::new(between);
        figure = figure.mark(callout.near(value, 0.5));
    }
    Some(figure.data(table))
}

fn curve_title(
    study: &SweepStudy<'_>,
    swept: &Swept,
    points: &[(f64, Answer)],
    crossing: Option<(f64, f64, f64)>,
) -> String {
    let path = &swept.path;
    let best = || points.iter().map(|(_, answer)| answer.best());
    let (least, most) = (best().fold(f64::INFINITY, f64::min), best().fold(0.0, f64::max));
    let ends = match (points.first(), points.last()) {
        (Some(first), Some(last)) => format!("{} to {}", shown(path, first.0), shown(path, last.0)),
        _ => String::new(),
    };
    let rises = points.first().is_some_and(|(_, answer)| answer.best() < 0.5);
    match crossing {
        // Nothing was computed between two points, so no title names a value there.
        Some((low, high, _)) if rises => {
            let (low, high) = (shown(path, low), shown(path, high));
            format!("The result flips more likely than not from {path} {high} on, not yet at {low}")
        }
        Some((low, high, _)) => {
            let (low, high) = (shown(path, low), shown(path, high));
            format!("The result flips more likely than not up to {path} {low}, no longer at {high}")
        }
        None if most == 0.0 && study.points.answers.iter().flatten().all(|answer| answer.exact == Some(0.0)) => {
            format!("No {path} from {ends} flips the result")
        }
        None if most == 0.0 => format!("No simulation flips the result, whatever {path} from {ends}"),
        None if most < 0.5 => format!("P(flip) reaches {} at the most, whatever {path} from {ends}", chance(most)),
        None => format!("P(flip) is at least {}, whatever {path} from {ends}", chance(least)),
    }
}

/// The numbers of an axis of a grid; `None` where a value is a word.
fn numbers(swept: &Swept) -> Option<Vec<f64>> {
    (0..swept.values.count()).map(|index| swept.values.value(index).parse::<f64>().ok()).collect()
}

/// The borders of tiles about points: midway between neighbours, and at the outermost points themselves.
fn edges(points: &[f64], log: bool) -> Vec<f64> {
    let middle = |a: f64, b: f64| if log { libm::sqrt(a * b) } else { f64::midpoint(a, b) };
    let mut edges: Vec<f64> = points.windows(2).map(|pair| middle(pair[0], pair[1])).collect();
    edges.insert(0, points[0]);
    edges.push(points[points.len() - 1]);
    edges
}

fn heat(study: &SweepStudy<'_>) -> Option<Figure> {
    let design = study.design.filter(|design| design.sampling() == crate::sweep::Sampling::Grid)?;
    let [across, up] = design.axes() else { return None };
    let (x, y) = (numbers(across)?, numbers(up)?);
    let rising = |values: &[f64]| values.len() > 1 && values.windows(2).all(|pair| pair[0] < pair[1]);
    if !rising(&x)
        || !rising(&y)
        || study.points.answers.len() != x.len() * y.len()
        || study.points.answers.len() > MOST_TILES
    {
        return None;
    }
    let mut table = Columns::new([across.path.as_str(), up.path.as_str(), "flip_probability", "standard_error"]);
    let at = |row: usize, column: usize| study.points.answers[column * y.len() + row];
    let mut shares = Vec::new();
    for (row, &high) in y.iter().enumerate() {
        for (column, &right) in x.iter().enumerate() {
            let answer = at(row, column);
            shares.push(answer.map(|answer| answer.best()));
            if let Some(answer) = answer {
                table.push([right, high, answer.best(), answer.error()].map(|n| nine_figures(n).into()).to_vec());
            }
        }
    }
    let known: Vec<f64> = shares.iter().flatten().copied().collect();
    let (least, most) = (known.iter().copied().fold(1.0, f64::min), known.iter().copied().fold(0.0, f64::max));
    let above = known.iter().filter(|&&share| share > 0.5).count();
    let title = match above {
        0 => format!("At no point does the result flip more likely than not: P(flip) reaches {}", chance(most)),
        all if all == known.len() => {
            format!("At every point the result flips more likely than not: P(flip) is at least {}", chance(least))
        }
        _ => format!(
            "P(flip) runs from {} to {}; on the thick line a flip is as likely as not",
            chance(least),
            chance(most)
        ),
    };
    let log = |swept: &Swept| matches!(swept.values, Values::Range { log: true, .. });
    let mut figure = Figure::new("sweep", title.clone())
        .subtitle(format!("P(flip) over {} and {}; lines at 10, 50 and 90 %", noun(&across.path), noun(&up.path)))
        .caption(caption(study))
        .alt(format!("{title}; P(flip) runs from {} to {}.", chance(least), chance(most)))
        .size(crate::figure::DEFAULT_WIDTH, 540)
        .x(axis(across).range(x[0], x[x.len() - 1]))
        .y(axis(up).range(y[0], y[y.len() - 1]))
        .mark(Tiles::new(edges(&x, log(across)), edges(&y, log(up)), shares.clone(), "P(flip)"));
    for level in LEVELS {
        let pieces = contour(&x, &y, &shares, level);
        let width = if level == 0.5 { 2.4 } else { 1.2 };
        figure = figure.mark(Contour::of(pieces, percent(level)).width(width));
    }
    Some(figure.data(table))
}

fn sensitivity(study: &SweepStudy<'_>, indices: Indices<'_>) -> Figure {
    let mut order: Vec<usize> = (0..indices.len()).collect();
    order.sort_by(|&a, &b| indices[b].1.total.total_cmp(&indices[a].1.total).then(a.cmp(&b)));
    let mut table = Columns::new(["path", "first", "first_low", "first_high", "total", "total_low", "total_high"]);
    for (path, index) in indices {
        let numbers = [
            index.first,
            index.first_interval.low,
            index.first_interval.high,
            index.total,
            index.total_interval.low,
            index.total_interval.high,
        ];
        let numbers = numbers.map(|number| nine_figures(number).into());
        table.push(std::iter::once(path.as_str().into()).chain(numbers).collect());
    }
    let (leader, index) = &indices[order[0]];
    let title = format!(
        "{} of the variance of P(flip) is due to {} alone, {} with the others",
        part(index.first),
        noun(leader),
        part(index.total)
    );
    let words: Vec<String> = order
        .iter()
        .map(|&place| {
            format!("{} {} / {}", indices[place].0, part(indices[place].1.first), part(indices[place].1.total))
        })
        .collect();
    let mut figure = Figure::new("sweep", title)
        .subtitle(
            "Sobol' indices of P(flip): first-order (solid) and total (pale), with the total's 95 % bootstrap interval",
        )
        .caption(caption(study))
        .alt(format!("First-order and total indices: {}.", words.join(", ")))
        .size(crate::figure::DEFAULT_WIDTH, Figure::height_for_rows(indices.len()))
        .x(Axis::linear(Ticks::Percent).label("share of the variance").range(0.0, 1.0))
        .y(Axis::rows(order.iter().map(|&place| noun(&indices[place].0).to_owned())));
    for (row, &place) in order.iter().enumerate() {
        let index = &indices[place].1;
        let interval = (index.total_interval.low.clamp(0.0, 1.0), index.total_interval.high.clamp(0.0, 1.0));
        let label = format!("{} / {}", part(index.first), part(index.total));
        figure =
            figure.mark(RowBar::in_row(row, index.first.clamp(0.0, 1.0), index.total.clamp(0.0, 1.0), interval, label));
    }
    figure.data(table)
}
