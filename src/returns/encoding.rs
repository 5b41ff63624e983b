//! How text is written in bytes.

/// Whether bytes are text in UTF-16: it says so with its first two bytes, or else has a zero in every
/// other one.
#[must_use]
pub fn is_utf16(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    marked || bytes.get(..2).is_some_and(|two| (two[0] == 0) != (two[1] == 0))
}
