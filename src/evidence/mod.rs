//! What past namesakes polled, as priors: the types, and the one built-in file with its sources.
//!
//! Nothing else in the program holds a default of the model. The file is `src/evidence/builtin.toml`.

mod ballots;
mod booths;
mod checked;
mod countries;
mod levels;
mod written;

pub use ballots::{BallotLaw, Ballots, OnBallot};
pub use booths::{BoothCluster, BoothTilt};
pub use countries::{Country, HOME, countries, country};
pub use levels::{Independents, Namesakes, SmallParties};

use crate::stats::RateLaw;
use crate::stats::rates::Route;
use serde::{Deserialize, Serialize};

/// A centre and a scale on the log-odds, with where they come from.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LogOdds {
    /// The centre.
    #[serde(deserialize_with = "checked::finite")]
    pub location: f64,
    /// The standard deviation.
    #[serde(deserialize_with = "checked::positive")]
    pub scale: f64,
    /// Where the numbers come from.
    pub source: String,
}

/// What is added to a log-odds, and how sure that is.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// The centre.
    #[serde(deserialize_with = "checked::finite")]
    pub location: f64,
    /// The standard deviation; 0 where it is sure.
    #[serde(deserialize_with = "checked::not_negative")]
    pub scale: f64,
    /// Where the numbers come from.
    pub source: String,
}

/// A probability with its uncertainty, as a beta distribution.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Probability {
    /// The mean.
    #[serde(deserialize_with = "checked::share")]
    pub mean: f64,
    /// The sum of the beta distribution's parameters.
    #[serde(deserialize_with = "checked::positive")]
    pub concentration: f64,
    /// Where the numbers come from.
    pub source: String,
}

/// One number.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// The number.
    #[serde(deserialize_with = "checked::not_negative")]
    pub value: f64,
    /// Where it comes from.
    pub source: String,
}

/// The scale of the half-normal by which less similar names lower the log-odds.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Slope {
    /// Log-odds per unit of similarity below 1.
    #[serde(deserialize_with = "checked::not_negative")]
    pub scale: f64,
    /// Where the number comes from.
    pub source: String,
}

/// The law of a namesake's own support: its log ratio to a typical independent is Student t.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct OwnSupport {
    /// Degrees of freedom.
    #[serde(deserialize_with = "checked::positive")]
    pub degrees: f64,
    /// Centre of the log ratio.
    #[serde(deserialize_with = "checked::finite")]
    pub location: f64,
    /// Scale of the log ratio.
    #[serde(deserialize_with = "checked::positive")]
    pub scale: f64,
    /// The largest share of the valid votes that is still own support of an independent.
    #[serde(deserialize_with = "checked::share")]
    pub most_share: f64,
    /// Where the numbers come from.
    pub source: String,
}

/// What an ordinary independent polls where a contest has none to look at.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TypicalShare {
    /// Median share of the valid votes.
    #[serde(deserialize_with = "checked::positive")]
    pub median: f64,
    /// Standard deviation of its logarithm over seats.
    #[serde(deserialize_with = "checked::not_negative")]
    pub log_sd: f64,
    /// Where the numbers come from.
    pub source: String,
}

/// Votes polled in a booth.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BoothSize {
    /// Mean votes.
    #[serde(deserialize_with = "checked::positive")]
    pub mean: f64,
    /// Standard deviation.
    #[serde(deserialize_with = "checked::not_negative")]
    pub sd: f64,
    /// The smallest booth.
    pub least: u32,
    /// The largest booth, no smaller than the smallest.
    pub most: u32,
    /// Where the numbers come from.
    pub source: String,
}

/// How a candidate's share varies between booths.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BoothShare {
    /// Standard deviation of a major candidate's share within a segment.
    #[serde(deserialize_with = "checked::not_negative")]
    pub major_sd: f64,
    /// Beta-binomial correlation of minor candidates, by share.
    pub minor_correlation: Vec<CorrelationStep>,
    /// Where the numbers come from.
    pub source: String,
}

/// The correlation of candidates whose share is below a bound.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CorrelationStep {
    /// The bound.
    #[serde(deserialize_with = "checked::share")]
    pub below: f64,
    /// The correlation.
    #[serde(deserialize_with = "checked::share")]
    pub value: f64,
}

/// Every default of the model, with its sources.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Confusion by an identical name on a ballot without photographs.
    pub name_route: LogOdds,
    /// What photographs add to it.
    pub photo: Shift,
    /// What each kind of ballot adds to it, as far as kinds were fitted.
    #[serde(default)]
    pub ballots: Ballots,
    /// Whether a pair is confusable at all.
    pub confusable: Probability,
    /// What less similar names and symbols take away.
    pub similarity_slope: Slope,
    /// Confusion by a symbol new to the voters.
    pub symbol_route_new: LogOdds,
    /// Confusion by a symbol long known.
    pub symbol_route_established: LogOdds,
    /// Pressing the neighbouring button.
    pub slip: Probability,
    /// A namesake's own support.
    pub own_support: OwnSupport,
    /// A typical independent where the contest shows none.
    pub typical_share: TypicalShare,
    /// What ordinary independents poll, seat by seat: for forecasts.
    pub independents: Independents,
    /// What candidates of small parties poll: for forecasts.
    pub small_parties: SmallParties,
    /// How the namesakes of a principal poll: for forecasts.
    pub namesakes: Namesakes,
    /// Spread between segments.
    pub segment_sd: Number,
    /// Spread between booths.
    pub booth_cv: Number,
    /// Size of booths.
    pub booth_size: BoothSize,
    /// Spread of shares between booths.
    pub booth_share: BoothShare,
    /// How ordinary support leans between booths.
    pub booth_tilt: BoothTilt,
    /// How it clusters there.
    pub booth_cluster: BoothCluster,
    /// How far own support may differ between two channels of one election, on the log; the built-in number where a file has none.
    #[serde(default)]
    pub control_channel: Option<Number>,
}

