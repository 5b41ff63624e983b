//! Variates whose bits depend on the stream alone: not on the machine, not on the build.
//!
//! A normal variate is the quantile of one number of the stream, so that the numbers of a stream can
//! be replaced one by one: by a point of a Sobol' sequence, or shifted to where rare things happen.
//! The laws that need more than one number (gamma, beta, Student's t) are rand_distr's, computed in
//! arithmetic that is the same in every build.

use super::portable::Portable;
pub use super::scores::{bits_of, normal, score};
use super::streams::Stream;
use rand::{Rng, SeedableRng};
use rand_distr::Distribution;

/// A stream of its own, from one number of another: for laws that need more than one number, so
/// that every effect takes exactly one place among those all booths share.
pub fn offshoot<R: Rng + ?Sized>(random: &mut R) -> Stream {
    Stream::seed_from_u64(random.next_u64())
}

/// A gamma law, made once and drawn often.
#[derive(Debug, Clone, Copy)]
pub struct Gamma(rand_distr::Gamma<Portable>);

impl Gamma {
    /// The law of this shape and scale; `None` unless both are above 0 and the scale is not so large
    /// that its inverse is 0.
    #[must_use]
    pub fn new(shape: f64, scale: f64) -> Option<Self> {
        rand_distr::Gamma::new(Portable(shape), Portable(scale)).ok().map(Gamma)
    }

    /// Draws one variate.
    pub fn sample<R: Rng + ?Sized>(&self, random: &mut R) -> f64 {
        self.0.sample(random).0
    }
}

/// A beta variate; `None` where the parameters are not above 0.
pub fn beta<R: Rng + ?Sized>(a: f64, b: f64, random: &mut R) -> Option<f64> {
    rand_distr::Beta::new(Portable(a), Portable(b)).ok().map(|law| law.sample(random).0)
}

/// A variate of Student's t; `None` where the degrees of freedom are not above 0.
pub fn student<R: Rng + ?Sized>(degrees: f64, random: &mut R) -> Option<f64> {
    rand_distr::StudentT::new(Portable(degrees)).ok().map(|law| law.sample(random).0)
}

/// A binomial count; a probability outside 0..1 by rounding is taken as the nearer end.
///
/// rand_distr draws it in plain floats, by comparing uniforms with probabilities. Its result is whole,
/// so that the last bit of a platform's logarithm can only show where a uniform lies within about one
/// part in 10^15 of an edge.
pub fn binomial<R: Rng + ?Sized>(n: u64, probability: f64, random: &mut R) -> u64 {
    if n == 0 || probability <= 0.0 {
        return 0;
    }
    if probability >= 1.0 {
        return n;
    }
    rand_distr::Binomial::new(n, probability).map_or(0, |law| law.sample(random))
}

/// A Poisson count; drawn in plain floats, as a binomial one is. A mean that is no positive number gives 0.
pub fn poisson<R: Rng + ?Sized>(mean: f64, random: &mut R) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of votes")]
    rand_distr::Poisson::new(mean).map_or(0, |law| law.sample(random) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::special::{incomplete_beta, normal_cdf, student_cdf};
    use crate::stats::{Purpose, stream};
    use statrs::distribution::{ContinuousCDF, Gamma as Theirs};

    type Law = (&'static str, Box<dyn Fn(&mut Stream) -> f64>, Box<dyn Fn(f64) -> f64>);

    fn laws() -> Vec<Law> {
        let gamma = |shape: f64| -> Law {
            let (law, theirs) = (Gamma::new(shape, 1.0).unwrap(), Theirs::new(shape, 1.0).unwrap());
            ("gamma", Box::new(move |s| law.sample(s)), Box::new(move |x| theirs.cdf(x)))
        };
        vec![
            ("normal", Box::new(normal), Box::new(normal_cdf)),
            gamma(0.4),
            gamma(1.0),
            gamma(2.8),
            ("beta", Box::new(|s| beta(0.5, 3.0, s).unwrap()), Box::new(|x| incomplete_beta(x, 0.5, 3.0))),
            ("beta", Box::new(|s| beta(18.0, 2.0, s).unwrap()), Box::new(|x| incomplete_beta(x, 18.0, 2.0))),
            ("student", Box::new(|s| student(10.0, s).unwrap()), Box::new(|t| student_cdf(t, 10.0))),
        ]
    }

    #[test]
    fn variates_follow_their_laws() {
        for (name, draw, cdf) in laws() {
            let mut random = stream(31, Purpose::Shared, 0);
            let mut draws: Vec<f64> = (0..40_000).map(|_| draw(&mut random)).collect();
            draws.sort_unstable_by(f64::total_cmp);
            let n = draws.len() as f64;
            let away =
                draws.iter().enumerate().map(|(i, &x)| (cdf(x) - (i as f64 + 0.5) / n).abs()).fold(0.0, f64::max);
            // Kolmogorov's bound at one in ten thousand is 2.23 / sqrt(n).
            assert!(away < 2.23 / n.sqrt(), "{name}: {away}");
        }
    }

    #[test]
    fn no_build_changes_a_bit_of_a_variate() {
        // The guard against `num-traits/std`, which hands logarithms to the platform: whatever crates
        // the build has, these are the bits. A digest of 20,000 variates each; computed without `std`.
        let digest = |draw: &dyn Fn(&mut Stream) -> u64| {
            let mut random = stream(20_240_604, Purpose::Shared, 7);
            (0..20_000).fold(0_u64, |sum, _| sum.rotate_left(5).wrapping_mul(0x0100_0000_01b3) ^ draw(&mut random))
        };
        let mut digests: Vec<(&str, String)> = laws()
            .iter()
            .map(|(name, draw, _)| (*name, format!("{:016x}", digest(&|random| draw(random).to_bits()))))
            .collect();
        digests.push(("binomial, few", format!("{:016x}", digest(&|random| binomial(40, 0.03, random)))));
        digests.push(("binomial, many", format!("{:016x}", digest(&|random| binomial(4_000, 0.2, random)))));
        insta::assert_debug_snapshot!(digests);
    }
}
