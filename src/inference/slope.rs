//! The plain slope: how many more votes a candidate polls per vote of another than per vote of the
//! rest, over the whole seat.

use super::booths::{Booths, Slopes};
use super::climb::climb_one;
use libm::{exp, log, sqrt};

/// A slope with its 95 % interval, in votes per vote.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// Votes per vote of the rest.
    pub base: f64,
    /// What is added for a vote of the other candidate.
    pub slope: f64,
    /// The lower end of the slope's interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The slope by maximum likelihood of the negative binomial, one pair of rates for all segments.
pub(super) fn slope(booths: &Booths) -> Slope {
    let all: f64 = booths.others.iter().chain(&booths.principal).sum();
    let start = log((booths.total() + 0.5) / all.max(1.0));
    let (mut own, mut with, mut ln_size) = (start, start, 0.0);
    let rates = |own: f64, with: f64| vec![(exp(own), exp(with)); booths.segments()];
    for _ in 0..4 {
        for _ in 0..40 {
            let sums = sums(booths, (exp(own), exp(with)), exp(ln_size));
            let (a, b) = (exp(own), exp(with));
            let (g, h) = (a * sums.by_others, b * sums.by_principal);
            let (ii, ij, jj) = (
                a * a * sums.others_others + 1e-6,
                a * b * sums.others_principal,
                b * b * sums.principal_principal + 1e-6,
            );
            let determinant = (ii * jj - ij * ij).max(1e-12);
            let (mut d, mut e) = ((jj * g - ij * h) / determinant, (ii * h - ij * g) / determinant);
            let before = booths.log_likelihood(&rates(own, with), exp(ln_size));
            let longest = d.abs().max(e.abs());
            if longest > 1.0 {
                (d, e) = (d / longest, e / longest);
            }
            let mut scale = 1.0;
            while scale > 1e-3
                && booths.log_likelihood(&rates(own + scale * d, with + scale * e), exp(ln_size)) < before
            {
                scale *= 0.5;
            }
            // A rate may be nothing at all; its logarithm then runs away, which is far enough here.
            (own, with) = ((own + scale * d).max(-25.0), (with + scale * e).max(-25.0));
            if scale * d.abs().max(e.abs()) < 1e-6 {
                break;
            }
        }
        let before = ln_size;
        let fitted = rates(own, with);
        (ln_size, _) = climb_one(|ln| booths.log_likelihood(&fitted, exp(ln)) - 0.125 * ln * ln, ln_size);
        if (ln_size - before).abs() < 1e-3 {
            break;
        }
    }
    let (a, b) = (exp(own), exp(with));
    let sums = sums(booths, (a, b), exp(ln_size));
    let determinant = (sums.others_others * sums.principal_principal - sums.others_principal.powi(2)).max(1e-300);
    let variance = (sums.principal_principal + sums.others_others + 2.0 * sums.others_principal) / determinant;
    let error = 1.959_963_984_540_054 * sqrt(variance);
    Slope { base: a, slope: b - a, low: b - a - error, high: b - a + error }
}

fn sums(booths: &Booths, rates: (f64, f64), size: f64) -> Slopes {
    (0..booths.segments()).fold(Slopes::default(), |mut all, segment| {
        let found = booths.slopes(segment, rates, size);
        all.by_others += found.by_others;
        all.by_principal += found.by_principal;
        all.others_others += found.others_others;
        all.others_principal += found.others_principal;
        all.principal_principal += found.principal_principal;
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slope_without_noise_is_found() {
        let principal: Vec<f64> = (0..80).map(|b| f64::from(b) * 6.0 + 10.0).collect();
        let others: Vec<f64> = principal.iter().map(|t| 600.0 - t).collect();
        let votes = principal.iter().zip(&others).map(|(t, o)| (0.05 * o + 0.15 * t).round()).collect();
        let found = slope(&Booths::new(principal, others, votes, vec![0, 80]));
        assert!((found.slope - 0.10).abs() < 0.002 && (found.base - 0.05).abs() < 0.002, "{found:?}");
        assert!(found.low < 0.10 && found.high > 0.10);
    }
}
