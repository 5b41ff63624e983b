//! Files that appear whole or not at all.

use super::exit::{CommandError, USAGE};
use super::{input, terminal};
use crate::archive::{Digesting, FileDigest, Manifest};
use crate::disk::{Lock, Sharing, Staging, TRIES, clear_dead, leftovers, lock, remove_unused, whole};
use crate::format::counted;
use crate::study::{Disk, Files};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A manifest is a few kilobytes.
const LARGEST_MANIFEST: u64 = 1 << 20;

/// The folder of shards within one of results.
pub(super) const SHARDS: &str = "shards";

/// A file to be written: its name within the folder, and its bytes.
pub(super) type Output = (String, Vec<u8>);

/// A folder for results. It is made before anything is computed, because a run of an hour should
/// not end with a path that cannot be; when it is dropped empty, and nobody else writes there, it goes again.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// The folders that were not there before, the deepest last.
    made: Vec<PathBuf>,
    /// The lock on it, where there is one.
    held: Option<Arc<File>>,
}

impl Folder {
    /// Makes a folder, or finds it, and tries whether files can be made in it. Others may write there too.
    pub fn create(path: &Path) -> Result<Self, CommandError> {
        Self::open(path, Sharing::Shared)
    }

    /// The same where no other program may write at the same time: two runs would leave files of both.
    pub fn alone(path: &Path) -> Result<Self, CommandError> {
        Self::open(path, Sharing::Alone)
    }

    /// The folder of a file that is to be written.
    pub fn of_file(path: &Path) -> Result<Self, CommandError> {
        let parent = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Self::create(parent.unwrap_or(Path::new(".")))
    }

