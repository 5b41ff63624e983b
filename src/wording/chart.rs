//! What the pictures of a run say, apart from how any language says it.

use super::World;

/// A share of a hundred as a title says it: never a rounded 0 or 100 for what was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hundred {
    /// Fewer than one in a hundred.
    FewerThanOne,
    /// About so many.
    About(u32),
    /// More than ninety-nine in a hundred.
    MoreThan99,
}

/// A sentence or a label of a picture and what it is computed from. Names are as the language has them;
/// `many` says whether the namesakes are several; rates and shares are of one.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are the names and numbers that the sentence of their variant speaks of")]
pub enum ChartSentence<'a> {
    /// Where a picture comes from; the standard error is in points, and absent where nothing flipped.
    Caption { contest: &'a str, seed: u64, draws: u64, error: Option<f64>, synthetic: bool },
    /// What was polled, against the margin of a principal who won.
    PolledAhead { polled: u64, margin: u64, namesakes: usize },
    /// What a picture of the verdict shows.
    VerdictShows { principal: &'a str, rival: &'a str, known: &'a str },
    /// The title of a picture of booths that were made up.
    MadeUpBooths { segments: u64 },
    /// The part of the simulations that an axis shows.
    Cropped { name: &'a str, share: f64 },
    /// What a bar of intervals is.
    MedianIntervals { median: i64 },
    /// Beyond the edge of a picture: where the result flips.
    FlipsAbove,
    /// Beyond the edge of a picture: where the seat is lost.
    LostBelow,
    /// What the picture of the margin shows.
    MarginShows { principal: &'a str, rival: &'a str, world: World, known: &'a str, margin: i64 },
    /// The same for who cannot see it.
    MarginAlt { principal: &'a str, rival: &'a str, world: World, middle: i64, low: i64, high: i64 },
    /// All votes of the namesakes would not have been enough.
    StillLost { principal: &'a str, left: u64, namesakes: usize },
    /// The principal won.
    WonBy { principal: &'a str, margin: u64, namesakes: usize },
    /// All votes of the namesakes would have made a tie.
    DrawnLevel { principal: &'a str, namesakes: usize },
    /// In how many simulations the principal would have won.
    WouldHaveWon { principal: &'a str, of_hundred: Hundred },
    /// In how many simulations the namesakes cost the seat.
    CostSeat { principal: &'a str, of_hundred: Hundred, namesakes: usize },
    /// Large words: no seat was lost.
    NoSeatLost,
    /// Below them: by how much the principal won.
    CushionOf { margin: u64 },
    /// The votes needed against those polled, in short.
    NeededPolled { needed: u64, polled: u64, namesakes: usize },
    /// None of so many simulations.
    NoneOf { draws: u64 },
    /// All of so many simulations.
    AllOf { draws: u64 },
    /// The standard error, in points.
    ErrorPoints { points: f64 },
    /// The votes polled against those needed, as a title.
    PolledNeeded { polled: u64, needed: u64, times: Option<f64>, namesakes: usize },
    /// The votes that go astray in the middle simulation, and those that decide.
    Astray { middle: i64, decide: Option<u64> },
    /// What the picture of the diverted votes shows.
    DivertedShows { principal: &'a str, draws: u64, namesakes: usize },
    /// The same for who cannot see it.
    DivertedAlt { middle: i64, low: i64, high: i64 },
    /// A line: all that the namesakes polled.
    AllPolled { polled: u64, namesakes: usize },
    /// A line: what it takes.
    NeededToFlip { needed: u64 },
    /// Where most votes go astray.
    MedianBooths { least: (&'a str, f64), most: (&'a str, f64) },
    /// What the picture of the segments shows.
    SegmentsShow { principal: &'a str },
    /// The same for who cannot see it: names with their medians.
    SegmentsAlt { medians: &'a str },
    /// No simulation flipped the result.
    NoneFlipped { draws: u64 },
    /// How closely the simulations pin the probability, in points either way.
    Pinned { draws: u64, half: f64 },
    /// What the running estimate shows.
    RunningShows,
    /// The same for who cannot see it.
    RunningAlt { end: &'a str, draws: u64 },
    /// Of a hundred equally probable counts: a victory again.
    WonAgain { principal: &'a str, ahead: u64 },
    /// Of a hundred equally probable counts: won with every vote counted where it was meant.
    WinsOfHundred { principal: &'a str, ahead: u64 },
    /// Of a hundred equally probable counts: lost as recorded.
    LosesOfHundred { principal: &'a str, behind: u64 },
    /// What the hundred dots show.
    DotsShow { principal: &'a str, rival: &'a str, world: World, beyond: Option<(u64, i64)> },
    /// The same for who cannot see it.
    DotsAlt { behind: u64, ahead: u64, middle: i64 },
    /// So many dots.
    Dots { count: u64 },
    /// A flip needed more than the votes polled allow.
    FlipTook { rate: f64, most: f64, principal: &'a str, namesakes: usize },
    /// Where the seat turns.
    TurnsWhere { rate: f64, principal: &'a str },
    /// From which rate on a flip is more likely than not.
    LikelyFrom { rate: f64, principal: &'a str },
    /// Where the seat is lost.
    LostIfMore { rate: f64, principal: &'a str },
    /// What the margin over the rate shows.
    RateMarginShows { principal: &'a str, world: World },
    /// What the flip probability over the rate shows.
    RateFlipShows { principal: &'a str, world: World },
    /// The margin over the rate for who cannot see it.
    RateMarginAlt { even: f64, most: Option<f64> },
    /// The flip probability over the rate for who cannot see it: its values at both ends of the line.
    RateFlipAlt { even: f64, most: Option<f64>, first: f64, last: f64 },
    /// The axis of the rate.
    RateAxis { principal: &'a str },
    /// The namesakes had no vote for a higher rate.
    NoVoteBeyond { namesakes: usize },
    /// Where the margin would go had they had votes enough.
    HadTheyVotes { namesakes: usize },
    /// A line: the rate that all their votes come to.
    AllPolledRate { rate: f64, namesakes: usize },
    /// A line: the rate at which it turns.
    BreakEvenAt { rate: f64 },
    /// A line: the rate at which the result is as likely to flip as not.
    EvenChances { rate: f64 },
    /// The rates between which nine of ten cases turn.
    TurnsBetween { low: f64, high: f64 },
    /// How far the votes moved the limit of the rate.
    LimitMoves { booths: bool, before: f64, after: f64 },
    /// What the rate before and after shows.
    BeliefShows { principal: &'a str, booths: bool },
    /// The same for who cannot see it.
    BeliefAlt { before: (f64, f64), after: (f64, f64) },
    /// Beside what was believed before: the part that lies below the picture.
    Before { share: f64, below: f64 },
    /// Beside what is believed after: the same.
    After { share: f64, below: f64 },
}
