//! What is said of booth returns, in sentences and in pictures, apart from how any language says it.

use crate::inference::Shown;

/// A low and a high end, as shares, rates or factors.
pub type Range = (f64, f64);

/// How the namesake's leaning compares with that of the other minor candidates.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are the names and numbers that the comparison speaks of")]
pub enum Lean<'a> {
    /// There is nobody to compare with.
    Alone,
    /// More than anybody else's.
    Most,
    /// More than anybody else's, though some come near; `more` says that not all of those are named.
    MostNearly { near: &'a [String], more: bool },
    /// More than all but a few of so many.
    AllBut { more: u64, others: u64 },
    /// So many of the others lean at least as much.
    AsMuch { more: u64, others: u64 },
}

/// A sentence or a label about booth returns and what it is computed from. Slopes are votes per 100 votes
/// of the principal; tilts are factors; rates and shares are of one.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are the names and numbers that the sentence of their variant speaks of")]
pub enum BoothSentence<'a> {
    /// Where the principal has more, the namesake has more.
    SlopeUp { whose: &'a str, per: f64 },
    /// Where the principal has more, the namesake has fewer.
    SlopeDown { whose: &'a str, per: f64 },
    /// The booths do not show either.
    SlopeOpen { whose: &'a str },
    /// What the scatter shows.
    ScatterShows { who: &'a str, whose: &'a str, size: f64, placebos: u64 },
    /// The same for who cannot see it.
    ScatterAlt { booths: u64, whose: &'a str, per: f64, range: Range },
    /// The axis of the principal's votes.
    VotesOf { whose: &'a str },
    /// At the end of the line.
    SlopeEnd { per: f64, range: Range },
    /// The namesake leans more than any other.
    LeansMost { whose: &'a str },
    /// Everybody else leans as much.
    LeansLeast { whose: &'a str },
    /// So many of the others lean as much.
    LeansLess { whose: &'a str, more: u64, others: u64 },
    /// A row: the namesake.
    NamesakeRow { who: &'a str },
    /// A row: an ordinary candidate to come.
    OrdinaryRow,
    /// What the placebos show.
    PlacebosShow { whose: &'a str },
    /// The same for who cannot see it.
    PlacebosAlt { whose: &'a str, others: u64, times: f64, range: Range },
    /// A middle with its range.
    Times { middle: f64, range: Range },
    /// The segments differ.
    SegmentsDiffer { whose: &'a str, top: &'a str, bottom: &'a str, rates: Range },
    /// The segments cannot be told apart.
    SegmentsAlike { rates: Range },
    /// What the rates by segment show.
    RatesShow { whose: &'a str },
    /// The same for who cannot see it.
    RatesAlt { segments: &'a str },
    /// A middle rate with its range.
    Rate { name: &'a str, middle: f64, range: Range },
    /// A rate beside the share of both candidates' votes.
    RateAndShare { rate: f64, share: f64 },
    /// The model makes up booths like the counted ones.
    MadeUpAlike,
    /// The same but for some places, as chance has it.
    MadeUpNearly { missed: u64, bins: u64 },
    /// It does not.
    MadeUpOtherwise { missed: u64, bins: u64, chance: f64 },
    /// What the check of the model shows.
    CheckShows { who: &'a str, sets: u64 },
    /// The same for who cannot see it.
    CheckAlt { within: u64, bins: u64, sets: u64 },
    /// A booth stands out.
    StandsOut { booth: &'a str, place: &'a str, votes: u64, expected: f64 },
    /// No booth does.
    NoneStandsOut,
    /// What the residuals show.
    ResidualsShow { who: &'a str },
    /// The same for who cannot see it.
    ResidualsAlt { outside: f64, out: u64 },
    /// An axis: numbers of booths.
    Booths,
    /// An axis: the votes that the model expects.
    ExpectedVotes,
    /// An axis: the votes that were counted.
    CountedVotes,
    /// The namesake's votes do not follow the principal's.
    FollowsNot { who: &'a str, whose: &'a str },
    /// The booths do not show whether they do.
    FollowsOpen { who: &'a str, whose: &'a str },
    /// They do, more or less than others'.
    Follows { who: &'a str, whose: &'a str, lean: Lean<'a> },
    /// What the booths alone show of confusion; of so many others so many lean as much.
    Shown { shown: Shown, whose: &'a str, none: f64, more: u64, others: u64 },
    /// The slope in words.
    Slope { namesake: &'a str, principal: &'a str, votes: u64, booths: u64, per: f64, range: Range },
    /// The slope on the rival's votes.
    SlopeOnRival { principal: &'a str, per: f64, range: Range },
    /// Nobody is there to compare with.
    NoPlacebos { range: Range },
    /// Nobody has votes enough.
    PlacebosUntold,
    /// The placebos: how many, how many of them left out, their tilts, the namesake's, and one to come.
    Placebos { count: u64, untold: u64, tilts: Range, middle: f64, namesake: f64, coming: Range },
    /// The part of the namesake's votes that was diverted.
    DivertedShare { middle: f64, range: Range, closed: (f64, f64) },
    /// Rates and own support before and after.
    RatesAndSupport { rate: (Range, Range), own: ((u64, u64), (u64, u64)) },
    /// The segments one by one.
    SegmentBySegment { segments: &'a str },
    /// One segment of them.
    SegmentPart { name: &'a str, share: f64, rate: Range },
    /// How many counts lie outside what the model says; the booths that stand out, or none.
    Outside { outside: f64, booths: &'a [String] },
    /// One booth that stands out.
    OutlierPart { booth: &'a str, segment: &'a str, votes: u64, expected: f64 },
    /// Postal votes beside those in booths.
    Postal { postal: f64, booths: f64 },
    /// What a slope is worth.
    SlopeIsNoProof,
}
