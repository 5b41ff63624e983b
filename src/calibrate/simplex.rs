//! The smallest value of a function of a few numbers.

/// Nelder and Mead's simplex (1965) from `start` with a first step along each axis: reflection,
/// expansion, contraction, shrinkage. It is begun again once from where it ended, because a
/// simplex can fall flat. Nothing is drawn at random, so the same function gives the same bits.
#[must_use]
pub(super) fn smallest(start: &[f64], step: f64, most: u32, function: &dyn Fn(&[f64]) -> f64) -> (Vec<f64>, f64) {
    let (first, _) = descend(start, step, most / 2, function);
    descend(&first, 0.3 * step, most / 2, function)
}

fn descend(start: &[f64], step: f64, most: u32, function: &dyn Fn(&[f64]) -> f64) -> (Vec<f64>, f64) {
    let worth = |place: &[f64]| {
        let value = function(place);
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let axes = start.len();
    let mut corners: Vec<(Vec<f64>, f64)> = (0..=axes)
        .map(|corner| {
            let mut place = start.to_vec();
            if corner > 0 {
                place[corner - 1] += step;
            }
            let value = worth(&place);
            (place, value)
        })
        .collect();
    for _ in 0..most {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (best, worst) = (corners[0].1, corners[axes].1);
        if (worst - best).abs() <= 1e-9 * (1.0 + best.abs()) {
            break;
        }
        let centre: Vec<f64> = (0..axes)
            .map(|axis| corners[..axes].iter().map(|corner| corner.0[axis]).sum::<f64>() / axes as f64)
            .collect();
        let beyond = |far: f64| -> (Vec<f64>, f64) {
            let place: Vec<f64> = centre.iter().zip(&corners[axes].0).map(|(c, w)| c + far * (c - w)).collect();
            let value = worth(&place);
            (place, value)
        };
        let reflected = beyond(1.0);
        let next = if reflected.1 < best {
            let expanded = beyond(2.0);
            if expanded.1 < reflected.1 { expanded } else { reflected }
        } else if reflected.1 < corners[axes - 1].1 {
            reflected
        } else {
            beyond(if reflected.1 < worst { 0.5 } else { -0.5 })
        };
        if next.1 < worst {
            corners[axes] = next;
        } else {
            let lowest = corners[0].0.clone();
            for corner in &mut corners[1..] {
                corner.0 = corner.0.iter().zip(&lowest).map(|(x, low)| 0.5 * (x + low)).collect();
                corner.1 = worth(&corner.0);
            }
        }
    }
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
    corners.swap_remove(0)
}

/// How far off a fitted number may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spread {
    /// By this standard error.
    Error(f64),
    /// The number ran to its bound and is held there; the errors of the others are those beside it.
    AtBound,
    /// The function does not curve upwards here, so nothing is known.
    Unknown,
}

impl Spread {
    /// The standard error, where there is one.
    pub fn error(self) -> Option<f64> {
        if let Spread::Error(error) = self { Some(error) } else { None }
    }
}

/// Standard errors of the numbers at the smallest value of a negative log-likelihood: the square
/// roots of the diagonal of the inverse matrix of its second derivatives (Laplace 1774), by central
/// differences of `step`. A number that a step takes out of bounds, where the function is infinite,
/// is held where it is.
#[must_use]
pub(super) fn standard_errors(place: &[f64], step: f64, function: &dyn Fn(&[f64]) -> f64) -> Vec<Spread> {
    let at = |moves: &[(usize, f64)]| {
        let mut moved = place.to_vec();
        moves.iter().for_each(|&(axis, by)| moved[axis] += by * step);
        function(&moved)
    };
    let middle = function(place);
    let free: Vec<usize> =
        (0..place.len()).filter(|&axis| at(&[(axis, 1.0)]).is_finite() && at(&[(axis, -1.0)]).is_finite()).collect();
    let second = |i: usize, j: usize| {
        if i == j {
            return (at(&[(i, 1.0)]) - 2.0 * middle + at(&[(i, -1.0)])) / (step * step);
        }
        let crossed = at(&[(i, 1.0), (j, 1.0)]) - at(&[(i, 1.0), (j, -1.0)]) - at(&[(i, -1.0), (j, 1.0)])
            + at(&[(i, -1.0), (j, -1.0)]);
        crossed / (4.0 * step * step)
    };
    let n = free.len();
    let lower: Vec<Vec<f64>> = (0..n).map(|i| (0..=i).map(|j| second(free[i], free[j])).collect()).collect();
    let matrix = (0..n).map(|i| (0..n).map(|j| lower[i.max(j)][i.min(j)]).collect()).collect();
    let inverse = inverse(matrix);
    let mut spreads = vec![Spread::AtBound; place.len()];
    for (row, &axis) in free.iter().enumerate() {
        let variance = inverse.as_ref().map(|m| m[row][row]).filter(|v| v.is_finite() && *v > 0.0);
        spreads[axis] = variance.map_or(Spread::Unknown, |variance| Spread::Error(libm::sqrt(variance)));
    }
    spreads
}

