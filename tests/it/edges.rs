//! Contests at the edge of what the law covers: there it must agree with the simulations, and nothing that is printed may
//! exceed what was possible.

use crate::contests::{count, race, scenario};
use humnaam::engine::{self, Plan, Scratch, law};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::report::Report;
use humnaam::scenario::{self as reading, Scenario, Sources};
use humnaam::study::Study;
use humnaam::wording::{Headline, Language, Wording};

/// A contest of candidates written as "id votes [principal]", with further TOML behind it.
fn contest(mode: &str, candidates: &[(&str, u64, Option<&str>)], more: &str) -> String {
    let mut text = format!("title = \"edge\"\nmode = \"{mode}\"\n[contest]\nname = \"edge\"\nbooths = 1_000\n");
    for (id, votes, of) in candidates {
        text.push_str(&format!("[[candidate]]\nid = \"{id}\"\nname = \"Name {id}\"\nvotes = {votes}\n"));
        if let Some(of) = of {
            text.push_str(&format!("party = \"IND\"\nnamesake_of = \"{of}\"\nname_similarity = 1.0\n"));
        }
    }
    text + more
}

fn model(scenario: &Scenario) -> Model {
    Model::new(scenario, &Evidence::builtin()).unwrap()
}

/// The law must be within 4.5 standard errors of the simulations, and its own error small; which is returned.
fn agrees(text: &str) -> f64 {
    agrees_within(text, 1e-4)
}

/// The same where the law's own error is at most so large.
fn agrees_within(text: &str, most: f64) -> f64 {
    let model = model(&scenario(text, None));
    let exact = law::answer(&model).flip;
    let flips = engine::run(&model, &Plan::new(40_000), &mut |_| true).flips();
    let away = (flips.point - exact.probability).abs() - exact.error;
    assert!(away <= 4.5 * flips.cautious_standard_error, "{} is not {exact:?} in\n{text}", flips.point);
    assert!(exact.error <= most, "{exact:?} in\n{text}");
    exact.error
}

#[test]
fn third_candidates_and_several_principals_have_a_law() {
    let candidates = [("a", 10_000, None), ("b", 9_990, None), ("c", 9_985, None), ("n", 2_000, Some("a"))];
    agrees(&contest("prospective", &candidates, ""));
    assert_eq!(agrees(&contest("retrospective", &candidates, "")), 0.0);
    let both =
        [("a", 10_000, None), ("b", 10_060, None), ("c", 9_985, None), ("n", 200, Some("a")), ("m", 150, Some("b"))];
    agrees(&contest("prospective", &both, ""));
    assert_eq!(agrees(&contest("retrospective", &both, "")), 0.0);
    let third =
        [("a", 10_000, None), ("b", 10_060, None), ("c", 9_985, None), ("n", 200, Some("c")), ("m", 150, Some("a"))];
    assert_eq!(agrees(&contest("retrospective", &third, "[own_support]\ntypical_votes = 20\n")), 0.0);
}

#[test]
fn a_namesake_who_could_come_first_has_a_law() {
    let candidates = [("a", 1_000, None), ("b", 500, None), ("n", 600, Some("a"))];
    let more = "[confusion]\nrate = 0.3\nbooth_cv = 0.0\nsegment_sd = 0.0\n";
    agrees(&contest("prospective", &candidates, more));
    // With a rate of nothing and a long lead nobody is in reach of anybody.
    let text = contest("prospective", &[("a", 600_000, None), ("b", 300_000, None), ("n", 0, Some("a"))], "");
    let text = text.replace("votes = 0\n", "") + "[confusion]\nrate = 0.0\n";
    agrees(&text);
}

#[test]
fn returning_in_part_wide_segments_and_uncertain_votes_have_a_law() {
    let candidates = [("a", 400_000, None), ("b", 401_600, None), ("n", 4_100, Some("a"))];
    let part = "[confusion]\nreturn_share = { mean = 0.9, concentration = 20 }\n[own_support]\ntypical_votes = 50\n";
    agrees(&contest("retrospective", &candidates, part));
    // The votes of a contest to come are as they are meant, whatever share would return of one that is over.
    let meant = [("a", 402_000, None), ("b", 399_600, None), ("n", 5, Some("a"))];
    for share in ["0.55", "{ mean = 0.6, concentration = 9 }"] {
        let half = format!("[confusion]\nrate = 0.018\nreturn_share = {share}\n");
        agrees(&contest("prospective", &meant, &half));
    }
    let wide = "[confusion]\nrate = 0.02\nbooth_cv = 0.0\nsegment_sd = 3.0\n";
    let ahead = [("a", 10_000, None), ("b", 7_000, None), ("n", 5, Some("a"))];
    agrees(&contest("prospective", &ahead, wide));
    let close = [("a", 402_000, None), ("b", 399_600, None), ("n", 5, Some("a"))];
    agrees(&contest("prospective", &close, "[support]\ncontest_sd = 0.01\n"));
}

