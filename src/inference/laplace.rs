//! The most probable rates given which share of the slope is confusion, and how sharply they are
//! known: Newton steps with expected information.
//!
//! Parameters, in this order: ln of the own rate (votes per vote of the others), ln of the slope
//! (votes per vote of the principal), and for every segment the effects u on own support among the others, v
//! on confusion and w on own support among the principal's voters, all standard normal beforehand.

use super::booths::Booths;
use super::climb::{Patience, Shape, climb, climb_one};
use super::prior::{Prior, Table};
use crate::stats::counts::Cholesky;
use libm::{exp, log};

/// A peak of the posterior given the share: where it is, how high, how wide.
#[derive(Debug, Clone)]
pub(super) struct Peak {
    /// The parameters.
    pub at: Vec<f64>,
    /// The information there.
    pub factor: Cholesky,
    /// ln of the integral over the parameters, as far as the peak is Gaussian.
    pub ln_mass: f64,
}

/// Own support in all booths, and in every segment among the others and among the principal's voters.
struct Own {
    all: f64,
    segments: Vec<(f64, f64)>,
}

/// The posterior of one namesake.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'a> {
    pub booths: &'a Booths,
    pub prior: &'a Prior,
}

const PATIENCE: Patience = Patience { steps: 60, halvings: 12, gain: 1e-5 };

