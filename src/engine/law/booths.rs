//! The diverted votes of a seat at one hazard, by their characteristic function.
//!
//! Given the hazard, segments are independent, and within a segment booths are independent
//! beta-binomials. The characteristic function of a booth of n votes obeys a recurrence in n;
//! multiplied over booths, averaged over the segment's effect and inverted, it gives the tail of the
//! seat's diverted votes (Gil-Pelaez on a lattice).

use super::grid::{Averaged, Effect};
use super::series::{Series, Sizes};
use super::waves::{BoothLaw, Segment, WAVES, Waves};
use crate::engine::lanes::Body;
use crate::model::{Group, Model};
use crate::stats::special::{normal_density, probability};
use std::f64::consts::PI;

/// The booths of a principal: sizes and how many booths have each, by segment, and how their rates vary.
#[derive(Debug, Clone)]
pub struct Booths {
    segments: Vec<Vec<(u32, u32)>>,
    /// The same as points.
    sizes: Vec<Sizes>,
    /// Spread of the log hazard between segments.
    sd: f64,
    /// The longest step over a segment's effect, and by how much all grids are finer than usual.
    step: f64,
    fineness: f64,
    cv: f64,
    all: f64,
    /// How many times its mean the seat can divert by its segments' effects alone, but for a probability
    /// of some 10^-16.
    stretch: f64,
    body: Body,
}

/// The farthest that the segments' effects carry the seat: [`REACH`] deviations, all of them in the
/// largest segment or shared out evenly.
fn stretch(segments: &[Vec<(u32, u32)>], sd: f64) -> f64 {
    let size = |sizes: &Vec<(u32, u32)>| votes_and_pairs(sizes).0;
    let all: f64 = segments.iter().map(size).sum();
    let largest = segments.iter().map(size).fold(0.0, f64::max) / all.max(1.0);
    let alone = 1.0 - largest + largest * libm::exp(REACH * sd);
    let together = libm::exp(REACH * sd / libm::sqrt((segments.len() as f64).max(1.0)));
    if sd > 0.0 { 1.2 * alone.max(together) } else { 1.0 }
}

/// A law that is still not quiet at so many frequencies is not one of many booths' sum.
const MOST_FREQUENCIES: u32 = 2_000;

/// The characteristic function is followed until it has fallen this many deviations: exp(-8.8^2/2)
/// is 1e-17.
const REACH: f64 = 8.8;

/// A step over the effect, in deviations of what blurs the tail: the first alias is then exp(-2 (pi / 0.75)^2), 10^-15.
const SHORT: f64 = 0.75;

/// No step is shorter, so that a grid has a few thousand at the most.
const SHORTEST: f64 = 2e-3;

/// [`WAVES`], to count with.
#[expect(clippy::cast_possible_truncation, reason = "there are sixteen")]
const FREQUENCIES: u32 = WAVES as u32;

/// Below this a characteristic function has fallen silent.
const SILENT: f64 = 1e-17;

/// How much of the seat's spread its largest segment has: 1 for a single one, 1/sqrt(n) for n alike.
fn dominance(segments: &[Vec<(u32, u32)>]) -> f64 {
    let size = |sizes: &Vec<(u32, u32)>| votes_and_pairs(sizes).0;
    let largest = segments.iter().map(size).fold(0.0, f64::max);
    let all = libm::sqrt(segments.iter().map(|sizes| size(sizes) * size(sizes)).sum());
    if all > 0.0 { largest / all } else { 1.0 }
}

/// Factors of the hazard by segment effect, and their weights: a trapezoid over a standard normal effect.
fn effects(step: f64, sd: f64) -> Vec<(f64, f64)> {
    if sd <= 0.0 {
        return vec![(1.0, 1.0)];
    }
    #[expect(clippy::cast_possible_truncation, reason = "there are a few hundred steps")]
    let steps = (8.2 / step).ceil() as i32;
    (-steps..=steps)
        .map(|k| {
            let z = step * f64::from(k);
            (libm::exp(sd * z), step * normal_density(z))
        })
        .collect()
}

