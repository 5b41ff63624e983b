//! Over which confusion rates the result turns: the flip probability where a law gives it at little cost,
//! and else the margin, which is arithmetic.

use super::{caption, namesakes, world};
use crate::bounds::{Bound, Verdict};
use crate::engine::Summary;
use crate::engine::law::{FlipCurve, flip_curve};
use crate::figure::{Axis, Band, Callout, Columns, Curve, Figure, Line, Role, Rule, Ticks};
use crate::format::nine_figures as nine;
use crate::report::{Account, names};
use crate::wording::{ChartSentence, Headline, Term};

/// Rates at which the margin is computed.
const RATES: u32 = 60;

/// How far the picture reaches, in break-even rates.
pub(in crate::report) const REACH: f64 = 1.9;

/// The standard normal number above which one case in twenty lies.
const Z95: f64 = 1.644_853_626_951_472_2;

/// The picture of the rates; nothing where no rate below one half turns the result.
pub(super) fn break_even(account: &Account<'_>, bound: &Bound) -> Option<Figure> {
    let even = bound.break_even_rate.filter(|rate| *rate > 0.0 && *rate < 0.5)?;
    if bound.namesake_votes.is_some() && bound.verdict == Verdict::NotApplicable {
        return None;
    }
    // Where no rate that the votes allow turns the result, the probability is 0 at all of them, and the
    // margin shows how far that is from a flip.
    let possible = bound.max_rate.is_none_or(|most| most >= even);
    let curve = if possible { flip_curve(&account.model, REACH * even) } else { None };
    Some(match curve {
        Some(curve) => chances(account, bound, even, &curve),
        None => margins(account, bound, even),
    })
}

/// The flip probability over the rate.
fn chances(account: &Account<'_>, bound: &Bound, even: f64, curve: &FlipCurve) -> Figure {
    let (wording, namesakes, points) = (account.wording, namesakes(bound), &curve.points);
    let principal = &names::short(account, bound.principal);
    let mut table = Columns::new(["confusion_rate", "flip_probability", "low", "high"]);
    for point in points {
        table.push([point.rate, point.flip, point.low, point.high].map(|number| nine(number).into()).to_vec());
    }
    let title = match (bound.max_rate, curve.half) {
        (None, _) => ChartSentence::LostIfMore { rate: even, principal },
        (Some(_), Some(rate)) => ChartSentence::LikelyFrom { rate, principal },
        (Some(_), None) => ChartSentence::TurnsWhere { rate: even, principal },
    };
    let ends = |place: Option<&crate::engine::law::AtRate>| place.map_or((0.0, 0.0), |point| (point.rate, point.flip));
    let ((_, first), (end, last)) = (ends(points.first()), ends(points.last()));
    let through = |part: fn(&crate::engine::law::AtRate) -> f64| {
        Curve::through(points.iter().map(|point| (point.rate, part(point))))
    };
    let mut figure = Figure::new("break-even", wording.chart(&title))
        .subtitle(wording.chart(&ChartSentence::RateFlipShows { principal, world: world(bound) }))
        .caption(caption(account))
        .alt(wording.chart(&ChartSentence::RateFlipAlt { even, most: bound.max_rate, first, last }))
        .x(Axis::linear(Ticks::Percent).label(wording.chart(&ChartSentence::RateAxis { principal })).range(0.0, end))
        .y(Axis::linear(Ticks::Percent).label(wording.term(Term::FlipChance)).range(0.0, 1.0));
    if let Some(rate) = bound.max_rate {
        let label = wording.chart(&ChartSentence::AllPolledRate { rate, namesakes });
        figure = figure
            .mark(Band::across((0.0, rate.min(end)), 0.0))
            .mark(Rule::vertical(rate).role(Role::Secondary).label(label));
    }
    figure = figure.mark(Rule::horizontal(0.5).dashed());
    if points.iter().any(|point| point.low < point.high) {
        figure = figure.mark(Band::between(through(|point| point.low), through(|point| point.high)));
    }
    // The rate of the title; where the curve does not reach one half it is that of arithmetic.
    let (turns, label) = match (bound.max_rate, curve.half) {
        (Some(_), Some(rate)) => (rate, ChartSentence::EvenChances { rate }),
        _ => (even, ChartSentence::BreakEvenAt { rate: even }),
    };
    let label = wording.chart(&label);
    figure = figure
        .mark(Line::through(through(|point| point.flip)).width(2.4))
        .mark(Rule::vertical(turns).dashed().role(Role::Accent).label(label));
    if let Some((low, high)) = curve.turns {
        let between = wording.chart(&ChartSentence::TurnsBetween { low, high });
        figure = figure.mark(Callout::new("").detail(between).near(high, 0.35));
    }
    figure.data(table)
}

