//! The pictures of a run, as data; each title states what the run found.

use super::figure::{Area, Axis, Band, Bars, Callout, Columns, Curve, Dots, Figure, Interval, Line, Role, Rule, Ticks};
use super::format::{figures as short, percent, probability, votes, whole};
use super::{Numbers, Study, bound_in_question, names};
use crate::bounds::{Bound, Verdict};
use crate::engine::{Summary, trace_boundaries};
use crate::stats::{Histogram, Proportion};

/// A bar never holds both a tie and a win.
const FIRST_WINNING_MARGIN: i64 = 1;

/// Bars across a chart.
const BARS: u64 = 90;

pub(super) fn figures(study: &Study<'_>, bounds: &[Bound], numbers: &Numbers) -> Vec<Figure> {
    let Some(bound) = bound_in_question(study, bounds).filter(|_| study.summary.draws > 0) else { return Vec::new() };
    vec![margin(study, bound, numbers), diverted(study, bound), segments(study, bound), convergence(study, bound)]
}

/// What every picture says of where it comes from.
fn caption(study: &Study<'_>) -> String {
    let flips = study.summary.flips();
    let error = if flips.hits == 0 {
        "none flipped".to_owned()
    } else {
        format!("Monte Carlo standard error {} points", short(100.0 * flips.standard_error()))
    };
    let booths = if study.model.world.synthetic { " · booths are synthetic" } else { "" };
    format!(
        "{}. Seed {} · {} simulations · {error}{booths}. A probability is not proof.",
        names::contest(study),
        study.model.seed,
        votes(study.summary.draws)
    )
}

/// Bars over what a histogram counted: edges, and simulations in each bar. `base` shifts it; some
/// bar begins with the value `aligned`.
fn bars(histogram: &Histogram, base: i64, aligned: i64) -> (Vec<f64>, Vec<f64>) {
    let (low, high) = (histogram.quantile(0.0), histogram.quantile(0.9995).max(histogram.quantile(0.999) + 1));
    let width = (low.abs_diff(high) / BARS).max(1);
    let step = i64::try_from(width).unwrap_or(1);
    let first = (low + base - aligned).div_euclid(step) * step + aligned;
    let last = high + base + step;
    let count = usize::try_from((last - first).div_euclid(step) + 1).unwrap_or(1);
    let edges: Vec<f64> = (0..=count).map(|i| (first as f64 - 0.5) + (i as f64) * width as f64).collect();
    let mut heights = vec![0.0; count];
    for (middle, span, counted) in histogram.cells() {
        // A cell of many values is shared out over the bars it spans.
        let start = (middle + base) as f64 - (span / 2) as f64 - 0.5;
        for part in 0..span.min(16) {
            let value = start + (part as f64 + 0.5) * span as f64 / span.min(16) as f64;
            let place = ((value - edges[0]) / width as f64).floor();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place is checked")]
            if place >= 0.0 && (place as usize) < count {
                heights[place as usize] += counted as f64 / span.min(16) as f64;
            }
        }
    }
    (edges, heights)
}

fn table(edges: &[f64], heights: &[f64]) -> Columns {
    let mut table = Columns::new(["from", "to", "simulations"]);
    for (edge, &height) in edges.windows(2).zip(heights) {
        table.push(vec![(edge[0] + 0.5).into(), (edge[1] - 0.5).into(), libm::round(height).into()]);
    }
    table
}

fn margin(study: &Study<'_>, bound: &Bound, numbers: &Numbers) -> Figure {
    let base = Summary::margin_base(study.model);
    let shift = &study.summary.margin_shift;
    let (edges, heights) = bars(shift, base, FIRST_WINNING_MARGIN);
    let outline = Curve::outline(&edges, &heights);
    let at = |share: f64| (base + shift.quantile(share)) as f64;
    let spans = [(0.025, 0.975), (0.1, 0.9), (0.25, 0.75)].map(|(low, high)| (at(low), at(high)));
    let principal = names::short(study, bound.principal);
    let rival = names::short(study, bound.rival);
    let declared = if bound.namesake_votes.is_some() { "declared margin" } else { "intended margin" };
    let title = margin_title(study, bound, &principal);
    let table = table(&edges, &heights);
    let middle = numbers.counterfactual_margin.p50;
    Figure::new("margin", title)
        .subtitle(format!("Margin of {principal} over {rival} without namesakes, votes; {declared} {}", whole(base)))
        .caption(caption(study))
        .alt(format!(
            "Histogram of the margin of {principal} over {rival} without namesakes: middle {}, nine of ten simulations from {} to {}; the result flips above 0.",
            whole(middle),
            whole(numbers.counterfactual_margin.p05),
            whole(numbers.counterfactual_margin.p95)
        ))
        .x(Axis::linear(Ticks::Integer).label("margin, votes").notes("← result stands", "result flips →"))
        .y(Axis::hidden())
        .mark(Area::under(outline.clone()).to(0.5))
        .mark(Area::under(outline.clone()).from(0.5).role(Role::Accent))
        .mark(Line::through(outline).role(Role::Ink).width(1.0))
        .mark(Rule::vertical(base as f64).dashed().label(format!("{declared} {}", whole(base))))
        .mark(Rule::vertical(0.5).beyond("the result flips above 0"))
        .mark(Interval::below(spans).point(middle as f64).label(format!("median {}; 50, 80, 95 % intervals", whole(middle))))
        .mark(flip_callout(study, bound))
        .data(table)
}

