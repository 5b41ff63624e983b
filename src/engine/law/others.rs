//! A booth's part of the seat's exposure: its own against that of all the others.
//!
//! Given the effect of its segment, a booth's exposure is a gamma variate. That of all other booths together is taken as a
//! gamma variate too, of the right mean and variance: it is a sum of many, or nearly what one other booth has.

use super::segment::Booths;
use crate::stats::special::normal_density;
use libm::{exp, lgamma, log, sqrt};

/// Effects of a segment beyond this many deviations are left out.
const FARTHEST: f64 = 7.5;

/// The longest step over them, in deviations.
const STEP: f64 = 0.6;

/// A density of exp(-NOTHING) is none.
const NOTHING: f64 = 36.0;

/// The booths of a seat, in sums.
pub(super) struct Others {
    /// All votes.
    pub votes: f64,
    /// Squared coefficient of variation of a booth.
    pub cv2: f64,
    /// Votes and sums of squares by segment.
    segments: Vec<(f64, f64)>,
    sd: f64,
}

/// What a booth of one size shares with the others of its seat, effect by effect of its segment.
pub(super) struct Profile {
    votes: f64,
    /// The step of the effect, and its spread: 0 where segments do not vary.
    step: f64,
    sd: f64,
    /// The mean of what lies outside of the segment, and the segment's other votes.
    outside: f64,
    inside: f64,
    /// The booth's own gamma variate.
    own: Gamma,
    effects: Vec<Effect>,
    /// How far, in effects, one exposure of the others is in doubt.
    doubt: f64,
}

/// One effect of the segment.
struct Effect {
    ln_weight: f64,
    ln_factor: f64,
    /// The logarithm of the mean of the others, and their gamma variate; `None` where there are no others.
    others: Option<(f64, Gamma)>,
}

/// The density of the logarithm of a gamma variate of mean 1 and some shape.
#[derive(Clone, Copy)]
struct Gamma {
    shape: f64,
    constant: f64,
}

impl Gamma {
    fn new(cv2: f64) -> Self {
        let shape = 1.0 / cv2.clamp(1e-9, 1e4);
        Gamma { shape, constant: shape * log(shape) - lgamma(shape) }
    }

    /// The logarithm of the density where the variate is exp(ln).
    fn ln_density(self, ln: f64, value: f64) -> f64 {
        // shape (ln - (value - 1)) keeps its digits where the shape is large.
        self.constant - self.shape + self.shape * (ln - (value - 1.0))
    }
}

impl Others {
    pub fn new(booths: Booths<'_>) -> Self {
        let sums = |sizes: &Vec<u32>| {
            let votes = sizes.iter().map(|&n| f64::from(n));
            (votes.clone().sum::<f64>(), votes.map(|n| n * n).sum::<f64>())
        };
        let segments: Vec<(f64, f64)> = booths.segments.iter().map(sums).collect();
        Others {
            votes: segments.iter().map(|(votes, _)| votes).sum(),
            segments,
            sd: booths.segment_sd,
            cv2: booths.booth_cv * booths.booth_cv,
        }
    }

    /// The parts of the seat's exposure that a booth of `n` votes has where booths do not vary, by the effect of its segment.
    pub fn parts(&self, segment: usize, n: f64) -> Vec<(f64, f64)> {
        let steps = if self.sd > 0.0 { 12 } else { 0 };
        (-steps..=steps)
            .map(|k| {
                let z = STEP * f64::from(k);
                let (factor, inside) = (exp(self.sd * z), self.segments[segment].0);
                let outside = (self.votes - inside) * exp(0.5 * self.sd * self.sd);
                (factor * n / (outside + factor * inside), if steps > 0 { STEP * normal_density(z) } else { 1.0 })
            })
            .collect()
    }

