//! Results that cannot be written, and runs that are ended: nothing is left half done.

use crate::command::{Desk, Ended, SMALL, small_with};
use std::process::Stdio;
use std::time::{Duration, Instant};

#[test]
fn folders_that_cannot_be_made() {
    let desk = Desk::with(SMALL);
    desk.put("plain", "a file");
    let errors = desk.refused(73, &["run", "a.toml", "--out", "plain/below"]);
    assert_eq!(errors, "error: plain/below/a could not be created: Not a directory (os error 20)\n");
    desk.refused(73, &["run", "a.toml", "--out", "plain"]);
    if cfg!(target_os = "linux") {
        let errors = desk.refused(73, &["run", "a.toml", "--out", "/proc/nope"]);
        assert_eq!(errors, "error: /proc/nope/a could not be created: No such file or directory (os error 2)\n");
    }
    // The folder of the second is looked at before the first is run.
    desk.put("b.toml", SMALL);
    desk.put("results/b", "a file");
    desk.refused(73, &["run", "a.toml", "b.toml"]);
}

#[test]
fn a_folder_where_a_file_should_be() {
    let desk = Desk::with(SMALL);
    assert_eq!(desk.run(&["run", "a.toml", "--no-charts"]).code, Some(0));
    std::fs::remove_file(desk.path("results/a/manifest.json")).unwrap();
    std::fs::create_dir(desk.path("results/a/manifest.json")).unwrap();
    let errors = desk.refused(73, &["run", "a.toml", "--no-charts", "--seed", "9"]);
    assert!(errors.contains("results/a/manifest.json could not be created: a directory has its name"), "{errors}");
}

#[cfg(unix)]
#[test]
fn a_write_that_fails_leaves_what_was_there() {
    let desk = Desk::with(&small_with("booths = 4", "booths = 40"));
    let full = |arguments: &[&str]| {
        let before = desk.everything();
        // A file may take four kilobytes here; the tables of forty booths take more.
        let ended = desk.shell("trap '' XFSZ; ulimit -f 2; exec \"$@\"", arguments);
        assert_eq!((ended.code, ended.out.as_str()), (Some(74), ""), "{}", ended.err);
        assert!(ended.err.contains("could not be written: File too large"), "{}", ended.err);
        assert!(!ended.err.contains(".humnaam-"), "a place nobody asked about: {}", ended.err);
        assert!(before == desk.everything(), "something was left behind or changed");
    };
    full(&["run", "a.toml", "--no-charts"]);
    full(&["run", "a.toml", "--no-charts", "--out", "fresh/deep"]);
    assert_eq!(desk.run(&["run", "a.toml", "--no-charts"]).code, Some(0));
    full(&["run", "a.toml", "--no-charts", "--seed", "9"]);
    assert_eq!(desk.run(&["verify", "results/a"]).code, Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_is_full() {
    for arguments in [&["schema"][..], &["man"], &["completions", "bash"], &["check", "a.toml"]] {
        let ended = Desk::with(SMALL).shell("exec \"$@\" > /dev/full", arguments);
        assert_eq!(ended.code, Some(74), "{arguments:?}");
        let said = "error: standard output could not be written: No space left on device (os error 28)\n\
                    help: the disk is full: make room and run the same again\n";
        assert_eq!(ended.err, said);
    }
}

#[test]
fn a_reader_who_has_heard_enough() {
    for arguments in [&["run", "a.toml", "--no-charts"][..], &["schema"], &["man"]] {
        let desk = Desk::with(SMALL);
        let mut child = desk.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = Ended::from(child.wait_with_output().unwrap());
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_without_a_file() {
    let desk = Desk::with(SMALL);
    assert_eq!(desk.run(&["run", "a.toml", "--no-charts"]).code, Some(0));
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        for out in ["results", "fresh/deep"] {
            let before = desk.everything();
            let mut run = desk.command(&["run", "a.toml", "--draws", "1000000000", "--out", out]);
            let child = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            // Long enough for the handlers to be in place, and far from the end of the run.
            std::thread::sleep(Duration::from_millis(300));
            let sent = std::process::Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
            assert!(sent.unwrap().success());
            let asked = Instant::now();
            let ended = Ended::from(child.wait_with_output().unwrap());
            assert!(asked.elapsed() < Duration::from_secs(2), "{signal} took {:?}", asked.elapsed());
            assert_eq!(ended.code, Some(code), "{}", ended.err);
            assert_eq!(ended.err, "error: interrupted; nothing was written for a\n");
            assert_eq!(ended.out, "");
            assert!(before == desk.everything(), "{signal} left something behind");
        }
    }
}

#[cfg(unix)]
#[test]
fn two_runs_into_one_folder_are_not_mixed() {
    let desk = Desk::with(SMALL);
    let long = ["run", "a.toml", "--draws", "1_000_000_000", "--quiet"];
    let mut first = desk.command(&long).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while !desk.path("results/a").exists() && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(200));
    let errors = desk.refused(73, &["run", "a.toml", "--draws", "100", "--no-charts"]);
    assert!(errors.contains("another humnaam is writing there") && errors.contains("results/a"), "{errors}");
    first.kill().unwrap();
    first.wait().unwrap();
    // What held the folder is gone with its program.
    assert_eq!(desk.run(&["run", "a.toml", "--draws", "100", "--no-charts", "--quiet"]).code, Some(0));
}
