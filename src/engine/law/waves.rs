//! Characteristic functions of booths at many frequencies side by side.
#![allow(clippy::inline_always, reason = "a body must be compiled anew under each set of instructions")]

use crate::engine::lanes::Work;

/// Frequencies side by side: two of the widest registers, so that no step waits for the one before.
pub(super) const WAVES: usize = 16;

/// A complex number for every frequency.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
pub(super) struct Waves {
    pub re: [f64; WAVES],
    pub im: [f64; WAVES],
}

impl Waves {
    pub const ZERO: Waves = Waves { re: [0.0; WAVES], im: [0.0; WAVES] };
    pub const ONE: Waves = Waves { re: [1.0; WAVES], im: [0.0; WAVES] };

    /// exp(i angle) for every angle.
    pub fn turns(angles: [f64; WAVES]) -> Self {
        let mut waves = Waves::ZERO;
        for (i, angle) in angles.into_iter().enumerate() {
            (waves.re[i], waves.im[i]) = (libm::cos(angle), libm::sin(angle));
        }
        waves
    }

    #[inline(always)]
    pub fn times(&self, other: &Waves) -> Self {
        let mut product = Waves::ZERO;
        for i in 0..WAVES {
            product.re[i] = self.re[i] * other.re[i] - self.im[i] * other.im[i];
            product.im[i] = self.re[i] * other.im[i] + self.im[i] * other.re[i];
        }
        product
    }

    #[inline(always)]
    pub fn add(&mut self, weight: f64, other: &Waves) {
        for i in 0..WAVES {
            self.re[i] += weight * other.re[i];
            self.im[i] += weight * other.im[i];
        }
    }

    /// Multiplies all by a number.
    pub fn scale(&mut self, by: f64) {
        self.re.iter_mut().chain(&mut self.im).for_each(|part| *part *= by);
    }

    /// A power, by repeated squaring.
    #[inline(always)]
    pub fn power(&self, mut exponent: u64) -> Self {
        let (mut result, mut base) = (Waves::ONE, *self);
        loop {
            if exponent & 1 == 1 {
                result = result.times(&base);
            }
            exponent >>= 1;
            if exponent == 0 {
                return result;
            }
            base = base.times(&base);
        }
    }

    /// The largest modulus.
    pub fn largest(&self) -> f64 {
        self.largest_from(0)
    }

    /// The largest modulus among the last four.
    pub fn last_four(&self) -> f64 {
        self.largest_from(WAVES - 4)
    }

    /// How far from 1 any of them is.
    pub fn farthest(&self) -> f64 {
        self.re.iter().zip(&self.im).map(|(re, im)| libm::hypot(re - 1.0, *im)).fold(0.0, f64::max)
    }

    fn largest_from(&self, first: usize) -> f64 {
        let moduli = self.re[first..].iter().zip(&self.im[first..]).map(|(re, im)| libm::sqrt(re * re + im * im));
        moduli.fold(0.0, f64::max)
    }
}

/// The law of one booth's diverted votes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum BoothLaw {
    /// Binomial of this probability.
    Binomial(f64),
    /// Beta-binomial of these parameters.
    BetaBinomial(f64, f64),
}

impl BoothLaw {
    /// Booths of mean `p` and coefficient of variation `cv`. Stated anew here, because the law must not
    /// share the sampler's code.
    pub fn new(p: f64, cv: f64) -> Self {
        if cv <= 0.0 || p <= 0.0 || p >= 1.0 {
            return BoothLaw::Binomial(p);
        }
        let phi = (1.0 - p) / (p * cv * cv) - 1.0;
        let phi = if phi > 0.0 { phi } else { 1.0 };
        BoothLaw::BetaBinomial(p * phi, (1.0 - p) * phi)
    }

    /// P(0), P(1), ..., P(n) of a booth of so many votes.
    pub fn masses(self, n: u32) -> Vec<f64> {
        use libm::{exp, lgamma, log, log1p};
        let choose = |k: f64, n: f64| lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
        let beta = |a: f64, b: f64| lgamma(a) + lgamma(b) - lgamma(a + b);
        let mass = |k: f64, n: f64| match self {
            BoothLaw::Binomial(p) if p <= 0.0 => f64::from(u8::from(k == 0.0)),
            BoothLaw::Binomial(p) if p >= 1.0 => f64::from(u8::from(k == n)),
            BoothLaw::Binomial(p) => exp(choose(k, n) + k * log(p) + (n - k) * log1p(-p)),
            BoothLaw::BetaBinomial(a, b) => exp(choose(k, n) + beta(a + k, b + n - k) - beta(a, b)),
        };
        (0..=n).map(|k| mass(f64::from(k), f64::from(n))).collect()
    }

    /// The correlation of two votes of a booth.
    pub fn correlation(self) -> f64 {
        match self {
            BoothLaw::Binomial(_) => 0.0,
            BoothLaw::BetaBinomial(a, b) => 1.0 / (a + b + 1.0),
        }
    }
}

/// The product of the booths' characteristic functions at z, over rising sizes in one pass:
/// D_(n+1) = (n z D_n - a (1-z) F_n) / (a+b+n), F_(n+1) = F_n + D_(n+1), F_0 = 1.
pub(super) struct Segment<'s> {
    pub law: BoothLaw,
    pub z: &'s Waves,
    /// Sizes, rising, and how many booths have each.
    pub sizes: &'s [(u32, u32)],
}

impl Work for Segment<'_> {
    type Output = Waves;

    #[inline(always)]
    fn work(self) -> Waves {
        match self.law {
            BoothLaw::Binomial(p) => binomial(p, self.z, self.sizes),
            BoothLaw::BetaBinomial(a, b) => beta_binomial(a, b, self.z, self.sizes),
        }
    }
}

#[inline(always)]
fn binomial(p: f64, z: &Waves, sizes: &[(u32, u32)]) -> Waves {
    let mut step = Waves::ZERO;
    for i in 0..WAVES {
        (step.re[i], step.im[i]) = (1.0 - p * (1.0 - z.re[i]), p * z.im[i]);
    }
    step.power(sizes.iter().map(|&(n, count)| u64::from(n) * u64::from(count)).sum())
}

#[inline(always)]
fn beta_binomial(a: f64, b: f64, z: &Waves, sizes: &[(u32, u32)]) -> Waves {
    let mut pull = Waves::ZERO;
    for i in 0..WAVES {
        (pull.re[i], pull.im[i]) = (a * (1.0 - z.re[i]), -a * z.im[i]);
    }
    let (mut value, mut change, mut product) = (Waves::ONE, Waves::ZERO, Waves::ONE);
    let mut size = 0;
    for &(n, count) in sizes {
        while size < n {
            let done = f64::from(size);
            let over = 1.0 / (a + b + done);
            let forward = done * over;
            for i in 0..WAVES {
                let moved =
                    (z.re[i] * change.re[i] - z.im[i] * change.im[i], z.re[i] * change.im[i] + z.im[i] * change.re[i]);
                let pulled = (
                    pull.re[i] * value.re[i] - pull.im[i] * value.im[i],
                    pull.re[i] * value.im[i] + pull.im[i] * value.re[i],
                );
                change.re[i] = forward * moved.0 - over * pulled.0;
                change.im[i] = forward * moved.1 - over * pulled.1;
                value.re[i] += change.re[i];
                value.im[i] += change.im[i];
            }
            size += 1;
        }
        product = product.times(&if count == 1 { value } else { value.power(u64::from(count)) });
    }
    product
}
