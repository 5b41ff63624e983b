//! Contests to come that no sum over whole votes decides: intended votes that are uncertain, and namesakes who could come first
//! themselves where there are too many ways.
//!
//! The effects that all booths share are points of scrambled Sobol' sequences (Owen 1995), and thirty-two independent scrambles
//! say how near the mean is. At a point one effect is left open and integrated exactly, by one of two ways:
//!
//! - *Real votes*: the swing between the first two, within which one is meant and another recorded. It is far the more precise
//!   in a seat of many votes, where it does not matter that votes are whole; how much it may matter is measured.
//! - *Whole votes*, as the sampler makes them: a rate from which on the leader loses. They are right in every seat, and take
//!   over where it does matter.
//!
//! What the booths add by chance is normal with its skewness corrected, and counted out where whole votes are few.

use super::Exact;
use super::leader::{Chance, Judged, Shared, leader, loses};
use super::point::Point;
use super::swing::Swing;
use super::votes::{Effects, Votes, made_whole, stated};
use crate::model::Model;
use crate::scenario::Support;

/// Independent scrambles, of whose means the spread is the error.
const SCRAMBLES: u64 = 32;

/// The bound of the error that is wanted.
const WANTED: f64 = 8e-6;

/// From this error on real numbers do not stand for votes: what is left out is then no small part of the answer, and no measure
/// of it can be believed.
const TOO_ROUGH: f64 = 2e-4;

/// Points of a scramble: at first, and at the most of real votes; of whole ones they are as many as cells and candidates allow.
const FIRST: u32 = 32;
const MOST: u32 = 512;
const MOST_WHOLE: (u32, u32) = (512, 2_048);
const WORK: usize = 2_000_000;

/// So many standard errors bound the error: beyond, one case in ten thousand on 31 degrees of freedom.
const BOUND: f64 = 4.5;

/// Every so many points are judged in other ways too ([`Lost`]).
const SAMPLED: u32 = 8;

/// How many times what a correction changes may be missing still: that for skewness, and that for making votes whole.
const DOUBT: f64 = 3.0;

/// The probability that a lead is lost, as it is judged in four ways.
#[derive(Debug, Clone, Copy, Default)]
struct Lost {
    usual: f64,
    /// Without the correction for skewness.
    plain: f64,
    /// A lead lost sooner, by what whole votes may change where real numbers stand for them.
    sooner: f64,
    /// With what making votes whole adds to the lead, as a normal variate.
    rounded: f64,
}

impl Lost {
    fn add(&mut self, other: Lost) {
        self.usual += other.usual;
        self.plain += other.plain;
        self.sooner += other.sooner;
        self.rounded += other.rounded;
    }
}

/// Sums over the points of a scramble, of the contest's flips or a principal's.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    all: f64,
    /// The points that are judged in every way.
    some: Lost,
}

/// What one point adds: a leader by the votes as meant, and the probability that another is recorded as the winner.
type Add<'a> = &'a mut dyn FnMut(usize, Lost);

/// The flip probability of the contest, and of every principal.
pub(super) fn flips(model: &Model, support: &Support) -> (Exact, Vec<Exact>) {
    let real = Swing::new(model, support).map(|swing| {
        let at = |point: &mut Point, compares: bool, add: Add<'_>| {
            real_votes(model, support, &swing, point, compares, add);
        };
        over_points(model, MOST, TOO_ROUGH, at)
    });
    if let Some(real) = real.filter(|real| real.0.error <= TOO_ROUGH) {
        return real;
    }
    let cells = (model.world.cells.len() * model.world.columns().count()).max(1);
    let most = u32::try_from(WORK / cells).unwrap_or(u32::MAX).clamp(MOST_WHOLE.0, MOST_WHOLE.1);
    over_points(model, most, f64::INFINITY, |point, compares, add| whole_votes(model, support, point, compares, add))
}

