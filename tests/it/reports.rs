//! What people read: the words and numbers of a few runs, as reviewed snapshots.

use crate::contests::scenario;
use humnaam::engine::{self, Plan, law};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::render;
use humnaam::report::{Report, Study};

/// The report of a shipped scenario over a few simulations.
fn report(stem: &str, draws: u64) -> Report {
    let path = format!("{}/scenarios/{stem}.toml", env!("CARGO_MANIFEST_DIR"));
    let scenario = scenario(&std::fs::read_to_string(path).unwrap(), None);
    let evidence = Evidence::builtin();
    let model = Model::new(&scenario, &evidence).unwrap();
    let summary = engine::run(&model, &Plan::new(draws), &mut |_| true);
    let exact = law::flip_probability(&model);
    Report::new(&Study {
        inference: &humnaam::inference::Inference::default(),
        scenario: &scenario,
        evidence: &evidence,
        model: &model,
        summary: &summary,
        exact,
        until: None,
    })
}

fn text(stem: &str) -> String {
    let mut out = Vec::new();
    render::text::write(&report(stem, 2_000), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_verdict_on_kanpur_comes_first() {
    insta::assert_snapshot!(text("kanpur-2024"));
}

#[test]
fn a_possible_flip_is_not_called_proof() {
    insta::assert_snapshot!(text("kannur-2014"));
}

#[test]
fn a_seat_that_was_won_has_no_question() {
    insta::assert_snapshot!(text("mahasamund-2014"));
}

#[test]
fn a_contest_to_come_is_at_risk() {
    insta::assert_snapshot!(text("close-race-photos"));
}

#[test]
fn the_numbers_keep_their_names() {
    let mut out = Vec::new();
    render::json::write(&report("raigad-2014", 2_000).numbers, &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn every_picture_states_a_finding_and_carries_its_data() {
    for stem in ["kanpur-2024", "kannur-2014", "mahasamund-2014", "close-race-photos", "kyiv-223-2013"] {
        let figures = report(stem, 500).figures;
        let stems: Vec<&str> = figures.iter().map(|figure| figure.stem.as_str()).collect();
        assert_eq!(stems, ["margin", "diverted", "segments", "convergence"], "{stem}");
        for figure in figures {
            assert!(!figure.title.is_empty() && !figure.alt.is_empty(), "{stem} {}", figure.stem);
            assert!(!figure.data.rows().is_empty(), "{stem} {}", figure.stem);
            let svg = render::chart::svg(&figure);
            assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>") && !svg.contains("NaN"), "{stem}");
        }
    }
}

#[test]
fn one_simulation_is_enough_for_a_report() {
    for stem in ["kanpur-2024", "close-race-photos"] {
        let report = report(stem, 1);
        for figure in &report.figures {
            assert!(render::chart::png(figure).unwrap().starts_with(b"\x89PNG"), "{stem} {}", figure.stem);
        }
    }
}
