//! Faults by class: whatever goes in, and whatever the machine does, the command ends with an answer or a reason.
//!
//! One file a class. Each has a cut, which `cargo test` runs, and the whole, which `just faults` runs and counts:
//! `class tried failed`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and it reads and writes the files it tests"
)]
#![cfg(all(feature = "cli", unix))]

#[expect(dead_code, reason = "shared with the other integration tests, which use all of it")]
#[path = "../it/command.rs"]
mod command;
mod fuzz;
mod fuzz_kept;
mod machine;
#[expect(dead_code, reason = "shared with the other integration tests, which use all of it")]
#[path = "../it/made_workbooks.rs"]
mod made_workbooks;
mod numbers;
mod places;
mod returns;
mod signals;
mod sizes;
mod tally;
mod text;
mod together;
mod writes;

use tally::Tally;

type Class = fn(&mut Tally, bool);

/// A class of faults: its name, and what tries it. `true` asks for all of it, `false` for the cut.
const CLASSES: [(&str, Class); 9] = [
    ("F1 text", text::class),
    ("F2 machine", machine::class),
    ("F3 sizes", sizes::class),
    ("F4 signals", signals::class),
    ("F5 numbers", numbers::class),
    ("F6 returns", returns::class),
    ("F7 writes", writes::class),
    ("F8 places", places::class),
    ("F9 together", together::class),
];

/// Everything, class by class: `class tried failed`, and the largest memory that any command held by then.
#[test]
#[ignore = "the whole of what the cut of each class always tries, and minutes of a machine that has nothing else to do; by: just faults"]
fn all_of_every_class() {
    let mut failed = 0;
    let mut lines = vec![format!("{:24} {:>6} {:>6} {:>10}", "class", "tried", "failed", "largest MB")];
    for (name, class) in CLASSES {
        let mut tally = Tally::new();
        class(&mut tally, true);
        let largest = tally::largest_command();
        lines.push(format!("{name:24} {:>6} {:>6} {largest:>10}", tally.tried, tally.failed.len()));
        lines.extend(tally.failed.iter().map(|what| format!("    {what}")));
        failed += tally.failed.len();
    }
    println!("{}", lines.join("\n"));
    assert_eq!(failed, 0, "{failed} cases failed");
    assert!(tally::largest_command() <= tally::MOST_MEGABYTES);
}
