//! How alike two names are.
//!
//! Names on Indian ballots differ by spelling more than by name: MISRA and MISHRA are the same
//! surname. A name is folded (case, accents, honorifics, initials' dots, the doubled and
//! interchangeable letters of romanised Indian names) and its words are then paired, best match first.

mod fold;

pub use fold::folded_words;

/// How alike two names are, 0 to 1; 1 for names that are the same once folded, in any order of
/// their words.
///
/// The score is the weighted mean Jaro-Winkler similarity (Winkler 1990) of the words paired one to
/// one; an initial weighs an eighth of a word. A ballot may print a father's or a second given name
/// that the other candidate leaves out, so a word without a partner takes off a twentieth where the
/// names share at least two words; a single word shared with a longer name (a surname) counts over
/// all of the longer name.
///
/// ```
/// use humnaam::names::similarity;
///
/// assert_eq!(similarity("Alok Misra", "ALOK MISHRA"), 1.0);
/// assert!(similarity("Harminder Singh", "Alok Mishra") < 0.7);
/// ```
#[must_use]
pub fn similarity(one: &str, other: &str) -> f64 {
    let (ours, theirs) = (folded_words(one), folded_words(other));
    let mut scores: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in ours.iter().enumerate() {
        for (j, b) in theirs.iter().enumerate() {
            scores.push((word_similarity(a, b), i, j));
        }
    }
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut left, mut right) = (vec![false; ours.len()], vec![false; theirs.len()]);
    let (mut sum, mut weights) = (0.0, 0.0);
    for (score, i, j) in scores {
        if !left[i] && !right[j] {
            (left[i], right[j]) = (true, true);
            let weight = weight(&ours[i]).max(weight(&theirs[j]));
            sum += weight * score;
            weights += weight;
        }
    }
    let alone = |words: &[String], paired: &[bool]| -> f64 {
        words.iter().zip(paired).filter(|&(_, &paired)| !paired).map(|(word, _)| weight(word)).sum()
    };
    let unpaired = alone(&ours, &left) + alone(&theirs, &right);
    if weights <= 0.0 {
        0.0
    } else if weights >= 1.5 {
        (sum / weights - UNPAIRED_WORD * unpaired).max(0.0)
    } else {
        sum / (weights + unpaired)
    }
}

/// What a word without a partner takes off.
const UNPAIRED_WORD: f64 = 0.05;

/// What an initial counts, where a word counts 1: voters know a candidate by the words.
const INITIAL: f64 = 0.125;

fn weight(word: &str) -> f64 {
    if word.chars().count() == 1 { INITIAL } else { 1.0 }
}

/// Words that merely share a few letters score up to about this, and are no more alike than any two.
const UNRELATED: f64 = 0.75;

/// Two words; an initial agrees with a word that begins with it, but less than a word with itself.
fn word_similarity(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if initial(one, other) || initial(other, one) {
        return 0.9;
    }
    let alike = strsim::jaro_winkler(one, other);
    if alike < UNRELATED { 0.0 } else { alike }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one_name() {
        for (a, b) in [
            ("Alok Misra", "Alok Mishra"),
            ("CHANDU LAL SAHU", "Chandoo Lal Saahu"),
            ("Subhash Wankhede", "WANKHEDE SUBHASH"),
            ("Adv. K. Sudhakaran", "K Sudhakaran"),
            ("आलोक मिश्रा", "आलोक मिश्रा"),
        ] {
            assert!((similarity(a, b) - 1.0).abs() < 1e-12, "{a} / {b}: {}", similarity(a, b));
        }
    }

    #[test]
    fn other_people_stay_other_people() {
        for (a, b) in [
            ("Manoj Kumar", "Alok Mishra"),
            ("Ramesh Awasthi", "Alok Misra"),
            ("Kuldeep Singh", "Harminder Singh"),
            ("Singh", "Kuldeep Singh"),
        ] {
            assert!(similarity(a, b) < 0.85, "{a} / {b}: {}", similarity(a, b));
        }
        assert_eq!(similarity("", "Alok"), 0.0);
    }

    #[test]
    fn a_father_s_name_left_out_takes_little_off() {
        let s = similarity("Tatkare Sunil Dattatrey", "Sunil Tatkare");
        assert!((s - 0.95).abs() < 1e-12, "{s}");
    }

    #[test]
    fn a_name_that_sounds_near_stays_near() {
        // Manjeshwaram 2016: K Surendran lost by 89 votes, K Sundara polled 467.
        let s = similarity("K Surendran", "K Sundara");
        assert!((0.75..0.9).contains(&s), "{s}");
    }

    #[test]
    fn another_initial_takes_little_off() {
        for (a, b) in [("V M Sudheeran", "V S Sudheeran"), ("A N Shamseer", "A P Shamseer")] {
            let s = similarity(a, b);
            assert!((s - 0.9).abs() < 1e-12, "{a} / {b}: {s}");
        }
    }

    #[test]
    fn similarity_is_symmetric_and_bounded() {
        let names = ["A N Shamseer", "A P Shamseer", "V M Sudheeran", "Sanjay Gade", "", "Shri"];
        for a in names {
            for b in names {
                let s = similarity(a, b);
                assert!((s - similarity(b, a)).abs() < 1e-12 && (0.0..=1.0).contains(&s), "{a} / {b}: {s}");
            }
        }
    }
}