/// Gauss and Jordan's elimination, with the largest pivot of each column.
fn inverse(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut unit: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for column in 0..n {
        let pivot = (column..n).max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()))?;
        let by = matrix[pivot][column];
        if by.is_nan() || by.abs() <= 1e-12 {
            return None;
        }
        matrix.swap(column, pivot);
        unit.swap(column, pivot);
        for rows in [&mut matrix, &mut unit] {
            rows[column].iter_mut().for_each(|cell| *cell /= by);
        }
        for row in (0..n).filter(|&row| row != column) {
            let factor = matrix[row][column];
            for rows in [&mut matrix, &mut unit] {
                let pivot_row = rows[column].clone();
                rows[row].iter_mut().zip(pivot_row).for_each(|(cell, above)| *cell -= factor * above);
            }
        }
    }
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bent_valley_is_walked_to_its_end() {
        // Rosenbrock (1960): the smallest value is 0, at (1, 1).
        let valley = |x: &[f64]| 100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2);
        let (place, value) = smallest(&[-1.2, 1.0], 0.5, 4_000, &valley);
        assert!(value < 1e-6 && (place[0] - 1.0).abs() < 1e-2, "{place:?} {value}");
    }

    #[test]
    fn standard_errors_are_those_of_a_known_law() {
        // Two normals of standard deviations 2 and 0.5 with correlation 0.6.
        let (a, b, r) = (2.0, 0.5, 0.6);
        let law = |x: &[f64]| {
            let (u, v): (f64, f64) = (x[0] / a, x[1] / b);
            (u * u - 2.0 * r * u * v + v * v) / (2.0 * (1.0 - r * r))
        };
        let errors = standard_errors(&[0.0, 0.0], 1e-3, &law);
        let error = |axis: usize| errors[axis].error().unwrap();
        assert!((error(0) - a).abs() < 1e-4 && (error(1) - b).abs() < 1e-4, "{errors:?}");
        assert_eq!(standard_errors(&[0.0, 0.0], 1e-3, &|x| x[0] * x[0])[0], Spread::Unknown);
        assert_eq!(standard_errors(&[0.0], 1e-3, &|x| -x[0] * x[0])[0], Spread::Unknown);
    }

    #[test]
    fn a_number_at_its_bound_is_held_and_the_others_keep_their_errors() {
        // The second number falls for ever, and may not exceed 3.
        let law = |x: &[f64]| {
            let (u, v) = (x[0] - 1.0, x[2] + 2.0);
            if x[1] > 3.0 { f64::INFINITY } else { 0.5 * u * u / 4.0 - 0.1 * x[1] + 0.5 * v * v / 0.25 }
        };
        let (place, _) = smallest(&[0.0, 0.0, 0.0], 0.2, 4_000, &law);
        assert!((place[1] - 3.0).abs() < 1e-3, "{place:?}");
        let errors = standard_errors(&place, 0.01, &law);
        assert_eq!(errors[1], Spread::AtBound);
        let error = |axis: usize| errors[axis].error().unwrap();
        assert!((error(0) - 2.0).abs() < 1e-6 && (error(2) - 0.5).abs() < 1e-6, "{errors:?}");
    }
}
