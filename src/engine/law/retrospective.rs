//! Recorded votes: the law of what each side gains when the namesakes are gone.

use super::splits;
use crate::model::{DivertedLaw, Group, Model, onward_part};
use crate::stats::RateLaw;
use crate::stats::special::incomplete_beta;

/// Beyond this many products the law of several namesakes' sum takes longer than a simulation.
const MOST_PRODUCTS: usize = 400_000_000;

/// Beyond this many votes the enumeration takes longer than a simulation.
const MOST_VOTES: usize = 200_000;

/// Up to this many own supporters, every whole number of them is integrated apart.
const FEW: i64 = 128;

/// The law of a rival's gain is evaluated exactly at this many margins and interpolated between.
const MARGINS: i64 = 64;

pub(super) fn flip_probability(model: &Model) -> Option<f64> {
    let focus = model.focus();
    let margin = model.known[focus.rival] - model.known[focus.principal];
    if margin < 0 {
        // He is ahead of everybody already: nothing to flip.
        return Some(0.0);
    }
    let rivals: Vec<&Group> = model.groups.iter().filter(|group| group.principal == focus.rival).collect();
    if model.groups.len() > 1 + rivals.len() || third_could_win(model, focus) {
        return None;
    }
    // An average over the rival's gain smooths what a coarser quadrature would show.
    let panels = if rivals.is_empty() { 16 } else { 4 };
    let ours = Gain::new(model, focus, panels)?;
    // A flip takes a strict lead: our gain less theirs above the margin.
    match rivals.first() {
        None => Some(ours.above(margin)),
        Some(group) => {
            let theirs = Gain::new(model, group, panels)?.weights();
            Some(expected(&theirs, |gain| ours.above(margin + gain)))
        }
    }
}

/// The law of a seat if it were known how many votes were diverted in all.
pub(super) struct GivenDiverted<'m> {
    gain: Gain<'m>,
    margin: i64,
}

impl<'m> GivenDiverted<'m> {
    /// `None` where no law gives it, or where the rival has namesakes too.
    pub fn new(model: &'m Model) -> Option<Self> {
        let focus = model.focus();
        let margin = model.known[focus.rival] - model.known[focus.principal];
        let returns_all = matches!(focus.return_share, RateLaw::Fixed(share) if share >= 1.0);
        if margin < 0 || model.groups.len() > 1 || !returns_all || third_could_win(model, focus) {
            return None;
        }
        Some(GivenDiverted { gain: Gain::of(model, focus, 16, Vec::new()), margin })
    }

    /// All that the namesakes polled.
    pub fn polled(&self) -> i64 {
        self.gain.polled
    }

    /// The probability of a flip if so many votes were diverted.
    pub fn probability(&self, diverted: i64) -> f64 {
        self.gain.balance_above(self.gain.polled - diverted, self.margin - diverted)
    }
}

/// Whether anybody but the two could come first by winning every namesake's vote.
fn third_could_win(model: &Model, focus: &Group) -> bool {
    let namesakes: i64 = model.groups.iter().flat_map(|g| &g.namesakes).map(|n| model.known[n.candidate]).sum();
    (0..model.known.len()).any(|c| {
        model.may_win_alone[c]
            && c != focus.principal
            && c != focus.rival
            && model.known[c] + namesakes >= model.known[focus.principal]
    })
}

/// The mean of a smooth function over whole gains: exact where they are few, and else through
/// straight lines between `MARGINS` exact values, whose error the smoothness of the function
/// over so many votes keeps below 1e-4.
fn expected(weights: &[(i64, f64)], value: impl Fn(i64) -> f64) -> f64 {
    let (Some(&(low, _)), Some(&(high, _))) = (weights.first(), weights.last()) else { return value(0) };
    let step = ((high - low) / MARGINS).max(1);
    let knots: Vec<f64> = (0..=(high - low) / step + 1).map(|k| value(low + k * step)).collect();
    weights
        .iter()
        .map(|&(gain, weight)| {
            let (cell, rest) = ((gain - low) / step, (gain - low) % step);
            let part = rest as f64 / step as f64;
            let cell = usize::try_from(cell).unwrap_or(0);
            weight * (knots[cell] * (1.0 - part) + knots[cell + 1] * part)
        })
        .sum()
}

/// What a principal gains on his rival: the diverted votes, which all return, and the balance of
/// own supporters, who go to the two by a Dirichlet law.
struct Gain<'m> {
    group: &'m Group,
    law: Vec<f64>,
    polled: i64,
    /// How much of the own supporters goes to the two together, by quadrature in probability.
    shares: Vec<(f64, f64)>,
}

impl<'m> Gain<'m> {
    /// `None` where not all diverted votes return, or the enumeration would be too long.
    fn new(model: &Model, group: &'m Group, panels: u32) -> Option<Self> {
        if !matches!(group.return_share, RateLaw::Fixed(share) if share >= 1.0) {
            return None;
        }
        let laws: Vec<&DivertedLaw> = group.namesakes.iter().filter_map(|n| n.diverted.as_ref()).collect();
        let (mut length, mut products) = (1, 0_usize);
        for law in &laws {
            products = products.saturating_add(length * law.weights().len());
            length += law.weights().len() - 1;
        }
        if length > MOST_VOTES || (laws.len() > 1 && products > MOST_PRODUCTS) {
            return None;
        }
        Some(Self::of(model, group, panels, DivertedLaw::sum(laws)))
    }

    fn of(model: &Model, group: &'m Group, panels: u32, law: Vec<f64>) -> Self {
        let [principal, rival, others, nota, home] = group.onward.alpha;
        let shares = super::beta_nodes(principal + rival, others + nota + home, panels);
        let polled = group.namesakes.iter().map(|n| model.known[n.candidate]).sum();
        Gain { group, law, polled, shares }
    }

