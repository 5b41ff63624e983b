//! What booth returns show of a namesake, as pictures: their votes against the principal's, how minor
//! candidates lean, segment by segment, and whether the counts look like what the model says.

use super::{caption, fit, whole};
use crate::figure::{Axis, Band, Columns, Curve, Dots, Figure, Interval, Level, Line, Points, Role, Rule, Ticks};
use crate::format::nine_figures as nine;
use crate::inference::{Finding, Placebo, Spread};
use crate::report::{Account, names};
use crate::wording::{BoothSentence, Term};

/// Namesakes whose booths are drawn; of ten namesakes ten times five pictures would hide the answer.
const MOST_NAMESAKES: usize = 2;

/// The pictures of the namesakes of the principal in question, those with most votes.
pub(super) fn figures(account: &Account<'_>, principal: usize) -> Vec<Figure> {
    let mut findings: Vec<&Finding> =
        account.inference.findings.iter().filter(|finding| finding.principal == principal).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.votes.0));
    let mut figures = Vec::new();
    for (place, finding) in findings.into_iter().take(MOST_NAMESAKES).enumerate() {
        let stem = |name: &str| if place == 0 { name.to_owned() } else { format!("{name}-{}", place + 1) };
        figures.push(scatter(account, finding, stem("scatter")));
        if !finding.placebos.is_empty() {
            figures.push(placebos(account, finding, stem("placebos")));
        }
        if finding.segments.len() > 1 {
            figures.push(rates(account, finding, stem("rates")));
        }
        figures.push(fit::predictive(account, finding, stem("predictive")));
        figures.push(fit::residuals(account, finding, stem("residuals")));
    }
    figures
}

/// The namesake's votes against the principal's, booth by booth, with the slope and those of the
/// other minor candidates behind it.
fn scatter(account: &Account<'_>, finding: &Finding, stem: String) -> Figure {
    let (who, whose) = (&names::candidate(account, finding.namesake), &names::short(account, finding.principal));
    let (wording, slope) = (account.wording, finding.slope);
    let (per, range) = (100.0 * slope.slope, (100.0 * slope.low, 100.0 * slope.high));
    let title = wording.booth(&if slope.low > 0.0 {
        BoothSentence::SlopeUp { whose, per }
    } else if slope.high < 0.0 {
        BoothSentence::SlopeDown { whose, per }
    } else {
        BoothSentence::SlopeOpen { whose }
    });
    let booths = &finding.fit.booths;
    let most = booths.iter().map(|booth| booth.principal).fold(0.0, f64::max);
    // A booth of the usual size, in which one vote more for them is one fewer for the others.
    let size = middle(booths.iter().map(|booth| booth.principal + booth.others).collect());
    let reach = most.min(size);
    // A line that leaves the picture is not bent along its border.
    let top = shown_votes(finding);
    let across = |value: &dyn Fn(f64) -> f64| {
        let points = (0..=200).map(|i| reach * f64::from(i) / 200.0).map(|x| (x, value(x)));
        Curve::through(points.filter(|&(_, y)| (-0.5..=top).contains(&y)))
    };
    let line = |base: f64, slope: f64| across(&|x| base * size + slope * x);
    let mut table = Columns::new(["segment", "booth", "principal_votes", "namesake_votes", "expected"]);
    let world = account.scenario.booths.as_ref();
    for booth in booths {
        let row = world.and_then(|table| table.rows.get(booth.row));
        table.push(vec![
            row.map_or("", |row| row.segment.as_str()).into(),
            row.map_or("", |row| row.booth.as_str()).into(),
            whole(booth.principal).into(),
            whole(booth.votes).into(),
            nine(booth.expected).into(),
        ]);
    }
    // The line turns about the mean booth, so the interval of the slope opens towards both ends.
    let pivot = booths.iter().map(|booth| booth.principal).sum::<f64>() / booths.len().max(1) as f64;
    let edge = |upper: bool| {
        across(&|x| {
            let bent = if (x > pivot) == upper { slope.high } else { slope.low };
            (slope.base * size + slope.slope * pivot + bent * (x - pivot)).clamp(0.0, top)
        })
    };
    let placebos = finding.placebos.len() as u64;
    let all = &names::candidate(account, finding.principal);
    let mut figure = Figure::new(stem, title)
        .subtitle(wording.booth(&BoothSentence::ScatterShows { who, whose: all, size, placebos }))
        .caption(caption(account))
        .alt(wording.booth(&BoothSentence::ScatterAlt { booths: booths.len() as u64, whose, per, range }))
        .x(Axis::linear(Ticks::Integer).label(wording.booth(&BoothSentence::VotesOf { whose })).include(0.0))
        .y(Axis::linear(Ticks::Integer).label(account.wording.term(Term::VotesPerBooth)).range(-0.5, top))
        .mark(Points::at(booths.iter().map(|booth| (booth.principal, booth.votes))).spread(0.4).role(Role::Primary));
    for placebo in &finding.placebos {
        let line =
            Line::through(line(placebo.slope.base, placebo.slope.slope)).width(1.0).role(Role::Muted).strength(0.55);
        figure = figure.mark(line);
    }
    let end = wording.booth(&BoothSentence::SlopeEnd { per, range });
    figure
        .mark(Band::between(edge(false), edge(true)).role(Role::Accent))
        .mark(Line::through(line(slope.base, slope.slope)).width(2.4).role(Role::Accent).end_label(end))
        .data(table)
}

