//! The embedded faces, and which of them shows a character.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use harfrust::{Font, ShaperFont};

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// For reading.
    Regular,
    /// For titles and names.
    Bold,
}

/// The two weights of one family, as the bytes of their files.
pub(super) struct Files {
    regular: &'static [u8],
    bold: &'static [u8],
}

/// Embeds the two weights of the family of a script.
macro_rules! script {
    ($name:literal) => {
        Files {
            regular: include_bytes!(concat!("../../../assets/fonts/NotoSans", $name, "-Regular.ttf")),
            bold: include_bytes!(concat!("../../../assets/fonts/NotoSans", $name, "-Bold.ttf")),
        }
    };
}

/// Every family, the first having precedence; a further script is one line, and one in `packed`.
///
/// Noto Sans Math comes in one weight, so its signs serve for both and are
/// spread a little where they serve for bold.
pub(super) static FAMILIES: &[Files] = &[
    script!(""),
    Files {
        regular: include_bytes!("../../../assets/fonts/NotoSansMath-Regular.ttf"),
        bold: include_bytes!("../../../assets/fonts/NotoSansMath-Regular.ttf"),
    },
    script!("Devanagari"),
    script!("Bengali"),
    script!("Gurmukhi"),
    script!("Gujarati"),
    script!("Oriya"),
    script!("Tamil"),
    script!("Telugu"),
    script!("Kannada"),
    script!("Malayalam"),
    script!("Cyrillic"),
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
pub(super) fn families_of(text: &str) -> BTreeSet<usize> {
    let letters: BTreeSet<char> = text.chars().collect();
    let faces_of = letters.into_iter().filter_map(|letter| {
        // Faces stand in pairs, the regular before the bold one.
        let face = face_for(letter, Weight::Regular, None);
        faces().get(face).is_some_and(|face| shows(face, letter)).then_some(face / 2)
    });
    faces_of.chain([0]).collect()
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
