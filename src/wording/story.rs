//! What a report says of rival explanations, apart from how any language says it.

/// A sentence of the explanations and what it is computed from. Names are as the language has them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are the names and numbers that the sentence of their variant speaks of")]
pub enum StorySentence<'a> {
    /// Nobody is a namesake: who lost to whom, and what it took.
    NoNamesake { loser: &'a str, winner: &'a str, margin: u64, needed: u64 },
    /// What would have had to be true: from one candidate to another.
    NeedsFlow { from: &'a str, to: &'a str, place: Option<&'a str>, votes: u64, base: u64, share: f64 },
    /// The same of those who stayed at home.
    NeedsHome { to: &'a str, place: Option<&'a str>, votes: u64, base: u64, share: f64 },
    /// The same of voters who would have stayed at home.
    NeedsStay { from: &'a str, place: Option<&'a str>, votes: u64, base: u64, share: f64 },
    /// The same as a share of what the receiver polled.
    NeedsMore { to: &'a str, place: Option<&'a str>, votes: u64, base: u64, share: f64 },
    /// The same of a namesake's votes.
    NeedsDiverted { namesake: &'a str, to: &'a str, votes: u64, base: u64, share: f64 },
    /// The same of several flows at one share.
    NeedsAll { votes: u64, base: u64, share: f64 },
    /// No share is enough.
    NeedsMoreThanShares,
    /// What a story moves, and that alone it changes nothing.
    AloneNever { low: i64, high: i64 },
    /// The same where alone it changes who won.
    AloneAlways { low: i64, high: i64 },
    /// The same where it depends.
    AloneSometimes { low: i64, high: i64, probability: f64 },
    /// What is lost without a story, and its Shapley shares; `stated` are the shares that all of it rests on.
    BesideOthers { lost: f64, of: f64, share: f64, margin: f64, stated: &'a str },
    /// A story that completes no combination of the others.
    CompletesNone { margin: f64 },
    /// All stories together, without a draw.
    TogetherExact { probability: f64, margin: f64, stated: &'a str },
    /// All stories together, drawn; the standard error is in points.
    TogetherDrawn { probability: f64, margin: f64, draws: u64, error: f64, stated: &'a str },
    /// A title: how many of the explanations can change who won alone.
    AloneTitle { able: u64, all: u64 },
    /// What a picture of the explanations shows.
    StepsOf { principal: &'a str, rival: &'a str },
    /// What the shares are, and are not.
    SharesAreStated,
    /// What was counted in another election, and here.
    Compared {
        who: &'a str,
        place: Option<&'a str>,
        election: &'a str,
        then: u64,
        also: Option<u64>,
        here: Option<u64>,
    },
    /// How a story's segments moved since, and the others: votes then and here.
    MovedApart { who: &'a str, election: &'a str, inside: (u64, u64), outside: (u64, u64) },
    /// What the receiver of a flow gained in another election, against the votes the story is about.
    GainedThere { who: &'a str, election: &'a str, gained: u64, base: u64 },
}
