//! Mathura 2014 from the raw files to the report: two Hema Malinis in five segments.

#![expect(clippy::print_stdout, reason = "the figures are for people to read, and stand in docs/validation.md")]

use crate::command::Desk;
use crate::shared_data::shared;
use serde_json::Value;

fn shipped() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/mathura-2014.toml");
    std::fs::read_to_string(path).unwrap()
}

fn raw_files() -> Option<Vec<String>> {
    let folder = shared("booths/mathura-2014")?;
    Some((81..=85).map(|segment| folder.join(format!("ac0{segment}.csv")).display().to_string()).collect())
}

fn number(value: &Value, path: &[&str]) -> f64 {
    path.iter().fold(value, |value, key| &value[*key]).as_f64().unwrap_or_else(|| panic!("{path:?} in {value}"))
}

#[test]
fn without_its_booth_file_it_says_what_is_missing() {
    let desk = Desk::new();
    desk.put("mathura-2014.toml", shipped());
    let errors = desk.refused(66, &["run", "mathura-2014.toml"]);
    assert!(errors.contains("mathura-2014-booths.csv cannot be read: No such file"), "{errors}");
    assert!(errors.contains("booth_file = \"mathura-2014-booths.csv\""), "{errors}");
}

#[test]
fn it_imports_and_its_slope_and_diverted_votes_are_known() {
    let Some(files) = raw_files() else { return };
    let desk = Desk::new();
    desk.put("mathura-2014.toml", shipped());
    let mut arguments = vec!["import"];
    arguments.extend(files.iter().map(String::as_str));
    arguments.extend(["--out", "mathura-2014-booths.csv"]);
    let imported = desk.run(&arguments);
    assert_eq!((imported.code, imported.err.as_str()), (Some(0), ""));
    assert!(imported.out.contains("5 files, 5 segments, 1730 booths, 1074402 votes in booths"), "{}", imported.out);
    assert!(imported.out.contains("1730 of 1730 rows add up to the totals they state."));
    let ran = desk.run(&["run", "mathura-2014.toml", "--draws", "4000", "--no-charts", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let summary: Value = serde_json::from_str(&ran.out).unwrap();
    let found = &summary["placebo"][0];
    let slope = 100.0 * number(found, &["slope", "slope"]);
    let diverted = |key: &str| number(&summary, &["diverted", "hema_malini_20", key]);
    println!(
        "slope {slope:.2} points; diverted {} ({} to {}), mean {:.0}; nobody confused {:.4}; Pareto k {:.2}",
        diverted("p50"),
        diverted("p05"),
        diverted("p95"),
        diverted("mean"),
        number(found, &["nobody_confused", "after"]),
        number(found, &["pareto_k"])
    );
    assert!((1.2..=1.6).contains(&slope), "{slope}");
    assert!(number(found, &["slope_on_rival", "slope"]) < 0.0);
    assert_eq!(found["shows_confusion"], true);
    assert!(number(found, &["no_vote_diverted"]) < 0.025 && number(found, &["placebo_rank"]) <= 0.1);
    // The Markov chains of tests/oracle/booths.py say 8,583, and 6,672 to 9,321 in nine of ten; 60 more are postal.
    assert!((diverted("p50") - 8_583.0).abs() < 200.0, "{}", diverted("p50"));
    assert!((diverted("p05") - 6_672.0).abs() < 600.0, "{}", diverted("p05"));
    // About 8,000 of 10,098: 8,033 is 1.40 points of 572,816 votes.
    assert!((7_000.0..9_000.0).contains(&diverted("mean")), "{}", diverted("mean"));
    assert!(diverted("p05") > 5_000.0 && diverted("p05") < 8_033.0 && diverted("p95") > 8_033.0, "{}", diverted("p05"));
    assert!(diverted("p95") < 10_098.0);
    let placebos = found["placebos"].as_array().unwrap();
    assert_eq!(placebos.len(), 16);
    for segment in found["segments"].as_array().unwrap() {
        let share = 100.0 * number(segment, &["share_of_both"]);
        assert!((1.4..=2.3).contains(&share), "{segment}");
    }
    // The exact law is made of the same cases by other means, and must agree.
    assert_eq!(summary["flip"]["exact"].as_f64(), Some(0.0));
}

#[test]
fn raw_files_named_in_the_scenario_give_the_same_booths() {
    let Some(files) = raw_files() else { return };
    let desk = Desk::new();
    let named: Vec<String> = files.iter().map(|file| format!("\"{file}\"")).collect();
    let text = shipped().replace("booth_file = \"mathura-2014-booths.csv\"\n", "")
        + &format!("\n[returns]\nfiles = [{}]\n", named.join(", "));
    desk.put("raw.toml", &text);
    let checked = desk.run(&["check", "raw.toml"]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(0), ""));
    // A number on the ballot is a column's name as well; a name that two share is none.
    let with = |column: &str| {
        let id = "id = \"hema_malini_20\"\n";
        desk.put("raw.toml", text.replace(id, &format!("id = \"second\"\n{column}")));
        desk.run(&["check", "raw.toml"])
    };
    assert_eq!(with("column = \"20 - HEMA MALINI\"\n").code, Some(0));
    assert_eq!(with("column = \"20\"\n").code, Some(0));
    let refused = with("column = \"HEMA MALINI\"\n");
    assert_eq!(refused.code, Some(65));
    assert!(refused.err.contains("no single column of the returns is \"HEMA MALINI\""), "{}", refused.err);
    let missing = with("");
    assert!(
        missing.err.contains("\"20 - HEMA MALINI\" of the returns belongs to no candidate here"),
        "{}",
        missing.err
    );
}
