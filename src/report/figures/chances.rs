//! The chances as a reader can count them, and how far the votes moved what was believed of the rate.

use super::{caption, known_margin, namesakes, world};
use crate::bounds::{Bound, Verdict};
use crate::engine::Summary;
use crate::figure::{Area, Axis, Callout, Columns, Curve, Figure, Line, Role, Rule, Stack, Ticks};
use crate::format::nine_figures as nine;
use crate::report::{Account, Numbers, names};
use crate::scenario::Method;
use crate::stats::Histogram;
use crate::stats::special::{bisect, hazard, probability as of_hazard};
use crate::wording::{ChartSentence, Term};

/// Dots in a picture of chances.
const DOTS: u32 = 100;

/// Equally probable margins, one dot in a hundred each. Nothing where the draws have weights, since
/// dots would then not be equally probable.
pub(super) fn dots(account: &Account<'_>, bound: &Bound) -> Option<Figure> {
    if account.model.method == Method::Importance || account.summary.draws < u64::from(DOTS) {
        return None;
    }
    let base = Summary::margin_base(&account.model);
    let recorded = bound.namesake_votes.is_some();
    let histogram = if recorded { &account.summary.margin_shift } else { &account.summary.recorded_shift };
    let margins: Vec<f64> =
        (0..DOTS).map(|dot| (base + histogram.quantile((f64::from(dot) + 0.5) / f64::from(DOTS))) as f64).collect();
    let ahead = margins.iter().filter(|&&margin| margin > 0.0).count() as u64;
    let behind = margins.len() as u64 - ahead;
    let (principal, rival) = (&names::short(account, bound.principal), &names::short(account, bound.rival));
    let (wording, world) = (account.wording, world(bound));
    let title = wording.chart(&match (recorded, bound.verdict) {
        (true, Verdict::NotApplicable) => ChartSentence::WonAgain { principal, ahead },
        (true, _) => ChartSentence::WinsOfHundred { principal, ahead },
        (false, _) => ChartSentence::LosesOfHundred { principal, behind },
    });
    // Who won cannot lose by votes that are counted where they were meant.
    let won = bound.verdict == Verdict::NotApplicable && recorded;
    let recorded = recorded && !won;
    let (below, above) = if recorded { (Role::Primary, Role::Accent) } else { (Role::Accent, Role::Primary) };
    let word =
        |term: Term, count: u64| format!("{}: {}", wording.term(term), wording.chart(&ChartSentence::Dots { count }));
    let (start, end) = if recorded { (Term::ResultStands, Term::ResultFlips) } else { (Term::SeatLost, Term::SeatWon) };
    let notes = (format!("← {}", word(start, behind)), format!("{} →", word(end, ahead)));
    let mut table = Columns::new(["dot", "margin"]);
    for (dot, margin) in (1_i64..).zip(&margins) {
        table.push(vec![dot.into(), (*margin).into()]);
    }
    #[expect(clippy::cast_possible_truncation, reason = "a margin of votes")]
    let whole = |margin: f64| margin as i64;
    let middle = whole(margins[margins.len() / 2]);
    let (low, high) = fence(&margins, base as f64);
    let far = margins.iter().filter(|&&margin| margin < low || margin > high);
    let furthest = far.clone().copied().max_by(|a, b| (a - base as f64).abs().total_cmp(&(b - base as f64).abs()));
    let beyond = furthest.map(|to| (far.count() as u64, whole(to)));
    let known = if bound.namesake_votes.is_some() { Term::DeclaredMargin } else { Term::IntendedMargin };
    let figure = Figure::new("dots", title)
        .subtitle(wording.chart(&ChartSentence::DotsShow { principal, rival, world, beyond }))
        .caption(caption(account))
        .alt(wording.chart(&ChartSentence::DotsAlt { behind, ahead, middle }))
        .size(crate::figure::DEFAULT_WIDTH, 390)
        .x(Axis::linear(Ticks::Integer).label(wording.term(Term::MarginVotes)).notes(notes.0, notes.1))
        .y(Axis::hidden())
        .mark(Stack::of(margins.iter().map(|margin| margin.clamp(low, high)), 0.5).role(below).above(above))
        .mark(known_margin(wording, known, base, (low.max(margins[0]), high.min(margins[margins.len() - 1]))))
        .mark(Rule::vertical(0.5).kept().beyond(wording.chart(&if recorded {
            ChartSentence::FlipsAbove
        } else {
            ChartSentence::LostBelow
        })));
    Some(figure.data(table))
}

