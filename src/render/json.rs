//! Numbers as JSON.

use crate::report::Numbers;
use std::io::Write;

/// Writes `summary.json`: indented, keys in the order of the contract, a line feed at the end.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(numbers: &Numbers, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, numbers)?;
    out.write_all(b"\n")
}

/// Writes the same on one line, for streams of results.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_line(numbers: &Numbers, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, numbers)?;
    out.write_all(b"\n")
}
