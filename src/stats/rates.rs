//! Laws of a rate between 0 and 1, and of the hazards that add up when several routes lead to the
//! same mistake.

use super::special::{
    bisect, hazard, incomplete_beta, logistic, logit, normal_cdf, normal_density, owens_t, probability,
};
use super::variates::{beta, normal, offshoot};
use libm::{exp, log, log1p};
use rand::{Rng, RngExt};

/// What is believed of one rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RateLaw {
    /// The rate is this number.
    Fixed(f64),
    /// logit(rate) = location + scale N(0,1) - drop |N(0,1)|: a logit-normal, lowered by an unknown
    /// amount where the names are less than identical (a skew normal on the logit).
    Logit {
        /// Centre on the logit.
        location: f64,
        /// Standard deviation on the logit, above 0.
        scale: f64,
        /// Scale of the half-normal that lowers the logit; 0 where nothing does.
        drop: f64,
    },
    /// Anything between the two, alike.
    Uniform {
        /// The lower end.
        low: f64,
        /// The upper end, above `low`.
        high: f64,
    },
    /// A beta distribution.
    Beta {
        /// Its mean.
        mean: f64,
        /// Its two parameters' sum.
        concentration: f64,
    },
}

impl RateLaw {
    /// The logit-normal law with this median and 95 % point.
    #[must_use]
    pub fn from_median_and_p95(median: f64, p95: f64) -> Self {
        const Z95: f64 = 1.644_853_626_951_472_2;
        let location = logit(median);
        RateLaw::Logit { location, scale: (logit(p95) - location) / Z95, drop: 0.0 }
    }

    /// The probability that the rate is at most `p`.
    #[must_use]
    pub fn cdf(&self, p: f64) -> f64 {
        if p >= 1.0 {
            return 1.0;
        }
        match *self {
            RateLaw::Fixed(rate) => f64::from(u8::from(p >= rate)),
            _ if p <= 0.0 => 0.0,
            RateLaw::Logit { location, scale, drop } if drop > 0.0 => {
                // Azzalini (1985): the skew normal of shape -drop/scale.
                let width = libm::hypot(scale, drop);
                let z = (logit(p) - location) / width;
                (normal_cdf(z) + 2.0 * owens_t(z, drop / scale)).clamp(0.0, 1.0)
            }
            RateLaw::Logit { location, scale, .. } => normal_cdf((logit(p) - location) / scale),
            RateLaw::Uniform { low, high } => ((p - low) / (high - low)).clamp(0.0, 1.0),
            RateLaw::Beta { mean, concentration } => {
                incomplete_beta(p, mean * concentration, (1.0 - mean) * concentration)
            }
        }
    }

