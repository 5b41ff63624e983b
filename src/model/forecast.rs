//! What a namesake will poll, predicted from everything but themselves.

use crate::election::Surroundings;
use crate::evidence::Evidence;
use crate::stats::rates::Route;
use crate::stats::special::{logit, normal_quantile};
use crate::stats::{RateLaw, TwoPiece};
use libm::{exp, log};
use std::sync::LazyLock;

/// How many equally probable values stand for the law of own support.
const NODES: u32 = 64;

/// How many stand for the rate of an identical name, and for the unknown loss of a less similar one.
const RATES: u32 = 24;
const LOSSES: u32 = 6;

/// What is known of a namesake before their votes are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// The seat they stand in.
    pub seat: Surroundings,
    /// Other candidates of their party who lost their deposits, and the sum of their log ratios to the
    /// independents' level of their seats; `None` where they are an independent.
    pub party: Option<(f64, f64)>,
    /// The principal's recorded votes.
    pub principal_votes: u64,
    /// How alike the names are, 0 to 1.
    pub similarity: f64,
    /// Whether the ballot shows photographs.
    pub photos: bool,
    /// How many namesakes the principal has, this one among them.
    pub namesakes: usize,
}

impl Outlook {
    /// The route by the name.
    #[must_use]
    pub fn route(&self, evidence: &Evidence) -> Option<Route> {
        evidence.by_name(self.similarity, self.photos, self.namesakes)
    }

    /// What anybody of their kind would poll in their seat, as the law of its logarithm (and a half).
    #[must_use]
    pub fn own_support(&self, evidence: &Evidence) -> TwoPiece {
        let independent = evidence.independents.next(&self.seat);
        let law = self
            .party
            .map_or(independent, |(others, sum)| evidence.small_parties.next(independent.location, others, sum));
        let spread = if self.photos && self.namesakes <= 1 { evidence.namesakes.photo_spread } else { 1.0 };
        TwoPiece { scale: spread * law.scale, ..law }
    }
}

/// The law of a namesake's votes: what anybody like them polls, and what is diverted to them if the
/// pair is confusable at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The law of the logarithm of their own support (and a half).
    own: TwoPiece,
    /// The probability that anything is diverted.
    open: f64,
    /// Equally probable numbers of diverted votes where something is.
    diverted: Vec<f64>,
}

impl Forecast {
    /// The forecast of one namesake under some evidence.
    #[must_use]
    pub fn new(outlook: &Outlook, evidence: &Evidence) -> Self {
        let own = outlook.own_support(evidence);
        // X votes arrived of X / (1 - p) that were meant, so X times the odds went astray.
        let votes = outlook.principal_votes as f64;
        let (open, logits) =
            outlook.route(evidence).map_or((0.0, vec![f64::NEG_INFINITY]), |route| (route.open, logits(&route.rate)));
        Forecast { own, open, diverted: logits.into_iter().map(|logit| votes * exp(logit)).collect() }
    }

    /// The votes below which they will stay with each of these probabilities, which must rise. The two
    /// laws are taken at equally probable values and every sum of two is one outcome.
    #[must_use]
    pub fn quantiles(&self, shares: &[f64]) -> Vec<f64> {
        let own: Vec<f64> = self.own.middles(NODES).into_iter().map(|log| (exp(log) - 0.5).max(0.0)).collect();
        let each = self.open / f64::from(NODES) / self.diverted.len() as f64;
        let mut outcomes: Vec<(f64, f64)> = own.iter().map(|&g| (g, (1.0 - self.open) / f64::from(NODES))).collect();
        outcomes.extend(own.iter().flat_map(|&g| self.diverted.iter().map(move |&c| (g + c, each))));
        outcomes.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut reached = 0.0;
        let mut quantiles = Vec::with_capacity(shares.len());
        for (votes, weight) in outcomes {
            reached += weight;
            while shares.get(quantiles.len()).is_some_and(|&share| share <= reached) {
                quantiles.push(votes);
            }
        }
        quantiles
    }

