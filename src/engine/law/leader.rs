//! One point of what all booths share: who leads by the votes as meant, and how probable it is that another is recorded
//! as the winner.

use super::lead::{Opened, above, loses_from};
use super::point::Point;
use super::votes::{FEW, Score, Votes, counted_out};
use crate::model::{Group, Model, Namesake};
use crate::stats::rates::Route;
use crate::stats::special::{normal_cdf, student_quantile};
use crate::stats::variates::{normal, score};
use rand::{Rng, RngExt};

/// Nodes and weights of Gauss and Hermite for a standard normal score: the booths' chance.
const CHANCE: [(f64, f64); 7] = [
    (-3.750_439_717_725_742, 5.482_688_559_722_18e-4),
    (-2.366_759_410_734_541, 3.075_712_396_758_65e-2),
    (-1.154_405_394_739_968, 2.401_231_786_050_126e-1),
    (0.0, 4.571_428_571_428_571e-1),
    (1.154_405_394_739_968, 2.401_231_786_050_126e-1),
    (2.366_759_410_734_541, 3.075_712_396_758_65e-2),
    (3.750_439_717_725_742, 5.482_688_559_722_18e-4),
];

/// A hazard at which nobody is left.
const LARGEST: f64 = 700.0;

/// Where nothing is needed, votes are beyond it by this much.
const CERTAIN: f64 = 1e3;

/// So few votes are none.
const LEAST: f64 = 1e-300;

/// What all booths share, at one point.
pub(super) struct Shared {
    /// Own support of every group's namesakes.
    own: Vec<Vec<f64>>,
    /// Their hazards, but for the route that is integrated over.
    steady: Vec<Vec<f64>>,
    /// That route, and its hazard at the point.
    opened: Vec<Option<(Opened, Route, f64)>>,
    /// Segments' factors of a group's hazards.
    factors: Vec<Vec<f64>>,
    /// What a group's booths add by chance.
    scores: Vec<f64>,
    /// How far apart whole leads are: two votes where two lines share what all booths polled.
    apart: f64,
    /// A lead begins beyond so many votes: midway between none and the least.
    begins: f64,
}

impl Shared {
    /// What matters most is drawn first: the first coordinates of a point are the most even. `whole` says whether the votes as
    /// meant will be whole.
    pub fn draw(model: &Model, whole: bool, point: &mut Point) -> Self {
        let (mut steady, mut opened) = (Vec::new(), Vec::new());
        for group in &model.groups {
            let choice = Opened::choose(group);
            let mut sampled = None;
            let mut of = |n: usize, namesake: &Namesake| {
                let mut sum = 0.0;
                for (r, route) in namesake.routes.iter().enumerate() {
                    // Who is certain to err does so by any hazard that is large; infinite ones have no shares.
                    let hazard = route.sample_hazard(point).min(LARGEST);
                    match choice {
                        Some(one) if one == (Opened { namesake: n, route: r }) => sampled = Some((one, *route, hazard)),
                        _ => sum += hazard,
                    }
                }
                sum
            };
            steady.push(group.namesakes.iter().enumerate().map(|(n, namesake)| of(n, namesake)).collect());
            opened.push(sampled);
        }
        let scores = model.groups.iter().map(|_| score(point.next_u64())).collect();
        let own = model.groups.iter().map(|group| own_support(model, group, point)).collect();
        let factor = |point: &mut Point| libm::exp(model.segment_sd * normal(point));
        let factors =
            model.groups.iter().map(|_| (0..model.world.segments()).map(|_| factor(point)).collect()).collect();
        let (apart, begins) = if whole { (1.0, 0.5) } else { leads(model) };
        Shared { own, steady, opened, factors, scores, apart, begins }
    }

    /// The hazards of a group at the point.
    fn hazards(&self, at: usize) -> Vec<f64> {
        let mut hazards = self.steady[at].clone();
        if let Some((opened, _, hazard)) = self.opened[at] {
            hazards[opened.namesake] += hazard;
        }
        hazards
    }

