//! The points of a sweep on the disk.

use super::exit::CommandError;
use crate::archive::{ArchiveError, Identity, Points};
use std::fs::File;
use std::io;
use std::path::Path;

/// Opens points that are there, to be read.
pub(super) fn open(path: &Path) -> Result<Points<File>, ArchiveError> {
    let name = path.display().to_string();
    #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
    let file = File::open(path).map_err(|error| ArchiveError::Unreadable(name.clone(), error))?;
    Points::open(file, &name)
}

/// Opens the points of a sweep to go on with, or begins them. Points of another sweep are refused.
pub(super) fn resume(path: &Path, identity: Identity) -> Result<Points<File>, CommandError> {
    let name = path.display().to_string();
    let failed = |error: io::Error| CommandError::create(&name, &error);
    if path.is_dir() {
        return Err(failed(io::Error::new(io::ErrorKind::IsADirectory, "a directory has its name")));
    }
    let file = File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
    Points::resume(file, &name, identity).map_err(|error| match error {
        ArchiveError::Unreadable(_, error) => failed(error),
        ArchiveError::Unwritten(_, error) => {
            // A part of a head is worth nothing.
            let _ = std::fs::remove_file(path);
            CommandError::write(&name, &error)
        }
        other => other.into(),
    })
}

/// Sees to it that everything is on the disk.
pub(super) fn settle(points: &Points<File>) -> Result<(), CommandError> {
    points.file().sync_all().map_err(|error| CommandError::write(points.name(), &error))
}
