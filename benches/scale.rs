//! How runs, the exact law and memory grow with the number of booths: the lines of docs/performance.md.
//!
//! `cargo bench --bench scale` prints them; `just bench-scale` writes them into the document.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a bench reads the clock and says what it saw"
)]

use humnaam::engine::law::{self, Booths};
use humnaam::engine::{self, Body, Plan};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::scenario::{self, Sources};
use humnaam::study::Study;
use std::hint::black_box;
use std::time::Instant;

/// A contest of so many booths in five segments, 250 votes meant for the principal in each.
fn model(booths: u64, confusion: &str) -> Model {
    let votes = 250 * booths;
    let text = format!(
        "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"made up\"\nbooths = {booths}\n\
         [[candidate]]\nid = \"t\"\nname = \"Asha Rao\"\nvotes = {votes}\n\
         [[candidate]]\nid = \"w\"\nname = \"Bimal Sen\"\nvotes = {}\n\
         [[candidate]]\nid = \"d\"\nname = \"Asha Rao\"\nparty = \"IND\"\nnamesake_of = \"t\"\n\
         [own_support]\ntypical_votes = 600\n[confusion]\n{confusion}\n{}",
        votes - votes / 60,
        (1..=5).map(|s| format!("[[segment]]\nid = \"s{s}\"\n")).collect::<String>()
    );
    let file = scenario::parse(&Sources::new("t", &text)).unwrap_or_else(|p| panic!("{p:?}"));
    let scenario = file.build(None).unwrap_or_else(|p| panic!("{p:?}"));
    Model::new(&scenario, &Evidence::builtin()).unwrap_or_else(|| panic!("nobody is a namesake"))
}

/// The fastest of some repetitions, in seconds.
fn seconds(repetitions: u32, mut work: impl FnMut()) -> f64 {
    let once = |_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    (0..repetitions).map(once).fold(f64::INFINITY, f64::min)
}

/// The peak of resident memory so far, in megabytes, where the system says.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}

/// The exact answer of every shipped scenario that is drawn, on all threads there are.
fn shipped() {
    println!("\n| exact answer | ms | goal |\n|---|--:|--:|");
    let mut paths: Vec<_> = std::fs::read_dir("scenarios").into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    for path in paths {
        let study = Study::open(&path.to_string_lossy());
        let Ok(model) = study.and_then(|study| study.prepare()).map(|prepared| prepared.model) else { continue };
        let time = seconds(5, || {
            black_box(law::answer(&model));
        });
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        println!("| {name} | {:.1} | 50 |", 1e3 * time);
    }
}

fn main() {
    let Ok(one) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
    println!("| whole run, one thread | draws | ns per booth-draw | memory above the model, MB |\n|---|--:|--:|--:|");
    for (booths, draws) in [(100, 400_000), (1_650, 65_536), (10_000, 8_192), (100_000, 1_024), (1_000_000, 64)] {
        let model = model(booths, "");
        let before = peak();
        let plan = Plan::new(draws);
        let time = seconds(3, || {
            black_box(one.install(|| engine::run(&model, &plan, &mut |_| true)).flips);
        });
        let each = 1e9 * time / draws as f64 / booths as f64;
        println!("| {booths} booths | {draws} | {each:.2} | {:.1} |", (peak() - before).max(0.0));
    }
    println!("\n| exact law | time | goal |\n|---|--:|--:|");
    for (booths, goals) in [(1_650, ["0.3 ms", "", "0.1 ms"]), (1_000_000, ["", "", "2 ms"])] {
        let model = model(booths, "rate = 0.01\nsegment_sd = 0.0");
        for (body, goal) in Body::available().into_iter().zip(goals) {
            let law = Booths::with(&model, model.focus(), body, 1.0);
            let time = seconds(20, || {
                black_box(law.tail(black_box(0.01), 250 * booths / 100));
            });
            println!("| given the rates, {booths} booths, {body:?} | {:.3} ms | {goal} |", 1e3 * time);
        }
    }
    let contest = model(1_650, "");
    let lead = u64::try_from(contest.known[0] - contest.known[1]).unwrap_or(0);
    let time = seconds(3, || {
        black_box(one.install(|| law::diverted_at_least(&contest, lead)));
    });
    println!("| uncertain rate and segments, 1650 booths, one thread | {time:.2} s | 2 s |");
    let finer = law::diverted_at_least_with(&contest, lead, 8.0).unwrap_or(f64::NAN);
    let away = (finer - law::diverted_at_least(&contest, lead).unwrap_or(f64::NAN)).abs();
    println!("| its difference from grids eight times finer | {away:.1e} | 1e-10 |");
    shipped();
    // An election of 543 contests with 1.05 million booths, on a tenth of 10,000 draws.
    let contest = model(1_934, "");
    let time = seconds(1, || {
        for _ in 0..543 {
            black_box(one.install(|| engine::run(&contest, &Plan::new(1_000), &mut |_| true)).flips);
        }
    });
    println!("\n543 contests of 1,934 booths, 10,000 draws each, one thread: {:.0} s (goal 90 s)", 10.0 * time);
}
