//! What is believed beforehand of the odds w = p / (1 - p) that a vote goes astray to one namesake, all its routes
//! together: a few single values, and densities of ln w.

use super::hazards::{Hazards, Ways, values, ways};
use super::panel_nodes;
use crate::stats::RateLaw;
use crate::stats::panels::Panels;
use crate::stats::rates::Route;
use libm::{exp, expm1, log, log1p};

/// The distribution of the odds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Odds {
    /// Single values of the odds and their probabilities; 0 where no route is open.
    pub atoms: Vec<(f64, f64)>,
    /// What is spread out.
    pub parts: Vec<Part>,
}

/// The most single values that are kept as they are.
const MOST_ATOMS: usize = 160;

/// So many stand for all within half a unit of the logarithm.
const A_BLOCK: usize = 8;

/// A density of ln w and the probability that it holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// The probability.
    pub weight: f64,
    /// The density.
    pub density: Density,
    /// Below this there is next to nothing.
    pub low: f64,
    /// Above this there is next to nothing.
    pub high: f64,
    /// A length over which the density is smooth; 0 where it ends in a step.
    pub smooth: f64,
}

/// A density of ln w.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Density {
    /// The odds of a single rate.
    Rate(RateLaw),
    /// Several rates, as values at the nodes of panels.
    Table(Panels),
}

impl Part {
    /// The density at ln w.
    pub fn at(&self, ln: f64) -> f64 {
        if ln < self.low || ln > self.high {
            return 0.0;
        }
        match &self.density {
            Density::Rate(law) => law.logit_density(ln),
            Density::Table(panels) => panels.at(ln).max(0.0),
        }
    }
}

impl Odds {
    /// Of routes that are open or closed independently; their hazards add.
    pub fn new(routes: &[Route]) -> Self {
        let mut odds = Odds::default();
        for Ways { weight, steady, laws } in ways(routes) {
            odds.add(weight, steady, &laws);
        }
        odds.gather();
        odds
    }

    /// Where single values stand for something uncertain there are thousands: a few stand for them.
    fn gather(&mut self) {
        if self.atoms.len() <= MOST_ATOMS {
            return;
        }
        let (none, mut some): (Vec<_>, Vec<_>) = self.atoms.drain(..).partition(|&(odds, _)| odds <= 0.0);
        some.iter_mut().for_each(|(odds, _)| *odds = log(*odds));
        some.retain(|&(ln, weight)| weight > 1e-18 && ln.is_finite());
        some.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.atoms = none;
        // Block by block, so that the rule of each is short and keeps its digits.
        for block in some.chunk_by(|a, b| (2.0 * a.0).floor() == (2.0 * b.0).floor()) {
            let few = super::gauss::compress_weighted(block.to_vec(), A_BLOCK).into_iter();
            self.atoms.extend(few.map(|(ln, weight)| (exp(ln), weight)));
        }
    }

    fn add(&mut self, weight: f64, steady: f64, laws: &[RateLaw]) {
        if laws.is_empty() {
            let odds = expm1(steady);
            match self.atoms.iter_mut().find(|(value, _)| *value == odds) {
                Some((_, all)) => *all += weight,
                None => self.atoms.push((odds, weight)),
            }
            return;
        }
        // A sum with something that ends in a step has bends that panels do not follow: single values stand for it.
        if let (Some(place), true) =
            (laws.iter().position(|law| matches!(law, RateLaw::Uniform { .. })), laws.len() > 1)
        {
            let others: Vec<RateLaw> =
                laws.iter().enumerate().filter(|&(i, _)| i != place).map(|(_, law)| *law).collect();
            for (part, hazard) in values(&Route { open: 1.0, rate: laws[place] }) {
                self.add(weight * part, steady + hazard, &others);
            }
            return;
        }
        let Some(sum) = Hazards::sum(laws) else { return };
        if steady <= 0.0 {
            self.parts.push(sum.into_part(weight));
            return;
        }
        // Beside a hazard that is one number the uncertain ones are too narrow for panels: single values stand for them.
        let panels = (2.0 * (sum.high - sum.low) / sum.smooth).ceil();
        let width = (sum.high - sum.low) / panels;
        let mut start = sum.low;
        while start < sum.high - 0.5 * width {
            for (x, w) in panel_nodes(start, start + width) {
                self.atoms.push((expm1(steady + exp(x)), weight * w * (sum.density)(x)));
            }
            start += width;
        }
    }

