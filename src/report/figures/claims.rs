//! What was said and what was offered, as pictures: claims against what was possible, explanations as steps.

use crate::claims::Finding;
use crate::explain::Possible;
use crate::figure::{Axis, Cell, Columns, DEFAULT_WIDTH, Figure, Reach, Role, Rule, Ticks};
use crate::report::claims::{Bar, ClaimReport};
use crate::report::{Account, names};
use crate::scenario::Said;
use crate::wording::{Sentence, StorySentence, Term};

/// One picture a claim of votes, and one of the explanations.
pub(in crate::report) fn figures(account: &Account<'_>, told: &[ClaimReport]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (finding, told) in account.claims.iter().zip(told).filter(|(_, told)| !told.bars.is_empty()) {
        let place = figures.len() + 1;
        let stem = if place == 1 { "claims".to_owned() } else { format!("claims-{place}") };
        figures.push(claim(account, finding, told, stem));
    }
    figures.extend(explanations(account));
    figures
}

/// The readings of one claim, one a row: what is claimed, against what was counted.
fn claim(account: &Account<'_>, finding: &Finding, told: &ClaimReport, stem: String) -> Figure {
    let wording = account.wording;
    let votes = |number: u64| wording.grouping.votes(number);
    let claim = &account.scenario.claims[finding.claim];
    let as_said = finding.judgement.as_said();
    let unit = as_said.map_or("", |reading| wording.term(crate::report::claims::unit(reading.per)));
    let title = wording.say(&match as_said.and_then(|reading| reading.tightest()) {
        Some(limit) => Sentence::ClaimMisses { unit, factor: limit.factor() },
        None => Sentence::ClaimFits { unit },
    });
    let candidate = &names::candidate(account, claim.candidate);
    let (low, high) = match claim.said {
        Said::Counted { low, high, .. } | Said::CostVotes { low, high } => (low, high),
        Said::WouldHaveWon => (0, 0),
    };
    let mut figure = Figure::new(stem, title.trim_end_matches(['.', '।']))
        .subtitle(wording.say(&Sentence::ClaimAgainst { candidate, low, high }))
        .caption(format!("{}. {}", names::contest(account), told.quoted))
        .alt(told.lines.join(" "))
        .size(DEFAULT_WIDTH, Figure::height_for_rows(told.bars.len() + 1) + 40)
        .x(Axis::logarithmic(Ticks::Integer).label(wording.term(Term::VotesLogScale)))
        // The first row is room for the names of the limits.
        .y(Axis::rows(std::iter::once(String::new()).chain(told.bars.iter().map(|bar| bar.name.clone()))));
    let mut table = Columns::new(["reading", "low", "high", "fails", "limit", "limit_votes"]);
    let whole = |number: u64| Cell::from(number);
    for bar in &told.bars {
        for (name, limit) in &bar.limits {
            let fails = if bar.fails { "yes" } else { "no" };
            let row = [bar.name.as_str().into(), whole(bar.low), whole(bar.high), fails.into()];
            table.push(row.into_iter().chain([name.as_str().into(), whole(*limit)]).collect());
        }
    }
    // A limit that is nearly the same in all rows is one line through them; what is a row's own stands in it.
    let shared = shared_limits(&told.bars);
    for (name, least, most) in &shared {
        let label = if least == most {
            format!("{name}: {}", votes(*most))
        } else {
            wording.say(&Sentence::InBoothsOfAll { name, booths: *least, all: *most })
        };
        figure = figure.mark(Rule::vertical(*most as f64).dashed().label(label));
        figure.x = figure.x.include(*most as f64);
    }
    for (row, bar) in told.bars.iter().enumerate() {
        let label =
            if bar.low == bar.high { votes(bar.low) } else { format!("{}–{}", votes(bar.low), votes(bar.high)) };
        // On a scale of factors there is no 0; what is claimed from 0 on begins with one vote.
        let mut reach = Reach::in_row(row + 1, bar.low.max(1) as f64, bar.high.max(1) as f64)
            .label(label)
            .role(if bar.fails { Role::Accent } else { Role::Primary });
        for (name, limit) in bar.limits.iter().filter(|(name, _)| !shared.iter().any(|(known, ..)| known == name)) {
            reach = reach.post((*limit).max(1) as f64, format!("{name}: {}", votes(*limit)));
        }
        figure = figure.mark(reach);
    }
    figure.data(table)
}

