//! How often a name is taken for another: what is left of the namesakes' votes once the noise of
//! the placebos is taken away.

use super::placebos::give_or_take;
use super::seen::Seen;
use super::simplex::{smallest, standard_errors};
use crate::evidence::Evidence;
use crate::model::{Forecast, Outlook};
use crate::stats::special::{logistic, logit};
use libm::{exp, log};

/// What is believed before the tables are looked at, as normal laws: location and scale of the
/// log-odds, log-odds of being confusable at all, photographs, and the slope of similarity (the
/// scales of two of them by their logarithms). Wide, and centred on what was found elsewhere:
/// Ukraine's OPORA, look-alike drug names (Lambert 1999), ballots before and after photographs.
const BELIEFS: [(f64, f64); 5] = [(-6.0, 1.5), (0.336, 0.5), (0.7, 1.0), (-1.0, 0.7), (1.386, 0.5)];

/// The evidence with the name route, photographs, confusability and slope fitted by the largest
/// posterior density, and their errors by Laplace's method.
pub(super) fn fit(seen: &Seen, mut evidence: Evidence) -> Evidence {
    let mut sums = vec![(0.0, 0.0); seen.parties()];
    for small in &seen.small {
        let level = evidence.independents.next(&small.seat).location;
        sums[small.party].0 += 1.0;
        sums[small.party].1 += small.log - level;
    }
    let outlooks: Vec<(Outlook, f64)> = seen
        .namesakes
        .iter()
        .map(|namesake| {
            let outlook = Outlook {
                seat: namesake.seat,
                party: namesake.party.map(|party| sums[party]),
                principal_votes: namesake.principal_votes,
                similarity: namesake.similarity,
                photos: namesake.photos,
            };
            (outlook, namesake.votes as f64)
        })
        .collect();
    let base = evidence.clone();
    let with = |x: &[f64]| {
        let mut evidence = base.clone();
        evidence.name_route.location = x[0];
        evidence.name_route.scale = exp(x[1]);
        evidence.confusable.mean = logistic(x[2]);
        evidence.photo.location = x[3];
        // The photographs' own uncertainty is found below, and is no spread of the pairs.
        evidence.photo.scale = 0.0;
        evidence.similarity_slope.scale = exp(x[4]);
        evidence
    };
    let cost = |x: &[f64]| {
        let evidence = with(x);
        let believed: f64 =
            x.iter().zip(BELIEFS).map(|(x, (mean, sd))| 0.5 * ((x - mean) / sd) * ((x - mean) / sd)).sum();
        let seen: f64 = outlooks
            .iter()
            .map(|(outlook, votes)| -log(Forecast::new(outlook, &evidence).density(*votes).max(1e-300)))
            .sum();
        believed + seen
    };
    let (place, _) = smallest(&BELIEFS.map(|(mean, _)| mean), 0.4, 600, &cost);
    // A long step: the density is a sum over a few hundred nodes, which shorter steps would feel.
    let errors = standard_errors(&place, 0.3, &cost);
    let photos = seen.namesakes.iter().filter(|namesake| namesake.photos).count();
    let counts =
        format!("{} namesakes without photographs on the ballot and {photos} with", seen.namesakes.len() - photos);
    let source = |what: String| format!("largest posterior density on {counts}, placebos as the noise; {what}");
    let confusable = logistic(place[2]);
    let spread = errors[2] * confusable * (1.0 - confusable);
    evidence = with(&place);
    evidence.name_route.source = source(format!(
        "location {}, log scale {}; believed before: -6 ± 1.5, 0.34 ± 0.5",
        give_or_take(place[0], errors[0]),
        give_or_take(place[1], errors[1])
    ));
    evidence.photo.scale = errors[3].min(BELIEFS[3].1);
    evidence.photo.source = source(format!(
        "{}; believed before: -1 ± 0.7; eras are also kinds of election, so this is no cause",
        give_or_take(place[3], errors[3])
    ));
    evidence.confusable.concentration = (confusable * (1.0 - confusable) / (spread * spread) - 1.0).max(1.0);
    evidence.confusable.source = source(format!(
        "log-odds {}; believed before: {:.2} ± 1",
        give_or_take(logit(confusable), errors[2]),
        BELIEFS[2].0
    ));
    evidence.similarity_slope.source = source(format!(
        "log {}; believed before: 1.386 ± 0.5, from look-alike drug names (Lambert 1999)",
        give_or_take(place[4], errors[4])
    ));
    evidence
}
