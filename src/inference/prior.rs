//! What is believed before the booths are looked at: the namesake's own support, how it leans to
//! the principal's base, and the rate of confusion. Laws that have no formula are kept as tables.

use crate::model::{ControlLaw, OwnSupportLaw};
use crate::stats::HazardLaw;
use crate::stats::counts::ln_student_density;
use libm::{ceil, exp, lgamma, log, log1p, sqrt};

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

/// What is believed of the namesake's own support in all booths.
#[derive(Debug, Clone)]
pub(super) struct Support {
    pub law: OwnSupportLaw,
    /// ln of the density of its logarithm, where a control says what it is.
    control: Option<Table>,
}

/// A control's law is kept at so many points on either side of its middle, over so many deviations.
const CONTROL_POINTS: i32 = 240;
const CONTROL_REACH: f64 = 12.0;

/// How far out the spread between a control and the contest is followed, in deviations.
const SPREAD_REACH: f64 = 6.5;

impl Support {
    /// Of booths that hold this part of the seat: what is typical of the seat is so of its part.
    pub fn new(law: OwnSupportLaw, part: f64) -> Self {
        let control = law.control.map(|control| ControlLaw { mean: control.mean * part, ..control });
        let law = OwnSupportLaw { typical: law.typical * part, control, ..law };
        Support { law, control: control.map(|control| controlled(&control)) }
    }

    /// ln of the density of the logarithm of own support as independents have it: before segments' effects, which are theirs too.
    fn ln_density(&self, ln: f64) -> f64 {
        let OwnSupportLaw { typical, location, scale, degrees, .. } = self.law;
        ln_student_density((ln - log(typical) - location) / scale, degrees) - log(scale)
    }

    /// The same as a control has it, which speaks of the votes themselves; `None` where there is no control.
    pub fn controlled(&self) -> Option<&Table> {
        self.control.as_ref()
    }

    /// How far the logarithm is spread.
    pub fn scale(&self) -> f64 {
        self.law.control.map_or(self.law.scale, |control| spread(&control))
    }
}

/// The deviation of the logarithm of what a control says.
fn spread(control: &ControlLaw) -> f64 {
    sqrt(1.0 / control.shape + control.spread * control.spread)
}

/// A gamma variate, by which counts there tell the rate, times a log-normal one, by which here and there differ.
fn controlled(control: &ControlLaw) -> Table {
    let (k, sd) = (control.shape, control.spread);
    let constant = k * log(k) - lgamma(k);
    let gamma = |y: f64| constant + k * (y - exp(y));
    // Steps that the narrower of the two is smooth over.
    let longest = if sd > 0.0 { (0.5 / (sqrt(k) * sd)).min(0.25) } else { 1.0 };
    #[expect(clippy::cast_possible_truncation, reason = "some hundreds")]
    let steps = if sd > 0.0 { ceil(SPREAD_REACH / longest).min(5_000.0) as i32 } else { 0 };
    let scores: Vec<f64> = (-steps..=steps).map(|i| SPREAD_REACH * f64::from(i) / f64::from(steps.max(1))).collect();
    let all: f64 = scores.iter().map(|z| exp(-0.5 * z * z)).sum();
    let step = CONTROL_REACH * spread(control) / f64::from(CONTROL_POINTS);
    let at = |i: i32| {
        let y = step * f64::from(i);
        let terms: Vec<f64> = scores.iter().map(|z| gamma(y - sd * z) - 0.5 * z * z).collect();
        let most = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        most + log(terms.iter().map(|term| exp(term - most)).sum::<f64>() / all)
    };
    let values = (-CONTROL_POINTS..=CONTROL_POINTS).map(at).collect();
    Table::new(log(control.mean) - step * f64::from(CONTROL_POINTS), step, values, 40.0)
}

/// Everything believed of one namesake beforehand.
#[derive(Debug, Clone)]
pub(super) struct Prior {
    pub support: Support,
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

    /// ln of the prior density, but for what a control says of own support, at ln own rate, ln slope and the share of the slope
    /// that is confusion; in the logit of the share the change of variables from (support, tilt, odds) has a Jacobian of 1.
    pub fn ln_density(&self, own: f64, slope: f64, share: f64) -> f64 {
        let tilt = Self::tilt_at(own, slope, share);
        let support = match self.support.controlled() {
            Some(_) => 0.0,
            None => self.support.ln_density(self.support_at(own, tilt)),
        };
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

    #[test]
    fn a_control_is_a_gamma_variate_times_a_log_normal_one() {
        // Many votes and no spread: normal on the logarithm; few votes: the gamma law itself; a wide spread: normal.
        let law = |shape: f64, spread: f64| {
            let control = Some(ControlLaw { mean: 300.0, shape, spread });
            let law = OwnSupportLaw { typical: 9.0, guessed: false, degrees: 9.0, location: 0.0, scale: 0.8, control };
            Support::new(law, 0.5)
        };
        let mass = |support: &Support, moment: &dyn Fn(f64) -> f64| -> f64 {
            (-40_000..40_000)
                .map(|i| 0.0005 * f64::from(i))
                .map(|y| 0.0005 * moment(y) * exp(support.controlled().unwrap().at(log(150.0) + y)))
                .sum()
        };
        for (shape, spread) in [(10_000.0, 0.0), (3.0, 0.0), (40.0, 0.2), (80.0, 0.01), (2.0, 0.5), (1e6, 0.3)] {
            let support = law(shape, spread);
            assert!((mass(&support, &|_| 1.0) - 1.0).abs() < 2e-3, "{shape} {spread}");
            // The mean of the product is that of the log-normal factor.
            let mean = mass(&support, &exp);
            assert!((mean / exp(0.5 * spread * spread) - 1.0).abs() < 3e-3, "{shape} {spread}: {mean}");
            // The second moment too.
            let second = mass(&support, &|y| exp(2.0 * y));
            let expected = (1.0 + 1.0 / shape) * exp(2.0 * spread * spread);
            assert!((second / expected - 1.0).abs() < 1e-2, "{shape} {spread}: {second}");
        }
    }
}
