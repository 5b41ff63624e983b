//! How the diverted votes of a principal are split among several parts of its namesakes.
//!
//! Given the hazards, each diverted vote goes to a part with the probability of that part's hazard over their sum, whatever the
//! segment and the booth, because effects multiply all of them alike. So a split is a total and shares; the total depends on
//! the sum of the hazards alone. Shares are taken off one part at a time: the first part's of all, the second's of the rest.

use super::diverted::ByHazard;
use super::grid::{ends, nodes};
use super::hazards::{Beliefs, Hazards};
use super::panel_nodes;
use libm::{exp, hypot, log, log1p, sqrt};

/// No more parts than this.
pub(super) const PARTS: usize = 3;

/// The step of the trapezoid over something smooth, in deviations of it.
const STEP: f64 = 0.7;

/// A split with a smaller weight is left out.
const NOTHING: f64 = 1e-17;

/// More splits than this would take seconds.
const MOST: usize = 400_000;

/// The part that the first takes of all, and the second of the rest.
pub(super) type Shares = [f64; PARTS - 1];

/// Shares, and what is known of the sum of the hazards with them.
pub(super) struct Split<'b> {
    pub shares: Shares,
    total: Total<'b>,
}

enum Total<'b> {
    /// Its logarithm, and the probability of this split.
    At(f64, f64),
    /// A density: that of some parts' hazards at places so far from the logarithm of the sum, times a weight.
    Among(f64, Vec<(&'b Hazards, f64)>),
}

/// What one part's hazard is in one case.
#[derive(Clone, Copy)]
enum Hazard<'b> {
    Known(f64),
    /// One of a distribution, and so much more.
    Spread(&'b Hazards, f64),
}

/// Every split of up to `most` votes among parts, each with beliefs about its hazard; `None` where there are too many. That no
/// vote is diverted because no route is open is left out.
pub(super) fn splits<'b>(parts: &'b [Beliefs], most: usize) -> Option<Vec<Split<'b>>> {
    let mut cases: Vec<(f64, Vec<Hazard<'b>>)> = vec![(1.0, Vec::new())];
    for beliefs in parts {
        let of = hazards(beliefs);
        let with = |(weight, before): &(f64, Vec<Hazard<'b>>)| -> Vec<(f64, Vec<Hazard<'b>>)> {
            of.iter().map(|&(w, hazard)| (weight * w, before.iter().copied().chain([hazard]).collect())).collect()
        };
        cases = cases.iter().flat_map(with).filter(|case| case.0 > NOTHING).collect();
    }
    let mut all = Vec::new();
    for (weight, hazards) in cases {
        let smooth = |hazard: &Hazard| match hazard {
            Hazard::Known(h) => *h <= 0.0,
            Hazard::Spread(more, steady) => *steady <= 0.0 && !more.sharp,
        };
        let closed = |hazard: &Hazard| matches!(hazard, Hazard::Known(h) if *h <= 0.0);
        if hazards.iter().all(closed) {
            continue;
        }
        if hazards.iter().all(smooth) {
            Ratios::new(&hazards, most).add(weight, &mut all)?;
        } else {
            single(weight, &hazards, most, &mut all)?;
        }
    }
    // Those that share out the rest alike stand together.
    all.sort_by(|a, b| a.shares[1].total_cmp(&b.shares[1]));
    Some(all)
}

