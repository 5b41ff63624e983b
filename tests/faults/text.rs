//! F1. Text that is no TOML, in every script: whatever the parser counts, the place shown is one of whole characters.

use crate::command::{Desk, SMALL};
use crate::tally::Tally;

/// Characters of two, three and four bytes, those that end a line elsewhere, and those that nobody sees.
const ODD: [&str; 16] = [
    "म",
    "\u{a0}",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "मि",
    "क्ष",
    "தமிழ்",
    "ಆ",
    "ਅ",
    "é",
    "漢",
    "😀",
    "\u{2029}",
    "\u{200d}",
    "\u{202e}",
];

pub fn class(tally: &mut Tally, whole: bool) {
    for odd in ODD.into_iter().take(if whole { ODD.len() } else { 5 }) {
        for text in [
            format!("a = \"x\"{odd}"),
            format!("a = {odd}"),
            odd.to_owned(),
            format!("{odd} = 1\n{odd}{odd}"),
            format!("a = 1{odd}2\n[b{odd}"),
            format!("[{odd}]\nx = '{odd}"),
            format!("a = \"\"\"{odd}"),
            format!("a = [1, {odd}"),
            format!("{}{odd}", "x".repeat(400)),
            format!("{}\"{odd}\"{odd}", odd.repeat(200)),
        ] {
            tally.case(&format!("{text:?}"), || {
                let errors = Desk::with(&text).refused(65, &["check", "a.toml"]);
                assert!(errors.starts_with("a.toml:"), "{errors}");
            });
        }
        for setting in [format!("title=\"x\"{odd}"), format!("{odd}=1"), format!("confusion.rate={odd}")] {
            tally.case(&format!("--set {setting:?}"), || {
                let ended = Desk::with(SMALL).run(&["check", "a.toml", "--set", &setting]);
                // Blanks of any script around a value or a path are no part of it.
                assert!(matches!(ended.code, Some(0 | 2 | 65)) && !ended.err.contains("panicked"), "{ended:?}");
            });
        }
    }
}

#[test]
fn an_error_beside_any_character_has_its_place() {
    Tally::cut(class);
}
