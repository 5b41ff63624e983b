//! What numbers a prior can have.

use super::Evidence;

/// The first number that no prior can have, in words.
pub(super) fn broken(evidence: &Evidence) -> Option<String> {
    let e = evidence;
    let positive = [
        ("name_route.scale", e.name_route.scale),
        ("symbol_route_new.scale", e.symbol_route_new.scale),
        ("symbol_route_established.scale", e.symbol_route_established.scale),
        ("confusable.concentration", e.confusable.concentration),
        ("slip.concentration", e.slip.concentration),
        ("own_support.degrees", e.own_support.degrees),
        ("own_support.scale", e.own_support.scale),
        ("typical_share.median", e.typical_share.median),
        ("independents.level_weight", e.independents.level_weight),
        ("independents.spread_weight", e.independents.spread_weight),
        ("independents.spread", e.independents.spread),
        ("independents.election_level_weight", e.independents.election_level_weight),
        ("independents.election_spread_weight", e.independents.election_spread_weight),
        ("small_parties.weight", e.small_parties.weight),
        ("small_parties.spread", e.small_parties.spread),
        ("small_parties.degrees", e.small_parties.degrees),
        ("booth_size.mean", e.booth_size.mean),
        ("booth_tilt.location_sd", e.booth_tilt.location_sd),
        ("booth_tilt.scale", e.booth_tilt.scale),
        ("booth_tilt.scale_sd", e.booth_tilt.scale_sd),
        ("booth_tilt.degrees", e.booth_tilt.degrees),
        ("booth_tilt.segment_sd", e.booth_tilt.segment_sd),
        ("booth_cluster.ln_size_sd", e.booth_cluster.ln_size_sd),
        ("booth_cluster.segment_sd", e.booth_cluster.segment_sd),
    ];
    let not_negative = [
        ("photo.scale", e.photo.scale),
        ("similarity_slope.scale", e.similarity_slope.scale),
        ("typical_share.log_sd", e.typical_share.log_sd),
        ("small_parties.party_spread", e.small_parties.party_spread),
        ("segment_sd.value", e.segment_sd.value),
        ("booth_cv.value", e.booth_cv.value),
        ("booth_size.sd", e.booth_size.sd),
        ("booth_share.major_sd", e.booth_share.major_sd),
    ];
    let anything = [
        ("name_route.location", e.name_route.location),
        ("photo.location", e.photo.location),
        ("symbol_route_new.location", e.symbol_route_new.location),
        ("symbol_route_established.location", e.symbol_route_established.location),
        ("own_support.location", e.own_support.location),
        ("independents.log_share", e.independents.log_share),
        ("independents.per_log_candidates", e.independents.per_log_candidates),
        ("independents.mode", e.independents.mode),
        ("independents.skew", e.independents.skew),
        ("small_parties.log_ratio", e.small_parties.log_ratio),
        ("small_parties.mode", e.small_parties.mode),
        ("small_parties.skew", e.small_parties.skew),
        ("booth_tilt.location", e.booth_tilt.location),
        ("booth_cluster.ln_size", e.booth_cluster.ln_size),
    ];
    let shares = [
        ("confusable.mean", e.confusable.mean),
        ("slip.mean", e.slip.mean),
        ("own_support.most_share", e.own_support.most_share),
        ("booth_cluster.minor_share", e.booth_cluster.minor_share),
    ];
    let find = |list: &[(&str, f64)], wanted: &str, good: &dyn Fn(f64) -> bool| {
        let bad = list.iter().find(|(_, number)| !(good(*number) && number.abs() < 1e6))?;
        Some(format!("{} = {} is no prior: it must be {wanted}", bad.0, bad.1))
    };
    find(&positive, "above 0", &|number| number > 0.0)
        .or_else(|| find(&not_negative, "0 or more", &|number| number >= 0.0))
        .or_else(|| find(&anything, "a number below a million", &f64::is_finite))
        .or_else(|| find(&shares, "between 0 and 1", &|number| (0.0..=1.0).contains(&number)))
        .or_else(|| {
            (e.booth_size.least > e.booth_size.most).then(|| "booth_size.least is above booth_size.most".to_owned())
        })
}

#[cfg(test)]
mod tests {
    use crate::evidence::{Evidence, EvidenceError};

    #[test]
    fn numbers_no_prior_can_have_are_refused_by_name() {
        for (from, to, named) in [
            ("mean = 0.6666666666666666", "mean = 1.5", "confusable.mean"),
            ("scale = 0.79", "scale = 0.0", "own_support.scale"),
            ("scale = 0.79", "scale = nan", "own_support.scale"),
        ] {
            let text = include_str!("../../tests/oracle/evidence.toml");
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from} is not in the file");
            let error = Evidence::from_toml(&changed).unwrap_err();
            assert!(matches!(&error, EvidenceError::Limits(what) if what.contains(named)), "{error}");
        }
        let negative = include_str!("builtin.toml").replacen("most_share = ", "most_share = -", 1);
        assert!(Evidence::from_toml(&negative).is_err());
    }
}
