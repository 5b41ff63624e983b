//! The diverted votes of a seat at one hazard, by their characteristic function.
//!
//! Given the hazard, segments are independent, and within a segment booths are independent
//! beta-binomials. The characteristic function of a booth of n votes obeys a recurrence in n;
//! multiplied over booths, averaged over the segment's effect and inverted, it gives the tail of the
//! seat's diverted votes (Gil-Pelaez on a lattice).

use crate::model::{Group, Model};
use crate::stats::special::{normal_density, probability};
use std::f64::consts::PI;

/// The booths of a group: sizes and how many booths have each, by segment.
pub(super) struct Booths {
    segments: Vec<Vec<(u32, u32)>>,
    /// Factors of the hazard by segment effect, and their weights.
    effects: Vec<(f64, f64)>,
    cv: f64,
    all: f64,
}

/// A law that is still not quiet at so many frequencies is not one of many booths' sum.
const MOST_FREQUENCIES: f64 = 2_000.0;

/// The characteristic function is followed until it has fallen this many deviations: exp(-8.8^2/2)
/// is 1e-17.
const REACH: f64 = 8.8;

/// How much of the seat's spread its largest segment has: 1 for a single one, 1/sqrt(n) for n alike.
fn dominance(segments: &[Vec<(u32, u32)>]) -> f64 {
    let size = |sizes: &Vec<(u32, u32)>| sizes.iter().map(|&(n, count)| f64::from(n) * f64::from(count)).sum::<f64>();
    let largest = segments.iter().map(size).fold(0.0, f64::max);
    let all = libm::sqrt(segments.iter().map(|sizes| size(sizes) * size(sizes)).sum());
    if all > 0.0 { largest / all } else { 1.0 }
}

/// Factors of the hazard by segment effect, and their weights.
fn effects(dominance: f64, sd: f64) -> Vec<(f64, f64)> {
    if sd <= 0.0 {
        return vec![(1.0, 1.0)];
    }
    // Trapezoid over a standard normal effect. At the highest frequency followed, the phase of the
    // largest segment turns REACH times its part of the seat's spread per deviation; the step is
    // short enough that the first alias lies REACH deviations beyond that.
    let step = 2.0 * PI / (REACH + REACH * dominance);
    #[expect(clippy::cast_possible_truncation, reason = "there are a few dozen steps")]
    let steps = (8.2 / step).ceil() as i32;
    (-steps..=steps)
        .map(|k| {
            let z = step * f64::from(k);
            (libm::exp(sd * z), step * normal_density(z))
        })
        .collect()
}

impl Booths {
    pub fn new(model: &Model, group: &Group) -> Self {
        let mut all = 0.0;
        let segments: Vec<Vec<(u32, u32)>> = (0..model.world.segments())
            .map(|s| {
                let mut sizes = group.votes[model.world.starts[s]..model.world.starts[s + 1]].to_vec();
                sizes.sort_unstable();
                let mut counted: Vec<(u32, u32)> = Vec::new();
                for n in sizes.into_iter().filter(|&n| n > 0) {
                    all += f64::from(n);
                    match counted.last_mut() {
                        Some((size, count)) if *size == n => *count += 1,
                        _ => counted.push((n, 1)),
                    }
                }
                counted
            })
            .filter(|counted| !counted.is_empty())
            .collect();
        let effects = effects(dominance(&segments), model.segment_sd);
        Booths { segments, effects, cv: model.booth_cv, all }
    }

    /// Mean and standard deviation of the diverted votes at a hazard.
    fn moments(&self, hazard: f64) -> (f64, f64) {
        let (mut mean, mut variance) = (0.0, 0.0);
        for sizes in &self.segments {
            let (mut first, mut second, mut within) = (0.0, 0.0, 0.0);
            for &(factor, weight) in &self.effects {
                let p = probability(hazard * factor);
                let correlation = Parameters::new(p, self.cv).correlation();
                let (mut m, mut v) = (0.0, 0.0);
                for &(n, count) in sizes {
                    let (n, count) = (f64::from(n), f64::from(count));
                    m += count * n * p;
                    v += count * n * p * (1.0 - p) * (1.0 + (n - 1.0) * correlation);
                }
                first += weight * m;
                second += weight * m * m;
                within += weight * v;
            }
            mean += first;
            variance += within + (second - first * first).max(0.0);
        }
        (mean, libm::sqrt(variance))
    }

    /// The log hazard at which `votes` are diverted on average, and how wide the transition around
    /// it is on the log.
    pub fn transition(&self, votes: u64) -> (f64, f64) {
        let votes = votes as f64;
        let centre = crate::stats::special::bisect(-40.0, 5.0, |x| self.moments(libm::exp(x)).0 < votes);
        let (mean, sd) = self.moments(libm::exp(centre));
        (centre, (sd / mean.max(1e-300)).clamp(1e-4, 1.0))
    }

