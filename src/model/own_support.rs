//! What a namesake polls by itself: in the manner of ordinary independents, or as a control says.

use crate::evidence::Evidence;
use crate::scenario::{Control, Scenario};
use libm::{exp, lgamma, log, sqrt};

/// Own support: typical votes times exp of a Student t; or, where there is a control, what that says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OwnSupportLaw {
    /// Votes of a typical independent.
    pub typical: f64,
    /// Whether nobody stated or showed what is typical, so that the share of past contests stands in.
    pub guessed: bool,
    /// Degrees of freedom.
    pub degrees: f64,
    /// Centre of the log ratio.
    pub location: f64,
    /// Scale of the log ratio.
    pub scale: f64,
    /// What a control says, which then takes the place of all that.
    pub control: Option<ControlLaw>,
}

/// Own support by a control: a Poisson count whose mean is a gamma variate (how well a count there tells the rate) times exp of a
/// normal one (how far here and there may differ).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ControlLaw {
    /// The mean of the gamma variate: votes that the rates there give here.
    pub mean: f64,
    /// Its shape: about as many votes as were counted there.
    pub shape: f64,
    /// The standard deviation of the normal variate.
    pub spread: f64,
}

/// How far out the normal variate is followed.
const REACH: f64 = 6.5;

/// Fewer votes than this behind a control have a long tail, which is followed to its end.
const FEW: f64 = 40.0;

impl ControlLaw {
    /// The law of a control. Half a vote beyond those counted stands for what is believed beforehand (Jeffreys), shared out over
    /// the strata by their ballots, so that many strata do not add up to votes that nobody gave.
    #[must_use]
    pub fn new(control: &Control, spread: f64) -> Self {
        let all: f64 = control.strata.iter().map(|stratum| stratum.of as f64).sum();
        let (mut mean, mut variance) = (0.0, 0.0);
        for stratum in control.strata.iter().filter(|stratum| stratum.of > 0) {
            let shape = stratum.votes as f64 + 0.5 * stratum.of as f64 / all;
            let times = stratum.here as f64 / stratum.of as f64;
            mean += times * shape;
            variance += times * times * shape;
        }
        // Gamma variates of several scales, as one with their mean and variance (Satterthwaite 1946).
        ControlLaw { mean, shape: mean * mean / variance, spread }
    }

    /// P(own support = 0), ..., P(own support = last).
    #[must_use]
    pub fn masses(&self, last: usize) -> Vec<f64> {
        let mut masses = vec![0.0; last + 1];
        let k = self.shape;
        let ways: Vec<f64> = (0..=last).map(|g| lgamma(g as f64 + k) - lgamma(k) - lgamma(g as f64 + 1.0)).collect();
        let relative = sqrt(1.0 / k + 1.0 / self.mean.max(1.0));
        let step = (0.5 * relative / self.spread.max(1e-9)).min(0.25);
        let places = if self.spread > 0.0 { libm::ceil(REACH / step) } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "a few thousand places at the most")]
        let places = places.min(20_000.0) as i32;
        let step = if places > 0 { REACH / f64::from(places) } else { 1.0 };
        let weights: f64 = (-places..=places).map(|i| exp(-0.5 * (step * f64::from(i)) * (step * f64::from(i)))).sum();
        for i in -places..=places {
            let z = step * f64::from(i);
            let weight = log(exp(-0.5 * z * z) / weights);
            let mean = self.mean * exp(self.spread * z);
            let (stays, goes) = (k * log(k / (k + mean)), log(mean / (k + mean)));
            let reach = 12.0 * sqrt(mean + mean * mean / k) + 40.0;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
            let (from, to) =
                if k < FEW { (0, last) } else { ((mean - reach).max(0.0) as usize, (mean + reach) as usize) };
            for g in from..=to.min(last) {
                masses[g] += exp(weight + ways[g] + stays + goes * g as f64);
            }
        }
        masses
    }

    /// The votes below which own support lies with probability `share`.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        let far = self.mean * exp(4.0 * self.spread) * (1.0 + 6.0 / sqrt(self.shape) + 12.0 / self.shape) + 60.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
        let masses = self.masses(far.min(5e6) as usize);
        let mut reached = 0.0;
        let at = masses.iter().position(|mass| {
            reached += mass;
            reached >= share
        });
        at.unwrap_or(masses.len()) as f64
    }
}

impl OwnSupportLaw {
    /// The probability of own support of at most `votes`.
    #[must_use]
    pub fn cdf(&self, votes: f64) -> f64 {
        if votes <= 0.0 {
            return 0.0;
        }
        crate::stats::special::student_cdf((log(votes / self.typical) - self.location) / self.scale, self.degrees)
    }

    /// P(own support = 0), ..., P(own support = last): a vote stands for what lies within half a vote of it. Far from 0 the
    /// density is integrated over the vote, because differences of the distribution function would lose their digits.
    #[must_use]
    pub fn masses(&self, last: usize) -> Vec<f64> {
        if let Some(control) = &self.control {
            return control.masses(last);
        }
        crate::stats::panels::over_whole(last, 0.5, |votes| {
            if votes < 4.0 {
                return self.cdf(votes + 0.5) - self.cdf(votes - 0.5);
            }
            let nodes = crate::stats::special::gauss_legendre();
            nodes.map(|(x, w)| 0.5 * w * self.density(votes + 0.5 * x)).sum()
        })
    }

