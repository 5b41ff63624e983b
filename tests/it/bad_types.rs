//! Every key with every type it cannot have, and keys that nobody knows at every level.

use crate::command::{Desk, heads};

/// A scenario with every key there is, one to a line.
const FULL: &str = r#"title = "Full"
mode = "prospective"
[contest]
name = "Seat"
name_local = "Seat"
election = "Made up"
date = 2024-05-13
electors = 5_000
booths = 4
booth_file = "b.csv"
photos_on_ballot = true
ballot = "evm_photo"
country = "IN"
seats = 1
[[candidate]]
id = "asha"
name = "Asha Rao"
name_local = "Asha"
party = "P"
role = "candidate"
votes = 900
ballot_position = 1
column = "asha"
[[candidate]]
id = "bimal"
name = "Bimal Sen"
votes.evm = 990
votes.postal = 10
[[candidate]]
id = "asha2"
name = "Asha Rao"
namesake_of = "asha"
namesake_by = "name"
name_similarity = 1.0
symbol_similarity = 0.0
symbol_status = "new"
[[segment]]
id = "s1"
name = "One"
name_local = "One"
booths = 4
electors = 2_500
polled = 1_900
votes.asha = 900
[returns]
files = ["b.csv"]
layout = "tidy"
[confusion]
segment_sd = 0.2
booth_cv = 0.6
return_share = 1.0
rate.median = 0.01
rate.p95 = 0.03
[own_support]
typical_votes = 20
[own_support.goes_to]
principal = 0.2
winner = 0.2
others = 0.2
nota = 0.2
home = 0.2
[rule]
credits_votes = false
[support]
contest_sd = 0.1
segment_sd = 0.1
booth_sd = 0.1
[simulation]
draws = 64
seed = 1
[[claim]]
text = "so many"
source = "somebody"
candidate = "asha2"
low = 1
high = 2
per = "booth"
[[explanation]]
name = "a story"
source = "somebody"
[[explanation.flow]]
from = "home"
to = "asha"
segments = ["s1"]
share.low = 0.0
share.high = 0.1
of = "from"
[[sweep]]
parameter = "confusion.rate"
values = "0..0.1/5"
[counting]
rounds = 2
tables_per_segment = 2
most_electors_per_booth = 1_500
[[compare]]
election = "the one before"
source = "somebody"
segment = "s1"
votes.asha = 800
also.asha = 801
"#;

const BOOTHS: &str = "segment,booth,electors,asha,bimal,asha2\n\
    s1,1,,225,250,0\ns1,2,,225,250,0\ns1,3,,225,250,0\ns1,4,,225,240,0\n";

/// Values of every type, with the words for the type.
const VALUES: [(&str, &str); 8] = [
    ("\"x\\ty\"", "a string"),
    ("-7", "an integer"),
    ("7.5", "a float"),
    ("nan", "a float"),
    ("true", "a boolean"),
    ("2024-05-13", "a datetime"),
    ("[[[]]]", "an array"),
    ("{ zzz = 1 }", "a table"),
];

fn desk(scenario: &str) -> Desk {
    let desk = Desk::with(scenario);
    desk.put("b.csv", BOOTHS);
    desk
}

#[test]
fn the_full_scenario_is_valid_and_can_be_run() {
    let desk = desk(FULL);
    for arguments in [&["check", "a.toml"][..], &["run", "a.toml", "--draws", "64", "--quiet", "--no-charts"]] {
        let ended = desk.run(arguments);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    }
}

