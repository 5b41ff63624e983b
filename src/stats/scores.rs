//! Standard normal scores: one number of a stream, one variate, and back.

use super::special::normal_quantile;
use rand::Rng;

/// 2^-64: what one step of a 64-bit number is worth.
const STEP: f64 = 1.0 / 18_446_744_073_709_551_616.0;

/// The standard normal score of a 64-bit number: its place in 0..1 through the normal quantile. Both
/// tails are as fine as the number is, so scores reach from -9.1 to 9.1.
#[must_use]
pub fn score(bits: u64) -> f64 {
    // The upper half is the lower one mirrored, where the distance to 1 would lose its digits.
    let upper = bits >> 63 == 1;
    let tail = if upper { !bits } else { bits };
    let z = normal_quantile((tail as f64 + 0.5) * STEP);
    if upper { -z } else { z }
}

/// The 64-bit number of a standard normal score: the inverse of [`score`] to within rounding.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a tail is at most half of 2^64")]
pub fn bits_of(score: f64) -> u64 {
    let tail = (super::special::normal_cdf(-score.abs()) / STEP) as u64;
    let tail = tail.min(u64::MAX >> 1);
    if score > 0.0 { !tail } else { tail }
}

/// A standard normal variate, from one number of the stream.
pub fn normal<R: Rng + ?Sized>(random: &mut R) -> f64 {
    score(random.next_u64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_bits_are_inverse_and_reach_far() {
        for bits in [0, 1, 12_345, 1 << 40, 1 << 62, 1 << 63, (1 << 63) + 5, u64::MAX - 1, u64::MAX] {
            let z = score(bits);
            let back = score(bits_of(z));
            assert!((z - back).abs() < 0.2 || z.abs() < 8.5, "{bits}: {z} and {back}");
            assert!(z.abs() < 9.3);
            if z.abs() < 8.0 {
                assert!((z - back).abs() < 1e-9 * (1.0 + z.abs()), "{bits}: {z} and {back}");
            }
        }
        assert_eq!(score(u64::MAX), -score(0));
        assert!(score(0) < -9.0);
    }
}
