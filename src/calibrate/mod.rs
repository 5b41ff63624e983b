//! The priors of the name route, learned from past elections.
//!
//! Ordinary independents, who are nobody's namesakes, show what anybody polls ([`Independents`],
//! [`OwnSupport`], [`TypicalShare`]), and the candidates of small parties what a party adds. That is
//! the noise; what the namesakes polled beyond it is laid to their names, as a mixture of pairs that
//! are confusable and pairs that are not. Whatever such tables cannot tell, such as symbols, booths
//! and where own supporters go, is carried over with its source.
//!
//! [`Independents`]: crate::evidence::Independents
//! [`OwnSupport`]: crate::evidence::OwnSupport
//! [`TypicalShare`]: crate::evidence::TypicalShare

mod clusters;
mod confusion;
mod namesakes;
mod placebos;
mod seen;
mod simplex;

use crate::evidence::Evidence;
use crate::returns::candidates::{ListedContest, pairs};
use seen::Seen;

/// A calibration under way.
#[derive(Debug)]
pub struct Calibration {
    carried: Evidence,
    seen: Seen,
    contests: u64,
    candidates: u64,
    years: Option<(u16, u16)>,
}

/// Why nothing can be fitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalibrateError {
    /// Too few ordinary independents.
    #[error(
        "only {0} ordinary independents stand in the tables; at least {LEAST_PLACEBOS} are needed to know what anybody polls"
    )]
    Independents(usize),
    /// Too few namesakes.
    #[error("only {0} namesakes stand in the tables; at least {LEAST_NAMESAKES} are needed to learn from them")]
    Namesakes(usize),
}

/// Fewer independents tell nothing of seats and spreads.
const LEAST_PLACEBOS: usize = 200;
/// Fewer namesakes leave everything as it was believed.
const LEAST_NAMESAKES: usize = 20;

/// Evidence as fitted, with what it was fitted on.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// The evidence.
    pub evidence: Evidence,
    /// Contests looked at.
    pub contests: u64,
    /// Candidates looked at, NOTA apart.
    pub candidates: u64,
    /// The first and the last year.
    pub years: Option<(u16, u16)>,
    /// Ordinary independents.
    pub independents: usize,
    /// Namesakes.
    pub namesakes: usize,
}

impl Calibration {
    /// Begins a calibration; `carried` gives what the tables cannot tell.
    #[must_use]
    pub fn new(carried: Evidence) -> Self {
        Calibration { carried, seen: Seen::default(), contests: 0, candidates: 0, years: None }
    }

    /// Adds a contest. `photos` says whether its ballot showed photographs where the year does not.
    pub fn add(&mut self, contest: &ListedContest, photos: Option<bool>) {
        let photos = photos.or_else(|| contest.photos_on_ballot()).unwrap_or(true);
        self.contests += 1;
        self.candidates += contest.candidates.iter().filter(|candidate| !candidate.nota).count() as u64;
        if let Some(year) = contest.year {
            let (first, last) = self.years.unwrap_or((year, year));
            self.years = Some((first.min(year), last.max(year)));
        }
        self.seen.add(contest, &pairs(contest), photos);
    }

    /// Fits the priors.
    ///
    /// # Errors
    /// [`CalibrateError`] where the tables hold too few independents or namesakes.
    pub fn fit(self) -> Result<Fitted, CalibrateError> {
        let Calibration { carried, seen, contests, candidates, years } = self;
        if seen.placebos.len() < LEAST_PLACEBOS {
            return Err(CalibrateError::Independents(seen.placebos.len()));
        }
        if seen.namesakes.len() < LEAST_NAMESAKES {
            return Err(CalibrateError::Namesakes(seen.namesakes.len()));
        }
        let mut evidence = carried;
        evidence.independents = placebos::independents(&seen);
        if seen.standings.small().len() >= LEAST_PLACEBOS {
            evidence.small_parties = placebos::small_parties(&seen, &evidence.independents);
        }
        evidence.own_support = placebos::own_support(&seen, &evidence.own_support);
        evidence.typical_share = placebos::typical_share(&seen, &evidence.typical_share);
        let evidence = clusters::fit(&seen, confusion::fit(&seen, &evidence)).rounded();
        let (independents, namesakes) = (seen.placebos.len(), seen.namesakes.len());
        Ok(Fitted { evidence, contests, candidates, years, independents, namesakes })
    }
}

#[cfg(test)]
mod tests;
