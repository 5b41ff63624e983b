//! A progress bar on a terminal, and the signals that end a run.

use super::exit::Failure;
use crate::engine::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The exit code of the signal that arrived, or 0.
static SIGNAL: LazyLock<Arc<AtomicUsize>> = LazyLock::new(|| {
    let flag = Arc::new(AtomicUsize::new(0));
    for (signal, code) in [(signal_hook::consts::SIGINT, 130), (signal_hook::consts::SIGTERM, 143)] {
        // Without a handler the signal simply kills, which leaves no half-written file either.
        let _ = signal_hook::flag::register_usize(signal, Arc::clone(&flag), code);
    }
    flag
});

/// Watches one run.
pub(super) struct Watch {
    bar: ProgressBar,
}

impl Watch {
    /// A watch over a run named `name`; the bar shows on a terminal's standard error alone.
    pub fn new(name: &str, draws: u64, quiet: bool) -> Self {
        LazyLock::force(&SIGNAL);
        let shown = !quiet && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(draws), target);
        if let Ok(style) =
            ProgressStyle::with_template("{msg} {bar:32} {human_pos} of {human_len} simulations, {eta} left")
        {
            bar.set_style(style);
        }
        bar.set_message(name.to_owned());
        Watch { bar }
    }

    /// Shows how far the run has come; `false` once a signal asked it to end.
    pub fn look(&self, progress: Progress) -> bool {
        self.bar.set_position(progress.done);
        SIGNAL.load(Ordering::Relaxed) == 0
    }

    /// Clears the bar, and fails where a signal arrived.
    pub fn end(self) -> Result<(), Failure> {
        self.bar.finish_and_clear();
        match SIGNAL.load(Ordering::Relaxed) {
            0 => Ok(()),
            code => Err(Failure::new(u8::try_from(code).unwrap_or(130), "interrupted; nothing was written")),
        }
    }
}
