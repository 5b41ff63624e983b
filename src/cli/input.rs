//! Reading files that may be anything: a folder, a pipe, a device, a video.

use super::exit::{Failure, INVALID, NO_INPUT};
use std::io::Read;
use std::path::Path;

/// No scenario is larger.
const LARGEST_SCENARIO: u64 = 8 << 20;

/// A million booths are about as large as this.
const LARGEST_TABLE: u64 = 128 << 20;

/// Reads a scenario's text from a file, or from standard input where the path is `-`.
pub(super) fn scenario(path: &str) -> Result<String, Failure> {
    if path == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(LARGEST_SCENARIO + 1).read_to_end(&mut bytes);
        read.map_err(|error| cannot(path, &error.to_string()))?;
        return decode(path, within(path, bytes, LARGEST_SCENARIO)?);
    }
    decode(path, bytes(path, LARGEST_SCENARIO)?)
}

/// Reads a table's text.
pub(super) fn table(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    decode(&name, bytes(&name, LARGEST_TABLE)?)
}

/// Reads a file's bytes, whatever they are.
pub(super) fn bytes(path: &str, largest: u64) -> Result<Vec<u8>, Failure> {
    // A pipe or a device may have no end, so what it is comes before opening it.
    let about = std::fs::metadata(path).map_err(|error| cannot(path, &error.to_string()))?;
    if about.is_dir() {
        return Err(cannot(path, "it is a directory"));
    }
    if !about.is_file() {
        return Err(cannot(path, "it is no regular file; use - for standard input"));
    }
    #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
    let file = std::fs::File::open(path).map_err(|error| cannot(path, &error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes).map_err(|error| cannot(path, &error.to_string()))?;
    within(path, bytes, largest)
}

fn within(path: &str, bytes: Vec<u8>, largest: u64) -> Result<Vec<u8>, Failure> {
    if bytes.len() as u64 > largest {
        return Err(cannot(path, &format!("it is larger than {} MB", largest >> 20)));
    }
    Ok(bytes)
}

fn cannot(path: &str, why: &str) -> Failure {
    Failure::new(NO_INPUT, format!("{path} cannot be read: {why}"))
}

/// The text of a file, with the place of the first byte that is no UTF-8.
fn decode(path: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let message = format!("{path}:1:1: error: this file is UTF-16\nhelp: save it as UTF-8");
        return Err(Failure::located(INVALID, vec![message]));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let byte = error.as_bytes()[good];
        let message =
            format!("{path}:{line}:{column}: error: byte 0x{byte:02x} is no UTF-8\nhelp: save the file as UTF-8");
        Failure::located(INVALID, vec![message])
    })
}
