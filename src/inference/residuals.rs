//! Whether the counts look like what the model says: how often they leave its range, and which
//! booths stand out. A namesake's home is where they poll far more than the slope explains.

use super::laplace::Target;
use super::posterior::Posterior;
use libm::exp;

/// A booth whose count the model hardly allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlier {
    /// The row of the booth table.
    pub row: usize,
    /// What the namesake polled there.
    pub votes: u32,
    /// What the model expects.
    pub expected: f64,
    /// The probability of so many or more.
    pub tail: f64,
}

/// One booth, as counted and as expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoothCount {
    /// The row of the booth table.
    pub row: usize,
    /// What the principal polled there.
    pub principal: f64,
    /// What everybody else but the namesake polled.
    pub others: f64,
    /// What the namesake polled.
    pub votes: f64,
    /// What the model expects of them.
    pub expected: f64,
}

/// How the counts agree with the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The share of booths whose count lies below the model's 5 % point or above its 95 % point; counts
    /// being whole, at most a tenth is expected.
    pub outside: f64,
    /// Booths that the model hardly allows, the most surprising first.
    pub outliers: Vec<Outlier>,
    /// Every booth in which anybody voted, segment by segment.
    pub booths: Vec<BoothCount>,
}

/// Cases over which a booth's law is averaged.
const CASES: usize = 24;

/// Outliers that are kept.
const MOST: usize = 8;

pub(super) fn fit(target: &Target<'_>, posterior: &Posterior, rows: &[usize]) -> Fit {
    let booths = target.booths;
    let step = (posterior.draws.len() / CASES).max(1);
    let draws: Vec<_> = posterior.draws.iter().skip(step / 2).step_by(step).collect();
    let rates: Vec<Vec<(f64, f64)>> = draws.iter().map(|draw| target.rates(&draw.at, draw.share)).collect();
    let mut outside = 0_usize;
    let mut outliers = Vec::new();
    let mut counts = Vec::with_capacity(booths.votes.len());
    for segment in 0..booths.segments() {
        let range = booths.starts[segment]..booths.starts[segment + 1];
        for (booth, &row) in rows.iter().enumerate().take(range.end).skip(range.start) {
            let x = booths.votes[booth];
            let (mut below, mut here, mut mean) = (0.0, 0.0, 0.0);
            for (draw, rates) in draws.iter().zip(&rates) {
                let expected = booths.expected(booth, rates[segment]);
                mean += expected / draws.len() as f64;
                let (b, h) = cumulated(x, expected, draw.size);
                below += b / draws.len() as f64;
                here += h / draws.len() as f64;
            }
            let (principal, others) = (booths.principal[booth], booths.others[booth]);
            counts.push(BoothCount { row, principal, others, votes: x, expected: mean });
            let above = (1.0 - below - here).max(0.0);
            outside += usize::from(below + here < 0.05 || above + here < 0.05);
            let tail = above + here;
            if tail < 0.1 / booths.votes.len() as f64 {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
                outliers.push(Outlier { row, votes: x as u32, expected: mean, tail });
            }
        }
    }
    outliers.sort_by(|a, b| a.tail.total_cmp(&b.tail).then(a.row.cmp(&b.row)));
    outliers.truncate(MOST);
    Fit { outside: outside as f64 / booths.votes.len().max(1) as f64, outliers, booths: counts }
}

/// The probability of less than `x`, and of `x`, by walking up from none.
fn cumulated(x: f64, mean: f64, size: f64) -> (f64, f64) {
    let ratio = mean / (mean + size);
    let mut term = exp(super::booths::log_negative_binomial(0.0, mean, size));
    let (mut below, mut k) = (0.0, 0.0);
    while k < x {
        below += term;
        term *= (size + k) / (k + 1.0) * ratio;
        k += 1.0;
    }
    (below, term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_walk_is_the_law() {
        for (x, mean, size) in [(0.0, 2.0, 1.5), (7.0, 4.0, 2.5), (40.0, 5.0, 0.4)] {
            let (below, here) = cumulated(x, mean, size);
            let direct = exp(super::super::booths::log_negative_binomial(x, mean, size));
            assert!((here - direct).abs() < 1e-12 && below >= 0.0 && below + here <= 1.0 + 1e-12);
        }
    }
}
