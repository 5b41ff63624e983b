//! Whether a word is what a person is called or what the family is called.
//!
//! Sharma ends names and Rajesh begins them. Two lists, counted over the tables of candidates, say so for the words that
//! enough candidates bear; of all others it is not known.

use super::fold::sound;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Names that many bear before the one they are called by: what follows tells them apart.
const BEFORE_THE_NAME: &[&str] = &[
    "mufti", "kunwar", "kuwar", "kunvar", "mohmad", "mohmed", "syed", "sayyad", "sayed", "saiyad", "shaikh", "sheikh",
    "shaik", "abdul", "abdur", "ghulam", "gulam", "mir", "mirza", "kumari", "begum", "bibi", "kazi", "qazi",
];

/// First halves of names, which a second half makes a name of its own: Ram Naresh, Ram Prakash.
const FIRST_HALVES: &[&str] = &[
    "ram", "raj", "shiv", "sheo", "siv", "shiva", "hari", "jai", "jay", "om", "krishna", "krishan", "krishn", "shyam",
    "ganga", "radha", "radhe", "sita", "satya", "chandra", "dev", "gauri", "uma", "bal", "prem", "nand", "jagat",
    "guru", "brij", "braj", "ved", "bhagwan", "venkata", "venkat", "naga", "subba", "rama", "surya",
];

/// Second halves that make such a name, though they end names as often.
const SECOND_HALVES: &[&str] = &[
    "sharan", "saran", "nath", "prasad", "deo", "dev", "bhagat", "kumar", "lal", "chandra", "chand", "das", "pal",
    "dayal", "ratan", "bahadur", "bihari", "behari", "kishore", "shankar", "narayan", "gopal", "mohan",
];

/// What may stand between a given name and the end of a name where the family name comes first.
const BEHIND_THE_GIVEN: &[&str] = &["kumar", "prasad", "yadav", "murthy", "chary", "babu"];

/// Given names that are a mark of respect behind another: Ramesh Babu.
const RESPECT_BEHIND: &[&str] = &["babu"];

/// What the last word of a name is where the family name comes first: Kunduru Nagarjuna Reddy.
const CLANS_OF_THE_SOUTH: &[&str] = &["reddy", "rao", "naidu", "goud", "raju", "varma", "sastry", "setty"];

/// What a word tells of whom a voter calls by it, 0 to 1: a word of which nothing is known lies between.
pub(super) const GIVEN: f64 = 1.0;
pub(super) const UNKNOWN: f64 = 0.5;
pub(super) const FAMILY: f64 = 0.1;

/// The same for an unknown word where a given name stands: the first of most names, the one before a clan of the south.
pub(super) const CALLED_BY_PLACE: f64 = 0.7;
/// Of the second half of a name in two words: Ram Prasad, Ram Bhagat.
pub(super) const SECOND_HALF: f64 = 0.8;
/// And where a house or a place stands.
pub(super) const HOUSE: f64 = 0.3;

/// From this weight on a word of no known role may be a house or a family.
pub(super) const RARE: f64 = 0.9;

/// What is known of a word: a bit for every list that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Roles(u8);

impl Roles {
    const IS_GIVEN: u8 = 1;
    const IS_FAMILY: u8 = 2;
    const BEFORE: u8 = 4;
    const FIRST_HALF: u8 = 8;
    const SECOND_HALF: u8 = 16;
    const BEHIND: u8 = 32;
    const CLAN: u8 = 64;
    const RESPECT: u8 = 128;

    /// Of the word with this sound.
    pub(super) fn of(sound: &str) -> Roles {
        let before = if is_mohammad(sound) { Roles::BEFORE } else { 0 };
        Roles(LISTS.get(sound).copied().unwrap_or(0) | before)
    }

    /// How far a voter calls somebody by the word.
    pub(super) fn calling(self) -> f64 {
        match (self.has(Roles::IS_GIVEN), self.has(Roles::IS_FAMILY | Roles::CLAN)) {
            _ if self.is_before_the_name() => FAMILY,
            (true, false) => GIVEN,
            (false, true) => FAMILY,
            _ => UNKNOWN,
        }
    }

    fn has(self, any: u8) -> bool {
        self.0 & any != 0
    }