    /// P(diverted votes >= votes) at a hazard; `None` where it takes too many frequencies.
    pub fn tail(&self, hazard: f64, votes: u64) -> Option<f64> {
        if votes as f64 > self.all {
            return Some(0.0);
        }
        let (mean, sd) = self.moments(hazard);
        if sd <= 0.0 {
            return Some(f64::from(u8::from(mean >= votes as f64)));
        }
        // The lattice repeats after `period`; fifteen deviations either way leave nothing to fold over.
        let period = (30.0 * sd + 80.0).ceil().min(self.all + 1.0);
        let low = (mean - 0.5 * period).floor().clamp(0.0, (self.all + 1.0 - period).max(0.0));
        let upto = votes as f64 - 1.0;
        if upto < low {
            return Some(1.0);
        }
        if upto >= low + period {
            return Some(0.0);
        }
        let terms = upto - low + 1.0;
        let mut below = terms / period;
        let mut quiet = 0;
        let mut j = 1.0;
        while 2.0 * j <= period {
            let angle = 2.0 * PI * j / period;
            let value = self.characteristic(angle, hazard);
            // Sum over the lattice of exp(-i angle t), t = low..=upto.
            let shift = Complex::turn(-angle * (low + 0.5 * (terms - 1.0)));
            let width = libm::sin(0.5 * angle * terms) / libm::sin(0.5 * angle);
            let weight = if 2.0 * j < period { 2.0 } else { 1.0 };
            below += weight * value.times(shift).re * width / period;
            quiet = if value.size() < 1e-17 { quiet + 1 } else { 0 };
            if quiet >= 4 {
                break;
            }
            j += 1.0;
            if j > MOST_FREQUENCIES {
                return None;
            }
        }
        Some((1.0 - below).clamp(0.0, 1.0))
    }

    fn characteristic(&self, angle: f64, hazard: f64) -> Complex {
        let z = Complex::turn(angle);
        let mut all = Complex::ONE;
        for sizes in &self.segments {
            let mut mean = Complex::ZERO;
            for &(factor, weight) in &self.effects {
                let here = Parameters::new(probability(hazard * factor), self.cv).segment(z, sizes);
                mean = mean.plus(here.scaled(weight));
            }
            all = all.times(mean);
            if all.size() < 1e-20 {
                return Complex::ZERO;
            }
        }
        all
    }
}

/// A booth's law: beta-binomial, or binomial without variation.
#[derive(Clone, Copy)]
struct Parameters {
    p: f64,
    ab: Option<(f64, f64)>,
}

impl Parameters {
    fn new(p: f64, cv: f64) -> Self {
        if cv <= 0.0 || p <= 0.0 || p >= 1.0 {
            return Parameters { p, ab: None };
        }
        let phi = (1.0 - p) / (p * cv * cv) - 1.0;
        let phi = if phi > 0.0 { phi } else { 1.0 };
        Parameters { p, ab: Some((p * phi, (1.0 - p) * phi)) }
    }

    fn correlation(self) -> f64 {
        self.ab.map_or(0.0, |(a, b)| 1.0 / (a + b + 1.0))
    }

    /// The product of the booths' characteristic functions, over rising sizes in one pass:
    /// D_{n+1} = (n z D_n - a (1-z) F_n) / (a+b+n), F_{n+1} = F_n + D_{n+1}, F_0 = 1.
    fn segment(self, z: Complex, sizes: &[(u32, u32)]) -> Complex {
        let mut product = Complex::ONE;
        let one_less_z = Complex { re: 1.0 - z.re, im: -z.im };
        let Some((a, b)) = self.ab else {
            let step = Complex { re: 1.0 - self.p * one_less_z.re, im: -self.p * one_less_z.im };
            for &(n, count) in sizes {
                product = product.times(step.power(u64::from(n) * u64::from(count)));
            }
            return product;
        };
        let pull = one_less_z.scaled(a);
        let (mut value, mut change) = (Complex::ONE, Complex::ZERO);
        let mut size = 0;
        for &(n, count) in sizes {
            while size < n {
                let done = f64::from(size);
                let moved = z.times(change).scaled(done);
                let pulled = pull.times(value);
                let over = 1.0 / (a + b + done);
                change = Complex { re: (moved.re - pulled.re) * over, im: (moved.im - pulled.im) * over };
                value = value.plus(change);
                size += 1;
            }
            product = product.times(value.power(u64::from(count)));
        }
        product
    }
}

#[derive(Clone, Copy)]
struct Complex {
    re: f64,
    im: f64,
}

impl Complex {
    const ZERO: Complex = Complex { re: 0.0, im: 0.0 };
    const ONE: Complex = Complex { re: 1.0, im: 0.0 };

    fn turn(angle: f64) -> Self {
        Complex { re: libm::cos(angle), im: libm::sin(angle) }
    }

    fn plus(self, other: Self) -> Self {
        Complex { re: self.re + other.re, im: self.im + other.im }
    }

    fn times(self, other: Self) -> Self {
        Complex { re: self.re * other.re - self.im * other.im, im: self.re * other.im + self.im * other.re }
    }

    fn scaled(self, by: f64) -> Self {
        Complex { re: self.re * by, im: self.im * by }
    }

    fn size(self) -> f64 {
        libm::hypot(self.re, self.im)
    }

    fn power(self, mut exponent: u64) -> Self {
        let (mut result, mut base) = (Complex::ONE, self);
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result.times(base);
            }
            base = base.times(base);
            exponent >>= 1;
        }
        result
    }
}
