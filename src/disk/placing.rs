//! New files take the places of old ones: all of them, or none. While they do, the old ones are kept beside them under a list of
//! names, so that whatever stops it halfway, this program or the next can put everything back; and a program that is stopped
//! while it puts things back leaves the rest to the one after it.

use std::io::{Error, ErrorKind, Result, Write};
use std::path::Path;

/// Within the folder of files that wait: the new files, the old ones, and the names of both while they change places.
pub(super) const NEW: &str = "new";
const OLD: &str = "old";
const NAMES: &str = "names";

/// What says of the others that they belong together: it goes first and comes last.
const MANIFEST: &str = "manifest.json";

/// Why files could not take their places.
#[derive(Debug)]
pub(super) struct Misplaced {
    /// The file that could not be put there.
    pub name: String,
    pub error: Error,
    /// The old files are back. Where they are not, the next program that writes there puts them back, and what waits must stay.
    pub undone: bool,
}

/// Puts the new files in `root` in their places in `into`, and takes away those of `stale`: all of it, or nothing.
pub(super) fn place(
    root: &Path,
    names: &[String],
    stale: &[String],
    into: &Path,
) -> std::result::Result<(), Misplaced> {
    let first = || names.first().or(stale.first()).cloned().unwrap_or_default();
    let not_begun = |name: String| move |error| Misplaced { name, error, undone: true };
    for name in names {
        root.join(NEW).join(name).symlink_metadata().map_err(not_begun(name.clone()))?;
    }
    std::fs::create_dir(root.join(OLD)).map_err(not_begun(first()))?;
    let list = [names.join("\0"), stale.join("\0")].join("\0\0");
    whole(&root.join(NAMES), list.as_bytes()).map_err(not_begun(first()))?;
    settle(root);
    let placed = set_aside(root, names, stale, into).and_then(|()| change(root, names, stale, into));
    // From the moment that the list is gone the new files are the ones that count, whatever ends the program.
    let placed = placed.and_then(|()| std::fs::remove_file(root.join(NAMES)).map_err(|error| (first(), error)));
    placed.map_err(|(name, error)| Misplaced { name, error, undone: undo(root, into).is_ok() })
}

type Step = std::result::Result<(), (String, Error)>;

/// Keeps the old files, so that they can be put back. They stay where they are meanwhile, all but the manifest: a folder of
/// old and new files must not have one.
fn set_aside(root: &Path, names: &[String], stale: &[String], into: &Path) -> Step {
    for name in names.iter().rev().chain(stale) {
        let (place, kept) = (into.join(name), root.join(OLD).join(name));
        let linked = name != MANIFEST && std::fs::hard_link(&place, &kept).is_ok();
        match if linked { Ok(()) } else { std::fs::rename(&place, &kept) } {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err((name.clone(), error)),
            _ => {}
        }
    }
    settle(&root.join(OLD));
    Ok(())
}

fn change(root: &Path, names: &[String], stale: &[String], into: &Path) -> Step {
    for name in names {
        std::fs::rename(root.join(NEW).join(name), into.join(name)).map_err(|error| (name.clone(), error))?;
    }
    for name in stale {
        absent(std::fs::remove_file(into.join(name))).map_err(|error| (name.clone(), error))?;
    }
    settle(into);
    Ok(())
}

/// Puts the old files back, and the new ones that have taken their places where they waited. Every step may be the last, and
/// may be done again: at no moment is an old file in neither place.
pub(super) fn undo(root: &Path, into: &Path) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "this room is where files are put on the disk")]
    let Ok(list) = std::fs::read(root.join(NAMES)) else { return Ok(()) };
    let list = String::from_utf8_lossy(&list).into_owned();
    let (names, stale) = list.split_once("\0\0").unwrap_or((&list, ""));
    let plain = |name: &&str| Path::new(name).file_name().is_some_and(|plain| plain == *name);
    let mut done = Ok(());
    for name in names.split('\0').filter(plain) {
        let (place, waits) = (into.join(name), root.join(NEW).join(name));
        let taken_out = if there(&waits) { Ok(()) } else { absent(std::fs::rename(&place, &waits)) };
        done = done.and(taken_out.and_then(|()| put_back(root, name, into)));
    }
    for name in stale.split('\0').filter(plain) {
        done = done.and(put_back(root, name, into));
    }
    settle(into);
    // As long as the list is there, all of this is to be done; without it nothing of it.
    done.and_then(|()| std::fs::remove_file(root.join(NAMES)))
}

fn put_back(root: &Path, name: &str, into: &Path) -> Result<()> {
    // Two names of one file: nothing moves, and it is where it should be.
    absent(std::fs::rename(root.join(OLD).join(name), into.join(name)))
}

