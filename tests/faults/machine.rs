//! F2. A machine that gives little: no threads, far too many, little memory, a full standard output.

use crate::command::{Desk, Ended, SMALL};
use crate::tally::Tally;

/// A run under limits of the shell: results and nothing on standard error, or a reason and no results.
fn run(limits: &str, arguments: &[&str]) -> Ended {
    let desk = Desk::with(SMALL);
    let started = std::time::Instant::now();
    let ended = desk.shell(&format!("{limits}; exec \"$@\""), arguments);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    assert!(!ended.err.contains("panicked"), "{}", ended.err);
    if ended.code == Some(0) {
        assert_eq!(ended.err, "");
    } else {
        assert!(ended.err.starts_with("error: ") && ended.err.contains("help: "), "{ended:?}");
        assert_eq!(desk.everything().len(), 1, "something was left behind");
    }
    ended
}

const RUN: [&str; 3] = ["run", "a.toml", "--quiet"];

pub fn class(tally: &mut Tally, whole: bool) {
    for threads in ["5000", "1000000000", "0", "-1", "x", ""] {
        tally.case(&format!("RAYON_NUM_THREADS={threads}"), || {
            assert_eq!(run(&format!("export RAYON_NUM_THREADS={threads}"), &RUN).code, Some(0));
        });
    }
    tally.case("--threads 1024", || {
        assert_eq!(run("true", &["run", "a.toml", "--quiet", "--threads", "1024"]).code, Some(0));
    });
    // Only another user than root is held to a number of processes, and shells that limit them are few.
    tally.case("no thread can be started", || {
        let line = "command -v setpriv >/dev/null && command -v bash >/dev/null && [ \"$(id -u)\" = 0 ] || exit 0; \
                    chmod 777 .; exec setpriv --reuid 64321 --clear-groups bash -c 'ulimit -u 1; exec \"$@\"' bash \"$@\"";
        let ended = Desk::with(SMALL).shell(line, &RUN);
        // Where the folder of the build is closed to others, there is nothing to try.
        assert!(ended.code == Some(0) || ended.code == Some(126), "{ended:?}");
        assert!(ended.code == Some(126) || ended.err.is_empty(), "{ended:?}");
    });
    let steps: &[u32] = if whole { &[30, 40, 50, 60, 80, 100, 120, 150, 200, 300] } else { &[40, 80, 100, 300] };
    for &megabytes in steps {
        tally.case(&format!("{megabytes} MB"), || {
            let code = run(&format!("ulimit -v {}", megabytes * 1024), &RUN).code;
            assert!(code == Some(71) || (code == Some(0) && megabytes >= 150), "{code:?}");
        });
    }
    // The system's own messages: a plain file of no length that never ends, to whoever may read it.
    for asked in [
        &["check", "/proc/kmsg"][..],
        &["run", "/proc/kmsg"],
        &["run", "a.toml", "--evidence", "/proc/kmsg"],
        &["import", "/proc/kmsg"],
        &["scan", "/proc/kmsg"],
        &["calibrate", "/proc/kmsg"],
    ] {
        tally.case(&format!("{asked:?}"), || {
            let desk = Desk::with(SMALL);
            let started = std::time::Instant::now();
            let ended = desk.shell("exec timeout 20 \"$@\"", asked);
            assert!(matches!(ended.code, Some(65 | 66)), "{ended:?}");
            assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
        });
    }
    for asked in [&["--help"][..], &["--version"], &["run", "--help"], &["man"], &["schema"], &["completions", "bash"]]
    {
        tally.case(&format!("{asked:?} > /dev/full"), || {
            let ended = Desk::new().shell("exec \"$@\" > /dev/full", asked);
            assert_eq!(ended.code, Some(74), "{}", ended.err);
            assert!(ended.err.contains("standard output could not be written"), "{}", ended.err);
        });
    }
}

#[test]
fn a_machine_that_gives_little_gets_a_reason() {
    Tally::cut(class);
}
