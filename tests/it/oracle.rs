//! The exact law and the sampler against answers computed by other means: `tests/oracle/*.py`
//! (SciPy, mpmath) recompute them from the statement of the model alone.

use crate::contests::{believed, exact, race, scenario};
use humnaam::engine::{self, Plan, law};
use humnaam::model::Model;
use serde_json::Value;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("the oracle is JSON")
}

#[test]
fn sixty_random_small_contests_agree_with_exact_convolution() {
    // 50-digit convolutions of binomial and beta-binomial booths.
    let oracle = read(include_str!("../oracle/prospective.json"));
    let contests = list(&oracle["small"]);
    assert!(contests.len() >= 50);
    for contest in contests {
        let sizes: Vec<u32> =
            list(&contest["sizes"]).iter().map(|v| u32::try_from(v.as_u64().unwrap()).unwrap()).collect();
        let needed = contest["votes_needed"].as_i64().unwrap();
        let confusion = format!("rate = {}\nbooth_cv = {}\nsegment_sd = 0.0", contest["rate"], contest["cv"]);
        let (text, table) = race(&[sizes], needed, &confusion, 0);
        let model = Model::new(&scenario(&text, Some(table)), &believed()).unwrap();
        let expected = number(&contest["tail"]);
        let exact = exact(&model);
        assert!((exact - expected).abs() < 1e-12, "{exact} is not {expected} in {contest}");
        let flips = engine::run(&model, &Plan::new(20_000), &mut |_| true).flips();
        let away = (flips.point - expected).abs();
        // Sixty tests at 4 standard errors: one chance in two hundred of a false alarm, and seeds are fixed.
        assert!(away <= 4.0 * flips.cautious_standard_error, "{} is not {expected} in {contest}", flips.point);
    }
}

#[test]
fn a_large_contest_agrees_with_quadrature_over_rate_and_segments() {
    let oracle = read(include_str!("../oracle/prospective.json"));
    let large = &oracle["large"];
    let sizes: Vec<Vec<u32>> = list(&large["segments"])
        .iter()
        .map(|segment| {
            let pair = |v: &Value| (v[0].as_u64().unwrap(), v[1].as_u64().unwrap());
            list(segment)
                .iter()
                .map(pair)
                .flat_map(|(n, count)| vec![u32::try_from(n).unwrap(); usize::try_from(count).unwrap()])
                .collect()
        })
        .collect();
    let needed: Vec<u64> = list(&large["votes_needed"]).iter().map(|v| v.as_u64().unwrap()).collect();
    for (spread, tails) in [(0.2, &large["tail"]), (0.0, &oracle["large_segment_sd_0"]["tail"])] {
        for (&votes, expected) in needed.iter().zip(list(tails)) {
            let (text, table) = race(&sizes, 100, &format!("segment_sd = {spread}"), 0);
            let model = Model::new(&scenario(&text, Some(table)), &believed()).unwrap();
            let exact = law::diverted_at_least(&model, votes).unwrap();
            assert!((exact - number(expected)).abs() < 2e-6, "{votes} at {spread}: {exact} is not {expected}");
        }
    }
}