#[test]
fn every_key_refuses_values_of_another_type() {
    let mut tried = 0;
    for (place, line) in FULL.lines().enumerate() {
        let Some((key, right)) = line.split_once(" = ") else { continue };
        for (value, kind) in VALUES {
            let fine = match key {
                "date" => kind == "a datetime",
                "photos_on_ballot" | "credits_votes" => kind == "a boolean",
                // An average of votes, and a coefficient of up to 10.
                "typical_votes" | "booth_cv" => value == "7.5",
                _ => false,
            };
            if fine {
                continue;
            }
            // A rate is judged as a whole, at the first of its parts.
            let part = key.starts_with("rate.") || key.starts_with("share.");
            let column = if part { 1 } else { key.len() + 4 };
            let errors = desk(&put(place, &format!("{key} = {value}"))).refused(65, &["check", "a.toml"]);
            let lines = [place + 1, if part { place } else { place + 1 }];
            let on = |head: &&str| lines.iter().any(|line| head.starts_with(&format!("a.toml:{line}:")));
            let here: Vec<&str> = heads(&errors).into_iter().filter(on).collect();
            assert!(!here.is_empty(), "{key} = {value} (was {right}) is not refused at its place:\n{errors}");
            assert!(here.iter().all(|head| column_of(head) >= column), "{here:?}");
            tried += 1;
        }
    }
    assert!(tried > 400, "only {tried} pairs of key and value were tried");
}

fn put(place: usize, line: &str) -> String {
    let lines = FULL.lines().enumerate().map(|(at, old)| if at == place { line } else { old });
    lines.map(|line| format!("{line}\n")).collect()
}

fn column_of(head: &str) -> usize {
    head.split(':').nth(2).and_then(|column| column.parse().ok()).expect("a column")
}

#[test]
fn tables_refuse_to_be_anything_else() {
    for (table, wanted) in [
        ("contest", "a table [contest]"),
        ("candidate", "tables [[candidate]]"),
        ("segment", "tables [[segment]]"),
        ("returns", "a table [returns]"),
        ("confusion", "a table [confusion]"),
        ("own_support", "a table [own_support]"),
        ("support", "a table [support]"),
        ("rule", "a table [rule]"),
        ("control", "tables [[control]]"),
        ("simulation", "a table [simulation]"),
        ("claim", "tables [[claim]]"),
        ("explanation", "tables [[explanation]]"),
        ("sweep", "tables [[sweep]]"),
        ("counting", "a table [counting]"),
        ("compare", "tables [[compare]]"),
    ] {
        let errors =
            desk(&format!("{table} = 5\ntitle = \"T\"\nmode = \"prospective\"\n")).refused(65, &["check", "a.toml"]);
        let head = format!("a.toml:1:{}: error: {table} is an integer", table.len() + 4);
        assert!(heads(&errors).contains(&head.as_str()), "{errors}");
        assert!(errors.contains(&format!("help: write {wanted}")), "{errors}");
    }
}

#[test]
fn unknown_keys_are_refused_at_every_level() {
    let mut tried = 0;
    let mut above = "";
    for (place, line) in FULL.lines().enumerate() {
        if line.starts_with('[') {
            above = line;
        }
        let Some((key, value)) = line.split_once(" = ") else { continue };
        // The ids under [segment.votes] and the like are the user's own.
        if ["votes.asha", "also.asha"].contains(&key) {
            continue;
        }
        let last = key.rsplit('.').next().unwrap_or(key);
        let wrong = format!("{}{last}q", &key[..key.len() - last.len()]);
        let errors = desk(&put(place, &format!("{wrong} = {value}"))).refused(65, &["check", "a.toml"]);
        let told = format!(" has no key \"{last}q\"");
        let head = heads(&errors).into_iter().find(|head| head.ends_with(&told)).map(str::to_owned);
        let head = head.unwrap_or_else(|| panic!("{above}: {wrong} is not refused:\n{errors}"));
        assert!(head.starts_with(&format!("a.toml:{}:", place + 1)), "{head}");
        assert!(errors.contains(&format!("help: did you mean \"{last}\"?")), "{above}: {wrong}\n{errors}");
        tried += 1;
    }
    assert!(tried > 55, "only {tried} keys were tried");
}

#[test]
fn words_that_are_none_of_those_allowed() {
    for (line, what) in [
        ("mode = \"prospectiv\"", "mode cannot be \"prospectiv\""),
        ("role = \"note\"", "role cannot be \"note\""),
        ("symbol_status = \"nww\"", "symbol_status cannot be \"nww\""),
        ("layout = \"tidi\"", "layout cannot be \"tidi\""),
        ("per = \"boot\"", "per cannot be \"boot\""),
        ("of = \"frm\"", "of cannot be \"frm\""),
    ] {
        let key = line.split(' ').next().unwrap_or_default();
        let place = FULL.lines().position(|old| old.starts_with(&format!("{key} = "))).expect("the key");
        let errors = desk(&put(place, line)).refused(65, &["check", "a.toml"]);
        assert_eq!(heads(&errors), [format!("a.toml:{}:{}: error: {what}", place + 1, key.len() + 4)]);
        assert!(errors.contains("help: did you mean"), "{errors}");
    }
}