/// The votes of booths, and the pairs of votes of one booth.
fn votes_and_pairs(sizes: &[(u32, u32)]) -> (f64, f64) {
    sizes.iter().fold((0.0, 0.0), |(votes, pairs), &(n, count)| {
        let (n, count) = (f64::from(n), f64::from(count));
        (votes + count * n, pairs + count * n * (n - 1.0))
    })
}

impl Booths {
    /// The booths of one group of a model.
    #[must_use]
    pub fn new(model: &Model, group: &Group) -> Self {
        Self::with(model, group, Body::widest(), 1.0)
    }

    /// The same with instructions of one's choice, which change no bit, and a grid over the segments'
    /// effects that is finer by a factor, to see what the usual one is worth.
    #[must_use]
    pub fn with(model: &Model, group: &Group, body: Body, fineness: f64) -> Self {
        let (mut all, sd) = (0.0, model.segment_sd);
        // Without effects the seat is one segment.
        let whole = [0, group.votes.len()];
        let ends: Vec<&[usize]> = if sd > 0.0 { model.world.starts.windows(2).collect() } else { vec![&whole] };
        let segments: Vec<Vec<(u32, u32)>> = ends
            .into_iter()
            .map(|ends| {
                let mut sizes = group.votes[ends[0]..ends[1]].to_vec();
                sizes.sort_unstable();
                let mut counted: Vec<(u32, u32)> = Vec::new();
                for n in sizes.into_iter().filter(|&n| n > 0) {
                    all += f64::from(n);
                    match counted.last_mut() {
                        Some((size, count)) if *size == n => *count += 1,
                        _ => counted.push((n, 1)),
                    }
                }
                counted
            })
            .filter(|counted| !counted.is_empty())
            .collect();
        // At the highest frequency followed, the phase of the largest segment turns REACH times its part of the seat's spread
        // per deviation; the step is short enough that the first alias lies REACH deviations beyond that.
        // What a wide spread bends further asks for a finer grid.
        let step = 1.5 * PI / (REACH + REACH * dominance(&segments)) / (1.0 + sd) / fineness;
        let stretch = stretch(&segments, sd);
        let sizes = segments.iter().map(|sizes| Sizes::new(sizes)).collect();
        Booths { segments, sizes, sd, step, fineness, cv: model.booth_cv, all, stretch, body: body.or_widest() }
    }

    /// The same booths where all segments have one rate.
    pub(super) fn without_effects(&self) -> Self {
        Booths { sd: 0.0, stretch: 1.0, ..self.clone() }
    }

    /// The booths without effects, where one segment holds them all and varies.
    pub(super) fn one_segment(&self) -> Option<Self> {
        (self.sd > 0.0 && self.segments.len() == 1).then(|| self.without_effects())
    }

    /// All votes.
    pub(super) fn votes(&self) -> f64 {
        self.all
    }

    /// Steps of the recurrence that one hazard takes in a segment.
    pub(super) fn work(&self, segment: usize) -> u64 {
        let sizes = &self.segments[segment];
        sizes.last().map_or(0, |&(n, _)| u64::from(n)) + 2 * sizes.len() as u64
    }

    /// How far apart two logarithms of the hazard may be between which the diverted votes are told apart: their deviation over
    /// the slope of their mean.
    pub(super) fn width(&self, hazard: f64) -> f64 {
        let (mean, sd) = self.moments(hazard);
        let slope = 100.0 * (self.moments(hazard * 1.01).0 - mean);
        sd / slope.max(1e-300)
    }

    /// The effect of a segment on the logarithm of its hazard.
    pub(super) fn effect(&self) -> Effect {
        Effect { sd: self.sd, kind: if self.segments.len() > 1 { Averaged::By(self.step) } else { Averaged::Alone } }
    }

