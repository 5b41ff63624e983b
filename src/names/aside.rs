//! What a ballot writes beside a name: titles, degrees, parents, and what stands in brackets.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

/// Why a word of the ballot is not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Shri, Adv., Haji: what a person is.
    Title,
    /// B.A., Ph.D.: what a person has learnt.
    Degree,
    /// Whose child, wife or husband: S/o, "son of", पुत्र.
    Relation,
    /// In brackets or quotation marks.
    Note,
    /// Beyond the letters that are compared.
    Beyond,
}

impl Reason {
    /// The reason in a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Reason::Title => "title",
            Reason::Degree => "degree",
            Reason::Relation => "relation",
            Reason::Note => "note",
            Reason::Beyond => "not compared",
        }
    }
}

/// What was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// As it was written, in small letters.
    pub text: String,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for Aside {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.text, self.reason.word())
    }
}

/// Words that say something of a person but are no part of the name.
const TITLES: &[&str] = &[
    "shri",
    "sri",
    "shree",
    "sree",
    "shrimati",
    "srimati",
    "smt",
    "tmt",
    "thiru",
    "selvi",
    "sau",
    "kumari",
    "km",
    "ku",
    "kum",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "doctor",
    "adv",
    "advocate",
    "advt",
    "prof",
    "professor",
    "er",
    "engineer",
    "engg",
    "engr",
    "eng",
    "ca",
    "pandit",
    "pt",
    "col",
    "colonel",
    "capt",
    "captain",
    "maj",
    "major",
    "gen",
    "general",
    "retd",
    "retired",
    "lt",
    "brig",
    "com",
    "comrade",
    "justice",
    "haji",
    "hazi",
    "alhaj",
    "maulana",
    "moulana",
    "maulvi",
    "moulvi",
    "hafiz",
    "qari",
    "master",
    "teacher",
    "principal",
    "vakil",
    "the",
    "late",
    "hon",
    "ad",
    "sarpanch",
    "bhaiya",
    "bhaiyya",
    "bhaiyaji",
    "didi",
    "exmla",
    "exmp",
    "ias",
    "ips",
    "श्री",
    "श्रीमती",
    "डॉ",
    "डा",
    "एड",
    "एडवोकेट",
    "कुमारी",
    "सुश्री",
    "प्रो",
    "कॉमरेड",
    "पंडित",
    "पं",
    "स्व",
    "हाजी",
    "मौलाना",
    "इंजी",
];

/// Degrees that are no word of any name.
const DEGREES: &[&str] = &[
    "mbbs", "phd", "llb", "llm", "mba", "mca", "bca", "bsc", "msc", "bcom", "mcom", "btech", "mtech", "dlitt", "frcs",
    "bpharm", "mpharm", "bams", "bhms", "bds", "mds", "babl", "mabl",
];

/// Degrees that could be something else, and are degrees only at the end of a name.
const DEGREES_AT_THE_END: &[&str] = &["ba", "ma", "be", "me", "bed", "med", "bl", "ml"];

static SORTED_TITLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| TITLES.iter().copied().collect());

pub(super) fn is_title(word: &str) -> bool {
    SORTED_TITLES.contains(word)
}

/// Whether the word is a degree; `last` says that no word of the name follows.
pub(super) fn is_degree(word: &str, last: bool) -> bool {
    DEGREES.contains(&word) || last && DEGREES_AT_THE_END.contains(&word)
}

/// How many of these words say whose child, wife or husband a person is, 0 for none: "s/o" (which is written "so" by now),
/// "s o", "son of", "putra". `behind_a_word` says that a word of the name stands before them: only then are two
/// letters apart no initials.
pub(super) fn relation(words: &[String], behind_a_word: bool) -> usize {
    const LETTERS: &[&str] = &["s", "w", "d", "c", "h", "f", "r"];
    const JOINED: &[&str] = &["so", "wo", "do", "co", "ho", "ro"];
    const WHOLE: &[&str] = &[
        "putra",
        "suputra",
        "putri",
        "suputri",
        "patni",
        "aatmaj",
        "atmaj",
        "father",
        "husband",
        "wife",
        "walad",
        "valad",
        "vald",
        "wald",
        "पुत्र",
        "सुपुत्र",
        "पुत्री",
        "सुपुत्री",
        "पत्नी",
        "धर्मपत्नी",
        "आत्मज",
        "वल्द",
        "पिता",
        "ਪੁੱਤਰ",
        "પુત્ર",
    ];
    const KIN: &[&str] = &["son", "wife", "daughter", "husband", "father", "care", "resident", "w", "s", "d"];
    let at = |place: usize| words.get(place).map_or("", String::as_str);
    let somebody_follows =
        |place: usize| words.get(place..).is_some_and(|rest| rest.iter().any(|w| w.chars().count() > 2));
    let in_two = KIN.contains(&at(0)) && at(1) == "of" || behind_a_word && LETTERS.contains(&at(0)) && at(1) == "o";
    if in_two && somebody_follows(2) {
        2
    } else {
        usize::from((JOINED.contains(&at(0)) || WHOLE.contains(&at(0))) && somebody_follows(1))
    }
}

/// Whether another name of the same person follows.
pub(super) fn is_alias(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "alias",
        "allias",
        "alis",
        "aliyas",
        "alies",
        "urf",
        "urph",
        "uraf",
        "orf",
        "aka",
        "उर्फ",
        "उर्फ़",
        "ऊर्फ",
        "ऊर्फ़",
        "एलियास",
        "ঊর্ফ",
        "ઉર્ફે",
        "ઉર્ફ",
        "ਉਰਫ",
        "ಉರುಫ್",
        "ಅಲಿಯಾಸ್",
        "అలియాస్",
        "என்கிற",
        "என்ற",
    ];
    WORDS.contains(&word)
}
