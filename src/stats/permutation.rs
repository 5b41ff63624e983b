//! Permutations by address: the place of one number, without a list of all.

use super::streams::{Purpose, splitmix64, state};

/// Rounds of the cipher. Four make a pseudorandom permutation of many numbers (Luby and Rackoff 1988); of a
/// handful it takes more until every place is as likely as any other.
const ROUNDS: u64 = 16;

/// The place of `number` in a random permutation of `0..count`, one of many under a seed.
///
/// A balanced Feistel network permutes the numbers of so many bits that they hold `count`; a number that
/// falls outside walks on until it falls inside, which is again a permutation.
#[must_use]
pub fn permuted(seed: u64, which: u64, number: u64, count: u64) -> u64 {
    let [key, ..] = state(seed, Purpose::Sweep, which);
    let half = (64 - count.saturating_sub(1).leading_zeros()).div_ceil(2).max(1);
    let mask = (1_u64 << half) - 1;
    let mut place = number;
    loop {
        let (mut left, mut right) = (place >> half, place & mask);
        for round in 0..ROUNDS {
            let mixed = splitmix64(key.wrapping_add(round) ^ right << 8) & mask;
            (left, right) = (right, left ^ mixed);
        }
        place = left << half | right;
        if place < count {
            return place;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_place_of_its_own() {
        for count in [1, 2, 3, 17, 64, 1_000, 4_097] {
            let mut seen = vec![false; usize::try_from(count).unwrap()];
            for number in 0..count {
                let place = usize::try_from(permuted(9, 1, number, count)).unwrap();
                assert!(!std::mem::replace(&mut seen[place], true), "{count}: {place} twice");
            }
        }
    }

    #[test]
    fn places_are_as_even_as_chance_makes_them() {
        // Over 6,000 permutations of five numbers, each of the 25 pairs (number, place) is met 1,200 times,
        // sd 31; a chi-squared of 16 degrees of freedom exceeds 45 once in 10,000.
        let mut counts = [[0_u32; 5]; 5];
        for which in 0..6_000 {
            for number in 0..5 {
                counts[usize::try_from(number).unwrap()][usize::try_from(permuted(3, which, number, 5)).unwrap()] += 1;
            }
        }
        let chi: f64 = counts.iter().flatten().map(|&n| (f64::from(n) - 1_200.0).powi(2) / 1_200.0).sum();
        assert!(chi < 45.0, "{chi}: {counts:?}");
    }
}
