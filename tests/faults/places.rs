//! F8. Files that change places, and what stops them in the middle: a disk that from one call on takes nothing more, a program
//! killed at that very call, and the next one killed while it puts things back. The next command that writes there finds the old
//! answer or the new one, whole; never some files of each.

use crate::command::{Desk, Ended};
use crate::tally::Tally;
use crate::writes::{Files, desk, good, has_strace, injected, names, relative};

/// A change of one answer for another, in a folder that holds a file of somebody else's.
struct Change {
    name: &'static str,
    before: &'static [&'static str],
    after: &'static [&'static str],
    /// What else writes into the same folder.
    other: &'static [&'static str],
    folder: &'static str,
}

const CHANGES: [Change; 3] = [
    Change {
        name: "a run with more files",
        before: &["run", "a.toml", "--no-charts", "--quiet", "--seed", "9", "--out", "o"],
        after: &["run", "a.toml", "--no-charts", "--quiet", "--draws-file", "--out", "o"],
        other: &["import", "form.csv", "--out", "o/a/other.csv"],
        folder: "o/a",
    },
    Change {
        name: "a run with fewer files",
        before: &["run", "a.toml", "--no-charts", "--quiet", "--seed", "9", "--draws-file", "--out", "o"],
        after: &["run", "a.toml", "--no-charts", "--quiet", "--out", "o"],
        other: &["import", "form.csv", "--out", "o/a/other.csv"],
        folder: "o/a",
    },
    Change {
        name: "an import",
        before: &["import", "old.csv", "--out", "o/booths.csv"],
        after: &["import", "form.csv", "--out", "o/booths.csv"],
        other: &["import", "form.csv", "--out", "o/other.csv"],
        folder: "o",
    },
];

const THEIRS: &str = "notes.txt";

/// The calls that put files in their places, and the fault that each is given.
const CALLS: [(&str, &str); 6] = [
    ("rename", "EIO"),
    ("unlink,unlinkat", "EROFS"),
    ("link,linkat", "EPERM"),
    ("mkdir", "EROFS"),
    ("fsync", "EIO"),
    ("write", "ENOSPC"),
];

impl Change {
    fn begun(&self) -> Desk {
        let desk = desk();
        good(&desk, self.before);
        desk.put(&format!("{}/{THEIRS}", self.folder), "not ours");
        desk
    }

    /// The files of the answer, and that somebody else's are there.
    fn files(&self, desk: &Desk) -> Files {
        let mut files = relative(desk, self.folder);
        files.retain(|(path, _)| !path.file_name().unwrap().to_string_lossy().starts_with("other.csv"));
        assert!(files.iter().any(|(path, bytes)| path.ends_with(THEIRS) && bytes == b"not ours"), "{}", names(&files));
        files
    }

    fn old_and_new(&self) -> (Files, Files) {
        let desk = self.begun();
        let old = self.files(&desk);
        good(&desk, self.after);
        (old, self.files(&desk))
    }

    /// Looks at what a command left that was stopped, then at what the next one makes of it.
    fn is_old_or_new(&self, desk: &Desk, ended: &Ended, old: &Files, new: &Files) {
        assert!(!ended.err.contains("panicked"), "{ended:?}");
        let left = self.files(desk);
        let has_manifest = left.iter().any(|(path, _)| path.ends_with("manifest.json"));
        assert!(!has_manifest || left == *old || left == *new, "a manifest beside files of both: {}", names(&left));
        good(desk, self.other);
        let now = self.files(desk);
        let wanted = if ended.code == Some(0) { now == *new } else { now == *old || now == *new };
        assert!(wanted, "{ended:?}: {}", names(&now));
        good(desk, self.after);
        assert!(self.files(desk) == *new, "{}", names(&self.files(desk)));
        let all = desk.everything();
        assert!(!all.iter().any(|(path, _)| path.to_string_lossy().contains(".humnaam-")), "{}", names(&all));
    }
}

/// Something happens at the k-th call of a kind, for every k that comes.
fn at_every_call(tally: &mut Tally, whole: bool, what: impl Fn(&str, u32) -> (String, String)) {
    for change in &CHANGES {
        let (old, new) = change.old_and_new();
        for (call, fault) in CALLS {
            let step = if whole { 1 } else { 7 };
            for k in (1..200).step_by(step) {
                let (name, inject) = what(fault, k);
                let desk = change.begun();
                let (ended, came) = injected(&desk, change.after, call, &inject);
                if !came {
                    break;
                }
                tally.case(&format!("{}: {name} at call {k} of {call}", change.name), || {
                    change.is_old_or_new(&desk, &ended, &old, &new);
                });
            }
        }
    }
}

/// Killed at a call, and the next one killed at a call of its own while it puts the old files back.
fn killed_twice(tally: &mut Tally, whole: bool) {
    for change in &CHANGES {
        let (old, new) = change.old_and_new();
        for first in (1..60).step_by(if whole { 2 } else { 6 }) {
            let mut any = false;
            for (call, second) in
                [("rename", 1), ("rename", 2), ("rename", 4), ("unlink,unlinkat", 1), ("unlink,unlinkat", 3)]
            {
                let desk = change.begun();
                any |= injected(&desk, change.after, "rename", &format!("signal=SIGKILL:when={first}")).1;
                let (ended, came) = injected(&desk, change.other, call, &format!("signal=SIGKILL:when={second}"));
                if !came {
                    continue;
                }
                tally.case(&format!("{}: killed at rename {first}, then at {call} {second}", change.name), || {
                    // The other command was not to change this answer, so what it said of itself is nothing here.
                    let ended = Ended { code: None, ..ended };
                    change.is_old_or_new(&desk, &ended, &old, &new);
                });
            }
            if !any {
                break;
            }
        }
    }
}

pub fn class(tally: &mut Tally, whole: bool) {
    if !has_strace() {
        println!("files that change places: skipped, there is no strace here that may trace");
        return;
    }
    at_every_call(tally, whole, |fault, k| (format!("{fault} from then on"), format!("error={fault}:when={k}+")));
    at_every_call(tally, whole, |_, k| ("killed".to_owned(), format!("signal=SIGKILL:when={k}")));
    killed_twice(tally, whole);
}

#[test]
fn an_answer_is_the_old_one_or_the_new_one() {
    Tally::cut(class);
}
