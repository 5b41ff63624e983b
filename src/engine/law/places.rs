//! How many of the diverted votes lie in one booth, given what was counted in the seat.
//!
//! Seats of few booths and votes are counted out. In larger ones, given the diverted votes C of a seat and all exposures, each of them lies in booth b with probability rho = A / V, where A
//! is the exposure of the booth and V that of the seat, whatever the odds: a part of a Poisson count is binomial. So the law
//! of C_b is that of C given V, thinned by rho, averaged over V and rho. Their joint density is that of the booth's own
//! exposure times that of all the others, with the booth left out, given the effect of its segment.

use super::caps::cut;
use super::convolution::added;
use super::others::Others;
use super::recorded::{GroupLaw, LEAST_TOGETHER, Pair, exposure, lists_at, pair, rescaled, segments};
use super::segment::Booths;
use super::shared::Shared;
use crate::model::{Group, Model};
use crate::stats::panels::Panels;
use libm::{exp, lgamma, log, log1p};

/// Points of the logarithm of a booth's part of the exposure, apart by this much.
const STEP: f64 = 0.22;

/// Votes up to which every number of diverted votes is looked at; above, a few stand for their neighbours.
const SINGLE: usize = 256;

/// Diverted votes of one booth.
#[derive(Debug, Clone, PartialEq)]
pub struct BoothLaw {
    /// The mean.
    pub mean: f64,
    /// P(0), P(1), ...
    pub law: Vec<f64>,
}

impl BoothLaw {
    fn of(mut law: Vec<f64>) -> Self {
        let sum: f64 = law.iter().sum();
        law.iter_mut().for_each(|p| *p /= sum);
        let mean = mean(&law);
        BoothLaw { mean, law }
    }

    /// The fewest votes at which the law reaches a share.
    #[must_use]
    pub fn quantile(&self, share: f64) -> u64 {
        super::quantile(&self.law, share)
    }
}

/// The law of every cell of a group, in the order of the world's cells. In a booth whose namesakes' votes were counted no more
/// can have been diverted than they polled there.
#[must_use]
pub fn booths(model: &Model, group: &Group) -> Vec<BoothLaw> {
    let thinned = thinned(model, group);
    if group.namesakes.iter().all(|namesake| namesake.thinned.is_some()) {
        return thinned.into_iter().map(BoothLaw::of).collect();
    }
    let exact = super::left_out::laws(model, group);
    // All diverted votes lie in some booth.
    let all: Option<f64> = exact.as_ref().map(|cells| cells.iter().map(mean).sum());
    let mut cells = exact.unwrap_or_else(|| nearly(model, group));
    let counted = || group.namesakes.iter().zip(0..).filter(|(namesake, _)| namesake.thinned.is_none());
    let caps: Option<Vec<&[u32]>> = counted().map(|(namesake, _)| namesake.caps.as_deref()).collect();
    if let Some(caps) = caps {
        let most: Vec<usize> = (0..cells.len()).map(|cell| caps.iter().map(|caps| caps[cell] as usize).sum()).collect();
        cut(&mut cells, &most, || {
            all.unwrap_or_else(|| {
                let law = GroupLaw::new(model, group);
                counted().map(|(_, place): (_, usize)| mean(&law.each[place])).sum()
            })
        });
    }
    cells.into_iter().zip(thinned).map(|(counted, thinned)| BoothLaw::of(added(&counted, &thinned))).collect()
}

/// The same, with all other booths of the seat as a gamma variate: for more booths and votes than can be counted out. Where rates
/// would have taken so much more than was polled that no density reaches there, booths have their parts of the votes.
fn nearly(model: &Model, group: &Group) -> Vec<Vec<f64>> {
    let seat = Seat::new(model, group);
    let segments = 0..model.world.segments();
    let mut cells: Vec<Vec<f64>> = segments.flat_map(|segment| seat.segment(model, group, segment)).collect();
    if cells.iter().any(Vec::is_empty) {
        let total = gathered(&GroupLaw::new(model, group).total);
        let lost = cells.iter_mut().zip(&group.votes).filter(|(law, _)| law.is_empty());
        lost.for_each(|(law, &n)| *law = booth_of(&total, f64::from(n) / seat.others.votes));
    }
    cells
}

