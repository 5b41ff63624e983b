//! What the walk over a segment's booths reads, in eight simulations at once.
//!
//! A booth's count is the smallest at which the distribution function passes its uniform; pmf(k+1) =
//! pmf(k) A[k] R[n-k], and the first term, P(none of n), is that of n - 1 times one factor. Tables run
//! up to the largest booth. Errors of rounding are kept from adding up, so that the whole law is right
//! to 1e-14 in total variation.
#![allow(clippy::inline_always, reason = "a body must be compiled anew under each set of instructions")]
#![allow(clippy::needless_range_loop, reason = "lanes are counted, so that the compiler sees all eight at once")]

use crate::engine::lanes::{Body, Work};
use crate::engine::walk::{LANES, Lane, Steps, Tabled};

/// How the booths of a segment vary, lane by lane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Laws {
    /// Binomial booths of these probabilities, below 1.
    Binomial(Lane),
    /// Beta-binomial booths of these two parameters, the second above 0.
    BetaBinomial(Lane, Lane),
}

/// The tables of one segment in eight simulations, up to its largest booth.
#[derive(Debug, Clone)]
pub(super) struct Tables {
    laws: Laws,
    body: Body,
    /// A[k]: what takes pmf(k) to pmf(k+1), the part that depends on k. Most walks end in a few
    /// steps, so it is filled as far as they go.
    up: Vec<Lane>,
    /// How much of it is filled.
    upto: usize,
    /// R[m]: the part that depends on the m = n - k votes left.
    rest: Vec<Lane>,
    /// P(none of n).
    none: Vec<Lane>,
    /// 1 / (k + 1).
    inverse: Vec<f64>,
}

/// Steps upward that are filled at first.
const FIRST_STEPS: usize = 16;

impl Default for Tables {
    fn default() -> Self {
        let laws = Laws::Binomial(Lane::ZERO);
        let (up, rest, none) = (Vec::new(), Vec::new(), Vec::new());
        Tables { laws, body: Body::Portable, up, upto: 0, rest, none, inverse: Vec::new() }
    }
}

impl Tabled for Tables {
    #[inline(always)]
    fn steps(&self, n: u32) -> Steps<'_> {
        let n = n as usize;
        Steps { none: &self.none[n], up: &self.up[..self.upto], rest: &self.rest[..=n] }
    }

    #[cold]
    fn lengthen(&mut self) {
        let upto = (2 * self.upto).min(self.up.len());
        self.body.run(FillUp {
            laws: self.laws,
            inverse: &self.inverse,
            up: &mut self.up[self.upto..upto],
            first: self.upto,
        });
        self.upto = upto;
    }
}

impl Tables {
    /// P(none of n), lane by lane, as last filled.
    pub fn none(&self, n: u32) -> &[f64; LANES] {
        &self.none[n as usize].0
    }

    /// Fills the tables for booths of up to `largest` votes.
    pub fn fill(&mut self, body: Body, laws: Laws, largest: u32) {
        // Two steps are filled, and walked, at a time.
        let length = largest as usize + 3;
        if self.up.len() < length {
            for table in [&mut self.up, &mut self.rest, &mut self.none] {
                table.resize(length, Lane::ZERO);
            }
            self.inverse = (0..length).map(|k| 1.0 / (k as f64 + 1.0)).collect();
        }
        (self.laws, self.body, self.upto) = (laws, body, FIRST_STEPS.min(self.up.len()));
        body.run(FillUp { laws, inverse: &self.inverse, up: &mut self.up[..self.upto], first: 0 });
        let (rest, none) = (&mut self.rest[..length], &mut self.none[..length]);
        match laws {
            Laws::BetaBinomial(a, b) => body.run(FillBeta { a, b, rest, none }),
            Laws::Binomial(p) => body.run(FillBinomial { p, rest, none }),
        }
    }
}

/// The steps upward from number `first`.
struct FillUp<'t> {
    laws: Laws,
    inverse: &'t [f64],
    up: &'t mut [Lane],
    first: usize,
}

impl Work for FillUp<'_> {
    type Output = ();

    #[inline(always)]
    fn work(self) {
        let inverse = &self.inverse[self.first..self.first + self.up.len()];
        match self.laws {
            Laws::BetaBinomial(Lane(a), _) => {
                let mut done = self.first as f64;
                for (up, &inverse) in self.up.iter_mut().zip(inverse) {
                    for i in 0..LANES {
                        up.0[i] = (a[i] + done) * inverse;
                    }
                    done += 1.0;
                }
            }
            Laws::Binomial(Lane(p)) => {
                // The odds to twice the digits: one rounded number would be wrong alike in every step.
                let odds = p.map(odds);
                for (up, &inverse) in self.up.iter_mut().zip(inverse) {
                    for i in 0..LANES {
                        up.0[i] = odds[i].0 * inverse + odds[i].1 * inverse;
                    }
                }
            }
        }
    }
}

