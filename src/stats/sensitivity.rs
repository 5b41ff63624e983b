//! Sobol' indices: how much of the variance of an answer each of its inputs carries.
//!
//! The first-order index of an input is the part of the variance that goes when it is known; the total
//! index the part that is left when all the others are. Inputs are independent and uniform over what was
//! swept, which is a statement about the sweep and not about the world.

use super::interval::Interval;
use super::streams::{Purpose, stream};
use rand::RngExt;

/// Bootstrap replicates behind an interval.
const REPLICATES: u64 = 1_000;

/// Bootstrap streams begin here, so that they share none with the permutations of samples.
const BOOTSTRAP: u64 = 1 << 40;

/// Fewer rows than this are not resampled: their intervals would mean nothing.
pub const FEWEST_ROWS: usize = 8;

/// The indices of one input, with 95 % bootstrap intervals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// The first-order index.
    pub first: f64,
    /// Its interval.
    pub first_interval: Interval,
    /// The total index.
    pub total: f64,
    /// Its interval.
    pub total_interval: Interval,
}

/// One row of Saltelli's design: the answer at a point, at an independent one, and at the first with each
/// of its coordinates in turn taken from the second.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The answer at the point.
    pub here: f64,
    /// The answer at the independent point.
    pub there: f64,
    /// The answers in between, one per input.
    pub mixed: Vec<f64>,
}

/// Indices from Saltelli's design: the first-order estimator of Saltelli et al. (2010), the total one of
/// Jansen (1999). `None` where the rows are fewer than [`FEWEST_ROWS`] or the answer does not vary.
///
/// Intervals are the percentiles of a bootstrap over rows. Rows of a Sobol' sequence are more even than
/// independent ones, so the intervals err on the wide side.
#[must_use]
pub fn of_rows(rows: &[Row], seed: u64) -> Option<Vec<Sensitivity>> {
    if rows.len() < FEWEST_ROWS {
        return None;
    }
    let whole: Vec<usize> = (0..rows.len()).collect();
    let point = estimate(rows, &whole)?;
    let replicates = (0..REPLICATES).filter_map(|replicate| {
        let mut draws = stream(seed, Purpose::Sweep, BOOTSTRAP + replicate);
        let chosen: Vec<usize> = whole.iter().map(|_| draws.random_range(0..rows.len())).collect();
        estimate(rows, &chosen)
    });
    Some(with_intervals(&point, &replicates.collect::<Vec<_>>()))
}

fn estimate(rows: &[Row], chosen: &[usize]) -> Option<Vec<(f64, f64)>> {
    let n = chosen.len() as f64;
    let both = || chosen.iter().flat_map(|&row| [rows[row].here, rows[row].there]);
    let mean = both().sum::<f64>() / (2.0 * n);
    let variance = both().map(|f| (f - mean) * (f - mean)).sum::<f64>() / (2.0 * n);
    let inputs = rows.first()?.mixed.len();
    (variance > VANISHING).then(|| {
        let index = |input: usize| {
            let (mut first, mut total) = (0.0, 0.0);
            for &row in chosen {
                let Row { here, there, mixed } = &rows[row];
                // About the mean, which changes no expectation and a good deal of the error.
                first += (there - mean) * (mixed[input] - here);
                total += (here - mixed[input]) * (here - mixed[input]);
            }
            (first / n / variance, total / (2.0 * n) / variance)
        };
        (0..inputs).map(index).collect()
    })
}

/// A variance that is rounding and nothing else.
const VANISHING: f64 = 1e-20;

/// Indices of a full grid, exactly, for inputs that are uniform over its values. `values` is in row-major
/// order and `errors` holds the standard error of each. `None` where the answer does not vary.
///
/// A grid has nothing to be resampled; the intervals say what the errors of its values are worth.
#[must_use]
pub fn of_grid(shape: &[usize], values: &[f64], errors: &[f64], seed: u64) -> Option<Vec<Sensitivity>> {
    let point = analyse(shape, values)?;
    if errors.iter().all(|&error| error == 0.0) {
        return Some(with_intervals(&point, &[]));
    }
    let replicates = (0..REPLICATES / 5).filter_map(|replicate| {
        let mut draws = stream(seed, Purpose::Sweep, BOOTSTRAP + replicate);
        let noisy: Vec<f64> = values
            .iter()
            .zip(errors)
            .map(|(value, error)| value + error * super::variates::normal(&mut draws))
            .collect();
        analyse(shape, &noisy)
    });
    Some(with_intervals(&point, &replicates.collect::<Vec<_>>()))
}

fn analyse(shape: &[usize], values: &[f64]) -> Option<Vec<(f64, f64)>> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n;
    (variance > VANISHING && shape.iter().product::<usize>() == values.len()).then(|| {
        let index = |axis: usize| {
            let stride: usize = shape[axis + 1..].iter().product();
            let length = shape[axis];
            let (mut known, mut others) = (vec![0.0; length], vec![0.0; values.len() / length]);
            for (place, value) in values.iter().enumerate() {
                known[place / stride % length] += value * length as f64 / n;
                others[place / (stride * length) * stride + place % stride] += value / length as f64;
            }
            let spread =
                |means: &[f64]| means.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>() / means.len() as f64;
            (spread(&known) / variance, 1.0 - spread(&others) / variance)
        };
        (0..shape.len()).map(index).collect()
    })
}

