//! How alike two names are, with every reason.

use crate::format::{figures, nine_figures};
use crate::names::{Aside, Comparison, Match, Name, Pairing, SIMILAR, compare};
use serde::Serialize;

/// Two names compared, as it is written to files.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Likeness {
    /// The score, 0 to 1; nothing where the scripts cannot be compared.
    pub similarity: Option<f64>,
    /// `exact`, `similar`, `different` or `not_comparable`.
    #[serde(rename = "match")]
    pub verdict: &'static str,
    /// Whether each is called by a word that the other lacks, which decides against them.
    pub called_differently: bool,
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
    /// The script, where it cannot be romanised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script: Option<&'static str>,
    /// Which other name of the person was compared, where that one is nearest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared_as: Option<String>,
    /// Titles, degrees, relations and notes that were not compared.
    pub set_aside: Vec<String>,
    /// Words and initials without a partner in the other name.
    pub alone: Vec<String>,
    #[serde(skip)]
    reasons: Vec<Aside>,
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
    /// How far a person is called by it, 0 (a family name) to 1 (a given name).
    pub calling: f64,
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
            calling: nine_figures(pair.calling),
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
        let found = compare(&ours, &theirs);
        let Comparison { score, verdict, pairings, one_alone, other_alone, through: [ours_as, theirs_as], .. } = found;
        Likeness {
            similarity: (verdict != Match::NotComparable).then(|| nine_figures(score)),
            verdict: verdict.word(),
            called_differently: found.called_differently,
            pairs: pairings.iter().map(WordPair::new).collect(),
            one: parts(one, &ours, one_alone, ours_as),
            other: parts(other, &theirs, other_alone, theirs_as),
        }
    }

    /// The same in words, a line each.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let names = format!("{} / {}", self.one.name, self.other.name);
        let Some(similarity) = self.similarity else {
            let [one, other] = [&self.one, &self.other].map(|name| name.script.unwrap_or("Latin"));
            return vec![
                names,
                format!(
                    "cannot be compared: the first is in {one} letters and the second in {other}; write both in Latin, \
                     Cyrillic or one of nine Indian scripts"
                ),
            ];
        };
        let verdict = if self.verdict == Match::Exact.word() {
            "the same name"
        } else if self.verdict == Match::Similar.word() {
            "similar: a voter may take the one for the other"
        } else {
            "different names"
        };
        let mut lines =
            vec![names, format!("{} of 1: {verdict} (similar from {} on)", figures(similarity), figures(SIMILAR))];
        for (which, name) in [("first", &self.one), ("second", &self.other)] {
            if let Some(other) = &name.compared_as {
                lines.push(format!("  compared by another name of the {which}: {other}"));
            }
        }
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
            let role = if pair.calling >= GIVEN_NAME {
                ", and people are called by it"
            } else if pair.calling <= FAMILY_NAME {
                ", and is a family name or a second half"
            } else {
                ""
            };
            lines.push(format!(
                "  {} / {}: {same}; tells {} of what a rare word tells{role}",
                pair.one,
                pair.other,
                figures(pair.weight)
            ));
        }
        if self.called_differently {
            lines.push("  each is called by a word that the other lacks: that decides".to_owned());
        }
        for (which, name) in [("first", &self.one), ("second", &self.other)] {
            if !name.alone.is_empty() {
                lines.push(format!("  in the {which} alone: {}", name.alone.join(", ")));
            }
            if !name.set_aside.is_empty() {
                lines.push(format!("  set aside in the {which}: {}", shown(&name.reasons)));
            }
        }
        lines
    }
}

/// What people are called by has a role of at least this, and what families are called by at most that.
const GIVEN_NAME: f64 = 0.7;
const FAMILY_NAME: f64 = 0.1;

fn shown(reasons: &[Aside]) -> String {
    reasons.iter().map(Aside::to_string).collect::<Vec<_>>().join(", ")
}

fn parts(text: &str, name: &Name, alone: Vec<String>, compared_as: Option<String>) -> NameParts {
    NameParts {
        name: text.to_owned(),
        words: name.words.iter().map(|word| word.spelling.clone()).collect(),
        initials: name.initials.iter().map(char::to_string).collect(),
        script: name.script,
        compared_as,
        set_aside: name.set_aside.iter().map(|aside| aside.text.clone()).collect(),
        alone,
        reasons: name.set_aside.clone(),
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
        let lines = Likeness::new("Girdhar urf Pintu Ahirwar", "Pintu Ahirwar s/o Mohan BA").sentences().join("\n");
        assert!(
            lines.contains("another name of the first: pintu ahirwar") && lines.contains("so mohan ba (relation)"),
            "{lines}"
        );
        let lines = Likeness::new("Md Irshad Alam", "Md Asif Alam").sentences().join("\n");
        assert!(lines.contains("each is called by a word that the other lacks"), "{lines}");
        let other = Likeness::new("Imran Khan", "عمران خان");
        assert!(other.sentences().join("\n").contains("in Latin letters and the second in Arabic"));
        assert_eq!(serde_json::to_value(other).unwrap()["similarity"], serde_json::Value::Null);
        let json = serde_json::to_value(Likeness::new("आलोक मिश्रा", "Alok Misra")).unwrap();
        assert_eq!((json["similarity"].as_f64(), json["match"].as_str()), (Some(1.0), Some("similar")));
    }
}
