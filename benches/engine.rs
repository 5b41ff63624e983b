//! How fast a simulation of a Kanpur-sized contest (1,684 booths) is, and its exact law.
//!
//! `cargo bench` prints draws per second; a booth-draw is one booth in one simulation. Peak memory
//! of a long run is shown by `just bench-memory`.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench reads the clock and says what it saw")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use humnaam::engine::{self, Plan, Scratch, Summary};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::scenario::{self, Sources};
use std::hint::black_box;
use std::time::Instant;

fn model(text: &str) -> Model {
    let Ok(file) = scenario::parse(&Sources::new("bench.toml", text)) else { unreachable!("the scenario reads") };
    let Ok(scenario) = file.build(None) else { unreachable!("the scenario is valid") };
    let Some(model) = Model::new(&scenario, &Evidence::builtin()) else { unreachable!("it has namesakes") };
    model
}

fn contests() -> [(&'static str, Model); 2] {
    let kanpur = include_str!("../scenarios/kanpur-2024.toml");
    // The same booths looking forward: recorded votes taken as intended, the namesake's left open, and nothing of
    // what was said afterwards.
    let (before, after) = (kanpur.find("[counting]"), kanpur.find("[simulation]"));
    let (Some(before), Some(after)) = (before, after) else { unreachable!("it has both") };
    let forward = format!("{}{}", &kanpur[..before], &kanpur[after..])
        .replace("mode = \"retrospective\"", "mode = \"prospective\"")
        .replace("votes = { evm = 1_186, postal = 12 }", "");
    [("retrospective", model(kanpur)), ("prospective", model(&forward))]
}

/// One thread, eight simulations at a time, summary included.
fn draws(criterion: &mut Criterion) {
    for (name, model) in contests() {
        let cells = model.world.cells.len() as u64;
        let mut group = criterion.benchmark_group("one thread");
        let mut scratch = Scratch::new(&model);
        let mut summary = Summary::new(&model);
        let mut index = 0;
        group.throughput(Throughput::Elements(cells * engine::LANES as u64));
        group.bench_function(BenchmarkId::new("booth-draws", name), |bencher| {
            bencher.iter(|| {
                engine::draw(&model, &engine::neighbours(index), &mut scratch, &mut |scratch, count| {
                    summary.record(&model, count, black_box(scratch));
                });
                index += engine::LANES as u64;
            });
        });
        group.finish();
    }
}

/// All threads, whole runs.
fn runs(criterion: &mut Criterion) {
    for (name, model) in contests() {
        let mut group = criterion.benchmark_group("all threads");
        let draws = 8_192;
        group.sample_size(10).throughput(Throughput::Elements(draws));
        group.bench_function(BenchmarkId::new("draws", name), |bencher| {
            bencher.iter(|| engine::run(&model, &Plan::new(draws), &mut |_| true));
        });
        group.finish();
    }
}

/// The exact law of the same contests.
fn laws(criterion: &mut Criterion) {
    for (name, model) in contests() {
        let mut group = criterion.benchmark_group("exact law");
        group.sample_size(10);
        group.bench_function(name, |bencher| bencher.iter(|| engine::law::answer(black_box(&model))));
        group.finish();
    }
}

/// The same in the units the goals are set in.
fn in_words() {
    for (name, model) in contests() {
        let cells = model.world.cells.len() as f64;
        for threads in [1, 2] {
            let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() else { return };
            let draws = 65_536_u32;
            let start = Instant::now();
            pool.install(|| engine::run(&model, &Plan::new(u64::from(draws)), &mut |_| true));
            let seconds = start.elapsed().as_secs_f64();
            let (each, all) = (1e9 * seconds / f64::from(draws) / cells, f64::from(draws) / seconds);
            println!("{name}, {threads} threads: {each:.2} ns per booth-draw, {all:.0} draws per second");
        }
    }
}

criterion_group!(benches, draws, runs, laws);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    in_words();
}