    /// The logarithm of the hazard beyond which no rate that varies from booth to booth can have the stated variation, so that
    /// a booth's law has an edge there.
    pub(super) fn edge(&self) -> Option<f64> {
        (self.cv > 0.0).then(|| libm::log(crate::stats::special::hazard(1.0 / (1.0 + self.cv * self.cv))))
    }

    /// A power of four that no number of votes diverted at a hazard reaches, or a power of two that holds all votes.
    pub(super) fn period(&self, hazard: f64) -> usize {
        let (mean, sd) = self.moments(hazard);
        let most = (mean * self.stretch + 15.0 * sd + 40.0).ceil();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no more than all votes")]
        let (most, all) = (most.min(self.all) as usize + 1, (self.all as usize + 1).next_power_of_two());
        let power = most.next_power_of_two();
        if power.trailing_zeros() % 2 == 1 { all.min(2 * power) } else { all.min(power) }
    }

    /// The series of all segments at a hazard.
    pub(super) fn series(&self, hazard: f64) -> Vec<Series> {
        self.sizes.iter().map(|sizes| Series::new(sizes, hazard, self.cv)).collect()
    }

    /// The characteristic function of one segment at a hazard and some frequencies.
    pub(super) fn segment_at(&self, segment: usize, z: &Waves, hazard: f64) -> Waves {
        let law = BoothLaw::new(probability(hazard), self.cv);
        self.body.run(Segment { law, z, sizes: &self.segments[segment] })
    }

    /// E exp(-rate D) of one segment at a hazard and some rates, if each booth diverted all of its votes or none.
    pub(super) fn all_or_nothing(&self, segment: usize, hazard: f64, rates: &[f64; WAVES]) -> [f64; WAVES] {
        let p = probability(hazard);
        let booths = &self.segments[segment];
        rates.map(|rate| {
            let of = |&(n, count): &(u32, u32)| f64::from(count) * libm::log1p(p * libm::expm1(-rate * f64::from(n)));
            libm::exp(booths.iter().map(of).sum())
        })
    }

    /// The grid over a segment's effect that serves at a hazard: steps shorter than what blurs the tail given one effect.
    pub(super) fn effects(&self, hazard: f64) -> Vec<(f64, f64)> {
        // What is farther out weighs little.
        let blur = [-3.0, 0.0, 3.0].map(|z| self.blur(hazard * libm::exp(self.sd * z))).into_iter().fold(1.0, f64::min);
        effects(self.step.min(SHORT / self.fineness * blur).max(SHORTEST), self.sd)
    }

    /// The deviation of the diverted votes given the effect of the largest segment, in effects of it. Where one segment is
    /// nearly all there is, only the booths' chance is left.
    fn blur(&self, hazard: f64) -> f64 {
        let p = probability(hazard);
        let (mut largest, mut others, mut chance) = (0.0_f64, 0.0, 0.0);
        for sizes in &self.segments {
            let (votes, pairs) = votes_and_pairs(sizes);
            let spread = self.sd * votes * hazard * libm::exp(-hazard);
            others += spread.min(largest) * spread.min(largest);
            largest = largest.max(spread);
            chance += p * (1.0 - p) * (votes + pairs * BoothLaw::new(p, self.cv).correlation());
        }
        libm::sqrt(others + chance) / largest.max(1e-300)
    }

    /// Mean and standard deviation of the diverted votes at a hazard.
    fn moments(&self, hazard: f64) -> (f64, f64) {
        let (mut mean, mut variance) = (0.0, 0.0);
        let effects = effects(self.step, self.sd);
        for sizes in &self.segments {
            let (votes, pairs) = votes_and_pairs(sizes);
            let (mut first, mut second, mut within) = (0.0, 0.0, 0.0);
            for &(factor, weight) in &effects {
                let p = probability(hazard * factor);
                let m = votes * p;
                first += weight * m;
                second += weight * m * m;
                within += weight * p * (1.0 - p) * (votes + pairs * BoothLaw::new(p, self.cv).correlation());
            }
            mean += first;
            variance += within + (second - first * first).max(0.0);
        }
        (mean, libm::sqrt(variance))
    }

