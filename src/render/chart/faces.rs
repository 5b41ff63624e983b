//! The embedded faces, and which of them shows a character.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use harfrust::{Font, ShaperFont};

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// For reading.
    Regular,
    /// For titles and names.
    Bold,
}

/// The two weights of one family, as the bytes of their files, and the same packed for pages.
struct Files {
    regular: &'static [u8],
    bold: &'static [u8],
    /// The regular weight as WOFF2.
    packed: &'static [u8],
    /// The bold weight as WOFF2, where a page has it; a browser makes the others bold by itself.
    packed_bold: Option<&'static [u8]>,
    /// The characters of the family as CSS counts them, for `unicode-range`.
    range: &'static str,
}

/// Embeds a file of the folder of fonts.
macro_rules! asset {
    ($name:expr) => {
        include_bytes!(concat!("../../../assets/fonts/", $name))
    };
}

/// Embeds the two weights of the family of a script.
macro_rules! script {
    ($name:literal, $range:literal) => {
        Files {
            regular: asset!(concat!("NotoSans", $name, "-Regular.ttf")),
            bold: asset!(concat!("NotoSans", $name, "-Bold.ttf")),
            packed: asset!(concat!("woff2/NotoSans", $name, "-Regular.woff2")),
            packed_bold: None,
            range: $range,
        }
    };
}

/// Every family, the first having precedence; a further script is one line.
///
/// Noto Sans Math comes in one weight, so its signs serve for both and are
/// spread a little where they serve for bold.
static FAMILIES: &[Files] = &[
    Files {
        packed_bold: Some(asset!("woff2/NotoSans-Bold.woff2")),
        ..script!("", "U+0000-036F,U+1E00-1EFF,U+2000-20CF,U+2100-214F")
    },
    Files {
        regular: asset!("NotoSansMath-Regular.ttf"),
        bold: asset!("NotoSansMath-Regular.ttf"),
        packed: asset!("woff2/NotoSansMath-Regular.woff2"),
        packed_bold: None,
        range: "U+2190-23FF",
    },
    Files {
        packed_bold: Some(asset!("woff2/NotoSansDevanagari-Bold.woff2")),
        ..script!("Devanagari", "U+0900-097F,U+200C-200D,U+25CC")
    },
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

/// One face, ready to shape and to draw.
pub(super) struct Face {
    /// The file, for reading outlines.
    pub(super) bytes: &'static [u8],
    /// The same file, opened for shaping.
    pub(super) font: Font,
    /// Units to the em, by which every length in the file is to be divided.
    pub(super) units: f64,
    /// How far to spread each outline so that a face that comes in one
    /// weight does not look thin among bold letters, in thousandths of the em.
    pub(super) spread: f64,
    /// The weight it stands for.
    weight: Weight,
}

/// Half of what a bold stroke has over a regular one, about.
const SPREAD: f64 = 20.0;

/// All faces, opened once.
pub(super) fn faces() -> &'static [Face] {
    static OPENED: OnceLock<Vec<Face>> = OnceLock::new();
    OPENED.get_or_init(|| {
        let mut faces = Vec::new();
        for family in FAMILIES {
            for (weight, bytes) in [(Weight::Regular, family.regular), (Weight::Bold, family.bold)] {
                // A file that does not open is passed over: its letters show
                // as boxes, which is better than no chart. A test opens all.
                if let Some(font) = Font::new(bytes, 0) {
                    let units = f64::from(font.units_per_em().max(1));
                    let alone = std::ptr::eq(family.regular, family.bold);
                    let spread = if alone && weight == Weight::Bold { SPREAD } else { 0.0 };
                    faces.push(Face { bytes, font, units, spread, weight });
                }
            }
        }
        faces
    })
}

/// Whether a face has a glyph for a character.
pub(super) fn shows(face: &Face, character: char) -> bool {
    ShaperFont::new(&face.font).nominal_glyph(u32::from(character)).is_some()
}

/// Characters that belong to no script and stay with the run they stand in,
/// so that a word is not torn at a space, a hyphen or a joiner.
fn follows(character: char) -> bool {
    !character.is_alphanumeric()
}

/// The number of the face for a character, given the face of the one before.
///
/// A character no face shows goes to the first face, whose empty box says
/// that something stood here.
pub(super) fn face_for(character: char, weight: Weight, before: Option<usize>) -> usize {
    let faces = faces();
    if let Some(before) = before
        && follows(character)
        && faces.get(before).is_some_and(|face| face.weight == weight && shows(face, character))
    {
        return before;
    }
    let of_weight = |face: &Face| face.weight == weight;
    faces
        .iter()
        .position(|face| of_weight(face) && shows(face, character))
        .or_else(|| faces.iter().position(of_weight))
        .unwrap_or(0)
}

/// The families that a text needs, by their place.
fn families_of(text: &str) -> BTreeSet<usize> {
    let letters: BTreeSet<char> = text.chars().collect();
    let faces_of = letters.into_iter().filter_map(|letter| {
        // Faces stand in pairs, the regular before the bold one.
        let face = face_for(letter, Weight::Regular, None);
        faces().get(face).is_some_and(|face| shows(face, letter)).then_some(face / 2)
    });
    faces_of.chain([0]).collect()
}

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
        rule(family.packed, 400, family.range);
        if let Some(bytes) = family.packed_bold {
            rule(bytes, 700, family.range);
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_opens() {
        assert_eq!(faces().len(), 2 * FAMILIES.len());
    }

    #[test]
    fn every_sign_of_the_charts_has_a_face() {
        for weight in [Weight::Regular, Weight::Bold] {
            for sign in "Aß€₹×…±–—·−→←≥≤≈“”‘’āīūṛṣṭḍñōकषँ०।কਕકକகకಕകБяёЇґ".chars()
            {
                let face = &faces()[face_for(sign, weight, None)];
                assert!(shows(face, sign), "{sign} has no glyph");
            }
        }
    }

    #[test]
    fn a_space_stays_with_the_run_before_it() {
        let devanagari = face_for('क', Weight::Regular, None);
        let latin = face_for('a', Weight::Regular, None);
        assert_ne!(devanagari, latin);
        assert_eq!(face_for(' ', Weight::Regular, Some(devanagari)), devanagari);
        assert_eq!(face_for('a', Weight::Regular, Some(devanagari)), latin);
    }
}