    /// The rate below which the law puts probability `share`.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        match *self {
            RateLaw::Fixed(rate) => rate,
            _ => logistic(bisect(-60.0, 60.0, |x| self.cdf(logistic(x)) < share)),
        }
    }

    /// Draws one rate. A law takes as many numbers of the stream as [`RateLaw::numbers`] says, always.
    pub fn sample<R: Rng + ?Sized>(&self, random: &mut R) -> f64 {
        match *self {
            RateLaw::Fixed(rate) => rate,
            RateLaw::Logit { location, scale, drop } => {
                let centre = normal(random);
                let lowered = if drop > 0.0 { normal(random) } else { 0.0 };
                logistic(location + scale * centre - drop * lowered.abs())
            }
            RateLaw::Uniform { low, high } => low + (high - low) * random.random::<f64>(),
            RateLaw::Beta { mean, concentration } => {
                // A law that reached this point was validated; a beta that rand_distr still
                // refuses (parameters that underflow) is as good as its mean.
                beta(mean * concentration, (1.0 - mean) * concentration, &mut offshoot(random)).unwrap_or(mean)
            }
        }
    }

    /// The rate at a standard normal score of the law's first number, with nothing lowered.
    #[must_use]
    pub fn at_score(&self, z: f64) -> f64 {
        match *self {
            RateLaw::Fixed(rate) => rate,
            RateLaw::Logit { location, scale, .. } => logistic(location + scale * z),
            RateLaw::Uniform { low, high } => low + (high - low) * normal_cdf(z),
            RateLaw::Beta { .. } => self.quantile(normal_cdf(z)),
        }
    }

    /// The density of ln h, where h is the hazard of the rate; 0 for a rate that is one number.
    #[must_use]
    pub fn density(&self, ln_hazard: f64) -> f64 {
        let h = exp(ln_hazard);
        let p = probability(h);
        // The logit is ln p + h, and its slope over ln h is h / p.
        self.logit_density(log(p) + h) * if p > 0.0 { h / p } else { 1.0 }
    }

    /// The density of the logit of the rate, which is the logarithm of its odds; 0 for a rate that is one number.
    #[must_use]
    pub fn logit_density(&self, logit: f64) -> f64 {
        match *self {
            RateLaw::Fixed(_) => 0.0,
            RateLaw::Logit { location, scale, drop: 0.0 } => normal_density((logit - location) / scale) / scale,
            RateLaw::Logit { location, scale, drop } => {
                // Azzalini (1985).
                let width = libm::hypot(scale, drop);
                let z = (logit - location) / width;
                2.0 / width * normal_density(z) * normal_cdf(-drop / scale * z)
            }
            RateLaw::Uniform { low, high } => {
                let p = logistic(logit);
                p * logistic(-logit) * f64::from(u8::from((low..=high).contains(&p))) / (high - low)
            }
            RateLaw::Beta { mean, concentration } => {
                let (a, b) = (mean * concentration, (1.0 - mean) * concentration);
                let ln_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
                // p^a (1-p)^b, because dp = p (1-p) dlogit.
                exp(-a * log1p(exp(-logit)) - b * log1p(exp(logit)) - ln_beta)
            }
        }
    }

    /// Where the logit of the rate lies, but for a probability below 10^-16 at either end (and below -60), and a
    /// length over which its density is smooth; `None` for a rate that is one number.
    #[must_use]
    pub fn logit_reach(&self) -> Option<(f64, f64, f64)> {
        let (low, high, smooth) = self.reach()?;
        let of = |ln_hazard: f64| log(libm::expm1(exp(ln_hazard)));
        Some((of(low), of(high), smooth))
    }

    /// Where ln h lies, but for a probability below 10^-16 at either end (and below ln h = -60), and
    /// a length over which its density is smooth; `None` for a rate that is one number.
    #[must_use]
    pub fn reach(&self) -> Option<(f64, f64, f64)> {
        let ln_hazard = |logit: f64| log(hazard(logistic(logit)).max(1e-300));
        match *self {
            RateLaw::Fixed(_) => None,
            RateLaw::Logit { location, scale, drop } => {
                let width = libm::hypot(scale, drop);
                let (low, high) = (location - 8.5 * width, location + 8.5 * scale);
                // A steep drop bends the density within one scale.
                Some((ln_hazard(low.max(-60.0)), ln_hazard(high.min(36.0)), scale.min(1.0)))
            }
            RateLaw::Uniform { low, high } => {
                Some((log(hazard(low).max(exp(-60.0))), log(hazard(high.min(1.0 - 1e-16))), 1.0))
            }
            RateLaw::Beta { mean, concentration } => {
                let (a, b) = (mean * concentration, (1.0 - mean) * concentration);
                let low = bisect(-60.0, 36.0, |x| incomplete_beta(logistic(x), a, b) < 1e-17);
                let high = bisect(-60.0, 36.0, |x| incomplete_beta(logistic(-x), b, a) > 1e-17);
                let spread = libm::sqrt((1.0 - mean) / (mean * (concentration + 1.0)));
                Some((ln_hazard(low), ln_hazard(high), spread.min(1.0)))
            }
        }
    }

    /// How many numbers of a stream one rate takes.
    #[must_use]
    pub fn numbers(&self) -> usize {
        match *self {
            RateLaw::Fixed(_) => 0,
            RateLaw::Logit { drop, .. } if drop > 0.0 => 2,
            RateLaw::Logit { .. } | RateLaw::Uniform { .. } | RateLaw::Beta { .. } => 1,
        }
    }
}

