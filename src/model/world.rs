//! Where the votes were cast: booths as counted, or booths made up and reconciled.

use crate::evidence::{BoothSize, Evidence};
use crate::scenario::{Mode, Scenario};
use crate::stats::variates::normal;
use crate::stats::{Purpose, stream};
use rand::Rng;

/// One place where votes were counted together: a booth, or the postal votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Index of its segment; the number of segments for postal votes.
    pub segment: u32,
    /// The booth's place among all booths as given or made up, from 0.
    pub number: u32,
}

/// The cells of a contest, sorted by segment and by votes, so that the same booths in another order
/// are the same world; with the votes in them that the model needs.
#[derive(Debug, Clone)]
pub struct World {
    /// The cells.
    pub cells: Vec<Cell>,
    /// The first cell of each segment, and the number of cells at the end.
    pub starts: Vec<usize>,
    /// Whether the booths were made up to a size distribution.
    pub synthetic: bool,
    /// Whether even their number was.
    pub booths_estimated: bool,
    /// How many booths there are, postal votes apart.
    pub booths: u32,
    /// Whether the last segment holds votes outside the booths.
    pub has_postal: bool,
    candidates: Vec<usize>,
    votes: Vec<Vec<u32>>,
    counted: Vec<bool>,
}

impl World {
    pub(super) fn new(scenario: &Scenario, evidence: &Evidence) -> Self {
        let candidates = needed(scenario);
        let mut draft = match &scenario.booths {
            Some(_) => counted(scenario, &candidates),
            None => made_up(scenario, evidence, &candidates),
        };
        let postal: Vec<u32> = candidates
            .iter()
            .zip(&draft.votes)
            .map(|(&c, votes)| {
                let inside: u64 = votes.iter().map(|&v| u64::from(v)).sum();
                small(scenario.contest.candidates()[c].total_votes().saturating_sub(inside))
            })
            .collect();
        let has_postal = postal.iter().any(|&votes| votes > 0);
        let booths = small(draft.segment.len() as u64);
        if has_postal {
            draft.segment.push(small(segment_count(scenario) as u64));
            draft.votes.iter_mut().zip(&postal).for_each(|(votes, &outside)| votes.push(outside));
        }
        let mut order: Vec<usize> = (0..draft.segment.len()).collect();
        order.sort_by_cached_key(|&i| {
            let sizes: Vec<u32> = draft.votes.iter().map(|votes| votes[i]).collect();
            (draft.segment[i], sizes)
        });
        let cells: Vec<Cell> =
            order.iter().map(|&i| Cell { segment: draft.segment[i], number: small(i as u64) }).collect();
        let segments = segment_count(scenario) + usize::from(has_postal);
        let starts = (0..=segments).map(|s| cells.partition_point(|cell| (cell.segment as usize) < s)).collect();
        World {
            starts,
            cells,
            synthetic: scenario.booths.is_none(),
            booths_estimated: scenario.booths.is_none() && scenario.contest.booths.is_none(),
            booths,
            has_postal,
            votes: draft.votes.iter().map(|votes| order.iter().map(|&i| votes[i]).collect()).collect(),
            candidates,
            counted: draft.counted,
        }
    }

    /// How many segments there are, the postal one included.
    #[must_use]
    pub fn segments(&self) -> usize {
        self.starts.len() - 1
    }

    /// A candidate's votes in every cell.
    #[must_use]
    pub fn votes_of(&self, candidate: usize) -> Vec<u32> {
        self.column(candidate).map_or_else(|| vec![0; self.cells.len()], |place| self.votes[place].clone())
    }

    /// A candidate's votes in every cell, where booths were really counted for them.
    #[must_use]
    pub fn counted(&self, candidate: usize) -> Option<&[u32]> {
        let place = self.column(candidate).filter(|&place| self.counted[place])?;
        Some(&self.votes[place])
    }

    /// The candidates whose votes the world holds, and their votes, cell by cell.
    pub fn columns(&self) -> impl Iterator<Item = (usize, &[u32])> {
        self.candidates.iter().copied().zip(self.votes.iter().map(Vec::as_slice))
    }

    fn column(&self, candidate: usize) -> Option<usize> {
        self.candidates.iter().position(|&c| c == candidate)
    }
}

/// Booths before sorting: the segment of each, and the votes of each needed candidate.
struct Draft {
    segment: Vec<u32>,
    votes: Vec<Vec<u32>>,
    counted: Vec<bool>,
}

fn segment_count(scenario: &Scenario) -> usize {
    scenario.contest.segments().len().max(1)
}

/// The candidates whose booth votes matter: the principals, their namesakes where booths were
/// counted, and everybody where the intended votes are uncertain and have to add up.
fn needed(scenario: &Scenario) -> Vec<usize> {
    let contest = &scenario.contest;
    let all = scenario.mode == Mode::Prospective && !scenario.support.is_fixed();
    (0..contest.candidates().len())
        .filter(|&c| {
            let principal = contest.pairs().iter().any(|pair| pair.principal == c);
            let counted = scenario.booths.is_some() && scenario.mode == Mode::Retrospective && contest.is_namesake(c);
            principal || counted || (all && !contest.is_namesake(c))
        })
        .collect()
}

fn counted(scenario: &Scenario, candidates: &[usize]) -> Draft {
    let Some(table) = &scenario.booths else { return Draft { segment: vec![], votes: vec![], counted: vec![] } };
    let segments = scenario.contest.segments();
    let segment = table
        .rows
        .iter()
        .map(|row| small(segments.iter().position(|s| s.id == row.segment).unwrap_or(0) as u64))
        .collect();
    let columns: Vec<Option<usize>> = candidates
        .iter()
        .map(|&c| table.candidates.iter().position(|id| *id == scenario.contest.candidates()[c].id))
        .collect();
    let votes = columns
        .iter()
        .map(|column| table.rows.iter().map(|row| column.map_or(0, |place| row.votes[place])).collect())
        .collect();
    Draft { segment, votes, counted: columns.iter().map(Option::is_some).collect() }
}

