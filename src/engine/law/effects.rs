//! Contests to come that no single tail decides: several principals, namesakes who could come first themselves, segments
//! that vary beyond measure, intended votes that are uncertain.
//!
//! The few effects that all booths share are points of scrambled Sobol' sequences (Owen 1995). At each point one effect is
//! left open and integrated exactly: a rate from which on the leader loses, or the swing between the first two within which
//! one is meant and another recorded. What the booths add by chance is normal with its skewness corrected, and counted out
//! where votes are few. Thirty-two independent scrambles say how near the mean is; what the correction and half a vote change says
//! what else may be missing.

use super::Exact;
use super::leader::{Chance, Judged, Shared, leader, loses};
use super::point::Point;
use super::swing::Swing;
use super::votes::{Effects, Votes, intended, stated};
use crate::model::Model;
use crate::scenario::Support;

/// Independent scrambles, of whose means the spread is the error.
const SCRAMBLES: u64 = 32;

/// The bound of the error that is wanted.
const WANTED: f64 = 8e-6;

/// Points of a scramble, at first and at the most.
const FIRST: u32 = 128;
const MOST: u32 = 512;

/// So many standard errors bound the error: beyond, one case in ten thousand on 31 degrees of freedom.
const BOUND: f64 = 4.5;

/// Every so many points are judged in three ways ([`Judged`]).
const SAMPLED: u32 = 8;

/// How many times what that correction changes may be missing still.
const DOUBT: f64 = 3.0;

/// Sums over the points of a scramble: of all of them; and of some, judged in each of three ways.
type Sums = Vec<[f64; 4]>;

/// The flip probability of the contest, and of every principal.
pub(super) fn flips(model: &Model, support: &Support) -> (Exact, Vec<Exact>) {
    let groups = model.groups.len();
    let swing = Swing::new(model, support);
    let scrambles: Vec<u64> = (0..SCRAMBLES).collect();
    let mut sums: Vec<Sums> = vec![vec![[0.0; 4]; groups + 1]; scrambles.len()];
    let (mut from, mut to) = (0, FIRST);
    loop {
        let more = super::each(&scrambles, |&scramble| {
            let mut sum: Sums = vec![[0.0; 4]; groups + 1];
            for number in from..to {
                let mut point = Point::new(model.seed, scramble, number);
                let compares = number.is_multiple_of(SAMPLED);
                at_point(model, support, swing.as_ref(), &mut point, compares, &mut |leader, lost| {
                    let place = model.groups.iter().position(|group| group.principal == leader);
                    for at in place.into_iter().chain([groups]) {
                        sum[at][0] += lost[0];
                        if compares {
                            sum[at][1..].iter_mut().zip(lost).for_each(|(sum, lost)| *sum += lost);
                        }
                    }
                });
            }
            Some(sum)
        });
        for (sum, more) in sums.iter_mut().zip(more.unwrap_or_default()) {
            sum.iter_mut().flatten().zip(more.into_iter().flatten()).for_each(|(a, b)| *a += b);
        }
        let found: Vec<(Exact, f64)> =
            (0..=groups).map(|place| estimate(&sums, place, f64::from(to), support.is_fixed())).collect();
        let (all, left_out) = found[groups];
        // More points do nothing for what is not theirs.
        if all.error <= WANTED.max(2.0 * left_out) || to >= MOST {
            return (all, found[..groups].iter().map(|(exact, _)| *exact).collect());
        }
        (from, to) = (to, 2 * to);
    }
}

/// Adds whoever leads by the votes as meant at one point, and the probability that another is recorded as the winner: by the
/// usual judgement and, where they are compared, by the two others.
fn at_point(
    model: &Model,
    support: &Support,
    swing: Option<&Swing>,
    point: &mut Point,
    compares: bool,
    add: &mut dyn FnMut(usize, [f64; 3]),
) {
    let shared = Shared::draw(model, support.is_fixed(), point);
    let lost = |votes: &Votes, leader: usize, how: Chance| {
        let lost = |by: Judged| loses(model, votes, &shared, leader, how, by);
        let other = |by: Judged| if compares { lost(by) } else { 0.0 };
        [lost(Judged::Usual), other(Judged::Plain), other(Judged::Sooner)]
    };
    let effects = Effects::draw(model, support, point);
    let at = |effects: &Effects| intended(model, support, effects, &mut point.beyond());
    if let Some(swing) = swing {
        swing.path(&effects, at).each(&|votes| leader(model, votes, &shared), &mut |votes, leader, weight| {
            add(leader, lost(votes, leader, Chance::Drawn).map(|lost| weight * lost));
        });
        return;
    }
    let votes = if support.is_fixed() { stated(model) } else { at(&effects) };
    if let Some(leader) = leader(model, &votes, &shared) {
        add(leader, lost(&votes, leader, Chance::Averaged));
    }
}

/// The mean of the scrambles, and what is said of its error: their spread, three times what the correction for skewness changes,
/// and, where the votes as meant are themselves real numbers that stand for whole ones, what that may change. The last two are
/// returned beside it. They are measures of what was left out and no proven bounds.
fn estimate(sums: &[Sums], place: usize, points: f64, fixed: bool) -> (Exact, f64) {
    let n = sums.len() as f64;
    let mean = |which: usize| sums.iter().map(|sum| sum[place][which] / points).sum::<f64>() / n;
    let (usual, sampled) = (mean(0), mean(1));
    let changes = |which: usize| f64::from(SAMPLED) * (mean(which) - sampled).abs();
    let left_out = DOUBT * changes(2) + if fixed { 0.0 } else { changes(3) };
    let away = |sum: &Sums| sum[place][0] / points - usual;
    let variance = sums.iter().map(|sum| away(sum) * away(sum)).sum::<f64>() / (n * (n - 1.0));
    let error = BOUND * libm::sqrt(variance) + left_out + 1e-6;
    (Exact { probability: usual.clamp(0.0, 1.0), error }, left_out)
}
