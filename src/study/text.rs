//! Bytes to text, or the place of the first byte that is none.

use super::error::{ErrorKind, StudyError};
use crate::scenario::{Problem, Sources};

/// The text of a file.
///
/// # Errors
/// It is UTF-16, or has a byte that is no UTF-8; with its place.
pub fn decode(path: &str, bytes: Vec<u8>) -> Result<String, StudyError> {
    if crate::returns::is_utf16(&bytes) {
        let message = format!("{path}:1:1: error: this file is UTF-16\nhelp: save it as UTF-8");
        return Err(StudyError::said(ErrorKind::Invalid, vec![message]));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[good];
        let text = String::from_utf8_lossy(error.as_bytes());
        let what = format!("byte 0x{byte:02x} is no UTF-8");
        // What stands for the bytes that cannot be read is longer than they are.
        let span = good..good + char::REPLACEMENT_CHARACTER.len_utf8();
        located(path, &text, span, what, "save the file as UTF-8")
    })
}

/// One problem of one text.
pub(super) fn located(
    path: &str,
    text: &str,
    span: std::ops::Range<usize>,
    what: impl Into<String>,
    help: &str,
) -> StudyError {
    // `Sources` sets a byte order mark aside, so places move up by its length.
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let span = span.start.saturating_sub(mark)..span.end.saturating_sub(mark);
    StudyError::problems(ErrorKind::Invalid, vec![Problem::new(span, what, help)], Sources::new(path, text), None)
}
