//! Diverted votes cell by cell, for as many cells as there are booths.

use super::walk::Counts;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Diverted votes cell by cell: exact sums, and small histograms for quantiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoothCounts {
    #[serde(with = "crate::stats::sparse")]
    sums: Vec<u64>,
    #[serde(with = "crate::stats::sparse")]
    counts: Vec<u32>,
    stride: usize,
}

/// Numbers below this have a bin each; above, sixteen bins share each doubling.
const FINE: u32 = 32;

impl BoothCounts {
    /// Room for one group's cells, none of which can divert more than `most` votes.
    pub(super) fn new(cells: usize, most: u32, quantiles: bool) -> Self {
        let stride = if quantiles { bin_of(most) + 1 } else { 0 };
        BoothCounts { sums: vec![0; cells], counts: vec![0; stride * cells], stride }
    }

    pub(super) fn record(&mut self, diverted: &[Counts], lanes: Range<usize>) {
        for (cell, counts) in diverted.iter().enumerate() {
            let (mut sum, mut some) = (0, 0_u32);
            for (lane, &votes) in counts.iter().enumerate() {
                let votes = if lanes.contains(&lane) { votes } else { 0 };
                sum += u64::from(votes);
                some |= u32::from(votes > 0) << lane;
            }
            self.sums[cell] += sum;
            // Nothing diverted is the commonest count of all, and is what the others leave.
            while some > 0 && self.stride > 0 {
                let bin = bin_of(counts[some.trailing_zeros() as usize]).min(self.stride - 1);
                self.counts[cell * self.stride + bin] += 1;
                some &= some - 1;
            }
        }
    }

    pub(super) fn merge(&mut self, other: &BoothCounts) {
        self.sums.iter_mut().zip(&other.sums).for_each(|(a, b)| *a += b);
        self.counts.iter_mut().zip(&other.counts).for_each(|(a, b)| *a += b);
    }

    /// Whether these can be the counts of so many simulations of the cells that others were made for.
    pub(super) fn is_like(&self, made: &BoothCounts, draws: u64) -> bool {
        let most = u128::from(draws) * u128::from(u32::MAX);
        (self.sums.len(), self.counts.len(), self.stride) == (made.sums.len(), made.counts.len(), made.stride)
            && self.sums.iter().all(|&sum| u128::from(sum) <= most)
            && self
                .counts
                .chunks(self.stride.max(1))
                .all(|bins| bins.iter().map(|&n| u64::from(n)).sum::<u64>() <= draws)
    }

    /// The sum over all simulations in one cell.
    #[must_use]
    pub fn sum(&self, cell: usize) -> u64 {
        self.sums[cell]
    }

    /// A quantile in one cell: exact below 32, and within 3 % above. `None` where only sums are kept.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ranks are at most 1e9")]
    pub fn quantile(&self, cell: usize, share: f64, draws: u64) -> Option<u32> {
        let counts = self.counts.get(cell * self.stride..(cell + 1) * self.stride).filter(|_| self.stride > 0)?;
        let rank = ((share * draws as f64).ceil() as u64).max(1);
        let mut seen = draws.saturating_sub(counts.iter().map(|&count| u64::from(count)).sum());
        if seen >= rank {
            return Some(0);
        }
        counts.iter().enumerate().find_map(|(bin, &count)| {
            seen += u64::from(count);
            (seen >= rank).then(|| middle_of(bin))
        })
    }
}

fn bin_of(votes: u32) -> usize {
    if votes < FINE {
        return votes as usize;
    }
    let doubling = votes.ilog2() - 4;
    (doubling * 16 + (votes >> doubling)) as usize
}

#[expect(clippy::cast_possible_truncation, reason = "there are fewer than 500 bins")]
fn middle_of(bin: usize) -> u32 {
    let bin = bin as u32;
    if bin < FINE {
        return bin;
    }
    let doubling = bin / 16 - 1;
    ((bin - doubling * 16) << doubling) + (1 << doubling) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::walk::LANES;

    #[test]
    fn bins_hold_their_numbers() {
        for votes in 0..6_000 {
            let middle = middle_of(bin_of(votes));
            assert!(middle.abs_diff(votes) * 32 <= votes.max(31), "{votes} fell into a bin around {middle}");
        }
    }

    #[test]
    fn booth_quantiles_come_from_the_counts() {
        let mut counts = BoothCounts::new(2, 100, true);
        let cell = |step: u32| std::array::from_fn(|lane| step * u32::try_from(lane).unwrap());
        let shifted = |step: u32| cell(step).map(|votes: u32| votes + 8 * step);
        counts.record(&[cell(1), cell(2)], 0..LANES);
        counts.record(&[shifted(1), shifted(2)], 0..2);
        assert_eq!(counts.sum(1), 90);
        assert_eq!((counts.quantile(0, 0.5, 10), counts.quantile(1, 1.0, 10)), (Some(4), Some(18)));
        assert_eq!(BoothCounts::new(2, 100, false).quantile(0, 0.5, 1), None);
    }
}
