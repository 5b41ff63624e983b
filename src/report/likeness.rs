//! How alike two names are, with every reason.

use crate::format::{figures, nine_figures};
use crate::names::{Comparison, Match, Name, Pairing, SIMILAR, compare};
use serde::Serialize;

/// Two names compared, as it is written to files.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Likeness {
    /// The score, 0 to 1.
    pub similarity: f64,
    /// `exact`, `similar` or `different`.
    #[serde(rename = "match")]
    pub verdict: &'static str,
    /// The one name.
    pub one: NameParts,
    /// The other.
    pub other: NameParts,
    /// The words that belong together.
    pub pairs: Vec<WordPair>,
}

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NameParts {
    /// As given.
    pub name: String,
    /// The words compared, romanised.
    pub words: Vec<String>,
    /// The initials.
    pub initials: Vec<String>,
    /// Titles and notes that were not compared.
    pub set_aside: Vec<String>,
    /// Words and initials without a partner in the other name.
    pub alone: Vec<String>,
}

/// Two words, and what each measure says of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WordPair {
    /// The word of the one name.
    pub one: String,
    /// The word of the other.
    pub other: String,
    /// What the word tells of a person, 0 to 1.
    pub weight: f64,
    /// How alike the two are.
    pub similarity: f64,
    /// Damerau-Levenshtein.
    pub edits: f64,
    /// Jaro-Winkler.
    pub common_letters: f64,
    /// BI-SIM.
    pub letter_pairs: f64,
    /// Their sounds.
    pub sounds: f64,
}

impl WordPair {
    fn new(pair: &Pairing) -> Self {
        let measures = pair.measures;
        WordPair {
            one: pair.one.clone(),
            other: pair.other.clone(),
            weight: nine_figures(pair.weight),
            similarity: nine_figures(measures.together),
            edits: nine_figures(measures.edits),
            common_letters: nine_figures(measures.common),
            letter_pairs: nine_figures(measures.pairs),
            sounds: nine_figures(measures.sounds),
        }
    }
}

impl Likeness {
    /// Compares two names.
    #[must_use]
    pub fn new(one: &str, other: &str) -> Self {
        let (ours, theirs) = (Name::new(one), Name::new(other));
        let Comparison { score, verdict, pairings, one_alone, other_alone } = compare(&ours, &theirs);
        Likeness {
            similarity: nine_figures(score),
            verdict: verdict.word(),
            pairs: pairings.iter().map(WordPair::new).collect(),
            one: parts(one, &ours, one_alone),
            other: parts(other, &theirs, other_alone),
        }
    }

    /// The same in words, a line each.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let verdict = if self.verdict == Match::Exact.word() {
            "the same name"
        } else if self.verdict == Match::Similar.word() {
            "similar: a voter may take the one for the other"
        } else {
            "different names"
        };
        let mut lines = vec![
            format!("{} / {}", self.one.name, self.other.name),
            format!("{} of 1: {verdict} (similar from {} on)", figures(self.similarity), figures(SIMILAR)),
        ];
        for pair in &self.pairs {
            let same = if pair.one == pair.other {
                "the same".to_owned()
            } else if pair.sounds >= 1.0 {
                "sounds the same".to_owned()
            } else {
                format!(
                    "{} alike: letters changed {}, letters in common {}, letter pairs {}, sounds {}",
                    figures(pair.similarity),
                    figures(pair.edits),
                    figures(pair.common_letters),
                    figures(pair.letter_pairs),
                    figures(pair.sounds)
                )
            };
            lines.push(format!(
                "  {} / {}: {same}; tells {} of what a rare word tells",
                pair.one,
                pair.other,
                figures(pair.weight)
            ));
        }
        for (which, name) in [("first", &self.one), ("second", &self.other)] {
            if !name.alone.is_empty() {
                lines.push(format!("  in the {which} alone: {}", name.alone.join(", ")));
            }
            if !name.set_aside.is_empty() {
                lines.push(format!("  set aside in the {which}: {}", name.set_aside.join(", ")));
            }
        }
        lines
    }
}

fn parts(text: &str, name: &Name, alone: Vec<String>) -> NameParts {
    NameParts {
        name: text.to_owned(),
        words: name.words.iter().map(|word| word.spelling.clone()).collect(),
        initials: name.initials.iter().map(char::to_string).collect(),
        set_aside: name.set_aside.clone(),
        alone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_said() {
        let lines = Likeness::new("Adv. V M Sudheeran", "V S Sudhiran").sentences();
        let all = lines.join("\n");
        assert!(all.contains("sounds the same") && all.contains("in the first alone: m"), "{all}");
        assert!(all.contains("set aside in the first: adv"), "{all}");
        let json = serde_json::to_value(Likeness::new("आलोक मिश्रा", "Alok Misra")).unwrap();
        assert_eq!((json["similarity"].as_f64(), json["match"].as_str()), (Some(1.0), Some("similar")));
    }
}
