//! Reading files that may be anything: a folder, a pipe, a device, a video.

use super::diagnostics;
use super::exit::{Failure, INVALID, NO_INPUT};
use std::io::Read;
use std::path::Path;

/// No scenario is larger: five thousand candidates take about half of it.
const LARGEST_SCENARIO: u64 = 1 << 20;

/// A million booths are about as large as this.
const LARGEST_TABLE: u64 = 128 << 20;

/// Reads a scenario's text from a file, or from standard input where the path is `-`.
pub(super) fn scenario(path: &str) -> Result<String, Failure> {
    let read = if path == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(LARGEST_SCENARIO + 1).read_to_end(&mut bytes);
        read.map_err(|error| cannot("standard input", &error.to_string()))
            .and_then(|_| within("standard input", bytes, LARGEST_SCENARIO))
    } else {
        bytes(path, LARGEST_SCENARIO)
    };
    decode(if path == "-" { "<stdin>" } else { path }, read.map_err(|why| Failure::new(NO_INPUT, why))?)
}

/// Reads a table's bytes from standard input.
pub(super) fn piped_table() -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(LARGEST_TABLE + 1).read_to_end(&mut bytes);
    read.map_err(|error| cannot("standard input", &error.to_string()))
        .and_then(|_| within("standard input", bytes, LARGEST_TABLE))
}

/// Reads a table's bytes, or says why they cannot be read.
pub(super) fn table(path: &Path) -> Result<Vec<u8>, String> {
    bytes(&path.display().to_string(), LARGEST_TABLE)
}

/// A file to be read on and on, or standard input where the path is `-`, however large.
pub(super) fn stream(path: &str) -> Result<Box<dyn Read + Send>, String> {
    if path == "-" {
        return Ok(Box::new(std::io::stdin()));
    }
    let about = std::fs::metadata(path).map_err(|error| cannot(path, &error.to_string()))?;
    if about.is_dir() {
        return Err(cannot(path, "it is a directory"));
    }
    if !about.is_file() {
        return Err(cannot(path, "it is no regular file; use - for standard input"));
    }
    #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
    let file = std::fs::File::open(path).map_err(|error| cannot(path, &error.to_string()))?;
    Ok(Box::new(file))
}

/// Reads a file's bytes, whatever they are, or says why they cannot be read.
pub(super) fn bytes(path: &str, largest: u64) -> Result<Vec<u8>, String> {
    // A pipe or a device may have no end, so what it is comes before opening it.
    let about = std::fs::metadata(path).map_err(|error| cannot(path, &error.to_string()))?;
    if about.is_dir() {
        return Err(cannot(path, "it is a directory"));
    }
    if !about.is_file() {
        return Err(cannot(path, "it is no regular file; use - for standard input"));
    }
    // Two gigabytes need not be read to be too many.
    if about.len() > largest {
        return Err(cannot(path, &format!("it is larger than {} MB", largest >> 20)));
    }
    #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
    let file = std::fs::File::open(path).map_err(|error| cannot(path, &error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes).map_err(|error| cannot(path, &error.to_string()))?;
    within(path, bytes, largest)
}

fn within(path: &str, bytes: Vec<u8>, largest: u64) -> Result<Vec<u8>, String> {
    if bytes.len() as u64 > largest {
        return Err(cannot(path, &format!("it is larger than {} MB", largest >> 20)));
    }
    Ok(bytes)
}

fn cannot(path: &str, why: &str) -> String {
    let shown = if path.is_empty() { "a file without a name" } else { path };
    format!("{shown} cannot be read: {why}")
}

/// The text of a file, or the place of the first byte that is no UTF-8.
pub(super) fn decode(path: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    if crate::returns::is_utf16(&bytes) {
        let message = format!("{path}:1:1: error: this file is UTF-16\nhelp: save it as UTF-8");
        return Err(Failure::located(INVALID, vec![message]));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[good];
        let text = String::from_utf8_lossy(error.as_bytes());
        let what = format!("byte 0x{byte:02x} is no UTF-8");
        // What stands for the bytes that cannot be read is longer than they are.
        let span = good..good + char::REPLACEMENT_CHARACTER.len_utf8();
        let message = diagnostics::at(path, &text, span, &what, "save the file as UTF-8");
        Failure::located(INVALID, vec![message])
    })
}
