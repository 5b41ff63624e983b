//! Addressed streams of random numbers: a draw is addressed, not awaited.
//!
//! A stream is a function of (seed, purpose, index) and of nothing else, so threads, blocks and the
//! order of work cannot change a bit of any result. Changing anything in this file changes every
//! simulated number and therefore [`STREAMS_VERSION`], which stands in every result.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// The version of the streams; it stands in every result and rises whenever a draw would change.
pub const STREAMS_VERSION: u32 = 4;

/// The generator behind every stream: small, fast, and the same on every machine.
pub type Stream = Xoshiro256PlusPlus;

/// What a stream is for. Two purposes never share a stream, so adding draws to one of them leaves
/// the others as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Booths made up to a size distribution; index 0, once per model.
    Booths,
    /// Effects shared by all the booths of one simulation: rates, segments, onward shares.
    Shared,
    /// What happens in the single booth, one simulation per index.
    Ballots,
    /// How the intended votes vary around the stated ones, one simulation per index.
    Support,
    /// What is drawn rarely and by other samplers, so that the walk over the booths keeps its pace:
    /// postal votes, rates near 1, and how diverted votes are split between namesakes.
    Aside,
    /// How a Sobol' sequence is scrambled; the index is the scramble's.
    Scramble,
    /// What booth returns teach: weighted draws of the model of booths, one namesake per index.
    Inference,
    /// How many votes a flow of an explanation moves, one draw per index; each flow has a key of its own.
    Flows,
    /// The points of a sweep that are sampled, and the bootstrap of what is learned from them.
    Sweep,
    /// Booth counts made up by a fitted model of booths, one namesake per index.
    Replicas,
}

impl Purpose {
    /// The number mixed into the seed. These are part of the stream version.
    const fn tag(self) -> u64 {
        match self {
            Purpose::Booths => 0x626f_6f74_6873,
            Purpose::Shared => 0x0073_6861_7265,
            Purpose::Ballots => 0x6261_6c6c_6f74,
            Purpose::Support => 0x7375_7070_6f72,
            Purpose::Aside => 0x0061_7369_6465,
            Purpose::Scramble => 0x7363_7261_6d62,
            Purpose::Inference => 0x0069_6e66_6572,
            Purpose::Flows => 0x0066_6c6f_7773,
            Purpose::Sweep => 0x0073_7765_6570,
            Purpose::Replicas => 0x7265_706c_6963,
        }
    }
}

/// The stream of one purpose and index under a seed.
///
/// ```
/// use humnaam::stats::{Purpose, stream};
/// use rand::RngExt;
///
/// let mut one: humnaam::stats::Stream = stream(7, Purpose::Shared, 3);
/// let mut again = stream(7, Purpose::Shared, 3);
/// assert_eq!(one.random::<u64>(), again.random::<u64>());
/// ```
#[must_use]
pub fn stream(seed: u64, purpose: Purpose, index: u64) -> Stream {
    let mut bytes = [0; 32];
    for (place, word) in bytes.chunks_exact_mut(8).zip(state(seed, purpose, index)) {
        place.copy_from_slice(&word.to_le_bytes());
    }
    Stream::from_seed(bytes)
}

/// The stream of one of several things that a purpose has, told apart by a key that is not their order.
#[must_use]
pub fn stream_at(seed: u64, purpose: Purpose, key: u64, index: u64) -> Stream {
    stream(splitmix64(seed) ^ key, purpose, index)
}

/// The state a stream begins in: xoshiro256++ filled by splitmix64, as its authors advise.
#[must_use]
pub fn state(seed: u64, purpose: Purpose, index: u64) -> [u64; 4] {
    // Each part is mixed before the next is added, so that neighbouring seeds, purposes and
    // indices end in unrelated states.
    let key = splitmix64(splitmix64(splitmix64(seed) ^ purpose.tag()).wrapping_add(index));
    let step = 0x9e37_79b9_7f4a_7c15_u64;
    [0, 1, 2, 3].map(|word: u64| splitmix64(key.wrapping_add(step.wrapping_mul(word))))
}

/// One step of splitmix64 (Steele, Lea and Flood 2014; constants by Vigna).
#[must_use]
pub const fn splitmix64(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    const PURPOSES: [Purpose; 6] =
        [Purpose::Booths, Purpose::Shared, Purpose::Ballots, Purpose::Support, Purpose::Aside, Purpose::Scramble];

    #[test]
    fn splitmix64_gives_the_published_first_outputs() {
        // The first outputs of the reference generator started at 1234567.
        assert_eq!(splitmix64(1_234_567), 6_457_827_717_110_365_317);
        let second = 1_234_567_u64.wrapping_add(0x9e37_79b9_7f4a_7c15);
        assert_eq!(splitmix64(second), 3_203_168_211_198_807_973);
    }

    #[test]
    fn the_first_values_of_every_purpose_are_pinned() {
        let first = |purpose| stream(20_240_604, purpose, 1).random::<u64>();
        let values = PURPOSES.map(first);
        insta::assert_debug_snapshot!(values);
    }

    #[test]
    fn neighbouring_indices_and_purposes_do_not_coincide() {
        let mut seen = std::collections::BTreeSet::new();
        for purpose in PURPOSES {
            for index in 0..1_000 {
                assert!(seen.insert(stream(1, purpose, index).random::<u64>()));
            }
        }
    }
}