#[expect(clippy::ptr_arg, reason = "a law in a list of laws")]
fn mean(law: &Vec<f64>) -> f64 {
    law.iter().enumerate().map(|(votes, p)| votes as f64 * p).sum()
}

/// What booth returns say was diverted, cell by cell: a mean of binomials over the cases.
fn thinned(model: &Model, group: &Group) -> Vec<Vec<f64>> {
    let mut laws = vec![vec![1.0]; model.world.cells.len()];
    for namesake in &group.namesakes {
        let (Some(thinned), Some(votes)) = (&namesake.thinned, &namesake.caps) else { continue };
        for segment in 0..model.world.segments() {
            for cell in model.world.starts[segment]..model.world.starts[segment + 1] {
                let n = votes[cell] as usize;
                let mut law = vec![0.0; n + 1];
                for case in &thinned.thinning.cases {
                    let share =
                        case[segment].share(f64::from(thinned.thinning.others[cell]), f64::from(group.votes[cell]));
                    binomial(n as f64, share, 1.0, &mut law);
                }
                laws[cell] = added(&laws[cell], &law);
            }
        }
    }
    laws
}

/// Adds the probabilities of a binomial count, times a weight; the number of trials need not be whole.
fn binomial(trials: f64, share: f64, weight: f64, law: &mut [f64]) {
    if share >= 1.0 {
        let last = law.len() - 1;
        law[last] += weight;
        return;
    }
    let ratio = share / (1.0 - share);
    let first = trials * log1p(-share);
    // Where P(0) is too small to begin with, it is the most probable count, and from there down and up.
    if first < -600.0 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
        let middle = ((trials * share) as usize).min(law.len() - 1);
        let k = middle as f64;
        let ln = lgamma(trials + 1.0) - lgamma(k + 1.0) - lgamma(trials - k + 1.0) + k * log(ratio) + first;
        let most = weight * exp(ln);
        law[middle] += most;
        let mut term = most;
        for (k, place) in law[..middle].iter_mut().enumerate().rev() {
            term *= (k as f64 + 1.0) / ((trials - k as f64) * ratio);
            *place += term;
            if term < 1e-18 * most {
                break;
            }
        }
        term = most;
        for (k, place) in law.iter_mut().enumerate().skip(middle + 1) {
            term *= (trials - k as f64 + 1.0) / k as f64 * ratio;
            // Trials need not be whole: beyond them there is no count.
            if term < 1e-18 * most {
                break;
            }
            *place += term;
        }
        return;
    }
    let mut term = weight * exp(first);
    for (k, place) in (0_u32..).zip(law.iter_mut()) {
        *place += term;
        let left = trials - f64::from(k);
        if left <= 0.0 {
            break;
        }
        term *= left / f64::from(k + 1) * ratio;
    }
}

/// A seat ready for the question.
struct Seat {
    others: Others,
    /// Logarithms of the exposure.
    nodes: Vec<f64>,
    /// At each exposure and at each part of it on a common grid: P(0), P(1), ... of a booth with that part.
    tables: Vec<Vec<Vec<f64>>>,
    /// All diverted votes of the seat, whatever the exposure.
    total: Vec<(f64, f64)>,
    /// The first and the last point of the grid.
    ends: (i32, i32),
}

