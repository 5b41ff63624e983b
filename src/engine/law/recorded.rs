//! A contest that is over: the distribution of the diverted votes of every principal, given what was counted.
//!
//! Given the exposure V and the odds, the votes diverted to a namesake are Poisson; they are weighed by the probability
//! that the namesake's own support is what is left of its total. Namesakes of one principal are independent given V;
//! principals are independent.

use super::convolution::{Transform, Transforms, trimmed};
use super::each;
use super::exposure::{Exposure, Pull};
use super::gauss::compress_weighted;
use super::odds::Odds;
use super::points::Node;
use super::poisson::{masses, masses_given};
use super::segment::Booths;
use super::shared::Shared;
use crate::model::{Group, Model, Namesake};
use rustfft::num_complex::Complex;

/// Points that stand for an exposure that has no series.
pub(super) const POINTS: usize = 96;

/// Fewer, by which the usual number is judged.
pub(super) const FEWER: usize = 72;

/// Beyond so little probability of a namesake's total, the total contradicts what was believed beforehand.
const LEAST_REACH: f64 = 1e-4;

/// Below this the probabilities of hundreds of totals together are near the end of what a number can be, or past it.
pub(super) const LEAST_TOGETHER: f64 = 1e-200;

/// The diverted votes of one principal's namesakes, given what was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupLaw {
    /// P(C = 0), P(C = 1), ... of all the namesakes together.
    pub total: Vec<f64>,
    /// The same of each namesake.
    pub each: Vec<Vec<f64>>,
    /// Whether the rates believed beforehand would have given a namesake more votes than it polled; the answer is then its
    /// total rather than evidence.
    pub contradicted: Vec<bool>,
    /// Whether points stand for the exposed votes, so that the law is good to many digits rather than to all.
    pub by_points: bool,
}

/// What one namesake brings: its prior odds and the probability of every own support.
pub(super) struct Pair {
    pub odds: Odds,
    /// P(own support = votes - c), c = 0, 1, ..., up to a factor.
    pub rest: Vec<f64>,
}

impl Pair {
    /// P(C = c) at one exposure, times the probability of what was counted.
    fn at(&self, ln: f64) -> Vec<f64> {
        weighed(masses_given(&self.odds, ln, self.rest.len() - 1), &self.rest)
    }
}

/// The pairs with probabilities of own support times powers of two, so that all totals together have one of about 1 at the
/// exposure that explains them best. Nothing where none explains them, or where there is but one.
pub(super) fn rescaled(pairs: &[Pair], lns: impl Iterator<Item = f64>) -> Option<Vec<Pair>> {
    if pairs.len() < 2 {
        return None;
    }
    let powers = |ln: f64| -> Vec<f64> {
        pairs.iter().map(|pair| libm::round(libm::log2(pair.at(ln).iter().sum::<f64>()))).collect()
    };
    let all = lns.map(powers).filter(|powers| powers.iter().all(|power| power.is_finite()));
    let best = all.max_by(|one, other| one.iter().sum::<f64>().total_cmp(&other.iter().sum::<f64>()))?;
    let times = |(pair, power): (&Pair, f64)| {
        #[expect(clippy::cast_possible_truncation, reason = "the exponent of a number")]
        let power = -power as i32;
        Pair { odds: pair.odds.clone(), rest: pair.rest.iter().map(|&value| libm::scalbn(value, power)).collect() }
    };
    Some(pairs.iter().zip(best).map(times).collect())
}

/// The votes of a group's cells, segment by segment.
pub(super) fn segments(model: &Model, group: &Group) -> Vec<Vec<u32>> {
    model.world.starts.windows(2).map(|ends| group.votes[ends[0]..ends[1]].to_vec()).collect()
}

pub(super) fn pair(namesake: &Namesake) -> Pair {
    let mut rest = namesake.own_support.masses(votes(namesake));
    rest.reverse();
    Pair { odds: Odds::new(&namesake.routes), rest }
}

/// The namesakes of whom booth returns say nothing.
pub(super) fn counted(group: &Group) -> Vec<Pair> {
    group.namesakes.iter().filter(|namesake| namesake.thinned.is_none()).map(pair).collect()
}

pub(super) fn votes(namesake: &Namesake) -> usize {
    usize::try_from(namesake.votes.unwrap_or(0)).unwrap_or(usize::MAX)
}

