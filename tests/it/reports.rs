//! What people read: the words and numbers of a few runs, as reviewed snapshots.

use crate::contests::scenario;
use humnaam::evidence::Evidence;
use humnaam::format::Grouping;
use humnaam::render;
use humnaam::render::chart::Theme;
use humnaam::report::Report;
use humnaam::study::{Plan, Study};
use humnaam::wording::{Language, Wording};

/// The report of a shipped scenario over a few simulations.
fn report(stem: &str, draws: u64, wording: Wording) -> Report {
    let path = format!("{}/scenarios/{stem}.toml", env!("CARGO_MANIFEST_DIR"));
    let mut scenario = scenario(&std::fs::read_to_string(path).unwrap(), None);
    scenario.simulation.draws = draws;
    Report::new(&Study::new(stem, scenario, Evidence::builtin()).run(&Plan::default()).unwrap(), wording)
}

fn text(stem: &str) -> String {
    text_in(stem, Wording::default())
}

fn text_in(stem: &str, wording: Wording) -> String {
    let mut out = Vec::new();
    render::text::write(&report(stem, 2_000, wording), render::text::Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_verdict_on_kanpur_in_hindi() {
    let text = text_in("kanpur-2024", Wording::usual(Language::Hindi));
    // What it rests on names its English sources; the answer above it is Hindi.
    insta::assert_snapshot!(text.split("\n  confusion.rate of").next().unwrap());
}

#[test]
fn a_possible_flip_and_a_contest_to_come_in_hindi() {
    for stem in ["kannur-2014", "mahasamund-2014", "close-race-photos"] {
        let text = text_in(stem, Wording::usual(Language::Hindi));
        insta::assert_snapshot!(format!("{stem}-hi"), text.split("\n  confusion.rate").next().unwrap());
    }
}

#[test]
fn indian_grouping_is_an_option_of_every_language() {
    let wording = Wording { language: Language::English, grouping: Grouping::Indian };
    assert!(text_in("mathura-2014", wording).contains("3,30,743"));
    assert!(text("mathura-2014").contains("330,743"));
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
    render::json::write(&report("raigad-2014", 2_000, Wording::default()).numbers, &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn every_picture_states_a_finding_and_carries_its_data() {
    for stem in ["kanpur-2024", "kannur-2014", "mahasamund-2014", "close-race-photos", "kyiv-223-2013"] {
        let figures = report(stem, 500, Wording::default()).figures;
        let stems: Vec<&str> = figures.iter().map(|figure| figure.stem.as_str()).collect();
        let mut expected = vec!["margin", "diverted", "segments", "dots"];
        // No rate turns a seat that was won.
        if stem != "mahasamund-2014" {
            expected.push("break-even");
        }
        // A contest to come has no votes that teach.
        if stem != "close-race-photos" {
            expected.push("prior-posterior");
        }
        expected.push("convergence");
        if stem == "kanpur-2024" {
            expected.extend(["claims", "explanations"]);
        }
        assert_eq!(stems, expected, "{stem}");
        for figure in figures {
            assert!(!figure.title.is_empty() && !figure.alt.is_empty(), "{stem} {}", figure.stem);
            assert!(!figure.data.rows().is_empty(), "{stem} {}", figure.stem);
            let svg = render::chart::svg(&figure, Theme::Light);
            assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>") && !svg.contains("NaN"), "{stem}");
        }
    }
}

#[test]
fn one_simulation_is_enough_for_a_report() {
    for stem in ["kanpur-2024", "close-race-photos"] {
        let report = report(stem, 1, Wording::default());
        for figure in &report.figures {
            assert!(
                render::chart::png(figure, Theme::Light).unwrap().starts_with(b"\x89PNG"),
                "{stem} {}",
                figure.stem
            );
        }
    }
}
