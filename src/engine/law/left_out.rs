//! Diverted votes of the booths of a small seat, one by one: P(j in this booth | all that was counted) is that of the booth times
//! that of all others together, the booth left out.
//!
//! Given the odds and the effects of segments the diverted votes of booths are independent negative binomial counts, and
//! nothing else is looked at: every sum is of positive terms, so that what is next to impossible keeps its digits too. A booth
//! and its segment depend on the odds times the effect alone, so both are averaged over together.

use super::each;
use super::recorded::{Pair, counted, segments};
use super::scaled::Scaled;
use super::together::{Point, points, step};
use crate::model::{Group, Model};
use crate::stats::special::{bisect, normal_density};
use libm::{exp, log, log1p};

/// More multiplications than this take longer than a second: six booths and a thousand votes of uncertain rate take 2.4e9 of
/// them, thirty-six booths and five hundred votes 3.9e9.
const MOST_WORK: f64 = 3e9;

/// Effects are seldom fewer where the odds are known.
const KNOWN: f64 = 50.0;

/// Odds times effects are seldom fewer where the odds are not.
const UNCERTAIN: f64 = 250.0;

/// Effects of a segment farther out have a probability below 10^-22, whatever was counted.
const FARTHEST: f64 = 10.0;

/// A list is rid of an exponent when its numbers pass this.
const LARGE: f64 = 1e200;

/// What is nothing, against the most probable count, whatever was counted.
const NOTHING: f64 = 1e-120;

/// What is left out at the end of a law.
const REST: f64 = 1e-18;

/// P(0), P(1), ... of every cell, for the namesakes of whom booth returns say nothing; `None` where it would take too long.
pub(super) fn laws(model: &Model, group: &Group) -> Option<Vec<Vec<f64>>> {
    let all = segments(model, group);
    let votes: f64 = all.iter().flatten().map(|&n| f64::from(n)).sum();
    let namesakes = group.namesakes.iter().filter(|namesake| namesake.thinned.is_none());
    let last: usize = namesakes.map(super::recorded::votes).sum();
    if votes <= 0.0 || last == 0 {
        return Some(vec![vec![1.0]; all.iter().map(Vec::len).sum()]);
    }
    let booths: Vec<(usize, u32)> =
        (0..all.len()).flat_map(|s| distinct(&all[s]).into_iter().map(move |n| (s, n))).collect();
    // Beside what is convolved, every booth is left out of a sum over its segment.
    let one = |&(segment, _): &(usize, u32)| last as f64 * (last as f64 + 3.0 * all[segment].len() as f64);
    let work: f64 = booths.iter().map(one).sum();
    if KNOWN * work > MOST_WORK {
        return None;
    }
    let pairs = counted(group);
    if pairs.iter().any(|pair| !pair.odds.parts.is_empty()) && UNCERTAIN * work > MOST_WORK {
        return None;
    }
    let seat = Seat::new(model, &pairs, all, votes, last)?;
    if seat.lns.len() as f64 * work > MOST_WORK {
        return None;
    }
    let left = seat.left()?;
    let found = each(&booths, |&(segment, n)| seat.booth(segment, n, &left[segment]))?;
    let law = |segment: usize, n: u32| {
        let at = booths.iter().position(|&booth| booth == (segment, n));
        at.map_or(vec![1.0], |at| found[at].clone())
    };
    let cells = seat.segments.iter().enumerate().flat_map(|(s, sizes)| sizes.iter().map(move |&n| (s, n)));
    Some(cells.map(|(s, n)| law(s, n)).collect())
}

