//! What a booth is called elsewhere: the word is exchanged in finished sentences, so that no sentence is written twice.

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

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_booth_is_called_what_its_country_calls_it() {
        let here = |sentence: &str| named(sentence, "precinct", "precincts");
        assert_eq!(here("Booths are synthetic, booth by booth."), "Precincts are synthetic, precinct by precinct.");
        assert_eq!(here("made-up booths"), "made-up precincts");
        for stays in ["see booths.csv", "booth_cv is 0.6", "Cherie Booth won", "a tollbooth", ""] {
            assert_eq!(here(stays), stays);
        }
    }
}
