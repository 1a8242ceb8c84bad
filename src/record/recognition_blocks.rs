//! Reads sound that exists already, block by block, at the rate of recognition.

use std::path::Path;

use crate::domain::{Failure, RECOGNITION_RATE_HZ, Seconds};

use super::resample::Resampling;
use super::wav_file;

/// What is known of a recording once all of it has been read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoundFacts {
    pub rate_hz: u32,
    pub length: Seconds,
    /// Frames in which a channel was at full scale.
    pub clipped: u64,
    /// The file ends before it says so.
    pub truncated: bool,
}

/// Hands the recording to `hear`, from the first sample to the last.
///
/// # Errors
/// `Kind::BadInput` naming the file and what is wrong with it; `Kind::Storage` where it cannot be read; those of `hear`.
pub fn recognition_blocks(path: &Path, hear: &mut dyn FnMut(&[f32]) -> Result<(), Failure>) -> Result<SoundFacts, Failure> {
    let audio = wav_file::read(path)?;
    let (mut resampling, mut samples) = (Resampling::new(audio.clip.rate_hz, RECOGNITION_RATE_HZ), Vec::new());
    for block in audio.clip.samples.chunks(audio.clip.rate_hz as usize) {
        resampling.push(block, &mut samples);
        hear(&samples)?;
        samples.clear();
    }
    resampling.finish(&mut samples);
    hear(&samples)?;
    Ok(SoundFacts { rate_hz: audio.clip.rate_hz, length: audio.clip.length(), clipped: audio.clipped, truncated: audio.truncated })
}
