//! F7. Writes that fail, and programs that are killed while they write: files have all their places or none, what is left of
//! the dead is cleared by the next, and the same command comes to the same bytes.

use crate::command::{Desk, Ended, SMALL};
use crate::tally::Tally;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

pub type Files = Vec<(PathBuf, Vec<u8>)>;

/// The calls that a write goes through, and the fault that each is given.
const CALLS: [(&str, &str); 7] = [
    ("write", "ENOSPC"),
    ("fsync", "EIO"),
    ("rename", "EIO"),
    ("link,linkat", "EMLINK"),
    ("mkdir", "ENOSPC"),
    ("unlink,unlinkat", "EIO"),
    ("openat", "ENOSPC"),
];

pub fn has_strace() -> bool {
    let works = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    works.is_ok_and(|status| status.success())
}

/// Runs a command in which strace does something at calls of a kind, and says whether such a call came at all.
pub fn injected(desk: &Desk, arguments: &[&str], call: &str, what: &str) -> (Ended, bool) {
    let log = desk.path("strace.log");
    let line = format!("exec strace -f -qq -o {} -e trace={call} -e inject={call}:{what} \"$@\"", log.display());
    let ended = desk.shell(&line, arguments);
    // A call that kills is not marked.
    let marks = |log: String| log.contains("(INJECTED)") || log.contains("+++ killed by SIGKILL");
    let came = std::fs::read_to_string(&log).is_ok_and(marks);
    let _ = std::fs::remove_file(log);
    (ended, came)
}

/// The files of a folder but for what waits there, and how many folders of such there are.
fn results(desk: &Desk, folder: &str) -> (Files, usize) {
    let root = desk.path(folder);
    let all: Files =
        desk.everything().into_iter().filter(|(path, _)| path.starts_with(&root) && *path != root).collect();
    let waits = |path: &PathBuf| path.strip_prefix(&root).unwrap().to_string_lossy().contains(".humnaam-");
    let waiting = all.iter().filter(|(path, _)| waits(path)).count();
    (all.into_iter().filter(|(path, _)| !waits(path)).collect(), waiting)
}

/// The same by their names below the desk, without what waits.
pub fn relative(desk: &Desk, folder: &str) -> Files {
    let root = desk.path("");
    let (files, _) = results(desk, folder);
    files.into_iter().map(|(path, bytes)| (path.strip_prefix(&root).unwrap().to_owned(), bytes)).collect()
}

pub fn good(desk: &Desk, arguments: &[&str]) {
    let ended = desk.run(arguments);
    assert_eq!(ended.code, Some(0), "{arguments:?}: {}", ended.err);
}

const FORM: &str = "Part No,1 - A SEN,2 - B RAO,Total\n1,100,200,300\n2,90,150,240\n";

/// One command: what it is, what makes the state before it, itself, and the folder it writes to.
struct Job {
    name: &'static str,
    before: &'static [&'static [&'static str]],
    run: &'static [&'static str],
    folder: &'static str,
}

const JOBS: [Job; 5] = [
    Job {
        name: "run",
        before: &[&["run", "a.toml", "--no-charts", "--quiet", "--seed", "9", "--out", "o"]],
        run: &["run", "a.toml", "--no-charts", "--quiet", "--draws-file", "--out", "o"],
        folder: "o",
    },
    Job {
        name: "sweep",
        before: &[&["check", "a.toml"]],
        run: &["sweep", "a.toml", "--vary", "confusion.rate=0.01,0.1", "--no-charts", "--quiet", "--out", "o"],
        folder: "o",
    },
    Job {
        name: "import",
        before: &[&["import", "old.csv", "--out", "o/booths.csv"]],
        run: &["import", "form.csv", "--out", "o/booths.csv"],
        folder: "o",
    },
    Job {
        name: "shard",
        before: &[&["check", "a.toml"]],
        run: &["run", "a.toml", "--quiet", "--shard", "0/2", "--out", "o"],
        folder: "o",
    },
    Job {
        name: "merge",
        before: &[
            &["run", "a.toml", "--no-charts", "--quiet", "--seed", "9", "--out", "o"],
            &["run", "a.toml", "--no-charts", "--quiet", "--shard", "0/2", "--out", "o"],
            &["run", "a.toml", "--no-charts", "--quiet", "--shard", "1/2", "--out", "o"],
        ],
        run: &["merge", "o/a", "--quiet"],
        folder: "o",
    },
];