/// The height of the picture of booths: all but the two in a thousand that stand out most, so that a
/// home booth does not press all others to the ground.
fn shown_votes(finding: &Finding) -> f64 {
    let mut votes: Vec<f64> = finding.fit.booths.iter().map(|booth| booth.votes).collect();
    votes.sort_by(f64::total_cmp);
    let most = votes.last().copied().unwrap_or(0.0);
    let usual = votes.get((votes.len() * 998 / 1000).min(votes.len().saturating_sub(1))).copied().unwrap_or(0.0);
    (1.15 * usual).min(most).max(4.0) + 0.5
}

/// How the namesake and every other minor candidate lean to the principal's voters.
fn placebos(account: &Account<'_>, finding: &Finding, stem: String) -> Figure {
    let (who, whose) = (&names::short(account, finding.namesake), &names::short(account, finding.principal));
    let (wording, others) = (account.wording, finding.placebos.len());
    let times = |tilt: f64| libm::exp(tilt);
    let title = wording.booth(&match finding.leaning_more {
        0 => BoothSentence::LeansMost { whose },
        more if more == others => BoothSentence::LeansLeast { whose },
        more => BoothSentence::LeansLess { whose, more: more as u64, others: others as u64 },
    });
    let mut sorted: Vec<&Placebo> = finding.placebos.iter().collect();
    sorted.sort_by(|a, b| b.tilt.middle.total_cmp(&a.tilt.middle).then(a.candidate.cmp(&b.candidate)));
    let rows: Vec<String> = std::iter::once(wording.booth(&BoothSentence::NamesakeRow { who }))
        .chain(sorted.iter().map(|placebo| names::short(account, placebo.candidate)))
        .chain([wording.booth(&BoothSentence::OrdinaryRow)])
        .collect();
    let mut table = Columns::new(["candidate", "votes", "times_low", "times_middle", "times_high"]);
    let mut figure = Figure::new(stem, title)
        .subtitle(wording.booth(&BoothSentence::PlacebosShow { whose }))
        .caption(caption(account))
        .size(crate::figure::DEFAULT_WIDTH, Figure::height_for_rows(rows.len()))
        .x(Axis::logarithmic(Ticks::Plain)
            .label(account.wording.term(Term::TimesAsOften))
            .range(SHOWN_TIMES.0, SHOWN_TIMES.1))
        .mark(Rule::vertical(1.0).dashed().label(wording.term(Term::AsOften)));
    let drawn = |row: usize, spread: Spread, role: Role| {
        let range = (times(spread.low), times(spread.high));
        let label = wording.booth(&BoothSentence::Times { middle: times(spread.middle), range });
        Interval::below([range]).level(Level::Row(row)).point(times(spread.middle)).label(label).role(role)
    };
    figure = figure.mark(drawn(0, finding.tilt, Role::Accent));
    for (place, placebo) in sorted.iter().enumerate() {
        figure = figure.mark(drawn(place + 1, placebo.tilt, Role::Primary));
    }
    figure = figure.mark(drawn(sorted.len() + 1, finding.tilt_law, Role::Secondary));
    let all = std::iter::once((finding.namesake, finding.votes.0, finding.tilt))
        .chain(sorted.iter().map(|placebo| (placebo.candidate, placebo.votes, placebo.tilt)));
    for (candidate, polled, tilt) in all {
        table.push(vec![
            account.scenario.contest.candidates()[candidate].id.clone().into(),
            i64::try_from(polled).unwrap_or(i64::MAX).into(),
            nine(times(tilt.low)).into(),
            nine(times(tilt.middle)).into(),
            nine(times(tilt.high)).into(),
        ]);
    }
    let ends = |placebo: Option<&&Placebo>| placebo.map_or(0.0, |placebo| times(placebo.tilt.middle));
    let alt = wording.booth(&BoothSentence::PlacebosAlt {
        whose,
        others: others as u64,
        times: times(finding.tilt.middle),
        range: (ends(sorted.last()), ends(sorted.first())),
    });
    figure.y(Axis::rows(rows)).alt(alt).data(table)
}

