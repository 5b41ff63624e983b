//! What a language can say. A new one is a folder with its own answers to these, and a line in [`super::Language::tongue`].

use super::{
    Basis, BoothSentence, BriefSentence, Caution, ChartSentence, Ground, Headline, Sentence, StorySentence, Term,
    WhatIf, WhatIfTerm,
};
use crate::format::Grouping;

/// A language. Every method takes a sentence as its meaning, with the names and numbers it is computed from, and a language
/// answers each by a `match` without a wildcard: a sentence that is not translated does not compile. Where a sentence counts
/// things, it has their number, since languages differ in what they do at one, two, few and many.
pub(super) trait Tongue: Sync {
    /// Its code (ISO 639-1), as on the command line.
    fn code(&self) -> &'static str;

    /// Its name, in English and in itself.
    fn name(&self) -> &'static str;

    /// The letters of its own script, where people's and places' names are given in that; none where they are given in Latin
    /// letters.
    fn script(&self) -> Option<std::ops::RangeInclusive<char>>;

    /// How large numbers are written in it, unless the reader asks otherwise.
    fn usual_grouping(&self) -> Grouping;

    /// A sentence of the verdict.
    fn sentence(&self, said: &Sentence<'_>, grouping: Grouping) -> String;

    /// A sentence of the explanations.
    fn story(&self, said: &StorySentence<'_>, grouping: Grouping) -> String;

    /// What a picture says.
    fn chart(&self, said: &ChartSentence<'_>, grouping: Grouping) -> String;

    /// What is said of booth returns.
    fn booth(&self, said: &BoothSentence<'_>, grouping: Grouping) -> String;

    /// A warning.
    fn caution(&self, said: &Caution<'_>, grouping: Grouping) -> String;

    /// What is assumed, or where it comes from.
    fn basis(&self, said: &Basis<'_>, grouping: Grouping) -> String;

    /// A sentence of the answer on one screen.
    fn brief(&self, said: &BriefSentence<'_>, grouping: Grouping) -> String;

    /// A sentence of the page that asks "what if".
    fn what_if(&self, said: &WhatIf<'_>, grouping: Grouping) -> String;

    /// A fixed word or two of that page.
    fn what_if_term(&self, said: WhatIfTerm) -> &'static str;

    /// What an answer rests on, in two or three words.
    fn ground(&self, said: Ground) -> &'static str;

    /// A fixed word or two: a heading or a label.
    fn term(&self, said: Term) -> &'static str;

    /// The verdict in a word or two.
    fn headline(&self, said: Headline) -> &'static str;
}
