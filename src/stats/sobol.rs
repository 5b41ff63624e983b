//! Sobol' points, scrambled as Owen proposed: low-discrepancy numbers that are uniform one by one.
//!
//! A Sobol' sequence fills the cube more evenly than chance does. Scrambling its binary digits by random
//! permutations, nested as the digits are, makes every point uniform, so that averages are unbiased,
//! and independent scrambles are independent estimates, from whose spread the error is read.

use super::streams::{Purpose, splitmix64, state};
use std::sync::LazyLock;

/// How many coordinates of a point there are; what is needed beyond is drawn from a stream.
pub const DIMENSIONS: usize = 48;

/// Coordinate by coordinate, the binary digits that each bit of a point's number turns over.
static DIRECTIONS: LazyLock<Vec<[u32; 32]>> = LazyLock::new(|| {
    // The first coordinate is van der Corput's: the digits of the number, mirrored.
    let mut all = vec![std::array::from_fn(|bit| 1 << (31 - bit))];
    all.extend(JOE_KUO.iter().map(|&(polynomial, first)| directions(polynomial, first)));
    all
});

/// The direction numbers of a primitive polynomial over GF(2), given as its bits, by Bratley and
/// Fox's recurrence (1988).
fn directions(polynomial: u32, first: &[u32]) -> [u32; 32] {
    let degree = first.len();
    let mut numbers = [0; 32];
    for (bit, &number) in first.iter().enumerate() {
        numbers[bit] = number << (31 - bit);
    }
    for bit in degree..32 {
        let mut number = numbers[bit - degree] ^ (numbers[bit - degree] >> degree);
        for back in 1..degree {
            if polynomial >> (degree - back) & 1 == 1 {
                number ^= numbers[bit - back];
            }
        }
        numbers[bit] = number;
    }
    numbers
}

/// One coordinate of one point of the sequence, in units of 2^-32.
#[must_use]
pub fn point(number: u32, dimension: usize) -> u32 {
    let directions = &DIRECTIONS[dimension];
    let turned = (0..32).filter(|bit| number >> bit & 1 == 1);
    turned.fold(0, |digits, bit: usize| digits ^ directions[bit])
}

/// The same coordinate under one of many independent scrambles, in units of 2^-64.
///
/// Each digit is turned over or not by a hash of the digits before it: the nested uniform scrambling
/// of Owen (1995) to 32 digits; the digits below are random.
#[must_use]
pub fn scrambled(seed: u64, scramble: u64, number: u32, dimension: usize) -> u64 {
    let place = scramble.wrapping_mul(DIMENSIONS as u64).wrapping_add(dimension as u64);
    let [key, ..] = state(seed, Purpose::Scramble, place);
    let digits = u64::from(point(number, dimension));
    let mut result = 0;
    for digit in (0..32).rev() {
        // The node of the tree of digits: those above this one, behind a leading 1.
        let node = 1 << (31 - digit) | digits >> (digit + 1);
        let turn = splitmix64(key ^ node) >> 63;
        result |= (digits >> digit & 1 ^ turn) << digit;
    }
    result << 32 | splitmix64(key ^ (1 << 32 | digits)) >> 32
}

