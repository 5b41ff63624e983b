//! What a report says, apart from how any language says it.

use crate::bounds;

/// The verdict in a word or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    /// Even every vote of the namesakes would not have been enough.
    Impossible,
    /// They would have been enough to draw level.
    TieAtMost,
    /// They would have been enough to win; whether they did, arithmetic cannot say.
    Possible,
    /// The principal won.
    NotApplicable,
    /// A contest to come whose leading two are level.
    Level,
    /// A contest to come in which the principal is behind.
    Behind,
    /// The same by the votes as stated, which are uncertain.
    BehindAsStated,
    /// A contest to come in which they are ahead.
    Ahead,
    /// The same, with a chance to lose the seat that is worth speaking of.
    AheadAtRisk,
    /// Nobody's seat is in question.
    NoQuestion,
    /// Nobody is a namesake; something else is to be explained.
    NoNamesake,
}

/// Fixed words: headings of sections and labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Between the last two of a list.
    And,
    /// What ends a sentence.
    FullStop,
    /// Heading: what it would have taken.
    WhatItTook,
    /// Heading: what probably happened.
    WhatHappened,
    /// Heading: how sure the answer is.
    HowSure,
    /// Heading: how the answer is known.
    HowWeKnow,
    /// Where the words of a report are explained; a page on its own knows no address of it.
    Reading,
    /// Heading and link: the page of every number, assumption and file.
    Audit,
    /// Heading: how the picture is shown in another page.
    Embed,
    /// Heading: the flip probability.
    FlipProbability,
    /// Heading: what booth returns show.
    WhatBoothsShow,
    /// Heading: the assumptions.
    WhatItRestsOn,
    /// Heading: the warnings.
    ReadWithCare,
    /// The one namesake, in a sentence.
    Namesake,
    /// Several namesakes, in a sentence.
    Namesakes,
    /// Heading: the rival explanations.
    Explanations,
    /// Heading: other elections.
    OtherElections,
    /// Heading: the claims.
    WhatWasSaid,
    /// A reading: each booth.
    EveryBooth,
    /// A reading: each table in each round.
    EveryTableRound,
    /// A reading: each round of the count.
    EveryRound,
    /// A reading: each segment.
    EverySegment,
    /// A reading: the contest as a whole.
    WholeContest,
    /// A reading: a running total that somebody saw.
    RunningTotal,
    /// Verdict on a reading: broken by what was counted.
    Impossible,
    /// Verdict on a reading: votes never lie so evenly.
    Implausible,
    /// Verdict on a reading: nothing contradicts it.
    Feasible,
    /// Verdict on an effect: so in nearly every simulation.
    Supported,
    /// Verdict on an effect: ruled out, or so in hardly any.
    Refuted,
    /// Verdict on an effect: neither.
    Undecided,
    /// Label: votes on a scale of factors.
    VotesLogScale,
    /// A row: the margin as it was counted.
    AsCounted,
    /// A row: with all explanations.
    AllTogether,
    /// Label: what was claimed.
    Claimed,
    /// Label: a limit that the candidate's own total sets.
    CandidateTotal,
    /// Label: a limit that all votes together set.
    VotesCast,
    /// Label: a limit that the number of electors sets.
    Electors,
    /// Label: a limit that the largest booth allowed sets.
    BoothCap,
    /// Label: the same over all booths.
    AllBoothsFull,
    /// Label: a limit that the units as counted set.
    OwnRows,
    /// Label: the margin.
    Margin,
    /// Label: a booth.
    Booth,
    /// Label: a segment.
    Segment,
    /// Label: votes.
    Votes,
    /// Label: votes diverted.
    DivertedVotes,
    /// Beside a bar: the votes needed.
    Needed,
    /// Beside a bar: the lead that diverted votes would have to use up.
    Lead,
    /// Beside a bar: the votes the namesakes polled.
    Polled,
    /// Beside a bar: the votes meant for somebody else.
    Misdirected,
    /// Label: votes needed.
    VotesNeeded,
    /// Heading: the numbers in short.
    TheNumbers,
    /// Heading: the pictures.
    Charts,
    /// Before the title of a picture: its data.
    DataBehind,
    /// After a number: so many more rows stand in a file.
    MoreRows,
    /// Heading: the assumptions with their evidence.
    Assumptions,
    /// Column: what is assumed of.
    Assumption,
    /// Column: what is assumed.
    Value,
    /// Column: where it comes from.
    Source,
    /// Heading: what the run was made of.
    Provenance,
    /// Label: who won.
    Winner,
    /// Label: who came second.
    RunnerUp,
    /// Label: what the namesakes polled.
    NamesakeVotes,
    /// Label: the rate at which the result turns.
    BreakEvenRate,
    /// Label: the rate that the namesakes' votes allow.
    MostRate,
    /// Label: the simulator's own error.
    StandardError,
    /// Label: the exact probability.
    ExactLaw,
    /// Label: how many simulations.
    Simulations,
    /// Label: the seed.
    Seed,
    /// Label: the booths.
    Booths,
    /// Label of an axis: a margin in votes.
    MarginVotes,
    /// Beside an axis: where the result stands.
    ResultStands,
    /// Beside an axis: where it flips.
    ResultFlips,
    /// Beside an axis: where the seat is lost.
    SeatLost,
    /// Beside an axis: where it is won.
    SeatWon,
    /// Label of an axis: a confusion rate.
    ConfusionRate,
    /// Label of an axis: diverted votes per booth.
    DivertedPerBooth,
    /// Label of an axis: the flip probability.
    FlipChance,
    /// Label of a rule: the margin as declared.
    DeclaredMargin,
    /// Label of a rule: the margin as intended.
    IntendedMargin,
    /// Label: the median.
    Median,
    /// Label of an axis: how many times as often.
    TimesAsOften,
    /// A line: as often among the principal's voters as among others.
    AsOften,
    /// A row: the booths of an undivided contest.
    AllBooths,
    /// Label of an axis: the namesake's votes in a booth.
    VotesPerBooth,
}