/// Limits that every row has, within a tenth of each other: name, least and most.
fn shared_limits(bars: &[Bar]) -> Vec<(String, u64, u64)> {
    let Some(first) = bars.first() else { return Vec::new() };
    let over = |name: &String| {
        let all: Option<Vec<u64>> = bars
            .iter()
            .map(|bar| bar.limits.iter().find(|(other, _)| other == name).map(|&(_, votes)| votes))
            .collect();
        let all = all?;
        let (least, most) = (*all.iter().min()?, *all.iter().max()?);
        (least as f64 >= 0.9 * most as f64 && most > 0).then(|| (name.clone(), least, most))
    };
    first.limits.iter().filter_map(|(name, _)| over(name)).collect()
}

/// The margin as counted, what each explanation adds to it, and the margin with all of them.
fn explanations(account: &Account<'_>) -> Option<Figure> {
    let explained = account.explained.as_ref()?;
    let wording = account.wording;
    let (principal, rival) = (&names::short(account, explained.principal), &names::short(account, explained.rival));
    let probability = explained.together.probability;
    let able = explained.stories.iter().filter(|story| story.alone != Possible::Never).count() as u64;
    let title = wording.tell(&StorySentence::AloneTitle { able, all: explained.stories.len() as u64 });
    let names =
        account.scenario.explanations.iter().map(|story| match crate::report::explanations::shares(account, story) {
            Some(shares) => format!("{} ({shares})", names::explanation(account, story)),
            None => names::explanation(account, story),
        });
    let rows = [wording.term(Term::AsCounted).to_owned()].into_iter().chain(names);
    let rows: Vec<String> = rows.chain([wording.term(Term::AllTogether).to_owned()]).collect();
    // Shares of votes are no whole numbers; a reader needs no tenths of a vote.
    #[expect(clippy::cast_possible_truncation, reason = "a margin of votes")]
    let whole = |votes: f64| wording.grouping.whole(libm::round(votes) as i64);
    let signed = |votes: f64| {
        let sign = if votes > 0.0 { "+" } else { "" };
        format!("{sign}{}", whole(votes))
    };
    let counted = explained.margin as f64;
    let last = rows.len() - 1;
    let mut figure = Figure::new("explanations", title.trim_end_matches(['.', '।']))
        .subtitle(wording.tell(&StorySentence::StepsOf { principal, rival }))
        .caption(format!("{}. {}", names::contest(account), wording.tell(&StorySentence::SharesAreStated)))
        .size(DEFAULT_WIDTH, Figure::height_for_rows(rows.len()) + 40)
        .x(Axis::linear(Ticks::Integer).label(wording.term(Term::Margin)).include(0.0))
        .y(Axis::rows(rows.clone()))
        .mark(Rule::vertical(0.0))
        .mark(Reach::in_row(0, 0.0, counted).label(whole(counted)).role(Role::Soft).leads_on());
    let mut table = Columns::new(["row", "from", "to", "votes_needed", "of_votes", "share_needed"]);
    table.push(vec![rows[0].as_str().into(), 0.0.into(), counted.into()]);
    let mut reached = counted;
    let mut steps = Vec::new();
    for (place, weighed) in explained.stories.iter().enumerate() {
        let next = reached + weighed.shapley_margin;
        let role = if weighed.pivotal { Role::Primary } else { Role::Secondary };
        figure = figure
            .mark(Reach::in_row(place + 1, reached, next).label(signed(weighed.shapley_margin)).role(role).leads_on());
        let needed = weighed.break_even;
        let cell = |number: u64| Cell::from(number);
        table.push(vec![
            rows[place + 1].as_str().into(),
            reached.into(),
            next.into(),
            needed.map_or(Cell::Empty, |needed| cell(needed.votes)),
            needed.map_or(Cell::Empty, |needed| cell(needed.base)),
            needed.map_or(Cell::Empty, |needed| crate::format::nine_figures(needed.share()).into()),
        ]);
        steps.push(format!("{}: {}", rows[place + 1], signed(weighed.shapley_margin)));
        reached = next;
    }
    table.push(vec![rows[last].as_str().into(), 0.0.into(), reached.into()]);
    let role = if probability > 0.5 { Role::Accent } else { Role::Soft };
    figure = figure.mark(Reach::in_row(last, 0.0, reached).label(whole(reached)).role(role));
    let ends = format!("{} {}; {} {}", rows[0], signed(counted), rows[last], signed(reached));
    Some(figure.alt(format!("{ends}. {}.", steps.join("; "))).data(table))
}