/// The sizes there are.
pub(super) fn distinct(sizes: &[u32]) -> Vec<u32> {
    let mut distinct: Vec<u32> = sizes.iter().copied().filter(|&n| n > 0).collect();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

/// A seat ready for the question.
struct Seat {
    segments: Vec<Vec<u32>>,
    cv2: f64,
    last: usize,
    /// The weight of all odds at 0, where nothing is diverted.
    none: f64,
    /// The odds beyond 0.
    points: Vec<Point>,
    /// Logarithms of odds times effect.
    lns: Vec<f64>,
    /// For each point of the odds, which of those logarithms an effect makes of it, and the logarithm of the weight.
    effects: Vec<Vec<(usize, f64)>>,
}

impl Seat {
    fn new(model: &Model, pairs: &[Pair], segments: Vec<Vec<u32>>, votes: f64, last: usize) -> Option<Self> {
        let (sd, most, cv2) = (model.segment_sd, last as f64, model.booth_cv * model.booth_cv);
        // Where even the least odds would have taken more than was polled, effects are pulled down.
        let least = votes * pairs.iter().map(|pair| pair.odds.least()).sum::<f64>();
        let (mut steep, mut low) = (most, FARTHEST);
        if least > most && sd > 0.0 {
            let pulled = bisect(0.0, log(least), |ln| exp(ln) * sd * sd < log(least) - ln);
            steep = most.max(exp(pulled));
            low += (log(least) - pulled) / sd;
        }
        // Booths that vary blur a count: the fewer there are, the more.
        let cells = segments.iter().flatten().filter(|&&n| n > 0).count() as f64;
        let steep = steep / (1.0 + steep * cv2 / cells);
        let (none, points): (Vec<Point>, Vec<Point>) =
            points(pairs, votes, steep)?.into_iter().partition(|point| point.odds <= 0.0);
        let of: Vec<f64> = points.iter().map(|point| log(point.odds)).collect();
        let (lns, effects) = if sd > 0.0 {
            effects(&of, sd, step(steep, sd), low)
        } else {
            let alone = (0..of.len()).map(|at| vec![(at, 0.0)]).collect();
            (of, alone)
        };
        let none = none.iter().map(|point| point.weights[0]).sum();
        Some(Seat { segments, cv2, last, none, points, lns, effects })
    }

    /// Votes diverted in cells of these sizes.
    fn counts(&self, sizes: impl Iterator<Item = u32>, ln: f64) -> Scaled {
        counts(sizes.map(|n| exp(ln) * f64::from(n)), self.cv2, self.last)
    }

    /// For every segment and each logarithm of odds times effect: what so many votes in the segment are weighed by, all other
    /// segments, the odds and own support averaged over.
    fn left(&self) -> Option<Vec<Vec<Scaled>>> {
        let whole = |sizes: &Vec<u32>| each(&self.lns, |&ln| Some(self.counts(sizes.iter().copied(), ln)));
        // A segment alone has no others.
        let whole: Vec<Vec<Scaled>> =
            if self.segments.len() > 1 { self.segments.iter().map(whole).collect::<Option<_>>()? } else { Vec::new() };
        let numbers: Vec<usize> = (0..self.points.len()).collect();
        let at = |&point: &usize| {
            let weights = Scaled::new(0.0, self.points[point].weights.clone());
            let average = |laws: &Vec<Scaled>| Scaled::sum(self.effects[point].iter().map(|&(at, ln)| (ln, &laws[at])));
            let averages: Vec<Scaled> = whole.iter().map(average).collect();
            Some(others(&averages, self.last).iter().map(|far| far.left(&weights)).collect::<Vec<_>>())
        };
        let left: Vec<Vec<Scaled>> = each(&numbers, at)?;
        let mut from: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.lns.len()];
        for (point, effects) in self.effects.iter().enumerate() {
            effects.iter().for_each(|&(at, ln)| from[at].push((point, ln)));
        }
        let of = |segment: usize| {
            each(&from, |from| Some(Scaled::sum(from.iter().map(|&(point, ln)| (ln, &left[point][segment])))))
        };
        (0..self.segments.len()).map(of).collect()
    }

    /// The law of a booth of so many votes; `None` where numbers do not hold it.
    fn booth(&self, segment: usize, n: u32, left: &[Scaled]) -> Option<Vec<f64>> {
        let mut sizes = self.segments[segment].clone();
        let place = sizes.iter().position(|&size| size == n)?;
        sizes.swap_remove(place);
        let at = |(&ln, left): (&f64, &Scaled)| {
            let (own, others) = (self.counts(std::iter::once(n), ln), self.counts(sizes.iter().copied(), ln));
            let rest = others.left(left);
            let values = own.values.iter().zip(&rest.values).map(|(own, rest)| own * rest).collect();
            Scaled::new(own.ln + rest.ln, values)
        };
        let none = Scaled::new(0.0, vec![self.none]);
        let parts: Vec<Scaled> = self.lns.iter().zip(left).map(at).chain(std::iter::once(none)).collect();
        let mut law = Scaled::sum(parts.iter().map(|part| (0.0, part))).values;
        let sum: f64 = law.iter().sum();
        law.iter_mut().for_each(|p| *p = (*p / sum).max(0.0));
        while law.last().is_some_and(|&p| p < REST) {
            law.pop();
        }
        (sum.is_finite() && !law.is_empty()).then_some(law)
    }
}

