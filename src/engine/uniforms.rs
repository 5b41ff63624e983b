//! Eight streams stepped together.
#![allow(clippy::inline_always, reason = "a body must be compiled anew under each set of instructions")]

use super::walk::{LANES, Lane};

/// Eight streams of xoshiro256++ (Blackman and Vigna 2019), stepped together.
#[derive(Debug, Clone, PartialEq)]
#[repr(C, align(64))]
pub(super) struct Streams(pub(super) [[u64; LANES]; 4]);

/// 2^-53: the weight of the last of the 53 bits of a uniform, as rand draws them.
pub(super) const LAST_BIT: f64 = 1.0 / 9_007_199_254_740_992.0;

/// 2^52 and 2^84 as floats: their last bits are worth 1 and 2^32.
const ONES: u64 = 0x4330_0000_0000_0000;
const HIGHS: u64 = 0x4530_0000_0000_0000;

/// 2^84 + 2^52, what the two have too much.
const EXCESS: f64 = 19_342_813_118_337_666_422_669_312.0;

impl Streams {
    /// From the states of eight streams.
    pub fn new(states: [[u64; 4]; LANES]) -> Self {
        let mut words = [[0; LANES]; 4];
        for (lane, state) in states.iter().enumerate() {
            for (word, value) in words.iter_mut().zip(state) {
                word[lane] = *value;
            }
        }
        Streams(words)
    }

    /// The next uniform in 0..1 of every lane.
    #[inline(always)]
    pub fn uniforms(&mut self) -> Lane {
        let [s0, s1, s2, s3] = &mut self.0;
        let mut out = Lane::ZERO;
        for i in 0..LANES {
            let result = s0[i].wrapping_add(s3[i]).rotate_left(23).wrapping_add(s0[i]);
            let shifted = s1[i] << 17;
            s2[i] ^= s0[i];
            s3[i] ^= s1[i];
            s1[i] ^= s2[i];
            s0[i] ^= s3[i];
            s2[i] ^= shifted;
            s3[i] = s3[i].rotate_left(45);
            // The upper 53 bits as a float, exactly: both halves are put where a float's last bits are
            // worth as much as theirs. Processors before AVX-512 have no other way in lanes.
            let bits = result >> 11;
            let low = f64::from_bits(bits & 0xffff_ffff | ONES);
            let high = f64::from_bits(bits >> 32 | HIGHS);
            out.0[i] = ((high - EXCESS) + low) * LAST_BIT;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::streams::state;
    use crate::stats::{Purpose, stream};
    use rand::RngExt;

    #[test]
    fn lanes_draw_the_uniforms_of_their_own_streams() {
        let states = std::array::from_fn(|lane| state(20_240_604, Purpose::Ballots, lane as u64));
        let mut eight = Streams::new(states);
        let mut one = stream(20_240_604, Purpose::Ballots, 5);
        for _ in 0..10_000 {
            let expected: f64 = one.random();
            assert_eq!(eight.uniforms().0[5].to_bits(), expected.to_bits());
        }
    }
}