fn there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// What is not there need not be moved or removed.
fn absent(done: Result<()>) -> Result<()> {
    done.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Writes a file to the disk, not only towards it.
#[expect(clippy::disallowed_methods, reason = "this room is where files are put on the disk")]
pub fn whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Sees to it that the names in a folder are on the disk, where a folder can be told to.
fn settle(folder: &Path) {
    #[expect(clippy::disallowed_methods, reason = "this room is where files are put on the disk")]
    let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "a test reads what it has written")]
mod tests {
    use super::*;
    use std::path::PathBuf;

    const FILES: [&str; 3] = ["a", "b", "manifest.json"];

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    /// Old files `a`, `old` and a manifest, and new ones that wait.
    struct Desk {
        folder: tempfile::TempDir,
        root: PathBuf,
    }

    fn desk() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "old", "manifest.json"] {
            whole(&folder.path().join(name), format!("old {name}").as_bytes()).unwrap();
        }
        let root = folder.path().join(".waiting");
        std::fs::create_dir_all(root.join(NEW)).unwrap();
        FILES.iter().for_each(|name| whole(&root.join(NEW).join(name), b"new").unwrap());
        Desk { folder, root }
    }

    fn content(desk: &Desk) -> Vec<(String, String)> {
        let mut found: Vec<_> = std::fs::read_dir(desk.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().is_file())
            .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read_to_string(entry.path()).unwrap()))
            .collect();
        found.sort();
        found
    }

    #[test]
    fn files_take_all_their_places_or_none() {
        let (all, stale) = (names(&FILES), names(&["old"]));
        // One file is missing, wherever it stands: nothing is changed.
        for missing in FILES {
            let desk = desk();
            let before = content(&desk);
            std::fs::remove_file(desk.root.join(NEW).join(missing)).unwrap();
            let failed = place(&desk.root, &all, &stale, desk.folder.path()).unwrap_err();
            assert!(failed.undone && failed.name == missing, "{failed:?}");
            assert_eq!(content(&desk), before);
        }
        // A folder where a file should go away: everything was in its place by then.
        let desk = desk();
        let before = content(&desk);
        std::fs::create_dir_all(desk.folder.path().join("full/of")).unwrap();
        let failed = place(&desk.root, &all, &names(&["old", "full"]), desk.folder.path());
        assert!(failed.is_ok() || content(&desk) == before, "{failed:?}");

        let desk = self::desk();
        place(&desk.root, &all, &stale, desk.folder.path()).unwrap();
        let now = content(&desk);
        assert!(now.len() == 3 && now.iter().all(|(_, text)| text == "new"), "{now:?}");
    }

    /// A folder stopped after so many files had taken their places; the last step takes the stale one away.
    fn stopped_after(steps: usize) -> Desk {
        let desk = desk();
        let (all, stale, into) = (names(&FILES), names(&["old"]), desk.folder.path());
        std::fs::create_dir(desk.root.join(OLD)).unwrap();
        whole(&desk.root.join(NAMES), [all.join("\0"), stale.join("\0")].join("\0\0").as_bytes()).unwrap();
        set_aside(&desk.root, &all, &stale, into).unwrap();
        assert!(!into.join(MANIFEST).exists());
        change(&desk.root, &all[..steps.min(3)], if steps > 3 { &stale } else { &[] }, into).unwrap();
        desk
    }

    #[test]
    fn whatever_was_begun_is_undone() {
        let before = content(&desk());
        for steps in 0..=4 {
            let desk = stopped_after(steps);
            undo(&desk.root, desk.folder.path()).unwrap();
            assert_eq!(content(&desk), before, "{steps}");
            // Once more, as by a program that could not clear what waits.
            undo(&desk.root, desk.folder.path()).unwrap();
            assert_eq!(content(&desk), before, "{steps}");
        }
    }

    #[test]
    fn undoing_that_was_broken_off_goes_on() {
        let before = content(&desk());
        for steps in 0..=4 {
            let list = std::fs::read(stopped_after(steps).root.join(NAMES)).unwrap();
            let desk = stopped_after(steps);
            // The list is there still, as where a program is killed before its last step.
            undo(&desk.root, desk.folder.path()).unwrap();
            whole(&desk.root.join(NAMES), &list).unwrap();
            undo(&desk.root, desk.folder.path()).unwrap();
            assert_eq!(content(&desk), before, "{steps}");
        }
        // And where it got no further than one of the files.
        for name in FILES {
            let desk = stopped_after(4);
            let list = std::fs::read(desk.root.join(NAMES)).unwrap();
            whole(&desk.root.join(NAMES), name.as_bytes()).unwrap();
            undo(&desk.root, desk.folder.path()).unwrap();
            whole(&desk.root.join(NAMES), &list).unwrap();
            undo(&desk.root, desk.folder.path()).unwrap();
            assert_eq!(content(&desk), before, "{name}");
        }
    }
}
