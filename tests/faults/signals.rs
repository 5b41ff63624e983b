//! F4. SIGINT and SIGTERM in every phase: the command ends within a second, and leaves nothing half done.

use crate::command::{Desk, Ended, SMALL};
use crate::sizes::contest;
use crate::tally::Tally;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// How long a command may take to end: a second on a machine that does nothing else, and more where other tests run beside.
fn grace(whole: bool) -> Duration {
    Duration::from_millis(if whole { 1_000 } else { 2_500 })
}

/// Starts a command, asks it to stop after so many milliseconds, and looks at what is left.
fn stopped(desk: &Desk, arguments: &[&str], signal: &str, after: u64, grace: Duration) {
    let code = if signal == "INT" { 130 } else { 143 };
    let before = desk.everything();
    let mut command = desk.command(arguments);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(after));
    let sent = std::process::Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
    let asked = Instant::now();
    assert!(sent.unwrap().success(), "it had ended before {after} ms");
    let ended = Ended::from(child.wait_with_output().unwrap());
    let took = asked.elapsed();
    if ended.code == Some(0) {
        return;
    }
    assert_eq!(ended.code, Some(code), "{}", ended.err);
    assert!(took < grace, "{signal} after {after} ms took {took:?}");
    assert!(ended.err.starts_with("error: interrupted; "), "{}", ended.err);
    assert_eq!(ended.out, "");
    assert!(before == desk.everything(), "{signal} after {after} ms left something behind");
}

/// A table of candidates over many years, for what fits and what searches.
fn candidates(contests: usize) -> String {
    let mut text = "State_Name,Year,Constituency_Name,Candidate,Party,Votes\n".to_owned();
    for contest in 0..contests {
        let year = 1984 + contest % 30;
        for (candidate, votes) in
            ["Asha Rao", "Bimal Sen", "Asha Rau", "Chand Lal", "Dev Nath"].iter().zip([9, 10, 1, 2, 3])
        {
            let votes = votes * (700 + contest % 91);
            let party = if votes < 5_000 { "IND" } else { "ABC" };
            text += &format!("X,{year},Seat {contest},{candidate} {},{party},{votes}\n", contest % 17);
        }
    }
    text
}

/// A table of booths that takes a while to read.
fn booths(number: usize) -> String {
    let mut text = "Part No,ASHA RAO,BIMAL SEN,NOTA,Total\n".to_owned();
    for booth in 1..=number {
        let (asha, bimal) = (200 + booth % 97, 300 + booth % 89);
        text += &format!("{booth},{asha},{bimal},3,{}\n", asha + bimal + 3);
    }
    text
}

pub fn class(tally: &mut Tally, whole: bool) {
    let grace = grace(whole);
    let many = contest(1_000, |_| "a".to_owned(), |k| 10 + k % 997);
    let scenario = Desk::with(&many);
    let moments: &[u64] =
        if whole { &[150, 400, 900, 1_500, 2_500, 4_000, 6_000, 9_000] } else { &[400, 1_500, 4_000] };
    for &after in moments {
        for signal in ["INT", "TERM"] {
            tally.case(&format!("run of 1,000 namesakes, {signal} after {after} ms"), || {
                stopped(&scenario, &["run", "a.toml", "--out", "fresh/deep"], signal, after, grace);
            });
        }
        tally.case(&format!("sweep of 1,000 namesakes after {after} ms"), || {
            let desk = Desk::with(&many);
            let arguments = ["sweep", "a.toml", "--vary", "confusion.rate=0.001..0.1/50", "--quiet"];
            let mut command = desk.command(&arguments);
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(after));
            let _ = std::process::Command::new("kill").args(["-s", "TERM", &child.id().to_string()]).status();
            let asked = Instant::now();
            assert_eq!(child.wait().unwrap().code(), Some(143));
            assert!(asked.elapsed() < grace, "{:?}", asked.elapsed());
        });
    }
    let table = Desk::new();
    table.put("candidates.csv", candidates(if whole { 40_000 } else { 6_000 }));
    for &after in if whole { &[150, 400, 900, 1_500, 2_500, 4_000][..] } else { &[300, 1_200] } {
        for command in ["calibrate", "scan"] {
            tally.case(&format!("{command}, after {after} ms"), || {
                let arguments = [command, "candidates.csv", "--out", "fresh", "--quiet"];
                stopped_or_done(&table, &arguments, after, grace);
            });
        }
    }
    let draws = Desk::with(SMALL);
    for after in [300, 800] {
        tally.case(&format!("run --draws-file, after {after} ms"), || {
            let arguments = ["run", "a.toml", "--draws", "1000000000", "--draws-file", "--out", "fresh/deep"];
            stopped(&draws, &arguments, "TERM", after, grace);
        });
        tally.case(&format!("run --until, after {after} ms"), || {
            let arguments = ["run", "a.toml", "--draws", "1000000000", "--until", "1e-6", "--quiet"];
            stopped_or_done(&draws, &arguments, after, grace);
        });
        tally.case(&format!("sweep --solve, after {after} ms"), || {
            let arguments = ["sweep", "a.toml", "--draws", "100000000", "--solve", "confusion.rate=0.5", "--quiet"];
            stopped_or_done(&draws, &arguments, after, grace);
        });
    }
    // What reads what others have written: a form, shards, a whole folder.
    let read = Desk::with(SMALL);
    read.put("form.csv", booths(if whole { 390_000 } else { 60_000 }));
    let made = |arguments: &[&str]| assert_eq!(read.run(arguments).code, Some(0), "{arguments:?}");
    for shard in ["0/2", "1/2"] {
        made(&["run", "a.toml", "--quiet", "--no-charts", "--draws", "2000000", "--shard", shard, "--out", "parts"]);
    }
    let draws = if whole { "20000000" } else { "4000000" };
    made(&["run", "a.toml", "--quiet", "--draws", draws, "--out", "kept"]);
    for &after in if whole { &[50, 150, 400, 900, 1_500][..] } else { &[100, 400] } {
        for arguments in [
            &["import", "form.csv", "--out", "fresh/table.csv"][..],
            &["merge", "parts/a", "--quiet"],
            &["verify", "kept/a"],
        ] {
            tally.case(&format!("{}, after {after} ms", arguments[0]), || {
                let parts = read.everything().len();
                stopped_or_done(&read, arguments, after, grace);
                // A merge that had ended has written beside the shards.
                assert!(arguments[0] == "merge" || read.everything().len() == parts);
            });
        }
    }
}

/// The same where the command may have ended before the signal. A shell starts what runs in its background with SIGINT
/// ignored, and tests may run there: SIGTERM ends whatever does not listen.
fn stopped_or_done(desk: &Desk, arguments: &[&str], after: u64, grace: Duration) {
    stopped(desk, arguments, "TERM", after, grace);
    let _ = std::fs::remove_dir_all(desk.path("fresh"));
}

#[test]
fn a_signal_ends_every_phase_within_a_second() {
    Tally::cut(class);
}