/// One way a vote can go astray: a law of its rate, and the probability that the way exists at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Route {
    /// The probability that the route is open.
    pub open: f64,
    /// The rate along it when it is.
    pub rate: RateLaw,
}

impl Route {
    /// Draws the hazard of this route: 0 when it is closed.
    pub fn sample_hazard<R: Rng + ?Sized>(&self, random: &mut R) -> f64 {
        // Both numbers are always drawn, so that opening a route more often moves nothing else.
        let uniform: f64 = random.random();
        let rate = self.rate.sample(random);
        if uniform < self.open { hazard(rate) } else { 0.0 }
    }

    fn cdf(&self, h: f64) -> f64 {
        if h < 0.0 { 0.0 } else { (1.0 - self.open) + self.open * self.rate.cdf(probability(h)) }
    }
}

/// The law of the sum of the hazards of several independent routes.
#[derive(Debug, Clone)]
pub struct HazardLaw(Shape);

#[derive(Debug, Clone)]
enum Shape {
    Fixed(f64),
    Single(Route),
    /// The distribution function on the grid of [`grid_hazard`].
    Table(Vec<f64>),
}

/// The grid covers ln h from -30 to 4 in steps of four hundredths.
const GRID_LOW: f64 = -30.0;
const GRID_STEP: f64 = 0.04;
const GRID_POINTS: u32 = 851;

fn grid_hazard(point: u32) -> f64 {
    exp(GRID_LOW + GRID_STEP * f64::from(point))
}

impl HazardLaw {
    /// The law of the sum over `routes`; no routes means no hazard.
    #[must_use]
    pub fn sum(routes: &[Route]) -> Self {
        let fixed: Option<f64> = routes
            .iter()
            .map(|route| match route.rate {
                RateLaw::Fixed(rate) if route.open >= 1.0 => Some(hazard(rate)),
                _ => None,
            })
            .sum();
        if let Some(h) = fixed {
            return HazardLaw(Shape::Fixed(h));
        }
        let mut rest = routes.iter();
        let Some(first) = rest.next() else { return HazardLaw(Shape::Fixed(0.0)) };
        rest.fold(HazardLaw(Shape::Single(*first)), |sum, route| sum.plus(route))
    }

    /// Whether the law is one number, and which.
    #[must_use]
    pub fn fixed(&self) -> Option<f64> {
        match self.0 {
            Shape::Fixed(h) => Some(h),
            _ => None,
        }
    }

    /// The probability that the hazard is at most `h`. Exact for a single route; for a sum of
    /// several, a numerical convolution right to about 1e-5.
    #[must_use]
    pub fn cdf(&self, h: f64) -> f64 {
        match &self.0 {
            Shape::Fixed(hazard) => f64::from(u8::from(h >= *hazard)),
            Shape::Single(route) => route.cdf(h),
            Shape::Table(table) => interpolate(table, h),
        }
    }

