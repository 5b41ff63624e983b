//! The verdict as a picture: what was needed, what was polled and what went astray, on one line with zero in it.

use super::caption;
use crate::bounds::Bound;
use crate::engine::Summary;
use crate::figure::{Axis, Columns, Figure, Interval, Level, Reach, Role, Rule, Ticks};
use crate::report::brief::{Known, Measure};
use crate::report::{Account, names};
use crate::scenario::Mode;
use crate::wording::{BriefSentence, ChartSentence, Term};

/// The part of the span between the margin and zero that is shown beyond both.
const AIR: f64 = 0.04;

/// Each measure begins at the margin as it is known and moves it as far as its votes do: towards a win where they come back
/// to the principal, towards a loss where they leave.
pub(super) fn verdict(account: &Account<'_>, bound: &Bound, measures: &[Measure]) -> Figure {
    let wording = account.wording;
    let recorded = account.scenario.mode == Mode::Retrospective;
    let margin = Summary::margin_base(&account.model);
    let from = margin as f64;
    let moved = |votes: u64| if recorded { from + votes as f64 } else { from - votes as f64 };
    let namesakes = super::namesakes(bound);
    let title = wording.chart(&match (bound.votes_needed, bound.namesake_votes) {
        (Some(needed), Some(polled)) => ChartSentence::PolledNeeded {
            polled,
            needed,
            times: bound.share_needed.filter(|&share| share > 1.0),
            namesakes,
        },
        (None, Some(polled)) => ChartSentence::PolledAhead { polled, margin: bound.margin, namesakes },
        _ => {
            let middle = account.summary.groups[account.model.focus].all.quantile(0.5);
            ChartSentence::Astray { middle, decide: (!bound.behind).then_some(bound.margin) }
        }
    });
    let (term, side) = match (recorded, margin > 0) {
        (true, false) => (Term::DeclaredMargin, format!("{} →", wording.term(Term::SeatWon))),
        (true, true) => (Term::DeclaredMargin, format!("← {}", wording.term(Term::SeatLost))),
        (false, _) => (Term::IntendedMargin, format!("← {}", wording.term(Term::SeatLost))),
    };
    let far = measures.iter().map(|measure| moved(measure.furthest()));
    let (low, high) = far.fold((from.min(0.0), from.max(0.0)), |(low, high), at| (low.min(at), high.max(at)));
    let air = (AIR * (high - low)).max(1.0);
    let principal = &names::in_both_scripts(account, bound.principal);
    let rival = &names::in_both_scripts(account, bound.rival);
    let words: Vec<String> = measures.iter().map(|measure| format!("{} {}", measure.label, measure.words)).collect();
    let known = format!("{} {}", wording.term(term), wording.grouping.whole(margin));
    let mut figure = Figure::new("verdict", title.clone())
        .subtitle(wording.chart(&ChartSentence::VerdictShows { principal, rival, known: &known }))
        .caption(caption(account))
        .alt(format!("{title}. {known}; {}.", words.join("; ")))
        .size(crate::figure::DEFAULT_WIDTH, 210 + 60 * u32::try_from(measures.len()).unwrap_or(3))
        .x(Axis::linear(Ticks::Integer).label(wording.term(Term::MarginVotes)).range(low - air, high + air))
        .y(Axis::rows(measures.iter().map(|measure| measure.label)))
        .mark(super::known_margin(wording, term, margin, (low, high)))
        .mark(Rule::vertical(0.0).label(format!("0: {side}")));
    let mut table = Columns::new(["measure", "votes", "low", "high", "margin_then"]);
    for (row, measure) in measures.iter().enumerate() {
        let (low, high) = measure.spread.unwrap_or((measure.votes, measure.votes));
        let number = |votes: u64| i64::try_from(votes).unwrap_or(i64::MAX).into();
        let then = moved(measure.votes).into();
        table.push(vec![measure.label.into(), number(measure.votes), number(low), number(high), then]);
        figure = match measure.known {
            Known::Simulated => {
                let span = (moved(low).min(moved(high)), moved(low).max(moved(high)));
                let interval = Interval::below([span]).level(Level::Row(row)).point(moved(measure.votes));
                figure.mark(interval.label(wording.brief(&from_to(low, high))).role(Role::Primary))
            }
            Known::Counted => figure
                .mark(Reach::in_row(row, from, moved(measure.votes)).label(measure.words.clone()).role(Role::Accent)),
            Known::Arithmetic => figure
                .mark(Reach::in_row(row, from, moved(measure.votes)).label(measure.words.clone()).role(Role::Soft)),
        };
    }
    figure.data(table)
}

fn from_to(low: u64, high: u64) -> BriefSentence<'static> {
    let whole = |votes: u64| i64::try_from(votes).unwrap_or(i64::MAX);
    BriefSentence::FromTo { low: whole(low), high: whole(high) }
}