fn with_intervals(point: &[(f64, f64)], replicates: &[Vec<(f64, f64)>]) -> Vec<Sensitivity> {
    let interval = |input: usize, part: fn(&(f64, f64)) -> f64, point: f64| {
        let mut all: Vec<f64> = replicates.iter().map(|indices| part(&indices[input])).collect();
        all.sort_by(f64::total_cmp);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a short list")]
        let at = |share: f64| {
            let place = libm::round(share * all.len().saturating_sub(1) as f64) as usize;
            all.get(place).copied().unwrap_or(point)
        };
        Interval { low: at(0.025), high: at(0.975) }
    };
    let one = |(input, &(first, total)): (usize, &(f64, f64))| Sensitivity {
        first,
        first_interval: interval(input, |index| index.0, first),
        total,
        total_interval: interval(input, |index| index.1, total),
    };
    point.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sobol::scrambled;
    use std::f64::consts::PI;

    /// Ishigami and Homma (1990), with a = 7 and b = 0.1.
    fn ishigami(u: [f64; 3]) -> f64 {
        let [x, y, z] = u.map(|u| PI * (2.0 * u - 1.0));
        x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin()
    }

    /// Its indices by its formula: V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = b^2 pi^8 (1/18 - 1/50).
    fn analytic() -> [(f64, f64); 3] {
        let (first, second) = (0.5 * (1.0 + 0.1 * PI.powi(4) / 5.0).powi(2), 49.0 / 8.0);
        let both = 0.01 * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
        let all = first + second + both;
        [(first / all, (first + both) / all), (second / all, second / all), (0.0, both / all)]
    }

    fn rows(count: u32) -> Vec<Row> {
        let at = |number, dimension| scrambled(5, 0, number, dimension) as f64 / 2_f64.powi(64);
        (0..count)
            .map(|number| {
                let (a, b): ([f64; 3], [f64; 3]) =
                    (std::array::from_fn(|d| at(number, d)), std::array::from_fn(|d| at(number, d + 3)));
                let mixed = (0..3).map(|input| {
                    let mut point = a;
                    point[input] = b[input];
                    ishigami(point)
                });
                Row { here: ishigami(a), there: ishigami(b), mixed: mixed.collect() }
            })
            .collect()
    }

    #[test]
    fn the_function_of_ishigami_has_the_indices_of_its_formula() {
        let found = of_rows(&rows(4_096), 1).unwrap();
        for (index, (first, total)) in found.iter().zip(analytic()) {
            assert!((index.first - first).abs() < 0.01, "{index:?} is not {first}");
            assert!((index.total - total).abs() < 0.01, "{index:?} is not {total}");
        }
    }

    #[test]
    fn the_intervals_hold_the_indices_and_narrow_with_the_rows() {
        let (few, many) = (of_rows(&rows(256), 1).unwrap(), of_rows(&rows(4_096), 1).unwrap());
        for ((few, many), (first, total)) in few.iter().zip(&many).zip(analytic()) {
            for (interval, truth) in [(few.first_interval, first), (few.total_interval, total)] {
                assert!(interval.low <= truth && truth <= interval.high, "{truth} is outside {interval:?}");
            }
            let width = |interval: Interval| interval.high - interval.low;
            assert!(width(many.total_interval) < 0.5 * width(few.total_interval));
        }
        assert!(of_rows(&rows(7), 1).is_none());
        let level = vec![Row { here: 1.0, there: 1.0, mixed: vec![1.0] }; 20];
        assert!(of_rows(&level, 1).is_none());
    }

    #[test]
    fn a_grid_is_taken_apart_exactly() {
        // f = x + 2 y + x z over x, y, z = -1, 0, 1: V = 2/3 + 8/3 + 4/9, of which x alone 2/3, y alone 8/3.
        let axis = [-1.0, 0.0, 1.0];
        let mut values = Vec::new();
        for x in axis {
            for y in axis {
                values.extend(axis.map(|z| x + 2.0 * y + x * z));
            }
        }
        let found = of_grid(&[3, 3, 3], &values, &[0.0; 27], 1).unwrap();
        let all = 2.0 / 3.0 + 8.0 / 3.0 + 4.0 / 9.0;
        let wanted = [(2.0 / 3.0, 10.0 / 9.0), (8.0 / 3.0, 8.0 / 3.0), (0.0, 4.0 / 9.0)];
        for (index, (first, total)) in found.iter().zip(wanted) {
            assert!(
                (index.first - first / all).abs() < 1e-12 && (index.total - total / all).abs() < 1e-12,
                "{index:?}"
            );
        }
        let noisy = of_grid(&[3, 3, 3], &values, &[0.1; 27], 1).unwrap();
        assert!(noisy[1].first_interval.low < noisy[1].first && noisy[1].first < noisy[1].first_interval.high);
        assert!(of_grid(&[2, 2], &[1.0; 4], &[0.0; 4], 1).is_none());
    }
}
