//! Negative binomial counts of booths in eight simulations at once.
//!
//! A booth of n votes has the mean w n and the size 1 / cv^2, so P(0) = (1 + cv^2 w n)^(-1/cv^2) and P(k+1) = P(k)
//! (size + k) / (k + 1) q with q = cv^2 w n / (1 + cv^2 w n). Booths of one size add up to a negative binomial again, so
//! they are drawn as one. The count is the smallest at which the distribution function passes a uniform.
#![allow(clippy::inline_always, reason = "a body must be compiled anew under each set of instructions")]
#![allow(clippy::needless_range_loop, reason = "lanes are counted, so that the compiler sees all eight at once")]

use crate::engine::lanes::Work;
use crate::engine::uniforms::Streams;
use crate::engine::walk::{LANES, Lane};
use crate::stats::lanes::{exp, ln_1p};

/// Equal booths of one segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alike {
    /// Votes of each.
    pub votes: f64,
    /// How many there are.
    pub booths: f64,
}

/// What P(0) must not fall below, or the walk would lose its digits; larger counts are drawn in pieces.
const LEAST_LN: f64 = -300.0;

/// Steps after which a walk ends whatever is left: no count comes near it.
const MOST_STEPS: u32 = 4_000_000;

/// The counts of one segment, added up.
pub(super) struct Walk<'w> {
    /// The odds of going astray in each simulation, segment effect included.
    pub odds: Lane,
    /// Squared coefficient of variation of booths; 0 where they do not vary.
    pub cv2: f64,
    /// The booths.
    pub booths: &'w [Alike],
    /// The simulations' streams.
    pub streams: &'w mut Streams,
    /// Room to work in.
    pub tables: &'w mut Vec<Table>,
}

impl Work for Walk<'_> {
    type Output = [u64; LANES];

    #[inline(always)]
    fn work(self) -> [u64; LANES] {
        let size = if self.cv2 > 0.0 { 1.0 / self.cv2 } else { 0.0 };
        self.tables.resize(self.booths.len(), Table { none: Lane::ZERO, ratio: Lane::ZERO, pieces: 1.0 });
        let mut least = 0.0_f64;
        // All sizes first: no walk waits for a logarithm.
        for (alike, table) in self.booths.iter().zip(self.tables.iter_mut()) {
            if self.cv2 > 0.0 {
                let (factor, times) = (self.cv2 * alike.votes, -size * alike.booths);
                for i in 0..LANES {
                    let x = factor * self.odds.0[i];
                    table.ratio.0[i] = x / (1.0 + x);
                    table.none.0[i] = times * ln_1p(x);
                }
            } else {
                for i in 0..LANES {
                    table.ratio.0[i] = self.odds.0[i] * alike.votes * alike.booths;
                    table.none.0[i] = -table.ratio.0[i];
                }
            }
            for i in 0..LANES {
                least = if table.none.0[i] < least { table.none.0[i] } else { least };
            }
            table.pieces = 1.0;
        }
        if least < LEAST_LN {
            for table in self.tables.iter_mut() {
                let here = table.none.0.iter().copied().fold(0.0, f64::min);
                table.pieces = (here / LEAST_LN).ceil().max(1.0);
                for i in 0..LANES {
                    table.none.0[i] /= table.pieces;
                    table.ratio.0[i] /= if self.cv2 > 0.0 { 1.0 } else { table.pieces };
                }
            }
        }
        for table in self.tables.iter_mut() {
            for i in 0..LANES {
                table.none.0[i] = exp(table.none.0[i]);
            }
        }
        let mut counts = [0.0; LANES];
        for (alike, table) in self.booths.iter().zip(self.tables.iter()) {
            let mut piece = 0.0;
            while piece < table.pieces {
                count(table, size * alike.booths / table.pieces, self.streams, &mut counts);
                piece += 1.0;
            }
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole numbers far below 2^53")]
        counts.map(|count| count as u64)
    }
}

