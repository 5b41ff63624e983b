//! The answer on one screen, in English.

use crate::format::Grouping;
use crate::wording::{BriefSentence, Ground, Odds};

pub(super) fn brief(sentence: &BriefSentence<'_>, grouping: Grouping) -> String {
    match *sentence {
        BriefSentence::Chance { proved: true, recorded, .. } => {
            let verb = if recorded { "did" } else { "can" };
            format!(
                "Misdirected votes {verb} not change who {}: that is arithmetic, whatever is believed of voters.",
                if recorded { "won" } else { "wins" }
            )
        }
        BriefSentence::Chance { probability, error, recorded, .. } => {
            let change = if recorded { "changed who won" } else { "will change who wins" };
            let within = if error > 0.0005 {
                format!(", within {} points", grouping.figures(100.0 * error))
            } else {
                String::new()
            };
            format!(
                "Misdirected votes {change} with probability {} ({}{within}).",
                grouping.percent(probability),
                odds(probability, grouping)
            )
        }
        BriefSentence::Without { low, high, namesakes } => {
            let (had, its) = if namesakes == 1 { ("the namesake", "its") } else { ("the namesakes", "their") };
            if low == high {
                return format!(
                    "Had {had} not stood at all: {}, wherever {its} own voters had gone.",
                    grouping.percent(low)
                );
            }
            format!(
                "Had {had} not stood at all: {} to {}, by where {its} own voters would have gone.",
                grouping.percent(low),
                grouping.percent(high)
            )
        }
        BriefSentence::Credited { first, second, votes: (most, next), changes } => format!(
            "Credited by rule, whatever was meant: {first} {}, {second} {}; {}.",
            grouping.votes(most),
            grouping.votes(next),
            match (most == next, changes) {
                (true, _) => "level",
                (false, true) => "the result changes",
                (false, false) => "the result stands",
            }
        ),
        BriefSentence::Control { name, namesake, polled, own: (low, middle, high), votes, of } => format!(
            "By {name} ({} of {} ballots) about {} of the {} votes of {namesake} would be their own, {} to {} in nine of ten.",
            grouping.votes(votes),
            grouping.votes(of),
            grouping.whole(middle),
            grouping.votes(polled),
            grouping.whole(low),
            grouping.whole(high)
        ),
        BriefSentence::Stratum { name, recorded: Some(recorded), expected } => {
            let excess = libm::round(recorded as f64 - expected);
            format!(
                "{name}: {} recorded, {} by the rate there, {} {}.",
                grouping.votes(recorded),
                grouping.figures(expected),
                grouping.figures(excess.abs()),
                if excess < 0.0 { "too few" } else { "too many" }
            )
        }
        BriefSentence::Stratum { name, recorded: None, expected } => {
            format!("{name}: {} by the rate there.", grouping.figures(expected))
        }
        BriefSentence::About { middle, low, high } => format!(
            "about {}, {} to {} in nine of ten",
            grouping.whole(middle),
            grouping.whole(low),
            grouping.whole(high)
        ),
        BriefSentence::FromTo { low, high } => format!("{} to {}", grouping.whole(low), grouping.whole(high)),
        BriefSentence::Said { quoted, verdict } => format!("{quoted}: {verdict}."),
        BriefSentence::RestsOn { grounds } => format!("Rests on {grounds}."),
        BriefSentence::LookAt { place } => format!("Look at {place}. Everything: --full"),
    }
}

pub(super) fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Counted => "the votes as counted",
        Ground::Intended => "votes as meant",
        Ground::EarlierNamesakes => "earlier namesakes in India",
        Ground::Control => "a control",
        Ground::StatedRate => "a stated confusion rate",
        Ground::BoothReturns => "the booths as counted",
        Ground::MadeUpBooths => "made-up booths",
    }
}

fn odds(probability: f64, grouping: Grouping) -> String {
    match Odds::of(probability) {
        Odds::Hardly => "less than 1 in a million".to_owned(),
        Odds::OneIn(many) => format!("about 1 in {}", grouping.figures(many)),
        Odds::OfHundred(count) => format!("about {count} in 100"),
        Odds::AllButOneIn(many) => format!("all but about 1 in {}", grouping.figures(many)),
        Odds::NearlyAlways => "all but less than 1 in a million".to_owned(),
    }
}
