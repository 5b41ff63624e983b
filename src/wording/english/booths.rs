//! Booth returns in English.

use crate::format::{Grouping, counted, listed};
use crate::inference::Shown;
use crate::wording::booth::Range;
use crate::wording::{BoothSentence, Lean};

#[expect(clippy::too_many_lines, reason = "one sentence after another, in one match that lets none be left out")]
pub(super) fn booth(sentence: &BoothSentence<'_>, grouping: Grouping) -> String {
    let votes = |number: u64| grouping.votes(number);
    let percent = |share: f64| grouping.percent(share);
    let short = |number: f64| grouping.figures(number);
    let span = |(low, high): Range| format!("{} to {}", short(low), short(high));
    let percents = |(low, high): Range| format!("{} to {}", percent(low), percent(high));
    let counts = |(low, high): (u64, u64)| format!("{} to {}", votes(low), votes(high));
    let others = |number: u64| counted(number, "other minor candidate", "other minor candidates");
    match *sentence {
        BoothSentence::SlopeUp { whose, per } => {
            format!("Where {whose} has 100 votes more, the namesake has {} more", short(per))
        }
        BoothSentence::SlopeDown { whose, per } => {
            format!("Where {whose} has 100 votes more, the namesake has {} fewer", short(-per))
        }
        BoothSentence::SlopeOpen { whose } => {
            format!("The booths do not show whether the namesake's votes follow those of {whose}")
        }
        BoothSentence::ScatterShows { who, whose, size, placebos } => format!(
            "Votes of the namesake {who} against those of {whose}: one dot a booth, moved up or down by less than half a vote; the line is that of a booth with {} votes, with its 95 % band; grey: the lines of {}",
            short(size),
            others(placebos)
        ),
        BoothSentence::ScatterAlt { booths, whose, per, range } => format!(
            "Scatter of {} booths. Slope: {} namesake votes per 100 votes of {whose}, 95 % interval {}.",
            votes(booths),
            short(per),
            span(range)
        ),
        BoothSentence::VotesOf { whose } => format!("votes of {whose} in a booth"),
        BoothSentence::SlopeEnd { per, range } => format!("{} per 100 (95 %: {})", short(per), span(range)),
        BoothSentence::LeansMost { whose } => {
            format!("The namesake leans to the voters of {whose} more than any other minor candidate")
        }
        BoothSentence::LeansLeast { whose } => {
            format!("Every other minor candidate leans to the voters of {whose} as much as the namesake")
        }
        BoothSentence::LeansLess { whose, more, others: all } => {
            let lean = if more == 1 { "leans" } else { "lean" };
            format!(
                "{} of {} {lean} to the voters of {whose} at least as much as the namesake",
                votes(more),
                others(all)
            )
        }
        BoothSentence::NamesakeRow { who } => format!("{who} (namesake)"),
        BoothSentence::OrdinaryRow => "an ordinary candidate to come".to_owned(),
        BoothSentence::PlacebosShow { whose } => format!(
            "How many times as often each polled among the voters of {whose} as among others, had all of those votes been own support; dot: middle, bar: nine of ten cases (log scale)"
        ),
        BoothSentence::PlacebosAlt { whose, others: all, times, range } => format!(
            "Intervals, one row a candidate: the namesake {} times as often among the voters of {whose} as among others, the {all} other minor candidates {} times.",
            short(times),
            span(range)
        ),
        BoothSentence::Times { middle, range } => format!("{} ({})", short(middle), span(range)),
        BoothSentence::SegmentsDiffer { whose, top, bottom, rates } => format!(
            "More voters of {whose} went astray in {top} than in {bottom}: {} against {}",
            percent(rates.1),
            percent(rates.0)
        ),
        BoothSentence::SegmentsAlike { rates } => {
            format!("The segments cannot be told apart: confusion rates of {}", percents(rates))
        }
        BoothSentence::RatesShow { whose } => format!(
            "Confusion rate per vote meant for {whose}, by segment: dot: middle, bar: nine of ten cases; upright bar: the namesake's share of both candidates' votes, the most the rate can be"
        ),
        BoothSentence::RatesAlt { segments } => format!("Confusion rates by segment: {segments}."),
        BoothSentence::Rate { name, middle, range } => format!("{name} {} ({})", percent(middle), percents(range)),
        BoothSentence::RateAndShare { rate, share } => format!("{}; share {}", percent(rate), percent(share)),
        BoothSentence::MadeUpAlike => "Booths made up by the model look like those that were counted".to_owned(),
        BoothSentence::MadeUpNearly { missed, bins } => format!(
            "Booths made up by the model look like those counted: {missed} of {bins} dots {} outside its lines, as chance would have it",
            if missed == 1 { "lies" } else { "lie" }
        ),
        BoothSentence::MadeUpOtherwise { missed, bins, chance } => format!(
            "Booths made up by the model do not look like those counted: {missed} of {bins} dots lie outside its lines; chance puts {} there",
            short(chance)
        ),
        BoothSentence::CheckShows { who, sets } => format!(
            "In how many booths the namesake {who} has so many votes: as counted (dots), and in {} by the fitted model (lines)",
            made_up(sets)
        ),
        BoothSentence::CheckAlt { within, bins, sets } => format!(
            "Numbers of booths by votes of the namesake; {within} of {bins} counted numbers lie within the range of {}.",
            made_up(sets)
        ),
        BoothSentence::StandsOut { booth, place, votes: polled, expected } => format!(
            "Booth {booth} of {place} stands out: {} votes for the namesake, {} expected",
            votes(polled),
            short(expected)
        ),
        BoothSentence::NoneStandsOut => "No booth stands out from what the model expects".to_owned(),
        BoothSentence::ResidualsShow { who } => format!(
            "Votes of the namesake {who} in each booth, counted against expected; the line is where they agree; booths that the model hardly allows are named, as a home would be"
        ),
        BoothSentence::ResidualsAlt { outside, out } => format!(
            "Scatter of counted against expected votes; {} lie outside the range the model gives nine of ten booths; {}.",
            percent(outside),
            match out {
                0 => "no booth stands out".to_owned(),
                out => format!("{} out", counted(out, "booth stands", "booths stand")),
            }
        ),
        BoothSentence::Booths => "booths".to_owned(),
        BoothSentence::ExpectedVotes => "expected votes".to_owned(),
        BoothSentence::CountedVotes => "counted votes".to_owned(),
        BoothSentence::FollowsNot { who, whose } => {
            format!("The votes of the namesake {who} do not follow those of {whose}, booth by booth.")
        }
        BoothSentence::FollowsOpen { who, whose } => {
            format!("The booths do not show whether the votes of the namesake {who} follow those of {whose}.")
        }
        BoothSentence::Follows { who, whose, lean } => {
            let than = match lean {
                Lean::Alone => "; there is no other minor candidate to compare with".to_owned(),
                Lean::Most => ", more than any other minor candidate's do".to_owned(),
                Lean::MostNearly { near, more } => format!(
                    ", more than any other minor candidate's do, though those of {}{} come near",
                    listed(near),
                    if more { " and others" } else { "" }
                ),
                Lean::AllBut { more, others: all } => {
                    format!(", more than those of all but {} of {all} other minor candidates", votes(more))
                }
                Lean::AsMuch { more, others: all } => {
                    format!(", but so do those of {} of {all} other minor candidates at least as much", votes(more))
                }
            };
            format!("The votes of the namesake {who} follow those of {whose}, booth by booth{than}.")
        }
        BoothSentence::Shown { shown, whose, none, more, others: all } => {
            let chance = percent(none);
            let lean = if more == 1 { "leans" } else { "lean" };
            let as_much = || format!("{} of {} {lean} to the voters of {whose} as much", votes(more), others(all));
            match shown {
                Shown::Confusion => format!(
                    "The booths show confusion: that not one of these votes was diverted has a probability of {chance}, and {}.",
                    as_much()
                ),
                Shown::NoMoreThanOthers => format!(
                    "The booths alone do not show confusion: that no vote was diverted has a probability of {chance}, but {}, and they are nobody's namesake.",
                    as_much()
                ),
                Shown::TooFewOthers => format!(
                    "The booths alone do not show confusion: that no vote was diverted has a probability of {chance}, but with {} to compare it cannot be told from an ordinary liking.",
                    if all == 0 { "nobody".to_owned() } else { others(all) }
                ),
                Shown::Nothing => format!(
                    "The booths do not show confusion: all of these votes may be own support (probability {chance})."
                ),
            }
        }
        BoothSentence::Slope { namesake, principal, votes: polled, booths, per, range } => format!(
            "{namesake} polled {} in {}. Where {principal} has 100 votes more and the others 100 fewer, the namesake has {} more (95 %: {}).",
            grouping.counted(polled, "vote", "votes"),
            grouping.counted(booths, "booth", "booths"),
            short(per),
            span(range)
        ),
        BoothSentence::SlopeOnRival { principal, per, range } => format!(
            "The same against the strongest rival's votes: {} (95 %: {}); confusion with {principal} adds nothing there.",
            short(per),
            span(range)
        ),
        BoothSentence::NoPlacebos { range } => format!(
            "No other minor candidate stands in these returns, so how far ordinary support leans is taken from past contests, and widely: {} times as many votes among the principal's voters as among others.",
            span(range)
        ),
        BoothSentence::PlacebosUntold => {
            "No other minor candidate has votes enough to say closely how its support leans, so the comparison with them is a rough one.".to_owned()
        }
        BoothSentence::Placebos { count, untold, tilts, middle, namesake, coming } => {
            let aside = if untold > 0 {
                format!(" ({untold} of them with too few to tell, and left out here)")
            } else {
                String::new()
            };
            format!(
                "{} as placebos{aside}: by these booths they polled {} times as often among the principal's voters as among others, the middle one {}; the namesake {} times. An ordinary candidate to come: {} times in nine of ten.",
                others(count),
                span(tilts),
                short(middle),
                short(namesake),
                span(coming)
            )
        }
        BoothSentence::DivertedShare { middle, range, closed } => format!(
            "Diverted, of the namesake's booth votes: {} in nine of ten cases, {} in the middle one. Nobody confused at all: probability {} before, {} after.",
            percents(range),
            percent(middle),
            percent(closed.0),
            percent(closed.1)
        ),
        BoothSentence::RatesAndSupport { rate, own } => format!(
            "Confusion rate over all booths: {} in nine of ten before the booths were looked at, {} after. Own support: {} votes before, {} after.",
            percents(rate.0),
            percents(rate.1),
            counts(own.0),
            counts(own.1)
        ),
        BoothSentence::SegmentBySegment { segments } => format!(
            "Segment by segment, the namesake's share of both candidates' votes, and in brackets the confusion rate: {segments}."
        ),
        BoothSentence::SegmentPart { name, share, rate } => format!("{name} {} ({})", percent(share), percents(rate)),
        BoothSentence::Outside { outside, booths } => {
            let out = if booths.is_empty() {
                "No booth stands out.".to_owned()
            } else {
                format!("Booths that stand out, as a home would: {}.", booths.join(", "))
            };
            format!(
                "Counts outside the range the model gives nine of ten booths: {}, where at most 10 % are expected. {out}",
                percent(outside)
            )
        }
        BoothSentence::OutlierPart { booth, segment, votes: polled, expected } => {
            format!("{booth} of {segment} ({polled} votes, {} expected)", short(expected))
        }
        BoothSentence::Postal { postal, booths } => format!(
            "Of both candidates' postal votes the namesake has {}, of those in booths {}.",
            percent(postal),
            percent(booths)
        ),
        BoothSentence::SlopeIsNoProof => {
            "A slope is evidence of confusion, not proof: supporters who live where the principal's do make one too."
                .to_owned()
        }
    }
}

fn made_up(sets: u64) -> String {
    counted(sets, "made-up set of booths", "made-up sets of booths")
}
