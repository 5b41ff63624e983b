//! Sobol' points and importance sampling against the exact law, and against plain draws for what they cost.

use crate::contests::{count, exact, race, scenario};
use humnaam::engine::{self, Plan};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::stats::Estimate;

fn model(mut text: String, table: humnaam::returns::BoothTable, method: &str, seed: u64) -> Model {
    text.push_str(&format!("[simulation]\nmethod = \"{method}\"\nseed = {seed}\n"));
    Model::new(&scenario(&text, Some(table)), &Evidence::builtin()).unwrap()
}

/// A contest to come of 40 booths in four segments, and one of recorded votes.
fn ahead(lead: i64, confusion: &str, method: &str, seed: u64) -> Model {
    let sizes: Vec<Vec<u32>> = (0..4).map(|s| (0..10).map(|b| 120 + 30 * s + 7 * b).collect()).collect();
    let (text, table) = race(&sizes, lead, confusion, 0);
    model(text, table, method, seed)
}

fn back(margin: u64, method: &str, seed: u64) -> Model {
    let (text, table) = count(&[vec![300; 20], vec![500; 20]], &[8; 40], 0, "");
    // 16,000 votes of their own and 320 of the namesake's: the winner's lead is set beneath that.
    let text = text.replace("votes = 16320", &format!("votes = {}", 16_000 + margin));
    model(text, table, method, seed)
}

fn run(model: &Model, draws: u64) -> Estimate {
    engine::run(model, &Plan::new(draws), &mut |_| true).flips()
}

/// How many of 50 seeded runs lie within four standard errors of the law.
fn within(make: impl Fn(u64) -> Model, draws: u64) -> usize {
    let exact = exact(&make(0));
    let near = |seed| {
        let estimate = run(&make(seed), draws);
        // Where the weights were not believed, the plain half's own error stands, and it may have seen none.
        let error = if estimate.effective_hits.is_some() && !estimate.weighted {
            estimate.cautious_standard_error
        } else {
            estimate.standard_error
        };
        (estimate.point - exact).abs() <= 4.0 * error
    };
    (0..50).filter(|&seed| near(seed)).count()
}

#[test]
fn sobol_runs_agree_with_the_law() {
    // Two contests to come, whose rate and segments are drawn, one with booths that do not vary, and
    // one of recorded votes: 200 runs in all.
    let hits = within(|seed| ahead(60, "", "sobol", seed), 4_096)
        + within(|seed| ahead(150, "rate = { median = 0.02, p95 = 0.05 }\nbooth_cv = 0.0", "sobol", seed), 4_096)
        + within(|seed| ahead(400, "rate = { low = 0.02, high = 0.06 }", "sobol", seed), 4_096)
        + within(|seed| back(40, "sobol", seed), 4_096);
    assert!(hits >= 196, "{hits} of 200");
}

#[test]
fn importance_runs_agree_with_the_law() {
    let hits = within(|seed| ahead(900, "", "importance", seed), 8_192)
        + within(|seed| ahead(600, "rate = { median = 0.01, p95 = 0.02 }", "importance", seed), 8_192)
        + within(|seed| ahead(500, "rate = { median = 0.02, p95 = 0.03 }\nbooth_cv = 0.3", "importance", seed), 8_192)
        // Nothing is shifted of a contest that is over; its draws are plain.
        + within(|seed| back(40, "importance", seed), 8_192);
    assert!(hits >= 196, "{hits} of 200");
}

#[test]
fn importance_sampling_finds_what_plain_draws_miss() {
    // One flip in three million: 16,384 plain draws see none and can say no more than 3/N.
    let make = |method| ahead(700, "rate = { median = 0.01, p95 = 0.02 }", method, 5);
    let exact = exact(&make("plain"));
    assert!(exact > 1e-7 && exact < 1e-6, "{exact}");
    let (plain, shifted) = (run(&make("plain"), 16_384), run(&make("importance"), 16_384));
    assert!(plain.hits <= 1);
    assert!((shifted.point / exact - 1.0).abs() < 0.2, "{} is not {exact}", shifted.point);
    // The error plain draws of the same number would have, against the one there is.
    let independent = (exact * (1.0 - exact) / 16_384.0).sqrt();
    assert!(shifted.standard_error < 0.01 * independent, "{} against {independent}", shifted.standard_error);
    assert!(shifted.effective_hits.unwrap() > 100.0, "{:?}", shifted.effective_hits);
}

