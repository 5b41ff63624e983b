//! How margin and diverted votes are spread over the simulations.

use super::{caption, hundred, known_margin, namesakes, world};
use crate::bounds::{Bound, Verdict};
use crate::engine::Summary;
use crate::figure::{Area, Axis, Bars, Callout, Columns, Curve, Figure, Interval, Line, Role, Rule, Ticks};
use crate::format::probability;
use crate::report::{Account, Numbers, names};
use crate::stats::{Estimate, Histogram};
use crate::wording::{ChartSentence, Headline, Term, Wording};

/// A bar never holds both a tie and a win.
const FIRST_WINNING_MARGIN: i64 = 1;

/// Bars across a chart.
const BARS: u64 = 90;

/// Fewer bars than this do not fill a chart.
const FEW_BARS: usize = 12;

/// The part of the simulations that a chart shows; the table beside it holds all of them.
const SHOWN: (f64, f64) = (0.01, 0.99);

/// The name of an axis, which says that the ends of the distribution lie outside the picture.
fn cropped(wording: Wording, name: Term) -> String {
    wording.chart(&ChartSentence::Cropped { name: wording.term(name), share: SHOWN.1 - SHOWN.0 })
}

/// A histogram as bars of equal width: edges, and simulations in each.
struct Distribution {
    edges: Vec<f64>,
    heights: Vec<f64>,
    shown: std::ops::Range<usize>,
}

impl Distribution {
    /// The bars of a histogram shifted by `base`, one of them beginning with the value `aligned`.
    fn new(histogram: &Histogram, base: i64, aligned: i64) -> Self {
        let at = |share: f64| base + histogram.quantile(share);
        let (low, high) = (at(SHOWN.0), at(SHOWN.1));
        let step = i64::try_from(low.abs_diff(high) / BARS).unwrap_or(1).max(1);
        let bar = |value: i64| (value - aligned).div_euclid(step);
        let first = bar(at(0.0));
        let place = |value: i64| usize::try_from(bar(value) - first).unwrap_or(0);
        let count = place(at(1.0)) + 1;
        // A bar of whole numbers begins half a vote below its first.
        let left = (first * step + aligned) as f64 - 0.5;
        let edges = (0..=count).map(|i| left + i as f64 * step as f64).collect();
        let mut heights = vec![0.0; count];
        for (middle, span, counted) in histogram.cells() {
            // A cell of many values is shared out over the bars it spans.
            let parts = span.min(16);
            let half = i64::try_from(span / 2).unwrap_or(0);
            for part in 0..parts {
                let at = i64::try_from(part).unwrap_or(0);
                let value = middle - half + (2 * at + 1) * half / i64::try_from(parts).unwrap_or(1);
                // Whole simulations: the parts of a cell add up to it. A cell may reach beyond what was seen in it.
                let whole = counted * (part + 1) / parts - counted * part / parts;
                heights[place(base + value).min(count - 1)] += whole as f64;
            }
        }
        Distribution { edges, heights, shown: place(low)..(place(high) + 1).min(count) }
    }

    fn shown(&self) -> (&[f64], &[f64]) {
        (&self.edges[self.shown.start..=self.shown.end], &self.heights[self.shown.clone()])
    }

    /// An axis for the bars that are shown: a few of them would fill the picture from side to side, so there
    /// is air about them, though none below `least`.
    fn axis(&self, axis: Axis, least: f64) -> Axis {
        let (edges, bars) = (self.shown().0, self.shown.len());
        match (edges.first(), edges.last()) {
            (Some(&first), Some(&last)) if bars < FEW_BARS => {
                let air = 0.5 * (FEW_BARS - bars) as f64 * (last - first) / bars.max(1) as f64;
                axis.range((first - air).max(least), last + air)
            }
            _ => axis,
        }
    }

    fn table(&self) -> Columns {
        let mut table = Columns::new(["from", "to", "simulations"]);
        for (edge, &height) in self.edges.windows(2).zip(&self.heights).filter(|&(_, &height)| height > 0.0) {
            table.push(vec![(edge[0] + 0.5).into(), (edge[1] - 0.5).into(), height.into()]);
        }
        table
    }
}

/// Nested intervals around the median.
fn intervals(wording: Wording, histogram: &Histogram, base: i64) -> Interval {
    let at = |share: f64| (base + histogram.quantile(share)) as f64;
    let spans = [(0.025, 0.975), (0.1, 0.9), (0.25, 0.75)].map(|(low, high)| (at(low), at(high)));
    let median = base + histogram.quantile(0.5);
    Interval::below(spans).point(median as f64).label(wording.chart(&ChartSentence::MedianIntervals { median }))
}