/// Primitive polynomials and first direction numbers of the coordinates after the first: Joe and Kuo
/// (2008), "Constructing Sobol' sequences with better two-dimensional projections", their table
/// new-joe-kuo-6.21201.
const JOE_KUO: [(u32, &[u32]); DIMENSIONS - 1] = [
    (3, &[1]),
    (7, &[1, 3]),
    (11, &[1, 3, 1]),
    (13, &[1, 1, 1]),
    (19, &[1, 1, 3, 3]),
    (25, &[1, 3, 5, 13]),
    (37, &[1, 1, 5, 5, 17]),
    (41, &[1, 1, 5, 5, 5]),
    (47, &[1, 1, 7, 11, 19]),
    (55, &[1, 1, 5, 1, 1]),
    (59, &[1, 1, 1, 3, 11]),
    (61, &[1, 3, 5, 5, 31]),
    (67, &[1, 3, 3, 9, 7, 49]),
    (91, &[1, 1, 1, 15, 21, 21]),
    (97, &[1, 3, 1, 13, 27, 49]),
    (103, &[1, 1, 1, 15, 7, 5]),
    (109, &[1, 3, 1, 15, 13, 25]),
    (115, &[1, 1, 5, 5, 19, 61]),
    (131, &[1, 3, 7, 11, 23, 15, 103]),
    (137, &[1, 3, 7, 13, 13, 15, 69]),
    (143, &[1, 1, 3, 13, 7, 35, 63]),
    (145, &[1, 3, 5, 9, 1, 25, 53]),
    (157, &[1, 3, 1, 13, 9, 35, 107]),
    (167, &[1, 3, 1, 5, 27, 61, 31]),
    (171, &[1, 1, 5, 11, 19, 41, 61]),
    (185, &[1, 3, 5, 3, 3, 13, 69]),
    (191, &[1, 1, 7, 13, 1, 19, 1]),
    (193, &[1, 3, 7, 5, 13, 19, 59]),
    (203, &[1, 1, 3, 9, 25, 29, 41]),
    (211, &[1, 3, 5, 13, 23, 1, 55]),
    (213, &[1, 3, 7, 3, 13, 59, 17]),
    (229, &[1, 3, 1, 3, 5, 53, 69]),
    (239, &[1, 1, 5, 5, 23, 33, 13]),
    (241, &[1, 1, 7, 7, 1, 61, 123]),
    (247, &[1, 1, 7, 9, 13, 61, 49]),
    (253, &[1, 3, 3, 5, 3, 55, 33]),
    (285, &[1, 3, 1, 15, 31, 13, 49, 245]),
    (299, &[1, 3, 5, 15, 31, 59, 63, 97]),
    (301, &[1, 3, 1, 11, 11, 11, 77, 249]),
    (333, &[1, 3, 1, 11, 27, 43, 71, 9]),
    (351, &[1, 1, 7, 15, 21, 11, 81, 45]),
    (355, &[1, 3, 7, 3, 25, 31, 65, 79]),
    (357, &[1, 3, 1, 1, 19, 11, 3, 205]),
    (361, &[1, 1, 5, 9, 19, 21, 29, 157]),
    (369, &[1, 3, 7, 11, 1, 33, 89, 185]),
    (391, &[1, 3, 3, 3, 15, 9, 79, 71]),
    (397, &[1, 3, 7, 11, 15, 39, 119, 27]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_points_are_those_of_another_program() {
        // SciPy 1.17, scipy.stats.qmc.Sobol(6, scramble=False, bits=32), which visits the points in Gray
        // code order: its n-th is ours of number n ^ (n >> 1).
        let expected: [[u32; 6]; 8] = [
            [0, 0, 0, 0, 0, 0],
            [2_147_483_648; 6],
            [3_221_225_472, 1_073_741_824, 1_073_741_824, 1_073_741_824, 3_221_225_472, 3_221_225_472],
            [1_073_741_824, 3_221_225_472, 3_221_225_472, 3_221_225_472, 1_073_741_824, 1_073_741_824],
            [1_610_612_736, 1_610_612_736, 2_684_354_560, 3_758_096_384, 1_610_612_736, 536_870_912],
            [3_758_096_384, 3_758_096_384, 536_870_912, 1_610_612_736, 3_758_096_384, 2_684_354_560],
            [2_684_354_560, 536_870_912, 3_758_096_384, 2_684_354_560, 2_684_354_560, 3_758_096_384],
            [536_870_912, 2_684_354_560, 1_610_612_736, 536_870_912, 536_870_912, 1_610_612_736],
        ];
        for (n, row) in (0_u32..).zip(&expected) {
            for (dimension, &value) in row.iter().enumerate() {
                assert_eq!(point(n ^ (n >> 1), dimension), value, "point {n}, coordinate {dimension}");
            }
        }
    }

    #[test]
    fn a_scramble_keeps_one_point_in_every_interval() {
        // The first 2^m points of every coordinate lie one in each interval of length 2^-m, scrambled
        // or not: a net stays a net.
        for dimension in 0..DIMENSIONS {
            for m in [1, 4, 10] {
                let mut seen = vec![false; 1 << m];
                for number in 0..1_u32 << m {
                    let cell = usize::try_from(scrambled(9, 3, number, dimension) >> (64 - m)).unwrap();
                    assert!(!std::mem::replace(&mut seen[cell], true), "coordinate {dimension}, 2^{m} points");
                }
            }
        }
    }

    #[test]
    fn scrambled_points_are_uniform_and_scrambles_differ() {
        // The mean over independent scrambles of the point 0, which is the corner unscrambled: 1/2 within
        // four standard errors of 1 / sqrt(12 n).
        let n = 20_000;
        let value = |scramble, dimension| scrambled(5, scramble, 0, dimension) as f64 / 2_f64.powi(64);
        for dimension in [0, 1, 47] {
            let mean = (0..n).map(|scramble| value(scramble, dimension)).sum::<f64>() / n as f64;
            assert!((mean - 0.5).abs() < 4.0 / (12.0 * n as f64).sqrt(), "{mean}");
        }
        assert_ne!(scrambled(5, 0, 0, 0), scrambled(5, 1, 0, 0));
        assert_ne!(scrambled(5, 0, 0, 0), scrambled(6, 0, 0, 0));
    }
}