    /// The sum of this hazard and an independent route, by summing over the cells of the grid.
    fn plus(&self, route: &Route) -> HazardLaw {
        let cells: Vec<(f64, f64)> = (0..GRID_POINTS - 1)
            .map(|i| {
                let mass = route.cdf(grid_hazard(i + 1)) - route.cdf(grid_hazard(i));
                (exp(GRID_LOW + GRID_STEP * (f64::from(i) + 0.5)), mass)
            })
            .filter(|&(_, mass)| mass > 1e-18)
            .collect();
        let at_zero = route.cdf(grid_hazard(0));
        let table = (0..GRID_POINTS)
            .map(|i| {
                let h = grid_hazard(i);
                let reached = cells.iter().take_while(|&&(x, _)| x < h);
                at_zero * self.cdf(h) + reached.map(|&(x, mass)| mass * self.cdf(h - x)).sum::<f64>()
            })
            .collect();
        HazardLaw(Shape::Table(table))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place is clamped to the grid")]
fn interpolate(table: &[f64], h: f64) -> f64 {
    if h < 0.0 {
        return 0.0;
    }
    let place = ((log(h) - GRID_LOW) / GRID_STEP).clamp(0.0, f64::from(GRID_POINTS - 1));
    let cell = (place as usize).min(table.len() - 2);
    let part = place - cell as f64;
    table[cell] * (1.0 - part) + table[cell + 1] * part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Purpose, stream};

    fn laws() -> [RateLaw; 4] {
        [
            RateLaw::Logit { location: -6.0, scale: 1.5, drop: 0.0 },
            RateLaw::Logit { location: -3.0, scale: 0.7, drop: 1.2 },
            RateLaw::Uniform { low: 0.01, high: 0.2 },
            RateLaw::Beta { mean: 0.05, concentration: 40.0 },
        ]
    }

    /// The largest distance between a law and the empirical law of `draws`.
    fn distance(mut draws: Vec<f64>, cdf: impl Fn(f64) -> f64) -> f64 {
        draws.sort_unstable_by(f64::total_cmp);
        let n = draws.len() as f64;
        draws.iter().enumerate().map(|(i, &x)| (cdf(x) - (i as f64 + 0.5) / n).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn samples_follow_their_law() {
        for law in laws() {
            let mut random = stream(11, Purpose::Shared, 0);
            let draws = (0..20_000).map(|_| law.sample(&mut random)).collect();
            // Kolmogorov's bound at one in ten thousand is 2.23 / sqrt(n).
            assert!(distance(draws, |p| law.cdf(p)) < 2.23 / 20_000_f64.sqrt(), "{law:?}");
            for share in [0.05, 0.5, 0.95] {
                assert!((law.cdf(law.quantile(share)) - share).abs() < 1e-9, "{law:?}");
            }
        }
    }

    #[test]
    fn a_sum_of_routes_follows_the_convolution() {
        let routes = [
            Route { open: 0.667, rate: laws()[0] },
            Route { open: 1.0, rate: laws()[1] },
            Route { open: 0.5, rate: laws()[0] },
        ];
        let law = HazardLaw::sum(&routes);
        let mut random = stream(12, Purpose::Shared, 0);
        let draws = (0..20_000).map(|_| routes.iter().map(|r| r.sample_hazard(&mut random)).sum()).collect();
        assert!(distance(draws, |h| law.cdf(h)) < 2.23 / 20_000_f64.sqrt());
    }

    #[test]
    fn densities_are_the_slopes_of_their_laws() {
        for law in laws() {
            let (low, high, _) = law.reach().unwrap();
            for step in 1..60 {
                let x = low + (high - low) * f64::from(step) / 60.0;
                let at = |x: f64| law.cdf(probability(exp(x)));
                let slope = (at(x + 1e-5) - at(x - 1e-5)) / 2e-5;
                assert!(
                    (law.density(x) - slope).abs() < 1e-6 * (1.0 + slope),
                    "{law:?} at {x}: {} and {slope}",
                    law.density(x)
                );
            }
            assert!(
                law.cdf(probability(exp(low - 1e-9))) < 1e-15 && law.cdf(probability(exp(high + 1e-9))) > 1.0 - 1e-15
            );
        }
    }

    #[test]
    fn fixed_rates_add_as_hazards() {
        let route = |p| Route { open: 1.0, rate: RateLaw::Fixed(p) };
        let law = HazardLaw::sum(&[route(0.01), route(0.02)]);
        let h = law.fixed().unwrap();
        assert!((probability(h) - (1.0 - 0.99 * 0.98)).abs() < 1e-15);
        assert_eq!(HazardLaw::sum(&[]).fixed(), Some(0.0));
    }

    #[test]
    fn median_and_p95_are_hit() {
        let law = RateLaw::from_median_and_p95(0.0025, 0.03);
        assert!((law.cdf(0.0025) - 0.5).abs() < 1e-12 && (law.cdf(0.03) - 0.95).abs() < 1e-12);
    }
}
