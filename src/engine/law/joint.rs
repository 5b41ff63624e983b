//! The joint distribution of the votes that go astray to several namesakes of one principal, in whole votes.

use super::diverted::ByHazard;
use super::hazards::Beliefs;
use super::own_support::OwnSupport;
use super::split::{PARTS, Split, lowest, splits};
use crate::model::{Group, Model};
use crate::stats::rates::Route;

/// Numbers of votes beyond which tables are too large.
const MOST_CELLS: usize = 8_000_000;

/// More steps than this would take seconds.
const MOST_WORK: usize = 3_000_000_000;

/// So many splits are added up by one thread.
const TOGETHER: usize = 128;

/// How much closer points are than for the sum alone: a density of ratios is narrower than one of sums.
const CLOSER: f64 = 3.0;

/// P(so many votes to the first part, to the second, to the third). A third part that there is not has no votes.
pub(super) struct Joint {
    votes: Vec<Vec<Vec<f64>>>,
}

/// P(so many votes in all, so many of them to the first part).
type Table = Vec<Vec<f64>>;

impl Joint {
    /// Of up to `most` diverted votes of a group, of whose namesakes some are parts of their own and all others one more part;
    /// `None` where it would take too long. What `law` knows of the sum and is not found again joins the error.
    pub fn new(
        model: &Model,
        group: &Group,
        alone: &[usize],
        law: &[f64],
        most: usize,
        error: &mut f64,
    ) -> Option<Self> {
        let routes = |which: &dyn Fn(usize) -> bool| -> Vec<Route> {
            let namesakes = group.namesakes.iter().enumerate().filter(|&(at, _)| which(at));
            namesakes.flat_map(|(_, namesake)| namesake.routes.iter().copied()).collect()
        };
        let mut parts: Vec<Beliefs> = alone.iter().map(|&one| Beliefs::new(&routes(&|at| at == one))).collect();
        if alone.len() < group.namesakes.len() {
            parts.push(Beliefs::new(&routes(&|at| !alone.contains(&at))));
        }
        let most = most.min(law.len() - 1);
        let cells = (0..parts.len()).fold(1, |cells: usize, part| cells.saturating_mul(most + 1 + part) / (part + 1));
        if parts.len() > PARTS || cells > MOST_CELLS {
            return None;
        }
        let splits = splits(&parts, most)?;
        if splits.len().saturating_mul((most + 1) * (most + 2) / 2) > MOST_WORK {
            return None;
        }
        let by = ByHazard::new(model, group, lowest(&splits), CLOSER)?;
        let mut joint = Joint::of(&splits, &by, parts.len(), most)?;
        let found: Vec<f64> = (0..=most).map(|total| joint.of_total(total).map(|(.., mass)| mass).sum()).collect();
        // That no route is open is known without a split.
        let none = (law[0] - found[0]).max(0.0);
        joint.votes[0][0][0] += none;
        *error += found.iter().zip(law).skip(1).map(|(found, known)| (found - known).abs()).sum::<f64>();
        Some(joint)
    }

