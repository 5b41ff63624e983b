//! Sums of independent whole numbers whose distributions are lists, by the fast Fourier transform.

use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlanner};
use std::sync::{Arc, OnceLock};

/// More lists than this are joined two by two before they are transformed.
const MOST_LISTS: usize = 64;

/// What is left out of a list, against its largest entry: rounding leaves more.
const NOTHING: f64 = 1e-19;

/// A list up to this length is joined with another entry by entry.
const SHORT: usize = 128;

/// The transform for sums up to a length, which nothing folds over.
#[derive(Clone)]
pub(super) struct Transform {
    size: usize,
    forward: Arc<dyn Fft<f64>>,
    inverse: Arc<dyn Fft<f64>>,
}

impl Transform {
    /// For lists whose sum has no more than `length` entries.
    pub fn new(length: usize) -> Self {
        let size = length.max(2).next_power_of_two();
        let mut planner = FftPlanner::new();
        Transform { size, forward: planner.plan_fft_forward(size), inverse: planner.plan_fft_inverse(size) }
    }

    /// How many sums it tells apart.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Nothing of any sum, to add products to.
    pub fn nothing(&self) -> Vec<Complex<f64>> {
        vec![Complex::new(0.0, 0.0); self.size]
    }

    /// The transform of the sum of independent numbers, one list each. Two lists are transformed at once, as the real
    /// and the imaginary part of one; each is brought to entries of about 1 first, by a power of two, or the rounding of a list
    /// of large entries would be all that is left of one of small ones.
    pub fn product(&self, lists: &[Vec<f64>]) -> Vec<Complex<f64>> {
        // A transform of the whole sum for each of a thousand short lists would take a minute: they are joined first.
        if lists.len() > MOST_LISTS {
            let halves: Vec<Vec<f64>> = lists
                .chunks(2)
                .map(|pair| pair.get(1).map_or_else(|| pair[0].clone(), |two| joined(&pair[0], two)))
                .collect();
            return self.product(&halves);
        }
        let mut product = vec![Complex::new(1.0, 0.0); self.size];
        let mut power = 0;
        for pair in lists.chunks(2) {
            let mut both = self.nothing();
            let first = exponent(&pair[0]);
            both.iter_mut().zip(&pair[0]).for_each(|(place, &value)| place.re = libm::scalbn(value, -first));
            power += first;
            if let Some(list) = pair.get(1) {
                let second = exponent(list);
                both.iter_mut().zip(list).for_each(|(place, &value)| place.im = libm::scalbn(value, -second));
                power += second;
            }
            self.forward.process(&mut both);
            for (k, place) in product.iter_mut().enumerate() {
                let (here, mirror) = (both[k], both[(self.size - k) % self.size].conj());
                // The even part is the first list's transform, the odd one i times the second's.
                let one = (here + mirror) * 0.5;
                *place *= if pair.len() > 1 { one * ((here - mirror) * Complex::new(0.0, -0.5)) } else { one };
            }
        }
        let back = |part: f64| libm::scalbn(part, power);
        product.iter_mut().for_each(|place| *place = Complex::new(back(place.re), back(place.im)));
        product
    }

    /// The first entries of a sum, from its transform.
    pub fn list(&self, mut transform: Vec<Complex<f64>>, length: usize) -> Vec<f64> {
        self.inverse.process(&mut transform);
        let scale = 1.0 / self.size as f64;
        // What rounding leaves below 0 is no probability.
        transform.into_iter().take(length).map(|value| (value.re * scale).max(0.0)).collect()
    }
}

/// The power of two of a list's largest entry.
fn exponent(list: &[f64]) -> i32 {
    let largest = list.iter().copied().fold(0.0, f64::max);
    if largest > 0.0 && largest.is_finite() { libm::frexp(largest).1 } else { 0 }
}

