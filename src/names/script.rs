//! Indian scripts in Latin letters, with the inherent vowel spoken where speakers speak it.
//!
//! The nine scripts of the Brahmi family that ballots use lie in Unicode blocks of 128 places with
//! one layout (that of ISCII, 1991), so one table of places serves them all. In the northern
//! languages a final inherent vowel is silent and an inner one often is: the rule for that is
//! Ohala's (1983), read from the end of the word. Dravidian languages and Odia speak it everywhere.

use super::foreign;

/// The first place of the nine blocks, and whether the language drops the inherent vowel.
const BLOCKS: [(u32, bool); 9] = [
    (0x0900, true),  // Devanagari
    (0x0980, true),  // Bengali and Assamese
    (0x0a00, true),  // Gurmukhi
    (0x0a80, true),  // Gujarati
    (0x0b00, false), // Odia
    (TAMIL, false),
    (0x0c00, false), // Telugu
    (0x0c80, false), // Kannada
    (0x0d00, false), // Malayalam
];

/// Tamil writes k and g, t and d, p and b, s and ch with one letter each.
const TAMIL: u32 = 0x0b80;

/// Consonants from place 0x15.
const CONSONANTS: [&str; 37] = [
    "k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th", "d", "dh", "n", "n",
    "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "zh", "v", "sh", "sh", "s", "h",
];

/// Vowels from place 0x05; their signs lie 0x38 places on, from that of aa.
const VOWELS: [&str; 16] = ["a", "a", "i", "i", "u", "u", "ri", "li", "e", "e", "e", "ai", "o", "o", "o", "au"];