    fn of(splits: &[Split<'_>], by: &ByHazard, parts: usize, most: usize) -> Option<Self> {
        // Splits that share out the rest alike are added up before it is shared out.
        let alike = splits.chunk_by(|a, b| a.shares[1].to_bits() == b.shares[1].to_bits());
        let jobs: Vec<&[Split<'_>]> = alike.flat_map(|alike| alike.chunks(TOGETHER)).collect();
        let tables = super::each(&jobs, |splits| Some(table(splits, by, most)))?;
        let mut rest: Vec<(f64, Table)> = Vec::new();
        for (splits, table) in jobs.iter().zip(tables) {
            let share = splits[0].shares[1];
            match rest.last_mut().filter(|last| last.0.to_bits() == share.to_bits()) {
                Some((_, sum)) => {
                    let rows = sum.iter_mut().flatten().zip(table.into_iter().flatten());
                    rows.for_each(|(sum, more)| *sum += more);
                }
                None => rest.push((share, table)),
            }
        }
        let firsts: Vec<usize> = (0..=most).collect();
        let votes = super::each(&firsts, |&first| {
            if parts < PARTS {
                let seconds = (0..=most - first)
                    .map(|second| vec![rest.iter().map(|(_, table)| table[first + second][first]).sum::<f64>()]);
                return Some(seconds.collect());
            }
            let mut votes: Vec<Vec<f64>> =
                (0..=most - first).map(|second| vec![0.0; most - first - second + 1]).collect();
            for (share, table) in &rest {
                shared_out(*share, most - first, |left, row| {
                    let weight = table[first + left][first];
                    row.iter().enumerate().for_each(|(second, p)| votes[second][left - second] += weight * p);
                });
            }
            Some(votes)
        })?;
        Some(Joint { votes })
    }

    /// How many splits it tells apart.
    pub fn cells(&self) -> usize {
        self.votes.iter().flatten().map(Vec::len).sum()
    }

    /// All splits of a total among the parts, with their probabilities.
    fn of_total(&self, total: usize) -> impl Iterator<Item = ([usize; PARTS], f64)> {
        (0..=total).flat_map(move |first| {
            let seconds = self.votes[first].iter().enumerate().take(total - first + 1);
            seconds.filter_map(move |(second, thirds)| {
                let third = total - first - second;
                thirds.get(third).map(|&mass| ([first, second, third], mass))
            })
        })
    }

    /// P(`total` votes are diverted, and each of some parts, in their order, has less than `votes` with its own support).
    pub fn below(&self, total: usize, votes: usize, own: &[OwnSupport]) -> f64 {
        if total >= self.votes.len() {
            return 0.0;
        }
        let stays = |split: [usize; PARTS]| -> f64 {
            own.iter().zip(split).map(|(own, gained)| own.below(votes.saturating_sub(gained))).product()
        };
        self.of_total(total).map(|(split, mass)| if mass > 0.0 { mass * stays(split) } else { 0.0 }).sum()
    }

    /// P(0), P(1), ... of the first part's votes.
    pub fn first(&self) -> Vec<f64> {
        self.votes.iter().map(|seconds| seconds.iter().flatten().sum()).collect()
    }

    /// P(the second part has at least 0, 1, ... votes more than the first).
    pub fn second_gains(&self) -> Vec<f64> {
        let mut more = vec![0.0; self.votes.len()];
        for (first, seconds) in self.votes.iter().enumerate() {
            for (second, thirds) in seconds.iter().enumerate().skip(first) {
                more[second - first] += thirds.iter().sum::<f64>();
            }
        }
        more.iter_mut().rev().fold(0.0, |sum, mass| {
            *mass += sum;
            *mass
        });
        more
    }
}

/// The sum of some splits: how many votes are diverted, and how many of them go to the first part.
fn table(splits: &[Split<'_>], by: &ByHazard, most: usize) -> Table {
    let mut sum: Table = (0..=most).map(|total| vec![0.0; total + 1]).collect();
    for split in splits {
        let masses = split.masses(by, most);
        let Some(last) = masses.iter().rposition(|mass| mass.abs() > 1e-20) else { continue };
        shared_out(split.shares[0], last, |total, row| {
            let mass = masses[total];
            sum[total].iter_mut().zip(row).for_each(|(sum, p)| *sum += mass * p);
        });
    }
    sum
}

/// The binomial probabilities of 0, 1, ... votes, each going one way with a probability.
fn shared_out(share: f64, most: usize, mut take: impl FnMut(usize, &[f64])) {
    let mut row = vec![1.0];
    take(0, &row);
    for total in 1..=most {
        row.push(0.0);
        for votes in (1..=total).rev() {
            row[votes] = (1.0 - share) * row[votes] + share * row[votes - 1];
        }
        row[0] *= 1.0 - share;
        take(total, &row);
    }
}
