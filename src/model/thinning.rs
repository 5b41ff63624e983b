//! What booth returns say of a namesake's votes: which share of them was diverted, booth by booth, in
//! each of many equally probable cases.
//!
//! Given the rates of a case, the votes of a booth are own support and diverted votes mixed, and each
//! of them is diverted with the same probability: the diverted ones are a binomial part (thinning).

use crate::stats::binomials::Binomials;

/// The rates of one segment: votes for the namesake per vote of the others and per vote of the
/// principal, the latter as own support and as confusion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Own support per vote of the others.
    pub own: f64,
    /// Own support per vote of the principal.
    pub lean: f64,
    /// Diverted votes per vote of the principal.
    pub odds: f64,
}

impl Rates {
    /// The share of the namesake's votes that was diverted where the others and the principal have so many.
    #[must_use]
    pub fn share(&self, others: f64, principal: f64) -> f64 {
        let diverted = self.odds * principal;
        let all = self.own * others + self.lean * principal + diverted;
        if all > 0.0 { diverted / all } else { 0.0 }
    }
}

/// Equally probable cases for one namesake.
#[derive(Debug, Clone, PartialEq)]
pub struct Thinning {
    /// Votes of everybody but principal and namesake, cell by cell of the world.
    pub others: Vec<u32>,
    /// For every case the rates of every segment of the world, the postal one included.
    pub cases: Vec<Vec<Rates>>,
}

/// What booth returns say of a namesake, and what follows for all its votes together.
#[derive(Debug, Clone, PartialEq)]
pub struct Thinned {
    /// The rates of booths in equally probable cases.
    pub thinning: Thinning,
    /// P(0 votes diverted), P(1), ..., as a mean over the cases.
    pub law: Vec<f64>,
}

impl Thinning {
    /// The case at a uniform number between 0 and 1.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    pub fn case(&self, uniform: f64) -> &[Rates] {
        let place = (uniform * self.cases.len() as f64) as usize;
        &self.cases[place.min(self.cases.len() - 1)]
    }

    /// The law of the diverted votes, P(0), P(1), ...: the mean over the cases of the law of a sum of binomials.
    #[must_use]
    pub fn law(&self, principal: &[u32], votes: &[u32], starts: &[usize]) -> Vec<f64> {
        let total = votes.iter().map(|&v| v as usize).sum::<usize>();
        let (mut law, mut binomials) = (vec![0.0; total + 1], Binomials::default());
        for case in &self.cases {
            let cells = case.iter().zip(starts.windows(2)).flat_map(|(rates, ends)| {
                (ends[0]..ends[1]).map(move |cell| (rates, cell)).filter(|&(_, cell)| votes[cell] > 0)
            });
            let share = |(rates, cell): (&Rates, usize)| {
                (f64::from(votes[cell]), rates.share(f64::from(self.others[cell]), f64::from(principal[cell])))
            };
            binomials.add(cells.map(share), &mut law);
        }
        let sum: f64 = law.iter().sum();
        law.iter_mut().for_each(|probability| *probability /= sum);
        law
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_is_the_mean_of_the_cases_counted_out_vote_by_vote() {
        let rates = |odds| vec![Rates { own: 0.002, lean: 0.003, odds }];
        let votes: Vec<u32> = (0..60).map(|b| b % 13).collect();
        let principal: Vec<u32> = (0..60).map(|b| 50 + 7 * b).collect();
        let others: Vec<u32> = (0..60).map(|b| 500 - 8 * b).collect();
        let cases = vec![rates(0.015), rates(0.0), rates(0.000_02), rates(40.0)];
        let mut expected = vec![0.0; votes.iter().sum::<u32>() as usize + 1];
        for case in &cases {
            let mut one = vec![0.0; expected.len()];
            one[0] = 1.0;
            for booth in 0..60 {
                let p = case[0].share(f64::from(others[booth]), f64::from(principal[booth]));
                for _ in 0..votes[booth] {
                    for k in (0..one.len()).rev() {
                        one[k] = one[k] * (1.0 - p) + if k > 0 { one[k - 1] * p } else { 0.0 };
                    }
                }
            }
            expected.iter_mut().zip(one).for_each(|(sum, p)| *sum += p / 4.0);
        }
        let law = Thinning { others, cases }.law(&principal, &votes, &[0, 60]);
        for (k, (ours, theirs)) in law.iter().zip(&expected).enumerate() {
            assert!((ours - theirs).abs() < 1e-13, "P({k}) is {ours}, not {theirs}");
        }
    }
}