impl Seat {
    fn new(model: &Model, group: &Group) -> Self {
        let pairs: Vec<Pair> = group.namesakes.iter().filter(|namesake| namesake.thinned.is_none()).map(pair).collect();
        let (exposure, _) = exposure(model, group, &pairs, 24, &Shared::default());
        let parts = segments(model, group);
        let others = Others::new(Booths::of(model, &parts));
        let nodes: Vec<f64> = exposure.nodes(1.2).iter().map(|node| node.ln).collect();
        let total = if others.cv2 > 0.0 { Vec::new() } else { gathered(&GroupLaw::new(model, group).total) };
        let at = |pairs: &[Pair]| super::each(&nodes, |&ln| Some(gathered(&lists_at(pairs, ln)))).unwrap_or_default();
        let given = at(&pairs);
        let likely = |list: &Vec<(f64, f64)>| list.iter().map(|(_, weight)| weight).sum::<f64>();
        let again = if given.iter().map(likely).fold(0.0, f64::max) < LEAST_TOGETHER {
            rescaled(&pairs, nodes.iter().copied())
        } else {
            None
        };
        let given = again.map_or(given, |pairs| at(&pairs));
        let sizes = parts.iter().flatten().copied().filter(|&n| n > 0);
        let (least, most) = (sizes.clone().min().unwrap_or(1), sizes.max().unwrap_or(1));
        let place = |n: u32, times: f64| grid(log(f64::from(n) * times / others.votes));
        // A gamma variate of this variation is no larger, and a segment's effect neither.
        let largest = (1.0 + 40.0 * others.cv2) * exp(5.0 * model.segment_sd);
        let ends = (place(least, LEAST_PART), place(most, largest).min(0));
        let tables = super::each(&given, |list: &Vec<(f64, f64)>| {
            Some((ends.0..=ends.1).map(|k| booth_of(list, exp(STEP * f64::from(k)))).collect::<Vec<_>>())
        });
        Seat { others, nodes, tables: tables.unwrap_or_default(), total, ends }
    }

    /// The laws of the cells of one segment.
    fn segment(&self, model: &Model, group: &Group, segment: usize) -> Vec<Vec<f64>> {
        let sizes = &group.votes[model.world.starts[segment]..model.world.starts[segment + 1]];
        let distinct = super::left_out::distinct(sizes);
        let (Some(&low), Some(&high)) = (distinct.first(), distinct.last()) else {
            return vec![vec![1.0]; sizes.len()];
        };
        if distinct.len() > MANY_SIZES {
            return self.between(segment, sizes, log(f64::from(low)), log(f64::from(high)));
        }
        let laws = super::each(&distinct, |&n| Some(self.booth(segment, f64::from(n)))).unwrap_or_default();
        let at = |n: u32| distinct.binary_search(&n).map_or(vec![1.0], |place| laws[place].clone());
        sizes.iter().map(|&n| at(n)).collect()
    }

    /// The laws of many sizes, read probability by probability between a few: a law bends little with the size.
    fn between(&self, segment: usize, sizes: &[u32], low: f64, high: f64) -> Vec<Vec<f64>> {
        let mut places = Vec::new();
        Panels::new(low, high, high - low, |ln| {
            places.push(ln);
            0.0
        });
        let laws = super::each(&places, |&ln| Some(self.booth(segment, exp(ln)))).unwrap_or_default();
        let length = laws.iter().map(Vec::len).max().unwrap_or(1);
        let column = |j: usize| {
            let mut values = laws.iter().map(|law| law.get(j).copied().unwrap_or(0.0));
            Panels::new(low, high, high - low, |_| values.next().unwrap_or(0.0))
        };
        let columns: Vec<Panels> = (0..length).map(column).collect();
        let at = |n: u32| columns.iter().map(|column| column.at(log(f64::from(n))).max(0.0)).collect();
        sizes.iter().map(|&n| if n == 0 { vec![1.0] } else { at(n) }).collect()
    }

    /// The law of a booth of so many votes; nothing where no density is large enough.
    fn booth(&self, segment: usize, n: f64) -> Vec<f64> {
        let mut law: Vec<f64> = Vec::new();
        let mut add = |weight: f64, table: &[f64]| {
            if law.len() < table.len() {
                law.resize(table.len(), 0.0);
            }
            law.iter_mut().zip(table).for_each(|(sum, p)| *sum += weight * p);
        };
        if self.others.cv2 <= 0.0 {
            let parts = self.others.parts(segment, n);
            parts.into_iter().for_each(|(share, weight)| add(weight, &booth_of(&self.total, share.min(1.0))));
            return law;
        }
        let profile = self.others.profile(segment, n);
        for (&ln, tables) in self.nodes.iter().zip(&self.tables) {
            for (k, table) in (self.ends.0..=self.ends.1).zip(tables) {
                let weight = profile.density(ln, STEP * f64::from(k), STEP);
                if weight > 1e-16 {
                    add(weight, table);
                }
            }
        }
        while law.len() > 1 && law.last().is_some_and(|&p| p < 1e-14) {
            law.pop();
        }
        law
    }
}

/// With more sizes than this in a segment, most of them are read between a few.
const MANY_SIZES: usize = 20;

