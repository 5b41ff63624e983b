//! The law of the diverted votes on a coarse grid, for whole elections at once.

use super::OwnSupportLaw;
use crate::stats::HazardLaw;
use crate::stats::special::hazard;

/// Every number of votes up to this is a block of its own at either end; blocks grow by a
/// fourteenth from there.
const FINE: u64 = 24;

/// The diverted votes below which their distribution, given both totals, lies with each of `shares`,
/// which must rise. Votes are taken in blocks that are narrow at both ends, where the prior rate
/// and the own support change fast; within a block the own support is averaged. Right to about a
/// hundredth of the quantile.
#[must_use]
pub fn diverted_quantiles(x: u64, d: u64, prior: &HazardLaw, own: &OwnSupportLaw, shares: &[f64]) -> Vec<u64> {
    let (votes, total) = (x as f64, d as f64);
    // The hazard at which c of x + c votes go astray.
    let rate_up_to = |c: f64| if c <= 0.0 { 0.0 } else { prior.cdf(hazard(c / (votes + c))) };
    let starts = starts(d);
    let mut weights = Vec::with_capacity(starts.len());
    let mut rate_before = 0.0;
    let mut own_before = own.cdf(total + 0.5);
    for (place, &start) in starts.iter().enumerate() {
        let end = starts.get(place + 1).copied().unwrap_or(d + 1);
        let (rate, left) = (rate_up_to(end as f64 - 0.5), own.cdf(total - end as f64 + 0.5));
        weights.push((rate - rate_before).max(0.0) * (own_before - left).max(0.0) / (end - start) as f64);
        (rate_before, own_before) = (rate, left);
    }
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        // The prior rules out all that the namesake polled: their total is the cap.
        return vec![d; shares.len()];
    }
    let (mut reached, mut quantiles) = (0.0, Vec::with_capacity(shares.len()));
    for (place, weight) in weights.iter().enumerate() {
        let end = starts.get(place + 1).copied().unwrap_or(d + 1);
        let wide = (end - starts[place]) as f64;
        while let Some(&share) = shares.get(quantiles.len()).filter(|&&share| share * sum <= reached + weight) {
            let part = ((share * sum - reached) / weight).clamp(0.0, 1.0) * wide;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the block")]
            quantiles.push(starts[place] + (part as u64).min(end - starts[place] - 1));
        }
        reached += weight;
    }
    quantiles.resize(shares.len(), d);
    quantiles
}

/// The first numbers of the blocks that 0..=d falls into.
fn starts(d: u64) -> Vec<u64> {
    let mut steps: Vec<u64> = Vec::new();
    let mut at = 0;
    while at <= d / 2 {
        steps.push(at);
        at += 1 + at.saturating_sub(FINE) / 14;
    }
    let mirrored: Vec<u64> = steps.iter().rev().map(|step| d - step).collect();
    steps.extend(mirrored);
    steps.dedup();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;

    #[test]
    fn the_coarse_law_agrees_with_the_enumeration() {
        let evidence = Evidence::builtin();
        for (x, d, typical, similarity) in [
            (334_485, 8_282, 2_024.0, 1.0),
            (394_068, 9_849, 9_952.0, 0.95),
            (5_000, 40, 30.0, 1.0),
            (9_000, 0, 30.0, 1.0),
            (9_000, 1, 30.0, 0.9),
        ] {
            let route = evidence.by_name(similarity, false, 1).unwrap();
            let prior = HazardLaw::sum(&[route]);
            let own =
                OwnSupportLaw { typical, guessed: false, degrees: 10.0, location: 0.01, scale: 0.79, control: None };
            // Vote by vote: the rates around c, times the own support that is left.
            let at = |c: f64| if c <= 0.0 { 0.0 } else { prior.cdf(hazard(c / (x as f64 + c))) };
            let rest = own.masses(usize::try_from(d).unwrap());
            let weights: Vec<f64> = rest
                .iter()
                .rev()
                .enumerate()
                .map(|(c, rest)| (at(c as f64 + 0.5) - at(c as f64 - 0.5)) * rest)
                .collect();
            let all: f64 = weights.iter().sum();
            let quantile = |share: f64| {
                let mut reached = 0.0;
                let place = weights.iter().position(|w| {
                    reached += w;
                    reached >= share * all
                });
                place.unwrap_or(weights.len() - 1) as u64
            };
            let coarse = diverted_quantiles(x, d, &prior, &own, &[0.05, 0.5, 0.95]);
            for (share, coarse) in [0.05, 0.5, 0.95].into_iter().zip(coarse) {
                let fine = quantile(share);
                let away = fine.abs_diff(coarse) as f64;
                assert!(
                    away <= 1.0 + 0.02 * fine as f64 || away < 0.004 * d as f64,
                    "{d} {share}: {coarse} is not {fine}"
                );
            }
        }
    }

    #[test]
    fn blocks_cover_everything_once() {
        for d in [0, 1, 2, 47, 48, 49, 50, 1_000, 84_722] {
            let starts = starts(d);
            assert!(starts.windows(2).all(|pair| pair[0] < pair[1]), "{d}");
            assert!(starts[0] == 0 && starts.last() == Some(&d) && starts.len() < 500, "{d}");
        }
    }
}