/// The margin over the rate: where it crosses 0 the seat turns, and beyond what the namesakes polled there
/// is no such contest. Arithmetic, with a band for what the rate alone does not settle.
fn margins(account: &Account<'_>, bound: &Bound, even: f64) -> Figure {
    let polled = bound.namesake_votes;
    let reach = REACH * even;
    let end = bound.max_rate.map_or(reach, |most| most.min(reach));
    let group = account.model.focus();
    let votes: f64 = group.votes.iter().map(|&cell| f64::from(cell)).sum();
    let margin = Summary::margin_base(&account.model) as f64;
    let spread = spread(account);
    let at = |rate: f64| -> [f64; 3] {
        match polled {
            // Recorded votes: so many were meant for the principal, and count once they are counted there.
            Some(_) => [margin + rate / (1.0 - rate) * votes; 3],
            // Intended votes: so many go astray, a few more or less by segment and booth.
            None => [Z95, 0.0, -Z95].map(|z| margin - rate * (votes + z * spread)),
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
    let (wording, namesakes, principal) = (account.wording, namesakes(bound), &names::short(account, bound.principal));
    let title = wording.chart(&match bound.max_rate {
        Some(most) if most < even => ChartSentence::FlipTook { rate: even, most, principal, namesakes },
        Some(_) => ChartSentence::TurnsWhere { rate: even, principal },
        None => ChartSentence::LostIfMore { rate: even, principal },
    });
    let mut figure = Figure::new("break-even", title)
        .subtitle(wording.chart(&ChartSentence::RateMarginShows { principal, world: world(bound) }))
        .caption(caption(account))
        .alt(wording.chart(&ChartSentence::RateMarginAlt { even, most: bound.max_rate }))
        .x(Axis::linear(Ticks::Percent).label(wording.chart(&ChartSentence::RateAxis { principal })).range(0.0, reach))
        .y(Axis::linear(Ticks::Integer).label(wording.term(Term::MarginVotes)).include(0.0));
    let bottom = low.iter().chain(&high).fold(0.0, |bottom: f64, (_, y)| bottom.min(*y));
    // What would have been, had the namesakes had votes enough, is no result but shows how far a flip is.
    let beyond: Vec<(f64, f64)> = (0..=RATES)
        .map(|step| end + (reach - end) * f64::from(step) / f64::from(RATES))
        .filter(|_| end < reach)
        .map(|rate| (rate, at(rate)[1]))
        .collect();
    if let Some(most) = bound.max_rate {
        if most < reach {
            figure = figure.mark(Band::across((0.0, most), 0.0));
        }
        let label = wording.chart(&ChartSentence::AllPolledRate { rate: most, namesakes });
        figure = figure.mark(Rule::vertical(most).role(Role::Secondary).label(label));
        if most < even {
            let why = wording.chart(&ChartSentence::NoVoteBeyond { namesakes });
            let large = wording.headline(Headline::Impossible);
            figure = figure.mark(Callout::new(large).detail(why).near(1.2 * even, 0.5 * bottom));
        }
    }
    if let Some(&(at_end, height)) = beyond.get(3 * beyond.len() / 4) {
        let words = wording.chart(&ChartSentence::HadTheyVotes { namesakes });
        figure = figure
            .mark(Line::through(Curve::through(beyond)).width(1.4).role(Role::Muted).strength(0.7))
            .mark(Callout::new("").detail(words).near(at_end, height));
    }
    let lines = Line::through(Curve::through(middle)).width(2.4);
    let label = wording.chart(&ChartSentence::BreakEvenAt { rate: even });
    figure
        .mark(Rule::horizontal(0.0))
        .mark(Band::between(Curve::through(low), Curve::through(high)))
        .mark(lines)
        .mark(Rule::vertical(even).dashed().role(Role::Accent).label(label))
        .data(table)
}

/// The standard deviation of the votes that go astray, per unit of the rate: between segments the log of
/// the rate varies, and within them the rate of booths.
fn spread(account: &Account<'_>) -> f64 {
    let (world, votes) = (&account.model.world, &account.model.focus().votes);
    let square = |votes: f64| votes * votes;
    let by_segment: f64 = world
        .starts
        .windows(2)
        .map(|ends| square(votes[ends[0]..ends[1]].iter().map(|&votes| f64::from(votes)).sum()))
        .sum();
    let by_booth: f64 = votes.iter().map(|&votes| square(f64::from(votes))).sum();
    let between = libm::expm1(square(account.model.segment_sd));
    libm::sqrt(between * by_segment + square(account.model.booth_cv) * by_booth)
}
