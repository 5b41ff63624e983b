//! Files that wait to take their places, in a folder of their own beside them. What a program left that was killed on the way
//! is undone and cleared away by the next.

use super::leftovers;
use super::lock::{Lock, Sharing, TRIES, lock};
use super::placing::{self, NEW, undo};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

/// How the names of such folders begin.
pub const STAGING: &str = ".humnaam-";

/// Files that wait. The folder goes when it is dropped.
#[derive(Debug)]
pub struct Staging {
    folder: tempfile::TempDir,
    /// The lock that says that somebody is alive behind this folder; the system lets go of it however a program ends.
    _held: Option<std::fs::File>,
}

impl Staging {
    /// A folder for files that are to take places in `beside`.
    pub fn new(beside: &Path) -> Result<Self> {
        for _ in 0..TRIES {
            let folder = tempfile::Builder::new().prefix(STAGING).tempdir_in(beside)?;
            leftovers::note(folder.path());
            if let Lock::Held(held) = lock(folder.path(), Sharing::Alone) {
                std::fs::create_dir(folder.path().join(NEW))?;
                return Ok(Staging { folder, _held: held });
            }
        }
        Err(Error::new(ErrorKind::ResourceBusy, "other programs keep clearing it away"))
    }

    /// Where a file waits.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(NEW).join(name)
    }

    /// Puts files in their places in `into`, and takes away those of `stale`: all of it, or where one of them cannot be put
    /// there, nothing. The error comes with the name of that one.
    pub fn place(
        mut self,
        names: &[String],
        stale: &[String],
        into: &Path,
    ) -> std::result::Result<(), (String, Error)> {
        placing::place(self.folder.path(), names, stale, into).map_err(|misplaced| {
            if !misplaced.undone {
                // The old files are in there, and the next program that writes here puts them back.
                leftovers::forget(self.folder.path());
                self.folder.disable_cleanup(true);
            }
            (misplaced.name, misplaced.error)
        })
    }
}

/// Clears away what programs have left in a folder that were killed there. What belongs to one that is alive stays.
pub fn clear_dead(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let root = entry.path();
        let is_staging = entry.file_name().to_string_lossy().starts_with(STAGING) && root.is_dir();
        if !is_staging {
            continue;
        }
        if let Lock::Held(Some(_held)) = lock(&root, Sharing::Alone)
            && undo(&root, folder).is_ok()
        {
            let _ = std::fs::remove_dir_all(&root);
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn what_a_dead_program_left_is_cleared_and_what_a_live_one_has_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut staging = Staging::new(folder.path()).unwrap();
        let root = staging.folder.path().to_owned();
        // An empty one, as older programs left them.
        std::fs::create_dir(folder.path().join(".humnaam-x")).unwrap();
        clear_dead(folder.path());
        assert!(root.exists() && !folder.path().join(".humnaam-x").exists());
        staging.folder.disable_cleanup(true);
        drop(staging);
        clear_dead(folder.path());
        assert!(!root.exists());
    }
}
