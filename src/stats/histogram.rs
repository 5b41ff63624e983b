//! A histogram of whole numbers that merges by addition and never grows with the draws.

use serde::{Deserialize, Serialize};

/// Cells per doubling. Numbers below `2 * HALF` have a cell each; above, a cell spans at most one
/// part in `HALF` of its value, so a quantile read off it is right to a tenth of a per cent.
const HALF: u64 = 1024;
const HALF_BITS: u32 = HALF.trailing_zeros();

/// Counts of signed whole numbers, with their exact sum and sum of squares.
///
/// Everything in it is an integer, so that merging is addition: commutative, associative, and the
/// same whatever thread saw which draw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Histogram {
    count: u64,
    sum: i128,
    sum_of_squares: u128,
    /// The smallest and the largest number, so that no quantile lies beyond what was counted.
    extremes: Option<(i64, i64)>,
    /// Cells of 0, 1, 2, ... and of -1, -2, ... apart; each as long as its largest cell in use.
    #[serde(with = "super::sparse")]
    above: Vec<u64>,
    #[serde(with = "super::sparse")]
    below: Vec<u64>,
}

impl Histogram {
    /// An empty histogram.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts one number.
    pub fn record(&mut self, value: i64) {
        self.count += 1;
        self.sum += i128::from(value);
        self.sum_of_squares += u128::from(value.unsigned_abs()).pow(2);
        let (low, high) = self.extremes.unwrap_or((value, value));
        self.extremes = Some((low.min(value), high.max(value)));
        let (side, magnitude) = if value >= 0 {
            (&mut self.above, value.unsigned_abs())
        } else {
            (&mut self.below, value.unsigned_abs() - 1)
        };
        let cell = cell_of(magnitude);
        if side.len() <= cell {
            side.resize(cell + 1, 0);
        }
        side[cell] += 1;
    }

    /// Adds the counts of another histogram to this one.
    pub fn merge(&mut self, other: &Histogram) {
        self.count += other.count;
        self.sum += other.sum;
        self.sum_of_squares += other.sum_of_squares;
        self.extremes = match (self.extremes, other.extremes) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (ours, theirs) => ours.or(theirs),
        };
        for (ours, theirs) in [(&mut self.above, &other.above), (&mut self.below, &other.below)] {
            if ours.len() < theirs.len() {
                ours.resize(theirs.len(), 0);
            }
            for (a, b) in ours.iter_mut().zip(theirs) {
                *a += b;
            }
        }
    }

    /// Whether count, sums and cells can be those of some numbers; one that was read from a file may lie.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let cells = self.above.iter().chain(&self.below);
        let in_cells = cells.map(|&count| u128::from(count)).sum::<u128>();
        let Some((low, high)) = self.extremes else {
            return (self.count, in_cells, self.sum, self.sum_of_squares) == (0, 0, 0, 0);
        };
        let largest = u128::from(low.unsigned_abs().max(high.unsigned_abs()));
        let count = u128::from(self.count);
        in_cells == count
            && count > 0
            && low <= high
            && self.sum.unsigned_abs() <= count * largest
            && largest
                .checked_pow(2)
                .and_then(|square| square.checked_mul(count))
                .is_some_and(|most| self.sum_of_squares <= most)
    }

    /// How many numbers were counted.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The exact mean of what was counted; 0 for an empty histogram.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum as f64 / self.count as f64 }
    }

    /// The standard deviation of what was counted, from exact integer sums.
    #[must_use]
    pub fn sd(&self) -> f64 {
        if self.count < 2 {
            return 0.0;
        }
        // n * sum of squares - sum^2 is exact in integers, where the textbook formula would cancel.
        let n = u128::from(self.count);
        let square = self.sum.unsigned_abs().checked_pow(2);
        let spread = match (n.checked_mul(self.sum_of_squares), square) {
            (Some(a), Some(b)) => a.saturating_sub(b) as f64 / (n as f64 * n as f64),
            _ => (self.sum_of_squares as f64 / n as f64 - self.mean() * self.mean()).max(0.0),
        };
        libm::sqrt(spread)
    }

    /// The smallest value whose cumulated share reaches `p`: exact below 2,048, and the middle of a
    /// cell no wider than a thousandth of its value above.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ranks are at most 1e9")]
    pub fn quantile(&self, p: f64) -> i64 {
        let rank = ((p * self.count as f64).ceil() as u64).clamp(1, self.count.max(1));
        let mut seen = 0;
        for (value, _, count) in self.cells() {
            seen += count;
            if seen >= rank {
                let (low, high) = self.extremes.unwrap_or((value, value));
                return value.clamp(low, high);
            }
        }
        0
    }

    /// The occupied cells in rising order: middle value, number of values a cell spans, count.
    pub fn cells(&self) -> impl Iterator<Item = (i64, u64, u64)> + '_ {
        let below = self.below.iter().enumerate().rev().map(|(cell, &count)| {
            let (middle, width) = span_of(cell);
            (-middle - 1, width, count)
        });
        let above = self.above.iter().enumerate().map(|(cell, &count)| {
            let (middle, width) = span_of(cell);
            (middle, width, count)
        });
        below.chain(above).filter(|&(_, _, count)| count > 0)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "there are fewer than 60,000 cells")]