    /// The log hazard at which `votes` are diverted on average, and how wide the transition around
    /// it is on the log.
    #[must_use]
    pub fn transition(&self, votes: u64) -> (f64, f64) {
        let votes = votes as f64;
        let centre = crate::stats::special::bisect(-60.0, 5.0, |x| self.moments(libm::exp(x)).0 < votes);
        let (mean, sd) = self.moments(libm::exp(centre));
        (centre, (sd / mean.max(1e-300)).clamp(1e-4, 1.0))
    }

    /// P(diverted votes >= votes) at a hazard; `None` where it takes too many frequencies.
    #[must_use]
    pub fn tail(&self, hazard: f64, votes: u64) -> Option<f64> {
        if votes as f64 > self.all {
            return Some(0.0);
        }
        let (mean, sd) = self.moments(hazard);
        if sd <= 0.0 {
            return Some(f64::from(u8::from(mean >= votes as f64)));
        }
        // The lattice repeats after `period`: long enough that nothing folds over from either end.
        let low = (mean - 15.0 * sd - 40.0).floor().max(0.0);
        let high = (mean * self.stretch + 15.0 * sd + 40.0).ceil().min(self.all);
        let period = high - low + 1.0;
        let upto = votes as f64 - 1.0;
        if upto < low {
            return Some(1.0);
        }
        if upto >= low + period {
            return Some(0.0);
        }
        let terms = upto - low + 1.0;
        let mut below = terms / period;
        let (segments, mut first) = (self.at_effects(hazard), 1_u32);
        while 2.0 * f64::from(first) <= period {
            if first > MOST_FREQUENCIES {
                return None;
            }
            let frequency = |i: usize| f64::from(first) + i as f64;
            let angles: [f64; WAVES] = std::array::from_fn(|i| 2.0 * PI * frequency(i) / period);
            let values = self.characteristic(&Waves::turns(angles), &segments);
            for (i, angle) in angles.into_iter().enumerate().filter(|&(i, _)| 2.0 * frequency(i) <= period) {
                // Sum over the lattice of exp(-i angle t), t = low..=upto.
                let turn = -angle * (low + 0.5 * (terms - 1.0));
                let width = libm::sin(0.5 * angle * terms) / libm::sin(0.5 * angle);
                let weight = if 2.0 * frequency(i) < period { 2.0 } else { 1.0 };
                let real = values.re[i] * libm::cos(turn) - values.im[i] * libm::sin(turn);
                below += weight * real * width / period;
            }
            // A law can fall silent for a moment; four frequencies in a row are the end.
            if values.last_four() < SILENT {
                break;
            }
            first += FREQUENCIES;
        }
        Some((1.0 - below).clamp(0.0, 1.0))
    }

    /// The series of every segment at a hazard, effect by effect with its weight.
    fn at_effects(&self, hazard: f64) -> Vec<Vec<(f64, f64, Series)>> {
        let effects = self.effects(hazard);
        let at = |sizes: &Sizes| {
            let of = |&(factor, weight): &(f64, f64)| {
                (weight, hazard * factor, Series::new(sizes, hazard * factor, self.cv))
            };
            effects.iter().map(of).collect()
        };
        self.sizes.iter().map(at).collect()
    }

    fn characteristic(&self, z: &Waves, segments: &[Vec<(f64, f64, Series)>]) -> Waves {
        let (farthest, mut all) = (z.farthest(), Waves::ONE);
        for (place, effects) in segments.iter().enumerate() {
            let mut mean = Waves::ZERO;
            for (weight, hazard, series) in effects {
                let value = series.at(z, farthest, weight.min(1.0));
                mean.add(*weight, &value.unwrap_or_else(|| self.segment_at(place, z, *hazard)));
            }
            all = all.times(&mean);
            if all.largest() < 1e-20 {
                return Waves::ZERO;
            }
        }
        all
    }
}