    fn open(path: &Path, sharing: Sharing) -> Result<Self, CommandError> {
        let failed = |error: Error| CommandError::create(&path.display().to_string(), &error);
        let mut gone = Error::new(ErrorKind::NotFound, "it keeps being taken away");
        for _ in 0..TRIES {
            let mut folder = Folder { path: path.to_owned(), made: Vec::new(), held: None };
            // Another program that was here first, and has come to nothing, takes its empty folders away.
            match folder.make().and_then(|()| Staging::new(path).map(drop)) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    gone = error;
                    continue;
                }
                tried => tried.map_err(failed)?,
            }
            match lock(path, sharing) {
                Lock::Held(held) => folder.held = held.map(leftovers::held),
                Lock::Gone => continue,
                Lock::Taken if sharing == Sharing::Shared => {}
                Lock::Taken => {
                    let what = "another humnaam is writing there; wait for it, or give another folder with --out";
                    return Err(failed(Error::new(ErrorKind::ResourceBusy, what)));
                }
            }
            clear_dead(path);
            return Ok(folder);
        }
        Err(failed(gone))
    }

    /// Makes what is missing of the folder, and notes what it has made itself.
    fn make(&mut self) -> std::io::Result<()> {
        let path = self.path.clone();
        let missing = path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        for folder in missing.collect::<Vec<_>>().into_iter().rev() {
            match std::fs::create_dir(folder) {
                Ok(()) => {
                    leftovers::note(folder);
                    self.made.push(folder.to_owned());
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Writes files: all of them into a folder of their own first, and only when every byte is on the disk do they take their
    /// places, all of them or none.
    pub fn write(&self, files: &[Output]) -> Result<(), CommandError> {
        self.write_with(files, &[], &[])
    }

    /// The same with files that wait in places of their own, and with the names of files that go away with it.
    fn write_with(&self, files: &[Output], staged: &[Staged], stale: &[String]) -> Result<(), CommandError> {
        let shown = |name: &str| format!("{}/{name}", self.shown());
        // A folder where a file should be would be found out halfway through.
        let waiting = staged.iter().map(|staged| staged.digest.file.clone());
        let names: Vec<String> = waiting.chain(files.iter().map(|(name, _)| name.clone())).collect();
        if let Some(name) = names.iter().find(|name| self.path.join(name).is_dir()) {
            let taken = Error::new(ErrorKind::IsADirectory, "a directory has its name");
            return Err(CommandError::create(&shown(name), &taken));
        }
        let _placing = leftovers::placing();
        let staging = Staging::new(&self.path).map_err(|error| CommandError::create(&self.shown(), &error))?;
        for (name, bytes) in files {
            let written = whole(&staging.path(name), bytes);
            written.map_err(|error| CommandError::write(&shown(name), &error))?;
        }
        for Staged { staging: waits, digest } in staged {
            let Some(waits) = waits else { continue };
            let moved = std::fs::rename(waits.path(&digest.file), staging.path(&digest.file));
            moved.map_err(|error| CommandError::create(&shown(&digest.file), &error))?;
        }
        staging.place(&names, stale, &self.path).map_err(|(name, error)| CommandError::create(&shown(&name), &error))
    }

    /// Writes files in the place of those that an earlier run left, and says how many of its files go. `names` are all that
    /// are to lie here then.
    pub fn replace(
        &self,
        files: &[Output],
        staged: &[Staged],
        names: &[String],
        before: Option<&Manifest>,
    ) -> Result<(), CommandError> {
        let stale = self.stale(names, before);
        self.write_with(files, staged, &stale)?;
        if let Some(first) = stale.first() {
            let files = counted(stale.len() as u64, "file", "files");
            let such = if stale.len() == 1 { String::new() } else { format!(", such as {first}") };
            terminal::note(&format!(
                "note: {files} of an earlier run in {} went, as this one has other numbers or none of them{such}",
                self.shown()
            ));
        }
        Ok(())
    }

    /// Begins a file that is never in memory as a whole.
    pub fn begin(&self, name: &str) -> Result<Growing, CommandError> {
        let shown = format!("{}/{name}", self.shown());
        let failed = |error: Error| CommandError::create(&shown, &error);
        let staging = Staging::new(&self.path).map_err(failed)?;
        #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
        let file = Arc::new(File::create(staging.path(name)).map_err(failed)?);
        let out: Box<dyn Write + Send> = Box::new(BufWriter::new(Arc::clone(&file)));
        Ok(Growing { name: name.to_owned(), shown, out: Digesting::new(out), place: Some((staging, file)) })
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The manifest that an earlier run left here, where there is one that reads.
    pub fn manifest(&self) -> Option<Manifest> {
        manifest(&self.path)
    }

    /// Whether the files of an earlier run that a fresh one does not write still lie here as they were written. A table of
    /// draws may be too large to be read again for that.
    pub fn still_has(&self, before: &Manifest, fresh: &Manifest) -> bool {
        before.outputs.iter().filter(|file| !fresh.outputs.contains(file)).all(|file| {
            let path = self.path.join(&file.file);
            let large = before.draws_file.as_ref() == Some(&file.file);
            if large { path.is_file() } else { digest_on_disk(&file.file, &path).is_ok_and(|now| now == *file) }
        })
    }

    /// What an earlier run wrote here and this one does not, which is of another run: a picture beside numbers it does not show
    /// would mislead. A file that is gone already, or whose name leads elsewhere, is left alone.
    fn stale(&self, names: &[String], before: Option<&Manifest>) -> Vec<String> {
        let plain = |name: &&String| Path::new(name).file_name().is_some_and(|plain| plain == name.as_str());
        let old = before.iter().flat_map(|before| &before.outputs).map(|old| &old.file);
        let stale = old.filter(|old| !names.contains(old)).filter(plain);
        stale.filter(|old| self.path.join(old).symlink_metadata().is_ok_and(|about| !about.is_dir())).cloned().collect()
    }

    /// The folder as the user named it.
    pub fn shown(&self) -> String {
        self.path.display().to_string()
    }
}

/// A file that is written while it is made. It waits until it is put in its place, and goes where it is dropped before.
pub(super) struct Growing {
    name: String,
    shown: String,
    out: Digesting<Box<dyn Write + Send>>,
    place: Option<(Staging, Arc<File>)>,
}

impl Growing {
    /// A file of which nothing is kept but its digest.
    pub fn nowhere(name: &str) -> Self {
        let out: Box<dyn Write + Send> = Box::new(std::io::sink());
        Growing { name: name.to_owned(), shown: name.to_owned(), out: Digesting::new(out), place: None }
    }

    /// How a failure to write it is said.
    pub fn failed(&self) -> impl Fn(Error) -> CommandError + use<> {
        let shown = self.shown.clone();
        move |error| CommandError::write(&shown, &error)
    }

    /// The file as it is, once every byte is on the disk.
    pub fn settle(mut self) -> Result<Staged, CommandError> {
        let settled = self.out.flush().and_then(|()| self.place.as_ref().map_or(Ok(()), |(_, file)| file.sync_all()));
        settled.map_err(self.failed())?;
        Ok(Staged { digest: self.out.digest(&self.name), staging: self.place.map(|(staging, _)| staging) })
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// A file that is whole and waits to take its place; without one its digest alone was wanted.
#[derive(Debug)]
pub(super) struct Staged {
    staging: Option<Staging>,
    pub digest: FileDigest,
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.held = None;
        self.made.iter().rev().for_each(|folder| remove_unused(folder));
    }
}

/// The name of a file that is to be written, within its folder.
pub(super) fn file_name(path: &Path) -> Result<String, CommandError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    name.ok_or_else(|| CommandError::new(USAGE, format!("{} names no file to write to", path.display())))
}

/// Refuses results of which two would go to one folder in `out`.
pub(super) fn distinct(what: &str, out: &Path, mut names: impl Iterator<Item = String>) -> Result<(), CommandError> {
    let mut known = BTreeSet::new();
    names.find(|name| !known.insert(name.clone())).map_or(Ok(()), |twice| {
        Err(CommandError::new(USAGE, format!("two {what} would both write {}/{twice}: rename one", out.display())))
    })
}

/// The manifest in a folder, where there is one that reads.
pub(super) fn manifest(folder: &Path) -> Option<Manifest> {
    let path = folder.join("manifest.json").display().to_string();
    Manifest::from_bytes(&path, &Disk.read(&path, LARGEST_MANIFEST).ok()?).ok()
}

/// The digest of a file on the disk, or why it cannot be read.
pub(super) fn digest_on_disk(file: &str, path: &Path) -> Result<FileDigest, String> {
    let shown = path.display().to_string();
    FileDigest::of_reader(file, input::stream(&shown)?).map_err(|error| format!("{shown} cannot be read: {error}"))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_goes_with_nothing_in_it_unless_another_program_works_there() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("results/seat");
        let first = Folder::alone(&path).unwrap();
        // One that made the folder in the same moment, came second to the lock, and is refused.
        drop(Folder { path: path.clone(), made: vec![desk.path().join("results"), path.clone()], held: None });
        assert!(path.is_dir() && Folder::alone(&path).is_err() && path.is_dir());
        // Two that need not be alone, of which the first to come has nothing to keep.
        drop(first);
        assert!(!desk.path().join("results").exists());
        let [first, second] = [(); 2].map(|()| Folder::create(&path).unwrap());
        drop(first);
        second.write(&[("a".to_owned(), b"1".to_vec())]).unwrap();
        drop(second);
        assert!(path.join("a").is_file());
    }
}
