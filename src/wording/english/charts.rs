//! The pictures of a run in English.

use crate::format::Grouping;
use crate::wording::{ChartSentence, Hundred, Term, World};

#[expect(clippy::too_many_lines, reason = "one sentence after another, in one match that lets none be left out")]
pub(super) fn chart(sentence: &ChartSentence<'_>, grouping: Grouping) -> String {
    let votes = |number: u64| grouping.votes(number);
    let whole = |number: i64| grouping.whole(number);
    let percent = |share: f64| grouping.percent(share);
    let short = |number: f64| grouping.figures(number);
    let simulations = |n: u64| format!("{} {}", votes(n), if n == 1 { "simulation" } else { "simulations" });
    let they = |namesakes: usize| super::terms::term(if namesakes == 1 { Term::Namesake } else { Term::Namesakes });
    let capital_they = |namesakes: usize| if namesakes == 1 { "The namesake" } else { "The namesakes" };
    match *sentence {
        ChartSentence::Caption { contest, seed, draws, error, synthetic } => {
            let error = error.map_or_else(
                || "none flipped".to_owned(),
                |points| format!("Monte Carlo standard error {} points", short(points)),
            );
            let booths = if synthetic { " · booths are synthetic" } else { "" };
            format!("{contest}. Seed {seed} · {} · {error}{booths}. A probability is not proof.", simulations(draws))
        }
        ChartSentence::PolledAhead { polled, margin, namesakes } => {
            format!("{} polled {}; the seat was won by {}", capital_they(namesakes), votes(polled), votes(margin))
        }
        ChartSentence::VerdictShows { principal, rival, known } => {
            format!(
                "Margin of {principal} over {rival}, votes, and how far each of these would move it (misdirected: nine in ten simulations, with the middle); {known}"
            )
        }
        ChartSentence::MadeUpBooths { segments } => {
            format!("An illustration: diverted votes in made-up booths of {} segments", votes(segments))
        }
        ChartSentence::Cropped { name, share } => format!("{name} (the middle {} of the simulations)", percent(share)),
        ChartSentence::MedianIntervals { median } => format!("median {}; 50, 80, 95 % intervals", whole(median)),
        ChartSentence::FlipsAbove => "the result flips above 0".to_owned(),
        ChartSentence::LostBelow => "the seat is lost below 0".to_owned(),
        ChartSentence::MarginShows { principal, rival, world, known, margin } => {
            format!("Margin of {principal} over {rival} {}, votes; {known} {}", in_world(world), whole(margin))
        }
        ChartSentence::MarginAlt { principal, rival, world, middle, low, high } => format!(
            "Histogram of the margin of {principal} over {rival} {}: middle {}, nine of ten simulations from {} to {}; the seat changes hands at 0.",
            in_world(world),
            whole(middle),
            whole(low),
            whole(high)
        ),
        ChartSentence::StillLost { principal, left, namesakes } => {
            format!("Even with every vote of {}, {principal} would have lost by {}", they(namesakes), votes(left))
        }
        ChartSentence::WonBy { principal, margin, namesakes } => {
            format!("{principal} won by {}: {} cost no seat", votes(margin), they(namesakes))
        }
        ChartSentence::DrawnLevel { principal, namesakes } => {
            format!("With every vote of {}, {principal} would have drawn level and no more", they(namesakes))
        }
        ChartSentence::WouldHaveWon { principal, of_hundred } => {
            format!("{principal} would have won without confusion in {} of 100 simulated counts", hundred(of_hundred))
        }
        ChartSentence::CostSeat { principal, of_hundred, namesakes } => format!(
            "{} would cost {principal} the seat in {} of 100 simulated counts",
            capital_they(namesakes),
            hundred(of_hundred)
        ),
        ChartSentence::NoSeatLost => "No seat was lost".to_owned(),
        ChartSentence::CushionOf { margin } => format!("cushion {}", votes(margin)),
        ChartSentence::NeededPolled { needed, polled, namesakes } => {
            format!("needed {}; {} polled {}", votes(needed), they(namesakes), votes(polled))
        }
        ChartSentence::NoneOf { draws } => format!("none of {}", simulations(draws)),
        ChartSentence::AllOf { draws } => format!("all of {}", simulations(draws)),
        ChartSentence::ErrorPoints { points } => format!("± {} points Monte Carlo standard error", short(points)),
        ChartSentence::PolledNeeded { polled, needed, times, namesakes } => {
            let times = times.map_or_else(String::new, |share| format!(", {} times as many", short(share)));
            format!("{} polled {}; {} were needed{times}", capital_they(namesakes), votes(polled), votes(needed))
        }
        ChartSentence::Astray { middle, decide } => {
            let verb = |needed: u64| if needed == 1 { "decides" } else { "decide" };
            let decide = decide.map_or_else(String::new, |n| format!("; {} {} the seat", votes(n), verb(n)));
            let go = if middle == 1 { "vote goes" } else { "votes go" };
            format!("{} {go} astray in the middle simulation{decide}", whole(middle))
        }
        ChartSentence::DivertedShows { principal, draws, namesakes } => {
            format!("Votes meant for {principal} that went to {}, over {}", they(namesakes), simulations(draws))
        }
        ChartSentence::DivertedAlt { middle, low, high } => format!(
            "Histogram of diverted votes: middle {}, nine of ten simulations from {} to {}.",
            whole(middle),
            whole(low),
            whole(high)
        ),
        ChartSentence::AllPolled { polled, namesakes } => format!("all {} polled: {}", they(namesakes), votes(polled)),
        ChartSentence::NeededToFlip { needed } => format!("needed to flip: {}", votes(needed)),
        ChartSentence::MedianBooths { least, most } => {
            format!(
                "The median booth loses {} votes in {} and {} in {}",
                short(least.1),
                least.0,
                short(most.1),
                most.0
            )
        }
        ChartSentence::SegmentsShow { principal } => format!(
            "Mean diverted votes per booth of {principal}, by segment; one dot is one booth, the bar is the median"
        ),
        ChartSentence::SegmentsAlt { medians } => format!("Diverted votes per booth by segment; medians: {medians}."),
        ChartSentence::NoneFlipped { draws } => format!("None of {} flipped the result", simulations(draws)),
        ChartSentence::Pinned { draws, half } => {
            format!("{} simulations pin P(flip) to within {} points either way", votes(draws), short(half))
        }
        ChartSentence::RunningShows => {
            "Running estimate of P(flip) with its 95 % Monte Carlo interval (log scale)".to_owned()
        }
        ChartSentence::RunningAlt { end, draws } => {
            format!("The running flip probability ends at {end} after {}.", simulations(draws))
        }
        ChartSentence::WonAgain { principal, ahead } => {
            format!("{principal} won: {ahead} of 100 equally probable counts say so again")
        }
        ChartSentence::WinsOfHundred { principal, ahead } => {
            format!(
                "Had every vote been counted where it was meant, {principal} would win {} of 100 equally probable counts",
                none_or(ahead)
            )
        }
        ChartSentence::LosesOfHundred { principal, behind } => {
            format!("{principal} would lose {} of 100 equally probable counts", none_or(behind))
        }
        ChartSentence::DotsShow { principal, rival, world, beyond } => format!(
            "Margin of {principal} over {rival} {}, votes: each dot is one count in a hundred{}",
            in_world(world),
            match beyond {
                Some((1, to)) => format!("; the one at the edge lies further out, at {}", whole(to)),
                Some((dots, to)) => format!("; {dots} at the edge lie further out, as far as {}", whole(to)),
                None => String::new(),
            }
        ),
        ChartSentence::DotsAlt { behind, ahead, middle } => format!(
            "A hundred dots, each an equally probable margin: {behind} at 0 or below, {ahead} above; the middle {}.",
            whole(middle)
        ),
        ChartSentence::Dots { count: 1 } => "1 dot".to_owned(),
        ChartSentence::Dots { count } => format!("{count} dots"),
        ChartSentence::FlipTook { rate, most, principal, namesakes } => format!(
            "A flip needed {} of {principal}'s voters; what {} polled allows {}",
            percent(rate),
            they(namesakes),
            percent(most)
        ),
        ChartSentence::TurnsWhere { rate, principal } => {
            format!("The seat turns where {} of {principal}'s voters went astray", percent(rate))
        }
        ChartSentence::LikelyFrom { rate, principal } => {
            format!("A flip is more likely than not once {} of {principal}'s voters went astray", percent(rate))
        }
        ChartSentence::LostIfMore { rate, principal } => {
            format!("The seat is lost if more than {} of {principal}'s voters go astray", percent(rate))
        }
        ChartSentence::RateMarginShows { principal, world } => format!(
            "Margin of {principal} {} if the confusion rate were known, votes; band: {}",
            in_world(world),
            match world {
                World::AsMeant => "arithmetic alone, nothing is left open",
                World::Recorded => "how the rate varies between segments and booths, about nine of ten cases",
            }
        ),
        ChartSentence::RateFlipShows { principal, world: World::AsMeant } => format!(
            "Probability that {principal} wins with every misdirected vote counted where it was meant, if the usual confusion rate were known; what is left open is how it varies between segments and booths"
        ),
        ChartSentence::RateFlipShows { principal, world: World::Recorded } => format!(
            "Probability that {principal} loses the seat if the usual confusion rate were known; band: by how the rate varies between segments, about nine of ten cases"
        ),
        ChartSentence::RateMarginAlt { even, most } => format!(
            "Line of the margin over the confusion rate. It crosses 0 at about {}; {}.",
            percent(even),
            limit(most, grouping)
        ),
        ChartSentence::RateFlipAlt { even, most, first, last } => format!(
            "Line of the flip probability over the confusion rate, from {} to {}, about one half at {}; {}.",
            percent(first),
            percent(last),
            percent(even),
            limit(most, grouping)
        ),
        ChartSentence::RateAxis { principal } => {
            format!("confusion rate: share of the votes meant for {principal} that go astray")
        }
        ChartSentence::NoVoteBeyond { namesakes } => format!("{} had no votes for a higher rate", they(namesakes)),
        ChartSentence::HadTheyVotes { namesakes } => format!("had {} had votes enough", they(namesakes)),
        ChartSentence::AllPolledRate { rate, namesakes } => {
            format!("all {} polled: {}", they(namesakes), percent(rate))
        }
        ChartSentence::BreakEvenAt { rate } => format!("break-even {}", percent(rate)),
        ChartSentence::EvenChances { rate } => format!("even chances: {}", percent(rate)),
        ChartSentence::TurnsBetween { low, high } => {
            format!("nine of ten cases turn between {} and {}", percent(low), percent(high))
        }
        ChartSentence::LimitMoves { booths, before, after } => format!(
            "The {} move the 95 % limit of the confusion rate from {} to {}",
            looked_at(booths),
            percent(before),
            percent(after)
        ),
        ChartSentence::BeliefShows { principal, booths } => format!(
            "How many votes meant for {principal} go astray, to all namesakes together: grey, as believed before the {} were looked at; blue, after. The larger the area, the more probable (log scale)",
            looked_at(booths)
        ),
        ChartSentence::BeliefAlt { before, after } => format!(
            "Two distributions of the confusion rate: nine of ten cases between {} and {} before, {} and {} after.",
            percent(before.0),
            percent(before.1),
            percent(after.0),
            percent(after.1)
        ),
        ChartSentence::Before { share, below } => off_the_edge("before (grey)", share, &percent(below)),
        ChartSentence::After { share, below } => off_the_edge("after (blue)", share, &percent(below)),
    }
}

/// A name, and what part of it lies left of a picture.
fn off_the_edge(name: &str, share: f64, below: &str) -> String {
    if share < 0.005 { name.to_owned() } else { format!("{name}; {:.0} % lie below {below}", 100.0 * share) }
}

fn in_world(world: World) -> &'static str {
    match world {
        World::AsMeant => "with every misdirected vote counted where it was meant",
        World::Recorded => "as recorded",
    }
}

fn looked_at(booths: bool) -> &'static str {
    if booths { "booths" } else { "votes" }
}

fn limit(most: Option<f64>, grouping: Grouping) -> String {
    most.map_or_else(
        || "no total limits the rate".to_owned(),
        |most| format!("the votes polled allow at most {}", grouping.percent(most)),
    )
}

fn hundred(of_hundred: Hundred) -> String {
    match of_hundred {
        Hundred::FewerThanOne => "fewer than 1".to_owned(),
        Hundred::About(count) => count.to_string(),
        Hundred::MoreThan99 => "more than 99".to_owned(),
    }
}

/// A count, or "none".
fn none_or(count: u64) -> String {
    if count == 0 { "none".to_owned() } else { count.to_string() }
}