/// A part of the exposure below this, in parts of what a booth of its size has on average, has no probability.
const LEAST_PART: f64 = 1e-3;

#[expect(clippy::cast_possible_truncation, reason = "a place of the grid")]
fn grid(ln: f64) -> i32 {
    (ln / STEP).floor() as i32
}

/// The diverted votes of a booth with this part of the exposure.
fn booth_of(list: &[(f64, f64)], share: f64) -> Vec<f64> {
    let most = list.last().map_or(0.0, |&(c, _)| c);
    let mean = most * share;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
    let length = (mean + 9.0 * libm::sqrt(mean) + 20.0).min(most) as usize + 1;
    let mut law = vec![0.0; length];
    list.iter().for_each(|&(c, p)| binomial(c, share, p, &mut law));
    law
}

/// Diverted votes with their probabilities: each by itself while they are few, and few for many beyond.
fn gathered(law: &[f64]) -> Vec<(f64, f64)> {
    let single = law.len().min(SINGLE);
    let mut list: Vec<(f64, f64)> = law[..single].iter().enumerate().map(|(c, &p)| (c as f64, p)).collect();
    let mut at = single;
    while at < law.len() {
        let end = law.len().min(at + 1 + at / 24);
        let points = (at..end).map(|c| (c as f64, law[c])).filter(|&(_, p)| p > 0.0).collect();
        list.extend(super::gauss::compress_weighted(points, 3));
        at = end;
    }
    list.retain(|&(_, p)| p > 0.0);
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;
    use crate::scenario::{Sources, parse};

    fn model(confusion: &str, booths: u32) -> Model {
        let text = format!(
            "title='T'\nmode='retrospective'\n[contest]\nname='S'\nbooths={booths}\n[[candidate]]\nid='a'\nname='A B'\nvotes=9000\n\
             [[candidate]]\nid='b'\nname='C D'\nvotes=9950\n[[candidate]]\nid='c'\nname='A B'\nparty='IND'\nvotes=240\nnamesake_of='a'\n\
             [own_support]\ntypical_votes=60\n[confusion]\n{confusion}\n"
        );
        let scenario = parse(&Sources::new("a.toml", &text)).unwrap().build(None).unwrap();
        Model::new(&scenario, &Evidence::builtin()).unwrap()
    }

    #[test]
    fn the_booths_add_up_to_the_seat() {
        for (confusion, booths) in
            [("", 40), ("rate = 0.01", 40), ("booth_cv = 0.0", 30), ("segment_sd = 0.0", 12), ("", 6)]
        {
            let model = model(confusion, booths);
            let group = model.focus();
            let seat = GroupLaw::new(&model, group);
            let mean: f64 = seat.total.iter().enumerate().map(|(c, p)| c as f64 * p).sum();
            let sum: f64 = super::booths(&model, group).iter().map(|booth| booth.mean).sum();
            assert!((sum / mean - 1.0).abs() < 1e-8, "{confusion} {booths}: {sum} is not {mean}");
        }
    }

    #[test]
    fn booths_share_what_contradicts_the_rates() {
        let model = model("rate = 0.5\nsegment_sd = 0.1", 400);
        let group = model.focus();
        let sum: f64 = nearly(&model, group).into_iter().map(|law| BoothLaw::of(law).mean).sum();
        let seat = mean(&GroupLaw::new(&model, group).total);
        assert!((sum / seat - 1.0).abs() < 0.01, "{sum} is not {seat}");
    }

    #[test]
    fn the_more_booths_the_nearer_comes_a_gamma_variate() {
        for (booths, most) in [(12, 1e-4), (24, 3e-5), (40, 1e-5)] {
            let model = model("", booths);
            let group = model.focus();
            let exact = super::super::left_out::laws(&model, group).expect("few booths and votes");
            let mut worst = 0.0_f64;
            for (exact, nearly) in
                exact.into_iter().map(BoothLaw::of).zip(nearly(&model, group).into_iter().map(BoothLaw::of))
            {
                let mut away = 0.0;
                for (votes, p) in exact.law.iter().enumerate() {
                    away += p - nearly.law.get(votes).copied().unwrap_or(0.0);
                    worst = worst.max(away.abs());
                }
            }
            assert!(worst < most, "{booths} booths: off by {worst}");
        }
    }
}
