//! Work without the interpreter's lock, on threads of its own, which Ctrl-C ends.
//!
//! Signals are handled by the thread that called, and by the main one alone; so that one waits here and looks for them while
//! a pool of threads works. The pool is made for one call: a process that was forked has lost the threads of any other.

use crate::errors::{raise, usage};
use humnaam::study::{Progress, StudyError};
use pyo3::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Between two looks for a signal; nobody notices so short a wait.
const LOOK: Duration = Duration::from_millis(50);

/// More threads than any machine has processors.
const MOST_THREADS: usize = 1_024;

/// How much of the machine some work takes, and who is told how far it has come.
#[derive(Debug, Default)]
pub struct How {
    /// Threads; as many as there are processors where it is not said.
    pub threads: Option<usize>,
    /// Called with what is done and what there is to do.
    pub progress: Option<Py<PyAny>>,
}

/// What the working thread says to the waiting one.
enum Said<T> {
    Come(Progress),
    Done(Result<T, StudyError>),
}

/// What work asks now and then: whether to go on.
pub struct Watch<'w> {
    stop: &'w AtomicBool,
    tell: Option<&'w (dyn Fn(Progress) + Sync)>,
}

impl Watch<'_> {
    /// Whether to go on.
    pub fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }

    /// Tells how far the work has come, and asks whether to go on.
    pub fn look(&self, progress: Progress) -> bool {
        if let Some(tell) = self.tell {
            tell(progress);
        }
        self.goes_on()
    }
}

/// Does some work, and raises what went wrong, what the caller's function of progress raised, or `KeyboardInterrupt`.
pub fn work<T: Send>(
    py: Python<'_>,
    how: How,
    job: impl FnOnce(&Watch<'_>) -> Result<T, StudyError> + Send,
) -> PyResult<T> {
    let threads = how.threads.unwrap_or(0);
    if how.threads == Some(0) || threads > MOST_THREADS {
        return Err(raise(py, &usage(format!("{threads} threads: give a number from 1 to {MOST_THREADS}"))));
    }
    let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = built.map_err(|error| raise(py, &usage(format!("there are no threads to be had: {error}"))))?;
    let stop = AtomicBool::new(false);
    py.detach(|| {
        pool.in_place_scope(|scope| {
            let (sender, receiver) = channel();
            let (stop, told) = (&stop, how.progress.is_some());
            scope.spawn(move |_| begin(&sender, stop, told, job));
            let mut raised: Option<PyErr> = None;
            loop {
                let said = receiver.recv_timeout(LOOK);
                let looked = match said {
                    Ok(Said::Done(done)) => {
                        // What stopped the work says more than that it was stopped.
                        return match raised {
                            Some(raised) => Err(raised),
                            None => done.map_err(|error| Python::attach(|py| raise(py, &error))),
                        };
                    }
                    Ok(Said::Come(progress)) => how.progress.as_ref().map_or(Ok(()), |call| told_of(call, progress)),
                    Err(RecvTimeoutError::Timeout) => signals(),
                    // The work has panicked, which the end of the scope passes on.
                    Err(RecvTimeoutError::Disconnected) => {
                        return Err(Python::attach(|py| raise(py, &usage("the work ended without an answer"))));
                    }
                };
                if let (Err(error), None) = (looked, &raised) {
                    stop.store(true, Ordering::Relaxed);
                    raised = Some(error);
                }
            }
        })
    })
}

fn begin<T>(
    sender: &Sender<Said<T>>,
    stop: &AtomicBool,
    told: bool,
    job: impl FnOnce(&Watch<'_>) -> Result<T, StudyError>,
) where
    T: Send,
{
    // Whoever no longer listens has gone with an error of their own.
    let tell = |progress| drop(sender.send(Said::Come(progress)));
    let tell: Option<&(dyn Fn(Progress) + Sync)> = if told { Some(&tell) } else { None };
    let done = job(&Watch { stop, tell });
    drop(sender.send(Said::Done(done)));
}

#[expect(clippy::redundant_closure_for_method_calls, reason = "the method is of one lifetime, and any is wanted")]
fn signals() -> PyResult<()> {
    Python::attach(|py| py.check_signals())
}

fn told_of(call: &Py<PyAny>, progress: Progress) -> PyResult<()> {
    Python::attach(|py| call.call1(py, (progress.done, progress.draws)).map(drop).and_then(|()| py.check_signals()))
}
