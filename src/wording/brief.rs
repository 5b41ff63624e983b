//! What the answer on one screen says, apart from how any language says it.

use crate::format::two_figures;

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
    /// Votes counted where the cause could not act.
    Control,
}

/// A probability as a reader says it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Odds {
    /// Less than one in a million.
    Hardly,
    /// About one in so many.
    OneIn(f64),
    /// About so many of a hundred.
    OfHundred(f64),
    /// All but about one in so many.
    AllButOneIn(f64),
    /// All but less than one in a million.
    NearlyAlways,
}

impl Odds {
    /// The odds of a probability, to two figures: no more is known of one.
    #[must_use]
    pub fn of(probability: f64) -> Self {
        let one_in = |share: f64| two_figures(1.0 / share);
        match probability {
            p if p < 1e-6 => Odds::Hardly,
            p if p < 0.1 => Odds::OneIn(one_in(p)),
            p if p <= 0.9 => Odds::OfHundred(libm::round(100.0 * p)),
            p if p <= 1.0 - 1e-6 => Odds::AllButOneIn(one_in(1.0 - p)),
            _ => Odds::NearlyAlways,
        }
    }
}

/// A sentence of the answer on one screen and what it is computed from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are the names and numbers that the sentence of their variant speaks of")]
pub enum BriefSentence<'a> {
    /// The probability of a flip, as odds; `error` bounds what the law behind it is known to.
    Chance { probability: f64, error: f64, proved: bool, recorded: bool },
    /// The other question, as a range over where the namesakes' own voters would have gone.
    Without { low: f64, high: f64, namesakes: u64 },
    /// What a rule of law makes of the votes, whatever anybody meant.
    Credited { first: &'a str, second: &'a str, votes: (u64, u64), changes: bool },
    /// What a control says: of a namesake's votes so many would be its own, from so many to so many in nine of ten; there
    /// `votes` were counted `of` so many ballots.
    Control { name: &'a str, namesake: &'a str, polled: u64, own: (i64, i64, i64), votes: u64, of: u64 },
    /// One group of its ballots: so many recorded here, so many by the rate there.
    Stratum { name: &'a str, recorded: Option<u64>, expected: f64 },
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_never_round_to_never_or_always() {
        assert_eq!((Odds::of(0.0), Odds::of(9e-7)), (Odds::Hardly, Odds::Hardly));
        assert_eq!((Odds::of(0.001_54), Odds::of(0.099)), (Odds::OneIn(650.0), Odds::OneIn(10.0)));
        assert_eq!((Odds::of(0.123), Odds::of(0.9)), (Odds::OfHundred(12.0), Odds::OfHundred(90.0)));
        assert_eq!((Odds::of(0.999_73), Odds::of(1.0)), (Odds::AllButOneIn(3_700.0), Odds::NearlyAlways));
    }
}
