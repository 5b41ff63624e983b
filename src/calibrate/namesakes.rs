//! How probable the namesakes' votes are under given priors.

use super::seen::Seen;
use crate::evidence::Evidence;
use crate::model::{Forecast, Outlook};
use crate::stats::special::normal_density;
use libm::{exp, expm1, log};
use std::collections::BTreeMap;

/// The logarithms of the hazard at which the votes of every namesake are weighed: from so few
/// diverted votes that they are none to more than half, in steps that are short against the spread
/// of any rate, and against what hundreds of namesakes of one election leave unknown of its rate.
const LEAST: f64 = -20.0;
const STEP: f64 = 0.1;
const POINTS: usize = 210;

/// How many steps an election may lie from the middle of all elections.
const FAR: usize = 24;

/// A namesake, with the density of their votes at every hazard.
#[derive(Debug)]
struct Weighed {
    similarity: f64,
    photos: bool,
    /// Where nothing is diverted.
    idle: f64,
    diverted: Vec<f64>,
}

/// The namesakes, election by election. What anybody like them polls is known by now, so the density
/// of a namesake's votes at a given rate does not depend on what is fitted and is computed once.
#[derive(Debug)]
pub(super) struct Namesakes {
    elections: Vec<Vec<Weighed>>,
}

impl Namesakes {
    /// Weighs the votes of every namesake against the laws of those who are nobody's. The contests of
    /// one year are one election.
    pub fn new(seen: &Seen, evidence: &Evidence) -> Self {
        let parties = seen.standings.parties(&|seat| evidence.independents.next(seat).location);
        let mut elections: BTreeMap<Option<u16>, Vec<Weighed>> = BTreeMap::new();
        for namesake in &seen.namesakes {
            let outlook = Outlook {
                seat: seen.standings.seat(namesake.seat),
                party: namesake
                    .party
                    .as_ref()
                    .map(|party| seen.standings.party(namesake.year, party).map_or((0.0, 0.0), |party| parties[party])),
                principal_votes: namesake.principal_votes,
                similarity: namesake.similarity,
                photos: namesake.photos,
            };
            let (forecast, votes) = (Forecast::new(&outlook, evidence), namesake.votes as f64);
            // X votes arrived of X / (1 - p) that were meant, so X times the odds went astray.
            let astray = |point: usize| namesake.principal_votes as f64 * expm1(exp(LEAST + STEP * point as f64));
            elections.entry(namesake.year).or_default().push(Weighed {
                similarity: namesake.similarity,
                photos: namesake.photos,
                idle: forecast.density(votes, 0.0),
                diverted: (0..POINTS).map(|point| forecast.density(votes, astray(point))).collect(),
            });
        }
        Namesakes { elections: elections.into_values().collect() }
    }

    /// How many years there are.
    pub fn elections(&self) -> usize {
        self.elections.len()
    }

    /// The logarithm of the probability of all their votes, where the log-odds of an election differ
    /// from those of `evidence` by a normal law of standard deviation `spread`.
    pub fn ln_likelihood(&self, evidence: &Evidence, spread: f64) -> f64 {
        let mut laws = BTreeMap::new();
        let offsets: Vec<f64> = (0..=2 * FAR).map(|step| (step as f64 - FAR as f64) * STEP).collect();
        let weights: Vec<f64> = offsets.iter().map(|offset| normal_density(offset / spread)).collect();
        let whole: f64 = weights.iter().sum();
        let mut sum = 0.0;
        for election in &self.elections {
            let mut logs = vec![0.0; offsets.len()];
            for namesake in election {
                let key = (namesake.similarity.to_bits(), namesake.photos);
                let (open, law) =
                    laws.entry(key).or_insert_with(|| law(evidence, namesake.similarity, namesake.photos));
                for (step, log_sum) in logs.iter_mut().enumerate() {
                    // A higher rate all over an election moves the law along the hazards.
                    let confused: f64 = if step < FAR {
                        law[FAR - step..].iter().zip(&namesake.diverted).map(|(w, d)| w * d).sum()
                    } else {
                        law.iter().zip(&namesake.diverted[step - FAR..]).map(|(w, d)| w * d).sum()
                    };
                    *log_sum += log((1.0 - *open) * namesake.idle + *open * confused + 1e-300);
                }
            }
            let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let mixed: f64 = logs.iter().zip(&weights).map(|(log, weight)| weight / whole * exp(log - highest)).sum();
            sum += highest + log(mixed);
        }
        sum
    }
}

/// The probability that a name can be taken for the other at all, and that of each hazard if so.
fn law(evidence: &Evidence, similarity: f64, photos: bool) -> (f64, Vec<f64>) {
    evidence.by_name(similarity, photos).map_or_else(
        || (0.0, vec![0.0; POINTS]),
        |route| {
            let law: Vec<f64> =
                (0..POINTS).map(|point| STEP * route.rate.density(LEAST + STEP * point as f64)).collect();
            let whole: f64 = law.iter().sum();
            // Whatever lies beyond the ends is so few votes, or so many, that the ends stand for it.
            (route.open, law.into_iter().map(|weight| weight / whole).collect())
        },
    )
}
