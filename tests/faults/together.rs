//! F9. Two of the same at once into one folder: each comes to its whole answer, or says who holds the folder; together they leave
//! what one alone leaves.

use crate::command::{Desk, Ended};
use crate::tally::Tally;
use crate::writes::{desk, good, names, relative};
use std::process::Stdio;
use std::time::Duration;

/// What makes the state before, and the two that are started together.
type Pair = (&'static str, &'static [&'static [&'static str]], [&'static [&'static str]; 2]);

const RUN: &[&str] = &["run", "a.toml", "--no-charts", "--quiet", "--out", "o"];
const OTHER_RUN: &[&str] = &["run", "a.toml", "--no-charts", "--quiet", "--draws-file", "--seed", "9", "--out", "o"];
const SWEEP: &[&str] =
    &["sweep", "a.toml", "--vary", "confusion.rate=0.01,0.05,0.1", "--no-charts", "--quiet", "--out", "o"];
const MERGE: &[&str] = &["merge", "o/a", "--quiet"];
const SHARDS: &[&[&str]] = &[
    &["run", "a.toml", "--no-charts", "--quiet", "--shard", "0/2", "--out", "o"],
    &["run", "a.toml", "--no-charts", "--quiet", "--shard", "1/2", "--out", "o"],
];

const PAIRS: [Pair; 6] = [
    ("run and another run", &[], [RUN, OTHER_RUN]),
    ("sweep and sweep", &[], [SWEEP, SWEEP]),
    ("merge and merge", SHARDS, [MERGE, MERGE]),
    ("merge and run", SHARDS, [MERGE, RUN]),
    ("shard and shard", &[], [SHARDS[0], SHARDS[1]]),
    (
        "import and import",
        &[],
        [&["import", "form.csv", "--out", "o/a.csv"], &["import", "old.csv", "--out", "o/b.csv"]],
    ),
];

/// What the commands of some leave that end well, one after the other.
fn left_by(before: &[&[&str]], commands: &[&[&str]]) -> crate::writes::Files {
    let desk = desk();
    before.iter().chain(commands).for_each(|command| good(&desk, command));
    relative(&desk, "o")
}

fn at_once(desk: &Desk, commands: [&[&str]; 2], apart: Duration) -> [Ended; 2] {
    let start =
        |arguments: &[&str]| desk.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let first = start(commands[0]);
    std::thread::sleep(apart);
    let second = start(commands[1]);
    [first, second].map(|child| Ended::from(child.wait_with_output().unwrap()))
}

pub fn class(tally: &mut Tally, whole: bool) {
    for (name, before, commands) in PAIRS {
        let [one, other] = commands;
        // Both may end well, one behind the other.
        let either = [&[one][..], &[other], &[one, other], &[other, one]].map(|commands| left_by(before, commands));
        for round in 0..if whole { 40 } else { 6 } {
            tally.case(&format!("{name}, {round}"), || {
                let desk = desk();
                before.iter().for_each(|command| good(&desk, command));
                let ended = at_once(&desk, commands, Duration::from_millis(round % 10 * 4));
                for ended in &ended {
                    let refused = ended.code == Some(73) && ended.err.contains("another humnaam is writing there");
                    assert!(ended.code == Some(0) || refused, "{ended:?}");
                }
                assert!(ended.iter().any(|ended| ended.code == Some(0)), "both were refused");
                let left = relative(&desk, "o");
                assert!(either.contains(&left), "{}", names(&left));
                let all = desk.everything();
                assert!(!all.iter().any(|(path, _)| path.to_string_lossy().contains(".humnaam-")), "{}", names(&all));
            });
        }
    }
}

#[test]
fn two_at_once_leave_what_one_leaves() {
    Tally::cut(class);
}
