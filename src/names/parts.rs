//! A name taken apart: the words a voter knows a candidate by, their initials, and what is set aside.

use super::fold::{Shape, sound};
use super::{rarity, script};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that say something of a person but are no part of the name.
const TITLES: &[&str] = &[
    "shri",
    "sri",
    "shree",
    "sree",
    "shrimati",
    "smt",
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
    "prof",
    "professor",
    "er",
    "engineer",
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
    "lt",
    "brig",
    "com",
    "comrade",
    "justice",
    "haji",
    "alhaj",
    "maulana",
    "master",
    "teacher",
    "principal",
    "vakil",
    "the",
    "late",
    "श्री",
    "श्रीमती",
    "डॉ",
    "डा",
    "एड",
    "कुमारी",
    "सुश्री",
    "प्रो",
    "कॉमरेड",
    "पंडित",
    "पं",
];

/// What stands behind one of these is a parent, a husband or another name.
const OTHER_PERSON: &[&str] = &["alias", "urf", "aka", "so", "wo", "do", "co", "उर्फ"];

/// What the ballot writes short.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("mohd", "mohammad"),
    ("md", "mohammad"),
    ("mohmd", "mohammad"),
    ("pd", "prasad"),
    ("kr", "kumar"),
    ("ch", "chaudhary"),
    ("sk", "shaikh"),
    ("chandr", "chandra"),
];

/// Letters of a name that are compared. No ballot has so long a name, and two of fifty thousand letters take ten seconds.
const LONGEST: usize = 200;

/// Two letters with a vowel first are initials run together, but for these.
const SHORT_WORDS: &[&str] = &["om", "al", "ul", "el", "an", "un", "in", "us", "ud", "ur"];

/// One word of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The word in small Latin letters.
    pub spelling: String,
    /// How it sounds: see [`sound`].
    pub sound: Shape,
    /// What it tells of the person, 0 to 1: a word that one candidate in nine bears tells little.
    pub weight: f64,
}

/// A name as it is compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Name {
    /// The words, in the order of the ballot.
    pub words: Vec<Word>,
    /// The initials, in the order of the ballot.
    pub initials: Vec<char>,
    /// Titles, and notes in brackets or quotation marks, as they were written; and how many letters are beyond those
    /// that are compared.
    pub set_aside: Vec<String>,
}

impl Name {
    /// Takes a name apart. An Indian script is romanised first.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut name = Name::default();
        let mut letters = text.nfc();
        let text: String = letters.by_ref().take(LONGEST).collect();
        let plain = without_notes(&text, &mut name.set_aside);
        let mut spoken: Vec<String> = Vec::new();
        let mut titles = Vec::new();
        let mut rest = words(&plain).into_iter();
        for word in rest.by_ref() {
            if OTHER_PERSON.contains(&word.as_str()) && !spoken.is_empty() {
                name.set_aside.push(word);
                break;
            }
            if TITLES.contains(&word.as_str()) { titles.push(word) } else { spoken.push(word) }
        }
        name.set_aside.extend(rest);
        // A name made of titles alone is still a name.
        if spoken.is_empty() {
            spoken = titles;
        } else {
            name.set_aside.extend(titles);
        }
        let beyond = letters.count();
        if beyond > 0 {
            name.set_aside.push(format!("{beyond} letters beyond the first {LONGEST}"));
        }
        for word in spoken {
            let latin = script::romanised(&word);
            let latin =
                SHORT_FORMS.iter().find(|(short, _)| *short == latin).map_or(latin, |(_, long)| (*long).to_owned());
            if are_initials(&latin) { name.initials.extend(latin.chars()) } else { name.words.push(word_of(latin)) }
        }
        if name.words.is_empty() {
            name.words = name.initials.drain(..).map(|letter| word_of(letter.to_string())).collect();
        }
        name
    }
}

/// A word ready to be compared.
pub(super) fn word_of(spelling: String) -> Word {
    let sound = sound(&spelling);
    let weight = rarity::weight(sound.letters());
    Word { spelling, sound, weight }
}

/// A single letter, or up to three without a vowel among them.
fn are_initials(word: &str) -> bool {
    let vowel = |c: char| "aeiouy".contains(c);
    match word.chars().count() {
        1 => true,
        2 => word.is_ascii() && !word.chars().nth(1).is_some_and(vowel) && !SHORT_WORDS.contains(&word),
        3 => word.is_ascii() && !word.chars().any(vowel),
        _ => false,
    }
}

