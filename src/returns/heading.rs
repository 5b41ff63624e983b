//! What the headings of official forms mean.

use super::label::{Label, label};

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field {
    /// The running number of the row.
    Serial,
    /// The booth's number.
    Booth,
    /// The booth's name.
    BoothName,
    /// The assembly segment.
    Segment,
    /// Registered voters.
    Electors,
    /// Votes of a candidate: the number on the ballot, where it is printed, and the name.
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
    /// How many came to vote, which is no sum of votes but mostly equals one.
    TurnoutTotal,
    /// Who a row is about, in the long layout.
    Who,
    /// The party, in the long layout.
    Party,
    /// The votes, in the long layout.
    Votes,
    /// Nothing that is needed.
    Other,
    /// No heading at all, or one that stands over several columns.
    Blank,
}

/// The words of a heading, in lower case without signs: "Polling Station No." is "polling station no".
pub(super) fn words(heading: &str) -> String {
    let plain: String =
        heading.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading with its blanks made single, as it is quoted and matched.
pub(super) fn tidied(heading: &str) -> String {
    crate::visible::name(heading)
}

/// The number on the ballot and the name: `4 - HEMA MALINI`, `4. HEMA MALINI`.
pub(super) fn numbered(heading: &str) -> Option<(u32, &str)> {
    let digits = heading.bytes().take_while(u8::is_ascii_digit).count();
    let number = heading.get(..digits).filter(|_| digits > 0)?.parse().ok()?;
    let rest = heading[digits..].trim_start();
    let name = rest.strip_prefix(['-', '.', ')', ':', '\u{2013}'])?.trim();
    (!name.is_empty()).then_some((number, name))
}

const OTHER: [&str; 21] = [
    "other",
    "pc",
    "pc name",
    "pc no",
    "pc number",
    "pc reserved",
    "ac name",
    "state",
    "state name",
    "state code",
    "st name",
    "st code",
    "district",
    "district name",
    "distt",
    "remark",
    "remarks",
    "signature",
    "initials",
    "latitude",
    "longitude",
];
const SEGMENT: [&str; 9] = [
    "ac",
    "ac no",
    "ac number",
    "segment",
    "assembly segment",
    "assembly constituency",
    "assembly constituency no",
    "constituency no",
    "county",
];

/// What a heading means; `group` is the heading above it, where there are two rows of them.
pub(super) fn field(heading: &str, group: &str) -> Field {
    let (all, group) = (words(heading), words(group));
    let (number, name) = numbered(heading).map_or((None, heading), |(number, name)| (Some(number), name));
    let named = label(name);
    if named == Some(Label::Nota) {
        return Field::Nota { number };
    }
    if number.is_some() {
        return Field::Candidate { number, name: tidied(name) };
    }
    if SEGMENT.contains(&all.as_str()) {
        return Field::Segment;
    }
    // What stands under the electors or the turnout is a part of them, as far as it is no name.
    let below = |word: &str| group.contains(word) && (named.is_some() || OTHER.contains(&all.as_str()));
    if below("elector") && !matches!(named, Some(Label::Apart | Label::Postal)) {
        return if matches!(named, Some(Label::Total | Label::Electors)) { Field::Electors } else { Field::Other };
    }
    if below("turnout") && !matches!(named, Some(Label::Apart | Label::Postal)) {
        return if named == Some(Label::Total) { Field::TurnoutTotal } else { Field::Other };
    }
    match named {
        Some(Label::Booth) => Field::Booth,
        Some(Label::BoothName) => Field::BoothName,
        Some(Label::Serial) => Field::Serial,
        Some(Label::Electors) => Field::Electors,
        Some(Label::Rejected | Label::Nobody) => Field::Rejected,
        Some(Label::Apart | Label::Postal) => Field::Tendered,
        Some(Label::Total) => Field::Total,
        Some(Label::TurnoutTotal) => Field::TurnoutTotal,
        Some(Label::Turnout | Label::Outcome) => Field::Other,
        Some(Label::Group) => Field::Blank,
        Some(Label::Nota) | None => unlabelled(heading, &all),
    }
}

/// What a heading means that holds a word of no form.
fn unlabelled(heading: &str, all: &str) -> Field {
    let has = |word: &str| all.split(' ').any(|w| w.starts_with(word));
    match all {
        "candidate" | "candidate name" | "name of candidate" | "candidates" => return Field::Who,
        "party" => return Field::Party,
        "votes" | "votes polled" => return Field::Votes,
        _ => {}
    }
    if OTHER.contains(&all) || has("epic") || has("turnout") {
        Field::Other
    } else if has("tendered") {
        Field::Tendered
    } else if has("electors") {
        Field::Electors
    } else if has("rejected") {
        Field::Rejected
    } else if all.split(' ').any(|word| word == "total") {
        Field::Total
    } else if heading.chars().any(char::is_alphabetic) {
        Field::Candidate { number: None, name: tidied(heading) }
    } else {
        Field::Blank
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
        assert_eq!(field("Total", "Voters Turnout"), Field::TurnoutTotal);
        assert_eq!(field("A SEN", "Voters Turnout"), candidate(None, "A SEN"));
        assert_eq!(field("No of voters identifying using EPIC", "Voters Turnout"), Field::Other);
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
