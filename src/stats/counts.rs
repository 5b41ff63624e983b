//! Negative binomial counts, the Student density, and the small linear algebra of a Laplace step.

use libm::{exp, lgamma, log, log1p};

/// ln of the density of Student's t at `z`.
#[must_use]
pub fn ln_student_density(z: f64, degrees: f64) -> f64 {
    lgamma(0.5 * (degrees + 1.0))
        - lgamma(0.5 * degrees)
        - 0.5 * log(degrees * std::f64::consts::PI)
        - 0.5 * (degrees + 1.0) * log1p(z * z / degrees)
}

/// ln of the standard normal density at `z`.
#[must_use]
pub fn ln_normal_density(z: f64) -> f64 {
    -0.5 * z * z - 0.918_938_533_204_672_8
}

/// ln of the sum of exponentials.
#[must_use]
pub fn ln_sum_exp(values: impl IntoIterator<Item = f64> + Clone) -> f64 {
    let top = values.clone().into_iter().fold(f64::NEG_INFINITY, f64::max);
    if top.is_finite() { top + log(values.into_iter().map(|v| exp(v - top)).sum()) } else { top }
}

/// A symmetric positive definite matrix as its lower Cholesky factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Cholesky {
    size: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// The factor of a matrix given row by row; a pivot that is not positive is lifted, because the
    /// matrix is one of information to which a little may be added.
    #[must_use]
    pub fn of(matrix: &[f64], size: usize) -> Self {
        let mut lower = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..=i {
                let dot: f64 = (0..j).map(|k| lower[i * size + k] * lower[j * size + k]).sum();
                let rest = matrix[i * size + j] - dot;
                lower[i * size + j] = if i == j { libm::sqrt(rest.max(1e-10)) } else { rest / lower[j * size + j] };
            }
        }
        Cholesky { size, lower }
    }

    /// ln of the determinant of the matrix.
    #[must_use]
    pub fn ln_determinant(&self) -> f64 {
        2.0 * (0..self.size).map(|i| log(self.lower[i * self.size + i])).sum::<f64>()
    }

    /// Solves `matrix x = right`.
    #[must_use]
    pub fn solve(&self, right: &[f64]) -> Vec<f64> {
        let n = self.size;
        let mut x = right.to_vec();
        for i in 0..n {
            let dot: f64 = (0..i).map(|k| self.lower[i * n + k] * x[k]).sum();
            x[i] = (x[i] - dot) / self.lower[i * n + i];
        }
        self.backwards(&mut x);
        x
    }

    /// Turns independent standard variates into variates whose covariance is the inverse of the matrix.
    pub fn spread(&self, variates: &mut [f64]) {
        self.backwards(variates);
    }

    fn backwards(&self, x: &mut [f64]) {
        let n = self.size;
        for i in (0..n).rev() {
            let dot: f64 = (i + 1..n).map(|k| self.lower[k * n + i] * x[k]).sum();
            x[i] = (x[i] - dot) / self.lower[i * n + i];
        }
    }
}

/// The shape of the generalised Pareto law that the largest importance weights follow, by the method
/// of Zhang and Stephens (2009) with the weak prior of Vehtari et al. (2024): below 0.7 the weighted
/// draws can be relied on. `log_weights` in any order.
#[must_use]
pub fn pareto_k(log_weights: &[f64]) -> f64 {
    let n = log_weights.len();
    let most = (n / 5).min(3 * n.isqrt());
    if most < 10 {
        return f64::INFINITY;
    }
    let mut sorted = log_weights.to_vec();
    sorted.sort_by(f64::total_cmp);
    let cut = sorted[n - most - 1];
    let top = sorted[n - 1];
    let excess: Vec<f64> = sorted[n - most..].iter().map(|&w| exp(w - top) - exp(cut - top)).collect();
    if excess[most - 1] <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let count = most as f64;
    let quartile = excess[(most / 4).saturating_sub(1)].max(1e-300);
    let grid = 30 + most.isqrt();
    let theta =
        |j: usize| 1.0 / excess[most - 1] + (1.0 - libm::sqrt(grid as f64 / (j as f64 + 0.5))) / (3.0 * quartile);
    let shape = |theta: f64| excess.iter().map(|&x| log1p(-theta * x)).sum::<f64>() / count;
    let profile: Vec<f64> = (0..grid)
        .map(|j| {
            let (theta, k) = (theta(j), shape(theta(j)));
            count * (log(-theta / k) - k - 1.0)
        })
        .collect();
    let all = ln_sum_exp(profile.iter().copied());
    let best: f64 = (0..grid).map(|j| theta(j) * exp(profile[j] - all)).sum();
    let k = shape(best);
    (count * k + 5.0) / (count + 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Purpose, stream};
    use rand::RngExt;

    #[test]
    fn a_cholesky_factor_solves_and_has_the_determinant() {
        let matrix = [4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0];
        let factor = Cholesky::of(&matrix, 3);
        let x = factor.solve(&[1.0, 2.0, 3.0]);
        for (row, right) in matrix.chunks(3).zip([1.0, 2.0, 3.0]) {
            let left: f64 = row.iter().zip(&x).map(|(a, b)| a * b).sum();
            assert!((left - right).abs() < 1e-12);
        }
        // By the rule of Sarrus.
        assert!((exp(factor.ln_determinant()) - 44.6).abs() < 1e-10, "{}", exp(factor.ln_determinant()));
    }

    #[test]
    fn student_density_is_the_published_one() {
        // At the centre with 10 degrees of freedom 0.389108; with 1 it is Cauchy's.
        assert!((exp(ln_student_density(0.0, 10.0)) - 0.389_108_384).abs() < 1e-8);
        assert!((exp(ln_student_density(2.0, 1.0)) - 1.0 / (5.0 * std::f64::consts::PI)).abs() < 1e-12);
    }

    #[test]
    fn the_pareto_shape_of_known_tails_is_found() {
        let mut random = stream(3, Purpose::Shared, 0);
        for wanted in [0.3, 0.7, 1.2] {
            let weights: Vec<f64> = (0..40_000).map(|_| -wanted * log(random.random::<f64>())).collect();
            let found = pareto_k(&weights);
            assert!((found - wanted).abs() < 0.12, "{found} is not {wanted}");
        }
    }
}