    /// Whether something in it is sharper than anything smooth: a single value above 0, or a density that ends in a step.
    pub fn is_sharp(&self) -> bool {
        self.atoms.iter().any(|&(odds, _)| odds > 0.0) || self.parts.iter().any(|part| part.smooth <= 0.0)
    }

    /// The largest odds of what is sharper than anything smooth.
    pub fn sharpest(&self) -> f64 {
        let atoms = self.atoms.iter().map(|&(odds, _)| odds);
        let parts = self.parts.iter().filter(|part| part.smooth <= 0.0).map(|part| exp(part.high));
        atoms.chain(parts).fold(0.0, f64::max)
    }

    /// The shortest length over which a density in it is smooth, steps apart.
    pub fn smooth(&self) -> f64 {
        self.parts.iter().map(|part| part.smooth).filter(|&smooth| smooth > 0.0).fold(f64::INFINITY, f64::min)
    }

    /// The least odds that are to be reckoned with: 0 where nobody may have been confused.
    pub fn least(&self) -> f64 {
        let atoms = self.atoms.iter().map(|&(odds, _)| odds);
        let parts = self.parts.iter().map(|part| exp(part.low));
        atoms.chain(parts).fold(f64::INFINITY, f64::min)
    }
}

impl Hazards {
    /// From ln h to ln w.
    fn into_part(self, weight: f64) -> Part {
        let of = |x: f64| log(expm1(exp(x)));
        let (low, high) = (of(self.low), of(self.high));
        let density = match self.single {
            None => {
                let hazard_of = |ln: f64| log1p(exp(ln));
                // dln h / dln w = p / h.
                let at = |ln: f64| (self.density)(log(hazard_of(ln))) * exp(ln - hazard_of(ln)) / hazard_of(ln);
                Density::Table(Panels::new(low, high, self.smooth, at))
            }
            Some(law) => Density::Rate(law),
        };
        Part { weight, density, low, high, smooth: if self.sharp { 0.0 } else { self.smooth } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mass(part: &Part, from: f64, to: f64) -> f64 {
        let panels = 400;
        let width = (to - from) / f64::from(panels);
        (0..panels)
            .flat_map(|k| panel_nodes(from + width * f64::from(k), from + width * f64::from(k + 1)))
            .map(|(x, w)| w * part.at(x))
            .sum()
    }

    #[test]
    fn densities_integrate_to_one_and_sums_have_the_means_of_their_parts() {
        let name = Route { open: 0.8, rate: RateLaw::Logit { location: -6.5, scale: 1.4, drop: 1.2 } };
        let symbol = Route { open: 1.0, rate: RateLaw::Logit { location: -2.8, scale: 0.7, drop: 0.0 } };
        let slip = Route { open: 1.0, rate: RateLaw::Beta { mean: 1.0 / 1_501.0, concentration: 1_501.0 } };
        let fixed = Route { open: 1.0, rate: RateLaw::Fixed(0.01) };
        for routes in [vec![name], vec![name, symbol], vec![name, symbol, slip], vec![name, fixed]] {
            let odds = Odds::new(&routes);
            let all: f64 =
                odds.atoms.iter().map(|(_, p)| p).sum::<f64>() + odds.parts.iter().map(|p| p.weight).sum::<f64>();
            assert!((all - 1.0).abs() < 1e-14, "{all}");
            for part in &odds.parts {
                let whole = mass(part, part.low, part.high);
                assert!((whole - 1.0).abs() < 1e-9, "{whole} of {} routes", routes.len());
            }
        }
        // The mean hazard of a sum is the sum of the means.
        let mean = |routes: &[Route]| {
            let odds = Odds::new(routes);
            let part = &odds.parts[odds.parts.len() - 1];
            let panels = 600;
            let width = (part.high - part.low) / f64::from(panels);
            (0..panels)
                .flat_map(|k| panel_nodes(part.low + width * f64::from(k), part.low + width * f64::from(k + 1)))
                .map(|(x, w)| w * part.at(x) * log1p(exp(x)))
                .sum::<f64>()
        };
        let open = Route { open: 1.0, ..name };
        let (one, two, both) = (mean(&[open]), mean(&[symbol]), mean(&[open, symbol]));
        assert!((both - one - two).abs() < 1e-9, "{both} is not {one} + {two}");
    }
}
