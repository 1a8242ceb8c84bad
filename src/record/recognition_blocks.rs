//! Reads sound that exists already, block by block, at the rate of recognition.

use std::path::Path;

use crate::domain::{Failure, Kind, RECOGNITION_RATE_HZ, Seconds};
use crate::msg;

use super::resample::Resampling;
use super::sound_file::{SoundFacts, SoundFile};

/// Hands the recording to `hear`, from the first sample to the last; it is never in memory as a whole.
///
/// # Errors
/// Those of opening and reading the file, and of `hear`.
pub fn recognition_blocks(path: &Path, hear: &mut dyn FnMut(&[f32]) -> Result<(), Failure>) -> Result<SoundFacts, Failure> {
    let mut file = SoundFile::open(path)?;
    let mut resampling = Resampling::new(file.rate_hz(), RECOGNITION_RATE_HZ);
    let (mut native, mut samples) = (Vec::new(), Vec::new());
    while file.read(&mut native)? {
        resampling.push(&native, &mut samples);
        hear(&samples)?;
        native.clear();
        samples.clear();
    }
    resampling.finish(&mut samples);
    hear(&samples)?;
    let facts = file.facts();
    if facts.length > Seconds::ZERO { Ok(facts) } else { Err(Failure::new(Kind::BadInput, msg!("record-file-without-samples", path = path))) }
}