impl Job {
    fn begun(&self) -> Desk {
        let desk = desk();
        self.before.iter().for_each(|command| good(&desk, command));
        desk
    }
}

pub fn desk() -> Desk {
    let desk = Desk::with(SMALL);
    desk.put("form.csv", FORM);
    desk.put("old.csv", FORM.replace("90,150,240", "91,150,241"));
    desk
}

/// Every call of every kind fails once.
fn faults(tally: &mut Tally, whole: bool) {
    if !has_strace() {
        println!("write faults: skipped, there is no strace here that may trace");
        return;
    }
    for job in JOBS {
        let done = job.begun();
        let old = relative(&done, job.folder);
        good(&done, job.run);
        let new = relative(&done, job.folder);
        assert_eq!(results(&done, job.folder).1, 0);
        for (call, fault) in CALLS {
            // Files are opened for many things that are no writes; the cut tries some of them.
            let step = match (call, whole) {
                ("openat", true) => 5,
                ("openat", false) => 40,
                (_, true) => 1,
                (_, false) => 3,
            };
            for k in (1..400).step_by(step) {
                let desk = job.begun();
                let (ended, came) = injected(&desk, job.run, call, &format!("error={fault}:when={k}"));
                if !came {
                    break;
                }
                tally.case(&format!("{}: {fault} at call {k} of {call}", job.name), || {
                    let left = relative(&desk, job.folder);
                    if ended.code == Some(0) {
                        assert!(left == new, "{}", names(&left));
                    } else if ended.code == Some(127) || ended.err.contains("error while loading shared") {
                        // It never began.
                    } else {
                        assert!(ended.code.is_some(), "killed: {ended:?}");
                        assert!(ended.err.contains("error: ") && !ended.err.contains("panicked"), "{ended:?}");
                        // Everything was done but for saying so.
                        if ended.err.contains("standard output could not be written") {
                            assert!(left == new, "{}", names(&left));
                            return;
                        }
                        // A sweep keeps the points it has.
                        let half = left.iter().filter(|file| !old.contains(file));
                        let half: Vec<_> = half.filter(|(path, bytes)| path.is_file() || !bytes.is_empty()).collect();
                        let kept = |path: &PathBuf| path.ends_with("points.records");
                        assert!(half.iter().all(|(path, _)| kept(path)), "{}: {}", ended.err, names(&left));
                        assert!(old.iter().all(|file| left.contains(file)), "{}: {}", ended.err, names(&left));
                    }
                    good(&desk, job.run);
                    let (now, waiting) = (relative(&desk, job.folder), results(&desk, job.folder).1);
                    assert!(now == new && waiting == 0, "{}", names(&now));
                });
            }
        }
    }
}

pub fn names(files: &Files) -> String {
    files.iter().map(|(path, bytes)| format!("{} ({})", path.display(), bytes.len())).collect::<Vec<_>>().join(", ")
}

/// Killed at any moment: the next of the same clears what is left, and comes to the same.
fn kills(tally: &mut Tally, whole: bool) {
    for job in JOBS {
        let done = job.begun();
        good(&done, job.run);
        let (new, _) = results(&done, job.folder);
        let bytes: Vec<Vec<u8>> = new.into_iter().map(|(_, bytes)| bytes).collect();
        let again = job.begun();
        let started = std::time::Instant::now();
        good(&again, job.run);
        let took = u64::try_from(started.elapsed().as_micros()).unwrap();
        let rounds = if whole { 40 } else { 4 };
        for round in 0..rounds {
            tally.case(&format!("{} killed, {round} of {rounds}", job.name), || {
                let desk = job.begun();
                let mut child = desk.command(job.run).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
                // The end, when files take their places, is looked at more closely.
                let part = took * (rounds + round) / (2 * rounds);
                std::thread::sleep(Duration::from_micros(part));
                child.kill().unwrap();
                child.wait().unwrap();
                good(&desk, job.run);
                let (now, waiting) = results(&desk, job.folder);
                let now: Vec<Vec<u8>> = now.into_iter().map(|(_, bytes)| bytes).collect();
                assert!(waiting == 0 && now == bytes);
            });
        }
    }
}

