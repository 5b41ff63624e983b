//! A progress bar on a terminal, and the signals that end a run.

use super::exit::Failure;
use crate::engine::{self, Plan, Progress, Summary};
use crate::model::Model;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The exit code of the signal that arrived, or 0. A second signal ends the program at once: the
/// first is only looked at between rounds, and a round over a million booths takes its time.
static SIGNAL: LazyLock<Arc<AtomicUsize>> = LazyLock::new(|| {
    let flag = Arc::new(AtomicUsize::new(0));
    let once = Arc::new(AtomicBool::new(false));
    for (signal, code) in [(signal_hook::consts::SIGINT, 130), (signal_hook::consts::SIGTERM, 143)] {
        let _ = signal_hook::flag::register_conditional_shutdown(signal, code, Arc::clone(&once));
        let _ = signal_hook::flag::register(signal, Arc::clone(&once));
        // Without a handler the signal simply kills, which leaves no half-written file either.
        let _ = signal_hook::flag::register_usize(signal, Arc::clone(&flag), code.unsigned_abs() as usize);
    }
    flag
});

/// Listens for signals from now on, so that whatever was begun can be tidied away.
pub(super) fn listen() {
    LazyLock::force(&SIGNAL);
}

/// Fails where a signal arrived. `name` is what will not be written.
pub(super) fn interrupted(name: &str) -> Result<(), Failure> {
    match SIGNAL.load(Ordering::Relaxed) {
        0 => Ok(()),
        code => {
            let code = u8::try_from(code).unwrap_or(130);
            Err(Failure::new(code, format!("interrupted; nothing was written for {name}")))
        }
    }
}

/// The failure of work that a signal ended and whose finished part is kept.
pub(super) fn kept(what: &str) -> Failure {
    let code = u8::try_from(SIGNAL.load(Ordering::Relaxed)).unwrap_or(130);
    Failure::new(if code == 0 { 130 } else { code }, format!("interrupted; {what}"))
}

/// Watches one run.
pub(super) struct Watch {
    bar: ProgressBar,
}

impl Watch {
    /// A watch over a run named `name`; the bar shows on a terminal's standard error alone.
    pub fn new(name: &str, draws: u64, quiet: bool) -> Self {
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

    /// A watch over the points of a sweep.
    pub fn points(name: &str, points: u64, quiet: bool) -> Self {
        let watch = Watch::new(name, points, quiet);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:32} {human_pos} of {human_len} points, {eta} left")
        {
            watch.bar.set_style(style);
        }
        watch
    }

    /// Shows how far the run has come; `false` once a signal asked it to end.
    pub fn look(&self, progress: Progress) -> bool {
        self.bar.set_position(progress.done);
        SIGNAL.load(Ordering::Relaxed) == 0
    }

    /// Clears the bar and says whether no signal arrived, for work whose finished part is kept.
    pub fn close(self) -> bool {
        self.bar.finish_and_clear();
        SIGNAL.load(Ordering::Relaxed) == 0
    }

    /// Clears the bar, and fails where a signal arrived.
    pub fn end(self, name: &str) -> Result<(), Failure> {
        self.bar.finish_and_clear();
        interrupted(name)
    }
}

/// Simulates a model under the eyes of its user.
pub(super) fn count(model: &Model, plan: &Plan, name: &str, quiet: bool) -> Result<Summary, Failure> {
    let watch = Watch::new(name, plan.draws, quiet);
    let summary = engine::run(model, plan, &mut |progress| watch.look(progress));
    watch.end(name)?;
    Ok(summary)
}
