//! The exact law and the sampler against answers computed by other means: `tests/oracle/*.py`
//! (SciPy, mpmath) recompute them from the statement of the model alone.

use crate::contests::{believed, race, scenario};
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

/// The scenario and evidence of one contest of the retrospective oracle.
fn retrospective(contest: &Value, goes_to: &str) -> Model {
    let x = contest["x_t"].as_u64().unwrap();
    let margin = contest["margin"].as_u64().unwrap();
    let mut namesakes: Vec<u64> = list(&contest["namesakes"]).iter().map(|v| v.as_u64().unwrap()).collect();
    if contest["pooled"].as_bool().unwrap() {
        namesakes = vec![namesakes.iter().sum()];
    }
    let prior = &contest["prior"];
    let drop = number(&prior["half_normal"]);
    let mut evidence = believed();
    evidence.name_route.location = number(&prior["location"]);
    evidence.name_route.scale = number(&prior["sd"]);
    evidence.confusable.mean = number(&prior["pi"]);
    evidence.similarity_slope.scale = 2.0 * drop;
    let similarity = if drop > 0.0 { 0.5 } else { 1.0 };
    let mut text = format!(
        "title = \"t\"\nmode = \"retrospective\"\n[contest]\nname = \"s\"\nbooths = 50\n\
         [own_support]\ntypical_votes = {}\n{goes_to}\n\
         [[candidate]]\nid = \"t\"\nname = \"Asha Rao\"\nvotes = {x}\n\
         [[candidate]]\nid = \"w\"\nname = \"Bimal Sen\"\nvotes = {}\n",
        number(&contest["m"]),
        x + margin
    );
    let mut groups = vec![("t", namesakes)];
    if contest.get("winner_group").is_some() {
        groups.push(("w", list(&contest["winner_group"]["d"]).iter().map(|v| v.as_u64().unwrap()).collect()));
    }
    for (principal, namesakes) in groups {
        for (place, votes) in namesakes.iter().enumerate() {
            text.push_str(&format!(
                "[[candidate]]\nid = \"{principal}{place}\"\nname = \"N\"\nvotes = {votes}\nnamesake_of = \"{principal}\"\nname_similarity = {similarity}\n"
            ));
        }
    }
    // The 50 booths have to hold the largest contests too, so their number rises with the votes.
    let text = text.replace("booths = 50", &format!("booths = {}", x / 200 + 5));
    Model::new(&scenario(&text, None), &evidence).unwrap()
}

#[test]
fn retrospective_flips_agree_with_the_oracle() {
    let oracle = read(include_str!("../oracle/retrospective.json"));
    let mut checked = 0;
    for contest in list(&oracle["contests"]) {
        let name = &contest["contest"];
        for (key, goes_to, tolerance) in
            [("flip_plain", "goes_to = { home = 1.0 }", Some(1e-8)), ("flip_onward", "", None)]
        {
            let model = retrospective(contest, goes_to);
            let exact = law::flip_probability(&model).unwrap_or_else(|| panic!("{name} has no exact law"));
            let expected = number(&contest["output"][key]);
            let away = (exact - expected).abs();
            let tolerance = tolerance.unwrap_or_else(|| law::error(&model));
            assert!(away < tolerance, "{name} {key}: {exact} is not {expected}");
            checked += 1;
        }
    }
    assert!(checked >= 80, "only {checked} figures were compared");
}

#[test]
fn retrospective_simulations_agree_with_the_exact_law() {
    let oracle = read(include_str!("../oracle/retrospective.json"));
    for contest in list(&oracle["contests"]).iter().filter(|c| c["contest"].as_str().unwrap().starts_with("small")) {
        let model = retrospective(contest, "");
        let exact = law::flip_probability(&model).unwrap();
        let flips = engine::run(&model, &Plan::new(20_000), &mut |_| true).flips();
        let away = (flips.point - exact).abs();
        assert!(away <= 4.5 * flips.cautious_standard_error, "{}: {} is not {exact}", contest["contest"], flips.point);
    }
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
        let exact = law::flip_probability(&model).unwrap();
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
