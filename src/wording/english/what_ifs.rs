//! The page that asks "what if", in English.

use crate::format::Grouping;
use crate::wording::{Odds, WhatIf, WhatIfTerm};

pub(super) fn what_if(sentence: &WhatIf<'_>, grouping: Grouping) -> String {
    match *sentence {
        WhatIf::Question { rate, principal, recorded } => {
            let voted = if recorded { "voted" } else { "vote" };
            format!("What if {} of {principal}'s voters {voted} for the wrong name?", part(rate, grouping))
        }
        WhatIf::Odds { probability, principal, recorded } => {
            let does = if recorded { "wins" } else { "loses the seat" };
            match Odds::of(probability) {
                Odds::Hardly => format!("{principal} {does} in less than 1 of a million."),
                Odds::OneIn(many) => format!("{principal} {does} in about 1 of {}.", grouping.figures(many)),
                Odds::OfHundred(count) => format!("{principal} {does} in {count} of 100."),
                Odds::AllButOneIn(many) => {
                    format!("{principal} {does} in all but about 1 of {}.", grouping.figures(many))
                }
                Odds::NearlyAlways => format!("{principal} {does} in all but less than 1 of a million."),
            }
        }
        WhatIf::Diverted { middle, low, high, polled, needed, namesakes } => {
            let owner = if namesakes == 1 { "namesake's" } else { "namesakes'" };
            let spread = format!("{} to {} in nine of ten", grouping.whole(low), grouping.whole(high));
            let needs = |verb: &str| {
                needed.map_or_else(String::new, |needed| format!("; {} {verb} needed", grouping.votes(needed)))
            };
            if let Some(polled) = polled {
                format!(
                    "About {} of the {owner} {} votes were meant for the first of that name, {spread}{}.",
                    grouping.whole(middle),
                    grouping.votes(polled),
                    needs("were")
                )
            } else {
                let go = if middle == 1 { "vote goes" } else { "votes go" };
                format!("About {} {go} astray, {spread}{}.", grouping.whole(middle), needs("are"))
            }
        }
        WhatIf::AsStated { probability } => {
            format!("With its own voters going where the slider has them: {}.", grouping.percent(probability))
        }
        WhatIf::Rate { principal } => format!("Of {principal}'s voters, misdirected"),
        WhatIf::RateBelieved { low, high } => {
            format!("as believed, {} to {} in nine of ten", grouping.percent(low), grouping.percent(high))
        }
        WhatIf::Onward { principal } => format!("Of the namesake's own voters, would have chosen {principal}"),
        WhatIf::NeededFrom { rate } => format!("needed {}", grouping.percent(rate)),
        WhatIf::AllowedTo { rate, namesakes } => {
            let whose = if namesakes == 1 { "what the namesake polled" } else { "what the namesakes polled" };
            format!("above {}: more than {whose}", grouping.percent(rate))
        }
        WhatIf::MarginAxis { principal, rival, recorded, margin } => {
            let known = if recorded { "declared" } else { "as meant" };
            format!("{principal}'s margin over {rival}, votes; {known} {}", grouping.whole(margin))
        }
        WhatIf::MarginAlt { middle, low, high, principal } => format!(
            "{principal}'s margin: {} in the middle, {} to {} in nine of ten.",
            grouping.whole(middle),
            grouping.whole(low),
            grouping.whole(high)
        ),
        WhatIf::Drawn { draws } => format!("The picture: {} simulations.", grouping.votes(draws)),
    }
}

/// A small share as so many of a round number.
fn part(rate: f64, grouping: Grouping) -> String {
    let of = match rate {
        0.0 => return "none".to_owned(),
        rate if rate >= 0.0995 => 100,
        rate if rate >= 0.000_995 => 1_000,
        _ => 100_000,
    };
    format!("{} in {}", grouping.figures(of as f64 * rate), grouping.votes(of))
}

