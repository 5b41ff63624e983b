//! Sentences somebody said, held against what was counted.
//!
//! A claim of votes names a unit, and a unit can be read in several ways: every booth, every segment, every
//! round of the count. Each [`Reading`] says how many votes the claim would then come to, and is held against
//! every [`Limit`] that counts set. A claim of effect is judged by the bounds and, where those leave it open, by
//! the draws. Nothing here says that anybody lied: it says which reading fails.

mod effect;
mod readings;
mod spread;
mod units;

pub use effect::{EffectVerdict, Ground, Judged};
pub use readings::{Broken, Kind, Limit, Missing, Reading, ReadingVerdict};
pub use spread::LEAST_PLAUSIBLE;

use crate::bounds::{self, Bound, Verdict, against};
use crate::engine::Summary;
use crate::evidence::Evidence;
use crate::model::Model;
use crate::scenario::{Claim, Mode, Per, Said, Scenario};

/// A claim and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Which claim of the scenario.
    pub claim: usize,
    /// What was said, judged.
    pub judgement: Judgement,
    /// Whether it would matter, apart from whether it is so; `None` where the candidate is one of the two
    /// whose margin it is.
    pub matters: Option<Matters>,
}

/// A judged claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Judgement {
    /// A claim of votes, read in every way.
    Counted {
        /// The unit as it was said.
        per: Per,
        /// Every reading that could be tested, in the order of [`UNITS`].
        readings: Vec<Reading>,
        /// Those that could not, with the number that is missing.
        missing: Vec<Missing>,
    },
    /// A claim of effect; `None` where only draws could tell and there are none.
    Effect(Option<Judged>),
}

impl Judgement {
    /// The verdict on the claim as it was said.
    #[must_use]
    pub fn as_said(&self) -> Option<&Reading> {
        match self {
            Judgement::Counted { per, readings, .. } => readings.iter().find(|reading| reading.per == *per),
            Judgement::Effect(_) => None,
        }
    }

    /// The word of the verdict used in files.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Judgement::Counted { .. } => self.as_said().map_or("untested", |reading| reading.verdict.word()),
            Judgement::Effect(judged) => judged.as_ref().map_or("undecided", |judged| judged.verdict.word()),
        }
    }
}

/// Whether the candidate's votes could have decided the seat, whatever is true of the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matters {
    /// All the votes the candidate polled.
    pub votes: u64,
    /// The votes it took to change who won.
    pub needed: u64,
    /// Whose seat it is: the principal, or whoever came second.
    pub whose: usize,
    /// How the two compare; [`Verdict::NotApplicable`] where whose name it is won anyway.
    pub verdict: Verdict,
}

/// Every unit a claim can be read by, the smallest first.
pub const UNITS: [Per; 6] = [Per::Booth, Per::TableRound, Per::Round, Per::Segment, Per::Contest, Per::RunningTotal];

/// Judges every claim of a scenario. `run` is the model and what was simulated of it; without it a claim of
/// effect that arithmetic leaves open stays undecided.
#[must_use]
pub fn judge(scenario: &Scenario, evidence: &Evidence, run: Option<(&Model, &Summary)>) -> Vec<Finding> {
    let bounds = match scenario.mode {
        Mode::Retrospective => bounds::recorded(&scenario.contest, scenario.contest.booths, None),
        Mode::Prospective => Vec::new(),
    };
    let one = |(claim, said): (usize, &Claim)| {
        let judgement = match said.said {
            Said::Counted { low, high, per } => {
                let (readings, missing) = readings::readings(scenario, evidence, said.candidate, (low, high));
                Judgement::Counted { per, readings, missing }
            }
            Said::WouldHaveWon | Said::CostVotes { .. } => {
                Judgement::Effect(effect::judge(scenario, &bounds, said, run))
            }
        };
        Finding { claim, judgement, matters: matters(scenario, &bounds, said.candidate) }
    };
    scenario.claims.iter().enumerate().map(one).collect()
}

/// The bound of the principal whose namesake a candidate is.
fn bound_of(bounds: &[Bound], candidate: usize) -> Option<&Bound> {
    bounds.iter().find(|bound| bound.namesakes.contains(&candidate))
}

/// Whether all the votes of one candidate could have changed who won.
fn matters(scenario: &Scenario, bounds: &[Bound], candidate: usize) -> Option<Matters> {
    let contest = &scenario.contest;
    let votes = contest.candidates()[candidate].total_votes();
    if let Some(bound) = bound_of(bounds, candidate) {
        let needed = bound.votes_needed.unwrap_or(bound.margin);
        let verdict = match bound.verdict {
            Verdict::NotApplicable => Verdict::NotApplicable,
            _ => against(i128::from(votes), i128::from(needed) - 1),
        };
        return Some(Matters { votes, needed, whose: bound.principal, verdict });
    }
    let ranking = contest.ranking();
    let (&first, &second) = (ranking.first()?, ranking.get(1)?);
    if candidate == first || candidate == second || scenario.mode == Mode::Prospective {
        return None;
    }
    let total = |c: usize| contest.candidates()[c].total_votes();
    let needed = total(first) - total(second) + 1;
    Some(Matters { votes, needed, whose: second, verdict: against(i128::from(votes), i128::from(needed) - 1) })
}

#[cfg(test)]
mod tests;
