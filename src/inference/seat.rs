//! A seat's booths as arrays: every candidate's votes, sorted by segment.

use super::booths::Booths;
use crate::evidence::Evidence;
use crate::model::Model;
use crate::scenario::Scenario;

/// Booth votes of everybody in the returns.
#[derive(Debug, Clone)]
pub(super) struct Seat {
    /// Votes by candidate of the contest; `None` for those without a column.
    columns: Vec<Option<Vec<f64>>>,
    /// All votes of a booth.
    pub polled: Vec<f64>,
    /// The first booth of each segment, and the number of booths at the end.
    pub starts: Vec<usize>,
    /// The row of the returns each booth is.
    pub rows: Vec<usize>,
}

impl Seat {
    /// The booths of a scenario in which anybody voted; `None` where it has none.
    pub fn new(scenario: &Scenario, model: &Model) -> Option<Self> {
        let table = scenario.booths.as_ref()?;
        let contest = &scenario.contest;
        let segments = model.world.segments() - usize::from(model.world.has_postal);
        let place = |row: usize| {
            let id = &table.rows[row].segment;
            contest.segments().iter().position(|segment| segment.id == *id).unwrap_or(0)
        };
        let polled_in = |row: usize| table.rows[row].votes.iter().map(|&votes| f64::from(votes)).sum::<f64>();
        let mut rows: Vec<usize> = (0..table.rows.len()).filter(|&row| polled_in(row) > 0.0).collect();
        rows.sort_by_key(|&row| place(row));
        let column = |id: &str| table.candidates.iter().position(|known| known == id);
        let columns = contest
            .candidates()
            .iter()
            .map(|candidate| {
                let column = column(&candidate.id)?;
                Some(rows.iter().map(|&row| f64::from(table.rows[row].votes[column])).collect())
            })
            .collect();
        Some(Seat {
            columns,
            polled: rows.iter().map(|&row| polled_in(row)).collect(),
            starts: (0..=segments).map(|s| rows.partition_point(|&row| place(row) < s)).collect(),
            rows,
        })
    }

    pub fn votes(&self, candidate: usize) -> Option<&[f64]> {
        self.columns.get(candidate)?.as_deref()
    }

    /// One candidate against another.
    pub fn pair(&self, candidate: usize, principal: usize) -> Option<Booths> {
        let (votes, principal) = (self.votes(candidate)?, self.votes(principal)?);
        let others = self.polled.iter().zip(votes).zip(principal).map(|((all, x), t)| (all - x - t).max(0.0)).collect();
        Some(Booths::new(principal.to_vec(), others, votes.to_vec(), self.starts.clone()))
    }

    /// Those whose votes show how ordinary support leans to a principal's base: minor candidates who
    /// are nobody's namesakes and nobody's principals.
    pub fn placebos(&self, scenario: &Scenario, evidence: &Evidence) -> Vec<usize> {
        let contest = &scenario.contest;
        let all: f64 = self.polled.iter().sum();
        (0..contest.candidates().len())
            .filter(|&c| {
                let votes: f64 = self.votes(c).map_or(0.0, |votes| votes.iter().sum());
                contest.candidates()[c].role == crate::election::Role::Contender
                    && !contest.pairs().iter().any(|pair| pair.namesake == c || pair.principal == c)
                    && votes >= LEAST_VOTES
                    && votes < evidence.booth_cluster.minor_share * all
            })
            .collect()
    }
}

/// Fewer votes lean nowhere.
const LEAST_VOTES: f64 = 20.0;
