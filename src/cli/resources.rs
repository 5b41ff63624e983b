//! What the machine gives to the program: threads and memory.

use super::exit::{CommandError, NO_RESOURCES};
use std::num::NonZero;
use std::sync::Once;
use std::thread::available_parallelism;

/// More threads than this for each processor only wait for each other: a thousand on two take a minute to start.
const MOST_A_PROCESSOR: usize = 8;

/// What a run with its charts asks for at its peak, and what the allocator sets aside for two threads.
const LEAST_MEMORY: usize = 160 << 20;

/// Takes what a run needs: memory, or a refusal; and threads.
pub(super) fn take(threads: Option<u16>) -> Result<(), CommandError> {
    memory()?;
    start(threads);
    Ok(())
}

static STARTED: Once = Once::new();

/// Gives the engine its threads: as many as were asked for, or one a processor; fewer where the system starts no
/// more. No result depends on how many there are.
fn start(asked: Option<u16>) {
    // The engine takes the first pool there is, and a second cannot be made.
    STARTED.call_once(|| {
        let processors = available_parallelism().map_or(1, NonZero::get);
        let environment =
            || std::env::var_os("RAYON_NUM_THREADS")?.to_str()?.trim().parse().ok().filter(|&number| number > 0);
        let wanted = asked.map(usize::from).or_else(environment).unwrap_or(processors);
        let mut threads = wanted.min(processors.saturating_mul(MOST_A_PROCESSOR)).max(1);
        // A global pool that fails to start cannot be tried again, so another one is started first.
        while threads > 0 && pool(threads).build().is_err() {
            threads /= 2;
        }
        // Where not one thread can be started, this one does all the work.
        let built =
            if threads > 0 { pool(threads).build_global() } else { pool(1).use_current_thread().build_global() };
        debug_assert!(built.is_ok(), "{built:?}");
    });
}

fn pool(threads: usize) -> rayon::ThreadPoolBuilder {
    rayon::ThreadPoolBuilder::new().num_threads(threads)
}

/// Fails where less memory may be had than a run needs: what is asked for later is not given back as an error, but
/// ends the program.
fn memory() -> Result<(), CommandError> {
    // Set aside and given back untouched: it costs nothing, and a limit of addresses shows.
    let mut room: Vec<u8> = Vec::new();
    room.try_reserve_exact(LEAST_MEMORY).map_err(|_| {
        let least = LEAST_MEMORY >> 20;
        let message = format!(
            "less than {least} MB of memory can be had, which is what a run needs\nhelp: raise the limit (ulimit -v) or end other programs; `humnaam check` needs less"
        );
        CommandError::new(NO_RESOURCES, message)
    })
}
