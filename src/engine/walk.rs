//! The walk over booths in eight simulations side by side, in plain code: what the vector bodies must
//! equal bit by bit.
#![allow(clippy::inline_always, reason = "a body must be compiled anew under each set of instructions")]

/// Numbers side by side.
pub const LANES: usize = 8;

/// Votes per lane.
pub type Counts = [u32; LANES];

/// One number per lane, aligned for the widest registers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
pub(super) struct Lane(pub [f64; LANES]);

impl Lane {
    /// Nothing in every lane.
    pub const ZERO: Lane = Lane([0.0; LANES]);
}

/// What a walk over booths of one size reads: P(none), the steps A[0..=n] upward, and the rests R[0..=n],
/// so that pmf(k+1) = pmf(k) A[k] R[n-k].
#[derive(Clone, Copy)]
pub(super) struct Steps<'t> {
    /// P(none).
    pub none: &'t Lane,
    /// A[0..], as far as they are filled.
    pub up: &'t [Lane],
    /// R[0..=n]; R[0] is 0.
    pub rest: &'t [Lane],
}

impl<'t> Steps<'t> {
    /// The tables in pairs of steps; the rests run backward from R[n].
    #[inline(always)]
    pub fn pairs(self) -> (&'t [[Lane; 2]], &'t [[Lane; 2]]) {
        (self.rest.as_rchunks().1, self.up.as_chunks().0)
    }

    /// The votes of the booth, n.
    #[inline(always)]
    pub fn votes(self) -> u32 {
        u32::try_from(self.rest.len() - 1).unwrap_or(u32::MAX)
    }
}

/// The tables a walk over many booths reads.
pub(super) trait Tabled {
    /// The steps for booths of `n` votes.
    fn steps(&self, n: u32) -> Steps<'_>;
    /// Fills more of the steps upward, after a walk that ran out of them.
    fn lengthen(&mut self);
}

/// Walks from 0 upward in every lane until the distribution function passes the lane's uniform, or all
/// votes are gone; `None` where `up` has fewer steps than the walk takes.
///
/// Two steps are taken between two looks: a step too many changes nothing, because a lane that has
/// passed its uniform stays beyond it, and R[0] = 0 ends every law.
#[inline(always)]
pub(super) fn walk_portable(uniforms: &Lane, steps: Steps<'_>) -> Option<Counts> {
    let (mut left, mut term) = (uniforms.0, steps.none.0);
    let mut counts = [0_u64; LANES];
    for i in 0..LANES {
        left[i] -= term[i];
    }
    let (rests, ups) = steps.pairs();
    let mut open = left.iter().any(|&left| left >= 0.0);
    for (rest, up) in rests.iter().rev().zip(ups) {
        if !open {
            break;
        }
        for (up, rest) in [(&up[0].0, &rest[1].0), (&up[1].0, &rest[0].0)] {
            for i in 0..LANES {
                counts[i] += u64::from(left[i] >= 0.0);
                term[i] *= up[i] * rest[i];
                left[i] -= term[i];
            }
        }
        open = left.iter().any(|&left| left >= 0.0);
    }
    let most = steps.votes();
    if open && ups.len() < rests.len() {
        return None;
    }
    let mut out = [0; LANES];
    for i in 0..LANES {
        out[i] = u32::try_from(counts[i]).unwrap_or(most).min(most);
    }
    Some(out)
}

/// Two booths, one after the other.
#[inline(always)]
pub(super) fn one_after_another(uniforms: [&Lane; 2], steps: [Steps<'_>; 2]) -> Option<[Counts; 2]> {
    Some([walk_portable(uniforms[0], steps[0])?, walk_portable(uniforms[1], steps[1])?])
}
