//! The chances as a reader can count them, the rate at which they turn, and how far the votes moved
//! what was believed of the rate.

use super::caption;
use crate::bounds::{Bound, Verdict};
use crate::engine::Summary;
use crate::report::figure::{Area, Axis, Band, Callout, Columns, Curve, Figure, Line, Role, Rule, Stack, Ticks};
use crate::report::format::{nine_figures as nine, percent};
use crate::report::{Numbers, Study, Term, names};
use crate::scenario::Method;
use crate::stats::Histogram;
use crate::stats::special::{beta_quantile, bisect, hazard, probability as of_hazard};

/// Dots in a picture of chances.
const DOTS: u32 = 100;

/// Equally probable margins, one dot in a hundred each. Nothing where the draws have weights, since
/// dots would then not be equally probable.
pub(super) fn dots(study: &Study<'_>, bound: &Bound) -> Option<Figure> {
    if study.model.method == Method::Importance || study.summary.draws < u64::from(DOTS) {
        return None;
    }
    let base = Summary::margin_base(study.model);
    let recorded = bound.namesake_votes.is_some();
    let histogram = if recorded { &study.summary.margin_shift } else { &study.summary.recorded_shift };
    let margins: Vec<f64> =
        (0..DOTS).map(|dot| (base + histogram.quantile((f64::from(dot) + 0.5) / f64::from(DOTS))) as f64).collect();
    let ahead = margins.iter().filter(|&&margin| margin > 0.0).count();
    let behind = margins.len() - ahead;
    let (principal, rival) = (names::short(study, bound.principal), names::short(study, bound.rival));
    let they = names::they(bound);
    let (world, title) = match (recorded, bound.verdict) {
        (true, Verdict::NotApplicable) => {
            ("without namesakes", format!("{principal} won: {ahead} of 100 equally probable counts say so again"))
        }
        (true, _) => (
            "without namesakes",
            format!("Without {they}, {principal} wins {} of 100 equally probable counts", none_or(ahead)),
        ),
        (false, _) => ("as recorded", format!("{principal} loses {} of 100 equally probable counts", none_or(behind))),
    };
    // A seat that was won cannot be lost without namesakes.
    let won = bound.verdict == Verdict::NotApplicable && recorded;
    let recorded = recorded && !won;
    let (below, above) = if recorded { (Role::Primary, Role::Accent) } else { (Role::Accent, Role::Primary) };
    let (stands, flips) = if recorded { (behind, ahead) } else { (ahead, behind) };
    let word = |count: usize| if count == 1 { "1 dot".to_owned() } else { format!("{count} dots") };
    let (stands, flips) = (word(stands), word(flips));
    let term = |term: Term| study.wording.term(term);
    let notes = if recorded {
        (format!("← {}: {stands}", term(Term::ResultStands)), format!("{}: {flips} →", term(Term::ResultFlips)))
    } else {
        (format!("← {}: {flips}", term(Term::SeatLost)), format!("{}: {stands} →", term(Term::SeatWon)))
    };
    let mut table = Columns::new(["dot", "margin"]);
    for (dot, margin) in (1_i64..).zip(&margins) {
        table.push(vec![dot.into(), (*margin).into()]);
    }
    let figure = Figure::new("dots", title)
        .subtitle(format!("Margin of {principal} over {rival} {world}, votes: each dot is one count in a hundred"))
        .caption(caption(study))
        .alt(format!(
            "A hundred dots, each an equally probable margin: {behind} at 0 or below, {ahead} above; the middle {}.",
            votes_of(margins[margins.len() / 2])
        ))
        .size(crate::report::figure::DEFAULT_WIDTH, 430)
        .x(Axis::linear(Ticks::Integer).label(study.wording.term(Term::MarginVotes)).notes(notes.0, notes.1))
        .y(Axis::hidden())
        .mark(Stack::of(margins.iter().copied(), 0.5).role(below).above(above))
        .mark(Rule::vertical(0.5).beyond(if recorded {
            "the result flips above 0"
        } else {
            "the seat is lost below 0"
        }));
    Some(figure.data(table))
}

