//! How alike two words are: three orthographic measures and one of sound, combined.

use super::fold::{LONGEST, Shape, sound, tamil_sound};
use super::word::{Word, is_respect};
use std::borrow::Cow;

/// How alike two words are, with what each measure says. All are 0 to 1; 1 for the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordMeasures {
    /// Damerau-Levenshtein: letters changed, moved, left out or put in (Damerau 1964).
    pub edits: f64,
    /// Jaro-Winkler: common letters in common order, the beginning above all (Winkler 1990).
    pub common: f64,
    /// BI-SIM: pairs of neighbouring letters in order (Kondrak and Dorr 2004).
    pub pairs: f64,
    /// The sounds: vowels and h are easily taken for one another, other consonants are not.
    pub sounds: f64,
    /// All together, as far as the words may be taken for one another.
    pub together: f64,
}

impl WordMeasures {
    /// How alike two words are whom nobody takes for one another: at most 0.4, and 0 where not even
    /// half of the measures agree.
    #[must_use]
    pub fn faint(&self) -> f64 {
        let raw = 0.5 * self.sounds + (self.edits + self.common + self.pairs) / 6.0;
        if raw < 0.5 { 0.0 } else { 0.4 * raw }
    }
}

/// Words less alike than this are no more alike than any two.
const UNRELATED: f64 = 0.75;

/// Words at least this alike are taken for one another, but for a slip of the eye.
const NEAR: f64 = 0.88;

/// Words that differ in an ending of respect alone.
const RESPECT_APART: f64 = 0.97;

/// Words that differ in what few hear: nk and ng, nt and nd, a flapped r or d.
const STOPS_APART: f64 = 0.95;

/// A man's name and a woman's, which are two names.
const GENDERS_APART: f64 = 0.65;

/// And how alike words must be without such an ending.
const RESPECT_NEAR: f64 = 0.85;

/// Words whose consonants are the same, one by one, and whose vowels are as many.
const VOWELS_APART: f64 = 0.9;

/// Compares two words; those that [`far_apart`] tells apart at a glance measure 0.
#[must_use]
pub fn words(one: &Word, other: &Word) -> WordMeasures {
    if one.spelling == other.spelling {
        return WordMeasures { edits: 1.0, common: 1.0, pairs: 1.0, sounds: 1.0, together: 1.0 };
    }
    if far_apart(one, other) {
        return WordMeasures { edits: 0.0, common: 0.0, pairs: 0.0, sounds: 0.0, together: 0.0 };
    }
    let (ours, theirs) = (heard(one, other), heard(other, one));
    let sounds = sounds(ours.letters(), theirs.letters());
    // Half of the weight is on the sounds: words that sound less alike than this are unrelated whatever their letters say.
    if sounds <= 2.0 * UNRELATED - 1.0 && one.stem == one.spelling.len() && other.stem == other.spelling.len() {
        return WordMeasures { edits: 0.0, common: 0.0, pairs: 0.0, sounds, together: 0.0 };
    }
    let edits = strsim::normalized_damerau_levenshtein(&one.spelling, &other.spelling);
    let common = strsim::jaro_winkler(&one.spelling, &other.spelling);
    let pairs = bi_sim(&one.spelling, &other.spelling);
    let raw = 0.5 * sounds + (edits + common + pairs) / 6.0;
    let together = if sounds >= 1.0 {
        1.0
    } else if one.tamil.is_some() || other.tamil.is_some() {
        // The letters were spelt by rule: only what is heard tells.
        stretched(sounds)
    } else if same_but_for_vowels(ours.letters(), theirs.letters()) {
        stretched(raw).max(VOWELS_APART)
    } else if same_but_for_an_a(ours.letters(), theirs.letters()) {
        stretched(raw).max(RESPECT_APART)
    } else if sounds > 0.6 && same_but_for_a_stop(one, other) {
        stretched(raw).max(STOPS_APART)
    } else {
        stretched(raw)
    };
    let together = if of_other_genders(one, other) { together.min(GENDERS_APART) } else { together };
    let together = respectfully(one, other).map_or(together, |stems| together.max(RESPECT_APART * stems));
    WordMeasures { edits, common, pairs, sounds, together }
}

