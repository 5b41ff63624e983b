//! How fast a simulation of a Kanpur-sized contest (1,684 booths) is, and its exact law.
//!
//! `cargo bench` prints draws per second; a booth-draw is one booth in one simulation. Peak memory
//! of a long run is shown by `just bench-memory`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use humnaam::engine::{self, Plan, Scratch, Summary};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::scenario::{self, Sources};
use std::hint::black_box;

fn model(text: &str) -> Model {
    let Ok(file) = scenario::parse(&Sources::new("bench.toml", text)) else { unreachable!("the scenario reads") };
    let Ok(scenario) = file.build(None) else { unreachable!("the scenario is valid") };
    let Some(model) = Model::new(&scenario, &Evidence::builtin()) else { unreachable!("it has namesakes") };
    model
}

fn contests() -> [(&'static str, Model); 2] {
    let kanpur = include_str!("../scenarios/kanpur-2024.toml");
    // The same booths looking forward: recorded votes taken as intended, the namesake's left open.
    let forward = kanpur
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
                engine::draw(&model, index, &mut scratch);
                summary.record(&model, index, engine::LANES, black_box(&scratch));
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
            bencher.iter(|| engine::run(&model, &Plan { draws, until: None }, &mut |_| true));
        });
        group.finish();
    }
}

/// The exact law of the same contests.
fn laws(criterion: &mut Criterion) {
    for (name, model) in contests() {
        let mut group = criterion.benchmark_group("exact law");
        group.sample_size(10);
        group.bench_function(name, |bencher| bencher.iter(|| engine::law::flip_probability(black_box(&model))));
        group.finish();
    }
}

criterion_group!(benches, draws, runs, laws);
criterion_main!(benches);
