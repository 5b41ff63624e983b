//! What the numbers rest on, apart from how any language says it.

use crate::stats::RateLaw;

/// An assumption's value, or where it comes from. Names of keys and the notes of the evidence stay as they
/// are written.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are the numbers that the words of their variant speak of")]
pub enum Basis<'a> {
    /// Source: the scenario says so.
    Stated,
    /// Source: it was set over what the scenario says.
    Set,
    /// Source: votes that return, return to the principal by definition.
    ByDefinition,
    /// Source: what was fitted in India, for want of figures from a country.
    OfIndia { country: &'a str },
    /// Source: kinds of ballots that were fitted, for want of elections with this one; their spread is on the log-odds.
    MeanOfKinds { between: f64 },
    /// Source: the ordinary independents of the contest.
    MedianOfIndependents { count: u64 },
    /// A spread between segments.
    SegmentSpread { sd: f64 },
    /// A spread between the booths of a segment.
    BoothSpread { cv: f64 },
    /// A law of a rate.
    Law { law: &'a RateLaw },
    /// The same law for every namesake.
    LawOfAll { law: &'a RateLaw },
    /// A rate by name, and how probable it is that names confuse at all.
    ByName { similarity: f64, photos: bool, family: bool, among: u64, law: &'a RateLaw, open: f64 },
    /// A rate by symbol.
    BySymbol { similarity: f64, new: bool, law: &'a RateLaw },
    /// How the rate follows similarity.
    Slope { scale: f64 },
    /// Intended votes are as stated.
    SupportFixed,
    /// Intended votes are uncertain.
    SupportVaries { contest: f64, segment: f64, booth: f64 },
    /// Booths are made up.
    Booths { mean: f64, sd: f64, least: u32, most: u32 },
    /// A major candidate's share between booths.
    BoothShares { sd: f64 },
    /// How ordinary support leans.
    Tilt { degrees: f64, location: f64, location_sd: f64, scale: f64, scale_sd: f64 },
    /// How booth counts vary.
    Counts { others_sd: f64, principal_sd: f64, ln_size: f64, ln_size_sd: f64, minor: f64 },
    /// Votes of a typical independent.
    TypicalVotes { votes: f64 },
    /// The law of own support.
    OwnSupport { degrees: f64, location: f64, scale: f64, low: i64, middle: i64, high: i64 },
    /// Own support by a control, which differs from the contest by so much on the log.
    Control { mean: f64, shape: f64, spread: f64, low: i64, middle: i64, high: i64 },
    /// Where own supporters would go: principal, rival, others, NOTA, home.
    GoesTo { shares: [f64; 5] },
}