/// Small letters without the accents of Latin, cut at everything that is neither letter nor sign.
fn words(text: &str) -> Vec<String> {
    // "S/o" and its kin would fall apart at the stroke.
    let text = text
        .to_lowercase()
        .replace("s/o", " so ")
        .replace("w/o", " wo ")
        .replace("d/o", " do ")
        .replace('@', " alias ");
    let bare: String = text.nfd().filter(|&c| !('\u{300}'..='\u{36f}').contains(&c)).nfc().collect();
    // The joiners of Indian scripts shape letters and are none themselves.
    let kept = |c: char| c.is_alphabetic() || is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}');
    bare.split(|c: char| !kept(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The text without what stands in brackets or quotation marks, which is set aside, unless that
/// would leave nothing.
fn without_notes(text: &str, notes: &mut Vec<String>) -> String {
    let (mut plain, mut note) = (String::new(), String::new());
    let mut waiting: Option<char> = None;
    let mut before = ' ';
    for c in text.chars() {
        match waiting {
            Some(end) if c == end || (end == '"' && matches!(c, '”' | '\'')) => {
                // Tables write one quotation mark as several.
                if !note.is_empty() {
                    notes.push(std::mem::take(&mut note));
                    waiting = None;
                    plain.push(' ');
                }
            }
            Some(_) => note.push(c),
            None => match c {
                '(' | '[' => waiting = Some(if c == '(' { ')' } else { ']' }),
                '"' | '“' => waiting = Some('"'),
                '\'' if !before.is_alphanumeric() && before != '\'' => waiting = Some('"'),
                _ => plain.push(c),
            },
        }
        before = c;
    }
    // A bracket that is never closed hides nothing that matters more than the name.
    if !note.trim().is_empty() {
        notes.push(note);
    }
    if plain.chars().any(char::is_alphabetic) { plain } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken_apart(text: &str) -> (Vec<String>, String, usize) {
        let name = Name::new(text);
        let words = name.words.iter().map(|word| word.spelling.clone()).collect();
        (words, name.initials.iter().collect(), name.set_aside.len())
    }

    fn check(text: &str, words: &[&str], initials: &str, aside: usize) {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        assert_eq!(taken_apart(text), (words, initials.to_owned(), aside), "{text}");
    }

    #[test]
    fn titles_notes_and_initials_are_apart() {
        check("Adv. K. Sudhakaran (Kollon House)", &["sudhakaran"], "k", 2);
        check("ADV.A.N.SHAMSEER", &["shamseer"], "an", 1);
        check("PC MOHANAN MASTER", &["mohanan"], "pc", 1);
        check("AK ANTONY", &["antony"], "ak", 0);
        check("OM PRAKASH", &["om", "prakash"], "", 0);
        check("FAKKAR BABA ''''''''RAMAYANI''''''''", &["fakkar", "baba"], "", 1);
        check("Ram Lal S/o Shyam Lal", &["ram", "lal"], "", 3);
        check("RAM @ SHYAM", &["ram"], "", 2);
        check("MD. ALAM", &["mohammad", "alam"], "", 0);
        check("Shri", &["shri"], "", 0);
        check("JOSÉ O'Brien", &["jose", "brien"], "o", 0);
        check("(NOTHING ELSE)", &["nothing", "else"], "", 1);
        check("K", &["k"], "", 0);
        check("", &[], "", 0);
    }

    #[test]
    fn what_is_longer_than_any_name_is_cut() {
        let name = Name::new(&"Asha Rao ".repeat(6_000));
        assert_eq!(name.set_aside, ["53800 letters beyond the first 200"]);
        assert_eq!((name.words.len(), name.words[0].spelling.as_str()), (44, "asha"));
        assert_eq!(Name::new(&"a".repeat(200)).set_aside, Vec::<String>::new());
    }

    #[test]
    fn an_unclosed_bracket_hides_nothing_but_itself() {
        check("K SUDHAKARAN (KOLLON", &["sudhakaran"], "k", 1);
        check("(K SUDHAKARAN", &["sudhakaran"], "k", 1);
    }
}
