//! English.

mod bases;
mod booths;
mod briefs;
mod cautions;
mod charts;
mod stories;
mod terms;
mod what_ifs;

use super::numbers::rate_to;
use super::tongue::Tongue;
use super::{
    Basis, BoothSentence, BriefSentence, Caution, ChartSentence, Ground, Headline, Sampled, Sentence, StorySentence,
    Term, WhatIf, WhatIfTerm, World,
};
use crate::format::Grouping;

/// English.
pub(super) struct English;

impl Tongue for English {
    fn code(&self) -> &'static str {
        "en"
    }

    fn name(&self) -> &'static str {
        "English"
    }

    fn script(&self) -> Option<std::ops::RangeInclusive<char>> {
        None
    }

    fn usual_grouping(&self) -> Grouping {
        Grouping::Western
    }

    fn sentence(&self, said: &Sentence<'_>, grouping: Grouping) -> String {
        sentence(said, grouping)
    }

    fn story(&self, said: &StorySentence<'_>, grouping: Grouping) -> String {
        stories::story(said, grouping)
    }

    fn chart(&self, said: &ChartSentence<'_>, grouping: Grouping) -> String {
        charts::chart(said, grouping)
    }

    fn booth(&self, said: &BoothSentence<'_>, grouping: Grouping) -> String {
        booths::booth(said, grouping)
    }

    fn caution(&self, said: &Caution<'_>, grouping: Grouping) -> String {
        cautions::caution(said, grouping)
    }

    fn basis(&self, said: &Basis<'_>, grouping: Grouping) -> String {
        bases::basis(said, grouping)
    }

    fn brief(&self, said: &BriefSentence<'_>, grouping: Grouping) -> String {
        briefs::brief(said, grouping)
    }

    fn what_if(&self, said: &WhatIf<'_>, grouping: Grouping) -> String {
        what_ifs::what_if(said, grouping)
    }

    fn what_if_term(&self, said: WhatIfTerm) -> &'static str {
        what_ifs::term(said)
    }

    fn ground(&self, said: Ground) -> &'static str {
        briefs::ground(said)
    }

    fn term(&self, said: Term) -> &'static str {
        terms::term(said)
    }

    fn headline(&self, said: Headline) -> &'static str {
        terms::headline(said)
    }
}