/// The means over as many points as are needed, or allowed; no more are taken once too much is left out.
fn over_points(
    model: &Model,
    most: u32,
    too_much: f64,
    at: impl Fn(&mut Point, bool, Add<'_>) + Sync + Send,
) -> (Exact, Vec<Exact>) {
    let groups = model.groups.len();
    let scrambles: Vec<u64> = (0..SCRAMBLES).collect();
    let mut sums = vec![vec![Sum::default(); groups + 1]; scrambles.len()];
    let (mut from, mut to) = (0, FIRST);
    loop {
        let more = super::each(&scrambles, |&scramble| {
            let mut sum = vec![Sum::default(); groups + 1];
            for number in from..to {
                let compares = number.is_multiple_of(SAMPLED);
                at(&mut Point::new(model.seed, scramble, number), compares, &mut |leader, lost| {
                    let place = model.groups.iter().position(|group| group.principal == leader);
                    for at in place.into_iter().chain([groups]) {
                        sum[at].all += lost.usual;
                        if compares {
                            sum[at].some.add(lost);
                        }
                    }
                });
            }
            Some(sum)
        });
        for (sum, more) in sums.iter_mut().flatten().zip(more.unwrap_or_default().into_iter().flatten()) {
            sum.all += more.all;
            sum.some.add(more.some);
        }
        let found: Vec<(Exact, f64)> = (0..=groups)
            .map(|place| estimate(&sums.iter().map(|sum| sum[place]).collect::<Vec<_>>(), f64::from(to)))
            .collect();
        let (all, left_out) = found[groups];
        // More points do nothing for what is not theirs.
        if all.error <= WANTED.max(2.0 * left_out) || left_out > too_much || to >= most {
            return (all, found[..groups].iter().map(|(exact, _)| *exact).collect());
        }
        (from, to) = (to, (2 * to).min(most));
    }
}

/// A point of real votes. Making them whole adds to the lead what Gauss and Hermite's three nodes stand for.
fn real_votes(model: &Model, support: &Support, swing: &Swing, point: &mut Point, compares: bool, add: Add<'_>) {
    let shared = Shared::draw(model, false, point);
    let effects = Effects::draw(model, support, point);
    let path = swing.path(model, support, &effects, point, compares);
    let who = |votes: &Votes| leader(model, votes, &shared);
    let lost = |votes: &Votes, leader: usize, by: Judged| loses(model, votes, &shared, leader, Chance::Drawn, by);
    let usual = |votes: &Votes, leader: usize| lost(votes, leader, Judged::Usual);
    let all = |votes: &Votes, leader: usize| {
        let other = |by: Judged| if compares { lost(votes, leader, by) } else { 0.0 };
        [usual(votes, leader), other(Judged::Plain), other(Judged::Sooner)]
    };
    path.each(0.0, &who, &all, &mut |leader, [usual, plain, sooner]| {
        add(leader, Lost { usual, plain, sooner, rounded: 2.0 / 3.0 * usual });
    });
    if compares {
        let usual = |votes: &Votes, leader: usize| [usual(votes, leader), 0.0, 0.0];
        for longer in [3.0_f64.sqrt(), -3.0_f64.sqrt()] {
            path.each(longer, &who, &usual, &mut |leader, [rounded, ..]| {
                add(leader, Lost { rounded: rounded / 6.0, ..Lost::default() });
            });
        }
    }
}

/// A point of whole votes, or of the votes as stated where those are certain.
fn whole_votes(model: &Model, support: &Support, point: &mut Point, compares: bool, add: Add<'_>) {
    let shared = Shared::draw(model, true, point);
    let votes = if support.is_fixed() {
        stated(model)
    } else {
        let effects = Effects::draw(model, support, point);
        made_whole(model, support, &effects, point)
    };
    if let Some(leader) = leader(model, &votes, &shared) {
        // Where much else is drawn, the booths' chance is too.
        let how = if support.is_fixed() { Chance::Averaged } else { Chance::Drawn };
        let lost = |by: Judged| loses(model, &votes, &shared, leader, how, by);
        let usual = lost(Judged::Usual);
        let plain = if compares { lost(Judged::Plain) } else { usual };
        add(leader, Lost { usual, plain, sooner: usual, rounded: usual });
    }
}

/// The mean of the scrambles, and what is said of its error: their spread, three times what the correction for skewness changes,
/// and, of real votes, what whole ones may change: a lead lost sooner, and three times what making votes whole adds, which is in
/// the mean. The last three are returned beside it. They are measures of what was left out and no proven bounds.
fn estimate(sums: &[Sum], points: f64) -> (Exact, f64) {
    let n = sums.len() as f64;
    let mean = |of: &dyn Fn(&Sum) -> f64| sums.iter().map(|sum| of(sum) / points).sum::<f64>() / n;
    let usual = mean(&|sum| sum.all);
    let changes = |of: &dyn Fn(&Lost) -> f64| f64::from(SAMPLED) * mean(&|sum| of(&sum.some) - sum.some.usual);
    let rounding = changes(&|lost| lost.rounded);
    let corrections = changes(&|lost| lost.plain).abs() + rounding.abs();
    let left_out = DOUBT * corrections + changes(&|lost| lost.sooner).abs();
    let away = |sum: &Sum| sum.all / points - usual;
    let variance = sums.iter().map(|sum| away(sum) * away(sum)).sum::<f64>() / (n * (n - 1.0));
    let error = BOUND * libm::sqrt(variance) + left_out + 1e-6;
    (Exact { probability: (usual + rounding).clamp(0.0, 1.0), error }, left_out)
}
