//! The text of a ballot cut into words, with the notes in brackets apart.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// "S/o" and its kin, with either stroke, as one word; "@" as the word it stands for.
pub(super) fn with_joined_strokes(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let (mut joined, mut place) = (String::new(), 0);
    let at = |place: usize| letters.get(place).map_or(' ', char::to_ascii_lowercase);
    while let Some(&letter) = letters.get(place) {
        let begins = place == 0 || !letters[place - 1].is_alphabetic();
        let stroke = |place: usize| matches!(at(place), '/' | '\\');
        if begins && "swdchfr".contains(at(place)) && stroke(place + 1) && at(place + 2) == 'o' {
            joined.extend([' ', if at(place) == 'f' { 's' } else { at(place) }, 'o', ' ']);
            place += 3;
        } else if stroke(place) && at(place + 1) == 'o' && !at(place + 2).is_alphabetic() && place > 0 {
            joined.push_str(" so ");
            place += 2;
        } else {
            if letter == '@' {
                joined.push_str(" alias ");
            } else {
                joined.push(letter);
            }
            place += 1;
        }
    }
    joined
}

/// Small letters without the accents of Latin, cut at everything that is neither letter nor sign.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let bare: String = text.nfd().filter(|&c| !('\u{300}'..='\u{36f}').contains(&c)).nfc().collect();
    // The joiners of Indian scripts shape letters and are none themselves.
    let kept = |c: char| c.is_alphabetic() || is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}');
    bare.split(|c: char| !kept(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The text without what stands in brackets or quotation marks, which is set aside, unless that
/// would leave nothing.
pub(super) fn without_notes(text: &str, notes: &mut Vec<String>) -> String {
    let (mut plain, mut note) = (String::new(), String::new());
    let mut waiting: Option<char> = None;
    let mut before = ' ';
    for c in text.chars() {
        match waiting {
            Some(end) if c == end || (end == '"' && matches!(c, '”' | '\'')) => {
                // Tables write one quotation mark as several.
                if !note.is_empty() {
                    notes.push(std::mem::take(&mut note));
                    waiting = None;
                    plain.push(' ');
                }
            }
            Some(_) => note.push(c),
            None => match c {
                '(' | '[' => waiting = Some(if c == '(' { ')' } else { ']' }),
                '"' | '“' => waiting = Some('"'),
                '\'' if !before.is_alphanumeric() && before != '\'' => waiting = Some('"'),
                '\\' if !before.is_alphanumeric() => waiting = Some('\\'),
                _ => plain.push(c),
            },
        }
        before = c;
    }
    // A bracket that is never closed hides nothing that matters more than the name.
    if !note.trim().is_empty() {
        notes.push(note);
    }
    if plain.chars().any(char::is_alphabetic) { plain } else { text.to_owned() }
}