#[expect(clippy::too_many_lines, reason = "one sentence after another, in one match that lets none be left out")]
fn sentence(sentence: &Sentence<'_>, grouping: Grouping) -> String {
    let votes = |number: u64| grouping.votes(number);
    let counted = |number: u64| grouping.counted(number, "vote", "votes");
    let more = |number: u64| grouping.counted(number, "more vote", "more votes");
    let they = |namesakes: usize| terms::term(if namesakes == 1 { Term::Namesake } else { Term::Namesakes });
    match *sentence {
        Sentence::AllNamesakes { count } => format!("the {count} namesakes together"),
        Sentence::Needed { principal, needed, namesakes, polled } => {
            format!("{principal} needed {} to win; {namesakes} polled {}.", more(needed), votes(polled))
        }
        Sentence::NeededForTie { principal, needed, namesakes, polled } => format!(
            "{principal} needed {} to win; {namesakes} polled {}, enough for a tie and no more.",
            more(needed),
            votes(polled)
        ),
        Sentence::StillAhead { principal, rival, left } => format!(
            "Had every one of those been meant for {principal}, {rival} would still have been ahead by {}.",
            votes(left)
        ),
        Sentence::AllowedNotProved => "Arithmetic allows it. Whether it happened, the totals cannot show: what follows is a probability, not proof.".to_owned(),
        Sentence::Won { principal, rival, margin, namesakes } => {
            format!("{principal} won, {} ahead of {rival}: {} cost no seat.", counted(margin), they(namesakes))
        }
        Sentence::Cushion { margin, namesakes, polled } => {
            format!("The cushion was {}; {namesakes} polled {}.", counted(margin), votes(polled))
        }
        Sentence::LevelIntended { principal, rival, certain } => {
            let so = if certain { ": a single vote that goes astray decides" } else { "" };
            format!("{principal} and {rival} are level in intended votes{so}.")
        }
        Sentence::UncertainIntended { principal, leads, simulations } => format!(
            "Those votes are stated as uncertain: {principal} leads by them in {} of {} simulations.",
            votes(leads),
            votes(simulations)
        ),
        Sentence::BehindIntended { principal, rival, margin } => format!(
            "{principal} is {} behind {rival} before a single vote goes astray.",
            grouping.counted(margin, "intended vote", "intended votes")
        ),
        Sentence::LeadsIntended { principal, rival, margin, namesakes } => format!(
            "{principal} leads {rival} by {intended}; losing {margin} of them to {they} leaves a tie, and more lose the seat.",
            intended = grouping.counted(margin, "intended vote", "intended votes"),
            margin = votes(margin),
            they = they(namesakes)
        ),
        Sentence::WinnerToo { name, namesakes, polled } => {
            format!("{name}, who won, has a namesake too: {namesakes} polled {}.", votes(polled))
        }
        Sentence::OtherToo { name, namesakes, polled, margin, verdict } => format!(
            "{name} has a namesake too: {namesakes} polled {}, against a margin of {} ({}).",
            votes(polled),
            votes(margin),
            verdict.word().replace('_', " ")
        ),
        Sentence::OtherUncounted { name } => format!("{name} has a namesake too."),
        Sentence::VotesNeeded { needed, share, per_booth, namesakes } => {
            let they = they(namesakes);
            let share = match share {
                // Rounding must not turn "just too few" into "all of them".
                Some(share) if share > 1.0 && share < 1.005 => format!(", a little more than all that {they} polled"),
                Some(share) if (0.9995..1.0).contains(&share) => format!(", almost all that {they} polled"),
                Some(share) if share > 1.0 => format!(", {} times all that {they} polled", grouping.figures(share)),
                Some(share) => format!(", {} of all that {they} polled", grouping.percent(share)),
                None => String::new(),
            };
            let per_booth = per_booth.map_or(String::new(), |(per, booths)| {
                format!("; {} in every one of {}", grouping.figures(per), grouping.counted(booths, "booth", "booths"))
            });
            format!("{}{share}{per_booth}.", counted(needed))
        }
        Sentence::RateNeeded { rate, most, digits, principal, namesakes } => {
            let shown = |rate: f64| rate_to(rate, digits, grouping);
            let most = most
                .map_or(String::new(), |most| format!("; what {} polled allows at most {}", they(namesakes), shown(most)));
            format!("A confusion rate of {} of the votes meant for {principal}{most}.", shown(rate))
        }
        Sentence::Slack { independents, typical, namesakes } => format!(
            "The result stands if {} had more support than {} typical independents (one polled {} here).",
            they(namesakes),
            grouping.figures(independents),
            grouping.figures(typical)
        ),
        Sentence::ProvedZero { hits, draws } => {
            format!("0, proved by arithmetic; {} of {} simulations flipped.", votes(hits), votes(draws))
        }
        Sentence::NoFlips { below, draws } => format!(
            "Less than {}: none of {} simulations flipped (3 / draws).",
            grouping.percent(below),
            votes(draws)
        ),
        Sentence::AllFlips { above, draws } => {
            format!("More than {above}: all {} simulations flipped (1 − 3 / draws).", votes(draws))
        }
        Sentence::Flips { share, hits, draws, error, sampled } => {
            let (hits, draws, points) = (votes(hits), votes(draws), grouping.figures(error));
            match sampled {
                Sampled::ByWeights(effective) => format!(
                    "{share}, from {draws} weighted simulations, half of them drawn nearer to where the result flips (Monte Carlo standard error {points} points, effective sample size {}).",
                    grouping.figures(effective)
                ),
                Sampled::Plainly => format!(
                    "{share}: {hits} of {draws} simulations flipped (Monte Carlo standard error {points} points)."
                ),
                Sampled::BySobol => format!(
                    "{share}: {hits} of {draws} simulations flipped (Monte Carlo standard error {points} points, between scrambled Sobol' sets)."
                ),
            }
        }
        Sentence::Exact { probability, error } => {
            let within = if error > 0.0 { format!(" (within {} points)", grouping.figures(100.0 * error)) } else { String::new() };
            format!("Computed exactly, without a draw: {}{within}.", grouping.percent(probability))
        }
        Sentence::EachFlip { name, probability, proved: true } => {
            format!("For {name} alone: {}, proved by arithmetic.", grouping.percent(probability))
        }
        Sentence::EachFlip { name, probability, proved: false } => {
            format!("For {name} alone: {}.", grouping.percent(probability))
        }
        Sentence::Without { low, high, namesakes, .. } if low == high => format!(
            "Another question: had {} not stood at all, {} own voters would have gone somewhere, and nobody knows where. Another winner then: {}, whatever they had done.",
            if namesakes == 1 { "the namesake" } else { "the namesakes" },
            if namesakes == 1 { "its" } else { "their" },
            grouping.percent(low)
        ),
        Sentence::Without { low, middle, high, namesakes } => format!(
            "Another question: had {} not stood at all, {} own voters would have gone somewhere, and nobody knows where. Another winner then: {} if they had spread as the seat's other voters did, {} to {} over all they could have done.",
            if namesakes == 1 { "the namesake" } else { "the namesakes" },
            if namesakes == 1 { "its" } else { "their" },
            grouping.percent(middle),
            grouping.percent(low),
            grouping.percent(high)
        ),
        Sentence::WithoutAsStated { probability } => {
            format!("By the scenario's own statement of where they would have gone: {}.", grouping.percent(probability))
        }
        Sentence::Ties { ties } => format!(
            "{} {} ended level at the top in one of the two counts; a tie is not a win.",
            votes(ties),
            if ties == 1 { "simulation" } else { "simulations" }
        ),
        Sentence::Diverted { middle, low, high } => format!(
            "Votes diverted: {} in the middle simulation, {} to {} in nine of ten.",
            grouping.whole(middle),
            grouping.whole(low),
            grouping.whole(high)
        ),
        Sentence::MarginSpread { name, world, middle, low, high } => {
            let world = match world {
                World::AsMeant => "with every misdirected vote counted where it was meant",
                World::Recorded => "as recorded",
            };
            format!(
                "Margin of {name} {world}: {} in the middle simulation, {} to {} in nine of ten.",
                grouping.whole(middle),
                grouping.whole(low),
                grouping.whole(high)
            )
        }
        Sentence::RateBeforeAfter { before, after } => format!(
            "Confusion rate, all namesakes together: {} to {} in nine of ten before the votes were looked at, {} to {} after.",
            before.0, before.1, after.0, after.1
        ),
        Sentence::RateAhead { low, high } => {
            format!("Confusion rate, all namesakes together: {low} to {high} in nine of ten simulations.")
        }
        Sentence::Quoted { text, source } => match source {
            Some(source) => format!("“{text}” ({source})"),
            None => format!("“{text}”"),
        },
        Sentence::SaysVotes { candidate, low, high, unit, verdict } => {
            format!("{} votes of {candidate} in {unit}: {verdict}.", range(low, high, grouping))
        }
        Sentence::SaysWouldHaveWon { candidate, principal, verdict } => {
            format!("That {principal} would have won without {candidate}: {verdict}.")
        }
        Sentence::SaysCost { candidate, principal, low, high, verdict } => {
            format!("That {candidate} cost {principal} {} votes: {verdict}.", range(low, high, grouping))
        }
        Sentence::ReadAs { unit, units, low, high } => {
            let units = if units > 1 { format!(" ({})", votes(units)) } else { String::new() };
            format!("Read as {unit}{units}: {} votes.", range(low, high, grouping))
        }
        Sentence::TotalTooSmall { polled, all, factor } => {
            let all = all.map_or(String::new(), |all| format!(" ({} with postal votes)", votes(all)));
            format!("Impossible: all that was polled there is {}{all}{}.", votes(polled), times(factor, "too large", grouping))
        }
        Sentence::TotalTooLarge { polled, factor } => {
            format!("Impossible: what was polled is {}{}.", votes(polled), times(factor, "too small", grouping))
        }
        Sentence::CastTooFew { cast, factor } => {
            format!("Impossible: everybody together polled {}{}.", votes(cast), times(factor, "too large", grouping))
        }
        Sentence::ElectorsTooFew { electors, factor } => {
            format!("Impossible: there are {} electors{}.", votes(electors), times(factor, "too large", grouping))
        }
        Sentence::BoothTooSmall { most, factor } => {
            format!("Impossible: no booth has more than {} electors{}.", votes(most), times(factor, "too large", grouping))
        }
        Sentence::RowsOutside { outside, rows, farthest } => format!(
            "Impossible: as counted, {} of {} lie outside; the farthest has {}.",
            votes(outside),
            votes(rows),
            votes(farthest)
        ),
        Sentence::TooEven { chance } => format!(
            "Implausible: the totals allow it, but votes never lie so evenly (chance {} at the usual spread).",
            grouping.percent(chance)
        ),
        Sentence::NothingAgainst => "Feasible: nothing that was counted contradicts it.".to_owned(),
        Sentence::NotTested { unit, key } => format!("Not read as {unit}: the scenario does not say {key}."),
        Sentence::Survives { readings } => format!("What survives: {readings}."),
        Sentence::NoneSurvives => "No reading survives.".to_owned(),
        Sentence::DoesNotMatter { votes: all, needed } => format!(
            "It does not matter either way: {} < {}, all the votes of the candidate against those needed to change who won.",
            votes(all),
            votes(needed)
        ),
        Sentence::MattersForTie { votes: all, needed } => format!(
            "It could have mattered for a tie and no more: the candidate polled {}, and {} were needed to win.",
            votes(all),
            votes(needed)
        ),
        Sentence::CouldMatter { votes: all, needed } => format!(
            "Whether it mattered is another question: the candidate polled {}, and {} were needed to change who won.",
            votes(all),
            votes(needed)
        ),
        Sentence::NoSeatLost { principal } => format!("It cost no seat: {principal} won."),
        Sentence::PolledFewer { polled, needed } => {
            format!(
                "Ruled out by arithmetic: {} polled, fewer than {}.",
                grouping.counted(polled, "vote was", "votes were"),
                votes(needed)
            )
        }
        Sentence::WonAnyway { principal, margin } => {
            format!("Ruled out by arithmetic: {principal} won, by {}.", counted(margin))
        }
        Sentence::SoIn { probability, draws, error } => format!(
            "So in {probability} of {} simulations (Monte Carlo standard error {} points); a probability is not proof.",
            votes(draws),
            grouping.figures(error)
        ),
        Sentence::NotSimulated => "Arithmetic leaves it open, and nothing was simulated that could tell.".to_owned(),
        Sentence::ClaimMisses { unit, factor } if factor.is_finite() => format!(
            "Read as {unit}, the claim and what was counted are {} times apart",
            grouping.figures(factor)
        ),
        Sentence::ClaimMisses { unit, .. } => format!("Read as {unit}, the claim is not what was counted"),
        Sentence::ClaimFits { unit } => format!("Read as {unit}, the claim fits all that was counted"),
        Sentence::InBoothsOfAll { name, booths, all } => {
            format!("{name}: {}, of which {} in booths", votes(all), votes(booths))
        }
        Sentence::ClaimAgainst { candidate, low, high } => format!(
            "Votes of {candidate} by every reading of {}, against what was counted; orange readings fail, blue ones survive",
            range(low, high, grouping)
        ),
    }
}

/// "500 to 700", or "500" where both ends are one.
fn range(low: u64, high: u64, grouping: Grouping) -> String {
    if low == high { grouping.votes(low) } else { format!("{} to {}", grouping.votes(low), grouping.votes(high)) }
}

/// By how much a claim misses; nothing where no factor can be given, because nothing at all was counted.
fn times(factor: f64, which: &str, grouping: Grouping) -> String {
    if factor.is_finite() {
        format!("; the claim is {} times {which}", grouping.figures(factor))
    } else {
        String::new()
    }
}
