//! Whatever can be written as JSON: the numbers of a report, the findings of a sweep, judged claims.

use crate::report::ClaimNumbers;
use serde::Serialize;
use serde_json::json;
use std::io::Write;

/// Writes an object: indented, keys in the order of the contract, a line feed at the end.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(what: &impl Serialize, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, what)?;
    out.write_all(b"\n")
}

/// Writes the same on one line, for streams of results.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_line(what: &impl Serialize, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, what)?;
    out.write_all(b"\n")
}

/// Writes the judged claims of a scenario as one object.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write_claims(title: &str, claims: &[ClaimNumbers], out: &mut dyn Write) -> std::io::Result<()> {
    write(&json!({ "schema": "humnaam.claims/1", "title": title, "claims": claims }), out)
}
