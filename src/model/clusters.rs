//! The namesakes of one principal together: they share an effect, so one who polls more than was
//! forecast has fellows who do.
//!
//! The normal scores of their votes under their own forecasts are jointly normal with one correlation (a
//! Gaussian copula: Nelsen 2006). So what is forecast of each alone stays as it is.

use super::Forecast;
use crate::stats::permutation::permuted;
use crate::stats::special::{normal_cdf, normal_quantile};
use libm::sqrt;
use std::sync::LazyLock;

/// Draws of the sum. In them every namesake takes each of as many equally probable values once, in the order of
/// their scores (a Latin hypercube made to go together: McKay, Beckman and Conover 1979; Iman and Conover 1982), so
/// what is forecast of each alone has no error of sampling.
const DRAWS: usize = 2_048;

/// Every sum takes the same orders: readers of one table read the same figures.
const SEED: u64 = 0x636c_7573_7465_7273;

static SCORES: LazyLock<Vec<f64>> = LazyLock::new(|| SHARES.iter().map(|&share| normal_quantile(share)).collect());
static SHARES: LazyLock<Vec<f64>> = LazyLock::new(|| (0..DRAWS).map(|draw| middle(draw, DRAWS)).collect());

/// The middle of one of `parts` equally probable parts.
fn middle(part: usize, parts: usize) -> f64 {
    (part as f64 + 0.5) / parts as f64
}

/// The votes below which those of all the namesakes together stay with each of these probabilities, which must
/// rise. `correlation` is that of their scores.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places in lists")]
pub fn sum_quantiles(forecasts: &[Forecast], correlation: f64, shares: &[f64]) -> Vec<f64> {
    let (common, apart) = (sqrt(correlation), sqrt(1.0 - correlation));
    let mut sums = vec![0.0; DRAWS];
    for (number, forecast) in forecasts.iter().enumerate() {
        let own = |draw: usize| SCORES[permuted(SEED, number as u64, draw as u64, DRAWS as u64) as usize];
        let scores: Vec<f64> = (0..DRAWS).map(|draw| common * SCORES[draw] + apart * own(draw)).collect();
        let mut order: Vec<usize> = (0..DRAWS).collect();
        order.sort_unstable_by(|&one, &other| scores[one].total_cmp(&scores[other]).then(one.cmp(&other)));
        for (draw, votes) in order.into_iter().zip(forecast.quantiles(&SHARES)) {
            sums[draw] += votes;
        }
    }
    sums.sort_unstable_by(f64::total_cmp);
    shares.iter().map(|share| sums[((share * DRAWS as f64) as usize).min(DRAWS - 1)]).collect()
}

