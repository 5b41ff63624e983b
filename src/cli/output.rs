//! Files that appear whole or not at all.

use super::exit::Failure;
use std::io::Write;
use std::path::Path;

/// A file to be written: its name within the folder, and its bytes.
pub(super) type Output = (String, Vec<u8>);

/// Writes files into a folder: all of them beside their places first, and only when every byte is
/// on the disk does any take its place.
pub(super) fn write(folder: &Path, files: &[Output]) -> Result<(), Failure> {
    let shown = folder.display().to_string();
    std::fs::create_dir_all(folder).map_err(|error| Failure::create(&shown, &error))?;
    let mut ready = Vec::new();
    for (name, bytes) in files {
        let mut file = tempfile::Builder::new()
            .prefix(".humnaam-")
            .permissions(permissions())
            .tempfile_in(folder)
            .map_err(|error| Failure::create(&format!("{shown}/{name}"), &error))?;
        let written = file.write_all(bytes).and_then(|()| file.as_file().sync_all());
        written.map_err(|error| Failure::write(&format!("{shown}/{name}"), &error))?;
        ready.push((file, name));
    }
    for (file, name) in ready {
        let persisted = file.persist(folder.join(name));
        persisted.map_err(|error| Failure::create(&format!("{shown}/{name}"), &error.error))?;
    }
    Ok(())
}

/// Results are for reading by others, which temporary files usually are not.
#[cfg(unix)]
fn permissions() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o644)
}

#[cfg(not(unix))]
fn permissions() -> std::fs::Permissions {
    // There is no mode to set; an ordinary writable file is what a default handle gives.
    std::fs::metadata(".").map_or_else(|_| unreachable!("the working folder exists"), |about| about.permissions())
}
