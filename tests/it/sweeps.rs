//! `sweep` and `merge` as users drive them: the same bytes however often a sweep was broken off and over
//! however many shards and threads it ran, and every damage refused by name.

use crate::command::{Desk, SMALL, small_with};
use sha2::Digest;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::Duration;

/// Eleven rates by two supports, on a seat that takes a millisecond.
pub const VARY: &[&str] = &["--vary", "confusion.rate=0..0.2/11", "--vary", "own_support.typical_votes=10,40"];

pub fn sweep<'a>(out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["sweep", "a.toml", "--out", out, "--no-charts", "--quiet"];
    arguments.extend(VARY);
    arguments.extend(more);
    arguments
}

/// The files of a results folder but for its shards.
pub fn results(desk: &Desk, folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let root = desk.path(folder);
    let inside = |path: &PathBuf| path.starts_with(&root) && !path.starts_with(root.join("shards"));
    let all = desk.everything().into_iter().filter(|(path, bytes)| inside(path) && !bytes.is_empty());
    all.map(|(path, bytes)| (path.strip_prefix(&root).expect("inside").to_owned(), bytes)).collect()
}

pub fn good(desk: &Desk, arguments: &[&str]) -> String {
    let ended = desk.run(arguments);
    assert_eq!(ended.code, Some(0), "{arguments:?}\n{}", ended.err);
    ended.out
}

/// A generator for moments and bits; fixed, so that a failure can be met again.
pub fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn a_point_is_what_a_run_with_its_values_says() {
    let desk = Desk::with(SMALL);
    good(&desk, &sweep("s", &["--draws", "500"]));
    let table = String::from_utf8(desk.read("s/a-sweep/points.csv")).unwrap();
    let mut lines = table.lines();
    let header = "index,confusion.rate,own_support.typical_votes,flip_probability,standard_error,exact,diverted_p05,diverted_p50,diverted_p95,draws,problem";
    assert_eq!(lines.next(), Some(header));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 22);
    for row in rows.iter().step_by(3) {
        let set = [format!("confusion.rate={}", row[1]), format!("own_support.typical_votes={}", row[2])];
        let out = good(
            &desk,
            &[
                "run",
                "a.toml",
                "--out",
                "r",
                "--no-charts",
                "--format",
                "json",
                "--draws",
                "500",
                "--set",
                &set[0],
                "--set",
                &set[1],
            ],
        );
        let run: serde_json::Value = serde_json::from_str(&out).unwrap();
        let number = |text: &str| text.parse::<f64>().unwrap();
        assert!((number(row[3]) - run["flip"]["probability"].as_f64().unwrap()).abs() < 1e-9, "{row:?}");
        assert!((number(row[5]) - run["flip"]["exact"].as_f64().unwrap()).abs() < 1e-8, "{row:?}");
        for (column, share) in [(6, "p05"), (7, "p50"), (8, "p95")] {
            assert_eq!(number(row[column]), run["diverted"]["asha2"][share].as_f64().unwrap(), "{row:?}");
        }
        assert_eq!(row[9], "500");
    }
    // Where draws are not asked for, the law alone answers, and agrees with what the run called exact.
    good(&desk, &sweep("e", &[]));
    let exact = String::from_utf8(desk.read("e/a-sweep/points.csv")).unwrap();
    for (line, row) in exact.lines().skip(1).zip(&rows) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!((cells[3], cells[4], cells[5], cells[9]), (row[5], "0", row[5], "0"), "{line}");
    }
}

fn killed_after(desk: &Desk, arguments: &[&str], moment: Duration) {
    let mut child: Child =
        desk.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    std::thread::sleep(moment);
    // SIGKILL: nothing can be tidied away.
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
}

#[test]
fn a_sweep_killed_at_fifty_moments_goes_on_to_the_same_bytes() {
    let desk = Desk::with(SMALL);
    let more = ["--draws", "3000"];
    let started = std::time::Instant::now();
    good(&desk, &sweep("whole", &more));
    let took = started.elapsed();
    let whole = results(&desk, "whole/a-sweep");
    let (mut state, mut broken_off) = (7, 0);
    for round in 0..50_u32 {
        let out = format!("k{round}");
        let micros = u64::try_from(took.as_micros()).unwrap_or(1_000_000).max(1);
        killed_after(&desk, &sweep(&out, &more), Duration::from_micros(next(&mut state) % micros));
        let records = desk.path(&format!("{out}/a-sweep/points.records"));
        let before = std::fs::read(&records).unwrap_or_default();
        // Every third is killed once more on its way.
        if round % 3 == 0 {
            killed_after(&desk, &sweep(&out, &more), Duration::from_micros(next(&mut state) % micros));
        }
        // What is finished is left alone (`what_is_finished_is_not_run_again` sees to it): its bytes stay.
        good(&desk, &sweep(&out, &more));
        let after = std::fs::read(&records).expect("the records");
        let finished =
            before.chunks_exact(512).zip(after.chunks_exact(512)).filter(|(old, _)| old.iter().any(|&b| b > 0));
        assert!(finished.clone().all(|(old, new)| old == new), "round {round} changed what was finished");
        broken_off +=
            u32::from(before.len() < after.len() || before.chunks_exact(512).any(|slot| slot.iter().all(|&b| b == 0)));
        assert!(results(&desk, &format!("{out}/a-sweep")) == whole, "round {round}");
    }
    assert!(broken_off >= 10, "only {broken_off} of 50 were broken off before their end");
}

