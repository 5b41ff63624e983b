//! The votes of a contest to come at one point of what all booths share, and what the booths add by chance.

use super::point::Point;
use super::waves::BoothLaw;
use crate::model::Model;
use crate::scenario::Support;
use crate::stats::special::probability;
use crate::stats::variates::normal;
use rand::RngExt;
use std::collections::BTreeMap;

/// A seat in which a principal has no more votes than this is counted out, vote by vote.
pub(super) const FEW: u64 = 256;

/// The votes as meant.
pub(super) struct Votes {
    /// By candidate.
    pub all: Vec<f64>,
    /// Votes of every group's principal, and pairs of votes of one booth, by segment.
    pub places: Vec<Vec<(f64, f64)>>,
    /// Whole votes of every group's principal by cell; `None` where real numbers stand for them.
    pub cells: Option<Vec<Vec<u32>>>,
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
    Votes::whole(model, model.known.iter().map(|&votes| votes as f64).collect(), |at| model.groups[at].votes.clone())
}

/// Factors of everybody's support in every cell, column after column; none where booths do not vary.
pub(super) fn booths(model: &Model, support: &Support, point: &mut Point) -> Vec<f64> {
    let number = if support.booth_sd > 0.0 { model.world.cells.len() * model.world.columns().count() } else { 0 };
    (0..number).map(|_| libm::exp(support.booth_sd * normal(point))).collect()
}

/// The votes as meant under effects on everybody's support, before they are made whole.
pub(super) fn intended(model: &Model, support: &Support, effects: &Effects, booths: &[f64]) -> Votes {
    let columns: Vec<usize> = model.world.columns().map(|(c, _)| c).collect();
    let groups: Vec<Option<usize>> =
        columns.iter().map(|&c| model.groups.iter().position(|group| group.principal == c)).collect();
    let mut all = without_columns(model);
    let mut places = vec![vec![(0.0, 0.0); model.world.segments()]; model.groups.len()];
    each_cell(model, support, effects, booths, &mut |segment, _, shares| {
        for ((&here, &candidate), group) in shares.iter().zip(&columns).zip(&groups) {
            all[candidate] += here;
            if let Some(group) = group {
                let (votes, pairs) = &mut places[*group][segment];
                *votes += here;
                *pairs += (here * (here - 1.0)).max(0.0);
            }
        }
    });
    Votes { all, places, cells: None }
}

/// The same made whole, as the sampler does it: running totals are cut at whole votes after one offset a cell.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cell holds fewer than 2^32 votes")]
pub(super) fn made_whole(model: &Model, support: &Support, effects: &Effects, point: &mut Point) -> Votes {
    let booths = booths(model, support, point);
    let columns: Vec<usize> = model.world.columns().map(|(c, _)| c).collect();
    let mut all = without_columns(model);
    let mut cells = vec![vec![0; model.world.cells.len()]; model.groups.len()];
    each_cell(model, support, effects, &booths, &mut |_, cell, shares| {
        let polled = libm::round(shares.iter().sum());
        let (mut reached, mut given) = (point.random::<f64>(), 0.0);
        for (column, (&share, &candidate)) in shares.iter().zip(&columns).enumerate() {
            reached += share;
            let upto = if column + 1 == columns.len() { polled } else { libm::floor(reached).min(polled) };
            let here = upto - given;
            given = upto;
            all[candidate] += here;
            if let Some(group) = model.groups.iter().position(|group| group.principal == candidate) {
                cells[group][cell] = here as u32;
            }
        }
    });
    Votes::whole(model, all, |at| std::mem::take(&mut cells[at]))
}

