//! A few points that stand for many: Gauss quadrature of a distribution that is a list.

use libm::{hypot, sqrt};

/// Points and weights that give the sum of every polynomial of a degree below `2 * most` over the list (Golub and Welsch
/// 1969). A list with no more values than that is itself.
///
/// One value far from all others is found by the first few orthogonal polynomials, and the recurrence finds it again and again
/// from its own rounding; so each is made orthogonal to all before it (Paige 1972), which takes a time that many points have not.
pub(super) fn compress(list: &[f64], most: usize) -> Vec<(f64, f64)> {
    let mut values = list.to_vec();
    values.sort_by(f64::total_cmp);
    let mut counted: Vec<(f64, f64)> = Vec::new();
    for x in values {
        match counted.last_mut() {
            Some((value, count)) if *value == x => *count += 1.0,
            _ => counted.push((x, 1.0)),
        }
    }
    let (Some(&(low, _)), Some(&(high, _))) = (counted.first(), counted.last()) else { return counted };
    if counted.len() <= most {
        return counted;
    }
    let (middle, half) = (0.5 * (low + high), 0.5 * (high - low));
    let points: Vec<(f64, f64)> = counted.iter().map(|&(x, w)| ((x - middle) / half, w)).collect();
    let (diagonal, side) = jacobi_matrix(&points, most);
    let all: f64 = points.iter().map(|(_, w)| w).sum();
    eigen(diagonal, side).into_iter().map(|(x, part)| (middle + half * x, all * part)).collect()
}

/// The diagonal and the side of the Jacobi matrix of a distribution, by Lanczos' steps made orthogonal twice, which is enough.
fn jacobi_matrix(points: &[(f64, f64)], most: usize) -> (Vec<f64>, Vec<f64>) {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let all: f64 = points.iter().map(|(_, w)| w).sum();
    let mut basis: Vec<Vec<f64>> = vec![points.iter().map(|(_, w)| sqrt(w / all)).collect()];
    let (mut diagonal, mut side) = (Vec::with_capacity(most), Vec::with_capacity(most));
    loop {
        let here = &basis[basis.len() - 1];
        let mut next: Vec<f64> = points.iter().zip(here).map(|((x, _), q)| x * q).collect();
        diagonal.push(dot(here, &next));
        for _ in 0..2 {
            for known in &basis {
                let shared = dot(known, &next);
                next.iter_mut().zip(known).for_each(|(next, known)| *next -= shared * known);
            }
        }
        let norm = sqrt(dot(&next, &next));
        // Where nothing is left, the points found are the list.
        if diagonal.len() == most || norm < 1e-14 {
            side.push(0.0);
            return (diagonal, side);
        }
        side.push(norm);
        next.iter_mut().for_each(|next| *next /= norm);
        basis.push(next);
    }
}

/// The eigenvalues of a symmetric tridiagonal matrix, each with the square of its vector's first component: implicit QL steps
/// (Bowdler, Martin, Reinsch and Wilkinson 1968).
fn eigen(mut d: Vec<f64>, mut e: Vec<f64>) -> Vec<(f64, f64)> {
    let n = d.len();
    let mut first: Vec<f64> = (0..n).map(|k| if k == 0 { 1.0 } else { 0.0 }).collect();
    for l in 0..n {
        // Thirty steps are never needed.
        for _ in 0..60 {
            let small = |k: &usize| e[*k].abs() <= f64::EPSILON * (d[*k].abs() + d[*k + 1].abs());
            let m = (l..n - 1).find(small).unwrap_or(n - 1);
            if m == l {
                break;
            }
            let half = (d[l + 1] - d[l]) / (2.0 * e[l]);
            let mut g = d[m] - d[l] + e[l] / (half + hypot(half, 1.0).copysign(half));
            let (mut s, mut c, mut p) = (1.0, 1.0, 0.0);
            let mut whole = true;
            for i in (l..m).rev() {
                let (f, b) = (s * e[i], c * e[i]);
                let r = hypot(f, g);
                e[i + 1] = r;
                if r == 0.0 {
                    d[i + 1] -= p;
                    e[m] = 0.0;
                    whole = false;
                    break;
                }
                (s, c) = (f / r, g / r);
                g = d[i + 1] - p;
                let turned = (d[i] - g) * s + 2.0 * c * b;
                p = s * turned;
                d[i + 1] = g + p;
                g = c * turned - b;
                (first[i], first[i + 1]) = (c * first[i] - s * first[i + 1], s * first[i] + c * first[i + 1]);
            }
            if whole {
                d[l] -= p;
                e[l] = g;
                e[m] = 0.0;
            }
        }
    }
    d.into_iter().zip(first).map(|(value, first)| (value, first * first)).collect()
}

