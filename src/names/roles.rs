//! Whether a word is what a person is called or what the family is called.
//!
//! Sharma ends names and Rajesh begins them. Two lists, counted over the tables of candidates, say so for the words that
//! enough candidates bear; of all others it is not known.

use super::fold::sound;
use std::collections::BTreeSet;
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

struct Lists {
    given: BTreeSet<String>,
    family: BTreeSet<String>,
    before: BTreeSet<String>,
    first_halves: BTreeSet<String>,
    second_halves: BTreeSet<String>,
    behind: BTreeSet<String>,
    clans: BTreeSet<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let sounds = |text: &str| text.split_whitespace().map(|word| sound(word).letters().to_owned()).collect();
    let words = |text: &str| -> BTreeSet<String> {
        text.lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(|line| -> BTreeSet<String> { sounds(line) })
            .collect()
    };
    Lists {
        // Words of two letters were not counted.
        given: words(concat!(include_str!("given_words.txt"), "om")),
        family: words(include_str!("family_words.txt")),
        before: sounds(&BEFORE_THE_NAME.join(" ")),
        first_halves: sounds(&FIRST_HALVES.join(" ")),
        second_halves: sounds(&SECOND_HALVES.join(" ")),
        behind: sounds(&[CLANS_OF_THE_SOUTH, BEHIND_THE_GIVEN].concat().join(" ")),
        clans: sounds(&CLANS_OF_THE_SOUTH.join(" ")),
    }
});

/// How far a voter calls somebody by the word with this sound.
pub(super) fn calling(sound: &str) -> f64 {
    let lists = &*LISTS;
    if is_before_the_name(sound) {
        FAMILY
    } else {
        match (lists.given.contains(sound), lists.family.contains(sound) || lists.clans.contains(sound)) {
            (true, false) => GIVEN,
            (false, true) => FAMILY,
            _ => UNKNOWN,
        }
    }
}

/// Whether the word stands before what people are called by.
pub(super) fn is_before_the_name(sound: &str) -> bool {
    LISTS.before.contains(sound) || is_mohammad(sound)
}

/// No name is spelt in more ways: m, h, m and d with any vowels between them.
fn is_mohammad(sound: &str) -> bool {
    let vowel = |letter: u8| b"aeiou".contains(&letter);
    matches!(*sound.as_bytes(), [b'm', a, b'h', b, b'm', c, b'd'] if vowel(a) && vowel(b) && vowel(c))
}

/// Whether the word makes a name with the one behind it.
pub(super) fn is_first_half(sound: &str) -> bool {
    LISTS.first_halves.contains(sound)
}

/// Whether the word makes a name with a first half before it.
pub(super) fn is_second_half(sound: &str) -> bool {
    LISTS.second_halves.contains(sound)
}

/// Whether the word may follow the given name where the family name comes first.
pub(super) fn follows_the_given(sound: &str) -> bool {
    LISTS.behind.contains(sound)
}

/// Whether names end in this word where the family name comes first.
pub(super) fn is_clan_of_the_south(sound: &str) -> bool {
    LISTS.clans.contains(sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_roles() {
        let of = |word: &str| calling(sound(word).letters());
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
