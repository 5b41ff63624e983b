//! The hazard of several routes together: the hazards of those that are open add.

use super::panel_nodes;
use crate::stats::RateLaw;
use crate::stats::panels::Panels;
use crate::stats::rates::Route;
use crate::stats::special::hazard;
use libm::{exp, log};

/// Parts of a uniform rate beside others, ten values each.
const PARTS: u32 = 4;

/// One choice of routes that are open: how probable it is, the hazard that is known, and the rates that are not.
pub(super) struct Ways {
    pub weight: f64,
    pub steady: f64,
    pub laws: Vec<RateLaw>,
}

/// Every choice of routes that are open or closed independently.
pub(super) fn ways(routes: &[Route]) -> Vec<Ways> {
    let choice = |open: u32| {
        let is_open = |place: usize| open >> place & 1 == 1;
        let part = |(i, route): (usize, &Route)| if is_open(i) { route.open } else { 1.0 - route.open };
        let weight: f64 = routes.iter().enumerate().map(part).product();
        let (mut steady, mut laws) = (0.0, Vec::new());
        for (_, route) in routes.iter().enumerate().filter(|&(i, _)| is_open(i)) {
            match route.rate {
                RateLaw::Fixed(rate) => steady += hazard(rate),
                law => laws.push(law),
            }
        }
        Ways { weight, steady, laws }
    };
    (0..1_u32 << routes.len()).map(choice).filter(|ways| ways.weight > 0.0).collect()
}

/// The sum of hazards, as a density of ln h.
pub(super) struct Hazards {
    pub density: Box<dyn Fn(f64) -> f64 + Send + Sync>,
    /// The rate whose hazard it is, where it is that of one alone.
    pub single: Option<RateLaw>,
    /// Where it lies, but for next to nothing.
    pub low: f64,
    pub high: f64,
    /// A length over which it is smooth.
    pub smooth: f64,
    /// Whether it ends in a step.
    pub sharp: bool,
}

impl Hazards {
    /// Of some laws of rates; `None` where there is none.
    pub fn sum(laws: &[RateLaw]) -> Option<Self> {
        let (first, others) = laws.split_first()?;
        Some(others.iter().fold(Hazards::of(*first), |sum, law| sum.plus(&Hazards::of(*law))))
    }

    fn of(law: RateLaw) -> Self {
        let (low, high, smooth) = law.reach().unwrap_or((-60.0, 4.0, 1.0));
        let sharp = matches!(law, RateLaw::Uniform { .. });
        Hazards { density: Box::new(move |x| law.density(x)), single: Some(law), low, high, smooth, sharp }
    }