pub(super) fn term(term: WhatIfTerm) -> &'static str {
    match term {
        WhatIfTerm::PageTitle => "What if?",
        WhatIfTerm::AnotherContest => "Contest",
        WhatIfTerm::OwnScenario => "Your own scenario",
        WhatIfTerm::PasteHere => "The text of a scenario (TOML)",
        WhatIfTerm::DropHere => {
            "Paste it here, or drop its files anywhere on the page: a scenario and the booth files it names, together."
        }
        WhatIfTerm::ChooseFiles => "Choose files",
        WhatIfTerm::Calculate => "Calculate",
        WhatIfTerm::Close => "Close",
        WhatIfTerm::AsBelieved => "As believed",
        WhatIfTerm::CopySentence => "Copy sentence",
        WhatIfTerm::CopyLink => "Copy link",
        WhatIfTerm::CopyToml => "Copy TOML",
        WhatIfTerm::CopyCommand => "Copy command",
        WhatIfTerm::SavePng => "PNG",
        WhatIfTerm::SaveSvg => "SVG",
        WhatIfTerm::Print => "Print",
        WhatIfTerm::Copied => "Copied.",
        WhatIfTerm::NotCopied => "The browser does not let this page copy; here it is:",
        WhatIfTerm::Sliders => "What if",
        WhatIfTerm::OwnVotes => "An ordinary independent here polls",
        WhatIfTerm::BoothSpread => "How unevenly over booths",
        WhatIfTerm::PriorShown => "blue: what earlier namesakes in India suggest",
        WhatIfTerm::StatedShown => "blue: what the scenario states",
        WhatIfTerm::OrdinaryHere => "the other independents of this seat",
        WhatIfTerm::OrdinaryGuessed => "the usual share of past contests",
        WhatIfTerm::OrdinaryStated => "as the scenario states",
        WhatIfTerm::BoothNote => "0 is alike everywhere; from 1 on most of it lies in few booths",
        WhatIfTerm::OnwardNote => "only for the other question: had the namesake not stood",
        WhatIfTerm::NotStated => "not stated",
        WhatIfTerm::Curve => "From which share on it turns",
        WhatIfTerm::CurveNone => "No share that the votes allow turns this result, or no single share decides it.",
        WhatIfTerm::CurveAxis => "misdirected share of the votes meant for the candidate",
        WhatIfTerm::ChanceAxis => "probability of another result",
        WhatIfTerm::Loses => "loses",
        WhatIfTerm::Wins => "wins",
        WhatIfTerm::ComputedIn => "Computed exactly, in your browser, in {ms} ms.",
        WhatIfTerm::ComputedBefore => "Computed exactly when this page was made.",
        WhatIfTerm::NotProof => "A probability is not proof.",
        WhatIfTerm::Working => "Computing …",
        WhatIfTerm::TakesLonger => "Computing; a contest to come takes some seconds where the share is not fixed …",
        WhatIfTerm::NothingSent => "Everything is computed in this page: nothing is sent and nothing is kept.",
        WhatIfTerm::NoScript => {
            "Scripts are off, so that the sliders are still; the answer above is the scenario's own."
        }
        WhatIfTerm::NoWasm => {
            "This browser lacks what the calculation needs (WebAssembly with SIMD); the answer shown is the scenario's own. A browser from 2023 on has it."
        }
        WhatIfTerm::TooLarge => "That is larger than any scenario.",
        WhatIfTerm::BrokenAddress => "The address asks for what is not there; the scenario's own answer is shown.",
        WhatIfTerm::OwnNotInLink => "A link carries the sliders alone: your own scenario stays on this machine.",
        WhatIfTerm::WrongScenario => "This scenario cannot be calculated yet:",
        WhatIfTerm::FilesTogether => "It names other files. Drop or choose them together with the scenario.",
        WhatIfTerm::Language => "Language",
        WhatIfTerm::Without => "Had the namesake not stood",
        WhatIfTerm::Answer => "The answer",
    }
}
