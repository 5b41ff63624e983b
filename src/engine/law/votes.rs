//! The votes of a contest to come at one point of what all booths share, and what the booths add by chance.

use super::point::Point;
use super::waves::BoothLaw;
use crate::model::{Group, Model};
use crate::scenario::Support;
use crate::stats::special::probability;
use crate::stats::variates::normal;

/// A seat in which a principal has no more votes than this is counted out, vote by vote.
pub(super) const FEW: u64 = 256;

/// The votes as meant.
pub(super) struct Votes {
    /// By candidate.
    pub all: Vec<f64>,
    /// Votes of every group's principal, and pairs of votes of one booth, by segment.
    pub places: Vec<Vec<(f64, f64)>>,
}

/// What the booths add by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Score {
    pub normal: f64,
    /// Whether it is corrected for skewness: what that changes shows how far a normal number can be believed.
    pub skewed: bool,
}

/// Mean, deviation and skewness of the diverted votes.
pub(super) struct Spread {
    mean: f64,
    deviation: f64,
    skew: f64,
}

impl Spread {
    /// The diverted votes at a standard normal score, corrected for their skewness (Cornish and Fisher 1938) or not.
    pub fn at(&self, score: Score) -> f64 {
        let skew = if score.skewed { self.skew / 6.0 * (score.normal * score.normal - 1.0) } else { 0.0 };
        (self.mean + self.deviation * (score.normal + skew)).max(0.0)
    }
}

/// Standard normal effects on the support of the candidates that the world has columns of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Effects {
    /// Of the whole contest.
    pub contest: Vec<f64>,
    /// Of each segment.
    pub segments: Vec<Vec<f64>>,
}

impl Effects {
    pub fn draw(model: &Model, support: &Support, point: &mut Point) -> Self {
        let columns = model.world.columns().count();
        let mut some = |sd: f64| (0..columns).map(|_| if sd > 0.0 { normal(point) } else { 0.0 }).collect();
        let contest = some(support.contest_sd);
        Effects { contest, segments: (0..model.world.segments()).map(|_| some(support.segment_sd)).collect() }
    }
}

/// The votes as stated.
pub(super) fn stated(model: &Model) -> Votes {
    let place = |group: &Group| {
        let sums = |ends: &[usize]| {
            let votes = group.votes[ends[0]..ends[1]].iter().map(|&n| f64::from(n));
            votes.fold((0.0, 0.0), |s, n| (s.0 + n, s.1 + n * (n - 1.0)))
        };
        model.world.starts.windows(2).map(sums).collect()
    };
    Votes {
        all: model.known.iter().map(|&votes| votes as f64).collect(),
        places: model.groups.iter().map(place).collect(),
    }
}

/// The votes as meant, before they are rounded, under effects on everybody's support; the booths' own are drawn here.
pub(super) fn intended(model: &Model, support: &Support, effects: &Effects, point: &mut Point) -> Votes {
    let columns: Vec<(usize, &[u32])> = model.world.columns().collect();
    let groups: Vec<Option<usize>> =
        columns.iter().map(|&(c, _)| model.groups.iter().position(|group| group.principal == c)).collect();
    let mut all: Vec<f64> = model.known.iter().map(|&votes| votes as f64).collect();
    columns.iter().for_each(|&(c, _)| all[c] = 0.0);
    let mut places = vec![vec![(0.0, 0.0); model.world.segments()]; model.groups.len()];
    let mut shares = vec![0.0; columns.len()];
    for (segment, own) in effects.segments.iter().enumerate() {
        let both = effects.contest.iter().zip(own);
        let steady: Vec<f64> = both.map(|(c, s)| libm::exp(support.contest_sd * c + support.segment_sd * s)).collect();
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
    Votes { all, places }
}

/// P(T = 0), P(T = 1), ... of a group's diverted votes at a hazard and the segments' factors of it, counted out booth by booth.
pub(super) fn counted_out(model: &Model, group: &Group, hazard: f64, factors: &[f64]) -> Vec<f64> {
    let mut law = vec![1.0];
    for (segment, factor) in factors.iter().enumerate() {
        let booth = BoothLaw::new(probability(hazard * factor), model.booth_cv);
        for &n in &group.votes[model.world.starts[segment]..model.world.starts[segment + 1]] {
            law = super::convolution::added(&law, &booth.masses(n));
        }
    }
    law
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
            if votes * p > 0.0 {
                third += here * (2.0 * here / (votes * p) - 1.0);
            }
        }
        let deviation = libm::sqrt(variance);
        Spread { mean, deviation, skew: if variance > 0.0 { third / (variance * deviation) } else { 0.0 } }
    }
}