impl Target<'_> {
    /// How many parameters there are.
    pub fn dimension(&self) -> usize {
        2 + 3 * self.booths.segments()
    }

    /// The two rates of a segment: per vote of the others, and per vote of the principal, the latter
    /// as own support and confusion.
    pub fn parts(&self, at: &[f64], share: f64, segment: usize) -> (f64, f64, f64) {
        let segments = self.booths.segments();
        let [u, v, w] = [0, 1, 2].map(|effect| at[2 + effect * segments + segment]);
        let lean = (1.0 - share) * exp(at[1] + self.prior.tilt_sd * w);
        (exp(at[0] + self.prior.own_sd * u), lean, share * exp(at[1] + self.prior.odds_sd * v))
    }

    /// The two rates of every segment.
    pub fn rates(&self, at: &[f64], share: f64) -> Vec<(f64, f64)> {
        (0..self.booths.segments())
            .map(|segment| {
                let (own, lean, odds) = self.parts(at, share, segment);
                (own, lean + odds)
            })
            .collect()
    }

    /// Bends a straight draw around a centre to the shape of the posterior. In every segment the counts
    /// hold the slope, a sum of leaning and confusion, so that the two make up for each other along a
    /// curve: the slope is taken as the straight draw has it, and the larger of the two parts is solved
    /// for. Returns the parameters and ln of how much the volume is stretched; `None` where no part is
    /// left for the larger one.
    pub fn bend(&self, centre: &[f64], mut draw: Vec<f64>, share: f64) -> Option<(Vec<f64>, f64)> {
        let segments = self.booths.segments();
        let (tilt_sd, odds_sd) = (self.prior.tilt_sd, self.prior.odds_sd);
        if share <= 0.0 || tilt_sd <= 0.0 || odds_sd <= 0.0 {
            return Some((draw, 0.0));
        }
        let mut ln_stretch = 0.0;
        for segment in 0..segments {
            let (v, w) = (2 + segments + segment, 2 + 2 * segments + segment);
            let (_, lean, odds) = self.parts(centre, share, segment);
            let (part, rest) = (odds / (lean + odds), lean / (lean + odds));
            let slope = (lean + odds)
                * exp(draw[1] - centre[1]
                    + rest * tilt_sd * (draw[w] - centre[w])
                    + part * odds_sd * (draw[v] - centre[v]));
            if part > 0.5 {
                let left = slope - (1.0 - share) * exp(draw[1] + tilt_sd * draw[w]);
                if left <= 0.0 {
                    return None;
                }
                draw[v] = (log(left / share) - draw[1]) / odds_sd;
                ln_stretch += log(part * slope / left);
            } else {
                let left = slope - share * exp(draw[1] + odds_sd * draw[v]);
                if left <= 0.0 {
                    return None;
                }
                draw[w] = (log(left / (1.0 - share)) - draw[1]) / tilt_sd;
                ln_stretch += log(rest * slope / left);
            }
        }
        Some((draw, ln_stretch))
    }

    /// ln of the posterior density, up to the size's own prior.
    pub fn ln_density(&self, at: &[f64], share: f64, size: f64) -> f64 {
        let effects: f64 = at[2..].iter().map(|&z| crate::stats::counts::ln_normal_density(z)).sum();
        let control = self.prior.support.controlled().map_or(0.0, |control| control.at(log(self.own(at, share).all)));
        let prior = self.prior.ln_density(at[0], at[1], share) + control;
        effects + prior + self.booths.log_likelihood(&self.rates(at, share), size)
    }

    /// Own support in all booths.
    fn own(&self, at: &[f64], share: f64) -> Own {
        let mut own = Own { all: 0.0, segments: Vec::new() };
        for segment in 0..self.booths.segments() {
            let (rate, lean, _) = self.parts(at, share, segment);
            let (others, principal) = self.booths.polled(segment);
            own.all += rate * others + lean * principal;
            own.segments.push((rate * others, lean * principal));
        }
        own
    }

    /// Climbs to the peak from a starting point.
    pub fn climb(&self, start: &[f64], share: f64, size: f64) -> Peak {
        let (at, height, factor) =
            climb(start, PATIENCE, |at| self.ln_density(at, share, size), |at| self.shape(at, share, size));
        let ln_mass = height + 0.5 * at.len() as f64 * log(2.0 * std::f64::consts::PI) - 0.5 * factor.ln_determinant();
        Peak { at, factor, ln_mass }
    }

    /// The slopes at a point, and the information.
    fn shape(&self, at: &[f64], share: f64, size: f64) -> Shape {
        let segments = self.booths.segments();
        let mut shape = Shape::flat(at.len());
        for segment in 0..segments {
            let (own, lean, odds) = self.parts(at, share, segment);
            let moves = [
                (0, own, 0.0),
                (1, 0.0, lean + odds),
                (2 + segment, self.prior.own_sd * own, 0.0),
                (2 + segments + segment, 0.0, self.prior.odds_sd * odds),
                (2 + 2 * segments + segment, 0.0, self.prior.tilt_sd * lean),
            ];
            shape.add_segment(&moves, &self.booths.slopes(segment, (own, lean + odds), size));
        }
        shape.add_standard_normals(2, at);
        self.add_prior(at, share, &mut shape);
        if let Some(control) = self.prior.support.controlled() {
            self.add_control(control, at, share, &mut shape);
        }
        shape
    }

    /// A control's part: it holds the sum over all segments, which each of their effects moves.
    fn add_control(&self, control: &Table, at: &[f64], share: f64, Shape { gradient, information }: &mut Shape) {
        const STEP: f64 = 1e-3;
        let own = self.own(at, share);
        let (segments, n, ln) = (own.segments.len(), at.len(), log(own.all));
        let mut moves = vec![0.0; n];
        for (segment, (others, principal)) in own.segments.iter().enumerate() {
            moves[0] += others / own.all;
            moves[1] += principal / own.all;
            moves[2 + segment] = self.prior.own_sd * others / own.all;
            moves[2 + 2 * segments + segment] = self.prior.tilt_sd * principal / own.all;
        }
        let slope = (control.at(ln + STEP) - control.at(ln - STEP)) / (2.0 * STEP);
        let scale = self.prior.support.scale();
        for (i, a) in moves.iter().enumerate() {
            gradient[i] += slope * a;
            for (j, b) in moves.iter().enumerate() {
                information[n * i + j] += a * b / (scale * scale);
            }
        }
    }

    /// The prior's part, by differences; its information is that of Gaussians of the same widths,
    /// which keeps the sum positive where the tails of the true laws do not.
    fn add_prior(&self, at: &[f64], share: f64, Shape { gradient, information }: &mut Shape) {
        const STEP: f64 = 1e-3;
        let density = |own: f64, slope: f64| self.prior.ln_density(own, slope, share);
        gradient[0] += (density(at[0] + STEP, at[1]) - density(at[0] - STEP, at[1])) / (2.0 * STEP);
        gradient[1] += (density(at[0], at[1] + STEP) - density(at[0], at[1] - STEP)) / (2.0 * STEP);
        let n = at.len();
        let leaning = exp(Prior::tilt_at(at[0], at[1], share)) * self.prior.principal;
        let part = leaning / (leaning + self.prior.others);
        // Directions of support, tilt and odds in (own, slope), and how sharply each is believed.
        let scale = self.prior.support.scale();
        let odds = if share > 0.0 { 0.3 } else { 0.0 };
        let support = if self.prior.support.controlled().is_some() { 0.0 } else { 0.8 / (scale * scale) };
        for ((a, b), sharp) in [((1.0 - part, part), support), ((-1.0, 1.0), 0.3), ((0.0, 1.0), odds)] {
            information[0] += sharp * a * a;
            information[1] += sharp * a * b;
            information[n] += sharp * a * b;
            information[n + 1] += sharp * b * b;
        }
    }

    /// The size of the negative binomial that fits best at a point, with its prior, and how sharply
    /// its logarithm is known.
    pub fn size_at(&self, at: &[f64], share: f64, start: f64) -> (f64, f64) {
        let rates = self.rates(at, share);
        let (centre, spread) = self.prior.size;
        let height = |ln: f64| {
            let z = (ln - centre) / spread;
            self.booths.log_likelihood(&rates, exp(ln)) - 0.5 * z * z
        };
        climb_one(height, start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;
    use crate::inference::prior::{Rate, Support};
    use crate::model::OwnSupportLaw;
    use crate::stats::HazardLaw;

    fn booths() -> Booths {
        let principal: Vec<f64> = (0..40).map(|b| f64::from(b * 11 % 40) * 9.0 + 20.0).collect();
        let others: Vec<f64> = principal.iter().map(|t| 520.0 - t).collect();
        let votes = principal.iter().zip(&others).map(|(t, o)| (0.004 * o + 0.02 * t).round()).collect();
        Booths::new(principal, others, votes, vec![0, 20, 40])
    }

    fn prior(booths: &Booths) -> Prior {
        let route = Evidence::builtin().by_name(1.0, false, 1);
        Prior {
            support: Support::new(
                OwnSupportLaw {
                    typical: 60.0,
                    guessed: false,
                    degrees: 10.0,
                    location: 0.01,
                    scale: 0.79,
                    control: None,
                },
                1.0,
            ),
            tilt: Table::new(-14.0, 0.1, (0..261).map(|i| -0.1 * (f64::from(i) * 0.1 - 14.0).powi(2)).collect(), 5.0),
            rate: Rate::new(&HazardLaw::sum(&route.into_iter().collect::<Vec<_>>())),
            others: booths.others.iter().sum(),
            principal: booths.principal.iter().sum(),
            own_sd: 0.6,
            tilt_sd: 0.6,
            odds_sd: 0.2,
            size: (0.1, 1.0),
        }
    }

    #[test]
    fn a_peak_is_where_no_step_leads_higher() {
        let booths = booths();
        let prior = prior(&booths);
        let target = Target { booths: &booths, prior: &prior };
        for share in [0.0, 0.02, 0.5, 0.97] {
            let peak = target.climb(&[-5.0, -5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], share, 2.0);
            let height = target.ln_density(&peak.at, share, 2.0);
            for place in 0..peak.at.len() {
                for step in [-0.05, 0.05] {
                    let mut aside = peak.at.clone();
                    aside[place] += step;
                    assert!(target.ln_density(&aside, share, 2.0) < height + 1e-3, "{share} {place}");
                }
            }
        }
    }

    #[test]
    fn bending_stretches_the_volume_as_it_says() {
        let booths = booths();
        let prior = prior(&booths);
        let target = Target { booths: &booths, prior: &prior };
        for share in [0.2, 0.9] {
            let centre = vec![-5.5, -4.0, 0.1, -0.2, 0.3, 0.2, -0.4, 0.1];
            let draw: Vec<f64> =
                centre.iter().zip([0.1, -0.02, 0.2, 0.1, 0.3, -0.2, 0.2, 0.3]).map(|(c, d)| c + d).collect();
            let (_, stretch) = target.bend(&centre, draw.clone(), share).unwrap();
            // Each segment moves one number, by itself: the volume is stretched by the product.
            let moved = if share > 0.5 { [4, 5] } else { [6, 7] };
            let step = 1e-6;
            let product: f64 = moved
                .iter()
                .map(|&place| {
                    let at = |by: f64| {
                        let mut aside = draw.clone();
                        aside[place] += by;
                        target.bend(&centre, aside, share).unwrap().0[place]
                    };
                    (at(step) - at(-step)) / (2.0 * step)
                })
                .product();
            assert!((log(product) - stretch).abs() < 1e-5, "{} is not {stretch}", log(product));
        }
    }
}
