//! How long whole elections take: 92,000 made-up candidates of 10,000 contests scanned, and the
//! priors fitted to them. `cargo bench --bench elections` prints seconds and fails where a limit is
//! missed; `scan` on real tables under `/usr/bin/time -v` shows the memory.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench reads the clock and says what it saw")]

#[path = "made/elections.rs"]
mod made;

use humnaam::calibrate::Calibration;
use humnaam::evidence::Evidence;
use humnaam::returns::candidates::{CandidateTable, ListedContest};
use humnaam::scan::Scan;
use std::time::Instant;

/// Seconds that a scan on two threads may take, and a calibration.
const LIMITS: (f64, f64) = (3.0, 60.0);

fn read(text: &str, take: &mut dyn FnMut(ListedContest)) {
    let Ok(mut table) = CandidateTable::new(text.as_bytes(), None) else { unreachable!("the header is known") };
    while let Ok(Some(contest)) = table.next_contest() {
        take(contest);
    }
}

fn main() {
    let (text, evidence) = (made::table(), Evidence::builtin());
    let mut scanned = 0.0;
    for threads in [1, 2] {
        let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() else { return };
        let start = Instant::now();
        let found = pool.install(|| {
            let mut scan = Scan::new(&evidence, None);
            read(&text, &mut |contest| {
                scan.take(contest);
            });
            scan.finish()
        });
        scanned = start.elapsed().as_secs_f64();
        println!(
            "scan, {threads} threads: {scanned:.2} s for {} candidates of {} contests, {} pairs",
            found.counts.candidates,
            found.counts.contests,
            found.rows.len()
        );
    }
    let start = Instant::now();
    let mut calibration = Calibration::new(evidence);
    read(&text, &mut |contest| calibration.add(&contest, None));
    let fitted = calibration.fit();
    let calibrated = start.elapsed().as_secs_f64();
    println!("calibrate, one thread: {calibrated:.2} s, {}", if fitted.is_ok() { "fitted" } else { "refused" });
    if scanned > LIMITS.0 || calibrated > LIMITS.1 {
        println!("over the limits of {} s and {} s", LIMITS.0, LIMITS.1);
        std::process::exit(1);
    }
}
