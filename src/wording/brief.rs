//! What the answer on one screen says, apart from how any language says it.

/// What an answer rests on, in two or three words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The votes as they were counted.
    Counted,
    /// Votes as they are meant, in a contest to come.
    Intended,
    /// What earlier namesakes polled.
    EarlierNamesakes,
    /// A confusion rate that the scenario states.
    StatedRate,
    /// Booths as they were counted.
    BoothReturns,
    /// Booths made up to the usual sizes.
    MadeUpBooths,
}

/// A sentence of the answer on one screen and what it is computed from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are the names and numbers that the sentence of their variant speaks of")]
pub enum BriefSentence<'a> {
    /// The probability of a flip, as odds; `error` bounds what the law behind it is known to.
    Chance { probability: f64, error: f64, proved: bool, recorded: bool },
    /// The other question, as a range over where the namesakes' own voters would have gone.
    Without { low: f64, high: f64, namesakes: u64 },
    /// So many votes; and, where it is known no better, from so many to so many in nine of ten simulations.
    About { middle: i64, low: i64, high: i64 },
    /// From so many votes to so many.
    FromTo { low: i64, high: i64 },
    /// What was said, and the verdict on it.
    Said { quoted: &'a str, verdict: &'a str },
    /// What the answer rests on.
    RestsOn { grounds: &'a str },
    /// Where the page lies, and how to see everything here.
    LookAt { place: &'a str },
}
