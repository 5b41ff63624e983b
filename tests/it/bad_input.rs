//! Scenarios that say what cannot be: every one is refused with the place and the cure.

use crate::command::{Desk, SMALL, heads, small_with, wrong};

#[test]
fn the_base_scenario_is_valid() {
    let ended = Desk::with(SMALL).run(&["check", "a.toml"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    assert_eq!(ended.out, "a.toml: valid; Seat, 3 candidates, 1 namesake\n");
}

#[test]
fn shares_that_do_not_add_up() {
    let text = small_with("typical_votes = 20", "goes_to = { principal = 0.5, home = 0.2 }");
    let errors = wrong(&text, "a.toml:27:11: error: the shares of goes_to add up to 0.7");
    insta::assert_snapshot!(errors, @r"
    a.toml:27:11: error: the shares of goes_to add up to 0.7
       |
    27 | goes_to = { principal = 0.5, home = 0.2 }
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    help: make them add up to 1
    ");
}

#[test]
fn a_namesake_of_nobody() {
    let errors =
        wrong(&small_with("of = \"asha\"", "of = \"ahsa\""), "a.toml:24:15: error: no candidate has the id \"ahsa\"");
    insta::assert_snapshot!(errors, @r#"
    a.toml:24:15: error: no candidate has the id "ahsa"
       |
    24 | namesake_of = "ahsa"
       |               ^^^^^^
    help: did you mean "asha"?
    "#);
}

#[test]
fn a_namesake_of_himself() {
    let text = small_with("of = \"asha\"", "of = \"asha2\"");
    wrong(&text, "a.toml:24:15: error: Asha Rao (asha2) cannot be a namesake of the same candidate");
}

#[test]
fn two_namesakes_of_each_other() {
    let text = small_with("votes = 900", "votes = 900\nnamesake_of = \"asha2\"");
    let errors = wrong(
        &text,
        "a.toml:13:15: error: Asha Rao (asha), Asha Rao (asha2) are namesakes of each other, and nobody is the principal",
    );
    assert!(errors.contains("help: remove namesake_of from the one whose name it is"), "{errors}");
}

#[test]
fn three_namesakes_in_a_ring() {
    let text = small_with("of = \"asha\"", "of = \"bimal\"")
        .replace("votes = 900", "votes = 900\nnamesake_of = \"asha2\"")
        .replace("votes = 1_000", "votes = 1_000\nnamesake_of = \"asha\"");
    let errors = Desk::with(&text).refused(65, &["check", "a.toml"]);
    assert_eq!(
        heads(&errors),
        [
            "a.toml:13:15: error: Asha Rao (asha), Asha Rao (asha2), Bimal Sen (bimal) are namesakes of each other, and nobody is the principal"
        ]
    );
}

#[test]
fn a_namesake_of_a_namesake() {
    let text = small_with(
        "[own_support]",
        "[[candidate]]\nid = \"third\"\nname = \"C\"\nvotes = 5\nnamesake_of = \"asha2\"\n\n[own_support]",
    );
    wrong(
        &text,
        "a.toml:30:15: error: Asha Rao (asha2) is a namesake too, so nobody can be a namesake of that candidate",
    );
}

#[test]
fn nobody_is_a_namesake() {
    wrong(&small_with("namesake_of = \"asha\"\n", ""), "a.toml:4:1: error: no candidate is anybody's namesake");
}

#[test]
fn votes_above_the_electors() {
    let head = "a.toml:6:12: error: 2050 votes were polled, but there are only 2000 electors";
    wrong(&small_with("5_000", "2_000"), head);
}

#[test]
fn segment_votes_above_those_of_the_contest() {
    let text = format!("{SMALL}[[segment]]\nid = \"s\"\nvotes = {{ asha = 901 }}\n");
    wrong(&text, "a.toml:33:18: error: Asha Rao has 901 votes in the segments but 900 votes in the contest");
}

#[test]
fn segment_votes_of_nobody() {
    let text = format!("{SMALL}[[segment]]\nid = \"s\"\nvotes = {{ asah = 1 }}\n");
    let errors = wrong(&text, "a.toml:33:11: error: no candidate has the id \"asah\"");
    assert!(errors.contains("help: did you mean \"asha\"?"));
}

#[test]
fn booths_that_cannot_be() {
    wrong(&small_with("booths = 4", "booths = 0"), "a.toml:7:10: error: a contest has at least one booth");
    let head = "a.toml:7:10: error: 1000000000 booths are more than the 2000000 this program takes";
    wrong(&small_with("booths = 4", "booths = 1_000_000_000"), head);
    let mut text = small_with("booths = 4\n", "");
    for segment in 0..100 {
        text += &format!("[[segment]]\nid = \"s{segment}\"\nbooths = 2_000_000\n");
    }
    wrong(&text, "a.toml:329:10: error: the segments have 200000000 booths together");
}

#[test]
fn a_variation_the_rate_cannot_carry() {
    let text = small_with("retrospective", "prospective") + "[confusion]\nrate = 0.8\nbooth_cv = 2.0\n";
    let errors = wrong(&text, "a.toml:33:12: error: a rate of 0.8 cannot vary between booths with booth_cv = 2");
    assert!(errors.contains("help: the largest booth_cv it carries is just below 0.5000"), "{errors}");
}

#[test]
fn votes_that_are_no_votes() {
    for (votes, what) in [
        ("nan", "votes is a float"),
        ("inf", "votes is a float"),
        ("-inf", "votes is a float"),
        ("1e3", "votes is a float"),
        ("-5", "votes = -5 is negative"),
        ("18_446_744_073_709_551_616", "votes = 18446744073709551616 is too large"),
        ("9_223_372_036_854_775_808", "votes = 9223372036854775808 is too large"),
        ("9_223_372_036_854_775_807", "with these the votes add up to more than any election ever polled"),
        ("900_000_000_000", "with these the votes add up to more than any election ever polled"),
        ("{ evm = 1 }", "votes has no \"postal\""),
    ] {
        let text = small_with("votes = 900", &format!("votes = {votes}")).replace("electors = 5_000\nbooths = 4\n", "");
        wrong(&text, &format!("a.toml:10:9: error: {what}"));
    }
}

#[test]
fn a_misspelt_key_is_one_problem() {
    let one = SMALL.replacen("votes = 900", "vots = 900", 1);
    let all = SMALL.replace("\nvotes = ", "\nvots = ");
    for (text, problems) in [(one, 1), (all, 3)] {
        let errors = Desk::with(&text).refused(65, &["check", "a.toml"]);
        assert_eq!(errors.matches("error: ").count(), problems, "{errors}");
        assert_eq!(errors.matches("did you mean \"votes\"?").count(), problems, "{errors}");
    }
    // A key that is left out is another matter.
    let none = SMALL.replacen("votes = 900\n", "", 1);
    assert!(Desk::with(&none).refused(65, &["check", "a.toml"]).contains("has no votes"));
    // What a claim and an explanation say of the namesake follows from the same slip, and is no problem of its own.
    let follows = "[[claim]]\ntext = \"but for the namesake\"\ncandidate = \"asha2\"\neffect = \"would_have_won\"\n\
        [[explanation]]\nname = \"the namesake\"\n[[explanation.flow]]\nfrom = \"asha2\"\nto = \"asha\"\n";
    let errors =
        Desk::with(&(SMALL.replace("namesake_of", "namesake_off") + follows)).refused(65, &["check", "a.toml"]);
    assert_eq!(errors.matches("error: ").count(), 1, "{errors}");
    assert!(errors.contains("did you mean \"namesake_of\"?"), "{errors}");
}

#[test]
fn numbers_that_are_no_rates() {
    for (rate, what) in [
        ("nan", "rate is no finite number"),
        ("inf", "rate is no finite number"),
        ("-0.1", "rate = -0.1 is outside 0 to 0.999999"),
        ("1.5", "rate = 1.5 is outside 0 to 0.999999"),
        ("{ low = 0.2, high = 0.1 }", "rate: 0.2 to 0.1 is no range within 0 to 0.999999"),
        ("{ median = 0.2, p95 = 0.1 }", "rate: median 0.2 and p95 0.1 need 0 < median < p95 < 1"),
        ("{ median = 0.2, high = 0.1 }", "rate is written in none of its four ways"),
    ] {
        wrong(&format!("{SMALL}[confusion]\nrate = {rate}\n"), &format!("a.toml:32:8: error: {what}"));
    }
}

#[test]
fn draws_that_cannot_be() {
    for (draws, what) in [
        ("0", "draws = 0 is outside 1 to 1000000000"),
        ("1_000_000_000_000", "draws = 1000000000000 is outside 1 to 1000000000"),
        ("1e12", "draws is a float"),
    ] {
        wrong(&small_with("draws = 64", &format!("draws = {draws}")), &format!("a.toml:30:9: error: {what}"));
    }
}

#[test]
fn ids_that_are_there_twice() {
    let head = "a.toml:15:6: error: the id \"asha\" is already that of Asha Rao";
    wrong(&small_with("\"bimal\"", "\"asha\""), head);
    let text = format!("{SMALL}[[segment]]\nid = \"s\"\n[[segment]]\nid = \"s\"\n");
    wrong(&text, "a.toml:34:6: error: there are two segments \"s\"");
}

#[test]
fn keys_that_are_there_twice() {
    let text = small_with("electors = 5_000", "electors = 5_000\nelectors = 4_000");
    let errors = wrong(&text, "a.toml:7:1: error: electors is written twice");
    assert!(errors.contains("help: keep the one that is right"), "{errors}");
}

#[test]
fn a_name_that_cannot_be_read() {
    for (name, what) in [
        (r"Bi\u0000mal", "name holds the invisible character U+0000"),
        (r"Bi\u001bmal", "name holds the invisible character U+001B"),
        ("Bi\u{202e}mal", "name holds the invisible character U+202E"),
        ("Bi\u{2066}mal", "name holds the invisible character U+2066"),
        ("  ", "name is empty"),
    ] {
        wrong(&small_with("Bimal Sen", name), &format!("a.toml:16:8: error: {what}"));
    }
    wrong(&small_with("Bimal Sen", &"b".repeat(3_000)), "a.toml:16:8: error: name is 3000 bytes long");
    // The parser itself refuses these when they are not escaped.
    for raw in ["Bi\0mal", "Bi\u{1b}[31mmal"] {
        let errors = Desk::with(&small_with("Bimal", raw)).refused(65, &["check", "a.toml"]);
        assert!(errors.starts_with("a.toml:16:11: error: invalid basic string"), "{errors}");
    }
}

#[test]
fn what_a_file_quotes_cannot_draw_on_the_terminal() {
    let text = format!("{SMALL}\"\u{202e}\\u001b[31mx\" = 1\n");
    wrong(&text, "a.toml:31:1: error: [simulation] has no key \"\u{fffd}\u{fffd}[31mx\"");
}

#[test]
fn five_problems_are_told_at_once() {
    let text = small_with("\"retrospective\"", "\"retrospektive\"")
        .replace("electors", "elektors")
        .replace("votes = 900", "votes = \"many\"")
        .replace("of = \"asha\"", "of = \"ahsa\"")
        .replace("draws = 64", "draws = 0");
    let errors = Desk::with(&text).refused(65, &["check", "a.toml"]);
    insta::assert_snapshot!(errors, @r#"
    a.toml:2:8: error: mode cannot be "retrospektive"
      |
    2 | mode = "retrospektive"
      |        ^^^^^^^^^^^^^^^
    help: did you mean "retrospective"?
    a.toml:6:1: error: [contest] has no key "elektors"
      |
    6 | elektors = 5_000
      | ^^^^^^^^
    help: did you mean "electors"?
    a.toml:12:9: error: votes is a string
       |
    12 | votes = "many"
       |         ^^^^^^
    help: write a whole number
    a.toml:24:15: error: no candidate has the id "ahsa"
       |
    24 | namesake_of = "ahsa"
       |               ^^^^^^
    help: did you mean "asha"?
    a.toml:30:9: error: draws = 0 is outside 1 to 1000000000
       |
    30 | draws = 0
       |         ^
    help: 100_000 draws give a standard error below 0.16 points
    "#);
}

#[test]
fn several_files_tell_all_their_problems() {
    let desk = Desk::with(&small_with("5_000", "2_000"));
    desk.put("b.toml", small_with("booths = 4", "booths = 0"));
    for verb in ["check", "run"] {
        let errors = desk.refused(65, &[verb, "a.toml", "b.toml"]);
        assert_eq!(heads(&errors).len(), 2, "{errors}");
    }
}
