//! Files that appear whole or not at all.

use super::exit::CommandError;
use super::placing::whole;
use super::staging::{Staging, clear_dead};
use super::{input, leftovers, said};
use crate::archive::{Digesting, FileDigest, Manifest};
use crate::format::counted;
use crate::study::{Disk, Files};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A manifest is a few kilobytes.
const LARGEST_MANIFEST: u64 = 1 << 20;

/// The folder of shards within one of results.
pub(super) const SHARDS: &str = "shards";

/// A file to be written: its name within the folder, and its bytes.
pub(super) type Output = (String, Vec<u8>);

/// A folder for results. It is made before anything is computed, because a run of an hour should
/// not end with a path that cannot be; when it is dropped empty, it goes again.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// The folders that were not there before, the deepest first.
    made: Vec<PathBuf>,
    /// Held as long as nobody else may write here; the system lets go of it when the program ends, however it ends.
    held: Option<std::fs::File>,
}

impl Folder {
    /// Makes a folder, or finds it, and tries whether files can be made in it.
    pub fn create(path: &Path) -> Result<Self, CommandError> {
        let missing = path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let folder = Folder { path: path.to_owned(), made: missing.map(Path::to_owned).collect(), held: None };
        folder.made.iter().rev().for_each(|made| leftovers::note(made));
        let tried = std::fs::create_dir_all(path).and_then(|()| Staging::new(path).map(drop));
        tried.map_err(|error| CommandError::create(&folder.shown(), &error))?;
        clear_dead(path);
        Ok(folder)
    }

    /// The same where no other program may write at the same time: two runs would leave files of both.
    pub fn alone(path: &Path) -> Result<Self, CommandError> {
        let mut folder = Self::create(path)?;
        // A folder can be locked where the system has such locks, and then nothing needs to lie in it.
        #[cfg(unix)]
        {
            #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
            let opened = std::fs::File::open(path);
            let held = opened.map_err(|error| CommandError::create(&folder.shown(), &error))?;
            if let Err(std::fs::TryLockError::WouldBlock) = held.try_lock() {
                let what = "another humnaam is writing there; wait for it, or give another folder with --out";
                let busy = std::io::Error::new(std::io::ErrorKind::ResourceBusy, what);
                return Err(CommandError::create(&folder.shown(), &busy));
            }
            folder.held = Some(held);
        }
        Ok(folder)
    }

    /// Writes files: all of them into a folder of their own first, and only when every byte is on the disk do they take their
    /// places, all of them or none.
    pub fn write(&self, files: &[Output]) -> Result<(), CommandError> {
        self.write_with(files, Vec::new(), &[])
    }

    /// The same with files that wait in places of their own, and with the names of files that go away with it.
    pub fn write_with(&self, files: &[Output], staged: Vec<Staged>, stale: &[String]) -> Result<(), CommandError> {
        let shown = |name: &str| format!("{}/{name}", self.shown());
        // A folder where a file should be would be found out halfway through.
        let waiting = staged.iter().map(|staged| staged.digest.file.clone());
        let names: Vec<String> = waiting.chain(files.iter().map(|(name, _)| name.clone())).collect();
        if let Some(name) = names.iter().find(|name| self.path.join(name).is_dir()) {
            let taken = std::io::Error::new(std::io::ErrorKind::IsADirectory, "a directory has its name");
            return Err(CommandError::create(&shown(name), &taken));
        }
        let _placing = leftovers::placing();
        let staging = Staging::new(&self.path).map_err(|error| CommandError::create(&self.shown(), &error))?;
        for (name, bytes) in files {
            let written = whole(&staging.path(name), bytes);
            written.map_err(|error| CommandError::write(&shown(name), &error))?;
        }
        for Staged { staging: other, digest } in staged {
            let moved = std::fs::rename(other.path(&digest.file), staging.path(&digest.file));
            moved.map_err(|error| CommandError::create(&shown(&digest.file), &error))?;
        }
        staging.place(&names, stale, &self.path).map_err(|(name, error)| CommandError::create(&shown(&name), &error))
    }

    /// Writes a file that is never in memory as a whole. It waits until it is put in its place, and goes where it is dropped before.
    pub fn stage<T>(
        &self,
        name: &str,
        write: &mut dyn FnMut(&mut (dyn Write + Send)) -> Result<T, CommandError>,
    ) -> Result<(T, Staged), CommandError> {
        let shown = format!("{}/{name}", self.shown());
        let failed = |error: std::io::Error| CommandError::write(&shown, &error);
        let staging = Staging::new(&self.path).map_err(|error| CommandError::create(&shown, &error))?;
        #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
        let file = std::fs::File::create(staging.path(name)).map_err(|error| CommandError::create(&shown, &error))?;
        let mut out = Digesting::new(std::io::BufWriter::new(&file));
        let made = write(&mut out)?;
        out.flush().and_then(|()| file.sync_all()).map_err(failed)?;
        let digest = out.digest(name);
        Ok((made, Staged { staging, digest }))
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
    pub fn stale(&self, names: &[String], before: Option<&Manifest>) -> Vec<String> {
        let plain = |name: &&String| Path::new(name).file_name().is_some_and(|plain| plain == name.as_str());
        let old = before.iter().flat_map(|before| &before.outputs).map(|old| &old.file);
        let stale = old.filter(|old| !names.contains(old)).filter(plain);
        stale.filter(|old| self.path.join(old).symlink_metadata().is_ok_and(|about| !about.is_dir())).cloned().collect()
    }

    /// Says what went with an earlier run.
    pub fn note_gone(&self, gone: &[String]) {
        if let Some(first) = gone.first() {
            let files = counted(gone.len() as u64, "file", "files");
            let such = if gone.len() == 1 { String::new() } else { format!(", such as {first}") };
            said::note(&format!(
                "note: {files} of an earlier run in {} went, as this one has other numbers or none of them{such}",
                self.shown()
            ));
        }
    }

    /// The folder as the user named it.
    pub fn shown(&self) -> String {
        self.path.display().to_string()
    }
}

/// A file that is whole and waits to take its place.
#[derive(Debug)]
pub(super) struct Staged {
    staging: Staging,
    pub digest: FileDigest,
}

impl Drop for Folder {
    fn drop(&mut self) {
        for folder in &self.made {
            // A folder that holds something is not removed; that is the answer wanted here.
            let _ = std::fs::remove_dir(folder);
        }
    }
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
