//! What is believed before the booths are looked at: the namesake's own support, how it leans to
//! the principal's base, and the rate of confusion. Laws that have no formula are kept as tables.

use crate::model::OwnSupportLaw;
use crate::stats::HazardLaw;
use crate::stats::counts::ln_student_density;
use libm::{exp, log, log1p};

/// ln of a density on a grid of equal steps; beyond its ends it falls like a power of the distance.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    low: f64,
    step: f64,
    values: Vec<f64>,
    power: f64,
}

impl Table {
    /// A table of `values` at `low`, `low + step`, ...
    pub fn new(low: f64, step: f64, values: Vec<f64>, power: f64) -> Self {
        Table { low, step, values, power }
    }

    /// ln of the density at `x`, by straight lines.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place lies inside the table")]
    pub fn at(&self, x: f64) -> f64 {
        let last = self.values.len() - 1;
        let place = (x - self.low) / self.step;
        let beyond = (-place).max(place - last as f64);
        if beyond >= 0.0 {
            let end = self.values[if place < 0.0 { 0 } else { last }];
            return end - self.power * log1p(2.0 * beyond / last as f64);
        }
        let cell = (place as usize).min(last - 1);
        let part = place - cell as f64;
        self.values[cell] * (1.0 - part) + self.values[cell + 1] * part
    }
}

/// The law of ln omega, omega being the odds of going astray, where the route is open; and the
/// chance that it is closed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rate {
    table: Table,
    /// The chance that no vote can go astray.
    pub closed: f64,
}

const RATE_LOW: f64 = -25.0;
const RATE_STEP: f64 = 0.05;
const RATE_POINTS: u32 = 541;

impl Rate {
    /// From the law of the hazard: odds of p/(1-p) are exp(hazard) - 1.
    pub fn new(hazard: &HazardLaw) -> Self {
        let closed = hazard.cdf(0.0).min(hazard.cdf(exp(RATE_LOW)));
        let below = |x: f64| hazard.cdf(log1p(exp(x)));
        let open = (1.0 - closed).max(1e-12);
        let values = (0..RATE_POINTS)
            .map(|i| {
                let x = RATE_LOW + RATE_STEP * f64::from(i);
                let mass = below(x + 0.5 * RATE_STEP) - below(x - 0.5 * RATE_STEP);
                log((mass / RATE_STEP / open).max(1e-14))
            })
            .collect();
        Rate { table: Table::new(RATE_LOW, RATE_STEP, values, 40.0), closed }
    }

    /// ln of the density of ln omega, given that the route is open.
    pub fn ln_density(&self, ln_odds: f64) -> f64 {
        self.table.at(ln_odds)
    }
}

/// Everything believed of one namesake beforehand.
#[derive(Debug, Clone)]
pub(super) struct Prior {
    pub support: OwnSupportLaw,
    pub tilt: Table,
    pub rate: Rate,
    /// Votes of the others and of the principal in the booths.
    pub others: f64,
    pub principal: f64,
    /// Spread of own support among the others between segments, on the log.
    pub own_sd: f64,
    /// The same among the principal's voters.
    pub tilt_sd: f64,
    /// Spread of the confusion odds between segments, on the log.
    pub odds_sd: f64,
    /// Centre and spread of the log of the size of the negative binomial.
    pub size: (f64, f64),
}

impl Prior {
    /// The tilt: ln of own support per vote of the principal over own support per vote of the others.
    pub fn tilt_at(own: f64, slope: f64, share: f64) -> f64 {
        log1p(-share) + slope - own
    }

    /// ln of own support in all booths.
    pub fn support_at(&self, own: f64, tilt: f64) -> f64 {
        own + log(self.others + exp(tilt) * self.principal)
    }

    /// ln of the prior density at ln own rate, ln slope and the share of the slope that is confusion; in
    /// the logit of the share the change of variables from (support, tilt, odds) has a Jacobian of 1.
    pub fn ln_density(&self, own: f64, slope: f64, share: f64) -> f64 {
        let tilt = Self::tilt_at(own, slope, share);
        let z = (self.support_at(own, tilt) - log(self.support.typical) - self.support.location) / self.support.scale;
        let support = ln_student_density(z, self.support.degrees) - log(self.support.scale);
        let rate = if share > 0.0 { self.rate.ln_density(log(share) + slope) } else { 0.0 };
        support + self.tilt.at(tilt) + rate
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::RateLaw;
    use crate::stats::rates::Route;

    #[test]
    fn the_table_of_the_rate_is_its_density() {
        let rate = RateLaw::Logit { location: -6.0, scale: 1.5, drop: 0.0 };
        let rate = Rate::new(&HazardLaw::sum(&[Route { open: 2.0 / 3.0, rate }]));
        assert!((rate.closed - 1.0 / 3.0).abs() < 1e-9);
        for z in [-2.0, 0.0, 1.2] {
            // ln odds are the logit, which is normal.
            let normal = crate::stats::counts::ln_normal_density(z) - log(1.5);
            assert!((rate.ln_density(-6.0 + 1.5 * z) - normal).abs() < 1e-3);
        }
        let sum: f64 =
            (0..RATE_POINTS).map(|i| RATE_STEP * exp(rate.ln_density(RATE_LOW + RATE_STEP * f64::from(i)))).sum();
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
    }
}
