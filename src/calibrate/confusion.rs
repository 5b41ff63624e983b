//! How often a name is taken for another: what is left of the namesakes' votes once the noise of
//! the placebos is taken away.

use super::namesakes::Namesakes;
use super::placebos::give_or_take;
use super::seen::Seen;
use super::simplex::{smallest, standard_errors};
use crate::evidence::{Ballots, Evidence};
use crate::stats::special::logistic;
use libm::{exp, sqrt};

/// What is believed before the tables are looked at, as normal laws: location of the log-odds, the
/// logarithms of their spread from pair to pair and from election to election, log-odds of being
/// confusable at all, photographs, the logarithm of the slope of similarity, and that of the scale of an
/// only namesake's own support over an ordinary candidate's where ballots carry photographs (elsewhere it
/// cannot be told from the spread of the rate, and namesakes of several showed no difference). Wide, and
/// centred on what was found elsewhere: Ukraine's OPORA, look-alike drug names (Lambert 1999), ballots
/// before and after photographs. That elections differ by half as much again, give or take a factor of
/// two, and that own support is as spread as an ordinary candidate's, give or take a third, is judgement.
const BELIEFS: [(f64, f64); 7] =
    [(-6.0, 1.5), (0.336, 0.5), (-0.92, 0.7), (0.7, 1.0), (-1.0, 0.7), (1.386, 0.5), (0.0, 0.3)];

/// The evidence with the name route, photographs, confusability and slope fitted by the largest
/// posterior density, and their errors by Laplace's method.
pub(super) fn fit(seen: &Seen, base: &Evidence) -> Evidence {
    let namesakes = Namesakes::new(seen, base);
    let with = |x: &[f64]| {
        let mut evidence = base.clone();
        evidence.name_route.location = x[0];
        evidence.name_route.scale = exp(x[1]);
        evidence.confusable.mean = logistic(x[3]);
        evidence.photo.location = x[4];
        // The photographs' own uncertainty is found below, and is no spread of the pairs.
        evidence.photo.scale = 0.0;
        evidence.similarity_slope.scale = exp(x[5]);
        evidence.namesakes.photo_spread = exp(x[6]);
        evidence
    };
    let cost = |x: &[f64]| {
        let believed: f64 =
            x.iter().zip(BELIEFS).map(|(x, (mean, sd))| 0.5 * ((x - mean) / sd) * ((x - mean) / sd)).sum();
        believed - namesakes.ln_likelihood(&with(x), exp(x[2]))
    };
    let (place, _) = smallest(&BELIEFS.map(|(mean, _)| mean), 0.4, 1_200, &cost);
    let errors = standard_errors(&place, 0.1, &cost);
    // Where the curvature tells nothing, what was believed stands.
    let error = |axis: usize| errors[axis].error().unwrap_or(BELIEFS[axis].1);
    let photos = seen.namesakes.iter().filter(|namesake| namesake.photos).count();
    let confusable = logistic(place[3]);
    let spread = error(3) * confusable * (1.0 - confusable);
    let (pairs, elections) = (exp(place[1]), exp(place[2]));
    let mut evidence = with(&place);
    // A contest outside the tables is another pair in another election, and the middle of all
    // elections is itself known only so well.
    evidence.name_route.scale = sqrt(pairs * pairs + elections * elections + error(0) * error(0));
    evidence.name_route.source = format!(
        "fitted to {} namesakes of {} elections (a state in a year): {}, {pairs:.3} from pair to pair, {elections:.3} from election to election",
        seen.namesakes.len(),
        namesakes.elections(),
        give_or_take(place[0], errors[0]),
    );
    evidence.photo.scale = error(4).min(BELIEFS[4].1);
    evidence.photo.source = format!(
        "fitted to {photos} namesakes with photographs and {} without: {}; eras are also kinds of election, so this is no cause",
        seen.namesakes.len() - photos,
        give_or_take(place[4], errors[4]),
    );
    let count = |namesakes: usize| u32::try_from(namesakes).unwrap_or(u32::MAX);
    let (with, without) = (count(photos), count(seen.namesakes.len() - photos));
    evidence.ballots = Ballots::of_photos(evidence.photo.location, evidence.photo.scale, with, without);
    evidence.confusable.concentration = (confusable * (1.0 - confusable) / (spread * spread) - 1.0).max(1.0);
    evidence.confusable.source = format!("fitted to the same: log-odds {}", give_or_take(place[3], errors[3]));
    evidence.similarity_slope.source = format!(
        "fitted to the same: log {}; direction from look-alike drug names (Lambert 1999)",
        give_or_take(place[5], errors[5])
    );
    let alone = seen.namesakes.iter().filter(|namesake| namesake.photos && namesake.of == 1).count();
    evidence.namesakes.source = format!(
        "photo_spread: fitted with the name route to {alone} namesakes, each the only one of a principal, log {}",
        give_or_take(place[6], errors[6])
    );
    evidence
}
