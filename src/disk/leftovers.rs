//! What has to go where the program ends at once, and what has to be waited for.

use super::lock::remove_unused;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// Folders of files that wait to take their places, and folders that were made for results; the deepest last.
static NOTED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The locks on folders for results that this program has.
static HELD: Mutex<Vec<Weak<File>>> = Mutex::new(Vec::new());

/// Held while files take their places.
static PLACING: Mutex<()> = Mutex::new(());

/// Notes a folder that goes, with what is in it, where the program ends at once. One that has gone by then is
/// passed over.
pub fn note(folder: &Path) {
    lock(&NOTED).push(folder.to_owned());
}

/// What is still needed after the program has ended, and so is no leftover.
pub fn forget(folder: &Path) {
    lock(&NOTED).retain(|noted| noted != folder);
}

/// Notes a lock on a folder that this program has.
pub fn held(file: File) -> Arc<File> {
    let file = Arc::new(file);
    lock(&HELD).push(Arc::downgrade(&file));
    file
}

/// Keeps the program from ending at once until it is dropped.
pub fn placing() -> MutexGuard<'static, ()> {
    lock(&PLACING)
}

/// Removes what was noted, once no file is taking its place. The caller must then end the program: nothing is
/// placed any more.
pub fn clear(staging: &str) {
    std::mem::forget(placing());
    lock(&HELD).iter().filter_map(Weak::upgrade).for_each(|file| drop(file.unlock()));
    for folder in lock(&NOTED).iter().rev() {
        let waits = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(staging));
        if waits {
            let _ = std::fs::remove_dir_all(folder);
        } else {
            remove_unused(folder);
        }
    }
}

/// A lock whose holder panicked holds nothing that could be half done.
fn lock<T>(mutex: &'static Mutex<T>) -> MutexGuard<'static, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
