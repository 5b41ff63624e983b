//! Words become glyphs: cleaned, split by script, shaped, measured.
//!
//! The widths are those of the embedded faces after shaping, so that a label
//! that fits by measure also fits on the sheet.

use harfrust::{Buffer, Direction, ShapeOptions, ShaperFont, shape as shape_run};

use deunicode::deunicode_char;

use super::faces::{Weight, face_for, faces, shows};
use std::collections::BTreeSet;

/// One glyph, with its place in thousandths of the em from the start of the
/// words, y upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) face: usize,
    pub(super) id: u32,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Words after shaping.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Shaped {
    pub(super) glyphs: Vec<Glyph>,
    /// Where the words may be cut without tearing a letter: the byte at which
    /// a cluster begins and the way up to there, in thousandths of the em.
    pub(super) stops: Vec<(usize, f64)>,
    /// The whole way, in thousandths of the em.
    pub(super) advance: f64,
}

impl Shaped {
    /// The width at a size of letters, in logical pixels.
    pub(super) fn width(&self, size: f64) -> f64 {
        self.advance * size / 1000.0
    }
}

/// Longer words than this are cut before shaping: no chart can show them.
const MOST_CHARACTERS: usize = 600;

/// More marks than this upon one letter would climb out of the line.
const MOST_MARKS: usize = 2;