    /// The probability of at most `votes`.
    #[must_use]
    pub fn cdf(&self, votes: f64) -> f64 {
        let own = |left: f64| if left < 0.0 { 0.0 } else { self.own.cdf(log(left + 0.5)) };
        let confused: f64 = self.diverted.iter().map(|c| own(votes - c)).sum();
        (1.0 - self.open) * own(votes) + self.open * confused / self.diverted.len() as f64
    }

    /// The normal score of `votes`: where they lie in the forecast, as a standard normal variable.
    #[must_use]
    pub fn score(&self, votes: f64) -> f64 {
        normal_quantile(self.cdf(votes).clamp(1e-6, 1.0 - 1e-6))
    }
}

/// Equally probable logits of a rate: those of the identical name, less the losses.
fn logits(rate: &RateLaw) -> Vec<f64> {
    let RateLaw::Logit { location, scale, drop } = *rate else {
        return (0..RATES).map(|node| logit(rate.quantile(middle(node, RATES)))).collect();
    };
    if drop > 0.0 {
        let identical = RATE_SCORES.iter().map(|z| location + scale * z);
        identical.flat_map(|logit| LOSS_SCORES.iter().map(move |z| logit - drop * z)).collect()
    } else {
        ONLY_RATE_SCORES.iter().map(|z| location + scale * z).collect()
    }
}

/// Standard normal scores in the middles of equally probable parts: of the rate beside a loss, of the
/// loss (of the half normal), and of the rate alone.
static RATE_SCORES: LazyLock<Vec<f64>> =
    LazyLock::new(|| (0..RATES).map(|node| normal_quantile(middle(node, RATES))).collect());
static LOSS_SCORES: LazyLock<Vec<f64>> =
    LazyLock::new(|| (0..LOSSES).map(|node| normal_quantile(0.5 + 0.5 * middle(node, LOSSES))).collect());
static ONLY_RATE_SCORES: LazyLock<Vec<f64>> =
    LazyLock::new(|| (0..3 * RATES).map(|node| normal_quantile(middle(node, 3 * RATES))).collect());

/// The middle of one of `parts` equally probable parts.
fn middle(node: u32, parts: u32) -> f64 {
    (f64::from(node) + 0.5) / f64::from(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlook() -> Outlook {
        Outlook {
            seat: Surroundings::new(900_000, 14, &[3_000, 1_200, 5_000, 2_000]),
            party: None,
            principal_votes: 400_000,
            similarity: 1.0,
            photos: false,
            namesakes: 1,
        }
    }

    #[test]
    fn quantiles_and_distribution_function_agree() {
        let forecast = Forecast::new(&outlook(), &Evidence::builtin());
        let shares = [0.05, 0.25, 0.5, 0.75, 0.95];
        for (share, votes) in shares.iter().zip(forecast.quantiles(&shares)) {
            assert!((forecast.cdf(votes) - share).abs() < 0.012, "{share}: {votes} has {}", forecast.cdf(votes));
        }
    }

    #[test]
    fn photographs_and_other_names_lower_it() {
        let evidence = Evidence::builtin();
        let top = |outlook: &Outlook| Forecast::new(outlook, &evidence).quantiles(&[0.9])[0];
        let same = top(&outlook());
        assert!(top(&Outlook { photos: true, ..outlook() }) < same);
        assert!(top(&Outlook { similarity: 0.8, ..outlook() }) < same);
        assert!(top(&Outlook { principal_votes: 4_000, ..outlook() }) < same);
        assert!(top(&Outlook { party: Some((10.0, 25.0)), ..outlook() }) > same);
        // Two share what one would have taken, so either takes less and both together no more than it.
        let (one, two) = (outlook(), Outlook { namesakes: 2, ..outlook() });
        let rate = |outlook: &Outlook| outlook.route(&evidence).unwrap().rate.quantile(0.5);
        assert!((rate(&one) / rate(&two) - 2.0).abs() < 0.01 && top(&two) < same);
    }
}
