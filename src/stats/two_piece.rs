//! Student's t with a scale of its own on either side: small independents fall short of what is
//! usual by less than the lucky ones exceed it.

use super::special::{student_cdf, student_quantile};
use libm::{exp, lgamma, log, log1p};

/// A two-piece Student t: location + scale (mode + e^(-skew) |t|) below its mode, with e^(+skew)
/// above it, each side in proportion to its scale, so that the density has no step (the two-piece
/// law of Fechner 1897, with t for the normal: Fernandez and Steel 1998).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoPiece {
    /// Where the law lies.
    pub location: f64,
    /// Its scale, above 0.
    pub scale: f64,
    /// Degrees of freedom, above 0.
    pub degrees: f64,
    /// The mode, in scales from the location.
    pub mode: f64,
    /// The logarithm of the upper scale over the common one.
    pub skew: f64,
}

impl TwoPiece {
    /// The probability of at most `x`.
    #[must_use]
    pub fn cdf(&self, x: f64) -> f64 {
        let z = (x - self.location) / self.scale - self.mode;
        let (low, high) = (exp(-self.skew), exp(self.skew));
        let share = 2.0 / (low + high);
        if z < 0.0 {
            share * low * student_cdf(z / low, self.degrees)
        } else {
            share * (0.5 * low + high * (student_cdf(z / high, self.degrees) - 0.5))
        }
    }

    /// The logarithm of the density at `x`; `constant` is [`student_constant`] of the degrees.
    #[must_use]
    pub fn ln_density(&self, x: f64, constant: f64) -> f64 {
        let z = (x - self.location) / self.scale - self.mode;
        let (low, high) = (exp(-self.skew), exp(self.skew));
        let t = if z < 0.0 { z / low } else { z / high };
        log(2.0 / (low + high)) + constant - 0.5 * (self.degrees + 1.0) * log1p(t * t / self.degrees) - log(self.scale)
    }

    /// The middles of `parts` equally probable parts, in rising order: Newton's method from each to
    /// the next, held to the side it came from.
    #[must_use]
    pub fn middles(&self, parts: u32) -> Vec<f64> {
        let constant = student_constant(self.degrees);
        let part = 1.0 / f64::from(parts);
        let mut x = self.quantile(0.5 * part);
        let mut middles = vec![x];
        for node in 1..parts {
            let share = (f64::from(node) + 0.5) * part;
            let from = x;
            for _ in 0..60 {
                let away = self.cdf(x) - share;
                // No step is longer than two scales, so that flat tails throw nothing far.
                let step = (away / exp(self.ln_density(x, constant))).clamp(-2.0 * self.scale, 2.0 * self.scale);
                let next = (x - step).max(from);
                let done = (next - x).abs() < 1e-9 * self.scale;
                x = next;
                if done {
                    break;
                }
            }
            middles.push(x);
        }
        middles
    }

    /// The place below which probability `share` lies, `share` strictly between 0 and 1.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        let (low, high) = (exp(-self.skew), exp(self.skew));
        let below = low / (low + high);
        let z = if share < below {
            low * student_quantile(0.5 * share / below, self.degrees)
        } else {
            high * student_quantile(0.5 + 0.5 * (share - below) / (1.0 - below), self.degrees)
        };
        self.location + self.scale * (self.mode + z)
    }
}

/// The logarithm of the constant of Student's density.
#[must_use]
pub fn student_constant(degrees: f64) -> f64 {
    lgamma(0.5 * (degrees + 1.0)) - lgamma(0.5 * degrees) - 0.5 * log(degrees * std::f64::consts::PI)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: TwoPiece = TwoPiece { location: 2.0, scale: 0.7, degrees: 7.5, mode: -0.5, skew: 0.3 };

    #[test]
    fn density_distribution_and_quantile_belong_together() {
        let constant = student_constant(LAW.degrees);
        let mut sum = 0.0;
        let step = 0.001;
        let mut x = -12.0;
        while x < 6.0 {
            sum += exp(LAW.ln_density(x + 0.5 * step, constant)) * step;
            x += step;
            if libm::fmod(x, 1.0).abs() < 1e-3 {
                assert!((sum - LAW.cdf(x)).abs() < 1e-4, "{x}: {sum} {}", LAW.cdf(x));
            }
        }
        for share in [0.01, 0.05, 0.3, 0.5, 0.9, 0.99] {
            assert!((LAW.cdf(LAW.quantile(share)) - share).abs() < 1e-12, "{share}");
        }
    }

    #[test]
    fn middles_are_quantiles() {
        for degrees in [1.5, 7.5, 40.0] {
            let law = TwoPiece { degrees, ..LAW };
            for (node, middle) in law.middles(64).iter().enumerate() {
                let share = (node as f64 + 0.5) / 64.0;
                assert!((law.cdf(*middle) - share).abs() < 1e-8, "{degrees} {share}");
            }
        }
    }

    #[test]
    fn without_skew_it_is_student_s_t() {
        let plain = TwoPiece { mode: 0.0, skew: 0.0, ..LAW };
        assert!((plain.cdf(2.7) - student_cdf(1.0, 7.5)).abs() < 1e-14);
        assert!((plain.quantile(0.5) - 2.0).abs() < 1e-6);
    }
}
