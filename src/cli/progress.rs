//! A progress bar on a terminal, and the signals that end a run.

use super::exit::CommandError;
use super::terminal;
use crate::disk::{STAGING, leftovers};
use crate::study::Progress;
use crate::visible;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, Once, PoisonError};
use std::time::Duration;

/// The exit code of the signal that arrived, or 0. Work in progress looks at it between rounds. A second signal ends the
/// program at once, and so does the first where nothing has looked at it in time.
static SIGNAL: LazyLock<Arc<AtomicUsize>> = LazyLock::new(|| {
    let flag = Arc::new(AtomicUsize::new(0));
    let once = Arc::new(AtomicBool::new(false));
    for (signal, code) in signals() {
        let _ = signal_hook::flag::register_conditional_shutdown(signal, code, Arc::clone(&once));
        let _ = signal_hook::flag::register(signal, Arc::clone(&once));
        // Without a handler the signal simply kills, which leaves no half-written file either.
        let _ = signal_hook::flag::register_usize(signal, Arc::clone(&flag), code.unsigned_abs() as usize);
    }
    flag
});

/// The signals that end a run, each with its exit code. A hang-up ends it where it would end any program; under `nohup`, which
/// sees to it that it does not, it stays without effect.
fn signals() -> Vec<(i32, i32)> {
    let mut signals = vec![(signal_hook::consts::SIGINT, 130), (signal_hook::consts::SIGTERM, 143)];
    #[cfg(unix)]
    if !ignores(signal_hook::consts::SIGHUP) {
        signals.push((signal_hook::consts::SIGHUP, 129));
    }
    signals
}

/// Whether this program was started with a signal ignored, as far as the system says.
#[cfg(unix)]
fn ignores(signal: i32) -> bool {
    #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
    let Ok(about) = std::fs::read_to_string("/proc/self/status") else { return true };
    let mask = about.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_none_or(|mask| mask >> (signal - 1) & 1 == 1)
}

/// A file that grows beyond what it may becomes a write that fails and is said, where the signal would kill without a word.
pub(super) fn outlive_full_files() {
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// How long a signal waits for somebody to look at it. A person waits a second at the most.
const PATIENCE: Duration = Duration::from_millis(600);

/// How often something that moves shows that work goes on.
const TICK: Duration = Duration::from_millis(200);

/// What will not be written where a signal arrives; empty where what is finished is kept.
static UNDER_WAY: Mutex<String> = Mutex::new(String::new());

fn under_way(name: &str) {
    name.clone_into(&mut UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner));
}

/// Listens for signals from now on, so that whatever was begun can be tidied away.
pub(super) fn listen() {
    static WAITING: Once = Once::new();
    LazyLock::force(&SIGNAL);
    WAITING.call_once(|| {
        // Without a thread for it, a signal waits for the end of the round.
        let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(|| {
            let signals = signals().into_iter().map(|(signal, _)| signal);
            let Ok(mut signals) = signal_hook::iterator::Signals::new(signals) else { return };
            if signals.forever().next().is_some() {
                std::thread::sleep(PATIENCE);
                end_at_once();
            }
        });
    });
}

/// Ends the program in the middle of whatever it does: a law, a chart or a fit has no rounds between which it could
/// look. Files that are taking their places are waited for.
fn end_at_once() -> ! {
    leftovers::clear(STAGING);
    let name = UNDER_WAY.lock().map_or_else(|error| error.into_inner().clone(), |name| name.clone());
    let failure = if name.is_empty() { kept("what was finished is kept") } else { stopped(&name) };
    failure.messages.iter().for_each(|message| terminal::note(message));
    std::process::exit(i32::from(failure.code))
}

fn stopped(name: &str) -> CommandError {
    let code = u8::try_from(SIGNAL.load(Ordering::Relaxed)).unwrap_or(130);
    CommandError::new(if code == 0 { 130 } else { code }, format!("interrupted; nothing was written for {name}"))
}

/// Whether no signal has asked the work to end.
pub(super) fn goes_on() -> bool {
    SIGNAL.load(Ordering::Relaxed) == 0
}

/// Fails where a signal arrived. `name` is what will not be written.
pub(super) fn interrupted(name: &str) -> Result<(), CommandError> {
    if goes_on() {
        under_way(name);
        return Ok(());
    }
    Err(stopped(name))
}

/// The failure of work that a signal ended and whose finished part is kept.
pub(super) fn kept(what: &str) -> CommandError {
    let code = u8::try_from(SIGNAL.load(Ordering::Relaxed)).unwrap_or(130);
    CommandError::new(if code == 0 { 130 } else { code }, format!("interrupted; {what}"))
}

/// Watches one run.
pub(super) struct Watch {
    bar: ProgressBar,
    name: String,
}

impl Watch {
    /// A watch over a run named `name`; the bar shows on a terminal's standard error alone.
    pub fn new(name: &str, draws: u64, quiet: bool) -> Self {
        Watch::over(name, draws, "{msg} {bar:32} {human_pos} of {human_len} simulations, {eta} left", quiet)
    }

    /// A watch over the points of a sweep.
    pub fn points(name: &str, points: u64, quiet: bool) -> Self {
        let watch = Watch::over(name, points, "{msg} {bar:32} {human_pos} of {human_len} points, {eta} left", quiet);
        under_way("");
        watch
    }

    /// A watch over work that has no rounds to count: it shows what is being done, and for how long.
    pub fn work(name: &str, quiet: bool) -> Self {
        let watch = Watch::over(name, 0, "{spinner} {elapsed} {wide_msg}", quiet);
        if !watch.bar.is_hidden() {
            watch.bar.enable_steady_tick(TICK);
        }
        watch
    }

    fn over(name: &str, length: u64, template: &str, quiet: bool) -> Self {
        under_way(name);
        let shown = !quiet && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(length), target);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(visible::line(name));
        terminal::move_below(&bar);
        Watch { bar, name: name.to_owned() }
    }

    /// Says what is done now.
    pub fn say(&self, what: String) {
        self.bar.set_message(what);
    }

    /// Shows how far the run has come; `false` once a signal asked it to end.
    pub fn look(&self, progress: Progress) -> bool {
        self.bar.set_position(progress.done);
        goes_on()
    }

    /// Clears the bar and says whether no signal arrived, for work whose finished part is kept.
    pub fn close(self) -> bool {
        self.bar.finish_and_clear();
        goes_on()
    }

    /// Clears the bar, and gives what the work came to; where a signal arrived it has come to nothing.
    pub fn end<T>(self, done: Result<T, CommandError>) -> Result<T, CommandError> {
        self.bar.finish_and_clear();
        interrupted(&self.name).and(done)
    }
}
