//! The characteristic function of a segment's booths as the exponential of a short series.
//!
//! ln E z^D of a sum of booths is a series in z - 1 whose coefficients are sums over the booths (factorial cumulants, but for
//! k!). They depend on the hazard alone, and where many booths share the votes a few of them serve every frequency.

use super::gauss::compress;
use super::waves::{WAVES, Waves};
use crate::stats::special::probability;
use libm::{cos, exp, log, sin};

/// The most terms.
const TERMS: usize = 32;

/// Points that stand for the booths of a segment: coefficients are polynomials in a booth's votes of no higher degree than 2
/// `POINTS` - 1, so that they lose nothing.
const POINTS: usize = 17;

/// A series is believed where its terms fall at least this fast: the last is then below 10^-13.
const FALLS: f64 = 0.38;

/// What terms may leave out.
const NEGLIGIBLE: f64 = 1e-16;

/// Booths whose series are wanted at many hazards.
#[derive(Debug, Clone)]
pub(super) struct Sizes {
    /// Votes and how many booths have them.
    points: Vec<(f64, f64)>,
    largest: f64,
}

impl Sizes {
    /// Of sizes and how many booths have each, rising.
    pub fn new(sizes: &[(u32, u32)]) -> Self {
        let all: Vec<f64> =
            sizes.iter().flat_map(|&(n, count)| std::iter::repeat_n(f64::from(n), count as usize)).collect();
        Sizes { points: compress(&all, POINTS), largest: all.last().copied().unwrap_or(0.0) }
    }
}

/// The series of one segment at one hazard.
#[derive(Debug, Clone)]
pub(super) struct Series {
    /// Coefficients of (z - 1), (z - 1)^2, ...
    terms: [f64; TERMS],
    /// How fast terms grow, for each unit of |z - 1|.
    grows: f64,
}

impl Series {
    /// Of booths that vary with a coefficient of variation `cv`.
    pub fn new(sizes: &Sizes, hazard: f64, cv: f64) -> Self {
        let p = probability(hazard);
        let cv2 = cv * cv;
        // Moments of the rate: E p^(k+1) = E p^k (a + k) / (a + b + k), with a = p phi and b = (1 - p) phi.
        let phi = if cv2 > 0.0 { (1.0 - p) / (p * cv2) - 1.0 } else { f64::INFINITY };
        let ratio = |k: f64| match phi {
            f64::INFINITY => p,
            phi if phi > 0.0 => (p * phi + k) / (phi + k),
            _ => (p + k) / (1.0 + k),
        };
        let mut terms = [0.0; TERMS];
        for &(n, count) in &sizes.points {
            let mut moments = [0.0; TERMS];
            let mut own = [0.0; TERMS];
            let mut moment = 1.0;
            for k in 0..TERMS {
                // Factorial moments over k!, and from them the logarithm's coefficients.
                let done = k as f64;
                moment *= (n - done) / (done + 1.0) * ratio(done);
                moments[k] = moment;
                let mut known = 0.0;
                for j in 0..k {
                    known += (j + 1) as f64 * own[j] * moments[k - 1 - j];
                }
                own[k] = moment - known / (done + 1.0);
                terms[k] += count * own[k];
            }
        }
        Series { terms, grows: sizes.largest * p * (1.0 + cv2) }
    }

    /// The characteristic function at sixteen frequencies of which none is farther from 1 than `farthest`; `None` where the
    /// series does not fall fast enough. The smaller the `weight` that it will have, the less exact it need be.
    pub fn at(&self, z: &Waves, farthest: f64, weight: f64) -> Option<Waves> {
        let falls = self.grows * farthest;
        if falls > FALLS * libm::pow(weight, -1.0 / TERMS as f64) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the number of terms")]
        let count = (log(NEGLIGIBLE) / log(falls.max(1e-16))).ceil().clamp(3.0, TERMS as f64) as usize;
        let mut sum = Waves::ZERO;
        for term in self.terms[..count].iter().rev() {
            // Horner's scheme.
            for i in 0..WAVES {
                let (re, im) = (sum.re[i] + term, sum.im[i]);
                let away = z.re[i] - 1.0;
                (sum.re[i], sum.im[i]) = (re * away - im * z.im[i], re * z.im[i] + im * away);
            }
        }
        let mut value = Waves::ZERO;
        for i in (0..WAVES).filter(|&i| sum.re[i] > -90.0) {
            let modulus = exp(sum.re[i]);
            (value.re[i], value.im[i]) = (modulus * cos(sum.im[i]), modulus * sin(sum.im[i]));
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::waves::{BoothLaw, Segment};
    use super::*;
    use crate::engine::lanes::Body;

    #[test]
    fn a_series_says_what_the_recurrence_says() {
        let sizes: Vec<(u32, u32)> = (300..700).step_by(3).map(|n| (n, 1 + n % 3)).chain([(1_400, 1)]).collect();
        let booths = Sizes::new(&sizes);
        let mut compared = 0;
        for cv in [0.0, 0.1, 0.6, 1.2] {
            for hazard in [1e-9, 1e-5, 1e-3, 0.02, 0.4] {
                let series = Series::new(&booths, hazard, cv);
                for scale in [1e-5, 1e-4, 1e-3, 0.01] {
                    let angles: [f64; WAVES] = std::array::from_fn(|i| scale * i as f64);
                    let z = Waves::turns(angles);
                    let law = BoothLaw::new(probability(hazard), cv);
                    let expected = Body::Portable.run(Segment { law, z: &z, sizes: &sizes });
                    let Some(found) = series.at(&z, 2.0 * sin(0.5 * angles[WAVES - 1]), 1.0) else { continue };
                    for (i, angle) in angles.into_iter().enumerate() {
                        let away = libm::hypot(found.re[i] - expected.re[i], found.im[i] - expected.im[i]);
                        // A product over a hundred thousand votes loses some digits, which a series keeps.
                        assert!(away < 1e-11, "cv {cv}, hazard {hazard}, angle {angle}: {away}");
                        compared += 1;
                    }
                }
            }
        }
        assert!(compared > 500, "{compared}");
    }
}