#[test]
fn namesakes_whose_totals_contradict_each_other_have_a_law() {
    // One of a's namesakes polled a few votes and another hundreds: at such rates the first total says that hardly anybody was
    // exposed, and the second would have been held by nearly everybody.
    let contest = |few, many, confusion: &str| {
        let candidates = [
            ("a", 20_000, None),
            ("b", 19_200, None),
            ("n1", few, Some("a")),
            ("n2", many, Some("a")),
            ("m", 1_100, Some("b")),
        ];
        contest("retrospective", &candidates, &format!("[confusion]\n{confusion}\n[own_support]\ntypical_votes = 30\n"))
    };
    agrees(&contest(3, 500, "rate = 0.03\nsegment_sd = 0.2"));
    agrees(&contest(10, 900, "rate = 0.05\nsegment_sd = 0.5"));
    // Points stand for the exposure here.
    agrees_within(&contest(4, 600, "rate = { low = 0.06, high = 0.45 }\nsegment_sd = 0.5"), 5e-4);
}

#[test]
fn where_nobody_is_confused_nothing_flips() {
    for candidates in [
        [("a", 400_000, None), ("b", 402_000, None), ("o", 50_000, None), ("n", 20_000, Some("a"))],
        [("a", 144_355, None), ("b", 144_353, None), ("m", 1, Some("b")), ("n", 50, Some("a"))],
    ] {
        let text =
            contest("retrospective", &candidates, "[confusion]\nrate = 0.0\n[own_support]\ntypical_votes = 900\n");
        let model = model(&scenario(&text, None));
        let answer = law::answer(&model);
        let summary = engine::run(&model, &Plan::new(2_000), &mut |_| true);
        assert_eq!((answer.flip.probability, answer.flip.error, summary.flips), (0.0, 0.0, 0), "{candidates:?}");
    }
}

#[test]
fn a_fixed_rate_looking_back_varies_as_its_booths_do() {
    let candidates = [("a", 422_000, None), ("b", 423_500, None), ("n", 9_000, Some("a"))];
    let spread = |more: &str| {
        let text = contest(
            "retrospective",
            &candidates,
            &format!("[confusion]\nrate = 0.0025\n{more}[own_support]\ntypical_votes = 9_000\n"),
        );
        engine::run(&model(&scenario(&text, None)), &Plan::new(8_192), &mut |_| true).groups[0].all.sd()
    };
    // 1,058 votes: 33 by chance alone, and a fifth of them where one segment varies by 0.2.
    let (alone, varied) = (spread("segment_sd = 0.0\nbooth_cv = 0.0\n"), spread(""));
    assert!((25.0..45.0).contains(&alone) && (150.0..300.0).contains(&varied), "{alone} and {varied}");
}

#[test]
fn counted_booths_of_a_contest_to_come_count_nobody_twice() {
    let (text, table) = race(&[vec![500, 500]], 600, "rate = 0.0", 300);
    let text = format!("{text}[support]\ncontest_sd = 0.001\n");
    let scenario = scenario(&text, Some(table));
    let model = model(&scenario);
    let mut scratch = Scratch::new(&model);
    engine::draw(&model, &engine::neighbours(3), &mut scratch, &mut |scratch, count| {
        for draw in &scratch.draws[..count] {
            assert_eq!(draw.recorded.iter().sum::<i64>(), model.known.iter().sum::<i64>() + 300);
            assert_eq!(draw.recorded[2], 300);
        }
    });
}

#[test]
fn uncertain_votes_prove_nothing() {
    for (lead, headline) in [(0, Headline::Level), (500, Headline::BehindAsStated)] {
        let candidates = [("a", 40_000, None), ("b", 40_000 + lead, None), ("n", 50, Some("a"))];
        for language in Language::ALL {
            let text = contest("prospective", &candidates, "[confusion]\nrate = 0.01\n[support]\ncontest_sd = 0.05\n");
            let outcome = Study::new("t", scenario(&text, None), Evidence::builtin()).run(&Plan::new(2_000)).unwrap();
            let report = Report::new(&outcome, Wording::usual(language));
            let flip = &report.numbers.flip;
            assert!(flip.exact > 0.03 && !flip.proved, "{flip:?}");
            let bound = &report.numbers.bounds[0];
            assert_eq!((bound.verdict, bound.flip.as_ref().map(|flip| flip.proved)), ("possible", Some(false)));
            assert_eq!(report.verdict.headline, headline);
            // The votes as stated, and in how many simulations they are so.
            assert_eq!(report.verdict.because.len(), 2, "{:?}", report.verdict.because);
        }
        // What is stated for certain is decided by arithmetic, where the namesake cannot come first either.
        if lead == 0 {
            continue;
        }
        let certain = scenario(&contest("prospective", &candidates, "[confusion]\nrate = 0.01\n"), None);
        let outcome = Study::new("t", certain, Evidence::builtin()).run(&Plan::new(200)).unwrap();
        let numbers = Report::new(&outcome, Wording::default()).numbers;
        assert_eq!((numbers.bounds[0].verdict, numbers.flip.proved, numbers.flip.exact), ("not_applicable", true, 0.0));
    }
}