/// Where points stand for the exposure of a group they do so whatever the odds; `None` where there is a density.
pub(super) fn points(model: &Model, group: &Group) -> Option<Exposure> {
    let segments = segments(model, group);
    let exposure = Exposure::new(Booths::of(model, &segments), &[], 2 * POINTS);
    (!exposure.has_density()).then_some(exposure)
}

/// The exposure of a group, and the points of it that its namesakes are averaged over.
pub(super) fn exposure(
    model: &Model,
    group: &Group,
    pairs: &[Pair],
    points: usize,
    shared: &Shared,
) -> (Exposure, Vec<Node>) {
    let segments = segments(model, group);
    let booths = Booths::of(model, &segments);
    // Where even the least odds would have taken more than was polled, it is the lower tail that counts.
    let all: f64 = segments.iter().flatten().map(|&n| f64::from(n)).sum();
    let least = |pair: &Pair| Pull { odds: pair.odds.least(), votes: pair.rest.len() as f64 - 1.0 };
    let pulls: Vec<Pull> = pairs.iter().map(least).filter(|pull| pull.votes + 1.0 < pull.odds * all.max(1.0)).collect();
    let sharp = pairs.iter().any(|pair| pair.odds.is_sharp());
    // What ends in a step, or is a single value, wants its points closer together.
    let points = if sharp { 2 * points } else { points };
    let exposure = shared.exposure(booths, &pulls, points);
    if !exposure.has_density() {
        let nodes = exposure.nodes(1.0);
        return (exposure, nodes);
    }
    let spread = exposure.spread();
    let smooth = pairs.iter().map(|pair| pair.odds.smooth()).fold(f64::INFINITY, f64::min);
    // A known rate tells exposures apart by the votes it diverts, of which there are no more than were polled.
    let reached =
        |pair: &Pair| (pair.rest.len() as f64).min(1.0 + pair.odds.sharpest() * all * libm::exp(8.0 * spread));
    let most = pairs.iter().map(reached).fold(1.0, f64::max);
    let scale = if sharp { smooth.min(1.0 / libm::sqrt(most)) } else { smooth };
    let step = 0.7 / libm::hypot(1.0, if scale.is_finite() { spread / scale } else { 0.0 });
    let nodes = exposure.nodes(step);
    // Several namesakes want a convolution at every point, and what is smooth wants few of them.
    let few = if pairs.len() > 1 && !sharp && spread > 0.0 { few_points(spread / smooth) } else { nodes.len() };
    let nodes = if few < nodes.len() { fewer(&nodes, few) } else { nodes };
    (exposure, nodes)
}

/// How many Gauss points an average over the exposure takes where it is so wide, against what is averaged.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number")]
fn few_points(width: f64) -> usize {
    (6.0 + 20.0 * width) as usize
}

fn fewer(nodes: &[Node], most: usize) -> Vec<Node> {
    let points: Vec<(f64, f64)> = nodes.iter().map(|node| (node.ln, node.weight)).collect();
    compress_weighted(points, most).into_iter().map(|(ln, weight)| Node { ln, weight }).collect()
}

/// P(C = c) of all namesakes together at one exposure, times the probability of what was counted.
pub(super) fn lists_at(pairs: &[Pair], ln: f64) -> Vec<f64> {
    let lists: Vec<Vec<f64>> = pairs.iter().map(|pair| pair.at(ln)).collect();
    match lists.as_slice() {
        [one] => one.clone(),
        lists => {
            let length = 1 + lists.iter().map(|list| list.len() - 1).sum::<usize>();
            let transform = Transform::new(length);
            transform.list(transform.product(lists), length)
        }
    }
}

/// Exposures with their probabilities given what was counted; and at each, P(C = 0), P(C = 1), ... of every namesake of whom
/// booth returns say nothing: given the exposure they are independent. Nothing where what was counted has no probability at any.
pub(in crate::engine) fn given_exposure(model: &Model, group: &Group) -> Vec<(f64, Vec<Vec<f64>>)> {
    let pairs = counted(group);
    let (_, nodes) = exposure(model, group, &pairs, POINTS, &Shared::default());
    let points = given_nodes(&pairs, &nodes);
    let all: f64 = points.iter().map(|(weight, _)| weight).sum();
    let again = if all < LEAST_TOGETHER { rescaled(&pairs, nodes.iter().map(|node| node.ln)) } else { None };
    let points = again.map_or(points, |pairs| given_nodes(&pairs, &nodes));
    let all: f64 = points.iter().map(|(weight, _)| weight).sum();
    // What is next to nothing need not be kept.
    points.into_iter().filter(|(weight, _)| *weight > 1e-12 * all).collect()
}

