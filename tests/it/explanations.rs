//! Rival explanations: against answers computed by other means, and those of the shipped scenarios.

use crate::contests::scenario;
use humnaam::evidence::Evidence;
use humnaam::explain::{Basis, BreakEven, Explained, Possible, explain};
use humnaam::model::Model;
use humnaam::scenario::Scenario;
use serde_json::Value;

fn weighed(scenario: &Scenario) -> Explained {
    let model = Model::new(scenario, &Evidence::builtin()).unwrap();
    explain(&model, 2_000, &mut |_| true).unwrap()
}

fn shipped(stem: &str) -> Scenario {
    let path = format!("{}/scenarios/{stem}.toml", env!("CARGO_MANIFEST_DIR"));
    scenario(&std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}")), None)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// The scenario of one case of the oracle.
fn told(case: &Value) -> Scenario {
    let votes = |id: &str| case["votes"][id].as_u64().unwrap();
    let electors = votes("w") + votes("t") + votes("b") + case["home"].as_u64().unwrap();
    let mut text = format!(
        "title = \"t\"\nmode = \"retrospective\"\n[contest]\nname = \"s\"\nbooths = 200\nelectors = {electors}\n"
    );
    for (id, name) in [("w", "Bimal Sen"), ("t", "Asha Rao"), ("b", "Gopal Das")] {
        text += &format!("[[candidate]]\nid = \"{id}\"\nname = \"{name}\"\nvotes = {}\n", votes(id));
    }
    for (place, flows) in case["stories"].as_array().unwrap().iter().enumerate() {
        text += &format!("[[explanation]]\nname = \"story {place}\"\n");
        for flow in flows.as_array().unwrap() {
            let law = &flow["thousandths"];
            let share = if law["fixed"].is_null() {
                format!("{{ low = {}, high = {} }}", number(&law["low"]) / 1e3, number(&law["high"]) / 1e3)
            } else {
                format!("{}", number(&law["fixed"]) / 1e3)
            };
            text += &format!("[[explanation.flow]]\nfrom = {}\nto = {}\nshare = {share}\n", flow["from"], flow["to"]);
        }
    }
    scenario(&text, None)
}

#[test]
fn sixty_contests_agree_with_exact_fractions() {
    let oracle: Value = serde_json::from_str(include_str!("../oracle/explanations.json")).unwrap();
    let cases = oracle["cases"].as_array().unwrap();
    let mut compared = 0;
    for case in cases {
        let found = weighed(&told(case));
        assert_eq!(found.basis, Basis::Exact);
        let output = &case["output"];
        let mut near = |ours: f64, key: &str, theirs: &Value| {
            let theirs = number(theirs);
            assert!((ours - theirs).abs() <= 1e-12 * theirs.abs().max(1.0), "{key}: {ours} is not {theirs} in {case}");
            compared += 1;
        };
        near(found.together.probability, "together", &output["together"]);
        near(found.margin_change, "margin_change", &output["margin_change"]);
        for (story, theirs) in found.stories.iter().zip(output["stories"].as_array().unwrap()) {
            near(story.sufficiency.probability, "sufficiency", &theirs["sufficiency"]);
            near(story.necessity.probability, "necessity", &theirs["necessity"]);
            near(story.shapley_flip, "shapley_flip", &theirs["shapley_flip"]);
            near(story.shapley_margin, "shapley_margin", &theirs["shapley_margin"]);
        }
    }
    assert!(compared > 700, "only {compared} figures were compared");
}

#[test]
fn noorpur_turned_on_27_75_per_cent_of_the_bsp() {
    // 12,737 / 45,902, by the Election Commission's figures of 2017.
    let found = weighed(&shipped("noorpur-2017"));
    let split = &found.stories[0];
    assert_eq!(split.break_even, Some(BreakEven { votes: 12_737, base: 45_902 }));
    assert_eq!(format!("{:.2} %", 100.0 * split.break_even.unwrap().share()), "27.75 %");
    // With every share alike, what is left of 1 beyond it.
    assert!((split.sufficiency.probability - (1.0 - 12_736.5 / 45_902.0)).abs() < 1e-12);
    assert_eq!((found.basis, split.necessity.probability), (Basis::Exact, split.sufficiency.probability));
}

#[test]
fn kanpurs_explanations_say_what_each_would_have_needed() {
    let found = weighed(&shipped("kanpur-2024"));
    let needs: Vec<BreakEven> = found.stories.iter().map(|story| story.break_even.unwrap()).collect();
    // All the namesake's votes; the INC's own in the two southern segments, 71,560 and 66,680; and 1,662,859
    // electors less 887,396 who voted.
    let bases = [1_198, 138_240, 775_463].map(|base| BreakEven { votes: 20_969, base });
    assert_eq!(needs, bases);
    assert!((needs[1].share() - 0.151_685).abs() < 1e-6);
    let namesake = &found.stories[0];
    assert_eq!(namesake.alone, Possible::Never);
    assert!(namesake.sufficiency.proved && namesake.sufficiency.probability == 0.0);
    assert!(namesake.necessity.proved && namesake.necessity.probability == 0.0 && !namesake.pivotal);
    assert_eq!(namesake.shapley_flip, 0.0);
    assert_eq!(found.basis, Basis::Exact);
    let flips: f64 = found.stories.iter().map(|story| story.shapley_flip).sum();
    let margins: f64 = found.stories.iter().map(|story| story.shapley_margin).sum();
    assert!((flips - found.together.probability).abs() < 1e-12, "{flips}");
    assert!((margins - found.margin_change).abs() < 1e-12 * margins, "{margins}");
}

#[test]
fn raigad_and_hingoli_have_rivals_to_the_namesake() {
    for (stem, needed, base, rival) in
        [("raigad-2014", 2_111, 9_849, 129_730), ("hingoli-2014", 1_633, 6_284 + 6_157, 9_577 + 25_145)]
    {
        let found = weighed(&shipped(stem));
        let needs: Vec<BreakEven> = found.stories.iter().map(|story| story.break_even.unwrap()).collect();
        assert_eq!(needs, [base, rival].map(|base| BreakEven { votes: needed, base }), "{stem}");
        assert_eq!(found.basis, Basis::Draws(2_000));
        let sum: f64 = found.stories.iter().map(|story| story.shapley_flip).sum();
        assert!((sum - found.together.probability).abs() < 1e-12, "{stem}: {sum}");
    }
}
