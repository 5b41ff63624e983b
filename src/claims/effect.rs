//! What a namesake is said to have done: judged by arithmetic, and where that leaves it open by the draws.

use crate::bounds::{Bound, Verdict};
use crate::engine::Summary;
use crate::model::Model;
use crate::scenario::{Claim, Said, Scenario};

/// The verdict on a claim of effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EffectVerdict {
    /// So in at least 95 of 100 simulations; no proof.
    Supported,
    /// Ruled out by arithmetic, or so in at most 5 of 100 simulations.
    Refuted,
    /// Neither.
    Undecided,
}

impl EffectVerdict {
    /// The word used in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            EffectVerdict::Supported => "supported",
            EffectVerdict::Refuted => "refuted",
            EffectVerdict::Undecided => "undecided",
        }
    }
}

/// What a verdict on an effect rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ground {
    /// They polled fewer votes than that.
    TooFew {
        /// What they polled.
        polled: u64,
        /// What it takes.
        needed: u64,
    },
    /// The principal won all the same.
    WonAnyway {
        /// By this margin.
        margin: u64,
    },
    /// The probability of what was said, over the simulations.
    Probability {
        /// The probability.
        probability: f64,
        /// Its Monte Carlo standard error.
        standard_error: f64,
        /// The simulations.
        draws: u64,
    },
}

/// A claim of effect, judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The verdict.
    pub verdict: EffectVerdict,
    /// What it rests on.
    pub ground: Ground,
}

/// A claim is supported from this probability on, and refuted up to what is left of it.
const SUPPORTED: f64 = 0.95;

pub(super) fn judge(
    scenario: &Scenario,
    bounds: &[Bound],
    claim: &Claim,
    run: Option<(&Model, &Summary)>,
) -> Option<Judged> {
    let polled = scenario.contest.candidates()[claim.candidate].total_votes();
    let refuted = |ground: Ground| Some(Judged { verdict: EffectVerdict::Refuted, ground });
    let bound = super::bound_of(bounds, claim.candidate);
    let needed = match claim.said {
        Said::WouldHaveWon => match bound {
            Some(bound) if bound.verdict == Verdict::NotApplicable => {
                return refuted(Ground::WonAnyway { margin: bound.margin });
            }
            Some(bound) => bound.votes_needed?,
            None => 0,
        },
        Said::CostVotes { low, .. } => low,
        Said::Counted { .. } => return None,
    };
    // In a contest to come nothing is polled yet, so arithmetic sets no limit.
    if bound.is_some() && polled < needed {
        return refuted(Ground::TooFew { polled, needed });
    }
    let (model, summary) = run?;
    let (probability, standard_error) = probability(model, summary, claim, needed)?;
    let verdict = if probability >= SUPPORTED {
        EffectVerdict::Supported
    } else if probability <= 1.0 - SUPPORTED {
        EffectVerdict::Refuted
    } else {
        EffectVerdict::Undecided
    };
    let draws = summary.draws;
    Some(Judged { verdict, ground: Ground::Probability { probability, standard_error, draws } })
}

/// How often what was said is so. The seat is that of the run where the namesake is the only one of it; of
/// several the votes diverted to that one alone are counted.
fn probability(model: &Model, summary: &Summary, claim: &Claim, needed: u64) -> Option<(f64, f64)> {
    let focus = model.focus();
    let alone = model.groups.len() == 1 && focus.namesakes.len() == 1;
    let within = |low: u64, high: u64| {
        let counts = &summary.diverted[claim.candidate];
        let inside = |middle: i64| u64::try_from(middle).is_ok_and(|votes| (low..=high).contains(&votes));
        let hits: u64 = counts.cells().filter(|&(middle, _, _)| inside(middle)).map(|(_, _, count)| count).sum();
        let draws = counts.count().max(1) as f64;
        let share = hits as f64 / draws;
        (share, libm::sqrt(share * (1.0 - share) / draws))
    };
    if summary.draws == 0 {
        return None;
    }
    Some(match claim.said {
        Said::WouldHaveWon if alone => {
            let flips = summary.flips();
            (flips.point, flips.standard_error)
        }
        Said::WouldHaveWon => within(needed, u64::MAX),
        Said::CostVotes { low, high } => within(low, high),
        Said::Counted { .. } => return None,
    })
}
