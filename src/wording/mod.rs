//! The words of a report, in the reader's language: one file a language, every number computed.
//!
//! A sentence is a [`Sentence`] with its names and numbers, or a fixed [`Term`]; a language is a file with
//! one `match` over each and no wildcard, so that a sentence without its translation does not compile.

mod basis;
mod booth;
mod caution;
mod chart;
mod english;
mod hindi;
mod sentence;
mod story;

pub use basis::Basis;
pub use booth::{BoothSentence, Lean};
pub use caution::Caution;
pub use chart::{ChartSentence, Hundred};
pub use sentence::{Headline, Sampled, Sentence, Term, World};
pub use story::StorySentence;

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
    /// Its code (ISO 639-1), as on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Hindi => "hi",
        }
    }

    /// The language of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Language::English, Language::Hindi].into_iter().find(|language| language.code() == code)
    }

    /// How large numbers are written in it, unless the reader asks otherwise.
    #[must_use]
    pub fn usual_grouping(self) -> Grouping {
        match self {
            Language::English => Grouping::Western,
            Language::Hindi => Grouping::Indian,
        }
    }
}

/// How a report speaks: its language, and how it writes numbers.
///
/// ```
/// use humnaam::report::{Language, Sentence, Term, Wording};
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
}

impl Wording {
    /// A language with its usual numbers.
    #[must_use]
    pub fn usual(language: Language) -> Self {
        Wording { language, grouping: language.usual_grouping() }
    }

    /// A sentence.
    #[must_use]
    pub fn say(self, sentence: &Sentence<'_>) -> String {
        match self.language {
            Language::English => english::sentence(sentence, self.grouping),
            Language::Hindi => hindi::sentence(sentence, self.grouping),
        }
    }

    /// A sentence of the explanations.
    #[must_use]
    pub fn tell(self, sentence: &StorySentence<'_>) -> String {
        match self.language {
            Language::English => english::stories::story(sentence, self.grouping),
            Language::Hindi => hindi::stories::story(sentence, self.grouping),
        }
    }

    /// What a picture says.
    #[must_use]
    pub fn chart(self, sentence: &ChartSentence<'_>) -> String {
        match self.language {
            Language::English => english::charts::chart(sentence, self.grouping),
            Language::Hindi => hindi::charts::chart(sentence, self.grouping),
        }
    }

    /// What is said of booth returns.
    #[must_use]
    pub fn booth(self, sentence: &BoothSentence<'_>) -> String {
        match self.language {
            Language::English => english::booths::booth(sentence, self.grouping),
            Language::Hindi => hindi::booths::booth(sentence, self.grouping),
        }
    }

    /// A warning.
    #[must_use]
    pub fn caution(self, caution: &Caution<'_>) -> String {
        match self.language {
            Language::English => english::cautions::caution(caution, self.grouping),
            Language::Hindi => hindi::cautions::caution(caution, self.grouping),
        }
    }

    /// What is assumed, or where it comes from.
    #[must_use]
    pub fn basis(self, basis: &Basis<'_>) -> String {
        match self.language {
            Language::English => english::bases::basis(basis, self.grouping),
            Language::Hindi => hindi::bases::basis(basis, self.grouping),
        }
    }

    /// A fixed word or two: a heading or a label.
    #[must_use]
    pub fn term(self, term: Term) -> &'static str {
        match self.language {
            Language::English => english::term(term),
            Language::Hindi => hindi::term(term),
        }
    }

    /// The verdict in a word or two.
    #[must_use]
    pub fn headline(self, headline: Headline) -> &'static str {
        match self.language {
            Language::English => english::headline(headline),
            Language::Hindi => hindi::headline(headline),
        }
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
        for language in [Language::English, Language::Hindi] {
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
