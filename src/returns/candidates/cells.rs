//! What stands in a single cell: text in one of several encodings, votes, a year, NOTA.

/// The text of a cell, and whether it was no UTF-8 and had to be read as Windows-1252, the encoding
/// of older spreadsheets.
pub(super) fn text(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (tidy(text), false),
        Err(_) => (tidy(&bytes.iter().map(|&byte| windows_1252(byte)).collect::<String>()), true),
    }
}

/// Windows-1252 is Latin-1 but for the quotation marks and dashes that spreadsheets put there.
fn windows_1252(byte: u8) -> char {
    match byte {
        0x91 | 0x92 => '\'',
        0x93 | 0x94 => '"',
        0x96 | 0x97 => '-',
        0x80..=0x9f => char::REPLACEMENT_CHARACTER,
        other => char::from(other),
    }
}

/// One space where there were several, and nothing that moves a cursor or turns the text around.
fn tidy(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}');
    let shown: String = text.chars().filter(|&c| !hidden(c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No contest counts more votes, whatever a table says.
const MOST_VOTES: u64 = 1 << 40;

/// What a cell of votes holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Votes {
    /// A whole number.
    Number(u64),
    /// Nothing: the votes are not known.
    Missing,
    /// Something else.
    Unreadable,
}

/// Reads votes as tables write them: `12345`, `12,345`, `1,23,456`, `12 345`, `12345.0`.
pub(super) fn votes(cell: &str) -> Votes {
    let cell = cell.trim().trim_start_matches('\'');
    if cell.is_empty() || ["-", "--", "na", "n/a", "nan", "null", "nil"].contains(&cell.to_lowercase().as_str()) {
        return Votes::Missing;
    }
    let whole = match cell.split_once('.') {
        // Three zeros are thousands where a point parts them: 400.000 may be meant as 400,000.
        Some((whole, rest)) if rest.len() <= 2 && rest.chars().all(|c| c == '0') => whole,
        Some(_) => return Votes::Unreadable,
        None => cell,
    };
    let digits: String = whole.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '_')).collect();
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    match digits.parse() {
        Ok(number) if plain && number <= MOST_VOTES => Votes::Number(number),
        _ => Votes::Unreadable,
    }
}

/// The year of a cell: the first four digits that are one.
pub(super) fn year(cell: &str) -> Option<u16> {
    let digits = cell.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 4)?;
    digits.parse().ok().filter(|year| (1900..=2200).contains(year))
}

/// NOTA as the scripts of India spell it: Devanagari, Bengali, Gujarati, Gurmukhi, Odia, Tamil, Telugu,
/// Kannada, Malayalam.
const NOTA: [&str; 9] = ["नोटा", "নোটা", "નોટા", "ਨੋਟਾ", "ନୋଟା", "நோட்டா", "నోటా", "ನೋಟಾ", "നോട്ട"];

/// "None of these" and "none of the above" in Hindi, and in Marathi.
const NONE: [&str; 4] = ["इनमें से कोई नहीं", "उपरोक्त में से कोई नहीं", "उपर्युक्त में से कोई नहीं", "वरीलपैकी कोणीही नाही"];

/// Whether a name or a party is "none of the above", in the spellings met.
pub(super) fn is_nota(name: &str, party: &str) -> bool {
    let (name, party) = (letters(name), letters(party));
    let says_so = |text: &str| {
        text == "nota"
            || text == "notanoneoftheabove"
            || text.starts_with("noneoftheabove")
            || text.starts_with("noneofthese")
            || text == "noneofabove"
            || NOTA.contains(&text)
            || NONE.iter().any(|&words| text.starts_with(&letters(words)))
    };
    says_so(&name) || (name.is_empty() && says_so(&party)) || (party == "nota" || party.starts_with("noneoftheabove"))
}

/// Without spaces, points, numbers and joiners, in small letters. The vowel signs of Indian scripts stay: without
/// them a name could be taken for NOTA.
fn letters(text: &str) -> String {
    let joins = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
    let kept = text.chars().filter(|&c| !(c.is_whitespace() || c.is_numeric() || c.is_ascii_punctuation() || joins(c)));
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_that_parts_thousands_is_not_a_decimal_one() {
        assert!(matches!(votes("400.000"), Votes::Unreadable));
        assert!(
            matches!(votes("12345.0"), Votes::Number(12_345)) && matches!(votes("12345.00"), Votes::Number(12_345))
        );
    }

    #[test]
    fn votes_are_read_as_tables_write_them() {
        for cell in ["123456", "1,23,456", "123,456", "123 456", "123456.0", " 123456 ", "123456.00", "'123456"] {
            assert_eq!(votes(cell), Votes::Number(123_456), "{cell}");
        }
        for cell in ["", " ", "-", "NA", "nan"] {
            assert_eq!(votes(cell), Votes::Missing, "{cell}");
        }
        for cell in ["-5", "12.5", "1e6", "ge 1102", "99999999999999999999", "½", ".", ","] {
            assert_eq!(votes(cell), Votes::Unreadable, "{cell}");
        }
    }

    #[test]
    fn none_of_the_above_is_known_in_its_spellings() {
        for name in [
            "NOTA",
            "None of the Above",
            "N.O.T.A.",
            "NONE OF THE ABOVE (NOTA)",
            "NOTA (None of the Above)",
            "None Of These Candidates",
            "नोटा",
            "इनमें से कोई नहीं",
            "उपरोक्त में से कोई नहीं (नोटा)",
            "நோட்டா",
            "ನೋಟಾ",
        ] {
            assert!(is_nota(name, ""), "{name}");
        }
        assert!(is_nota("", "NOTA") && is_nota("Nobody", "None of the Above"));
        assert!(!is_nota("NOTARY S SRINIVASA MURTHY", "IND") && !is_nota("SONONE LAXMAN", "IND") && !is_nota("", ""));
        assert!(!is_nota("नटे", "IND") && !is_nota("நட்ட", ""));
    }

    #[test]
    fn cells_are_tidied() {
        assert_eq!(text(b" A\t B \xc2\xa0C"), ("A B C".to_owned(), false));
        assert_eq!(text(b"JOS\xc9"), ("JOSÉ".to_owned(), true));
        assert_eq!(text("a\u{202e}b".as_bytes()).0, "ab");
        assert_eq!(year("2014"), Some(2014));
        assert_eq!(year("2014.0"), Some(2014));
        assert_eq!(year("Lok Sabha 2019"), Some(2019));
        assert_eq!(year("19"), None);
    }
}
