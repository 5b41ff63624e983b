//! The votes of a contest to come at one point of what all booths share, and what the booths add by chance.

use super::effects::Point;
use super::waves::BoothLaw;
use crate::model::Model;
use crate::scenario::Support;
use crate::stats::special::probability;
use crate::stats::variates::normal;

/// What rounding whole votes booth by booth adds to the variance of a lead, for every booth: two counts, each off by a
/// number between two neighbours.
const ROUNDING: f64 = 1.0 / 3.0;

/// The votes as meant.
pub(super) struct Votes {
    /// By candidate.
    pub all: Vec<f64>,
    /// Votes of every group's principal, and pairs of votes of one booth, by segment.
    places: Vec<Vec<(f64, f64)>>,
    /// Variance that the lead has besides.
    rounding: f64,
}

/// Mean, variance and skewness of the diverted votes.
pub(super) struct Spread {
    mean: f64,
    deviation: f64,
    skew: f64,
}

impl Spread {
    /// The diverted votes at a standard normal score (Cornish and Fisher 1938).
    pub fn at(&self, score: f64) -> f64 {
        (self.mean + self.deviation * (score + self.skew / 6.0 * (score * score - 1.0))).max(0.0)
    }
}

/// The votes as meant at a point.
pub(super) fn intended(model: &Model, support: &Support, point: &mut Point) -> Votes {
    let known: Vec<f64> = model.known.iter().map(|&votes| votes as f64).collect();
    if support.is_fixed() {
        let place = |group: &crate::model::Group| {
            let sums = |ends: &[usize]| {
                group.votes[ends[0]..ends[1]]
                    .iter()
                    .map(|&n| f64::from(n))
                    .fold((0.0, 0.0), |s, n| (s.0 + n, s.1 + n * (n - 1.0)))
            };
            model.world.starts.windows(2).map(sums).collect()
        };
        return Votes { all: known, places: model.groups.iter().map(place).collect(), rounding: 0.0 };
    }
    let columns: Vec<(usize, &[u32])> = model.world.columns().collect();
    let groups: Vec<Option<usize>> =
        columns.iter().map(|&(c, _)| model.groups.iter().position(|group| group.principal == c)).collect();
    let contest: Vec<f64> = columns.iter().map(|_| support.contest_sd * normal(point)).collect();
    let mut all = known;
    columns.iter().for_each(|&(c, _)| all[c] = 0.0);
    let mut places = vec![vec![(0.0, 0.0); model.world.segments()]; model.groups.len()];
    let mut shares = vec![0.0; columns.len()];
    for segment in 0..model.world.segments() {
        let effect = |c: &f64, point: &mut Point| {
            let segment = if support.segment_sd > 0.0 { support.segment_sd * normal(point) } else { 0.0 };
            libm::exp(c + segment)
        };
        let steady: Vec<f64> = contest.iter().map(|c| effect(c, point)).collect();
        for cell in model.world.starts[segment]..model.world.starts[segment + 1] {
            let (mut polled, mut sum) = (0.0, 0.0);
            for ((share, &(_, votes)), steady) in shares.iter_mut().zip(&columns).zip(&steady) {
                let booth = if support.booth_sd > 0.0 { libm::exp(support.booth_sd * normal(point)) } else { 1.0 };
                *share = f64::from(votes[cell]) * steady * booth;
                sum += *share;
                polled += f64::from(votes[cell]);
            }
            let scale = if sum > 0.0 { polled / sum } else { 0.0 };
            for ((share, &(candidate, _)), group) in shares.iter().zip(&columns).zip(&groups) {
                let here = share * scale;
                all[candidate] += here;
                if let Some(group) = group {
                    let (votes, pairs) = &mut places[*group][segment];
                    *votes += here;
                    *pairs += (here * (here - 1.0)).max(0.0);
                }
            }
        }
    }
    Votes { all, places, rounding: ROUNDING * model.world.cells.len() as f64 }
}

impl Votes {
    /// The segment in which a group's principal has most votes.
    pub fn largest(&self, at: usize) -> usize {
        let places = &self.places[at];
        (0..places.len()).max_by(|&a, &b| places[a].0.total_cmp(&places[b].0)).unwrap_or(0)
    }

    /// The votes diverted from a group's principal at a hazard and the segments' factors of it.
    pub fn spread(&self, at: usize, hazard: f64, factors: &[f64], cv: f64) -> Spread {
        let (mut mean, mut variance, mut third) = (0.0, 0.0, 0.0);
        for (&(votes, pairs), factor) in self.places[at].iter().zip(factors) {
            let p = probability(hazard * factor);
            let correlation = BoothLaw::new(p, cv).correlation();
            let here = p * (1.0 - p) * (votes + pairs * correlation);
            mean += votes * p;
            variance += here;
            // A negative binomial's third moment, which a beta-binomial has for small rates.
            if mean > 0.0 && votes * p > 0.0 {
                third += here * (2.0 * here / (votes * p) - 1.0);
            }
        }
        let all = variance + self.rounding;
        let deviation = libm::sqrt(all);
        Spread { mean, deviation, skew: if all > 0.0 { third / (all * deviation) } else { 0.0 } }
    }
}