/// The smallest of the sums that are single values, as a logarithm.
pub(super) fn lowest(splits: &[Split<'_>]) -> f64 {
    let of = |split: &Split| if let Total::At(x, _) = split.total { x } else { f64::INFINITY };
    splits.iter().map(of).fold(f64::INFINITY, f64::min)
}

/// The cases of one part, and their probabilities.
fn hazards(beliefs: &Beliefs) -> Vec<(f64, Hazard<'_>)> {
    let mut all = Vec::new();
    for &(weight, steady) in &beliefs.known {
        all.push((weight * beliefs.alone, Hazard::Known(steady)));
        if let Some(more) = &beliefs.more {
            all.push((weight * (1.0 - beliefs.alone), Hazard::Spread(more, steady)));
        }
    }
    all
}

/// Parts' hazards as single values, each with each.
fn single(weight: f64, hazards: &[Hazard<'_>], most: usize, all: &mut Vec<Split<'_>>) -> Option<()> {
    let of = |hazard: &Hazard| match *hazard {
        Hazard::Known(h) => vec![(h, 1.0)],
        Hazard::Spread(more, steady) => {
            let nodes = if more.sharp { roots(more, most) } else { nodes(more, ends(more), 0.0, |_| width(most)) };
            let nodes = nodes.into_iter().map(|(x, w)| (steady + exp(x), w));
            nodes.filter(|one| one.1 > NOTHING).collect()
        }
    };
    let values: Vec<Vec<(f64, f64)>> = hazards.iter().map(of).collect();
    if values.iter().map(Vec::len).product::<usize>() + all.len() > MOST {
        return None;
    }
    let mut each = vec![(weight, Vec::new())];
    for part in &values {
        let with = |(weight, before): &(f64, Vec<f64>)| -> Vec<(f64, Vec<f64>)> {
            part.iter().map(|&(h, w)| (weight * w, before.iter().copied().chain([h]).collect())).collect()
        };
        each = each.iter().flat_map(with).collect();
    }
    for (weight, hazards) in each.into_iter().filter(|one| one.0 > NOTHING) {
        let rest = |from: usize| hazards.iter().skip(from).sum::<f64>();
        let share = |part: usize| if rest(part) > 0.0 { hazards[part] / rest(part) } else { 0.0 };
        let shares = std::array::from_fn(|part| if part < hazards.len() { share(part) } else { 0.0 });
        all.push(Split { shares, total: Total::At(log(rest(0)), weight) });
    }
    Some(())
}

/// Over what length of the logarithm of a ratio so many votes are shared out alike.
fn width(most: usize) -> f64 {
    2.0 / sqrt(most as f64 + 1.0)
}

/// Nodes of a density that ends in steps, on equal panels of the root of the hazard: over it a number of votes varies alike
/// everywhere.
fn roots(more: &Hazards, most: usize) -> Vec<(f64, f64)> {
    let (low, high) = (exp(0.5 * more.low), exp(0.5 * more.high));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few dozen panels")]
    let panels = ((high - low) / width(most)).ceil().max(2.0) as u32;
    let step = (high - low) / f64::from(panels);
    let at = |k: u32| low + step * f64::from(k);
    let nodes = (0..panels).flat_map(|k| panel_nodes(at(k), at(k + 1)));
    nodes.map(|(root, w)| (2.0 * log(root), 2.0 / root * w * (more.density)(2.0 * log(root)))).collect()
}

/// Parts with smooth densities: their hazards' ratios on equal steps.
struct Ratios<'b> {
    /// The parts that are open: which, their densities, and where those lie.
    open: Vec<(usize, &'b Hazards, (f64, f64))>,
    step: f64,
}

impl<'b> Ratios<'b> {
    fn new(hazards: &[Hazard<'b>], most: usize) -> Self {
        let spread = |(part, hazard): (usize, &Hazard<'b>)| match *hazard {
            Hazard::Spread(more, _) => Some((part, more, ends(more))),
            Hazard::Known(_) => None,
        };
        let open: Vec<_> = hazards.iter().enumerate().filter_map(spread).collect();
        let smooth = open.iter().map(|(_, more, _)| more.smooth).fold(1.0, f64::min);
        // A density of the ratio given the sum, and the probability of a number of votes given the ratio.
        let step = STEP / hypot(sqrt(2.0) / smooth, 0.5 * sqrt(most as f64));
        Ratios { open, step }
    }

    /// Adds all ratios.
    fn add(&self, weight: f64, all: &mut Vec<Split<'b>>) -> Option<()> {
        let mut before = vec![(weight, 0.0, Vec::new(), [0.0; PARTS - 1])];
        for (at, &(part, more, _)) in self.open.iter().enumerate() {
            if at + 1 == self.open.len() {
                // What is left is the last one's.
                for (weight, rest, offsets, mut shares) in before {
                    if let Some(share) = shares.get_mut(part) {
                        *share = 1.0;
                    }
                    let parts = offsets.into_iter().chain([(more, rest)]).collect();
                    all.push(Split { shares, total: Total::Among(weight, parts) });
                }
                return (all.len() <= MOST).then_some(());
            }
            let mut next = Vec::new();
            for ratio in self.ratios(at) {
                let (own, others) = (-log1p(exp(-ratio)), -log1p(exp(ratio)));
                for (weight, rest, offsets, shares) in &before {
                    let mut shares: Shares = *shares;
                    shares[part] = exp(own);
                    let mut offsets: Vec<(&'b Hazards, f64)> = offsets.clone();
                    offsets.push((more, rest + own));
                    next.push((weight * self.step, rest + others, offsets, shares));
                }
            }
            before = next;
            if before.len() + all.len() > MOST {
                return None;
            }
        }
        Some(())
    }

    /// Logarithms of the ratio of one part's hazard to the sum of those after it.
    fn ratios(&self, at: usize) -> impl Iterator<Item = f64> {
        let (_, _, (low, high)) = self.open[at];
        let after = |end: fn(&(f64, f64)) -> f64| {
            let sum: f64 = self.open[at + 1..].iter().map(|(_, _, ends)| exp(end(ends))).sum();
            log(sum)
        };
        let (step, from, to) = (self.step, low - after(|ends| ends.1), high - after(|ends| ends.0));
        #[expect(clippy::cast_possible_truncation, reason = "there are a few hundred steps")]
        let (first, last) = ((from / step).floor() as i32, (to / step).ceil() as i32);
        (first..=last).map(move |k| step * f64::from(k))
    }
}

impl Split<'_> {
    /// P(this split, and 0, 1, ... votes diverted in all).
    pub fn masses(&self, by: &ByHazard, most: usize) -> Vec<f64> {
        let mut sum = vec![0.0; most + 1];
        let mut add = |at: usize, weight: f64| {
            sum.iter_mut().zip(&by.masses[at]).for_each(|(sum, mass)| *sum += weight * mass);
        };
        match &self.total {
            Total::At(x, weight) => by.grid.around(*x).into_iter().for_each(|(at, share)| add(at, weight * share)),
            Total::Among(weight, parts) => {
                for (at, x) in by.grid.points().enumerate() {
                    let mut density = weight * by.grid.step;
                    for (more, away) in parts {
                        let y = x + away;
                        density *= if y < more.low || y > more.high { 0.0 } else { (more.density)(y) };
                        if density < NOTHING * 1e-3 {
                            break;
                        }
                    }
                    if density >= NOTHING * 1e-3 {
                        add(at, density);
                    }
                }
            }
        }
        sum
    }
}