/// Beyond these a dot stands at the edge, so that a few do not press all others together: as far again outside nine
/// tenths of the dots as these are wide, and never inside of what is known or of zero.
fn fence(margins: &[f64], known: f64) -> (f64, f64) {
    let at = |share: usize| margins.get(margins.len() * share / 100).copied().unwrap_or(0.0);
    let (low, high) = (at(5), at(95));
    let width = (high - low).max(1.0);
    // Zero and what is known are in the picture only where they are near.
    let near = |value: f64| value > low - 2.0 * width && value < high + 2.0 * width;
    let also = [known, 0.0].into_iter().filter(|value| near(*value));
    let (least, most) = also.fold((low, high), |(least, most), value| (least.min(value), most.max(value)));
    ((low - width).min(least - 0.5 * width), (high + width).max(most + 0.5 * width))
}

/// Bins of the picture of a rate, in equal factors.
const BINS: u32 = 48;

/// Rates below this are as good as none, and finer than the summary keeps them.
const LEAST_RATE: f64 = 1e-5;

/// What was believed of the confusion rate before the votes were looked at, and after. Nothing where
/// the rate is stated or the contest is to come.
pub(super) fn belief(account: &Account<'_>, bound: &Bound, numbers: &Numbers) -> Option<Figure> {
    let law = &account.model.focus().hazard;
    if bound.namesake_votes.is_none() || law.fixed().is_some() || account.model.method == Method::Importance {
        return None;
    }
    let cdf = |rate: f64| law.cdf(hazard(rate));
    let top = [numbers.confusion_rate.p95 * 3.0, bound.max_rate.unwrap_or(0.0) * 1.2, 0.05]
        .into_iter()
        .fold(0.0, f64::max)
        .min(0.6);
    let step = libm::log(top / LEAST_RATE) / f64::from(BINS);
    let edges: Vec<f64> = (0..=BINS).map(|bin| LEAST_RATE * libm::exp(step * f64::from(bin))).collect();
    let before: Vec<f64> = edges.windows(2).map(|edge| cdf(edge[1]) - cdf(edge[0])).collect();
    let votes: f64 = account.model.focus().votes.iter().map(|&cell| f64::from(cell)).sum();
    let after = shares(&account.summary.rate_per_million, 1.0 / votes.max(1.0), &edges);
    let none = (cdf(LEAST_RATE), 1.0 - after.iter().sum::<f64>());
    let none = (none.0, none.1.max(0.0));
    let mut table = Columns::new(["rate_from", "rate_to", "before", "after"]);
    table.push(vec![0.0.into(), nine(LEAST_RATE).into(), nine(none.0).into(), nine(none.1).into()]);
    for (edge, (before, after)) in edges.windows(2).zip(before.iter().zip(&after)) {
        table.push(vec![nine(edge[0]).into(), nine(edge[1]).into(), nine(*before).into(), nine(*after).into()]);
    }
    let spread = |share: f64| of_hazard(libm::exp(bisect(-40.0, 5.0, |x| law.cdf(libm::exp(x)) < share)));
    let seen = numbers.confusion_rate;
    let (most_before, most_after) = (spread(0.95), seen.p95);
    let (wording, principal) = (account.wording, &names::short(account, bound.principal));
    let booths = !account.inference.findings.is_empty();
    let title = wording.chart(&ChartSentence::LimitMoves { booths, before: most_before, after: most_after });
    let highest = before.iter().chain(&after).copied().fold(0.0, f64::max);
    let beside = |sentence: ChartSentence<'_>| Callout::new("").detail(wording.chart(&sentence));
    let peak = |heights: &[f64]| {
        let bin = (0..heights.len()).max_by(|&a, &b| heights[a].total_cmp(&heights[b])).unwrap_or(0);
        (libm::sqrt(edges[bin] * edges[bin + 1]), heights[bin])
    };
    let (prior, posterior) = (Curve::outline(&edges, &before), Curve::outline(&edges, &after));
    let (at_before, at_after) = (peak(&before), peak(&after));
    let mut figure = Figure::new("prior-posterior", title)
        .subtitle(wording.chart(&ChartSentence::BeliefShows { principal, booths }))
        .caption(caption(account))
        .alt(
            wording.chart(&ChartSentence::BeliefAlt {
                before: (spread(0.05), most_before),
                after: (seen.p05, most_after),
            }),
        )
        .size(crate::figure::DEFAULT_WIDTH, 390)
        .x(Axis::logarithmic(Ticks::Percent).label(account.wording.term(Term::ConfusionRate)).range(LEAST_RATE, top))
        .y(Axis::hidden().include(1.15 * highest))
        .mark(Area::under(prior.clone()).role(Role::Soft))
        .mark(Line::through(prior).role(Role::Muted).width(1.0))
        .mark(Line::through(posterior).role(Role::Primary).width(2.2))
        .mark(beside(ChartSentence::Before { share: none.0, below: LEAST_RATE }).near(at_before.0, at_before.1 * 1.08));
    if let Some(rate) = bound.max_rate.filter(|most| *most < top) {
        let label = wording.chart(&ChartSentence::AllPolledRate { rate, namesakes: namesakes(bound) });
        figure = figure.mark(Rule::vertical(rate).dashed().label(label));
    }
    Some(
        figure
            .mark(beside(ChartSentence::After { share: none.1, below: LEAST_RATE }).near(at_after.0, at_after.1 * 1.08))
            .data(table),
    )
}

