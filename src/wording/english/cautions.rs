//! Warnings in English.

use crate::format::{Grouping, counted};
use crate::wording::Caution;

pub(super) fn caution(caution: &Caution<'_>, grouping: Grouping) -> String {
    let votes = |number: u64| grouping.votes(number);
    let short = |number: f64| grouping.figures(number);
    match *caution {
        Caution::NotReached { goal, draws, reached } => format!(
            "The standard error asked for, {} points, was not reached: {} draws leave {} points. Allow more draws.",
            short(goal),
            votes(draws),
            short(reached)
        ),
        Caution::FewEffective { effective } => format!(
            "Importance sampling found flips worth only {} equal ones: the probability may be off by more than its standard error says. Allow more draws.",
            short(effective)
        ),
        Caution::NotFound => "Importance sampling did not find where the result flips, so only the plain half of the simulations is counted. It shifts the rate and the segments of the principal in question; flips that need others are not rare in that way.".to_owned(),
        Caution::NeitherFirstNorSecond { name } => format!(
            "{name} came neither first nor second: where the namesake's own supporters would have gone instead then matters for the other two, and is a guess."
        ),
        Caution::RateCannotBe { name, votes: polled } => format!(
            "The rate cannot be: {name} would then have polled more than {}. What follows is the cap that total sets, not evidence.",
            grouping.counted(polled, "vote", "votes")
        ),
        Caution::RateStated => {
            "The confusion rate is stated in the scenario, not estimated: the probability holds if that rate does."
                .to_owned()
        }
        Caution::RateSet => {
            "The confusion rate was set on the command line, not estimated: the probability holds if that rate does."
                .to_owned()
        }
        Caution::BallotNotFitted { factor } => format!(
            "No elections with this kind of ballot were fitted; the rate is known within a factor of {}.",
            short(factor)
        ),
        Caution::FamilyNameNotFitted => "No namesakes by family name alone were fitted; the likeness is taken halfway between that of the family names and that of the whole names.".to_owned(),
        Caution::PriorsOfIndia { country } => format!(
            "What is believed of voters and is not stated in the scenario was fitted to elections in India, and is taken over for want of figures from {country}."
        ),
        Caution::SupportGuessed { share, abroad } => format!(
            "No ordinary independent stood or is listed: own support is guessed from past contests{}, at {} of the valid votes, and widened.",
            if abroad { " in India" } else { "" },
            grouping.percent(share)
        ),
        Caution::BoothsAssumed { booths, size, of_india } => format!(
            "The number of booths is not known: {} are assumed, at {} votes each{}.",
            votes(booths),
            short(size),
            if of_india { ", as in India" } else { "" }
        ),
        Caution::BoothsSynthetic => "Booths are synthetic: made up to the usual sizes and reconciled to the known totals. What is said of single booths is an illustration.".to_owned(),
        Caution::TooManyBooths => {
            "There are too many booths for quantiles booth by booth: booths.csv has means alone.".to_owned()
        }
        Caution::Clipped { draws } => format!(
            "In {} segment draws the rate was too high to vary between booths as stated; it varied as much as it could.",
            votes(draws)
        ),
        Caution::NothingReturns => {
            "confusion.return_share does nothing here: a contest to come states its votes as they are meant, so every diverted vote was meant for the principal."
                .to_owned()
        }
        Caution::NothingShifted => {
            "Importance sampling shifts contests to come; this one is over, its probability is computed exactly, and its draws are plain."
                .to_owned()
        }
        Caution::RivalAtMost { rival, own, most, short } => format!(
            "{rival} has a namesake too, of {}: even if every vote here in question returns, the result turns only if at most {} of those were meant for {short}.",
            grouping.counted(own, "vote", "votes"),
            votes(most)
        ),
        Caution::RivalAllTheSame { rival, own } => format!(
            "{rival} has a namesake too, of {}; even if all of them return, the arithmetic allows a flip.",
            grouping.counted(own, "vote", "votes")
        ),
        Caution::NotLearned { why } => format!("The booth returns were not learned from: {why}."),
        Caution::Uneven { pareto } => format!(
            "The draws behind the booth model are uneven (Pareto k {}, above 0.7): take its intervals as rough.",
            short(pareto)
        ),
        Caution::FewPlacebos { count } => format!(
            "Only {} showed how far ordinary support leans, so the intervals are wide.",
            counted(count, "other minor candidate", "other minor candidates")
        ),
    }
}
