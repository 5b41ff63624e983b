//! A rate as it is written, and words that stand for values: what every part of a scenario's file shares.

use super::problem::Problem;
use super::table::{Placed, Table};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use toml::Spanned;
use toml::de::DeValue;

/// A rate: a number, { median, p95 }, { low, high } or { mean, concentration }.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(untagged))]
pub(super) enum RateValue {
    Fixed(f64),
    MedianAndP95 { median: f64, p95: f64 },
    Range { low: f64, high: f64 },
    Beta { mean: f64, concentration: f64 },
}

/// A rate in one of its four notations; its limits are judged when the scenario is built.
pub(super) fn rate(value: &Spanned<DeValue<'_>>, key: &str, p: &mut Vec<Problem>) -> Option<Placed<RateValue>> {
    let Some(entries) = value.get_ref().as_table() else {
        return super::table::number(value, key, p).map(|n| Placed::new(RateValue::Fixed(n.value), n.span));
    };
    let mut t = Table::new(entries, value.span(), key);
    let before = p.len();
    let mut part = |key: &'static str| t.number(key, p).map(|n| n.value);
    let parts = (part("median"), part("p95"), part("low"), part("high"), part("mean"), part("concentration"));
    t.finish(p);
    let rate = match parts {
        (Some(median), Some(p95), None, None, None, None) => RateValue::MedianAndP95 { median, p95 },
        (None, None, Some(low), Some(high), None, None) => RateValue::Range { low, high },
        (None, None, None, None, Some(mean), Some(concentration)) => RateValue::Beta { mean, concentration },
        _ => {
            if p.len() == before {
                let help = "write a number, { median, p95 }, { low, high } or { mean, concentration }";
                p.push(Problem::new(value.span(), format!("{key} is written in none of its four ways"), help));
            }
            return None;
        }
    };
    Some(Placed::new(rate, value.span()))
}

/// The words a key can have, with their meanings, and the same for the schema.
macro_rules! words {
    ($name:ident, $list:ident, $of:ty, [$(($word:literal, $meaning:expr)),+]) => {
        pub(super) const $list: &[(&str, $of)] = &[$(($word, $meaning)),+];
        #[cfg(feature = "schema")]
        struct $name;
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($word),+] })
            }
        }
    };
}

pub(super) use words;
