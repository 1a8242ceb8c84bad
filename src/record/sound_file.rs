//! Reads sound that exists already from a file of any known format, block by block, mixed to one channel.

use std::path::Path;

use crate::domain::{Clip, Failure, Seconds};
use crate::msg;

use super::compressed::Compressed;
use super::meter::FULL_SCALE;
use super::wav_file::{self, LONGEST, WavBlocks};

/// A recording that is being read.
pub struct SoundFile {
    body: Body,
    longest: u64,
    frames: u64,
    clipped: u64,
    path: std::path::PathBuf,
}

enum Body {
    Wav(WavBlocks),
    Compressed(Box<Compressed>),
}

/// Sound from a file, mixed to one channel at its own rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    pub clip: Clip,
    /// Frames in which a channel was at full scale.
    pub clipped: u64,
    /// Whether the file ends before it says so, or is damaged; what is there has been read.
    pub truncated: bool,
}

impl SoundFile {
    /// # Errors
    /// `Kind::BadInput` or `Kind::Storage`, naming the file and what is wrong with it; for an unknown audio format the command that converts it.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let body = match wav_file::blocks(path) {
            Err(failure) if failure.what.key == "record-file-not-wav" || failure.what.key == "record-file-other-format" => {
                let compressed = Compressed::open(wav_file::open(path)?).map_err(|refused| wav_file::not_decoded(path, failure, refused))?;
                Body::Compressed(Box::new(compressed))
            }
            wav => Body::Wav(wav?),
        };
        let mut file = Self { body, longest: 0, frames: 0, clipped: 0, path: path.to_owned() };
        file.longest = LONGEST.to_sample(file.rate_hz()) as u64;
        Ok(file)
    }

    pub fn rate_hz(&self) -> u32 {
        match &self.body {
            Body::Wav(wav) => wav.rate_hz(),
            Body::Compressed(compressed) => compressed.rate_hz,
        }
    }

    /// Puts the next samples, -1 to 1, behind `samples`; `false` at the end.
    ///
    /// # Errors
    /// `Kind::Storage` where the file cannot be read; `Kind::BadInput` where samples are no numbers, or more of them than any answer has.
    pub fn read(&mut self, samples: &mut Vec<f32>) -> Result<bool, Failure> {
        let before = samples.len();
        let more = match &mut self.body {
            Body::Wav(wav) => wav.read(samples)?,
            Body::Compressed(compressed) => {
                let block = compressed.next_block();
                let channels = usize::from(compressed.channels);
                for frame in block.iter().flat_map(|block| block.chunks_exact(channels)) {
                    self.clipped += u64::from(frame.iter().any(|sample| sample.abs() >= FULL_SCALE));
                    samples.push(mixed(frame));
                }
                block.is_some()
            }
        };
        self.frames += (samples.len() - before) as u64;
        if self.frames > self.longest { Err(wav_file::too_long(&self.path, self.frames, self.rate_hz())) } else { Ok(more) }
    }

    /// What is known once everything is read.
    pub fn facts(&self) -> SoundFacts {
        let (clipped, truncated) = match &self.body {
            Body::Wav(wav) => (wav.clipped(), wav.is_truncated()),
            Body::Compressed(compressed) => (self.clipped, compressed.truncated),
        };
        let length = Seconds(self.frames as f64 / f64::from(self.rate_hz()));
        SoundFacts { rate_hz: self.rate_hz(), length, clipped, truncated }
    }
}

/// The mean over the channels, within full scale; codecs go a little beyond it, and what is no number is silence.
fn mixed(frame: &[f32]) -> f32 {
    let mean = frame.iter().sum::<f32>() / frame.len() as f32;
    if mean.is_finite() { mean.clamp(-1.0, 1.0) } else { 0.0 }
}

/// What is known of a recording once all of it has been read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoundFacts {
    pub rate_hz: u32,
    pub length: Seconds,
    /// Frames in which a channel was at full scale.
    pub clipped: u64,
    /// The file ends before it says so, or is damaged.
    pub truncated: bool,
}

/// Reads a whole file into memory: for an answer that is played.
///
/// # Errors
/// Those of [`SoundFile::open`] and [`SoundFile::read`].
pub fn read(path: &Path) -> Result<Sound, Failure> {
    let mut file = SoundFile::open(path)?;
    let mut samples = Vec::new();
    while file.read(&mut samples)? {}
    let facts = file.facts();
    if samples.is_empty() {
        return Err(Failure::new(crate::domain::Kind::BadInput, msg!("record-file-without-samples", path = path)));
    }
    Ok(Sound { clip: Clip { rate_hz: facts.rate_hz, samples }, clipped: facts.clipped, truncated: facts.truncated })
}

#[cfg(test)]
#[path = "sound_file_tests.rs"]
mod tests;
