//! Streams of random numbers, distributions, special functions, intervals and histograms.
//!
//! Nothing here knows what an election is. Whatever is drawn here is drawn from a stream that was
//! addressed, never from an ambient generator, and whatever is counted here is an integer.

pub(crate) mod binomials;
pub mod counts;
pub mod estimate;
pub mod histogram;
pub mod interval;
pub(crate) mod panels;
pub mod permutation;
mod portable;
pub mod rates;
mod scores;
pub mod sensitivity;
pub mod sobol;
pub mod sparse;
pub mod special;
pub mod streams;
pub mod two_piece;
pub mod variates;

pub use estimate::{Estimate, WeightedHits};
pub use histogram::Histogram;
pub use interval::{Interval, Proportion};
pub use rates::{HazardLaw, RateLaw};
pub use streams::{Purpose, STREAMS_VERSION, Stream, stream};
pub use two_piece::TwoPiece;