    /// The density of own support at some votes above 0.
    fn density(&self, votes: f64) -> f64 {
        let t = (log(votes / self.typical) - self.location) / self.scale;
        exp(crate::stats::counts::ln_student_density(t, self.degrees)) / (self.scale * votes)
    }

    /// The votes below which own support lies with probability `share`.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        if let Some(control) = &self.control {
            return control.quantile(share);
        }
        let t = crate::stats::special::student_quantile(share, self.degrees);
        self.typical * exp(self.location + self.scale * t)
    }
}

/// The law of a namesake's own support in a scenario's contest.
#[must_use]
pub fn own_support(scenario: &Scenario, evidence: &Evidence) -> OwnSupportLaw {
    let law = &evidence.own_support;
    let known = scenario.own_support.typical_votes.or_else(|| scenario.contest.median_ordinary_independent());
    let (typical, guessed) = match known.filter(|&votes| votes > 0.0) {
        Some(votes) => (votes, false),
        None => ((scenario.contest.valid_votes() as f64 * evidence.typical_share.median).max(1.0), true),
    };
    // Not knowing the seat's own level widens the law by the spread of that level over seats.
    let scale = if guessed { libm::hypot(law.scale, evidence.typical_share.log_sd) } else { law.scale };
    OwnSupportLaw { typical, guessed, degrees: law.degrees, location: law.location, scale, control: None }
}

/// The same of one namesake, who may have a control.
pub(super) fn own_support_of(scenario: &Scenario, evidence: &Evidence, candidate: usize) -> OwnSupportLaw {
    let usual = own_support(scenario, evidence);
    let Some(control) = scenario.controls.iter().find(|control| control.candidate == candidate) else { return usual };
    let spread = control.spread.unwrap_or_else(|| evidence.between_channels().value);
    OwnSupportLaw { guessed: false, control: Some(ControlLaw::new(control, spread)), ..usual }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{ControlKind, Stratum};

    fn control(strata: &[(u64, u64, u64)]) -> Control {
        let stratum =
            |&(votes, of, here): &(u64, u64, u64)| Stratum { name: String::new(), votes, of, here, recorded: None };
        Control {
            candidate: 0,
            kind: ControlKind::Channel,
            name: String::new(),
            source: None,
            spread: None,
            strata: strata.iter().map(stratum).collect(),
        }
    }

    #[test]
    fn a_control_of_one_stratum_without_spread_is_negative_binomial() {
        // Counted out by another way: P(0) = (k/(k+m))^k, and each from the one before.
        let law = ControlLaw::new(&control(&[(7, 1_000, 4_000)]), 0.0);
        assert_eq!((law.shape, law.mean), (7.5, 30.0));
        let masses = law.masses(4_000);
        let mut expected = libm::pow(7.5 / 37.5, 7.5);
        for (g, mass) in masses.iter().take(300).enumerate() {
            assert!((mass - expected).abs() < 1e-14, "{g}: {mass} is not {expected}");
            expected *= (g as f64 + 7.5) / (g as f64 + 1.0) * (30.0 / 37.5);
        }
        assert!((masses.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_spread_widens_and_everything_adds_up_to_one() {
        for (strata, spread) in
            [(vec![(0, 500, 900)], 0.3), (vec![(81, 37_628, 409_042)], 0.2), (vec![(90_000, 1_000_000, 400_000)], 0.05)]
        {
            let law = ControlLaw::new(&control(&strata), spread);
            let masses = law.masses(200_000);
            let mean: f64 = masses.iter().enumerate().map(|(g, p)| g as f64 * p).sum();
            let square: f64 = masses.iter().enumerate().map(|(g, p)| (g * g) as f64 * p).sum();
            // Mean and variance of a Poisson count of a gamma variate times a log-normal one.
            let (m, s2) = (law.mean * exp(0.5 * spread * spread), exp(spread * spread));
            let variance = m + m * m * ((1.0 + 1.0 / law.shape) * s2 - 1.0);
            assert!((masses.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{strata:?}");
            assert!((mean / m - 1.0).abs() < 1e-6, "{mean} is not {m}");
            assert!(((square - mean * mean) / variance - 1.0).abs() < 1e-4, "{strata:?}");
            let (low, high) = (law.quantile(0.05), law.quantile(0.95));
            assert!(low < m && m < high.max(1.0) + 1.0, "{low} {m} {high}");
        }
    }

    #[test]
    fn strata_of_one_rate_say_what_they_say_together() {
        let whole = ControlLaw::new(&control(&[(90, 30_000, 60_000)]), 0.2);
        let parts = ControlLaw::new(&control(&[(30, 10_000, 20_000), (60, 20_000, 40_000)]), 0.2);
        assert!((whole.mean - parts.mean).abs() < 1e-9 && (whole.shape - parts.shape).abs() < 1e-9);
        // A stratum in which nobody was counted adds the rate of half a vote by its share, no more.
        let empty = ControlLaw::new(&control(&[(90, 29_000, 58_000), (0, 1_000, 2_000)]), 0.2);
        assert!((empty.mean - whole.mean).abs() < 1.0, "{empty:?} {whole:?}");
    }
}