fn given_nodes(pairs: &[Pair], nodes: &[Node]) -> Vec<(f64, Vec<Vec<f64>>)> {
    let at = |node: &Node| {
        let lists: Vec<Vec<f64>> = pairs.iter().map(|pair| pair.at(node.ln)).collect();
        let likely: f64 = lists.iter().map(|list| list.iter().sum::<f64>()).product();
        Some((node.weight * likely, lists.into_iter().map(normalised).collect()))
    };
    each(nodes, at).unwrap_or_default()
}

impl GroupLaw {
    /// The law of one group.
    #[must_use]
    pub fn new(model: &Model, group: &Group) -> Self {
        Self::with_points(model, group, POINTS, &Shared::default())
    }

    /// The same at an exposure that is at hand.
    pub(super) fn at(group: &Group, exposure: &Exposure) -> Self {
        Self::of(group, &counted(group), exposure, &exposure.nodes(1.0), &Shared::default())
    }

    /// The same, with so many points for an exposure that has no series, to see what the usual number is worth.
    pub(super) fn with_points(model: &Model, group: &Group, points: usize, shared: &Shared) -> Self {
        let pairs = counted(group);
        let (exposure, nodes) = exposure(model, group, &pairs, points, shared);
        Self::of(group, &pairs, &exposure, &nodes, shared)
    }

    fn of(group: &Group, pairs: &[Pair], exposure: &Exposure, nodes: &[Node], shared: &Shared) -> Self {
        let (law, together) = Self::mixed(group, pairs, exposure, nodes, shared);
        let again = if together < LEAST_TOGETHER { rescaled(pairs, nodes.iter().map(|node| node.ln)) } else { None };
        again.map_or(law, |pairs| Self::mixed(group, &pairs, exposure, nodes, shared).0)
    }

    /// The law, and the probability of all that was counted up to a factor.
    fn mixed(group: &Group, pairs: &[Pair], exposure: &Exposure, nodes: &[Node], shared: &Shared) -> (Self, f64) {
        let thinned: Vec<&[f64]> =
            group.namesakes.iter().filter_map(|n| n.thinned.as_ref().map(|t| t.law.as_slice())).collect();
        let length = 1 + group.namesakes.iter().map(votes).sum::<usize>();
        let mut law = GroupLaw {
            total: Vec::new(),
            each: vec![Vec::new(); group.namesakes.len()],
            contradicted: vec![false; group.namesakes.len()],
            by_points: false,
        };
        let places = |is: bool| (0..group.namesakes.len()).filter(move |&i| group.namesakes[i].thinned.is_some() == is);
        for (place, weights) in places(true).zip(&thinned) {
            law.each[place] = weights.to_vec();
        }
        law.by_points = !exposure.has_density() && exposure.fixed().is_none();
        if let ([one], true) = (pairs, thinned.is_empty()) {
            let before = masses(&one.odds, exposure, nodes, one.rest.len() - 1);
            law.contradicted[0] = is_contradicted(before.iter().sum(), exposure);
            law.total = weighed(before, &one.rest);
            law.each[0] = normalised(law.total.clone());
            law.total.clone_from(&law.each[0]);
            return (law, 1.0);
        }
        let transforms = Transforms::up_to(length);
        let transform = transforms.of(length);
        // Each point of the exposure: the namesakes' laws there, and the transform of their sum.
        let at = |node: &Node| {
            let before = pairs.iter().map(|pair| shared.masses_given(&pair.odds, node.ln, pair.rest.len() - 1));
            let (reach, lists): (Vec<f64>, Vec<Vec<f64>>) =
                before.zip(pairs).map(|(b, pair)| (b.iter().sum::<f64>(), weighed(b, &pair.rest))).unzip();
            let all: Vec<(usize, &[f64])> =
                lists.iter().map(Vec::as_slice).chain(thinned.iter().copied()).map(trimmed).collect();
            let here = Here::of(&transforms, length, &all);
            Some((node.weight, reach, lists, here))
        };
        let (mut sum, mut total) = (transform.nothing(), vec![0.0; length]);
        let mut apart: Vec<Vec<f64>> = pairs.iter().map(|pair| vec![0.0; pair.rest.len()]).collect();
        let mut reaches = vec![0.0; pairs.len()];
        for few in nodes.chunks(4) {
            for (weight, reach, lists, here) in each(few, at).unwrap_or_default() {
                match here {
                    Here::Transformed(here) => sum.iter_mut().zip(here).for_each(|(sum, here)| *sum += here * weight),
                    Here::Listed(from, here) => {
                        total[from..].iter_mut().zip(here).for_each(|(sum, here)| *sum += here * weight);
                    }
                }
                reaches.iter_mut().zip(reach).for_each(|(all, here)| *all += weight * here);
                let masses: Vec<f64> = lists.iter().map(|list| list.iter().sum()).collect();
                for (place, (apart, list)) in apart.iter_mut().zip(&lists).enumerate() {
                    let others: f64 =
                        masses.iter().enumerate().filter(|&(other, _)| other != place).map(|(_, mass)| mass).product();
                    apart.iter_mut().zip(list).for_each(|(sum, value)| *sum += weight * others * value);
                }
            }
        }
        for ((place, list), reach) in places(false).zip(apart).zip(reaches) {
            law.each[place] = normalised(list);
            law.contradicted[place] = is_contradicted(reach, exposure);
        }
        total.iter_mut().zip(transform.list(sum, length)).for_each(|(total, more)| *total += more);
        let together = total.iter().sum();
        law.total = normalised(total);
        (law, together)
    }

