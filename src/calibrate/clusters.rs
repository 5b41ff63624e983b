//! How far the namesakes of one principal go together.

use super::namesakes::outlooks;
use super::placebos::give_or_take;
use super::seen::Seen;
use super::simplex::{smallest, standard_errors};
use crate::evidence::Evidence;
use crate::model::Forecast;
use crate::stats::special::logistic;
use libm::log;
use std::collections::BTreeMap;

/// Fewer principals with several namesakes tell nothing.
const LEAST: usize = 20;

/// The normal scores of the votes of each principal's namesakes under their own forecasts, of
/// principals who have several.
fn clusters(seen: &Seen, evidence: &Evidence) -> Vec<Vec<f64>> {
    let mut clusters: BTreeMap<(usize, usize), Vec<f64>> = BTreeMap::new();
    for (namesake, outlook) in seen.namesakes.iter().zip(outlooks(seen, evidence)) {
        if namesake.of > 1 {
            let score = Forecast::new(&outlook, evidence).score(namesake.votes as f64);
            clusters.entry((namesake.seat, namesake.principal)).or_default().push(score);
        }
    }
    clusters.into_values().collect()
}

/// The logarithm of the density of jointly normal scores with one correlation, over that of as many
/// independent ones.
fn ln_ratio(scores: &[f64], correlation: f64) -> f64 {
    let (n, apart) = (scores.len() as f64, 1.0 - correlation);
    let together = 1.0 + (n - 1.0) * correlation;
    let squares: f64 = scores.iter().map(|z| z * z).sum();
    let sum: f64 = scores.iter().sum();
    let form = (squares - correlation / together * sum * sum) / apart;
    -0.5 * ((n - 1.0) * log(apart) + log(together) + form - squares)
}

/// The evidence with the correlation of largest likelihood, the laws of each alone taken as fitted
/// (inference functions for margins: Joe 2005).
pub(super) fn fit(seen: &Seen, mut evidence: Evidence) -> Evidence {
    let clusters = clusters(seen, &evidence);
    if clusters.len() < LEAST {
        evidence.namesakes.source =
            format!("correlation: as before, too few principals have several; {}", evidence.namesakes.source);
        return evidence;
    }
    let cost = |x: &[f64]| {
        if x[0].abs() > 6.0 {
            return f64::INFINITY;
        }
        clusters.iter().map(|scores| -ln_ratio(scores, logistic(x[0]))).sum()
    };
    let (place, least) = smallest(&[-0.5], 0.4, 200, &cost);
    let errors = standard_errors(&place, 0.05, &cost);
    evidence.namesakes.correlation = logistic(place[0]);
    evidence.namesakes.source = format!(
        "correlation: maximum likelihood on {} namesakes of {} principals with several, log-odds {}, {:.1} units of log-likelihood above independence; {}",
        clusters.iter().map(Vec::len).sum::<usize>(),
        clusters.len(),
        give_or_take(place[0], errors[0]),
        -least,
        evidence.namesakes.source
    );
    evidence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::special::normal_density;

    #[test]
    fn the_density_of_two_scores_is_that_of_the_bivariate_normal() {
        // By the shared effect itself: both scores are sqrt(r) a + sqrt(1 - r) e, and a is added up over a grid.
        let (x, y, r) = (0.7, -1.3, 0.4_f64);
        let apart = (1.0 - r).sqrt();
        let given = |z: f64, a: f64| normal_density((z - r.sqrt() * a) / apart) / apart;
        let steps = (-8_000..=8_000).map(|step| f64::from(step) / 1_000.0);
        let joint: f64 = steps.map(|a| 0.001 * normal_density(a) * given(x, a) * given(y, a)).sum();
        let ratio = log(joint / normal_density(x) / normal_density(y));
        assert!((ln_ratio(&[x, y], r) - ratio).abs() < 1e-9, "{} {ratio}", ln_ratio(&[x, y], r));
        assert!(ln_ratio(&[x, y, 0.2], 0.0).abs() < 1e-12);
    }
}
