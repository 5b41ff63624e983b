//! What candidates poll who are nobody's namesakes: the noise behind every namesake's votes.

use super::seen::Seen;
use super::simplex::{Spread, smallest, standard_errors};
use crate::election::{Surroundings, log_votes};
use crate::evidence::{Independents, OwnSupport, SmallParties, TypicalShare};
use crate::stats::TwoPiece;
use crate::stats::two_piece::student_constant;
use libm::{exp, sqrt};

// Every fit starts from numbers written here and not from what was believed before, so that the same
// tables give the same evidence whatever it was carried over from.

/// Candidates a fit looks at; of more, one in every so many is taken.
const MOST: usize = 20_000;

fn thinned<T: Copy>(list: &[T]) -> Vec<T> {
    list.iter().step_by(list.len().div_ceil(MOST).max(1)).copied().collect()
}

/// Plus or minus, for a source.
pub(super) fn give_or_take(value: f64, spread: Spread) -> String {
    match spread {
        Spread::Error(error) => format!("{value:.3} ± {error:.3}"),
        Spread::AtBound => format!("{value:.3} (its bound)"),
        Spread::Unknown => format!("{value:.3} (error unknown)"),
    }
}

/// Which of the numbers of a fit ran to their bounds, as the end of a source.
fn held(names: &[&str], spreads: &[Spread]) -> String {
    let held = names.iter().zip(spreads).filter(|(_, spread)| **spread == Spread::AtBound);
    held.map(|(name, _)| format!("; {name} ran to the bound of its range and is held there")).collect()
}

/// The law of ordinary independents, by maximum likelihood of each given the others of their seat and
/// the other seats of their election.
pub(super) fn independents(seen: &Seen) -> Independents {
    let placebos: Vec<(Surroundings, f64)> = thinned(&seen.placebos)
        .iter()
        .map(|placebo| (seen.standings.seat(placebo.seat).without(placebo.votes), log_votes(placebo.votes)))
        .collect();
    let law = |x: &[f64]| Independents {
        log_share: x[0],
        per_log_candidates: x[1],
        level_weight: exp(x[2]),
        spread_weight: exp(x[3]),
        spread: exp(x[4]),
        mode: x[5],
        skew: x[6],
        election_level_weight: exp(x[7]),
        election_spread_weight: exp(x[8]),
        source: String::new(),
    };
    let cost = |x: &[f64]| {
        // Elections of hundreds of seats cannot tell a small weight from none, and none would let a single
        // independent speak for an election: it is worth a seventh of a seat at least.
        if x[2].abs() > 6.0 || x[3].abs() > 6.0 || x[6].abs() > 2.0 || !(-2.0..6.0).contains(&x[7]) || x[8].abs() > 9.0
        {
            return f64::INFINITY;
        }
        let law = law(x);
        let mut constants: Vec<Option<f64>> = Vec::new();
        placebos
            .iter()
            .map(|(seat, log)| {
                let next = law.next(seat);
                -next.ln_density(*log, known_constant(&mut constants, seat.independents, next.degrees))
            })
            .sum()
    };
    let start = [-5.5, -0.8, 0.8, 3.3, -0.4, -0.5, 0.3, -1.0, 5.5];
    let (place, _) = smallest(&start, 0.2, 2_000, &cost);
    let errors = standard_errors(&place, 0.01, &cost);
    let mut fitted = law(&place);
    fitted.source = format!(
        "maximum likelihood on {} of {} ordinary independents, each given the others of the same seat and election; log_share {}, per_log_candidates {}, log spread {}, mode {}, skew {}{}",
        placebos.len(),
        seen.placebos.len(),
        give_or_take(place[0], errors[0]),
        give_or_take(place[1], errors[1]),
        give_or_take(place[4], errors[4]),
        give_or_take(place[5], errors[5]),
        give_or_take(place[6], errors[6]),
        held(
            &[
                "log_share",
                "per_log_candidates",
                "level_weight",
                "spread_weight",
                "spread",
                "mode",
                "skew",
                "election_level_weight",
                "election_spread_weight",
            ],
            &errors
        ),
    );
    fitted
}

/// The constant of Student's density by the whole number that tells its degrees apart.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of candidates")]
fn known_constant(constants: &mut Vec<Option<f64>>, number: f64, degrees: f64) -> f64 {
    let place = number as usize;
    if constants.len() <= place {
        constants.resize(place + 1, None);
    }
    *constants[place].get_or_insert_with(|| student_constant(degrees))
}

