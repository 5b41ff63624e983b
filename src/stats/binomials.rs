//! The distribution of a sum of independent binomial counts, whatever their probabilities: inverted from its characteristic
//! function, to rounding.

use rustfft::FftPlanner;
use rustfft::num_complex::Complex;
use std::f64::consts::PI;

/// Counts whose probabilities are this near to one another are taken together.
const GROUPS: usize = 16;

/// Half the width of a group.
const HALF: f64 = 0.5 / GROUPS as f64;

/// Terms of the logarithm of a group's characteristic function about that of its middle.
const TERMS: usize = 20;

/// The series is used where its terms fall by this factor at least: 0.25^20 is 10^-12, of the few counts a group has where
/// neighbouring frequencies still matter.
const FALL: f64 = 0.25;

/// A characteristic function below exp of this is nothing.
const NOTHING: f64 = -41.0;

/// A sum is this improbable, as a negative logarithm, beyond the window that is inverted (Bernstein's inequality).
const BEYOND: f64 = 40.0;

/// Counts whose probabilities are alike.
#[derive(Debug, Clone, Default)]
struct Group {
    trials: f64,
    /// The sums of trials times the powers of how far probabilities are from the group's middle, from the first power on.
    powers: [f64; TERMS],
    counts: Vec<(f64, f64)>,
}

/// Adds up laws of sums; it keeps what its transforms need from one to the next.
#[derive(Default)]
pub(crate) struct Binomials {
    groups: [Group; GROUPS],
    mean: f64,
    variance: f64,
    values: Vec<Complex<f64>>,
    planner: Option<FftPlanner<f64>>,
}

impl Binomials {
    /// Adds to `law` the probabilities that counts of these trials and probabilities add up to 0, 1, ..., as many as `law` has.
    pub fn add(&mut self, counts: impl Iterator<Item = (f64, f64)>, law: &mut [f64]) {
        self.gather(counts);
        // Sums lie within so much of the mean but for a probability of exp(-40).
        let reach = BEYOND / 3.0 + (BEYOND * BEYOND / 9.0 + 2.0 * BEYOND * self.variance).sqrt();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
        let (length, low) = ((2.0 * reach + 2.0).min(law.len() as f64) as usize, (self.mean - reach).max(0.0) as usize);
        let low = low.min(law.len() - length.min(law.len()));
        let length = length.next_power_of_two();
        self.values.clear();
        self.values.resize(length, Complex::default());
        self.values[0].re = 1.0;
        let step = 2.0 * PI / length as f64;
        for place in 1..=length / 2 {
            let turn = step * place as f64;
            // The modulus falls from 0 to pi, for every count.
            let Some(value) = self.characteristic(turn) else { break };
            let value = value * turned(-turn * low as f64);
            self.values[place] = value;
            self.values[length - place] = value.conj();
        }
        let planner = self.planner.get_or_insert_with(FftPlanner::new);
        planner.plan_fft_forward(length).process(&mut self.values);
        let probabilities = self.values.iter().map(|value| (value.re / length as f64).max(0.0));
        law[low..].iter_mut().zip(probabilities).for_each(|(sum, probability)| *sum += probability);
    }

    fn gather(&mut self, counts: impl Iterator<Item = (f64, f64)>) {
        (self.mean, self.variance) = (0.0, 0.0);
        for group in &mut self.groups {
            group.trials = 0.0;
            group.powers = [0.0; TERMS];
            group.counts.clear();
        }
        for (trials, p) in counts {
            if trials <= 0.0 {
                continue;
            }
            self.mean += trials * p;
            self.variance += trials * p * (1.0 - p);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the groups")]
            let place = ((p * GROUPS as f64) as usize).min(GROUPS - 1);
            let group = &mut self.groups[place];
            group.trials += trials;
            group.counts.push((trials, p));
            let (away, mut term) = (p - middle(place), trials);
            for power in &mut group.powers {
                term *= away;
                *power += term;
            }
        }
    }

    /// The characteristic function of the sum; `None` where it is nothing.
    fn characteristic(&self, turn: f64) -> Option<Complex<f64>> {
        // e^(it) - 1 without the loss of digits of small t.
        let half = libm::sin(0.5 * turn);
        let z = Complex::new(-2.0 * half * half, libm::sin(turn));
        let mut ln = Complex::new(0.0, 0.0);
        for (place, group) in self.groups.iter().enumerate().filter(|(_, group)| group.trials > 0.0) {
            let base = 1.0 + middle(place) * z;
            let u = z / base;
            if HALF * HALF * u.norm_sqr() <= FALL * FALL {
                let mut sum = Complex::new(0.0, 0.0);
                for (place, power) in group.powers.iter().enumerate().rev() {
                    let term = power / (place as f64 + 1.0);
                    sum = u * (Complex::new(if place % 2 == 0 { term } else { -term }, 0.0) + sum);
                }
                ln += group.trials * logarithm(base) + sum;
            } else {
                ln += group.counts.iter().map(|&(trials, p)| trials * logarithm(1.0 + p * z)).sum::<Complex<f64>>();
            }
            if ln.re.is_nan() || ln.re < NOTHING {
                return None;
            }
        }
        Some(turned(ln.im) * libm::exp(ln.re))
    }
}

fn middle(place: usize) -> f64 {
    (2.0 * place as f64 + 1.0) * HALF
}

/// e to the i times an angle.
fn turned(angle: f64) -> Complex<f64> {
    Complex::new(libm::cos(angle), libm::sin(angle))
}

fn logarithm(value: Complex<f64>) -> Complex<f64> {
    Complex::new(0.5 * libm::log(value.norm_sqr()), libm::atan2(value.im, value.re))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The law of a sum of binomials by convolution.
    fn convolved(counts: &[(usize, f64)]) -> Vec<f64> {
        let mut law = vec![0.0; 1 + counts.iter().map(|(trials, _)| trials).sum::<usize>()];
        law[0] = 1.0;
        for &(trials, p) in counts {
            for _ in 0..trials {
                for k in (0..law.len()).rev() {
                    law[k] = law[k] * (1.0 - p) + if k > 0 { law[k - 1] * p } else { 0.0 };
                }
            }
        }
        law
    }

    #[test]
    fn sums_of_binomials_are_those_of_a_convolution() {
        let spread = |n: usize, from: f64, to: f64| -> Vec<(usize, f64)> {
            (0..n).map(|b| (b * 7 % 13, from + (to - from) * (b * 31 % n) as f64 / n as f64)).collect()
        };
        let cases = [
            spread(60, 0.0, 1.0),
            spread(400, 0.3, 0.5),
            spread(400, 0.001, 0.02),
            spread(300, 0.97, 1.0),
            spread(2, 0.5, 0.5),
            spread(300, 1e-9, 1e-7),
            vec![(5, 1.0), (5, 0.01), (900, 0.5), (1, 0.0)],
            vec![(3, 1.0), (4, 0.0)],
            vec![(0, 0.3)],
            (0..40).map(|b| (5, if b % 2 == 0 { 1.0 } else { 0.2 })).collect(),
        ];
        let mut binomials = Binomials::default();
        for counts in cases {
            let expected = convolved(&counts);
            let mut law = vec![0.0; expected.len()];
            binomials.add(counts.iter().map(|&(trials, p)| (trials as f64, p)), &mut law);
            for (k, (ours, theirs)) in law.iter().zip(&expected).enumerate() {
                assert!(
                    (ours - theirs).abs() < 1e-13,
                    "P({k}) is {ours}, not {theirs}: {:?}",
                    &counts[..counts.len().min(6)]
                );
            }
        }
    }
}
