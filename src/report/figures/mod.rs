//! The pictures of a run, as data; each title states what the run found.

mod chances;
pub(super) mod claims;
mod distributions;
mod fit;
mod returns;
mod turning;
mod verdict;

pub(super) use turning::REACH;

use super::places::Booth;
use super::{Account, Measure, Numbers, bound_in_question, names};
use crate::bounds::Bound;
use crate::engine::trace_boundaries;
use crate::figure::{Axis, Band, Columns, Curve, Dots, Figure, Line, Rule, Ticks};
use crate::format::probability;
use crate::scenario::Method;
use crate::stats::{Estimate, Proportion};
use crate::wording::{ChartSentence, Hundred, Term, Wording, World};

/// Every chart a run can draw, where it applies. A second one of its kind bears a number: `scatter-2`.
pub const CHARTS: [&str; 15] = [
    "verdict",
    "margin",
    "diverted",
    "segments",
    "dots",
    "break-even",
    "prior-posterior",
    "convergence",
    "scatter",
    "placebos",
    "rates",
    "predictive",
    "residuals",
    "claims",
    "explanations",
];

pub(super) fn figures(account: &Account<'_>, numbers: &Numbers, measures: &[Measure], booths: &[Booth]) -> Vec<Figure> {
    let Some(bound) = bound_in_question(account).filter(|_| account.summary.draws > 0) else { return Vec::new() };
    let mut figures = vec![
        verdict::verdict(account, bound, measures),
        distributions::margin(account, bound, numbers),
        distributions::diverted(account, bound),
    ];
    figures.extend(segments(account, bound, booths));
    figures.extend(chances::dots(account, bound));
    figures.extend(turning::break_even(account, bound));
    figures.extend(chances::belief(account, bound, numbers));
    // The running share of flips is no estimate where the draws have weights.
    if account.model.method != Method::Importance {
        figures.push(convergence(account, bound));
    }
    figures.extend(returns::figures(account, bound.principal));
    figures
}

/// What every picture says of where it comes from.
fn caption(account: &Account<'_>) -> String {
    let flips = account.summary.flips();
    account.wording.chart(&ChartSentence::Caption {
        contest: &names::contest(account),
        seed: account.model.seed,
        draws: flips.draws,
        error: (flips.hits > 0).then_some(100.0 * flips.standard_error),
        synthetic: account.model.world.synthetic,
    })
}

/// The count whose margin a picture shows: with every vote counted where it was meant where the votes are recorded.
fn world(bound: &Bound) -> World {
    if bound.namesake_votes.is_some() { World::AsMeant } else { World::Recorded }
}

/// How many namesakes the principal in question has.
fn namesakes(bound: &Bound) -> usize {
    bound.namesakes.len()
}

/// A probability of a hundred, where rounding would lie as fewer than one or more than ninety-nine.
fn hundred(flips: Estimate) -> Hundred {
    let share = 100.0 * flips.point;
    if share < 0.5 {
        Hundred::FewerThanOne
    } else if flips.hits < flips.draws && share > 99.5 {
        Hundred::MoreThan99
    } else {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a hundred")]
        Hundred::About(libm::round(share) as u32)
    }
}