impl Evidence {
    /// Reads evidence from TOML text.
    ///
    /// # Errors
    /// What the TOML reader finds wrong, with line and column, or a number that can be no prior.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let evidence: Evidence = toml::from_str(text)?;
        if evidence.booth_size.least > evidence.booth_size.most {
            return Err(serde::de::Error::custom("booth_size.least is above booth_size.most"));
        }
        Ok(evidence)
    }

    /// The built-in evidence.
    ///
    /// # Panics
    /// Never: a test reads the file that is compiled in.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the file is part of the program and a test reads it")]
    pub fn builtin() -> Self {
        Self::from_toml(include_str!("builtin.toml")).expect("the built-in evidence is valid")
    }

    /// The route by an alike name; closed where the names share nothing (similarity 0). Each of several namesakes of a principal
    /// is one of so many wrong lines that a voter who looks for the name may press, so the odds are shared out evenly `among`
    /// them, as the tables bear out (`docs/methods.md`, section 12).
    #[must_use]
    pub fn by_name(&self, similarity: f64, photos: bool, among: usize) -> Option<Route> {
        let (location, scale) = if photos { (self.photo.location, self.photo.scale) } else { (0.0, 0.0) };
        self.by_name_on(similarity, &OnBallot { location, scale, namesakes: 0, between: None }, among)
    }

    /// The same under any kind of ballot.
    #[must_use]
    pub fn by_name_on(&self, similarity: f64, ballot: &OnBallot, among: usize) -> Option<Route> {
        let rate = RateLaw::Logit {
            location: self.name_route.location + ballot.location - libm::log(among.max(1) as f64),
            scale: libm::hypot(self.name_route.scale, ballot.scale),
            drop: self.similarity_slope.scale * (1.0 - similarity),
        };
        (similarity > 0.0).then_some(Route { open: self.confusable.mean, rate })
    }

    /// The route by an alike symbol or label; closed at similarity 0.
    #[must_use]
    pub fn by_symbol(&self, similarity: f64, new: bool) -> Option<Route> {
        self.by_symbol_on(similarity, new, None)
    }

    /// The same under a kind of ballot of which no elections were fitted, where kinds differ by so much `between` them.
    #[must_use]
    pub fn by_symbol_on(&self, similarity: f64, new: bool, between: Option<f64>) -> Option<Route> {
        let route = if new { &self.symbol_route_new } else { &self.symbol_route_established };
        let drop = self.similarity_slope.scale * (1.0 - similarity);
        let scale = between.map_or(route.scale, |between| libm::hypot(route.scale, between));
        let rate = RateLaw::Logit { location: route.location, scale, drop };
        (similarity > 0.0).then_some(Route { open: 1.0, rate })
    }

    /// The route of the slipping finger, where the two buttons touch.
    #[must_use]
    pub fn by_slip(&self) -> Route {
        let rate = RateLaw::Beta { mean: self.slip.mean, concentration: self.slip.concentration };
        Route { open: 1.0, rate }
    }

    /// How far own support may differ between two channels of one election.
    #[must_use]
    pub fn between_channels(&self) -> Number {
        let built_in = || Self::builtin().control_channel;
        let unknown = Number { value: 0.3, source: "judgement".to_owned() };
        self.control_channel.clone().or_else(built_in).unwrap_or(unknown)
    }

    /// The correlation of votes within a booth of a candidate with this share of a segment.
    #[must_use]
    pub fn booth_correlation(&self, share: f64) -> f64 {
        let variance = self.booth_share.major_sd * self.booth_share.major_sd;
        self.booth_share.minor_correlation.iter().find(|step| share < step.below).map_or_else(
            || if share < 1.0 { (variance / (share * (1.0 - share))).min(0.9) } else { 0.0 },
            |step| step.value,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_reads_and_says_what_it_should() {
        let evidence = Evidence::builtin();
        let median = |route: Option<Route>| route.unwrap().rate.quantile(0.5);
        let median_rate = crate::stats::special::logistic(evidence.name_route.location);
        assert!((median(evidence.by_name(1.0, false, 1)) - median_rate).abs() < 1e-9);
        // A photograph, and a name less like the other, take off; one voter in a hundred is far too many.
        assert!(median(evidence.by_name(1.0, true, 1)) < median(evidence.by_name(1.0, false, 1)));
        assert!(median(evidence.by_name(0.9, false, 1)) < median(evidence.by_name(1.0, false, 1)));
        assert!((0.000_5..0.01).contains(&median_rate), "{median_rate}");
        assert!((median(evidence.by_symbol(1.0, true)) - 0.057).abs() < 0.001);
        assert!(evidence.by_name(0.0, false, 1).is_none());
        assert!((evidence.by_slip().rate.cdf(1.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn unknown_evidence_is_refused() {
        let text = include_str!("builtin.toml").replace("[slip]", "[slipp]");
        assert!(Evidence::from_toml(&text).is_err());
    }
}
