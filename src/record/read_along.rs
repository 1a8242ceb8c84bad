//! Reads a recording while it is being written, at the rate of recognition. The reader takes nothing from the writer: it sees what has reached the
//! file, as late as it likes, so nothing that it does can cost the recording a sample.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::domain::{Failure, RECOGNITION_RATE_HZ};

use super::part_file::{BYTES_PER_SAMPLE, HEADER_BYTES, storage};
use super::resample::Resampling;

/// At most this much of the file at once: a second at 48 kHz.
const BLOCK_BYTES: u64 = 48_000 * BYTES_PER_SAMPLE;

/// A reader of a take's part file. It stays with the file when the file gets its final name.
pub struct ReadAlong {
    file: File,
    path: PathBuf,
    resampling: Resampling,
    /// The first byte of a sample whose second one has not been written yet.
    half: Option<u8>,
}

impl ReadAlong {
    pub(super) fn open(part: &Path, rate_hz: u32) -> Result<Self, Failure> {
        let failed = |error| storage(part, error);
        let mut file = File::open(part).map_err(failed)?;
        file.seek(SeekFrom::Start(HEADER_BYTES)).map_err(failed)?;
        Ok(Self { file, path: part.to_owned(), resampling: Resampling::new(rate_hz, RECOGNITION_RATE_HZ), half: None })
    }

    /// Puts what has been written since the last call behind `samples`, a block at most; `false` where nothing has.
    ///
    /// # Errors
    /// `Kind::Storage` where the file cannot be read.
    pub fn read(&mut self, samples: &mut Vec<f32>) -> Result<bool, Failure> {
        let mut bytes: Vec<u8> = self.half.take().into_iter().collect();
        let before = bytes.len();
        (&self.file).take(BLOCK_BYTES).read_to_end(&mut bytes).map_err(|error| storage(&self.path, error))?;
        let read = bytes.len() > before;
        let whole = bytes.chunks_exact(2);
        self.half = whole.remainder().first().copied();
        let native: Vec<f32> = whole.map(|sample| f32::from(i16::from_le_bytes([sample[0], sample[1]])) / 32_768.0).collect();
        self.resampling.push(&native, samples);
        Ok(read)
    }

    /// The recording has ended and everything of it has been read: the last samples.
    pub fn finish(self, samples: &mut Vec<f32>) {
        self.resampling.finish(samples);
    }
}