#[test]
fn a_shift_that_finds_nothing_is_not_believed() {
    // Where booths and segments alone decide, nothing is shifted: the plain half is the estimate, and its
    // interval holds the truth.
    let make = |seed| ahead(640, "rate = 0.04\nsegment_sd = 0.3", "importance", seed);
    let exact = exact(&make(0));
    for seed in 0..20 {
        let estimate = run(&make(seed), 4_096);
        assert!(!estimate.weighted && estimate.draws == 2_048);
        let error = estimate.cautious_standard_error;
        assert!((estimate.point - exact).abs() <= 4.0 * error, "{estimate:?} and {exact}");
    }
}

#[test]
fn sobol_points_need_fewer_draws() {
    let errors = |method| {
        let of = |seed| run(&ahead(60, "", method, seed), 8_192);
        let exact = exact(&ahead(60, "", method, 0));
        (0..20).map(|seed| (of(seed).point - exact).powi(2)).sum::<f64>()
    };
    let (plain, sobol) = (errors("plain"), errors("sobol"));
    assert!(sobol < 0.4 * plain, "{sobol} against {plain}");
}

#[test]
fn a_run_until_it_is_sure_uses_the_error_of_its_method() {
    let goal = 0.002;
    for (method, lead) in [("plain", 60), ("sobol", 60), ("importance", 60)] {
        let model = ahead(lead, "", method, 3);
        let summary = engine::run(&model, &Plan { until: Some(goal), ..Plan::new(2_000_000) }, &mut |_| true);
        assert!(summary.flips().cautious_standard_error <= goal && summary.simulations() < 2_000_000, "{method}");
        let exact = exact(&model);
        assert!((summary.flips().point - exact).abs() < 4.0 * goal, "{method}");
    }
    let draws = |method| {
        let model = ahead(60, "", method, 3);
        engine::run(&model, &Plan { until: Some(goal), ..Plan::new(2_000_000) }, &mut |_| true).simulations()
    };
    assert!(draws("sobol") < draws("plain"));
}

#[test]
fn everything_but_the_flips_is_of_the_plain_draws() {
    // Shifted draws must not leak into what is said of votes: means agree with a plain run's.
    let spread = |method| {
        let model = ahead(900, "", method, 8);
        let summary = engine::run(&model, &Plan::new(20_000), &mut |_| true);
        (summary.draws, summary.groups[0].all.mean(), summary.groups[0].all.sd() / (summary.draws as f64).sqrt())
    };
    let ((_, plain, error), (draws, half, error_of_half)) = (spread("plain"), spread("importance"));
    // Eights alternate, and the last eights of a run need not be whole.
    assert!(draws.abs_diff(10_000) <= 8);
    assert!((plain - half).abs() < 4.0 * error.hypot(error_of_half), "{plain} and {half}");
}

#[test]
fn one_draw_and_nothing_uncertain_are_sound() {
    for method in ["plain", "sobol", "importance"] {
        for draws in [1, 7, 33] {
            let summary = engine::run(&ahead(60, "", method, 1), &Plan::new(draws), &mut |_| true);
            let estimate = summary.flips();
            assert_eq!(summary.simulations(), draws);
            assert!(estimate.interval.low <= estimate.point && estimate.interval.high <= 1.0);
        }
        // A fixed rate with no effect that booths share: nothing to shift, and no NaN.
        let estimate = run(&ahead(300, "rate = 0.04\nsegment_sd = 0.0", method, 1), 2_000);
        assert!(estimate.point.is_finite() && estimate.standard_error.is_finite(), "{method}: {estimate:?}");
    }
}
