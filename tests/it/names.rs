//! Names as people write them: every kind that has gone wrong, and what must hold of any two names.

use crate::command::Desk;
use humnaam::names::{Match, Name, compare, similarity};
use proptest::prelude::*;

fn verdict(one: &str, other: &str) -> Match {
    compare(&Name::new(one), &Name::new(other)).verdict
}

#[test]
fn every_kind_of_name_is_read_as_a_reader_reads_it() {
    let text = include_str!("../names/kinds.csv");
    let lines: String = text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    let mut rows = csv::Reader::from_reader(lines.as_bytes());
    let (mut looked_at, mut wrong) = (0, Vec::new());
    for row in rows.records() {
        let row = row.unwrap();
        let found = compare(&Name::new(&row[1]), &Name::new(&row[2]));
        let back = compare(&Name::new(&row[2]), &Name::new(&row[1]));
        assert_eq!((found.score, found.verdict), (back.score, back.verdict), "{} / {}", &row[1], &row[2]);
        looked_at += 1;
        if !row[3].split(" or ").any(|right| right == found.verdict.word()) {
            wrong.push(format!(
                "{}: {} / {}: {} ({:.3})",
                &row[0],
                &row[1],
                &row[2],
                found.verdict.word(),
                found.score
            ));
        }
    }
    assert!(looked_at > 70 && wrong.is_empty(), "{wrong:#?}");
}

/// Words of names, common and rare, given and family.
fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "RAMESH",
        "KULDEEP",
        "SUNIL",
        "PRAKASH",
        "RAM",
        "LAL",
        "KUMAR",
        "SINGH",
        "SHARMA",
        "YADAV",
        "BISHNOI",
        "WANKHEDE",
        "ALAM",
        "IRSHAD",
        "ISMAIL",
        "REDDY",
        "RAO",
        "SRINIVASA",
        "KUNDURU",
        "NAGARJUNA",
        "ADOOR",
        "PATIL",
        "TATKARE",
        "OM",
        "CHANDRA",
        "KRISHNA",
        "ABDUL",
        "KARIM",
        "RAHIM",
        "MOHAMMAD",
        "SURENDRA",
        "SURINDER",
        "GOPALBHAI",
        "GOPAL",
        "VENKATA",
    ])
    .prop_map(str::to_owned)
}

fn name() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(word(), 1..4)
}

/// Two to four different words.
fn words_once() -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set(word(), 2..5).prop_map(|words| words.into_iter().collect::<Vec<_>>()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A word added to both, at the same end.
    #[test]
    fn a_shared_word_never_lowers_the_score(one in name(), other in name(), more in word(), first in any::<bool>()) {
        prop_assume!(!one.contains(&more) && !other.contains(&more));
        let with = |name: &[String]| {
            let (before, behind): (&[String], &[String]) = if first { (&[], name) } else { (name, &[]) };
            [before, std::slice::from_ref(&more), behind].concat().join(" ")
        };
        let (bare, longer) = (similarity(&one.join(" "), &other.join(" ")), similarity(&with(&one), &with(&other)));
        prop_assert!(longer >= bare - 1e-9, "{one:?} / {other:?}: {bare}; with {more}: {longer}");
    }

    /// A word of the one that the other had left out.
    #[test]
    fn a_word_put_back_never_lowers_the_score(once in words_once(), kept in 0_usize..4) {
        let less: Vec<String> = once.iter().take(1 + kept % (once.len() - 1)).cloned().collect();
        let more: Vec<String> = once.iter().take(less.len() + 1).cloned().collect();
        let whole = once.join(" ");
        let (bare, longer) = (similarity(&whole, &less.join(" ")), similarity(&whole, &more.join(" ")));
        prop_assert!(longer >= bare - 1e-9, "{whole}: {less:?} {bare}, {more:?} {longer}");
    }

    /// Order of the two, titles and spaces change nothing; nothing leaves 0 to 1.
    #[test]
    fn scores_are_symmetric_and_bounded(one in name(), other in name(), letters in "[A-Z]{0,2}") {
        let (a, b) = (format!("{letters} {}", one.join(" ")), other.join("  "));
        let found = similarity(&a, &b);
        prop_assert!((0.0..=1.0).contains(&found) && (found - similarity(&b, &a)).abs() < 1e-12);
        let dressed = similarity(&format!("Dr. {a}"), &format!("{b} (retd.)"));
        prop_assert!((found - dressed).abs() < 1e-12, "{a} / {b}: {found}, dressed {dressed}");
        prop_assert_eq!(verdict(&a, &a), Match::Exact);
    }

    /// Whatever is written, nothing panics.
    #[test]
    fn anything_can_be_compared(one in "\\PC{0,80}", other in "\\PC{0,80}") {
        let found = similarity(&one, &other);
        prop_assert!((0.0..=1.0).contains(&found), "{one:?} {other:?} {found}");
    }
}

#[test]
fn a_scan_finds_bare_names_and_the_closer_of_two() {
    let desk = Desk::new();
    desk.put(
        "bare.csv",
        "constituency,candidate,party,votes,year\nHisar,DUSHYANT CHAUTALA,INLD,494478,2014\n\
         Hisar,KULDEEP BISHNOI,HJC,462631,2014\nHisar,SAMPAT SINGH,INC,102509,2014\nHisar,KULDEEP S/O FATHERA,IND,5251,2014\n\
         Hisar,KULDEEP S/O FATHERB,IND,2587,2014\nHisar,KULDEEP S/O FATHERC,IND,1886,2014\n\
         Hisar,KULDEEP S/O FATHERD,IND,1242,2014\nHisar,KULDEEP S/O FATHERE,IND,959,2014\n\
         Hisar,KULDEEP S/O FATHERF,IND,395,2014\nHisar,VIJAY KUMAR,IND,1788,2014\n",
    );
    let ended = desk.run(&["scan", "bare.csv", "--format", "csv"]);
    let rows: Vec<&str> = ended.out.lines().skip(1).collect();
    assert_eq!(rows.len(), 6, "{}", ended.out);
    assert!(rows.iter().all(|row| row.contains("KULDEEP BISHNOI") && row.contains("impossible")), "{}", ended.out);
    desk.put(
        "closer.csv",
        "constituency,candidate,party,votes\nA,MUFTI MOHAMMAD ISMAIL ABDUL KHALIQUE,P1,109491\nA,ASIF RASHEED,P2,109653\n\
         A,MOHAMMAD ISMAIL ABDUL KHALIK,IND,67\nA,MOHAMMAD ISMAIL NAJMI,IND,152\n",
    );
    let ended = desk.run(&["scan", "closer.csv", "--format", "csv"]);
    let rows: Vec<&str> = ended.out.lines().skip(1).collect();
    assert!(
        rows.len() == 2 && rows.iter().all(|row| row.contains("possible") && !row.contains("impossible")),
        "{}",
        ended.out
    );
}

#[test]
fn scripts_that_cannot_be_compared_are_named_once() {
    let desk = Desk::new();
    let ended = desk.run(&["similarity", "Imran Khan", "عمران خان"]);
    assert!(ended.out.contains("cannot be compared") && ended.out.contains("Arabic"), "{}", ended.out);
    desk.put("t.csv", "constituency,candidate,party,votes\nA,Imran Khan,P1,500\nA,Asha Rao,P2,400\nA,عمران خان,IND,30\nA,علی,IND,20\n");
    let ended = desk.run(&["scan", "t.csv"]);
    assert_eq!(ended.err.matches("cannot be compared").count(), 1, "{}", ended.err);
    assert!(ended.err.contains("2 names are in a script"), "{}", ended.err);
}
