//! Files that wait to take their places, in a folder of their own beside them: they take all of them or none, and what a
//! program left that was killed on the way is undone by the next.

use super::leftovers;
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

/// How the names of such folders begin.
pub(super) const STAGING: &str = ".humnaam-";

/// Within the folder: the new files, the old ones that they take the places of, and the names of both while they do.
const NEW: &str = "new";
const OLD: &str = "old";
const NAMES: &str = "names";

/// What says of the others that they belong together: it goes first and comes last.
const MANIFEST: &str = "manifest.json";

/// As often as that another program may clear a folder away in the moment before it is locked.
const TRIES: u32 = 16;

/// Files that wait. The folder goes when it is dropped.
#[derive(Debug)]
pub(super) struct Staging {
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
            match lock(folder.path()) {
                Lock::Held(held) => {
                    std::fs::create_dir(folder.path().join(NEW))?;
                    return Ok(Staging { folder, _held: held });
                }
                Lock::Taken => {}
            }
        }
        Err(Error::new(ErrorKind::ResourceBusy, "other programs keep clearing it away"))
    }

    /// Where a file waits.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(NEW).join(name)
    }

    /// Puts files in their places in `into`: all of them, or where one cannot be put there, none. The error comes with the
    /// name of that one.
    pub fn place(mut self, names: &[String], into: &Path) -> std::result::Result<(), (String, Error)> {
        let at = |error: Error| (names.first().cloned().unwrap_or_default(), error);
        let root = self.folder.path().to_owned();
        std::fs::create_dir(root.join(OLD)).map_err(at)?;
        whole(&root.join(NAMES), names.join("\0").as_bytes()).map_err(at)?;
        let placed = set_aside(&root, names, into).and_then(|()| {
            names.iter().try_for_each(|name| {
                std::fs::rename(root.join(NEW).join(name), into.join(name)).map_err(|error| (name.clone(), error))
            })
        });
        if placed.is_err() && undo(&root, into).is_err() {
            // The old files are in there, and the next program that writes here puts them back.
            self.folder.disable_cleanup(true);
            return placed;
        }
        // From here on the new files are the ones that count, whatever ends the program.
        let _ = std::fs::remove_file(root.join(NAMES));
        placed
    }
}

/// Keeps the old files, so that they can be put back. They stay where they are meanwhile, all but the manifest: a folder of
/// old and new files must not have one.
fn set_aside(root: &Path, names: &[String], into: &Path) -> std::result::Result<(), (String, Error)> {
    for name in names.iter().rev() {
        let (place, kept) = (into.join(name), root.join(OLD).join(name));
        let linked = name != MANIFEST && std::fs::hard_link(&place, &kept).is_ok();
        match if linked { Ok(()) } else { std::fs::rename(&place, &kept) } {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err((name.clone(), error)),
            _ => {}
        }
    }
    Ok(())
}

/// Puts the old files back, and takes away the new ones that have taken their places.
fn undo(root: &Path, into: &Path) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
    let Ok(names) = std::fs::read(root.join(NAMES)) else { return Ok(()) };
    let names = String::from_utf8_lossy(&names).into_owned();
    let mut failed = Ok(());
    for name in names.split('\0').filter(|name| Path::new(name).file_name().is_some_and(|plain| plain == *name)) {
        let (place, kept) = (into.join(name), root.join(OLD).join(name));
        let undone = if kept.symlink_metadata().is_ok() {
            std::fs::rename(&kept, &place)
        } else if root.join(NEW).join(name).symlink_metadata().is_ok() {
            Ok(())
        } else {
            std::fs::remove_file(&place)
        };
        failed =
            failed.and(undone.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) }));
    }
    failed
}

/// Clears away what programs have left in a folder that were killed there. What belongs to one that is alive stays.
pub(super) fn clear_dead(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let root = entry.path();
        let is_staging = entry.file_name().to_string_lossy().starts_with(STAGING) && root.is_dir();
        if !is_staging {
            continue;
        }
        if let Lock::Held(Some(_held)) = lock(&root)
            && undo(&root, folder).is_ok()
        {
            let _ = std::fs::remove_dir_all(&root);
        }
    }
}

