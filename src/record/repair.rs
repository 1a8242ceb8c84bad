//! Finishes a recording whose process died: the part file that it left behind becomes the WAV that it would have been.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use crate::domain::{Failure, Kind, Seconds};
use crate::msg;

use super::Recorded;
use super::part_file::{Contents, mend_header, publish, storage};

/// Finishes the left-over `NAME.wav.part`. Lost frames, clipping and zeros were known to the dead process only and are given as
/// none. Nothing (`None`) where
/// its writer is alive, and where the process died before the first sample reached the disk; such a file is removed.
///
/// # Errors
/// `Kind::Storage` where the file cannot be read or written, is none of ours, or a finished file of that name exists.
pub fn repair(part: &Path) -> Result<Option<Recorded>, Failure> {
    let path = part.with_extension("");
    let mut file = OpenOptions::new().read(true).write(true).open(part).map_err(|error| storage(part, error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(storage(part, error)),
    }
    let Contents { rate_hz, samples } = match mended(&mut file) {
        Ok(contents) => contents,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(not_ours(part)),
        Err(error) => return Err(storage(part, error)),
    };
    if samples == 0 {
        fs::remove_file(part).map_err(|error| storage(part, error))?;
        return Ok(None);
    }
    publish(part, &path)?;
    Ok(Some(Recorded {
        path,
        duration: Seconds::at_sample(samples as usize, rate_hz),
        rate_hz,
        delivered: samples,
        lost_frames: 0,
        clipped: 0,
        overruns: 0,
        missing: Seconds::ZERO,
        all_zeros: false,
        stopped_by: None,
    }))
}

fn mended(file: &mut File) -> io::Result<Contents> {
    let contents = mend_header(file)?;
    file.sync_all()?;
    Ok(contents)
}

fn not_ours(part: &Path) -> Failure {
    Failure::new(Kind::Storage, msg!("record-part-unreadable", path = part)).hint(msg!("record-part-unreadable-hint"))
}
