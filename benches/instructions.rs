//! Instructions counted by Valgrind, which no other load on the machine can change: the guard against slow
//! code. Every limit is five per cent above what was counted when it was set, on x86-64; a change
//! that means to cost more raises it in the same commit.
//!
//! `just instructions` runs it; it needs Valgrind and `gungraun-runner` of the same version as the
//! `gungraun` in Cargo.toml.

#![expect(clippy::panic, reason = "a bench of a contest that does not read is none")]
#![allow(missing_docs, clippy::must_use_candidate, reason = "what the macros make")]

use gungraun::{Callgrind, EventKind, LibraryBenchmarkConfig, library_benchmark, library_benchmark_group, main};
use humnaam::engine::law::Booths;
use humnaam::engine::{self, Body, Scratch, Summary};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::scenario::{self, Sources};
use std::hint::black_box;

/// 330 booths in one segment, 250 votes meant for the principal in each.
fn model() -> Model {
    let text = "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"made up\"\nbooths = 330\n\
         [[candidate]]\nid = \"t\"\nname = \"Asha Rao\"\nvotes = 82_500\n\
         [[candidate]]\nid = \"w\"\nname = \"Bimal Sen\"\nvotes = 81_000\n\
         [[candidate]]\nid = \"d\"\nname = \"Asha Rao\"\nparty = \"IND\"\nnamesake_of = \"t\"\n\
         [own_support]\ntypical_votes = 600\n[confusion]\nrate = { median = 0.005, p95 = 0.02 }\n";
    let file = scenario::parse(&Sources::new("t", text)).unwrap_or_else(|p| panic!("{p:?}"));
    let scenario = file.build(None).unwrap_or_else(|p| panic!("{p:?}"));
    Model::new(&scenario, &Evidence::builtin()).unwrap_or_else(|| panic!("nobody is a namesake"))
}

fn ready() -> (Model, Scratch, Summary) {
    let model = model();
    let (scratch, summary) = (Scratch::with_body(&model, Body::Portable), Summary::new(&model));
    (model, scratch, summary)
}

fn law() -> Booths {
    let model = model();
    Booths::with(&model, model.focus(), Body::Portable, 1.0)
}

fn at_most(instructions: u64) -> LibraryBenchmarkConfig {
    let mut config = LibraryBenchmarkConfig::default();
    config.tool(Callgrind::default().hard_limits([(EventKind::Ir, instructions)]));
    config
}

// 64 simulations, counted into a summary.
#[library_benchmark(config = at_most(5_034_000))]
#[bench::counted(ready())]
fn simulations((model, mut scratch, mut summary): (Model, Scratch, Summary)) -> Summary {
    let order = engine::order(&model, 0, 64, &scratch);
    engine::draw(&model, &order, &mut scratch, &mut |scratch, count| summary.record(&model, count, scratch));
    black_box(summary)
}

// One tail of the exact law, averaged over the segment's effect.
#[library_benchmark(config = at_most(498_850_000))]
#[bench::averaged(law())]
fn tail(booths: Booths) -> Option<f64> {
    black_box(booths.tail(black_box(0.006), 500))
}

library_benchmark_group!(name = guard; benchmarks = simulations, tail);
main!(library_benchmark_groups = guard);
