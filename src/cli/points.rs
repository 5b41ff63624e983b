//! The points of a sweep on the disk.

use super::exit::CommandError;
use super::output::{SHARDS, manifest};
use crate::archive::{ArchiveError, FileDigest, Identity, Points, Recipe};
use crate::disk::Staging;
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
pub(super) fn resume(path: &Path, identity: &Identity) -> Result<Points<File>, CommandError> {
    let name = path.display().to_string();
    let failed = |error: io::Error| CommandError::create(&name, &error);
    if path.is_dir() {
        return Err(failed(io::Error::new(io::ErrorKind::IsADirectory, "a directory has its name")));
    }
    let file = File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
    let mut points = Points::resume(file, &name, identity.clone()).map_err(|error| match error {
        ArchiveError::Unreadable(_, error) => failed(error),
        ArchiveError::Unwritten(_, error) => {
            // A part of a head is worth nothing.
            let _ = std::fs::remove_file(path);
            CommandError::write(&name, &error)
        }
        other => other.into(),
    })?;
    if points.identity == *identity {
        return Ok(points);
    }
    // Begun with other pictures, or under another name of the scenario: the file is to be the one that this command makes.
    let staging = Staging::new(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    let fresh = staging.path("points.records");
    let file = File::options().read(true).write(true).create_new(true).open(&fresh).map_err(failed)?;
    let points = points.copy(file, identity)?;
    settle(&points)?;
    std::fs::rename(&fresh, path).map_err(failed)?;
    Ok(points)
}

/// What the sweep in a folder was asked for, by its points, by one of its shards or by its manifest; `None` where no sweep
/// lies there that could be read.
pub(super) fn sweep_in(folder: &Path) -> Option<Recipe> {
    let entries = std::fs::read_dir(folder.join(SHARDS)).into_iter().flatten().flatten();
    let mut shards: Vec<_> = entries.map(|entry| entry.path()).collect();
    shards.retain(|path| path.extension().is_some_and(|kind| kind == "records"));
    shards.sort();
    let heads = [folder.join("points.records")].into_iter().chain(shards);
    let asked = |path: &Path| open(path).ok().map(|points| points.identity.recipe);
    heads.filter(|path| path.is_file()).find_map(|path| asked(&path)).or_else(|| {
        let manifest = manifest(folder)?;
        manifest.sweep.is_some().then(|| manifest.recipe())
    })
}

/// The digest of the file of points.
pub(super) fn digest(points: &Points<File>) -> Result<FileDigest, CommandError> {
    let unread = |error: io::Error| CommandError::from(ArchiveError::Unreadable(points.name().to_owned(), error));
    let mut file = points.file();
    io::Seek::rewind(&mut file).map_err(unread)?;
    FileDigest::of_reader("points.records", file).map_err(unread)
}

/// Sees to it that everything is on the disk.
pub(super) fn settle(points: &Points<File>) -> Result<(), CommandError> {
    points.file().sync_all().map_err(|error| CommandError::write(points.name(), &error))
}
