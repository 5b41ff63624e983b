//! What a booth is called elsewhere: the word is exchanged in finished sentences, so that no sentence is written twice.

use std::sync::{Mutex, PoisonError};

/// A sentence in which a booth has another word. Names of files and keys stay, and so do people who are called Booth.
pub(super) fn named(sentence: &str, one: &str, many: &str) -> String {
    let mut named = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(at) = rest.find("booth").into_iter().chain(rest.find("Booths")).min() {
        let (before, from) = rest.split_at(at);
        let (word, after) = from.split_at(if from[1..].starts_with("ooths") { 6 } else { 5 });
        let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let alone = whole(before.chars().next_back().or(named.chars().next_back())) && whole(after.chars().next());
        named.push_str(before);
        let other = if word.len() == 6 { many } else { one };
        let mut letters = other.chars();
        match (alone && !after.starts_with(".csv"), word.starts_with('B'), letters.next()) {
            (true, true, Some(first)) => named.extend(first.to_uppercase().chain(letters)),
            (true, false, _) => named.push_str(other),
            _ => named.push_str(word),
        }
        rest = after;
    }
    named + rest
}

/// The same of fixed words. Each is made once and kept to the end, as a word of the language is: some ten for each country.
pub(super) fn term(said: &'static str, one: &'static str, many: &'static str) -> &'static str {
    static MADE: Mutex<Vec<(&str, &str, &str)>> = Mutex::new(Vec::new());
    if !said.to_ascii_lowercase().contains("booth") {
        return said;
    }
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((.., known)) = made.iter().find(|&&(word, place, _)| word == said && place == one) {
        return known;
    }
    let new: &'static str = Box::leak(named(said, one, many).into_boxed_str());
    made.push((said, one, new));
    new
}

#[cfg(test)]
mod tests {
    use super::{named, term};

    #[test]
    fn a_booth_is_called_what_its_country_calls_it() {
        let here = |sentence: &str| named(sentence, "precinct", "precincts");
        assert_eq!(here("Booths are synthetic, booth by booth."), "Precincts are synthetic, precinct by precinct.");
        assert_eq!(here("made-up booths"), "made-up precincts");
        for stays in ["see booths.csv", "booth_cv is 0.6", "Cherie Booth won", "a tollbooth", ""] {
            assert_eq!(here(stays), stays);
        }
    }

    #[test]
    fn headings_are_said_in_the_same_words() {
        assert_eq!(term("What the booths show", "precinct", "precincts"), "What the precincts show");
        let twice = ["Booths", "Booths"].map(|said| term(said, "riding", "ridings"));
        assert_eq!(twice, ["Ridings", "Ridings"]);
        assert!(std::ptr::eq(twice[0], twice[1]));
        assert_eq!(term("Seed", "riding", "ridings"), "Seed");
    }
}
