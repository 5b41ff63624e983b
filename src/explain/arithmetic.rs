//! What arithmetic alone says of flows: the share it takes, and what no share that was stated can do.

use crate::model::{Flow, Model};

/// The votes it takes for flows to change who won, exactly: `votes` of `base`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakEven {
    /// The fewest votes moved that do; of several flows, all at one common share, to the next whole vote.
    pub votes: u64,
    /// What a share of 1 is.
    pub base: u64,
}

impl BreakEven {
    /// The share: above 1 where there are not so many votes.
    #[must_use]
    pub fn share(self) -> f64 {
        self.votes as f64 / self.base as f64
    }
}

/// Whether flows change who won, at the shares that were stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Possible {
    /// At none of them.
    Never,
    /// At some.
    Sometimes,
    /// At all of them.
    Always,
}

/// Whether the principal in question wins a tally: more votes than anybody who may win.
pub(super) fn wins(model: &Model, tally: &[i64]) -> bool {
    let principal = model.focus().principal;
    model.may_win[principal] && opponents(model).all(|c| tally[principal] > tally[c])
}

/// Everybody else who may win.
fn opponents(model: &Model) -> impl Iterator<Item = usize> + '_ {
    let principal = model.focus().principal;
    (0..model.known.len()).filter(move |&c| c != principal && model.may_win[c])
}

/// The flows of a combination of stories, as a set of bits.
fn flows_of(model: &Model, set: usize) -> impl Iterator<Item = &Flow> {
    let on = move |place: &usize| set >> place & 1 == 1;
    (0..model.stories.len()).filter(on).flat_map(|place| &model.stories[place].flows)
}

/// The least and the greatest lead of the principal over another candidate with a combination switched on.
fn leads(model: &Model, set: usize, other: usize) -> (i64, i64) {
    let principal = model.focus().principal;
    let mut leads = (model.known[principal] - model.known[other], model.known[principal] - model.known[other]);
    for flow in flows_of(model, set) {
        let (gain, (least, most)) = (flow.gain(principal, other), flow.reach());
        leads.0 += (gain * least).min(gain * most);
        leads.1 += (gain * least).max(gain * most);
    }
    leads
}

/// Whether a combination of stories changes who won. Each lead is bounded by itself, so "sometimes" can be said
/// where "never" is true; "never" and "always" are proofs.
pub(super) fn possible(model: &Model, set: usize) -> Possible {
    let leads: Vec<(i64, i64)> = opponents(model).map(|other| leads(model, set, other)).collect();
    let (may_win, must_win) = (leads.iter().all(|lead| lead.1 > 0), leads.iter().all(|lead| lead.0 > 0));
    match (wins(model, &model.known), may_win, must_win) {
        (false, false, _) | (true, _, true) => Possible::Never,
        (false, _, true) | (true, false, _) => Possible::Always,
        _ => Possible::Sometimes,
    }
}

/// Whether some combination of the others can be completed, or undone, by a story: two combinations that are both
/// decided, and alike, leave it nothing to do.
pub(super) fn pivotal(model: &Model, place: usize) -> bool {
    let decided = |set: usize| match possible(model, set) {
        Possible::Never => Some(false),
        Possible::Always => Some(true),
        Possible::Sometimes => None,
    };
    let others = (0..1_usize << model.stories.len()).filter(|set| set >> place & 1 == 0);
    others.into_iter().any(|set| {
        let (without, with) = (decided(set), decided(set | 1 << place));
        without.is_none() || without != with
    })
}

/// Whether arithmetic decides what is lost when a story alone is switched off.
pub(super) fn unneeded(model: &Model, place: usize) -> bool {
    let all = (1 << model.stories.len()) - 1;
    let decided = |set: usize| possible(model, set) != Possible::Sometimes;
    decided(all) && decided(all & !(1 << place))
}

/// The votes it takes for these flows alone to change who won; `None` where they cannot, whatever their share.
pub(super) fn break_even(model: &Model, flows: &[Flow]) -> Option<BreakEven> {
    let principal = model.focus().principal;
    let base = flows.iter().map(|flow| flow.base).sum::<u64>();
    let known = |other: usize| i128::from(model.known[principal] - model.known[other]);
    // By how much each vote, or all of them at one share, moves the lead over somebody.
    let gained = |other: usize| -> i128 {
        flows.iter().map(|flow| i128::from(flow.gain(principal, other)) * i128::from(flow.base)).sum()
    };
    let whole = i128::from(base.max(1));
    // The fewest of `base` votes that move a lead by more than `needed`: ceil(needed * base / gained).
    let votes = |needed: i128, gained: i128| (needed * whole + gained - 1) / gained;
    let votes = if wins(model, &model.known) {
        // The principal no longer wins once anybody has drawn level.
        let lost = |other: usize| Some(-gained(other)).filter(|&lost| lost > 0).map(|lost| votes(known(other), lost));
        opponents(model).filter_map(lost).min()?
    } else {
        let mut most = 0;
        for other in opponents(model) {
            let (lead, gained) = (known(other), gained(other));
            match (lead > 0, gained > 0) {
                (false, true) => most = most.max(votes(1 - lead, gained)),
                (false, false) => return None,
                // Nobody behind the principal may be carried past on the way.
                (true, _) => {}
            }
        }
        let overtaken = |other: usize| known(other) > 0 && known(other) * whole + gained(other) * most <= 0;
        if opponents(model).any(overtaken) {
            return None;
        }
        most
    };
    let votes = u64::try_from(votes).ok()?;
    (base > 0).then_some(BreakEven { votes, base })
}
