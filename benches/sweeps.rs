//! Sweeps and shards against their limits of time and memory, by the command itself.
//!
//! Every figure is a whole process, files and all. A limit that is not met ends the bench with a failure.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints what it measured and stops where it cannot go on"
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs the command and returns the seconds it took.
fn timed(folder: &Path, arguments: &[&str]) -> f64 {
    let began = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_humnaam"));
    let status = command.args(arguments).args(["--quiet"]).current_dir(folder).stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "{arguments:?}");
    began.elapsed().as_secs_f64()
}

/// The same, and the most memory it held, in megabytes, as GNU time says.
fn memory(folder: &Path, arguments: &[&str]) -> Option<f64> {
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%M", env!("CARGO_BIN_EXE_humnaam")]).args(arguments).args(["--quiet"]).current_dir(folder);
    let output = command.output().ok().filter(|output| output.status.success())?;
    let kilobytes: f64 = String::from_utf8(output.stderr).ok()?.lines().last()?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let desk = folder.path();
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let scenario = |name: &str| scenarios.join(name).display().to_string();
    let (kanpur, race) = (scenario("kanpur-2024.toml"), scenario("close-race.toml"));
    let mut missed = 0;
    let mut say = |what: &str, value: f64, unit: &str, limit: f64, least: bool| {
        let good = if least { value >= limit } else { value <= limit };
        missed += u32::from(!good);
        println!("{what}: {value:.2}{unit} (limit {limit}{unit}){}", if good { "" } else { "  MISSED" });
    };

    let curve = ["sweep", &kanpur, "--vary", "confusion.rate=0..0.10/51", "--out", "curve"];
    say("51-point exact curve of Kanpur", timed(desk, &curve), " s", 1.0, false);

    let grid = ["--vary", "confusion.rate=0..0.02/21", "--vary", "confusion.booth_cv=0..1/21", "--draws", "20000"];
    let arguments = [&["sweep", race.as_str(), "--out", "grid"][..], &grid].concat();
    say("21 x 21 grid at 20,000 draws, close race", timed(desk, &arguments), " s", 60.0, false);

    let run = ["run", &race, "--draws", "400000", "--no-charts", "--threads", "1", "--out"];
    let one = timed(desk, &[&run[..], &["one"]].concat());
    let halves: Vec<_> = ["0/2", "1/2"]
        .map(|shard| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_humnaam"));
            command.args(run).args(["halves", "--shard", shard, "--quiet"]).current_dir(desk);
            (Instant::now(), command.spawn().unwrap())
        })
        .into_iter()
        .map(|(began, mut child)| {
            assert!(child.wait().unwrap().success());
            began.elapsed().as_secs_f64()
        })
        .collect();
    say("two shards at once against one run", one / halves.iter().copied().fold(0.0, f64::max), "x", 1.8, true);

    let arguments = ["run", &kanpur, "--draws", "20000", "--no-charts", "--out", "many", "--shard"];
    for shard in 0..1_000 {
        timed(desk, &[&arguments[..], &[&format!("{shard}/1000")]].concat());
    }
    let merge = timed(desk, &["merge", "many/kanpur-2024"]);
    say("merge of 1,000 shards of Kanpur", merge, " s", 5.0, false);

    let points = |count: u32| {
        let vary = format!("confusion.rate=0..0.1/{count}");
        memory(desk, &["sweep", &kanpur, "--no-charts", "--vary", &vary, "--out", &format!("m{count}")])
    };
    if let (Some(few), Some(many)) = (points(100), points(20_000)) {
        println!("memory of 100 points: {few:.1} MB");
        say("memory of 20,000 points beyond that", many - few, " MB", 5.0, false);
    }
    assert_eq!(missed, 0, "{missed} limits missed");
}