    /// Of a booth of `n` votes in a segment, where booths vary.
    pub fn profile(&self, segment: usize, n: f64) -> Profile {
        let (mean_factor, square_factor) = (exp(0.5 * self.sd * self.sd), exp(2.0 * self.sd * self.sd));
        // The other segments, whatever their effects.
        let (mut outside, mut variance) = (0.0, 0.0);
        for (_, &(votes, squares)) in self.segments.iter().enumerate().filter(|&(s, _)| s != segment) {
            outside += votes * mean_factor;
            variance +=
                square_factor * (votes * votes + self.cv2 * squares) - votes * votes * mean_factor * mean_factor;
        }
        let (inside, squares) = (self.segments[segment].0 - n, (self.segments[segment].1 - n * n).max(0.0));
        let noise = sqrt(variance + self.cv2 * squares);
        let doubt = noise / (self.sd * inside).max(1e-9);
        let step = if inside > 0.5 { STEP.min(0.6 * doubt) } else { STEP };
        #[expect(clippy::cast_possible_truncation, reason = "there are a few thousand steps")]
        let steps = if self.sd > 0.0 { (FARTHEST / step).ceil().min(5_000.0) as i32 } else { 0 };
        let effect = |k: i32| {
            let z = step * f64::from(k);
            let factor = exp(self.sd * z);
            let mean = outside + factor * inside;
            let spread = variance + factor * factor * self.cv2 * squares;
            Effect {
                ln_weight: if self.sd > 0.0 { log(step * normal_density(0.0)) - 0.5 * z * z } else { 0.0 },
                ln_factor: self.sd * z,
                others: (mean > 0.5).then(|| (log(mean), Gamma::new(spread / (mean * mean)))),
            }
        };
        Profile {
            votes: n,
            step,
            sd: self.sd,
            outside,
            inside,
            own: Gamma::new(self.cv2),
            effects: (-steps..=steps).map(effect).collect(),
            doubt,
        }
    }
}

impl Profile {
    /// The joint density of the logarithms of the seat's exposure and of the part that the booth has of it; `width` is how far
    /// apart the points of the part are.
    pub fn density(&self, ln_exposure: f64, ln_part: f64, width: f64) -> f64 {
        let (own, seat) = (exp(ln_exposure + ln_part), exp(ln_exposure));
        let ln_own = ln_exposure + ln_part - log(self.votes);
        let rest = seat - own;
        let gamma = self.own;
        if self.effects.iter().all(|effect| effect.others.is_none()) {
            // The booth is all there is.
            return if ln_part > -0.5 * width {
                let at = ln_exposure - log(self.votes);
                self.effects
                    .iter()
                    .map(|e| exp(e.ln_weight + gamma.ln_density(at - e.ln_factor, exp(at - e.ln_factor))))
                    .sum::<f64>()
                    / width
            } else {
                0.0
            };
        }
        if rest <= 0.0 {
            return 0.0;
        }
        let ln_rest = log(rest);
        let mut sum = 0.0;
        for effect in &self.effects[self.near(rest)] {
            let Some((ln_mean, others)) = effect.others else { continue };
            let own = ln_own - effect.ln_factor;
            // exp(own) is the booth's exposure over its mean, without another exponential where it is out of reach.
            let rough = effect.ln_weight + others.ln_density(ln_rest - ln_mean, exp(ln_rest - ln_mean));
            if rough > -NOTHING {
                let ln = rough + gamma.ln_density(own, exp(own));
                if ln > -NOTHING {
                    sum += exp(ln);
                }
            }
        }
        sum * seat / rest
    }

    /// The effects that leave the others such an exposure.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the list")]
    fn near(&self, rest: f64) -> std::ops::Range<usize> {
        let all = self.effects.len();
        if self.sd <= 0.0 || self.doubt > 1.0 || rest <= self.outside {
            return 0..all;
        }
        let z = log((rest - self.outside) / self.inside) / self.sd;
        let (middle, reach) = (z / self.step + 0.5 * (all as f64 - 1.0), 10.0 * self.doubt / self.step + 2.0);
        let place = |at: f64| at.clamp(0.0, all as f64) as usize;
        place(middle - reach)..place(middle + reach + 1.0)
    }
}