#[test]
fn what_is_finished_is_not_run_again() {
    // The records of a finished sweep are answered by hand with what no simulation brings; had a point been
    // run again, its true answer would stand there.
    let desk = Desk::with(SMALL);
    good(&desk, &sweep("s", &["--draws", "100"]));
    let mut records = desk.read("s/a-sweep/points.records");
    let slot = records.len() - 512;
    let text = String::from_utf8(records[slot..].to_vec()).unwrap();
    let json = text[..446].trim_end().replace("\"draws\":100", "\"draws\":123");
    assert!(json.contains("123"), "{text}");
    records.truncate(slot);
    records.extend(sealed(&json));
    desk.put("s/a-sweep/points.records", &records);
    good(&desk, &sweep("s", &["--draws", "100"]));
    let table = String::from_utf8(desk.read("s/a-sweep/points.csv")).unwrap();
    assert_eq!(table.lines().filter(|line| line.ends_with(",123,")).count(), 1, "{table}");
    // A slot that is damaged is run again, and then it is as it was.
    let whole = desk.read("s/a-sweep/points.records");
    let mut damaged = whole.clone();
    damaged[slot - 400] ^= 4;
    desk.put("s/a-sweep/points.records", &damaged);
    good(&desk, &sweep("s", &["--draws", "100"]));
    assert!(desk.read("s/a-sweep/points.records") == whole);
}

