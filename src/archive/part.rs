//! A part of the whole: which simulations of a run, or which points of a sweep.

use serde::{Deserialize, Serialize};

/// More shards than any cluster has processors.
pub const MOST_SHARDS: u32 = 1_000_000;

/// Number `index` of `count` parts, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Which part.
    pub index: u32,
    /// How many there are.
    pub count: u32,
}

impl Part {
    /// The whole as its only part.
    pub const WHOLE: Part = Part { index: 0, count: 1 };
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.index, self.count)
    }
}

/// A part as it is typed: `0/4`.
impl std::str::FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let whole = |text: &str| text.trim().parse::<u32>().ok();
        let read = text.split_once('/').and_then(|(index, count)| Some((whole(index)?, whole(count)?)));
        match read {
            Some((index, count)) if index < count && count <= MOST_SHARDS => Ok(Part { index, count }),
            Some((_, 0)) => Err("there is no part of nothing: write I/K, such as 0/4".to_owned()),
            Some((_, count)) if count > MOST_SHARDS => Err(format!("at most {MOST_SHARDS} shards")),
            Some((index, count)) => {
                Err(format!("shards are counted from 0: of {count} the last is {}, not {index}", count - 1))
            }
            None => Err("write I/K, such as 0/4 for the first of four".to_owned()),
        }
    }
}