/// One of two counts of the same votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum World {
    /// With every misdirected vote counted where it was meant.
    AsMeant,
    /// As recorded.
    Recorded,
}

/// How flips were counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sampled {
    /// Every simulation counts alike.
    Plainly,
    /// Between scrambled Sobol' sets.
    BySobol,
    /// By weights, with this effective sample size.
    ByWeights(f64),
}

/// A sentence and what it is computed from. Names are as the language has them; `namesakes`, where it is a
/// number, says how many namesakes there are.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are the names and numbers that the sentence of their variant speaks of")]
pub enum Sentence<'a> {
    /// What several namesakes are called together, as part of a sentence.
    AllNamesakes { count: u64 },
    /// The votes needed against what the namesakes polled.
    Needed { principal: &'a str, needed: u64, namesakes: &'a str, polled: u64 },
    /// The same where they are enough for a tie and no more.
    NeededForTie { principal: &'a str, needed: u64, namesakes: &'a str, polled: u64 },
    /// By how much the rival would still have been ahead.
    StillAhead { principal: &'a str, rival: &'a str, left: u64 },
    /// Arithmetic allows it, and no more than that is known.
    AllowedNotProved,
    /// The principal won.
    Won { principal: &'a str, rival: &'a str, margin: u64, namesakes: usize },
    /// The winner's margin against what the namesakes polled.
    Cushion { margin: u64, namesakes: &'a str, polled: u64 },
    /// Level in intended votes.
    LevelIntended { principal: &'a str, rival: &'a str, certain: bool },
    /// Votes as meant are uncertain: in how many simulations the principal leads by them.
    UncertainIntended { principal: &'a str, leads: u64, simulations: u64 },
    /// Behind in intended votes.
    BehindIntended { principal: &'a str, rival: &'a str, margin: u64 },
    /// Ahead in intended votes, and what loses the seat.
    LeadsIntended { principal: &'a str, rival: &'a str, margin: u64, namesakes: usize },
    /// The winner has a namesake as well.
    WinnerToo { name: &'a str, namesakes: &'a str, polled: u64 },
    /// Another principal has a namesake.
    OtherToo { name: &'a str, namesakes: &'a str, polled: u64, margin: u64, verdict: bounds::Verdict },
    /// The same before any vote is counted.
    OtherUncounted { name: &'a str },
    /// The votes it takes, against all that the namesakes polled and booth by booth.
    VotesNeeded { needed: u64, share: Option<f64>, per_booth: Option<(f64, u64)>, namesakes: usize },
    /// The confusion rate it takes; `digits` asks for so many decimals where two rates would read as one.
    RateNeeded { rate: f64, most: Option<f64>, digits: Option<usize>, principal: &'a str, namesakes: usize },
    /// The result stands if they had more support of their own than so many independents.
    Slack { independents: f64, typical: f64, namesakes: usize },
    /// No flip is possible.
    ProvedZero { hits: u64, draws: u64 },
    /// No simulation flipped.
    NoFlips { below: f64, draws: u64 },
    /// Every simulation flipped.
    AllFlips { above: &'a str, draws: u64 },
    /// How many simulations flipped; the standard error is in points.
    Flips { share: &'a str, hits: u64, draws: u64, error: f64, sampled: Sampled },
    /// The exact probability; `error` bounds what it may miss, 0 where it is a sum over whole votes.
    Exact { probability: f64, error: f64 },
    /// The probability of each of several principals.
    EachFlip { name: &'a str, probability: f64, proved: bool },
    /// Without the namesakes: the range of probabilities over where their own voters would have gone, and between the two
    /// the one if they spread as other voters did.
    Without { low: f64, middle: f64, high: f64, namesakes: usize },
    /// The same by the shares that the scenario states.
    WithoutAsStated { probability: f64 },
    /// Simulations that ended level.
    Ties { ties: u64 },
    /// Votes diverted: middle, and nine of ten.
    Diverted { middle: i64, low: i64, high: i64 },
    /// The principal's margin: middle, and nine of ten.
    MarginSpread { name: &'a str, world: World, middle: i64, low: i64, high: i64 },
    /// The confusion rate before and after the votes were looked at.
    RateBeforeAfter { before: (&'a str, &'a str), after: (&'a str, &'a str) },
    /// The confusion rate in a contest to come.
    RateAhead { low: &'a str, high: &'a str },
    /// What was said, and by whom.
    Quoted { text: &'a str, source: Option<&'a str> },
    /// How many votes of whom it speaks of.
    SaysVotes { candidate: &'a str, low: u64, high: u64, unit: &'a str, verdict: &'a str },
    /// The verdict on what a namesake is said to have done.
    SaysWouldHaveWon { candidate: &'a str, principal: &'a str, verdict: &'a str },
    /// The same of a number of votes.
    SaysCost { candidate: &'a str, principal: &'a str, low: u64, high: u64, verdict: &'a str },
    /// What the claim comes to, read by some unit.
    ReadAs { unit: &'a str, units: u64, low: u64, high: u64 },
    /// The candidate polled fewer there; `all` is given where postal votes are apart.
    TotalTooSmall { polled: u64, all: Option<u64>, factor: f64 },
    /// The candidate polled more than was claimed at the most.
    TotalTooLarge { polled: u64, factor: f64 },
    /// Everybody together polled fewer there.
    CastTooFew { cast: u64, factor: f64 },
    /// There are fewer electors.
    ElectorsTooFew { electors: u64, factor: f64 },
    /// No booth has so many electors.
    BoothTooSmall { most: u64, factor: f64 },
    /// The units as counted say otherwise; the farthest has `farthest` votes.
    RowsOutside { outside: u64, rows: u64, farthest: u64 },
    /// Votes never lie so evenly.
    TooEven { chance: f64 },
    /// Nothing contradicts the reading.
    NothingAgainst,
    /// A reading that could not be tested, and the key that would tell.
    NotTested { unit: &'a str, key: &'a str },
    /// The readings that survive.
    Survives { readings: &'a str },
    /// None does.
    NoneSurvives,
    /// All their votes are fewer than it took.
    DoesNotMatter { votes: u64, needed: u64 },
    /// They would have been enough for a tie.
    MattersForTie { votes: u64, needed: u64 },
    /// They would have been enough.
    CouldMatter { votes: u64, needed: u64 },
    /// The principal won anyway.
    NoSeatLost { principal: &'a str },
    /// An effect ruled out: they polled fewer than that.
    PolledFewer { polled: u64, needed: u64 },
    /// An effect ruled out: the principal won by this margin.
    WonAnyway { principal: &'a str, margin: u64 },
    /// How often an effect is so, over the simulations; the standard error is in points.
    SoIn { probability: &'a str, draws: u64, error: f64 },
    /// Nothing was simulated that could tell.
    NotSimulated,
    /// A title: the claim as said misses by a factor.
    ClaimMisses { unit: &'a str, factor: f64 },
    /// A title: the claim as said fits.
    ClaimFits { unit: &'a str },
    /// A limit that is smaller in booths than in all.
    InBoothsOfAll { name: &'a str, booths: u64, all: u64 },
    /// What a picture of a claim shows.
    ClaimAgainst { candidate: &'a str, low: u64, high: u64 },
}
