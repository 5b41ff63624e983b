//! Digests: the SHA-256 of files, taken while they are written or read.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io;

/// A file and its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileDigest {
    /// The file.
    pub file: String,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

impl FileDigest {
    /// The digest of some bytes under a name.
    #[must_use]
    pub fn of(file: &str, bytes: &[u8]) -> Self {
        Digesting::new(io::sink()).after(bytes).digest(file)
    }

    /// The digests of files in memory.
    #[must_use]
    pub fn of_all(files: &[(String, Vec<u8>)]) -> Vec<Self> {
        files.iter().map(|(name, bytes)| FileDigest::of(name, bytes)).collect()
    }

    /// Adds the digests of files in memory to some that are known already.
    pub fn note(known: &mut Vec<Self>, files: &[(String, Vec<u8>)]) {
        let fresh: Vec<_> = FileDigest::of_all(files).into_iter().filter(|file| !known.contains(file)).collect();
        known.extend(fresh);
    }

    /// The digest of whatever a reader has, however much it is.
    ///
    /// # Errors
    /// The reader's.
    pub fn of_reader(file: &str, mut reader: impl io::Read) -> io::Result<Self> {
        let mut sum = Digesting::new(io::sink());
        io::copy(&mut reader, &mut sum)?;
        Ok(sum.digest(file))
    }
}

/// A writer that knows the digest of what was written through it.
#[derive(Debug)]
pub struct Digesting<W> {
    inner: W,
    sum: Sha256,
}

impl<W: io::Write> Digesting<W> {
    /// A writer in front of another.
    pub fn new(inner: W) -> Self {
        Digesting { inner, sum: Sha256::new() }
    }

    fn after(mut self, bytes: &[u8]) -> Self {
        self.sum.update(bytes);
        self
    }

    /// The digest of what was written, under a name.
    #[must_use]
    pub fn digest(self, file: &str) -> FileDigest {
        let mut sha256 = String::new();
        for byte in self.sum.finalize() {
            let _ = write!(sha256, "{byte:02x}");
        }
        FileDigest { file: file.to_owned(), sha256 }
    }
}

impl<W: io::Write> io::Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
