//! The faces as a page carries them: packed, and no more of them than its letters need.
//!
//! They lie apart from the faces that pictures are drawn with, so that a program that draws and makes no pages, such as the
//! Python package, is linked without them.

use super::faces::families_of;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// One family as WOFF2.
struct Packed {
    regular: &'static [u8],
    /// The bold weight, where a page has it; a browser makes the others bold by itself.
    bold: Option<&'static [u8]>,
    /// The characters of the family as CSS counts them, for `unicode-range`.
    range: &'static str,
}

/// Embeds a packed file.
macro_rules! asset {
    ($name:expr) => {
        include_bytes!(concat!("../../../assets/fonts/woff2/NotoSans", $name, ".woff2"))
    };
}

/// Embeds the regular weight of the family of a script.
macro_rules! script {
    ($name:literal, $range:literal) => {
        Packed { regular: asset!(concat!($name, "-Regular")), bold: None, range: $range }
    };
}

/// Every family, in the order of the faces.
static FAMILIES: &[Packed] = &[
    Packed { bold: Some(asset!("-Bold")), ..script!("", "U+0000-036F,U+1E00-1EFF,U+2000-20CF,U+2100-214F") },
    script!("Math", "U+2190-23FF"),
    Packed { bold: Some(asset!("Devanagari-Bold")), ..script!("Devanagari", "U+0900-097F,U+200C-200D,U+25CC") },
    script!("Bengali", "U+0980-09FF"),
    script!("Gurmukhi", "U+0A00-0A7F"),
    script!("Gujarati", "U+0A80-0AFF"),
    script!("Oriya", "U+0B00-0B7F"),
    script!("Tamil", "U+0B80-0BFF"),
    script!("Telugu", "U+0C00-0C7F"),
    script!("Kannada", "U+0C80-0CFF"),
    script!("Malayalam", "U+0D00-0D7F"),
    script!("Cyrillic", "U+0401-0457,U+0490-0491"),
];

/// The rules of a style sheet that embed the faces a text needs, the later having precedence where two have a letter.
#[must_use]
pub fn embedded(text: &str) -> String {
    let mut rules = String::new();
    let mut rule = |bytes: &[u8], weight: u16, range: &str| {
        let packed = STANDARD.encode(bytes);
        rules.push_str(&format!(
            "@font-face{{font-family:\"Noto Sans\";font-weight:{weight};src:url(data:font/woff2;base64,{packed}) format(\"woff2\");unicode-range:{range}}}\n"
        ));
    };
    for family in families_of(text).into_iter().filter_map(|family| FAMILIES.get(family)) {
        rule(family.regular, 400, family.range);
        if let Some(bytes) = family.bold {
            rule(bytes, 700, family.range);
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_of_the_faces_is_packed() {
        assert_eq!(FAMILIES.len(), super::super::faces::FAMILIES.len());
    }
}
