//! What contests share that differ in their namesakes' votes alone: worked out once.

use super::exposure::{Exposure, Pull};
use super::odds::Odds;
use super::poisson::masses_given;
use super::segment::Booths;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is kept for the next contest that differs from the last in its namesakes' votes alone, which is nearly all of the work.
/// One contest alone has nothing to keep: [`Shared::default`].
#[derive(Debug, Default)]
pub struct Shared {
    most: Option<usize>,
    exposures: Mutex<Vec<(Cells, Exposure)>>,
    lists: Mutex<Vec<List>>,
}

/// All that an exposure depends on.
#[derive(Debug, PartialEq)]
struct Cells {
    segments: Vec<Vec<u32>>,
    segment_sd: f64,
    booth_cv: f64,
    points: usize,
}

/// The probabilities of diverted votes of some odds at one exposure.
#[derive(Debug)]
struct List {
    odds: Odds,
    ln_votes: f64,
    masses: Arc<[f64]>,
}

impl Shared {
    /// For contests in none of which a namesake has more votes than `most`.
    #[must_use]
    pub fn up_to(most: u64) -> Self {
        Shared { most: usize::try_from(most).ok(), ..Shared::default() }
    }

    /// See [`Exposure::new`]; an exposure that is pulled down depends on what was counted, and is not kept.
    pub(super) fn exposure(&self, booths: Booths<'_>, pulls: &[Pull], points: usize) -> Exposure {
        if !pulls.is_empty() || self.most.is_none() {
            return Exposure::new(booths, pulls, points);
        }
        let Booths { segments, segment_sd, booth_cv } = booths;
        let is_it = |cells: &Cells| {
            (cells.segment_sd, cells.booth_cv, cells.points) == (segment_sd, booth_cv, points)
                && cells.segments == segments
        };
        let kept = open(&self.exposures).iter().find(|(cells, _)| is_it(cells)).map(|(_, exposure)| exposure.clone());
        kept.unwrap_or_else(|| {
            // Two threads may work out the same one at once: it comes out the same.
            let exposure = Exposure::new(booths, &[], points);
            let cells = Cells { segments: segments.to_vec(), segment_sd, booth_cv, points };
            open(&self.exposures).push((cells, exposure.clone()));
            exposure
        })
    }

    /// See [`masses_given`]. What is kept goes to the most votes of any contest, so that it is the same whichever comes first.
    pub(super) fn masses_given(&self, odds: &Odds, ln_votes: f64, last: usize) -> Vec<f64> {
        let Some(most) = self.most.filter(|&most| most >= last) else { return masses_given(odds, ln_votes, last) };
        let is_it = |list: &&List| list.ln_votes == ln_votes && list.odds == *odds;
        let kept = open(&self.lists).iter().find(is_it).map(|list| Arc::clone(&list.masses));
        let masses = kept.unwrap_or_else(|| {
            let masses: Arc<[f64]> = masses_given(odds, ln_votes, most).into();
            open(&self.lists).push(List { odds: odds.clone(), ln_votes, masses: Arc::clone(&masses) });
            masses
        });
        masses[..=last].to_vec()
    }
}

fn open<T>(kept: &Mutex<Vec<T>>) -> MutexGuard<'_, Vec<T>> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
