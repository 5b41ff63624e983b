//! Countries: what they call things, and how large their places of voting are. The file is `src/evidence/countries.toml`.

use super::{BoothSize, Evidence, checked};
use serde::Deserialize;
use std::sync::LazyLock;

/// The country whose elections the built-in evidence was fitted to.
pub const HOME: &str = "IN";

/// A country.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// Its code (ISO 3166-1), as scenarios write it.
    pub code: String,
    /// Its name within a sentence.
    pub name: String,
    /// What it calls the place where a few hundred vote.
    pub place: String,
    /// The same of several.
    pub places: String,
    /// What stands in the place of a party for those who have none, besides "Independent".
    #[serde(default)]
    pub independents: Vec<String>,
    /// How many votes such a place takes, where a table was measured.
    booth: Option<Size>,
    /// The most electors it may have, where a law says so.
    pub most_electors: Option<u32>,
    /// Where this comes from.
    pub source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Size {
    #[serde(deserialize_with = "checked::positive")]
    mean: f64,
    #[serde(deserialize_with = "checked::not_negative")]
    sd: f64,
    least: u32,
    most: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    country: Vec<Country>,
}

#[expect(clippy::expect_used, reason = "the file is part of the program and a test reads it")]
static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("countries.toml")).expect("the built-in countries are valid");
    table.country
});

/// The countries that are known.
#[must_use]
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The country of a code.
#[must_use]
pub fn country(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|country| country.code == code)
}

impl Country {
    /// The votes of its places, where a table was measured.
    #[must_use]
    pub fn booth_size(&self) -> Option<BoothSize> {
        let size = self.booth?;
        let source = self.source.clone();
        Some(BoothSize { mean: size.mean, sd: size.sd, least: size.least, most: size.most, source })
    }
}

impl Evidence {
    /// The votes of a booth in a country: its own where they were measured, and India's otherwise.
    #[must_use]
    pub fn booth_size_in(&self, code: Option<&str>) -> BoothSize {
        code.and_then(country).and_then(Country::booth_size).unwrap_or_else(|| self.booth_size.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_words_of_its_own_and_a_source() {
        for country in countries() {
            assert!(country.code.len() == 2 && country.code.chars().all(|c| c.is_ascii_uppercase()), "{country:?}");
            assert!(!country.source.is_empty() && country.places.starts_with(&country.place), "{country:?}");
            let size = country.booth_size();
            assert!(size.is_none_or(|size| size.least < size.most && size.mean < f64::from(size.most)));
        }
        assert_eq!(country(HOME).map(|home| home.place.as_str()), Some("booth"));
        let evidence = Evidence::builtin();
        assert_eq!(evidence.booth_size_in(None), evidence.booth_size);
        assert_eq!(evidence.booth_size_in(Some("GB")), evidence.booth_size);
        assert!(evidence.booth_size_in(Some("US")).mean > 700.0);
    }
}