/// A slot of 512 bytes as the program writes it: text, blanks, a blank, SHA-256, line feed.
pub fn sealed(json: &str) -> Vec<u8> {
    let padded = format!("{json:<446}");
    let sum: String = sha2::Sha256::digest(padded.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{padded} {sum}\n").into_bytes()
}

#[test]
fn every_sweep_of_a_scenario_has_its_own_folder_and_finds_it_again() {
    let desk = Desk::with(SMALL);
    good(&desk, &sweep("s", &[]));
    let first = results(&desk, "s/a-sweep");
    let folders = || {
        let mut names: Vec<String> = std::fs::read_dir(desk.path("s"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let others: [&[&str]; 4] =
        [&["--seed", "5"], &["--vary", "confusion.booth_cv=0,0.1"], &["--sample", "lhs:20"], &["--draws", "50"]];
    for (at, more) in others.iter().enumerate() {
        good(&desk, &sweep("s", more));
        assert_eq!(folders().len(), at + 2, "{more:?}: {:?}", folders());
        // The same again goes on where it was, and each is what it would be alone.
        good(&desk, &sweep("s", more));
        assert_eq!(folders().len(), at + 2, "{more:?}");
    }
    assert!(folders()[1..].iter().all(|name| name.starts_with("a-sweep+confusion.rate+own_support.typical_votes")));
    assert!(results(&desk, "s/a-sweep") == first);
    good(&desk, &sweep("alone", others[1]));
    let of_one = |folder: &str| String::from_utf8(desk.read(&format!("{folder}/points.csv"))).unwrap();
    let same = folders()[1..].iter().filter(|name| of_one(&format!("s/{name}")) == of_one("alone/a-sweep")).count();
    assert_eq!(same, 1);
    // What is set besides is another question.
    good(&desk, &sweep("s", &["--set", "confusion.booth_cv=0.1"]));
    assert!(folders().contains(&"a+confusion.booth_cv=0.1-sweep".to_owned()), "{:?}", folders());
    // Gone from the first place, a sweep that has its own keeps it.
    std::fs::remove_dir_all(desk.path("s/a-sweep")).unwrap();
    let before = folders();
    good(&desk, &sweep("s", &["--seed", "5"]));
    assert_eq!(folders(), before);
    // A sweep that looks for a value alone leaves no points, and is known by its manifest.
    let solve =
        |key: &str| good(&desk, &["sweep", "a.toml", "--solve", key, "--out", "v", "--no-charts", "--format", "json"]);
    let rate = solve("confusion.rate=0.5");
    solve("confusion.rate=0.4");
    assert_eq!(rate.as_bytes(), desk.read("v/a-sweep/sweep.json"));
    // So are shards of two sweeps.
    for seed in ["1", "2"] {
        for shard in ["0/2", "1/2"] {
            good(&desk, &sweep("p", &["--seed", seed, "--shard", shard]));
        }
    }
    let own = std::fs::read_dir(desk.path("p")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    for folder in own {
        good(&desk, &["merge", &format!("p/{folder}"), "--quiet"]);
        good(&desk, &["verify", &format!("p/{folder}")]);
    }
}

#[test]
fn a_folder_of_the_same_sweep_of_something_else_is_refused_with_the_cure() {
    let desk = Desk::with(SMALL);
    good(&desk, &sweep("s", &[]));
    let older = String::from_utf8(desk.read("s/a-sweep/points.records")).unwrap();
    let head: String = older.lines().next().unwrap()[..older.find('\n').unwrap() - 65].replacen("0.1.0", "0.0.9", 1);
    let sum: String = sha2::Sha256::digest(head.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    desk.put("s/a-sweep/points.records", format!("{head} {sum}\n"));
    let said = desk.refused(73, &sweep("s", &[]));
    assert!(said.contains("version 0.0.9"), "{said}");
    desk.put("a.toml", small_with("900", "901"));
    desk.put("s/a-sweep/points.records", &older);
    let said = desk.refused(73, &sweep("s", &[]));
    assert!(said.contains("another scenario"), "{said}");
}

#[test]
fn what_is_no_sweep_is_refused_in_words() {
    let desk = Desk::with(SMALL);
    for (arguments, words) in [
        (vec![], "nothing is varied"),
        (vec!["--vary", "confusion.rate="], "there are no values"),
        (vec!["--vary", "confusion.rate=0.1,,0.2"], "empty place"),
        (vec!["--vary", "confusion.rate"], "write PATH=VALUES"),
        (vec!["--vary", "confusion.rate=0..0.1"], "needs a count"),
        (vec!["--vary", "confusion.rate=0..0.1/0"], "from 2 to 65536 values, not 0"),
        (vec!["--vary", "confusion.rate=0..0.1/1000000000"], "from 2 to 65536 values"),
        (vec!["--vary", "confusion.rate=0..0.1/70000"], "from 2 to 65536 values"),
        (vec!["--vary", "confusion.rate=0..0.1/5:exp"], "no spacing"),
        (vec!["--vary", "confusion.rate=0..0.1/5:log"], "above 0"),
        (vec!["--vary", "confusion.rate=0.1", "--vary", "confusion.rate=0.2"], "varied twice"),
        (vec!["--vary", "confusion.rate=0..0.1/5", "--shard", "4/4"], "of 4 the last is 3, not 4"),
        (vec!["--vary", "confusion.rate=0..0.1/5", "--shard", "0/0"], "part of nothing"),
        (vec!["--vary", "confusion.rate=0..0.1/5", "--shard", "one"], "write I/K"),
        (vec!["--vary", "confusion.rate=0..0.1", "--sample", "lhs:0"], "from 1 to 1000000"),
        (vec!["--vary", "confusion.rate=0..0.1", "--sample", "lhs:1000000000"], "from 1 to 1000000"),
        (vec!["--vary", "confusion.rate=0..0.1", "--sample", "hex:10"], "no sample"),
        (vec!["--solve", "confusion.rate=1.5"], "between 0 and 1"),
        (vec!["--solve", "own_support.typical_votes=0.5"], "between which values"),
    ] {
        let said = desk.refused(2, &[vec!["sweep", "a.toml"], arguments].concat());
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = desk.refused(65, &["sweep", "a.toml", "--vary", "confusion.rat=0..0.1/5"]);
    assert!(said.starts_with("--vary confusion.rat=") && said.contains("did you mean \"rate\"?"), "{said}");
    let said = desk.refused(65, &["sweep", "a.toml", "--vary", "candidate.ashaa.votes=1,2"]);
    assert!(said.contains("did you mean \"asha\"?") || said.contains("\"asha2\""), "{said}");
    let said = desk.refused(2, &["run", "a.toml", "--until", "0.01", "--shard", "0/2"]);
    assert!(said.contains("--until"), "{said}");
}

#[test]
fn a_refused_value_is_noted_and_the_rest_go_on() {
    let desk = Desk::with(SMALL);
    let sweep = ["sweep", "a.toml", "--vary", "confusion.rate=0.01,2,0.05", "--no-charts", "--out"];
    let out = good(&desk, &[&sweep[..], &["s"]].concat());
    assert!(out.contains("1 point was refused, the first because rate = 2 is outside 0 to 0.999999"), "{out}");
    let table = String::from_utf8(desk.read("s/a-sweep/points.csv")).unwrap();
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert!(
        rows[1].starts_with("1,2,,,,,,,,\"rate = 2 is outside") || rows[1].starts_with("1,2,,,,,,,,rate = 2"),
        "{rows:?}"
    );
    assert!(rows[0].ends_with(",0,") && rows[2].ends_with(",0,"), "{rows:?}");
    let ended = desk.run(&[&sweep[..], &["f", "--fail-fast"]].concat());
    assert_eq!(ended.code, Some(65), "{}", ended.err);
    assert!(ended.err.contains("rate = 2 is outside") && !desk.path("f/a-sweep/points.csv").exists(), "{}", ended.err);
    let ended = desk.run(&["sweep", "a.toml", "--vary", "confusion.rate=2,3", "--no-charts", "--out", "n"]);
    assert_eq!(ended.code, Some(65), "{}", ended.err);
    assert!(ended.err.contains("all 2 points were refused"), "{}", ended.err);
}

#[test]
fn standard_output_carries_what_was_asked_for() {
    let desk = Desk::with(&format!("{SMALL}\n[[sweep]]\nparameter = \"confusion.rate\"\nvalues = \"0..0.1/5\"\n"));
    let lines = good(&desk, &["sweep", "a.toml", "--out", "s", "--no-charts", "--format", "ndjson"]);
    let points: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(points.len(), 5);
    assert!(points.iter().all(|point| point["exact"].is_f64() && point["problem"].is_null()));
    // A second time nothing is run, and the same is said; from standard input it is the same sweep too.
    assert_eq!(good(&desk, &["sweep", "a.toml", "--out", "s", "--no-charts", "--format", "ndjson"]), lines);
    let piped = desk.shell("\"$@\" < a.toml", &["sweep", "-", "--out", "i", "--no-charts", "--format", "ndjson"]);
    assert_eq!((piped.code, piped.out.as_str()), (Some(0), lines.as_str()), "{}", piped.err);
    let csv = good(&desk, &["sweep", "a.toml", "--out", "s", "--no-charts", "--format", "csv"]);
    assert_eq!(csv.as_bytes(), desk.read("s/a-sweep/points.csv"));
    let json = good(&desk, &["sweep", "a.toml", "--out", "s", "--no-charts", "--format", "json"]);
    assert_eq!(json.as_bytes(), desk.read("s/a-sweep/sweep.json"));
    let first =
        desk.shell("\"$@\" | head -n 1", &["sweep", "a.toml", "--out", "h", "--no-charts", "--format", "ndjson"]);
    assert_eq!((first.out.lines().count(), first.err.as_str()), (1, ""));
    // A run is not kept from running by a [[sweep]].
    good(&desk, &["run", "a.toml", "--out", "r", "--no-charts", "--quiet"]);
}

#[test]
fn a_value_is_solved_for_by_the_law() {
    let desk = Desk::with(SMALL);
    let out = good(&desk, &["sweep", "a.toml", "--solve", "confusion.rate=0.5", "--out", "s", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    let value = found["solutions"][0]["value"].as_f64().unwrap();
    let at = |rate: f64| {
        let set = format!("confusion.rate={rate}");
        let out = good(
            &desk,
            &["run", "a.toml", "--out", "r", "--no-charts", "--format", "json", "--draws", "8", "--set", &set],
        );
        let run: serde_json::Value = serde_json::from_str(&out).unwrap();
        run["flip"]["exact"].as_f64().unwrap()
    };
    assert!((at(value) - 0.5).abs() < 1e-6, "{value}");
    assert!(at(value * 0.99) < 0.5 && 0.5 < at(value * 1.01));
    let out = good(
        &desk,
        &["sweep", "a.toml", "--solve", "confusion.rate=0.5", "--vary", "confusion.rate=0..0.001", "--out", "n"],
    );
    assert!(out.contains("never crosses"), "{out}");
}

#[test]
fn three_paths_have_indices() {
    let desk = Desk::with(SMALL);
    let vary = [
        "--vary",
        "confusion.rate=0..0.2",
        "--vary",
        "own_support.typical_votes=5..80",
        "--vary",
        "confusion.booth_cv=0..0.5",
    ];
    let arguments =
        [&["sweep", "a.toml", "--out", "s", "--no-charts", "--format", "json", "--sample", "sobol:640"][..], &vary]
            .concat();
    let found: serde_json::Value = serde_json::from_str(&good(&desk, &arguments)).unwrap();
    let total = |place: usize| found["sensitivity"][place]["total"].as_f64().unwrap();
    assert_eq!(found["sensitivity"].as_array().unwrap().len(), 3);
    // How booths vary touches no total of a contest that is over: its index is 0 but for what a rate that is
    // one number makes of it.
    assert!(total(0) > 0.5 && total(2) < 0.05, "{found}");
}