/// How a word sounds to whoever compares it with the other: as Tamil writes it, where one of them is in Tamil letters.
fn heard<'w>(word: &'w Word, other: &Word) -> Cow<'w, Shape> {
    match (&word.tamil, &other.tamil) {
        (Some(tamil), _) => Cow::Borrowed(tamil),
        (None, Some(_)) => Cow::Owned(tamil_sound(&word.spelling)),
        (None, None) => Cow::Borrowed(&word.sound),
    }
}

/// How alike the words are without their endings of respect, where one has such an ending.
fn respectfully(one: &Word, other: &Word) -> Option<f64> {
    let stem = |word: &Word| word.spelling.get(..word.stem).filter(|stem| stem.len() < word.spelling.len()).map(sound);
    let (ours, theirs) = (stem(one), stem(other));
    // Krishnappa is not Krishnaiah.
    let endings = [one, other].map(|word| word.spelling.get(word.stem..).unwrap_or(""));
    let southern = |ending: &str| !ending.is_empty() && !is_respect(ending);
    if endings[0] == endings[1] || endings.iter().all(|ending| !ending.is_empty()) && endings.into_iter().any(southern)
    {
        return None;
    }
    let same = sounds(ours.as_ref().unwrap_or(&one.sound).letters(), theirs.as_ref().unwrap_or(&other.sound).letters());
    (same >= RESPECT_NEAR).then_some(same)
}

/// Whether the words have the same four consonants or more, and as many vowels, in one rhythm: Mohamed, Mahamad.
fn same_but_for_vowels(one: &str, other: &str) -> bool {
    let consonants = one.chars().filter(|letter| !is_vowel(*letter)).count();
    // Lalrintluanga is a man, Lalrintluangi a woman.
    let end = |word: &str| word.chars().last().filter(|letter| is_vowel(*letter));
    consonants >= 4
        && end(one) == end(other)
        && one.chars().count() == other.chars().count()
        && one.chars().zip(other.chars()).all(|(a, b)| a == b || is_vowel(a) && is_vowel(b))
}

/// Whether a vowel more or less is all: an a or u at the end of long words (Prakash, Prakasha) or an a within
/// them, or before an i (Shailaja, Shylaja).
fn same_but_for_an_a(one: &str, other: &str) -> bool {
    const LONG: usize = 6;
    let (shorter, longer) = if one.len() < other.len() { (one, other) } else { (other, one) };
    // Prahlad is Prahalad to whoever does not hear the short a between two consonants.
    let inner = || {
        let (longer, shorter) = (longer.as_bytes(), shorter.as_bytes());
        let left_out = |at: &usize| longer[*at] == b'a' && longer[..*at] == shorter[..*at];
        (1..shorter.len()).filter(left_out).any(|at| longer[at + 1..] == shorter[at..])
    };
    longer.strip_suffix(['a', 'u']) == Some(shorter) && shorter.len() >= LONG
        || longer.len() == shorter.len() + 1 && shorter.len() >= LONG && inner()
        || one.replace("ai", "i") == other.replace("ai", "i")
}

/// Whether the words are the same to whoever does not tell nk from ng, nt from nd, th from dh, rh from dh, or the last r of a word from a
/// d, which are flapped: Sankar and Sangar, Garhwal and Gadhwal, Rathore and Rathod.
fn same_but_for_a_stop(one: &Word, other: &Word) -> bool {
    const SHORT: usize = 4;
    let stops = |letters: &str| letters.bytes().fold(0, |set, letter| set | 1_u32 << (letter - b'a'));
    if (one.sound.set ^ other.sound.set) & stops("dgkrt") == 0 {
        return false;
    }
    let heard = |word: &Word| {
        let sounds = sound(&word.spelling.replace("rh", "dh").replace("dh", "th"));
        let sounds = sounds.letters().trim_end_matches(is_vowel);
        let mut letters: Vec<char> = sounds.chars().collect();
        for place in 1..letters.len() {
            letters[place] = match (letters[place - 1], letters[place]) {
                ('n' | 'm', 'g') => 'k',
                ('n' | 'm', 'd') => 't',
                (before, 'r') if place + 1 == letters.len() && is_vowel(before) => 'd',
                (_, letter) => letter,
            };
        }
        letters
    };
    let (ours, theirs) = (heard(one), heard(other));
    ours.len() > SHORT && ours == theirs
}

