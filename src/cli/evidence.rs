//! `--evidence FILE`: other priors than the built-in ones.

use super::exit::{Failure, INVALID, NO_INPUT};
use super::output::Output;
use super::{diagnostics, input};
use crate::evidence::{Evidence, EvidenceError};

/// Evidence takes a few kilobytes.
const LARGEST: u64 = 1 << 20;

/// The evidence of a file with the file itself, or the built-in evidence.
pub(super) fn load(path: Option<&str>) -> Result<(Evidence, Option<Output>), Failure> {
    let Some(path) = path else { return Ok((Evidence::builtin(), None)) };
    let bytes = input::bytes(path, LARGEST).map_err(|why| Failure::new(NO_INPUT, why))?;
    let text = input::decode(path, bytes)?;
    match Evidence::from_toml(&text) {
        Ok(evidence) => Ok((evidence, Some((path.to_owned(), text.into_bytes())))),
        Err(EvidenceError::Toml(error)) => {
            let span = error.span().unwrap_or(0..0);
            let help = "write the file as calibrate does, every table with its source";
            Err(Failure::located(INVALID, vec![diagnostics::at(path, &text, span, error.message(), help)]))
        }
        Err(EvidenceError::Limits(what)) => Err(Failure::new(INVALID, format!("{path}: {what}"))),
    }
}