#[test]
fn every_table_says_what_it_lacks() {
    let text = "[contest]\n[[candidate]]\n[[segment]]\n[returns]\n[[claim]]\n[[explanation]]\n[[sweep]]\n";
    insta::assert_snapshot!(heads(&desk(text).refused(65, &["check", "a.toml"])).join("\n"), @r#"
    a.toml:1:1: error: the scenario has no "title"
    a.toml:1:1: error: the scenario has no "mode"
    a.toml:1:1: error: [contest] has no "name"
    a.toml:1:1: error: no candidate is anybody's namesake
    a.toml:1:1: error: a contest needs at least two candidates besides namesakes and NOTA
    a.toml:1:1: error: nobody has a single vote
    a.toml:2:1: error: [[candidate]] has no "id"
    a.toml:2:1: error: [[candidate]] has no "name"
    a.toml:2:1: error: this candidate has no votes
    a.toml:3:1: error: [[segment]] has no "id"
    a.toml:4:1: error: [returns] has no "files"
    a.toml:5:1: error: [[claim]] has no "text"
    a.toml:5:1: error: [[claim]] has no "candidate"
    a.toml:5:1: error: [[claim]] has no "low"
    a.toml:5:1: error: [[claim]] has no "high"
    a.toml:5:1: error: [[claim]] has no "per"
    a.toml:6:1: error: [[explanation]] has no "name"
    a.toml:6:1: error: [[explanation]] has no "flow"
    a.toml:7:1: error: [[sweep]] has no "parameter"
    a.toml:7:1: error: [[sweep]] has no "values"
    "#);
}

#[test]
fn studies_that_cannot_be() {
    let tail = FULL.find("[[claim]]").expect("claims");
    let text = FULL[..tail].to_owned()
        + "[[claim]]\ntext = \"t\"\ncandidate = \"ahsa2\"\nlow = 3\nhigh = 2\nper = \"booth\"\n\
           [[explanation]]\nname = \"n\"\n[[explanation.flow]]\nfrom = \"home\"\nto = \"home\"\nshare = 2\nsegments = [\"s2\"]\n\
           [[sweep]]\nparameter = \"confusoin.rate\"\nvalues = \"1,2\"\n\
           [[sweep]]\nparameter = \"confusion.rate\"\nvalues = \"0..0.1/1\"\n";
    insta::assert_snapshot!(desk(&text).refused(65, &["check", "a.toml"]), @r#"
    a.toml:73:13: error: no candidate has the id "ahsa2"
       |
    73 | candidate = "ahsa2"
       |             ^^^^^^^
    help: did you mean "asha2"?
    a.toml:74:7: error: low = 3 is above high = 2
       |
    74 | low = 3
       |       ^
    help: swap them
    a.toml:81:6: error: a flow must go somewhere else than it comes from
       |
    81 | to = "home"
       |      ^^^^^^
    help: name another candidate, or "home"
    a.toml:82:9: error: share = 2 is outside 0 to 1
       |
    82 | share = 2
       |         ^
    help: rates and shares are written as 0.01 for one per cent
    a.toml:83:13: error: no segment has the id "s2"
       |
    83 | segments = ["s2"]
       |             ^^^^
    help: known here: s1
    a.toml:85:13: error: "confusoin.rate" is no parameter
       |
    85 | parameter = "confusoin.rate"
       |             ^^^^^^^^^^^^^^^^
    help: did you mean "confusion.rate"?
    a.toml:89:10: error: a range has from 2 to 65536 values, not 1
       |
    89 | values = "0..0.1/1"
       |          ^^^^^^^^^^
    help: write a,b,c or FROM..TO/COUNT or FROM..TO/COUNT:log
    "#);
}
