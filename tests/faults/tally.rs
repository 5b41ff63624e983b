//! Cases tried and failed. A case fails by panicking, as any test does, and the others go on.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The memory, in megabytes, that any one command may have held at its largest.
pub const MOST_MEGABYTES: i64 = 512;

/// The largest memory, in megabytes, that any command held which this process has started and seen end.
#[cfg(target_os = "linux")]
pub fn largest_command() -> i64 {
    use nix::sys::resource::{UsageWho, getrusage};
    // Linux counts it in kilobytes.
    getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss() / 1024
}

/// Other systems count it in other units.
#[cfg(not(target_os = "linux"))]
pub fn largest_command() -> i64 {
    0
}

/// What was tried of a class, and what failed.
#[derive(Debug)]
pub struct Tally {
    pub tried: usize,
    pub failed: Vec<String>,
}

impl Tally {
    pub fn new() -> Self {
        Tally { tried: 0, failed: Vec::new() }
    }

    /// Tries one case.
    pub fn case(&mut self, name: &str, case: impl FnOnce()) {
        self.tried += 1;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(case)) {
            let why = panic.downcast_ref::<String>().cloned();
            let why = why.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned())).unwrap_or_default();
            self.failed.push(format!("{name}: {why}"));
        }
    }

    /// Runs the cut of a class, as a test.
    pub fn cut(class: fn(&mut Tally, bool)) {
        let mut tally = Tally::new();
        class(&mut tally, false);
        assert!(tally.tried > 0, "nothing was tried");
        let largest = largest_command();
        assert!(largest <= MOST_MEGABYTES, "a command held {largest} MB");
        assert!(tally.failed.is_empty(), "{} of {}:\n{}", tally.failed.len(), tally.tried, tally.failed.join("\n"));
    }
}
