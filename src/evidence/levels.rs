//! What a candidate nobody knows polls in a seat: the prior of forecasts, learned from candidates
//! who are nobody's namesakes.
//!
//! The votes of ordinary independents vary by seat and within it. Both the level of a seat (the mean
//! of their logarithms) and the spread within it are unknown and learned from the independents who
//! stood there, by the conjugate law of a normal with unknown mean and variance (Raiffa and
//! Schlaifer 1961); the next independent then follows Student's t. What a seat is believed to be
//! before its own independents are looked at is learned in turn from the other seats of its election.

use super::checked;
use crate::election::Surroundings;
use crate::stats::TwoPiece;
use libm::{log, sqrt};
use serde::{Deserialize, Serialize};

/// How ordinary independents poll.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Independents {
    /// Mean logarithm of their share of the valid votes, on a ballot of ten candidates.
    #[serde(deserialize_with = "checked::finite")]
    pub log_share: f64,
    /// What one more on the logarithm of the number of candidates adds to it.
    #[serde(deserialize_with = "checked::finite")]
    pub per_log_candidates: f64,
    /// How many independents the belief in that share is worth.
    #[serde(deserialize_with = "checked::positive")]
    pub level_weight: f64,
    /// How many independents the belief in the spread is worth.
    #[serde(deserialize_with = "checked::positive")]
    pub spread_weight: f64,
    /// How many seats of very many independents the belief in the level of an election is worth: see
    /// [`Elsewhere`](crate::election::Elsewhere).
    #[serde(deserialize_with = "checked::positive")]
    pub election_level_weight: f64,
    /// How many independents the belief in the spread of an election is worth.
    #[serde(deserialize_with = "checked::positive")]
    pub election_spread_weight: f64,
    /// The spread of the logarithms within a seat.
    #[serde(deserialize_with = "checked::positive")]
    pub spread: f64,
    /// Mode of the two-piece t, in scales.
    #[serde(deserialize_with = "checked::finite")]
    pub mode: f64,
    /// Skew of the two-piece t.
    #[serde(deserialize_with = "checked::finite")]
    pub skew: f64,
    /// Where the numbers come from.
    pub source: String,
}

/// How candidates of parties poll who lose their deposits, against the independents of their seat.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SmallParties {
    /// Mean log ratio to the level of the independents.
    #[serde(deserialize_with = "checked::finite")]
    pub log_ratio: f64,
    /// How many of a party's other candidates the belief in that is worth.
    #[serde(deserialize_with = "checked::positive")]
    pub weight: f64,
    /// The spread of a party's candidates.
    #[serde(deserialize_with = "checked::positive")]
    pub spread: f64,
    /// The spread of parties.
    #[serde(deserialize_with = "checked::not_negative")]
    pub party_spread: f64,
    /// Degrees of freedom.
    #[serde(deserialize_with = "checked::positive")]
    pub degrees: f64,
    /// Mode of the two-piece t, in scales.
    #[serde(deserialize_with = "checked::finite")]
    pub mode: f64,
    /// Skew of the two-piece t.
    #[serde(deserialize_with = "checked::finite")]
    pub skew: f64,
    /// Where the numbers come from.
    pub source: String,
}

/// How the namesakes of a principal poll, against candidates who are nobody's: for forecasts.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Namesakes {
    /// The correlation, between two namesakes of one principal, of the normal scores of their votes
    /// under their forecasts; 0 where they are independent.
    #[serde(deserialize_with = "checked::share")]
    pub correlation: f64,
    /// The scale of the own support of a principal's only namesake over that of an ordinary candidate, on
    /// ballots with photographs; namesakes of several are as spread as ordinary candidates.
    #[serde(deserialize_with = "checked::positive")]
    pub photo_spread: f64,
    /// Where the numbers come from.
    pub source: String,
}

impl Independents {
    /// The law of the logarithm of the next ordinary independent's votes.
    #[must_use]
    pub fn next(&self, seat: &Surroundings) -> TwoPiece {
        let others = &seat.elsewhere;
        let usual = self.log_share * others.weight + self.per_log_candidates * others.log_candidates;
        let election = (others.log_shares - usual) / (self.election_level_weight + others.weight);
        let variance = (self.election_spread_weight * self.spread * self.spread + others.squares)
            / (self.election_spread_weight + others.degrees);
        let prior = log(seat.valid_votes.max(1.0))
            + self.log_share
            + election
            + self.per_log_candidates * log(seat.candidates.max(1.0) / 10.0);
        let (n, k, nu) = (seat.independents, self.level_weight, self.spread_weight);
        let (weight, degrees) = (k + n, nu + n);
        let away = seat.mean_log - prior;
        let squares = nu * variance + seat.squares + k * n / weight * away * away;
        TwoPiece {
            location: (k * prior + n * seat.mean_log) / weight,
            scale: sqrt(squares / degrees * (1.0 + 1.0 / weight)),
            degrees,
            mode: self.mode,
            skew: self.skew,
        }
    }
}

impl SmallParties {
    /// The law of the logarithm of the votes of a party's candidate where the independents' level is
    /// `level`, given the log ratios to that level of the party's other candidates who lost their
    /// deposits: how many there are, and their sum.
    #[must_use]
    pub fn next(&self, level: f64, others: f64, sum: f64) -> TwoPiece {
        let weight = self.weight + others;
        let variance = self.spread * self.spread + self.party_spread * self.party_spread / weight;
        TwoPiece {
            location: level + (self.weight * self.log_ratio + sum) / weight,
            scale: sqrt(variance),
            degrees: self.degrees,
            mode: self.mode,
            skew: self.skew,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::election::{Elsewhere, log_votes};
    use crate::evidence::Evidence;

    #[test]
    fn a_seat_with_many_independents_speaks_for_itself() {
        let law = Evidence::builtin().independents;
        let few = law.next(&Surroundings::new(1_000_000, 10, &[]));
        let many = law.next(&Surroundings::new(1_000_000, 60, &[9_000; 50]));
        assert!(few.scale > many.scale && (many.location - log_votes(9_000)).abs() < 0.2);
        // In an election where independents poll three times as much and all alike, so does the next.
        let mut elsewhere = Elsewhere::default();
        (0..200).for_each(|_| elsewhere.add(&Surroundings::new(1_000_000, 10, &[16_000; 9])));
        let there = law.next(&Surroundings { elsewhere, ..Surroundings::new(1_000_000, 10, &[]) });
        assert!((there.location - log_votes(16_000)).abs() < 0.1 && there.scale < few.scale);
        // Without anybody to look at, the law is that of the share.
        assert!((few.location - (log(1e6) + law.log_share)).abs() < 1e-12);
    }

    #[test]
    fn a_party_is_known_by_its_other_candidates() {
        let law = Evidence::builtin().small_parties;
        let unknown = law.next(7.0, 0.0, 0.0);
        let strong = law.next(7.0, 20.0, 60.0);
        assert!(strong.location > unknown.location + 1.0 && strong.scale < unknown.scale);
    }
}