/// What normal effects make of logarithms: equally spaced places, and for each logarithm which of them with the logarithm of
/// their weight. Effects go farther down than up, by so many deviations.
fn effects(of: &[f64], sd: f64, step: f64, low: f64) -> (Vec<f64>, Vec<Vec<(usize, f64)>>) {
    let (least, most) =
        of.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |ends, &ln| (ends.0.min(ln), ends.1.max(ln)));
    if least > most {
        return (Vec::new(), Vec::new());
    }
    let first = least - low * sd;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few thousand places")]
    let place = |ln: f64| ((ln - first) / step).ceil().max(0.0) as usize;
    let at = |place: usize| first + step * place as f64;
    let constant = log(step / sd * normal_density(0.0));
    let around = |&ln: &f64| {
        let weight = |place: usize| constant - 0.5 * ((at(place) - ln) / sd) * ((at(place) - ln) / sd);
        (place(ln - low * sd)..place(ln + FARTHEST * sd)).map(|place| (place, weight(place))).collect()
    };
    ((0..place(most + FARTHEST * sd)).map(at).collect(), of.iter().map(around).collect())
}

/// The law of all others together, for each of some independent counts; of none at all, one law of nothing.
fn others(laws: &[Scaled], last: usize) -> Vec<Scaled> {
    let running = |laws: &mut dyn Iterator<Item = &Scaled>| {
        let mut sums = vec![Scaled::none()];
        laws.for_each(|law| sums.push(sums[sums.len() - 1].plus(law, last)));
        sums
    };
    let (before, after) = (running(&mut laws.iter()), running(&mut laws.iter().rev()));
    (0..laws.len().max(1)).map(|at| before[at].plus(&after[laws.len().max(1) - 1 - at], last)).collect()
}

/// P(0), ..., P(last) of a sum of negative binomial counts of these means (Poisson where nothing varies). The slope of the
/// logarithm of the generating function is a sum of geometric series, and k times its coefficient is the sum of their terms
/// times the probabilities before: all are positive.
fn counts(means: impl Iterator<Item = f64>, cv2: f64, last: usize) -> Scaled {
    let mut ln = 0.0;
    let mut slopes = vec![0.0; if cv2 > 0.0 { last } else { 1 }];
    for mean in means {
        if cv2 <= 0.0 {
            slopes[0] += mean;
            ln -= mean;
            continue;
        }
        let ratio = cv2 * mean / (1.0 + cv2 * mean);
        ln -= log1p(cv2 * mean) / cv2;
        let mut term = ratio / cv2;
        for slope in &mut slopes {
            *slope += term;
            term *= ratio;
            if term < f64::MIN_POSITIVE {
                break;
            }
        }
    }
    // At k and beyond: what the probabilities before k bring to the sums.
    let (mut values, mut largest) = (vec![0.0; last + 1], 1.0);
    values[0] = 1.0;
    for k in 0..=last {
        let value = values[k] / k.max(1) as f64;
        largest = f64::max(largest, value);
        if value <= NOTHING * largest {
            values.truncate(k);
            break;
        }
        values[k] = value;
        let (_, beyond) = values.split_at_mut(k + 1);
        beyond.iter_mut().zip(&slopes).for_each(|(sum, slope)| *sum += value * slope);
        if value > LARGE {
            values.iter_mut().for_each(|value| *value /= LARGE);
            (ln, largest) = (ln + log(LARGE), largest / LARGE);
        }
    }
    Scaled::new(ln, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_counts_are_convolutions_however_large() {
        for (cv2, last) in [(0.36, 60), (0.0, 60), (1.44, 60), (1e-4, 3_000)] {
            let scale = if last > 100 { 40.0 } else { 1.0 };
            let means = [3.0 * scale, 0.2 * scale, 25.0 * scale];
            let each = means.map(|mean| counts(std::iter::once(mean), cv2, last));
            let (all, one) = (counts(means.into_iter(), cv2, last), each[0].plus(&each[1], last).plus(&each[2], last));
            let mut sum = 0.0;
            for (k, (a, b)) in all.values.iter().zip(&one.values).enumerate() {
                let (a, b) = (a * exp(all.ln), b * exp(one.ln));
                assert!((a - b).abs() <= 1e-12 * a + 1e-100, "{cv2} P({k}): {a} is not {b}");
                sum += a;
            }
            assert!(cv2 > 0.3 || (sum - 1.0).abs() < 1e-7, "{cv2}: {sum}");
        }
    }

    #[test]
    fn what_a_count_leaves_is_the_law_of_the_others() {
        let laws = [0.5, 2.0, 7.0].map(|mean| counts(std::iter::once(mean), 0.25, 30));
        let others = others(&laws, 30);
        let expected = counts([0.5, 7.0].into_iter(), 0.25, 30);
        assert!(others[1].values.iter().zip(&expected.values).all(|(a, b)| (a - b).abs() < 1e-14));
        assert_eq!(super::others(&[], 30).len(), 1);
    }
}
