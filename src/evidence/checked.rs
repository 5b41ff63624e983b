//! Numbers as a prior can have them, checked where they are read, so that what is wrong is shown at its place in the file.
//!
//! A field says what it is by naming one of these in `#[serde(deserialize_with = ...)]`.

use serde::{Deserialize, Deserializer, de::Error};

/// Beyond a million nothing is a location, a scale or a count of votes in a booth.
const LARGEST: f64 = 1e6;

fn number<'de, D: Deserializer<'de>>(from: D, wanted: &str, is_good: fn(f64) -> bool) -> Result<f64, D::Error> {
    let number = f64::deserialize(from)?;
    if is_good(number) && number.abs() < LARGEST {
        return Ok(number);
    }
    Err(D::Error::custom(format!("{number} is no prior: it must be {wanted}")))
}

/// Above 0: a scale, a weight, degrees of freedom.
pub(super) fn positive<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    number(from, "above 0", |number| number > 0.0)
}

/// 0 or more: a spread that may be none.
pub(super) fn not_negative<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    number(from, "0 or more", |number| number >= 0.0)
}

/// From 0 to 1.
pub(super) fn share<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    number(from, "between 0 and 1", |number| (0.0..=1.0).contains(&number))
}

/// Any number: a location.
pub(super) fn finite<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    number(from, "a number below a million", f64::is_finite)
}

#[cfg(test)]
mod tests {
    use crate::evidence::Evidence;

    #[test]
    fn numbers_no_prior_can_have_are_refused_at_their_place() {
        for (from, to, wanted) in [
            ("mean = 0.6666666666666666", "mean = 1.5", "between 0 and 1"),
            ("scale = 0.79", "scale = 0.0", "above 0"),
            ("scale = 0.79", "scale = nan", "above 0"),
        ] {
            let text = include_str!("../../tests/oracle/evidence.toml");
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from} is not in the file");
            let error = Evidence::from_toml(&changed).unwrap_err();
            assert!(error.message().contains(wanted), "{error}");
            let place = &changed[error.span().expect("an error has its place")];
            assert!(to.contains(place.trim()) || place.contains(to), "{place}");
        }
        let negative = include_str!("builtin.toml").replacen("most_share = ", "most_share = -", 1);
        assert!(Evidence::from_toml(&negative).is_err());
        let upside_down = include_str!("builtin.toml").replacen("least = ", "least = 99999", 1);
        assert!(Evidence::from_toml(&upside_down).unwrap_err().message().contains("least"));
    }
}
