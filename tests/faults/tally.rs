//! Cases tried and failed. A case fails by panicking, as any test does, and the others go on.

use std::panic::{AssertUnwindSafe, catch_unwind};

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
        assert!(tally.failed.is_empty(), "{} of {}:\n{}", tally.failed.len(), tally.tried, tally.failed.join("\n"));
    }
}