/// One sound of a word on the way to Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sound {
    Consonant(&'static str),
    Vowel(&'static str),
    /// The inherent vowel, which may be silent.
    Inherent,
    /// A nasal that takes its place from what follows.
    Nasal,
}

/// A word in small Latin letters, from one of the nine scripts or Cyrillic; what is in another script stays as it is.
#[must_use]
pub fn romanised(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let block = word.chars().find_map(block_of);
    let Some((start, drops)) = block else { return foreign::from_cyrillic(word) };
    let mut sounds = sounds(word, start);
    if drops {
        silence(&mut sounds);
    }
    if start == TAMIL { spoken_tamil(&sounds) } else { spelt(&sounds) }
}

/// Whether the word is in Tamil letters.
pub(super) fn is_tamil(word: &str) -> bool {
    word.chars().find_map(block_of).is_some_and(|(start, _)| start == TAMIL)
}

fn block_of(letter: char) -> Option<(u32, bool)> {
    BLOCKS.into_iter().find(|(start, _)| (*start..start + 0x80).contains(&u32::from(letter)))
}

fn at<T: Copy>(table: &[T], place: u32, first: u32) -> Option<T> {
    table.get(usize::try_from(place.checked_sub(first)?).ok()?).copied()
}

/// The letters one by one: a consonant brings its inherent vowel, which a vowel sign replaces and a
/// virama takes away.
fn sounds(word: &str, start: u32) -> Vec<Sound> {
    let mut sounds = Vec::new();
    for letter in word.chars() {
        let Some(place) = u32::from(letter).checked_sub(start).filter(|place| *place < 0x80) else { continue };
        let consonant = match place {
            // Letters with a dot below, composed: the fricatives and flaps; Malayalam's bare letters.
            0x58..=0x5f if start <= 0x0a80 || start == 0x0b00 => {
                at(&["k", "kh", "g", "z", "r", "rh", "f", "y"], place, 0x58)
            }
            0x7a..=0x7f if start == 0x0d00 => {
                sounds.extend(at(&["n", "n", "r", "l", "l", "k"], place, 0x7a).map(Sound::Consonant));
                continue;
            }
            0x4e if start == 0x0980 => {
                sounds.push(Sound::Consonant("t"));
                continue;
            }
            0x71 if start == 0x0b00 => Some("v"),
            // Bengali and Assamese have letters of their own for r and v.
            0x70 | 0x71 if start == 0x0980 => at(&["r", "v"], place, 0x70),
            _ => at(&CONSONANTS, place, 0x15),
        };
        if let Some(consonant) = consonant {
            sounds.extend([Sound::Consonant(consonant), Sound::Inherent]);
            continue;
        }
        match place {
            0x01 | 0x02 => sounds.push(Sound::Nasal),
            0x70 if start == 0x0a00 => sounds.push(Sound::Nasal),
            0x05..=0x14 => sounds.extend(at(&VOWELS, place, 0x05).map(Sound::Vowel)),
            // The dot below: the letter before it is one of the fricatives or flaps.
            0x3c => dotted(&mut sounds),
            0x3e..=0x4c => {
                if sounds.last() == Some(&Sound::Inherent) {
                    sounds.pop();
                }
                sounds.extend(at(&VOWELS, place - 0x38, 0x05).map(Sound::Vowel));
            }
            0x4d if sounds.last() == Some(&Sound::Inherent) => {
                sounds.pop();
            }
            _ => {}
        }
    }
    sounds
}

fn dotted(sounds: &mut [Sound]) {
    let place = sounds.iter().rposition(|sound| matches!(sound, Sound::Consonant(_)));
    if let Some(Sound::Consonant(letter)) = place.map(|place| &mut sounds[place]) {
        *letter = match *letter {
            "d" => "r",
            "dh" => "rh",
            "j" => "z",
            "ph" => "f",
            other => other,
        };
    }
}

/// Takes away the inherent vowels that are not spoken: the last of a word, unless two consonants
/// stand before it, and every inner one between a vowel with one consonant and one consonant with a
/// vowel (Ohala 1983).
fn silence(sounds: &mut Vec<Sound>) {
    let is_consonant = |sound: Option<&Sound>| matches!(sound, Some(Sound::Consonant(_)));
    let is_vowel = |sound: Option<&Sound>| matches!(sound, Some(Sound::Vowel(_) | Sound::Inherent));
    let back =
        |sounds: &[Sound], place: usize, steps: usize| place.checked_sub(steps).and_then(|p| sounds.get(p).copied());
    let syllables = sounds.iter().filter(|sound| is_vowel(Some(sound))).count();
    if syllables > 1 && sounds.last() == Some(&Sound::Inherent) {
        let before = back(sounds, sounds.len() - 1, 2);
        if !is_consonant(before.as_ref()) {
            sounds.pop();
        }
    }
    let mut place = sounds.len();
    while place > 0 {
        place -= 1;
        let single_after = is_consonant(sounds.get(place + 1)) && is_vowel(sounds.get(place + 2));
        let single_before = is_consonant(back(sounds, place, 1).as_ref()) && is_vowel(back(sounds, place, 2).as_ref());
        if sounds[place] == Sound::Inherent && single_after && single_before {
            sounds.remove(place);
        }
    }
}

fn spelt(sounds: &[Sound]) -> String {
    let mut text = String::new();
    for (place, sound) in sounds.iter().enumerate() {
        match sound {
            Sound::Consonant(letters) | Sound::Vowel(letters) => text.push_str(letters),
            Sound::Inherent => text.push('a'),
            Sound::Nasal => text.push_str(match sounds.get(place + 1) {
                Some(Sound::Consonant(next)) if next.starts_with(['p', 'b', 'm']) => "m",
                // Singh is written with an h after the nasal.
                Some(Sound::Consonant("h")) => "ng",
                _ => "n",
            }),
        }
    }
    text
}

/// Tamil: one consonant between vowels, or after a nasal, is voiced; doubled or at the beginning it is not.
fn spoken_tamil(sounds: &[Sound]) -> String {
    let mut text = String::new();
    for (place, sound) in sounds.iter().enumerate() {
        let before = place.checked_sub(1).map(|p| sounds[p]);
        let voiced = match before {
            Some(Sound::Vowel(_) | Sound::Inherent) => {
                matches!(sounds.get(place + 1), Some(Sound::Vowel(_) | Sound::Inherent))
            }
            Some(Sound::Consonant("n" | "m")) => true,
            _ => false,
        };
        let doubled = matches!((before, sound), (Some(Sound::Consonant(a)), Sound::Consonant(b)) if a == *b)
            || matches!((sound, sounds.get(place + 1)), (Sound::Consonant(a), Some(Sound::Consonant(b))) if a == b);
        match sound {
            Sound::Consonant("k") if voiced => text.push('g'),
            Sound::Consonant("t") if voiced => text.push('d'),
            Sound::Consonant("p") if voiced => text.push('b'),
            Sound::Consonant("ch") if !doubled => {
                text.push(if before == Some(Sound::Consonant("n")) { 'j' } else { 's' });
            }
            Sound::Consonant(letters) | Sound::Vowel(letters) => text.push_str(letters),
            Sound::Inherent => text.push('a'),
            Sound::Nasal => text.push('n'),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::fold::sound;

    /// Each word must sound as the usual Latin spelling does.
    fn sounds_like(pairs: &[(&str, &str)]) {
        for (word, latin) in pairs {
            let ours = romanised(word);
            assert_eq!(sound(&ours).letters(), sound(latin).letters(), "{word} became {ours}, not {latin}");
        }
    }

    #[test]
    fn odia_has_two_letters_for_y() {
        // U+0B5F is the one of Nayak; it must not be lost.
        assert!(romanised("ନାୟକ").starts_with("nay"), "{}", romanised("ନାୟକ"));
        assert!(romanised("ଜୟ").starts_with("jay"), "{}", romanised("ଜୟ"));
    }

    #[test]
    fn devanagari_keeps_the_vowels_that_are_spoken() {
        sounds_like(&[
            ("आलोक", "alok"),
            ("मिश्रा", "misra"),
            ("चंपाई", "champai"),
            ("रमेश", "ramesh"),
            ("अवस्थी", "awasthi"),
            ("कमल", "kamal"),
            ("कमला", "kamla"),
            ("कुलदीप", "kuldeep"),
            ("भदौरिया", "bhadauriya"),
            ("सिंह", "singh"),
            ("राम", "ram"),
            ("चन्द्र", "chandra"),
            ("अरोड़ा", "arora"),
            ("शर्मा", "sharma"),
            ("मोहम्मद", "mohammad"),
            ("लक्ष्मण", "laxman"),
            ("सोनिया", "soniya"),
            ("न", "na"),
        ]);
    }

    #[test]
    fn the_other_scripts_are_read_too() {
        sounds_like(&[
            ("মণ্ডল", "mandal"),
            ("সরকার", "sarkar"),
            ("ਸਿੰਘ", "singh"),
            ("ਕੌਰ", "kaur"),
            ("પટેલ", "patel"),
            ("ମହାନ୍ତି", "mahanti"),
            ("முருகன்", "murugan"),
            ("கண்ணன்", "kannan"),
            ("రెడ్డి", "reddi"),
            ("ವೆಂಕಟೇಶ", "venkatesha"),
            ("സുധാകരൻ", "sudhakaran"),
        ]);
        assert_eq!(romanised("alok"), "alok");
        assert_eq!(romanised("Живко"), "zhivko");
        assert_eq!(romanised("عمران"), "عمران");
    }
}
