//! Booth returns of 2,000 booths and 20 candidates: to import them, and to learn from them.

use criterion::{Criterion, criterion_group, criterion_main};
use humnaam::evidence::Evidence;
use humnaam::inference::{Effort, infer};
use humnaam::model::Model;
use humnaam::returns::{SourceFile, import};
use humnaam::scenario::{self, Sources};
use std::hint::black_box;

const BOOTHS: u32 = 2_000;
const CANDIDATES: u32 = 20;

/// Votes that vary without a generator: the principal first, their namesake last.
fn votes(booth: u32, candidate: u32) -> u32 {
    let mixed = (booth * 7_919 + candidate * 104_729) % 1_009;
    match candidate {
        0 => 60 + (booth * 37) % 400,
        1 => 460 - (booth * 37) % 400 + mixed % 40,
        _ if candidate == CANDIDATES - 1 => votes(booth, 0) / 80 + mixed % 3,
        _ => mixed % (2 + candidate % 5),
    }
}

fn form() -> String {
    let names: Vec<String> = (1..=CANDIDATES).map(|c| format!("{c} - CANDIDATE {c}")).collect();
    let mut text = format!("Part No,{},Total\n", names.join(","));
    for booth in 0..BOOTHS {
        let row: Vec<u32> = (0..CANDIDATES).map(|c| votes(booth, c)).collect();
        let cells: Vec<String> = row.iter().map(u32::to_string).collect();
        text.push_str(&format!("{},{},{}\n", booth + 1, cells.join(","), row.iter().sum::<u32>()));
    }
    text
}

fn booths(criterion: &mut Criterion) {
    let text = form();
    let files = [SourceFile { name: "seat.csv", bytes: text.as_bytes() }];
    criterion.bench_function("import 2,000 booths of 20 candidates", |b| {
        b.iter(|| import(black_box(&files), None, false).table.map(|table| table.rows.len()));
    });
    let Some(table) = import(&files, None, false).table else { return };
    let mut toml = "title = 'b'\nmode = 'retrospective'\n[contest]\nname = 'b'\nbooth_file = 'b.csv'\n".to_owned();
    for (place, id) in table.candidates.iter().enumerate() {
        let votes = table.totals()[id.as_str()];
        toml.push_str(&format!("[[candidate]]\nid = '{id}'\nname = '{id}'\nparty = 'IND'\nvotes = {votes}\n"));
        if place + 1 == table.candidates.len() {
            toml.push_str(&format!("namesake_of = '{}'\nname_similarity = 1.0\n", table.candidates[0]));
        }
    }
    let Ok(file) = scenario::parse(&Sources::new("b.toml", &toml)) else { return };
    let Ok(scenario) = file.build(Some(table)) else { return };
    let evidence = Evidence::builtin();
    let Some(model) = Model::new(&scenario, &evidence) else { return };
    let mut group = criterion.benchmark_group("inference");
    group.sample_size(10);
    group.bench_function("learn from 2,000 booths with 17 placebos", |b| {
        b.iter(|| infer(&scenario, &evidence, &mut model.clone(), Effort::default()).findings.len());
    });
    group.finish();
}

criterion_group!(benches, booths);
criterion_main!(benches);