enum Lock {
    /// It is ours, as far as there are locks here.
    Held(Option<std::fs::File>),
    /// Somebody else has it, or it has gone.
    Taken,
}

/// Locks a folder that is still there.
#[cfg(unix)]
fn lock(folder: &Path) -> Lock {
    use std::os::unix::fs::MetadataExt;
    #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
    let Ok(held) = std::fs::File::open(folder) else { return Lock::Taken };
    match held.try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => return Lock::Taken,
        // A file system without locks.
        Err(std::fs::TryLockError::Error(_)) => return Lock::Held(None),
        Ok(()) => {}
    }
    let number = |about: Result<std::fs::Metadata>| about.ok().map(|about| (about.dev(), about.ino()));
    let same = number(held.metadata()) == number(std::fs::metadata(folder));
    if same { Lock::Held(Some(held)) } else { Lock::Taken }
}

/// Elsewhere folders cannot be locked, and nothing is taken for dead.
#[cfg(not(unix))]
fn lock(_: &Path) -> Lock {
    Lock::Held(None)
}

/// Writes a file to the disk, not only towards it.
#[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
pub(super) fn whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "a test reads what it has written")]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn filled(folder: &Path, files: &[&str]) -> Staging {
        let staging = Staging::new(folder).unwrap();
        files.iter().for_each(|name| whole(&staging.path(name), b"new").unwrap());
        staging
    }

    fn content(folder: &Path) -> Vec<(String, String)> {
        let mut found: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| {
                (entry.file_name().into_string().unwrap(), std::fs::read_to_string(entry.path()).unwrap_or_default())
            })
            .collect();
        found.sort();
        found
    }

    #[test]
    fn files_take_all_their_places_or_none() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "manifest.json"] {
            whole(&folder.path().join(name), b"old").unwrap();
        }
        let all = names(&["a", "b", "manifest.json"]);
        let before = content(folder.path());
        // One file is missing, wherever it stands: nothing is changed.
        for missing in 0..3 {
            let there: Vec<&str> =
                all.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, n)| n.as_str()).collect();
            let (name, _) = filled(folder.path(), &there).place(&all, folder.path()).unwrap_err();
            assert_eq!((&name, content(folder.path())), (&all[missing], before.clone()));
        }
        filled(folder.path(), &["a", "b", "manifest.json"]).place(&all, folder.path()).unwrap();
        assert!(content(folder.path()).iter().all(|(_, text)| text == "new") && content(folder.path()).len() == 3);
    }

    #[test]
    fn what_a_dead_program_left_is_undone_and_what_a_live_one_has_stays() {
        let folder = tempfile::tempdir().unwrap();
        whole(&folder.path().join("a"), b"old").unwrap();
        whole(&folder.path().join("manifest.json"), b"old").unwrap();
        let before = content(folder.path());
        let all = names(&["a", "b", "manifest.json"]);
        // Killed after so many files had taken their places.
        for placed in 0..=2 {
            let staging = filled(folder.path(), &["a", "b", "manifest.json"]);
            let root = staging.folder.path().to_owned();
            std::fs::create_dir(root.join(OLD)).unwrap();
            whole(&root.join(NAMES), all.join("\0").as_bytes()).unwrap();
            set_aside(&root, &all, folder.path()).unwrap();
            for name in &all[..placed] {
                std::fs::rename(root.join(NEW).join(name), folder.path().join(name)).unwrap();
            }
            assert!(!folder.path().join("manifest.json").exists());
            // Alive: nothing is touched.
            clear_dead(folder.path());
            assert!(root.exists());
            let mut staging = staging;
            staging.folder.disable_cleanup(true);
            drop(staging);
            clear_dead(folder.path());
            assert_eq!(content(folder.path()), before, "{placed}");
        }
        // An empty one, as older programs left them.
        std::fs::create_dir(folder.path().join(".humnaam-x")).unwrap();
        clear_dead(folder.path());
        assert_eq!(content(folder.path()), before);
    }
}
