//! Where the effects that all booths of a simulation share come from: a stream, a scrambled Sobol'
//! point, or a stream shifted to where the rare thing happens.
//!
//! All three are the same to whoever draws: a generator of 64-bit numbers, one number an effect, in a
//! fixed order. So the laws of the effects are written once, and their order is their address.

use crate::model::Model;
use crate::scenario::Method;
use crate::stats::estimate::SCRAMBLES;
use crate::stats::variates::{bits_of, score};
use crate::stats::{Purpose, Stream, sobol, stream};
use rand::rand_core::TryRng;
use rand::rand_core::utils::fill_bytes_via_next_word;
use std::convert::Infallible;
use std::sync::Arc;

/// The shared effects of one simulation, as a generator.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    stream: Stream,
    point: Option<Point>,
    shift: Arc<[f64]>,
    shifted: bool,
    /// How many numbers were taken: the coordinate of the next.
    taken: usize,
    /// The logarithm of the shifted law's density over the plain one's, at what was drawn.
    log_ratio: f64,
}

/// A place in a scrambled Sobol' sequence.
#[derive(Debug, Clone, Copy)]
struct Point {
    seed: u64,
    scramble: u64,
    number: u32,
}

/// Whether importance sampling draws this simulation from the shifted law: every other eight.
pub(super) fn is_shifted(method: Method, index: u64) -> bool {
    method == Method::Importance && index / 8 % 2 == 1
}

/// Which of the independent scrambles a simulation belongs to.
pub(in crate::engine) fn scramble_of(index: u64) -> usize {
    usize::try_from(index % SCRAMBLES as u64).unwrap_or(0)
}

impl Shared {
    /// The effects of simulation `index`; `shift` is the importance shift, coordinate by coordinate.
    pub fn new(model: &Model, index: u64, shift: &Arc<[f64]>) -> Self {
        let scrambles = SCRAMBLES as u64;
        // Draws are at most a billion; after that the sequence would begin again.
        let number = u32::try_from(index / scrambles % (1 << 32)).unwrap_or(0);
        let point =
            (model.method == Method::Sobol).then(|| Point { seed: model.seed, scramble: index % scrambles, number });
        Shared {
            stream: stream(model.seed, Purpose::Shared, index),
            point,
            shift: Arc::clone(shift),
            shifted: is_shifted(model.method, index),
            taken: 0,
            log_ratio: 0.0,
        }
    }

    /// How many numbers were taken.
    #[cfg(test)]
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// Passes over some numbers.
    pub fn pass(&mut self, numbers: usize) {
        (0..numbers).for_each(|_| {
            let Ok(_) = self.try_next_u64();
        });
    }

    /// How much a draw counts under the even mixture of the plain and the shifted law: its plain
    /// density over the mixture's, from 0 to 2, and 1 without a shift.
    pub fn weight(&self) -> f64 {
        2.0 / (1.0 + libm::exp(self.log_ratio))
    }
}

impl TryRng for Shared {
    type Error = Infallible;

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let coordinate = self.taken;
        self.taken += 1;
        let number = match self.point {
            Some(Point { seed, scramble, number }) if coordinate < sobol::DIMENSIONS => {
                sobol::scrambled(seed, scramble, number, coordinate)
            }
            _ => self.stream.try_next_u64()?,
        };
        let Some(&shift) = self.shift.get(coordinate).filter(|&&shift| shift != 0.0) else { return Ok(number) };
        let (number, z) = if self.shifted {
            let z = score(number) + shift;
            (bits_of(z), z)
        } else {
            (number, score(number))
        };
        self.log_ratio += shift * z - 0.5 * shift * shift;
        Ok(number)
    }

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|number| (number >> 32) as u32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(bytes, || self.try_next_u64())
    }
}
