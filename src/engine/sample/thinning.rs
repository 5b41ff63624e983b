//! Diverted votes drawn booth by booth, where booth returns were learned from.

use crate::model::{Group, Model, Namesake, Thinning};
use crate::stats::Stream;
use crate::stats::variates::binomial;
use rand::RngExt;

/// Draws the diverted votes of one namesake in every cell and adds them to `row`; returns their sum.
pub(super) fn draw(
    model: &Model,
    group: &Group,
    namesake: &Namesake,
    thinning: &Thinning,
    uniform: f64,
    row: &mut [u32],
    ballots: &mut Stream,
) -> i64 {
    let Some(votes) = &namesake.caps else { return 0 };
    let mut all = 0;
    for (segment, rates) in thinning.case(uniform).iter().enumerate() {
        for cell in model.world.starts[segment]..model.world.starts[segment + 1] {
            if votes[cell] > 0 {
                let share = rates.share(f64::from(thinning.others[cell]), f64::from(group.votes[cell]));
                let here = part(votes[cell], share, ballots);
                row[cell] += here;
                all += i64::from(here);
            }
        }
    }
    all
}

/// Above this the walk from zero is slower than a rejection sampler.
const LONGEST_WALK: u32 = 96;

/// A binomial sample, by inversion of one uniform where the votes are few.
fn part(votes: u32, share: f64, ballots: &mut Stream) -> u32 {
    if votes > LONGEST_WALK {
        return u32::try_from(binomial(u64::from(votes), share, ballots)).unwrap_or(votes);
    }
    let (small, mirrored) = if share > 0.5 { (1.0 - share, true) } else { (share, false) };
    let mut left: f64 = ballots.random();
    let ratio = small / (1.0 - small);
    let mut term = power(1.0 - small, votes);
    let mut k = 0;
    while left >= term && k < votes {
        left -= term;
        term *= f64::from(votes - k) / f64::from(k + 1) * ratio;
        k += 1;
    }
    if mirrored { votes - k } else { k }
}

/// A whole power by squaring, with the same bits everywhere.
fn power(mut base: f64, mut exponent: u32) -> f64 {
    let mut product = 1.0;
    while exponent > 0 {
        if exponent & 1 == 1 {
            product *= base;
        }
        base *= base;
        exponent >>= 1;
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Purpose, stream};

    #[test]
    fn parts_have_the_mean_and_variance_of_a_binomial() {
        let mut random = stream(11, Purpose::Ballots, 0);
        for (n, p) in [(1, 0.3), (9, 0.85), (60, 0.5), (96, 0.02), (300, 0.9)] {
            let draws = 100_000;
            let (mut sum, mut squares) = (0.0, 0.0);
            for _ in 0..draws {
                let x = f64::from(part(n, p, &mut random));
                (sum, squares) = (sum + x, squares + x * x);
            }
            let (count, n) = (f64::from(draws), f64::from(n));
            let (mean, variance) = (sum / count, squares / count - (sum / count) * (sum / count));
            let expected = n * p * (1.0 - p);
            assert!((mean - n * p).abs() < 5.0 * (expected / count).sqrt(), "{mean} for {n} {p}");
            assert!((variance / expected - 1.0).abs() < 0.03, "{variance} for {n} {p}");
        }
        assert_eq!((part(40, 0.0, &mut random), part(40, 1.0, &mut random)), (0, 40));
    }
}