/// What may be shown of words from a file.
///
/// Control characters and those that turn the direction of writing are
/// dropped, because a name must not be able to rearrange the words around it.
/// Line ends and tabs become spaces, and spaces in a row become one.
#[must_use]
pub fn clean(words: &str) -> String {
    let mut cleaned = String::new();
    let mut marks = 0;
    for character in words.chars().take(MOST_CHARACTERS) {
        let character = if character.is_whitespace() && character != '\u{A0}' { ' ' } else { character };
        if character == ' ' && (cleaned.is_empty() || cleaned.ends_with(' ')) {
            continue;
        }
        if is_hidden(character) {
            continue;
        }
        let is_mark = matches!(character, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}');
        marks = if is_mark { marks + 1 } else { 0 };
        if marks <= MOST_MARKS {
            cleaned.push(character);
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// Words as a picture can show them: letters that no face has are written in Latin ones, because a row
/// of empty boxes says nothing and a rough transcription says who is meant.
pub(super) fn legible(words: &str) -> String {
    let cleaned = clean(words);
    let unknown = unknown_letters(&cleaned);
    if unknown.is_empty() {
        return cleaned;
    }
    let mut shown = String::new();
    for letter in cleaned.chars() {
        match deunicode_char(letter).filter(|_| unknown.contains(&letter)) {
            Some(latin) => shown.push_str(latin),
            None => shown.push(letter),
        }
    }
    // Syllables come with a space behind each, which belongs before no stop.
    let stops = [" ,", " .", " ;", " :", " 's"];
    clean(&stops.iter().fold(shown, |shown, stop| shown.replace(stop, stop.trim_start())))
}

/// Characters that change what is shown without showing themselves. The two
/// joiners are kept, since Indian scripts spell with them.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{61C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{180E}'
                | '\u{200B}'
                | '\u{200E}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{FFFE}'..='\u{FFFF}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// Splits words into runs that one face can show: the number of the face, and
/// the bytes.
fn runs(words: &str, weight: Weight) -> Vec<(usize, std::ops::Range<usize>)> {
    let mut runs: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    for (start, character) in words.char_indices() {
        let end = start + character.len_utf8();
        let before = runs.last().map(|(face, _)| *face);
        let face = face_for(character, weight, before);
        match runs.last_mut() {
            Some((same, range)) if *same == face => range.end = end,
            _ => runs.push((face, start..end)),
        }
    }
    runs
}

/// Shapes words, which should have been cleaned.
pub(super) fn shape(words: &str, weight: Weight) -> Shaped {
    let mut shaped = Shaped::default();
    for (number, range) in runs(words, weight) {
        let Some(face) = faces().get(number) else {
            continue;
        };
        let mut buffer = Buffer::new();
        buffer.push_str(&words[range.clone()]);
        buffer.guess_segment_properties();
        // Runs are set in the order they are written. No face here is of a
        // script that runs to the left; one that is needs more than this.
        buffer.set_direction(Direction::LeftToRight);
        let font = ShaperFont::new(&face.font);
        if shape_run(&font, &mut buffer, ShapeOptions::new()).is_err() {
            continue;
        }
        let scale = 1000.0 / face.units;
        let mut cluster = None;
        for (info, place) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            if cluster != Some(info.cluster) {
                cluster = Some(info.cluster);
                let offset = usize::try_from(info.cluster).unwrap_or(0);
                shaped.stops.push((range.start + offset, shaped.advance));
            }
            shaped.glyphs.push(Glyph {
                face: number,
                id: info.glyph_id,
                x: shaped.advance + f64::from(place.x_offset) * scale,
                y: f64::from(place.y_offset) * scale,
            });
            shaped.advance += f64::from(place.x_advance) * scale;
        }
    }
    shaped
}

/// The width of words at a size of letters, in logical pixels.
pub(super) fn width(words: &str, weight: Weight, size: f64) -> f64 {
    shape(words, weight).width(size)
}

/// The letters of some words that no face shows: a picture has boxes in their place.
#[must_use]
pub fn unknown_letters(words: &str) -> BTreeSet<char> {
    let shown = |letter: char| faces().iter().any(|face| shows(face, letter));
    clean(words).chars().filter(|letter| !shown(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devanagari_forms_conjuncts() {
        let words = "क्षेत्र";
        let glyphs = shape(words, Weight::Regular).glyphs;
        assert!(glyphs.len() < words.chars().count(), "{}", glyphs.len());
        assert!(glyphs.iter().all(|glyph| glyph.id != 0));
    }

    #[test]
    fn a_short_i_stands_before_its_consonant() {
        let lone = shape("ि", Weight::Regular);
        let whole = shape("कि", Weight::Regular);
        let consonant = shape("क", Weight::Regular).glyphs[0].id;
        assert!(!lone.glyphs.is_empty());
        assert_eq!(whole.glyphs[1].id, consonant);
    }

    #[test]
    fn mixed_scripts_are_as_wide_as_their_parts() {
        let mixed = width("Kanpur कानपुर", Weight::Bold, 20.0);
        let parts = width("Kanpur ", Weight::Bold, 20.0) + width("कानपुर", Weight::Bold, 20.0);
        assert!((mixed - parts).abs() < 0.01);
        assert!(mixed > 100.0 && mixed < 200.0, "{mixed}");
    }

    #[test]
    fn width_grows_with_size_and_weight() {
        let words = "declared margin −2,150";
        let plain = width(words, Weight::Regular, 12.0);
        assert!((width(words, Weight::Regular, 24.0) - 2.0 * plain).abs() < 1e-9);
        assert!(width(words, Weight::Bold, 12.0) > plain);
    }

    #[test]
    fn what_turns_or_hides_is_dropped() {
        assert_eq!(clean("a\u{202E}b\u{2066}c\u{0}d"), "abcd");
        assert_eq!(clean("  a\n\tb  "), "a b");
        assert_eq!(clean("क्\u{200D}ष"), "क्\u{200D}ष");
        assert_eq!(clean(&format!("e{}", "\u{301}".repeat(50))).chars().count(), 3);
        assert_eq!(clean(&"x".repeat(10_000)).len(), MOST_CHARACTERS);
    }

    /// What HarfBuzz itself makes of names in nine scripts: `just shaping` writes it anew.
    #[test]
    fn glyphs_are_those_of_harfbuzz() {
        let expected: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/shaping/glyphs.json")).unwrap();
        let rows = expected.as_array().unwrap();
        let mut names = std::collections::BTreeSet::new();
        for row in rows {
            let name = row["name"].as_str().unwrap();
            let weight = if row["weight"] == "Bold" { Weight::Bold } else { Weight::Regular };
            let shaped = shape(name, weight);
            let glyphs = row["glyphs"].as_array().unwrap();
            let number = |glyph: &serde_json::Value, place: usize| glyph[place].as_f64().unwrap();
            let (mut way, mut wanted) = (0.0, Vec::new());
            for glyph in glyphs {
                wanted.push((number(glyph, 0), way + number(glyph, 2), number(glyph, 3)));
                way += number(glyph, 1);
            }
            // The faces have a thousand units to the em, so that units are thousandths.
            let found: Vec<(f64, f64, f64)> =
                shaped.glyphs.iter().map(|glyph| (f64::from(glyph.id), glyph.x, glyph.y)).collect();
            assert_eq!(found, wanted, "{name} ({weight:?})");
            assert!((shaped.advance - way).abs() < 1e-9, "{name}");
            names.insert(name);
        }
        assert!(names.len() >= 30, "{} names", names.len());
        let scripts: std::collections::BTreeSet<&str> = rows.iter().filter_map(|row| row["script"].as_str()).collect();
        assert_eq!(scripts.len(), 9);
    }

    #[test]
    fn a_script_without_a_face_is_written_in_latin_letters() {
        assert_eq!(legible("Kanpur कानपुर"), "Kanpur कानपुर");
        let urdu = legible("آلوک");
        assert!(!urdu.is_empty() && urdu.is_ascii(), "{urdu}");
        assert!(shape(&legible("Алок ᱚᱞ"), Weight::Regular).glyphs.iter().all(|glyph| glyph.id != 0));
    }

    #[test]
    fn stops_never_tear_a_letter() {
        let words = "क्षेत्र";
        for (stop, _) in shape(words, Weight::Regular).stops {
            assert!(words.is_char_boundary(stop));
            let mark = words[stop..].starts_with(['\u{947}', '\u{94D}']);
            assert!(!mark);
        }
    }
}
