//! `run --draws-file`: every simulation as a row, whatever the threads, and the same numbers as the summary.

use crate::command::{Desk, SMALL, small_with};
use crate::sweeps::good;

/// A table of draws: its header, and its rows in cells.
fn table(desk: &Desk, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let text = String::from_utf8(desk.read(name)).unwrap();
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let mut lines = text.lines().map(cells);
    (lines.next().unwrap(), lines.collect())
}

fn number(row: &[String], column: usize) -> f64 {
    row[column].parse().unwrap()
}

fn run<'a>(out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let run = ["run", "a.toml", "--no-charts", "--draws-file", "--format", "json", "--out", out];
    run.iter().chain(more).copied().collect()
}

#[test]
fn the_rows_are_what_the_summary_counts() {
    for scenario in [SMALL.to_owned(), small_with("retrospective", "prospective")] {
        let desk = Desk::with(&scenario);
        // More than a round, and no whole number of blocks.
        let draws = ["--draws", "20001", "--set", "confusion.rate={low=0.0,high=0.3}"];
        let file = |out: &str| {
            let folder = std::fs::read_dir(desk.path(out)).unwrap().next().unwrap().unwrap().file_name();
            format!("{out}/{}/draws.csv", folder.to_string_lossy())
        };
        let out = good(&desk, &run("o", &draws));
        let summary: serde_json::Value = serde_json::from_str(&out).unwrap();
        let (header, rows) = table(&desk, &file("o"));
        let promised = "draw,flip,recorded_winner,intended_winner,recorded_margin,counterfactual_margin,confusion_rate,diverted_asha2";
        assert_eq!(header.join(","), promised);
        assert_eq!(rows.len(), 20_001);
        assert!(rows.iter().zip(0..).all(|(row, index)| row[0] == index.to_string()));
        let share = |column: usize, word: &str| {
            rows.iter().filter(|row| row[column] == word).count() as f64 / rows.len() as f64
        };
        let near = |a: f64, b: &serde_json::Value| (a - b.as_f64().unwrap_or(0.0)).abs() < 1e-8;
        assert!(near(share(1, "1"), &summary["flip"]["probability"]), "{}", share(1, "1"));
        for (column, world) in [(2, "recorded"), (3, "intended")] {
            for id in ["asha", "bimal", "asha2"] {
                assert!(near(share(column, id), &summary["wins"][world][id]), "{world} {id}");
            }
        }
        for (column, counted) in [
            (4, &summary["recorded_margin"]),
            (5, &summary["counterfactual_margin"]),
            (7, &summary["diverted"]["asha2"]),
        ] {
            let mean = rows.iter().map(|row| number(row, column)).sum::<f64>() / rows.len() as f64;
            assert!((mean - counted["mean"].as_f64().unwrap()).abs() < 1e-6 * mean.abs().max(1.0), "{column}: {mean}");
        }
        assert!(rows.iter().all(|row| (0.0..=1.0).contains(&number(row, 6))));
        // No thread changes a byte, and verify makes the table again.
        let whole = desk.read(&file("o"));
        for threads in ["1", "2", "3", "8"] {
            good(&desk, &run(threads, &[&draws[..], &["--threads", threads]].concat()));
            assert!(desk.read(&file(threads)) == whole, "{threads} threads");
        }
        let folder = file("o").replace("/draws.csv", "");
        good(&desk, &["verify", &folder]);
        let mut changed = whole;
        let last = changed.len() - 2;
        changed[last] ^= 1;
        desk.put(&file("o"), &changed);
        assert!(desk.refused(70, &["verify", &folder]).contains("draws.csv was changed"));
        // A run without the table does not leave another's beside its own numbers.
        let other = ["run", "a.toml", "--no-charts", "--quiet", "--out", "o", "--seed", "9"];
        good(&desk, &[&other[..], &draws].concat());
        assert!(!desk.path(&file("o")).exists());
    }
}

#[test]
fn every_way_of_sampling_has_its_rows() {
    let desk = Desk::with(&small_with("retrospective", "prospective"));
    for (method, first) in [("plain", "draw,flip"), ("sobol", "draw,flip"), ("importance", "draw,weight,shifted,flip")]
    {
        let set = format!("simulation.method=\"{method}\"");
        let out = good(&desk, &run(method, &["--draws", "4000", "--set", &set]));
        let summary: serde_json::Value = serde_json::from_str(&out).unwrap();
        let (header, rows) = table(&desk, &format!("{method}/a/draws.csv"));
        assert!(header.join(",").starts_with(first), "{header:?}");
        assert_eq!(rows.len(), 4_000);
        if method == "importance" {
            // Both halves are as large, so that the mean of their means is that of all.
            let flips: f64 = rows.iter().map(|row| number(row, 1) * number(row, 3)).sum();
            let flip = &summary["flip"]["probability"];
            assert!((flips / 4_000.0 - flip.as_f64().unwrap()).abs() < 1e-6, "{flips} and {flip}");
        }
    }
}

#[test]
fn a_run_that_stops_sooner_has_the_rows_it_made() {
    let desk = Desk::with(SMALL);
    let out = good(&desk, &run("o", &["--draws", "100000", "--until", "0.004"]));
    let summary: serde_json::Value = serde_json::from_str(&out).unwrap();
    let (_, rows) = table(&desk, "o/a/draws.csv");
    assert_eq!(Some(rows.len() as u64), summary["draws"].as_u64());
    assert!(rows.len() < 100_000, "it was to stop sooner");
}

#[test]
fn what_has_no_rows_says_so() {
    let desk = Desk::with(SMALL);
    let said = desk.refused(2, &["run", "a.toml", "--draws-file", "--shard", "0/2"]);
    assert!(said.contains("leave it or --shard out"), "{said}");
    let said = desk.refused(2, &["run", "a.toml", "--format", "parquet"]);
    assert!(said.contains("use --format csv"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_table_too_large_for_the_disk_leaves_nothing() {
    let desk = Desk::with(SMALL);
    good(&desk, &run("o", &["--draws", "100"]));
    let before = desk.everything();
    let ended = desk.shell("trap '' XFSZ; ulimit -f 64; exec \"$@\"", &run("o", &["--draws", "20000"]));
    assert_eq!((ended.code, ended.out.as_str()), (Some(74), ""), "{}", ended.err);
    assert!(ended.err.starts_with("error: o/a/draws.csv could not be written: File too large"), "{}", ended.err);
    assert!(ended.err.contains("help: "), "{}", ended.err);
    assert!(before == desk.everything(), "something was left behind or changed");
}
