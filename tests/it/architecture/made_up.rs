//! Sources made up to break every rule, so that the rules are known to be able to fail.

use super::{MOST_LINES, code_of, problems_of_file, problems_of_order, problems_of_source};

fn one(file: &str, text: &str) -> String {
    let problems = problems_of_source(file, text);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems[0].clone()
}

#[test]
fn looking_up_is_reported() {
    let found = one("report/tables.rs", "use std::fmt;\nuse crate::cli::print;\n");
    assert_eq!(found, "src/report/tables.rs:2: `report` (floor 8) may not import `cli` (floor 10)");
    assert!(one("engine/run.rs", "fn f() -> crate::report::Report { todo!() }").contains("`report` (floor 8)"));
    assert!(one("model/mod.rs", "use crate::{stats::Stream, engine::{run, Plan}};").contains("`engine` (floor 5)"));
    assert!(one("bounds.rs", "use super::model::Model;").contains("`model` (floor 4)"));
    assert!(one("stats/rates.rs", "use super::super::election::Contest;").contains("`election` (floor 1)"));
    assert!(one("render/chart/pen.rs", "use humnaam::cli;").contains("`cli` (floor 10)"));
    assert!(one("names/fold.rs", "macro_rules! m { () => { $crate::scenario::parse() } }").contains("`scenario`"));
}

#[test]
fn looking_sideways_is_reported() {
    let found = one("names/mod.rs", "pub use crate::election::Contest as Seat;");
    assert_eq!(found, "src/names/mod.rs:1: `names` (floor 1) may not import `election` (floor 1)");
    assert!(one("sweep/mod.rs", "use crate::scan;").contains("`scan` (floor 6)"));
}

#[test]
fn a_room_without_a_floor_is_reported() {
    assert!(one("attic/mod.rs", "use crate::stats::Stream;").contains("`attic` has no floor"));
    assert!(one("cli/run.rs", "use crate::attic::Box;").contains("`attic` has no floor"));
}

#[test]
fn looking_down_and_at_oneself_is_not() {
    for (file, text) in [
        ("report/mod.rs", "use crate::{bounds::{self, Bound}, engine::Summary, report::Figure};"),
        ("engine/law/mod.rs", "use super::super::model::Model; use crate::stats::{self as s, Purpose};"),
        ("model/onward.rs", "pub(super) fn f() {} pub(crate) struct A; pub(in crate::model) struct B;"),
        ("stats/mod.rs", "//! See [`crate::cli`].\n/* crate::cli */ const A: &str = \"crate::cli::x\";"),
        ("stats/mod.rs", "const A: &str = r#\"crate::cli \" \"#; const B: char = '\"'; fn f<'a>(x: &'a str) {}"),
        ("stats/mod.rs", "#[cfg(test)]\nmod tests {\n use crate::cli::x;\n fn f() { { } }\n}\nfn g() {}"),
        ("stats/mod.rs", "#[cfg(test)]\nuse crate::{cli, report};\nfn g() {}"),
        ("cli/output.rs", "use std::{fs, env, time::Instant};"),
    ] {
        assert_eq!(problems_of_source(file, text), [""; 0], "{text}");
    }
    // Behind a test module the rules hold again.
    let behind = "#[cfg(test)]\nmod tests { use crate::cli; }\nuse crate::cli::print;";
    assert!(one("stats/mod.rs", behind).starts_with("src/stats/mod.rs:3:"));
}

#[test]
fn touching_the_outside_world_is_reported() {
    for (text, what) in [
        ("use std::fs;", "std::fs"),
        ("use std::{fmt, fs::File};", "std::fs"),
        ("fn f() { let _ = std::env::var(\"HOME\"); }", "std::env"),
        ("use std::time::{Duration, Instant};", "std::time::Instant"),
        ("use std::time::SystemTime as Clock;", "std::time::SystemTime"),
        ("use std::io::{Write, stdout};", "std::io::stdout"),
        ("use std::time;", "std::time whole"),
    ] {
        assert!(one("report/mod.rs", text).contains(what), "{text}");
    }
    assert_eq!(problems_of_source("report/mod.rs", "use std::time::Duration; use std::io::Write;"), [""; 0]);
}

#[test]
fn hash_maps_are_reported_even_in_tests() {
    let found = one("engine/run.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use std::collections::HashMap; }");
    assert_eq!(found, "src/engine/run.rs:3: HashMap: its order changes from run to run");
    assert!(one("engine/run.rs", "use std::collections::HashSet;").contains("HashSet"));
    assert_eq!(problems_of_source("engine/run.rs", "// no HashMap here\nuse std::collections::BTreeMap;"), [""; 0]);
}

#[test]
fn long_files_and_empty_names_are_reported() {
    let text = "//\n".repeat(MOST_LINES);
    assert_eq!(problems_of_file("src/names/mod.rs", &text), [""; 0]);
    let longer = format!("{text}//\n");
    assert_eq!(
        problems_of_file("src/names/mod.rs", &longer),
        ["src/names/mod.rs: 401 lines, 400 at the most: split it by thought"]
    );
    for file in ["src/utils.rs", "src/stats/helpers.rs", "src/common/mod.rs", "tests/it/manager.rs"] {
        assert_eq!(problems_of_file(file, "").len(), 1, "{file}");
    }
    assert_eq!(problems_of_file("src/stats/mod.rs", "mod helpers;\npub mod utils { }\n").len(), 2);
}

#[test]
fn rooms_out_of_order_are_reported() {
    assert_eq!(problems_of_order("pub mod stats;\n// Floor 5\npub mod engine;\npub mod cli;\n"), [""; 0]);
    let found = problems_of_order("pub mod engine;\npub mod stats;\npub mod attic;\n");
    assert_eq!(found, ["src/lib.rs: `stats` (floor 0) stands above `engine`", "src/lib.rs: `attic` has no floor"]);
}

#[test]
fn code_is_what_remains_without_words() {
    let code = code_of("let a = \"x\\\"y\"; // z\nlet b = 'c'; let d: &'static str = br\"q\";");
    assert!(!code.contains(['x', 'z', 'q']) && code.contains("&'static str") && code.lines().count() == 2, "{code}");
}
