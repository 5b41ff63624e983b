//! A point of a scrambled Sobol' sequence, number by number.

use crate::stats::sobol;
use crate::stats::streams::splitmix64;
use rand::rand_core::TryRng;
use rand::rand_core::utils::fill_bytes_via_next_word;
use std::convert::Infallible;

/// No point takes more numbers than this for anything but the booths.
const BEYOND: usize = 1 << 16;

/// A place in a scrambled Sobol' sequence, as a generator of numbers; beyond its coordinates each is hashed of its place.
#[derive(Debug, Clone)]
pub(super) struct Point {
    seed: u64,
    scramble: u64,
    number: u32,
    taken: usize,
}

impl Point {
    /// A point of one of the scrambles.
    pub fn new(seed: u64, scramble: u64, number: u32) -> Self {
        Point { seed, scramble, number, taken: 0 }
    }

    /// The same place, beyond its coordinates.
    pub fn beyond(&self) -> Self {
        Point { taken: self.taken.max(sobol::DIMENSIONS) + BEYOND, ..*self }
    }
}

impl TryRng for Point {
    type Error = Infallible;

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let coordinate = self.taken;
        self.taken += 1;
        Ok(if coordinate < sobol::DIMENSIONS {
            sobol::scrambled(!self.seed, self.scramble, self.number, coordinate)
        } else {
            let place = u64::from(self.number) << 6 | self.scramble;
            splitmix64(splitmix64(splitmix64(self.seed) ^ place) ^ coordinate as u64)
        })
    }

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|number| (number >> 32) as u32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(bytes, || self.try_next_u64())
    }
}
