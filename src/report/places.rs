//! Diverted votes of every booth: by the law where the contest is over, by the simulations where it is to come.

use super::Account;
use crate::engine::law::booth_laws;
use crate::scenario::Mode;

/// The diverted votes of one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Booth {
    /// The mean.
    pub mean: f64,
    /// The 5 % and the 95 % point; `None` where there are too many booths to keep them.
    pub ends: Option<(u64, u64)>,
}

/// One per cell of the world, of the group at a place.
pub(super) fn booths(account: &Account<'_>, at: usize) -> Vec<Booth> {
    let group = &account.model.groups[at];
    if account.scenario.mode == Mode::Retrospective {
        let laws = booth_laws(&account.model, group);
        return laws
            .iter()
            .map(|law| Booth { mean: law.mean, ends: Some((law.quantile(0.05), law.quantile(0.95))) })
            .collect();
    }
    let (counted, draws) = (&account.summary.groups[at].booths, account.summary.draws);
    let one = |cell: usize| {
        let end = |share: f64| counted.quantile(cell, share, draws).map(u64::from);
        Booth { mean: counted.sum(cell) as f64 / draws.max(1) as f64, ends: end(0.05).zip(end(0.95)) }
    };
    (0..account.model.world.cells.len()).map(one).collect()
}