/// What was left by programs that are dead goes; what belongs to one that is alive stays; a stranger's stays.
fn leftovers(tally: &mut Tally) {
    for job in JOBS {
        tally.case(&format!("{} clears what the dead have left", job.name), || {
            let desk = job.begun();
            good(&desk, job.run);
            let (before, _) = results(&desk, job.folder);
            let place = match job.name {
                "import" => "o",
                "shard" => "o/a/shards",
                "sweep" => "o/a-sweep",
                _ => "o/a",
            };
            desk.put(&format!("{place}/.humnaam-old/new/half"), "half");
            desk.put(&format!("{place}/.humnaam-older/half"), "half");
            good(&desk, job.run);
            assert!(results(&desk, job.folder) == (before, 0));
        });
    }
    tally.case("a run that is alive keeps what waits", || {
        let desk = desk();
        let long = ["run", "a.toml", "--draws", "1_000_000_000", "--draws-file", "--quiet", "--out", "o/a"];
        let mut child = desk.command(&long).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let begun = std::time::Instant::now();
        while results(&desk, "o/a").1 == 0 && begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(20));
        }
        // It writes to o/a/a; the folders beside it are looked at by another.
        let waiting = results(&desk, "o/a").1;
        good(&desk, &["import", "form.csv", "--out", "o/a/a/booths.csv"]);
        let still = results(&desk, "o/a").1;
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(waiting > 0 && still >= waiting, "{waiting} and then {still}");
        good(&desk, &["import", "form.csv", "--out", "o/a/a/booths.csv"]);
        assert_eq!(results(&desk, "o/a").1, 0);
    });
}

/// Whether the tests were started by `nohup`: then whatever they start ignores hang-ups too.
fn hang_ups_are_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

/// A file that may not be so large is said, and so is a hang-up, unless it was to be ignored.
fn signals(tally: &mut Tally) {
    tally.case("SIGXFSZ", || {
        let desk = desk();
        let ended =
            desk.shell("ulimit -f 2; exec \"$@\"", &["run", "a.toml", "--quiet", "--draws", "5000", "--draws-file"]);
        assert_eq!(ended.code, Some(74), "{ended:?}");
        assert!(ended.err.contains("File too large") && ended.err.contains("ulimit -f"), "{}", ended.err);
    });
    for (ignored, code) in [("", Some(129)), ("trap '' HUP; ", None)] {
        let code = code.filter(|_| !hang_ups_are_ignored());
        tally.case(&format!("SIGHUP {ignored}"), || {
            let desk = desk();
            let before = desk.everything();
            let line = format!("{ignored}exec \"$@\"");
            let mut shell = Command::new("sh");
            shell.args(["-c", &line, "sh"]).arg(assert_cmd::cargo::cargo_bin!("humnaam"));
            shell.args(["run", "a.toml", "--draws", "1_000_000_000", "--draws-file", "--out", "fresh/deep"]);
            shell.current_dir(desk.path("")).stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
            let mut child = shell.spawn().unwrap();
            std::thread::sleep(Duration::from_millis(600));
            Command::new("kill").args(["-s", "HUP", &child.id().to_string()]).status().unwrap();
            std::thread::sleep(Duration::from_millis(1_500));
            let ended = child.try_wait().unwrap();
            assert_eq!(ended.and_then(|status| status.code()), code);
            if code.is_none() {
                child.kill().unwrap();
                child.wait().unwrap();
            } else {
                assert!(desk.everything() == before);
            }
        });
    }
}

pub fn class(tally: &mut Tally, whole: bool) {
    faults(tally, whole);
    kills(tally, whole);
    leftovers(tally);
    signals(tally);
}

#[test]
fn a_write_that_fails_leaves_all_or_nothing() {
    Tally::cut(class);
}