    /// The sum with one more hazard: the smaller of the two is integrated over, so that neither is ever lost in the other.
    fn plus(&self, other: &Hazards) -> Self {
        let low = self.low.max(other.low);
        let high = log(exp(self.high) + exp(other.high));
        let smooth = self.smooth.min(other.smooth);
        let half = |one: &Hazards, two: &Hazards, x: f64| -> f64 {
            // One hazard below half of the sum.
            let (from, to) = (one.low, one.high.min(x - std::f64::consts::LN_2));
            if from >= to {
                return 0.0;
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few dozen panels")]
            let panels = ((to - from) / smooth).ceil() as u32;
            let width = (to - from) / f64::from(panels);
            let mut sum = 0.0;
            for panel in 0..panels {
                let start = from + width * f64::from(panel);
                for (y, w) in panel_nodes(start, start + width) {
                    let rest = exp(x) - exp(y);
                    sum += w * (one.density)(y) * (two.density)(log(rest)) * exp(x) / rest;
                }
            }
            sum
        };
        let panels = Panels::new(low, high, smooth, |x| half(self, other, x) + half(other, self, x));
        let sharp = self.sharp || other.sharp;
        Hazards { density: Box::new(move |x| panels.at(x).max(0.0)), single: None, low, high, smooth, sharp }
    }

    /// One of several densities, each with its probability; they add up to 1.
    fn one_of(several: Vec<(f64, Hazards)>) -> Option<Self> {
        if several.len() < 2 {
            return several.into_iter().next().map(|(_, one)| one);
        }
        let least =
            |value: &dyn Fn(&Hazards) -> f64| several.iter().map(|(_, one)| value(one)).fold(f64::INFINITY, f64::min);
        let (low, smooth) = (least(&|one| one.low), least(&|one| one.smooth));
        let high = -least(&|one| -one.high);
        let within = |one: &Hazards, x: f64| if x < one.low || x > one.high { 0.0 } else { (one.density)(x) };
        let panels = Panels::new(low, high, smooth, |x| several.iter().map(|(w, one)| w * within(one, x)).sum());
        let density = Box::new(move |x| panels.at(x).max(0.0));
        Some(Hazards { density, single: None, low, high, smooth, sharp: false })
    }
}

/// The sum over routes that are open or closed independently, however many there are.
pub(super) struct Beliefs {
    /// What the routes of known rates add: probabilities and hazards.
    pub known: Vec<(f64, f64)>,
    /// The probability that no other route is open.
    pub alone: f64,
    /// The sum of the others, where one is open.
    pub more: Option<Hazards>,
}

impl Beliefs {
    pub fn new(routes: &[Route]) -> Self {
        let is_fixed = |route: &&Route| matches!(route.rate, RateLaw::Fixed(_));
        let is_sharp = |route: &&Route| matches!(route.rate, RateLaw::Uniform { .. });
        let open = routes.iter().filter(|route| route.open > 0.0);
        let (fixed, spread): (Vec<&Route>, Vec<&Route>) = open.partition(is_fixed);
        let (sharp, mut smooth): (Vec<&Route>, Vec<&Route>) = spread.into_iter().partition(is_sharp);
        // A rate between two ends is a density where it is alone; beside others, single values stand for it.
        let mut single = fixed;
        if smooth.is_empty() && sharp.len() == 1 {
            smooth = sharp;
        } else {
            single.extend(sharp);
        }
        let mut known = vec![(1.0, 0.0)];
        for route in single {
            let closed = (1.0 - route.open, 0.0);
            let values: Vec<(f64, f64)> =
                std::iter::once(closed).chain(values(route)).filter(|one| one.0 > 0.0).collect();
            known = known.iter().flat_map(|&(w, h)| values.iter().map(move |&(v, more)| (w * v, h + more))).collect();
        }
        let (mut alone, mut more) = (1.0, None);
        for route in smooth {
            let one = Hazards::of(route.rate);
            more = match more {
                None => Some(one),
                Some(before) => {
                    let both = one.plus(&before);
                    let some = 1.0 - alone * (1.0 - route.open);
                    let (first, last) = (alone * route.open, (1.0 - alone) * (1.0 - route.open));
                    let several = [(first, one), (last, before), ((1.0 - alone) * route.open, both)].into_iter();
                    Hazards::one_of(several.filter(|(w, _)| *w > 0.0).map(|(w, one)| (w / some, one)).collect())
                }
            };
            alone *= 1.0 - route.open;
        }
        Beliefs { known, alone, more }
    }
}

/// Single hazards that stand for a route, and their probabilities.
pub(super) fn values(route: &Route) -> Vec<(f64, f64)> {
    match route.rate {
        RateLaw::Fixed(rate) => vec![(route.open, hazard(rate))],
        RateLaw::Uniform { low, high } => {
            let at = |k: u32| low + (high - low) * f64::from(k) / f64::from(PARTS);
            let nodes = (0..PARTS).flat_map(|k| panel_nodes(at(k), at(k + 1)));
            nodes.map(|(rate, w)| (route.open * w / (high - low), hazard(rate))).collect()
        }
        RateLaw::Logit { .. } | RateLaw::Beta { .. } => Vec::new(),
    }
}
