//! What stands in a single cell: text in one of several encodings, a year, NOTA.

use crate::visible::name;

/// The text of a cell, and whether it was no UTF-8 and had to be read as Windows-1252, the encoding
/// of older spreadsheets.
pub(super) fn text(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (name(text), false),
        Err(_) => (name(&bytes.iter().map(|&byte| windows_1252(byte)).collect::<String>()), true),
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
