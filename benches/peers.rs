//! What a booth-draw costs here and with rand_distr, on one contest, for `just bench-peers` to set beside
//! NumPy in the same run. Prints one line of JSON a measurement; the contest is read from the file named
//! by the first argument, and the same contest as it was counted stands beside it in `counted.toml`; a second one leaves out
//! what does not begin with it.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a bench reads files and the clock"
)]

use humnaam::engine::{self, Body, Plan, Scratch, Summary, law};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::returns::BoothTable;
use humnaam::scenario::{self, Sources};
use humnaam::stats::special::probability;
use humnaam::stats::{Purpose, stream};
use rand_distr::{Beta, Binomial, Distribution, StandardNormal};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

fn model(path: &Path) -> Model {
    let read = |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let sources = Sources::new("contest.toml", &read(path));
    let file = scenario::parse(&sources).unwrap_or_else(|p| panic!("{p:?}"));
    let table = file.booth_file().map(|name| read(&path.with_file_name(name)));
    let table = table.map(|text| BoothTable::from_tidy_csv(&text).unwrap_or_else(|p| panic!("{p:?}")));
    let scenario = file.build(table).unwrap_or_else(|p| panic!("{p:?}"));
    Model::new(&scenario, &Evidence::builtin()).unwrap_or_else(|| panic!("nobody is a namesake"))
}

/// Nanoseconds per booth-draw of a piece of work that does `draws` simulations, the fastest of five.
fn report(name: &str, cells: usize, draws: u64, mut work: impl FnMut()) {
    if std::env::args().nth(2).is_some_and(|only| !name.starts_with(&only)) {
        return;
    }
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{{\"name\": \"{name}\", \"ns\": {}}}", 1e9 * best / draws as f64 / cells as f64);
}

/// The same simulation by rand_distr's samplers, booth by booth: a beta variate and a binomial one.
fn by_rand_distr(model: &Model, index: u64, row: &mut [u32]) {
    let mut random = stream(model.seed, Purpose::Ballots, index);
    let focus = model.focus();
    let hazard: f64 = focus.namesakes.iter().flat_map(|n| &n.routes).map(|r| r.sample_hazard(&mut random)).sum();
    for segment in 0..model.world.segments() {
        let z: f64 = StandardNormal.sample(&mut random);
        let p = probability(hazard * libm::exp(model.segment_sd * z));
        let cells = model.world.starts[segment]..model.world.starts[segment + 1];
        let phi = (1.0 - p) / (p * model.booth_cv * model.booth_cv) - 1.0;
        let phi = if phi > 0.0 { phi } else { 1.0 };
        let beta = Beta::new(p * phi, (1.0 - p) * phi).ok();
        for (out, &n) in row[cells.clone()].iter_mut().zip(&focus.votes[cells]) {
            let p = beta.as_ref().map_or(0.0, |beta| beta.sample(&mut random));
            let count = Binomial::new(u64::from(n), p).map_or(0, |law| law.sample(&mut random));
            *out = u32::try_from(count).unwrap_or(n);
        }
    }
}

fn main() {
    let Some(path) = std::env::args().nth(1).filter(|path| Path::new(path).exists()) else {
        // `cargo bench` runs every bench; without a contest there is nothing to compare.
        println!("peers: give the path of a contest, or run `just bench-peers`");
        return;
    };
    let model = model(Path::new(&path));
    let cells = model.world.cells.len();
    let draws = 16_384;
    for body in Body::available() {
        let mut scratch = Scratch::with_body(&model, body);
        report(&format!("kernel {body:?}"), cells, draws, || {
            let order = engine::order(&model, 0, draws, &scratch);
            engine::draw(&model, &order, &mut scratch, &mut |scratch, _| {
                black_box(scratch);
            });
        });
    }
    let mut row = vec![0; cells];
    report("rand_distr", cells, draws / 64, || {
        (0..draws / 64).for_each(|index| by_rand_distr(&model, index, black_box(&mut row)));
    });
    for threads in [1, 2] {
        let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() else { return };
        let plan = Plan::new(8 * draws);
        report(&format!("run {threads}"), cells, plan.draws, || {
            let summary: Summary = pool.install(|| engine::run(&model, &plan, &mut |_| true));
            black_box(summary.flips);
        });
        let rows = || {
            (0..draws / 32)
                .into_par_iter()
                .for_each_init(|| vec![0; cells], |row, index| by_rand_distr(&model, index, black_box(row)));
        };
        report(&format!("rand_distr with rayon {threads}"), cells, draws / 32, || pool.install(rows));
    }
    recorded(&Path::new(&path).with_file_name("counted.toml"));
}

/// A run of a contest that is over is its draws, and its law with that of every booth.
fn recorded(path: &Path) {
    let model = model(path);
    let cells = model.world.cells.len();
    for (name, draws) in [("recorded 1", 1 << 17), ("recorded of 10,000", 10_000)] {
        let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
        let plan = Plan::new(draws);
        let run = || {
            let summary: Summary = engine::run(&model, &plan, &mut |_| true);
            (summary.flips, law::answer(&model), law::booth_laws(&model, model.focus()))
        };
        report(name, cells, draws, || {
            black_box(pool.install(run));
        });
    }
}
