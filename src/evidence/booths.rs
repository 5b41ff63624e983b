//! What past booth returns teach of candidates who confuse nobody.

use super::checked;
use serde::{Deserialize, Serialize};

/// The law of a tilt: ln of own support per vote of the principal over that per vote of the others.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BoothTilt {
    /// Where the centre of a seat's tilts lies.
    #[serde(deserialize_with = "checked::finite")]
    pub location: f64,
    /// How much that centre varies between seats.
    #[serde(deserialize_with = "checked::positive")]
    pub location_sd: f64,
    /// The usual scale of a seat's tilts around their centre.
    #[serde(deserialize_with = "checked::positive")]
    pub scale: f64,
    /// How much the logarithm of that scale varies between seats.
    #[serde(deserialize_with = "checked::positive")]
    pub scale_sd: f64,
    /// Spread of own support among the principal's voters between segments, on the log.
    #[serde(deserialize_with = "checked::positive")]
    pub segment_sd: f64,
    /// Degrees of freedom of a seat's tilts.
    #[serde(deserialize_with = "checked::positive")]
    pub degrees: f64,
    /// Where the numbers come from.
    pub source: String,
}

/// How unevenly a minor candidate's votes lie over the booths of a segment.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BoothCluster {
    /// Centre of the log of the negative binomial size: variance is mean + mean^2 / size.
    #[serde(deserialize_with = "checked::finite")]
    pub ln_size: f64,
    /// Standard deviation of that log over candidates.
    #[serde(deserialize_with = "checked::positive")]
    pub ln_size_sd: f64,
    /// Spread of own support among the others between segments, on the log.
    #[serde(deserialize_with = "checked::positive")]
    pub segment_sd: f64,
    /// Candidates below this share of the votes are minor.
    #[serde(deserialize_with = "checked::share")]
    pub minor_share: f64,
    /// Where the numbers come from.
    pub source: String,
}