    /// The law of a group's diverted votes where it can be counted out: of whole votes, and few.
    fn counted_out(&self, model: &Model, votes: &Votes, at: usize, hazard: f64) -> Option<Vec<f64>> {
        let cells = &votes.cells.as_ref()?[at];
        let is_few = cells.iter().map(|&n| u64::from(n)).sum::<u64>() <= FEW;
        is_few.then(|| counted_out(model, cells, hazard, &self.factors[at]))
    }
}

/// How far apart whole leads are where votes are uncertain, and midway between no lead and the least: two lines that share a known
/// number of votes are an even or an odd number apart.
fn leads(model: &Model) -> (f64, f64) {
    let columns: Vec<usize> = model.world.columns().map(|(c, _)| c).collect();
    let [one, two] = columns[..] else { return (1.0, 0.5) };
    let is_odd = (model.known[one] + model.known[two]) % 2 != 0;
    (2.0, if is_odd { 0.0 } else { 1.0 })
}

/// How the booths' chance of the leader's own votes is averaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chance {
    /// Over a few nodes.
    Averaged,
    /// As the point has it.
    Drawn,
}

/// By what a lead is judged lost: as it is, and by two that are a little wrong, to see what that changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// The booths' chance corrected for its skewness, and a lead lost from half a vote less on.
    Usual,
    /// Without that correction.
    Plain,
    /// A lead lost sooner: what whole votes may change where real numbers stand for them.
    Sooner,
}

/// Leads of fewer votes are lost by so few whole votes that a real number may be half a vote off; longer ones by the less, the
/// longer they are.
const SHORT: f64 = 20.0;

/// Beyond, sums over whole votes are integrals from midway before the first on but for a twenty-fourth of the slope there, times the
/// square of how far apart they are (Euler and Maclaurin); the slope is 1 a vote at most.
const CORRECTION: f64 = 1.0 / 24.0;

impl Judged {
    /// By how much less than a lead it is lost.
    fn short_of(self, lead: f64, shared: &Shared) -> f64 {
        match self {
            // Where no vote goes astray none is lost, whatever a vote counts.
            Judged::Sooner if lead < SHORT => 0.5 + 0.5 * (lead - 0.5).clamp(0.0, 1.0),
            Judged::Sooner => 0.5 + (0.5 * SHORT / lead).max(CORRECTION * shared.apart * shared.apart),
            Judged::Usual | Judged::Plain => 0.5,
        }
    }
}

/// The candidate who leads by the votes as meant; nobody where the first two are level, or a namesake is first, who only gains.
pub(super) fn leader(model: &Model, votes: &Votes, shared: &Shared) -> Option<usize> {
    let contenders = || (0..model.known.len()).filter(|&c| model.may_win_alone[c]);
    let leader = contenders().max_by(|&a, &b| votes.all[a].total_cmp(&votes.all[b]))?;
    let level = contenders().any(|c| c != leader && votes.all[c] > votes.all[leader] - shared.begins);
    let behind = shared.own.iter().flatten().any(|&own| own > votes.all[leader] - 0.5);
    (!level && !behind).then_some(leader)
}

/// The probability that a leader by the votes as meant is not the winner as recorded.
pub(super) fn loses(model: &Model, votes: &Votes, shared: &Shared, leader: usize, how: Chance, by: Judged) -> f64 {
    let contenders = || (0..model.known.len()).filter(|&c| model.may_win_alone[c]);
    let first = votes.all[leader];
    // Whatever the others have as recorded, when their own votes have gone astray.
    let mut highest =
        contenders().filter(|&c| c != leader && !is_principal(model, c)).map(|c| votes.all[c]).fold(0.0, f64::max);
    for (at, group) in model.groups.iter().enumerate().filter(|(_, group)| group.principal != leader) {
        let hazards = shared.hazards(at);
        let all: f64 = hazards.iter().sum();
        let chance = Score { normal: shared.scores[at], skewed: by != Judged::Plain };
        let diverted = match shared.counted_out(model, votes, at, all) {
            Some(law) => super::quantile(&law, normal_cdf(chance.normal)) as f64,
            None => votes.spread(at, all, &shared.factors[at], model.booth_cv).at(chance),
        };
        highest = highest.max(votes.all[group.principal] - diverted);
        for (hazard, own) in hazards.iter().zip(&shared.own[at]) {
            let part = if all > 0.0 { hazard / all } else { 0.0 };
            highest = highest.max(own + diverted * part);
        }
    }
    match model.groups.iter().position(|group| group.principal == leader) {
        Some(at) => astray(model, votes, shared, at, first - highest, how, by),
        None => f64::from(u8::from(highest > first - by.short_of(first - highest, shared))),
    }
}

