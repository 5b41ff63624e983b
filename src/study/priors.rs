//! Other priors than the built-in ones, read from the file that `calibrate` writes.

use super::error::{ErrorKind, StudyError};
use super::files::Files;
use super::text;
use crate::evidence::Evidence;

/// Evidence takes a few kilobytes.
const LARGEST: u64 = 1 << 20;

/// Priors, and the file they were read from: its path and its bytes.
pub type Priors = (Evidence, Option<(String, Vec<u8>)>);

/// The evidence of a file with the file itself, or the built-in evidence where no path is given.
///
/// # Errors
/// The file cannot be read or is no evidence, with the place of what is wrong.
pub fn load(path: Option<&str>, files: &dyn Files) -> Result<Priors, StudyError> {
    let Some(path) = path else { return Ok((Evidence::builtin(), None)) };
    let bytes = files.read(path, LARGEST).map_err(|why| StudyError::new(ErrorKind::Unreadable, why))?;
    let text = text::decode(path, bytes)?;
    match Evidence::from_toml(&text) {
        Ok(evidence) => Ok((evidence, Some((path.to_owned(), text.into_bytes())))),
        Err(error) => {
            let help = "write the file as calibrate does, every table with its source";
            Err(text::located(path, &text, error.span().unwrap_or(0..0), error.message(), help))
        }
    }
}
