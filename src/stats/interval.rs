//! Proportions counted by simulation, with the simulator's own error and nothing else.

/// A closed interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// `hits` out of `draws` simulations. Its standard error and interval say how well the simulator
/// knows its own answer; they say nothing of how well the model knows the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proportion {
    /// How many simulations had the property.
    pub hits: u64,
    /// How many simulations were drawn.
    pub draws: u64,
}

/// The level of every Monte Carlo interval.
pub const LEVEL: f64 = 0.95;

/// The standard normal quantile of [`LEVEL`], two-sided.
const Z: f64 = 1.959_963_984_540_054;

impl Proportion {
    /// The share of hits; 0 where nothing was drawn.
    #[must_use]
    pub fn point(self) -> f64 {
        if self.draws == 0 { 0.0 } else { self.hits as f64 / self.draws as f64 }
    }

    /// The Monte Carlo standard error, sqrt(p (1 - p) / n).
    #[must_use]
    pub fn standard_error(self) -> f64 {
        if self.draws == 0 {
            return 0.0;
        }
        let p = self.point();
        libm::sqrt(p * (1.0 - p) / self.draws as f64)
    }

    /// A standard error that is never zero, for deciding when to stop: it adds one hit and one miss
    /// (Agresti and Coull 1998), so that a run without hits does not believe itself exact.
    #[must_use]
    pub fn cautious_standard_error(self) -> f64 {
        let n = self.draws as f64 + 2.0;
        let p = (self.hits as f64 + 1.0) / n;
        libm::sqrt(p * (1.0 - p) / n)
    }

    /// The 95 % Monte Carlo interval: Wilson (1927) inside; at the ends the rule of three
    /// (Hanley and Lippman-Hand 1983), because zero hits in n draws means "less than 3/n".
    #[must_use]
    pub fn interval(self) -> Interval {
        let n = self.draws as f64;
        if self.draws == 0 {
            return Interval { low: 0.0, high: 1.0 };
        }
        if self.hits == 0 {
            return Interval { low: 0.0, high: (3.0 / n).min(1.0) };
        }
        if self.hits == self.draws {
            return Interval { low: (1.0 - 3.0 / n).max(0.0), high: 1.0 };
        }
        let p = self.point();
        let z2 = Z * Z;
        let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z / (1.0 + z2 / n) * libm::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
        Interval { low: (middle - half).max(0.0), high: (middle + half).min(1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_hits_means_less_than_three_in_n() {
        let none = Proportion { hits: 0, draws: 100_000 };
        assert_eq!(none.interval(), Interval { low: 0.0, high: 0.00003 });
        assert!(none.cautious_standard_error() > 0.0);
        let all = Proportion { hits: 10, draws: 10 };
        assert_eq!(all.interval(), Interval { low: 0.7, high: 1.0 });
    }

    #[test]
    fn wilson_agrees_with_a_published_interval() {
        // Newcombe (1998), table I, method 3: 81 of 263 gives 0.2553 to 0.3662.
        let i = Proportion { hits: 81, draws: 263 }.interval();
        assert!((i.low - 0.2553).abs() < 5e-5 && (i.high - 0.3662).abs() < 5e-5, "{i:?}");
    }

    #[test]
    fn the_interval_covers_what_it_says() {
        // Exact coverage of Wilson at n = 400, p = 0.3, by summing the binomial law.
        let (n, p) = (400_u64, 0.3_f64);
        let mut coverage = 0.0;
        for hits in 0..=n {
            let i = Proportion { hits, draws: n }.interval();
            if (i.low..=i.high).contains(&p) {
                let (n, k) = (n as f64, hits as f64);
                coverage += libm::exp(crate::stats::special::ln_choose(n, k) + k * p.ln() + (n - k) * (1.0 - p).ln());
            }
        }
        assert!((0.94..0.96).contains(&coverage), "{coverage}");
    }
}
