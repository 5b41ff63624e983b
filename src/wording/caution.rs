//! What a reader must know before relying on the numbers, apart from how any language says it.

/// A warning and what it is computed from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are the names and numbers that the sentence of their variant speaks of")]
pub enum Caution<'a> {
    /// The standard error asked for was not reached; both in points.
    NotReached { goal: f64, draws: u64, reached: f64 },
    /// Importance sampling found few flips.
    FewEffective { effective: f64 },
    /// Importance sampling did not find where the result flips.
    NotFound,
    /// A principal who was neither first nor second.
    NeitherFirstNorSecond { name: &'a str },
    /// A rate that a namesake's total rules out.
    RateCannotBe { name: &'a str, votes: u64 },
    /// The rate is stated.
    RateStated,
    /// The rate was set over what the scenario says.
    RateSet,
    /// No elections with this kind of ballot were fitted: in nine of ten the rate is within such a factor.
    BallotNotFitted { factor: f64 },
    /// Nobody who shares the family name alone was fitted.
    FamilyNameNotFitted,
    /// What is believed of voters was fitted in India, and this contest was held in another country.
    PriorsOfIndia { country: &'a str },
    /// Own support is guessed; abroad, from past contests in India.
    SupportGuessed { share: f64, abroad: bool },
    /// The number of booths is assumed; of India, where the country's own size is not known.
    BoothsAssumed { booths: u64, size: f64, of_india: bool },
    /// Booths are made up.
    BoothsSynthetic,
    /// Too many booths for quantiles.
    TooManyBooths,
    /// The rate was too high to vary as stated in so many segment draws.
    Clipped { draws: u64 },
    /// Importance sampling was asked for where nothing is shifted.
    NothingShifted,
    /// A share of returning votes was stated where every vote is stated as it was meant.
    NothingReturns,
    /// The rival has a namesake; at most so many of those votes may have been the rival's own.
    RivalAtMost { rival: &'a str, own: u64, most: u64, short: &'a str },
    /// The rival has a namesake, and a flip is possible all the same.
    RivalAllTheSame { rival: &'a str, own: u64 },
    /// Booth returns were not learned from; the reason is as it was given.
    NotLearned { why: &'a str },
    /// The draws behind the booth model are uneven.
    Uneven { pareto: f64 },
    /// Few placebos.
    FewPlacebos { count: u64 },
}

impl Caution<'_> {
    /// Whether a number printed may be wrong or rests on another ground than it seems to; what is usual, such as made-up
    /// booths, is not grave.
    #[must_use]
    pub fn is_grave(&self) -> bool {
        !matches!(
            self,
            Caution::NeitherFirstNorSecond { .. }
                | Caution::RateStated
                | Caution::PriorsOfIndia { .. }
                | Caution::SupportGuessed { .. }
                | Caution::BoothsAssumed { .. }
                | Caution::BoothsSynthetic
                | Caution::TooManyBooths
                | Caution::RivalAtMost { .. }
                | Caution::RivalAllTheSame { .. }
                | Caution::FewPlacebos { .. }
        )
    }
}
