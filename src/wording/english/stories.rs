//! Rival explanations in English.

use crate::format::Grouping;
use crate::wording::StorySentence;
use crate::wording::numbers::{grew, hundredths};

#[expect(clippy::too_many_lines, reason = "one sentence after another, in one match that lets none be left out")]
pub(super) fn story(sentence: &StorySentence<'_>, grouping: Grouping) -> String {
    let votes = |number: u64| grouping.votes(number);
    match *sentence {
        StorySentence::NoNamesake { loser, winner, margin, needed } => format!(
            "{loser} lost to {winner} by {} and needed {} more to win. Nobody on the ballot is a namesake; other explanations are weighed.",
            grouping.counted(margin, "vote", "votes"),
            votes(needed)
        ),
        StorySentence::NeedsFlow { from, to, place, votes: needed, base, share } => format!(
            "{} of the {} votes of {from}{} would have had to go to {to}: {}.",
            votes(needed),
            votes(base),
            inside(place),
            part(share, grouping)
        ),
        StorySentence::NeedsHome { to, place, votes: needed, base, share } => format!(
            "{} of the {} electors who did not vote{} would have had to vote for {to}: {}.",
            votes(needed),
            votes(base),
            inside(place),
            part(share, grouping)
        ),
        StorySentence::NeedsStay { from, place, votes: needed, base, share } => format!(
            "{} of the {} voters of {from}{} would have had to stay at home: {}.",
            votes(needed),
            votes(base),
            inside(place),
            part(share, grouping)
        ),
        StorySentence::NeedsMore { to, place, votes: needed, base, share } => format!(
            "{to} would have had to poll {} more{}, where {} were polled: {}.",
            grouping.counted(needed, "vote", "votes"),
            inside(place),
            votes(base),
            part(share, grouping)
        ),
        StorySentence::NeedsDiverted { namesake, to, votes: needed, base, share } => format!(
            "{} would have had to be meant for {to}; {namesake} polled {}: {}.",
            grouping.counted(needed, "vote", "votes"),
            votes(base),
            part(share, grouping)
        ),
        StorySentence::NeedsAll { votes: needed, base, share } => format!(
            "All its flows at one share would have had to move {} of {} votes: {}.",
            votes(needed),
            votes(base),
            part(share, grouping)
        ),
        StorySentence::NeedsMoreThanShares => "No share of it changes who won.".to_owned(),
        StorySentence::AloneNever { low, high } => {
            format!("As stated it moves {} votes; alone that never changes who won.", signed_range(low, high, grouping))
        }
        StorySentence::AloneAlways { low, high } => {
            format!("As stated it moves {} votes; alone that changes who won.", signed_range(low, high, grouping))
        }
        StorySentence::AloneSometimes { low, high, probability } => format!(
            "As stated it moves {} votes; alone that changes who won in {} of all cases, weighed as stated.",
            signed_range(low, high, grouping),
            grouping.percent(probability)
        ),
        StorySentence::BesideOthers { lost, of, share, margin, stated } => format!(
            "Necessity: with the shares as stated ({stated}), the probability of all together is {}; without this one it falls by {} points, to {}. Shapley share: {} points, and {} votes of margin.",
            grouping.percent(of),
            grouping.figures(100.0 * lost),
            grouping.percent((of - lost).max(0.0)),
            grouping.figures(100.0 * share),
            grouping.figures(margin)
        ),
        StorySentence::CompletesNone { margin } => format!(
            "No combination of the others is completed by it, so its share is 0, by arithmetic; it is worth {} votes of margin.",
            grouping.figures(margin)
        ),
        StorySentence::TogetherExact { probability, margin, stated } => format!(
            "All together, with the shares as stated ({stated}), change who won with probability {} and the margin by {} votes (exact, without a draw).",
            grouping.percent(probability),
            grouping.figures(margin)
        ),
        StorySentence::TogetherDrawn { probability, margin, draws, error, stated } => format!(
            "All together, with the shares as stated ({stated}), change who won in {} of {} draws and the margin by {} votes (Monte Carlo standard error {} points).",
            grouping.percent(probability),
            votes(draws),
            grouping.figures(margin),
            grouping.figures(error)
        ),
        StorySentence::AloneTitle { able: 0, all: 1 } => "As stated, the explanation does not change who won".to_owned(),
        StorySentence::AloneTitle { able: 0, .. } => "As stated, no explanation alone changes who won".to_owned(),
        StorySentence::AloneTitle { all: 1, .. } => "As stated, the explanation can change who won".to_owned(),
        StorySentence::AloneTitle { able, all } => {
            format!("As stated, {} of {} explanations alone can change who won", votes(able), votes(all))
        }
        StorySentence::StepsOf { principal, rival } => {
            format!("Margin of {principal} over {rival}, votes, and what each explanation adds to it (Shapley share)")
        }
        StorySentence::SharesAreStated => "What it would have taken is exact. The shares are those that the scenario states, not estimates: how probable they are is not known.".to_owned(),
        StorySentence::Compared { who, place, election, then, also, here } => {
            let change = |then: u64| here.map_or(String::new(), |here| format!(" ({})", grew(then, here, grouping)));
            let also = also.map_or(String::new(), |also| {
                format!("; also printed: {}{}. The sources disagree, and both are kept", votes(also), change(also))
            });
            let here_now = here.map_or(String::new(), |here| format!("; here {}", votes(here)));
            format!("{who}{}: {} in {election}{here_now}{}{also}.", inside(place), votes(then), change(then))
        }
        StorySentence::MovedApart { who, election, inside: (then, here), outside: (then_outside, here_outside) } => format!(
            "Since {election} the votes of {who} have changed by {} in these segments, and by {} in the others.",
            grew(then, here, grouping),
            grew(then_outside, here_outside, grouping)
        ),
        StorySentence::GainedThere { who, election, gained, base } => format!(
            "In {election} {who} polled {} votes more than here: as many as {} of those {}.",
            votes(gained),
            hundredths(gained as f64 / base as f64),
            votes(base)
        ),
    }
}

/// " in Govindnagar", or nothing where a flow is of the whole contest.
fn inside(place: Option<&str>) -> String {
    place.map_or(String::new(), |place| format!(" in {place}"))
}

/// A share as per cent with two decimals, or how many times all there are.
fn part(share: f64, grouping: Grouping) -> String {
    if share > 1.0 { format!("{} times all there are", grouping.figures(share)) } else { hundredths(share) }
}

/// "13,824", or "0 to 13,824".
fn signed_range(low: i64, high: i64, grouping: Grouping) -> String {
    if low == high { grouping.whole(low) } else { format!("{} to {}", grouping.whole(low), grouping.whole(high)) }
}
