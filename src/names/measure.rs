//! How alike two words are: three orthographic measures and one of sound, combined.

use super::fold::LONGEST;
use super::parts::Word;

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

/// Compares two words; those that [`far_apart`] tells apart at a glance measure 0.
#[must_use]
pub fn words(one: &Word, other: &Word) -> WordMeasures {
    if one.spelling == other.spelling {
        return WordMeasures { edits: 1.0, common: 1.0, pairs: 1.0, sounds: 1.0, together: 1.0 };
    }
    if far_apart(one, other) {
        return WordMeasures { edits: 0.0, common: 0.0, pairs: 0.0, sounds: 0.0, together: 0.0 };
    }
    let sounds = sounds(one.sound.letters(), other.sound.letters());
    let edits = strsim::normalized_damerau_levenshtein(&one.spelling, &other.spelling);
    let common = strsim::jaro_winkler(&one.spelling, &other.spelling);
    let pairs = bi_sim(&one.spelling, &other.spelling);
    let raw = 0.5 * sounds + (edits + common + pairs) / 6.0;
    let together = if sounds >= 1.0 { 1.0 } else { stretched(raw) };
    WordMeasures { edits, common, pairs, sounds, together }
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
    let differing = (one.sound.set ^ other.sound.set) & !VOWELS;
    differing.count_ones() > 2 || one.spelling.len().abs_diff(other.spelling.len()) > 4
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
    for j in 0..b.len() {
        before[j + 1] = before[j] + loss(b[j]);
    }
    for &from in &a {
        row[0] = before[0] + loss(from);
        for (j, &to) in b.iter().enumerate() {
            let kept = before[j] + change(from, to);
            row[j + 1] = kept.min(before[j + 1] + loss(from)).min(row[j] + loss(to));
        }
        std::mem::swap(&mut before, &mut row);
    }
    let length = 0.5 * (a.len() + b.len()) as f64;
    (1.0 - before[b.len()] / length.max(4.0)).max(0.0)
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

/// What it takes to hear one letter as another: little among vowels and among consonants that are
/// spoken alike, much otherwise. The figures are judgement.
fn change(from: char, to: char) -> f64 {
    const ALIKE: [(char, char); 10] = [
        ('d', 't'),
        ('k', 'g'),
        ('p', 'f'),
        ('j', 's'),
        ('j', 'y'),
        ('c', 's'),
        ('m', 'n'),
        ('l', 'r'),
        ('p', 'v'),
        ('i', 'y'),
    ];
    if from == to {
        0.0
    } else if is_vowel(from) && is_vowel(to) {
        0.35
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
    use super::super::parts::word_of;
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
