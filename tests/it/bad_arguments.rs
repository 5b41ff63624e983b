//! Arguments that ask for what cannot be.

use crate::command::{Desk, SMALL, heads};

fn set(value: &str, code: i32) -> String {
    Desk::with(SMALL).refused(code, &["check", "a.toml", "--set", value])
}

#[test]
fn settings_of_keys_that_are_not_there() {
    insta::assert_snapshot!(set("confusion.rat=0.1", 65), @r#"
    --set confusion.rat=0.1:1:1: error: [confusion] has no key "rat"
      |
    1 | confusion.rat=0.1
      | ^^^^^^^^^^^^^
    help: did you mean "rate"?
    "#);
    insta::assert_snapshot!(set("candidate.ahsa.votes=1", 65), @r#"
    --set candidate.ahsa.votes=1:1:1: error: candidate.ahsa.votes leads nowhere
      |
    1 | candidate.ahsa.votes=1
      | ^^^^^^^^^^^^^^^^^^^^
    help: no [[candidate]] has the id "ahsa": did you mean "asha"?
    "#);
    assert!(set("candidate.asha.vots=1", 65).contains("help: did you mean \"votes\"?"));
    assert!(set("candidate.votes=1", 65).contains("help: write candidate.ID.votes with the id of one [[candidate]]"));
    assert!(set("title.x=1", 65).contains("help: title is a string: write title=VALUE"));
    assert!(set("zzz.yyy=1", 65).contains("the scenario has no key \"zzz\""));
}

#[test]
fn settings_that_set_nothing() {
    assert_eq!(set("nonsense", 2), "error: \"nonsense\" sets nothing: write PATH=VALUE, such as confusion.rate=0.01\n");
    for path in ["=1", "a..b=1", ".=1"] {
        assert!(set(path, 2).contains("is no path: write table.key, such as confusion.rate"));
    }
}

#[test]
fn a_setting_holds_one_value() {
    let errors = set("confusion.rate=0.01\nseed=2", 65);
    assert_eq!(heads(&errors), ["--set confusion.rate=0.01\u{fffd}seed=2:1:16: error: rate is a string"]);
    let errors = set("title=\"a\u{202e}b\"", 65);
    assert!(errors.contains("title holds the invisible character U+202E"), "{errors}");
    // A text may be typed without quotation marks.
    let ended = Desk::with(SMALL).run(&["check", "a.toml", "--set", "contest.name=Another seat"]);
    assert!(ended.out.contains("Another seat"), "{ended:?}");
}

#[test]
fn a_setting_is_the_place_of_its_problem() {
    let head = "--set contest.electors=2_000:1:18: error: 2050 votes were polled, but there are only 2000 electors";
    assert_eq!(heads(&set("contest.electors=2_000", 65)), [head]);
    assert_eq!(heads(&set("simulation.draws=1e12", 65)), ["--set simulation.draws=1e12:1:18: error: draws is a float"]);
}

#[test]
fn numbers_that_no_option_takes() {
    for (option, value) in [
        ("--draws", "0"),
        ("--draws", "1_000_000_000_000"),
        ("--draws", "1e12"),
        ("--draws", "-5"),
        ("--draws", "many"),
        ("--seed", "-1"),
        ("--seed", "9_223_372_036_854_775_808"),
        ("--threads", "0"),
        ("--threads", "70000"),
        ("--until", "0"),
        ("--until", "nan"),
        ("--until", "-1"),
        ("--format", "xml"),
    ] {
        let errors = Desk::with(SMALL).refused(2, &["run", "a.toml", &format!("{option}={value}")]);
        assert!(errors.contains(&format!("invalid value '{value}' for '{option} ")), "{errors}");
    }
    let errors = Desk::with(SMALL).refused(2, &["run", "a.toml", "--seed", "-1"]);
    assert!(errors.contains("write a whole number from 0 to"), "{errors}");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_says_how_to_get_it() {
    for arguments in [
        &["run", "a.toml", "--draws-file", "--format", "parquet"][..],
        &["sweep", "a.toml", "--vary", "confusion.rate=0..0.1/3", "--format", "parquet"],
    ] {
        let errors = Desk::with(SMALL).refused(2, arguments);
        let said = "error: this build cannot write Parquet\nhelp: use --format csv, or build it with cargo install --path . --features parquet\n";
        assert_eq!(errors, said);
    }
}

/// A command offers the formats it has, and no other is taken.
#[test]
fn formats_that_a_command_has_not() {
    for (arguments, formats) in [
        (&["claim", "a.toml", "--format", "parquet"][..], "text, json, csv, ndjson]"),
        (&["scan", "a.csv", "--format", "parquet"], "text, json, csv, ndjson]"),
        (&["similarity", "A", "B", "--format", "csv"], "text, json]"),
    ] {
        let errors = Desk::with(SMALL).refused(2, arguments);
        assert!(errors.contains("invalid value") && errors.contains(formats), "{errors}");
    }
}

#[test]
fn two_scenarios_of_one_name() {
    let desk = Desk::with(SMALL);
    desk.put("b/a.toml", SMALL);
    let errors = desk.refused(2, &["run", "a.toml", "b/a.toml"]);
    assert_eq!(errors, "error: two scenarios would both write results/a: rename one\n");
}

#[test]
fn words_that_are_no_command() {
    for arguments in
        [&["rnu"][..], &["run"], &["check"], &["verify"], &["completions", "zzz"], &["run", "a.toml", "--zzz"]]
    {
        Desk::with(SMALL).refused(2, arguments);
    }
}