/// Whether two given names differ in the vowel that makes the one a woman's: Lalit and Lalita, Bharat and Bharati. Behind two
/// consonants the vowel is only spoken: Krishn and Krishna.
fn of_other_genders(one: &Word, other: &Word) -> bool {
    const SHORT: usize = 5;
    let (a, b) = (one.sound.letters(), other.sound.letters());
    let (shorter, longer) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let mut ends = shorter.chars().rev();
    one.given
        && other.given
        && shorter.len() <= SHORT
        && longer.strip_suffix(['a', 'i']) == Some(shorter)
        && ends.next().is_some_and(|last| !is_vowel(last))
        && ends.next().is_some_and(is_vowel)
}

/// 0 for unrelated words; most of the way between there and [`NEAR`], because one consonant in nine
/// letters makes Harminder another man than Harjinder.
fn stretched(raw: f64) -> f64 {
    if raw <= UNRELATED {
        0.0
    } else if raw < NEAR {
        0.9 * (raw - UNRELATED) / (NEAR - UNRELATED)
    } else {
        0.9 + (raw - NEAR)
    }
}

/// Whether two words are surely unrelated, at the price of a few bits: their sounds differ in too
/// many letters, or too much in length.
pub(super) fn far_apart(one: &Word, other: &Word) -> bool {
    const VOWELS: u32 = 1 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 | 1 << 7;
    // The letters of an ending of respect say nothing.
    let ending = |word: &Word| word.spelling.chars().skip(word.stem).filter(|letter| !is_vowel(*letter)).count();
    let most = 2 + ending(one).max(ending(other));
    let differing = (heard(one, other).set ^ heard(other, one).set) & !VOWELS;
    differing.count_ones() as usize > most
        || one.stem.abs_diff(other.stem).min(one.spelling.len().abs_diff(other.spelling.len())) > 4
}

/// 1 - (weighted edits) / (mean length): see [`change`] and [`loss`].
fn sounds(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.is_empty() || b.is_empty() || a.len() > LONGEST || b.len() > LONGEST {
        return 0.0;
    }
    let mut before = [0.0; LONGEST + 1];
    let mut row = [0.0; LONGEST + 1];
    let mut second_before = [0.0; LONGEST + 1];
    for j in 0..b.len() {
        before[j + 1] = before[j] + loss(b[j]);
    }
    for (i, &from) in a.iter().enumerate() {
        row[0] = before[0] + loss(from);
        for (j, &to) in b.iter().enumerate() {
            let nasal = i > 0 && j > 0 && is_nasal(a[i - 1]) && is_nasal(b[j - 1]);
            let ends = |letters: &[char], place: usize| letters[place + 1..].iter().all(|letter| is_vowel(*letter));
            let kept = before[j]
                + match (from, to) {
                    // Flapped, the last consonant may be heard as either: Rathod, Rathore.
                    ('d', 'r') | ('r', 'd') if i > 1 && j > 1 && ends(&a, i) && ends(&b, j) => 0.3,
                    _ if nasal => behind_a_nasal(from, to),
                    _ => change(from, to),
                };
            row[j + 1] = kept.min(before[j + 1] + loss(from)).min(row[j] + loss(to));
            // A vowel and a consonant change places: Parveen, Praveen.
            if i > 0 && j > 0 && a[i - 1] == to && b[j - 1] == from && is_vowel(from) != is_vowel(to) {
                row[j + 1] = row[j + 1].min(second_before[j - 1] + if [from, to].contains(&'r') { 0.15 } else { 0.3 });
            }
        }
        second_before = before;
        std::mem::swap(&mut before, &mut row);
    }
    let length = 0.5 * (a.len() + b.len()) as f64;
    (1.0 - before[b.len()] / length.max(4.0)).max(0.0)
}

fn is_nasal(letter: char) -> bool {
    matches!(letter, 'n' | 'm')
}