/// The same for many points of values that lie close, with weights and in rising order, by the recurrence alone (Stieltjes).
pub(super) fn compress_weighted(counted: Vec<(f64, f64)>, most: usize) -> Vec<(f64, f64)> {
    let (Some(&(low, _)), Some(&(high, _))) = (counted.first(), counted.last()) else { return counted };
    if counted.len() <= most {
        return counted;
    }
    // The recurrence on -1..1, where it is stable.
    let (middle, half) = (0.5 * (low + high), 0.5 * (high - low));
    let points: Vec<(f64, f64)> = counted.iter().map(|&(x, w)| ((x - middle) / half, w)).collect();
    let recurrence = stieltjes(&points, most);
    let all: f64 = points.iter().map(|(_, w)| w).sum();
    let at = |&x: &f64| (middle + half * x, all * christoffel(&recurrence, x));
    roots(&recurrence).iter().map(at).collect()
}

/// The diagonal and the squared side of the Jacobi matrix of a distribution.
fn stieltjes(points: &[(f64, f64)], most: usize) -> Vec<(f64, f64)> {
    let (xs, ws): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    let mut before = vec![0.0; xs.len()];
    let mut here = vec![1.0; xs.len()];
    let (mut recurrence, mut last) = (Vec::with_capacity(most), 1.0);
    for k in 0..most {
        let (norm, first) = moments(&xs, &ws, &here);
        let (a, b) = (first / norm, if k == 0 { 0.0 } else { norm / last });
        recurrence.push((a, b));
        for ((x, here), before) in xs.iter().zip(&mut here).zip(&mut before) {
            let next = (x - a) * *here - b * *before;
            *before = std::mem::replace(here, next);
        }
        last = norm;
    }
    recurrence
}

/// Sums side by side, so that none waits for the one before.
const SIDE: usize = 8;

/// The sums of w p p and of x w p p.
fn moments(xs: &[f64], ws: &[f64], ps: &[f64]) -> (f64, f64) {
    let (mut norm, mut first) = ([0.0; SIDE], [0.0; SIDE]);
    for ((xs, ws), ps) in xs.chunks(SIDE).zip(ws.chunks(SIDE)).zip(ps.chunks(SIDE)) {
        for (place, ((x, w), p)) in xs.iter().zip(ws).zip(ps).enumerate() {
            let square = w * p * p;
            norm[place] += square;
            first[place] += x * square;
        }
    }
    (norm.iter().sum(), first.iter().sum())
}

/// Halvings after which Newton's steps take over.
const HALVINGS: u32 = 24;

/// The eigenvalues of the Jacobi matrix, all of them side by side: by Sturm's count of signs, and then by Newton's steps on the
/// orthogonal polynomial.
fn roots(recurrence: &[(f64, f64)]) -> Vec<f64> {
    let most = recurrence.len();
    let (mut low, mut high) = (vec![-1.0; most], vec![1.0; most]);
    let (mut pivots, mut below) = (vec![1.0; most], vec![0.0; most]);
    for _ in 0..HALVINGS {
        below.fill(0.0);
        for (k, &(a, b)) in recurrence.iter().enumerate() {
            let b = if k == 0 { 0.0 } else { b };
            for (((pivot, below), low), high) in pivots.iter_mut().zip(&mut below).zip(&low).zip(&high) {
                let next = a - 0.5 * (low + high) - b / *pivot;
                *pivot = if next == 0.0 { 1e-300 } else { next };
                *below += if next < 0.0 { 1.0 } else { 0.0 };
            }
        }
        for (place, ((below, low), high)) in below.iter().zip(&mut low).zip(&mut high).enumerate() {
            let middle = 0.5 * (*low + *high);
            if *below <= place as f64 { *low = middle } else { *high = middle }
        }
        pivots.fill(1.0);
    }
    let polished = |(&low, &high): (&f64, &f64)| {
        // A step out of the bracket would find another root.
        (0..4).fold(0.5 * (low + high), |x, _| (x - newton(recurrence, x)).clamp(low, high))
    };
    low.iter().zip(&high).map(polished).collect()
}