/// The margin that was not counted: every vote where it was meant where votes are recorded, as recorded
/// where they are intended. The accent marks the simulations in which the seat changes hands.
pub(super) fn margin(account: &Account<'_>, bound: &Bound, numbers: &Numbers) -> Figure {
    let base = Summary::margin_base(&account.model);
    let (principal, rival) = (&names::short(account, bound.principal), &names::short(account, bound.rival));
    let (wording, world) = (account.wording, world(bound));
    let recorded = bound.namesake_votes.is_some();
    let (histogram, spread, term, notes) = if recorded {
        let spread = &numbers.counterfactual_margin;
        (&account.summary.margin_shift, spread, Term::DeclaredMargin, (Term::ResultStands, Term::ResultFlips))
    } else {
        let spread = &numbers.recorded_margin;
        (&account.summary.recorded_shift, spread, Term::IntendedMargin, (Term::SeatLost, Term::SeatWon))
    };
    // Who won cannot lose by votes that are counted where they were meant.
    let won = recorded && bound.verdict == Verdict::NotApplicable;
    let notes = if won { (Term::SeatLost, Term::SeatWon) } else { notes };
    let known = wording.term(term);
    // Where nothing flips, no direction of the axis leads to a flip.
    let notes = if recorded && matches!(bound.verdict, Verdict::Impossible | Verdict::TieAtMost) {
        (String::new(), String::new())
    } else {
        (format!("← {}", wording.term(notes.0)), format!("{} →", wording.term(notes.1)))
    };
    let beyond = wording.chart(&if recorded && !won { ChartSentence::FlipsAbove } else { ChartSentence::LostBelow });
    let distribution = Distribution::new(histogram, base, FIRST_WINNING_MARGIN);
    let (edges, heights) = distribution.shown();
    let outline = Curve::outline(edges, heights);
    let (lost, won) = if recorded && !won { (Role::Soft, Role::Accent) } else { (Role::Accent, Role::Soft) };
    Figure::new("margin", wording.chart(&margin_title(account, bound, principal)))
        .subtitle(wording.chart(&ChartSentence::MarginShows {
            principal: &names::in_both_scripts(account, bound.principal),
            rival: &names::in_both_scripts(account, bound.rival),
            world,
            known,
            margin: base,
        }))
        .caption(caption(account))
        .alt(wording.chart(&ChartSentence::MarginAlt {
            principal,
            rival,
            world,
            middle: spread.p50,
            low: spread.p05,
            high: spread.p95,
        }))
        .x(distribution.axis(
            Axis::linear(Ticks::Integer).label(cropped(wording, Term::MarginVotes)).notes(notes.0, notes.1),
            f64::NEG_INFINITY,
        ))
        .y(Axis::hidden())
        .mark(Area::under(outline.clone()).to(0.5).role(lost))
        .mark(Area::under(outline.clone()).from(0.5).role(won))
        .mark(Line::through(outline).role(Role::Ink).width(1.0))
        .mark(known_margin(wording, term, base, (edges[0], edges[edges.len() - 1])))
        .mark(Rule::vertical(0.5).kept().beyond(beyond))
        .mark(intervals(wording, histogram, base))
        .mark(callout(account, bound))
        .data(distribution.table())
}

fn margin_title<'a>(account: &Account<'_>, bound: &Bound, principal: &'a str) -> ChartSentence<'a> {
    let (namesakes, margin) = (namesakes(bound), bound.margin);
    let of_hundred = hundred(flips_of(account, bound));
    match (bound.verdict, bound.namesake_votes) {
        (Verdict::Impossible, Some(polled)) => ChartSentence::StillLost { principal, left: margin - polled, namesakes },
        (Verdict::NotApplicable, Some(_)) => ChartSentence::WonBy { principal, margin, namesakes },
        (Verdict::TieAtMost, Some(_)) => ChartSentence::DrawnLevel { principal, namesakes },
        (_, Some(_)) => ChartSentence::WouldHaveWon { principal, of_hundred },
        (_, None) => ChartSentence::CostSeat { principal, of_hundred, namesakes },
    }
}

/// The simulations in which the principal wins once every vote is counted where it was meant, or loses by those that were not.
fn flips_of(account: &Account<'_>, bound: &Bound) -> Estimate {
    let place = account.model.groups.iter().position(|group| group.principal == bound.principal);
    place.and_then(|place| account.summary.flips_of_each().nth(place)).unwrap_or_else(|| account.summary.flips())
}