    /// The number of diverted votes at which the law of all together reaches a share.
    #[must_use]
    pub fn quantile(&self, share: f64) -> u64 {
        super::quantile(&self.total, share)
    }
}

/// The law of a sum at one exposure.
enum Here {
    /// Its transform, over all sums.
    Transformed(Vec<Complex<f64>>),
    /// Its probabilities from a number of votes on: where rates are known they are few.
    Listed(usize, Vec<f64>),
}

impl Here {
    /// Of independent counts, each with where its list begins; together they are fewer than `most`.
    fn of(transforms: &Transforms, most: usize, lists: &[(usize, &[f64])]) -> Here {
        if lists.iter().any(|(_, list)| list.is_empty()) {
            return Here::Listed(0, Vec::new());
        }
        let length = 1 + lists.iter().map(|(_, list)| list.len() - 1).sum::<usize>();
        let (near, whole) = (transforms.of(length), transforms.of(most));
        // The way back costs one transform more.
        if 2 * near.size() <= whole.size() {
            let from = lists.iter().map(|(from, _)| from).sum();
            let lists: Vec<Vec<f64>> = lists.iter().map(|(_, list)| list.to_vec()).collect();
            return Here::Listed(from, near.list(near.product(&lists), length));
        }
        let lists = lists.iter().map(|&(from, list)| [&vec![0.0; from], list].concat());
        Here::Transformed(whole.product(&lists.collect::<Vec<_>>()))
    }
}

/// Whether what was believed beforehand hardly ever gives a namesake as few votes as it polled.
fn is_contradicted(reach: f64, exposure: &Exposure) -> bool {
    libm::log(reach) + exposure.ln_scale() < libm::log(LEAST_REACH)
}

/// The probabilities of diverted votes, weighed by those of what is left.
fn weighed(mut before: Vec<f64>, rest: &[f64]) -> Vec<f64> {
    before.iter_mut().zip(rest).for_each(|(value, rest)| *value *= rest);
    before
}

/// Scaled to a sum of 1; where nothing is left, all was diverted that could be.
fn normalised(mut values: Vec<f64>) -> Vec<f64> {
    let sum: f64 = values.iter().sum();
    if sum > 0.0 && sum.is_finite() {
        values.iter_mut().for_each(|value| *value /= sum);
    } else if let Some(last) = values.last_mut() {
        *last = 1.0;
    }
    values
}

#[cfg(test)]
mod tests;