fn margin_title(study: &Study<'_>, bound: &Bound, principal: &str) -> String {
    let flips = study.summary.flips();
    let they = names::they(bound);
    match (bound.verdict, bound.namesake_votes) {
        (Verdict::Impossible, Some(polled)) => {
            format!("Even with every vote of {they}, {principal} would have lost by {}", votes(bound.margin - polled))
        }
        (Verdict::NotApplicable, Some(_)) => format!("{principal} won by {}: {they} cost no seat", votes(bound.margin)),
        (Verdict::TieAtMost, Some(_)) => {
            format!("With every vote of {they}, {principal} would have drawn level and no more")
        }
        (_, Some(_)) => {
            format!("Without {they}, {principal} would have won in {} of 100 simulated counts", hundred(flips))
        }
        (_, None) => {
            format!("{} cost {principal} the seat in {} of 100 simulated counts", capital(they), hundred(flips))
        }
    }
}

/// The same with a capital letter, for the beginning of a sentence.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A proportion as "29", or as "less than 1" and "more than 99" where rounding would lie.
fn hundred(flips: Proportion) -> String {
    let share = 100.0 * flips.point();
    if flips.hits > 0 && share < 0.5 {
        "fewer than 1".to_owned()
    } else if flips.hits < flips.draws && share > 99.5 {
        "more than 99".to_owned()
    } else {
        format!("{share:.0}")
    }
}

fn flip_callout(study: &Study<'_>, bound: &Bound) -> Callout {
    let flips = study.summary.flips();
    match (bound.verdict, bound.namesake_votes, bound.votes_needed) {
        (Verdict::Impossible, Some(polled), Some(needed)) => Callout::new("Impossible").detail(format!(
            "needed {}; {} polled {}",
            votes(needed),
            names::they(bound),
            votes(polled)
        )),
        (Verdict::TieAtMost, Some(polled), Some(needed)) => Callout::new("A tie at most").detail(format!(
            "needed {}; {} polled {}",
            votes(needed),
            names::they(bound),
            votes(polled)
        )),
        (Verdict::NotApplicable, Some(_), _) => {
            Callout::new("No seat was lost").detail(format!("cushion {}", votes(bound.margin)))
        }
        _ if flips.hits == 0 => Callout::new(format!("P(flip) < {}", percent(flips.interval().high)))
            .detail(format!("none of {} simulations", votes(flips.draws))),
        _ => {
            let error = flips.standard_error();
            Callout::new(format!("P(flip) = {}", probability(flips.point(), error)))
                .detail(format!("± {} points Monte Carlo standard error", short(100.0 * error)))
        }
    }
}

fn diverted(study: &Study<'_>, bound: &Bound) -> Figure {
    let all = &study.summary.groups[study.model.focus].all;
    let (edges, heights) = bars(all, 0, 0);
    let principal = names::short(study, bound.principal);
    let middle = all.quantile(0.5);
    let they = names::they(bound);
    let title = match (bound.namesake_votes, bound.votes_needed) {
        (Some(polled), Some(needed)) if needed > polled => {
            format!(
                "{} polled {}; {} were needed, {} times as many",
                capital(they),
                votes(polled),
                votes(needed),
                bound.share_needed.map_or_else(String::new, short)
            )
        }
        (_, Some(needed)) => format!(
            "About {} votes diverted in the middle simulation; {} decide the seat",
            whole(middle),
            votes(needed)
        ),
        _ => format!("About {} votes diverted in the middle simulation", whole(middle)),
    };
    let table = table(&edges, &heights);
    let mut figure = Figure::new("diverted", title)
        .subtitle(format!(
            "Votes meant for {principal} that went to {they}, over {} simulations",
            votes(study.summary.draws)
        ))
        .caption(caption(study))
        .alt(format!(
            "Histogram of diverted votes: middle {}, nine of ten simulations from {} to {}.",
            whole(middle),
            whole(all.quantile(0.05)),
            whole(all.quantile(0.95))
        ))
        .x(Axis::linear(Ticks::Integer).label("diverted votes").include(0.0))
        .y(Axis::hidden())
        .mark(Bars::new(edges, heights))
        .mark(
            Interval::below(
                [(0.025, 0.975), (0.1, 0.9), (0.25, 0.75)]
                    .map(|(low, high)| (all.quantile(low) as f64, all.quantile(high) as f64)),
            )
            .point(middle as f64)
            .label(format!("median {}; 50, 80, 95 % intervals", whole(middle))),
        );
    if let Some(polled) = bound.namesake_votes {
        figure =
            figure.mark(Rule::vertical(polled as f64).dashed().label(format!("all {they} polled: {}", votes(polled))));
    }
    if let Some(needed) = bound.votes_needed {
        figure = figure
            .mark(Rule::vertical(needed as f64).role(Role::Accent).label(format!("needed to flip: {}", votes(needed))));
    }
    figure.data(table)
}

