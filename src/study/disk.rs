//! The one door to the disk below the command: it only reads, and only plain files of a bounded size.

#![expect(clippy::disallowed_methods, reason = "this is the door")]

use super::files::{Files, cannot, within};
use std::io::Read;

/// Files on the disk. A pipe or a device is refused, because it may have no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &str, largest: u64) -> Result<Vec<u8>, String> {
        let failed = |error: std::io::Error| cannot(path, &error.to_string());
        // What a path leads to comes before opening it.
        let about = std::fs::metadata(path).map_err(failed)?;
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
        // What says that it holds nothing is not waited for: the system has files of that kind that never end.
        if about.len() == 0 {
            return Ok(Vec::new());
        }
        let mut bytes = Vec::new();
        std::fs::File::open(path).and_then(|file| file.take(largest + 1).read_to_end(&mut bytes)).map_err(failed)?;
        within(path, bytes, largest)
    }
}