/// R[m] = m / (b + m - 1) and P(none of n) = P(none of n-1) (b + n - 1) / (a + b + n - 1).
struct FillBeta<'t> {
    a: Lane,
    b: Lane,
    rest: &'t mut [Lane],
    none: &'t mut [Lane],
}

impl Work for FillBeta<'_> {
    type Output = ();

    #[inline(always)]
    fn work(self) {
        let FillBeta { a: Lane(a), b: Lane(b), rest, none } = self;
        let (mut reached, mut low) = ([1.0; LANES], [0.0; LANES]);
        none[0].0 = reached;
        rest[0] = Lane::ZERO;
        let mut done = 0.0;
        let mut at = 1;
        while at + 1 < rest.len() {
            // The lanes' numbers are named one by one so that each stays in its register.
            let (mut rest0, mut rest1, mut none0, mut none1) = (Lane::ZERO, Lane::ZERO, Lane::ZERO, Lane::ZERO);
            for i in 0..LANES {
                let (x0, x1) = (b[i] + done, b[i] + (done + 1.0));
                let (y0, y1) = (a[i] + x0, a[i] + x1);
                // One division for all four reciprocals.
                let (both0, both1) = (x0 * y0, x1 * y1);
                let over = 1.0 / (both0 * both1);
                let (over0, over1) = (over * both1, over * both0);
                rest0.0[i] = (done + 1.0) * (over0 * y0);
                rest1.0[i] = (done + 2.0) * (over1 * y1);
                (reached[i], low[i]) = fall(reached[i], low[i], a[i], x0, over0 * x0);
                none0.0[i] = reached[i] + low[i];
                (reached[i], low[i]) = fall(reached[i], low[i], a[i], x1, over1 * x1);
                none1.0[i] = reached[i] + low[i];
            }
            (rest[at], rest[at + 1], none[at], none[at + 1]) = (rest0, rest1, none0, none1);
            done += 2.0;
            at += 2;
        }
    }
}

/// A product, kept in two parts, times x / (a + x), given 1 / (a + x). Where that is near 1, as it mostly
/// is, a small part is taken off, so that the rounding of the reciprocal hardly counts, and what the
/// subtraction loses is carried on (Dekker 1971): a thousand factors are then as exact as one.
#[inline(always)]
fn fall(high: f64, low: f64, a: f64, x: f64, over: f64) -> (f64, f64) {
    let share = a * over;
    let off = high * share;
    let less = high - off;
    let lost = (high - less) - off;
    if a < x { (less, (low - low * share) + lost) } else { (high * (x * over), low * (x * over)) }
}

/// R[m] = m and P(none of n) = (1 - p)^n.
struct FillBinomial<'t> {
    p: Lane,
    rest: &'t mut [Lane],
    none: &'t mut [Lane],
}

impl Work for FillBinomial<'_> {
    type Output = ();

    #[inline(always)]
    fn work(self) {
        let (factor, lost) = (self.p.0.map(|p| 1.0 - p), self.p.0.map(|p| ((1.0 - (1.0 - p)) - p) / (1.0 - p)));
        let mut reached = [1.0; LANES];
        let mut done = 0.0;
        for (rest, none) in self.rest.iter_mut().zip(self.none.iter_mut()) {
            for i in 0..LANES {
                rest.0[i] = done;
                // What rounding 1 - p lost, n times over.
                none.0[i] = reached[i] + reached[i] * (done * lost[i]);
                reached[i] *= factor[i];
            }
            done += 1.0;
        }
    }
}

/// p / (1 - p) as an unevaluated sum of two, by Dekker's exact products (1971).
#[inline(always)]
fn odds(p: f64) -> (f64, f64) {
    let below = 1.0 - p;
    let lost = (1.0 - below) - p;
    let high = p / below;
    let split = |x: f64| {
        let scaled = 134_217_729.0 * x;
        let upper = scaled - (scaled - x);
        (upper, x - upper)
    };
    let ((h0, h1), (b0, b1)) = (split(high), split(below));
    let product = high * below;
    let error = ((h0 * b0 - product) + h0 * b1 + h1 * b0) + h1 * b1;
    (high, ((p - product) - error - high * lost) / below)
}

#[cfg(test)]
mod tests;