/// The law of small parties' candidates, each given the others of their party in that year.
pub(super) fn small_parties(seen: &Seen, independents: &Independents) -> SmallParties {
    let level = |seat: &Surroundings| independents.next(seat).location;
    let sums = seen.standings.parties(&level);
    let small = seen.standings.small();
    // (log ratio, how many others of the party, their sum)
    let ratios: Vec<(f64, f64, f64)> = small
        .iter()
        .map(|small| {
            let (ratio, (all, sum)) = (small.log - level(&seen.standings.seat(small.seat)), sums[small.party]);
            (ratio, all - 1.0, sum - ratio)
        })
        .collect();
    let ratios = thinned(&ratios);
    let law = |x: &[f64]| SmallParties {
        weight: exp(x[0]),
        log_ratio: x[1],
        spread: exp(x[2]),
        party_spread: exp(x[3]),
        degrees: exp(x[4]),
        mode: x[5],
        skew: x[6],
        source: String::new(),
    };
    let cost = |x: &[f64]| {
        if x[0].abs() > 6.0 || x[4].abs() > 5.0 || x[6].abs() > 2.0 {
            return f64::INFINITY;
        }
        let law = law(x);
        let constant = student_constant(law.degrees);
        ratios.iter().map(|&(ratio, others, sum)| -law.next(0.0, others, sum).ln_density(ratio, constant)).sum()
    };
    let start = [0.0, 0.2, -0.2, -1.5, 2.3, -0.4, 0.25];
    let (place, _) = smallest(&start, 0.2, 900, &cost);
    let errors = standard_errors(&place, 0.01, &cost);
    let mut fitted = law(&place);
    fitted.source = format!(
        "maximum likelihood on {} of {} candidates of parties who lost their deposits, each given the others of the same party in that year; log_ratio {}, log spread {}, mode {}, skew {}{}",
        ratios.len(),
        small.len(),
        give_or_take(place[1], errors[1]),
        give_or_take(place[2], errors[2]),
        give_or_take(place[5], errors[5]),
        give_or_take(place[6], errors[6]),
        held(&["weight", "log_ratio", "spread", "party_spread", "degrees", "mode", "skew"], &errors),
    );
    fitted
}

/// The law of the log ratio of an independent to the median of the others of their seat.
pub(super) fn own_support(seen: &Seen, before: &OwnSupport) -> OwnSupport {
    let all: Vec<f64> = seen
        .placebos
        .iter()
        .filter_map(|placebo| placebo.median_of_others.map(|median| log_votes(placebo.votes) - median))
        .collect();
    let ratios = thinned(&all);
    let law = |x: &[f64]| TwoPiece { location: x[0], scale: exp(x[1]), degrees: exp(x[2]), mode: 0.0, skew: 0.0 };
    let cost = |x: &[f64]| {
        let law = law(x);
        let constant = student_constant(law.degrees);
        if law.degrees > 200.0 {
            f64::INFINITY
        } else {
            ratios.iter().map(|&ratio| -law.ln_density(ratio, constant)).sum()
        }
    };
    let (place, _) = smallest(&[0.0, -0.2, 2.3], 0.2, 400, &cost);
    let errors = standard_errors(&place, 0.01, &cost);
    OwnSupport {
        location: place[0],
        scale: exp(place[1]),
        degrees: exp(place[2]),
        most_share: before.most_share,
        source: format!(
            "maximum likelihood on {} of {} ordinary independents with others beside them; location {}, log scale {}, log degrees {}; most_share: judgement",
            ratios.len(),
            all.len(),
            give_or_take(place[0], errors[0]),
            give_or_take(place[1], errors[1]),
            give_or_take(place[2], errors[2]),
        ),
    }
}

/// The typical independent's share where a contest has nobody to look at.
pub(super) fn typical_share(seen: &Seen, before: &TypicalShare) -> TypicalShare {
    let mut logs = seen.typical_shares.clone();
    if logs.len() < 20 {
        return before.clone();
    }
    logs.sort_by(f64::total_cmp);
    let n = logs.len() as f64;
    let mean = logs.iter().sum::<f64>() / n;
    let variance = logs.iter().map(|log| (log - mean) * (log - mean)).sum::<f64>() / (n - 1.0);
    TypicalShare {
        median: exp(logs[logs.len() / 2]),
        log_sd: sqrt(variance),
        source: format!("median and spread over {} contests with at least three ordinary independents", logs.len()),
    }
}