fn segments(study: &Study<'_>, bound: &Bound) -> Figure {
    let world = &study.model.world;
    let counted = &study.summary.groups[study.model.focus];
    let rows = world.segments() - usize::from(world.has_postal);
    let draws = study.summary.draws as f64;
    let mut table = Columns::new(["segment", "booth", "diverted_mean"]);
    let mut by_row: Vec<Vec<f64>> = Vec::new();
    for segment in 0..rows {
        let mut means: Vec<f64> = Vec::new();
        for cell in world.starts[segment]..world.starts[segment + 1] {
            let mean = counted.booths.sum(cell) as f64 / draws;
            means.push(mean);
            let booth = names::booth(study, world.cells[cell].number);
            table.push(vec![
                names::segment_id(study, segment).into(),
                booth.into(),
                super::format::nine_figures(mean).into(),
            ]);
        }
        means.sort_by(f64::total_cmp);
        by_row.push(means);
    }
    let medians: Vec<f64> = by_row.iter().map(|means| means.get(means.len() / 2).copied().unwrap_or(0.0)).collect();
    let top = (0..rows).max_by(|&a, &b| medians[a].total_cmp(&medians[b])).unwrap_or(0);
    let names: Vec<String> = (0..rows).map(|segment| names::segment_name(study, segment)).collect();
    let principal = super::names::short(study, bound.principal);
    let title = if rows > 1 {
        format!("Most votes go astray in {}, where the median booth loses {}", names[top], short(medians[top]))
    } else {
        format!("The median booth loses {} votes to {}", short(medians[top]), super::names::they(bound))
    };
    let mut figure = Figure::new("segments", title)
        .subtitle(format!(
            "Mean diverted votes per booth of {principal}, by segment; one dot is one booth, the bar is the median"
        ))
        .caption(caption(study))
        .alt(format!(
            "Diverted votes per booth by segment; medians: {}.",
            names
                .iter()
                .zip(&medians)
                .map(|(name, median)| format!("{name} {}", short(*median)))
                .collect::<Vec<_>>()
                .join(", ")
        ))
        .size(super::figure::DEFAULT_WIDTH, Figure::height_for_rows(rows))
        .x(Axis::linear(Ticks::Plain).label("diverted votes per booth").include(0.0))
        .y(Axis::rows(names));
    for (row, means) in by_row.into_iter().enumerate() {
        let role = if rows > 1 && row == top { Role::Accent } else { Role::Primary };
        figure = figure.mark(
            Dots::in_row(row, means).bar(medians[row]).label(format!("median {}", short(medians[row]))).role(role),
        );
    }
    figure.data(table)
}

fn convergence(study: &Study<'_>, bound: &Bound) -> Figure {
    let mut table = Columns::new(["draws", "flip_probability", "low", "high"]);
    let (mut line, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
    let mut hits = 0;
    for (&end, &flips) in trace_boundaries().iter().zip(&study.summary.trace) {
        hits += flips;
        let so_far = Proportion { hits, draws: end.min(study.summary.draws) };
        if end >= 10 || end >= study.summary.draws {
            let (n, interval) = (so_far.draws as f64, so_far.interval());
            line.push((n, so_far.point()));
            low.push((n, interval.low));
            high.push((n, interval.high));
            table.push(vec![n.into(), so_far.point().into(), interval.low.into(), interval.high.into()]);
        }
        if end >= study.summary.draws {
            break;
        }
    }
    let flips = study.summary.flips();
    let interval = flips.interval();
    let half = 50.0 * (interval.high - interval.low);
    let draws = votes(study.summary.draws);
    let (title, end) = if flips.hits == 0 {
        let end = if bound.proved { "0".to_owned() } else { format!("< {}", percent(interval.high)) };
        (format!("None of {draws} simulations flipped the result"), end)
    } else {
        let end = format!("{} ± {}", probability(flips.point(), flips.standard_error()), short(half));
        (format!("{draws} simulations pin P(flip) to within {} points either way", short(half)), end)
    };
    Figure::new("convergence", title)
        .subtitle("Running estimate of P(flip) with its 95 % Monte Carlo interval (log scale)")
        .caption(caption(study))
        .alt(format!("The running flip probability ends at {end} after {draws} simulations."))
        .size(super::figure::DEFAULT_WIDTH, 420)
        .x(Axis::logarithmic(Ticks::Integer).label("simulations"))
        .y(Axis::linear(Ticks::Percent).label("P(flip)").include(0.0))
        .mark(Band::between(Curve::through(low), Curve::through(high)))
        .mark(Line::through(Curve::through(line)).width(1.8).end_label(end))
        .data(table)
}