/// What the walk over booths of one size reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// P(0).
    none: Lane,
    /// The part of P(k+1) / P(k) that does not depend on k.
    ratio: Lane,
    /// In how many pieces the count is drawn, so that P(0) keeps its digits.
    pieces: f64,
}

/// One count in every lane. With a shape of 0 it is a Poisson count of mean `ratio`.
#[inline(always)]
fn count(table: &Table, shape: f64, streams: &mut Streams, counts: &mut [f64; LANES]) {
    let uniforms = streams.uniforms();
    let ratio = &table.ratio.0;
    let (mut left, mut term) = ([0.0; LANES], table.none.0);
    // Two steps before the first look: most booths divert a vote or two, and a step too many changes nothing.
    let (zero, one) = (if shape > 0.0 { shape } else { 1.0 }, if shape > 0.0 { 0.5 * (shape + 1.0) } else { 0.5 });
    let mut open = false;
    for i in 0..LANES {
        left[i] = uniforms.0[i] - term[i];
        counts[i] += f64::from(u8::from(left[i] >= 0.0));
        term[i] *= zero * ratio[i];
        left[i] -= term[i];
        counts[i] += f64::from(u8::from(left[i] >= 0.0));
        term[i] *= one * ratio[i];
        left[i] -= term[i];
        open |= left[i] >= 0.0;
    }
    let mut step = 2;
    while open && step < MOST_STEPS {
        let k = f64::from(step);
        let up = if shape > 0.0 { shape + k } else { 1.0 } / (k + 1.0);
        open = false;
        for i in 0..LANES {
            counts[i] += f64::from(u8::from(left[i] >= 0.0));
            let rises = up * ratio[i];
            term[i] *= rises;
            // What the last digits of a uniform near 1 leave can never be passed.
            left[i] = if term[i] < 1e-19 && rises < 1.0 { -1.0 } else { left[i] - term[i] };
            open |= left[i] >= 0.0;
        }
        step += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::lanes::Body;
    use crate::stats::Purpose;
    use crate::stats::streams::state;

    fn sums(odds: f64, cv2: f64, booths: &[Alike], draws: u64, body: Body) -> Vec<u64> {
        (0..draws)
            .step_by(LANES)
            .flat_map(|first| {
                let states = std::array::from_fn(|lane| state(7, Purpose::Ballots, first + lane as u64));
                let mut streams = Streams::new(states);
                body.run(Walk {
                    odds: Lane([odds; LANES]),
                    cv2,
                    booths,
                    streams: &mut streams,
                    tables: &mut Vec::new(),
                })
            })
            .collect()
    }

    #[test]
    fn counts_have_the_mean_and_variance_of_negative_binomials_and_the_same_bits_on_every_body() {
        let booths = [Alike { votes: 120.0, booths: 1.0 }, Alike { votes: 300.0, booths: 4.0 }];
        for (odds, cv2) in [(0.002, 0.36), (0.05, 0.36), (0.5, 0.09), (0.01, 0.0), (3.0, 0.0)] {
            let draws = 80_000;
            let drawn = sums(odds, cv2, &booths, draws, Body::Portable);
            let n = draws as f64;
            let mean = drawn.iter().map(|&x| x as f64).sum::<f64>() / n;
            let variance = drawn.iter().map(|&x| (x as f64 - mean) * (x as f64 - mean)).sum::<f64>() / n;
            let exact = odds * (120.0 + 1_200.0);
            let spread = exact + cv2 * odds * odds * (120.0 * 120.0 + 4.0 * 300.0 * 300.0);
            assert!((mean - exact).abs() < 5.0 * (spread / n).sqrt(), "{mean} is not {exact}");
            assert!((variance / spread - 1.0).abs() < 0.04, "{variance} is not {spread}");
            for body in Body::available() {
                assert_eq!(sums(odds, cv2, &booths, 800, body), drawn[..800], "{body:?}");
            }
        }
    }
}
