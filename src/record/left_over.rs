//! Finds the part files that crashes left behind.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::{Failure, Kind};
use crate::msg;

/// The part files in `folder`, in order; none where the folder does not exist yet. Some may belong to recordings that are running: [`super::repair`] tells.
///
/// # Errors
/// `Kind::Storage` where the folder cannot be read.
pub fn left_over(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let unreadable = |error: std::io::Error| Failure::new(Kind::Storage, msg!("record-folder-unreadable", path = folder)).because(error);
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(unreadable)?;
    let mut parts: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(|path| is_part(path)).collect();
    parts.sort();
    Ok(parts)
}

fn is_part(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.ends_with(".wav.part"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_part_files_are_found_and_a_missing_folder_has_none() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.wav.part", "a.wav.part", "c.wav", "notes.part", ".wav"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        assert_eq!(left_over(folder.path()).unwrap(), ["a.wav.part", "b.wav.part"].map(|name| folder.path().join(name)));
        assert_eq!(left_over(&folder.path().join("none")).unwrap(), Vec::<PathBuf>::new());
    }
}