/// Makes up booths of the usual sizes and shares the known votes out over them, exactly.
fn made_up(scenario: &Scenario, evidence: &Evidence, candidates: &[usize]) -> Draft {
    let contest = &scenario.contest;
    let booths = booths_by_segment(scenario, evidence);
    let all: u32 = booths.iter().sum();
    let mut random = stream(scenario.simulation.seed, Purpose::Booths, 0);
    let law = evidence.booth_size_in(contest.abroad.as_deref());
    let sizes: Vec<f64> = (0..all).map(|_| size(&law, &mut random)).collect();
    let polled = contest.votes_polled().max(1) as f64;
    let in_segments: Vec<Vec<u64>> = candidates.iter().map(|&c| votes_by_segment(scenario, c, &booths)).collect();
    let mut votes = vec![Vec::with_capacity(sizes.len()); candidates.len()];
    let mut first = 0;
    for (s, &count) in booths.iter().enumerate() {
        let sizes = &sizes[first..first + count as usize];
        first += count as usize;
        let segment_votes = polled * f64::from(count) / f64::from(all);
        for (column, by_segment) in in_segments.iter().enumerate() {
            let mean = (by_segment[s] as f64 / segment_votes).clamp(1e-9, 0.95);
            let correlation = evidence.booth_correlation(mean);
            // A share of mean m and correlation rho has a squared coefficient of variation of
            // rho (1 - m) / m; a log-normal factor with the same one keeps the shares above 0.
            let spread = libm::sqrt(libm::log1p(correlation * (1.0 - mean) / mean));
            let weights: Vec<f64> =
                sizes.iter().map(|size| size * libm::exp(spread * normal(&mut random)).min(0.95 / mean)).collect();
            votes[column].extend(share_out(by_segment[s], &weights).into_iter().map(small));
        }
    }
    let segment =
        booths.iter().enumerate().flat_map(|(s, &n)| std::iter::repeat_n(small(s as u64), n as usize)).collect();
    Draft { segment, votes, counted: vec![false; candidates.len()] }
}

fn size<R: Rng + ?Sized>(law: &BoothSize, random: &mut R) -> f64 {
    loop {
        let size = law.mean + law.sd * normal(random);
        if size >= f64::from(law.least) && size <= f64::from(law.most) {
            return size;
        }
    }
}

/// How many booths each segment has: as stated, and the rest shared out alike.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "booths are at most 2e6")]
fn booths_by_segment(scenario: &Scenario, evidence: &Evidence) -> Vec<u32> {
    let contest = &scenario.contest;
    let stated: Vec<Option<u32>> = contest.segments().iter().map(|segment| segment.booths).collect();
    let known: u64 = stated.iter().flatten().map(|&n| u64::from(n)).sum();
    let open = stated.iter().filter(|n| n.is_none()).count() as u64;
    let size = evidence.booth_size_in(contest.abroad.as_deref());
    let estimate = libm::round(contest.votes_polled() as f64 / size.mean) as u64;
    let least = known + open.max(u64::from(stated.is_empty()));
    let all =
        contest.booths.map_or(if open == 0 && !stated.is_empty() { known } else { estimate.max(least) }, u64::from);
    if stated.is_empty() {
        return vec![small(all)];
    }
    let mut rest = share_out(all.saturating_sub(known), &vec![1.0; open as usize]).into_iter();
    stated.into_iter().map(|n| n.unwrap_or_else(|| small(rest.next().unwrap_or(1)).max(1))).collect()
}

/// A candidate's booth votes by segment: as stated, and the rest shared out by booths.
fn votes_by_segment(scenario: &Scenario, candidate: usize, booths: &[u32]) -> Vec<u64> {
    let total = scenario.contest.candidates()[candidate].booth_votes();
    let segments = scenario.contest.segments();
    if segments.is_empty() {
        return vec![total];
    }
    let stated: Vec<Option<u64>> = segments.iter().map(|segment| segment.votes.get(&candidate).copied()).collect();
    let open: Vec<f64> = stated.iter().zip(booths).filter(|(v, _)| v.is_none()).map(|(_, &n)| f64::from(n)).collect();
    let known: u64 = stated.iter().flatten().sum();
    let mut rest = share_out(total.saturating_sub(known), &open).into_iter();
    stated.into_iter().map(|votes| votes.unwrap_or_else(|| rest.next().unwrap_or(0))).collect()
}

/// Whole votes in proportion to weights, by largest remainder: the parts add up to `total` exactly.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "votes are far below 2^53")]
fn share_out(total: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    if weights.is_empty() || sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|w| total as f64 * w / sum).collect();
    let mut parts: Vec<u64> = exact.iter().map(|&x| x as u64).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|&a, &b| (exact[b] - exact[b].floor()).total_cmp(&(exact[a] - exact[a].floor())).then(a.cmp(&b)));
    let given: u64 = parts.iter().sum();
    for place in order.into_iter().cycle().take(total.saturating_sub(given) as usize) {
        parts[place] += 1;
    }
    parts
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn shares_add_up_exactly(total in 0_u64..2_000_000, weights in prop::collection::vec(0.0..50.0_f64, 1..40)) {
            prop_assume!(weights.iter().sum::<f64>() > 0.0);
            let parts = share_out(total, &weights);
            prop_assert_eq!(parts.iter().sum::<u64>(), total);
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = total as f64 * weight / weights.iter().sum::<f64>();
                prop_assert!((*part as f64 - exact).abs() <= 1.0 + 1e-6);
            }
        }
    }
}