fn callout(account: &Account<'_>, bound: &Bound) -> Callout {
    let flips = flips_of(account, bound);
    let (wording, namesakes, draws) = (account.wording, namesakes(bound), flips.draws);
    let chance = wording.term(Term::FlipChance);
    let (large, small) = match (bound.verdict, bound.namesake_votes, bound.votes_needed) {
        (Verdict::Impossible, Some(polled), Some(needed)) => (
            wording.headline(Headline::Impossible).to_owned(),
            ChartSentence::NeededPolled { needed, polled, namesakes },
        ),
        (Verdict::TieAtMost, Some(polled), Some(needed)) => (
            wording.headline(Headline::TieAtMost).to_owned(),
            ChartSentence::NeededPolled { needed, polled, namesakes },
        ),
        (Verdict::NotApplicable, Some(_), _) => {
            (wording.chart(&ChartSentence::NoSeatLost), ChartSentence::CushionOf { margin: bound.margin })
        }
        _ if flips.hits == 0 => {
            (format!("{chance} < {}", wording.grouping.percent(flips.interval.high)), ChartSentence::NoneOf { draws })
        }
        _ if flips.hits == draws => {
            let least = probability(flips.interval.low, 1.0 - flips.interval.low);
            (format!("{chance} > {least}"), ChartSentence::AllOf { draws })
        }
        _ => {
            let error = flips.standard_error;
            let shown = probability(flips.point, error);
            (format!("{chance} = {shown}"), ChartSentence::ErrorPoints { points: 100.0 * error })
        }
    };
    Callout::new(large).detail(wording.chart(&small))
}

/// The votes that went astray, beside what was needed and what the namesakes polled.
pub(super) fn diverted(account: &Account<'_>, bound: &Bound) -> Figure {
    let all = &account.summary.groups[account.model.focus].all;
    let distribution = Distribution::new(all, 0, 0);
    let (edges, heights) = distribution.shown();
    let (wording, namesakes, middle) = (account.wording, namesakes(bound), all.quantile(0.5));
    let title = ChartSentence::Astray { middle, decide: bound.votes_needed };
    let principal = &names::in_both_scripts(account, bound.principal);
    let (low, high) = (all.quantile(0.05), all.quantile(0.95));
    let mut figure = Figure::new("diverted", wording.chart(&title))
        .subtitle(wording.chart(&ChartSentence::DivertedShows { principal, draws: account.summary.draws, namesakes }))
        .caption(caption(account))
        .alt(wording.chart(&ChartSentence::DivertedAlt { middle, low, high }))
        .x(distribution
            .axis(Axis::linear(Ticks::Integer).label(cropped(wording, Term::DivertedVotes)).include(0.0), -0.5))
        .y(Axis::hidden())
        .mark(Bars::new(edges.to_vec(), heights.to_vec()))
        .mark(intervals(wording, all, 0));
    if let Some(polled) = bound.namesake_votes {
        let label = wording.chart(&ChartSentence::AllPolled { polled, namesakes });
        figure = figure.mark(Rule::vertical(polled as f64).dashed().label(label));
    }
    if let Some(needed) = bound.votes_needed {
        let label = wording.chart(&ChartSentence::NeededToFlip { needed });
        figure = figure.mark(Rule::vertical(needed as f64).role(Role::Accent).label(label));
    }
    figure.data(distribution.table())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(values: impl IntoIterator<Item = i64>) -> Histogram {
        let mut histogram = Histogram::new();
        values.into_iter().for_each(|value| histogram.record(value));
        histogram
    }

    #[test]
    fn bars_hold_every_simulation_once() {
        let histogram = counted((-3_000..5_000).map(|v| v * v % 7_001 - 1_500));
        for (base, aligned) in [(0, 0), (-2_110, 1), (2_400, 1)] {
            let bars = Distribution::new(&histogram, base, aligned);
            assert!((bars.heights.iter().sum::<f64>() - 8_000.0).abs() < 1e-6);
            assert_eq!(bars.edges.len(), bars.heights.len() + 1);
            assert!(bars.shown.len() <= 93, "{:?}", bars.shown);
        }
    }

    #[test]
    fn no_bar_holds_both_a_tie_and_a_win() {
        let histogram = counted(-5_000..7_000);
        let bars = Distribution::new(&histogram, -300, FIRST_WINNING_MARGIN);
        assert!(bars.edges.contains(&0.5));
    }

    #[test]
    fn one_value_is_one_bar() {
        let bars = Distribution::new(&counted([7; 20]), 0, 0);
        assert_eq!((bars.edges.as_slice(), bars.heights.as_slice()), ([6.5, 7.5].as_slice(), [20.0].as_slice()));
    }
}
