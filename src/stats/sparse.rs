//! Counts that are mostly 0, as they are written to files: how many there are, then place and count of
//! those that are not 0.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// More counts than any summary holds; a forged length must not ask for all the memory there is.
const MOST: u64 = 1 << 26;

/// Writes counts.
///
/// # Errors
/// Whatever the serializer refuses.
pub fn serialize<T: Copy + Into<u64>, S: Serializer>(counts: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut flat = vec![counts.len() as u64];
    for (place, &count) in (0_u64..).zip(counts) {
        if count.into() > 0 {
            flat.extend([place, count.into()]);
        }
    }
    flat.serialize(serializer)
}

/// Reads counts.
///
/// # Errors
/// Where the places do not rise within the length, or a count is too large.
pub fn deserialize<'d, T: Copy + Default + TryFrom<u64>, D: Deserializer<'d>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let flat = Vec::<u64>::deserialize(deserializer)?;
    let (&length, pairs) = flat.split_first().ok_or_else(|| D::Error::custom("no length"))?;
    let rising = pairs.chunks(2).zip(pairs.chunks(2).skip(1)).all(|(one, next)| one[0] < next[0]);
    let within = pairs.chunks(2).next_back().is_none_or(|last| last[0] < length);
    if length > MOST || pairs.len() % 2 != 0 || !rising || !within {
        return Err(D::Error::custom("places and counts do not fit their length"));
    }
    let mut counts = vec![T::default(); usize::try_from(length).map_err(D::Error::custom)?];
    for pair in pairs.chunks_exact(2) {
        let place = usize::try_from(pair[0]).map_err(D::Error::custom)?;
        counts[place] = T::try_from(pair[1]).map_err(|_| D::Error::custom("a count is too large"))?;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Counts(#[serde(with = "super")] Vec<u32>);

    #[test]
    fn counts_come_back_and_what_is_no_count_is_refused() {
        for counts in [vec![], vec![0, 0, 0], vec![0, 5, 0, u32::MAX]] {
            let text = serde_json::to_string(&Counts(counts.clone())).unwrap();
            assert_eq!(serde_json::from_str::<Counts>(&text).unwrap(), Counts(counts), "{text}");
        }
        for wrong in ["[]", "[3,1]", "[3,3,1]", "[3,1,1,1,1]", "[3,1,4294967296]", "[18446744073709551615]", "[2,-1,1]"]
        {
            assert!(serde_json::from_str::<Counts>(wrong).is_err(), "{wrong}");
        }
    }
}