fn is_principal(model: &Model, candidate: usize) -> bool {
    model.groups.iter().any(|group| group.principal == candidate)
}

/// The own support of every namesake of a group.
fn own_support(model: &Model, group: &Group, point: &mut Point) -> Vec<f64> {
    let one = |namesake: &Namesake| {
        if let Some(stated) = namesake.votes {
            stated as f64
        } else {
            let law = &namesake.own_support;
            let t = student_quantile(point.random::<f64>().clamp(1e-12, 1.0 - 1e-12), law.degrees);
            libm::round(law.typical * libm::exp(law.location + law.scale * t)).min(model.room as f64)
        }
    };
    group.namesakes.iter().map(one).collect()
}

/// The probability that a group's principal loses a lead: one rate is left open, or one segment's effect, or the booths' chance
/// alone.
fn astray(model: &Model, votes: &Votes, shared: &Shared, at: usize, lead: f64, how: Chance, by: Judged) -> f64 {
    let (group, factors) = (&model.groups[at], &shared.factors[at]);
    // How far, on the logarithm, so many votes astray are beyond what loses the seat: to the next candidate, or to a namesake.
    let beyond = |diverted: f64, hazards: &[f64]| {
        let all: f64 = hazards.iter().sum();
        let to_namesakes = hazards.iter().zip(&shared.own[at]).map(|(hazard, own)| {
            let part = if all > 0.0 { hazard / all } else { 0.0 };
            ((1.0 + part) * diverted, votes.all[group.principal] - own)
        });
        let ways = std::iter::once((diverted, lead - by.short_of(lead, shared))).chain(to_namesakes);
        ways.map(|(gone, needed)| excess(gone, needed)).fold(f64::NEG_INFINITY, f64::max)
    };
    let hazards = shared.hazards(at);
    if let Some(law) = shared.counted_out(model, votes, at, hazards.iter().sum()) {
        return law.iter().zip(0_u32..).filter(|(_, t)| beyond(f64::from(*t), &hazards) >= 0.0).map(|(p, _)| p).sum();
    }
    let skewed = by != Judged::Plain;
    let at_hazards = |hazards: &[f64], factors: &[f64], normal: f64| {
        let all: f64 = hazards.iter().sum();
        beyond(votes.spread(at, all, factors, model.booth_cv).at(Score { normal, skewed }), hazards)
    };
    let drawn = [(shared.scores[at], 1.0)];
    let chances: &[(f64, f64)] = if how == Chance::Drawn { &drawn } else { &CHANCE };
    if let Some((opened, route, _)) = shared.opened[at] {
        let with = |hazard: f64, chance: f64| {
            let mut hazards = shared.steady[at].clone();
            hazards[opened.namesake] += hazard;
            at_hazards(&hazards, factors, chance)
        };
        return chances.iter().map(|&(chance, weight)| weight * loses_from(route, |hazard| with(hazard, chance))).sum();
    }
    if model.segment_sd > 0.0 {
        let largest = votes.largest(at);
        let with = |z: f64, chance: f64| {
            let mut factors = factors.clone();
            factors[largest] = libm::exp(model.segment_sd * z);
            at_hazards(&hazards, &factors, chance)
        };
        return chances.iter().map(|&(chance, weight)| weight * above(|z| with(z, chance))).sum();
    }
    above(|z| at_hazards(&hazards, factors, z))
}

/// How far votes are beyond what is needed, on the logarithm, on which they rise evenly with a rate.
fn excess(votes: f64, needed: f64) -> f64 {
    if needed <= 0.0 {
        return if votes >= needed { CERTAIN } else { -CERTAIN };
    }
    libm::log(votes.max(LEAST)) - libm::log(needed.max(LEAST))
}