/// Beyond these factors lies what too few votes leave open.
const SHOWN_TIMES: (f64, f64) = (0.05, 50.0);

/// The confusion rate, segment by segment.
fn rates(account: &Account<'_>, finding: &Finding, stem: String) -> Figure {
    let (wording, whose) = (account.wording, &names::short(account, finding.principal));
    let name = |segment: usize| names::segment_name(account, segment);
    let mut by_rate: Vec<_> = finding.segments.iter().collect();
    by_rate.sort_by(|a, b| b.rate.middle.total_cmp(&a.rate.middle));
    let title = match (by_rate.first(), by_rate.last()) {
        (Some(top), Some(bottom)) => {
            let rates = (bottom.rate.middle, top.rate.middle);
            let (above, below) = (&name(top.segment), &name(bottom.segment));
            wording.booth(&if top.rate.low > bottom.rate.high {
                BoothSentence::SegmentsDiffer { whose, top: above, bottom: below, rates }
            } else {
                BoothSentence::SegmentsAlike { rates }
            })
        }
        _ => String::new(),
    };
    let listed: Vec<String> = finding
        .segments
        .iter()
        .map(|segment| {
            let rate = segment.rate;
            let (name, range) = (&name(segment.segment), (rate.low, rate.high));
            wording.booth(&BoothSentence::Rate { name, middle: rate.middle, range })
        })
        .collect();
    let mut table = Columns::new(["segment", "share_of_both", "rate_p05", "rate_p50", "rate_p95"]);
    let mut figure = Figure::new(stem, title)
        .subtitle(wording.booth(&BoothSentence::RatesShow { whose }))
        .caption(caption(account))
        .alt(wording.booth(&BoothSentence::RatesAlt { segments: &listed.join(", ") }))
        .size(crate::figure::DEFAULT_WIDTH, Figure::height_for_rows(finding.segments.len()))
        .x(Axis::linear(Ticks::Percent).label(account.wording.term(Term::ConfusionRate)).include(0.0))
        .y(Axis::rows(finding.segments.iter().map(|segment| name(segment.segment))));
    for (row, segment) in finding.segments.iter().enumerate() {
        let rate = segment.rate;
        figure = figure.mark(Dots::in_row(row, []).bar(segment.share)).mark(
            Interval::below([(rate.low, rate.high)])
                .level(Level::Row(row))
                .point(rate.middle)
                .label(wording.booth(&BoothSentence::RateAndShare { rate: rate.middle, share: segment.share })),
        );
        table.push(vec![
            names::segment_id(account, segment.segment).into(),
            nine(segment.share).into(),
            nine(rate.low).into(),
            nine(rate.middle).into(),
            nine(rate.high).into(),
        ]);
    }
    figure.data(table)
}

fn middle(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}