    /// The probability of a gain above `margin`.
    fn above(&self, margin: i64) -> f64 {
        let mut sum = 0.0;
        for (count, &weight) in (0_i64..).zip(&self.law).filter(|&(_, &w)| w > 1e-17) {
            let supporters = self.polled - count;
            sum += weight * self.balance_above(supporters, margin - count);
        }
        sum.min(1.0)
    }

    /// The probability that the balance of so many own supporters exceeds `margin`. Both together
    /// get E of them and the principal n, for a balance of n - (E - n); given their share, how it
    /// is split is an independent beta law, so its tail is one incomplete beta function.
    fn balance_above(&self, supporters: i64, margin: i64) -> f64 {
        if margin < -supporters {
            return 1.0;
        }
        if margin >= supporters {
            return 0.0;
        }
        let [principal, rival, ..] = self.group.onward.alpha;
        let mut sum = 0.0;
        let few = (supporters <= FEW).then(|| self.shares_of_few(supporters));
        for &(share, weight) in few.as_ref().unwrap_or(&self.shares) {
            let both = onward_part(supporters, share);
            // The fewest votes of the principal that exceed the margin, and the split that rounds to them.
            let least = (margin + both).div_euclid(2) + 1;
            let edge = (least as f64 - 0.5) / (share * supporters as f64);
            sum += weight
                * if least > both {
                    0.0
                } else if least <= 0 || edge <= 0.0 {
                    1.0
                } else if rival <= 0.0 {
                    f64::from(u8::from(edge <= 1.0))
                } else if principal <= 0.0 {
                    0.0
                } else if principal == 1.0 && rival == 1.0 {
                    (1.0 - edge).max(0.0)
                } else {
                    1.0 - incomplete_beta(edge, principal, rival)
                };
        }
        sum
    }

    /// The shares of the two together for few supporters: the shares that round to the same whole
    /// votes are integrated apart, because between them the answer jumps.
    fn shares_of_few(&self, supporters: i64) -> Vec<(f64, f64)> {
        let [principal, rival, others, nota, home] = self.group.onward.alpha;
        let (a, b) = (principal + rival, others + nota + home);
        if a <= 0.0 || b <= 0.0 {
            return self.shares.clone();
        }
        let all = supporters as f64;
        let mut nodes = Vec::new();
        for both in 0..=supporters {
            let edge = |half: f64| ((both as f64 + half) / all).clamp(0.0, 1.0);
            let mass = incomplete_beta(edge(0.5), a, b) - incomplete_beta(edge(-0.5), a, b);
            let inside: Vec<(f64, f64)> = super::panel_nodes(edge(-0.5), edge(0.5))
                .map(|(x, w)| (x, w * libm::exp((a - 1.0) * libm::log(x) + (b - 1.0) * libm::log1p(-x))))
                .collect();
            let sum: f64 = inside.iter().map(|(_, w)| w).sum();
            if mass > 0.0 && sum > 0.0 {
                nodes.extend(inside.into_iter().map(|(x, w)| (x, mass * w / sum)));
            }
        }
        nodes
    }

    /// Blocks of neighbouring numbers of diverted votes, at the mean of each, with their probabilities:
    /// narrower by far than the straight lines of [`expected`].
    fn blocks(&self) -> impl Iterator<Item = (i64, f64)> {
        let width = usize::try_from(self.polled / (8 * MARGINS)).unwrap_or(0).max(1);
        let starts = (0_i64..).step_by(width);
        starts.zip(self.law.chunks(width)).map(|(start, block)| {
            let weight: f64 = block.iter().sum();
            let away: f64 = (0_u32..).zip(block).map(|(place, w)| f64::from(place) * w).sum();
            (start + onward_part(1, away / weight.max(f64::MIN_POSITIVE)), weight)
        })
    }

    /// The law of the gain, for averaging a smooth function over it: exact for few votes, and else on
    /// a grid of quadrature nodes, numbers of diverted votes that lie close together taken as one.
    fn weights(&self) -> Vec<(i64, f64)> {
        if self.polled <= FEW {
            let tails: Vec<f64> = (-self.polled - 1..=self.polled).map(|gain| self.above(gain)).collect();
            return (-self.polled..).zip(tails.windows(2).map(|pair| (pair[0] - pair[1]).max(0.0))).collect();
        }
        let splits = splits(self.group, 1);
        let mut weights = vec![0.0; usize::try_from(2 * self.polled + 1).unwrap_or(1)];
        for (count, weight) in self.blocks().filter(|&(_, w)| w > 1e-17) {
            for &(split, by_split) in &splits {
                let gain = count + split.gain(self.polled - count);
                if let Some(place) = usize::try_from(gain + self.polled).ok().and_then(|p| weights.get_mut(p)) {
                    *place += weight * by_split;
                }
            }
        }
        (-self.polled..).zip(weights).filter(|&(_, w)| w > 0.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_lines_average_a_straight_line_exactly() {
        let weights: Vec<(i64, f64)> = (-500..=900).map(|gain| (gain, 1.0 / 1_401.0)).collect();
        assert!((expected(&weights, |gain| gain as f64) - 200.0).abs() < 1e-9);
        assert!((expected(&[(3, 1.0)], |gain| gain as f64) - 3.0).abs() < 1e-12);
    }

    #[test]
    fn quadrature_nodes_of_a_beta_law_have_its_mean() {
        let nodes = super::super::beta_nodes(2.0, 8.0, 5);
        let mean: f64 = nodes.iter().map(|(x, w)| x * w).sum();
        assert!((mean - 0.2).abs() < 1e-6);
    }
}
