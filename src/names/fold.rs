//! Folding a name to the words that matter, spelt one way.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that say something of a person but are no part of the name.
const TITLES: [&str; 20] = [
    "shri", "sri", "shree", "smt", "shrimati", "kumari", "km", "dr", "adv", "advocate", "prof", "er", "col", "capt",
    "maj", "gen", "mr", "mrs", "ms", "com",
];

/// The folded words of a name, in its own order: lower case, without accents, titles and
/// punctuation, and with the spellings that romanised Indian names use alike made one.
///
/// A name in another script keeps its letters and marks.
#[must_use]
pub fn folded_words(name: &str) -> Vec<String> {
    let without_notes = strip_parentheses(name);
    let plain: String = without_notes
        .nfkd()
        .filter(|&c| !(is_combining_mark(c) && is_latin_mark(c)))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() || is_combining_mark(c) { c } else { ' ' })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let named: Vec<String> =
        words.iter().filter(|word| !TITLES.contains(word)).map(|word| one_spelling(word)).collect();
    // A name made of titles alone is still a name.
    if named.is_empty() { words.iter().map(|word| one_spelling(word)).collect() } else { named }
}

/// The accents of Latin letters; the vowel signs of Indian scripts are marks too, but letters to
/// their readers.
fn is_latin_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn strip_parentheses(name: &str) -> String {
    let mut depth = 0_u32;
    name.chars()
        .filter(|&c| {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// One spelling for the letters that are interchanged: v/w, sh/s, th/t, ee/i, oo/u, ph/f, doubled letters.
fn one_spelling(word: &str) -> String {
    if !word.is_ascii() {
        return word.to_owned();
    }
    let mut folded = word.to_owned();
    for (variants, one) in
        [("ee", "i"), ("oo", "u"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("w", "v"), ("z", "j")]
    {
        folded = folded.replace(variants, one);
    }
    let mut letters: Vec<char> = folded.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_notes_and_dots_are_set_aside() {
        assert_eq!(folded_words("Adv. K. Sudhakaran (Kollon House)"), ["k", "sudakaran"]);
        assert_eq!(folded_words("Shri"), ["sri"]);
        assert_eq!(folded_words("JOSÉ"), ["jose"]);
    }

    #[test]
    fn vowel_signs_of_indian_scripts_are_kept() {
        assert_eq!(folded_words("आलोक मिश्रा"), ["आलोक", "मिश्रा"]);
    }
}