#[test]
fn nothing_printed_exceeds_what_was_polled() {
    let text = contest(
        "retrospective",
        &[("a", 100_000, None), ("b", 109_849, None), ("n", 9_849, Some("a"))],
        "[confusion]\nrate = 0.3\n[own_support]\ntypical_votes = 5\n",
    );
    let plan = Plan { until: Some(1e-6), ..Plan::new(2_000) };
    let outcome = Study::new("t", scenario(&text, None), Evidence::builtin()).run(&plan).unwrap();
    let report = Report::new(&outcome, Wording::default());
    assert!(outcome.summary.groups[0].all.quantile(1.0) <= 9_849);
    assert!(report.numbers.counterfactual_margin.p95 <= 0, "{:?}", report.numbers.counterfactual_margin);
    assert_eq!((report.numbers.bounds[0].verdict, report.numbers.flip.proved), ("tie_at_most", true));
    let said = |part: &str| report.numbers.warnings.iter().any(|warning| warning.contains(part));
    assert!(said("The rate cannot be") && said("is stated in the scenario") && said("was not reached"));
}

#[test]
fn booth_quantiles_reach_as_far_as_the_booths() {
    // A namesake with more votes in a booth than their principal.
    let (text, table) =
        count(&[vec![500, 500]], &[1_250, 1_250], 1_000, "[confusion]\nrate = { low = 0.5, high = 0.9 }");
    let model = model(&scenario(&text, Some(table)));
    let summary = engine::run(&model, &Plan::new(1_000), &mut |_| true);
    let seat = summary.groups[0].all.mean();
    let booths = law::booth_laws(&model, model.focus());
    let sum: f64 = booths.iter().map(|booth| booth.mean).sum();
    assert!((sum / seat - 1.0).abs() < 0.05, "{sum} is not {seat}");
    for booth in booths {
        let (low, high) = (booth.quantile(0.05) as f64, booth.quantile(0.95) as f64);
        assert!(low <= booth.mean * 1.05 && high >= booth.mean * 0.95, "{low} {} {high}", booth.mean);
    }
}

#[test]
fn what_cannot_be_asked_is_refused_in_words() {
    let refused = |text: &str| match reading::parse(&Sources::new("t", text)).and_then(|file| file.build(None)) {
        Ok(_) => panic!("valid:\n{text}"),
        Err(problems) => problems.iter().map(|problem| problem.what.as_str()).collect::<Vec<_>>().join("\n"),
    };
    let level = contest("retrospective", &[("a", 1_000, None), ("b", 900, None), ("n", 1_000, Some("a"))], "");
    assert!(refused(&level).contains("as many votes as anybody"));
    let postal = contest(
        "retrospective",
        &[("a", 900, None), ("b", 1_000, None), ("n", 10, Some("a"))],
        "[[segment]]\nid = \"postal\"\n",
    );
    assert!(refused(&postal).contains("is no id"));
    let many =
        contest("retrospective", &[("a", 4_000_000, None), ("b", 5_000_000, None), ("n", 1_000_001, Some("a"))], "");
    assert!(refused(&many).contains("this program takes for a namesake"));
}

#[test]
fn a_contest_without_namesakes_has_a_model_of_its_explanations_alone() {
    let text = contest(
        "retrospective",
        &[("a", 900, None), ("b", 1_000, None)],
        "[[explanation]]\nname = \"split\"\n[[explanation.flow]]\nfrom = \"b\"\nto = \"a\"\nshare = 0.1\n",
    );
    let model = Model::new(&scenario(&text, None), &Evidence::builtin()).unwrap();
    assert_eq!((model.focus().principal, model.focus().rival, model.focus().namesakes.len()), (0, 1, 0));
    let summary = engine::run(&model, &Plan::new(100), &mut |_| true);
    assert_eq!((summary.draws, summary.flips), (100, 0));
}