impl Transform {
    /// The masses on a lattice of [`Transform::size`] whole numbers whose characteristic function has these values at the
    /// frequencies 0, 1, ... of it, up to the middle.
    pub fn masses(&self, half: &[(f64, f64)]) -> Vec<f64> {
        let mut values = self.nothing();
        for (k, &(re, im)) in half.iter().enumerate().take(self.size / 2 + 1) {
            values[k] = Complex::new(re, im);
            values[(self.size - k) % self.size] = Complex::new(re, -im);
        }
        self.forward.process(&mut values);
        values.into_iter().map(|value| value.re / self.size as f64).collect()
    }
}

/// Transforms of every size that a sum may want, each made when it is first asked for.
pub(super) struct Transforms {
    sizes: Vec<OnceLock<Transform>>,
}

impl Transforms {
    /// For sums of up to `length` entries.
    pub fn up_to(length: usize) -> Self {
        Transforms { sizes: (0..=place(length)).map(|_| OnceLock::new()).collect() }
    }

    /// The one for a sum of `length` entries.
    pub fn of(&self, length: usize) -> &Transform {
        self.sizes[place(length)].get_or_init(|| Transform::new(length))
    }
}

/// The power of two that holds so many entries.
fn place(length: usize) -> usize {
    length.max(2).next_power_of_two().trailing_zeros() as usize
}

/// A list without what is nothing at its ends: where it begins, and what is left.
pub(super) fn trimmed(list: &[f64]) -> (usize, &[f64]) {
    let least = NOTHING * list.iter().copied().fold(0.0, f64::max);
    let first = list.iter().position(|&value| value > least);
    let last = list.iter().rposition(|&value| value > least);
    first.zip(last).map_or((0, &[]), |(first, last)| (first, &list[first..=last]))
}

/// The distribution of the sum of two counts.
pub(super) fn joined(one: &[f64], two: &[f64]) -> Vec<f64> {
    if one.len().min(two.len()) <= SHORT {
        return added(one, two);
    }
    let length = one.len() + two.len() - 1;
    let transform = Transform::new(length);
    transform.list(transform.product(&[one.to_vec(), two.to_vec()]), length)
}

/// The distribution of the sum of two counts, entry by entry.
pub(super) fn added(one: &[f64], two: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; one.len() + two.len() - 1];
    for (i, a) in one.iter().enumerate() {
        two.iter().enumerate().for_each(|(j, b)| sum[i + j] += a * b);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nothing_is_left_out_at_the_ends_alone() {
        assert_eq!(trimmed(&[0.0, 1e-30, 0.5, 0.0, 1.0, 1e-20]), (2, &[0.5, 0.0, 1.0][..]));
        assert_eq!(trimmed(&[1e-260, 1e-240]), (1, &[1e-240][..]));
        assert_eq!(trimmed(&[0.0, 0.0]), (0, &[][..]));
    }

    #[test]
    fn sums_are_those_of_every_pair() {
        held_to_every_pair(&(1..=5).map(|d| (0..7 * d).map(|c| 1.0 / f64::from(c + d)).collect()).collect::<Vec<_>>());
        // More than are transformed one by one, short and long ones; their sums are kept small.
        let many = |d: u32| (0..2 + 97 * (d % 4)).map(|c| 1.0 / (150.0 * f64::from(c + 1))).collect();
        held_to_every_pair(&(0..131_u32).map(many).collect::<Vec<_>>());
    }

    #[test]
    fn a_list_of_small_entries_beside_one_of_large_keeps_its_digits() {
        let of = |largest: f64| (1..40).map(|c| largest / f64::from(c)).collect::<Vec<_>>();
        held_to_every_pair(&[of(1e-150), of(1.0)]);
        held_to_every_pair(&[of(1e120), of(1e-160), of(1e-30)]);
    }

    fn held_to_every_pair(lists: &[Vec<f64>]) {
        let mut expected = vec![1.0];
        for list in lists {
            let mut next = vec![0.0; expected.len() + list.len() - 1];
            for (i, a) in expected.iter().enumerate() {
                list.iter().enumerate().for_each(|(j, b)| next[i + j] += a * b);
            }
            expected = next;
        }
        let transform = Transform::new(expected.len());
        let found = transform.list(transform.product(lists), expected.len());
        let largest = expected.iter().copied().fold(0.0, f64::max);
        assert!(found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-14 * largest));
    }
}
