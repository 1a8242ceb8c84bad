//! Whether a disk has room for a model, asked before the first byte is fetched.

use std::path::Path;

use crate::domain::{Failure, Kind};
use crate::msg;

/// Bytes that this user may still write where `folder` lies; None where the system does not say.
pub fn free(folder: &Path) -> Option<u64> {
    fs4::available_space(folder).ok()
}

/// # Errors
/// `Kind::Storage` where fewer than `needed` bytes are free, with both figures. A system that does not say is believed to have room.
pub(super) fn check(folder: &Path, needed: u64) -> Result<(), Failure> {
    enough(folder, needed, free(folder))
}

fn enough(folder: &Path, needed: u64, free: Option<u64>) -> Result<(), Failure> {
    let Some(free) = free.filter(|&free| free < needed) else { return Ok(()) };
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000).to_string();
    let what = msg!("download-no-room", folder = folder, needed = megabytes(needed), free = (free / 1_000_000).to_string());
    Err(Failure::new(Kind::Storage, what).hint(msg!("download-hint-room")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_and_what_is_free_are_both_said() {
        let folder = Path::new("models");
        for (needed, free) in [(5, None), (5, Some(5)), (0, Some(0))] {
            assert!(enough(folder, needed, free).is_ok());
        }
        let failure = enough(folder, 190_085_487, Some(17_999_999)).unwrap_err();
        assert_eq!(failure.kind, Kind::Storage);
        assert_eq!(failure.what, msg!("download-no-room", folder = folder, needed = "191", free = "17"));
        assert_eq!(failure.hint.unwrap().key, "download-hint-room");
    }

    #[test]
    fn a_real_disk_says_how_much_is_free_and_a_folder_that_is_not_there_does_not() {
        let folder = tempfile::tempdir().unwrap();
        assert!(free(folder.path()).is_some());
        assert_eq!(free(&folder.path().join("nowhere")), None);
        assert!(check(folder.path(), u64::MAX).is_err());
        assert!(check(&folder.path().join("nowhere"), u64::MAX).is_ok());
    }
}
