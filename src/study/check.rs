//! The self-check: simulated and exact must agree, or no number is given.

use crate::engine::{Summary, law};
use crate::stats::Estimate;

/// More standard errors than chance alone would ever put between draws and the exact probability: 6 in 10 million.
const MOST_STANDARD_ERRORS: f64 = 5.0;

/// Draws that disagree with the exact probability: one of the two is wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disagreement {
    /// Simulations that flipped.
    pub flips: u64,
    /// Simulations.
    pub draws: u64,
    /// By how many standard errors they miss the exact probability.
    pub standard_errors: f64,
    /// The exact probability.
    pub exact: f64,
}

impl std::fmt::Display for Disagreement {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Disagreement { flips, draws, standard_errors, exact } = self;
        write!(
            out,
            "{flips} of {draws} simulations flipped, {standard_errors:.1} standard errors from the exact probability {exact}"
        )
    }
}

impl Disagreement {
    /// Draws that are too far from the law, in the contest or for one of its principals; `None` where all agree.
    #[must_use]
    pub fn of(summary: &Summary, law: &law::Answer) -> Option<Self> {
        let each = law.each.iter().zip(summary.flips_of_each());
        let worst = each.map(|(&exact, flips)| law::deviation(&flips, exact)).fold(0.0, f64::max);
        Disagreement::between(&summary.flips(), law.flip, worst)
    }

    /// The same of one probability, and of others that are off by at most `elsewhere` standard errors.
    #[must_use]
    pub(super) fn between(flips: &Estimate, exact: law::Exact, elsewhere: f64) -> Option<Self> {
        let standard_errors = law::deviation(flips, exact).max(elsewhere);
        (standard_errors > MOST_STANDARD_ERRORS).then_some(Disagreement {
            flips: flips.hits,
            draws: flips.draws,
            standard_errors,
            exact: exact.probability,
        })
    }
}