/// Behind a nasal few hear k from g, or t from d: Venkatesan, Vengatesan.
fn behind_a_nasal(from: char, to: char) -> f64 {
    match (from, to) {
        ('k', 'g') | ('g', 'k') | ('t', 'd') | ('d', 't') => 0.2,
        _ => change(from, to),
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

/// What it takes to hear one letter as another: little among vowels and among consonants that are
/// spoken alike, much otherwise. The figures are judgement.
fn change(from: char, to: char) -> f64 {
    const ALIKE: [(char, char); 10] = [
        ('d', 't'),
        ('g', 'h'),
        ('k', 'g'),
        ('p', 'f'),
        ('j', 's'),
        ('j', 'y'),
        ('c', 's'),
        ('m', 'n'),
        ('l', 'r'),
        ('p', 'v'),
    ];
    if from == to {
        0.0
    } else if is_vowel(from) && is_vowel(to) {
        0.35
    } else if matches!((from, to), ('i', 'y') | ('y', 'i')) {
        0.1
    } else if ALIKE.contains(&(from, to)) || ALIKE.contains(&(to, from)) {
        0.7
    } else {
        2.0
    }
}

/// What it takes to miss a letter.
fn loss(letter: char) -> f64 {
    match letter {
        'h' => 0.3,
        letter if is_vowel(letter) => 0.4,
        'y' => 0.5,
        _ => 1.3,
    }
}

/// BI-SIM of Kondrak and Dorr (2004): the longest common subsequence of pairs of neighbouring
/// letters, each pair counting by how many of its two places agree; the first letter is doubled so
/// that it weighs as much as the others.
fn bi_sim(one: &str, other: &str) -> f64 {
    let letters = |word: &str| -> Vec<char> { word.chars().take(1).chain(word.chars()).take(LONGEST + 1).collect() };
    let (a, b) = (letters(one), letters(other));
    if a.len() < 2 || b.len() < 2 {
        return f64::from(u8::from(one == other));
    }
    let mut before = [0.0_f64; LONGEST + 1];
    let mut row = [0.0_f64; LONGEST + 1];
    for i in 1..a.len() {
        for j in 1..b.len() {
            let agree = f64::from(u8::from(a[i - 1] == b[j - 1])) + f64::from(u8::from(a[i] == b[j]));
            row[j] = before[j].max(row[j - 1]).max(before[j - 1] + 0.5 * agree);
        }
        std::mem::swap(&mut before, &mut row);
        row = [0.0; LONGEST + 1];
    }
    before[b.len() - 1] / (a.len().max(b.len()) - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::super::word::word_of;
    use super::*;

    fn measured(one: &str, other: &str) -> WordMeasures {
        words(&word_of(one.to_owned()), &word_of(other.to_owned()))
    }

    #[test]
    fn bi_sim_agrees_with_a_count_by_hand() {
        // aab against aac: the pairs aa and aa agree in both places, ab and ac in one: (1 + 1/2) / 2.
        assert_eq!(bi_sim("ab", "ac"), 0.75);
        // rram against rraj: rr, ra agree in both places, am and aj in one: 2.5 / 3.
        assert!((bi_sim("ram", "raj") - 2.5 / 3.0).abs() < 1e-12);
        assert_eq!(bi_sim("misra", "misra"), 1.0);
        assert_eq!(bi_sim("abc", "xyz"), 0.0);
    }

    #[test]
    fn vowels_are_cheap_and_consonants_are_not() {
        for (one, other) in [("haldar", "halder"), ("gajendran", "gajendiran"), ("surendra", "surender")] {
            assert!(measured(one, other).together > 0.8, "{one} {other} {:?}", measured(one, other));
        }
        for (one, other) in [("harminder", "harjinder"), ("ramesh", "mahesh"), ("sunil", "anil"), ("ram", "raj")] {
            assert!(measured(one, other).together < 0.7, "{one} {other} {:?}", measured(one, other));
        }
    }

    #[test]
    fn the_quick_look_hides_no_alike_pair() {
        for (one, other) in [("venkateshwarlu", "venkateswaralu"), ("mohammad", "muhamed"), ("chaudhary", "choudhuri")]
        {
            let (a, b) = (word_of(one.to_owned()), word_of(other.to_owned()));
            assert!(!far_apart(&a, &b), "{one} {other}");
        }
        assert!(far_apart(&word_of("harminder".to_owned()), &word_of("balasubramaniam".to_owned())));
    }
}
