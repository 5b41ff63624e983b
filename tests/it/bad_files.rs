//! Files that are no scenarios at all.

use crate::command::{Desk, SMALL, heads, small_with, wrong};
use std::process::Stdio;

#[test]
fn nothing_in_the_file() {
    for text in ["", "\n\n\n", "# a\n# b\n"] {
        let errors = Desk::with(text).refused(65, &["check", "a.toml"]);
        assert_eq!(heads(&errors), ["a.toml:1:1: error: there is nothing here but blanks and comments"]);
        assert!(errors.contains("help: write title, mode, [contest]"), "{errors}");
    }
}

#[test]
fn what_is_no_file() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("folder")).unwrap();
    let say = |name: &str, why: &str| {
        for verb in ["check", "run"] {
            assert_eq!(desk.refused(66, &[verb, name]), format!("error: {name} cannot be read: {why}\n"));
        }
    };
    say("folder", "it is a directory");
    say("nope.toml", "No such file or directory (os error 2)");
    if cfg!(unix) {
        assert!(std::process::Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
        say("pipe", "it is no regular file; use - for standard input");
        say("/dev/zero", "it is no regular file; use - for standard input");
    }
    assert_eq!(
        desk.refused(66, &["check", ""]),
        "error: a file without a name cannot be read: No such file or directory (os error 2)\n"
    );
}

#[test]
fn a_file_that_is_too_large() {
    let desk = Desk::with(&format!("{SMALL}# {}", "x".repeat(10_000_000)));
    assert_eq!(desk.refused(66, &["check", "a.toml"]), "error: a.toml cannot be read: it is larger than 1 MB\n");
    if cfg!(unix) {
        let mut endless = desk.command(&["check", "-"]);
        endless.stdin(Stdio::from(std::fs::File::open("/dev/zero").unwrap()));
        let output = endless.output().unwrap();
        assert_eq!(output.status.code(), Some(66));
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            "error: standard input cannot be read: it is larger than 1 MB\n"
        );
    }
}

#[test]
fn utf_16_in_either_order() {
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{SMALL}");
    for bytes in [little(&marked), big(&marked), little(SMALL), big(SMALL)] {
        let desk = Desk::new();
        desk.put("a.toml", bytes);
        let errors = desk.refused(65, &["check", "a.toml"]);
        assert_eq!(errors, "a.toml:1:1: error: this file is UTF-16\nhelp: save it as UTF-8\n");
    }
}

#[test]
fn latin_1_is_shown_at_its_first_byte() {
    let text = SMALL.replace("Bimal", "B\u{fffd}mal");
    let at = text.find('\u{fffd}').unwrap();
    let bytes = [&text.as_bytes()[..at], b"\xef", &text.as_bytes()[at + 3..]].concat();
    let desk = Desk::new();
    desk.put("a.toml", bytes);
    insta::assert_snapshot!(desk.refused(65, &["check", "a.toml"]), @r#"
    a.toml:16:10: error: byte 0xef is no UTF-8
       |
    16 | name = "B�mal Sen"
       |          ^
    help: save the file as UTF-8
    "#);
}

#[test]
fn a_byte_order_mark_and_two_characters_at_the_ends_of_lines_are_fine() {
    let desk = Desk::with(&format!("\u{feff}{}", SMALL.replace('\n', "\r\n")));
    assert_eq!(desk.run(&["check", "a.toml"]).code, Some(0));
    assert_eq!(desk.run(&["run", "a.toml", "--no-charts"]).code, Some(0));
    assert_eq!(desk.run(&["verify", "results/a"]).code, Some(0));
}

#[test]
fn places_are_right_behind_a_byte_order_mark_and_carriage_returns() {
    let dress = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let head = "a.toml:6:12: error: 2050 votes were polled, but there are only 2000 electors";
    let errors = wrong(&dress(&small_with("5_000", "2_000")), head);
    assert!(errors.contains("6 | electors = 2_000\n  |            ^^^^^"), "{errors:?}");
    let errors = wrong(&dress(&format!("titel = 1\n{SMALL}")), "a.toml:1:1: error: the scenario has no key \"titel\"");
    assert!(errors.contains("help: did you mean \"title\"?"), "{errors}");
}

#[test]
fn columns_count_characters() {
    let text = small_with("votes = 900", "votes = { \"\u{915}\u{947}\" = 1, evm = 1, postal = 1, evn = 2 }");
    let errors = Desk::with(&text).refused(65, &["check", "a.toml"]);
    let votes = "[[candidate]]";
    assert!(!errors.contains(votes));
    assert_eq!(
        heads(&errors),
        ["a.toml:12:11: error: votes has no key \"\u{915}\u{947}\"", "a.toml:12:42: error: votes has no key \"evn\""]
    );
}

#[test]
fn nesting_without_end() {
    let deep = 100_000;
    for text in [
        format!("x = {}", "[".repeat(deep)),
        format!("x = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("x = {}1{}", "{a=".repeat(deep), "}".repeat(deep)),
        format!("{}a = 1", "a.".repeat(deep)),
        format!("[{}a]", "a.".repeat(deep)),
    ] {
        let errors = Desk::with(&format!("{SMALL}\n{text}\n")).refused(65, &["check", "a.toml"]);
        assert!(errors.contains("error: this is nested more deeply than any scenario"), "{errors}");
        assert!(errors.starts_with("a.toml:32:"), "{errors}");
    }
    let path = format!("{}a=1", "a.".repeat(20_000));
    let errors = Desk::with(SMALL).refused(2, &["check", "a.toml", "--set", &path]);
    assert_eq!(errors, "error: a path of 20001 parts leads deeper than any scenario goes\n");
}

#[test]
fn a_megabyte_of_anything_ends_soon() {
    let many = |line: &dyn Fn(usize) -> String, count: usize| (0..count).map(line).collect::<String>();
    let room = 1_000_000;
    for text in [
        format!("{SMALL}{}", many(&|i| format!("k{i:06} = 1\n"), room / 12)),
        format!("{SMALL}{} = 1\n", "k".repeat(room)),
        format!("{SMALL}x = [{}]\n", "1,".repeat(room / 2 - 1_000)),
        small_with("votes = 900", &format!("votes = {}", "9".repeat(room))),
        small_with("Bimal", &"b".repeat(room)),
        format!("{SMALL}{}", many(&|i| format!("[[candidate]]\nid='c{i}'\nname='C'\nnamesake_of='d{i}'\n"), room / 60)),
        format!("{SMALL}{}", many(&|i| format!("[[segment]]\nid='c{i}'\nvotes={{d{i}=1}}\n"), room / 50)),
        format!("{SMALL}[[segment]]\nid='s'\nvotes = {{{}}}\n", many(&|i| format!("d{i:06}=1,"), room / 10 - 1_000)),
        many(&|_| "= =\n".to_owned(), room / 4),
    ] {
        Desk::with(&text).refused(65, &["check", "a.toml"]);
    }
}

#[test]
fn endless_problems_are_counted() {
    let keys: String = (0..150).map(|i| format!("k{i} = 1\n")).collect();
    let errors = Desk::with(&format!("{SMALL}{keys}")).refused(65, &["check", "a.toml"]);
    assert_eq!(heads(&errors).len(), 100);
    assert!(errors.ends_with("\nand 50 more problems\n"), "{errors}");
}