/// The polynomial over its slope.
fn newton(recurrence: &[(f64, f64)], x: f64) -> f64 {
    let ((mut before, mut here), (mut slope_before, mut slope)) = ((0.0, 1.0), (0.0, 0.0));
    for &(a, b) in recurrence {
        // Scaled, so that neither grows nor falls out of reach.
        let side = libm::sqrt(b.max(1e-300));
        let next = (x - a) * here - b * before;
        let next_slope = here + (x - a) * slope - b * slope_before;
        let scale = if side > 1e-100 { 1.0 / side } else { 1.0 };
        (before, slope_before) = (here * scale, slope * scale);
        (here, slope) = (next * scale, next_slope * scale);
    }
    if slope == 0.0 { 0.0 } else { here / slope }
}

/// The part of all the weight that lies at a root: one over the sum of the squared orthonormal polynomials there.
fn christoffel(recurrence: &[(f64, f64)], x: f64) -> f64 {
    let (mut before, mut here, mut sum) = (0.0, 1.0, 0.0);
    for (k, &(a, b)) in recurrence.iter().enumerate() {
        sum += here * here;
        let Some(&(_, next)) = recurrence.get(k + 1) else { break };
        let side = libm::sqrt(next);
        let following = ((x - a) * here - if k == 0 { 0.0 } else { libm::sqrt(b) } * before) / side;
        before = std::mem::replace(&mut here, following);
    }
    1.0 / sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_points_give_the_moments_and_logarithms_of_many() {
        let list: Vec<f64> = (0..400).map(|k| 30.0 + f64::from(k * k % 701)).collect();
        let points = compress(&list, 16);
        assert_eq!(points.len(), 16);
        for f in [(|x| x) as fn(f64) -> f64, |x| x * x * x, |x| libm::log1p(0.003 * x), |x| libm::log1p(x * x * 4e-6)] {
            let exact: f64 = list.iter().map(|&x| f(x)).sum();
            let found: f64 = points.iter().map(|&(x, w)| w * f(x)).sum();
            assert!((found / exact - 1.0).abs() < 1e-12, "{found} is not {exact}");
        }
    }

    #[test]
    fn values_far_from_all_others_count_once() {
        // Booths of a few votes beside one in which a county counts its absentees, and beside three of them.
        let small = |count: u32| (0..count).map(|k| 5.0 + f64::from(k * k % 31));
        for (count, large) in
            [(120, vec![150.0]), (120, vec![4_900.0]), (900, vec![60_000.0]), (300, vec![800.0, 4_900.0, 5_000.0])]
        {
            let list: Vec<f64> = small(count).chain(large.iter().copied()).collect();
            let points = compress(&list, 16);
            assert!(points.len() <= 16 && points.iter().all(|&(_, w)| w > 0.0), "{points:?}");
            for s in [1e-5, 1e-3, 0.1, 10.0] {
                let f = |x: f64| libm::log1p(s * x);
                let exact: f64 = list.iter().map(|&x| f(x)).sum();
                let found: f64 = points.iter().map(|&(x, w)| w * f(x)).sum();
                assert!((found / exact - 1.0).abs() < 1e-11, "{count}, {large:?}, {s}: {found} is not {exact}");
            }
        }
    }

    #[test]
    fn a_short_list_is_itself() {
        assert_eq!(compress(&[3.0, 1.0, 3.0], 16), vec![(1.0, 1.0), (3.0, 2.0)]);
        assert!(compress(&[], 16).is_empty());
    }
}