/// The variance that making votes whole adds to the lead of one column over another, summed over the cells. Of a running total r
/// the part a = r - floor(r) is made a whole vote where the cell's offset is at least 1 - a, so that two of them have the
/// covariance min(a, b) - a b.
pub(super) fn rounding(
    model: &Model,
    support: &Support,
    effects: &Effects,
    booths: &[f64],
    (one, other): (usize, usize),
) -> f64 {
    let mut variance = 0.0;
    each_cell(model, support, effects, booths, &mut |_, _, shares| {
        // The lead is the sum of these running totals, each so many times.
        let part = |upto: usize| {
            let total: f64 = shares[..upto].iter().sum();
            if upto == shares.len() { 0.0 } else { total - libm::floor(total) }
        };
        let ends = [(one + 1, 1.0), (one, -1.0), (other + 1, -1.0), (other, 1.0)];
        let parts = ends.map(|(upto, times)| (part(upto), times));
        for (a, times) in parts {
            variance += parts.iter().map(|(b, more)| times * more * (a.min(*b) - a * b)).sum::<f64>();
        }
    });
    variance.max(0.0)
}

/// Known votes of those who have none by cell.
fn without_columns(model: &Model) -> Vec<f64> {
    let mut all: Vec<f64> = model.known.iter().map(|&votes| votes as f64).collect();
    model.world.columns().for_each(|(c, _)| all[c] = 0.0);
    all
}

/// Every cell with its segment, and the votes of its columns before they are made whole.
fn each_cell(
    model: &Model,
    support: &Support,
    effects: &Effects,
    booths: &[f64],
    take: &mut dyn FnMut(usize, usize, &[f64]),
) {
    let columns: Vec<(usize, &[u32])> = model.world.columns().collect();
    let mut shares = vec![0.0; columns.len()];
    for (segment, own) in effects.segments.iter().enumerate() {
        let both = effects.contest.iter().zip(own);
        let steady: Vec<f64> = both.map(|(c, s)| libm::exp(support.contest_sd * c + support.segment_sd * s)).collect();
        for cell in model.world.starts[segment]..model.world.starts[segment + 1] {
            let (mut polled, mut sum) = (0.0, 0.0);
            let here = booths.get(cell * columns.len()..).unwrap_or_default();
            for (column, (share, &(_, votes))) in shares.iter_mut().zip(&columns).enumerate() {
                *share = f64::from(votes[cell]) * steady[column] * here.get(column).unwrap_or(&1.0);
                sum += *share;
                polled += f64::from(votes[cell]);
            }
            let scale = if sum > 0.0 { polled / sum } else { 0.0 };
            shares.iter_mut().for_each(|share| *share *= scale);
            take(segment, cell, &shares);
        }
    }
}

/// P(T = 0), P(T = 1), ... of the votes diverted of those of each cell, at a hazard and the segments' factors of it, counted out
/// booth by booth.
pub(super) fn counted_out(model: &Model, votes: &[u32], hazard: f64, factors: &[f64]) -> Vec<f64> {
    let mut law = vec![1.0];
    for (segment, factor) in factors.iter().enumerate() {
        let booth = BoothLaw::new(probability(hazard * factor), model.booth_cv);
        // Small seats have many booths alike, and many of no votes.
        let mut alike = BTreeMap::new();
        for &n in votes[model.world.starts[segment]..model.world.starts[segment + 1]].iter().filter(|&&n| n > 0) {
            law = super::convolution::added(&law, alike.entry(n).or_insert_with(|| booth.masses(n)));
        }
    }
    law
}

impl Votes {
    /// Whole votes: all of them, and those of every group's principal by cell.
    fn whole(model: &Model, all: Vec<f64>, of: impl FnMut(usize) -> Vec<u32>) -> Self {
        let cells: Vec<Vec<u32>> = (0..model.groups.len()).map(of).collect();
        let place = |votes: &Vec<u32>| {
            let sums = |ends: &[usize]| {
                let votes = votes[ends[0]..ends[1]].iter().map(|&n| f64::from(n));
                votes.fold((0.0, 0.0), |s, n| (s.0 + n, s.1 + n * (n - 1.0)))
            };
            model.world.starts.windows(2).map(sums).collect()
        };
        Votes { all, places: cells.iter().map(place).collect(), cells: Some(cells) }
    }

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
