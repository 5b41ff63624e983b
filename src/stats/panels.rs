//! A smooth function kept at a few places and read anywhere between them.

use std::f64::consts::PI;

/// Nodes of a panel.
const NODES: usize = 14;

/// A function on panels of equal width, kept at the Chebyshev nodes of each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Panels {
    low: f64,
    width: f64,
    values: Vec<[f64; NODES]>,
}

/// The nodes on -1..1 and their barycentric weights (Berrut and Trefethen 2004).
fn nodes() -> [(f64, f64); NODES] {
    std::array::from_fn(|k| {
        let angle = PI * (k as f64 + 0.5) / NODES as f64;
        (libm::cos(angle), if k % 2 == 0 { libm::sin(angle) } else { -libm::sin(angle) })
    })
}

impl Panels {
    /// Places of each panel at which the function is asked.
    pub const NODES: usize = NODES;

    /// The function from `low` to `high`, smooth over the length `smooth`.
    pub fn new(low: f64, high: f64, smooth: f64, mut function: impl FnMut(f64) -> f64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few hundred panels")]
        let panels = ((high - low) / smooth).ceil().clamp(1.0, 1e5) as usize;
        let width = (high - low) / panels as f64;
        let nodes = nodes();
        let values = (0..panels)
            .map(|panel| nodes.map(|(x, _)| function(low + width * (panel as f64 + 0.5 + 0.5 * x))))
            .collect();
        Panels { low, width, values }
    }

    /// The value at a place within.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place is within the panels")]
    pub fn at(&self, place: f64) -> f64 {
        let panel = (((place - self.low) / self.width).max(0.0) as usize).min(self.values.len() - 1);
        let x = 2.0 * ((place - self.low) / self.width - panel as f64) - 1.0;
        let (mut above, mut under) = (0.0, 0.0);
        for ((node, weight), value) in NODES_ONCE.iter().zip(&self.values[panel]) {
            let away = x - node;
            if away == 0.0 {
                return *value;
            }
            let part = weight / away;
            above += part * value;
            under += part;
        }
        above / under
    }
}

static NODES_ONCE: std::sync::LazyLock<[(f64, f64); NODES]> = std::sync::LazyLock::new(nodes);

/// Below this every whole number is looked at by itself.
pub(crate) const SINGLE: usize = 32;

/// A positive function of the whole numbers 0..=last that is smooth over `smooth` on the logarithm from [`SINGLE`] on: values
/// are taken at a few places and read between them, times the number, so that what is read hardly bends.
pub(crate) fn over_whole(last: usize, smooth: f64, mut function: impl FnMut(f64) -> f64) -> Vec<f64> {
    let single = last.min(SINGLE - 1);
    let mut values: Vec<f64> = (0..=single).map(|n| function(n as f64)).collect();
    if last > single {
        let ends = (libm::log(SINGLE as f64), libm::log((last.max(SINGLE + 1)) as f64));
        let places = ((ends.1 - ends.0) / smooth).ceil().max(1.0) * NODES as f64;
        if places >= (last - single) as f64 {
            values.extend((SINGLE..=last).map(|n| function(n as f64)));
        } else {
            let panels = Panels::new(ends.0, ends.1, smooth, |x| libm::exp(x) * function(libm::exp(x)));
            values.extend((SINGLE..=last).map(|n| (panels.at(libm::log(n as f64)) / n as f64).max(0.0)));
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_between_is_the_function() {
        let panels = Panels::new(-3.0, 5.0, 0.5, |x| libm::exp(-0.5 * x * x));
        for k in 0..=1_000 {
            let x = -3.0 + 0.008 * f64::from(k);
            assert!((panels.at(x) - libm::exp(-0.5 * x * x)).abs() < 1e-13, "{x}");
        }
    }

    #[test]
    fn whole_numbers_have_the_values_of_the_function() {
        let f = |n: f64| 1.0 / (n + 1.0) / (1.0 + libm::log1p(n));
        for last in [0, 5, 31, 32, 33, 100, 40_000] {
            let values = over_whole(last, 0.5, f);
            assert_eq!(values.len(), last + 1);
            assert!(values.iter().enumerate().all(|(n, v)| (v / f(n as f64) - 1.0).abs() < 1e-11), "{last}");
        }
    }
}
