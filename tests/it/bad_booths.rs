//! Booth files that are missing, broken, or about another contest.

use crate::command::{Desk, heads, small_with};

const BOOTHS: &str = "segment,booth,electors,asha,bimal,asha2\ns1,1,1200,450,500,75\ns1,2,,450,500,75\n";

fn desk(booths: &str) -> Desk {
    let desk = Desk::new();
    desk.put("in/a.toml", small_with("booths = 4", "booth_file = \"b.csv\""));
    desk.put("in/b.csv", booths);
    desk
}

/// What is wrong with a booth file, as heads with their places.
fn told(booths: &str) -> Vec<String> {
    let errors = desk(booths).refused(65, &["check", "in/a.toml"]);
    heads(&errors).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_booth_file_reads() {
    for booths in [BOOTHS.to_owned(), format!("\u{feff}{}", BOOTHS.replace('\n', "\r\n"))] {
        let ended = desk(&booths).run(&["check", "in/a.toml"]);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    }
}

#[test]
fn a_missing_booth_file() {
    let desk = Desk::new();
    desk.put("in/a.toml", small_with("booths = 4", "booth_file = \"b.csv\"").replace("draws = 64", "draws = 0"));
    let errors = desk.refused(66, &["check", "in/a.toml"]);
    insta::assert_snapshot!(errors, @r#"
    in/a.toml:7:14: error: in/b.csv cannot be read: No such file or directory (os error 2)
      |
    7 | booth_file = "b.csv"
      |              ^^^^^^^
    help: the path is relative to the scenario
    in/a.toml:30:9: error: draws = 0 is outside 1 to 1000000000
       |
    30 | draws = 0
       |         ^
    help: 100_000 draws give a standard error below 0.16 points
    "#);
}

#[test]
fn flaws_by_line_and_column() {
    let booths = "segment,booth,electors,asha,bimal,asha2\n\
        s1,1,1000,x,-500,7e5\n\
        \n\
        s1,4,,1,2\n\
        \"s,1\",5,,\"q,r\",500,75\n\
        s1,6,10,450,500,75\n\
        ,7,,1,1,1\n\
        s1,6,,1,1,1\n\
        s1,8,,1,1,1\n\
        s1,8,,1,1,6000000\n";
    let errors = desk(booths).refused(65, &["check", "in/a.toml"]);
    insta::assert_snapshot!(errors, @r#"
    in/b.csv:2:11: error: "x" is no whole number of votes from 0 to 1000000
      |
    2 | s1,1,1000,x,-500,7e5
      |           ^
    help: write digits only
    in/b.csv:2:13: error: "-500" is no whole number of votes from 0 to 1000000
      |
    2 | s1,1,1000,x,-500,7e5
      |             ^^^^
    help: write digits only
    in/b.csv:2:18: error: "7e5" is no whole number of votes from 0 to 1000000
      |
    2 | s1,1,1000,x,-500,7e5
      |                  ^^^
    help: write digits only
    in/b.csv:4:1: error: this row has 5 fields, the header 6
      |
    4 | s1,4,,1,2
      | ^^
    help: give every row a field for every column
    in/b.csv:5:10: error: "q,r" is no whole number of votes from 0 to 1000000
      |
    5 | "s,1",5,,"q,r",500,75
      |          ^^^^^
    help: write digits only
    in/b.csv:6:6: error: 1025 votes in a booth of 10 electors
      |
    6 | s1,6,10,450,500,75
      |      ^^
    help: check the row, or leave its electors empty
    in/b.csv:7:1: error: "" names no segment
      |
    7 | ,7,,1,1,1
      | ^
    help: write a name of up to 200 visible characters
    in/b.csv:10:11: error: "6000000" is no whole number of votes from 0 to 1000000
       |
    10 | s1,8,,1,1,6000000
       |           ^^^^^^^
    help: write digits only
    "#);
}

#[test]
fn places_are_right_where_lines_end_in_two_characters() {
    let booths = format!("\u{feff}{}", BOOTHS.replace("s1,2,,450", "\ns1,2,,45o").replace('\n', "\r\n"));
    assert_eq!(told(&booths), ["in/b.csv:4:7: error: \"45o\" is no whole number of votes from 0 to 1000000"]);
    let booths = BOOTHS.replace("segment", "segmnet");
    assert_eq!(
        told(&format!("\u{feff}{booths}")),
        ["in/b.csv:1:1: error: column 1 should be \"segment\", not \"segmnet\""]
    );
}

#[test]
fn a_booth_that_is_there_twice() {
    assert_eq!(told(&BOOTHS.replace("s1,2", "s1,1")), ["in/b.csv:3:4: error: booth 1 of s1 is there twice"]);
}

#[test]
fn totals_that_disagree() {
    assert_eq!(
        told(&BOOTHS.replace("1200,450", "1200,451")),
        ["in/a.toml:12:9: error: asha has 900 votes here, but 901 in the booths of b.csv"]
    );
    let desk = desk(BOOTHS);
    let text =
        small_with("booths = 4", "booth_file = \"b.csv\"").replace("votes = 900", "votes = { evm = 901, postal = 3 }");
    desk.put("in/a.toml", text);
    let errors = desk.refused(65, &["check", "in/a.toml"]);
    assert_eq!(heads(&errors), ["in/a.toml:12:9: error: asha has 901 EVM votes here, but 900 in the booths of b.csv"]);
}

#[test]
fn columns_of_nobody() {
    let errors = desk(&BOOTHS.replace("bimal", "bimla")).refused(65, &["check", "in/a.toml"]);
    assert_eq!(heads(&errors), ["in/b.csv:1:29: error: no candidate has the id \"bimla\""]);
    assert!(errors.contains("help: did you mean \"bimal\"?"), "{errors}");
    let head = "in/b.csv:1:1: error: there is no column for asha2, whose votes are in question";
    assert_eq!(told(&BOOTHS.replace(",asha2", "").replace(",75", "")), [head]);
}

#[test]
fn segments_that_do_not_agree() {
    let desk = Desk::new();
    let segments = "[[segment]]\nid = \"s1\"\nbooths = 3\nvotes = { asha = 5 }\n[[segment]]\nid = \"s22\"\n";
    desk.put("a.toml", small_with("booths = 4", "booth_file = \"b.csv\"") + segments);
    desk.put("b.csv", BOOTHS.replace("s1,2", "\ns2,2"));
    let errors = desk.refused(65, &["check", "a.toml"]);
    insta::assert_snapshot!(heads(&errors).join("\n"), @r#"
    a.toml:4:1: error: the segments have 3 booths, the contest 2
    a.toml:33:10: error: s1 has booths = 3, but 1 in b.csv
    a.toml:34:18: error: asha has 5 votes here, but 450 in b.csv
    a.toml:36:6: error: s22 has no booth in b.csv
    b.csv:4:1: error: no segment has the id "s2"
    "#);
    assert!(errors.contains("help: did you mean \"s22\"?"), "{errors}");
}

#[test]
fn booth_files_that_are_no_tables() {
    assert_eq!(told(""), ["in/b.csv:1:1: error: the file is empty"]);
    assert_eq!(
        told("segment,booth,electors,asha,bimal,asha2\n"),
        ["in/b.csv:2:1: error: there is no booth below the header"]
    );
    assert_eq!(told(&BOOTHS.replace("s1,1", "\"s1,1")), ["in/b.csv:2:1: error: this row has 1 field, the header 6"]);
    let desk = desk("");
    desk.put("in/b.csv", [BOOTHS.as_bytes(), b"s\xef,3,,0,0,0\n"].concat());
    let errors = desk.refused(65, &["check", "in/a.toml"]);
    assert_eq!(heads(&errors), ["in/b.csv:4:2: error: byte 0xef is no UTF-8"]);
}

#[test]
fn the_scenario_and_its_booths_tell_their_problems_together() {
    let desk = desk(&BOOTHS.replace("450", "45o"));
    desk.put("in/a.toml", small_with("booths = 4", "booth_file = \"b.csv\"").replace("\"bimal\"", "\"b mal\""));
    let errors = desk.refused(65, &["check", "in/a.toml"]);
    assert_eq!(
        heads(&errors),
        [
            "in/a.toml:15:6: error: \"b mal\" is no id",
            "in/b.csv:2:11: error: \"45o\" is no whole number of votes from 0 to 1000000",
            "in/b.csv:3:7: error: \"45o\" is no whole number of votes from 0 to 1000000"
        ]
    );
}

#[test]
fn a_segment_for_every_booth_is_no_trouble() {
    let zeros: String = (0..30_000).map(|i| format!("z{i},1,,0,0,0\n")).collect();
    let ended = desk(&format!("{BOOTHS}{zeros}")).shell("ulimit -t 2; exec \"$@\"", &["check", "in/a.toml"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
}

#[test]
fn booths_missing_in_a_run_of_numbers_are_noted() {
    // Ten of 160, in the middle; their votes may have been postal, so no total contradicts it.
    let rows = |kept: &dyn Fn(u32) -> bool| -> String {
        let rows = (1..=160).filter(|&booth| kept(booth)).map(|booth| format!("s1,{booth},30,5,6,{}\n", booth % 2));
        format!("segment,booth,electors,asha,bimal,asha2\n{}", rows.collect::<String>())
    };
    let noted = |kept: &dyn Fn(u32) -> bool| {
        let desk = desk(&rows(kept));
        [&["check", "in/a.toml"][..], &["run", "in/a.toml", "--no-charts"]].map(|arguments| {
            let ended = desk.run(arguments);
            assert_eq!(ended.code, Some(0), "{}", ended.err);
            ended.err
        })
    };
    for said in noted(&|booth| !(51..=60).contains(&booth)) {
        let expected = "in/b.csv:52: note: booths 51 to 60 of s1 is missing in a run of numbers; 10 numbers in all: ";
        assert!(said.contains(expected), "{said}");
    }
    for said in noted(&|booth| booth != 77) {
        assert!(said.contains("booth 77 of s1 is missing in a run of numbers"), "{said}");
    }
    // Every second is lost, and the first ones.
    for said in noted(&|booth| booth % 2 == 0 || booth == 1) {
        assert!(said.contains("numbered from 1 to 160, and 79 of these numbers are missing"), "{said}");
    }
    for said in noted(&|booth| booth > 15) {
        assert!(said.contains("the booths of s1 begin with number 16; 15 numbers in all"), "{said}");
    }
    assert_eq!(noted(&|_| true), ["", ""]);
}
