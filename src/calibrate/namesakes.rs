//! How probable the namesakes' votes are under given priors.

use super::seen::{Namesake, Seen};
use crate::evidence::Evidence;
use crate::model::Outlook;
use crate::stats::TwoPiece;
use crate::stats::special::normal_density;
use crate::stats::two_piece::student_constant;
use libm::{exp, expm1, log};
use std::collections::BTreeMap;

/// The logarithms of the hazard at which the votes of every namesake are weighed: from so few
/// diverted votes that they are none to more than half, in steps that are short against the spread
/// of any rate.
const LEAST: f64 = -20.0;
const STEP: f64 = 0.1;
const POINTS: usize = 210;

/// How many of those steps an election may lie from the middle of all elections, and how many lie
/// between two places that are looked at: short against what the namesakes of one election leave
/// unknown of its rate.
const FAR: usize = 40;
const EVERY: usize = 2;

/// A namesake, with what would be left to them at every hazard.
#[derive(Debug)]
struct Weighed {
    outlook: Outlook,
    own: Own,
    /// Densities of the votes where nothing is diverted, and at every hazard that leaves them any,
    /// where they do not depend on what is fitted.
    known: Option<(f64, Vec<f64>)>,
}

/// The law of own support, and the logarithms (of a half more) of what is left to it: of all votes,
/// and of those that every hazard leaves.
#[derive(Debug)]
struct Own {
    law: TwoPiece,
    constant: f64,
    all: f64,
    left: Vec<f64>,
}

impl Own {
    fn new(outlook: &Outlook, votes: u64, evidence: &Evidence) -> Self {
        let law = outlook.own_support(evidence);
        // X votes arrived of X / (1 - p) that were meant, so X times the odds went astray.
        let astray = |point: usize| outlook.principal_votes as f64 * expm1(exp(LEAST + STEP * point as f64));
        let votes = votes as f64;
        let left = (0..POINTS).map(|point| votes - astray(point)).take_while(|left| *left >= 0.0);
        Own {
            constant: student_constant(law.degrees),
            law,
            all: log(votes + 0.5),
            left: left.map(|left| log(left + 0.5)).collect(),
        }
    }

    /// The densities of the votes, a vote being 1 / (own + 1/2) of a unit of the logarithm, with the
    /// scale of own support so many times what it is.
    fn densities(&self, spread: f64) -> (f64, Vec<f64>) {
        let law = TwoPiece { scale: spread * self.law.scale, ..self.law };
        let density = |log: f64| exp(law.ln_density(log, self.constant) - log);
        (density(self.all), self.left.iter().map(|&log| density(log)).collect())
    }
}

/// The namesakes, election by election. What anybody like them polls is known by now; how much less
/// than that an only namesake varies where ballots carry photographs is not.
#[derive(Debug)]
pub(super) struct Namesakes {
    elections: Vec<Vec<Weighed>>,
}

/// What is seen of every namesake but their own votes.
pub(super) fn outlooks(seen: &Seen, evidence: &Evidence) -> Vec<Outlook> {
    let parties = seen.standings.parties(&|seat| evidence.independents.next(seat).location);
    let known = |namesake: &Namesake, party: &String| {
        seen.standings.party(namesake.year, party).map_or((0.0, 0.0), |party| parties[party])
    };
    let outlook = |namesake: &Namesake| Outlook {
        seat: seen.standings.seat(namesake.seat),
        party: namesake.party.as_ref().map(|party| known(namesake, party)),
        principal_votes: namesake.principal_votes,
        similarity: namesake.similarity,
        photos: namesake.photos,
        namesakes: namesake.of,
    };
    seen.namesakes.iter().map(outlook).collect()
}

impl Namesakes {
    /// Weighs the votes of every namesake against the laws of those who are nobody's. The contests of
    /// one state in one year are one election.
    pub fn new(seen: &Seen, evidence: &Evidence) -> Self {
        let mut plain = evidence.clone();
        plain.namesakes.photo_spread = 1.0;
        let mut elections: BTreeMap<usize, Vec<Weighed>> = BTreeMap::new();
        for (namesake, outlook) in seen.namesakes.iter().zip(outlooks(seen, &plain)) {
            let own = Own::new(&outlook, namesake.votes, &plain);
            let known = (!namesake.photos || namesake.of > 1).then(|| own.densities(1.0));
            let election = seen.standings.election(namesake.seat);
            elections.entry(election).or_default().push(Weighed { outlook, own, known });
        }
        Namesakes { elections: elections.into_values().collect() }
    }

    /// How many elections there are.
    pub fn elections(&self) -> usize {
        self.elections.len()
    }

    /// The logarithm of the probability of all their votes, where the log-odds of an election differ
    /// from those of `evidence` by a normal law of standard deviation `spread`.
    pub fn ln_likelihood(&self, evidence: &Evidence, spread: f64) -> f64 {
        let mut laws = BTreeMap::new();
        let steps: Vec<usize> = (0..=2 * FAR).step_by(EVERY).collect();
        let offset = |step: &usize| (*step as f64 - FAR as f64) * STEP;
        let weights: Vec<f64> = steps.iter().map(|step| normal_density(offset(step) / spread)).collect();
        let whole: f64 = weights.iter().sum();
        let mut sum = 0.0;
        for election in &self.elections {
            let mut logs = vec![0.0; steps.len()];
            for namesake in election {
                let outlook = &namesake.outlook;
                let key = (outlook.similarity.to_bits(), outlook.photos, outlook.namesakes);
                let (open, law) = laws.entry(key).or_insert_with(|| law(outlook, evidence));
                let fresh;
                let (idle, diverted) = if let Some(known) = &namesake.known {
                    known
                } else {
                    fresh = namesake.own.densities(evidence.namesakes.photo_spread);
                    &fresh
                };
                for (&step, log_sum) in steps.iter().zip(&mut logs) {
                    // A higher rate all over an election moves the law along the hazards.
                    let (from, to) = (FAR.saturating_sub(step), step.saturating_sub(FAR).min(diverted.len()));
                    let confused: f64 = law[from..].iter().zip(&diverted[to..]).map(|(w, d)| w * d).sum();
                    *log_sum += log((1.0 - *open) * idle + *open * confused + 1e-300);
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
fn law(outlook: &Outlook, evidence: &Evidence) -> (f64, Vec<f64>) {
    outlook.route(evidence).map_or_else(
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
