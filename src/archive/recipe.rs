//! The recipe: all that a run or a sweep was asked for, and so all that is needed to make it again.

use super::digest::FileDigest;
use crate::figure::Pictures;
use crate::format::Grouping;
use crate::study::{other_question, stem};
use crate::wording::{Language, Wording};
use serde::{Deserialize, Serialize};

/// What was asked for. Where results go, how many threads make them and what is printed is no part of it: no byte of the
/// results depends on those.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The scenario as it was named.
    pub scenario: String,
    /// Values laid over it.
    pub settings: Vec<String>,
    /// The priors that stand in place of the built-in ones, as they were named.
    pub evidence: Option<String>,
    /// The standard error at which the run is to stop.
    pub until: Option<f64>,
    /// Which pictures are drawn, and how.
    pub pictures: Pictures,
    /// The language of the report.
    pub language: Language,
    /// How large numbers are written, where another way than the language's own was asked for.
    pub grouping: Option<Grouping>,
    /// Paths and values that are varied, as typed; empty in a run, and where a scenario's own `[[sweep]]` is meant.
    pub vary: Vec<String>,
    /// The sample of a sweep, as typed.
    pub sample: Option<String>,
    /// Values that a sweep looks for, as typed.
    pub solve: Vec<String>,
}

impl Recipe {
    /// How the report speaks.
    #[must_use]
    pub fn wording(&self) -> Wording {
        let grouping = self.grouping.unwrap_or_else(|| self.language.usual_grouping());
        Wording { language: self.language, grouping, places: None }
    }

    /// What a run goes by, and its folder: the name of its scenario, and what was asked besides.
    #[must_use]
    pub fn name(&self) -> String {
        let stem = stem(&self.scenario);
        let mut besides = other_question(&self.settings);
        besides.extend(self.evidence.as_ref().map(|file| format!("evidence={file}")));
        if besides.is_empty() { stem } else { format!("{stem}+{}", in_a_name(&besides)) }
    }

    /// The name of the folder that a sweep goes to where `folder` holds another of the same scenario: which keys it is over,
    /// and a digest of all that makes it another.
    #[must_use]
    pub fn own_folder(&self, folder: &str) -> String {
        let keys = self.vary.iter().chain(&self.solve).map(|text| text.split('=').next().unwrap_or_default().trim());
        let keys: Vec<&str> = if self.vary.is_empty() && self.solve.is_empty() { vec!["own"] } else { keys.collect() };
        let keys: Vec<String> = keys.into_iter().map(safe).collect();
        let readable: String = keys.join("+").chars().take(LONGEST).collect();
        format!("{folder}+{readable}-{}", short_digest(&format!("{:?}", self.design())))
    }

    /// What makes one sweep of a scenario another than the next.
    fn design(&self) -> [Vec<&str>; 5] {
        [
            self.settings.iter().map(String::as_str).collect(),
            self.evidence.as_deref().into_iter().collect(),
            self.vary.iter().map(String::as_str).collect(),
            self.sample.as_deref().into_iter().collect(),
            self.solve.iter().map(String::as_str).collect(),
        ]
    }

    /// Whether another recipe of a sweep asks for the same points and values.
    #[must_use]
    pub fn is_same_sweep(&self, other: &Recipe) -> bool {
        self.design() == other.design()
    }
}

/// Letters of what was asked in the name of a folder.
const LONGEST: usize = 60;

/// What was asked as part of a file's name, with a digest where it does not stand there letter by letter.
fn in_a_name(asked: &[String]) -> String {
    let whole = asked.join("+");
    let name = asked.iter().map(|one| safe(one)).collect::<Vec<_>>().join("+");
    if name == whole && name.len() <= LONGEST {
        return name;
    }
    let readable: String = name.chars().take(LONGEST).collect();
    format!("{readable}-{}", short_digest(&whole))
}

/// A text of the letters that every file system and every shell takes as they are.
fn safe(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || "._=-".contains(c) { c } else { '_' }).collect()
}

/// Enough of a SHA-256 to tell the folders of one scenario apart.
fn short_digest(text: &str) -> String {
    FileDigest::of("", text.as_bytes()).sha256.chars().take(8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(settings: &[&str], evidence: Option<&str>) -> String {
        let settings = settings.iter().map(|&text| text.to_owned()).collect();
        Recipe {
            settings,
            evidence: evidence.map(str::to_owned),
            scenario: "seat.toml".to_owned(),
            ..Recipe::default()
        }
        .name()
    }

    #[test]
    fn another_question_has_another_folder() {
        assert_eq!(asked(&[], None), "seat");
        assert_eq!(asked(&["simulation.draws=5", "simulation.seed=2"], None), "seat");
        assert_eq!(asked(&["confusion.rate=0.01"], None), "seat+confusion.rate=0.01");
        assert_eq!(asked(&["b.x=1", "a.y=-2"], Some("p.toml")), "seat+a.y=-2+b.x=1+evidence=p.toml");
        // What cannot stand there as it is, or is long, is told apart by a digest.
        let tables = [asked(&["confusion.rate={low=0,high=1}"], None), asked(&["confusion.rate={low=0;high=1}"], None)];
        assert!(tables[0].starts_with("seat+confusion.rate=_low=0_high=1_-") && tables[0] != tables[1], "{tables:?}");
        let long = |end: &str| asked(&[&format!("contest.name={}{end}", "x".repeat(300))], None);
        assert!(long("a").len() < 90 && long("a") != long("b"));
        for hostile in ["a=../../x", "a=/etc/passwd", "a=\u{1b}[2J", "a=नाम", "a=$(x)", "a=\0"] {
            let name = asked(&[hostile], Some("../p.toml"));
            assert!(name.is_ascii() && !name.contains(['/', '\\', '\u{1b}', '\0', '$', '(']), "{name}");
        }
    }

    #[test]
    fn another_sweep_has_another_folder() {
        let sweep = |vary: &[&str], sample: Option<&str>| Recipe {
            vary: vary.iter().map(|&text| text.to_owned()).collect(),
            sample: sample.map(str::to_owned),
            ..Recipe::default()
        };
        let names: Vec<String> = [
            sweep(&["confusion.rate=0..1/5"], None),
            sweep(&["confusion.rate=0..1/6"], None),
            sweep(&["confusion.rate=0..1/6"], Some("lhs:4")),
            sweep(&[], None),
        ]
        .iter()
        .map(|recipe| recipe.own_folder("seat-sweep"))
        .collect();
        assert!(
            names[0].starts_with("seat-sweep+confusion.rate-") && names[3].starts_with("seat-sweep+own-"),
            "{names:?}"
        );
        assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{names:?}");
        let charts = Recipe { pictures: Pictures { drawn: false, ..Pictures::default() }, ..sweep(&["a=1"], None) };
        assert!(charts.is_same_sweep(&sweep(&["a=1"], None)));
    }
}
