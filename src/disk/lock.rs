//! Locks on folders: they say that a program is alive behind one. The system lets go of them however a program ends, and nothing
//! needs to lie in the folder.

use std::fs::File;
use std::path::Path;

/// As often as another program may take a folder away in the moment before it is locked.
pub const TRIES: u32 = 16;

/// What came of asking for a lock.
pub enum Lock {
    /// It is ours, as far as there are locks here.
    Held(Option<File>),
    /// Somebody else has it.
    Taken,
    /// The folder is not there any more.
    Gone,
}

/// Whether others may have a lock on the same folder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Nobody else may.
    Alone,
    /// Others may.
    Shared,
}

/// Locks a folder, without waiting for it.
#[cfg(unix)]
pub fn lock(folder: &Path, sharing: Sharing) -> Lock {
    use std::fs::TryLockError::{Error, WouldBlock};
    use std::os::unix::fs::MetadataExt;
    #[expect(clippy::disallowed_methods, reason = "this room is where files are put on the disk")]
    let file = match File::open(folder) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Lock::Gone,
        // A folder that may be written but not read.
        Err(_) => return Lock::Held(None),
    };
    match if sharing == Sharing::Alone { file.try_lock() } else { file.try_lock_shared() } {
        Err(WouldBlock) => return Lock::Taken,
        // A file system without locks.
        Err(Error(_)) => return Lock::Held(None),
        Ok(()) => {}
    }
    // The name may stand for another folder by now, or for none.
    let number = |about: std::io::Result<std::fs::Metadata>| about.ok().map(|about| (about.dev(), about.ino()));
    let same = number(file.metadata()) == number(std::fs::metadata(folder));
    if same { Lock::Held(Some(file)) } else { Lock::Gone }
}

/// Elsewhere folders cannot be locked.
#[cfg(not(unix))]
pub fn lock(_: &Path, _: Sharing) -> Lock {
    Lock::Held(None)
}

/// Removes a folder that holds nothing and that no other program has locked.
pub fn remove_unused(folder: &Path) {
    if let Lock::Held(_held) = lock(folder, Sharing::Alone) {
        let _ = std::fs::remove_dir(folder);
    }
}