/// The part of the simulations whose rate lies between each pair of edges. Votes are whole numbers, so every
/// rate stands for all that one vote more or less would make, a `grain`: else small rates would be a comb.
fn shares(rates: &Histogram, grain: f64, edges: &[f64]) -> Vec<f64> {
    let mut shares = vec![0.0; edges.len().saturating_sub(1)];
    let all = rates.count().max(1) as f64;
    for (middle, span, count) in rates.cells() {
        let (middle, half) = (middle as f64 / 1e6, 0.5 * grain.max(span as f64 / 1e6));
        let (low, high) = ((middle - half).max(0.0), middle + half);
        let first = edges.partition_point(|edge| *edge <= low).saturating_sub(1);
        for (share, edge) in shares.iter_mut().zip(edges.windows(2)).skip(first) {
            if edge[0] >= high {
                break;
            }
            let within = (edge[1].min(high) - edge[0].max(low)).max(0.0);
            *share += count as f64 / all * within / (high - low);
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_hold_every_rate_within_the_edges() {
        let mut rates = Histogram::new();
        (0..20_000).for_each(|rate| rates.record(rate));
        let edges = [0.0, 0.005, 0.01, 0.02, 0.5];
        let found = shares(&rates, 1e-6, &edges);
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        for (share, expected) in found.iter().zip([0.25, 0.25, 0.5, 0.0]) {
            assert!((share - expected).abs() < 0.002, "{found:?}");
        }
    }

    #[test]
    fn rates_of_whole_votes_are_no_comb() {
        // Of 50,000 votes, 0, 1, 2, ... went astray, each as often: bins finer than a vote share it evenly.
        let mut rates = Histogram::new();
        (0..50).for_each(|votes| rates.record(votes * 20));
        let edges: Vec<f64> = (0..=100).map(|bin| 0.000_01 + 0.000_005 * f64::from(bin)).collect();
        let found = shares(&rates, 1.0 / 50_000.0, &edges);
        let most = found.iter().copied().fold(0.0, f64::max);
        assert!(found.iter().all(|share| *share > 0.8 * most), "{found:?}");
    }
}