/// The votes below which one namesake's stay with each of these probabilities, where the scores of the principal's
/// `others` are known ([`Forecast::score`]): the law of one normal variable given those it goes with.
#[must_use]
pub fn given_others(forecast: &Forecast, others: &[f64], correlation: f64, shares: &[f64]) -> Vec<f64> {
    let count = others.len() as f64;
    let weight = correlation / (1.0 + (count - 1.0).max(0.0) * correlation);
    let (mean, variance) = (weight * others.iter().sum::<f64>(), 1.0 - correlation * weight * count);
    let score = |share: &f64| mean + sqrt(variance.max(0.0)) * normal_quantile(*share);
    forecast.quantiles(&shares.iter().map(|share| normal_cdf(score(share))).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::election::Surroundings;
    use crate::evidence::Evidence;
    use crate::model::Outlook;

    const LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

    fn forecasts() -> Vec<Forecast> {
        let outlook = |similarity: f64, photos: bool| Outlook {
            seat: Surroundings::new(900_000, 14, &[3_000, 1_200, 5_000, 2_000]),
            party: None,
            principal_votes: 400_000,
            similarity,
            photos,
            namesakes: 3,
        };
        let evidence = Evidence::builtin();
        [(1.0, false), (0.9, false), (1.0, true)].map(|(s, p)| Forecast::new(&outlook(s, p), &evidence)).to_vec()
    }

    /// The place of a sum by counting out a grid of the common score and of each one's own: no draws.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places in lists")]
    fn chance(forecasts: &[Forecast], correlation: f64, votes: f64) -> f64 {
        const NODES: usize = 160;
        let values: Vec<Vec<f64>> = forecasts.iter().map(|f| f.quantiles(&SHARES)).collect();
        let nodes = |number: usize| (0..number).map(move |n| normal_quantile(middle(n, number)));
        let at = |who: usize, common: f64, own: f64| {
            let share = normal_cdf(sqrt(correlation) * common + sqrt(1.0 - correlation) * own);
            values[who][((share * DRAWS as f64) as usize).min(DRAWS - 1)]
        };
        let mut below = 0;
        for common in nodes(40) {
            let [first, second, third] =
                [0, 1, 2].map(|who| nodes(NODES).map(|own| at(who, common, own)).collect::<Vec<_>>());
            for one in &first {
                below +=
                    second.iter().map(|two| third.partition_point(|three| one + two + three <= votes)).sum::<usize>();
            }
        }
        below as f64 / (40 * NODES * NODES * NODES) as f64
    }

    #[test]
    fn a_sum_is_where_counting_out_all_combinations_puts_it() {
        let forecasts = forecasts();
        for correlation in [0.0, 0.4] {
            for (level, votes) in LEVELS.iter().zip(sum_quantiles(&forecasts, correlation, &LEVELS)) {
                let counted = chance(&forecasts, correlation, votes);
                assert!((counted - level).abs() < 0.015, "{correlation}: {level} at {votes}, counted {counted}");
            }
        }
    }

    #[test]
    fn a_sum_of_one_is_its_forecast_and_a_shared_effect_widens_that_of_several() {
        let forecasts = forecasts();
        let alone = forecasts[0].quantiles(&LEVELS);
        for (sum, one) in sum_quantiles(&forecasts[..1], 0.4, &LEVELS).iter().zip(&alone) {
            assert!((sum / one - 1.0).abs() < 0.02, "{sum} {one}");
        }
        let width = |correlation: f64| {
            let q = sum_quantiles(&forecasts, correlation, &LEVELS);
            libm::log(q[4] / q[0])
        };
        assert!(width(0.0) < width(0.4) && width(0.4) < width(1.0), "{} {} {}", width(0.0), width(0.4), width(1.0));
        // Where all are one effect, the sum of the forecasts' points is the point of the sum.
        let together: f64 = forecasts.iter().map(|f| f.quantiles(&[0.95])[0]).sum();
        assert!((sum_quantiles(&forecasts, 1.0, &[0.95])[0] / together - 1.0).abs() < 0.02);
    }

    #[test]
    fn others_move_a_forecast_as_far_as_they_go_with_it() {
        let forecast = &forecasts()[0];
        assert_eq!(given_others(forecast, &[], 0.4, &LEVELS), forecast.quantiles(&LEVELS));
        let (few, many) =
            (given_others(forecast, &[-1.5], 0.4, &LEVELS), given_others(forecast, &[1.5, 1.5], 0.4, &LEVELS));
        assert!(few.iter().zip(&many).all(|(few, many)| few < many), "{few:?} {many:?}");
        // One other of score 1: the middle has score 0.4 and the spread sqrt(1 - 0.16).
        let middle = given_others(forecast, &[1.0], 0.4, &[0.5])[0];
        assert!((forecast.score(middle) - 0.4).abs() < 0.02, "{}", forecast.score(middle));
        let high = given_others(forecast, &[1.0], 0.4, &[normal_cdf(1.0)])[0];
        assert!((forecast.score(high) - 0.4 - sqrt(0.84)).abs() < 0.03, "{}", forecast.score(high));
    }
}
