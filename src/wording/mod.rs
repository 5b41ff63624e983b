//! The words of a report, in the reader's language: one file a language, every number computed.
//!
//! A sentence is a [`Sentence`] with its names and numbers, or a fixed [`Term`]; a language is a file with
//! one `match` over each and no wildcard, so that a sentence without its translation does not compile.

mod basis;
mod booth;
mod brief;
mod caution;
mod chart;
mod english;
mod hindi;
mod numbers;
mod places;
mod sentence;
mod story;
mod tongue;
mod what_if;

pub use basis::Basis;
pub use booth::{BoothSentence, Lean};
pub use brief::{BriefSentence, Ground, Odds};
pub use caution::Caution;
pub use chart::{ChartSentence, Hundred};
pub use sentence::{Headline, Sampled, Sentence, Term, World};
pub use story::StorySentence;
pub use what_if::{WhatIf, WhatIfTerm};

use tongue::Tongue;

use crate::format::Grouping;
use serde::{Deserialize, Serialize};

/// The language of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Hindi.
    #[serde(rename = "hi")]
    Hindi,
}

impl Language {
    /// Every language there is.
    pub const ALL: [Language; 2] = [Language::English, Language::Hindi];

    fn tongue(self) -> &'static dyn Tongue {
        match self {
            Language::English => &english::English,
            Language::Hindi => &hindi::Hindi,
        }
    }

    /// Its code (ISO 639-1), as on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.tongue().code()
    }

    /// Its name, in English and in itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.tongue().name()
    }

    /// The letters of its own script, where names are given in that; none where they are given in Latin letters.
    #[must_use]
    pub fn script(self) -> Option<std::ops::RangeInclusive<char>> {
        self.tongue().script()
    }

    /// The language of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// How large numbers are written in it, unless the reader asks otherwise.
    #[must_use]
    pub fn usual_grouping(self) -> Grouping {
        self.tongue().usual_grouping()
    }
}

/// How a report speaks: its language, and how it writes numbers.
///
/// ```
/// use humnaam::wording::{Language, Sentence, Term, Wording};
///
/// let hindi = Wording::usual(Language::Hindi);
/// assert_eq!(hindi.grouping.votes(422_087), "4,22,087");
/// assert_eq!(hindi.term(Term::Margin), "अंतर");
/// let sentence = Sentence::Exact { probability: 0.5, error: 0.0 };
/// assert_eq!(Wording::default().say(&sentence), "Computed exactly, without a draw: 50 %.");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wording {
    /// The language.
    pub language: Language,
    /// How numbers are written.
    pub grouping: Grouping,
    /// What a booth is called in the country of the contest, and several of them; `None` where it is called a booth.
    pub places: Option<(&'static str, &'static str)>,
}

impl Wording {
    /// A language with its usual numbers.
    #[must_use]
    pub fn usual(language: Language) -> Self {
        Wording { language, grouping: language.usual_grouping(), places: None }
    }

    /// The same wording with a country's own word for a booth, in the language that has one here.
    #[must_use]
    pub fn calling(self, place: &'static str, places: &'static str) -> Self {
        let known = self.language == Language::English;
        Wording { places: known.then_some((place, places)), ..self }
    }

    /// A sentence with the country's word for a booth.
    fn called(self, sentence: String) -> String {
        match self.places {
            Some((one, many)) => places::named(&sentence, one, many),
            None => sentence,
        }
    }

    /// A sentence.
    #[must_use]
    pub fn say(self, sentence: &Sentence<'_>) -> String {
        self.called(self.language.tongue().sentence(sentence, self.grouping))
    }

    /// A sentence of the explanations.
    #[must_use]
    pub fn tell(self, sentence: &StorySentence<'_>) -> String {
        self.called(self.language.tongue().story(sentence, self.grouping))
    }

    /// What a picture says.
    #[must_use]
    pub fn chart(self, sentence: &ChartSentence<'_>) -> String {
        self.called(self.language.tongue().chart(sentence, self.grouping))
    }

    /// What is said of booth returns.
    #[must_use]
    pub fn booth(self, sentence: &BoothSentence<'_>) -> String {
        self.called(self.language.tongue().booth(sentence, self.grouping))
    }

    /// A warning.
    #[must_use]
    pub fn caution(self, caution: &Caution<'_>) -> String {
        self.called(self.language.tongue().caution(caution, self.grouping))
    }

    /// What is assumed, or where it comes from.
    #[must_use]
    pub fn basis(self, basis: &Basis<'_>) -> String {
        self.called(self.language.tongue().basis(basis, self.grouping))
    }

    /// A sentence of the answer on one screen.
    #[must_use]
    pub fn brief(self, sentence: &BriefSentence<'_>) -> String {
        self.called(self.language.tongue().brief(sentence, self.grouping))
    }

    /// A sentence of the page that asks "what if".
    #[must_use]
    pub fn what_if(self, sentence: &WhatIf<'_>) -> String {
        self.called(self.language.tongue().what_if(sentence, self.grouping))
    }

    /// A fixed word or two of that page.
    #[must_use]
    pub fn what_if_term(self, term: WhatIfTerm) -> String {
        self.called(self.language.tongue().what_if_term(term).to_owned())
    }

    /// What an answer rests on, in two or three words.
    #[must_use]
    pub fn ground(self, ground: Ground) -> &'static str {
        self.language.tongue().ground(ground)
    }

    /// A fixed word or two: a heading or a label.
    #[must_use]
    pub fn term(self, term: Term) -> &'static str {
        let said = self.language.tongue().term(term);
        self.places.map_or(said, |(one, many)| places::term(said, one, many))
    }

    /// The verdict in a word or two.
    #[must_use]
    pub fn headline(self, headline: Headline) -> &'static str {
        self.language.tongue().headline(headline)
    }

    /// "a, b and c".
    #[must_use]
    pub fn listed(self, words: &[String]) -> String {
        let and = self.term(Term::And);
        match words {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} {and} {last}", most.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_their_languages() {
        for language in Language::ALL {
            assert_eq!(Language::of_code(language.code()), Some(language));
        }
        assert_eq!(Language::of_code("xx"), None);
    }

    #[test]
    fn lists_end_with_the_languages_own_and() {
        let words: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(Wording::default().listed(&words), "a, b and c");
        assert_eq!(Wording::usual(Language::Hindi).listed(&words), "a, b और c");
    }
}