    /// Whether the word stands before what people are called by.
    pub(super) fn is_before_the_name(self) -> bool {
        self.has(Roles::BEFORE)
    }

    /// Whether the word makes a name with the one behind it.
    pub(super) fn is_first_half(self) -> bool {
        self.has(Roles::FIRST_HALF)
    }

    /// Whether the word makes a name with a first half before it.
    pub(super) fn is_second_half(self) -> bool {
        self.has(Roles::SECOND_HALF)
    }

    /// Whether the word may follow the given name where the family name comes first.
    pub(super) fn follows_the_given(self) -> bool {
        self.has(Roles::BEHIND | Roles::CLAN)
    }

    /// Whether the word is a mark of respect behind a given name.
    pub(super) fn is_respect_behind(self) -> bool {
        self.has(Roles::RESPECT)
    }

    /// Whether names end in this word where the family name comes first.
    pub(super) fn is_clan_of_the_south(self) -> bool {
        self.has(Roles::CLAN)
    }
}

/// Endings that words of six letters and more bear as family names, and as given names, whoever bears them (Barwala,
/// Firojiya; Premendra, Harjeet): of the words that neither list has, counted over the same names, at most 15 of 100 come
/// first, and at least 83.
const FAMILY_ENDINGS: &[&str] = &[
    "ria", "nia", "lia", "tia", "dia", "riya", "diya", "wal", "wala", "wani", "awat", "are", "ade", "ane", "nde",
    "wad", "anshi", "tkar", "rkar",
];
const GIVEN_ENDINGS: &[&str] = &[
    "endra", "indra", "inder", "ender", "eet", "eep", "esh", "ish", "osh", "swar", "shwar", "vir", "veer", "bir",
    "jit", "jay", "kant", "deo", "rayan", "nanda",
];

/// How far a voter calls somebody by a word that no list has.
pub(super) fn by_ending(word: &str) -> f64 {
    let ends = |endings: &[&str]| word.len() >= 6 && endings.iter().any(|ending| word.ends_with(ending));
    if ends(FAMILY_ENDINGS) {
        FAMILY
    } else if ends(GIVEN_ENDINGS) {
        GIVEN
    } else {
        UNKNOWN
    }
}

/// The lists by the sound of their words.
static LISTS: LazyLock<BTreeMap<String, u8>> = LazyLock::new(|| {
    let mut roles = BTreeMap::new();
    let mut put = |word: &str, role: u8| *roles.entry(sound(word).letters().to_owned()).or_insert(0) |= role;
    // Words of two letters were not counted.
    let given = concat!(include_str!("given_words.txt"), "om");
    for (text, role) in [(given, Roles::IS_GIVEN), (include_str!("family_words.txt"), Roles::IS_FAMILY)] {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).for_each(|word| put(word, role));
    }
    for (words, role) in [
        (BEFORE_THE_NAME, Roles::BEFORE),
        (FIRST_HALVES, Roles::FIRST_HALF),
        (SECOND_HALVES, Roles::SECOND_HALF),
        (BEHIND_THE_GIVEN, Roles::BEHIND),
        (CLANS_OF_THE_SOUTH, Roles::CLAN),
        (RESPECT_BEHIND, Roles::RESPECT),
    ] {
        words.iter().for_each(|word| put(word, role));
    }
    roles
});

/// No name is spelt in more ways: m, h, m and d with any vowels between them.
fn is_mohammad(sound: &str) -> bool {
    let vowel = |letter: u8| b"aeiou".contains(&letter);
    matches!(*sound.as_bytes(), [b'm', a, b'h', b, b'm', c, b'd'] if vowel(a) && vowel(b) && vowel(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_roles() {
        let of = |word: &str| Roles::of(sound(word).letters()).calling();
        for word in ["rajesh", "kuldeep", "srinivas", "prakash", "ramesh"] {
            assert_eq!(of(word), GIVEN, "{word}");
        }
        for word in ["singh", "kumar", "bishnoi", "sharma", "reddy", "alam", "mohammad", "patil"] {
            assert_eq!(of(word), FAMILY, "{word}");
        }
        for word in ["pilot", "ram", "sudheeran"] {
            assert_eq!(of(word), UNKNOWN, "{word}");
        }
    }
}
