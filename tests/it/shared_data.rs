//! Real files that are not part of the repository: beside it, or where `HUMNAAM_DATA` points.

#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::path::PathBuf;

/// The path of a shared file or folder; `None`, and said, where there is no such data.
pub fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("HUMNAAM_DATA")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")), PathBuf::from);
    let place = root.join(path);
    if place.exists() {
        return Some(place);
    }
    println!("skipped: no data at {}", place.display());
    None
}

/// The files of a shared folder, in the order of their names.
pub fn files(path: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let place = shared(path)?;
    let mut names: Vec<PathBuf> = if place.is_dir() {
        std::fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path()).collect()
    } else {
        vec![place]
    };
    names.sort();
    Some(names.into_iter().map(|name| (name.display().to_string(), std::fs::read(&name).unwrap())).collect())
}