fn cell_of(magnitude: u64) -> usize {
    if magnitude < 2 * HALF {
        return magnitude as usize;
    }
    // The doubling the number lies in, and its leading bits within that doubling.
    let doubling = u64::from(magnitude.ilog2() - HALF_BITS);
    (doubling * HALF + (magnitude >> doubling)) as usize
}

fn span_of(cell: usize) -> (i64, u64) {
    let cell = cell as u64;
    if cell < 2 * HALF {
        return (i64::try_from(cell).unwrap_or(i64::MAX), 1);
    }
    let doubling = cell / HALF - 1;
    let low = (cell - doubling * HALF) << doubling;
    let width = 1 << doubling;
    (i64::try_from(low + width / 2).unwrap_or(i64::MAX), width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_quantile_lies_beyond_what_was_counted() {
        let mut h = Histogram::new();
        (0..10).for_each(|_| h.record(9_849));
        h.record(-9_849);
        assert_eq!((h.quantile(0.0), h.quantile(0.5), h.quantile(1.0)), (-9_849, 9_849, 9_849));
    }

    #[test]
    fn every_magnitude_lies_in_its_cell() {
        for magnitude in (0..5_000).chain([1 << 20, (1 << 40) + 12_345, u64::MAX >> 2]) {
            let (middle, width) = span_of(cell_of(magnitude));
            let away = middle.abs_diff(i64::try_from(magnitude).unwrap());
            assert!(away <= width / 2, "{magnitude} is {away} from the middle of its cell");
            assert!(width == 1 || width <= magnitude / HALF);
        }
    }

    proptest! {
        #[test]
        fn merging_is_addition(a in prop::collection::vec(-1_000_000_i64..1_000_000, 0..60),
                               b in prop::collection::vec(-1_000_000_i64..1_000_000, 0..60)) {
            let of = |values: &[i64]| { let mut h = Histogram::new(); values.iter().for_each(|&v| h.record(v)); h };
            let (left, right, all) = (of(&a), of(&b), of(&[a.clone(), b.clone()].concat()));
            let (mut ab, mut ba) = (left.clone(), right.clone());
            ab.merge(&right);
            ba.merge(&left);
            prop_assert_eq!(&ab, &ba);
            prop_assert_eq!(ab, all);
        }

        #[test]
        fn small_numbers_have_exact_quantiles(mut values in prop::collection::vec(-2_000_i64..2_000, 1..80)) {
            let mut h = Histogram::new();
            values.iter().for_each(|&v| h.record(v));
            values.sort_unstable();
            prop_assert_eq!(h.quantile(0.5), values[values.len().div_ceil(2) - 1]);
            prop_assert_eq!(h.quantile(0.0), values[0]);
            prop_assert_eq!(h.quantile(1.0), values[values.len() - 1]);
            let mean = values.iter().sum::<i64>() as f64 / values.len() as f64;
            prop_assert!((h.mean() - mean).abs() < 1e-9);
        }
    }
}
