//! Lists of numbers that may be far too small, or too large, for a number: a list times exp of something.

/// Numbers times exp(`ln`); the largest of them is 1.
#[derive(Debug, Clone)]
pub(super) struct Scaled {
    pub ln: f64,
    pub values: Vec<f64>,
}

impl Scaled {
    /// Numbers times exp(`ln`).
    pub fn new(ln: f64, mut values: Vec<f64>) -> Self {
        let most = values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
        values.iter_mut().for_each(|value| *value /= if most > 0.0 { most } else { 1.0 });
        Scaled { ln: ln + libm::log(most), values }
    }

    /// The number of what never is: 0 for certain.
    pub fn none() -> Self {
        Scaled { ln: 0.0, values: vec![1.0] }
    }

    /// A sum of lists, each times exp of the number beside it.
    pub fn sum<'s>(parts: impl Iterator<Item = (f64, &'s Scaled)> + Clone) -> Self {
        let top = parts.clone().map(|(ln, part)| ln + part.ln).fold(f64::NEG_INFINITY, f64::max);
        let mut values: Vec<f64> = Vec::new();
        for (ln, part) in parts {
            let factor = libm::exp(ln + part.ln - top);
            // Nothing at all, or a list of nothing.
            if factor.is_nan() || factor <= 0.0 {
                continue;
            }
            if values.len() < part.values.len() {
                values.resize(part.values.len(), 0.0);
            }
            values.iter_mut().zip(&part.values).for_each(|(sum, value)| *sum += factor * value);
        }
        Scaled::new(top, values)
    }

    /// The law of the sum of two independent counts, up to `last`.
    pub fn plus(&self, other: &Scaled, last: usize) -> Self {
        let mut values = vec![0.0; (self.values.len() + other.values.len() - 1).min(last + 1)];
        for (from, one) in self.values.iter().enumerate().take(last + 1) {
            values[from..].iter_mut().zip(&other.values).for_each(|(sum, two)| *sum += one * two);
        }
        Scaled::new(self.ln + other.ln, values)
    }

    /// What is left to weigh m = 0, 1, ... votes by, where sums with a count of this law are weighed by `weights`.
    pub fn left(&self, weights: &Scaled) -> Self {
        let mut values = vec![0.0; weights.values.len()];
        for (k, p) in self.values.iter().enumerate().take(values.len()) {
            values.iter_mut().zip(&weights.values[k..]).for_each(|(sum, weight)| *sum += p * weight);
        }
        Scaled::new(self.ln + weights.ln, values)
    }
}
