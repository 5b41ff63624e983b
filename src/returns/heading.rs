//! What the headings of official forms mean.

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field {
    /// The running number of the row.
    Serial,
    /// The booth's number.
    Booth,
    /// The assembly segment.
    Segment,
    /// Registered voters.
    Electors,
    /// Votes of a candidate: his number on the ballot, where it is printed, and his name.
    Candidate {
        /// The number on the ballot.
        number: Option<u32>,
        /// The name.
        name: String,
    },
    /// None of the above.
    Nota {
        /// The number on the ballot.
        number: Option<u32>,
    },
    /// Votes found invalid.
    Rejected,
    /// Tendered, postal, test or void votes, which are not counted in a booth.
    Tendered,
    /// A sum that the form states.
    Total,
    /// Who a row is about, in the long layout.
    Who,
    /// His party, in the long layout.
    Party,
    /// The votes, in the long layout.
    Votes,
    /// Nothing that is needed.
    Other,
}

/// The words of a heading, in lower case without signs: "Polling Station No." is "polling station no".
pub(super) fn words(heading: &str) -> String {
    let plain: String =
        heading.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading with its blanks made single, as it is quoted and matched.
pub(super) fn tidied(heading: &str) -> String {
    heading.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number on the ballot and the name: `4 - HEMA MALINI`, `4. HEMA MALINI`.
pub(super) fn numbered(heading: &str) -> Option<(u32, &str)> {
    let digits = heading.bytes().take_while(u8::is_ascii_digit).count();
    let number = heading.get(..digits).filter(|_| digits > 0)?.parse().ok()?;
    let rest = heading[digits..].trim_start();
    let name = rest.strip_prefix(['-', '.', ')', ':', '\u{2013}'])?.trim();
    (!name.is_empty()).then_some((number, name))
}

const BOOTH: [&str; 12] = [
    "part no",
    "part number",
    "polling station no",
    "polling station number",
    "polling station",
    "ps no",
    "booth no",
    "booth number",
    "booth",
    "station no",
    "serial no of polling station",
    "sl no of polling station",
];
const OTHER: [&str; 14] = [
    "part name",
    "polling station name",
    "name of polling station",
    "station name",
    "booth name",
    "male",
    "female",
    "other",
    "third gender",
    "turnout",
    "pc",
    "pc name",
    "pc reserved",
    "ac name",
];
const SERIAL: [&str; 7] = ["sl no", "s no", "sr no", "serial no", "serial number", "sno", "slno"];
const SEGMENT: [&str; 5] = ["ac", "ac no", "segment", "assembly segment", "assembly constituency"];

/// What a heading means; `group` is the heading above it, where there are two rows of them.
pub(super) fn field(heading: &str, group: &str) -> Field {
    let (all, group) = (words(heading), words(group));
    let has = |word: &str| all.split(' ').any(|w| w.starts_with(word));
    let (number, name) = numbered(heading).map_or((None, heading), |(number, name)| (Some(number), name));
    let plain = words(name);
    if plain == "nota" || plain == "none of the above" || plain == "none of the above nota" {
        return Field::Nota { number };
    }
    if number.is_some() {
        return Field::Candidate { number, name: tidied(name) };
    }
    if BOOTH.contains(&all.as_str()) {
        return Field::Booth;
    }
    if SERIAL.contains(&all.as_str()) {
        return Field::Serial;
    }
    if SEGMENT.contains(&all.as_str()) {
        return Field::Segment;
    }
    if has("tender") {
        return Field::Tendered;
    }
    if has("elector") || group.contains("elector") {
        return if has("total") || has("elector") && !OTHER.contains(&all.as_str()) {
            Field::Electors
        } else {
            Field::Other
        };
    }
    if OTHER.contains(&all.as_str()) || group.contains("turnout") || has("epic") || has("turnout") {
        return Field::Other;
    }
    if has("reject") {
        return Field::Rejected;
    }
    // Postal votes belong to no booth; sums and test votes belong to nobody.
    if has("postal") || all == "missed votes" || all == "test votes" || all == "void" {
        return Field::Tendered;
    }
    if all.split(' ').any(|word| word == "total") || matches!(all.as_str(), "valid votes" | "sum" | "grand sum") {
        return Field::Total;
    }
    match all.as_str() {
        "candidate" | "candidate name" | "name of candidate" => Field::Who,
        "party" => Field::Party,
        "votes" | "votes polled" => Field::Votes,
        "" => Field::Other,
        _ => Field::Candidate { number: None, name: tidied(heading) },
    }
}

/// Words that stand on the page around a form and, read from right to left, in mangled headings.
const PAGE: [&str; 12] = [
    "general",
    "legislative",
    "assembly",
    "election",
    "constituency",
    "tamil",
    "nadu",
    "polling",
    "station",
    "votes",
    "candidate",
    "number",
];

/// A word of the heading that is written backwards, turned round: `lareneG` gives `General`.
pub(super) fn reversed(heading: &str) -> Option<String> {
    heading.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 4).find_map(|word| {
        let turned: String = word.chars().rev().collect();
        let small_then_large = word.chars().next().is_some_and(char::is_lowercase)
            && word.chars().next_back().is_some_and(char::is_uppercase);
        let known = PAGE.contains(&turned.to_lowercase().as_str());
        (small_then_large || known).then_some(turned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_mean_what_they_say() {
        let candidate = |number, name: &str| Field::Candidate { number, name: name.to_owned() };
        assert_eq!(field("4 - HEMA MALINI", "Candidate ID and Name"), candidate(Some(4), "HEMA MALINI"));
        assert_eq!(field("M.HARISH", ""), candidate(None, "M.HARISH"));
        assert_eq!(field("21 - None of the Above", ""), Field::Nota { number: Some(21) });
        assert_eq!(field("NOTA", ""), Field::Nota { number: None });
        assert_eq!(field("Part No", "Polling Station"), Field::Booth);
        assert_eq!(field("Polling Station No", ""), Field::Booth);
        assert_eq!(field("Total No. of electors", "Total No of Electors"), Field::Electors);
        assert_eq!(field("Male", "Total No of Electors"), Field::Other);
        assert_eq!(field("Total", "Voters Turnout"), Field::Other);
        assert_eq!(field("Tendered Voter", "Voters Turnout"), Field::Tendered);
        assert_eq!(field("Total Votes Secured", "Candidate ID and Name"), Field::Total);
        assert_eq!(field("Total Valid Votes", ""), Field::Total);
        assert_eq!(field("Rejected Votes", ""), Field::Rejected);
    }

    #[test]
    fn words_written_backwards_are_seen() {
        assert_eq!(reversed("lareneG").as_deref(), Some("General"));
        assert_eq!(reversed("udaN PRAKASH.M").as_deref(), Some("Nadu"));
        assert_eq!(reversed("evitalsigeL R DEVANATHAN.").as_deref(), Some("Legislative"));
        for name in ["HEMA MALINI", "J GOWTHAM.", "McDonald", "Alok Misra", "T.M.ANBARASAN"] {
            assert_eq!(reversed(name), None, "{name}");
        }
    }
}