/// Diverted votes by segment, where there are several. Between made-up booths there is nothing to find, so that picture is
/// drawn on request, and its title says what it is.
fn segments(account: &Account<'_>, bound: &Bound, booths: &[Booth]) -> Option<Figure> {
    let world = &account.model.world;
    let rows = world.segments() - usize::from(world.has_postal);
    if rows < 2 {
        return None;
    }
    let mut table = Columns::new(["segment", "booth", "diverted_mean"]);
    let mut by_row: Vec<Vec<f64>> = Vec::new();
    for segment in 0..rows {
        let mut means: Vec<f64> = Vec::new();
        let cells = world.starts[segment]..world.starts[segment + 1];
        for (booth, cell) in booths[cells.clone()].iter().zip(&world.cells[cells]) {
            let mean = booth.mean;
            means.push(mean);
            let booth = names::booth(account, cell.number);
            table.push(vec![
                names::segment_id(account, segment).into(),
                booth.into(),
                crate::format::nine_figures(mean).into(),
            ]);
        }
        means.sort_by(f64::total_cmp);
        by_row.push(means);
    }
    let medians: Vec<f64> = by_row.iter().map(|means| means.get(means.len() / 2).copied().unwrap_or(0.0)).collect();
    let top = (0..rows).max_by(|&a, &b| medians[a].total_cmp(&medians[b])).unwrap_or(0);
    let least = (0..rows).min_by(|&a, &b| medians[a].total_cmp(&medians[b])).unwrap_or(0);
    let names: Vec<String> = (0..rows).map(|segment| names::segment_name(account, segment)).collect();
    let principal = &super::names::short(account, bound.principal);
    let wording = account.wording;
    let title = wording.chart(&if world.synthetic {
        ChartSentence::MadeUpBooths { segments: rows as u64 }
    } else {
        // How many voters there are decides the numbers; in which segment they err more, the rates say.
        let (least, most) = ((names[least].as_str(), medians[least]), (names[top].as_str(), medians[top]));
        ChartSentence::MedianBooths { least, most }
    });
    let listed: Vec<String> = names
        .iter()
        .zip(&medians)
        .map(|(name, median)| format!("{name} {}", wording.grouping.figures(*median)))
        .collect();
    let mut figure = Figure::new("segments", title)
        .subtitle(wording.chart(&ChartSentence::SegmentsShow { principal }))
        .caption(caption(account))
        .alt(wording.chart(&ChartSentence::SegmentsAlt { medians: &listed.join(", ") }))
        .size(crate::figure::DEFAULT_WIDTH, Figure::height_for_rows(rows))
        .x(Axis::linear(Ticks::Plain).label(account.wording.term(Term::DivertedPerBooth)).include(0.0))
        .y(Axis::rows((0..rows).map(|segment| names::segment_row(account, segment))));
    for (row, means) in by_row.into_iter().enumerate() {
        figure = figure.mark(Dots::in_row(row, means).bar(medians[row]).label(format!(
            "{} {}",
            wording.term(Term::Median),
            wording.grouping.figures(medians[row])
        )));
    }
    figure.on_request = world.synthetic;
    Some(figure.data(table))
}

fn convergence(account: &Account<'_>, bound: &Bound) -> Figure {
    let mut table = Columns::new(["draws", "flip_probability", "low", "high"]);
    let (mut line, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
    let mut hits = 0;
    for (&end, &flips) in trace_boundaries().iter().zip(&account.summary.trace) {
        hits += flips;
        let so_far = Proportion { hits, draws: end.min(account.summary.draws) };
        if end >= 10 || end >= account.summary.draws {
            let (n, interval) = (so_far.draws as f64, so_far.interval());
            line.push((n, so_far.point()));
            low.push((n, interval.low));
            high.push((n, interval.high));
            table.push(vec![n.into(), so_far.point().into(), interval.low.into(), interval.high.into()]);
        }
        if end >= account.summary.draws {
            break;
        }
    }
    let flips = account.summary.flips();
    let interval = flips.interval;
    let half = 50.0 * (interval.high - interval.low);
    let (wording, draws) = (account.wording, account.summary.draws);
    let (title, end) = if flips.hits == 0 {
        let below = || format!("< {}", wording.grouping.percent(interval.high));
        let end = if bound.proved { "0".to_owned() } else { below() };
        (ChartSentence::NoneFlipped { draws }, end)
    } else {
        let end = format!("{} ± {}", probability(flips.point, flips.standard_error), wording.grouping.figures(half));
        (ChartSentence::Pinned { draws, half }, end)
    };
    Figure::new("convergence", wording.chart(&title))
        .subtitle(wording.chart(&ChartSentence::RunningShows))
        .caption(caption(account))
        .alt(wording.chart(&ChartSentence::RunningAlt { end: &end, draws }))
        .size(crate::figure::DEFAULT_WIDTH, 380)
        .x(Axis::logarithmic(Ticks::Integer).label(account.wording.term(Term::Simulations).to_lowercase()))
        .y(Axis::linear(Ticks::Percent).label(account.wording.term(Term::FlipChance)).include(0.0))
        .mark(Band::between(Curve::through(low), Curve::through(high)))
        .mark(Line::through(Curve::through(line)).width(1.8).end_label(end))
        .data(table)
}

#[expect(clippy::cast_possible_truncation, reason = "a number of votes")]
fn whole(votes: f64) -> i64 {
    votes as i64
}

/// Nearer to zero than this part of a picture, the margin has no label of its own.
const CLOSE: f64 = 0.15;

/// The rule at the margin as it is known, always on the canvas. Close to the rule at zero there is room for one label, and the
/// subtitle has this number too.
fn known_margin(wording: Wording, known: Term, margin: i64, (low, high): (f64, f64)) -> Rule {
    let rule = Rule::vertical(margin as f64).dashed().kept();
    let width = high.max(0.0) - low.min(margin.min(0) as f64);
    let close = (margin.unsigned_abs() as f64) < CLOSE * width;
    if close { rule } else { rule.label(format!("{} {}", wording.term(known), wording.grouping.whole(margin))) }
}
