//! Whole numbers as tables write them: grouped or not, in any of the digits of India.

/// What a cell holds that should hold a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// A whole number.
    Whole(u64),
    /// Nothing, or a sign for nothing.
    Missing,
    /// Something else.
    Unreadable,
}

/// No contest counts more votes, whatever a table says.
const LARGEST: u64 = 1 << 40;

/// What people write where there is no number.
const NOTHING: [&str; 9] = ["", "-", "--", "\u{2013}", "\u{2014}", "na", "n/a", "nan", "null"];

/// The zeros of Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada and Malayalam;
/// the other digits follow.
const ZEROS: [u32; 9] = [0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66];

/// A digit in the letters of the West, whatever script it is written in.
pub(super) fn western(sign: char) -> char {
    let code = u32::from(sign);
    let digit = ZEROS.iter().find_map(|&zero| code.checked_sub(zero).filter(|&digit| digit < 10));
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(sign)
}

/// Reads `12345`, `12,345`, `1,23,456`, `12 345`, `12345.0` and `१२३`. A grouping that is neither the
/// Western nor the Indian one is no number: it is one with a digit lost.
pub(super) fn number(cell: &str) -> Number {
    let cell = cell.trim().trim_start_matches('\'');
    if NOTHING.contains(&cell.to_lowercase().as_str()) || cell.eq_ignore_ascii_case("nil") {
        return Number::Missing;
    }
    let cell: String = cell.chars().map(western).collect();
    let whole = match cell.split_once('.') {
        // Three zeros are thousands where a point parts them: 400.000 may be meant as 400,000.
        Some((whole, rest)) if (1..=2).contains(&rest.len()) && rest.bytes().all(|digit| digit == b'0') => whole,
        Some(_) => return Number::Unreadable,
        None => &cell,
    };
    match ungrouped(whole).and_then(|digits| digits.parse().ok()) {
        Some(number) if number <= LARGEST => Number::Whole(number),
        _ => Number::Unreadable,
    }
}

/// The digits without the signs between groups; `None` where the groups are not those of a number.
fn ungrouped(text: &str) -> Option<String> {
    let sign = text.chars().find(|c| !c.is_ascii_digit());
    let groups: Vec<&str> = match sign {
        None => vec![text],
        Some(sign @ (',' | ' ' | '\u{a0}' | '\u{202f}' | '_')) => text.split(sign).collect(),
        Some(_) => return None,
    };
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|digit| digit.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let middle = rest.split_last().map(|(_, middle)| middle);
    let of = |length: usize| middle.is_none_or(|middle| middle.iter().all(|group| group.len() == length));
    let longest = if of(3) { 3 } else { 2 };
    let grouped = rest.is_empty() || rest.last().is_some_and(|last| last.len() == 3) && (of(3) || of(2));
    // Without groups a number may have any length; with them none before the first is longer than they are.
    let begins = rest.is_empty() || first.len() <= longest;
    (groups.iter().all(digits) && grouped && begins).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_tables_write_them() {
        for cell in
            ["123456", "1,23,456", "123,456", "123 456", "123456.0", " 123456 ", "'123456", "१२३४५६", "૧,૨૩,૪૫૬"]
        {
            assert_eq!(number(cell), Number::Whole(123_456), "{cell}");
        }
        assert_eq!(number("12,34,567"), Number::Whole(1_234_567));
        assert_eq!(number("1,234,567"), Number::Whole(1_234_567));
        for cell in ["", " ", "-", "NA", "nan", "\u{2014}"] {
            assert_eq!(number(cell), Number::Missing, "{cell}");
        }
        for cell in [
            "1,02,0",
            "1,0",
            "1234,567",
            "12,345,67",
            ",123",
            "1,,234",
            "1,234 567",
            "123,45,678",
            "+3",
            "-5",
            "12.5",
            "400.000",
            "1e6",
            "ge 1102",
            "99999999999999999999",
            "½",
            ".",
            ",",
            "5.",
            "٣",
        ] {
            assert_eq!(number(cell), Number::Unreadable, "{cell}");
        }
    }
}