/// A count, or "none".
fn none_or(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { count.to_string() }
}

#[expect(clippy::cast_possible_truncation, reason = "a margin of votes")]
fn votes_of(margin: f64) -> String {
    crate::report::format::whole(margin as i64)
}

/// Rates at which the curve is computed.
const RATES: u32 = 60;

/// How far the picture reaches, in break-even rates.
const REACH: f64 = 1.9;

/// The standard normal number above which one case in twenty lies.
const Z95: f64 = 1.644_853_626_951_472_2;

/// The margin if the confusion rate were known, over the rate: where it crosses 0 the seat turns, and
/// beyond what the namesakes polled there is no such contest. Arithmetic, with a band for what the rate
/// alone does not settle.
pub(super) fn break_even(study: &Study<'_>, bound: &Bound) -> Option<Figure> {
    let even = bound.break_even_rate.filter(|rate| *rate > 0.0 && *rate < 0.5)?;
    let polled = bound.namesake_votes;
    if polled.is_some() && bound.verdict == Verdict::NotApplicable {
        return None;
    }
    let reach = REACH * even;
    let end = bound.max_rate.map_or(reach, |most| most.min(reach));
    let group = study.model.focus();
    let his: f64 = group.votes.iter().map(|&votes| f64::from(votes)).sum();
    let margin = Summary::margin_base(study.model) as f64;
    let gains = [0.05, 0.5, 0.95].map(|share| gain(group.onward.alpha, share));
    let spread = spread(study);
    let at = |rate: f64| -> [f64; 3] {
        match polled {
            // Recorded votes: so many were his, and the namesakes' own supporters go where they go.
            Some(polled) => {
                let diverted = rate / (1.0 - rate) * his;
                let own = (polled as f64 - diverted).max(0.0);
                gains.map(|gain| margin + diverted + own * gain)
            }
            // Intended votes: so many go astray, a few more or less by segment and booth.
            None => [Z95, 0.0, -Z95].map(|z| margin - rate * (his + z * spread)),
        }
    };
    let mut table = Columns::new(["confusion_rate", "margin", "low", "high"]);
    let (mut middle, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
    for step in 0..=RATES {
        let rate = end * f64::from(step) / f64::from(RATES);
        let [least, here, most] = at(rate);
        middle.push((rate, here));
        low.push((rate, least));
        high.push((rate, most));
        table.push(vec![nine(rate).into(), nine(here).into(), nine(least).into(), nine(most).into()]);
    }
    let principal = names::short(study, bound.principal);
    let they = names::they(bound);
    let title = match bound.max_rate {
        Some(most) if most < even => {
            format!(
                "A flip took {} of {principal}'s voters; what {they} polled allows {}",
                percent(even),
                percent(most)
            )
        }
        Some(_) => format!("The seat turns where {} of {principal}'s voters went astray", percent(even)),
        None => format!("The seat is lost if more than {} of {principal}'s voters go astray", percent(even)),
    };
    let (world, band) = if polled.is_some() {
        ("without namesakes", "where the namesakes' own supporters would have gone, nine of ten cases")
    } else {
        ("as recorded", "how the rate varies between segments and booths, about nine of ten cases")
    };
    let mut figure = Figure::new("break-even", title)
        .subtitle(format!("Margin of {principal} {world} if the confusion rate were known, votes; band: {band}"))
        .caption(caption(study))
        .alt(format!(
            "Line of the margin over the confusion rate. It crosses 0 at about {}; {}.",
            percent(even),
            bound.max_rate.map_or_else(
                || "no total limits the rate".to_owned(),
                |most| format!("the votes polled allow at most {}", percent(most))
            )
        ))
        .x(Axis::linear(Ticks::Percent)
            .label(format!("confusion rate: share of the votes meant for {principal} that go astray"))
            .range(0.0, reach))
        .y(Axis::linear(Ticks::Integer).label(study.wording.term(Term::MarginVotes)).include(0.0));
    let (bottom, top) = low.iter().chain(&high).fold((0.0, 0.0), |(a, b): (f64, f64), (_, y)| (a.min(*y), b.max(*y)));
    if let Some(most) = bound.max_rate {
        if most < reach {
            figure = figure.mark(Band::across((0.0, most), (bottom, top)));
        }
        if most < even {
            let why = format!("{they} had no vote for a rate in between");
            figure = figure.mark(Callout::new("Impossible").detail(why).near(0.5 * (most + even), 0.5 * bottom));
        }
        figure = figure
            .mark(Rule::vertical(most).role(Role::Secondary).label(format!("all {they} polled: {}", percent(most))));
    }
    let lines = Line::through(Curve::through(middle)).width(2.4);
    let even = Rule::vertical(even).dashed().role(Role::Accent).label(format!("break-even {}", percent(even)));
    Some(
        figure
            .mark(Rule::horizontal(0.0))
            .mark(Band::between(Curve::through(low), Curve::through(high)))
            .mark(lines)
            .mark(even)
            .data(table),
    )
}

/// What the principal gains over the rival for each own supporter of a namesake who goes elsewhere, at a
/// point of its law: the two shares' difference under their Dirichlet law.
fn gain(alpha: [f64; 5], share: f64) -> f64 {
    let both = alpha[0] + alpha[1];
    let rest: f64 = alpha[2..].iter().sum();
    let points = |a: f64, b: f64| -> Vec<f64> {
        let nodes = (0..64_u32).map(|i| (f64::from(i) + 0.5) / 64.0);
        match (a > 0.0, b > 0.0) {
            (true, true) => nodes.map(|u| beta_quantile(u, a, b)).collect(),
            (true, false) => vec![1.0],
            _ => vec![0.0],
        }
    };
    // How many go to either of the two, and which part of those to the principal, are independent.
    let (either, split) = (points(both, rest), points(alpha[0], alpha[1]));
    let mut gains: Vec<f64> = either.iter().flat_map(|s| split.iter().map(move |b| s * (2.0 * b - 1.0))).collect();
    gains.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let place = (share * gains.len() as f64) as usize;
    gains[place.min(gains.len() - 1)]
}

/// The standard deviation of the votes that go astray, per unit of the rate: between segments the log of
/// the rate varies, and within them the rate of booths.
fn spread(study: &Study<'_>) -> f64 {
    let (world, votes) = (&study.model.world, &study.model.focus().votes);
    let square = |votes: f64| votes * votes;
    let by_segment: f64 = world
        .starts
        .windows(2)
        .map(|ends| square(votes[ends[0]..ends[1]].iter().map(|&votes| f64::from(votes)).sum()))
        .sum();
    let by_booth: f64 = votes.iter().map(|&votes| square(f64::from(votes))).sum();
    let between = libm::expm1(square(study.model.segment_sd));
    libm::sqrt(between * by_segment + square(study.model.booth_cv) * by_booth)
}

/// Bins of the picture of a rate, in equal factors.
const BINS: u32 = 48;

/// Rates below this are as good as none, and finer than the summary keeps them.
const LEAST_RATE: f64 = 1e-5;

/// What was believed of the confusion rate before the votes were looked at, and after. Nothing where
/// the rate is stated or the contest is to come.
pub(super) fn belief(study: &Study<'_>, bound: &Bound, numbers: &Numbers) -> Option<Figure> {
    let law = &study.model.focus().hazard;
    if bound.namesake_votes.is_none() || law.fixed().is_some() || study.model.method == Method::Importance {
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
    let after = shares(&study.summary.rate_per_million, &edges);
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
    let principal = names::short(study, bound.principal);
    let what = if study.inference.findings.is_empty() { "votes" } else { "booths" };
    let title = format!(
        "The {what} move the 95 % limit of the confusion rate from {} to {}",
        percent(most_before),
        percent(most_after)
    );
    let highest = before.iter().chain(&after).copied().fold(0.0, f64::max);
    let label = |name: &str, none: f64| format!("{name}; {} below {}", percent(none), percent(LEAST_RATE));
    let peak = |heights: &[f64]| {
        let bin = (0..heights.len()).max_by(|&a, &b| heights[a].total_cmp(&heights[b])).unwrap_or(0);
        (libm::sqrt(edges[bin] * edges[bin + 1]), heights[bin])
    };
    let (prior, posterior) = (Curve::outline(&edges, &before), Curve::outline(&edges, &after));
    let (at_before, at_after) = (peak(&before), peak(&after));
    let mut figure = Figure::new("prior-posterior", title)
        .subtitle(format!(
            "Confusion rate per vote meant for {principal}, all namesakes together: the ground is what was believed before the {what} were looked at, the line what is believed after; equal areas are equal probabilities (log scale); limits hold with 95 %"
        ))
        .caption(caption(study))
        .alt(format!(
            "Two distributions of the confusion rate: nine of ten cases between {} and {} before, {} and {} after.",
            percent(spread(0.05)),
            percent(most_before),
            percent(seen.p05),
            percent(most_after)
        ))
        .size(crate::report::figure::DEFAULT_WIDTH, 430)
        .x(Axis::logarithmic(Ticks::Percent).label(study.wording.term(Term::ConfusionRate)).range(LEAST_RATE, top))
        .y(Axis::hidden().include(1.15 * highest))
        .mark(Area::under(prior.clone()).role(Role::Soft))
        .mark(Line::through(prior).role(Role::Muted).width(1.0))
        .mark(Line::through(posterior).role(Role::Primary).width(2.2))
        .mark(Callout::new("").detail(label("before: ground", none.0)).near(at_before.0, at_before.1 * 1.08));
    if let Some(most) = bound.max_rate.filter(|most| *most < top) {
        let they = names::they(bound);
        figure = figure.mark(Rule::vertical(most).dashed().label(format!("all {they} polled: {}", percent(most))));
    }
    Some(
        figure
            .mark(Callout::new("").detail(label("after: line", none.1)).near(at_after.0, at_after.1 * 1.08))
            .data(table),
    )
}

/// The part of the simulations whose rate lies between each pair of edges.
fn shares(rates: &Histogram, edges: &[f64]) -> Vec<f64> {
    let mut shares = vec![0.0; edges.len().saturating_sub(1)];
    let all = rates.count().max(1) as f64;
    for (middle, span, count) in rates.cells() {
        // A cell of many values is shared out over the bins it spans.
        let parts = span.clamp(1, 16);
        for part in 0..parts {
            let within = (part as f64 + 0.5) / parts as f64 - 0.5;
            let rate = (middle as f64 + within * span as f64) / 1e6;
            let bin = edges.partition_point(|edge| *edge <= rate);
            if bin > 0 && bin <= shares.len() {
                shares[bin - 1] += count as f64 / parts as f64 / all;
            }
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
        let found = shares(&rates, &edges);
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        for (share, expected) in found.iter().zip([0.25, 0.25, 0.5, 0.0]) {
            assert!((share - expected).abs() < 0.002, "{found:?}");
        }
    }

    #[test]
    fn the_gain_is_that_of_the_dirichlet_law() {
        let alpha = [1.0, 1.0, 2.5, 2.0, 3.5];
        // With alphas of 1 and 1 of 10: P(p - w > x) = (1 - x)^9 / 2, so that the 95 % point is 1 - 0.1^(1/9).
        let exact = 1.0 - 0.1_f64.powf(1.0 / 9.0);
        assert!((gain(alpha, 0.95) - exact).abs() < 0.006, "{}", gain(alpha, 0.95));
        assert!((gain(alpha, 0.05) + exact).abs() < 0.006 && gain(alpha, 0.5).abs() < 0.006);
        assert_eq!(gain([0.0, 0.0, 1.0, 1.0, 1.0], 0.95), 0.0);
        assert_eq!(gain([3.0, 0.0, 0.0, 0.0, 0.0], 0.05), 1.0);
    }
}
