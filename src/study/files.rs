//! Where the files of a study come from: the disk, memory, or whatever a caller has.

use std::collections::BTreeMap;

/// The most bytes of a table that is read: a million booths are about as large as this.
pub const LARGEST_TABLE: u64 = 128 << 20;

/// The most bytes of cast-vote records: half a million ballots of two contests take half of it.
pub const LARGEST_RECORDS: u64 = 512 << 20;

/// Reads files by their paths. A path is the one that was opened, or one that a scenario names, put behind the folder of that
/// scenario.
pub trait Files {
    /// The bytes of a file.
    ///
    /// # Errors
    /// A sentence that names the file and says why it cannot be read; it is larger than `largest` bytes, for example.
    fn read(&self, path: &str, largest: u64) -> Result<Vec<u8>, String>;
}

/// Files in memory, by their paths.
impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str, largest: u64) -> Result<Vec<u8>, String> {
        match self.get(path) {
            Some(bytes) => within(path, bytes.clone(), largest),
            None => Err(cannot(path, "there is no such file")),
        }
    }
}

/// Bytes that are not too many.
///
/// # Errors
/// A sentence that names the file and the limit.
pub fn within(path: &str, bytes: Vec<u8>, largest: u64) -> Result<Vec<u8>, String> {
    if bytes.len() as u64 > largest {
        return Err(cannot(path, &format!("it is larger than {} MB", largest >> 20)));
    }
    Ok(bytes)
}

/// The sentence that says why a file cannot be read.
#[must_use]
pub fn cannot(path: &str, why: &str) -> String {
    let shown = if path.is_empty() { "a file without a name" } else { path };
    format!("{shown} cannot be read: {why}")
}
